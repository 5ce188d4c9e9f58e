/* Impossible arguments of what is there for pushing to Windows. */
#include "null.h"

void refuses_in_windows(void) {
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
