/* Impossible arguments of what is there for receipts. */
#include "null.h"

void refuses_in_receipts(void) {
    const waxwing_str text = WAXWING_STR("MIIB");
    const waxwing_bytes bytes = {(const uint8_t *)"0", 1};
    waxwing_receipt_verifier_builder *builder = waxwing_receipt_verifier_builder_new();
    waxwing_receipt_verifier *verifier = NULL;
    waxwing_receipt_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_receipt_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    case_begin("impossible arguments", "a_receipt_verifier_to_try_them_on");
    waxwing_error *made = NULL;
    succeeds(__FILE__, __LINE__, waxwing_receipt_verifier_builder_build(builder, &verifier, &made),
             &made);
    case_end();

    RAW("receipt", out.id == NULL, waxwing_app_receipt_transaction_id(it, &out.id, out_error));
    OUTPUT("out_id", waxwing_app_receipt_transaction_id(text, NULL, out_error));
    RAW("receipt", out.id == NULL,
        waxwing_transaction_receipt_transaction_id(it, &out.id, out_error));
    OUTPUT("out_id", waxwing_transaction_receipt_transaction_id(text, NULL, out_error));

    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_bundle_id(it, text, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_dangerous_any_bundle_id(it, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_environment(it, 1, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "environment", true,
        waxwing_receipt_verifier_builder_environment(builder, 0, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_root(it, bytes, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_root_sha256(it, bytes, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_xcode_certificate(it, bytes, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_sha256_only(it, out_error));
    HANDLE(waxwing_receipt_verifier_builder, "builder", true,
        waxwing_receipt_verifier_builder_future_skew_ms(it, 0, out_error));
    HANDLE(const waxwing_receipt_verifier_builder, "builder", out.receipt_verifier == NULL,
        waxwing_receipt_verifier_builder_build(it, &out.receipt_verifier, out_error));
    TEXT("bundle id", true, waxwing_receipt_verifier_builder_bundle_id(builder, it, out_error));

    HANDLE(const waxwing_receipt_verifier, "receipt verifier", out.receipt == NULL,
        waxwing_receipt_verifier_verify(it, text, 0, &out.receipt, out_error));
    RAW("receipt", out.receipt == NULL,
        waxwing_receipt_verifier_verify(verifier, it, 0, &out.receipt, out_error));
    OUTPUT("out_receipt", waxwing_receipt_verifier_verify(verifier, text, 0, NULL, out_error));
    HANDLE(const waxwing_receipt, "receipt", true,
        waxwing_receipt_verify_device_hash(it, bytes, out_error));

    case_begin("impossible arguments", "accessors_of_receipts_give_nothing_for_null");
    waxwing_str found;
    int64_t integer;
    bool boolean;
    size_t count;
    waxwing_transaction_id_free(NULL);
    waxwing_receipt_verifier_builder_free(NULL);
    waxwing_receipt_verifier_free(NULL);
    waxwing_receipt_free(NULL);
    CHECK(is_none(waxwing_transaction_id_text(NULL)));
    CHECK(is_none(waxwing_receipt_payload(NULL)) && is_none(waxwing_receipt_digest(NULL)));
    CHECK(waxwing_receipt_environment(NULL) == WAXWING_ENVIRONMENT_UNKNOWN);
    CHECK(waxwing_receipt_created_at_ms(NULL) == 0 && waxwing_receipt_checked_at_ms(NULL) == 0);
    CHECK(waxwing_receipt_leaf_valid_until_ms(NULL) == 0);
    CHECK(!waxwing_receipt_text(NULL, text, &found));
    CHECK(!waxwing_receipt_integer(NULL, text, &integer));
    CHECK(!waxwing_receipt_boolean(NULL, text, &boolean));
    CHECK(!waxwing_receipt_count(NULL, text, &count));
    case_end();
    waxwing_receipt_verifier_builder_free(builder);
    waxwing_receipt_verifier_free(verifier);
}
