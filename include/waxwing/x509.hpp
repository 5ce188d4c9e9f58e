/** Private keys and certificates as they stand in files. A part of waxwing.hpp. */
#ifndef WAXWING_X509_HPP
#define WAXWING_X509_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keyring.hpp"

namespace waxwing {

/** A password, or nothing. */
using Password = std::optional<std::string_view>;

namespace detail {
inline waxwing_str in(const Password &text) noexcept {
    /* A text that is there must not be NULL, which stands for none. */
    return text ? waxwing_str{text->empty() ? "" : text->data(), text->size()}
                : waxwing_str{nullptr, 0};
}
} // namespace detail

/** What credentials are going to be used for, as far as it is known. */
struct Purpose {
    std::optional<Environment> environment = std::nullopt;
    /** Of notifications, with its suffix if it has one. */
    std::optional<std::string_view> topic = std::nullopt;
};

/** Something about a credential that stops pushes, or that will. */
struct CredentialLint {
    /** Such as `expires_soon`. */
    std::string_view code;
    /** A date, a topic, an environment. */
    std::string found;
    /** What to do, as a sentence. */
    std::string_view advice;
    /** Whether nothing can be pushed as it is. */
    bool is_fatal;
};

namespace detail {
template <typename Function, typename T>
std::vector<CredentialLint> credential_lints(Function function, const T *handle,
                                             const Purpose &purpose, std::int64_t now_ms) {
    const auto environment =
        purpose.environment ? static_cast<std::uint32_t>(*purpose.environment) : 0U;
    const auto lints = make<Handle<waxwing_credential_lints, waxwing_credential_lints_free>>(
        function, handle, environment, in(purpose.topic), now_ms);
    std::vector<CredentialLint> found;
    waxwing_credential_lint lint;
    for (std::size_t i = 0; waxwing_credential_lints_item(lints.get(), i, &lint); i++) {
        found.push_back({out(lint.code), std::string(out(lint.found)), out(lint.advice),
                         lint.is_fatal});
    }
    return found;
}
} // namespace detail

/** A private key of an identity or of contents, which own it. */
class PrivateKeyView {
public:
    explicit PrivateKeyView(const waxwing_private_key *handle) noexcept : it_(handle) {}

    /** `RSA 2048`, `P-256`. */
    std::string_view kind() const noexcept { return detail::out(waxwing_private_key_kind(it_)); }
    std::optional<std::string_view> friendly_name() const noexcept {
        return detail::maybe(waxwing_private_key_friendly_name(it_));
    }
    /** The public key, a DER `SubjectPublicKeyInfo`. */
    Bytes spki() const noexcept { return detail::out(waxwing_private_key_spki(it_)); }
    /** A secret: unencrypted PKCS#8. */
    std::string_view pem() const noexcept { return detail::out(waxwing_private_key_pem(it_)); }
    /** A secret: unencrypted PKCS#8. */
    Bytes der() const noexcept { return detail::out(waxwing_private_key_der(it_)); }
    /** The provider key that it is, if it is on P-256. */
    ProviderKey provider_key(std::string_view key_id, std::string_view team_id) const {
        return ProviderKey(detail::make<ProviderKey::Handle>(
            waxwing_provider_key_from_private_key, it_, detail::in(key_id), detail::in(team_id)));
    }
    const waxwing_private_key *c_handle() const noexcept { return it_; }

protected:
    const waxwing_private_key *it_;
};

/** An RSA or elliptic curve private key. It is wiped from memory when destroyed. */
class PrivateKey : public PrivateKeyView {
public:
    using Handle = detail::Handle<waxwing_private_key, waxwing_private_key_free>;

