/* Lists that every language has: error codes, and the types of payloads. */
#include <algorithm>
#include <set>

#include "vectors.hpp"

namespace {

using namespace waxwing;

/* How an enumerator is spelled; nothing for a number without one. The compiler warns of an
 * enumerator that is missing here. */
const char *spelled(ErrorCode code) {
#define WAXWING_CODE(name)                                                                         \
    case ErrorCode::name:                                                                          \
        return #name;
    switch (code) {
        WAXWING_CODE(invalid_input)
        WAXWING_CODE(null_pointer)
        WAXWING_CODE(invalid_time)
        WAXWING_CODE(invalid_token_policy)
        WAXWING_CODE(invalid_state)
        WAXWING_CODE(invalid_key)
        WAXWING_CODE(invalid_key_encrypted)
        WAXWING_CODE(invalid_key_kind)
        WAXWING_CODE(invalid_key_algorithm)
        WAXWING_CODE(invalid_key_curve)
        WAXWING_CODE(invalid_key_curve_mismatch)
        WAXWING_CODE(invalid_key_scalar)
        WAXWING_CODE(invalid_key_public_mismatch)
        WAXWING_CODE(invalid_key_count)
        WAXWING_CODE(no_matching_key)
        WAXWING_CODE(invalid_device_token)
        WAXWING_CODE(invalid_header_value)
        WAXWING_CODE(invalid_notification)
        WAXWING_CODE(invalid_payload)
        WAXWING_CODE(invalid_channel_uri)
        WAXWING_CODE(wrong_channel)
        WAXWING_CODE(invalid_xml)
        WAXWING_CODE(bad_anchor)
        WAXWING_CODE(wrong_password)
        WAXWING_CODE(password_required)
        WAXWING_CODE(missing_private_key)
        WAXWING_CODE(missing_certificate)
        WAXWING_CODE(several_keys)
        WAXWING_CODE(key_mismatch)
        WAXWING_CODE(java_keystore)
        WAXWING_CODE(provisioning_profile)
        WAXWING_CODE(html_page)
        WAXWING_CODE(unknown_file)
        WAXWING_CODE(other_material)
        WAXWING_CODE(unsupported_encryption)
        WAXWING_CODE(unsupported_private_key)
        WAXWING_CODE(not_a_push_certificate)
        WAXWING_CODE(invalid_binary_notification)
        WAXWING_CODE(malformed)
        WAXWING_CODE(invalid_base64)
        WAXWING_CODE(invalid_json)
        WAXWING_CODE(invalid_utf8)
        WAXWING_CODE(duplicate_key)
        WAXWING_CODE(malformed_cert)
        WAXWING_CODE(duplicate_extension)
        WAXWING_CODE(claim_type)
        WAXWING_CODE(malformed_p12)
        WAXWING_CODE(malformed_pem)
        WAXWING_CODE(malformed_private_key)
        WAXWING_CODE(malformed_request)
        WAXWING_CODE(truncated_file)
        WAXWING_CODE(malformed_frame)
        WAXWING_CODE(unsupported_algorithm)
        WAXWING_CODE(critical_header)
        WAXWING_CODE(forbidden_header)
        WAXWING_CODE(missing_chain)
        WAXWING_CODE(chain_length)
        WAXWING_CODE(unknown_anchor)
        WAXWING_CODE(issuer_mismatch)
        WAXWING_CODE(bad_cert_signature)
        WAXWING_CODE(algorithm_mismatch)
        WAXWING_CODE(unsupported_key)
        WAXWING_CODE(not_a_ca)
        WAXWING_CODE(path_length)
        WAXWING_CODE(key_usage)
        WAXWING_CODE(leaf_is_ca)
        WAXWING_CODE(unhandled_critical)
        WAXWING_CODE(not_yet_valid)
        WAXWING_CODE(expired)
        WAXWING_CODE(leaf_marker)
        WAXWING_CODE(intermediate_marker)
        WAXWING_CODE(signed_too_early)
        WAXWING_CODE(bad_signature)
        WAXWING_CODE(wrong_kind)
        WAXWING_CODE(wrong_bundle_id)
        WAXWING_CODE(wrong_app_id)
        WAXWING_CODE(wrong_environment)
        WAXWING_CODE(missing_bundle_id)
        WAXWING_CODE(nested_mismatch)
        WAXWING_CODE(ocsp_revoked)
        WAXWING_CODE(ocsp_unknown)
        WAXWING_CODE(ocsp_stale)
        WAXWING_CODE(ocsp_unreachable)
        WAXWING_CODE(ocsp_status)
        WAXWING_CODE(ocsp_malformed)
        WAXWING_CODE(ocsp_unauthorized)
        WAXWING_CODE(ocsp_bad_signature)
        WAXWING_CODE(ocsp_no_match)
        WAXWING_CODE(ocsp_not_yet_valid)
        WAXWING_CODE(ocsp_nonce)
        WAXWING_CODE(ocsp_unhandled_critical)
        WAXWING_CODE(ocsp_url)
        WAXWING_CODE(receipt_malformed)
        WAXWING_CODE(receipt_attribute)
        WAXWING_CODE(receipt_signer)
        WAXWING_CODE(receipt_algorithm)
        WAXWING_CODE(receipt_digest)
        WAXWING_CODE(receipt_signature)
        WAXWING_CODE(receipt_key)
        WAXWING_CODE(receipt_anchor)
        WAXWING_CODE(receipt_device_hash)
        WAXWING_CODE(too_many_iterations)
        WAXWING_CODE(nested_too_deep)
        WAXWING_CODE(too_large)
        WAXWING_CODE(too_deep)
        WAXWING_CODE(payload_too_large)
        WAXWING_CODE(notification_too_large)
        WAXWING_CODE(panic)
    }
#undef WAXWING_CODE
    return nullptr;
}

Category category_named(const std::string &name) {
    return name == "input"       ? Category::input
           : name == "malformed" ? Category::malformed
           : name == "untrusted" ? Category::untrusted
           : name == "limit"     ? Category::limit
           : name == "internal"  ? Category::internal
                                 : Category::none;
}

void error_code(const Json &, const Json &one) {
    const auto code = static_cast<ErrorCode>(one["code"].integer());
    const std::string name = one["name"].text();
    const char *found = spelled(code);
    same("enumerator", std::string(found != nullptr ? found : "none"), name);
    same("name", name_of(code), name);
    CHECK(category_of(code) == category_named(one["category"].text()));
    CHECK(category_of(code) != Category::none);
}

/* None is missing: what is not in the list has neither enumerator nor name. */
void all_error_codes(const Json &file) {
    std::set<std::int64_t> listed;
    for (const Json &one : file["codes"].items()) {
        listed.insert(one["code"].integer());
    }
    for (std::uint32_t number = 1; number < 10000; number++) {
        const auto code = static_cast<ErrorCode>(number);
        const bool expected = listed.count(number) != 0;
        if ((spelled(code) != nullptr) != expected || name_of(code).empty() == expected) {
            fail("code " + std::to_string(number) + (expected ? " is missing" : " is not listed"));
        }
    }
}

/* A payload has accessors for some fields only; these must exist, under the same name. */
struct Accessor {
    const char *type, *key;
    std::set<std::string> kinds;
};
const std::set<std::string> TEXT = {"text", "enum"}, DATE = {"millis"}, STATUS = {"int_enum"};
const std::vector<Accessor> ACCESSORS = {
    {"NotificationPayload", "notificationType", TEXT},
    {"NotificationPayload", "subtype", TEXT},
    {"NotificationPayload", "notificationUUID", TEXT},
    {"Transaction", "transactionId", TEXT},
    {"Transaction", "originalTransactionId", TEXT},
    {"Transaction", "productId", TEXT},
    {"Transaction", "type", TEXT},
    {"Transaction", "appAccountToken", TEXT},
    {"Transaction", "purchaseDate", DATE},
    {"Transaction", "expiresDate", DATE},
    {"Transaction", "revocationDate", DATE},
    {"RenewalInfo", "autoRenewProductId", TEXT},
    {"RenewalInfo", "autoRenewStatus", STATUS},
    {"RenewalInfo", "renewalDate", DATE},
    {"RenewalInfo", "gracePeriodExpiresDate", DATE},
};

void payload_type(const Json &, const Json &one) {
    CHECK(bool(one["values"]) != bool(one["fields"]));
    if (one["values"]) {
        std::set<std::string> values;
        for (const Json &value : one["values"].items()) {
            CHECK(value.is_text() || value.is_integer() || value.is_object());
            CHECK(values.insert(value.compact()).second);
        }
        return;
    }
    std::set<std::string> names, keys;
    for (const Json &field : one["fields"].items()) {
        field.only({"name", "key", "kind", "type"});
        CHECK(names.insert(field["name"].text()).second && keys.insert(field["key"].text()).second);
        for (const Accessor &it : ACCESSORS) {
            if (one["name"].text() == it.type && field["key"].text() == it.key) {
                CHECK(it.kinds.count(field["kind"].text()) == 1);
            }
        }
    }
    for (const Accessor &it : ACCESSORS) {
        if (one["name"].text() == it.type && keys.count(it.key) == 0) {
            fail(std::string("no field ") + it.key);
        }
    }
}

/* Types that fields and accessors name are there. */
void all_payload_types(const Json &file) {
    std::set<std::string> types;
    for (const Json &one : file["types"].items()) {
        types.insert(one["name"].text());
    }
    for (const Json &one : file["types"].items()) {
        if (one["fields"]) {
            for (const Json &field : one["fields"].items()) {
                if (field["type"] && types.count(field["type"].text()) == 0) {
                    fail("no type " + field["type"].text());
                }
            }
        }
    }
    for (const Accessor &it : ACCESSORS) {
        if (types.count(it.type) == 0) {
            fail(std::string("no type ") + it.type);
        }
    }
}

std::string text_of(const HeaderRule &rule) {
    switch (rule.kind) {
    case HeaderRuleKind::any:
        return "any";
    case HeaderRuleKind::always:
        return "always " + std::to_string(rule.number);
    case HeaderRuleKind::at_least:
        return "at least " + std::to_string(rule.number);
    case HeaderRuleKind::usually:
        return "usually " + std::to_string(rule.number);
    case HeaderRuleKind::leave_out:
        return "leave out";
    default:
        return "unknown";
    }
}

void push_type(const Json &, const Json &one) {
    const PushType type = push_type_of(one["name"].text());
    const auto rules = rules_of(type);
    if (!rules) {
        fail("no such push type");
        return;
    }
    same("suffix", rules->topic_suffix, one["topic_suffix"].text());
    same("priority", text_of(rules->priority), one["priority"].text());
    same("expiration", text_of(rules->expiration), one["expiration"].text());
    same("bytes", static_cast<std::int64_t>(rules->max_payload_bytes),
         one["max_payload_bytes"].integer());
    same("auth", name_of(rules->auth), one["auth"].text());
}

void all_push_types(const Json &file) {
    const auto count = static_cast<std::uint32_t>(file["push_types"].items().size());
    CHECK(rules_of(static_cast<PushType>(count)) && !rules_of(static_cast<PushType>(count + 1)));
    CHECK(!rules_of(static_cast<PushType>(0)));
}

void option(const Json &, const Json &one) {
    const std::vector<Option> known = options();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Option &it) {
        return it.name == one["name"].text();
    });
    CHECK(found != known.end() && found->kind == one["kind"].text());
}

void all_options(const Json &file) { CHECK(options().size() == file["options"].items().size()); }

} // namespace

std::vector<Operation> list_operations() {
    return {
        {"error_codes", "codes", {}, {"code", "name", "category"}, error_code, all_error_codes},
        {"options", "options", {}, {"name", "kind"}, option, all_options},
        {"push_types", "push_types", {},
         {"name", "topic_suffix", "priority", "expiration", "max_payload_bytes", "auth"}, push_type,
         all_push_types},
        {"payload_types", "types", {}, {"name", "values", "fields"}, payload_type,
         all_payload_types},
    };
}
