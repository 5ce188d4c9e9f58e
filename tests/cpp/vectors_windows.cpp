/* Operations about pushing to Windows. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

void channel_uri(const Json &, const Json &one) {
    const auto it = attempt(one["expect"], [&] { return ChannelUri::parse(one.bytes("uri")); });
    if (it) {
        compare_json(
            Found().set("kind", name_of(it->kind())).set("host", it->host()).set("uri", it->text()),
            one["expect"]);
    }
}

Found found_request(const Request &request) {
    Found headers = Found::list();
    for (const Header header : request.headers()) {
        Found pair = Found::list();
        pair.append(header.name);
        pair.append(header.value);
        headers.append(pair);
    }
    Found found;
    found.set("method", request.method()).set("url", request.url()).set("headers", headers);
    if (!found.set_text("body", request.body())) {
        found.set("body_b64", base64_of(request.body()));
    }
    return found;
}

Found found_verdict(const Verdict &verdict) {
    CHECK(!verdict.advice().empty());
    const auto seconds = verdict.retry_after_s();
    return Found()
        .set("action", verdict.action_name())
        .set("scope", verdict.scope_name())
        .set("cause", verdict.cause_name())
        .set("retry_after_s",
             seconds ? std::optional(static_cast<std::int64_t>(*seconds)) : std::nullopt);
}

/* A text in one piece or in parts, if it is there. */
std::optional<std::string> maybe_bytes(const Json &one, const std::string &key) {
    return one[key] || one[key + "_parts"] ? std::optional(one.bytes(key)) : std::nullopt;
}

void token_reply(const Json &one) {
    const Texts texts = headers_of(one);
    const wns::TokenReply reply =
        wns::TokenReply::parse(narrow(one["status"].integer()), views_of(texts), one.bytes("body"),
                               one["now_ms"].integer());
    Found found;
    if (const auto token = reply.token()) {
        found.set("token", token->text())
            .set("expires_at_ms", token->expires_at_ms())
            .set("refresh_at_ms", token->refresh_at_ms());
        refuses("verdict", ErrorCode::invalid_state, [&] { reply.verdict(); });
    } else {
        found.set("verdict", found_verdict(reply.verdict()));
    }
    compare_json(found.set("oauth_error", reply.oauth_error())
                     .set("error_description", reply.error_description()),
                 one["expect"]);
}

void wns_token(const Json &, const Json &one) {
    const auto system = one.maybe_text("system");
    if (!system) {
        token_reply(one);
        return;
    }
    const auto request = attempt(one["expect"], [&] {
        const std::string secret = one.bytes("secret");
        if (*system == "entra") {
            return wns::token_request_entra(one.bytes("tenant"), one["client_id"].text(), secret);
        }
        const std::string package_sid = one.bytes("package_sid");
        return *system == "phone" ? wns::token_request_phone(package_sid, secret)
                                  : wns::token_request_legacy(package_sid, secret);
    });
    if (request) {
        compare_json(found_request(*request), one["expect"]);
    }
}

/* The options of a case, with what stands beside them. */
std::string options_of(const Json &one, const char *key) {
    Found options = Found::copy_of(one[key]);
    for (const char *beside : {"xml", "raw"}) {
        options.set(beside, maybe_bytes(one, beside));
    }
    return Json(options.c()).compact();
}

void wns_request(const Json &, const Json &one) {
    const auto request = attempt(one["expect"], [&] {
        if (one["remove"]) {
            const auto uri = ChannelUri::parse(one["channel"].text());
            return wns::remove_toasts(options_of(one, "remove"), uri,
                                      wns::AccessToken(one.bytes("token"), INT64_MAX));
        }
        const auto notification =
            wns::Notification::from_options(options_of(one, "notification"));
        CHECK(!notification.kind().empty());
        const auto uri = ChannelUri::parse(one["channel"].text());
        auto made =
            notification.request(uri, wns::AccessToken(one.bytes("token"), INT64_MAX));
        same("body", sha256_of(notification.body()), sha256_of(made.body()));
        return made;
    });
    if (request) {
        compare_json(found_request(*request), one["expect"]);
    }
}

