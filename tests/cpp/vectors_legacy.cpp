/* Operations about the protocol that APNs had before HTTP/2. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

std::string from_hex(const std::string &text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string hex_of(const std::vector<std::uint8_t> &bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 15]);
    }
    return text;
}

template <typename T> std::optional<T> number_in(const Json &one, const char *key) {
    const Json value = one[key];
    return !value || value.is_null() ? std::nullopt
                                     : std::optional(static_cast<T>(value.integer()));
}

template <typename T> std::optional<std::int64_t> wide(const std::optional<T> &value) {
    return value ? std::optional<std::int64_t>(*value) : std::nullopt;
}

void encode(const Json &one) {
    const auto bytes = attempt(one["expect"], [&] {
        const std::string payload = from_base64(one["payload_b64"].text());
        return binary::to_bytes(
            binary::Notification{one["token_hex"].text(),
                                 {payload.begin(), payload.end()},
                                 number_in<std::uint32_t>(one, "identifier"),
                                 number_in<std::uint32_t>(one, "expiry_s"),
                                 number_in<std::uint8_t>(one, "priority")},
            enumerator<binary::Frame>(one["frame"].text(), {{"simple", binary::Frame::simple},
                                                            {"enhanced", binary::Frame::enhanced},
                                                            {"modern", binary::Frame::modern}}));
    });
    if (bytes) {
        compare_json(Found().set("hex", hex_of(*bytes)), one["expect"]);
    }
}

Found found_received(const binary::Received &received) {
    const binary::Notification &it = received.notification;
    Found found, others = Found::list();
    for (const auto &[id, data] : received.other_items) {
        others.append(
            Found().set("id", static_cast<std::int64_t>(id)).set("data_hex", hex_of(data)));
    }
    found.set("frame", binary::name_of(received.frame))
        .set("token_hex", it.device_hex)
        .set("payload_b64", base64_of(it.payload))
        .set("identifier", wide(it.identifier))
        .set("expiry_s", wide(it.expiry_s))
        .set("priority", wide(it.priority));
    return received.other_items.empty() ? found : found.set("other_items", others);
}

void decode(const Json &one) {
    const auto found = attempt(one["expect"], [&] {
        binary::Decoder decoder;
        Found frames = Found::list();
        for (const Json &chunk : one["chunks_hex"].items()) {
            for (const binary::Received &received : decoder.feed(from_hex(chunk.text()))) {
                frames.append(found_received(received));
            }
        }
        if (one["finish"].boolean()) {
            decoder.finish();
        }
        return Found()
            .set("frames", frames)
            .set("needed", static_cast<std::int64_t>(decoder.needed()));
    });
    if (found) {
        compare_json(*found, one["expect"]);
    }
}

void error_packet(const Json &one) {
    const auto it = attempt(one["expect"], [&] {
        return binary::error_packet(from_hex(one["hex"].text()));
    });
    if (it) {
        compare_json(Found()
                         .set("status", it->status)
                         .set("code", static_cast<std::int64_t>(it->code))
                         .set("identifier", static_cast<std::int64_t>(it->identifier))
                         .set("is_refused", it->is_refused)
                         .set("hex", hex_of(binary::to_bytes(*it))),
                     one["expect"]);
        CHECK(!it->advice.empty());
    }
}

void feedback(const Json &one) {
    const auto found = attempt(one["expect"], [&] {
        binary::FeedbackDecoder decoder;
        Found entries = Found::list();
        for (const Json &chunk : one["chunks_hex"].items()) {
            for (const binary::FeedbackEntry &entry :
                 decoder.feed(from_hex(chunk.text()), one.maybe_integer("registered_at_ms"))) {
                entries.append(Found()
                                   .set("time_s", static_cast<std::int64_t>(entry.time_s))
                                   .set("token_hex", entry.device_hex)
                                   .set("drops", entry.drops));
            }
        }
        if (one["finish"].boolean()) {
            decoder.finish();
        }
        return Found()
            .set("entries", entries)
            .set("needed", static_cast<std::int64_t>(decoder.needed()));
    });
    if (found) {
        compare_json(*found, one["expect"]);
    }
}

void feedback_entry(const Json &one) {
    const auto bytes = attempt(one["expect"], [&] {
        return binary::to_bytes(
            binary::FeedbackEntry{narrow(one["time_s"].integer()), one["token_hex"].text()});
    });
    if (bytes) {
        compare_json(Found().set("hex", hex_of(*bytes)), one["expect"]);
    }
}

void binary_apns(const Json &, const Json &one) {
    const std::string call = one["call"].text();
    if (call == "encode") {
        encode(one);
    } else if (call == "decode") {
        decode(one);
    } else if (call == "error_packet") {
        error_packet(one);
    } else if (call == "feedback") {
        feedback(one);
    } else {
        same("call", call, "feedback_entry");
        feedback_entry(one);
    }
}

} // namespace

std::vector<Operation> legacy_operations() {
    return {
        {"binary_apns", "cases", {},
         {"name", "call", "frame", "token_hex", "payload_b64", "identifier", "expiry_s", "priority",
          "chunks_hex", "finish", "registered_at_ms", "hex", "time_s", "expect"},
         binary_apns, nullptr},
    };
}
