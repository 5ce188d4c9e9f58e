/* Impossible arguments of what is there for pushing to Windows. */
#include "null.h"

static void refuses_tokens(void) {
    const waxwing_str id = WAXWING_STR("01234567-89ab-cdef-0123-456789abcdef");
    const waxwing_str sid = WAXWING_STR("ms-app://s-1-15-2-1"), secret = WAXWING_STR("secret");
    const waxwing_bytes none = {NULL, 0};
    TEXT("package sid", out.request == NULL,
        waxwing_wns_token_request_legacy(it, secret, &out.request, out_error));
    TEXT("secret", out.request == NULL,
        waxwing_wns_token_request_legacy(sid, it, &out.request, out_error));
    OUTPUT("out_request", waxwing_wns_token_request_legacy(sid, secret, NULL, out_error));
    TEXT("package sid", out.request == NULL,
        waxwing_wns_token_request_phone(it, secret, &out.request, out_error));
    TEXT("secret", out.request == NULL,
        waxwing_wns_token_request_phone(sid, it, &out.request, out_error));
    OUTPUT("out_request", waxwing_wns_token_request_phone(sid, secret, NULL, out_error));
    TEXT("tenant", out.request == NULL,
        waxwing_wns_token_request_entra(it, id, secret, &out.request, out_error));
    TEXT("client id", out.request == NULL,
        waxwing_wns_token_request_entra(id, it, secret, &out.request, out_error));
    TEXT("secret", out.request == NULL,
        waxwing_wns_token_request_entra(id, id, it, &out.request, out_error));
    OUTPUT("out_request", waxwing_wns_token_request_entra(id, id, secret, NULL, out_error));
    TEXT("authorization", out.wns_token == NULL,
        waxwing_wns_token_new(it, 0, &out.wns_token, out_error));
    OUTPUT("out_token", waxwing_wns_token_new(secret, 0, NULL, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "status", out.wns_token_reply == NULL,
        waxwing_wns_token_reply_parse(65536, NULL, 0, none, 0, &out.wns_token_reply, out_error));
    ARRAY(waxwing_header, "headers", out.wns_token_reply == NULL,
        waxwing_wns_token_reply_parse(200, it, 1, none, 0, &out.wns_token_reply, out_error));
    BYTES("body", out.wns_token_reply == NULL,
        waxwing_wns_token_reply_parse(200, NULL, 0, it, 0, &out.wns_token_reply, out_error));
    OUTPUT("out_reply", waxwing_wns_token_reply_parse(200, NULL, 0, none, 0, NULL, out_error));
    HANDLE(const waxwing_wns_token_reply, "reply", out.verdict == NULL,
        waxwing_wns_token_reply_verdict(it, &out.verdict, out_error));
}

static void refuses_notifications(void) {
    static const waxwing_str OPTIONS = {"{\"type\":\"raw\",\"raw\":\"x\"}", 24};
    const waxwing_bytes none = {NULL, 0};
    waxwing_wns_notification *notification = NULL;
    waxwing_channel_uri *uri = NULL;
    waxwing_wns_token *token = NULL;
    waxwing_error *error = NULL;
    case_begin("impossible arguments", "a_push_to_windows_to_try_them_on");
    SUCCEEDS(waxwing_wns_notification_from_options(OPTIONS, &notification, &error));
    SUCCEEDS(waxwing_channel_uri_parse(WAXWING_STR("https://a.notify.windows.com/?token=A"), &uri,
                                       &error));
    SUCCEEDS(waxwing_wns_token_new(WAXWING_STR("EgAc"), 0, &token, &error));
    CHECK_TEXT(waxwing_wns_token_text(token), "EgAc");
    case_end();

    RAW("options", out.wns_notification == NULL,
        waxwing_wns_notification_from_options(it, &out.wns_notification, out_error));
    OUTPUT("out_notification", waxwing_wns_notification_from_options(OPTIONS, NULL, out_error));
    HANDLE(const waxwing_wns_notification, "notification", out.request == NULL,
        waxwing_wns_notification_request(it, uri, token, &out.request, out_error));
    HANDLE(const waxwing_channel_uri, "channel uri", out.request == NULL,
        waxwing_wns_notification_request(notification, it, token, &out.request, out_error));
    HANDLE(const waxwing_wns_token, "token", out.request == NULL,
        waxwing_wns_notification_request(notification, uri, it, &out.request, out_error));
    OUTPUT("out_request",
        waxwing_wns_notification_request(notification, uri, token, NULL, out_error));
    RAW("options", out.request == NULL,
        waxwing_wns_remove_toasts(it, uri, token, &out.request, out_error));
    HANDLE(const waxwing_channel_uri, "channel uri", out.request == NULL,
        waxwing_wns_remove_toasts(OPTIONS, it, token, &out.request, out_error));
    HANDLE(const waxwing_wns_token, "token", out.request == NULL,
        waxwing_wns_remove_toasts(OPTIONS, uri, it, &out.request, out_error));
    OUTPUT("out_request", waxwing_wns_remove_toasts(OPTIONS, uri, token, NULL, out_error));

    const waxwing_str no_text = {NULL, 0};
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "status", out.wns_reply == NULL,
        waxwing_wns_reply_parse(65536, no_text, NULL, 0, none, &out.wns_reply, out_error));
    RAW("reason phrase", out.wns_reply == NULL,
        waxwing_wns_reply_parse(200, it, NULL, 0, none, &out.wns_reply, out_error));
    ARRAY(waxwing_header, "headers", out.wns_reply == NULL,
        waxwing_wns_reply_parse(200, no_text, it, 1, none, &out.wns_reply, out_error));
    BYTES("body", out.wns_reply == NULL,
        waxwing_wns_reply_parse(200, no_text, NULL, 0, it, &out.wns_reply, out_error));
    OUTPUT("out_reply", waxwing_wns_reply_parse(200, no_text, NULL, 0, none, NULL, out_error));
    HANDLE(const waxwing_wns_reply, "reply", out.verdict == NULL,
        waxwing_wns_reply_verdict(it, &out.verdict, out_error));

    waxwing_wns_token_reply *granted = NULL;
    const waxwing_str body = WAXWING_STR("{\"access_token\":\"EgAc\",\"expires_in\":10}");
    case_begin("impossible arguments", "a_token_that_was_granted_needs_no_verdict");
    SUCCEEDS(waxwing_wns_token_reply_parse(
        200, NULL, 0, (waxwing_bytes){(const uint8_t *)body.data, body.len}, 0, &granted, &error));
    CHECK(waxwing_wns_token_expires_at_ms(waxwing_wns_token_reply_token(granted)) == 10000);
    CHECK(waxwing_wns_token_reply_verdict(granted, &out.verdict, NULL) ==
          WAXWING_STATUS_INVALID_STATE);
    waxwing_wns_token_reply_free(granted);
    case_end();
    waxwing_wns_notification_free(notification);
    waxwing_channel_uri_free(uri);
    waxwing_wns_token_free(token);
}

