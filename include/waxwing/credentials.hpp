/** Key and certificate files: what they are, what they hold, what they may do. A part of waxwing.hpp. */
#ifndef WAXWING_CREDENTIALS_HPP
#define WAXWING_CREDENTIALS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "x509.hpp"

namespace waxwing {

/** What a file is. */
enum class FileFormat : std::uint32_t {
    unknown = WAXWING_FILE_FORMAT_UNKNOWN,
    archive = WAXWING_FILE_FORMAT_ARCHIVE,
    certificate = WAXWING_FILE_FORMAT_CERTIFICATE,
    certificate_request = WAXWING_FILE_FORMAT_CERTIFICATE_REQUEST,
    empty = WAXWING_FILE_FORMAT_EMPTY,
    encrypted_private_key = WAXWING_FILE_FORMAT_ENCRYPTED_PRIVATE_KEY,
    html = WAXWING_FILE_FORMAT_HTML,
    java_keystore = WAXWING_FILE_FORMAT_JAVA_KEYSTORE,
    json = WAXWING_FILE_FORMAT_JSON,
    jws = WAXWING_FILE_FORMAT_JWS,
    keychain = WAXWING_FILE_FORMAT_KEYCHAIN,
    pem = WAXWING_FILE_FORMAT_PEM,
    pkcs12 = WAXWING_FILE_FORMAT_PKCS12,
    pkcs7 = WAXWING_FILE_FORMAT_PKCS7,
    private_key = WAXWING_FILE_FORMAT_PRIVATE_KEY,
    property_list = WAXWING_FILE_FORMAT_PROPERTY_LIST,
    provisioning_profile = WAXWING_FILE_FORMAT_PROVISIONING_PROFILE,
    public_key = WAXWING_FILE_FORMAT_PUBLIC_KEY,
    rich_text = WAXWING_FILE_FORMAT_RICH_TEXT,
    ssh_key = WAXWING_FILE_FORMAT_SSH_KEY,
    text = WAXWING_FILE_FORMAT_TEXT,
};

/** The name of a format, as all languages show it, such as `pkcs12`. */
inline std::string_view name_of(FileFormat value) noexcept {
    return detail::out(waxwing_file_format_name(static_cast<std::uint32_t>(value)));
}
/** What it is, in words. */
inline std::string_view description_of(FileFormat value) noexcept {
    return detail::out(waxwing_file_format_description(static_cast<std::uint32_t>(value)));
}

/** What a file was found to be. */
struct Sniffed {
    FileFormat format;
    /** Of the blocks of a PEM text, in order. */
    std::vector<std::string> labels;
    /** Whether the whole of it is encoded as base64 once more. */
    bool is_base64;
    /** Whether it ends before its own length says. */
    bool is_truncated;
    /** What to do, as a sentence. */
    std::string_view advice;
};

/** Says what a file is by its bytes, and what to do with it. */
inline Sniffed sniff(Bytes file) {
    const auto it = detail::make<detail::Handle<waxwing_sniffed, waxwing_sniffed_free>>(
        waxwing_sniff, detail::in(file));
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < waxwing_sniffed_label_count(it.get()); i++) {
        labels.emplace_back(detail::out(waxwing_sniffed_label(it.get(), i)));
    }
    return {static_cast<FileFormat>(waxwing_sniffed_format(it.get())), std::move(labels),
            waxwing_sniffed_is_base64(it.get()), waxwing_sniffed_is_truncated(it.get()),
            detail::out(waxwing_sniffed_advice(it.get()))};
}

/** The key id in the name that Apple gives a `.p8` file: `AuthKey_ABC123DEFG.p8`. */
inline std::optional<std::string_view> key_id_from_file_name(std::string_view name) noexcept {
    return detail::maybe(waxwing_key_id_from_file_name(detail::in(name)));
}

/** How a `.p12` file is protected when it is written. */
enum class P12Profile : std::uint32_t {
    /** What OpenSSL 3, Java and Windows of today read. */
    modern = WAXWING_P12_PROFILE_MODERN,
    /** What every macOS reads, and OpenSSL before version 3. */
    keychain = WAXWING_P12_PROFILE_KEYCHAIN,
};

