/** The binary protocol of APNs that ended on 31 March 2021. A part of waxwing.hpp. */
#ifndef WAXWING_LEGACY_HPP
#define WAXWING_LEGACY_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"

namespace waxwing {

/** The binary protocol of APNs: for archives and migrations. */
namespace binary {

/** How a notification is put into bytes. */
enum class Frame : std::uint32_t {
    unknown = WAXWING_BINARY_FRAME_UNKNOWN,
    simple = WAXWING_BINARY_FRAME_SIMPLE,
    enhanced = WAXWING_BINARY_FRAME_ENHANCED,
    modern = WAXWING_BINARY_FRAME_MODERN,
};

/** The name of a frame, as all languages show it. */
inline std::string_view name_of(Frame value) noexcept {
    return detail::out(waxwing_binary_frame_name(static_cast<std::uint32_t>(value)));
}

/** A notification of the binary protocol. */
struct Notification {
    std::string device_hex;
    /** JSON, but not looked at. */
    std::vector<std::uint8_t> payload;
    std::optional<std::uint32_t> identifier = std::nullopt;
    /** Seconds since 1970, 0 for not at all. */
    std::optional<std::uint32_t> expiry_s = std::nullopt;
    std::optional<std::uint8_t> priority = std::nullopt;
};

/** One notification out of a stream. */
struct Received {
    Frame frame;
    Notification notification;
    /** Items that Apple never documented: number and data. */
    std::vector<std::pair<std::uint32_t, std::vector<std::uint8_t>>> other_items;
};

/** A device that no longer had the app at a time. */
struct FeedbackEntry {
    std::uint32_t time_s;
    std::string device_hex;
    /** Whether the app registered it before that time, or at one that is not known. */
    bool drops = true;
};

/** What the gateway sent, once, before it closed the connection. */
struct ErrorPacket {
    std::uint32_t code;
    std::uint32_t identifier;
    /** Such as `invalid_token`. */
    std::string_view status = {};
    /** What it meant, as a sentence. */
    std::string_view advice = {};
    bool is_refused = false;
};

namespace detail {

using namespace waxwing::detail;

inline std::vector<std::uint8_t> copy(waxwing_bytes bytes) {
    return {bytes.data, bytes.data + bytes.len};
}
template <typename Function, typename... Given>
std::vector<std::uint8_t> written(Function function, Given... given) {
    const auto bytes = make<Handle<waxwing_binary_bytes, waxwing_binary_bytes_free>>(
        function, given...);
    return copy(waxwing_binary_bytes_view(bytes.get()));
}
template <typename T> std::int64_t number(const std::optional<T> &value) noexcept {
    return value ? static_cast<std::int64_t>(*value) : WAXWING_BINARY_ABSENT;
}
template <typename T> std::optional<T> number(std::int64_t value) noexcept {
    return value == WAXWING_BINARY_ABSENT ? std::nullopt : std::optional(static_cast<T>(value));
}

} // namespace detail

/** The bytes of one frame. */
inline std::vector<std::uint8_t> to_bytes(const Notification &it, Frame frame) {
    const waxwing_binary_notification note = {
        detail::in(std::string_view(it.device_hex)), detail::in(Bytes(it.payload)),
        detail::number(it.identifier), detail::number(it.expiry_s), detail::number(it.priority),
        static_cast<std::uint32_t>(frame)};
    return detail::written(waxwing_binary_notification_write, &note);
}
/** The bytes of one entry of the feedback service. */
inline std::vector<std::uint8_t> to_bytes(const FeedbackEntry &it) {
    const waxwing_feedback_entry entry = {detail::in(std::string_view(it.device_hex)), it.time_s};
    return detail::written(waxwing_feedback_entry_write, &entry);
}
/** The six bytes of an error packet, by code and identifier. */
inline std::vector<std::uint8_t> to_bytes(const ErrorPacket &it) {
    std::vector<std::uint8_t> bytes(WAXWING_BINARY_ERROR_BYTES);
    detail::call(waxwing_binary_error_write, it.code, it.identifier, bytes.data());
    return bytes;
}
/** Reads the six bytes. */
inline ErrorPacket error_packet(Bytes bytes) {
    waxwing_binary_error it = {};
    detail::call(waxwing_binary_error_read, detail::in(bytes), &it);
    return {it.code, it.identifier, detail::out(it.status), detail::out(it.advice),
            it.is_refused};
}

/** Cuts a recorded stream into notifications, in whatever pieces it comes. */
class Decoder {
public:
    Decoder() : handle_(waxwing_binary_decoder_new()) {}

