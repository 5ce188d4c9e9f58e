/* Operations about notifications and what is odd in them. */
#include "vectors.h"

/* Setters go unchecked here: the builder keeps their errors. */
static void set_alert(waxwing_notification_builder *builder, const json_t *alert) {
    typedef waxwing_status set_text(waxwing_notification_builder *, waxwing_str, waxwing_error **);
    typedef waxwing_status set_texts(waxwing_notification_builder *, const waxwing_str *, size_t,
                                     waxwing_error **);
    static const struct {
        const char *key;
        set_text *text;
        set_texts *texts;
    } PARTS[] = {
        {"title", waxwing_notification_builder_alert_title, NULL},
        {"subtitle", waxwing_notification_builder_alert_subtitle, NULL},
        {"body", waxwing_notification_builder_alert_body, NULL},
        {"launch_image", waxwing_notification_builder_alert_launch_image, NULL},
        {"title_loc_key", waxwing_notification_builder_alert_title_loc_key, NULL},
        {"title_loc_args", NULL, waxwing_notification_builder_alert_title_loc_args},
        {"subtitle_loc_key", waxwing_notification_builder_alert_subtitle_loc_key, NULL},
        {"subtitle_loc_args", NULL, waxwing_notification_builder_alert_subtitle_loc_args},
        {"loc_key", waxwing_notification_builder_alert_loc_key, NULL},
        {"loc_args", NULL, waxwing_notification_builder_alert_loc_args},
    };
    if (json_is_string(alert)) {
        waxwing_notification_builder_alert_text(builder, text_in(alert), NULL);
        return;
    }
    const json_t *title = json_object_get(alert, "title"), *body = json_object_get(alert, "body");
    if (title != NULL && body != NULL) {
        waxwing_notification_builder_alert(builder, text_in(title), text_in(body), NULL);
    } else {
        waxwing_notification_builder_alert_begin(builder, NULL);
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)alert, key, value) {
        size_t i = 0;
        while (i < sizeof PARTS / sizeof *PARTS && strcmp(PARTS[i].key, key) != 0) {
            i++;
        }
        if (i == sizeof PARTS / sizeof *PARTS) {
            continue;
        } else if (PARTS[i].text != NULL) {
            PARTS[i].text(builder, text_in(value), NULL);
        } else {
            size_t count = json_array_size(value);
            waxwing_str *texts = allocate(count * sizeof *texts);
            for (size_t j = 0; j < count; j++) {
                texts[j] = text_in(json_array_get(value, j));
            }
            PARTS[i].texts(builder, texts, count, NULL);
            free(texts);
        }
    }
}

static void set_sound(waxwing_notification_builder *builder, const json_t *sound) {
    static const char *const FIELDS[] = {"critical", "name", "volume", NULL};
    if (json_is_string(sound)) {
        waxwing_notification_builder_sound(builder, text_in(sound), NULL);
        return;
    }
    only(sound, FIELDS);
    const json_t *volume = json_object_get(sound, "volume");
    double number = json_number_value(volume);
    waxwing_notification_builder_sound_parts(
        builder, json_is_true(json_object_get(sound, "critical")),
        text_in(json_object_get(sound, "name")), volume != NULL ? &number : NULL, NULL);
}

static void set_custom(waxwing_notification_builder *builder, const json_t *custom) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)custom, key, value) {
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        waxwing_notification_builder_custom(builder, waxwing_str_of(key), waxwing_str_of(text),
                                            NULL);
        free(text);
    }
}

