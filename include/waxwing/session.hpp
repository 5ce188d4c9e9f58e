/** When to send and how much at once, and what becomes of each request. A part of waxwing.hpp. */
#ifndef WAXWING_SESSION_HPP
#define WAXWING_SESSION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "credential.hpp"
#include "reply.hpp"

namespace waxwing {

/** What a session wants next. */
enum class Step : std::uint32_t {
    unknown = WAXWING_STEP_UNKNOWN,
    send = WAXWING_STEP_SEND,
    connect = WAXWING_STEP_CONNECT,
    await_reply = WAXWING_STEP_AWAIT_REPLY,
    wait_until = WAXWING_STEP_WAIT_UNTIL,
    stop = WAXWING_STEP_STOP,
};

/** Why a session wants what it wants. */
enum class Because : std::uint32_t {
    unknown = WAXWING_BECAUSE_UNKNOWN,
    age = WAXWING_BECAUSE_AGE,
    clear = WAXWING_BECAUSE_CLEAR,
    clock = WAXWING_BECAUSE_CLOCK,
    closed = WAXWING_BECAUSE_CLOSED,
    connect_failed = WAXWING_BECAUSE_CONNECT_FAILED,
    credential = WAXWING_BECAUSE_CREDENTIAL,
    first = WAXWING_BECAUSE_FIRST,
    going_away = WAXWING_BECAUSE_GOING_AWAY,
    idle = WAXWING_BECAUSE_IDLE,
    key_replaced = WAXWING_BECAUSE_KEY_REPLACED,
    probation = WAXWING_BECAUSE_PROBATION,
    server_errors = WAXWING_BECAUSE_SERVER_ERRORS,
    stream_ids = WAXWING_BECAUSE_STREAM_IDS,
    stream_limit = WAXWING_BECAUSE_STREAM_LIMIT,
    token_age = WAXWING_BECAUSE_TOKEN_AGE,
    token_refused = WAXWING_BECAUSE_TOKEN_REFUSED,
    token_updates = WAXWING_BECAUSE_TOKEN_UPDATES,
    topics = WAXWING_BECAUSE_TOPICS,
    unrelated_key = WAXWING_BECAUSE_UNRELATED_KEY,
    unresponsive = WAXWING_BECAUSE_UNRESPONSIVE,
};

/** What is known of a request that ended. */
enum class Fate : std::uint32_t {
    unknown = WAXWING_FATE_UNKNOWN,
    answered = WAXWING_FATE_ANSWERED,
    not_processed = WAXWING_FATE_NOT_PROCESSED,
    ambiguous = WAXWING_FATE_AMBIGUOUS,
};

/** The name of a value, as all languages show it, such as `drop_device`; empty for one that is none. */
inline std::string_view name_of(Step value) noexcept {
    return detail::out(waxwing_step_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Because value) noexcept {
    return detail::out(waxwing_because_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Fate value) noexcept {
    return detail::out(waxwing_fate_name(static_cast<std::uint32_t>(value)));
}

/** A GOAWAY frame (RFC 9113 section 6.8), with the reason that APNs puts into its debug data. */
class GoAway {
public:
    using Handle = detail::Handle<waxwing_goaway, waxwing_goaway_free>;

    GoAway(std::uint32_t error_code, std::uint32_t last_stream_id, Bytes debug_data)
        : handle_(detail::make<Handle>(waxwing_goaway_new, error_code, last_stream_id,
                                       detail::in(debug_data))) {}

    std::uint32_t error_code() const noexcept { return waxwing_goaway_error_code(handle_.get()); }
    std::uint32_t last_stream_id() const noexcept {
        return waxwing_goaway_last_stream_id(handle_.get());
    }
    /** Whether the server has not looked at the request on this stream. */
    bool leaves_out(std::uint32_t stream_id) const noexcept {
        return waxwing_goaway_leaves_out(handle_.get(), stream_id);
    }
    /** Such as `Shutdown`. */
    std::optional<std::string_view> reason() const noexcept {
        return detail::maybe(waxwing_goaway_reason(handle_.get()));
    }
    bool reason_is_known() const noexcept { return waxwing_goaway_reason_is_known(handle_.get()); }
    std::optional<std::string_view> text() const noexcept {
        return detail::maybe(waxwing_goaway_text(handle_.get()));
    }
    Verdict verdict() const {
        return Verdict(detail::make<Verdict::Handle>(waxwing_goaway_verdict, c_handle()));
    }
    const waxwing_goaway *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** How long to wait between attempts: twice as long each time, up to a limit. */
struct Backoff {
    std::uint64_t first_ms = 1000;
    std::uint64_t max_ms = 900000;

    /** The wait after so many attempts; the jitter, from 0 to 1000, only shortens it. */
    std::uint64_t delay_ms(std::uint32_t attempt, std::uint32_t jitter_permille) const noexcept {
        return waxwing_backoff_delay_ms(first_ms, max_ms, attempt, jitter_permille);
    }
};

/** The figures of a session; what is left out is as usual. */
struct SessionPolicy {
    std::optional<TokenPolicy> tokens = std::nullopt;
    std::optional<std::uint32_t> max_streams = std::nullopt;
    std::optional<std::int64_t> reply_timeout_ms = std::nullopt;
    std::optional<std::int64_t> ping_after_ms = std::nullopt;
    std::optional<std::int64_t> max_connection_age_ms = std::nullopt;
    std::optional<std::uint32_t> max_attempts = std::nullopt;
    std::optional<std::uint32_t> ambiguous_resends = std::nullopt;
    std::optional<std::int64_t> first_wait_ms = std::nullopt;
    std::optional<std::int64_t> max_wait_ms = std::nullopt;
    std::optional<std::uint64_t> jitter_seed = std::nullopt;
};

/** What to do now, and why. */
struct Next {
    Step step;
    Because because;
    /** How many more requests may be under way. */
    std::uint32_t room;
    /** What they carry until the next call; nothing with a client certificate. */
    std::optional<ProviderToken> token;
    /** Until when to wait. */
    std::optional<std::int64_t> at_ms;
};

/**
 * How a request ended, and what to do about it. When `resend` is set, send it again under the same
 * number after `retry_after_ms`; otherwise it is done, in the way that `action` says.
 */
struct Outcome {
    std::uint64_t request;
    Action action;
    Scope scope;
    Fate fate;
    /** How often it has been sent. */
    std::uint32_t attempt;
    std::optional<std::int64_t> retry_after_ms;
    std::optional<std::int64_t> since_ms;
    bool resend;
    bool may_duplicate;
    bool new_connection;
    /** Such as `BadDeviceToken`; empty if nobody said. */
    std::string reason;
    /** What to do, in a sentence for people. */
    std::string_view advice;
};

/**
 * What a sender knows and decides about its connection to APNs and those that follow it. Tell it
 * what happens, and ask it what to do; waxwing.h says more. It belongs to one thread at a time.
 */
class Session {
public:
    using Handle = detail::Handle<waxwing_session, waxwing_session_free>;

    explicit Session(const ProviderKey &key, const SessionPolicy &policy = SessionPolicy())
        : handle_(detail::make<Handle>(waxwing_session_with_key, key.c_handle(),
                                       figures(policy).get())) {}
    static Session with_certificate(const SessionPolicy &policy = SessionPolicy()) {
        return Session(detail::make<Handle>(waxwing_session_with_certificate, figures(policy).get()));
    }

    Next next(std::int64_t now_ms) {
        waxwing_next next;
        waxwing_provider_token *token = nullptr;
        detail::call(waxwing_session_next, handle_.get(), now_ms, &next, &token);
        std::optional<ProviderToken> owned;
        if (token != nullptr) {
            owned.emplace(ProviderToken::Handle(token));
        }
        return {static_cast<Step>(next.step), static_cast<Because>(next.because), next.room,
                std::move(owned), known(next.at_ms)};
    }
    /** The number of the connection, for the calls about it. */
    std::uint32_t connected(std::int64_t now_ms) {
        std::uint32_t connection = 0;
        detail::call(waxwing_session_connected, handle_.get(), now_ms, &connection);
        return connection;
    }
    void connect_failed(std::int64_t now_ms) { tell(waxwing_session_connect_failed, now_ms); }
    /** Nothing when the server's SETTINGS name no limit. */
    void settings(std::uint32_t connection, std::optional<std::uint32_t> max_concurrent_streams,
                  std::int64_t now_ms) {
        tell(waxwing_session_settings, connection,
             max_concurrent_streams.value_or(WAXWING_STREAMS_UNLIMITED), now_ms);
    }
    /** A request is about to be sent: throws `invalid_state` when next() did not allow it. */
    void sent(std::uint64_t request, std::optional<std::uint32_t> stream,
              std::optional<std::int64_t> expires_at_ms, std::int64_t now_ms) {
        tell(waxwing_session_sent, request, stream.value_or(WAXWING_STREAM_UNKNOWN),
             expires_at_ms.value_or(WAXWING_TIME_UNKNOWN), now_ms);
    }
    /** Nothing when no request with this number is under way. */
    std::optional<Outcome> reply(std::uint64_t request, const Reply &reply,
                                 std::optional<std::int64_t> registered_at_ms,
                                 std::int64_t now_ms) {
        waxwing_outcome outcome;
        detail::call(waxwing_session_reply, handle_.get(), request, reply.c_handle(),
                     registered_at_ms.value_or(WAXWING_TIME_UNKNOWN), now_ms, &outcome);
        return ended(outcome);
    }
    /** Nothing as error code when the request failed in a way that has none. */
    std::optional<Outcome> reset(std::uint64_t request, std::optional<std::uint32_t> error_code,
                                 std::int64_t now_ms) {
        waxwing_outcome outcome;
        detail::call(waxwing_session_reset, handle_.get(), request,
                     error_code.value_or(WAXWING_ERROR_CODE_UNKNOWN), now_ms, &outcome);
        return ended(outcome);
    }
    /** The requests that have waited too long: reset their streams. */
    std::vector<Outcome> overdue(std::int64_t now_ms) {
        return all_ended(waxwing_session_overdue, now_ms);
    }
    std::vector<Outcome> goaway(std::uint32_t connection, const GoAway &goaway,
                                std::int64_t now_ms) {
        return all_ended(waxwing_session_goaway, connection, goaway.c_handle(), now_ms);
    }
    std::vector<Outcome> closed(std::uint32_t connection, std::int64_t now_ms) {
        return all_ended(waxwing_session_closed, connection, now_ms);
    }
    void forget(std::uint64_t request) { tell(waxwing_session_forget, request); }
    void replace_key(const ProviderKey &key, std::int64_t now_ms) {
        tell(waxwing_session_replace_key, key.c_handle(), now_ms);
    }
    void resume(std::int64_t now_ms) { tell(waxwing_session_resume, now_ms); }
    void pinged(std::uint32_t connection, std::int64_t now_ms) {
        tell(waxwing_session_pinged, connection, now_ms);
    }
    /** A connection that can be closed; ask again until there is none. */
    std::optional<std::uint32_t> drained() noexcept {
        return detail::maybe<std::uint32_t>(waxwing_session_drained, handle_.get());
    }
    std::optional<std::int64_t> ping_due_at_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_session_ping_due_at_ms, ptr());
    }
    /** When to ask next() and overdue() again although nothing has happened. */
    std::optional<std::int64_t> wake_at_ms() noexcept {
        return detail::maybe<std::int64_t>(waxwing_session_wake_at_ms, handle_.get());
    }
    std::size_t in_flight() const noexcept { return waxwing_session_in_flight(handle_.get()); }
    std::optional<std::uint32_t> connection_number() const noexcept {
        return detail::maybe<std::uint32_t>(waxwing_session_connection_number, ptr());
    }

private:
    using Figures = detail::Handle<waxwing_session_policy, waxwing_session_policy_free>;

    explicit Session(Handle handle) noexcept : handle_(std::move(handle)) {}

    static Figures figures(const SessionPolicy &policy) {
        Figures made(waxwing_session_policy_new());
        if (policy.tokens) {
            detail::call(waxwing_session_policy_tokens, made.get(), policy.tokens->window_s,
                         policy.tokens->phase_s);
        }
        set(made, waxwing_session_policy_max_streams, policy.max_streams);
        set(made, waxwing_session_policy_reply_timeout_ms, policy.reply_timeout_ms);
        set(made, waxwing_session_policy_ping_after_ms, policy.ping_after_ms);
        set(made, waxwing_session_policy_max_connection_age_ms, policy.max_connection_age_ms);
        set(made, waxwing_session_policy_max_attempts, policy.max_attempts);
        set(made, waxwing_session_policy_ambiguous_resends, policy.ambiguous_resends);
        set(made, waxwing_session_policy_first_wait_ms, policy.first_wait_ms);
        set(made, waxwing_session_policy_max_wait_ms, policy.max_wait_ms);
        set(made, waxwing_session_policy_jitter_seed, policy.jitter_seed);
        return made;
    }
    template <typename Function, typename Value>
    static void set(const Figures &figures, Function function, const std::optional<Value> &value) {
        if (value) {
            detail::call(function, figures.get(), *value);
        }
    }
    static std::optional<std::int64_t> known(std::int64_t time_ms) noexcept {
        return time_ms == WAXWING_TIME_UNKNOWN ? std::nullopt : std::optional(time_ms);
    }
    static std::optional<Outcome> ended(const waxwing_outcome &it) {
        if (it.fate == WAXWING_FATE_UNKNOWN) {
            return std::nullopt;
        }
        return Outcome{it.request,
                       static_cast<Action>(it.action),
                       static_cast<Scope>(it.scope),
                       static_cast<Fate>(it.fate),
                       it.attempt,
                       it.resend ? std::optional(it.retry_after_ms) : std::nullopt,
                       known(it.since_ms),
                       it.resend,
                       it.may_duplicate,
                       it.new_connection,
                       std::string(detail::out(it.reason)),
                       detail::out(it.advice)};
    }
    template <typename Function, typename... Given>
    std::vector<Outcome> all_ended(Function function, Given... given) {
        const auto list = detail::make<detail::Handle<waxwing_outcomes, waxwing_outcomes_free>>(
            function, handle_.get(), given...);
        std::vector<Outcome> found;
        waxwing_outcome outcome;
        for (std::size_t i = 0; waxwing_outcomes_item(list.get(), i, &outcome); i++) {
            if (auto it = ended(outcome)) {
                found.push_back(std::move(*it));
            }
        }
        return found;
    }
    template <typename Function, typename... Given> void tell(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
    }
    const waxwing_session *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_SESSION_HPP */
