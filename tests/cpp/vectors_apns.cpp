/* Operations about keys, tokens and replies. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

void provider_key(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const std::string key_id = one["key_id"].text(), team_id = one["team_id"].text();
    const auto key = attempt(
        expect, [&] { return ProviderKey::from_p8(one.bytes("p8"), key_id, team_id); });
    if (key) {
        expect.only({"public_key_b64"});
        const Bytes found = key->public_key();
        CHECK(std::string(found.begin(), found.end()) == expect.bytes("public_key"));
        same("key_id", key->key_id(), key_id);
        same("team_id", key->team_id(), team_id);
    }
}

void provider_token(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto token = attempt(expect, [&] {
        /* A token lives on without its key. */
        const ProviderKey key =
            ProviderKey::from_p8(one.bytes("p8"), one["key_id"].text(), one["team_id"].text());
        if (const auto issued_at_s = one.maybe_integer("issued_at_s")) {
            CHECK(!one["now_ms"] && !one["window_s"] && !one["phase_s"]);
            return key.token_issued_at(*issued_at_s);
        }
        if (!one["window_s"] && !one["phase_s"]) {
            return key.token_at(one["now_ms"].integer());
        }
        const TokenPolicy policy{one.maybe_integer("window_s").value_or(3000),
                                 one.maybe_integer("phase_s").value_or(0)};
        return key.token_at(one["now_ms"].integer(), policy);
    });
    if (token) {
        expect.only({"token", "issued_at_s", "expires_at_s"});
        same("token", token->jwt(), expect["token"].text());
        same("authorization", token->authorization(), "bearer " + expect["token"].text());
        same("issued_at_s", token->issued_at_ms(), expect["issued_at_s"].integer() * 1000);
        if (const auto expires_at_s = expect.maybe_integer("expires_at_s")) {
            same("expires_at_s", token->expires_at_ms(), *expires_at_s * 1000);
        }
        CHECK(token->window_ends_at_ms() > token->issued_at_ms());
    }
}

void device_token(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto device =
        attempt(expect, [&] { return DeviceToken::from_hex(one.bytes("hex")); });
    if (device) {
        expect.only({"hex"});
        same("hex", device->hex(), expect["hex"].text());
    }
}

void reply(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const Reply it = reply_of(one);
    const auto status = static_cast<std::uint32_t>(one["status"].integer());

    expect.only({"apns_id", "apns_unique_id", "apns_request_id", "apns_channel_id", "reason",
                 "known_reason", "timestamp_ms", "retry_after_s", "verdict"});
    same("status", it.status(), status);
    same("success", it.is_success(), status >= 200 && status < 300);
    same("apns_id", it.apns_id(), expect.maybe_text("apns_id"));
    same("apns_unique_id", it.apns_unique_id(), expect.maybe_text("apns_unique_id"));
    same("apns_request_id", it.apns_request_id(), expect.maybe_text("apns_request_id"));
    same("apns_channel_id", it.apns_channel_id(), expect.maybe_text("apns_channel_id"));
    same("reason", it.reason(), expect.maybe_text("reason"));
    same("known_reason", it.reason_is_known(), expect["known_reason"].boolean());
    same("timestamp_ms", it.timestamp_ms(), expect.maybe_integer("timestamp_ms"));
    const auto retry_after_s = it.retry_after_s();
    same("retry_after_s", retry_after_s ? std::optional<std::int64_t>(*retry_after_s) : std::nullopt,
         expect.maybe_integer("retry_after_s"));
    const std::string body = one.bytes("body");
    CHECK(body.compare(0, it.body().size(), it.body()) == 0);

    VerdictContext context;
    context.registered_at_ms = one.maybe_integer("registered_at_ms");
    context.sent_at_ms = one.maybe_integer("sent_at_ms");
    const Verdict verdict = it.verdict(context);
    compare_verdict(verdict, expect["verdict"]);
    if (verdict.since_ms()) {
        CHECK(verdict.since_ms() == it.timestamp_ms());
    }
}

} // namespace

std::vector<Operation> apns_operations() {
    return {
        {"provider_key", "cases", {},
         {"name", "p8", "p8_b64", "p8_parts", "key_id", "team_id", "expect"},
         provider_key, nullptr},
        {"provider_token", "cases", {},
         {"name", "p8", "key_id", "team_id", "now_ms", "window_s", "phase_s", "issued_at_s",
          "expect"},
         provider_token, nullptr},
        {"device_token", "cases", {}, {"name", "hex", "hex_parts", "expect"}, device_token, nullptr},
        {"reply", "cases", {},
         {"name", "status", "headers", "body", "body_b64", "body_parts", "registered_at_ms",
          "sent_at_ms", "expect"},
         reply, nullptr},
    };
}
