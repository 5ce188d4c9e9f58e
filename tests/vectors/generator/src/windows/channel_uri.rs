//! `channel-uri.json`: which URIs are channels, and of which service.

use serde_json::json;

use crate::file::{Case, VectorFile};

const WNS: &str = "https://db5.notify.windows.com/?token=AwYAAAB8TgU%2fkQ%3d%3d";
const MPNS: &str = "http://sn1.notify.live.net/throttledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz";
const MPNS_AUTHENTICATED: &str =
    "https://db3.notify.live.net/unthrottledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz";

pub(super) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(hosts());
    cases.extend(forms());
    cases.extend(pairs());
    VectorFile::new(
        "channel-uri.json",
        "channel_uri",
        "Channel URIs as apps hand them to their servers, and what pretends to be one. Whoever \
         posts to a forged URI gives the notification and the access token of the app away. What \
         is accepted stays as it is, to the letter.",
        cases,
    )
}

fn is(name: &str, uri: &str, kind: &str, host: &str) -> Case {
    Case::new(name).set_text("uri", uri).expect(json!({"kind": kind, "host": host, "uri": uri}))
}

fn refused(name: &str, uri: &str) -> Case {
    Case::new(name).set_text("uri", uri).refused_about("invalid_channel_uri", "channel uri")
}

/// A URI of exactly so many characters.
fn long(begin: &str, length: usize) -> String {
    let fill = "a".repeat(length - begin.len());
    format!("{begin}{fill}")
}

fn accepted() -> Vec<Case> {
    let of = |host: &str| format!("https://{host}/?token=AwYAAAB8TgU");
    let wns = |name, host: &str| is(name, &of(host), "wns", host);
    vec![
        is("wns", WNS, "wns", "db5.notify.windows.com"),
        wns("wns_in_the_cloud", "cloud.notify.windows.com"),
        wns("wns_with_two_labels_below", "wns2-am3p.wns.notify.windows.com"),
        wns("wns_with_a_hyphen", "wns2-by3p.notify.windows.com"),
        wns("wns_at_the_host_itself", "notify.windows.com"),
        wns("wns_host_in_other_case", "DB5.Notify.Windows.COM"),
        is(
            "wns_escapes_stay",
            "https://db5.notify.windows.com/?token=Aw%2fb%2F%zz+%20~&x=1?y",
            "wns",
            "db5.notify.windows.com",
        ),
        is(
            "wns_path_stays",
            "https://db5.notify.windows.com//a/b.c/...?token=A",
            "wns",
            "db5.notify.windows.com",
        ),
        is("wns_without_query", "https://a.notify.windows.com/", "wns", "a.notify.windows.com"),
        is(
            "wns_of_2048_characters",
            &long("https://a.notify.windows.com/?token=", 2048),
            "wns",
            "a.notify.windows.com",
        ),
        is(
            "web_push",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAABVk",
            "web_push",
            "wns2-par02p.notify.windows.com",
        ),
        is(
            "web_push_without_slash",
            "https://sin.notify.windows.com/w?token=BQYAAABVk",
            "web_push",
            "sin.notify.windows.com",
        ),
        is(
            "wns_with_another_folder_that_begins_so",
            "https://sin.notify.windows.com/wx/?token=BQYAAABVk",
            "wns",
            "sin.notify.windows.com",
        ),
        is("mpns", MPNS, "mpns", "sn1.notify.live.net"),
        is("mpns_authenticated", MPNS_AUTHENTICATED, "mpns_authenticated", "db3.notify.live.net"),
        is(
            "mpns_of_1024_characters",
            &long("http://sn1.notify.live.net/throttledthirdparty/01.00/", 1024),
            "mpns",
            "sn1.notify.live.net",
        ),
    ]
}

fn hosts() -> Vec<Case> {
    let at = |name: &str, host: &str| refused(name, &format!("https://{host}/?token=AwYAAAB"));
    vec![
        at("another_host", "example.com"),
        at("host_that_ends_alike", "evilnotify.windows.com"),
        at("host_that_begins_alike", "notify.windows.com.example.com"),
        at("host_of_another_service", "www.windows.com"),
        at("host_with_a_dot_behind", "db5.notify.windows.com."),
        at("host_with_an_empty_label", "db5..notify.windows.com"),
        at("host_that_begins_with_a_dot", ".notify.windows.com"),
        at("host_with_an_underscore", "a_b.notify.windows.com"),
        at("host_with_an_escape", "example.com%2f.notify.windows.com"),
        at("host_with_a_comma", "a,b.notify.windows.com"),
        at("host_with_a_semicolon", "example.com;.notify.windows.com"),
        at("host_with_an_exclamation_mark", "a!.notify.windows.com"),
        at("host_with_a_label_of_64", &format!("{}.notify.windows.com", "a".repeat(64))),
        at("host_of_the_local_machine", "localhost"),
        at("host_of_an_address", "169.254.169.254"),
        at("host_of_an_address_of_ip_6", "[::1]"),
        at("host_that_is_empty", ""),
        at("host_below_a_top_level", "windows.com"),
        at("host_in_other_letters", "db5.notify.w\u{131}ndows.com"),
        refused("mpns_at_the_host_itself", "http://notify.live.net/throttledthirdparty/01.00/A"),
        refused(
            "mpns_at_another_host",
            "http://sn1.notify.live.net.example.com/throttledthirdparty/01.00/A",
        ),
        refused("mpns_host_that_ends_alike", "http://evilnotify.live.net/throttledthirdparty/A"),
    ]
}

