/* Operations about pushing. */
#include <algorithm>
#include <limits>

#include "vectors.hpp"

namespace {

using namespace waxwing;

constexpr std::uint32_t NONE = std::numeric_limits<std::uint32_t>::max();

/* The enumerator of a name; for another name, a number that no enumerator has. */
template <typename Enum>
Enum enumerator(const std::string &name, const std::vector<std::pair<std::string, Enum>> &names) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto &it) { return it.first == name; });
    return found != names.end() ? found->second : static_cast<Enum>(NONE);
}

/* An integer for an argument of 32 bits: what does not fit must not become another value. */
std::uint32_t narrow(std::int64_t value) {
    return value < 0 || value > NONE ? NONE : static_cast<std::uint32_t>(value);
}

waxwing::Environment environment_of(const std::string &name) {
    return enumerator<waxwing::Environment>(name, {{"production", waxwing::Environment::production},
                                                   {"sandbox", waxwing::Environment::sandbox}});
}

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

std::vector<std::string_view> views(const std::vector<std::string> &texts) {
    return {texts.begin(), texts.end()};
}

void set_alert(Notification::Builder &builder, const Json &alert) {
    if (alert.is_text()) {
        builder.alert(alert.text());
        return;
    }
    if (alert["title"] && alert["body"]) {
        builder.alert(alert["title"].text(), alert["body"].text());
    } else {
        builder.alert_begin();
    }
    for (const auto &[key, value] : alert.fields()) {
        std::vector<std::string> texts;
        if (value.is_array()) {
            for (const Json &it : value.items()) {
                texts.push_back(it.text());
            }
        }
        if (key == "title") builder.alert_title(value.text());
        else if (key == "subtitle") builder.alert_subtitle(value.text());
        else if (key == "body") builder.alert_body(value.text());
        else if (key == "launch_image") builder.alert_launch_image(value.text());
        else if (key == "title_loc_key") builder.alert_title_loc_key(value.text());
        else if (key == "title_loc_args") builder.alert_title_loc_args(views(texts));
        else if (key == "subtitle_loc_key") builder.alert_subtitle_loc_key(value.text());
        else if (key == "subtitle_loc_args") builder.alert_subtitle_loc_args(views(texts));
        else if (key == "loc_key") builder.alert_loc_key(value.text());
        else if (key == "loc_args") builder.alert_loc_args(views(texts));
        else fail("unknown part of an alert \"" + key + "\"");
    }
}

void set_sound(Notification::Builder &builder, const Json &sound) {
    if (sound.is_text()) {
        builder.sound(sound.text());
        return;
    }
    sound.only({"critical", "name", "volume"});
    const auto name = sound.maybe_text("name");
    builder.sound_parts(sound["critical"] && sound["critical"].boolean(),
                        name ? std::optional<std::string_view>(*name) : std::nullopt,
                        sound["volume"] ? std::optional(sound["volume"].number()) : std::nullopt);
}

void set_field(Notification::Builder &builder, const std::string &key, const Json &value) {
    using Level = InterruptionLevel;
    if (key == "alert") set_alert(builder, value);
    else if (key == "badge") builder.badge(value.integer());
    else if (key == "sound") set_sound(builder, value);
    else if (key == "thread_id") builder.thread_id(value.text());
    else if (key == "category") builder.category(value.text());
    else if (key == "mutable_content") builder.mutable_content(value.boolean());
    else if (key == "content_available") builder.content_available(value.boolean());
    else if (key == "target_content_id") builder.target_content_id(value.text());
    else if (key == "interruption_level")
        builder.interruption_level(
            enumerator<Level>(value.text(), {{"passive", Level::passive},
                                             {"active", Level::active},
                                             {"time-sensitive", Level::time_sensitive},
                                             {"critical", Level::critical}}));
    else if (key == "relevance_score") builder.relevance_score(value.number());
    else if (key == "filter_criteria") builder.filter_criteria(value.text());
    else if (key == "custom") {
        for (const auto &[name, json] : value.fields()) {
            builder.custom(name, json.compact());
        }
    }
    else if (key == "priority") builder.priority(static_cast<Priority>(narrow(value.integer())));
    else if (key == "expiration") builder.expiration_s(value.integer());
    else if (key == "collapse_id") builder.collapse_id(value.text());
    else if (key == "apns_id") builder.apns_id(value.text());
    else if (key != "push_type" && key != "topic" && key != "payload" && key != "payload_parts")
        fail("unknown part of a notification \"" + key + "\"");
}

Notification notification_of(const Json &fields) {
    const auto push_type = enumerator<PushType>(
        fields["push_type"].text(),
        {{"alert", PushType::alert}, {"background", PushType::background},
         {"complication", PushType::complication}, {"controls", PushType::controls},
         {"fileprovider", PushType::file_provider}, {"liveactivity", PushType::live_activity},
         {"location", PushType::location}, {"mdm", PushType::mdm},
         {"pushtotalk", PushType::push_to_talk}, {"voip", PushType::voip},
         {"widgets", PushType::widgets}});
    const std::string topic = fields["topic"].text();
    Notification::Builder builder =
        fields["payload"] || fields["payload_parts"]
            ? Notification::with_payload(push_type, topic, fields.bytes("payload"))
            : Notification::builder(push_type, topic);
    for (const auto &[key, value] : fields.fields()) {
        set_field(builder, key, value);
    }
    return builder.build();
}

