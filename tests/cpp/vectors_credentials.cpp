/* Operations about key and certificate files. */
#include "vectors.hpp"

namespace {

using namespace waxwing;
using waxwing::Environment;

Password password_of(const std::optional<std::string> &text) {
    return text ? Password(*text) : std::nullopt;
}

void sniff_file(const Json &, const Json &one) {
    const Sniffed it = sniff(file_of(one));
    compare_json(Found()
                     .set("format", name_of(it.format))
                     .set("labels", it.labels)
                     .set("is_base64", it.is_base64)
                     .set("is_truncated", it.is_truncated),
                 one["expect"]);
    CHECK(!it.advice.empty() && !description_of(it.format).empty());
}

Found found_certificate(const X509CertificateView &it) {
    same("fingerprint", it.sha256(), sha256_of(it.der()));
    same("again", X509Certificate::from_der(it.der()).pem(), it.pem());
    CHECK(!it.issuer().empty() && !it.subject().empty());
    return Found()
        .set("sha256", it.sha256())
        .set("sha1", it.sha1())
        .set("common_name", it.common_name())
        .set("issuer_common_name", it.issuer_common_name())
        .set("user_id", it.user_id())
        .set("organizational_unit", it.organizational_unit())
        .set("not_before_ms", it.not_before_ms())
        .set("not_after_ms", it.not_after_ms())
        .set("kind", it.key_kind())
        .set("public_key_sha256", sha256_of(it.spki()))
        .set("is_self_issued", it.is_self_issued())
        .set("is_for_clients", it.is_for_clients())
        .set("has_old_signature", it.has_old_signature())
        .set("friendly_name", it.friendly_name());
}

Found found_contents(const Contents &it) {
    Found formats = Found::list(), keys = Found::list(), certificates = Found::list(),
          requests = Found::list(), public_keys = Found::list();
    for (const FileFormat format : it.formats()) {
        formats.append(name_of(format));
    }
    for (const PrivateKeyView &key : it.keys()) {
        keys.append(Found()
                        .set("kind", key.kind())
                        .set("pkcs8_sha256", sha256_of(key.der()))
                        .set("public_key_sha256", sha256_of(key.spki()))
                        .set("friendly_name", key.friendly_name()));
    }
    for (const X509CertificateView &certificate : it.certificates()) {
        certificates.append(found_certificate(certificate));
    }
    for (const CertificateRequestView &request : it.requests()) {
        requests.append(Found()
                            .set("sha256", sha256_of(request.der()))
                            .set("kind", request.key_kind())
                            .set("public_key_sha256", sha256_of(request.spki())));
    }
    std::size_t index = 0;
    for (const std::string_view kind : it.public_key_kinds()) {
        public_keys.append(Found().set("kind", kind).set("public_key_sha256",
                                                         sha256_of(it.public_key_spki(index++))));
    }
    return Found()
        .set("formats", formats)
        .set("protection", it.protection())
        .set("keys", keys)
        .set("certificates", certificates)
        .set("requests", requests)
        .set("public_keys", public_keys);
}

void contents(const Json &, const Json &one) {
    const auto it = attempt(one["expect"], [&] {
        const auto password = one.maybe_text("password");
        const FileLimits limits = {
            static_cast<std::size_t>(one.maybe_integer("max_bytes").value_or(0)),
            narrow(one.maybe_integer("max_iterations").value_or(0))};
        return Contents::read(file_of(one), password_of(password), limits);
    });
    if (it) {
        compare_json(found_contents(*it), one["expect"]);
    }
}

/* The files, each opened and all added up. */
Identity identity_of_all(const std::vector<Json> &files) {
    Contents all;
    for (const Json &file : files) {
        const auto password = file.maybe_text("password");
        all.add(Contents::read(file_of(file), password_of(password)));
    }
    return std::move(all).into_identity();
}

Identity identity_of(const Json &one) {
    const std::string call = one["call"].text();
    const std::vector<Json> files = one["files"].items();
    const auto password =
        files.empty() ? std::nullopt : files.at(0).maybe_text("password");
    if (call == "p12") {
        return Identity::from_p12(file_of(files.at(0)), password.value_or(""));
    }
    if (call == "pem") {
        return Identity::from_pem(file_of(files.at(0)), password_of(password));
    }
    if (call == "parts") {
        return Identity::from_parts(file_of(files.at(0)), file_of(files.at(1)),
                                    password_of(password));
    }
    same("call", call, "contents");
    return identity_of_all(files);
}

Found found_push_certificate(const IdentityView &identity) {
    try {
        const PushCertificate it = identity.push_certificate();
        Found topics = Found::list(), environments = Found::list(), push_types = Found::list();
        for (const CertificateTopic &topic : it.topics()) {
            topics.append(Found().set("topic", topic.topic).set("kinds", topic.kinds));
        }
        for (const Environment environment : it.environments()) {
            environments.append(environment == Environment::sandbox ? "sandbox" : "production");
        }
        for (const PushType push_type : it.push_types()) {
            const auto rules = rules_of(push_type);
            push_types.append(rules ? rules->name : "");
        }
        if (it.environments().empty()) {
            refuses("scope", ErrorCode::not_a_push_certificate, [&] { it.scope(); });
        } else {
            same("scope", it.scope().default_topic(), it.default_topic());
        }
        return Found()
            .set("default_topic", it.default_topic())
            .set("topics", topics)
            .set("environments", environments)
            .set("family", it.family())
            .set("push_types", push_types)
            .set("needs_topic_header", it.needs_topic_header())
            .set("team_id", it.team_id());
    } catch (const Error &error) {
        return Found().set("error", error.name());
    }
}

Found found_chain(const std::vector<X509CertificateView> &certificates) {
    Found all = Found::list();
    for (const X509CertificateView &one : certificates) {
        all.append(one.sha256());
    }
    return all;
}

void identity(const Json &, const Json &one) {
    const auto it = attempt(one["expect"], [&] { return identity_of(one); });
    if (!it) {
        return;
    }
    const std::int64_t now_ms = one["now_ms"].integer();
    const Json wanted = one["purpose"];
    Purpose purpose;
    const auto topic = wanted ? wanted.maybe_text("topic") : std::nullopt;
    if (wanted) {
        wanted.only({"environment", "topic"});
        purpose.environment =
            wanted["environment"] ? std::optional(environment_of(wanted)) : std::nullopt;
        purpose.topic = topic;
    }
    Found lints = Found::list();
    for (const CredentialLint &lint : it->lints(purpose, now_ms)) {
        lints.append(Found().set("code", lint.code).set("found", lint.found));
        CHECK(!lint.advice.empty());
    }
    CHECK(it->certificate().lints(purpose, now_ms).size() <= it->lints(purpose, now_ms).size());
    same("key_pem", it->key().pem(), it->key_pem());
    compare_json(Found()
                     .set("chain", found_chain(it->chain()))
                     .set("others", found_chain(it->others()))
                     .set("kind", it->key().kind())
                     .set("key_sha256", sha256_of(it->key().der()))
                     .set("chain_pem_sha256", sha256_of(it->chain_pem()))
                     .set("key_pem_sha256", sha256_of(it->key_pem()))
                     .set("combined_pem_sha256", sha256_of(it->combined_pem()))
                     .set("days_left", it->certificate().days_left(now_ms))
                     .set("push_certificate", found_push_certificate(*it))
                     .set("lints", lints)
                     .set("friendly_name", it->friendly_name()),
                 one["expect"]);
}

void p12_write(const Json &, const Json &one) {
    const std::string password = one["password"].text();
    const auto p12 = attempt(one["expect"], [&] {
        const auto profile = enumerator<P12Profile>(
            one["profile"].text(), {{"modern", P12Profile::modern}, {"keychain", P12Profile::keychain}});
        return identity_of_all(one["files"].items())
            .to_p12(password, from_base64(one["entropy_b64"].text()), profile);
    });
    if (!p12) {
        return;
    }
    const std::string_view bytes(reinterpret_cast<const char *>(p12->bytes().data()),
                                 p12->bytes().size());
    std::int64_t holds = 0;
    for (const Json &wanted : one["look_for_b64"].items()) {
        holds += contains(bytes, from_base64(wanted.text()));
    }
    Found found;
    Contents written = Contents::read(p12->bytes(), password);
    found.set("protection", written.protection());
    const Identity again = std::move(written).into_identity();
    compare_json(found.set("chain", found_chain(again.chain()))
                     .set("kind", again.key().kind())
                     .set("key_sha256", sha256_of(again.key().der()))
                     .set("friendly_name", again.friendly_name())
                     .set("holds", holds),
                 one["expect"]);
}

void certificate_request(const Json &, const Json &one) {
    const Json wanted = one["subject"];
    wanted.only({"common_name", "email", "country"});
    const std::string common_name = wanted["common_name"].text();
    const auto email = wanted.maybe_text("email"), country = wanted.maybe_text("country");
    const RequestSubject subject = {common_name, email, country};
    const auto found = attempt(one["expect"], [&] {
        if (const auto p8 = one.maybe_text("p8")) {
            const PrivateKey key = PrivateKey::read(*p8);
            CertificateRequest request = CertificateRequest::sign(subject, key);
            return std::pair(UnsignedRequest(subject, key.spki()), std::move(request));
        }
        UnsignedRequest waiting(subject, from_base64(one["spki_b64"].text()));
        CertificateRequest request = waiting.assemble(from_base64(one["signature_b64"].text()));
        return std::pair(std::move(waiting), std::move(request));
    });
    if (found) {
        const auto &[waiting, request] = *found;
        compare_json(Found()
                         .set("algorithm", waiting.algorithm())
                         .set("kind", request.key_kind())
                         .set("signing_input_b64", base64_of(waiting.signing_input()))
                         .set("pem", request.pem())
                         .set("sha256", sha256_of(request.der())),
                     one["expect"]);
    }
}

void signing_key(const Json &, const Json &one) {
    const std::string file_name = one["file_name"].text();
    const auto key_id = key_id_from_file_name(file_name);
    const auto key = attempt(one["expect"], [&] {
        const auto password = one.maybe_text("password");
        return PrivateKey::read(file_of(one), password_of(password))
            .provider_key(key_id.value_or("ABC123DEFG"), "DEF123GHIJ");
    });
    if (key) {
        compare_json(Found()
                         .set("public_key_b64", base64_of(key->public_key()))
                         .set("key_id", Found::null())
                         .set("key_id", key_id),
                     one["expect"]);
    }
}

void certificate_scope(const Json &, const Json &one) {
    const auto permitted = attempt(one["expect"], [&] {
        CertificateScope scope(one["default_topic"].text());
        for (const Json &topic : one["topics"].items()) {
            scope.topic(topic.text());
        }
        for (const Json &name : one["environments"].items()) {
            scope.environment(enumerator<Environment>(
                name.text(),
                {{"production", Environment::production}, {"sandbox", Environment::sandbox}}));
        }
        scope.check(builder_of(one["notification"]).build(), environment_of(one));
        return true;
    });
    if (permitted) {
        compare_json(Found().set("permitted", *permitted), one["expect"]);
    }
}

} // namespace

std::vector<Operation> credential_operations() {
    return {
        {"sniff", "cases", {}, {"name", "file", "x", "x_b64", "expect"}, sniff_file, nullptr},
        {"contents", "cases", {},
         {"name", "file", "x", "x_b64", "password", "slow", "max_bytes", "max_iterations",
          "expect"},
         contents, nullptr},
        {"identity", "cases", {}, {"name", "call", "files", "purpose", "now_ms", "slow", "expect"},
         identity, nullptr},
        {"p12_write", "cases", {},
         {"name", "files", "password", "entropy_b64", "profile", "look_for_b64", "slow", "expect"},
         p12_write, nullptr},
        {"certificate_request", "cases", {},
         {"name", "subject", "p8", "spki_b64", "signature_b64", "expect"}, certificate_request,
         nullptr},
        {"signing_key", "cases", {},
         {"name", "file", "x", "x_b64", "password", "file_name", "expect"}, signing_key, nullptr},
        {"certificate_scope", "cases", {},
         {"name", "default_topic", "topics", "environments", "notification", "environment",
          "expect"},
         certificate_scope, nullptr},
    };
}
