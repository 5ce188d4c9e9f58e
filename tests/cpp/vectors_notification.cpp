/* Operations about notifications and what is odd in them. */
#include "vectors.hpp"

using namespace waxwing;

Notification::Builder builder_of(const Json &options) {
    if (!options["payload_parts"]) {
        return Notification::from_options(options.compact());
    }
    json_t *whole = json_copy(const_cast<json_t *>(options.c()));
    const std::string payload = options.bytes("payload");
    json_object_del(whole, "payload_parts");
    json_object_set_new(whole, "payload", json_stringn(payload.data(), payload.size()));
    const std::string text = Json(whole).compact();
    json_decref(whole);
    return Notification::from_options(text);
}

namespace {

/* Every option by its name, with the setter of its kind. */
Notification::Builder named_builder_of(const Json &options) {
    Notification::Builder builder =
        Notification::builder(push_type_of(options["push_type"].text()), options["topic"].text());
    for (const auto &[key, value] : options.fields()) {
        if (key == "push_type" || key == "topic") {
            continue;
        } else if (value.is_text()) {
            builder.set_text(key, value.text());
        } else if (value.is_integer()) {
            builder.set_integer(key, value.integer());
        } else if (json_is_real(value.c())) {
            builder.set_number(key, value.number());
        } else if (json_is_boolean(value.c())) {
            builder.set_flag(key, value.boolean());
        } else {
            builder.set_json(key, value.compact());
        }
    }
    return builder;
}

void compare_cut(const Notification &notification, const Json &expect) {
    const auto cut = notification.cut();
    const Json expected = expect["cut"];
    if (expect["error"] || bool(expected) != cut.has_value()) {
        CHECK(expect["error"] || bool(expected) == cut.has_value());
        return;
    }
    if (cut) {
        expected.only({"pointer", "original_bytes", "kept_bytes", "removed_bytes"});
        same("pointer", cut->pointer, expected["pointer"].text());
        const auto bytes = [&](const char *key, std::size_t found) {
            same(key, static_cast<std::int64_t>(found), expected[key].integer());
        };
        bytes("original_bytes", cut->original_bytes);
        bytes("kept_bytes", cut->kept_bytes);
        bytes("removed_bytes", cut->removed_bytes);
    }
}

Request request_of(const Json &one, const Notification::Builder &builder) {
    const auto environment = environment_of(one);
    const Notification notification = builder.build();
    compare_cut(notification, one["expect"]);
    const auto port = one.maybe_integer("port");
    const Prepared prepared =
        port ? notification.prepare(environment, narrow(*port)) : notification.prepare(environment);
    const DeviceToken device = DeviceToken::from_hex(one["device_token"].text());
    if (const auto jwt = one.maybe_text("authorization")) {
        return prepared.request(device, ProviderToken::from_jwt(*jwt));
    }
    return prepared.request(device);
}

/* By a document of options, and by the name of each option where the beginning has no error and no
 * option stands there twice: always the same. */
void notification(const Json &, const Json &one) {
    const Json expect = one["expect"], options = one["notification"];
    /* A request lives on without all it was made of. */
    if (const auto request = attempt(expect, [&] { return request_of(one, builder_of(options)); })) {
        compare_request(*request, expect);
    }
    if (expect["error"] || options["payload_parts"] || !options["push_type"] ||
        !rules_of(push_type_of(options["push_type"].text()))) {
        return;
    }
    if (const auto request =
            attempt(expect, [&] { return request_of(one, named_builder_of(options)); })) {
        compare_request(*request, expect);
    }
}

void compare_lints(const std::vector<Lint> &lints, const Json &expect) {
    expect.only({"lints"});
    const std::vector<Json> expected = expect["lints"].items();
    same("lints", lints.size(), expected.size());
    for (std::size_t i = 0; i < std::min(lints.size(), expected.size()); i++) {
        expected[i].only({"code", "subject"});
        same("code", lints[i].code, expected[i]["code"].text());
        same("subject", lints[i].subject, expected[i]["subject"].text());
        CHECK(!lints[i].advice.empty() && !lints[i].source.empty());
    }
}

void lint(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto lints = attempt(expect, [&] {
        if (one["notification"]) {
            return builder_of(one["notification"]).build().lints();
        }
        const Texts texts = headers_of(one);
        return lint_request(views_of(texts), one["body"].text());
    });
    if (lints) {
        compare_lints(*lints, expect);
    }
}

} // namespace

std::vector<Operation> notification_operations() {
    return {
        {"notification", "cases", {},
         {"name", "notification", "environment", "port", "device_token", "authorization", "expect"},
         notification, nullptr},
        {"lint", "cases", {}, {"name", "notification", "headers", "body", "expect"}, lint, nullptr},
    };
}
