/* What no file of vectors shows of pushes: beginnings, batches, certificates, hints. */
#include "fixture.h"

/* Takes the builder. */
static void begins(waxwing_notification_builder *builder, uint32_t push_type, const char *topic,
                   const char *payload) {
    waxwing_notification *notification = NULL;
    waxwing_error *error = NULL;
    if (SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error))) {
        CHECK_NUMBER(waxwing_notification_push_type(notification), push_type);
        CHECK_TEXT(waxwing_notification_topic(notification), topic);
        CHECK_TEXT(waxwing_notification_payload(notification), payload);
    }
    waxwing_notification_free(notification);
    waxwing_notification_builder_free(builder);
}

static void every_kind_begins(void) {
    waxwing_str arg = WAXWING_STR("42");
    case_begin("pushes", "every_kind_begins");
    begins(waxwing_notification_alert(TOPIC, WAXWING_STR("a"), WAXWING_STR("b")),
           WAXWING_PUSH_TYPE_ALERT, "com.example.app",
           "{\"aps\":{\"alert\":{\"title\":\"a\",\"body\":\"b\"}}}");
    begins(waxwing_notification_background(TOPIC), WAXWING_PUSH_TYPE_BACKGROUND, "com.example.app",
           "{\"aps\":{\"content-available\":1}}");
    begins(waxwing_notification_voip(TOPIC), WAXWING_PUSH_TYPE_VOIP, "com.example.app.voip",
           "{\"aps\":{}}");
    begins(waxwing_notification_complication(TOPIC), WAXWING_PUSH_TYPE_COMPLICATION,
           "com.example.app.complication", "{\"aps\":{}}");
    begins(waxwing_notification_push_to_talk(TOPIC), WAXWING_PUSH_TYPE_PUSH_TO_TALK,
           "com.example.app.voip-ptt", "{\"aps\":{}}");
    begins(waxwing_notification_location(TOPIC), WAXWING_PUSH_TYPE_LOCATION,
           "com.example.app.location-query", "{\"aps\":{}}");
    begins(waxwing_notification_widgets(TOPIC), WAXWING_PUSH_TYPE_WIDGETS,
           "com.example.app.push-type.widgets", "{\"aps\":{\"content-changed\":true}}");
    begins(waxwing_notification_controls(TOPIC), WAXWING_PUSH_TYPE_CONTROLS,
           "com.example.app.push-type.controls", "{\"aps\":{\"content-changed\":true}}");
    begins(waxwing_notification_file_provider(TOPIC, WAXWING_STR("c"), WAXWING_STR("d")),
           WAXWING_PUSH_TYPE_FILE_PROVIDER, "com.example.app.pushkit.fileprovider",
           "{\"container-identifier\":\"c\",\"domain\":\"d\"}");
    begins(waxwing_notification_mdm(TOPIC, WAXWING_STR("magic")), WAXWING_PUSH_TYPE_MDM,
           "com.example.app", "{\"mdm\":\"magic\"}");
    begins(waxwing_notification_live_activity(TOPIC, WAXWING_ACTIVITY_EVENT_END, 1763760000,
                                              WAXWING_STR("{\"home\": 2}")),
           WAXWING_PUSH_TYPE_LIVE_ACTIVITY, "com.example.app.push-type.liveactivity",
           "{\"aps\":{\"timestamp\":1763760000,\"event\":\"end\",\"content-state\":{\"home\":2}}}");
    begins(waxwing_notification_wallet(WAXWING_STR("pass.com.example")), WAXWING_PUSH_TYPE_ALERT,
           "pass.com.example", "{}");
    begins(waxwing_notification_website(WAXWING_STR("web.com.example"), WAXWING_STR("a"),
                                        WAXWING_STR("b"), &arg, 1),
           WAXWING_PUSH_TYPE_ALERT, "web.com.example",
           "{\"aps\":{\"alert\":{\"title\":\"a\",\"body\":\"b\"},\"url-args\":[\"42\"]}}");
    case_end();

    case_begin("pushes", "an_event_that_does_not_exist_is_refused");
    waxwing_notification *notification = NULL;
    waxwing_notification_builder *builder =
        waxwing_notification_live_activity(TOPIC, 4, 1763760000, WAXWING_STR("{}"));
    CHECK(waxwing_notification_builder_build(builder, &notification, NULL) ==
          WAXWING_STATUS_INVALID_INPUT);
    waxwing_notification_builder_free(builder);
    case_end();
}

