/* What a compiled program relies on: sizes, places, numbers and versions. */
#include "harness.h"

#include <stddef.h>

/* The views are the only structs that programs lay out themselves. */
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
NUMBER(WAXWING_SCOPE_UNKNOWN, 0);
NUMBER(WAXWING_SCOPE_REQUEST, 1);
NUMBER(WAXWING_SCOPE_DEVICE, 2);
NUMBER(WAXWING_SCOPE_TOPIC, 3);
NUMBER(WAXWING_SCOPE_CREDENTIAL, 4);
NUMBER(WAXWING_SCOPE_CONNECTION, 5);
NUMBER(WAXWING_SCOPE_CHANNEL, 6);

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
    case_end();
}