    /** Every notification that is whole by now. */
    std::vector<Received> feed(Bytes bytes) {
        const auto received =
            detail::make<detail::Handle<waxwing_binary_received, waxwing_binary_received_free>>(
                waxwing_binary_decoder_feed, handle_.get(), detail::in(bytes));
        std::vector<Received> all;
        waxwing_binary_notification it;
        while (waxwing_binary_received_item(received.get(), all.size(), &it)) {
            Received one = {static_cast<Frame>(it.frame),
                            {std::string(detail::out(it.device_hex)), detail::copy(it.payload),
                             detail::number<std::uint32_t>(it.identifier),
                             detail::number<std::uint32_t>(it.expiry_s),
                             detail::number<std::uint8_t>(it.priority)},
                            {}};
            waxwing_binary_item item;
            while (waxwing_binary_received_other_item(received.get(), all.size(),
                                                      one.other_items.size(), &item)) {
                one.other_items.emplace_back(item.id, detail::copy(item.data));
            }
            all.push_back(std::move(one));
        }
        return all;
    }
    /** How many bytes more it takes, at least, until the next notification can be whole. */
    std::size_t needed() const noexcept { return waxwing_binary_decoder_needed(handle_.get()); }
    /** Throws `malformed_frame` if a part of a frame is left over. */
    void finish() const {
        const waxwing_binary_decoder *handle = handle_.get();
        detail::call(waxwing_binary_decoder_finish, handle);
    }

private:
    detail::Handle<waxwing_binary_decoder, waxwing_binary_decoder_free> handle_;
};

/** Cuts what the feedback service sent into entries, in whatever pieces it comes. */
class FeedbackDecoder {
public:
    FeedbackDecoder() : handle_(waxwing_feedback_decoder_new()) {}

    /** Every entry that is whole by now, each judged by when the app registered, if it is known. */
    std::vector<FeedbackEntry> feed(Bytes bytes,
                                    std::optional<std::int64_t> registered_at_ms = std::nullopt) {
        const auto entries =
            detail::make<detail::Handle<waxwing_feedback_entries, waxwing_feedback_entries_free>>(
                waxwing_feedback_decoder_feed, handle_.get(), detail::in(bytes));
        std::vector<FeedbackEntry> all;
        waxwing_feedback_entry it;
        while (waxwing_feedback_entries_item(entries.get(), all.size(), &it)) {
            all.push_back({it.time_s, std::string(detail::out(it.device_hex)),
                           waxwing_feedback_entries_drops(
                               entries.get(), all.size(),
                               registered_at_ms.value_or(WAXWING_TIME_UNKNOWN))});
        }
        return all;
    }
    std::size_t needed() const noexcept { return waxwing_feedback_decoder_needed(handle_.get()); }
    /** Throws `malformed_frame` if a part of an entry is left over. */
    void finish() const {
        const waxwing_feedback_decoder *handle = handle_.get();
        detail::call(waxwing_feedback_decoder_finish, handle);
    }

private:
    detail::Handle<waxwing_feedback_decoder, waxwing_feedback_decoder_free> handle_;
};

} // namespace binary

} // namespace waxwing

#endif /* WAXWING_LEGACY_HPP */
