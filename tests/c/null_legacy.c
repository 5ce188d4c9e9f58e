/* Impossible arguments of what is there for the protocol that APNs had before HTTP/2. */
#include "null.h"

void refuses_in_legacy(void) {
    static const waxwing_binary_notification NOTE = {
        {"aa", 2}, {(const uint8_t *)"{}", 2}, WAXWING_BINARY_ABSENT, WAXWING_BINARY_ABSENT,
        WAXWING_BINARY_ABSENT, WAXWING_BINARY_FRAME_SIMPLE};
    static const waxwing_feedback_entry ENTRY = {{"aa", 2}, 1};
    const waxwing_bytes none = {NULL, 0};
    waxwing_binary_decoder *decoder = waxwing_binary_decoder_new();
    waxwing_feedback_decoder *feedback = waxwing_feedback_decoder_new();
    waxwing_binary_notification note = NOTE;

    HANDLE(const waxwing_binary_notification, "notification", out.binary_bytes == NULL,
        waxwing_binary_notification_write(it, &out.binary_bytes, out_error));
    OUTPUT("out_bytes", waxwing_binary_notification_write(&NOTE, NULL, out_error));
    note.device_hex = (waxwing_str){NULL, 1};
    REFUSES(WAXWING_STATUS_NULL_POINTER, "device token", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));
    note = NOTE;
    note.payload = (waxwing_bytes){NULL, 1};
    REFUSES(WAXWING_STATUS_NULL_POINTER, "payload", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));
    note = NOTE;
    note.frame = 0;
    REFUSES(WAXWING_STATUS_INVALID_BINARY_NOTIFICATION, "frame", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));
    note = NOTE;
    note.identifier = INT64_MAX;
    REFUSES(WAXWING_STATUS_INVALID_BINARY_NOTIFICATION, "identifier", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));
    note = NOTE;
    note.expiry_s = -2;
    REFUSES(WAXWING_STATUS_INVALID_BINARY_NOTIFICATION, "expiry", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));
    note = NOTE;
    note.priority = 256;
    REFUSES(WAXWING_STATUS_INVALID_BINARY_NOTIFICATION, "priority", out.binary_bytes == NULL,
        waxwing_binary_notification_write(&note, &out.binary_bytes, out_error));

    HANDLE(waxwing_binary_decoder, "decoder", out.received == NULL,
        waxwing_binary_decoder_feed(it, none, &out.received, out_error));
    BYTES("bytes", out.received == NULL,
        waxwing_binary_decoder_feed(decoder, it, &out.received, out_error));
    OUTPUT("out_received", waxwing_binary_decoder_feed(decoder, none, NULL, out_error));
    HANDLE(const waxwing_binary_decoder, "decoder", true,
        waxwing_binary_decoder_finish(it, out_error));
    BYTES("bytes", true, waxwing_binary_error_read(it, &out.packet, out_error));
    OUTPUT("out_packet", waxwing_binary_error_read(none, NULL, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "status", true,
        waxwing_binary_error_write(256, 0, out.sha256, out_error));
    OUTPUT("out_bytes", waxwing_binary_error_write(8, 0, NULL, out_error));
    HANDLE(waxwing_feedback_decoder, "decoder", out.entries == NULL,
        waxwing_feedback_decoder_feed(it, none, &out.entries, out_error));
    BYTES("bytes", out.entries == NULL,
        waxwing_feedback_decoder_feed(feedback, it, &out.entries, out_error));
    OUTPUT("out_entries", waxwing_feedback_decoder_feed(feedback, none, NULL, out_error));
    HANDLE(const waxwing_feedback_decoder, "decoder", true,
        waxwing_feedback_decoder_finish(it, out_error));
    HANDLE(const waxwing_feedback_entry, "entry", out.binary_bytes == NULL,
        waxwing_feedback_entry_write(it, &out.binary_bytes, out_error));
    OUTPUT("out_bytes", waxwing_feedback_entry_write(&ENTRY, NULL, out_error));

    case_begin("impossible arguments", "accessors_of_the_binary_protocol_give_nothing_for_null");
    waxwing_binary_item item;
    waxwing_feedback_entry entry;
    waxwing_binary_bytes_free(NULL);
    waxwing_binary_decoder_free(NULL);
    waxwing_binary_received_free(NULL);
    waxwing_feedback_decoder_free(NULL);
    waxwing_feedback_entries_free(NULL);
    CHECK(waxwing_binary_bytes_view(NULL).data == NULL);
    CHECK(is_none(waxwing_binary_frame_name(0)) && is_none(waxwing_binary_frame_name(4)));
    CHECK(waxwing_binary_decoder_needed(NULL) == 0 && waxwing_feedback_decoder_needed(NULL) == 0);
    CHECK(!waxwing_binary_received_item(NULL, 0, &note));
    CHECK(!waxwing_binary_received_other_item(NULL, 0, 0, &item));
    CHECK(!waxwing_feedback_entries_item(NULL, 0, &entry));
    CHECK(!waxwing_feedback_entries_drops(NULL, 0, 0));
    waxwing_notification_builder *builder =
        waxwing_binary_received_builder(NULL, 0, WAXWING_PUSH_TYPE_ALERT, WAXWING_STR("a.b"));
    CHECK(waxwing_notification_builder_build(builder, &out.notification, NULL) ==
          WAXWING_STATUS_NULL_POINTER);
    waxwing_notification_builder_free(builder);
    case_end();

    case_begin("lifetimes", "what_was_received_becomes_a_push_over_http_2");
    waxwing_error *error = NULL;
    waxwing_binary_bytes *bytes = NULL;
    waxwing_binary_received *received = NULL;
    waxwing_notification *notification = NULL;
    note = NOTE;
    note.payload = (waxwing_bytes){(const uint8_t *)"{\"aps\":{\"badge\":1}}", 19};
    SUCCEEDS(waxwing_binary_notification_write(&note, &bytes, &error));
    SUCCEEDS(waxwing_binary_decoder_feed(decoder, waxwing_binary_bytes_view(bytes), &received,
                                         &error));
    waxwing_binary_bytes_free(bytes);
    waxwing_binary_decoder_free(decoder);
    builder = waxwing_binary_received_builder(received, 0, WAXWING_PUSH_TYPE_ALERT,
                                              WAXWING_STR("com.example.app"));
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"badge\":1}}");
    waxwing_notification_builder_free(builder);
    waxwing_notification_free(notification);
    builder = waxwing_binary_received_builder(received, 1, WAXWING_PUSH_TYPE_ALERT,
                                              WAXWING_STR("com.example.app"));
    CHECK(waxwing_notification_builder_build(builder, &notification, NULL) ==
          WAXWING_STATUS_INVALID_INPUT);
    waxwing_notification_builder_free(builder);
    waxwing_binary_received_free(received);
    case_end();
    waxwing_feedback_decoder_free(feedback);
}
