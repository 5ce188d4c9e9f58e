/* Views: what may be given, and how long what is handed out stays as it is. */
#include "fixture.h"

static void empty_views_are_views(void) {
    waxwing_error *error = NULL;
    waxwing_device_token *device = NULL;
    case_begin("views", "an_empty_view_is_empty_text_not_an_error_of_its_own");
    CHECK(waxwing_device_token_from_hex((waxwing_str){NULL, 0}, &device, &error) ==
          WAXWING_STATUS_INVALID_DEVICE_TOKEN);
    CHECK_TEXT(waxwing_error_found(error), "an empty text");
    waxwing_error_free(error);
    CHECK(waxwing_device_token_from_bytes((waxwing_bytes){NULL, 0}, &device, &error) ==
          WAXWING_STATUS_INVALID_DEVICE_TOKEN);
    waxwing_error_free(error);
    case_end();

    case_begin("views", "a_reply_without_headers_and_body_is_a_reply");
    waxwing_reply *reply = NULL;
    SUCCEEDS(waxwing_reply_parse(503, NULL, 0, (waxwing_bytes){NULL, 0}, &reply, &error));
    CHECK(is_none(waxwing_reply_reason(reply)) && is_none(waxwing_reply_apns_id(reply)));
    CHECK(waxwing_reply_body(reply).len == 0 && waxwing_reply_body(reply).data != NULL);
    waxwing_reply_free(reply);
    case_end();

    case_begin("views", "an_empty_text_is_there_and_none_is_not");
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    waxwing_notification *notification = NULL;
    SUCCEEDS(waxwing_notification_builder_alert(builder, (waxwing_str){NULL, 0},
                                                WAXWING_STR("b"), &error));
    SUCCEEDS(waxwing_notification_builder_sound_parts(builder, true, (waxwing_str){NULL, 0}, NULL,
                                                      &error));
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification),
               "{\"aps\":{\"alert\":{\"title\":\"\",\"body\":\"b\"},\"sound\":{\"critical\":1}}}");
    waxwing_notification_free(notification);
    SUCCEEDS(waxwing_notification_builder_sound_parts(builder, true, WAXWING_STR(""), NULL, &error));
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK(contains(waxwing_notification_payload(notification), "\"name\":\"\""));
    waxwing_notification_free(notification);
    waxwing_notification_builder_free(builder);
    case_end();
}

static void texts_need_no_nul(void) {
    waxwing_error *error = NULL;
    waxwing_device_token *device = NULL;
    waxwing_notification *notification = NULL;
    case_begin("views", "a_text_ends_where_its_length_says");
    char *hex = copy_of("00fczz", 4);
    SUCCEEDS(waxwing_device_token_from_hex((waxwing_str){hex, 4}, &device, &error));
    free(hex);
    CHECK_TEXT(waxwing_device_token_hex(device), "00fc");
    waxwing_device_token_free(device);
    case_end();

    case_begin("views", "a_nul_inside_is_a_character_like_others");
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    SUCCEEDS(waxwing_notification_builder_alert_text(builder, WAXWING_STR("a\0b"), &error));
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"alert\":\"a\\u0000b\"}}");
    waxwing_notification_free(notification);
    CHECK(waxwing_notification_builder_collapse_id(builder, WAXWING_STR("a\0b"), &error) ==
          WAXWING_STATUS_OK);
    CHECK(waxwing_notification_builder_build(builder, &notification, &error) ==
          WAXWING_STATUS_INVALID_HEADER_VALUE);
    CHECK_TEXT(waxwing_error_subject(error), "apns-collapse-id");
    waxwing_error_free(error);
    waxwing_notification_builder_free(builder);
    case_end();

    case_begin("views", "views_of_texts_of_c");
    CHECK(is_none(waxwing_str_of(NULL)));
    CHECK(waxwing_str_of("").data != NULL && waxwing_str_of("").len == 0);
    CHECK_TEXT(WAXWING_STR("abc"), "abc");
    case_end();
}

/* Other calls do not disturb a view. */
static void views_stay(void) {
    waxwing_error *error = NULL;
    case_begin("views", "a_view_stays_as_it_is_while_its_handle_lives");
    waxwing_str url = waxwing_request_url(fixture.request);
    waxwing_str payload = waxwing_signed_object_payload(fixture.object);
    waxwing_str json = waxwing_signed_object_json(fixture.object);
    waxwing_str jwt = waxwing_provider_token_jwt(fixture.token);
    waxwing_str message = waxwing_error_message(fixture.error), product;
    const waxwing_signed_object *transaction = waxwing_signed_object_transaction(fixture.object);
    CHECK(waxwing_signed_object_text(transaction, WAXWING_STR("/productId"), &product));
    char *before = allocate(url.len + payload.len + json.len + message.len + product.len);
    char *at = before;
    const waxwing_str views[] = {url, payload, json, message, product};
    for (size_t i = 0; i < 5; i++) {
        memcpy(at, views[i].data, views[i].len);
        at += views[i].len;
    }
    for (int i = 0; i < 20; i++) {
        waxwing_request *request = NULL;
        waxwing_signed_object *object = NULL;
        SUCCEEDS(waxwing_prepared_request(fixture.prepared, fixture.device, NULL, &request, &error));
        SUCCEEDS(waxwing_verifier_any(fixture.verifier, as_str(fixture.transaction_token),
                                      fixture.now_ms, &object, &error));
        CHECK(waxwing_signed_object_payload(fixture.object).data == payload.data);
        CHECK(waxwing_signed_object_transaction(fixture.object) == transaction);
        CHECK(waxwing_request_url(fixture.request).data == url.data);
        waxwing_signed_object_free(object);
        waxwing_request_free(request);
    }
    at = before;
    for (size_t i = 0; i < 5; i++) {
        CHECK(memcmp(at, views[i].data, views[i].len) == 0);
        at += views[i].len;
    }
    free(before);
    CHECK_TEXT(jwt, KNOWN_TOKEN);
    case_end();
}

void run_views(void) {
    empty_views_are_views();
    texts_need_no_nul();
    views_stay();
}
