/*
 * Pushes with libcurl over HTTP/2, and says what to do about each reply.
 *
 *     push_libcurl --authority host[:port] --key FILE --key-id ID --team-id ID --topic T --token HEX…
 *                  [--ca FILE] [--environment sandbox|production] [--title S] [--body S]
 *
 * What is left out is read from APNS_URL, APNS_CERTIFICATE, APNS_KEY, APNS_KEY_ID, APNS_TEAM_ID,
 * APNS_TOPIC and APNS_DEVICE_TOKEN. Without an authority it is Apple's host of the environment.
 * All requests go over one connection: the handle of libcurl is reused.
 * Ends with 0 when every request got an answer, whatever it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <curl/curl.h>
#include <waxwing.h>

enum { MAX_TOKENS = 64, MAX_HEADERS = 64, MAX_ANSWER = 65536 };

static struct {
    const char *name, *variable, *value;
} options[] = {
    {"--authority", "APNS_URL", NULL},   {"--ca", "APNS_CERTIFICATE", NULL},
    {"--key", "APNS_KEY", NULL},         {"--key-id", "APNS_KEY_ID", NULL},
    {"--team-id", "APNS_TEAM_ID", NULL}, {"--topic", "APNS_TOPIC", NULL},
    {"--environment", NULL, "sandbox"},  {"--title", NULL, "Ready"},
    {"--body", NULL, "Your order is here"},
};
enum { AUTHORITY, CA, KEY, KEY_ID, TEAM_ID, TOPIC, ENVIRONMENT, TITLE, BODY, OPTIONS };
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
    if (token_count == 0 && getenv("APNS_DEVICE_TOKEN") != NULL) {
        tokens[token_count++] = getenv("APNS_DEVICE_TOKEN");
    }
    for (size_t i = KEY; i <= TOPIC; i++) {
        if (options[i].value == NULL) {
            fprintf(stderr, "%s is missing\n", options[i].name);
            return 0;
        }
    }
    if (token_count == 0) {
        fputs("--token is missing\n", stderr);
    }
    return token_count != 0;
}

static int64_t now_ms(void) { return (int64_t)time(NULL) * 1000; }

/* What came back for one request: the headers' texts, and views of them. */
struct answer {
    char text[MAX_ANSWER], body[MAX_ANSWER];
    size_t text_len, body_len, header_count;
    waxwing_header headers[MAX_HEADERS];
};

/* libcurl calls this with each line of the headers. */
static size_t take_header(char *data, size_t unit, size_t size, void *to) {
    struct answer *answer = to;
    const char *colon = memchr(data, ':', size);
    (void)unit;
    if (size > MAX_ANSWER - answer->text_len || answer->header_count == MAX_HEADERS) {
        return 0;
    }
    if (colon == NULL || colon == data) {
        return size; /* the line of the status, or the empty one at the end */
    }
    char *copy = memcpy(answer->text + answer->text_len, data, size);
    size_t name_len = (size_t)(colon - data), first = name_len + 1, end = size;
    while (first < end && strchr(" \t\r\n", copy[first]) != NULL) {
        first++;
    }
    while (end > first && strchr(" \t\r\n", copy[end - 1]) != NULL) {
        end--;
    }
    waxwing_header header = {{copy, name_len}, {copy + first, end - first}};
    answer->headers[answer->header_count++] = header;
    answer->text_len += size;
    return size;
}

/* And this with each part of the body. Replies of APNs are short: more than 64 KiB ends it. */
static size_t take_body(char *data, size_t unit, size_t size, void *to) {
    struct answer *answer = to;
    (void)unit;
    if (size > MAX_ANSWER - answer->body_len) {
        return 0;
    }
    memcpy(answer->body + answer->body_len, data, size);
    answer->body_len += size;
    return size;
}

/* Sends a request: 0 and the answer, or why there is none. */
static const char *send_request(CURL *curl, const waxwing_request *request, struct answer *answer,
                                long *status) {
    struct curl_slist *lines = NULL;
    for (size_t i = 0; i < waxwing_request_header_count(request); i++) {
        struct curl_slist *longer =
            curl_slist_append(lines, waxwing_request_header_line(request, i).data);
        if (longer == NULL) {
            curl_slist_free_all(lines);
            return "out of memory";
        }
        lines = longer;
    }
    waxwing_bytes body = waxwing_request_body(request);
    answer->text_len = answer->body_len = answer->header_count = 0;
    curl_easy_setopt(curl, CURLOPT_URL, waxwing_request_url(request).data);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, (const char *)body.data);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(lines);
    if (code != CURLE_OK) {
        return curl_easy_strerror(code);
    }
    long version = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
    return version == CURL_HTTP_VERSION_2_0 ? NULL : "the server does not speak HTTP/2";
}

static void print(const char *device, const waxwing_reply *reply, const waxwing_verdict *verdict) {
    waxwing_str reason = waxwing_reply_reason(reply), advice = waxwing_verdict_advice(verdict);
    waxwing_str action = waxwing_verdict_action_name(verdict);
    waxwing_str scope = waxwing_verdict_scope_name(verdict);
    uint64_t retry_after_s;
    if (reason.data == NULL) {
        reason = waxwing_str_of(waxwing_reply_is_success(reply) ? "accepted" : "(no reason)");
    }
    printf("%.8s…: %u %.*s -> %.*s (%.*s)", device, (unsigned)waxwing_reply_status(reply),
           (int)reason.len, reason.data, (int)action.len, action.data, (int)scope.len, scope.data);
    if (waxwing_verdict_retry_after_s(verdict, &retry_after_s)) {
        printf(" after %llu s", (unsigned long long)retry_after_s);
    }
    printf(": %.*s\n", (int)advice.len, advice.data);
}

