/* Operations about connections: sessions, GOAWAY, waits. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

/* Answers are compared as the texts of their JSON, fields in the order of the file. */
std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }
std::string number(std::int64_t value) { return std::to_string(value); }
template <typename Value> std::string maybe_number(const std::optional<Value> &value) {
    return value ? number(static_cast<std::int64_t>(*value)) : "null";
}

ProviderKey key_of(const Json &one, const std::string &key_id) {
    return ProviderKey::from_p8(one.bytes("p8"), key_id, one["team_id"].text());
}

SessionPolicy policy_of(const Json &figures) {
    SessionPolicy policy;
    figures.only({"window_s", "phase_s", "max_streams", "reply_timeout_ms", "ping_after_ms",
                  "max_connection_age_ms", "max_attempts", "ambiguous_resends", "first_wait_ms", "max_wait_ms",
                  "jitter_seed"});
    if (figures["window_s"] || figures["phase_s"]) {
        policy.tokens = TokenPolicy{figures.maybe_integer("window_s").value_or(3000),
                                    figures.maybe_integer("phase_s").value_or(0)};
    }
    const auto narrowed = [&](const char *key) {
        const auto value = figures.maybe_integer(key);
        return value ? std::optional(narrow(*value)) : std::nullopt;
    };
    policy.max_streams = narrowed("max_streams");
    policy.reply_timeout_ms = figures.maybe_integer("reply_timeout_ms");
    policy.ping_after_ms = figures.maybe_integer("ping_after_ms");
    policy.max_connection_age_ms = figures.maybe_integer("max_connection_age_ms");
    policy.max_attempts = narrowed("max_attempts");
    policy.ambiguous_resends = narrowed("ambiguous_resends");
    policy.first_wait_ms = figures.maybe_integer("first_wait_ms");
    policy.max_wait_ms = figures.maybe_integer("max_wait_ms");
    if (const auto seed = figures.maybe_integer("jitter_seed")) {
        policy.jitter_seed = static_cast<std::uint64_t>(*seed);
    }
    return policy;
}

std::string end_of(const Outcome &it) {
    CHECK(it.resend == it.retry_after_ms.has_value() && !it.advice.empty());
    CHECK(!name_of(it.scope).empty());
    return "{\"request\":" + number(static_cast<std::int64_t>(it.request)) +
           ",\"action\":" + quoted(name_of(it.action)) + ",\"fate\":" + quoted(name_of(it.fate)) +
           ",\"attempt\":" + number(it.attempt) +
           ",\"retry_after_ms\":" + maybe_number(it.retry_after_ms) +
           ",\"new_connection\":" + (it.new_connection ? "true" : "false") +
           ",\"may_duplicate\":" + (it.may_duplicate ? "true" : "false") + "}";
}
std::string end_of(const std::optional<Outcome> &it) { return it ? end_of(*it) : "null"; }
std::string ends_of(const std::vector<Outcome> &all) {
    std::string text = "[";
    for (const Outcome &it : all) {
        text += (text.size() > 1 ? "," : "") + end_of(it);
    }
    return text + "]";
}

std::string next_of(Session &session, std::int64_t now_ms) {
    const Next next = session.next(now_ms);
    std::string text = "{\"next\":" + quoted(name_of(next.step)) +
                       ",\"because\":" + quoted(name_of(next.because));
    if (next.room != 0) {
        text += ",\"room\":" + number(next.room);
    }
    if (next.token) {
        text += ",\"issued_at_s\":" + number(next.token->issued_at_ms() / 1000) +
                ",\"key_id\":" + quoted(next.token->key_id());
    }
    if (next.at_ms) {
        text += ",\"at_ms\":" + number(*next.at_ms);
    }
    return text + "}";
}

std::string sent(Session &session, const Json &step, std::uint64_t request, std::int64_t now_ms) {
    const auto stream = step.maybe_integer("stream");
    try {
        session.sent(request, stream ? std::optional(narrow(*stream)) : std::nullopt,
                     step.maybe_integer("expires_at_ms"), now_ms);
    } catch (const Error &error) {
        return "{\"error\":" + quoted(error.name()) + "}";
    }
    return "null";
}