static void alerts_have_all_their_parts(void) {
    waxwing_str args[] = {WAXWING_STR("1"), WAXWING_STR("2")};
    case_begin("pushes", "alerts_have_all_their_parts");
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    waxwing_notification_builder_alert_begin(builder, NULL);
    waxwing_notification_builder_alert_title_localized(builder, WAXWING_STR("T"), args, 2, NULL);
    waxwing_notification_builder_alert_body_localized(builder, WAXWING_STR("B"), NULL, 0, NULL);
    waxwing_notification_builder_alert_sound(builder, WAXWING_STR("s"), NULL);
    waxwing_notification_builder_alert_action(builder, WAXWING_STR("a"), NULL);
    waxwing_notification_builder_alert_action_loc_key(builder, WAXWING_STR("k"), NULL);
    waxwing_notification_builder_alert_summary_arg(builder, WAXWING_STR("m"), NULL);
    waxwing_notification_builder_alert_summary_arg_count(builder, 3, NULL);
    waxwing_notification *notification = NULL;
    waxwing_error *error = NULL;
    /* Some of them belong to Live Activities alone, which only the core knows. */
    waxwing_status status = waxwing_notification_builder_build(builder, &notification, &error);
    if (status == WAXWING_STATUS_OK) {
        CHECK(contains(waxwing_notification_payload(notification), "\"loc-args\":[\"1\",\"2\"]"));
        CHECK(contains(waxwing_notification_payload(notification), "\"action-loc-key\":\"k\""));
        CHECK(contains(waxwing_notification_payload(notification), "\"summary-arg-count\":3"));
    } else {
        CHECK(waxwing_error_category(error) == WAXWING_CATEGORY_INPUT);
    }
    waxwing_error_free(error);
    waxwing_notification_free(notification);
    waxwing_notification_builder_free(builder);
    case_end();

    case_begin("pushes", "an_alert_by_name_and_one_by_parts_replace_each_other");
    builder = waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    waxwing_notification_builder_alert_text(builder, WAXWING_STR("parts"), NULL);
    waxwing_notification_builder_set_text(builder, WAXWING_STR("alert"), WAXWING_STR("name"), NULL);
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"alert\":\"name\"}}");
    waxwing_notification_free(notification);
    waxwing_notification_builder_alert_text(builder, WAXWING_STR("parts"), NULL);
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"alert\":\"parts\"}}");
    waxwing_notification_free(notification);
    CHECK(waxwing_notification_builder_set_integer(builder, WAXWING_STR("thread_id"), 1, NULL) ==
          WAXWING_STATUS_INVALID_INPUT);
    CHECK(waxwing_notification_builder_build(builder, &notification, NULL) ==
          WAXWING_STATUS_INVALID_INPUT);
    waxwing_notification_builder_free(builder);
    case_end();
}

