/* A connection to APNs through nghttp2 and OpenSSL, for fleet_nghttp2.cpp. */
#ifndef NGHTTP2_CONNECTION_HPP
#define NGHTTP2_CONNECTION_HPP

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <nghttp2/nghttp2.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <waxwing.hpp>

constexpr int SECONDS_TO_CONNECT = 10;

/** A request under way on a stream, and its reply as far as it has come. */
struct Stream {
    std::uint64_t request;
    std::size_t body_sent = 0;
    std::uint32_t status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool complete = false;
};

/** What happened on a connection, in the order in which it did. */
struct Event {
    enum Kind { settings, goaway, ended } kind;
    /** The limit of SETTINGS, the code of GOAWAY, or that of the stream. */
    std::uint32_t number = 0;
    std::uint32_t last_stream_id = 0;
    std::string debug_data = {};
    std::optional<Stream> stream = std::nullopt;
};

/** A connection: a socket, TLS, and HTTP/2 upon it. */
class Connection {
public:
    Connection(SSL_CTX *tls, const std::string &authority, const waxwing::Prepared &push)
        : push_(push) {
        const std::size_t colon = authority.rfind(':');
        host_ = authority.substr(0, colon);
        open(colon == std::string::npos ? "443" : authority.substr(colon + 1));
        secure(tls);
        nghttp2_session_callbacks *callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);
        nghttp2_session_client_new(&http_, callbacks, this);
        nghttp2_session_callbacks_del(callbacks);
        nghttp2_submit_settings(http_, NGHTTP2_FLAG_NONE, nullptr, 0);
    }
    Connection(Connection &&) = delete;
    ~Connection() {
        nghttp2_session_del(http_);
        SSL_free(ssl_);
        if (socket_ >= 0) {
            ::close(socket_);
        }
    }

    int socket() const { return socket_; }
    bool wants_to_write() const { return !output_.empty() || nghttp2_session_want_write(http_); }
    std::uint32_t next_stream_id() const { return nghttp2_session_get_next_stream_id(http_); }

    /** Sends a request. Its views live until it has ended: nothing is copied but the token. */
    std::int32_t send(std::uint64_t request, std::string_view path, std::string_view authorization) {
        std::vector<nghttp2_nv> lines;
        const auto line = [&](std::string_view name, std::string_view value, std::uint8_t copy) {
            /* What is never the same again must not push the rest out of HPACK's table. */
            const bool unique =
                waxwing::header_stability(name) == waxwing::HeaderStability::unique;
            const auto flags = copy | (unique ? NGHTTP2_NV_FLAG_NO_INDEX : 0);
            lines.push_back({bytes(name), bytes(value), name.size(), value.size(),
                             static_cast<std::uint8_t>(flags)});
        };
        constexpr std::uint8_t borrow =
            NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE;
        line(":method", push_.method(), borrow);
        line(":scheme", push_.scheme(), borrow);
        line(":authority", push_.authority(), borrow);
        line(":path", path, borrow);
        line("authorization", authorization, NGHTTP2_NV_FLAG_NONE);
        for (const waxwing::Header header : push_.headers()) {
            line(header.name, header.value, borrow);
        }
        nghttp2_data_provider body{};
        body.read_callback = give_body;
        const std::int32_t id =
            nghttp2_submit_request(http_, nullptr, lines.data(), lines.size(), &body, nullptr);
        if (id < 0) {
            throw std::runtime_error(nghttp2_strerror(id));
        }
        streams_[id].request = request;
        return id;
    }

    /** Resets a stream that is still open; nothing more is told of it. */
    void drop(std::int32_t id) {
        if (streams_.erase(id) != 0) {
            nghttp2_submit_rst_stream(http_, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
        }
    }

    /** Writes what there is to write. False when the connection is at its end. */
    bool write() {
        for (;;) {
            if (output_.empty()) {
                const std::uint8_t *data = nullptr;
                const ssize_t size = nghttp2_session_mem_send(http_, &data);
                if (size <= 0) {
                    return size == 0 && (nghttp2_session_want_read(http_) != 0 ||
                                         nghttp2_session_want_write(http_) != 0);
                }
                output_.assign(reinterpret_cast<const char *>(data), static_cast<size_t>(size));
            }
            ERR_clear_error();
            const int written = SSL_write(ssl_, output_.data(), static_cast<int>(output_.size()));
            if (written <= 0) {
                return is_only_busy(written);
            }
            output_.erase(0, static_cast<std::size_t>(written));
        }
    }

    /** Reads what has arrived. False when the connection is at its end. */
    bool read() {
        std::uint8_t buffer[16384];
        for (;;) {
            ERR_clear_error();
            const int size = SSL_read(ssl_, buffer, sizeof buffer);
            if (size <= 0) {
                return is_only_busy(size);
            }
            if (nghttp2_session_mem_recv(http_, buffer, static_cast<std::size_t>(size)) < 0) {
                return false;
            }
        }
    }

    std::vector<Event> take_events() { return std::exchange(events_, {}); }

private:
    static std::uint8_t *bytes(std::string_view text) {
        /* nghttp2 does not write there. */
        return reinterpret_cast<std::uint8_t *>(const_cast<char *>(text.data()));
    }

    void open(const std::string &port) {
        addrinfo hints{}, *found = nullptr;
        hints.ai_socktype = SOCK_STREAM;
        /* Anew each time: a server that closes one connection may have left its address. */
        if (getaddrinfo(host_.c_str(), port.c_str(), &hints, &found) != 0) {
            throw std::runtime_error("no address for " + host_);
        }
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
        for (; found != nullptr && socket_ < 0; found = found->ai_next) {
            socket_ = ::socket(found->ai_family, found->ai_socktype, found->ai_protocol);
            const timeval limit{SECONDS_TO_CONNECT, 0};
            const int on = 1;
            setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
            setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (::connect(socket_, found->ai_addr, found->ai_addrlen) != 0) {
                ::close(socket_);
                socket_ = -1;
            }
        }
        if (socket_ < 0) {
            throw std::runtime_error("no connection to " + host_);
        }
    }

    void secure(SSL_CTX *tls) {
        in6_addr address{};
        const bool is_address = inet_pton(AF_INET, host_.c_str(), &address) == 1;
        ssl_ = SSL_new(tls);
        SSL_set_fd(ssl_, socket_);
        if (is_address) {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), host_.c_str());
        } else {
            SSL_set_tlsext_host_name(ssl_, host_.c_str());
            SSL_set1_host(ssl_, host_.c_str());
        }
        const unsigned char *protocol = nullptr;
        unsigned length = 0;
        const bool connected = SSL_connect(ssl_) == 1;
        SSL_get0_alpn_selected(ssl_, &protocol, &length);
        if (!connected || length != 2 || std::memcmp(protocol, "h2", 2) != 0) {
            SSL_free(ssl_);
            ::close(socket_);
            throw std::runtime_error("no TLS with HTTP/2");
        }
        fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
    }

    bool is_only_busy(int result) const {
        const int why = SSL_get_error(ssl_, result);
        return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
    }

    Stream *stream(std::int32_t id) {
        const auto found = streams_.find(id);
        return found != streams_.end() ? &found->second : nullptr;
    }

    static ssize_t give_body(nghttp2_session *, std::int32_t id, std::uint8_t *to, std::size_t room,
                             std::uint32_t *flags, nghttp2_data_source *, void *self) {
        auto &connection = *static_cast<Connection *>(self);
        Stream *stream = connection.stream(id);
        if (stream == nullptr) {
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
        }
        const std::string_view left = connection.push_.body().substr(stream->body_sent);
        const std::size_t size = std::min(left.size(), room);
        std::memcpy(to, left.data(), size);
        stream->body_sent += size;
        if (size == left.size()) {
            *flags |= NGHTTP2_DATA_FLAG_EOF;
        }
        return static_cast<ssize_t>(size);
    }

    static int on_header(nghttp2_session *, const nghttp2_frame *frame, const std::uint8_t *name,
                         std::size_t name_len, const std::uint8_t *value, std::size_t value_len,
                         std::uint8_t, void *self) {
        if (Stream *stream = static_cast<Connection *>(self)->stream(frame->hd.stream_id)) {
            std::string key(reinterpret_cast<const char *>(name), name_len);
            std::string text(reinterpret_cast<const char *>(value), value_len);
            if (key == ":status") {
                stream->status = static_cast<std::uint32_t>(std::atoi(text.c_str()));
            } else {
                stream->headers.emplace_back(std::move(key), std::move(text));
            }
        }
        return 0;
    }

    static int on_data(nghttp2_session *, std::uint8_t, std::int32_t id, const std::uint8_t *data,
                       std::size_t size, void *self) {
        if (Stream *stream = static_cast<Connection *>(self)->stream(id)) {
            stream->body.append(reinterpret_cast<const char *>(data), size);
        }
        return 0;
    }

    static int on_frame(nghttp2_session *http, const nghttp2_frame *frame, void *self) {
        auto &connection = *static_cast<Connection *>(self);
        const bool ack = (frame->hd.flags & NGHTTP2_FLAG_ACK) != 0;
        if (frame->hd.type == NGHTTP2_SETTINGS && !ack) {
            const std::uint32_t limit = nghttp2_session_get_remote_settings(
                http, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
            connection.events_.push_back({Event::settings, limit});
        } else if (frame->hd.type == NGHTTP2_GOAWAY) {
            const nghttp2_goaway &it = frame->goaway;
            connection.events_.push_back(
                {Event::goaway, it.error_code, static_cast<std::uint32_t>(it.last_stream_id),
                 std::string(reinterpret_cast<const char *>(it.opaque_data), it.opaque_data_len)});
        } else if ((frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) &&
                   (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) {
            if (Stream *stream = connection.stream(frame->hd.stream_id)) {
                stream->complete = stream->status != 0;
            }
        }
        return 0;
    }

    static int on_close(nghttp2_session *, std::int32_t id, std::uint32_t code, void *self) {
        auto &connection = *static_cast<Connection *>(self);
        const auto found = connection.streams_.find(id);
        if (found != connection.streams_.end()) {
            connection.events_.push_back({Event::ended, code, 0, {}, std::move(found->second)});
            connection.streams_.erase(found);
        }
        return 0;
    }

    const waxwing::Prepared &push_;
    std::string host_, output_;
    int socket_ = -1;
    SSL *ssl_ = nullptr;
    nghttp2_session *http_ = nullptr;
    std::map<std::int32_t, Stream> streams_;
    std::vector<Event> events_;
};

#endif
