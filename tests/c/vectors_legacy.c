/* Operations about the protocol that APNs had before HTTP/2. */
#include "vectors.h"

static struct bytes from_hex(waxwing_str text) {
    struct bytes bytes = {allocate(text.len / 2), text.len / 2};
    for (size_t i = 0; i < bytes.len; i++) {
        char pair[3] = {text.data[2 * i], text.data[2 * i + 1], '\0'};
        bytes.data[i] = (char)(unsigned char)strtoul(pair, NULL, 16);
    }
    return bytes;
}

static json_t *hex_of(waxwing_bytes bytes) {
    char *text = allocate(2 * bytes.len + 1);
    for (size_t i = 0; i < bytes.len; i++) {
        snprintf(text + 2 * i, 3, "%02x", bytes.data[i]);
    }
    json_t *value = json_stringn(text, 2 * bytes.len);
    free(text);
    return value;
}

static void add(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

static void add_number(json_t *object, const char *key, int64_t number) {
    if (number != WAXWING_BINARY_ABSENT) {
        add(object, key, json_integer(number));
    }
}

static int64_t number_in(const json_t *one, const char *key) {
    const json_t *value = json_object_get(one, key);
    return value == NULL || json_is_null(value) ? WAXWING_BINARY_ABSENT : integer_of(one, key);
}

static void encode(const json_t *one) {
    static const char *const FRAMES[] = {"simple", "enhanced", "modern"};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes payload = from_base64(text_of(one, "payload_b64"));
    const waxwing_binary_notification notification = {
        text_of(one, "token_hex"),    as_bytes(payload),
        number_in(one, "identifier"), number_in(one, "expiry_s"),
        number_in(one, "priority"),   NUMBER_OF(text_of(one, "frame"), FRAMES)};
    waxwing_binary_bytes *bytes = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_binary_notification_write(&notification, &bytes, &error);
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add(found, "hex", hex_of(waxwing_binary_bytes_view(bytes)));
        compare_json(found, expect);
    }
    waxwing_binary_bytes_free(bytes);
    free(payload.data);
}

/* What was received and fits the protocol gives the same notification again. */
static void check_again(const waxwing_binary_notification *it) {
    waxwing_binary_bytes *bytes = NULL;
    waxwing_binary_received *received = NULL;
    waxwing_error *error = NULL;
    waxwing_binary_notification again;
    if (waxwing_binary_notification_write(it, &bytes, NULL) != WAXWING_STATUS_OK) {
        return;
    }
    waxwing_binary_decoder *decoder = waxwing_binary_decoder_new();
    SUCCEEDS(waxwing_binary_decoder_feed(decoder, waxwing_binary_bytes_view(bytes), &received,
                                         &error));
    CHECK(waxwing_binary_received_item(received, 0, &again) && again.frame == it->frame &&
          again.identifier == it->identifier && again.expiry_s == it->expiry_s &&
          again.priority == it->priority && same(again.device_hex, it->device_hex) &&
          again.payload.len == it->payload.len);
    waxwing_binary_received_free(received);
    waxwing_binary_decoder_free(decoder);
    waxwing_binary_bytes_free(bytes);
}

static void add_received(json_t *frames, const waxwing_binary_received *received) {
    waxwing_binary_notification it;
    waxwing_binary_item item;
    for (size_t i = 0; waxwing_binary_received_item(received, i, &it); i++) {
        json_t *one = json_object(), *others = json_array();
        add_text(one, "frame", waxwing_binary_frame_name(it.frame));
        add_text(one, "token_hex", it.device_hex);
        add(one, "payload_b64", base64_of(it.payload));
        add_number(one, "identifier", it.identifier);
        add_number(one, "expiry_s", it.expiry_s);
        add_number(one, "priority", it.priority);
        while (waxwing_binary_received_other_item(received, i, json_array_size(others), &item)) {
            json_t *other = json_object();
            add(other, "id", json_integer(item.id));
            add(other, "data_hex", hex_of(item.data));
            json_array_append_new(others, other);
        }
        if (json_array_size(others) != 0) {
            json_object_set(one, "other_items", others);
        }
        json_decref(others);
        json_array_append_new(frames, one);
        check_again(&it);
    }
}

