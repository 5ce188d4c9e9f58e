/*
 * Verifies a signed object of the App Store and asks Apple, with libcurl, whether its certificates
 * have been revoked.
 *
 *     verify_ocsp_libcurl [--root FILE] [--now MS] FILE
 *
 * FILE holds the signed string; --root trusts this root certificate, DER, instead of Apple's; --now
 * judges at this time, milliseconds since 1970, instead of the clock's. Any app's objects of Sandbox
 * are accepted; verify_notification.c has the options of a policy. Ends with status 1 if the object
 * is refused, and with 3 if that may change when it is asked again.
 *
 * A server keeps each answer until the time that is printed here, under URL and body of its request,
 * and gives it again instead of asking: waxwing judges it anew each time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <curl/curl.h>
#include <waxwing.h>

/* A request for each certificate below the roots, of which nested objects may bring further ones;
 * Apple's answers have about 5 KiB. */
enum { MAX_ANSWERS = 16, MAX_ANSWER = 65536 };

struct answer {
    uint8_t data[MAX_ANSWER];
    size_t length;
};

/* A whole file, up to a size that no object has. The caller frees it. */
static char *read_file(const char *path, size_t *length) {
    static const size_t LIMIT = 1 << 20;
    FILE *stream = fopen(path, "rb");
    char *text = stream != NULL ? malloc(LIMIT) : NULL;
    if (text == NULL) {
        perror(path);
        exit(2);
    }
    *length = fread(text, 1, LIMIT, stream);
    fclose(stream);
    return text;
}

static size_t take_body(char *data, size_t unit, size_t size, void *to) {
    struct answer *answer = to;
    (void)unit;
    if (size > MAX_ANSWER - answer->length) {
        return 0;
    }
    memcpy(answer->data + answer->length, data, size);
    answer->length += size;
    return size;
}

/* Whether there is an answer. Any that is there is judged by waxwing: it is signed. */
static bool ask(CURL *curl, const waxwing_ocsp_request *request, struct answer *answer) {
    char content_type[128];
    long status = 0;
    if (curl == NULL) {
        return false;
    }
    snprintf(content_type, sizeof content_type, "content-type: %s", request->content_type.data);
    struct curl_slist *headers = curl_slist_append(NULL, content_type);
    answer->length = 0;
    curl_easy_setopt(curl, CURLOPT_URL, request->url.data);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)request->body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, (const char *)request->body.data);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    if (code != CURLE_OK || status != 200) {
        fprintf(stderr, "%s: %s, status %ld\n", request->url.data, curl_easy_strerror(code), status);
    }
    return code == CURLE_OK && status == 200;
}

static waxwing_verifier *verifier_of(const char *root) {
    waxwing_verifier *verifier = NULL;
    waxwing_error *error = NULL;
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_verifier_builder_revocation(builder, WAXWING_REVOCATION_POLICY_REQUIRED, NULL);
    if (root != NULL) {
        size_t length;
        char *der = read_file(root, &length);
        waxwing_verifier_builder_root(builder, (waxwing_bytes){(const uint8_t *)der, length}, NULL);
        free(der);
    }
    if (waxwing_verifier_builder_build(builder, &verifier, &error)) {
        waxwing_str why = waxwing_error_message(error);
        fprintf(stderr, "%.*s\n", (int)why.len, why.data);
        exit(2);
    }
    waxwing_verifier_builder_free(builder);
    return verifier;
}

/* Asks, then verifies with what was answered. */
static waxwing_status verify(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms,
                             waxwing_signed_object **object, waxwing_error **error) {
    static struct answer answers[MAX_ANSWERS];
    waxwing_bytes bodies[MAX_ANSWERS];
    waxwing_ocsp_request request;
    waxwing_ocsp_requests *requests = NULL;
    size_t count = 0;
    CURL *curl = curl_easy_init();
    /* quickstart: ocsp */
    waxwing_status status =
        waxwing_verifier_ocsp_requests(verifier, token, now_ms, &requests, error);
    for (size_t i = 0; waxwing_ocsp_requests_item(requests, i, &request); i++)
        if (count < MAX_ANSWERS && ask(curl, &request, &answers[count])) {
            bodies[count] = (waxwing_bytes){answers[count].data, answers[count].length};
            count++;
        }
    if (status == WAXWING_STATUS_OK)
        status = waxwing_verifier_verify(verifier, token, WAXWING_KIND_UNKNOWN, bodies, count,
                                         now_ms, object, error);
    waxwing_ocsp_requests_free(requests);
    /* end */
    curl_easy_cleanup(curl);
    return status;
}

static void print(const waxwing_signed_object *object) {
    static const char *const NAMES[] = {"leaf", "intermediate"};
    waxwing_revocation revocation;
    for (uint32_t i = 0; waxwing_signed_object_revocation(object, i, &revocation); i++) {
        waxwing_str status = waxwing_ocsp_status_name(revocation.status);
        printf("%s: %.*s, until %lld\n", NAMES[i], (int)status.len, status.data,
               (long long)revocation.cache_until_ms);
    }
}

int main(int argc, char **argv) {
    const char *root = NULL;
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    int i = 1;
    for (; i + 2 < argc; i += 2) {
        if (strcmp(argv[i], "--root") == 0) {
            root = argv[i + 1];
        } else if (strcmp(argv[i], "--now") == 0) {
            now_ms = strtoll(argv[i + 1], NULL, 10);
        } else {
            break;
        }
    }
    if (i + 1 != argc) {
        fputs("usage: verify_ocsp_libcurl [--root FILE] [--now MS] FILE\n", stderr);
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    waxwing_verifier *verifier = verifier_of(root);
    size_t length;
    char *token = read_file(argv[i], &length);
    while (length != 0 && (token[length - 1] == '\n' || token[length - 1] == '\r')) {
        length--;
    }
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = verify(verifier, (waxwing_str){token, length}, now_ms, &object, &error);
    int outcome = status == WAXWING_STATUS_OK          ? 0
                  : waxwing_error_is_retryable(error) ? 3
                                                       : 1;
    if (outcome == 0) {
        print(object);
    } else {
        waxwing_str why = waxwing_error_message(error);
        fprintf(stderr, "%.*s%s\n", (int)why.len, why.data, outcome == 3 ? "; try again" : "");
    }
    waxwing_signed_object_free(object);
    waxwing_error_free(error);
    free(token);
    waxwing_verifier_free(verifier);
    curl_global_cleanup();
    return outcome;
}
