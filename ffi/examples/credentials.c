/*
 * Says what a key or certificate file is, what it may push, and what is wrong with it.
 *
 *     credentials FILE [PASSWORD]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <waxwing.h>

static const waxwing_str NONE = {NULL, 0};

static void print(const char *label, waxwing_str text) {
    printf("%s: %.*s\n", label, (int)text.len, text.data == NULL ? "" : text.data);
}

/* A TLS stack takes both: libcurl as CURLOPT_SSLCERT_BLOB and CURLOPT_SSLKEY_BLOB. */
static void give_to_tls(waxwing_str chain_pem, waxwing_str key_pem) {
    printf("%zu bytes of certificates, %zu bytes of key\n", chain_pem.len, key_pem.len);
}

static int show(waxwing_bytes file, waxwing_str password, int64_t now_ms) {
    waxwing_sniffed *sniffed = NULL;
    waxwing_contents *contents = NULL;
    waxwing_identity *identity = NULL;
    waxwing_push_certificate *push = NULL;
    waxwing_credential_lints *lints = NULL;
    waxwing_credential_lint lint;
    waxwing_error *error = NULL;
    int failed = 0;
    if (waxwing_sniff(file, &sniffed, NULL) == WAXWING_STATUS_OK) {
        print("format", waxwing_file_format_description(waxwing_sniffed_format(sniffed)));
        print("advice", waxwing_sniffed_advice(sniffed));
    }
    waxwing_sniffed_free(sniffed);
    /* quickstart: identity */
    if (waxwing_contents_read(file, password, &contents, &error) ||
        waxwing_contents_into_identity(contents, &identity, &error) ||
        waxwing_push_certificate_new(waxwing_identity_certificate(identity), &push, &error) ||
        waxwing_identity_lints(identity, WAXWING_ENVIRONMENT_PRODUCTION, NONE, now_ms, &lints,
                               &error)) {
        print("refused", waxwing_error_message(error));
        failed = 1;
    }
    for (size_t i = 0; i < waxwing_push_certificate_topic_count(push); i++)
        print("topic", waxwing_push_certificate_topic(push, i));
    for (size_t i = 0; waxwing_credential_lints_item(lints, i, &lint); i++)
        print("lint", lint.advice);
    give_to_tls(waxwing_identity_chain_pem(identity), waxwing_identity_key_pem(identity));
    /* end */
    waxwing_credential_lints_free(lints);
    waxwing_push_certificate_free(push);
    waxwing_identity_free(identity); /* wipes the key */
    waxwing_contents_free(contents);
    waxwing_error_free(error);
    return failed;
}

int main(int argc, char **argv) {
    static unsigned char file[1024 * 1024];
    FILE *stream = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (stream == NULL) {
        fprintf(stderr, "usage: credentials FILE [PASSWORD]\n");
        return EXIT_FAILURE;
    }
    const size_t size = fread(file, 1, sizeof file, stream);
    fclose(stream);
    const waxwing_str password = argc > 2 ? waxwing_str_of(argv[2]) : NONE;
    const waxwing_bytes bytes = {file, size};
    return show(bytes, password, (int64_t)time(NULL) * 1000) ? EXIT_FAILURE : EXIT_SUCCESS;
}
