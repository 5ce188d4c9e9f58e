/* Impossible arguments of sessions and what they are told. */
#include "null.h"

void refuses_in_sessions(void) {
    waxwing_session *session = NULL;
    waxwing_goaway *goaway = NULL;
    waxwing_error *error = NULL;
    case_begin("impossible arguments", "a_session_to_try_them_on");
    SUCCEEDS(waxwing_session_with_key(fixture.key, NULL, &session, &error));
    SUCCEEDS(waxwing_goaway_new(0, 1, bytes_in("{}"), &goaway, &error));
    case_end();
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_tokens(it, 3000, 0, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_max_streams(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_reply_timeout_ms(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_ping_after_ms(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_max_connection_age_ms(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_max_attempts(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_ambiguous_resends(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_first_wait_ms(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_max_wait_ms(it, 1, out_error));
    HANDLE(waxwing_session_policy, "policy", true,
        waxwing_session_policy_jitter_seed(it, 1, out_error));
    HANDLE(waxwing_provider_key, "key", out.session == NULL,
        waxwing_session_with_key(it, NULL, &out.session, out_error));
    OUTPUT("out_session",
        waxwing_session_with_key(fixture.key, NULL, NULL, out_error));
    OUTPUT("out_session",
        waxwing_session_with_certificate(NULL, NULL, out_error));
    HANDLE(waxwing_session, "session", out.token == NULL,
        waxwing_session_next(it, 0, &out.next, &out.token, out_error));
    OUTPUT("out_next",
        waxwing_session_next(session, 0, NULL, NULL, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_connected(it, 0, &out.number, out_error));
    OUTPUT("out_connection",
        waxwing_session_connected(session, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_connect_failed(it, 0, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_settings(it, 1, 1, 0, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_sent(it, 1, 1, 0, 0, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_reply(it, 1, fixture.reply, 0, 0, &out.outcome, out_error));
    HANDLE(waxwing_reply, "reply", true,
        waxwing_session_reply(session, 1, it, 0, 0, &out.outcome, out_error));
    OUTPUT("out_outcome",
        waxwing_session_reply(session, 1, fixture.reply, 0, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_reset(it, 1, 0, 0, &out.outcome, out_error));
    OUTPUT("out_outcome",
        waxwing_session_reset(session, 1, 0, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", out.outcomes == NULL,
        waxwing_session_overdue(it, 0, &out.outcomes, out_error));
    OUTPUT("out_outcomes",
        waxwing_session_overdue(session, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", out.outcomes == NULL,
        waxwing_session_goaway(it, 1, goaway, 0, &out.outcomes, out_error));
    HANDLE(waxwing_goaway, "goaway", out.outcomes == NULL,
        waxwing_session_goaway(session, 1, it, 0, &out.outcomes, out_error));
    OUTPUT("out_outcomes",
        waxwing_session_goaway(session, 1, goaway, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", out.outcomes == NULL,
        waxwing_session_closed(it, 1, 0, &out.outcomes, out_error));
    OUTPUT("out_outcomes",
        waxwing_session_closed(session, 1, 0, NULL, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_forget(it, 1, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_replace_key(it, fixture.key, 0, out_error));
    HANDLE(waxwing_provider_key, "key", true,
        waxwing_session_replace_key(session, it, 0, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_resume(it, 0, out_error));
    HANDLE(waxwing_session, "session", true,
        waxwing_session_pinged(it, 1, 0, out_error));
    BYTES("debug data", out.goaway == NULL,
        waxwing_goaway_new(0, 0, it, &out.goaway, out_error));
    OUTPUT("out_goaway",
        waxwing_goaway_new(0, 0, bytes_in("{}"), NULL, out_error));
    HANDLE(waxwing_goaway, "goaway", out.verdict == NULL,
        waxwing_goaway_verdict(it, &out.verdict, out_error));
    OUTPUT("out_verdict",
        waxwing_goaway_verdict(goaway, NULL, out_error));
    case_begin("impossible arguments", "a_token_needs_a_place_that_can_be_one");
    waxwing_provider_token **nowhere = (waxwing_provider_token **)((uintptr_t)&out + 1);
    waxwing_status status = waxwing_session_next(session, 0, &out.next, nowhere, &error);
    check_refusal(WAXWING_STATUS_INVALID_INPUT, "out_token", status, error);
    case_end();
    case_begin("impossible arguments", "a_policy_keeps_its_first_error");
    waxwing_session_policy *policy = waxwing_session_policy_new();
    waxwing_session_policy_reply_timeout_ms(policy, -1, NULL);
    waxwing_session_policy_tokens(policy, 1, 0, NULL);
    status = waxwing_session_with_certificate(policy, &out.session, &error);
    check_refusal(WAXWING_STATUS_INVALID_INPUT, "reply timeout", status, error);
    waxwing_session_policy_free(policy);
    case_end();
    waxwing_goaway_free(goaway);
    waxwing_session_free(session);
}
