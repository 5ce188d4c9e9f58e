/* Operations about connections: sessions, GOAWAY, waits. */
#include "vectors.h"

/* The credential of a case, with this key id. */
static waxwing_provider_key *key_of(const json_t *one, waxwing_str key_id) {
    waxwing_provider_key *key = NULL;
    waxwing_error *error = NULL;
    struct bytes p8 = bytes_of(one, "p8");
    SUCCEEDS(waxwing_provider_key_from_p8(as_bytes(p8), key_id, text_of(one, "team_id"), &key,
                                          &error));
    free(p8.data);
    return key;
}

/* Setters go unchecked here: the policy keeps their errors. */
static waxwing_session_policy *policy_of(const json_t *figures) {
    waxwing_session_policy *policy = waxwing_session_policy_new();
    const json_t *window = json_object_get(figures, "window_s");
    const json_t *phase = json_object_get(figures, "phase_s");
    if (window != NULL || phase != NULL) {
        waxwing_session_policy_tokens(policy, window != NULL ? json_integer_value(window) : 3000,
                                      phase != NULL ? json_integer_value(phase) : 0, NULL);
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)figures, key, value) {
        json_int_t number = json_integer_value(value);
        if (strcmp(key, "max_streams") == 0) {
            waxwing_session_policy_max_streams(policy, (uint32_t)number, NULL);
        } else if (strcmp(key, "reply_timeout_ms") == 0) {
            waxwing_session_policy_reply_timeout_ms(policy, number, NULL);
        } else if (strcmp(key, "ping_after_ms") == 0) {
            waxwing_session_policy_ping_after_ms(policy, number, NULL);
        } else if (strcmp(key, "max_connection_age_ms") == 0) {
            waxwing_session_policy_max_connection_age_ms(policy, number, NULL);
        } else if (strcmp(key, "max_attempts") == 0) {
            waxwing_session_policy_max_attempts(policy, (uint32_t)number, NULL);
        } else if (strcmp(key, "ambiguous_resends") == 0) {
            waxwing_session_policy_ambiguous_resends(policy, (uint32_t)number, NULL);
        } else if (strcmp(key, "first_wait_ms") == 0) {
            waxwing_session_policy_first_wait_ms(policy, number, NULL);
        } else if (strcmp(key, "max_wait_ms") == 0) {
            waxwing_session_policy_max_wait_ms(policy, number, NULL);
        } else if (strcmp(key, "jitter_seed") == 0) {
            waxwing_session_policy_jitter_seed(policy, (uint64_t)number, NULL);
        } else if (strcmp(key, "window_s") != 0 && strcmp(key, "phase_s") != 0) {
            fail("unknown figure \"%s\"", key);
        }
    }
    return policy;
}

static json_t *text(waxwing_str view) { return json_stringn(view.data, view.len); }

static json_t *integer_or_null(bool present, json_int_t value) {
    return present ? json_integer(value) : json_null();
}

static json_t *end_of(const waxwing_outcome *outcome) {
    json_t *found = json_object();
    CHECK(outcome->resend == (outcome->retry_after_ms >= 0));
    CHECK(outcome->action != WAXWING_ACTION_UNKNOWN && outcome->scope != WAXWING_SCOPE_UNKNOWN);
    CHECK(outcome->advice.len != 0 && !is_none(waxwing_scope_name(outcome->scope)));
    json_object_set_new(found, "request", json_integer((json_int_t)outcome->request));
    json_object_set_new(found, "action", text(waxwing_action_name(outcome->action)));
    json_object_set_new(found, "fate", text(waxwing_fate_name(outcome->fate)));
    json_object_set_new(found, "attempt", json_integer(outcome->attempt));
    json_object_set_new(found, "retry_after_ms",
                        integer_or_null(outcome->resend, outcome->retry_after_ms));
    json_object_set_new(found, "new_connection", json_boolean(outcome->new_connection));
    json_object_set_new(found, "may_duplicate", json_boolean(outcome->may_duplicate));
    return found;
}

static json_t *end_or_null(const waxwing_outcome *outcome) {
    if (outcome->fate != WAXWING_FATE_UNKNOWN) {
        return end_of(outcome);
    }
    CHECK(outcome->action == WAXWING_ACTION_UNKNOWN && !outcome->resend);
    CHECK(is_none(outcome->reason) && is_none(outcome->advice) && outcome->retry_after_ms == -1);
    return json_null();
}

