/** Replies of APNs, and what to do about each. A part of waxwing.hpp. */
#ifndef WAXWING_REPLY_HPP
#define WAXWING_REPLY_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broadcast.hpp"
#include "lint.hpp"
#include "rules.hpp"

namespace waxwing {

/** What to do about a reply. */
enum class Action : std::uint32_t {
    unknown = WAXWING_ACTION_UNKNOWN,
    delivered = WAXWING_ACTION_DELIVERED,
    retry = WAXWING_ACTION_RETRY,
    refresh_token = WAXWING_ACTION_REFRESH_TOKEN,
    check_clock = WAXWING_ACTION_CHECK_CLOCK,
    drop_device = WAXWING_ACTION_DROP_DEVICE,
    keep_device = WAXWING_ACTION_KEEP_DEVICE,
    drop_channel = WAXWING_ACTION_DROP_CHANNEL,
    repair = WAXWING_ACTION_REPAIR,
    repair_pairing = WAXWING_ACTION_REPAIR_PAIRING,
    stop_credential = WAXWING_ACTION_STOP_CREDENTIAL,
    give_up = WAXWING_ACTION_GIVE_UP,
    dropped = WAXWING_ACTION_DROPPED,
};

/** What a verdict is about. */
enum class Scope : std::uint32_t {
    unknown = WAXWING_SCOPE_UNKNOWN,
    request = WAXWING_SCOPE_REQUEST,
    device = WAXWING_SCOPE_DEVICE,
    topic = WAXWING_SCOPE_TOPIC,
    credential = WAXWING_SCOPE_CREDENTIAL,
    connection = WAXWING_SCOPE_CONNECTION,
    channel = WAXWING_SCOPE_CHANNEL,
};

/** The name of a value, as all languages show it, such as `drop_device`; empty for one that is none. */
inline std::string_view name_of(Action value) noexcept {
    return detail::out(waxwing_action_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Scope value) noexcept {
    return detail::out(waxwing_scope_name(static_cast<std::uint32_t>(value)));
}

/** What to do about a reply, to what, and when. */
class Verdict {
public:
    using Handle = detail::Handle<waxwing_verdict, waxwing_verdict_free>;

    explicit Verdict(Handle handle) noexcept : handle_(std::move(handle)) {}

    Action action() const noexcept {
        return static_cast<Action>(waxwing_verdict_action(handle_.get()));
    }
    /** Such as `drop_device`. */
    std::string_view action_name() const noexcept {
        return detail::out(waxwing_verdict_action_name(handle_.get()));
    }
    Scope scope() const noexcept { return static_cast<Scope>(waxwing_verdict_scope(handle_.get())); }
    /** Such as `credential`. */
    std::string_view scope_name() const noexcept {
        return detail::out(waxwing_verdict_scope_name(handle_.get()));
    }
    /** Why, where a service of Windows tells, such as `channel_throttled`. */
    std::optional<std::string_view> cause_name() const noexcept {
        return detail::maybe(waxwing_verdict_cause_name(handle_.get()));
    }
    /** How long to wait before sending again; nothing when it is not to be sent again as it is. */
    std::optional<std::uint64_t> retry_after_s() const noexcept {
        return detail::maybe<std::uint64_t>(waxwing_verdict_retry_after_s, ptr());
    }
    /** Whether to send the next request on a new connection. */
    bool new_connection() const noexcept { return waxwing_verdict_new_connection(handle_.get()); }
    /** Since when the device token is known to be invalid. */
    std::optional<std::int64_t> since_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_verdict_since_ms, ptr());
    }
    /** What to do, in a sentence for people. */
    std::string_view advice() const noexcept {
        return detail::out(waxwing_verdict_advice(handle_.get()));
    }

private:
    const waxwing_verdict *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

/** What makes a verdict more exact, as far as it is known. */
struct VerdictContext {
    /** When the app last registered this device token with your server. */
    std::optional<std::int64_t> registered_at_ms = std::nullopt;
    /** When the request was sent. */
    std::optional<std::int64_t> sent_at_ms = std::nullopt;
    /** When its provider token was issued. */
    std::optional<std::int64_t> token_issued_at_ms = std::nullopt;
};

/** A reply of APNs, or of whatever stood in its place: a refusal is data, not an error. */
class Reply {
public:
    using Handle = detail::Handle<waxwing_reply, waxwing_reply_free>;

    /** Fails for a status above 65535 only; every body is accepted. */
    static Reply parse(std::uint32_t status, const std::vector<Header> &headers, Bytes body) {
        const std::vector<waxwing_header> views = detail::headers(headers);
        return Reply(detail::make<Handle>(waxwing_reply_parse, status, views.data(), views.size(),
                                          detail::in(body)));
    }
    explicit Reply(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::uint32_t status() const noexcept { return waxwing_reply_status(handle_.get()); }
    bool is_success() const noexcept { return waxwing_reply_is_success(handle_.get()); }
    std::optional<std::string_view> apns_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_id(handle_.get()));
    }
    std::optional<std::string_view> apns_unique_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_unique_id(handle_.get()));
    }
    std::optional<std::string_view> apns_request_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_request_id(handle_.get()));
    }
    /** Of a channel that was created. */
    std::optional<std::string_view> apns_channel_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_channel_id(handle_.get()));
    }
    /** The answer to Channels::read(). */
    Channel channel() const {
        const auto it = detail::make<detail::Handle<waxwing_channel, waxwing_channel_free>>(
            waxwing_reply_channel, ptr());
        const std::uint32_t push_type = waxwing_channel_push_type(it.get());
        return {static_cast<StoragePolicy>(waxwing_channel_storage_policy(it.get())),
                waxwing_channel_storage_policy_number(it.get()),
                push_type == 0 ? std::nullopt : std::optional(static_cast<PushType>(push_type)),
                std::string(detail::out(waxwing_channel_push_type_text(it.get())))};
    }
    /** The answer to Channels::list(). */
    std::vector<std::string> channel_ids() const {
        const auto it = detail::make<detail::Handle<waxwing_channel_ids, waxwing_channel_ids_free>>(
            waxwing_reply_channel_ids, ptr());
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < waxwing_channel_ids_count(it.get()); i++) {
            ids.emplace_back(detail::out(waxwing_channel_ids_item(it.get(), i)));
        }
        return ids;
    }
    /** As received, such as `BadDeviceToken`. */
    std::optional<std::string_view> reason() const noexcept {
        return detail::maybe(waxwing_reply_reason(handle_.get()));
    }
    bool reason_is_known() const noexcept { return waxwing_reply_reason_is_known(handle_.get()); }
    std::optional<std::int64_t> timestamp_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_reply_timestamp_ms, ptr());
    }
    std::optional<std::uint32_t> retry_after_s() const noexcept {
        return detail::maybe<std::uint32_t>(waxwing_reply_retry_after_s, ptr());
    }
    /** As received: of a refusal at most its first 64 KiB, of a success its first mebibyte. */
    std::string_view body() const noexcept {
        return detail::text(waxwing_reply_body(handle_.get()));
    }
    Verdict verdict(const VerdictContext &context = VerdictContext()) const {
        return Verdict(detail::make<Verdict::Handle>(
            waxwing_reply_verdict_knowing, ptr(), known(context.registered_at_ms),
            known(context.sent_at_ms), known(context.token_issued_at_ms)));
    }
    const waxwing_reply *c_handle() const noexcept { return handle_.get(); }

private:
    static std::int64_t known(std::optional<std::int64_t> time_ms) noexcept {
        return time_ms.value_or(WAXWING_TIME_UNKNOWN);
    }
    const waxwing_reply *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_REPLY_HPP */