static waxwing_notification_builder *typed_builder_of(const json_t *notification) {
    static const char *const PUSH_TYPES[] = {
        "alert",    "background", "complication", "controls", "fileprovider", "liveactivity",
        "location", "mdm",        "pushtotalk",   "voip",     "widgets"};
    static const char *const LEVELS[] = {"passive", "active", "time-sensitive", "critical"};
    uint32_t push_type = NUMBER_OF(text_of(notification, "push_type"), PUSH_TYPES);
    waxwing_str topic = text_of(notification, "topic");
    waxwing_notification_builder *builder;
    if (json_object_get(notification, "payload") != NULL ||
        json_object_get(notification, "payload_parts") != NULL) {
        struct bytes payload = bytes_of(notification, "payload");
        builder = waxwing_notification_builder_with_payload(push_type, topic, as_bytes(payload));
        free(payload.data);
    } else {
        builder = waxwing_notification_builder_new(push_type, topic);
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)notification, key, value) {
        bool on = json_is_true(value);
        json_int_t integer = json_integer_value(value);
        waxwing_str text = text_in(value);
        if (strcmp(key, "alert") == 0) {
            set_alert(builder, value);
        } else if (strcmp(key, "badge") == 0) {
            waxwing_notification_builder_badge(builder, integer, NULL);
        } else if (strcmp(key, "sound") == 0) {
            set_sound(builder, value);
        } else if (strcmp(key, "thread_id") == 0) {
            waxwing_notification_builder_thread_id(builder, text, NULL);
        } else if (strcmp(key, "category") == 0) {
            waxwing_notification_builder_category(builder, text, NULL);
        } else if (strcmp(key, "mutable_content") == 0) {
            waxwing_notification_builder_mutable_content(builder, on, NULL);
        } else if (strcmp(key, "content_available") == 0) {
            waxwing_notification_builder_content_available(builder, on, NULL);
        } else if (strcmp(key, "target_content_id") == 0) {
            waxwing_notification_builder_target_content_id(builder, text, NULL);
        } else if (strcmp(key, "interruption_level") == 0) {
            waxwing_notification_builder_interruption_level(builder, NUMBER_OF(text, LEVELS), NULL);
        } else if (strcmp(key, "relevance_score") == 0) {
            waxwing_notification_builder_relevance_score(builder, json_number_value(value), NULL);
        } else if (strcmp(key, "filter_criteria") == 0) {
            waxwing_notification_builder_filter_criteria(builder, text, NULL);
        } else if (strcmp(key, "custom") == 0) {
            set_custom(builder, value);
        } else if (strcmp(key, "priority") == 0) {
            waxwing_notification_builder_priority(builder, narrow(integer), NULL);
        } else if (strcmp(key, "expiration") == 0) {
            waxwing_notification_builder_expiration_s(builder, integer, NULL);
        } else if (strcmp(key, "collapse_id") == 0) {
            waxwing_notification_builder_collapse_id(builder, text, NULL);
        } else if (strcmp(key, "apns_id") == 0) {
            waxwing_notification_builder_apns_id(builder, text, NULL);
        }
    }
    return builder;
}

/* Whether setters of their own exist for all that a document says: its keys in snake_case, and values
 * of the right kind. */
static bool has_typed_setters(const json_t *options) {
    static const char *const TEXTS =
        " push_type topic payload thread_id category target_content_id interruption_level "
        "filter_criteria collapse_id apns_id ";
    static const char *const ALERT = " title subtitle body launch_image title_loc_key "
                                     "subtitle_loc_key loc_key ";
    static const char *const ARGS = " title_loc_args subtitle_loc_args loc_args ";
    const char *key;
    json_t *value, *part;
    char word[64];
    json_object_foreach((json_t *)options, key, value) {
        snprintf(word, sizeof word, " %.60s ", key);
        bool good = (strstr(TEXTS, word) != NULL && json_is_string(value)) ||
                    strcmp(key, "payload_parts") == 0 ||
                    ((strcmp(key, "badge") == 0 || strcmp(key, "expiration") == 0 ||
                      strcmp(key, "priority") == 0) &&
                     json_is_integer(value)) ||
                    ((strcmp(key, "mutable_content") == 0 ||
                      strcmp(key, "content_available") == 0) &&
                     json_is_boolean(value)) ||
                    (strcmp(key, "relevance_score") == 0 && json_is_number(value)) ||
                    (strcmp(key, "custom") == 0 && json_is_object(value)) ||
                    ((strcmp(key, "alert") == 0 || strcmp(key, "sound") == 0) &&
                     (json_is_string(value) || json_is_object(value)));
        if (!good) {
            return false;
        }
        if (strcmp(key, "alert") == 0 && json_is_object(value)) {
            const char *name;
            json_object_foreach(value, name, part) {
                snprintf(word, sizeof word, " %.60s ", name);
                bool texts = strstr(ARGS, word) != NULL && json_is_array(part);
                for (size_t i = 0; texts && i < json_array_size(part); i++) {
                    texts = json_is_string(json_array_get(part, i));
                }
                if (!texts && !(strstr(ALERT, word) != NULL && json_is_string(part))) {
                    return false;
                }
            }
        }
        if (strcmp(key, "sound") == 0 && json_is_object(value)) {
            const json_t *critical = json_object_get(value, "critical");
            const json_t *name = json_object_get(value, "name");
            const json_t *volume = json_object_get(value, "volume");
            size_t known = (critical != NULL) + (name != NULL) + (volume != NULL);
            if (known != json_object_size(value) ||
                (critical != NULL && !json_is_boolean(critical)) ||
                (name != NULL && !json_is_string(name)) ||
                (volume != NULL && !json_is_number(volume))) {
                return false;
            }
        }
    }
    return json_object_get(options, "push_type") != NULL &&
           json_object_get(options, "topic") != NULL;
}