std::string call(Session &session, const Json &one, const Json &step) {
    const std::string name = step["call"].text();
    const std::int64_t now_ms = step["now_ms"].integer();
    const auto request = static_cast<std::uint64_t>(step.maybe_integer("request").value_or(0));
    const std::uint32_t connection = narrow(step.maybe_integer("connection").value_or(-1));
    const auto maybe = [&](const char *key) {
        const auto value =
            json_is_null(step[key].c()) ? std::nullopt : step.maybe_integer(key);
        return value ? std::optional(narrow(*value)) : std::nullopt;
    };
    if (name == "next") return next_of(session, now_ms);
    if (name == "connected") return number(session.connected(now_ms));
    if (name == "connect_failed") session.connect_failed(now_ms);
    else if (name == "settings") session.settings(connection, maybe("max_concurrent_streams"), now_ms);
    else if (name == "sent") return sent(session, step, request, now_ms);
    else if (name == "reply")
        return end_of(session.reply(request, reply_of(step), step.maybe_integer("registered_at_ms"),
                                    now_ms));
    else if (name == "reset") return end_of(session.reset(request, maybe("error_code"), now_ms));
    else if (name == "overdue") return ends_of(session.overdue(now_ms));
    else if (name == "goaway")
        return ends_of(session.goaway(connection,
                                      GoAway(narrow(step["error_code"].integer()),
                                             narrow(step["last_stream_id"].integer()),
                                             step["debug_text"].text()),
                                      now_ms));
    else if (name == "closed") return ends_of(session.closed(connection, now_ms));
    else if (name == "forget") session.forget(request);
    else if (name == "replace_key") session.replace_key(key_of(one, step["key_id"].text()), now_ms);
    else if (name == "resume") session.resume(now_ms);
    else if (name == "pinged") session.pinged(connection, now_ms);
    else if (name == "drained") return maybe_number(session.drained());
    else if (name == "ping_due_at") return maybe_number(session.ping_due_at_ms());
    else if (name == "wake_at") return maybe_number(session.wake_at_ms());
    else if (name == "in_flight") return number(static_cast<std::int64_t>(session.in_flight()));
    else if (name == "connection_number") return maybe_number(session.connection_number());
    else fail("unknown call \"" + name + "\"");
    return "null";
}

void session(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const std::string credential = one["credential"].text();
    CHECK(credential == "key" || credential == "certificate");
    auto session = attempt(expect.is_array() ? Json() : expect, [&] {
        const SessionPolicy policy = policy_of(one["policy"]);
        return credential == "key" ? Session(key_of(one, one["key_id"].text()), policy)
                                   : Session::with_certificate(policy);
    });
    if (!session) {
        return;
    }
    const std::vector<Json> steps = one["steps"].items(), expected = expect.items();
    same("steps", steps.size(), expected.size());
    for (std::size_t i = 0; i < std::min(steps.size(), expected.size()); i++) {
        steps[i].only({"call", "now_ms", "connection", "max_concurrent_streams", "request", "stream",
                       "expires_at_ms", "status", "headers", "body", "registered_at_ms",
                       "error_code", "last_stream_id", "debug_text", "key_id"});
        same("step " + std::to_string(i), call(*session, one, steps[i]), expected[i].compact());
    }
}

void goaway(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const std::string debug = one["debug_b64"] ? one.bytes("debug")
                              : one["debug_text"] || one["debug_text_parts"]
                                  ? one.bytes("debug_text")
                                  : std::string();
    const GoAway it(narrow(one["error_code"].integer()), narrow(one["last_stream_id"].integer()),
                    debug);
    expect.only({"reason", "known_reason", "text", "verdict", "last_stream_id"});
    same("error_code", std::int64_t{it.error_code()}, one["error_code"].integer());
    same("last_stream_id", std::int64_t{it.last_stream_id()}, expect["last_stream_id"].integer());
    CHECK(!it.leaves_out(it.last_stream_id()));
    same("reason", it.reason(), expect.maybe_text("reason"));
    same("known_reason", it.reason_is_known(), expect["known_reason"].boolean());
    same("text", it.text(), expect.maybe_text("text"));
    compare_verdict(it.verdict(), expect["verdict"]);
}

void backoff(const Json &, const Json &one) {
    const Json expect = one["expect"];
    Backoff it;
    CHECK(it.delay_ms(1, 0) == 1000 && it.delay_ms(100, 0) == 900000);
    it.first_ms = static_cast<std::uint64_t>(one["first_ms"].integer());
    it.max_ms = static_cast<std::uint64_t>(one["max_ms"].integer());
    expect.only({"delay_ms"});
    same("delay_ms",
         static_cast<std::int64_t>(it.delay_ms(narrow(one["attempt"].integer()),
                                               narrow(one["jitter_permille"].integer()))),
         expect["delay_ms"].integer());
}

} // namespace

std::vector<Operation> session_operations() {
    return {
        {"session", "cases", {},
         {"name", "policy", "credential", "p8", "key_id", "team_id", "steps", "expect"}, session,
         nullptr},
        {"goaway", "cases", {},
         {"name", "error_code", "last_stream_id", "debug_text", "debug_text_parts", "debug_b64",
          "expect"},
         goaway, nullptr},
        {"backoff", "cases", {},
         {"name", "first_ms", "max_ms", "attempt", "jitter_permille", "expect"}, backoff, nullptr},
    };
}
