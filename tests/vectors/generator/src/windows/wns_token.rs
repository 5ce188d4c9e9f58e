//! `wns-token.json`: asking for an access token, and what comes back.

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

const SID: &str =
    "ms-app://s-1-15-2-2972962901-2322836549-3722629029-1345238579-3987825745-2155616079-650196962";
const SECRET: &str = "Vex8L9WOFZuj95euaLrvSH7XyoDhLJc7";
const TENANT: &str = "1c2d3e4f-0000-1111-2222-333344445555";
const CLIENT: &str = "01234567-89ab-cdef-0123-456789abcdef";

/// 2025-11-21T21:20:00Z
const NOW_MS: i64 = 1_763_760_000_000;
const TOKEN: &str = "EgAcAQMAAAAALYAAY/c+Huwi3Fv4Ck10UrKNmtxRO6Njk2MgA=";

pub(super) fn file() -> VectorFile {
    let mut cases = asked();
    cases.extend(refused_inputs());
    cases.extend(granted());
    cases.extend(not_granted());
    VectorFile::new(
        "wns-token.json",
        "wns_token",
        "Requests for an access token of WNS, to both systems, and the replies: a token, or what \
         to do without one. A reply is never an error: numbers come as numbers or as texts, bodies \
         may be empty, no JSON or another document. now_ms is when the reply came.",
        cases,
    )
    .refuses_little()
}

fn legacy(name: &str, sid: &str, secret: &str) -> Case {
    Case::new(name).set("system", "legacy").set_text("package_sid", sid).set_text("secret", secret)
}

fn entra(name: &str, tenant: &str, client_id: &str, secret: &str) -> Case {
    Case::new(name)
        .set("system", "entra")
        .set_text("tenant", tenant)
        .set("client_id", client_id)
        .set_text("secret", secret)
}

fn asks(case: Case, url: &str, body: &str) -> Case {
    case.expect(json!({
        "method": "POST",
        "url": url,
        "headers": [["content-type", "application/x-www-form-urlencoded"]],
        "body": body,
    }))
}

fn asked() -> Vec<Case> {
    const LIVE: &str = "https://login.live.com/accesstoken.srf";
    const FORM: &str = "grant_type=client_credentials&client_id=ms-app%3A%2F%2Fs-1-15-2-2972962901-\
                        2322836549-3722629029-1345238579-3987825745-2155616079-650196962";
    let of_entra = |name: &str, tenant: &str, secret: &str, encoded: &str| {
        asks(
            entra(name, tenant, CLIENT, secret),
            &format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"),
            &format!(
                "grant_type=client_credentials&client_id={CLIENT}&client_secret={encoded}\
                 &scope=https%3A%2F%2Fwns.windows.com%2F.default"
            ),
        )
    };
    vec![
        asks(
            legacy("legacy", SID, SECRET),
            LIVE,
            &format!("{FORM}&client_secret={SECRET}&scope=notify.windows.com"),
        ),
        asks(
            legacy("legacy_sid_in_upper_case", "ms-app://S-1-15-2-7", SECRET),
            LIVE,
            &format!(
                "grant_type=client_credentials&client_id=ms-app%3A%2F%2FS-1-15-2-7\
                 &client_secret={SECRET}&scope=notify.windows.com"
            ),
        ),
        asks(
            legacy("legacy_secret_is_encoded", "ms-app://s-1-15-2-7", "a/b+c=d&e f%~*\u{e9}"),
            LIVE,
            "grant_type=client_credentials&client_id=ms-app%3A%2F%2Fs-1-15-2-7\
             &client_secret=a%2Fb%2Bc%3Dd%26e%20f%25%7E%2A%C3%A9&scope=notify.windows.com",
        ),
        asks(
            Case::new("phone")
                .set("system", "phone")
                .set("package_sid", "ms-app://s-1-15-2-7")
                .set("secret", SECRET),
            LIVE,
            &format!(
                "grant_type=client_credentials&client_id=ms-app%3A%2F%2Fs-1-15-2-7\
                 &client_secret={SECRET}&scope=s.notify.live.net"
            ),
        ),
        of_entra("entra", TENANT, "pq8Q~ab.cd-ef_gh", "pq8Q%7Eab.cd-ef_gh"),
        of_entra("entra_by_domain", "contoso.onmicrosoft.com", "s", "s"),
    ]
}

