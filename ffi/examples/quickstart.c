/*
 * The two jobs of waxwing, as README.md and the header show them: what lies between the markers.
 *
 *     quickstart KEY.p8 [TOKEN-FILE]
 *
 * prints the request of a push, signed with KEY.p8; then, with TOKEN-FILE, what a signed
 * notification of the App Store says, or why it is refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <waxwing.h>

/* Where your HTTP/2 client comes in: push_libcurl.c shows one. */
static void send_request(const waxwing_request *request) {
    waxwing_str url = waxwing_request_url(request);
    waxwing_bytes body = waxwing_request_body(request);
    printf("POST %.*s\n", (int)url.len, url.data);
    for (size_t i = 0; i < waxwing_request_header_count(request); i++) {
        waxwing_header header = waxwing_request_headers(request)[i];
        printf("%.*s: ", (int)header.name.len, header.name.data);
        int secret = header.name.len == 13 && memcmp(header.name.data, "authorization", 13) == 0;
        printf("%.*s\n", (int)(secret ? 6 : header.value.len), header.value.data);
    }
    printf("%.*s\n", (int)body.len, (const char *)body.data);
}

static void print(waxwing_str text) { printf("%.*s\n", (int)text.len, text.data); }

static int push(waxwing_bytes p8, waxwing_str device_hex, int64_t now_ms) {
    waxwing_str key_id = WAXWING_STR("ABC123DEFG"), team_id = WAXWING_STR("DEF123GHIJ");
    waxwing_provider_key *key = NULL;
    waxwing_provider_token *token = NULL;
    waxwing_device_token *device = NULL;
    waxwing_notification *note = NULL;
    waxwing_prepared *prepared = NULL;
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;

    /* quickstart: push */
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, WAXWING_STR("com.example.app"));
    waxwing_notification_builder_alert(
        builder, WAXWING_STR("Ready"), WAXWING_STR("Your order is here"), NULL);
    if (waxwing_provider_key_from_p8(p8, key_id, team_id, &key, &error) ||
        waxwing_provider_key_token_at(key, now_ms, &token, &error) ||
        waxwing_device_token_from_hex(device_hex, &device, &error) ||
        waxwing_notification_builder_build(builder, &note, &error) ||
        waxwing_notification_prepare(note, WAXWING_ENVIRONMENT_SANDBOX, &prepared, &error) ||
        waxwing_prepared_request(prepared, device, token, &request, &error))
        print(waxwing_error_message(error));
    else
        send_request(request); /* URL, headers and body, with any HTTP/2 client */
    /* ... and free each of them with its _free function. */
    /* end */

    int failed = request == NULL;
    waxwing_request_free(request);
    waxwing_prepared_free(prepared);
    waxwing_notification_free(note);
    waxwing_notification_builder_free(builder);
    waxwing_device_token_free(device);
    waxwing_provider_token_free(token);
    waxwing_provider_key_free(key);
    waxwing_error_free(error);
    return failed;
}

static int verify(waxwing_str token, int64_t now_ms) {
    /* quickstart: verify */
    waxwing_error *error = NULL;
    waxwing_verifier *verifier = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier_builder_bundle_id(builder, WAXWING_STR("com.example.app"), NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    if (waxwing_verifier_builder_build(builder, &verifier, &error) ||
        waxwing_verifier_notification(verifier, token, now_ms, &object, &error))
        print(waxwing_error_message(error));
    else
        print(waxwing_signed_object_product_id(waxwing_signed_object_transaction(object)));
    waxwing_signed_object_free(object);
    waxwing_verifier_free(verifier);
    waxwing_verifier_builder_free(builder);
    waxwing_error_free(error);
    /* end */
    return 0;
}

/* A whole small file. The caller frees `data`. */
static waxwing_bytes file(const char *path) {
    static const size_t LIMIT = 1 << 20;
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
        fputs("usage: quickstart KEY.p8 [TOKEN-FILE]\n", stderr);
        return 2;
    }
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    waxwing_bytes p8 = file(argv[1]);
    const char *device = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
    int status = push(p8, waxwing_str_of(device), now_ms);
    free((void *)p8.data);
    if (status == 0 && argc > 2) {
        waxwing_bytes token = file(argv[2]);
        status = verify((waxwing_str){(const char *)token.data, token.len}, now_ms);
        free((void *)token.data);
    }
    return status;
}
