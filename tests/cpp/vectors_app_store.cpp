/* Operations about what the App Store signed. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

std::vector<std::string> roots_of(const Json &file, const Json &one) {
    std::vector<std::string> found;
    CHECK(!one["roots"] || !one["roots_b64"]);
    if (one["roots"]) {
        for (const Json &name : one["roots"].items()) {
            found.push_back(from_base64(file["roots"][name.text()].text()));
        }
    } else if (one["roots_b64"]) {
        for (const Json &base64 : one["roots_b64"].items()) {
            found.push_back(from_base64(base64.text()));
        }
    }
    return found;
}

waxwing::Environment environment_of(const std::string &name) {
    return name == "Production"     ? waxwing::Environment::production
           : name == "Sandbox"      ? waxwing::Environment::sandbox
           : name == "Xcode"        ? waxwing::Environment::xcode
           : name == "LocalTesting" ? waxwing::Environment::local_testing
                                    : waxwing::Environment::unknown;
}

SignedObject object_of(const Json &file, const Json &one) {
    CHECK(one["roots"] || one["roots_b64"]);
    const std::string kind = one["kind"].text(), token = one.bytes("token");
    const std::int64_t now_ms = one["now_ms"].integer();
    /* An object lives on without its verifier. */
    const Verifier verifier = verifier_of(file, one);
    if (kind == "notification") return verifier.notification(token, now_ms);
    if (kind == "transaction") return verifier.transaction(token, now_ms);
    if (kind == "renewalInfo") return verifier.renewal_info(token, now_ms);
    if (kind == "appTransaction") return verifier.app_transaction(token, now_ms);
    if (kind == "realtimeRequest") return verifier.realtime_request(token, now_ms);
    if (kind != "any") fail("unknown kind \"" + kind + "\"");
    return verifier.any(token, now_ms);
}

/* Compares a value of the payload, and all in it, with what is found by its JSON pointer. */
void compare_value(const SignedObjectView &object, const std::string &pointer,
                   const Json &expected) {
    if (!object.has(pointer)) {
        fail("nothing at " + pointer);
        return;
    }
    const json_t *value = expected.c();
    same(pointer, object.text(pointer), expected.is_text() ? std::optional(expected.text())
                                                           : std::nullopt);
    same(pointer, object.integer(pointer), expected.is_integer() ? std::optional(expected.integer())
                                                                 : std::nullopt);
    same(pointer, object.number(pointer), json_is_number(value) ? std::optional(expected.number())
                                                                : std::nullopt);
    same(pointer, object.boolean(pointer), json_is_boolean(value)
                                               ? std::optional(expected.boolean()) : std::nullopt);
    const std::size_t size = json_is_array(value) ? json_array_size(value) : json_object_size(value);
    const bool has_parts = json_is_array(value) || json_is_object(value);
    same(pointer, object.count(pointer), has_parts ? std::optional(size) : std::nullopt);
    if (json_is_array(value)) {
        const std::vector<Json> items = expected.items();
        for (std::size_t i = 0; i < items.size(); i++) {
            compare_value(object, pointer + "/" + std::to_string(i), items[i]);
        }
    }
    if (json_is_object(value)) {
        for (const auto &[key, field] : expected.fields()) {
            std::string escaped;
            for (const char it : key) {
                escaped += it == '~' ? "~0" : it == '/' ? "~1" : std::string(1, it);
            }
            compare_value(object, pointer + "/" + escaped, field);
        }
    }
}

void compare_accessors(const SignedObjectView &it, const Json &payload) {
    const auto text = [&](const char *key, std::optional<std::string_view> found) {
        const Json field = payload[key];
        same(key, found, field.is_text() ? std::optional(field.text()) : std::nullopt);
    };
    const auto integer = [&](const char *key, std::optional<std::int64_t> found) {
        const Json field = payload[key];
        same(key, found, field.is_integer() ? std::optional(field.integer()) : std::nullopt);
    };
    text("notificationType", it.notification_type());
    text("subtype", it.subtype());
    text("notificationUUID", it.notification_uuid());
    text("transactionId", it.transaction_id());
    text("originalTransactionId", it.original_transaction_id());
    text("productId", it.product_id());
    text("type", it.product_type());
    text("appAccountToken", it.app_account_token());
    text("autoRenewProductId", it.auto_renew_product_id());
    integer("purchaseDate", it.purchase_date_ms());
    integer("expiresDate", it.expires_date_ms());
    integer("revocationDate", it.revocation_date_ms());
    integer("renewalDate", it.renewal_date_ms());
    integer("gracePeriodExpiresDate", it.grace_period_expires_date_ms());
    integer("autoRenewStatus", it.auto_renew_status());
}

void compare_parts(const SignedObjectView &object, const Json &payload) {
    const Document found(object.payload()), as_signed(object.json());
    if (!json_equal(found.root().c(), payload.c())) {
        fail("another payload: " + std::string(object.payload()));
    }
    /* What was signed has the same fields; dates may be written differently. */
    same("fields as signed", json_object_size(as_signed.root().c()), json_object_size(payload.c()));
    compare_value(object, "", payload);
    compare_accessors(object, payload);
    for (const Certificate which : {Certificate::leaf, Certificate::intermediate, Certificate::root}) {
        const CertificateInfo it = object.certificate(which);
        CHECK(it.name.data() != nullptr && !it.serial.empty() && it.not_before_ms <= it.not_after_ms);
    }
    same("leaf's end", object.certificate(Certificate::leaf).not_after_ms,
         object.leaf_valid_until_ms());
}