static int report(const char *device, waxwing_error *error) {
    waxwing_str message = waxwing_error_message(error);
    printf("%.8s…: %.*s\n", device, (int)message.len, message.data == NULL ? "" : message.data);
    waxwing_error_free(error);
    return 0;
}

/* Pushes to one device; whether there was an answer. */
static int push(CURL *curl, const waxwing_prepared *prepared, const waxwing_provider_token *token,
                const char *hex) {
    static struct answer answer;
    waxwing_error *error = NULL;
    waxwing_device_token *device = NULL;
    waxwing_request *request = NULL;
    waxwing_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    if (waxwing_device_token_from_hex(waxwing_str_of(hex), &device, &error) ||
        waxwing_prepared_request(prepared, device, token, &request, &error)) {
        waxwing_device_token_free(device);
        return report(hex, error);
    }
    int64_t sent_at_ms = now_ms();
    long status = 0;
    const char *why = send_request(curl, request, &answer, &status);
    waxwing_request_free(request);
    waxwing_device_token_free(device);
    if (why != NULL) {
        printf("%.8s…: no answer: %s\n", hex, why);
        return 0;
    }
    waxwing_bytes body = {(const uint8_t *)answer.body, answer.body_len};
    int answered = 1;
    if (waxwing_reply_parse((uint32_t)status, answer.headers, answer.header_count, body, &reply,
                            &error) ||
        waxwing_reply_verdict_knowing(reply, WAXWING_TIME_UNKNOWN, sent_at_ms,
                                      waxwing_provider_token_issued_at_ms(token), &verdict,
                                      &error)) {
        answered = report(hex, error);
    } else {
        print(hex, reply, verdict);
        curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT,
                         waxwing_verdict_new_connection(verdict) ? 1L : 0L);
    }
    waxwing_verdict_free(verdict);
    waxwing_reply_free(reply);
    return answered;
}

/* Key, token and notification, which all requests share. */
static waxwing_status prepare(waxwing_provider_token **token, waxwing_prepared **prepared,
                              waxwing_error **error) {
    char p8[16384];
    FILE *stream = fopen(options[KEY].value, "rb");
    size_t len = stream != NULL ? fread(p8, 1, sizeof p8, stream) : 0;
    if (stream == NULL) {
        perror(options[KEY].value);
    } else {
        fclose(stream);
    }
    const char *authority = options[AUTHORITY].value;
    if (authority != NULL && strncmp(authority, "https://", 8) == 0) {
        authority += 8;
    }
    /* A name that is neither of the two is 0, which is refused. */
    uint32_t environment =
        strcmp(options[ENVIRONMENT].value, "sandbox") == 0      ? WAXWING_ENVIRONMENT_SANDBOX
        : strcmp(options[ENVIRONMENT].value, "production") == 0 ? WAXWING_ENVIRONMENT_PRODUCTION
                                                                : WAXWING_ENVIRONMENT_UNKNOWN;
    waxwing_provider_key *key = NULL;
    waxwing_notification *note = NULL;
    waxwing_notification_builder *builder = waxwing_notification_builder_new(
        WAXWING_PUSH_TYPE_ALERT, waxwing_str_of(options[TOPIC].value));
    waxwing_notification_builder_alert(builder, waxwing_str_of(options[TITLE].value),
                                       waxwing_str_of(options[BODY].value), NULL);
    waxwing_bytes key_file = {(const uint8_t *)p8, len};
    waxwing_status status =
        waxwing_provider_key_from_p8(key_file, waxwing_str_of(options[KEY_ID].value),
                                     waxwing_str_of(options[TEAM_ID].value), &key, error);
    memset(p8, 0, sizeof p8);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_provider_key_token_at(key, now_ms(), token, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_notification_builder_build(builder, &note, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = authority != NULL
                     ? waxwing_notification_prepare_for_authority(note, waxwing_str_of(authority),
                                                                  prepared, error)
                     : waxwing_notification_prepare(note, environment, prepared, error);
    }
    waxwing_notification_free(note);
    waxwing_notification_builder_free(builder);
    waxwing_provider_key_free(key);
    return status;
}

int main(int argc, char **argv) {
    if (!read_options(argc, argv)) {
        return 2;
    }
    waxwing_provider_token *token = NULL;
    waxwing_prepared *prepared = NULL;
    waxwing_error *error = NULL;
    if (prepare(&token, &prepared, &error)) {
        waxwing_provider_token_free(token);
        report("not sent", error);
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_easy_init();
    int all_answered = curl != NULL;
    if (curl != NULL) {
        /* HTTP/2 by ALPN; the version that was really used is checked for each answer. */
        curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
        if (options[CA].value != NULL) {
            curl_easy_setopt(curl, CURLOPT_CAINFO, options[CA].value);
        }
        for (size_t i = 0; i < token_count; i++) {
            all_answered = push(curl, prepared, token, tokens[i]) && all_answered;
        }
    }
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    waxwing_prepared_free(prepared);
    waxwing_provider_token_free(token);
    return all_answered ? 0 : 1;
}
