/** What a verifier gives: a verified object, its fields and its chain. A part of waxwing.hpp. */
#ifndef WAXWING_SIGNED_OBJECT_HPP
#define WAXWING_SIGNED_OBJECT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base.hpp"

namespace waxwing {

/** The kinds of object that the App Store signs. */
enum class Kind : std::uint32_t {
    unknown = WAXWING_KIND_UNKNOWN,
    notification = WAXWING_KIND_NOTIFICATION,
    transaction = WAXWING_KIND_TRANSACTION,
    renewal_info = WAXWING_KIND_RENEWAL_INFO,
    app_transaction = WAXWING_KIND_APP_TRANSACTION,
    realtime_request = WAXWING_KIND_REALTIME_REQUEST,
};

/** The certificates of a chain. */
enum class Certificate : std::uint32_t {
    leaf = WAXWING_CERTIFICATE_LEAF,
    intermediate = WAXWING_CERTIFICATE_INTERMEDIATE,
    root = WAXWING_CERTIFICATE_ROOT,
};

/** A certificate that vouches for an object. The views are the object's. */
struct CertificateInfo {
    std::string_view name;
    std::string_view serial;
    std::int64_t not_before_ms;
    std::int64_t not_after_ms;
    /** Of the DER certificate, in lower-case hexadecimal. */
    std::string_view sha256;
};

/** What is known about whether a certificate has been revoked. */
enum class OcspStatus : std::uint32_t {
    none = WAXWING_OCSP_STATUS_NONE,
    good = WAXWING_OCSP_STATUS_GOOD,
    revoked = WAXWING_OCSP_STATUS_REVOKED,
    unknown = WAXWING_OCSP_STATUS_UNKNOWN,
    stale = WAXWING_OCSP_STATUS_STALE,
    refused = WAXWING_OCSP_STATUS_REFUSED,
    invalid = WAXWING_OCSP_STATUS_INVALID,
    unreachable = WAXWING_OCSP_STATUS_UNREACHABLE,
};

/** The name of a value, as all languages show it, such as `revoked`; empty for one that is none. */
inline std::string_view name_of(OcspStatus value) noexcept {
    return detail::out(waxwing_ocsp_status_name(static_cast<std::uint32_t>(value)));
}

/** What was found out about a certificate. The view is the object's. */
struct CertificateRevocation {
    OcspStatus status;
    /** Since when it is revoked, or since when the answer is too old. */
    std::optional<std::int64_t> since_ms;
    /** Until when the answer may be kept and used again. */
    std::optional<std::int64_t> cache_until_ms;
    /** Such as `key_compromise`. */
    std::optional<std::string_view> reason;
};

/** What was found out about the certificates below the root. */
struct Revocation {
    CertificateRevocation leaf;
    CertificateRevocation intermediate;
    /** The earliest of both certificates. */
    std::optional<std::int64_t> cache_until_ms;
};

/**
 * A verified object that belongs to somebody else: one nested in a notification, or any
 * SignedObject. It and its views live as long as the SignedObject.
 */
class SignedObjectView {
public:
    explicit SignedObjectView(const waxwing_signed_object *object) noexcept : object_(object) {}

