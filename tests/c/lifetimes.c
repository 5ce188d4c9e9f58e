/* Handles do not depend on each other, and a handle freed twice is noticed by tools. */
#include "fixture.h"

/* A library kept alive by nothing but the last handle of a chain. Tools that watch memory see what
 * is read after it was freed. */
static void what_was_made_outlives_what_it_was_made_of(void) {
    waxwing_error *error = NULL;
    waxwing_provider_key *key = NULL;
    waxwing_provider_token *token = NULL;
    waxwing_device_token *device = NULL;
    waxwing_notification *notification = NULL;
    waxwing_prepared *prepared = NULL;
    waxwing_request *request = NULL;
    case_begin("lifetimes", "a_request_outlives_all_it_was_made_of");
    char *p8 = copy_of(P8, strlen(P8));
    SUCCEEDS(waxwing_provider_key_from_p8(
        (waxwing_bytes){(const uint8_t *)p8, strlen(P8)}, KEY_ID, TEAM_ID, &key, &error));
    memset(p8, 0, strlen(P8));
    free(p8);
    SUCCEEDS(waxwing_provider_key_token_issued_at(key, ISSUED_AT_S, &token, &error));
    waxwing_provider_key_free(key);
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_BACKGROUND, TOPIC);
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    waxwing_notification_builder_free(builder);
    SUCCEEDS(waxwing_notification_prepare_for_authority(
        notification, WAXWING_STR("localhost:2197"), &prepared, &error));
    waxwing_notification_free(notification);
    SUCCEEDS(waxwing_device_token_from_bytes((waxwing_bytes){(const uint8_t *)"\0\xfc", 2}, &device,
                                             &error));
    SUCCEEDS(waxwing_prepared_request(prepared, device, token, &request, &error));
    waxwing_prepared_free(prepared);
    waxwing_device_token_free(device);
    waxwing_provider_token_free(token);
    CHECK_TEXT(waxwing_request_url(request), "https://localhost:2197/3/device/00fc");
    CHECK_TEXT(waxwing_request_authority(request), "localhost:2197");
    CHECK_TEXT(waxwing_request_path(request), "/3/device/00fc");
    CHECK_NUMBER(waxwing_request_header_count(request), 5);
    CHECK_TEXT(waxwing_request_headers(request)[0].name, "authorization");
    CHECK(contains(waxwing_request_headers(request)[0].value, KNOWN_TOKEN));
    CHECK(contains(waxwing_request_header_line(request, 0), "authorization: bearer "));
    waxwing_request_free(request);
    case_end();

    case_begin("lifetimes", "a_builder_can_be_used_further");
    waxwing_notification *second = NULL;
    builder = waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    waxwing_notification_builder_badge(builder, 1, NULL);
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    waxwing_notification_builder_badge(builder, 2, NULL);
    SUCCEEDS(waxwing_notification_builder_build(builder, &second, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"badge\":1}}");
    CHECK_TEXT(waxwing_notification_payload(second), "{\"aps\":{\"badge\":2}}");
    waxwing_notification_free(notification);
    waxwing_notification_free(second);
    waxwing_notification_builder_free(builder);
    case_end();
}

static void nested_objects_are_borrowed(void) {
    case_begin("lifetimes", "nested_objects_live_with_their_notification");
    const waxwing_signed_object *transaction = waxwing_signed_object_transaction(fixture.object);
    const waxwing_signed_object *renewal_info = waxwing_signed_object_renewal_info(fixture.object);
    CHECK_NUMBER(waxwing_signed_object_kind(fixture.object), WAXWING_KIND_NOTIFICATION);
    CHECK_NUMBER(waxwing_signed_object_kind(transaction), WAXWING_KIND_TRANSACTION);
    CHECK_NUMBER(waxwing_signed_object_kind(renewal_info), WAXWING_KIND_RENEWAL_INFO);
    CHECK(waxwing_signed_object_app_transaction(fixture.object) == NULL);
    CHECK(waxwing_signed_object_transaction(transaction) == NULL);
    CHECK(same(waxwing_signed_object_original_transaction_id(transaction),
               waxwing_signed_object_original_transaction_id(renewal_info)));
    CHECK(is_none(waxwing_signed_object_product_id(fixture.object)));
    CHECK(is_none(waxwing_signed_object_bundle_id(renewal_info)));
    int64_t app_apple_id = -1;
    CHECK(!waxwing_signed_object_app_apple_id(renewal_info, &app_apple_id) && app_apple_id == -1);
    case_end();
}

/* Pointers of RFC 6901 that are easily read wrongly. */
static void pointers(void) {
    const waxwing_signed_object *it = fixture.object;
    waxwing_str text;
    size_t count = 0;
    case_begin("lifetimes", "json_pointers_lead_where_rfc_6901_says");
    CHECK(waxwing_signed_object_has(it, WAXWING_STR("")));
    CHECK(waxwing_signed_object_has(it, (waxwing_str){NULL, 0}));
    CHECK(waxwing_signed_object_count(it, WAXWING_STR(""), &count) && count > 3);
    CHECK(waxwing_signed_object_text(it, WAXWING_STR("/data/bundleId"), &text));
    CHECK(same(text, waxwing_signed_object_bundle_id(it)));
    CHECK(!waxwing_signed_object_has(it, WAXWING_STR("data/bundleId")));
    CHECK(!waxwing_signed_object_has(it, WAXWING_STR("/data/bundleId/")));
    CHECK(!waxwing_signed_object_has(it, WAXWING_STR("/data/0")));
    CHECK(!waxwing_signed_object_has(it, WAXWING_STR("/")));
    CHECK(!waxwing_signed_object_text(it, WAXWING_STR("/data"), &text));
    case_end();
}

void run_lifetimes(void) {
    what_was_made_outlives_what_it_was_made_of();
    nested_objects_are_borrowed();
    pointers();
}
