/* Operations about all that a verifier can be set to, about its steps, and about what is only read. */
#include "../../ffi/examples/openssl_check.h"
#include "vectors.hpp"

namespace {

using namespace waxwing;

std::vector<std::string> answers_of(const Json &one) {
    std::vector<std::string> found;
    if (const Json answers = one["answers_b64"]) {
        for (const Json &base64 : answers.items()) {
            found.push_back(from_base64(base64.text()));
        }
    }
    return found;
}

waxwing_bytes c_view(Bytes bytes) { return {bytes.data(), bytes.size()}; }
std::string_view text_of(Bytes bytes) {
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/* What OpenSSL says of each check. */
std::vector<bool> outcomes_of(const Pending &pending) {
    std::vector<bool> found;
    for (const SignatureCheck &it : pending.checks()) {
        const waxwing_signature_check check = {static_cast<waxwing_curve>(it.curve),
                                               static_cast<waxwing_hash>(it.hash), c_view(it.spki),
                                               c_view(it.signature), c_view(it.data)};
        found.push_back(openssl_check(&check));
    }
    return found;
}

VerifyOptions options_of(const Json &one, const std::vector<std::string> &answers) {
    return {kind_of(one["kind"].text()), {answers.begin(), answers.end()}};
}

void verify_policy(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto object = attempt(expect, [&] {
        const Verifier verifier = verifier_of(file, one);
        return verifier.verify(one.bytes("token"), options_of(one, {}), one["now_ms"].integer());
    });
    if (!object) {
        return;
    }
    expect.only({"kind", "signed_at_ms", "leaf_valid_until_ms", "checked_at_ms", "environment",
                 "bundle_id", "app_apple_id", "payload", "transaction", "renewal_info",
                 "app_transaction", "leaf_expired_since", "sha256"});
    compare_object(*object, expect);
    same("app_apple_id", object->app_apple_id(), expect.maybe_integer("app_apple_id"));
    same("leaf_expired_since", object->checked_at_ms() > object->leaf_valid_until_ms(),
         expect["leaf_expired_since"].boolean());
    const Json sha256 = expect["sha256"];
    sha256.only({"leaf", "intermediate", "root"});
    same("leaf", object->certificate(Certificate::leaf).sha256, sha256["leaf"].text());
    same("intermediate", object->certificate(Certificate::intermediate).sha256,
         sha256["intermediate"].text());
    same("root", object->certificate(Certificate::root).sha256, sha256["root"].text());
}

void compare_status(const std::string &what, const CertificateRevocation &found, const Json &due) {
    due.only({"status", "since_ms", "reason", "cache_until_ms"});
    same(what + " status", name_of(found.status), due["status"].text());
    same(what + " since_ms", found.since_ms, due.maybe_integer("since_ms"));
    same(what + " reason", found.reason, due.maybe_text("reason"));
    same(what + " cache_until_ms", found.cache_until_ms, due.maybe_integer("cache_until_ms"));
}

void compare_revocation(const SignedObject &object, const Json &expect) {
    expect.only({"kind", "revocation"});
    same("kind", object.kind_name(), expect["kind"].text());
    const auto found = object.revocation();
    const Json due = expect["revocation"];
    if (found.has_value() != bool(due)) {
        fail(found ? "a revocation is not due" : "a revocation is missing");
    } else if (found) {
        due.only({"leaf", "intermediate", "cache_until_ms"});
        compare_status("leaf", found->leaf, due["leaf"]);
        compare_status("intermediate", found->intermediate, due["intermediate"]);
        same("cache_until_ms", found->cache_until_ms, due.maybe_integer("cache_until_ms"));
    }
}

/* At once, then in steps, with a chain that may be known now: all the same. */
void verify_ocsp(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const std::string token = one.bytes("token");
    const std::int64_t now_ms = one["now_ms"].integer();
    const std::vector<std::string> answers = answers_of(one);
    const VerifyOptions options = options_of(one, answers);
    const Verifier verifier = verifier_of(file, one);
    if (const auto object = attempt(expect, [&] { return verifier.verify(token, options, now_ms); })) {
        compare_revocation(*object, expect);
    }
    const auto object = attempt(expect, [&] {
        Pending pending = verifier.begin(token, options.kind);
        return pending.finish(outcomes_of(pending), now_ms, options.ocsp_answers);
    });
    if (object) {
        compare_revocation(*object, expect);
    }
}

void compare_requests(const std::vector<OcspRequest> &found, const Json &expect) {
    const std::vector<Json> due = expect["requests"].items();
    same("requests", found.size(), due.size());
    for (std::size_t i = 0; i < found.size() && i < due.size(); i++) {
        due[i].only({"url", "certificate", "body_b64"});
        const std::string body(found[i].body.begin(), found[i].body.end());
        same("url", found[i].url, due[i]["url"].text());
        same("content_type", found[i].content_type, "application/ocsp-request");
        CHECK(body == from_base64(due[i]["body_b64"].text()));
        same("certificate",
             std::string(found[i].certificate == Certificate::leaf ? "leaf" : "intermediate"),
             due[i]["certificate"].text());
    }
}

void ocsp_requests(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const std::string token = one.bytes("token");
    const std::int64_t now_ms = one["now_ms"].integer();
    const auto found = attempt(expect, [&] {
        const Verifier verifier = verifier_of(file, one);
        const Pending pending = verifier.begin(token, kind_of(one["kind"].text()));
        auto requests = pending.ocsp_requests(outcomes_of(pending), now_ms);
        same("at once", verifier.ocsp_requests(token, now_ms).size(), requests.size());
        return requests;
    });
    if (found) {
        expect.only({"requests"});
        compare_requests(*found, expect);
    }
}

void compare_check(const SignatureCheck &found, const Json &due) {
    due.only({"curve", "hash", "spki_b64", "signature_b64", "data_sha256"});
    CHECK(found.curve == enumerator<Curve>(due["curve"].text(),
                                           {{"P-256", Curve::p256}, {"P-384", Curve::p384}}));
    CHECK(found.hash == enumerator<Hash>(due["hash"].text(),
                                         {{"SHA-256", Hash::sha256}, {"SHA-384", Hash::sha384}}));
    CHECK(text_of(found.spki) == from_base64(due["spki_b64"].text()));
    CHECK(text_of(found.signature) == from_base64(due["signature_b64"].text()));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    std::string hex;
    EVP_Digest(found.data.data(), found.data.size(), digest, &length, EVP_sha256(), nullptr);
    for (unsigned i = 0; i < length; i++) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    same("data_sha256", hex, due["data_sha256"].text());
}

void checks(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    auto pending = attempt(expect, [&] {
        return verifier_of(file, one).begin(one.bytes("token"), kind_of(one["kind"].text()));
    });
    if (!pending) {
        return;
    }
    expect.only({"checks", "finish"});
    const std::vector<SignatureCheck> found = pending->checks();
    const std::vector<Json> due = expect["checks"].items();
    same("checks", found.size(), due.size());
    for (std::size_t i = 0; i < found.size() && i < due.size(); i++) {
        compare_check(found[i], due[i]);
    }
    std::vector<bool> outcomes;
    if (const Json given = one["outcomes"]) {
        for (const Json &outcome : given.items()) {
            outcomes.push_back(outcome.boolean());
        }
    }
    const Json finish = expect["finish"];
    finish.only({"kind", "error"});
    const auto object =
        attempt(finish, [&] { return pending->finish(outcomes, one["now_ms"].integer()); });
    if (object) {
        same("kind", object->kind_name(), finish["kind"].text());
    }
    CHECK(pending->checks().empty());
}

void unverified(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto found = attempt(expect, [&] {
        return Unverified::decode(one.bytes("token"), kind_of(one["kind"].text()));
    });
    if (!found) {
        return;
    }
    expect.only({"kind", "payload", "json"});
    same("kind", found->kind_name(), expect["kind"].text());
    CHECK(found->kind() == kind_of(expect["kind"].text()));
    same("json", found->json(), expect["json"].text());
    const Document payload(found->payload());
    if (!json_equal(payload.root().c(), expect["payload"].c())) {
        fail("another payload: " + std::string(found->payload()));
    }
    for (const auto &[key, value] : expect["payload"].fields()) {
        if (key.find_first_of("~/") != std::string::npos) {
            continue;
        }
        const std::string at = "/" + key;
        const json_t *due = value.c();
        const std::size_t size = json_is_array(due) ? json_array_size(due) : json_object_size(due);
        const bool has_parts = json_is_array(due) || json_is_object(due);
        CHECK(found->has(at));
        same(at, found->text(at), value.is_text() ? std::optional(value.text()) : std::nullopt);
        same(at, found->integer(at), value.is_integer() ? std::optional(value.integer())
                                                        : std::nullopt);
        same(at, found->number(at), json_is_number(due) ? std::optional(value.number())
                                                        : std::nullopt);
        same(at, found->boolean(at), json_is_boolean(due) ? std::optional(value.boolean())
                                                          : std::nullopt);
        same(at, found->count(at), has_parts ? std::optional(size) : std::nullopt);
    }
}

std::vector<std::string> with(std::vector<std::string> more) {
    std::vector<std::string> all = {
        "name", "kind", "token", "token_parts", "roots", "roots_b64", "xcode_certificates_b64",
        "environments", "bundle_ids", "app_apple_ids", "validity", "oldest_signing_time_ms",
        "revocation", "ocsp_hosts", "ocsp_max_age_ms", "now_ms", "expect"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

std::vector<Operation> policy_operations() {
    return {
        {"verify_policy", "cases", {"roots"}, with({}), verify_policy, nullptr},
        {"verify_ocsp", "cases", {"roots"}, with({"answers_b64"}), verify_ocsp, nullptr},
        {"ocsp_requests", "cases", {"roots"}, with({}), ocsp_requests, nullptr},
        {"checks", "cases", {"roots"}, with({"outcomes"}), checks, nullptr},
        {"unverified", "cases", {"roots"}, {"name", "kind", "token", "token_parts", "expect"},
         unverified, nullptr},
    };
}
