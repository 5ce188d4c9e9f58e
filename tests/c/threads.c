/* Handles shared by several threads at once. */
#include "fixture.h"

#include <pthread.h>

enum { THREADS = 4, ROUNDS = 6 };

static struct {
    waxwing_str payload, url;
} expected;

/* What a thread found wrong; none of them may touch the counters. */
static void *use_everything(void *argument) {
    bool *good = argument;
    *good = true;
    for (int i = 0; i < ROUNDS; i++) {
        waxwing_signed_object *object = NULL;
        waxwing_provider_token *token = NULL;
        waxwing_request *request = NULL;
        waxwing_verdict *verdict = NULL;
        waxwing_notification *notification = NULL;
        waxwing_device_token *device = NULL;
        waxwing_error *error = NULL;
        *good = *good &&
                waxwing_verifier_notification(fixture.verifier, as_str(fixture.notification_token),
                                              fixture.now_ms, &object, NULL) == 0 &&
                same(waxwing_signed_object_payload(object), expected.payload) &&
                /* The shared object, whose text is made when first asked for. */
                same(waxwing_signed_object_payload(fixture.object), expected.payload) &&
                waxwing_signed_object_has(fixture.object, WAXWING_STR("/data/environment")) &&
                waxwing_provider_key_token_issued_at(fixture.key, ISSUED_AT_S, &token, NULL) == 0 &&
                same(waxwing_provider_token_jwt(token), waxwing_str_of(KNOWN_TOKEN)) &&
                waxwing_prepared_request(fixture.prepared, fixture.device, fixture.token, &request,
                                         NULL) == 0 &&
                same(waxwing_request_url(request), expected.url) &&
                waxwing_reply_verdict(fixture.reply, WAXWING_TIME_UNKNOWN, &verdict, NULL) == 0 &&
                waxwing_verdict_action(verdict) == WAXWING_ACTION_DROP_DEVICE &&
                waxwing_device_token_from_hex(WAXWING_STR("0"), &device, &error) != 0 &&
                same(waxwing_error_name(error), waxwing_error_name(fixture.error));
        waxwing_error_free(error);
        waxwing_notification_free(notification);
        waxwing_verdict_free(verdict);
        waxwing_request_free(request);
        waxwing_provider_token_free(token);
        waxwing_signed_object_free(object);
    }
    return NULL;
}

static void *free_request(void *request) {
    waxwing_request_free(request);
    return NULL;
}

void run_threads(void) {
    pthread_t threads[THREADS];
    bool good[THREADS];
    waxwing_error *error = NULL;
    waxwing_signed_object *own = NULL;
    case_begin("threads", "four_threads_use_the_same_handles");
    /* What is expected comes from a handle of this thread's own: the shared one is still untouched. */
    SUCCEEDS(waxwing_verifier_notification(fixture.verifier, as_str(fixture.notification_token),
                                           fixture.now_ms, &own, &error));
    waxwing_signed_object *untouched = fixture.object;
    SUCCEEDS(waxwing_verifier_notification(fixture.verifier, as_str(fixture.notification_token),
                                           fixture.now_ms, &fixture.object, &error));
    waxwing_signed_object_free(untouched);
    expected.payload = waxwing_signed_object_payload(own);
    expected.url = waxwing_request_url(fixture.request);
    int started = 0;
    while (started < THREADS &&
           pthread_create(&threads[started], NULL, use_everything, &good[started]) == 0) {
        started++;
    }
    for (int i = 0; i < started; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0 && good[i]);
    }
    CHECK_NUMBER(started, THREADS);
    waxwing_signed_object_free(own);
    case_end();

    case_begin("threads", "a_handle_made_by_one_thread_is_freed_by_another");
    waxwing_request *request = NULL;
    SUCCEEDS(waxwing_prepared_request(fixture.prepared, fixture.device, fixture.token, &request,
                                      &error));
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, free_request, request) == 0 &&
          pthread_join(thread, NULL) == 0);
    case_end();
}
