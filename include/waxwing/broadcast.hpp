/** Broadcasts to channels, and their management. A part of waxwing.hpp. */
#ifndef WAXWING_BROADCAST_HPP
#define WAXWING_BROADCAST_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint.hpp"
#include "request.hpp"
#include "rules.hpp"

namespace waxwing {

/** What a channel keeps for devices that are offline. */
enum class StoragePolicy : std::uint32_t {
    unknown = WAXWING_STORAGE_POLICY_UNKNOWN,
    no_storage = WAXWING_STORAGE_POLICY_NO_STORAGE,
    most_recent = WAXWING_STORAGE_POLICY_MOST_RECENT,
};

/** The name of a value, as all languages show it, such as `drop_device`; empty for one that is none. */
inline std::string_view name_of(StoragePolicy value) noexcept {
    return detail::out(waxwing_storage_policy_name(static_cast<std::uint32_t>(value)));
}

/** A request without a device: a broadcast, or something about channels. */
class Call {
public:
    using Handle = detail::Handle<waxwing_call, waxwing_call_free>;

    explicit Call(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** The same with this UUID, which APNs repeats in its reply. */
    Call with_request_id(std::string_view uuid) const {
        return Call(detail::make<Handle>(waxwing_call_with_request_id, handle_.get(),
                                         detail::in(uuid)));
    }
    Request request(const ProviderToken &token) const {
        /* For C no token means a client certificate: one that was moved from must not. */
        const waxwing_call *call = token.c_handle() == nullptr ? nullptr : handle_.get();
        return Request(detail::make<Request::Handle>(waxwing_call_request, call, token.c_handle()));
    }
    /** For a connection with a client certificate. */
    Request request() const {
        return Request(detail::make<Request::Handle>(
            waxwing_call_request, handle_.get(), static_cast<const waxwing_provider_token *>(nullptr)));
    }

private:
    Handle handle_;
};

/** An update or the end of a Live Activity for every device that follows a channel. */
class Broadcast {
public:
    using Handle = detail::Handle<waxwing_broadcast, waxwing_broadcast_free>;

    explicit Broadcast(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::string_view payload() const noexcept {
        return detail::out(waxwing_broadcast_payload(handle_.get()));
    }
    Priority priority() const noexcept {
        return static_cast<Priority>(waxwing_broadcast_priority(handle_.get()));
    }
    /** Seconds since 1970; 0 for one attempt. */
    std::int64_t expiration_s() const noexcept {
        return waxwing_broadcast_expiration_s(handle_.get());
    }
    std::vector<Lint> lints() const { return detail::lints(waxwing_broadcast_lints(handle_.get())); }
    std::optional<Cut> cut() const {
        waxwing_cut cut;
        return waxwing_broadcast_cut(handle_.get(), &cut) ? detail::cut(&cut) : std::nullopt;
    }
    Call prepare(Environment environment) const {
        return Call(detail::make<Call::Handle>(waxwing_broadcast_prepare, handle_.get(),
                                               static_cast<std::uint32_t>(environment)));
    }
    /** For another host, such as a simulator: `host` or `host:port`. */
    Call prepare_for_authority(std::string_view authority) const {
        return Call(detail::make<Call::Handle>(waxwing_broadcast_prepare_for_authority,
                                               handle_.get(), detail::in(authority)));
    }

private:
    Handle handle_;
};

/** Manages the broadcast channels of an app, by its bundle id. */
class Channels {
public:
    using Handle = detail::Handle<waxwing_channels, waxwing_channels_free>;

    Channels(std::string_view bundle_id, Environment environment)
        : handle_(detail::make<Handle>(waxwing_channels_new, detail::in(bundle_id),
                                       static_cast<std::uint32_t>(environment))) {}
    /** At another host, such as a simulator's: `host` or `host:port`. */
    Channels(std::string_view bundle_id, Environment environment, std::string_view authority)
        : handle_(detail::make<Handle>(waxwing_channels_for_authority, detail::in(bundle_id),
                                       static_cast<std::uint32_t>(environment),
                                       detail::in(authority))) {}

    /** APNs answers 201 with the id: Reply::apns_channel_id(). */
    Call create(StoragePolicy policy) const {
        return call(waxwing_channels_create, static_cast<std::uint32_t>(policy));
    }
    /** Reply::channel() reads the answer. */
    Call read(std::string_view channel_id) const {
        return call(waxwing_channels_read, detail::in(channel_id));
    }
    /** Deletes it for ever. */
    Call erase(std::string_view channel_id) const {
        return call(waxwing_channels_delete, detail::in(channel_id));
    }
    /** Reply::channel_ids() reads the answer. */
    Call list() const { return call(waxwing_channels_list); }

private:
    template <typename Function, typename... Given> Call call(Function function, Given... given) const {
        return Call(detail::make<Call::Handle>(function, handle_.get(), given...));
    }
    Handle handle_;
};

/** What APNs says of a channel. */
struct Channel {
    /** `unknown` for one that this version does not know. */
    StoragePolicy storage_policy;
    std::int64_t storage_policy_number;
    /** Nothing for one that this version does not know. */
    std::optional<PushType> push_type;
    std::string push_type_text;
};

} // namespace waxwing

#endif /* WAXWING_BROADCAST_HPP */
