/*
 * Pushes an alert to several devices with a client certificate: libcurl takes certificate and key of
 * a .p12 file from memory, and nothing is written to a disk.
 *
 *     push_certificate --p12 FILE --password TEXT --token HEX… [--topic T] [--title S] [--body S]
 *                      [--environment sandbox|production] [--authority host[:port]] [--ca FILE]
 *                      [--now MS]
 *
 * First it says what is wrong with the certificate, and ends there if nothing can be pushed with it:
 * an expired one is refused in the TLS handshake, where nobody says why. It pushes for the
 * certificate's own topic unless another is named. --authority and --ca are for a simulator, as is
 * --now, the time in milliseconds since 1970 in the place of the clock. What is left out is read from
 * APNS_P12, APNS_P12_PASSWORD, APNS_TOPIC, APNS_ENVIRONMENT, APNS_URL and APNS_CERTIFICATE.
 * Ends with 0 if all were accepted, 1 if any was not, 2 if nothing could be sent.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <curl/curl.h>
#include <waxwing.h>

enum { MAX_TOKENS = 64, MAX_HEADERS = 64, MAX_FILE = 65536, MAX_ANSWER = 65536 };

static struct {
    const char *name, *variable, *value;
} options[] = {
    {"--authority", "APNS_URL", NULL},           {"--ca", "APNS_CERTIFICATE", NULL},
    {"--p12", "APNS_P12", NULL},                 {"--password", "APNS_P12_PASSWORD", NULL},
    {"--topic", "APNS_TOPIC", NULL},             {"--environment", "APNS_ENVIRONMENT", "sandbox"},
    {"--title", NULL, "Ready"},                  {"--body", NULL, "Your order is here"},
    {"--now", NULL, NULL},
};
enum { AUTHORITY, CA, P12, PASSWORD, TOPIC, ENVIRONMENT, TITLE, BODY, NOW, OPTIONS };
static const char *tokens[MAX_TOKENS];
static size_t token_count;

static int read_options(int argc, char **argv) {
    for (size_t i = 0; i < OPTIONS; i++) {
        const char *value = options[i].variable != NULL ? getenv(options[i].variable) : NULL;
        options[i].value = value != NULL ? value : options[i].value;
    }
    for (int i = 1; i < argc; i += 2) {
        size_t known = 0;
        while (known < OPTIONS && strcmp(options[known].name, argv[i]) != 0) {
            known++;
        }
        if (i + 1 < argc && known < OPTIONS) {
            options[known].value = argv[i + 1];
        } else if (i + 1 < argc && strcmp(argv[i], "--token") == 0 && token_count < MAX_TOKENS) {
            tokens[token_count++] = argv[i + 1];
        } else {
            fprintf(stderr, "not understood: %s\n", argv[i]);
            return 0;
        }
    }
    if (options[P12].value == NULL || token_count == 0) {
        fputs("--p12 and --token are needed\n", stderr);
        return 0;
    }
    return 1;
}

static int64_t now_ms(void) {
    return options[NOW].value != NULL ? strtoll(options[NOW].value, NULL, 10)
                                      : (int64_t)time(NULL) * 1000;
}

static uint32_t environment(void) {
    /* A name that is neither of the two is 0, which is refused. */
    const char *name = options[ENVIRONMENT].value;
    return strcmp(name, "sandbox") == 0      ? WAXWING_ENVIRONMENT_SANDBOX
           : strcmp(name, "production") == 0 ? WAXWING_ENVIRONMENT_PRODUCTION
                                             : WAXWING_ENVIRONMENT_UNKNOWN;
}

static void print(FILE *to, const char *before, waxwing_str text) {
    fprintf(to, "%s%.*s", before, (int)text.len, text.data != NULL ? text.data : "");
}

static int report(waxwing_error *error) {
    print(stderr, "push_certificate: ", waxwing_error_message(error));
    fputs("\n", stderr);
    waxwing_error_free(error);
    return 2;
}

/* What is wrong with the certificate, before it becomes silence: whether anything can be pushed. */
static int usable(const waxwing_identity *identity, waxwing_str topic, waxwing_error **error) {
    waxwing_credential_lints *lints = NULL;
    waxwing_credential_lint lint;
    int fatal = waxwing_identity_lints(identity, environment(), topic, now_ms(), &lints, error);
    for (size_t i = 0; waxwing_credential_lints_item(lints, i, &lint); i++) {
        print(stdout, "", lint.code);
        print(stdout, ": ", lint.found);
        print(stdout, ". ", lint.advice);
        puts("");
        fatal |= lint.is_fatal;
    }
    waxwing_credential_lints_free(lints);
    return !fatal;
}