static void decode(const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    waxwing_binary_decoder *decoder = waxwing_binary_decoder_new();
    json_t *found = json_object(), *frames = json_array(), *chunk;
    waxwing_error *error = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    size_t i;
    json_array_foreach(json_object_get(one, "chunks_hex"), i, chunk) {
        if (status == WAXWING_STATUS_OK) {
            struct bytes bytes = from_hex(text_in(chunk));
            waxwing_binary_received *received = NULL;
            status = waxwing_binary_decoder_feed(decoder, as_bytes(bytes), &received, &error);
            add_received(frames, received);
            waxwing_binary_received_free(received);
            free(bytes.data);
        }
    }
    if (status == WAXWING_STATUS_OK && json_is_true(json_object_get(one, "finish"))) {
        status = waxwing_binary_decoder_finish(decoder, &error);
    }
    add(found, "frames", frames);
    add(found, "needed", json_integer((json_int_t)waxwing_binary_decoder_needed(decoder)));
    if (refused(expect, status, error)) {
        json_decref(found);
    } else {
        compare_json(found, expect);
    }
    waxwing_binary_decoder_free(decoder);
}

static void error_packet(const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct bytes bytes = from_hex(text_of(one, "hex"));
    waxwing_binary_error packet;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_binary_error_read(as_bytes(bytes), &packet, &error);
    free(bytes.data);
    if (!refused(expect, status, error)) {
        uint8_t again[WAXWING_BINARY_ERROR_BYTES];
        json_t *found = json_object();
        error = NULL;
        add_text(found, "status", packet.status);
        add(found, "code", json_integer(packet.code));
        add(found, "identifier", json_integer(packet.identifier));
        add(found, "is_refused", json_boolean(packet.is_refused));
        SUCCEEDS(waxwing_binary_error_write(packet.code, packet.identifier, again, &error));
        add(found, "hex", hex_of((waxwing_bytes){again, sizeof again}));
        compare_json(found, expect);
        CHECK(packet.advice.len != 0);
    }
}

static void feedback(const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const json_t *registered = json_object_get(one, "registered_at_ms");
    const int64_t registered_at_ms =
        registered == NULL ? WAXWING_TIME_UNKNOWN : json_integer_value(registered);
    waxwing_feedback_decoder *decoder = waxwing_feedback_decoder_new();
    json_t *found = json_object(), *all = json_array(), *chunk;
    waxwing_error *error = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    size_t i;
    json_array_foreach(json_object_get(one, "chunks_hex"), i, chunk) {
        if (status == WAXWING_STATUS_OK) {
            struct bytes bytes = from_hex(text_in(chunk));
            waxwing_feedback_entries *entries = NULL;
            waxwing_feedback_entry entry;
            status = waxwing_feedback_decoder_feed(decoder, as_bytes(bytes), &entries, &error);
            for (size_t j = 0; waxwing_feedback_entries_item(entries, j, &entry); j++) {
                json_t *it = json_object();
                add(it, "time_s", json_integer(entry.time_s));
                add_text(it, "token_hex", entry.device_hex);
                add(it, "drops", json_boolean(waxwing_feedback_entries_drops(entries, j,
                                                                             registered_at_ms)));
                json_array_append_new(all, it);
            }
            waxwing_feedback_entries_free(entries);
            free(bytes.data);
        }
    }
    if (status == WAXWING_STATUS_OK && json_is_true(json_object_get(one, "finish"))) {
        status = waxwing_feedback_decoder_finish(decoder, &error);
    }
    add(found, "entries", all);
    add(found, "needed", json_integer((json_int_t)waxwing_feedback_decoder_needed(decoder)));
    if (refused(expect, status, error)) {
        json_decref(found);
    } else {
        compare_json(found, expect);
    }
    waxwing_feedback_decoder_free(decoder);
}

static void feedback_entry(const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const waxwing_feedback_entry entry = {text_of(one, "token_hex"),
                                          narrow(integer_of(one, "time_s"))};
    waxwing_binary_bytes *bytes = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_feedback_entry_write(&entry, &bytes, &error);
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add(found, "hex", hex_of(waxwing_binary_bytes_view(bytes)));
        compare_json(found, expect);
    }
    waxwing_binary_bytes_free(bytes);
}

static void binary_apns(const json_t *file, const json_t *one) {
    static const struct {
        const char *name;
        void (*run)(const json_t *one);
    } CALLS[] = {{"encode", encode},
                 {"decode", decode},
                 {"error_packet", error_packet},
                 {"feedback", feedback},
                 {"feedback_entry", feedback_entry}};
    const waxwing_str call = text_of(one, "call");
    (void)file;
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        if (same(call, waxwing_str_of(CALLS[i].name))) {
            CALLS[i].run(one);
            return;
        }
    }
    fail("unknown call");
}

static const char *const BINARY[] = {
    "name",       "call",     "frame",    "token_hex", "payload_b64",      "identifier",
    "expiry_s",   "priority", "chunks_hex", "finish",  "registered_at_ms", "hex",
    "time_s",     "expect",   NULL};

const struct operation LEGACY_OPERATIONS[] = {
    {"binary_apns", "cases", BINARY, NO_FIELDS, binary_apns, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