static void wns_gives_nothing(void) {
    uint32_t seconds = 7;
    case_begin("impossible arguments", "accessors_of_wns_give_nothing_for_null");
    waxwing_wns_token_free(NULL);
    waxwing_wns_token_reply_free(NULL);
    waxwing_wns_notification_free(NULL);
    waxwing_wns_reply_free(NULL);
    CHECK(is_none(waxwing_wns_token_text(NULL)) && waxwing_wns_token_expires_at_ms(NULL) == 0);
    CHECK(waxwing_wns_token_refresh_at_ms(NULL) == 0);
    CHECK(waxwing_wns_token_reply_token(NULL) == NULL);
    CHECK(is_none(waxwing_wns_token_reply_oauth_error(NULL)));
    CHECK(is_none(waxwing_wns_token_reply_error_description(NULL)));
    CHECK(is_none(waxwing_wns_notification_kind(NULL)));
    CHECK(waxwing_wns_notification_body(NULL).data == NULL);
    CHECK(waxwing_wns_reply_status(NULL) == 0 && !waxwing_wns_reply_is_success(NULL));
    CHECK(is_none(waxwing_wns_reply_notification_status(NULL)));
    CHECK(is_none(waxwing_wns_reply_device_status(NULL)));
    CHECK(is_none(waxwing_wns_reply_error_description(NULL)));
    CHECK(is_none(waxwing_wns_reply_msg_id(NULL)) && is_none(waxwing_wns_reply_debug_trace(NULL)));
    CHECK(is_none(waxwing_wns_reply_ms_cv(NULL)));
    CHECK(is_none(waxwing_wns_reply_www_authenticate(NULL)));
    CHECK(!waxwing_wns_reply_retry_after_s(NULL, &seconds) && seconds == 7);
    case_end();
}

