/** Verifies what the App Store signed. A part of waxwing.hpp. */
#ifndef WAXWING_VERIFIER_HPP
#define WAXWING_VERIFIER_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"
#include "pending.hpp"
#include "signed_object.hpp"

namespace waxwing {

/** At which time certificates must be valid. */
enum class Validity : std::uint32_t {
    signing_time = WAXWING_VALIDITY_SIGNING_TIME,
    check_time = WAXWING_VALIDITY_CHECK_TIME,
};

/** Apple Root CA - G3, a DER certificate: what a verifier trusts unless told otherwise. */
inline Bytes root_apple_g3() noexcept { return detail::out(waxwing_root_apple_g3()); }

/** Whether a DER certificate can be pinned as a root: its SHA-256 fingerprint, or an error. */
inline std::array<std::uint8_t, 32> root_fingerprint(Bytes der) {
    std::array<std::uint8_t, 32> sha256{};
    detail::call(waxwing_root_fingerprint, detail::in(der), sha256.data());
    return sha256;
}

/** What to do about certificates that may be revoked. */
enum class RevocationPolicy : std::uint32_t {
    off = WAXWING_REVOCATION_POLICY_OFF,
    soft = WAXWING_REVOCATION_POLICY_SOFT,
    required = WAXWING_REVOCATION_POLICY_REQUIRED,
};

/** What can be given to Verifier::verify(). */
struct VerifyOptions {
    /** The kind that must come out; nothing for any. */
    std::optional<Kind> kind = std::nullopt;
    /** Bodies of OCSP answers, fetched or stapled, in any order. */
    std::vector<Bytes> ocsp_answers = {};
};

/** Verifies what the App Store signed. A refusal is an Error that names the certificate or field. */
class Verifier {
public:
    class Builder;
    using Handle = detail::Handle<waxwing_verifier, waxwing_verifier_free>;

    /** A builder of a verifier that trusts Apple Root CA - G3 and accepts nothing yet. */
    static Builder builder();
    explicit Verifier(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** Verifies `signedPayload` of the body that Apple posts, and every object nested in it. */
    SignedObject notification(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_notification, token, now_ms);
    }
    SignedObject transaction(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_transaction, token, now_ms);
    }
    SignedObject renewal_info(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_renewal_info, token, now_ms);
    }
    SignedObject app_transaction(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_app_transaction, token, now_ms);
    }
    SignedObject realtime_request(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_realtime_request, token, now_ms);
    }
    /** Verifies an object of any kind; its kind() tells which. */
    SignedObject any(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_any, token, now_ms);
    }
    /** Verifies an object with everything that can be given along. */
    SignedObject verify(std::string_view token, const VerifyOptions &options,
                        std::int64_t now_ms) const {
        const std::vector<waxwing_bytes> answers = detail::all_in(options.ocsp_answers);
        return SignedObject(detail::make<SignedObject::Handle>(
            waxwing_verifier_verify, c_handle(), detail::in(token), number(options.kind),
            answers.data(), answers.size(), now_ms));
    }
    /** What to ask OCSP responders; the answers are given to verify(). None where that is off. */
    std::vector<OcspRequest> ocsp_requests(std::string_view token, std::int64_t now_ms) const {
        return detail::ocsp_requests(waxwing_verifier_ocsp_requests, c_handle(), detail::in(token),
                                     now_ms);
    }
    /** The first of three steps: everything that needs no cryptography. Nothing as kind for any. */
    Pending begin(std::string_view token, std::optional<Kind> kind = std::nullopt) const {
        return Pending(detail::make<Pending::Handle>(waxwing_verifier_begin, c_handle(),
                                                     detail::in(token), number(kind)));
    }
    const waxwing_verifier *c_handle() const noexcept { return handle_.get(); }

private:
    static std::uint32_t number(std::optional<Kind> kind) noexcept {
        return kind ? static_cast<std::uint32_t>(*kind) : 0;
    }
    template <typename Function>
    SignedObject verify(Function function, std::string_view token, std::int64_t now_ms) const {
        return SignedObject(
            detail::make<SignedObject::Handle>(function, c_handle(), detail::in(token), now_ms));
    }
    Handle handle_;
};