/** A `.p12` file that was written. It is wiped from memory when destroyed. */
class P12 {
public:
    using Handle = detail::Handle<waxwing_p12, waxwing_p12_free>;
    explicit P12(Handle handle) noexcept : handle_(std::move(handle)) {}

    Bytes bytes() const noexcept { return detail::out(waxwing_p12_bytes(handle_.get())); }

private:
    Handle handle_;
};

/** An identity of a list, which owns it. */
class IdentityView {
public:
    explicit IdentityView(const waxwing_identity *handle) noexcept : it_(handle) {}

    PrivateKeyView key() const noexcept { return PrivateKeyView(waxwing_identity_key(it_)); }
    /** The certificate of the key. */
    X509CertificateView certificate() const noexcept {
        return X509CertificateView(waxwing_identity_certificate(it_));
    }
    /** The certificate of the key, then the one that issued it, and so on. */
    std::vector<X509CertificateView> chain() const { return all(waxwing_identity_chain); }
    /** What was in the files and does not belong to the chain. */
    std::vector<X509CertificateView> others() const { return all(waxwing_identity_other); }
    std::optional<std::string_view> friendly_name() const noexcept {
        return detail::maybe(waxwing_identity_friendly_name(it_));
    }
    /** The certificate of the key first: for libcurl's CURLOPT_SSLCERT_BLOB. */
    std::string_view chain_pem() const noexcept {
        return detail::out(waxwing_identity_chain_pem(it_));
    }
    /** A secret: unencrypted PKCS#8, for libcurl's CURLOPT_SSLKEY_BLOB. */
    std::string_view key_pem() const noexcept {
        return detail::out(waxwing_identity_key_pem(it_));
    }
    /** A secret: chain and key, as `ck.pem` of older guides. */
    std::string_view combined_pem() const noexcept {
        return detail::out(waxwing_identity_combined_pem(it_));
    }
    /** What is wrong with it, the worst first. */
    std::vector<CredentialLint> lints(const Purpose &purpose, std::int64_t now_ms) const {
        return detail::credential_lints(waxwing_identity_lints, it_, purpose, now_ms);
    }
    /** As a `.p12` file; `entropy` is WAXWING_P12_ENTROPY_BYTES random bytes, new each time. */
    P12 to_p12(std::string_view password, Bytes entropy,
               P12Profile profile = P12Profile::modern) const {
        return P12(detail::make<P12::Handle>(waxwing_identity_to_p12, it_, detail::in(password),
                                             detail::in(entropy),
                                             static_cast<std::uint32_t>(profile)));
    }
    /** What its certificate may push. */
    PushCertificate push_certificate() const { return certificate().push_certificate(); }
    const waxwing_identity *c_handle() const noexcept { return it_; }

protected:
    const waxwing_identity *it_;

private:
    template <typename Function> std::vector<X509CertificateView> all(Function item) const {
        std::vector<X509CertificateView> found;
        while (const waxwing_x509_certificate *one = item(it_, found.size())) {
            found.emplace_back(one);
        }
        return found;
    }
};

/** A private key with its certificates. The key is wiped from memory when destroyed. */
class Identity : public IdentityView {
public:
    using Handle = detail::Handle<waxwing_identity, waxwing_identity_free>;

    static Identity from_p12(Bytes file, std::string_view password) {
        return Identity(detail::make<Handle>(waxwing_identity_from_p12, detail::in(file),
                                             detail::in(password)));
    }
    /** Key and certificates in any order, such as `ck.pem`. */
    static Identity from_pem(Bytes text, Password password = std::nullopt) {
        return Identity(detail::make<Handle>(waxwing_identity_from_pem, detail::in(text),
                                             detail::in(password)));
    }
    /** In a file each, in any of their forms. */
    static Identity from_parts(Bytes certificate, Bytes key, Password password = std::nullopt) {
        return Identity(detail::make<Handle>(waxwing_identity_from_parts, detail::in(certificate),
                                             detail::in(key), detail::in(password)));
    }
    explicit Identity(Handle handle) noexcept
        : IdentityView(handle.get()), handle_(std::move(handle)) {}
    Identity(Identity &&other) noexcept
        : IdentityView(std::exchange(other.it_, nullptr)), handle_(std::move(other.handle_)) {}
    Identity &operator=(Identity &&other) noexcept {
        handle_ = std::move(other.handle_);
        it_ = handle_.get();
        other.it_ = other.handle_.get();
        return *this;
    }
    ~Identity() = default;

private:
    Handle handle_;
};

