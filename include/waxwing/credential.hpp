/** Keys, provider tokens and device tokens: what a push is sent with, and where to. A part of waxwing.hpp. */
#ifndef WAXWING_CREDENTIAL_HPP
#define WAXWING_CREDENTIAL_HPP

#include <cstdint>
#include <string_view>
#include <utility>

#include "error.hpp"

namespace waxwing {

/** What the header `authorization` of each request carries. Keep it secret. */
class ProviderToken {
public:
    using Handle = detail::Handle<waxwing_provider_token, waxwing_provider_token_free>;

    /** Takes a token that was made elsewhere. Its form is checked, its signature is not. */
    static ProviderToken from_jwt(std::string_view jwt) {
        return ProviderToken(
            detail::make<Handle>(waxwing_provider_token_from_jwt, detail::in(jwt)));
    }
    explicit ProviderToken(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** `bearer` and the token. */
    std::string_view authorization() const noexcept {
        return detail::out(waxwing_provider_token_authorization(handle_.get()));
    }
    std::string_view jwt() const noexcept {
        return detail::out(waxwing_provider_token_jwt(handle_.get()));
    }
    /** `authorization: bearer …`, followed by a NUL, so that libcurl can take its data(). */
    std::string_view header_line() const noexcept {
        return detail::out(waxwing_provider_token_header_line(handle_.get()));
    }
    std::string_view key_id() const noexcept {
        return detail::out(waxwing_provider_token_key_id(handle_.get()));
    }
    std::string_view team_id() const noexcept {
        return detail::out(waxwing_provider_token_team_id(handle_.get()));
    }
    std::int64_t issued_at_ms() const noexcept {
        return waxwing_provider_token_issued_at_ms(handle_.get());
    }
    /** When the next token is due. */
    std::int64_t window_ends_at_ms() const noexcept {
        return waxwing_provider_token_window_ends_at_ms(handle_.get());
    }
    /** Until when APNs accepts it. */
    std::int64_t expires_at_ms() const noexcept {
        return waxwing_provider_token_expires_at_ms(handle_.get());
    }
    const waxwing_provider_token *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** The windows in which provider tokens change; all that share a key must use the same. */
struct TokenPolicy {
    std::int64_t window_s;
    std::int64_t phase_s;
};

/** An APNs signing key with the ids that Apple gave it. It is wiped from memory when destroyed. */
class ProviderKey {
public:
    using Handle = detail::Handle<waxwing_provider_key, waxwing_provider_key_free>;

    /** Reads the `.p8` file that Apple issued. */
    static ProviderKey from_p8(Bytes p8, std::string_view key_id, std::string_view team_id) {
        return ProviderKey(detail::make<Handle>(waxwing_provider_key_from_p8, detail::in(p8),
                                                detail::in(key_id), detail::in(team_id)));
    }
    explicit ProviderKey(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::string_view key_id() const noexcept {
        return detail::out(waxwing_provider_key_id(handle_.get()));
    }
    std::string_view team_id() const noexcept {
        return detail::out(waxwing_provider_key_team_id(handle_.get()));
    }
    /** 65 bytes, an uncompressed point (SEC 1 section 2.3.3). */
    Bytes public_key() const noexcept {
        return detail::out(waxwing_provider_key_public_key(handle_.get()));
    }
    /** The token of this time: the same on every machine with this key in the same window. */
    ProviderToken token_at(std::int64_t now_ms) const {
        return token(waxwing_provider_key_token_at, now_ms);
    }
    ProviderToken token_at(std::int64_t now_ms, const TokenPolicy &policy) const {
        return token(waxwing_provider_key_token_in_window, now_ms, policy.window_s, policy.phase_s);
    }
    /** The token with exactly this `iat`. Prefer token_at(). */
    ProviderToken token_issued_at(std::int64_t issued_at_s) const {
        return token(waxwing_provider_key_token_issued_at, issued_at_s);
    }
    const waxwing_provider_key *c_handle() const noexcept { return handle_.get(); }

private:
    template <typename Function, typename... Given>
    ProviderToken token(Function function, Given... given) const {
        return ProviderToken(
            detail::make<ProviderToken::Handle>(function, handle_.get(), given...));
    }
    Handle handle_;
};

/** The name that APNs gave one app on one device. */
class DeviceToken {
public:
    using Handle = detail::Handle<waxwing_device_token, waxwing_device_token_free>;

    static DeviceToken from_hex(std::string_view hex) {
        return DeviceToken(detail::make<Handle>(waxwing_device_token_from_hex, detail::in(hex)));
    }
    static DeviceToken from_bytes(Bytes bytes) {
        return DeviceToken(
            detail::make<Handle>(waxwing_device_token_from_bytes, detail::in(bytes)));
    }
    explicit DeviceToken(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** In lower case. */
    std::string_view hex() const noexcept {
        return detail::out(waxwing_device_token_hex(handle_.get()));
    }
    const waxwing_device_token *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_CREDENTIAL_HPP */