    Kind kind() const noexcept { return static_cast<Kind>(waxwing_signed_object_kind(object_)); }
    /** Such as `renewalInfo`. */
    std::string_view kind_name() const noexcept {
        return detail::out(waxwing_signed_object_kind_name(object_));
    }
    /** The payload's JSON, byte for byte as it was signed. */
    std::string_view json() const noexcept {
        return detail::out(waxwing_signed_object_json(object_));
    }
    /** The payload as JSON with every field, known or not; known dates are whole milliseconds. */
    std::string_view payload() const noexcept {
        return detail::out(waxwing_signed_object_payload(object_));
    }
    std::int64_t signed_at_ms() const noexcept {
        return waxwing_signed_object_signed_at_ms(object_);
    }
    std::int64_t leaf_valid_until_ms() const noexcept {
        return waxwing_signed_object_leaf_valid_until_ms(object_);
    }
    /** The time that was given as now. */
    std::int64_t checked_at_ms() const noexcept {
        return waxwing_signed_object_checked_at_ms(object_);
    }
    /** Which of the expected environments, and bundle ids, it belongs to. */
    Environment environment() const noexcept {
        return static_cast<Environment>(waxwing_signed_object_environment(object_));
    }
    std::optional<std::string_view> bundle_id() const noexcept {
        return detail::maybe(waxwing_signed_object_bundle_id(object_));
    }
    std::optional<std::int64_t> app_apple_id() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_app_apple_id, object_);
    }

    /** The verified objects nested in a notification. */
    std::optional<SignedObjectView> transaction() const noexcept {
        return nested(waxwing_signed_object_transaction(object_));
    }
    std::optional<SignedObjectView> renewal_info() const noexcept {
        return nested(waxwing_signed_object_renewal_info(object_));
    }
    std::optional<SignedObjectView> app_transaction() const noexcept {
        return nested(waxwing_signed_object_app_transaction(object_));
    }

    /** Values at a JSON pointer (RFC 6901) of the payload, such as `/data/bundleVersion`. */
    bool has(std::string_view pointer) const noexcept {
        return waxwing_signed_object_has(object_, detail::in(pointer));
    }
    std::optional<std::string_view> text(std::string_view pointer) const noexcept {
        const auto found =
            detail::maybe<waxwing_str>(waxwing_signed_object_text, object_, detail::in(pointer));
        return found ? detail::maybe(*found) : std::nullopt;
    }
    std::optional<std::int64_t> integer(std::string_view pointer) const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_integer, object_,
                                           detail::in(pointer));
    }
    std::optional<double> number(std::string_view pointer) const noexcept {
        return detail::maybe<double>(waxwing_signed_object_number, object_, detail::in(pointer));
    }
    std::optional<bool> boolean(std::string_view pointer) const noexcept {
        return detail::maybe<bool>(waxwing_signed_object_boolean, object_, detail::in(pointer));
    }
    /** How many elements an array, or keys an object, has. */
    std::optional<std::size_t> count(std::string_view pointer) const noexcept {
        return detail::maybe<std::size_t>(waxwing_signed_object_count, object_,
                                          detail::in(pointer));
    }

    /** Fields of the payload, under Apple's names. */
    std::optional<std::string_view> notification_type() const noexcept {
        return detail::maybe(waxwing_signed_object_notification_type(object_));
    }
    std::optional<std::string_view> subtype() const noexcept {
        return detail::maybe(waxwing_signed_object_subtype(object_));
    }
    std::optional<std::string_view> notification_uuid() const noexcept {
        return detail::maybe(waxwing_signed_object_notification_uuid(object_));
    }
    std::optional<std::string_view> transaction_id() const noexcept {
        return detail::maybe(waxwing_signed_object_transaction_id(object_));
    }
    std::optional<std::string_view> original_transaction_id() const noexcept {
        return detail::maybe(waxwing_signed_object_original_transaction_id(object_));
    }
    std::optional<std::string_view> product_id() const noexcept {
        return detail::maybe(waxwing_signed_object_product_id(object_));
    }
    std::optional<std::string_view> product_type() const noexcept {
        return detail::maybe(waxwing_signed_object_product_type(object_));
    }
    std::optional<std::string_view> app_account_token() const noexcept {
        return detail::maybe(waxwing_signed_object_app_account_token(object_));
    }
    std::optional<std::string_view> auto_renew_product_id() const noexcept {
        return detail::maybe(waxwing_signed_object_auto_renew_product_id(object_));
    }
    std::optional<std::int64_t> purchase_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_purchase_date_ms, object_);
    }
    std::optional<std::int64_t> expires_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_expires_date_ms, object_);
    }
    std::optional<std::int64_t> revocation_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_revocation_date_ms, object_);
    }
    std::optional<std::int64_t> renewal_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_renewal_date_ms, object_);
    }
    std::optional<std::int64_t> grace_period_expires_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_grace_period_expires_date_ms,
                                           object_);
    }
    std::optional<std::int64_t> auto_renew_status() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_auto_renew_status, object_);
    }

    /** The key by which a repeated delivery of a notification is known. */
    std::optional<std::string_view> deduplication_key() const noexcept {
        return detail::maybe(waxwing_signed_object_deduplication_key(object_));
    }
    /** Whether this notification comes before another: signed earlier, or by its UUID. */
    bool comes_before(const SignedObjectView &other) const noexcept {
        return waxwing_signed_object_order(object_, other.object_) < 0;
    }

    /** A certificate of the chain that vouches for it. */
    CertificateInfo certificate(Certificate which) const noexcept {
        const auto number = static_cast<std::uint32_t>(which);
        return {detail::out(waxwing_signed_object_certificate_name(object_, number)),
                detail::out(waxwing_signed_object_certificate_serial(object_, number)),
                waxwing_signed_object_certificate_not_before_ms(object_, number),
                waxwing_signed_object_certificate_not_after_ms(object_, number),
                detail::out(waxwing_signed_object_certificate_sha256(object_, number))};
    }

    /** What is known about its certificates; nothing where revocation is off. */
    std::optional<Revocation> revocation() const noexcept {
        const auto leaf = revocation_of(Certificate::leaf);
        const auto intermediate = revocation_of(Certificate::intermediate);
        if (!leaf || !intermediate) {
            return std::nullopt;
        }
        return Revocation{*leaf, *intermediate,
                          detail::maybe<std::int64_t>(
                              waxwing_signed_object_revocation_cache_until_ms, object_)};
    }

    /** The handle of C, borrowed. */
    const waxwing_signed_object *c_handle() const noexcept { return object_; }

protected:
    const waxwing_signed_object *object_;

private:
    std::optional<CertificateRevocation> revocation_of(Certificate which) const noexcept {
        waxwing_revocation it;
        if (!waxwing_signed_object_revocation(object_, static_cast<std::uint32_t>(which), &it)) {
            return std::nullopt;
        }
        const auto known = [](std::int64_t time_ms) {
            return time_ms == WAXWING_TIME_UNKNOWN ? std::nullopt : std::optional(time_ms);
        };
        return CertificateRevocation{static_cast<OcspStatus>(it.status), known(it.since_ms),
                                     known(it.cache_until_ms), detail::maybe(it.reason)};
    }
    static std::optional<SignedObjectView> nested(const waxwing_signed_object *object) noexcept {
        if (object == nullptr) {
            return std::nullopt;
        }
        return SignedObjectView(object);
    }
};

/** A payload that Apple signed for the expected app and environment. It owns all that is nested. */
class SignedObject : public SignedObjectView {
public:
    using Handle = detail::Handle<waxwing_signed_object, waxwing_signed_object_free>;

    explicit SignedObject(Handle handle) noexcept
        : SignedObjectView(handle.get()), handle_(std::move(handle)) {}
    SignedObject(SignedObject &&other) noexcept
        : SignedObjectView(std::exchange(other.object_, nullptr)),
          handle_(std::move(other.handle_)) {}
    SignedObject &operator=(SignedObject &&other) noexcept {
        handle_ = std::move(other.handle_);
        object_ = handle_.get();
        other.object_ = other.handle_.get();
        return *this;
    }
    ~SignedObject() = default;

private:
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_SIGNED_OBJECT_HPP */