/* The notification for the topic, checked against the certificate, for the host. */
static waxwing_prepared *prepare(const waxwing_push_certificate *push, waxwing_str topic,
                                 waxwing_error **error) {
    const char *authority = options[AUTHORITY].value;
    if (authority != NULL && strncmp(authority, "https://", 8) == 0) {
        authority += 8;
    }
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, topic);
    waxwing_notification *note = NULL;
    waxwing_certificate_scope *scope = NULL;
    waxwing_prepared *prepared = NULL;
    waxwing_notification_builder_alert(builder, waxwing_str_of(options[TITLE].value),
                                       waxwing_str_of(options[BODY].value), NULL);
    if (!waxwing_notification_builder_build(builder, &note, error) &&
        !waxwing_push_certificate_scope(push, &scope, error) &&
        !waxwing_certificate_scope_check(scope, note, environment(), error)) {
        waxwing_status status =
            authority != NULL ? waxwing_notification_prepare_for_authority(
                                    note, waxwing_str_of(authority), &prepared, error)
                              : waxwing_notification_prepare(note, environment(), &prepared, error);
        (void)status; /* told by `error` */
    }
    waxwing_certificate_scope_free(scope);
    waxwing_notification_free(note);
    waxwing_notification_builder_free(builder);
    return prepared;
}

/* What libcurl shows in the handshake: views of the identity, which has to stay until the end. */
static void show_as_client(CURL *curl, const waxwing_identity *identity) {
    /* quickstart: certificate */
    waxwing_str chain = waxwing_identity_chain_pem(identity);
    waxwing_str key = waxwing_identity_key_pem(identity); /* wiped by waxwing_identity_free */
    struct curl_blob certificate_blob = {(void *)chain.data, chain.len, CURL_BLOB_NOCOPY};
    struct curl_blob key_blob = {(void *)key.data, key.len, CURL_BLOB_NOCOPY};
    curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &certificate_blob);
    curl_easy_setopt(curl, CURLOPT_SSLKEY_BLOB, &key_blob);
    /* end */
}

static struct {
    char data[MAX_ANSWER];
    size_t len;
} body;

/* libcurl calls this with each part of a body. Replies of APNs are short. */
static size_t take_body(char *data, size_t unit, size_t size, void *to) {
    (void)unit;
    (void)to;
    if (size > MAX_ANSWER - body.len) {
        return 0;
    }
    memcpy(body.data + body.len, data, size);
    body.len += size;
    return size;
}

/* Sends a request; the reply, or NULL when there was none. */
static waxwing_reply *send_request(CURL *curl, const waxwing_request *request,
                                   waxwing_error **error) {
    struct curl_slist *lines = NULL;
    for (size_t i = 0; i < waxwing_request_header_count(request); i++) {
        lines = curl_slist_append(lines, waxwing_request_header_line(request, i).data);
    }
    waxwing_bytes content = waxwing_request_body(request);
    body.len = 0;
    curl_easy_setopt(curl, CURLOPT_URL, waxwing_request_url(request).data);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)content.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, (const char *)content.data);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(lines);
    if (code != CURLE_OK) {
        /* With TLS 1.3 it is often only here that a certificate is refused by the handshake. */
        fprintf(stderr, "no answer: %s\n", curl_easy_strerror(code));
        return NULL;
    }
    waxwing_header headers[MAX_HEADERS];
    size_t count = 0;
    struct curl_header *line = NULL;
    while (count < MAX_HEADERS &&
           (line = curl_easy_nextheader(curl, CURLH_HEADER, -1, line)) != NULL) {
        headers[count++] =
            (waxwing_header){waxwing_str_of(line->name), waxwing_str_of(line->value)};
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    waxwing_reply *reply = NULL;
    waxwing_status parsed =
        waxwing_reply_parse((uint32_t)status, headers, count,
                            (waxwing_bytes){(const uint8_t *)body.data, body.len}, &reply, error);
    return parsed == WAXWING_STATUS_OK ? reply : NULL;
}

static void print_outcome(const char *device, const waxwing_reply *reply,
                          const waxwing_outcome *outcome) {
    printf("%.8s…: %u", device, (unsigned)waxwing_reply_status(reply));
    print(stdout, " ", waxwing_reply_is_success(reply) ? waxwing_str_of("accepted")
                                                       : waxwing_reply_reason(reply));
    print(stdout, " -> ", waxwing_action_name(outcome->action));
    print(stdout, " (", waxwing_scope_name(outcome->scope));
    print(stdout, "): ", outcome->advice);
    puts("");
}

