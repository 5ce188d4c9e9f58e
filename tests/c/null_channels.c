/* Impossible arguments of options, broadcasts, channels, key rings and batches. */
#include "null.h"

#define CHANNEL WAXWING_STR("AAAA")
#define UUID WAXWING_STR("eabeae54-14a8-11e5-b60b-1697f925ec7b")

void refuses_in_channels(void) {
    waxwing_notification_builder *builder = waxwing_notification_voip(TOPIC);
    waxwing_notification_builder *update = waxwing_notification_live_activity(
        TOPIC, WAXWING_ACTIVITY_EVENT_UPDATE, ISSUED_AT_S, WAXWING_STR("{}"));
    const waxwing_device_token *devices[] = {fixture.device};
    waxwing_broadcast *broadcast = NULL;
    waxwing_channels *channels = NULL;
    waxwing_call *call = NULL;
    waxwing_keyring *ring = waxwing_keyring_new(), *good_ring = waxwing_keyring_new();
    waxwing_certificate_scope *scope = waxwing_certificate_scope_new(TOPIC);
    waxwing_error *error = NULL;
    case_begin("impossible arguments", "a_broadcast_and_channels_to_try_them_on");
    waxwing_notification_builder_priority(update, WAXWING_PRIORITY_POWER_AWARE, NULL);
    waxwing_notification_builder_expiration_s(update, 0, NULL);
    SUCCEEDS(waxwing_notification_builder_broadcast(update, CHANNEL, &broadcast, &error));
    SUCCEEDS(waxwing_channels_new(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, &channels, &error));
    SUCCEEDS(waxwing_channels_list(channels, &call, &error));
    case_end();
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_set_json(it, WAXWING_STR("badge"), WAXWING_STR("1"), out_error));
    TEXT("option", true,
        waxwing_notification_builder_set_json(builder, it, WAXWING_STR("1"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_set_text(it, WAXWING_STR("badge"), WAXWING_STR("1"), out_error));
    TEXT("option", true,
        waxwing_notification_builder_set_text(builder, it, WAXWING_STR("1"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_set_integer(it, WAXWING_STR("badge"), 1, out_error));
    TEXT("option", true,
        waxwing_notification_builder_set_integer(builder, it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_set_number(it, WAXWING_STR("badge"), 1.0, out_error));
    TEXT("option", true,
        waxwing_notification_builder_set_number(builder, it, 1.0, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_set_flag(it, WAXWING_STR("badge"), true, out_error));
    TEXT("option", true,
        waxwing_notification_builder_set_flag(builder, it, true, out_error));
    RAW("option value", true,
        waxwing_notification_builder_set_json(builder, WAXWING_STR("badge"), it, out_error));
    TEXT("option value", true,
        waxwing_notification_builder_set_text(builder, WAXWING_STR("domain"), it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_action_loc_key(it, WAXWING_STR("a"), out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_action_loc_key(builder, it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_action(it, WAXWING_STR("a"), out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_action(builder, it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_summary_arg(it, WAXWING_STR("a"), out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_summary_arg(builder, it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_sound(it, WAXWING_STR("a"), out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_sound(builder, it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_summary_arg_count(it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_title_localized(it, WAXWING_STR("a"), NULL, 0, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_title_localized(builder, it, NULL, 0, out_error));
    ARRAY(waxwing_str, "alert arguments", true,
        waxwing_notification_builder_alert_title_localized(builder, WAXWING_STR("a"), it, 1, out_error));
    TEXT("alert arguments", true,
        waxwing_notification_builder_alert_title_localized(builder, WAXWING_STR("a"), &it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_body_localized(it, WAXWING_STR("a"), NULL, 0, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_body_localized(builder, it, NULL, 0, out_error));
    ARRAY(waxwing_str, "alert arguments", true,
        waxwing_notification_builder_alert_body_localized(builder, WAXWING_STR("a"), it, 1, out_error));
    TEXT("alert arguments", true,
        waxwing_notification_builder_alert_body_localized(builder, WAXWING_STR("a"), &it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", out.broadcast == NULL,
        waxwing_notification_builder_broadcast(it, CHANNEL, &out.broadcast, out_error));
    TEXT("apns-channel-id", out.broadcast == NULL,
        waxwing_notification_builder_broadcast(builder, it, &out.broadcast, out_error));
    OUTPUT("out_broadcast",
        waxwing_notification_builder_broadcast(builder, CHANNEL, NULL, out_error));
    HANDLE(waxwing_broadcast, "broadcast", out.call == NULL,
        waxwing_broadcast_prepare(it, WAXWING_ENVIRONMENT_SANDBOX, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_broadcast_prepare(broadcast, WAXWING_ENVIRONMENT_SANDBOX, NULL, out_error));
    HANDLE(waxwing_broadcast, "broadcast", out.call == NULL,
        waxwing_broadcast_prepare_for_authority(it, WAXWING_STR("a"), &out.call, out_error));
    TEXT("authority", out.call == NULL,
        waxwing_broadcast_prepare_for_authority(broadcast, it, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_broadcast_prepare_for_authority(broadcast, WAXWING_STR("a"), NULL, out_error));
    TEXT("bundle id", out.channels == NULL,
        waxwing_channels_new(it, WAXWING_ENVIRONMENT_SANDBOX, &out.channels, out_error));
    OUTPUT("out_channels",
        waxwing_channels_new(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, NULL, out_error));
    TEXT("bundle id", out.channels == NULL,
        waxwing_channels_for_authority(it, WAXWING_ENVIRONMENT_SANDBOX, WAXWING_STR("a"), &out.channels, out_error));
    TEXT("authority", out.channels == NULL,
        waxwing_channels_for_authority(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, it, &out.channels, out_error));
    OUTPUT("out_channels",
        waxwing_channels_for_authority(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, WAXWING_STR("a"), NULL, out_error));
    HANDLE(waxwing_channels, "channels", out.call == NULL,
        waxwing_channels_create(it, WAXWING_STORAGE_POLICY_NO_STORAGE, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_channels_create(channels, WAXWING_STORAGE_POLICY_NO_STORAGE, NULL, out_error));
    HANDLE(waxwing_channels, "channels", out.call == NULL,
        waxwing_channels_read(it, CHANNEL, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_channels_read(channels, CHANNEL, NULL, out_error));
    HANDLE(waxwing_channels, "channels", out.call == NULL,
        waxwing_channels_delete(it, CHANNEL, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_channels_delete(channels, CHANNEL, NULL, out_error));
    HANDLE(waxwing_channels, "channels", out.call == NULL,
        waxwing_channels_list(it, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_channels_list(channels, NULL, out_error));
    TEXT("apns-channel-id", out.call == NULL,
        waxwing_channels_read(channels, it, &out.call, out_error));
    TEXT("apns-channel-id", out.call == NULL,
        waxwing_channels_delete(channels, it, &out.call, out_error));
    HANDLE(waxwing_call, "call", out.call == NULL,
        waxwing_call_with_request_id(it, UUID, &out.call, out_error));
    TEXT("apns-request-id", out.call == NULL,
        waxwing_call_with_request_id(call, it, &out.call, out_error));
    OUTPUT("out_call",
        waxwing_call_with_request_id(call, UUID, NULL, out_error));
    HANDLE(waxwing_call, "call", out.request == NULL,
        waxwing_call_request(it, NULL, &out.request, out_error));
    OUTPUT("out_request",
        waxwing_call_request(call, NULL, NULL, out_error));
    HANDLE(waxwing_reply, "reply", out.channel == NULL,
        waxwing_reply_channel(it, &out.channel, out_error));
    OUTPUT("out_channel",
        waxwing_reply_channel(fixture.reply, NULL, out_error));
    HANDLE(waxwing_reply, "reply", out.ids == NULL,
        waxwing_reply_channel_ids(it, &out.ids, out_error));
    OUTPUT("out_ids",
        waxwing_reply_channel_ids(fixture.reply, NULL, out_error));
    HANDLE(waxwing_keyring, "ring", true,
        waxwing_keyring_add(it, fixture.key, NULL, 0, 0, out_error));
    HANDLE(waxwing_provider_key, "key", true,
        waxwing_keyring_add(ring, it, NULL, 0, 0, out_error));
    ARRAY(waxwing_str, "topics", true,
        waxwing_keyring_add(ring, fixture.key, it, 1, 0, out_error));
    TEXT("topics", true,
        waxwing_keyring_add(ring, fixture.key, &it, 1, 0, out_error));
    HANDLE(waxwing_keyring, "ring", out.key == NULL,
        waxwing_keyring_choose(it, TOPIC, WAXWING_ENVIRONMENT_SANDBOX, &out.key, out_error));
    TEXT("apns-topic", out.key == NULL,
        waxwing_keyring_choose(good_ring, it, WAXWING_ENVIRONMENT_SANDBOX, &out.key, out_error));
    OUTPUT("out_key",
        waxwing_keyring_choose(good_ring, TOPIC, WAXWING_ENVIRONMENT_SANDBOX, NULL, out_error));
    HANDLE(waxwing_certificate_scope, "scope", true,
        waxwing_certificate_scope_topic(it, TOPIC, out_error));
    HANDLE(waxwing_certificate_scope, "scope", true,
        waxwing_certificate_scope_environment(it, WAXWING_ENVIRONMENT_SANDBOX, out_error));
    HANDLE(waxwing_certificate_scope, "scope", true,
        waxwing_certificate_scope_check(it, fixture.notification, WAXWING_ENVIRONMENT_SANDBOX, out_error));
    HANDLE(waxwing_notification, "notification", true,
        waxwing_certificate_scope_check(scope, it, WAXWING_ENVIRONMENT_SANDBOX, out_error));
    TEXT("apns-topic", true,
        waxwing_certificate_scope_topic(scope, it, out_error));
    ARRAY(waxwing_header, "headers", out.lints == NULL,
        waxwing_lint_request(it, 1, bytes_in("{}"), &out.lints, out_error));
    BYTES("body", out.lints == NULL,
        waxwing_lint_request(NULL, 0, it, &out.lints, out_error));
    OUTPUT("out_lints",
        waxwing_lint_request(NULL, 0, bytes_in("{}"), NULL, out_error));
    HANDLE(waxwing_prepared, "prepared", true,
        waxwing_prepared_paths(it, devices, 1, out.path, sizeof out.path, out.paths, &out.count, out_error));
    ARRAY(waxwing_device_token *const, "devices", true,
        waxwing_prepared_paths(fixture.prepared, it, 1, out.path, sizeof out.path, out.paths, &out.count, out_error));
    HANDLE(const waxwing_device_token, "device", true,
        waxwing_prepared_paths(fixture.prepared, &it, 1, out.path, sizeof out.path, out.paths, &out.count, out_error));
    OUTPUT("text",
        waxwing_prepared_paths(fixture.prepared, devices, 1, NULL, 0, out.paths, &out.count, out_error));
    HANDLE(waxwing_str, "out_paths", true,
        waxwing_prepared_paths(fixture.prepared, devices, 1, out.path, sizeof out.path, it, &out.count, out_error));
    OUTPUT("out_count",
        waxwing_prepared_paths(fixture.prepared, devices, 1, out.path, sizeof out.path, out.paths, NULL, out_error));
    waxwing_notification_builder_free(builder);
    waxwing_notification_builder_free(update);
    waxwing_broadcast_free(broadcast);
    waxwing_channels_free(channels);
    waxwing_call_free(call);
    waxwing_keyring_free(ring);
    waxwing_keyring_free(good_ring);
    waxwing_certificate_scope_free(scope);
}

/* Takes a builder that keeps what was wrong with its beginning. */
static void begins_wrong(waxwing_notification_builder *builder, const char *subject) {
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_notification_builder_build(builder, &out.notification, &error);
    check_refusal(WAXWING_STATUS_NULL_POINTER, subject, status, error);
    waxwing_notification_builder_free(builder);
}

static void beginnings_keep_what_is_wrong(void) {
    waxwing_str it = {NULL, 1};
    case_begin("impossible arguments", "beginnings_keep_what_is_wrong");
    begins_wrong(waxwing_notification_alert(it, TOPIC, TOPIC), "apns-topic");
    begins_wrong(waxwing_notification_background(it), "apns-topic");
    begins_wrong(waxwing_notification_voip(it), "apns-topic");
    begins_wrong(waxwing_notification_complication(it), "apns-topic");
    begins_wrong(waxwing_notification_push_to_talk(it), "apns-topic");
    begins_wrong(waxwing_notification_location(it), "apns-topic");
    begins_wrong(waxwing_notification_widgets(it), "apns-topic");
    begins_wrong(waxwing_notification_controls(it), "apns-topic");
    begins_wrong(waxwing_notification_file_provider(it, TOPIC, TOPIC), "apns-topic");
    begins_wrong(waxwing_notification_mdm(it, TOPIC), "apns-topic");
    begins_wrong(waxwing_notification_live_activity(it, WAXWING_ACTIVITY_EVENT_END, 1, WAXWING_STR("{}")), "apns-topic");
    begins_wrong(waxwing_notification_wallet(it), "apns-topic");
    begins_wrong(waxwing_notification_website(it, TOPIC, TOPIC, NULL, 0), "apns-topic");
    begins_wrong(waxwing_notification_alert(TOPIC, it, TOPIC), "alert");
    begins_wrong(waxwing_notification_alert(TOPIC, TOPIC, it), "alert");
    begins_wrong(waxwing_notification_file_provider(TOPIC, it, TOPIC), "container-identifier");
    begins_wrong(waxwing_notification_file_provider(TOPIC, TOPIC, it), "domain");
    begins_wrong(waxwing_notification_mdm(TOPIC, it), "push magic");
    begins_wrong(waxwing_notification_live_activity(TOPIC, WAXWING_ACTIVITY_EVENT_END, 1, it), "content state");
    begins_wrong(waxwing_notification_website(TOPIC, it, TOPIC, NULL, 0), "alert");
    begins_wrong(waxwing_notification_website(TOPIC, TOPIC, it, NULL, 0), "alert");
    begins_wrong(waxwing_notification_website(TOPIC, TOPIC, TOPIC, &it, 1), "url arguments");
    begins_wrong(waxwing_notification_builder_from_options(it), "options");
    case_end();
}

void accessors_of_sessions_and_channels_give_nothing(void) {
    waxwing_session *session = NULL;
    waxwing_error *error = NULL;
    waxwing_cut cut;
    waxwing_lint lint;
    int64_t at_ms = 7;
    case_begin("impossible arguments", "accessors_of_sessions_and_channels_give_nothing_for_null");
    SUCCEEDS(waxwing_session_with_certificate(NULL, &session, &error));
    waxwing_session_policy_free(NULL);
    waxwing_session_free(NULL);
    waxwing_outcomes_free(NULL);
    waxwing_goaway_free(NULL);
    waxwing_broadcast_free(NULL);
    waxwing_call_free(NULL);
    waxwing_channels_free(NULL);
    waxwing_channel_free(NULL);
    waxwing_channel_ids_free(NULL);
    waxwing_lints_free(NULL);
    waxwing_keyring_free(NULL);
    waxwing_certificate_scope_free(NULL);
    CHECK(waxwing_outcomes_count(NULL) == 0);
    CHECK(!waxwing_outcomes_item(NULL, 0, &out.outcome));
    CHECK(waxwing_session_in_flight(NULL) == 0);
    CHECK(!waxwing_session_drained(NULL, &out.number));
    CHECK(!waxwing_session_drained(session, NULL));
    CHECK(!waxwing_session_ping_due_at_ms(NULL, &at_ms));
    CHECK(!waxwing_session_ping_due_at_ms(session, NULL));
    CHECK(!waxwing_session_wake_at_ms(NULL, &at_ms));
    CHECK(!waxwing_session_wake_at_ms(session, NULL));
    CHECK(!waxwing_session_connection_number(NULL, &out.number));
    CHECK(!waxwing_session_connection_number(session, NULL));
    CHECK(waxwing_goaway_error_code(NULL) == 0);
    CHECK(waxwing_goaway_last_stream_id(NULL) == 0);
    CHECK(!waxwing_goaway_leaves_out(NULL, 1));
    CHECK(is_none(waxwing_goaway_reason(NULL)));
    CHECK(!waxwing_goaway_reason_is_known(NULL));
    CHECK(is_none(waxwing_goaway_text(NULL)));
    CHECK(is_none(waxwing_broadcast_payload(NULL)));
    CHECK(waxwing_broadcast_priority(NULL) == 0);
    CHECK(waxwing_broadcast_expiration_s(NULL) == 0);
    CHECK(waxwing_broadcast_lints(NULL) == NULL);
    CHECK(!waxwing_broadcast_cut(NULL, &cut));
    CHECK(waxwing_channel_storage_policy(NULL) == WAXWING_STORAGE_POLICY_UNKNOWN);
    CHECK(waxwing_channel_storage_policy_number(NULL) == 0);
    CHECK(waxwing_channel_push_type(NULL) == 0);
    CHECK(is_none(waxwing_channel_push_type_text(NULL)));
    CHECK(waxwing_channel_ids_count(NULL) == 0);
    CHECK(is_none(waxwing_channel_ids_item(NULL, 0)));
    CHECK(waxwing_lints_count(NULL) == 0);
    CHECK(!waxwing_lints_item(NULL, 0, &lint));
    CHECK(!waxwing_lint_code_item(0, NULL));
    CHECK(!waxwing_option_item(0, NULL));
    CHECK(!waxwing_push_type_rules(1, NULL));
    CHECK(is_none(waxwing_certificate_scope_default_topic(NULL)));
    CHECK(is_none(waxwing_reply_apns_request_id(NULL)));
    CHECK(is_none(waxwing_reply_apns_channel_id(NULL)));
    CHECK(is_none(waxwing_provider_token_header_line(NULL)));
    CHECK(is_none(waxwing_provider_token_key_id(NULL)));
    CHECK(is_none(waxwing_provider_token_team_id(NULL)));
    CHECK(is_none(waxwing_prepared_method(NULL)));
    CHECK(is_none(waxwing_prepared_scheme(NULL)));
    CHECK(is_none(waxwing_prepared_authority(NULL)));
    CHECK(waxwing_prepared_headers(NULL) == NULL);
    CHECK(waxwing_prepared_header_count(NULL) == 0);
    CHECK(is_none(waxwing_prepared_header_line(NULL, 0)));
    CHECK(waxwing_prepared_body(NULL).data == NULL);
    CHECK(waxwing_notification_push_type(NULL) == 0);
    CHECK(waxwing_notification_priority(NULL) == 0);
    CHECK(!waxwing_notification_expiration_s(NULL, &at_ms));
    CHECK(waxwing_notification_lints(NULL) == NULL);
    CHECK(!waxwing_notification_cut(NULL, &cut));
    CHECK(waxwing_header_stability_of((waxwing_str){NULL, 1}) == WAXWING_HEADER_STABILITY_UNIQUE);
    CHECK(is_none(waxwing_step_name(0)) && is_none(waxwing_step_name(UINT32_MAX)));
    CHECK(is_none(waxwing_because_name(0)) && is_none(waxwing_because_name(UINT32_MAX)));
    CHECK(is_none(waxwing_fate_name(0)) && is_none(waxwing_fate_name(UINT32_MAX)));
    CHECK(is_none(waxwing_action_name(0)) && is_none(waxwing_action_name(UINT32_MAX)));
    CHECK(is_none(waxwing_scope_name(0)) && is_none(waxwing_scope_name(UINT32_MAX)));
    CHECK(is_none(waxwing_storage_policy_name(0)) && is_none(waxwing_storage_policy_name(UINT32_MAX)));
    CHECK(is_none(waxwing_push_auth_name(0)) && is_none(waxwing_push_auth_name(UINT32_MAX)));
    CHECK(is_none(waxwing_header_stability_name(0)) && is_none(waxwing_header_stability_name(UINT32_MAX)));
    CHECK(is_none(waxwing_environment_host(0)) && is_none(waxwing_environment_host(3)));
    CHECK(is_none(waxwing_environment_channel_management_host(0)));
    CHECK(waxwing_environment_channel_management_port(0) == 0);
    CHECK(at_ms == 7);
    waxwing_session_free(session);
    case_end();
    beginnings_keep_what_is_wrong();
}
