/* Handles of every type, and what they were made of. */
#ifndef WAXWING_TESTS_FIXTURE_H
#define WAXWING_TESTS_FIXTURE_H

#include "json.h"

#define KEY_ID WAXWING_STR("ABC123DEFG")
#define TEAM_ID WAXWING_STR("DEF123GHIJ")
#define TOPIC WAXWING_STR("com.example.app")
/* The P-256 key of RFC 6979 A.2.5 and what it signs at ISSUED_AT_S. */
extern const char P8[];
extern const char KNOWN_TOKEN[];
#define ISSUED_AT_S INT64_C(1437179036)
#define DEVICE WAXWING_STR("00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0")

struct fixture {
    /* A notification with transaction and renewal info, and what verifies it. */
    json_t *file;
    struct bytes root, notification_token, transaction_token;
    int64_t now_ms;
    waxwing_verifier_builder *verifier_builder;
    waxwing_verifier *verifier;
    waxwing_signed_object *object;
    /* A push. */
    waxwing_provider_key *key;
    waxwing_provider_token *token;
    waxwing_device_token *device;
    waxwing_notification_builder *builder;
    waxwing_notification *notification;
    waxwing_prepared *prepared;
    waxwing_request *request;
    /* Its reply: 410 with a timestamp. */
    waxwing_reply *reply;
    waxwing_verdict *verdict;
    waxwing_error *error;
};
extern struct fixture fixture;

/* A view of a text constant's bytes. */
waxwing_bytes bytes_in(const char *text);
/* A verifier of the test authority for any app in Sandbox. */
waxwing_verifier_builder *test_verifier_builder(void);

#endif
