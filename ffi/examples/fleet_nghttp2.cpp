/*
 * Pushes one alert to thousands of devices through nghttp2 and OpenSSL, and lets the session decide
 * about the connection: when to send, what to send again, when to connect anew.
 *
 *     fleet_nghttp2 DEVICES SUMMARY
 *
 * DEVICES has a line for each device: its token in hexadecimal digits, a tab, and when the app
 * registered it, in milliseconds since 1970. SUMMARY is written at the end, as JSON. Key, topic and
 * host are in the variables APNS_KEY (a .p8 file), APNS_KEY_ID, APNS_TEAM_ID, APNS_TOPIC, and if it
 * is not Apple's sandbox APNS_URL and APNS_CERTIFICATE (a PEM file to trust there).
 *
 * nghttp2 shows everything: SETTINGS, GOAWAY with the last stream, the codes of RST_STREAM. The
 * session gets to know all of it.
 */
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <queue>
#include <set>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <nghttp2/nghttp2.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <waxwing.hpp>

namespace {

constexpr int IDLE_MS = 500, SECONDS_TO_CONNECT = 10;

/** waxwing reads no clock: this is the only place that does. */
std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string variable(const char *name) {
    const char *value = std::getenv(name);
    if (value == nullptr) {
        throw std::runtime_error(std::string(name) + " is not set");
    }
    return value;
}

std::string file_of(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(path + " cannot be read");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

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

struct Device {
    waxwing::DeviceToken token;
    std::int64_t registered_at_ms;
    /** Where its request is under way. */
    std::uint32_t connection = 0;
    std::int32_t stream = 0;
};

std::vector<Device> devices_of(const std::string &path) {
    std::ifstream file(path);
    std::vector<Device> devices;
    std::string hex;
    std::int64_t registered_at_ms = 0;
    while (file >> hex >> registered_at_ms) {
        devices.push_back({waxwing::DeviceToken::from_hex(hex), registered_at_ms});
    }
    return devices;
}

/** Fixed once for all devices; each one costs a path. */
waxwing::Prepared prepared() {
    const auto note = waxwing::Notification::builder(waxwing::PushType::alert, variable("APNS_TOPIC"))
                          .alert("Your order is here")
                          .build();
    const char *url = std::getenv("APNS_URL");
    if (url == nullptr) {
        return note.prepare(waxwing::Environment::sandbox);
    }
    const std::string_view text = url, scheme = "https://";
    return note.prepare_for_authority(
        text.substr(0, scheme.size()) == scheme ? text.substr(scheme.size()) : text);
}

/** Every device is to get it, even at the risk of two: whoever prefers one at most says 0. */
waxwing::Session new_session() {
    waxwing::SessionPolicy policy;
    policy.max_streams = 200;
    policy.reply_timeout_ms = 5000;
    policy.first_wait_ms = 100;
    policy.ambiguous_resends = 10;
    const auto key = waxwing::ProviderKey::from_p8(file_of(variable("APNS_KEY")),
                                                   variable("APNS_KEY_ID"), variable("APNS_TEAM_ID"));
    return waxwing::Session(key, policy);
}

class Fleet {
public:
    explicit Fleet(const std::string &list)
        : devices_(devices_of(list)), push_(prepared()), session_(new_session()),
          tls_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
        std::vector<const waxwing::DeviceToken *> tokens;
        for (std::size_t place = 0; place < devices_.size(); place++) {
            tokens.push_back(&devices_[place].token);
            ready_.push_back(place);
        }
        paths_ = push_.paths(tokens);
        const char *certificate = std::getenv("APNS_CERTIFICATE");
        SSL_CTX_set_default_verify_paths(tls_.get());
        if (certificate != nullptr &&
            SSL_CTX_load_verify_locations(tls_.get(), certificate, nullptr) != 1) {
            throw std::runtime_error("APNS_CERTIFICATE cannot be used");
        }
        SSL_CTX_set_verify(tls_.get(), SSL_VERIFY_PEER, nullptr);
        SSL_CTX_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                         SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        /* APNs speaks HTTP/2 alone and wants it said in the TLS handshake. */
        SSL_CTX_set_alpn_protos(tls_.get(), reinterpret_cast<const unsigned char *>("\x02h2"), 3);
    }

    void send_to_all() {
        while (ended_ < devices_.size()) {
            while (!later_.empty() && later_.top().first <= now_ms()) {
                ready_.push_back(later_.top().second);
                later_.pop();
            }
            send_what_may_be_sent();
            wait();
            settle(session_.overdue(now_ms()));
            while (const auto number = session_.drained()) {
                connections_.erase(*number);
            }
        }
    }

    void write_summary(const std::string &path) const {
        std::ofstream file(path);
        file << "{\"delivered\":" << delivered_;
        const auto list = [&](const char *name, const std::set<std::size_t> &places) {
            file << ",\"" << name << "\":[";
            const char *comma = "";
            for (const std::size_t place : places) {
                file << comma << '"' << devices_[place].token.hex() << '"';
                comma = ",";
            }
            file << ']';
        };
        list("removed", removed_);
        list("ambiguous", ambiguous_);
        list("gave_up", gave_up_);
        list("bad", bad_);
        file << ",\"connections\":" << opened_ << ",\"attempts\":" << attempts_ << "}\n";
        if (!file.flush()) {
            throw std::runtime_error(path + " cannot be written");
        }
        std::cout << "fleet_nghttp2: " << delivered_ << " delivered of " << devices_.size() << ", "
                  << attempts_ << " attempts on " << opened_ << " connections\n";
    }

private:
    /** Asks the session as long as it lets something through. */
    void send_what_may_be_sent() {
        while (!ready_.empty()) {
            const waxwing::Next next = session_.next(now_ms());
            if (next.step == waxwing::Step::connect) {
                connect();
            } else if (next.step == waxwing::Step::stop) {
                throw std::runtime_error("stopped: " + std::string(name_of(next.because)));
            } else if (next.step != waxwing::Step::send) {
                return; /* for a reply or a time to wait for: the loop looks again */
            }
            for (std::uint32_t i = 0; i < next.room && !ready_.empty(); i++) {
                const std::uint32_t number = session_.connection_number().value();
                const std::size_t place = ready_.front();
                Connection &connection = *connections_.at(number);
                session_.sent(place, connection.next_stream_id(), std::nullopt, now_ms());
                ready_.pop_front();
                attempts_++;
                devices_[place].connection = number;
                devices_[place].stream =
                    connection.send(place, paths_[place], next.token->authorization());
            }
        }
    }

    void connect() {
        try {
            auto connection = std::make_unique<Connection>(
                tls_.get(), std::string(push_.authority()), push_);
            connections_[session_.connected(now_ms())] = std::move(connection);
            opened_++;
        } catch (const waxwing::Error &) {
            throw;
        } catch (const std::runtime_error &) {
            session_.connect_failed(now_ms());
        }
    }

    /** Until something happens on a connection, or the session wants to be asked. */
    void wait() {
        std::vector<pollfd> sockets;
        std::vector<std::uint32_t> numbers, at_end;
        for (auto &[number, connection] : connections_) {
            if (!connection->write()) {
                at_end.push_back(number);
            }
            const int events = connection->wants_to_write() ? POLLIN | POLLOUT : POLLIN;
            sockets.push_back({connection->socket(), static_cast<short>(events), 0});
            numbers.push_back(number);
        }
        std::int64_t until = now_ms() + (at_end.empty() ? IDLE_MS : 0);
        until = std::min(until, session_.wake_at_ms().value_or(until));
        until = later_.empty() ? until : std::min(until, later_.top().first);
        const auto wait_ms = std::max<std::int64_t>(until - now_ms(), 0);
        poll(sockets.data(), sockets.size(), static_cast<int>(wait_ms));
        for (std::size_t i = 0; i < sockets.size(); i++) {
            const auto connection = connections_.find(numbers[i]);
            const bool open = sockets[i].revents == 0 || connection->second->read();
            for (Event &event : connection->second->take_events()) {
                take_in(numbers[i], event);
            }
            if (!open || std::count(at_end.begin(), at_end.end(), numbers[i]) != 0) {
                settle(session_.closed(numbers[i], now_ms()));
                connections_.erase(connection);
            }
        }
    }

    void take_in(std::uint32_t number, Event &event) {
        if (event.kind == Event::settings) {
            session_.settings(number, event.number, now_ms());
        } else if (event.kind == Event::goaway) {
            const waxwing::GoAway goaway(event.number, event.last_stream_id, event.debug_data);
            settle(session_.goaway(number, goaway, now_ms()));
        } else if (event.stream->complete) {
            std::vector<waxwing::Header> headers;
            for (const auto &[name, value] : event.stream->headers) {
                headers.push_back({name, value});
            }
            const auto reply =
                waxwing::Reply::parse(event.stream->status, headers, event.stream->body);
            const std::uint64_t request = event.stream->request;
            settle(session_.reply(request, reply, devices_[request].registered_at_ms, now_ms()));
        } else {
            settle(session_.reset(event.stream->request, event.number, now_ms()));
        }
    }

    void settle(const std::vector<waxwing::Outcome> &outcomes) {
        for (const waxwing::Outcome &outcome : outcomes) {
            settle(std::optional(outcome));
        }
    }

    /** A request has ended: send it again, or note how it went. */
    void settle(const std::optional<waxwing::Outcome> &outcome) {
        if (!outcome) {
            return; /* it was not under way any more */
        }
        const std::size_t place = outcome->request;
        const auto connection = connections_.find(devices_[place].connection);
        if (connection != connections_.end()) {
            connection->second->drop(devices_[place].stream);
        }
        if (outcome->fate == waxwing::Fate::ambiguous) {
            ambiguous_.insert(place);
        }
        if (outcome->resend) {
            later_.push({now_ms() + *outcome->retry_after_ms, place});
            return;
        }
        ended_++;
        switch (outcome->action) {
        case waxwing::Action::delivered:
            delivered_++;
            break;
        case waxwing::Action::drop_device:
            removed_.insert(place);
            break;
        case waxwing::Action::repair_pairing:
            bad_.insert(place);
            break;
        default:
            gave_up_.insert(place);
            break;
        }
    }

    using Due = std::pair<std::int64_t, std::size_t>;

    std::vector<Device> devices_;
    waxwing::Prepared push_;
    waxwing::Prepared::Paths paths_;
    waxwing::Session session_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls_;
    std::map<std::uint32_t, std::unique_ptr<Connection>> connections_;
    /** What can be sent now, by its place among the devices, which is also its number. */
    std::deque<std::size_t> ready_;
    /** What is to be sent again, and when. */
    std::priority_queue<Due, std::vector<Due>, std::greater<Due>> later_;
    std::size_t ended_ = 0, delivered_ = 0, attempts_ = 0, opened_ = 0;
    std::set<std::size_t> removed_, ambiguous_, gave_up_, bad_;
};

} // namespace

int main(int argc, char **argv) {
    if (argc != 3) {
        std::cerr << "fleet_nghttp2 DEVICES SUMMARY\n";
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        Fleet fleet(argv[1]);
        fleet.send_to_all();
        fleet.write_summary(argv[2]);
    } catch (const std::exception &why) {
        std::cerr << "fleet_nghttp2: " << why.what() << '\n';
        return 1;
    }
    return 0;
}