/** Collects what a verifier accepts. A setter throws when it refuses its argument. */
class Verifier::Builder {
public:
    Builder() : handle_(waxwing_verifier_builder_new()) {}

    Builder &bundle_id(std::string_view bundle_id) {
        return set(waxwing_verifier_builder_bundle_id, detail::in(bundle_id));
    }
    /** Dangerous: accepts objects that Apple signed for anybody's app. */
    Builder &dangerous_any_bundle_id() {
        return set(waxwing_verifier_builder_dangerous_any_bundle_id);
    }
    Builder &app_apple_id(std::int64_t app_apple_id) {
        return set(waxwing_verifier_builder_app_apple_id, app_apple_id);
    }
    Builder &dangerous_any_app_apple_id() {
        return set(waxwing_verifier_builder_dangerous_any_app_apple_id);
    }
    Builder &environment(Environment environment) {
        return set(waxwing_verifier_builder_environment, static_cast<std::uint32_t>(environment));
    }
    /** Trusts this DER certificate, and others given so, instead of Apple Root CA - G3. */
    Builder &root(Bytes der) { return set(waxwing_verifier_builder_root, detail::in(der)); }
    /** Trusts exactly these DER certificates. */
    Builder &roots(const std::vector<Bytes> &ders) {
        const std::vector<waxwing_bytes> views = detail::all_in(ders);
        return set(waxwing_verifier_builder_roots, views.data(), views.size());
    }
    Builder &validity(Validity validity) {
        return set(waxwing_verifier_builder_validity, static_cast<std::uint32_t>(validity));
    }
    /** How far a signing date may lie in the future. */
    Builder &future_skew_ms(std::int64_t future_skew_ms) {
        return set(waxwing_verifier_builder_future_skew_ms, future_skew_ms);
    }
    /** Refuses objects that were signed before this time. */
    Builder &oldest_signing_time(std::int64_t oldest_ms) {
        return set(waxwing_verifier_builder_oldest_signing_time, oldest_ms);
    }
    /** Accepts data of StoreKit testing in Xcode, signed with exactly this DER certificate. */
    Builder &xcode_certificate(Bytes der) {
        return set(waxwing_verifier_builder_xcode_certificate, detail::in(der));
    }
    /** What to do about revoked certificates. Off unless set. */
    Builder &revocation(RevocationPolicy policy) {
        return set(waxwing_verifier_builder_revocation, static_cast<std::uint32_t>(policy));
    }
    /** Asks OCSP responders at this host, and others given so, instead of Apple's. */
    Builder &ocsp_host(std::string_view host) {
        return set(waxwing_verifier_builder_ocsp_host, detail::in(host));
    }
    /** For how long an OCSP answer counts that does not say so itself. */
    Builder &ocsp_max_age_ms(std::uint32_t max_age_ms) {
        return set(waxwing_verifier_builder_ocsp_max_age_ms, max_age_ms);
    }
    /** How many chains the verifier remembers as checked; 0 for none. */
    Builder &cached_chains(std::size_t chains) {
        return set(waxwing_verifier_builder_cached_chains, chains);
    }
    /** Does without tables of leaf keys, which cost memory and make their signatures fast to check. */
    Builder &without_key_tables() { return set(waxwing_verifier_builder_without_key_tables); }
    /** Makes the verifier. The builder stays and can be used further. */
    Verifier build() const {
        return Verifier(
            detail::make<Verifier::Handle>(waxwing_verifier_builder_build, handle_.get()));
    }

private:
    template <typename Function, typename... Given> Builder &set(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
        return *this;
    }
    detail::Handle<waxwing_verifier_builder, waxwing_verifier_builder_free> handle_;
};

inline Verifier::Builder Verifier::builder() { return Builder(); }

} // namespace waxwing

#endif /* WAXWING_VERIFIER_HPP */
