/** Receipts: the transaction id in one, and a verified one. A part of waxwing.hpp. */
#ifndef WAXWING_RECEIPT_HPP
#define WAXWING_RECEIPT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "error.hpp"

namespace waxwing {

namespace detail {
inline std::optional<std::string> transaction_id(const waxwing_transaction_id *id) {
    const auto text = maybe(waxwing_transaction_id_text(id));
    return text ? std::optional<std::string>(*text) : std::nullopt;
}
} // namespace detail

/**
 * The first transaction id in an app receipt: base64 text as apps send it, or the file itself.
 * Nothing is verified: use the id to ask the App Store Server API.
 */
inline std::optional<std::string> app_receipt_transaction_id(std::string_view receipt) {
    using Handle = detail::Handle<waxwing_transaction_id, waxwing_transaction_id_free>;
    const Handle id =
        detail::make<Handle>(waxwing_app_receipt_transaction_id, detail::in(receipt));
    return detail::transaction_id(id.get());
}
/** The transaction id in a transaction receipt of StoreKit 1. Nothing is verified. */
inline std::optional<std::string> transaction_receipt_transaction_id(std::string_view receipt) {
    using Handle = detail::Handle<waxwing_transaction_id, waxwing_transaction_id_free>;
    const Handle id =
        detail::make<Handle>(waxwing_transaction_receipt_transaction_id, detail::in(receipt));
    return detail::transaction_id(id.get());
}

/** A receipt that Apple signed for the expected app and environment. Its views live as long. */
class Receipt {
public:
    using Handle = detail::Handle<waxwing_receipt, waxwing_receipt_free>;
    explicit Receipt(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** As JSON: dates are milliseconds, octets base64. */
    std::string_view payload() const noexcept {
        return detail::out(waxwing_receipt_payload(handle_.get()));
    }
    Environment environment() const noexcept {
        return static_cast<Environment>(waxwing_receipt_environment(handle_.get()));
    }
    /** When Apple made it; its certificates were valid then. */
    std::int64_t created_at_ms() const noexcept {
        return waxwing_receipt_created_at_ms(handle_.get());
    }
    std::int64_t leaf_valid_until_ms() const noexcept {
        return waxwing_receipt_leaf_valid_until_ms(handle_.get());
    }
    std::int64_t checked_at_ms() const noexcept {
        return waxwing_receipt_checked_at_ms(handle_.get());
    }
    /** `SHA-256`, or `SHA-1` in older receipts. */
    std::string_view digest() const noexcept {
        return detail::out(waxwing_receipt_digest(handle_.get()));
    }
    /** Checks that it was made for the device with this identifier. */
    void verify_device_hash(Bytes guid) const {
        const waxwing_receipt *handle = handle_.get();
        detail::call(waxwing_receipt_verify_device_hash, handle, detail::in(guid));
    }

    /** Values at a JSON pointer (RFC 6901), such as `/inApp/0/productId`. */
    std::optional<std::string_view> text(std::string_view pointer) const noexcept {
        const auto found = at<waxwing_str>(waxwing_receipt_text, pointer);
        return found ? detail::maybe(*found) : std::nullopt;
    }
    std::optional<std::int64_t> integer(std::string_view pointer) const noexcept {
        return at<std::int64_t>(waxwing_receipt_integer, pointer);
    }
    std::optional<bool> boolean(std::string_view pointer) const noexcept {
        return at<bool>(waxwing_receipt_boolean, pointer);
    }
    /** How many elements an array, or keys an object, has: `/inApp` for purchases. */
    std::optional<std::size_t> count(std::string_view pointer) const noexcept {
        return at<std::size_t>(waxwing_receipt_count, pointer);
    }

private:
    template <typename T, typename Function>
    std::optional<T> at(Function function, std::string_view pointer) const noexcept {
        const waxwing_receipt *handle = handle_.get();
        return detail::maybe<T>(function, handle, detail::in(pointer));
    }
    Handle handle_;
};

/** Verifies app receipts to Apple Root CA, or those of Xcode by its exported certificate. */
class ReceiptVerifier {
public:
    class Builder;
    using Handle = detail::Handle<waxwing_receipt_verifier, waxwing_receipt_verifier_free>;

    /** A builder of a verifier that trusts Apple Root CA and accepts nothing yet. */
    static Builder builder();
    explicit ReceiptVerifier(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** Verifies the base64 text that apps send, or the file itself. */
    Receipt verify(std::string_view receipt, std::int64_t now_ms) const {
        const waxwing_receipt_verifier *handle = handle_.get();
        return Receipt(detail::make<Receipt::Handle>(waxwing_receipt_verifier_verify, handle,
                                                     detail::in(receipt), now_ms));
    }

private:
    Handle handle_;
};

/** Collects what a receipt verifier accepts. */
class ReceiptVerifier::Builder {
public:
    Builder() : handle_(waxwing_receipt_verifier_builder_new()) {}

    Builder &bundle_id(std::string_view id) {
        return set(waxwing_receipt_verifier_builder_bundle_id, detail::in(id));
    }
    /** Dangerous: a receipt of anybody's app will do. */
    Builder &dangerous_any_bundle_id() {
        return set(waxwing_receipt_verifier_builder_dangerous_any_bundle_id);
    }
    Builder &environment(Environment environment) {
        return set(waxwing_receipt_verifier_builder_environment,
                   static_cast<std::uint32_t>(environment));
    }
    /** A DER certificate to trust instead of Apple Root CA. */
    Builder &root(Bytes der) {
        return set(waxwing_receipt_verifier_builder_root, detail::in(der));
    }
    /** The SHA-256 of a root that receipts bring along. */
    Builder &root_sha256(Bytes fingerprint) {
        return set(waxwing_receipt_verifier_builder_root_sha256, detail::in(fingerprint));
    }
    Builder &xcode_certificate(Bytes der) {
        return set(waxwing_receipt_verifier_builder_xcode_certificate, detail::in(der));
    }
    /** Refuses older receipts, which are signed over SHA-1. */
    Builder &sha256_only() { return set(waxwing_receipt_verifier_builder_sha256_only); }
    Builder &future_skew_ms(std::int64_t milliseconds) {
        return set(waxwing_receipt_verifier_builder_future_skew_ms, milliseconds);
    }

    ReceiptVerifier build() const {
        const waxwing_receipt_verifier_builder *handle = handle_.get();
        return ReceiptVerifier(detail::make<ReceiptVerifier::Handle>(
            waxwing_receipt_verifier_builder_build, handle));
    }

private:
    template <typename Function, typename... Given>
    Builder &set(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
        return *this;
    }
    detail::Handle<waxwing_receipt_verifier_builder, waxwing_receipt_verifier_builder_free>
        handle_;
};

inline ReceiptVerifier::Builder ReceiptVerifier::builder() { return {}; }

} // namespace waxwing

#endif /* WAXWING_RECEIPT_HPP */
