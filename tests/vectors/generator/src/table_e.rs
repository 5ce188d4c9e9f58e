//! Table E: the payload and what it claims. Under the mock authority, by whom every payload here
//! is properly signed: only what it says is at fault.

use serde_json::{Value, json};

use crate::chain::{Chain, now, signed};
use crate::file::Case;
use crate::key::Key;
use crate::payload::{
    APP_APPLE_ID, and, app_transaction, notification, renewal_info, transaction, with, written,
};
use crate::table_c::LEAF;
use crate::time::{DAY, HOUR, ms};
use crate::token::{sign, token};
use crate::verify::{Accepted, Verify, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = json_text();
    cases.extend(signed_date());
    cases.extend(future());
    cases.extend(crate::table_e_identity::cases());
    cases.extend(kinds());
    cases.extend(fields());
    cases.extend(crate::table_e_nested::cases());
    cases.extend(order());
    cases
}

/// A payload as text, signed by the mock leaf.
pub(crate) fn says(name: impl Into<String>, payload: impl AsRef<str>) -> Verify {
    verify(name, token(&Chain::mock(), payload.as_ref()))
}

/// A transaction with other fields.
pub(crate) fn transaction_with(name: &str, changes: &[(&str, Value)]) -> Verify {
    says(name, with(transaction(), changes).to_string())
}

/// A notification with other fields.
pub(crate) fn notification_with(name: &str, changes: &[(&str, Value)]) -> Verify {
    says(name, with(notification(), changes).to_string()).kind("notification")
}