/** The identities of several keys. */
class Identities {
public:
    using Handle = detail::Handle<waxwing_identities, waxwing_identities_free>;
    explicit Identities(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::size_t size() const noexcept { return waxwing_identities_count(handle_.get()); }
    /** Empty where there is none. */
    IdentityView operator[](std::size_t index) const noexcept {
        return IdentityView(waxwing_identities_item(handle_.get(), index));
    }

private:
    Handle handle_;
};

/** The subject of a request. Apple replaces it, so it is a label for people. */
struct RequestSubject {
    std::string_view common_name;
    std::optional<std::string_view> email = std::nullopt;
    /** Two capital letters. */
    std::optional<std::string_view> country = std::nullopt;
};

/** A certificate request of contents, which own it. */
class CertificateRequestView {
public:
    explicit CertificateRequestView(const waxwing_certificate_request *handle) noexcept
        : it_(handle) {}

    Bytes der() const noexcept { return detail::out(waxwing_certificate_request_der(it_)); }
    /** As `.certSigningRequest` files are. */
    std::string_view pem() const noexcept {
        return detail::out(waxwing_certificate_request_pem(it_));
    }
    /** `RSA 2048`, `P-256`. */
    std::string_view key_kind() const noexcept {
        return detail::out(waxwing_certificate_request_key_kind(it_));
    }
    /** The public key that a certificate is asked for, a DER `SubjectPublicKeyInfo`. */
    Bytes spki() const noexcept { return detail::out(waxwing_certificate_request_spki(it_)); }

protected:
    const waxwing_certificate_request *it_;
};

/** A certificate request: what Apple's portal makes a certificate from. */
class CertificateRequest : public CertificateRequestView {
public:
    using Handle = detail::Handle<waxwing_certificate_request, waxwing_certificate_request_free>;

    /** Makes and signs one with a P-256 key: the same each time. */
    static CertificateRequest sign(const RequestSubject &subject, const PrivateKeyView &key) {
        return CertificateRequest(detail::make<Handle>(
            waxwing_certificate_request_sign, detail::in(subject.common_name),
            detail::in(subject.email), detail::in(subject.country), key.c_handle()));
    }
    explicit CertificateRequest(Handle handle) noexcept
        : CertificateRequestView(handle.get()), handle_(std::move(handle)) {}
    CertificateRequest(CertificateRequest &&other) noexcept
        : CertificateRequestView(std::exchange(other.it_, nullptr)),
          handle_(std::move(other.handle_)) {}
    CertificateRequest &operator=(CertificateRequest &&other) noexcept {
        handle_ = std::move(other.handle_);
        it_ = handle_.get();
        other.it_ = other.handle_.get();
        return *this;
    }
    ~CertificateRequest() = default;

private:
    Handle handle_;
};

/** A certificate request that waits for its signature: by a key in an HSM, a KMS, or anywhere. */
class UnsignedRequest {
public:
    using Handle = detail::Handle<waxwing_unsigned_request, waxwing_unsigned_request_free>;

    /** For a public key, a DER `SubjectPublicKeyInfo`: RSA, P-256 or P-384. */
    UnsignedRequest(const RequestSubject &subject, Bytes spki)
        : handle_(detail::make<Handle>(waxwing_unsigned_request_new,
                                       detail::in(subject.common_name), detail::in(subject.email),
                                       detail::in(subject.country), detail::in(spki))) {}