void compare_nested(const Json &expect, const char *key, std::optional<SignedObjectView> found,
                    Kind kind) {
    const Json expected = expect[key];
    if (bool(expected) != found.has_value()) {
        fail(std::string(key) + (found ? ": found, but not expected" : ": expected, not found"));
    } else if (found) {
        CHECK(found->kind() == kind);
        compare_parts(*found, expected);
    }
}

void verify(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto object = attempt(expect, [&] { return object_of(file, one); });
    if (!object) {
        return;
    }
    expect.only({"kind", "signed_at_ms", "leaf_valid_until_ms", "checked_at_ms", "environment",
                 "bundle_id", "payload", "transaction", "renewal_info", "app_transaction"});
    compare_object(*object, expect);
}

void anchor(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const std::string der = one.bytes("der");
    const auto sha256 = attempt(expect, [&] { return root_fingerprint(der); });
    if (sha256) {
        expect.only({"sha256"});
        std::string hex;
        for (const std::uint8_t byte : *sha256) {
            hex += "0123456789abcdef"[byte >> 4];
            hex += "0123456789abcdef"[byte & 15];
        }
        same("sha256", hex, expect["sha256"].text());
    }
    /* A verifier refuses what cannot be a root, and nothing else. */
    attempt(expect["error"] ? expect : Json(), [&] {
        return Verifier::builder()
            .dangerous_any_bundle_id()
            .environment(waxwing::Environment::sandbox)
            .root(der)
            .build();
    });
}

} // namespace

Verifier verifier_of(const Json &file, const Json &one) {
    Verifier::Builder builder = Verifier::builder();
    for (const Json &name : one["environments"].items()) {
        builder.environment(environment_of(name.text()));
    }
    for (const Json &id : one["bundle_ids"].items()) {
        builder.bundle_id(id.text());
    }
    if (one["bundle_ids"].items().empty()) {
        builder.dangerous_any_bundle_id();
    }
    for (const Json &id : one["app_apple_ids"].items()) {
        builder.app_apple_id(id.integer());
    }
    if (one["app_apple_ids"].items().empty()) {
        builder.dangerous_any_app_apple_id();
    }
    const std::string validity = one["validity"].text();
    CHECK(validity == "signing_time" || validity == "check_time");
    builder.validity(validity == "check_time" ? Validity::check_time : Validity::signing_time);
    const std::vector<std::string> roots = roots_of(file, one);
    if (one["roots"] || one["roots_b64"]) {
        builder.roots({roots.begin(), roots.end()});
    }
    if (const Json certificates = one["xcode_certificates_b64"]) {
        for (const Json &base64 : certificates.items()) {
            builder.xcode_certificate(from_base64(base64.text()));
        }
    }
    if (const auto oldest = one.maybe_integer("oldest_signing_time_ms")) {
        builder.oldest_signing_time(*oldest);
    }
    if (const auto policy = one.maybe_text("revocation")) {
        builder.revocation(enumerator<RevocationPolicy>(*policy,
                                                        {{"off", RevocationPolicy::off},
                                                         {"soft", RevocationPolicy::soft},
                                                         {"required", RevocationPolicy::required}}));
    }
    if (const Json hosts = one["ocsp_hosts"]) {
        for (const Json &host : hosts.items()) {
            builder.ocsp_host(host.text());
        }
    }
    if (const auto max_age = one.maybe_integer("ocsp_max_age_ms")) {
        builder.ocsp_max_age_ms(narrow(*max_age));
    }
    return builder.build();
}

std::optional<Kind> kind_of(const std::string &name) {
    if (name == "any") {
        return std::nullopt;
    }
    return enumerator<Kind>(name, {{"notification", Kind::notification},
                                   {"transaction", Kind::transaction},
                                   {"renewalInfo", Kind::renewal_info},
                                   {"appTransaction", Kind::app_transaction},
                                   {"realtimeRequest", Kind::realtime_request}});
}

void compare_object(const SignedObject &object, const Json &expect) {
    same("kind", object.kind_name(), expect["kind"].text());
    CHECK(object.kind() == kind_of(expect["kind"].text()));
    same("signed_at_ms", object.signed_at_ms(), expect["signed_at_ms"].integer());
    same("leaf_valid_until_ms", object.leaf_valid_until_ms(),
         expect["leaf_valid_until_ms"].integer());
    same("checked_at_ms", object.checked_at_ms(), expect["checked_at_ms"].integer());
    CHECK(object.environment() == environment_of(expect["environment"].text()));
    same("bundle_id", object.bundle_id(), expect.maybe_text("bundle_id"));
    compare_parts(object, expect["payload"]);
    compare_nested(expect, "transaction", object.transaction(), Kind::transaction);
    compare_nested(expect, "renewal_info", object.renewal_info(), Kind::renewal_info);
    compare_nested(expect, "app_transaction", object.app_transaction(), Kind::app_transaction);
}

std::vector<Operation> app_store_operations() {
    return {
        {"verify", "cases", {"roots"},
         {"name", "kind", "token", "token_parts", "roots", "roots_b64", "environments",
          "bundle_ids", "app_apple_ids", "validity", "now_ms", "expect"},
         verify, nullptr},
        {"anchor", "cases", {}, {"name", "der_b64", "expect"}, anchor, nullptr},
    };
}
