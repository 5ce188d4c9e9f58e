/* Operations about broadcasts, channels and key rings. */
#include "vectors.h"

/* Takes the call. */
static waxwing_status request_of(waxwing_call *call, const json_t *one, waxwing_request **request,
                                 waxwing_error **error) {
    waxwing_provider_token *token = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    if (json_object_get(one, "authorization") != NULL) {
        status = waxwing_provider_token_from_jwt(text_of(one, "authorization"), &token, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_call_request(call, token, request, error);
    }
    waxwing_provider_token_free(token);
    waxwing_call_free(call);
    return status;
}

static void broadcast(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const json_t *authority = json_object_get(one, "authority");
    waxwing_notification_builder *builder = notification_builder_of(json_object_get(one, "notification"));
    waxwing_broadcast *it = NULL;
    waxwing_call *call = NULL;
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status =
        waxwing_notification_builder_broadcast(builder, text_of(one, "channel_id"), &it, &error);
    waxwing_notification_builder_free(builder);
    if (status == WAXWING_STATUS_OK) {
        CHECK(waxwing_broadcast_priority(it) != 0 && waxwing_broadcast_lints(it) != NULL);
        status = authority != NULL
                     ? waxwing_broadcast_prepare_for_authority(it, text_in(authority), &call, &error)
                     : waxwing_broadcast_prepare(it, environment_of(one), &call, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = request_of(call, one, &request, &error);
    }
    if (!refused(expect, status, error)) {
        waxwing_bytes body = waxwing_request_body(request);
        CHECK(same(waxwing_broadcast_payload(it), (waxwing_str){(const char *)body.data, body.len}));
        compare_request(request, expect);
    }
    waxwing_broadcast_free(it);
    waxwing_request_free(request);
}

static waxwing_status make_call(const json_t *one, waxwing_call **call, waxwing_error **error) {
    static const char *const POLICIES[] = {"no_storage", "most_recent"};
    const json_t *authority = json_object_get(one, "authority");
    waxwing_str name = text_of(one, "call"), bundle_id = text_of(one, "bundle_id");
    waxwing_channels *channels = NULL;
    waxwing_status status =
        authority != NULL
            ? waxwing_channels_for_authority(bundle_id, environment_of(one), text_in(authority),
                                             &channels, error)
            : waxwing_channels_new(bundle_id, environment_of(one), &channels, error);
    if (status != WAXWING_STATUS_OK) {
        return status;
    }
    if (same(name, WAXWING_STR("create"))) {
        uint32_t policy = NUMBER_OF(text_of(one, "storage_policy"), POLICIES);
        status = waxwing_channels_create(channels, policy, call, error);
    } else if (same(name, WAXWING_STR("read"))) {
        status = waxwing_channels_read(channels, text_of(one, "channel_id"), call, error);
    } else if (same(name, WAXWING_STR("delete"))) {
        status = waxwing_channels_delete(channels, text_of(one, "channel_id"), call, error);
    } else {
        CHECK_TEXT(name, "list");
        status = waxwing_channels_list(channels, call, error);
    }
    waxwing_channels_free(channels);
    if (status == WAXWING_STATUS_OK && json_object_get(one, "request_id") != NULL) {
        waxwing_call *without = *call;
        status = waxwing_call_with_request_id(without, text_of(one, "request_id"), call, error);
        waxwing_call_free(without);
    }
    return status;
}

static void compare_ids(const waxwing_channel_ids *ids, const json_t *expected) {
    size_t i;
    json_t *id;
    CHECK_NUMBER(waxwing_channel_ids_count(ids), json_array_size(expected));
    json_array_foreach(expected, i, id) {
        CHECK(same(waxwing_channel_ids_item(ids, i), text_in(id)));
    }
    CHECK(is_none(waxwing_channel_ids_item(ids, i)));
}

static void read_reply(const json_t *one, const json_t *expect) {
    static const char *const FIELDS[] = {"is_success",      "apns_request_id", "apns_channel_id",
                                         "storage_policy",  "push_type",       "push_type_text",
                                         "storage_policy_number", "channel_ids", NULL};
    waxwing_str call = text_of(one, "call");
    waxwing_channel *channel = NULL;
    waxwing_channel_ids *ids = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    waxwing_reply *reply = reply_of(one);
    bool reads = same(call, WAXWING_STR("read")), lists = same(call, WAXWING_STR("list"));
    if (reads) {
        status = waxwing_reply_channel(reply, &channel, &error);
    } else if (lists) {
        status = waxwing_reply_channel_ids(reply, &ids, &error);
    }
    if (!refused(expect, status, error)) {
        only(expect, FIELDS);
        CHECK(json_is_boolean(json_object_get(expect, "is_success")));
        CHECK(waxwing_reply_is_success(reply) ==
              json_is_true(json_object_get(expect, "is_success")));
        compare_text(expect, "apns_request_id", waxwing_reply_apns_request_id(reply));
        compare_text(expect, "apns_channel_id", waxwing_reply_apns_channel_id(reply));
        compare_text(expect, "storage_policy",
                     waxwing_storage_policy_name(waxwing_channel_storage_policy(channel)));
        compare_integer(expect, "storage_policy_number", reads,
                        waxwing_channel_storage_policy_number(channel));
        waxwing_rules rules = {.name = {NULL, 0}};
        waxwing_push_type_rules(waxwing_channel_push_type(channel), &rules);
        compare_text(expect, "push_type", rules.name);
        compare_text(expect, "push_type_text", waxwing_channel_push_type_text(channel));
        CHECK(lists == (json_object_get(expect, "channel_ids") != NULL));
        if (lists) {
            compare_ids(ids, json_object_get(expect, "channel_ids"));
        }
    }
    waxwing_reply_free(reply);
    waxwing_channel_free(channel);
    waxwing_channel_ids_free(ids);
}

static void channel(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    waxwing_call *call = NULL;
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;
    (void)file;
    if (json_object_get(one, "status") != NULL) {
        read_reply(one, expect);
        return;
    }
    waxwing_status status = make_call(one, &call, &error);
    if (status == WAXWING_STATUS_OK) {
        status = request_of(call, one, &request, &error);
    } else {
        CHECK(call == NULL);
    }
    if (!refused(expect, status, error)) {
        compare_request(request, expect);
    }
    waxwing_request_free(request);
}

/* Whether a scope was given, and so an environment of it. */
static uint32_t environment_of_key(const json_t *key) {
    return json_object_get(key, "environment") != NULL ? environment_of(key) : 0;
}

static void keyring(const json_t *file, const json_t *one) {
    static const char *const KEY[] = {"key_id", "team_id", "topics", "environment", NULL};
    static const char *const FIELDS[] = {"key_id", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes p8 = bytes_of(file, "p8");
    waxwing_keyring *ring = waxwing_keyring_new();
    waxwing_provider_key *chosen = NULL;
    waxwing_error *error = NULL;
    size_t i, j;
    json_t *it, *topic;
    json_array_foreach(json_object_get(one, "keys"), i, it) {
        const json_t *topics = json_object_get(it, "topics");
        size_t count = json_array_size(topics);
        waxwing_str *texts = allocate((count + 1) * sizeof *texts);
        waxwing_provider_key *key = NULL;
        only(it, KEY);
        json_array_foreach(topics, j, topic) { texts[j] = text_in(topic); }
        SUCCEEDS(waxwing_provider_key_from_p8(as_bytes(p8), text_of(it, "key_id"),
                                              text_of(it, "team_id"), &key, &error));
        /* Unchecked: the ring keeps the first error. */
        waxwing_keyring_add(ring, key, topics != NULL ? texts : NULL, count, environment_of_key(it),
                            NULL);
        waxwing_provider_key_free(key);
        free(texts);
    }
    free(p8.data);
    waxwing_status status = waxwing_keyring_choose(ring, text_of(one, "topic"), environment_of(one),
                                                   &chosen, &error);
    waxwing_keyring_free(ring);
    if (refused(expect, status, error)) {
        CHECK(chosen == NULL);
        return;
    }
    only(expect, FIELDS);
    CHECK(same(waxwing_provider_key_id(chosen), text_of(expect, "key_id")));
    waxwing_provider_key_free(chosen);
}

static const char *const BROADCAST[] = {"name",      "notification",  "channel_id", "environment",
                                        "authority", "authorization", "expect",     NULL};
static const char *const CHANNEL[] = {
    "name",       "call",       "bundle_id",     "environment", "authority", "storage_policy",
    "channel_id", "request_id", "authorization", "status",      "headers",   "body",
    "body_parts", "expect",     NULL};
static const char *const KEYRING[] = {"name", "keys", "topic", "environment", "expect", NULL};
static const char *const P8[] = {"p8", NULL};

const struct operation CHANNEL_OPERATIONS[] = {
    {"broadcast", "cases", BROADCAST, NO_FIELDS, broadcast, "name", NULL},
    {"channel", "cases", CHANNEL, NO_FIELDS, channel, "name", NULL},
    {"keyring", "cases", KEYRING, P8, keyring, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
