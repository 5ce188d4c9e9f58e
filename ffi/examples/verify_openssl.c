/*
 * Verifies a signed object of the App Store with the cryptography of OpenSSL 3: waxwing reads and
 * judges, OpenSSL checks the signatures.
 *
 *     verify_openssl [--root FILE] FILE
 *
 * FILE holds the signed string; --root trusts this root certificate, DER, instead of Apple's. Any
 * app's objects of Sandbox are accepted; verify_notification.c has the options of a policy. Ends
 * with status 1 if the object is refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "openssl_check.h"

/* More than the two of a chain and one for each object of a notification, four at most: each nested
 * object may bring a chain of its own. */
enum { MAX_CHECKS = 16 };

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

static waxwing_verifier *verifier_of(const char *root) {
    waxwing_verifier *verifier = NULL;
    waxwing_error *error = NULL;
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    if (root != NULL) {
        size_t length;
        char *der = read_file(root, &length);
        waxwing_verifier_builder_root(
            builder, (waxwing_bytes){(const uint8_t *)der, length}, NULL);
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

/* The three steps: begin, check, finish. */
static waxwing_status verify(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms,
                             waxwing_signed_object **object, waxwing_error **error) {
    waxwing_pending *pending = NULL;
    waxwing_signature_check check;
    bool outcomes[MAX_CHECKS];
    /* quickstart: steps */
    size_t count = 0;
    waxwing_status status =
        waxwing_verifier_begin(verifier, token, WAXWING_KIND_UNKNOWN, &pending, error);
    while (count < MAX_CHECKS && waxwing_pending_check(pending, count, &check))
        outcomes[count++] = openssl_check(&check);
    if (status == WAXWING_STATUS_OK)
        status = waxwing_pending_finish(pending, outcomes, count, NULL, 0, now_ms, object, error);
    waxwing_pending_free(pending);
    /* end */
    return status;
}

int main(int argc, char **argv) {
    bool has_root = argc == 4 && strcmp(argv[1], "--root") == 0;
    if (argc != 2 && !has_root) {
        fputs("usage: verify_openssl [--root FILE] FILE\n", stderr);
        return 2;
    }
    waxwing_verifier *verifier = verifier_of(has_root ? argv[2] : NULL);
    size_t length;
    char *token = read_file(argv[argc - 1], &length);
    while (length != 0 && (token[length - 1] == '\n' || token[length - 1] == '\r')) {
        length--;
    }
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    waxwing_status status = verify(verifier, (waxwing_str){token, length}, now_ms, &object, &error);
    waxwing_str said = status == WAXWING_STATUS_OK ? waxwing_signed_object_payload(object)
                                                   : waxwing_error_message(error);
    fprintf(status == WAXWING_STATUS_OK ? stdout : stderr, "%.*s\n", (int)said.len, said.data);
    waxwing_signed_object_free(object);
    waxwing_error_free(error);
    free(token);
    waxwing_verifier_free(verifier);
    return status == WAXWING_STATUS_OK ? 0 : 1;
}
