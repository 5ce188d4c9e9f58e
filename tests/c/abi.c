/* What a compiled program relies on: sizes, places, numbers and versions. */
#include "harness.h"

#include <stddef.h>

/* The structs that programs lay out themselves. */
#define PLACE(type, member, place)                                                                 \
    _Static_assert(offsetof(type, member) == (place), #type "." #member)
_Static_assert(sizeof(waxwing_str) == 2 * sizeof(void *), "waxwing_str");
_Static_assert(sizeof(waxwing_bytes) == 2 * sizeof(void *), "waxwing_bytes");
_Static_assert(sizeof(waxwing_header) == 4 * sizeof(void *), "waxwing_header");
PLACE(waxwing_str, data, 0);
PLACE(waxwing_str, len, sizeof(void *));
PLACE(waxwing_bytes, data, 0);
PLACE(waxwing_bytes, len, sizeof(void *));
PLACE(waxwing_header, name, 0);
PLACE(waxwing_header, value, 2 * sizeof(void *));

_Static_assert(sizeof(waxwing_next) == 24, "waxwing_next");
PLACE(waxwing_next, step, 0);
PLACE(waxwing_next, because, 4);
PLACE(waxwing_next, room, 8);
PLACE(waxwing_next, at_ms, 16);
PLACE(waxwing_outcome, request, 0);
PLACE(waxwing_outcome, action, 8);
PLACE(waxwing_outcome, scope, 12);
PLACE(waxwing_outcome, fate, 16);
PLACE(waxwing_outcome, attempt, 20);
PLACE(waxwing_outcome, retry_after_ms, 24);
PLACE(waxwing_outcome, since_ms, 32);
PLACE(waxwing_outcome, resend, 40);
PLACE(waxwing_outcome, may_duplicate, 41);
PLACE(waxwing_outcome, new_connection, 42);
PLACE(waxwing_outcome, reason, 48);
PLACE(waxwing_outcome, advice, 48 + 2 * sizeof(void *));
PLACE(waxwing_option, kind, 2 * sizeof(void *));
PLACE(waxwing_lint, subject, 2 * sizeof(void *));
PLACE(waxwing_lint, source, 6 * sizeof(void *));
PLACE(waxwing_cut, removed_bytes, 2 * sizeof(void *) + 2 * sizeof(size_t));
PLACE(waxwing_header_rule, number, 8);
PLACE(waxwing_rules, priority, 4 * sizeof(void *));

/* Enums are numbers of 32 bits, in C as in C++. */
_Static_assert(sizeof(waxwing_status) == 4, "waxwing_status");
_Static_assert(sizeof(waxwing_category) == 4, "waxwing_category");
_Static_assert(sizeof(waxwing_environment) == 4, "waxwing_environment");
_Static_assert(sizeof(waxwing_validity) == 4, "waxwing_validity");
_Static_assert(sizeof(waxwing_kind) == 4, "waxwing_kind");
_Static_assert(sizeof(waxwing_certificate) == 4, "waxwing_certificate");
_Static_assert(sizeof(waxwing_push_type) == 4, "waxwing_push_type");
_Static_assert(sizeof(waxwing_priority) == 4, "waxwing_priority");
_Static_assert(sizeof(waxwing_interruption_level) == 4, "waxwing_interruption_level");
_Static_assert(sizeof(waxwing_action) == 4, "waxwing_action");
_Static_assert(sizeof(waxwing_scope) == 4, "waxwing_scope");
_Static_assert(sizeof(waxwing_step) == 4, "waxwing_step");
_Static_assert(sizeof(waxwing_because) == 4, "waxwing_because");
_Static_assert(sizeof(waxwing_fate) == 4, "waxwing_fate");
_Static_assert(sizeof(waxwing_activity_event) == 4, "waxwing_activity_event");
_Static_assert(sizeof(waxwing_storage_policy) == 4, "waxwing_storage_policy");
_Static_assert(sizeof(waxwing_header_stability) == 4, "waxwing_header_stability");

/* A number that changed would break programs without a word. Those of waxwing_status are in
 * vectors_lists.c. */
#define NUMBER(name, number) _Static_assert((name) == (number), #name)
NUMBER(WAXWING_STATUS_OK, 0);
NUMBER(WAXWING_CATEGORY_NONE, 0);
NUMBER(WAXWING_CATEGORY_INPUT, 1);
NUMBER(WAXWING_CATEGORY_MALFORMED, 2);
NUMBER(WAXWING_CATEGORY_UNTRUSTED, 3);
NUMBER(WAXWING_CATEGORY_LIMIT, 4);
NUMBER(WAXWING_CATEGORY_INTERNAL, 5);
NUMBER(WAXWING_ENVIRONMENT_UNKNOWN, 0);
NUMBER(WAXWING_ENVIRONMENT_PRODUCTION, 1);
NUMBER(WAXWING_ENVIRONMENT_SANDBOX, 2);
NUMBER(WAXWING_ENVIRONMENT_XCODE, 3);
NUMBER(WAXWING_ENVIRONMENT_LOCAL_TESTING, 4);
NUMBER(WAXWING_VALIDITY_SIGNING_TIME, 1);
NUMBER(WAXWING_VALIDITY_CHECK_TIME, 2);
NUMBER(WAXWING_KIND_UNKNOWN, 0);
NUMBER(WAXWING_KIND_NOTIFICATION, 1);
NUMBER(WAXWING_KIND_TRANSACTION, 2);
NUMBER(WAXWING_KIND_RENEWAL_INFO, 3);
NUMBER(WAXWING_KIND_APP_TRANSACTION, 4);
NUMBER(WAXWING_KIND_REALTIME_REQUEST, 5);
NUMBER(WAXWING_CERTIFICATE_LEAF, 0);
NUMBER(WAXWING_CERTIFICATE_INTERMEDIATE, 1);
NUMBER(WAXWING_CERTIFICATE_ROOT, 2);
NUMBER(WAXWING_PUSH_TYPE_ALERT, 1);
NUMBER(WAXWING_PUSH_TYPE_BACKGROUND, 2);
NUMBER(WAXWING_PUSH_TYPE_COMPLICATION, 3);
NUMBER(WAXWING_PUSH_TYPE_CONTROLS, 4);
NUMBER(WAXWING_PUSH_TYPE_FILE_PROVIDER, 5);
NUMBER(WAXWING_PUSH_TYPE_LIVE_ACTIVITY, 6);
NUMBER(WAXWING_PUSH_TYPE_LOCATION, 7);
NUMBER(WAXWING_PUSH_TYPE_MDM, 8);
NUMBER(WAXWING_PUSH_TYPE_PUSH_TO_TALK, 9);
NUMBER(WAXWING_PUSH_TYPE_VOIP, 10);
NUMBER(WAXWING_PUSH_TYPE_WIDGETS, 11);
NUMBER(WAXWING_PRIORITY_NEVER_WAKE, 1);
NUMBER(WAXWING_PRIORITY_POWER_AWARE, 5);
NUMBER(WAXWING_PRIORITY_IMMEDIATE, 10);
NUMBER(WAXWING_INTERRUPTION_LEVEL_PASSIVE, 1);
NUMBER(WAXWING_INTERRUPTION_LEVEL_ACTIVE, 2);
NUMBER(WAXWING_INTERRUPTION_LEVEL_TIME_SENSITIVE, 3);
NUMBER(WAXWING_INTERRUPTION_LEVEL_CRITICAL, 4);
NUMBER(WAXWING_ACTION_UNKNOWN, 0);
NUMBER(WAXWING_ACTION_DELIVERED, 1);
NUMBER(WAXWING_ACTION_RETRY, 2);
NUMBER(WAXWING_ACTION_REFRESH_TOKEN, 3);
NUMBER(WAXWING_ACTION_CHECK_CLOCK, 4);
NUMBER(WAXWING_ACTION_DROP_DEVICE, 5);
NUMBER(WAXWING_ACTION_KEEP_DEVICE, 6);
NUMBER(WAXWING_ACTION_DROP_CHANNEL, 7);
NUMBER(WAXWING_ACTION_REPAIR, 8);
NUMBER(WAXWING_ACTION_REPAIR_PAIRING, 9);
NUMBER(WAXWING_ACTION_STOP_CREDENTIAL, 10);
NUMBER(WAXWING_ACTION_GIVE_UP, 11);
NUMBER(WAXWING_SCOPE_UNKNOWN, 0);
NUMBER(WAXWING_SCOPE_REQUEST, 1);
NUMBER(WAXWING_SCOPE_DEVICE, 2);
NUMBER(WAXWING_SCOPE_TOPIC, 3);
NUMBER(WAXWING_SCOPE_CREDENTIAL, 4);
NUMBER(WAXWING_SCOPE_CONNECTION, 5);
NUMBER(WAXWING_SCOPE_CHANNEL, 6);
NUMBER(WAXWING_STEP_UNKNOWN, 0);
NUMBER(WAXWING_STEP_SEND, 1);
NUMBER(WAXWING_STEP_CONNECT, 2);
NUMBER(WAXWING_STEP_AWAIT_REPLY, 3);
NUMBER(WAXWING_STEP_WAIT_UNTIL, 4);
NUMBER(WAXWING_STEP_STOP, 5);
NUMBER(WAXWING_BECAUSE_UNKNOWN, 0);
NUMBER(WAXWING_BECAUSE_AGE, 1);
NUMBER(WAXWING_BECAUSE_CLEAR, 2);
NUMBER(WAXWING_BECAUSE_CLOCK, 3);
NUMBER(WAXWING_BECAUSE_CLOSED, 4);
NUMBER(WAXWING_BECAUSE_CONNECT_FAILED, 5);
NUMBER(WAXWING_BECAUSE_CREDENTIAL, 6);
NUMBER(WAXWING_BECAUSE_FIRST, 7);
NUMBER(WAXWING_BECAUSE_GOING_AWAY, 8);
NUMBER(WAXWING_BECAUSE_IDLE, 9);
NUMBER(WAXWING_BECAUSE_KEY_REPLACED, 10);
NUMBER(WAXWING_BECAUSE_PROBATION, 11);
NUMBER(WAXWING_BECAUSE_SERVER_ERRORS, 12);
NUMBER(WAXWING_BECAUSE_STREAM_IDS, 13);
NUMBER(WAXWING_BECAUSE_STREAM_LIMIT, 14);
NUMBER(WAXWING_BECAUSE_TOKEN_AGE, 15);
NUMBER(WAXWING_BECAUSE_TOKEN_REFUSED, 16);
NUMBER(WAXWING_BECAUSE_TOKEN_UPDATES, 17);
NUMBER(WAXWING_BECAUSE_TOPICS, 18);
NUMBER(WAXWING_BECAUSE_UNRELATED_KEY, 19);
NUMBER(WAXWING_BECAUSE_UNRESPONSIVE, 20);
NUMBER(WAXWING_FATE_UNKNOWN, 0);
NUMBER(WAXWING_FATE_ANSWERED, 1);
NUMBER(WAXWING_FATE_NOT_PROCESSED, 2);
NUMBER(WAXWING_FATE_AMBIGUOUS, 3);
NUMBER(WAXWING_ACTIVITY_EVENT_START, 1);
NUMBER(WAXWING_ACTIVITY_EVENT_UPDATE, 2);
NUMBER(WAXWING_ACTIVITY_EVENT_END, 3);
NUMBER(WAXWING_STORAGE_POLICY_UNKNOWN, 0);
NUMBER(WAXWING_STORAGE_POLICY_NO_STORAGE, 1);
NUMBER(WAXWING_STORAGE_POLICY_MOST_RECENT, 2);
NUMBER(WAXWING_HEADER_RULE_KIND_UNKNOWN, 0);
NUMBER(WAXWING_HEADER_RULE_KIND_ANY, 1);
NUMBER(WAXWING_HEADER_RULE_KIND_ALWAYS, 2);
NUMBER(WAXWING_HEADER_RULE_KIND_USUALLY, 3);
NUMBER(WAXWING_HEADER_RULE_KIND_LEAVE_OUT, 4);
NUMBER(WAXWING_HEADER_RULE_KIND_AT_LEAST, 5);
NUMBER(WAXWING_PUSH_AUTH_UNKNOWN, 0);
NUMBER(WAXWING_PUSH_AUTH_CERTIFICATE, 1);
NUMBER(WAXWING_PUSH_AUTH_TOKEN, 2);
NUMBER(WAXWING_PUSH_AUTH_TOKEN_OR_CERTIFICATE, 3);
NUMBER(WAXWING_HEADER_STABILITY_FIXED, 1);
NUMBER(WAXWING_HEADER_STABILITY_HOURLY, 2);
NUMBER(WAXWING_HEADER_STABILITY_UNIQUE, 3);

void run_abi(void) {
    char version[64];
    case_begin("abi", "header_and_library_have_the_same_version");
    snprintf(version, sizeof version, "%d.%d.%d", WAXWING_VERSION_MAJOR, WAXWING_VERSION_MINOR,
             WAXWING_VERSION_PATCH);
    CHECK_TEXT(waxwing_version(), WAXWING_VERSION);
    CHECK(strncmp(waxwing_version().data, version, strlen(version)) == 0);
    CHECK(strlen(waxwing_version().data) == waxwing_version().len);
    case_end();

    case_begin("abi", "a_time_that_is_unknown_is_the_smallest");
    CHECK(WAXWING_TIME_UNKNOWN == INT64_MIN);
    CHECK(WAXWING_STREAM_UNKNOWN == 0 && WAXWING_STREAMS_UNLIMITED == UINT32_MAX);
    CHECK(WAXWING_ERROR_CODE_UNKNOWN == UINT32_MAX && WAXWING_PATH_MAX == 523);
    case_end();
}
