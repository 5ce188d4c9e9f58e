/* Operations about pushing to Windows. */
#include "vectors.h"

static void channel_uri(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct bytes uri = bytes_of(one, "uri");
    waxwing_channel_uri *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status = waxwing_channel_uri_parse(as_str(uri), &it, &error);
    free(uri.data);
    if (refused(expect, status, error)) {
        CHECK(it == NULL);
        return;
    }
    json_t *found = json_object();
    add_text(found, "kind", waxwing_channel_kind_name(waxwing_channel_uri_kind(it)));
    add_text(found, "host", waxwing_channel_uri_host(it));
    add_text(found, "uri", waxwing_channel_uri_text(it));
    compare_json(found, expect);
    waxwing_channel_uri_free(it);
}

static const char *const CHANNEL_URI[] = {"name", "uri", "uri_parts", "expect", NULL};

const struct operation WINDOWS_OPERATIONS[] = {
    {"channel_uri", "cases", CHANNEL_URI, NO_FIELDS, channel_uri, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