fn forms() -> Vec<Case> {
    vec![
        refused("empty", ""),
        refused("no_uri", "AwYAAAB8TgU"),
        refused("device_token", "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"),
        refused("without_scheme", "db5.notify.windows.com/?token=A"),
        refused("without_scheme_but_slashes", "//db5.notify.windows.com/?token=A"),
        refused("another_scheme", "ftp://db5.notify.windows.com/?token=A"),
        refused("file", "file://db5.notify.windows.com/?token=A"),
        refused("scheme_in_upper_case", "HTTPS://db5.notify.windows.com/?token=A"),
        refused("http_for_wns", "http://db5.notify.windows.com/?token=A"),
        refused("one_slash", "https:/db5.notify.windows.com/?token=A"),
        refused("three_slashes", "https:///db5.notify.windows.com/?token=A"),
        refused("without_path", "https://db5.notify.windows.com"),
        refused("query_without_path", "https://db5.notify.windows.com?token=A"),
        refused("user", "https://user@db5.notify.windows.com/?token=A"),
        refused("user_and_password", "https://user:secret@db5.notify.windows.com/?token=A"),
        refused("empty_user", "https://@db5.notify.windows.com/?token=A"),
        refused("user_that_looks_like_a_host", "https://notify.windows.com@example.com/?token=A"),
        refused("port", "https://db5.notify.windows.com:8443/?token=A"),
        refused("port_that_is_usual", "https://db5.notify.windows.com:443/?token=A"),
        refused("port_that_is_empty", "https://db5.notify.windows.com:/?token=A"),
        refused("fragment", "https://db5.notify.windows.com/?token=A#a"),
        refused("fragment_before_the_host_ends", "https://example.com#.notify.windows.com/"),
        refused("fragment_that_is_empty", "https://db5.notify.windows.com/?token=A#"),
        refused("query_before_the_host_ends", "https://example.com?.notify.windows.com/"),
        refused("backslash_before_the_host_ends", "https://example.com\\.notify.windows.com/"),
        refused("backslashes_for_slashes", "https:\\\\db5.notify.windows.com\\?token=A"),
        refused("backslash_in_the_query", "https://db5.notify.windows.com/?token=A\\B"),
        refused("space_before", " https://db5.notify.windows.com/?token=A"),
        refused("space_behind", "https://db5.notify.windows.com/?token=A "),
        refused("line_end_behind", "https://db5.notify.windows.com/?token=A\n"),
        refused("tab_in_the_scheme", "ht\ttps://db5.notify.windows.com/?token=A"),
        refused("line_end_in_the_host", "https://example.com\n.notify.windows.com/?token=A"),
        refused(
            "header_in_the_query",
            "https://db5.notify.windows.com/?token=A\r\nHost: example.com",
        ),
        refused("nul", "https://db5.notify.windows.com/?token=A\0"),
        refused("quote", "https://db5.notify.windows.com/?token=\"A\""),
        refused("angle_brackets", "<https://db5.notify.windows.com/?token=A>"),
        refused("beyond_ascii", "https://db5.notify.windows.com/?token=\u{e9}"),
        refused("dot_folder", "https://db5.notify.windows.com/./?token=A"),
        refused("dots_folder", "https://db5.notify.windows.com/a/../w/?token=A"),
        refused("dots_folder_at_the_end", "https://db5.notify.windows.com/a/..?token=A"),
        refused("dots_folder_in_escapes", "https://db5.notify.windows.com/a/%2E%2e/w/?token=A"),
        refused("too_long", &long("https://a.notify.windows.com/?token=", 2049)),
        refused("much_too_long", &long("https://a.notify.windows.com/?token=", 200_000)),
        refused(
            "mpns_too_long",
            &long("http://sn1.notify.live.net/throttledthirdparty/01.00/", 1025),
        ),
    ]
}

/// Scheme and path of MPNS, which say together whether a certificate is needed.
fn pairs() -> Vec<Case> {
    let at = |name: &str, begin: &str| refused(name, &format!("{begin}/01.00/AAFRQHgiiMW"));
    vec![
        at("mpns_https_without_certificate", "https://sn1.notify.live.net/throttledthirdparty"),
        at("mpns_http_with_certificate", "http://sn1.notify.live.net/unthrottledthirdparty"),
        at("mpns_of_another_path", "http://sn1.notify.live.net/thirdparty"),
        at("mpns_path_in_other_case", "http://sn1.notify.live.net/ThrottledThirdParty"),
        at("mpns_path_further_down", "http://sn1.notify.live.net/a/throttledthirdparty"),
        at("mpns_path_with_more_slashes", "http://sn1.notify.live.net//throttledthirdparty"),
        at("mpns_port", "http://sn1.notify.live.net:80/throttledthirdparty"),
        at("mpns_user", "http://a@sn1.notify.live.net/throttledthirdparty"),
    ]
}