/* The options with a long payload in one piece; the caller drops them. */
static json_t *in_one_piece(const json_t *options) {
    json_t *whole = json_copy((json_t *)options);
    if (json_object_get(options, "payload_parts") != NULL) {
        struct bytes payload = bytes_of(options, "payload");
        json_object_del(whole, "payload_parts");
        json_object_set_new(whole, "payload", json_stringn(payload.data, payload.len));
        free(payload.data);
    }
    return whole;
}

waxwing_notification_builder *notification_builder_of(const json_t *options) {
    json_t *whole = in_one_piece(options);
    char *text = json_dumps(whole, JSON_COMPACT);
    waxwing_notification_builder *builder =
        waxwing_notification_builder_from_options(waxwing_str_of(text));
    free(text);
    json_decref(whole);
    return builder;
}

/* Every option by its name, with the setter of its kind. NULL where the beginning has errors of its
 * own. */
static waxwing_notification_builder *named_builder_of(const json_t *options) {
    const json_t *push_type = json_object_get(options, "push_type");
    const json_t *topic = json_object_get(options, "topic");
    uint32_t number = 0;
    waxwing_rules rules;
    while (waxwing_push_type_rules(++number, &rules) && !same(rules.name, text_in(push_type))) {
    }
    if (!json_is_string(topic) || !json_is_string(push_type) ||
        !waxwing_push_type_rules(number, &rules)) {
        return NULL;
    }
    waxwing_notification_builder *builder = waxwing_notification_builder_new(number, text_in(topic));
    json_t *whole = in_one_piece(options), *value;
    const char *key;
    json_object_foreach(whole, key, value) {
        waxwing_str name = waxwing_str_of(key);
        if (strcmp(key, "push_type") == 0 || strcmp(key, "topic") == 0) {
            continue;
        } else if (json_is_string(value)) {
            waxwing_notification_builder_set_text(builder, name, text_in(value), NULL);
        } else if (json_is_integer(value)) {
            waxwing_notification_builder_set_integer(builder, name, json_integer_value(value), NULL);
        } else if (json_is_real(value)) {
            waxwing_notification_builder_set_number(builder, name, json_real_value(value), NULL);
        } else if (json_is_boolean(value)) {
            waxwing_notification_builder_set_flag(builder, name, json_is_true(value), NULL);
        } else {
            char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
            waxwing_notification_builder_set_json(builder, name, waxwing_str_of(text), NULL);
            free(text);
        }
    }
    json_decref(whole);
    return builder;
}

/* Whether an option stands there twice, in snake_case and in camelCase: only as a document that is a
 * mistake. */
static bool has_both_spellings(const json_t *options) {
    const char *key, *other;
    json_t *value;
    json_object_foreach((json_t *)options, key, value) {
        char camel[64];
        size_t used = 0;
        for (const char *at = key; *at != '\0' && used + 1 < sizeof camel; at++) {
            bool next = *at == '_' && at[1] >= 'a' && at[1] <= 'z';
            camel[used++] = next ? (char)(at[1] - 'a' + 'A') : *at;
            at += next ? 1 : 0;
        }
        camel[used] = '\0';
        other = camel;
        if (strcmp(other, key) != 0 && json_object_get(options, other) != NULL) {
            return true;
        }
    }
    return false;
}

/* The handles on the way from a notification to a request. */
struct push {
    waxwing_notification_builder *builder;
    waxwing_notification *notification;
    waxwing_prepared *prepared;
    waxwing_device_token *device;
    waxwing_provider_token *token;
    waxwing_request *request;
};