void wns_reply(const Json &, const Json &one) {
    const Texts texts = headers_of(one);
    const std::string body = maybe_bytes(one, "body").value_or("");
    const std::string phrase = one.maybe_text("reason_phrase").value_or("");
    const wns::Reply reply =
        wns::Reply::parse(narrow(one["status"].integer()), views_of(texts), body, phrase);
    const auto seconds = reply.retry_after_s();
    const Verdict verdict = reply.verdict();
    compare_json(
        Found()
            .set("notification_status", reply.notification_status())
            .set("device_status", reply.device_status())
            .set("error_description", reply.error_description())
            .set("msg_id", reply.msg_id())
            .set("debug_trace", reply.debug_trace())
            .set("ms_cv", reply.ms_cv())
            .set("www_authenticate", reply.www_authenticate())
            .set("retry_after_s", seconds ? std::optional<std::int64_t>(*seconds) : std::nullopt)
            .set("verdict", found_verdict(verdict)),
        one["expect"]);
    same("status", reply.status(), one["status"].integer());
    CHECK(reply.is_success() == (verdict.action() == Action::delivered));
}

void mpns_request(const Json &, const Json &one) {
    if (const auto other = one.maybe_text("other")) {
        const auto names = attempt(one["expect"], [&] {
            return std::pair(mpns::ServiceName(one.bytes("common_name")),
                             mpns::ServiceName(*other));
        });
        if (names) {
            compare_json(Found()
                             .set("service_name", names->first.text())
                             .set("is", names->first.is(*other))
                             .set("is_renewed_by", names->first.is_renewed_by(names->second)),
                         one["expect"]);
        }
        return;
    }
    const auto request = attempt(one["expect"], [&] {
        const auto notification =
            mpns::Notification::from_options(options_of(one, "notification"));
        CHECK(!notification.kind().empty());
        auto made = notification.request(ChannelUri::parse(one["channel"].text()));
        same("body", sha256_of(notification.body()), sha256_of(made.body()));
        return made;
    });
    if (request) {
        compare_json(found_request(*request), one["expect"]);
    }
}

void mpns_reply(const Json &, const Json &one) {
    const Texts texts = headers_of(one);
    const std::string body = maybe_bytes(one, "body").value_or("");
    const mpns::Reply reply =
        mpns::Reply::parse(narrow(one["status"].integer()), views_of(texts), body);
    const auto seconds = reply.retry_after_s();
    const Verdict verdict = reply.verdict();
    compare_json(
        Found()
            .set("notification_status", reply.notification_status())
            .set("device_status", reply.device_status())
            .set("subscription_status", reply.subscription_status())
            .set("message_id", reply.message_id())
            .set("retry_after_s", seconds ? std::optional<std::int64_t>(*seconds) : std::nullopt)
            .set("verdict", found_verdict(verdict)),
        one["expect"]);
    same("status", reply.status(), one["status"].integer());
    CHECK(reply.is_success() == (verdict.action() == Action::delivered));
}

} // namespace

std::vector<Operation> windows_operations() {
    return {
        {"channel_uri", "cases", {}, {"name", "uri", "uri_parts", "expect"}, channel_uri, nullptr},
        {"wns_token", "cases", {},
         {"name", "system", "package_sid", "package_sid_parts", "tenant", "tenant_parts",
          "client_id", "secret", "secret_parts", "status", "headers", "body", "body_parts",
          "now_ms", "expect"},
         wns_token, nullptr},
        {"wns_request", "cases", {},
         {"name", "notification", "remove", "xml", "xml_parts", "raw", "raw_parts", "channel",
          "token", "token_parts", "expect"},
         wns_request, nullptr},
        {"wns_reply", "cases", {},
         {"name", "status", "headers", "body", "body_parts", "reason_phrase", "expect"}, wns_reply,
         nullptr},
        {"mpns_request", "cases", {},
         {"name", "notification", "raw", "raw_parts", "channel", "common_name",
          "common_name_parts", "other", "expect"},
         mpns_request, nullptr},
        {"mpns_reply", "cases", {}, {"name", "status", "headers", "body", "body_parts", "expect"},
         mpns_reply, nullptr},
    };
}
