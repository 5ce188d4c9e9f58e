/** Push to Windows: channels, and the services behind them. A part of waxwing.hpp. */
#ifndef WAXWING_WINDOWS_HPP
#define WAXWING_WINDOWS_HPP

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "reply.hpp"
#include "request.hpp"

namespace waxwing {

/** Which service a channel of Windows belongs to. */
enum class ChannelKind : std::uint32_t {
    unknown = WAXWING_CHANNEL_KIND_UNKNOWN,
    mpns = WAXWING_CHANNEL_KIND_MPNS,
    mpns_authenticated = WAXWING_CHANNEL_KIND_MPNS_AUTHENTICATED,
    wns = WAXWING_CHANNEL_KIND_WNS,
    web_push = WAXWING_CHANNEL_KIND_WEB_PUSH,
};

/** The name of a kind, as all languages show it, such as `wns`. */
inline std::string_view name_of(ChannelKind value) noexcept {
    return detail::out(waxwing_channel_kind_name(static_cast<std::uint32_t>(value)));
}

/** The URI of a channel: one app on one device, as the app got it from Windows. */
class ChannelUri {
public:
    using Handle = detail::Handle<waxwing_channel_uri, waxwing_channel_uri_free>;

    static ChannelUri parse(std::string_view uri) {
        return ChannelUri(detail::make<Handle>(waxwing_channel_uri_parse, detail::in(uri)));
    }
    explicit ChannelUri(Handle handle) noexcept : handle_(std::move(handle)) {}

    ChannelKind kind() const noexcept {
        return static_cast<ChannelKind>(waxwing_channel_uri_kind(handle_.get()));
    }
    /** As it was given. */
    std::string_view text() const noexcept {
        return detail::out(waxwing_channel_uri_text(handle_.get()));
    }
    std::string_view host() const noexcept {
        return detail::out(waxwing_channel_uri_host(handle_.get()));
    }
    const waxwing_channel_uri *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** WNS, the push service of Windows. */
namespace wns {

/** An access token of a reply, which owns it. A secret. */
class AccessTokenView {
public:
    explicit AccessTokenView(const waxwing_wns_token *handle) noexcept : it_(handle) {}

    /** To store beside the time when it expires. */
    std::string_view text() const noexcept { return detail::out(waxwing_wns_token_text(it_)); }
    std::int64_t expires_at_ms() const noexcept { return waxwing_wns_token_expires_at_ms(it_); }
    /** When to fetch another. */
    std::int64_t refresh_at_ms() const noexcept { return waxwing_wns_token_refresh_at_ms(it_); }
    const waxwing_wns_token *c_handle() const noexcept { return it_; }

protected:
    const waxwing_wns_token *it_;
};

/** What lets a server send to one app, for a day or so. A secret. */
class AccessToken : public AccessTokenView {
public:
    using Handle = detail::Handle<waxwing_wns_token, waxwing_wns_token_free>;

    /** A token that was kept. */
    AccessToken(std::string_view token, std::int64_t expires_at_ms)
        : AccessToken(
              detail::make<Handle>(waxwing_wns_token_new, detail::in(token), expires_at_ms)) {}
    explicit AccessToken(Handle handle) noexcept
        : AccessTokenView(handle.get()), handle_(std::move(handle)) {}
    AccessToken(AccessToken &&other) noexcept
        : AccessTokenView(std::exchange(other.it_, nullptr)), handle_(std::move(other.handle_)) {}
    AccessToken &operator=(AccessToken &&other) noexcept {
        handle_ = std::move(other.handle_);
        it_ = handle_.get();
        other.it_ = other.handle_.get();
        return *this;
    }
    ~AccessToken() = default;

private:
    Handle handle_;
};

/** Requests for an access token: of the Microsoft Store, of Windows Phone 8.1, of Entra ID. */
inline Request token_request_legacy(std::string_view package_sid, std::string_view secret) {
    return Request(detail::make<Request::Handle>(waxwing_wns_token_request_legacy,
                                                 detail::in(package_sid), detail::in(secret)));
}
inline Request token_request_phone(std::string_view package_sid, std::string_view secret) {
    return Request(detail::make<Request::Handle>(waxwing_wns_token_request_phone,
                                                 detail::in(package_sid), detail::in(secret)));
}
inline Request token_request_entra(std::string_view tenant, std::string_view client_id,
                                   std::string_view secret) {
    return Request(detail::make<Request::Handle>(waxwing_wns_token_request_entra,
                                                 detail::in(tenant), detail::in(client_id),
                                                 detail::in(secret)));
}

/** The reply to whoever asks for an access token: a token, or a verdict. */
class TokenReply {
public:
    using Handle = detail::Handle<waxwing_wns_token_reply, waxwing_wns_token_reply_free>;

