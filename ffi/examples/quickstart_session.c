/*
 * A session and the verdict about a reply, as README.md shows them: what lies between the markers.
 *
 *     quickstart_session KEY.p8 [...]
 *
 * sends nothing: it prints the request that a session lets it send, signed with KEY.p8, then takes a
 * reply that APNs could have given.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <waxwing.h>

enum { STREAM = 1, REQUEST = 7 };

static void print(waxwing_str text) { printf("%.*s\n", (int)text.len, text.data); }

static void forget_device(void) { puts("forget the device"); }
static void send_again(uint64_t after_s) { printf("again in %llu s\n", (unsigned long long)after_s); }
static void open_connection(void) { puts("connect"); }
static void send_request(const waxwing_prepared *push, const waxwing_device_token *device,
                         const waxwing_provider_token *token) {
    waxwing_request *request = NULL;
    if (waxwing_prepared_request(push, device, token, &request, NULL) == WAXWING_STATUS_OK) {
        print(waxwing_request_url(request));
    }
    waxwing_request_free(request);
}

/* One step of a sender; the rest of it is in fleet_libcurl.c. Gives whether a request was sent. */
static bool step(waxwing_session *session, const waxwing_prepared *push,
                 const waxwing_device_token *device, int64_t now_ms, waxwing_error **error) {
    waxwing_provider_token *token = NULL;
    waxwing_next next;
    uint32_t connection;
    bool sent = false;
    /* quickstart: session */
    if (waxwing_session_next(session, now_ms, &next, &token, error))
        return false;
    switch (next.step) {
    case WAXWING_STEP_CONNECT:
        open_connection(); /* with any HTTP/2 library */
        waxwing_session_connected(session, now_ms, &connection, error);
        break;
    case WAXWING_STEP_SEND: /* up to next.room of them, each with this token */
        sent = !waxwing_session_sent(session, REQUEST, STREAM, WAXWING_TIME_UNKNOWN, now_ms, error);
        send_request(push, device, token);
        break;
    case WAXWING_STEP_WAIT_UNTIL: /* next.at_ms */
    default: /* await a reply; or stop, and tell a human why */
        print(waxwing_because_name(next.because));
    }
    /* end */
    waxwing_provider_token_free(token);
    return sent;
}

static void follow(const waxwing_verdict *verdict) {
    uint64_t seconds = 0;
    /* quickstart: verdict */
    switch (waxwing_verdict_action(verdict)) {
    case WAXWING_ACTION_DROP_DEVICE:
        forget_device();
        break;
    case WAXWING_ACTION_RETRY:
        waxwing_verdict_retry_after_s(verdict, &seconds);
        send_again(seconds);
        break;
    default:
        print(waxwing_verdict_advice(verdict));
    }
    /* end */
}

/* Takes a reply, as APNs gives it for a device that has no app any more. */
static void take_reply(waxwing_session *session, int64_t now_ms, waxwing_error **error) {
    waxwing_str body = WAXWING_STR("{\"reason\":\"Unregistered\",\"timestamp\":1454948015990}");
    waxwing_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_outcome outcome;
    if (waxwing_reply_parse(410, NULL, 0, (waxwing_bytes){(const uint8_t *)body.data, body.len},
                            &reply, error) == WAXWING_STATUS_OK &&
        waxwing_session_reply(session, REQUEST, reply, WAXWING_TIME_UNKNOWN, now_ms, &outcome,
                              error) == WAXWING_STATUS_OK &&
        waxwing_reply_verdict(reply, WAXWING_TIME_UNKNOWN, &verdict, error) == WAXWING_STATUS_OK) {
        print(outcome.reason);
        follow(verdict);
    }
    waxwing_verdict_free(verdict);
    waxwing_reply_free(reply);
}

/* A whole small file. The caller frees `data`. */
static waxwing_bytes file(const char *path) {
    static const size_t LIMIT = 1 << 16;
    waxwing_bytes found = {NULL, 0};
    FILE *stream = fopen(path, "rb");
    uint8_t *data = stream != NULL ? malloc(LIMIT) : NULL;
    if (data != NULL) {
        found.len = fread(data, 1, LIMIT, stream);
        found.data = data;
    } else {
        perror(path);
    }
    if (stream != NULL) {
        fclose(stream);
    }
    return found;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: quickstart_session KEY.p8\n", stderr);
        return 2;
    }
    waxwing_str hex = WAXWING_STR("00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0");
    waxwing_str key_id = WAXWING_STR("ABC123DEFG"), team_id = WAXWING_STR("DEF123GHIJ");
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    waxwing_bytes p8 = file(argv[1]);
    waxwing_provider_key *key = NULL;
    waxwing_session *session = NULL;
    waxwing_device_token *device = NULL;
    waxwing_notification *note = NULL;
    waxwing_prepared *push = NULL;
    waxwing_error *error = NULL;
    waxwing_notification_builder *builder =
        waxwing_notification_background(WAXWING_STR("com.example.app"));
    bool sent = false;
    if (waxwing_provider_key_from_p8(p8, key_id, team_id, &key, &error) == WAXWING_STATUS_OK &&
        waxwing_session_with_key(key, NULL, &session, &error) == WAXWING_STATUS_OK &&
        waxwing_device_token_from_hex(hex, &device, &error) == WAXWING_STATUS_OK &&
        waxwing_notification_builder_build(builder, &note, &error) == WAXWING_STATUS_OK &&
        waxwing_notification_prepare(note, WAXWING_ENVIRONMENT_SANDBOX, &push, &error) ==
            WAXWING_STATUS_OK) {
        while (!sent && error == NULL) {
            sent = step(session, push, device, now_ms, &error);
        }
    }
    if (sent) {
        take_reply(session, now_ms, &error);
    }
    if (error != NULL) {
        print(waxwing_error_message(error));
    }
    waxwing_error_free(error);
    waxwing_prepared_free(push);
    waxwing_notification_free(note);
    waxwing_notification_builder_free(builder);
    waxwing_device_token_free(device);
    waxwing_session_free(session);
    waxwing_provider_key_free(key);
    free((void *)p8.data);
    return sent ? 0 : 1;
}