/* Frees the list. */
static json_t *ends_of(waxwing_outcomes *outcomes) {
    json_t *found = json_array();
    waxwing_outcome outcome;
    size_t count = waxwing_outcomes_count(outcomes);
    for (size_t i = 0; i < count; i++) {
        CHECK(waxwing_outcomes_item(outcomes, i, &outcome));
        json_array_append_new(found, end_of(&outcome));
    }
    CHECK(!waxwing_outcomes_item(outcomes, count, &outcome));
    waxwing_outcomes_free(outcomes);
    return found;
}

static json_t *next(waxwing_session *session, int64_t now_ms) {
    waxwing_next next;
    waxwing_provider_token *token = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_session_next(session, now_ms, &next, &token, &error));
    json_t *found = json_object();
    CHECK((next.room != 0) == (next.step == WAXWING_STEP_SEND));
    json_object_set_new(found, "next", text(waxwing_step_name(next.step)));
    json_object_set_new(found, "because", text(waxwing_because_name(next.because)));
    if (next.room != 0) {
        json_object_set_new(found, "room", json_integer(next.room));
    }
    if (token != NULL) {
        json_int_t issued_at_ms = waxwing_provider_token_issued_at_ms(token);
        json_object_set_new(found, "issued_at_s", json_integer(issued_at_ms / 1000));
        json_object_set_new(found, "key_id", text(waxwing_provider_token_key_id(token)));
    }
    if (next.at_ms != WAXWING_TIME_UNKNOWN) {
        json_object_set_new(found, "at_ms", json_integer(next.at_ms));
    }
    waxwing_provider_token_free(token);
    return found;
}

static int64_t time_or_unknown(const json_t *step, const char *key) {
    const json_t *value = json_object_get(step, key);
    return value != NULL ? json_integer_value(value) : WAXWING_TIME_UNKNOWN;
}

static uint32_t number_or(const json_t *step, const char *key, uint32_t otherwise) {
    const json_t *value = json_object_get(step, key);
    return json_is_integer(value) ? (uint32_t)json_integer_value(value) : otherwise;
}

static json_t *reply(waxwing_session *session, const json_t *step, uint64_t request,
                     int64_t now_ms) {
    waxwing_outcome outcome;
    waxwing_error *error = NULL;
    waxwing_reply *reply = reply_of(step);
    SUCCEEDS(waxwing_session_reply(session, request, reply,
                                   time_or_unknown(step, "registered_at_ms"), now_ms, &outcome,
                                   &error));
    if (outcome.fate != WAXWING_FATE_UNKNOWN) {
        CHECK(is_none(outcome.reason) == is_none(waxwing_reply_reason(reply)));
    }
    waxwing_reply_free(reply);
    return end_or_null(&outcome);
}

static json_t *goaway(waxwing_session *session, const json_t *step, uint32_t connection,
                      int64_t now_ms) {
    waxwing_goaway *goaway = NULL;
    waxwing_outcomes *outcomes = NULL;
    waxwing_error *error = NULL;
    waxwing_str debug = text_of(step, "debug_text");
    waxwing_bytes bytes = {(const uint8_t *)debug.data, debug.len};
    SUCCEEDS(waxwing_goaway_new((uint32_t)integer_of(step, "error_code"),
                                (uint32_t)integer_of(step, "last_stream_id"), bytes, &goaway,
                                &error));
    SUCCEEDS(waxwing_session_goaway(session, connection, goaway, now_ms, &outcomes, &error));
    waxwing_goaway_free(goaway);
    return ends_of(outcomes);
}

static json_t *sent(waxwing_session *session, const json_t *step, uint64_t request,
                    int64_t now_ms) {
    waxwing_error *error = NULL;
    if (waxwing_session_sent(session, request,
                             number_or(step, "stream", WAXWING_STREAM_UNKNOWN),
                             time_or_unknown(step, "expires_at_ms"), now_ms, &error) == 0) {
        CHECK(error == NULL);
        return json_null();
    }
    json_t *found = json_object();
    json_object_set_new(found, "error", text(waxwing_error_name(error)));
    waxwing_error_free(error);
    return found;
}