    Bytes signing_input() const noexcept {
        return detail::out(waxwing_unsigned_request_signing_input(handle_.get()));
    }
    /** `sha256WithRSAEncryption`, `ecdsa-with-SHA256` or `ecdsa-with-SHA384`. */
    std::string_view algorithm() const noexcept {
        return detail::out(waxwing_unsigned_request_algorithm(handle_.get()));
    }
    /** The request with its signature; of ECDSA both forms are taken. */
    CertificateRequest assemble(Bytes signature) const {
        const waxwing_unsigned_request *handle = handle_.get();
        return CertificateRequest(detail::make<CertificateRequest::Handle>(
            waxwing_unsigned_request_assemble, handle, detail::in(signature)));
    }

private:
    Handle handle_;
};

/** How much work a file may ask for; 0 stands for the usual limit. */
struct FileLimits {
    std::size_t max_bytes = 0;
    /** Of one key derivation; all of a file together may take ten times as many. */
    std::uint32_t max_iterations = 0;
};

/** What is in one or several credential files, opened. Keys are wiped when destroyed. */
class Contents {
public:
    using Handle = detail::Handle<waxwing_contents, waxwing_contents_free>;

    /** Of no file, to which files are added. */
    Contents() : handle_(waxwing_contents_new()) {}
    /** Opens a file of any kind. */
    static Contents read(Bytes file, Password password = std::nullopt,
                         const FileLimits &limits = FileLimits()) {
        return Contents(detail::make<Handle>(waxwing_contents_read_within, detail::in(file),
                                             detail::in(password), limits.max_bytes,
                                             limits.max_iterations));
    }
    explicit Contents(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** Adds what another file holds. */
    Contents &add(Contents &&other) {
        detail::call(waxwing_contents_add, handle_.get(), other.handle_.get());
        other.handle_.reset();
        return *this;
    }
    /** What each file was. */
    std::vector<FileFormat> formats() const {
        std::vector<FileFormat> all;
        while (const auto number = static_cast<std::uint32_t>(
                   waxwing_contents_format(handle_.get(), all.size()))) {
            all.push_back(static_cast<FileFormat>(number));
        }
        return all;
    }
    /** How the files were protected, in words. */
    std::vector<std::string_view> protection() const {
        return texts(waxwing_contents_protection);
    }
    std::vector<PrivateKeyView> keys() const {
        std::vector<PrivateKeyView> all;
        while (const auto *one = waxwing_contents_key(handle_.get(), all.size())) {
            all.emplace_back(one);
        }
        return all;
    }
    /** Of those that stand alone: such as `RSA 2048` and `P-256`. */
    std::vector<std::string_view> public_key_kinds() const {
        return texts(waxwing_contents_public_key_kind);
    }
    /** A DER `SubjectPublicKeyInfo`. */
    Bytes public_key_spki(std::size_t index) const noexcept {
        return detail::out(waxwing_contents_public_key_spki(handle_.get(), index));
    }
    std::vector<X509CertificateView> certificates() const {
        std::vector<X509CertificateView> all;
        while (const auto *one = waxwing_contents_certificate(handle_.get(), all.size())) {
            all.emplace_back(one);
        }
        return all;
    }
    std::vector<CertificateRequestView> requests() const {
        std::vector<CertificateRequestView> all;
        while (const auto *one = waxwing_contents_request(handle_.get(), all.size())) {
            all.emplace_back(one);
        }
        return all;
    }

    /** Uses the contents up. */
    Identity into_identity() && {
        return Identity(
            detail::make<Identity::Handle>(waxwing_contents_into_identity, handle_.get()));
    }
    /** Every private key that has its certificate. Uses the contents up. */
    Identities into_identities() && {
        return Identities(
            detail::make<Identities::Handle>(waxwing_contents_into_identities, handle_.get()));
    }
    /** Uses the contents up. */
    PrivateKey into_private_key() && {
        return PrivateKey(
            detail::make<PrivateKey::Handle>(waxwing_contents_into_private_key, handle_.get()));
    }

private:
    template <typename Function> std::vector<std::string_view> texts(Function item) const {
        std::vector<std::string_view> all;
        while (const auto one = detail::maybe(item(handle_.get(), all.size()))) {
            all.push_back(*one);
        }
        return all;
    }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_CREDENTIALS_HPP */