static void refuses_in_mpns(void) {
    static const waxwing_str OPTIONS = {"{\"type\":\"raw\",\"raw\":\"x\"}", 24};
    const waxwing_bytes none = {NULL, 0};
    waxwing_mpns_notification *notification = NULL;
    waxwing_mpns_service_name *name = NULL;
    waxwing_channel_uri *uri = NULL;
    waxwing_error *error = NULL;
    uint32_t seconds = 7;
    case_begin("impossible arguments", "a_push_to_windows_phone_to_try_them_on");
    SUCCEEDS(waxwing_mpns_notification_from_options(OPTIONS, &notification, &error));
    SUCCEEDS(waxwing_channel_uri_parse(
        WAXWING_STR("http://sn1.notify.live.net/throttledthirdparty/01.00/A"), &uri, &error));
    SUCCEEDS(waxwing_mpns_service_name_of(WAXWING_STR("push.example.com"), &name, &error));
    case_end();

    RAW("options", out.mpns_notification == NULL,
        waxwing_mpns_notification_from_options(it, &out.mpns_notification, out_error));
    OUTPUT("out_notification", waxwing_mpns_notification_from_options(OPTIONS, NULL, out_error));
    HANDLE(const waxwing_mpns_notification, "notification", out.request == NULL,
        waxwing_mpns_notification_request(it, uri, &out.request, out_error));
    HANDLE(const waxwing_channel_uri, "channel uri", out.request == NULL,
        waxwing_mpns_notification_request(notification, it, &out.request, out_error));
    OUTPUT("out_request", waxwing_mpns_notification_request(notification, uri, NULL, out_error));
    TEXT("common name", out.service_name == NULL,
        waxwing_mpns_service_name_of(it, &out.service_name, out_error));
    OUTPUT("out_name", waxwing_mpns_service_name_of(OPTIONS, NULL, out_error));
    HANDLE(const waxwing_x509_certificate, "certificate", out.service_name == NULL,
        waxwing_mpns_service_name_of_certificate(it, &out.service_name, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "status", out.mpns_reply == NULL,
        waxwing_mpns_reply_parse(65536, NULL, 0, none, &out.mpns_reply, out_error));
    ARRAY(waxwing_header, "headers", out.mpns_reply == NULL,
        waxwing_mpns_reply_parse(200, it, 1, none, &out.mpns_reply, out_error));
    BYTES("body", out.mpns_reply == NULL,
        waxwing_mpns_reply_parse(200, NULL, 0, it, &out.mpns_reply, out_error));
    OUTPUT("out_reply", waxwing_mpns_reply_parse(200, NULL, 0, none, NULL, out_error));
    HANDLE(const waxwing_mpns_reply, "reply", out.verdict == NULL,
        waxwing_mpns_reply_verdict(it, &out.verdict, out_error));

    case_begin("impossible arguments", "accessors_of_mpns_give_nothing_for_null");
    waxwing_mpns_notification_free(NULL);
    waxwing_mpns_service_name_free(NULL);
    waxwing_mpns_reply_free(NULL);
    CHECK(is_none(waxwing_mpns_notification_kind(NULL)));
    CHECK(waxwing_mpns_notification_body(NULL).data == NULL);
    CHECK(is_none(waxwing_mpns_service_name_text(NULL)));
    CHECK(!waxwing_mpns_service_name_is(NULL, OPTIONS));
    CHECK(!waxwing_mpns_service_name_is(name, (waxwing_str){NULL, 1}));
    CHECK(!waxwing_mpns_service_name_is_renewed_by(NULL, name));
    CHECK(!waxwing_mpns_service_name_is_renewed_by(name, NULL));
    CHECK(waxwing_mpns_reply_status(NULL) == 0 && !waxwing_mpns_reply_is_success(NULL));
    CHECK(is_none(waxwing_mpns_reply_notification_status(NULL)));
    CHECK(is_none(waxwing_mpns_reply_device_status(NULL)));
    CHECK(is_none(waxwing_mpns_reply_subscription_status(NULL)));
    CHECK(is_none(waxwing_mpns_reply_message_id(NULL)));
    CHECK(!waxwing_mpns_reply_retry_after_s(NULL, &seconds) && seconds == 7);
    case_end();
    waxwing_mpns_notification_free(notification);
    waxwing_mpns_service_name_free(name);
    waxwing_channel_uri_free(uri);
}

void refuses_in_windows(void) {
    refuses_in_mpns();
    refuses_tokens();
    refuses_notifications();
    wns_gives_nothing();

    TEXT("channel uri", out.channel_uri == NULL,
        waxwing_channel_uri_parse(it, &out.channel_uri, out_error));
    OUTPUT("out_uri",
        waxwing_channel_uri_parse(WAXWING_STR("https://a.notify.windows.com/"), NULL, out_error));

    case_begin("impossible arguments", "accessors_of_channel_uris_give_nothing_for_null");
    waxwing_channel_uri_free(NULL);
    CHECK(waxwing_channel_uri_kind(NULL) == WAXWING_CHANNEL_KIND_UNKNOWN);
    CHECK(is_none(waxwing_channel_uri_text(NULL)) && is_none(waxwing_channel_uri_host(NULL)));
    CHECK(is_none(waxwing_channel_kind_name(0)) && is_none(waxwing_channel_kind_name(5)));
    CHECK(is_none(waxwing_verdict_cause_name(NULL)));
    case_end();
}