/* What a step answers. */
static json_t *call(waxwing_session *session, const json_t *one, const json_t *step) {
    const char *name = json_string_value(json_object_get(step, "call"));
    int64_t now_ms = integer_of(step, "now_ms"), at_ms = 0;
    uint64_t request = (uint64_t)json_integer_value(json_object_get(step, "request"));
    uint32_t connection = number_or(step, "connection", UINT32_MAX);
    waxwing_outcome outcome;
    waxwing_outcomes *outcomes = NULL;
    waxwing_error *error = NULL;
    if (strcmp(name, "next") == 0) {
        return next(session, now_ms);
    } else if (strcmp(name, "connected") == 0) {
        SUCCEEDS(waxwing_session_connected(session, now_ms, &connection, &error));
        return json_integer(connection);
    } else if (strcmp(name, "connect_failed") == 0) {
        SUCCEEDS(waxwing_session_connect_failed(session, now_ms, &error));
    } else if (strcmp(name, "settings") == 0) {
        uint32_t limit = number_or(step, "max_concurrent_streams", WAXWING_STREAMS_UNLIMITED);
        SUCCEEDS(waxwing_session_settings(session, connection, limit, now_ms, &error));
    } else if (strcmp(name, "sent") == 0) {
        return sent(session, step, request, now_ms);
    } else if (strcmp(name, "reply") == 0) {
        return reply(session, step, request, now_ms);
    } else if (strcmp(name, "reset") == 0) {
        uint32_t code = number_or(step, "error_code", WAXWING_ERROR_CODE_UNKNOWN);
        SUCCEEDS(waxwing_session_reset(session, request, code, now_ms, &outcome, &error));
        return end_or_null(&outcome);
    } else if (strcmp(name, "overdue") == 0) {
        SUCCEEDS(waxwing_session_overdue(session, now_ms, &outcomes, &error));
        return ends_of(outcomes);
    } else if (strcmp(name, "goaway") == 0) {
        return goaway(session, step, connection, now_ms);
    } else if (strcmp(name, "closed") == 0) {
        SUCCEEDS(waxwing_session_closed(session, connection, now_ms, &outcomes, &error));
        return ends_of(outcomes);
    } else if (strcmp(name, "forget") == 0) {
        SUCCEEDS(waxwing_session_forget(session, request, &error));
    } else if (strcmp(name, "replace_key") == 0) {
        waxwing_provider_key *key = key_of(one, text_of(step, "key_id"));
        SUCCEEDS(waxwing_session_replace_key(session, key, now_ms, &error));
        waxwing_provider_key_free(key);
    } else if (strcmp(name, "resume") == 0) {
        SUCCEEDS(waxwing_session_resume(session, now_ms, &error));
    } else if (strcmp(name, "pinged") == 0) {
        SUCCEEDS(waxwing_session_pinged(session, connection, now_ms, &error));
    } else if (strcmp(name, "drained") == 0) {
        bool present = waxwing_session_drained(session, &connection);
        return integer_or_null(present, connection);
    } else if (strcmp(name, "ping_due_at") == 0) {
        bool present = waxwing_session_ping_due_at_ms(session, &at_ms);
        return integer_or_null(present, at_ms);
    } else if (strcmp(name, "wake_at") == 0) {
        bool present = waxwing_session_wake_at_ms(session, &at_ms);
        return integer_or_null(present, at_ms);
    } else if (strcmp(name, "in_flight") == 0) {
        return json_integer((json_int_t)waxwing_session_in_flight(session));
    } else if (strcmp(name, "connection_number") == 0) {
        bool present = waxwing_session_connection_number(session, &connection);
        return integer_or_null(present, connection);
    } else {
        fail("unknown call \"%s\"", name);
    }
    return json_null();
}