static waxwing_status push(struct push *it, const json_t *one, waxwing_error **error) {
    const json_t *port = json_object_get(one, "port");
    uint32_t environment = environment_of(one);
    waxwing_status status =
        waxwing_notification_builder_build(it->builder, &it->notification, error);
    if (status == WAXWING_STATUS_OK) {
        status = port == NULL
                     ? waxwing_notification_prepare(it->notification, environment, &it->prepared,
                                                    error)
                     : waxwing_notification_prepare_at_port(it->notification, environment,
                                                            narrow(json_integer_value(port)),
                                                            &it->prepared, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_device_token_from_hex(text_of(one, "device_token"), &it->device, error);
    }
    if (status == WAXWING_STATUS_OK && json_object_get(one, "authorization") != NULL) {
        status = waxwing_provider_token_from_jwt(text_of(one, "authorization"), &it->token, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_prepared_request(it->prepared, it->device, it->token, &it->request, error);
    }
    return status;
}

static void compare_cut(const waxwing_notification *notification, const json_t *expect) {
    static const char *const FIELDS[] = {"pointer", "original_bytes", "kept_bytes", "removed_bytes",
                                         NULL};
    waxwing_cut cut;
    bool present = waxwing_notification_cut(notification, &cut);
    CHECK(present == (expect != NULL));
    if (present && expect != NULL) {
        only(expect, FIELDS);
        compare_text(expect, "pointer", cut.pointer);
        CHECK_NUMBER(cut.original_bytes, integer_of(expect, "original_bytes"));
        CHECK_NUMBER(cut.kept_bytes, integer_of(expect, "kept_bytes"));
        CHECK_NUMBER(cut.removed_bytes, integer_of(expect, "removed_bytes"));
    }
}

/* Takes the builder. */
static void run_notification(waxwing_notification_builder *builder, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct push it = {builder, NULL, NULL, NULL, NULL, NULL};
    waxwing_error *error = NULL;
    waxwing_status status = push(&it, one, &error);
    if (json_object_get(expect, "error") == NULL) {
        compare_cut(it.notification, json_object_get(expect, "cut"));
    }
    /* A request lives on without all it was made of. */
    waxwing_notification_builder_free(it.builder);
    waxwing_notification_free(it.notification);
    waxwing_prepared_free(it.prepared);
    waxwing_device_token_free(it.device);
    waxwing_provider_token_free(it.token);
    if (refused(expect, status, error)) {
        CHECK(it.request == NULL);
    } else {
        compare_request(it.request, expect);
    }
    waxwing_request_free(it.request);
}

/* By a document of options, by name, and by the setters of C where they suffice: always the same. */
static void notification(const json_t *file, const json_t *one) {
    const json_t *options = json_object_get(one, "notification");
    (void)file;
    run_notification(notification_builder_of(options), one);
    waxwing_notification_builder *named = named_builder_of(options);
    if (named != NULL && !has_both_spellings(options)) {
        run_notification(named, one);
    } else {
        waxwing_notification_builder_free(named);
    }
    if (has_typed_setters(options)) {
        run_notification(typed_builder_of(options), one);
    }
}

static void compare_lints(const waxwing_lints *lints, const json_t *expect) {
    static const char *const FIELDS[] = {"lints", NULL}, *const LINT[] = {"code", "subject", NULL};
    const json_t *expected = json_object_get(expect, "lints");
    waxwing_lint lint;
    only(expect, FIELDS);
    CHECK(json_is_array(expected));
    CHECK_NUMBER(waxwing_lints_count(lints), json_array_size(expected));
    size_t i;
    json_t *it;
    json_array_foreach(expected, i, it) {
        only(it, LINT);
        if (!waxwing_lints_item(lints, i, &lint)) {
            return;
        }
        compare_text(it, "code", lint.code);
        compare_text(it, "subject", lint.subject);
        CHECK(lint.advice.len != 0 && lint.source.len != 0);
    }
    CHECK(!waxwing_lints_item(lints, i, &lint));
}

static void lint(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const json_t *options = json_object_get(one, "notification");
    waxwing_error *error = NULL;
    (void)file;
    if (options != NULL) {
        waxwing_notification *built = NULL;
        waxwing_notification_builder *builder = notification_builder_of(options);
        waxwing_status status = waxwing_notification_builder_build(builder, &built, &error);
        waxwing_notification_builder_free(builder);
        if (!refused(expect, status, error)) {
            compare_lints(waxwing_notification_lints(built), expect);
        }
        waxwing_notification_free(built);
        return;
    }
    waxwing_lints *lints = NULL;
    struct headers headers = headers_of(one);
    waxwing_str body = text_of(one, "body");
    waxwing_bytes bytes = {(const uint8_t *)body.data, body.len};
    waxwing_status status =
        waxwing_lint_request(headers.list, headers.count, bytes, &lints, &error);
    free(headers.list);
    if (!refused(expect, status, error)) {
        compare_lints(lints, expect);
    }
    waxwing_lints_free(lints);
}

static const char *const NOTIFICATION[] = {
    "name", "notification", "environment", "port", "device_token", "authorization", "expect", NULL};
static const char *const LINT[] = {"name", "notification", "headers", "body", "expect", NULL};

const struct operation NOTIFICATION_OPERATIONS[] = {
    {"notification", "cases", NOTIFICATION, NO_FIELDS, notification, "name", NULL},
    {"lint", "cases", LINT, NO_FIELDS, lint, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