    /** Reads the one private key of a file of any form, encrypted or not. */
    static PrivateKey read(Bytes file, Password password = std::nullopt) {
        return PrivateKey(detail::make<Handle>(waxwing_private_key_read, detail::in(file),
                                               detail::in(password)));
    }
    explicit PrivateKey(Handle handle) noexcept
        : PrivateKeyView(handle.get()), handle_(std::move(handle)) {}
    PrivateKey(PrivateKey &&other) noexcept
        : PrivateKeyView(std::exchange(other.it_, nullptr)), handle_(std::move(other.handle_)) {}
    PrivateKey &operator=(PrivateKey &&other) noexcept {
        handle_ = std::move(other.handle_);
        it_ = handle_.get();
        other.it_ = other.handle_.get();
        return *this;
    }
    ~PrivateKey() = default;

private:
    Handle handle_;
};

/** A topic of a certificate. */
struct CertificateTopic {
    std::string topic;
    /** What it is for, in the words of the certificate: `app`, `voip`, `complication`. */
    std::vector<std::string> kinds;
};

/** What a push certificate may do, by its extensions. */
class PushCertificate {
public:
    using Handle = detail::Handle<waxwing_push_certificate, waxwing_push_certificate_free>;
    explicit PushCertificate(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** The topic that APNs assumes without `apns-topic`. */
    std::string_view default_topic() const noexcept {
        return detail::out(waxwing_push_certificate_default_topic(handle_.get()));
    }
    /** Every topic that it may use, the default one among them. */
    std::vector<CertificateTopic> topics() const {
        std::vector<CertificateTopic> all;
        for (std::size_t i = 0; i < waxwing_push_certificate_topic_count(handle_.get()); i++) {
            CertificateTopic one = {
                std::string(detail::out(waxwing_push_certificate_topic(handle_.get(), i))), {}};
            while (const auto kind = detail::maybe(
                       waxwing_push_certificate_topic_kind(handle_.get(), i, one.kinds.size()))) {
                one.kinds.emplace_back(*kind);
            }
            all.push_back(std::move(one));
        }
        return all;
    }
    /** Whether every request has to say its topic, because there are several. */
    bool needs_topic_header() const noexcept {
        return waxwing_push_certificate_needs_topic_header(handle_.get());
    }
    std::vector<Environment> environments() const {
        std::vector<Environment> all;
        while (const auto number = static_cast<std::uint32_t>(
                   waxwing_push_certificate_environment(handle_.get(), all.size()))) {
            all.push_back(static_cast<Environment>(number));
        }
        return all;
    }
    std::optional<std::string_view> team_id() const noexcept {
        return detail::maybe(waxwing_push_certificate_team_id(handle_.get()));
    }
    /** For display: `universal`, `sandbox`, `voip`, … */
    std::string_view family() const noexcept {
        return detail::out(waxwing_push_certificate_family(handle_.get()));
    }
    /** The push types that one of its topics is for. */
    std::vector<PushType> push_types() const {
        std::vector<PushType> all;
        while (const std::uint32_t number =
                   waxwing_push_certificate_push_type(handle_.get(), all.size())) {
            all.push_back(static_cast<PushType>(number));
        }
        return all;
    }
    /** The same as what notifications are checked by. */
    CertificateScope scope() const {
        const waxwing_push_certificate *handle = handle_.get();
        return CertificateScope(
            detail::make<CertificateScope::Handle>(waxwing_push_certificate_scope, handle));
    }

private:
    Handle handle_;
};

/** A certificate of an identity or of contents, which own it. */
class X509CertificateView {
public:
    explicit X509CertificateView(const waxwing_x509_certificate *handle) noexcept : it_(handle) {}

