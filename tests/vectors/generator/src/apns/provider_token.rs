//! `provider-token.json`: the token as a function of key and time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::key_file::{p8, rfc6979};
use super::provider_key::{KEY_ID, TEAM_ID};
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};

/// How long APNs accepts a token, in seconds.
const LIFETIME_S: i64 = 3600;

/// 2015-07-18T00:23:56Z
const IAT: i64 = 1_437_179_036;

/// The token of the key of RFC 6979 appendix A.2.5 at that time, worked out elsewhere. The
/// second half of its signature is above half the order, and stays there.
const TOKEN: &str = concat!(
    "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ",
    ".eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ",
    ".b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA"
);

pub(super) fn file() -> VectorFile {
    assert_eq!(token(&rfc6979(), KEY_ID, TEAM_ID, IAT), TOKEN, "two makers of one token");
    let mut cases = issued();
    cases.extend(windows());
    cases.extend(times());
    cases.extend(policies());
    VectorFile::new(
        "provider-token.json",
        "provider_token",
        "Provider tokens, byte for byte: ES256 over the header {alg, kid} and the claims {iss, \
         iat}, with the nonce of RFC 6979. The iat is now_ms in seconds, floored to a window of \
         window_s seconds (3000 unless given) of which one begins phase_s seconds (0 unless \
         given) after 1970 began; or it is issued_at_s as it stands. A token expires 3600 \
         seconds after its iat. Windows are refused below 20 minutes and above 59.",
        cases,
    )
}

/// The token itself, put together here and not by the library.
pub(super) fn token(key: &Key, key_id: &str, team_id: &str, iat: i64) -> String {
    let header = format!(r#"{{"alg":"ES256","kid":"{key_id}"}}"#);
    let claims = format!(r#"{{"iss":"{team_id}","iat":{iat}}}"#);
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = key.sign(Hash::Sha256, input.as_bytes());
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature.raw()))
}

fn case_of(name: &str, key: &Key, key_id: &str, team_id: &str) -> Case {
    Case::new(name).set("p8", p8(key)).set("key_id", key_id).set("team_id", team_id)
}

fn case(name: &str) -> Case {
    case_of(name, &rfc6979(), KEY_ID, TEAM_ID)
}

fn gives(case: Case, token: String, iat: i64) -> Case {
    case.expect(json!({"token": token, "issued_at_s": iat, "expires_at_s": iat + LIFETIME_S}))
}

/// Expects the token of the usual key with this `iat`.
fn gives_iat(case: Case, iat: i64) -> Case {
    gives(case, token(&rfc6979(), KEY_ID, TEAM_ID, iat), iat)
}

/// An `iat` of the caller's choice.
fn issued() -> Vec<Case> {
    let at = |name: &str, iat: i64| gives_iat(case(name).set("issued_at_s", iat), iat);
    let other = Key::p256("provider token");
    // Halves that begin with a zero byte keep their 32 bytes.
    let first = |short: fn(&[u8]) -> bool| {
        let signature = |iat: &i64| {
            let token = token(&rfc6979(), KEY_ID, TEAM_ID, *iat);
            let text = token.rsplit('.').next().unwrap_or_default();
            URL_SAFE_NO_PAD.decode(text).expect("our own base64")
        };
        (IAT..).find(|iat| short(&signature(iat))).expect("one in 256")
    };
    let mut cases = vec![
        gives(case("known_answer").set("issued_at_s", IAT), TOKEN.into(), IAT),
        gives(
            case_of("another_key", &other, KEY_ID, TEAM_ID).set("issued_at_s", IAT),
            token(&other, KEY_ID, TEAM_ID, IAT),
            IAT,
        ),
        gives(
            case_of("another_key_id", &rfc6979(), "0123456789", TEAM_ID).set("issued_at_s", IAT),
            token(&rfc6979(), "0123456789", TEAM_ID, IAT),
            IAT,
        ),
        gives(
            case_of("another_team_id", &rfc6979(), KEY_ID, "ZZZZZZZZZZ").set("issued_at_s", IAT),
            token(&rfc6979(), KEY_ID, "ZZZZZZZZZZ", IAT),
            IAT,
        ),
        at("first_half_begins_with_zero", first(|signature| signature[0] == 0)),
        at("second_half_begins_with_zero", first(|signature| signature[32] == 0)),
        at("issued_as_1970_began", 0),
        at("issued_in_2038", 2_147_483_648),
        at("issued_in_2106", 4_294_967_296),
    ];
    for (name, secs) in [
        ("issued_before_1970", -1),
        ("issued_at_the_least_integer", i64::MIN),
        ("issued_at_the_largest_integer", i64::MAX),
        ("issued_at_milliseconds", IAT * 1000),
        ("issued_at_microseconds", IAT * 1_000_000),
    ] {
        cases.push(case(name).set("issued_at_s", secs).refused("invalid_time"));
    }
    cases
}

