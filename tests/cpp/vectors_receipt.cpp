/* Operations about receipts. */
#include "vectors.hpp"

using namespace waxwing;

namespace {

void receipt_id(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto found = attempt(expect, [&] {
        const std::string receipt = one.bytes("receipt");
        return one["kind"].text() == "app" ? app_receipt_transaction_id(receipt)
                                           : transaction_receipt_transaction_id(receipt);
    });
    if (found) {
        expect.only({"transaction_id"});
        const Json id = expect["transaction_id"]; // null: there is none
        same("transaction_id", *found, id.is_null() ? std::nullopt : std::make_optional(id.text()));
    }
}

std::string from_hex(const std::string &text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

Bytes view(const std::string &bytes) {
    return Bytes(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
}

std::vector<std::string> certificates(const Json &file, const Json &one, const std::string &names) {
    std::vector<std::string> all;
    for (const Json &name : one[names] ? one[names].items() : std::vector<Json>()) {
        all.push_back(from_base64(file["roots"][name.text()].text()));
    }
    const Json texts = one[names + "_b64"];
    for (const Json &text : texts ? texts.items() : std::vector<Json>()) {
        all.push_back(from_base64(text.text()));
    }
    return all;
}

Environment environment_named(const std::string &name) {
    return enumerator<Environment>(name, {{"Production", Environment::production},
                                          {"Sandbox", Environment::sandbox},
                                          {"Xcode", Environment::xcode},
                                          {"LocalTesting", Environment::local_testing}});
}

ReceiptVerifier verifier_for(const Json &file, const Json &one) {
    auto builder = ReceiptVerifier::builder();
    for (const std::string &der : certificates(file, one, "roots")) {
        builder.root(view(der));
    }
    for (const std::string &der : certificates(file, one, "xcode")) {
        builder.xcode_certificate(view(der));
    }
    const Json fingerprints = one["root_sha256"];
    for (const Json &hex : fingerprints ? fingerprints.items() : std::vector<Json>()) {
        builder.root_sha256(view(from_hex(hex.text())));
    }
    for (const Json &name : one["environments"].items()) {
        builder.environment(environment_named(name.text()));
    }
    for (const Json &id : one["bundle_ids"].items()) {
        builder.bundle_id(id.text());
    }
    if (one["bundle_ids"].items().empty()) {
        builder.dangerous_any_bundle_id();
    }
    if (one["sha256_only"]) {
        builder.sha256_only();
    }
    return builder.build();
}

void receipt(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto found = attempt(expect, [&] {
        auto verified =
            verifier_for(file, one).verify(one.bytes("receipt"), one["now_ms"].integer());
        if (one["device_hex"]) {
            verified.verify_device_hash(view(from_hex(one["device_hex"].text())));
        }
        return verified;
    });
    if (!found) {
        return;
    }
    expect.only({"environment", "created_at_ms", "leaf_valid_until_ms", "checked_at_ms", "digest",
                 "receipt"});
    CHECK(found->environment() == environment_named(expect["environment"].text()));
    same("created_at_ms", found->created_at_ms(), expect["created_at_ms"].integer());
    same("leaf_valid_until_ms", found->leaf_valid_until_ms(),
         expect["leaf_valid_until_ms"].integer());
    same("checked_at_ms", found->checked_at_ms(), expect["checked_at_ms"].integer());
    same("digest", found->digest(), expect["digest"].text());
    const Document payload(found->payload());
    if (!json_equal(payload.root().c(), expect["receipt"].c())) {
        fail("another receipt: " + std::string(found->payload()));
    }
    for (const auto &[key, value] : expect["receipt"].fields()) {
        const std::string at = "/" + key;
        same(at, found->text(at), value.is_text() ? std::optional(value.text()) : std::nullopt);
        same(at, found->integer(at),
             value.is_integer() ? std::optional(value.integer()) : std::nullopt);
        CHECK(!found->boolean(at));
        same(at, found->count(at),
             value.is_array() ? std::optional(value.items().size()) : std::nullopt);
    }
}

} // namespace

std::vector<Operation> receipt_operations() {
    return {
        {"receipt", "cases", {"roots"},
         {"name", "receipt", "receipt_parts", "receipt_b64", "roots", "roots_b64", "root_sha256",
          "xcode", "xcode_b64", "environments", "bundle_ids", "sha256_only", "device_hex",
          "now_ms", "expect"},
         receipt, nullptr},
        {"receipt_id", "cases", {},
         {"name", "kind", "receipt", "receipt_parts", "receipt_b64", "expect"}, receipt_id,
         nullptr},
    };
}
