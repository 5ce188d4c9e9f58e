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
 * session gets to know all of it. The connection itself is in nghttp2_connection.hpp.
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

#include <poll.h>

#include "nghttp2_connection.hpp"

namespace {

constexpr int IDLE_MS = 500;

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