/// Windows and their edges.
fn windows() -> Vec<Case> {
    let usual = |name: &str, now_ms: i64, iat| gives_iat(case(name).set("now_ms", now_ms), iat);
    let with = |name: &str, (window, phase): (i64, i64), now_ms: i64, iat| {
        let case = case(name).set("now_ms", now_ms).set("window_s", window).set("phase_s", phase);
        gives_iat(case, iat)
    };
    vec![
        usual("in_the_middle_of_a_window", 1_437_179_036_000, 1_437_177_000),
        usual("as_a_window_begins", 1_437_177_000_000, 1_437_177_000),
        usual("a_millisecond_before_a_window_begins", 1_437_176_999_999, 1_437_174_000),
        usual("a_millisecond_before_a_window_ends", 1_437_179_999_999, 1_437_177_000),
        usual("as_a_window_ends", 1_437_180_000_000, 1_437_180_000),
        usual("in_the_first_window", 2_999_999, 0),
        usual("in_the_second_window", 3_000_000, 3000),
        usual("as_1970_begins", 0, 0),
        with("the_usual_window_given", (3000, 0), 1_437_179_036_000, 1_437_177_000),
        with("the_shortest_window", (1200, 0), 1_437_179_036_000, 1_437_178_800),
        with("the_longest_window", (3540, 0), 1_437_179_036_000, 1_437_176_280),
        with("a_window_of_an_odd_length", (2999, 0), 1_437_179_036_000, 1_437_177_781),
        with("a_phase", (3000, 1000), 1_437_179_036_000, 1_437_178_000),
        with("a_phase_past_now", (3000, 2500), 1_437_179_036_000, 1_437_176_500),
        with("the_largest_phase", (3000, 2999), 1_437_179_036_000, 1_437_176_999),
        with("as_a_window_with_a_phase_begins", (1200, 700), 1_437_178_300_000, 1_437_178_300),
        with("before_a_window_with_a_phase_begins", (1200, 700), 1_437_178_299_999, 1_437_177_100),
        with("as_the_first_window_with_a_phase_begins", (1200, 700), 700_000, 700),
    ]
}

/// Times that no token can have.
fn times() -> Vec<Case> {
    let now = |name: &str, now_ms: i64| case(name).set("now_ms", now_ms).refused("invalid_time");
    vec![
        now("a_millisecond_before_1970", -1),
        now("long_before_1970", -1_437_179_036_000),
        now("the_least_integer", i64::MIN),
        now("the_largest_integer", i64::MAX),
        now("microseconds", 1_437_179_036_000_000),
        now("as_the_year_10000_begins", 253_402_300_800_000),
        now("nanoseconds", 1_437_179_036_000_000_000),
        // The window that 1970 begins in began before it.
        case("before_the_first_window_with_a_phase")
            .set("now_ms", 699_999)
            .set("window_s", 1200)
            .set("phase_s", 700)
            .refused("invalid_time"),
    ]
}

/// Policies that break Apple's 20 or 60 minutes, or mean nothing.
fn policies() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, window) in [
        ("window_one_second_too_short", 1199),
        ("window_one_second_too_long", 3541),
        ("window_of_an_hour", 3600),
        ("window_above_an_hour", 3601),
        ("window_of_a_day", 86_400),
        ("window_of_one_second", 1),
        ("window_of_nothing", 0),
        ("window_below_nothing", -3000),
        ("window_of_the_least_integer", i64::MIN),
        ("window_of_the_largest_integer", i64::MAX),
    ] {
        cases.push(
            case(name)
                .set("now_ms", IAT * 1000)
                .set("window_s", window)
                .refused_about("invalid_token_policy", "window"),
        );
    }
    for (name, phase) in [
        ("phase_below_nothing", -1),
        ("phase_as_long_as_the_window", 3000),
        ("phase_longer_than_the_window", 3001),
        ("phase_of_the_least_integer", i64::MIN),
        ("phase_of_the_largest_integer", i64::MAX),
    ] {
        cases.push(
            case(name)
                .set("now_ms", IAT * 1000)
                .set("window_s", 3000)
                .set("phase_s", phase)
                .refused_about("invalid_token_policy", "phase"),
        );
    }
    cases
}