static void paths_go_into_memory_of_the_caller(void) {
    const waxwing_device_token *devices[] = {fixture.device, fixture.device, fixture.device};
    const size_t each = strlen("/3/device/") + DEVICE.len + 1;
    waxwing_str paths[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    waxwing_error *error = NULL;
    size_t count = 0;
    char *text = allocate(2 * each);
    case_begin("pushes", "paths_go_into_memory_of_the_caller");
    SUCCEEDS(waxwing_prepared_paths(fixture.prepared, devices, 3, text, 2 * each, paths, &count,
                                    &error));
    CHECK_NUMBER(count, 2);
    waxwing_str path = waxwing_request_path(fixture.request);
    for (size_t i = 0; i < 2; i++) {
        CHECK(same(paths[i], path) && paths[i].data == text + i * each);
        CHECK(strlen(paths[i].data) == paths[i].len);
    }
    CHECK(is_none(paths[2]));
    SUCCEEDS(waxwing_prepared_paths(fixture.prepared, devices + 2, 1, text, each, paths, &count,
                                    &error));
    CHECK(count == 1 && same(paths[0], path));
    SUCCEEDS(waxwing_prepared_paths(fixture.prepared, devices, 3, text, each - 1, paths, &count,
                                    &error));
    CHECK_NUMBER(count, 0);
    SUCCEEDS(waxwing_prepared_paths(fixture.prepared, NULL, 0, NULL, 0, NULL, &count, &error));
    CHECK_NUMBER(count, 0);
    case_end();
    free(text);

    case_begin("pushes", "what_requests_share_can_be_read_once");
    const waxwing_header *of_request = waxwing_request_headers(fixture.request);
    const waxwing_header *shared = waxwing_prepared_headers(fixture.prepared);
    size_t shared_count = waxwing_prepared_header_count(fixture.prepared);
    CHECK_NUMBER(shared_count + 1, waxwing_request_header_count(fixture.request));
    for (size_t i = 0; i < shared_count; i++) {
        CHECK(same(shared[i].name, of_request[i + 1].name));
        CHECK(same(shared[i].value, of_request[i + 1].value));
        CHECK(same(waxwing_prepared_header_line(fixture.prepared, i),
                   waxwing_request_header_line(fixture.request, i + 1)));
    }
    CHECK(is_none(waxwing_prepared_header_line(fixture.prepared, shared_count)));
    CHECK(same(waxwing_provider_token_header_line(fixture.token),
               waxwing_request_header_line(fixture.request, 0)));
    CHECK(same(waxwing_prepared_authority(fixture.prepared),
               waxwing_request_authority(fixture.request)));
    CHECK_TEXT(waxwing_prepared_method(fixture.prepared), "POST");
    CHECK_TEXT(waxwing_prepared_scheme(fixture.prepared), "https");
    CHECK(waxwing_prepared_body(fixture.prepared).data == waxwing_request_body(fixture.request).data);
    CHECK(same(waxwing_provider_token_key_id(fixture.token), KEY_ID));
    CHECK(same(waxwing_provider_token_team_id(fixture.token), TEAM_ID));
    case_end();
}

static void certificates_have_a_scope(void) {
    waxwing_certificate_scope *scope = waxwing_certificate_scope_new(WAXWING_STR("com.example.x"));
    waxwing_error *error = NULL;
    case_begin("pushes", "certificates_have_a_scope");
    SUCCEEDS(waxwing_certificate_scope_environment(scope, WAXWING_ENVIRONMENT_SANDBOX, &error));
    CHECK_TEXT(waxwing_certificate_scope_default_topic(scope), "com.example.x");
    CHECK(waxwing_certificate_scope_check(scope, fixture.notification, WAXWING_ENVIRONMENT_SANDBOX,
                                          &error) == WAXWING_STATUS_NO_MATCHING_KEY);
    CHECK_TEXT(waxwing_error_subject(error), "apns-topic");
    waxwing_error_free(error);
    SUCCEEDS(waxwing_certificate_scope_topic(scope, TOPIC, &error));
    SUCCEEDS(waxwing_certificate_scope_check(scope, fixture.notification,
                                             WAXWING_ENVIRONMENT_SANDBOX, &error));
    CHECK(waxwing_certificate_scope_check(scope, fixture.notification,
                                          WAXWING_ENVIRONMENT_PRODUCTION,
                                          NULL) == WAXWING_STATUS_NO_MATCHING_KEY);
    CHECK(waxwing_certificate_scope_environment(scope, 7, NULL) == WAXWING_STATUS_INVALID_INPUT);
    CHECK(waxwing_certificate_scope_check(scope, fixture.notification, WAXWING_ENVIRONMENT_SANDBOX,
                                          NULL) == WAXWING_STATUS_INVALID_INPUT);
    case_end();
    waxwing_certificate_scope_free(scope);
}

static void lists_and_hints(void) {
    waxwing_lint lint;
    case_begin("pushes", "every_lint_says_what_to_do");
    size_t count = 0;
    while (waxwing_lint_code_item(count, &lint)) {
        CHECK(lint.code.len != 0 && lint.advice.len != 0 && lint.source.len != 0);
        CHECK(is_none(lint.subject));
        count++;
    }
    CHECK(count > 20 && !waxwing_lint_code_item(SIZE_MAX, &lint));
    case_end();

    case_begin("pushes", "headers_have_their_stability");
    CHECK(waxwing_header_stability_of(WAXWING_STR("apns-topic")) == WAXWING_HEADER_STABILITY_FIXED);
    CHECK(waxwing_header_stability_of(WAXWING_STR(":path")) == WAXWING_HEADER_STABILITY_UNIQUE);
    CHECK_TEXT(waxwing_header_stability_name(
                   waxwing_header_stability_of(WAXWING_STR("authorization"))),
               "hourly");
    case_end();

    case_begin("pushes", "environments_have_their_hosts");
    CHECK_TEXT(waxwing_environment_host(WAXWING_ENVIRONMENT_SANDBOX), "api.sandbox.push.apple.com");
    CHECK_TEXT(waxwing_environment_channel_management_host(WAXWING_ENVIRONMENT_PRODUCTION),
               "api-manage-broadcast.push.apple.com");
    CHECK_NUMBER(waxwing_environment_channel_management_port(WAXWING_ENVIRONMENT_PRODUCTION), 2196);
    case_end();
}

void run_pushes(void) {
    every_kind_begins();
    alerts_have_all_their_parts();
    paths_go_into_memory_of_the_caller();
    certificates_have_a_scope();
    lists_and_hints();
}