Request request_of(const Json &one) {
    const auto environment = environment_of(one["environment"].text());
    const Notification notification = notification_of(one["notification"]);
    const auto port = one.maybe_integer("port");
    const Prepared prepared =
        port ? notification.prepare(environment, narrow(*port)) : notification.prepare(environment);
    const DeviceToken device = DeviceToken::from_hex(one["device_token"].text());
    if (const auto jwt = one.maybe_text("authorization")) {
        return prepared.request(device, ProviderToken::from_jwt(*jwt));
    }
    return prepared.request(device);
}

void notification(const Json &, const Json &one) {
    const Json expect = one["expect"];
    /* A request lives on without all it was made of. */
    const auto request = attempt(expect, [&] { return request_of(one); });
    if (!request) {
        return;
    }
    expect.only({"method", "url", "headers", "body"});
    same("method", request->method(), expect["method"].text());
    same("url", request->url(), expect["url"].text());
    same("body", request->body(), expect["body"].text());
    same("parts of the url", "https://" + std::string(request->authority()) +
         std::string(request->path()), expect["url"].text());
    same("scheme", request->scheme(), "https");
    same("end of the url", request->url().data()[request->url().size()], '\0');

    std::vector<std::pair<std::string, std::string>> expected, found;
    for (const Json &pair : expect["headers"].items()) {
        same("header", pair.items().size(), 2U);
        expected.emplace_back(pair.items().at(0).text(), pair.items().at(1).text());
    }
    for (const Header header : request->headers()) {
        const auto line = request->header_line(found.size());
        found.emplace_back(header.name, header.value);
        same("line", line, std::string(header.name) + ": " + std::string(header.value));
        CHECK(line && line->data()[line->size()] == '\0');
    }
    CHECK(found == expected);
    same("headers", request->headers().size(), expected.size());
    CHECK(!request->header_line(expected.size()));
}

void compare_verdict(const Reply &reply, const Json &one, const Json &expect) {
    VerdictContext context;
    context.registered_at_ms = one.maybe_integer("registered_at_ms");
    context.sent_at_ms = one.maybe_integer("sent_at_ms");
    const Verdict verdict = reply.verdict(context);
    expect.only({"action", "scope", "retry_after_s", "new_connection"});
    same("action", verdict.action_name(), expect["action"].text());
    same("scope", verdict.scope_name(), expect["scope"].text());
    CHECK(verdict.action() != Action::unknown && verdict.scope() != Scope::unknown);
    CHECK(!verdict.advice().empty());
    same("new_connection", verdict.new_connection(), expect["new_connection"].boolean());
    const auto retry_after_s = verdict.retry_after_s();
    same("retry_after_s",
         retry_after_s ? std::optional(static_cast<std::int64_t>(*retry_after_s)) : std::nullopt,
         expect.maybe_integer("retry_after_s"));
    if (verdict.since_ms()) {
        CHECK(verdict.since_ms() == reply.timestamp_ms());
    }
}

void reply(const Json &, const Json &one) {
    const Json expect = one["expect"];
    std::vector<std::pair<std::string, std::string>> texts;
    for (const Json &pair : one["headers"].items()) {
        same("header", pair.items().size(), 2U);
        texts.emplace_back(pair.items().at(0).text(), pair.items().at(1).text());
    }
    std::vector<Header> headers;
    for (const auto &[name, value] : texts) {
        headers.push_back({name, value});
    }
    const std::string body = one.bytes("body");
    const std::uint32_t status = narrow(one["status"].integer());
    const Reply it = Reply::parse(status, headers, body);

    expect.only({"apns_id", "apns_unique_id", "reason", "known_reason", "timestamp_ms",
                 "retry_after_s", "verdict"});
    same("status", it.status(), status);
    same("success", it.is_success(), status >= 200 && status < 300);
    same("apns_id", it.apns_id(), expect.maybe_text("apns_id"));
    same("apns_unique_id", it.apns_unique_id(), expect.maybe_text("apns_unique_id"));
    same("reason", it.reason(), expect.maybe_text("reason"));
    same("known_reason", it.reason_is_known(), expect["known_reason"].boolean());
    same("timestamp_ms", it.timestamp_ms(), expect.maybe_integer("timestamp_ms"));
    const auto retry_after_s = it.retry_after_s();
    same("retry_after_s", retry_after_s ? std::optional<std::int64_t>(*retry_after_s) : std::nullopt,
         expect.maybe_integer("retry_after_s"));
    CHECK(body.compare(0, it.body().size(), it.body()) == 0);
    compare_verdict(it, one, expect["verdict"]);
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
        {"notification", "cases", {},
         {"name", "notification", "environment", "port", "device_token", "authorization", "expect"},
         notification, nullptr},
        {"reply", "cases", {},
         {"name", "status", "headers", "body", "body_b64", "body_parts", "registered_at_ms",
          "sent_at_ms", "expect"},
         reply, nullptr},
    };
}