    static TokenReply parse(std::uint32_t status, const std::vector<Header> &headers, Bytes body,
                            std::int64_t now_ms) {
        const std::vector<waxwing_header> views = detail::headers(headers);
        return TokenReply(detail::make<Handle>(waxwing_wns_token_reply_parse, status, views.data(),
                                               views.size(), detail::in(body), now_ms));
    }
    explicit TokenReply(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** The token, which this owns. */
    std::optional<AccessTokenView> token() const noexcept {
        const waxwing_wns_token *token = waxwing_wns_token_reply_token(handle_.get());
        return token == nullptr ? std::nullopt : std::optional(AccessTokenView(token));
    }
    /** Why there is none, such as `invalid_client`. */
    std::optional<std::string_view> oauth_error() const noexcept {
        return detail::maybe(waxwing_wns_token_reply_oauth_error(handle_.get()));
    }
    std::optional<std::string_view> error_description() const noexcept {
        return detail::maybe(waxwing_wns_token_reply_error_description(handle_.get()));
    }
    /** What to do, unless there is a token. */
    Verdict verdict() const {
        const waxwing_wns_token_reply *handle = handle_.get();
        return Verdict(detail::make<Verdict::Handle>(waxwing_wns_token_reply_verdict, handle));
    }

private:
    Handle handle_;
};

/** A notification whose headers and body have passed every rule; the same for every device. */
class Notification {
public:
    using Handle = detail::Handle<waxwing_wns_notification, waxwing_wns_notification_free>;

    /** Of options as JSON text: `{"type":"toast","toast":{"texts":["Ready"]}}`. */
    static Notification from_options(std::string_view options_json) {
        return Notification(detail::make<Handle>(waxwing_wns_notification_from_options,
                                                 detail::in(options_json)));
    }
    explicit Notification(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** `toast`, `tile`, `badge`, `raw`. */
    std::string_view kind() const noexcept {
        return detail::out(waxwing_wns_notification_kind(handle_.get()));
    }
    Bytes body() const noexcept {
        return detail::out(waxwing_wns_notification_body(handle_.get()));
    }
    /** The request over one channel, for a client of HTTP/1.1. */
    Request request(const ChannelUri &uri, const AccessTokenView &token) const {
        const waxwing_wns_notification *handle = handle_.get();
        return Request(detail::make<Request::Handle>(waxwing_wns_notification_request, handle,
                                                     uri.c_handle(), token.c_handle()));
    }

private:
    Handle handle_;
};

/** The request that takes toasts back: `{"tag":"…","group":"…"}` or `{"all":true}`. */
inline Request remove_toasts(std::string_view options_json, const ChannelUri &uri,
                             const AccessTokenView &token) {
    return Request(detail::make<Request::Handle>(waxwing_wns_remove_toasts,
                                                 detail::in(options_json), uri.c_handle(),
                                                 token.c_handle()));
}

/** A reply of WNS, or of whatever stood in its place: a refusal is data, not an error. */
class Reply {
public:
    using Handle = detail::Handle<waxwing_wns_reply, waxwing_wns_reply_free>;

    /** The reason phrase tells the two kinds of 410 apart where nothing else does. */
    static Reply parse(std::uint32_t status, const std::vector<Header> &headers, Bytes body,
                       std::string_view reason_phrase = {}) {
        const std::vector<waxwing_header> views = detail::headers(headers);
        return Reply(detail::make<Handle>(waxwing_wns_reply_parse, status,
                                          detail::in(reason_phrase), views.data(), views.size(),
                                          detail::in(body)));
    }
    explicit Reply(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::uint32_t status() const noexcept { return waxwing_wns_reply_status(handle_.get()); }
    /** Whether WNS accepted the notification and did not throw it away. */
    bool is_success() const noexcept { return waxwing_wns_reply_is_success(handle_.get()); }
    /** `received`, `dropped`, `channelthrottled`. */
    std::optional<std::string_view> notification_status() const noexcept {
        return detail::maybe(waxwing_wns_reply_notification_status(handle_.get()));
    }
    /** `connected`, `disconnected`, `tempdisconnected`. */
    std::optional<std::string_view> device_status() const noexcept {
        return detail::maybe(waxwing_wns_reply_device_status(handle_.get()));
    }
    std::optional<std::string_view> error_description() const noexcept {
        return detail::maybe(waxwing_wns_reply_error_description(handle_.get()));
    }
    std::optional<std::string_view> msg_id() const noexcept {
        return detail::maybe(waxwing_wns_reply_msg_id(handle_.get()));
    }
    std::optional<std::string_view> debug_trace() const noexcept {
        return detail::maybe(waxwing_wns_reply_debug_trace(handle_.get()));
    }
    std::optional<std::string_view> ms_cv() const noexcept {
        return detail::maybe(waxwing_wns_reply_ms_cv(handle_.get()));
    }
    std::optional<std::string_view> www_authenticate() const noexcept {
        return detail::maybe(waxwing_wns_reply_www_authenticate(handle_.get()));
    }
    std::optional<std::uint32_t> retry_after_s() const noexcept {
        const waxwing_wns_reply *handle = handle_.get();
        return detail::maybe<std::uint32_t>(waxwing_wns_reply_retry_after_s, handle);
    }
    Verdict verdict() const {
        const waxwing_wns_reply *handle = handle_.get();
        return Verdict(detail::make<Verdict::Handle>(waxwing_wns_reply_verdict, handle));
    }

private:
    Handle handle_;
};

} // namespace wns

} // namespace waxwing

#endif /* WAXWING_WINDOWS_HPP */