static void session(const json_t *file, const json_t *one) {
    static const char *const STEP[] = {
        "call",       "now_ms",         "connection", "max_concurrent_streams",
        "request",    "stream",         "status",     "expires_at_ms",
        "headers",    "body",           "key_id",     "registered_at_ms",
        "error_code", "last_stream_id", "debug_text", NULL};
    const json_t *expect = json_object_get(one, "expect"), *steps = json_object_get(one, "steps");
    waxwing_session_policy *policy = policy_of(json_object_get(one, "policy"));
    waxwing_session *session = NULL;
    waxwing_error *error = NULL;
    waxwing_status status;
    (void)file;
    if (same(text_of(one, "credential"), WAXWING_STR("key"))) {
        waxwing_provider_key *key = key_of(one, text_of(one, "key_id"));
        status = waxwing_session_with_key(key, policy, &session, &error);
        waxwing_provider_key_free(key);
    } else {
        CHECK_TEXT(text_of(one, "credential"), "certificate");
        status = waxwing_session_with_certificate(policy, &session, &error);
    }
    waxwing_session_policy_free(policy);
    if (refused(expect, status, error)) {
        CHECK(session == NULL);
        return;
    }
    CHECK_NUMBER(json_array_size(steps), json_array_size(expect));
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step) {
        only(step, STEP);
        json_t *found = call(session, one, step);
        if (!json_equal(found, json_array_get(expect, i))) {
            char *shown = json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT);
            char *due = json_dumps(json_array_get(expect, i), JSON_ENCODE_ANY | JSON_COMPACT);
            fail("step %zu: expected %s, found %s", i, due, shown);
            free(shown);
            free(due);
        }
        json_decref(found);
    }
    waxwing_session_free(session);
}

static void goaway_frame(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"reason",  "known_reason", "text",
                                         "verdict", "last_stream_id", NULL};
    const json_t *expect = json_object_get(one, "expect");
    const bool has_debug = json_object_get(one, "debug_text") != NULL ||
                           json_object_get(one, "debug_text_parts") != NULL ||
                           json_object_get(one, "debug_b64") != NULL;
    const char *key = json_object_get(one, "debug_b64") != NULL ? "debug" : "debug_text";
    struct bytes debug = {NULL, 0};
    waxwing_goaway *goaway = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    (void)file;
    if (has_debug) {
        debug = bytes_of(one, key);
    }
    uint32_t error_code = narrow(integer_of(one, "error_code"));
    uint32_t last_stream_id = narrow(integer_of(one, "last_stream_id"));
    SUCCEEDS(waxwing_goaway_new(error_code, last_stream_id, as_bytes(debug), &goaway, &error));
    free(debug.data);

    only(expect, FIELDS);
    uint32_t last = waxwing_goaway_last_stream_id(goaway);
    CHECK_NUMBER(waxwing_goaway_error_code(goaway), error_code);
    CHECK_NUMBER(last, integer_of(expect, "last_stream_id"));
    CHECK(!waxwing_goaway_leaves_out(goaway, last));
    CHECK(last == UINT32_MAX || waxwing_goaway_leaves_out(goaway, last + 1));
    compare_text(expect, "reason", waxwing_goaway_reason(goaway));
    compare_text(expect, "text", waxwing_goaway_text(goaway));
    CHECK(waxwing_goaway_reason_is_known(goaway) ==
          json_is_true(json_object_get(expect, "known_reason")));
    SUCCEEDS(waxwing_goaway_verdict(goaway, &verdict, &error));
    compare_verdict(verdict, json_object_get(expect, "verdict"));
    waxwing_verdict_free(verdict);
    waxwing_goaway_free(goaway);
}

static void backoff(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"delay_ms", NULL};
    const json_t *expect = json_object_get(one, "expect");
    (void)file;
    only(expect, FIELDS);
    uint64_t wait_ms = waxwing_backoff_delay_ms((uint64_t)integer_of(one, "first_ms"),
                                                (uint64_t)integer_of(one, "max_ms"),
                                                narrow(integer_of(one, "attempt")),
                                                narrow(integer_of(one, "jitter_permille")));
    CHECK_NUMBER(wait_ms, integer_of(expect, "delay_ms"));
}

static const char *const SESSION[] = {"name",   "policy",  "credential", "p8",  "p8_b64",
                                      "key_id", "team_id", "steps",      "expect", NULL};
static const char *const GOAWAY[] = {"name",           "error_code", "last_stream_id",
                                     "debug_text",     "debug_text_parts",
                                     "debug_b64",      "expect",     NULL};
static const char *const BACKOFF[] = {"name",    "first_ms",        "max_ms",
                                      "attempt", "jitter_permille", "expect", NULL};

const struct operation SESSION_OPERATIONS[] = {
    {"session", "cases", SESSION, NO_FIELDS, session, "name", NULL},
    {"goaway", "cases", GOAWAY, NO_FIELDS, goaway_frame, "name", NULL},
    {"backoff", "cases", BACKOFF, NO_FIELDS, backoff, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
