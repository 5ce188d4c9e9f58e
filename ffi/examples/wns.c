/*
 * Prints what a server sends to WNS, the push service of Windows: the request for an access token,
 * then a toast; and what to do about a reply.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <waxwing.h>

static void print(waxwing_str text) { printf("%.*s\n", (int)text.len, text.data); }

/* In your program: with any client of HTTP/1.1. */
static void send_request(const waxwing_request *request) {
    const waxwing_bytes body = waxwing_request_body(request);
    print(waxwing_request_method(request));
    print(waxwing_request_url(request));
    for (size_t i = 0; i < waxwing_request_header_count(request); i++)
        if (strncmp(waxwing_request_header_line(request, i).data, "authorization", 13) != 0)
            print(waxwing_request_header_line(request, i));
    printf("\n(%zu bytes)\n\n", body.len);
}

int main(void) {
    const waxwing_str tenant = WAXWING_STR("1c2d3e4f-0000-1111-2222-333344445555");
    const waxwing_str client_id = WAXWING_STR("01234567-89ab-cdef-0123-456789abcdef");
    const waxwing_str secret = WAXWING_STR("the secret of the app registration");
    const waxwing_str uri = WAXWING_STR("https://db5.notify.windows.com/?token=AwYAAAB8TgU");
    const waxwing_str toast =
        WAXWING_STR("{\"type\":\"toast\",\"toast\":{\"texts\":[\"Ready\",\"Your order is here\"]}}");
    const char *answer = "{\"token_type\":\"Bearer\",\"expires_in\":86399,\"access_token\":\"EgAc\"}";
    const waxwing_bytes body = {(const uint8_t *)answer, strlen(answer)}, none = {NULL, 0};
    const int64_t now_ms = 1763760000000;
    waxwing_request *request = NULL;
    waxwing_wns_token_reply *granted = NULL;
    waxwing_channel_uri *channel = NULL;
    waxwing_wns_notification *note = NULL;
    waxwing_wns_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    if (waxwing_wns_token_request_entra(tenant, client_id, secret, &request, &error)) {
        print(waxwing_error_message(error));
        return EXIT_FAILURE;
    }
    printf("%s\n", waxwing_request_url(request).data);
    waxwing_request_free(request);
    /* quickstart: wns */
    if (waxwing_wns_token_reply_parse(200, NULL, 0, body, now_ms, &granted, &error) ||
        waxwing_channel_uri_parse(uri, &channel, &error) ||
        waxwing_wns_notification_from_options(toast, &note, &error) ||
        waxwing_wns_notification_request(
            note, channel, waxwing_wns_token_reply_token(granted), &request, &error))
        print(waxwing_error_message(error));
    else
        send_request(request); /* ... and judge the reply: */
    if (waxwing_wns_reply_parse(410, (waxwing_str){NULL, 0}, NULL, 0, none, &reply, &error) ||
        waxwing_wns_reply_verdict(reply, &verdict, &error))
        print(waxwing_error_message(error));
    else
        print(waxwing_verdict_advice(verdict)); /* drop the channel */
    /* end */
    const int status = verdict == NULL ? EXIT_FAILURE : EXIT_SUCCESS;
    waxwing_verdict_free(verdict);
    waxwing_wns_reply_free(reply);
    waxwing_request_free(request);
    waxwing_wns_notification_free(note);
    waxwing_channel_uri_free(channel);
    waxwing_wns_token_reply_free(granted);
    waxwing_error_free(error);
    return status;
}