    Bytes der() const noexcept { return detail::out(waxwing_x509_certificate_der(it_)); }
    std::string_view pem() const noexcept {
        return detail::out(waxwing_x509_certificate_pem(it_));
    }
    /** What a `.p12` file calls it. */
    std::optional<std::string_view> friendly_name() const noexcept {
        return detail::maybe(waxwing_x509_certificate_friendly_name(it_));
    }
    std::optional<std::string_view> common_name() const noexcept {
        return detail::maybe(waxwing_x509_certificate_common_name(it_));
    }
    std::optional<std::string_view> issuer_common_name() const noexcept {
        return detail::maybe(waxwing_x509_certificate_issuer_common_name(it_));
    }
    /** Of a push certificate, its topic. */
    std::optional<std::string_view> user_id() const noexcept {
        return detail::maybe(waxwing_x509_certificate_user_id(it_));
    }
    /** Of Apple's certificates, the team id. */
    std::optional<std::string_view> organizational_unit() const noexcept {
        return detail::maybe(waxwing_x509_certificate_organizational_unit(it_));
    }
    /** The names as received DER. */
    Bytes issuer() const noexcept { return detail::out(waxwing_x509_certificate_issuer(it_)); }
    Bytes subject() const noexcept { return detail::out(waxwing_x509_certificate_subject(it_)); }
    bool is_self_issued() const noexcept { return waxwing_x509_certificate_is_self_issued(it_); }
    std::int64_t not_before_ms() const noexcept {
        return waxwing_x509_certificate_not_before_ms(it_);
    }
    std::int64_t not_after_ms() const noexcept {
        return waxwing_x509_certificate_not_after_ms(it_);
    }
    /** Whole days; negative once it has expired. */
    std::int64_t days_left(std::int64_t now_ms) const noexcept {
        return waxwing_x509_certificate_days_left(it_, now_ms);
    }
    /** `RSA 2048`, `P-256`. */
    std::string_view key_kind() const noexcept {
        return detail::out(waxwing_x509_certificate_key_kind(it_));
    }
    /** The public key that it is for, a DER `SubjectPublicKeyInfo`. */
    Bytes spki() const noexcept { return detail::out(waxwing_x509_certificate_spki(it_)); }
    /** Fingerprints, in lower-case hexadecimal. */
    std::string_view sha256() const noexcept {
        return detail::out(waxwing_x509_certificate_sha256(it_));
    }
    std::string_view sha1() const noexcept {
        return detail::out(waxwing_x509_certificate_sha1(it_));
    }
    /** Whether it may be shown as a client in a TLS handshake. */
    bool is_for_clients() const noexcept { return waxwing_x509_certificate_is_for_clients(it_); }
    /** Whether its issuer signed it over SHA-1 or MD5. */
    bool has_old_signature() const noexcept {
        return waxwing_x509_certificate_has_old_signature(it_);
    }
    /** What is wrong with it, the worst first. */
    std::vector<CredentialLint> lints(const Purpose &purpose, std::int64_t now_ms) const {
        return detail::credential_lints(waxwing_x509_certificate_lints, it_, purpose, now_ms);
    }
    /** What it may push. */
    PushCertificate push_certificate() const {
        return PushCertificate(
            detail::make<PushCertificate::Handle>(waxwing_push_certificate_new, it_));
    }
    const waxwing_x509_certificate *c_handle() const noexcept { return it_; }

protected:
    const waxwing_x509_certificate *it_;
};

/** A certificate as it stands in a file. Reading believes nothing. */
class X509Certificate : public X509CertificateView {
public:
    using Handle = detail::Handle<waxwing_x509_certificate, waxwing_x509_certificate_free>;

    static X509Certificate from_der(Bytes der) {
        return X509Certificate(
            detail::make<Handle>(waxwing_x509_certificate_from_der, detail::in(der)));
    }
    explicit X509Certificate(Handle handle) noexcept
        : X509CertificateView(handle.get()), handle_(std::move(handle)) {}
    X509Certificate(X509Certificate &&other) noexcept
        : X509CertificateView(std::exchange(other.it_, nullptr)),
          handle_(std::move(other.handle_)) {}
    X509Certificate &operator=(X509Certificate &&other) noexcept {
        handle_ = std::move(other.handle_);
        it_ = handle_.get();
        other.it_ = other.handle_.get();
        return *this;
    }
    ~X509Certificate() = default;

private:
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_X509_HPP */