fn refused_inputs() -> Vec<Case> {
    let sid = |name: &str, sid: &str| {
        legacy(name, sid, SECRET).refused_about("invalid_input", "package sid")
    };
    let secret = |name: &str, secret: &str| {
        legacy(name, SID, secret).refused_about("invalid_input", "client secret")
    };
    let tenant = |name: &str, tenant: &str| {
        entra(name, tenant, CLIENT, SECRET).refused_about("invalid_input", "tenant")
    };
    let client = |name: &str, client: &str| {
        entra(name, TENANT, client, SECRET).refused_about("invalid_input", "client id")
    };
    vec![
        sid("sid_empty", ""),
        sid("sid_without_scheme", "S-1-15-2-2972962901-2322836549"),
        sid("sid_of_a_user", "ms-app://s-1-5-21-2972962901"),
        sid("sid_without_numbers", "ms-app://s-1-15-2-"),
        sid("sid_with_a_slash_behind", "ms-app://s-1-15-2-7/"),
        sid("sid_with_a_space", "ms-app://s-1-15-2-7 "),
        sid("sid_with_an_empty_number", "ms-app://s-1-15-2-7--8"),
        sid("sid_that_is_a_client_id", CLIENT),
        sid("sid_too_long", &format!("ms-app://s-1-15-2-{}", "7".repeat(100_000))),
        secret("secret_empty", ""),
        secret("secret_with_a_line_end", "abc\n"),
        secret("secret_with_a_space_behind", "abc "),
        secret("secret_too_long", &"a".repeat(100_000)),
        tenant("tenant_empty", ""),
        tenant("tenant_with_a_slash", "contoso/../other"),
        tenant("tenant_of_dots", ".."),
        tenant("tenant_with_an_escape", "contoso%2f"),
        tenant("tenant_with_a_query", "contoso?a"),
        tenant("tenant_too_long", &"a".repeat(100_000)),
        client("client_id_empty", ""),
        client("client_id_that_is_a_sid", SID),
        client("client_id_of_other_groups", "0123456789abcdef0123456789abcdef"),
        client("client_id_in_braces", "{01234567-89ab-cdef-0123-456789abcdef}"),
    ]
}

fn reply(name: &str, status: u16, headers: &[(&str, &str)], body: &str) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    Case::new(name)
        .set("status", status)
        .set("headers", headers)
        .set_text("body", body)
        .set("now_ms", NOW_MS)
}

/// A token that lives for so many seconds and is replaced after so many.
fn token(case: Case, token: &str, lives_s: i64, fresh_s: i64) -> Case {
    case.expect(json!({
        "token": token,
        "expires_at_ms": NOW_MS + lives_s * 1000,
        "refresh_at_ms": NOW_MS + fresh_s * 1000,
    }))
}