/// E1, E2.
fn json_text() -> Vec<Case> {
    let good = transaction();
    let bytes = |name: &str, payload: Vec<u8>| {
        let chain = Chain::mock();
        verify(name, sign(crate::token::header(&chain), payload, &chain.key))
    };
    let with_z = |value: &[u8]| {
        let text = good.to_string();
        let open = text.strip_suffix('}').expect("an object");
        [open.as_bytes(), br#","z":"#, value, b"}"].concat()
    };
    let mut cases: Vec<Case> = [
        ("e1_duplicate_bundle_id", and(&good, r#""bundleId":"com.example.other""#)),
        ("e1_duplicate_bundle_id_of_the_same_value", and(&good, r#""bundleId":"com.example.app""#)),
        ("e1_duplicate_hidden_by_an_escape", and(&good, r#""bundle\u0049d":"com.example.other""#)),
        ("e1_duplicate_signed_date", and(&good, r#""signedDate":1"#)),
        ("e1_duplicate_unknown_field", and(&good, r#""a":1,"a":2"#)),
        ("e1_duplicate_in_an_object", and(&good, r#""a":{"b":1,"b":1}"#)),
        ("e1_duplicate_in_an_object_in_a_list", and(&good, r#""a":[0,{"b":{"c":1,"\u0063":1}}]"#)),
        ("e1_duplicate_empty_name", and(&good, r#""":1,"":2"#)),
    ]
    .into_iter()
    .map(|(name, text)| says(name, text).refused("duplicate_key"))
    .collect();
    cases.push(
        says(
            "e1_duplicate_in_the_carrier_of_a_notification",
            notification().to_string().replacen(
                r#""environment":"Sandbox""#,
                r#""environment":"Sandbox","environment":"Sandbox""#,
                1,
            ),
        )
        .kind("notification")
        .refused("duplicate_key"),
    );
    let invalid: Vec<(&str, Vec<u8>)> = vec![
        ("e2_array", format!("[{good}]").into()),
        ("e2_string", br#""payload""#.to_vec()),
        ("e2_number", b"1".to_vec()),
        ("e2_null", b"null".to_vec()),
        ("e2_white_space", b" ".to_vec()),
        ("e2_byte_order_mark", format!("\u{feff}{good}").into()),
        ("e2_text_after_the_object", format!("{good} x").into()),
        ("e2_nul_after_the_object", format!("{good}\0").into()),
        ("e2_cut_off", good.to_string()[..100].into()),
        ("e2_nan", with_z(b"NaN")),
        ("e2_infinity", with_z(b"Infinity")),
        ("e2_minus_infinity", with_z(b"-Infinity")),
        ("e2_exponent_of_999", with_z(b"1e999")),
        ("e2_minus_exponent_of_999", with_z(b"-1e999")),
        ("e2_leading_zero", with_z(b"01")),
        ("e2_minus_and_leading_zero", with_z(b"-01")),
        ("e2_plus_sign", with_z(b"+1")),
        ("e2_no_digit_before_the_point", with_z(b".5")),
        ("e2_no_digit_after_the_point", with_z(b"1.")),
        ("e2_no_digit_in_the_exponent", with_z(b"1e")),
        ("e2_hexadecimal", with_z(b"0x1")),
        ("e2_trailing_comma_in_a_list", with_z(b"[1,]")),
        ("e2_lone_high_surrogate", with_z(br#""\ud83d""#)),
        ("e2_lone_low_surrogate", with_z(br#""\ude00""#)),
        ("e2_lone_surrogate_in_a_name", with_z(br#"{"\ud83d":1}"#)),
        ("e2_control_character", with_z(b"\"\x01\"")),
        ("e2_single_quotes", with_z(b"'a'")),
        ("e2_true_capitalized", with_z(b"True")),
    ];
    cases.extend(invalid.into_iter().map(|(name, text)| bytes(name, text).refused("invalid_json")));
    for (name, value) in [
        ("e2_invalid_utf8", &b"\"\xff\""[..]),
        ("e2_surrogate_in_three_bytes", b"\"\xed\xa0\xbd\""),
        ("e2_overlong_nul", b"\"\xc0\x80\""),
    ] {
        cases.push(bytes(name, with_z(value)).refused("invalid_utf8"));
    }
    // What looks odd, but is JSON.
    let accepted = |name: &str, text: &str, value: Value| {
        says(name, and(&good, &format!(r#""z":{text}"#)))
            .accepted(Accepted::transaction(with(transaction(), &[("/z", value)])))
    };
    cases.extend([
        accepted("e2_minus_zero_in_an_unknown_field", "-0", json!(-0.0)),
        accepted("e2_surrogate_pair", r#""\ud83d\ude00""#, json!("\u{1f600}")),
        accepted("e2_escaped_nul", r#""a\u0000b""#, json!("a\0b")),
        accepted("e2_fraction_and_exponent", "[0.5,1.5E3,25e-2]", json!([0.5, 1500.0, 0.25])),
        accepted("e2_white_space_everywhere", " [\t1 ,\r\n2 ] ", json!([1, 2])),
    ]);
    cases
}

/// E3.
fn signed_date() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, text) in [
        ("string", format!("\"{}\"", signed())),
        ("fraction", format!("{}.5", signed())),
        ("fraction_of_zero", format!("{}.0", signed())),
        ("with_exponent", "1.7802e12".into()),
        ("minus_zero", "-0".into()),
        ("zero", "0".into()),
        ("negative", format!("-{}", signed())),
        ("minus_one", "-1".into()),
        ("in_seconds", (signed() / 1000).to_string()),
        ("just_below_the_year_1973_in_milliseconds", "99999999999".into()),
        ("above_2_to_the_53", "9007199254740993".into()),
        ("in_nanoseconds", format!("{}000000", signed())),
        ("largest_of_64_bits", i64::MAX.to_string()),
        ("above_64_bits_with_sign", "9223372036854775808".into()),
        ("above_64_bits", "18446744073709551616".into()),
        ("null", "null".into()),
        ("true", "true".into()),
        ("list", format!("[{}]", signed())),
        ("object", "{}".into()),
        ("date_text", "\"2026-05-31T12:34:56Z\"".into()),
    ] {
        let payload = written(&transaction(), "signedDate", &text);
        cases.push(says(format!("e3_signed_date_{name}"), &payload).refused("claim_type"));
        if matches!(name, "string" | "fraction" | "null" | "in_seconds") {
            cases.push(
                says(format!("e3_signed_date_{name}_under_check_time"), &payload)
                    .check_time(now())
                    .refused("claim_type"),
            );
        }
    }
    let missing = with(transaction(), &[("/signedDate", Value::Null)]).to_string();
    let missing_notification = with(notification(), &[("/signedDate", Value::Null)]).to_string();
    cases.extend([
        says("e3_signed_date_missing", &missing).refused("claim_type"),
        says("e3_signed_date_missing_under_check_time", &missing)
            .check_time(now())
            .refused("claim_type"),
        says("e3_signed_date_missing_in_notification", &missing_notification)
            .kind("notification")
            .refused("claim_type"),
        // Without a signing time the certificates are judged at the time of check.
        says("e3_signed_date_missing_leaf_expired_now", &missing)
            .at(now() + 700 * DAY)
            .refused_about("expired", LEAF),
        says("e3_signed_date_missing_of_another_app", &missing)
            .bundle_ids(&["com.example.other"])
            .refused("wrong_bundle_id"),
    ]);
    cases
}

/// E9: one minute is forgiven, for clocks that differ.
fn future() -> Vec<Case> {
    let at = |name: &str, ahead: i64| {
        let payload = with(transaction(), &[("/signedDate", json!(now() + ahead))]);
        (says(name, payload.to_string()), payload)
    };
    let accepted = |name: &str, ahead: i64| {
        let (case, payload) = at(name, ahead);
        case.accepted(Accepted::transaction(payload))
    };
    let refused = |name: &str, ahead: i64| at(name, ahead).0.refused("not_yet_valid");
    vec![
        accepted("e9_signed_now", 0),
        accepted("e9_signed_one_millisecond_ahead", 1),
        accepted("e9_signed_one_minute_ahead", 60_000),
        refused("e9_signed_one_millisecond_more_than_a_minute_ahead", 60_001),
        refused("e9_signed_one_hour_ahead", HOUR),
        refused("e9_signed_one_year_ahead", 365 * DAY),
        // Ahead of every certificate's end as well: still not a date to judge anything by.
        refused("e9_signed_in_the_year_287396", (1_i64 << 53) - now()),
    ]
}

/// The object is genuine, but of another kind than the one that was asked for.
fn kinds() -> Vec<Case> {
    let objects = [
        ("notification", "notification", notification()),
        ("transaction", "transaction", transaction()),
        ("renewal_info", "renewalInfo", renewal_info()),
        ("app_transaction", "appTransaction", app_transaction()),
    ];
    let asked = ["notification", "transaction", "renewalInfo"];
    let mut cases = Vec::new();
    for (name, kind, payload) in &objects {
        for (asked_name, asked_kind) in
            asked.iter().zip(["notification", "transaction", "renewal_info"]).map(|(k, n)| (n, *k))
        {
            if *kind != asked_kind {
                cases.push(
                    says(format!("kind_{name}_given_for_{asked_name}"), payload.to_string())
                        .kind(asked_kind)
                        .refused("wrong_kind"),
                );
            }
        }
    }
    for kind in ["notification", "transaction", "renewalInfo", "any"] {
        let name = if kind == "renewalInfo" { "renewal_info" } else { kind };
        cases.push(
            says(
                format!("kind_unknown_object_given_for_{name}"),
                json!({"signedDate": signed(), "greeting": "hello"}).to_string(),
            )
            .kind(kind)
            .refused("wrong_kind"),
        );
    }
    cases.push(
        transaction_with("order_kind_before_bundle_id", &[("/bundleId", json!("com.example"))])
            .kind("notification")
            .refused("wrong_kind"),
    );
    cases
}

/// Known fields of another JSON type, as Apple's own libraries refuse them (spec 1).
fn fields() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("transactionId", json!(2_000_000_000_000_001_i64)),
        ("productId", json!(null)),
        ("purchaseDate", json!("2026-05-31")),
        ("expiresDate", json!(true)),
        ("quantity", json!("1")),
        ("quantity", json!(1.5)),
        ("price", json!("1990")),
        ("isUpgraded", json!("true")),
        ("isUpgraded", json!(1)),
        ("offerType", json!("1")),
        ("revocationReason", json!(0.5)),
        ("type", json!(1)),
        ("inAppOwnershipType", json!(["PURCHASED"])),
        ("commitmentInfo", json!("P1Y")),
        ("advancedCommerceInfo", json!([])),
    ]
    .into_iter()
    .enumerate()
    .map(|(n, (field, value))| {
        let snake: String = field
            .chars()
            .flat_map(
                |c| if c.is_uppercase() { vec!['_', c.to_ascii_lowercase()] } else { vec![c] },
            )
            .collect();
        let payload = match transaction().as_object_mut() {
            Some(object) => {
                object.insert(field.into(), value);
                Value::Object(object.clone())
            }
            None => Value::Null,
        };
        says(format!("fields_{n:02}_transaction_{snake}"), payload.to_string())
            .refused("claim_type")
    })
    .collect();
    for (name, changes) in [
        ("notification_type", ("/notificationType", json!(1))),
        ("subtype", ("/subtype", json!({}))),
        ("uuid", ("/notificationUUID", json!(1))),
        ("version", ("/version", json!(2.0))),
        ("data_status", ("/data/status", json!("1"))),
        ("data_bundle_version", ("/data/bundleVersion", json!(1))),
    ] {
        cases.push(
            notification_with(&format!("fields_notification_{name}"), &[changes])
                .refused("claim_type"),
        );
    }
    for (name, changes) in [
        ("auto_renew_status", ("/autoRenewStatus", json!("1"))),
        ("auto_renew_product_id", ("/autoRenewProductId", json!(1))),
        ("is_in_billing_retry_period", ("/isInBillingRetryPeriod", json!(0))),
        ("win_back_offers_string", ("/eligibleWinBackOfferIds", json!("a"))),
        ("win_back_offers_of_numbers", ("/eligibleWinBackOfferIds", json!(["a", 1]))),
        ("renewal_date", ("/renewalDate", json!("2026-06-30"))),
    ] {
        cases.push(
            says(
                format!("fields_renewal_info_{name}"),
                with(renewal_info(), &[changes]).to_string(),
            )
            .kind("renewalInfo")
            .refused("claim_type"),
        );
    }
    cases
}

/// Two faults at once: the one that is checked first is reported.
fn order() -> Vec<Case> {
    let chain = Chain::mock();
    let by_stranger = |name: &str, payload: &str| {
        verify(name, sign(crate::token::header(&chain), payload, &Key::p256("attacker")))
            .refused("bad_signature")
    };
    vec![
        by_stranger("order_token_signature_before_payload_json", "not JSON"),
        by_stranger(
            "order_token_signature_before_duplicate_key",
            &and(&transaction(), r#""a":1,"a":1"#),
        ),
        by_stranger(
            "order_token_signature_before_signed_date",
            &written(&transaction(), "signedDate", "\"now\""),
        ),
        by_stranger("order_token_signature_before_kind", &notification().to_string()),
        by_stranger(
            "order_token_signature_before_bundle_id",
            &with(transaction(), &[("/bundleId", json!("com.example"))]).to_string(),
        ),
        transaction_with(
            "order_dates_before_claims",
            &[
                ("/bundleId", json!("com.example")),
                ("/signedDate", json!(ms("2025-09-01T00:00:00"))),
            ],
        )
        .refused_about("not_yet_valid", LEAF),
        transaction_with(
            "order_bundle_id_before_environment",
            &[("/bundleId", json!("com.example")), ("/environment", json!("Production"))],
        )
        .refused("wrong_bundle_id"),
        notification_with(
            "order_bundle_id_before_app_id",
            &[("/data/bundleId", json!("com.example")), ("/data/environment", json!("Production"))],
        )
        .environments(&["Production"])
        .app_apple_ids(&[APP_APPLE_ID])
        .refused("wrong_bundle_id"),
        transaction_with(
            "order_environment_before_other_fields",
            &[("/environment", json!("Production")), ("/quantity", json!("1"))],
        )
        .refused("wrong_environment"),
        transaction_with(
            "order_environment_before_signed_date",
            &[("/environment", json!("Production")), ("/signedDate", json!("now"))],
        )
        .refused("wrong_environment"),
    ]
}