static void wait_until(int64_t at_ms) {
    int64_t wait_ms = at_ms - now_ms();
    struct timespec wait = {(time_t)(wait_ms / 1000), (long)(wait_ms % 1000) * 1000000};
    if (wait_ms > 0) {
        nanosleep(&wait, NULL);
    }
}

/* Sends to all, one after the other, as the session says; fleet_libcurl.c has many side by side. */
static int send_all(CURL *curl, waxwing_session *session, const waxwing_prepared *prepared,
                    waxwing_error **error) {
    int all_accepted = 1;
    for (size_t i = 0; i < token_count && *error == NULL;) {
        waxwing_next next;
        waxwing_provider_token *none = NULL; /* stays NULL: the certificate stands for it */
        uint32_t connection;
        if (waxwing_session_next(session, now_ms(), &next, &none, error)) {
            return 2;
        }
        if (next.step == WAXWING_STEP_CONNECT) {
            /* libcurl connects with the first request, and keeps the connection for the others. */
            curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
            waxwing_session_connected(session, now_ms(), &connection, error);
        } else if (next.step == WAXWING_STEP_SEND) {
            waxwing_device_token *device = NULL;
            waxwing_request *request = NULL;
            waxwing_reply *reply = NULL;
            waxwing_outcome outcome = {0};
            if (!waxwing_device_token_from_hex(waxwing_str_of(tokens[i]), &device, error) &&
                !waxwing_prepared_request(prepared, device, NULL, &request, error) &&
                !waxwing_session_sent(session, i, WAXWING_STREAM_UNKNOWN, WAXWING_TIME_UNKNOWN,
                                      now_ms(), error)) {
                reply = send_request(curl, request, error);
            }
            int answered = reply != NULL &&
                           !waxwing_session_reply(session, i, reply, WAXWING_TIME_UNKNOWN, now_ms(),
                                                  &outcome, error);
            if (answered) {
                print_outcome(tokens[i], reply, &outcome);
                curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 0L);
                all_accepted &= waxwing_reply_is_success(reply) || outcome.resend;
                i += !outcome.resend;
            }
            waxwing_reply_free(reply);
            waxwing_request_free(request);
            waxwing_device_token_free(device);
            if (!answered) {
                return 2;
            }
        } else if (next.step == WAXWING_STEP_WAIT_UNTIL) {
            wait_until(next.at_ms);
        } else {
            fprintf(stderr, "%u not sent, because: ", (unsigned)(token_count - i));
            print(stderr, "", waxwing_because_name(next.because));
            fputs("\n", stderr);
            return 2;
        }
    }
    return all_accepted ? 0 : 1;
}

static waxwing_identity *open_identity(waxwing_error **error) {
    static uint8_t p12[MAX_FILE];
    FILE *stream = fopen(options[P12].value, "rb");
    size_t len = stream != NULL ? fread(p12, 1, sizeof p12, stream) : 0;
    waxwing_identity *identity = NULL;
    if (stream == NULL) {
        perror(options[P12].value);
        return NULL;
    }
    fclose(stream);
    waxwing_status status = waxwing_identity_from_p12(
        (waxwing_bytes){p12, len}, waxwing_str_of(options[PASSWORD].value), &identity, error);
    return status == WAXWING_STATUS_OK ? identity : NULL;
}

int main(int argc, char **argv) {
    if (!read_options(argc, argv)) {
        return 2;
    }
    waxwing_error *error = NULL;
    waxwing_push_certificate *push = NULL;
    waxwing_prepared *prepared = NULL;
    waxwing_session *session = NULL;
    int ended = 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_easy_init();
    waxwing_identity *identity = open_identity(&error);
    if (curl != NULL && identity != NULL &&
        !waxwing_push_certificate_new(waxwing_identity_certificate(identity), &push, &error)) {
        waxwing_str topic = options[TOPIC].value != NULL
                                ? waxwing_str_of(options[TOPIC].value)
                                : waxwing_push_certificate_default_topic(push);
        if (!usable(identity, topic, &error)) {
            fputs("nothing can be pushed with this certificate\n", stderr);
        } else if ((prepared = prepare(push, topic, &error)) != NULL &&
                   !waxwing_session_with_certificate(NULL, &session, &error)) {
            show_as_client(curl, identity);
            curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
            curl_easy_setopt(curl, CURLOPT_POST, 1L);
            curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
            curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
            if (options[CA].value != NULL) {
                curl_easy_setopt(curl, CURLOPT_CAINFO, options[CA].value);
            }
            ended = send_all(curl, session, prepared, &error);
        }
    }
    if (error != NULL) {
        ended = report(error);
    }
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    waxwing_session_free(session);
    waxwing_prepared_free(prepared);
    waxwing_push_certificate_free(push);
    waxwing_identity_free(identity);
    return ended;
}
