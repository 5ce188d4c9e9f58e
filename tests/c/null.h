/* Impossible arguments: how each is tried alone. */
#ifndef WAXWING_TESTS_NULL_H
#define WAXWING_TESTS_NULL_H

#include "fixture.h"

/* What calls write to, full of nonsense before each. */
struct out {
    waxwing_verifier *verifier;
    waxwing_signed_object *object;
    waxwing_provider_key *key;
    waxwing_provider_token *token;
    waxwing_device_token *device;
    waxwing_notification *notification;
    waxwing_prepared *prepared;
    waxwing_request *request;
    waxwing_reply *reply;
    waxwing_verdict *verdict;
    uint8_t sha256[32];
    waxwing_session *session;
    waxwing_outcomes *outcomes;
    waxwing_goaway *goaway;
    waxwing_broadcast *broadcast;
    waxwing_call *call;
    waxwing_channels *channels;
    waxwing_channel *channel;
    waxwing_channel_ids *ids;
    waxwing_lints *lints;
    waxwing_next next;
    waxwing_outcome outcome;
    uint32_t number;
    size_t count;
    waxwing_subscription_state *subscription;
    waxwing_pending *pending;
    waxwing_ocsp_requests *requests;
    waxwing_unverified *unverified;
    waxwing_transaction_id *id;
    waxwing_receipt_verifier *receipt_verifier;
    waxwing_receipt *receipt;
    waxwing_channel_uri *channel_uri;
    waxwing_wns_token *wns_token;
    waxwing_wns_token_reply *wns_token_reply;
    waxwing_wns_notification *wns_notification;
    waxwing_wns_reply *wns_reply;
    waxwing_mpns_notification *mpns_notification;
    waxwing_mpns_service_name *service_name;
    waxwing_mpns_reply *mpns_reply;
    waxwing_binary_bytes *binary_bytes;
    waxwing_binary_received *received;
    waxwing_binary_error packet;
    waxwing_feedback_entries *entries;
    waxwing_sniffed *sniffed;
    waxwing_contents *contents;
    waxwing_private_key *private_key;
    waxwing_x509_certificate *certificate;
    waxwing_identity *identity;
    waxwing_identities *identities;
    waxwing_p12 *p12;
    waxwing_credential_lints *credential_lints;
    waxwing_push_certificate *push;
    waxwing_certificate_scope *scope;
    waxwing_certificate_request *certificate_request;
    waxwing_unsigned_request *unsigned_request;
    char path[WAXWING_PATH_MAX];
    waxwing_str paths[1];
};
extern struct out out;

/* Checks what a call refused, and frees the error. */
void check_refusal(waxwing_status expected, const char *subject, waxwing_status status,
                   waxwing_error *error);

/* Once with somebody to tell, once without. */
#define REFUSES(status, subject, is_gone, call)                                                    \
    do {                                                                                           \
        waxwing_error *error = NULL, **out_error = &error;                                         \
        memset(&out, 0x5a, sizeof out);                                                            \
        case_begin("impossible arguments", #call);                                                 \
        waxwing_status found = call;                                                               \
        check_refusal(status, subject, found, error);                                              \
        CHECK(is_gone);                                                                            \
        out_error = NULL;                                                                          \
        CHECK_NUMBER(call, status);                                                                \
        case_end();                                                                                \
    } while (0)

/* Calls in which `it` is a handle, an array or a view that cannot be. */
#define HANDLE(type, subject, is_gone, call)                                                       \
    do {                                                                                           \
        type *it = NULL;                                                                           \
        REFUSES(WAXWING_STATUS_NULL_POINTER, subject, is_gone, call);                              \
        it = (type *)((uintptr_t)&out + 1);                                                        \
        REFUSES(WAXWING_STATUS_INVALID_INPUT, subject, is_gone, call);                             \
    } while (0)
#define ARRAY(type, subject, is_gone, call) HANDLE(const type, subject, is_gone, call)
#define OUTPUT(subject, call) REFUSES(WAXWING_STATUS_NULL_POINTER, subject, true, call)
#define RAW(subject, is_gone, call)                                                                \
    do {                                                                                           \
        waxwing_str it = {NULL, 1};                                                                \
        REFUSES(WAXWING_STATUS_NULL_POINTER, subject, is_gone, call);                              \
        it = (waxwing_str){"x", SIZE_MAX};                                                         \
        REFUSES(WAXWING_STATUS_INVALID_INPUT, subject, is_gone, call);                             \
    } while (0)
#define TEXT(subject, is_gone, call)                                                               \
    do {                                                                                           \
        RAW(subject, is_gone, call);                                                               \
        waxwing_str it = {"a\xff", 2};                                                             \
        REFUSES(WAXWING_STATUS_INVALID_UTF8, subject, is_gone, call);                              \
    } while (0)
#define BYTES(subject, is_gone, call)                                                              \
    do {                                                                                           \
        waxwing_bytes it = {NULL, 1};                                                              \
        REFUSES(WAXWING_STATUS_NULL_POINTER, subject, is_gone, call);                              \
        it = (waxwing_bytes){(const uint8_t *)"x", SIZE_MAX / 2 + 1};                              \
        REFUSES(WAXWING_STATUS_INVALID_INPUT, subject, is_gone, call);                             \
    } while (0)

/* The functions about pushing that change or answer: options, channels, keys, sessions. */
void refuses_in_sessions(void);
void refuses_in_channels(void);
void accessors_of_sessions_and_channels_give_nothing(void);
/* The functions beyond verifying. */
void refuses_beyond_verifying(void);
void refuses_in_receipts(void);
void refuses_in_credentials(void);
void refuses_in_windows(void);
void refuses_in_legacy(void);

#endif
