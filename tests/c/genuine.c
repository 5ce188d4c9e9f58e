/* Genuine objects of Apple's, which are not part of the repository. */
#include "harness.h"

/* 2026-11-21T00:00:00Z: the certificates of all of them have expired. */
#define TODAY_MS INT64_C(1795219200000)

static const struct {
    const char *file, *kind, *bundle_id, *leaf_valid_until;
    int64_t signed_at_ms;
} OBJECTS[] = {
    {"notification-TEST-1662122492884-8dce374e", "notification", "com.Abilities", "2023-09-24",
     INT64_C(1662122492884)},
    {"renewalInfo-Sandbox-1667561039251-e18d1659", "renewalInfo", NULL, "2023-09-24",
     INT64_C(1667561039251)},
    {"renewalInfo-Sandbox-1684822778492-8a548061", "renewalInfo", NULL, "2023-09-24",
     INT64_C(1684822778492)},
    {"transaction-Sandbox-1667559685499-0cd9c84b", "transaction", "Com.VoiceRecording.Telephone",
     "2023-09-24", INT64_C(1667559685499)},
    {"transaction-Sandbox-1667561039251-3db16e5a", "transaction", "Com.VoiceRecording.Telephone",
     "2023-09-24", INT64_C(1667561039251)},
    {"transaction-Sandbox-1739161772561-67237f4b", "transaction", "com.goodheartapp", "2025-10-11",
     INT64_C(1739161772561)},
};
enum { OBJECT_COUNT = sizeof OBJECTS / sizeof *OBJECTS };

static waxwing_verifier *verifier_of(uint32_t validity) {
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier *verifier = NULL;
    waxwing_error *error = NULL;
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_verifier_builder_validity(builder, validity, NULL);
    SUCCEEDS(waxwing_verifier_builder_build(builder, &verifier, &error));
    waxwing_verifier_builder_free(builder);
    return verifier;
}

/* Today, under the rule that certificates count at the time of signing. */
static void verifies_at_signing_time(size_t index, waxwing_str token) {
    waxwing_verifier *verifier = verifier_of(WAXWING_VALIDITY_SIGNING_TIME);
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    if (SUCCEEDS(waxwing_verifier_any(verifier, token, TODAY_MS, &object, &error))) {
        CHECK_TEXT(waxwing_signed_object_kind_name(object), OBJECTS[index].kind);
        CHECK(same(waxwing_signed_object_bundle_id(object),
                   waxwing_str_of(OBJECTS[index].bundle_id)));
        CHECK_NUMBER(waxwing_signed_object_signed_at_ms(object), OBJECTS[index].signed_at_ms);
        CHECK_NUMBER(waxwing_signed_object_checked_at_ms(object), TODAY_MS);
        CHECK(waxwing_signed_object_leaf_valid_until_ms(object) < TODAY_MS);
        CHECK_NUMBER(waxwing_signed_object_environment(object), WAXWING_ENVIRONMENT_SANDBOX);
        CHECK_TEXT(waxwing_signed_object_certificate_name(object, WAXWING_CERTIFICATE_ROOT),
                   "Apple Root CA - G3");
        CHECK(contains(waxwing_signed_object_certificate_name(object, WAXWING_CERTIFICATE_LEAF),
                       "Prod ECC Mac App Store and iTunes Store Receipt Signing"));
    }
    waxwing_signed_object_free(object);
    check_in_steps(verifier, token, TODAY_MS);
    waxwing_verifier_free(verifier);
}

static void is_refused_today(size_t index, waxwing_str token) {
    waxwing_verifier *verifier = verifier_of(WAXWING_VALIDITY_CHECK_TIME);
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    CHECK_NUMBER(waxwing_verifier_any(verifier, token, TODAY_MS, &object, &error),
                 WAXWING_STATUS_EXPIRED);
    CHECK_TEXT(waxwing_error_subject(error), "leaf certificate");
    CHECK(contains(waxwing_error_expected(error), OBJECTS[index].leaf_valid_until));
    CHECK_TEXT(waxwing_error_found(error), "2026-11-21T00:00:00Z");
    CHECK(contains(waxwing_error_message(error), OBJECTS[index].leaf_valid_until));
    CHECK(contains(waxwing_error_message(error), "2026-11-21"));
    CHECK(object == NULL);
    waxwing_error_free(error);
    waxwing_verifier_free(verifier);
}

void run_genuine(const char *shared) {
    char path[4096];
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        snprintf(path, sizeof path, "%s/vectors/real-jws/%s.jws", shared, OBJECTS[i].file);
        size_t length = 0;
        char *text = read_file(path, &length);
        if (text == NULL) {
            snprintf(path, sizeof path, "%s/vectors/real-jws is not there", shared);
            if (i == 0) {
                skip("real-jws", path);
                return;
            }
            case_begin("real-jws", OBJECTS[i].file);
            fail("missing");
            case_end();
            continue;
        }
        while (length != 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
            length--;
        }
        case_begin("real-jws at signing time", OBJECTS[i].file);
        verifies_at_signing_time(i, (waxwing_str){text, length});
        case_end();
        case_begin("real-jws today", OBJECTS[i].file);
        is_refused_today(i, (waxwing_str){text, length});
        case_end();
        free(text);
    }
    printf("real-jws: %d objects\n", OBJECT_COUNT);
}