fn granted() -> Vec<Case> {
    let body = |fields: &str| format!(r#"{{"access_token":"{TOKEN}"{fields}}}"#);
    let lives = |name: &str, fields: &str, lives_s: i64, fresh_s: i64| {
        token(reply(name, 200, &[], &body(fields)), TOKEN, lives_s, fresh_s)
    };
    vec![
        lives("granted", r#","token_type":"bearer","expires_in":86400"#, 86_400, 86_100),
        lives(
            "granted_with_numbers_as_texts",
            r#","token_type":"Bearer","expires_in":"86399","ext_expires_in":"86399","expires_on":"1763846399","not_before":"1763759700","resource":"https://wns.windows.com""#,
            86_399,
            86_099,
        ),
        lives("granted_with_a_fraction", r#","expires_in":3600.0"#, 3600, 3300),
        lives("granted_until_a_time", r#","expires_on":"1763763600""#, 3600, 3300),
        lives("granted_for_an_unsaid_time", "", 3600, 3300),
        lives("granted_for_a_word", r#","expires_in":"soon""#, 3600, 3300),
        lives("granted_for_null", r#","expires_in":null"#, 3600, 3300),
        lives("granted_for_ten_minutes", r#","expires_in":600"#, 600, 300),
        lives("granted_for_one_minute", r#","expires_in":60"#, 60, 30),
        lives("granted_for_no_time", r#","expires_in":0"#, 0, 0),
        lives("granted_for_less_than_no_time", r#","expires_in":-5"#, 0, 0),
        lives("granted_for_ever", r#","expires_in":9223372036854775807"#, 604_800, 604_500),
        lives("granted_without_type", r#","expires_in":86400"#, 86_400, 86_100),
        token(
            reply("granted_with_a_later_success", 201, &[], &body(r#","expires_in":86400"#)),
            TOKEN,
            86_400,
            86_100,
        ),
    ]
}

struct Verdict {
    action: &'static str,
    scope: &'static str,
    cause: Option<&'static str>,
    retry_after_s: Option<u32>,
}

const STOP: Verdict = Verdict {
    action: "stop_credential",
    scope: "credential",
    cause: Some("credential_refused"),
    retry_after_s: None,
};
const REPAIR: Verdict = Verdict {
    action: "repair",
    scope: "credential",
    cause: Some("bad_request"),
    retry_after_s: None,
};
const STRANGE: Verdict =
    Verdict { action: "repair", scope: "connection", cause: None, retry_after_s: None };

const fn later(seconds: u32) -> Verdict {
    Verdict {
        action: "retry",
        scope: "credential",
        cause: Some("server_error"),
        retry_after_s: Some(seconds),
    }
}

const fn throttled(seconds: u32) -> Verdict {
    Verdict {
        action: "retry",
        scope: "credential",
        cause: Some("sender_throttled"),
        retry_after_s: Some(seconds),
    }
}

fn judged(case: Case, error: Option<&str>, description: Option<&str>, verdict: &Verdict) -> Case {
    let mut expect = json!({});
    if let Some(error) = error {
        expect["oauth_error"] = error.into();
    }
    if let Some(description) = description {
        expect["error_description"] = description.into();
    }
    let mut what = json!({"action": verdict.action, "scope": verdict.scope});
    if let Some(cause) = verdict.cause {
        what["cause"] = cause.into();
    }
    if let Some(seconds) = verdict.retry_after_s {
        what["retry_after_s"] = seconds.into();
    }
    expect["verdict"] = what;
    case.expect(expect)
}

fn not_granted() -> Vec<Case> {
    let named = |name: &str, status: u16, error: &str, verdict: &Verdict| {
        let body = json!({"error": error, "error_description": "Why."}).to_string();
        judged(reply(name, status, &[], &body), Some(error), Some("Why."), verdict)
    };
    let mute = |name: &str, status: u16, body: &str, verdict: &Verdict| {
        judged(reply(name, status, &[], body), None, None, verdict)
    };
    let held = |name: &str, fields: &str| mute(name, 200, &format!("{{{fields}}}"), &STRANGE);
    let waits = |name: &str, status: u16, headers: &[(&str, &str)], verdict: &Verdict| {
        judged(reply(name, status, headers, ""), None, None, verdict)
    };
    const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
    let long = "a".repeat(5000);
    vec![
        judged(
            reply(
                "secret_has_expired",
                401,
                &[("content-type", "application/json; charset=utf-8")],
                r#"{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 7a","error_codes":[7000222]}"#,
            ),
            Some("invalid_client"),
            Some("AADSTS7000222: The provided client secret keys are expired.  Trace ID: 7a"),
            &STOP,
        ),
        named("invalid_client_with_400", 400, "invalid_client", &STOP),
        named("unauthorized_client", 400, "unauthorized_client", &STOP),
        named("access_denied", 403, "access_denied", &STOP),
        named("invalid_request", 400, "invalid_request", &REPAIR),
        named("invalid_scope", 400, "invalid_scope", &REPAIR),
        named("invalid_resource", 400, "invalid_resource", &REPAIR),
        named("invalid_grant", 400, "invalid_grant", &REPAIR),
        named("unsupported_grant_type", 400, "unsupported_grant_type", &REPAIR),
        named("slow_down", 400, "slow_down", &throttled(60)),
        named("temporarily_unavailable", 400, "temporarily_unavailable", &later(60)),
        named("server_error", 500, "server_error", &later(60)),
        named("unknown_error_with_400", 400, "moon_phase", &REPAIR),
        named("unknown_error_with_401", 401, "moon_phase", &STOP),
        named("error_with_200", 200, "invalid_client", &STOP),
        mute("mute_400", 400, "", &REPAIR),
        mute("mute_401", 401, "", &STOP),
        mute("mute_403", 403, "", &STOP),
        mute("mute_404", 404, "<html>", &REPAIR),
        mute("mute_408", 408, "", &later(60)),
        mute("mute_429", 429, "", &throttled(60)),
        mute("mute_500", 500, "", &later(60)),
        mute("mute_503", 503, "<html>", &later(60)),
        mute("mute_200", 200, "", &STRANGE),
        mute("page_with_200", 200, "<html>", &STRANGE),
        mute("redirect", 302, "", &STRANGE),
        mute("no_status", 0, "", &STRANGE),
        held("token_of_no_text", r#""access_token":7"#),
        held("token_of_null", r#""access_token":null"#),
        held("token_empty", r#""access_token":"""#),
        held("token_with_a_space", r#""access_token":"a b""#),
        held("token_with_a_line_end", r#""access_token":"a\r\nHost: example.com""#),
        held("token_beyond_ascii", r#""access_token":"é""#),
        held("token_too_long", &format!(r#""access_token":"{}""#, "a".repeat(16_385))),
        held("token_of_another_type", r#""access_token":"a","token_type":"mac""#),
        held("token_twice", r#""access_token":"a","access_token":"b""#),
        mute("token_with_400", 400, r#"{"access_token":"a"}"#, &REPAIR),
        mute("list_in_the_place_of_an_object", 200, r#"[{"access_token":"a"}]"#, &STRANGE),
        mute(
            "body_too_long",
            200,
            &format!("{{\"access_token\":\"a\",\"x\":\"{}\"}}", "a".repeat(70_000)),
            &STRANGE,
        ),
        mute("error_of_no_text", 400, r#"{"error":{"code":"invalid_client"}}"#, &REPAIR),
        mute("error_of_other_characters", 401, r#"{"error":"<b>\n"}"#, &STOP),
        judged(
            reply(
                "description_too_long",
                400,
                &[],
                &format!(r#"{{"error":"invalid_scope","error_description":"{long}"}}"#),
            ),
            Some("invalid_scope"),
            Some(&long[..1024]),
            &REPAIR,
        ),
        waits("waits_for_seconds", 503, &[("Retry-After", "120")], &later(120)),
        waits(
            "waits_for_a_date",
            429,
            &[("retry-after", "Sun, 06 Nov 1994 08:51:37 GMT"), DATE],
            &throttled(120),
        ),
        waits(
            "waits_for_a_date_without_the_own",
            429,
            &[("retry-after", "Sun, 06 Nov 1994 08:51:37 GMT")],
            &throttled(60),
        ),
        waits("waits_for_a_word", 503, &[("Retry-After", "soon")], &later(60)),
        waits("stop_does_not_wait", 401, &[("Retry-After", "120")], &STOP),
    ]
}
