/** Push to Windows: channels, and the services behind them. A part of waxwing.hpp. */
#ifndef WAXWING_WINDOWS_HPP
#define WAXWING_WINDOWS_HPP

#include <cstdint>
#include <string_view>
#include <utility>

#include "error.hpp"

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

} // namespace waxwing

#endif /* WAXWING_WINDOWS_HPP */
