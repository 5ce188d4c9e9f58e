//! Table E: the payload and what it claims. Under the mock authority, by whom every payload here
//! is properly signed: only what it says is at fault.

use serde_json::{Value, json};

use crate::chain::{Authority, Chain, now, signed};
use crate::file::Case;
use crate::key::Key;
use crate::payload::{
    APP_APPLE_ID, BUNDLE_ID, and, app_transaction, notification, renewal_info, transaction, with,
    written,
};
use crate::table_c::{Change, LEAF};
use crate::time::{DAY, HOUR, ms};
use crate::token::{resigned, sign, token};
use crate::verify::{Accepted, Verify, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = json_text();
    cases.extend(signed_date());
    cases.extend(future());
    cases.extend(bundle_ids());
    cases.extend(environments());
    cases.extend(app_apple_ids());
    cases.extend(carriers());
    cases.extend(kinds());
    cases.extend(fields());
    cases.extend(nested());
    cases.extend(order());
    cases
}

/// A payload as text, signed by the mock leaf.
fn says(name: impl Into<String>, payload: impl AsRef<str>) -> Verify {
    verify(name, token(&Chain::mock(), payload.as_ref()))
}

/// A transaction with other fields.
fn transaction_with(name: &str, changes: &[(&str, Value)]) -> Verify {
    says(name, with(transaction(), changes).to_string())
}

/// A notification with other fields.
fn notification_with(name: &str, changes: &[(&str, Value)]) -> Verify {
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

/// E4.
fn bundle_ids() -> Vec<Case> {
    let wrong = |name: &str, id: &str| {
        transaction_with(name, &[("/bundleId", json!(id))]).refused("wrong_bundle_id")
    };
    let both = ["com.example.app", "com.example.other"];
    vec![
        wrong("e4_bundle_id_of_another_app", "com.example.other"),
        wrong("e4_bundle_id_empty", ""),
        wrong("e4_bundle_id_in_another_case", "com.example.App"),
        wrong("e4_bundle_id_in_capitals", "COM.EXAMPLE.APP"),
        wrong("e4_bundle_id_with_a_cyrillic_letter", "com.ex\u{430}mple.app"),
        wrong("e4_bundle_id_with_a_fullwidth_letter", "com.example.\u{ff41}pp"),
        wrong("e4_bundle_id_with_an_invisible_letter", "com.example.app\u{200b}"),
        wrong("e4_bundle_id_with_a_space", "com.example.app "),
        wrong("e4_bundle_id_with_nul", "com.example.app\0"),
        wrong("e4_bundle_id_that_begins_alike", "com.example.app.extension"),
        wrong("e4_bundle_id_that_ends_early", "com.example"),
        wrong("e4_bundle_id_wildcard", "com.example.*"),
        transaction_with("e4_bundle_id_missing", &[("/bundleId", Value::Null)])
            .refused("missing_bundle_id"),
        says("e4_bundle_id_null", written(&transaction(), "bundleId", "null"))
            .refused("claim_type"),
        transaction_with("e4_bundle_id_number", &[("/bundleId", json!(1))]).refused("claim_type"),
        transaction_with("e4_bundle_id_list", &[("/bundleId", json!([BUNDLE_ID]))])
            .refused("claim_type"),
        transaction_with(
            "e4_bundle_id_missing_though_any_is_expected",
            &[("/bundleId", Value::Null)],
        )
        .bundle_ids(&[])
        .refused("missing_bundle_id"),
        notification_with(
            "e4_notification_of_another_app",
            &[("/data/bundleId", json!("com.example.other"))],
        )
        .refused("wrong_bundle_id"),
        notification_with("e4_notification_without_bundle_id", &[("/data/bundleId", Value::Null)])
            .refused("missing_bundle_id"),
        notification_with(
            "e4_notification_with_bundle_id_outside_its_data",
            &[("/data/bundleId", Value::Null), ("/bundleId", json!(BUNDLE_ID))],
        )
        .refused("missing_bundle_id"),
        transaction_with("e4_second_of_two_expected", &[("/bundleId", json!(both[1]))])
            .bundle_ids(&both)
            .accepted(Accepted::transaction(with(transaction(), &[("/bundleId", json!(both[1]))]))),
        transaction_with("e4_neither_of_two_expected", &[("/bundleId", json!("com.example"))])
            .bundle_ids(&both)
            .refused("wrong_bundle_id"),
        transaction_with("e4_any_expected", &[("/bundleId", json!("org.example.any"))])
            .bundle_ids(&[])
            .accepted(Accepted::transaction(with(
                transaction(),
                &[("/bundleId", json!("org.example.any"))],
            ))),
    ]
}

/// E5, E7.
fn environments() -> Vec<Case> {
    let mut cases = Vec::new();
    let production = ["Production"];
    let both = ["Sandbox", "Production"];
    let in_environment = |environment: &str| [("/environment", json!(environment))];
    cases.extend([
        transaction_with("e5_sandbox_where_production_is_expected", &[])
            .environments(&production)
            .refused("wrong_environment"),
        transaction_with("e5_production_where_sandbox_is_expected", &in_environment("Production"))
            .refused("wrong_environment"),
        transaction_with("e5_environment_missing", &[("/environment", Value::Null)])
            .refused("wrong_environment"),
        transaction_with(
            "e5_environment_missing_where_both_are_expected",
            &[("/environment", Value::Null)],
        )
        .environments(&both)
        .refused("wrong_environment"),
        transaction_with("e5_environment_number", &[("/environment", json!(1))])
            .refused("claim_type"),
        notification_with(
            "e5_notification_in_production_where_sandbox_is_expected",
            &[("/data/environment", json!("Production"))],
        )
        .refused("wrong_environment"),
        notification_with("e5_notification_in_sandbox_where_production_is_expected", &[])
            .environments(&production)
            .refused("wrong_environment"),
        notification_with(
            "e5_notification_without_environment",
            &[("/data/environment", Value::Null)],
        )
        .refused("wrong_environment"),
        says("e5_renewal_info_in_sandbox_where_production_is_expected", renewal_info().to_string())
            .kind("renewalInfo")
            .environments(&production)
            .refused("wrong_environment"),
        says(
            "e5_renewal_info_without_environment",
            with(renewal_info(), &[("/environment", Value::Null)]).to_string(),
        )
        .kind("renewalInfo")
        .refused("wrong_environment"),
        transaction_with("e5_production_where_both_are_expected", &in_environment("Production"))
            .environments(&both)
            .accepted(Accepted::transaction(with(transaction(), &in_environment("Production")))),
        transaction_with("e5_sandbox_where_both_are_expected", &[])
            .environments(&both)
            .accepted(Accepted::transaction(transaction())),
    ]);
    for environment in ["Xcode", "LocalTesting", "sandbox", "SANDBOX", "", "Staging", "Sandbox "] {
        let row = if matches!(environment, "Xcode" | "LocalTesting") { "e7" } else { "e5" };
        let name = match environment {
            "" => "empty".into(),
            "Sandbox " => "sandbox_and_a_space".into(),
            "SANDBOX" => "sandbox_in_capitals".into(),
            other => other.to_lowercase(),
        };
        for (expected, list) in [("sandbox", &both[..1]), ("both", &both[..])] {
            // The unknown ones behave alike; two settings for one of them suffice.
            if row == "e5" && expected == "both" {
                continue;
            }
            cases.push(
                transaction_with(
                    &format!("{row}_environment_{name}_where_{expected}_expected"),
                    &in_environment(environment),
                )
                .environments(list)
                .refused("wrong_environment"),
            );
        }
    }
    // Xcode's own shape: one certificate, which it signed itself.
    let xcode = {
        let chain = Chain::mock();
        let header = format!(
            r#"{{"alg":"ES256","kid":"Apple_Xcode_Key","typ":"JWT","x5c":{}}}"#,
            crate::token::x5c(&[&chain.leaf])
        );
        sign(header, with(transaction(), &in_environment("Xcode")).to_string(), &chain.key)
    };
    cases.push(verify("e7_xcode_token_with_its_single_certificate", xcode).refused("chain_length"));
    cases
}

/// E6.
fn app_apple_ids() -> Vec<Case> {
    let production = |name: &str, id: Option<Value>| {
        let mut changes = vec![("/data/environment", json!("Production"))];
        changes.extend(id.map(|id| ("/data/appAppleId", id)));
        let payload = with(notification(), &changes);
        let case = says(name, payload.to_string())
            .kind("notification")
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID]);
        (case, payload)
    };
    let accepted =
        |(case, payload): (Verify, Value)| case.accepted(Accepted::notification(payload));
    let both = ["Sandbox", "Production"];
    let sandbox_id = [("/data/appAppleId", json!(1))];
    let sandbox = with(notification(), &sandbox_id);
    let two = production("e6_second_of_two_expected", Some(json!(APP_APPLE_ID)));
    let any = production("e6_any_expected", Some(json!(7)));
    let none_any = production("e6_missing_where_any_is_expected", None);
    vec![
        accepted(production("e6_expected_id_in_production", Some(json!(APP_APPLE_ID)))),
        production("e6_another_id_in_production", Some(json!(APP_APPLE_ID + 1)))
            .0
            .refused("wrong_app_id"),
        production("e6_no_id_in_production", None).0.refused("wrong_app_id"),
        production("e6_id_zero", Some(json!(0))).0.refused("wrong_app_id"),
        production("e6_id_negative", Some(json!(-APP_APPLE_ID))).0.refused("wrong_app_id"),
        production("e6_id_string", Some(json!(APP_APPLE_ID.to_string()))).0.refused("claim_type"),
        production("e6_id_fraction", Some(json!(1_234_567_890.5))).0.refused("claim_type"),
        two.0.app_apple_ids(&[1, APP_APPLE_ID]).accepted(Accepted::notification(two.1)),
        any.0.app_apple_ids(&[]).accepted(Accepted::notification(any.1)),
        none_any.0.app_apple_ids(&[]).accepted(Accepted::notification(none_any.1)),
        // The identifier's verdict wins over the environment's.
        notification_with("e6_sandbox_without_id_where_production_is_expected", &[])
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .refused("wrong_app_id"),
        notification_with("e6_sandbox_with_another_id_where_production_is_expected", &sandbox_id)
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .refused("wrong_app_id"),
        notification_with(
            "e6_sandbox_with_the_id_where_production_is_expected",
            &[("/data/appAppleId", json!(APP_APPLE_ID))],
        )
        .environments(&["Production"])
        .app_apple_ids(&[APP_APPLE_ID])
        .refused("wrong_environment"),
        // Sandbox objects carry no reliable id.
        notification_with("e6_sandbox_with_another_id", &sandbox_id)
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(Accepted::notification(sandbox.clone())),
        notification_with("e6_sandbox_with_another_id_where_both_are_expected", &sandbox_id)
            .environments(&both)
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(Accepted::notification(sandbox)),
        production("e6_another_id_in_production_where_both_are_expected", Some(json!(1)))
            .0
            .environments(&both)
            .refused("wrong_app_id"),
        notification_with("e6_sandbox_with_id_string", &[("/data/appAppleId", json!("hi"))])
            .refused("claim_type"),
        // Transactions and renewal info name no such id.
        transaction_with("e6_transaction_in_production", &[("/environment", json!("Production"))])
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(Accepted::transaction(with(
                transaction(),
                &[("/environment", json!("Production"))],
            ))),
    ]
}

/// Where a notification says whose it is: data, summary, externalPurchaseToken, appData, the
/// first of them that is there.
fn carriers() -> Vec<Case> {
    let without = |name: &str, changes: &[(&str, Value)]| {
        let mut all = vec![("/data", Value::Null)];
        all.extend(changes.iter().cloned());
        notification_with(name, &all)
    };
    let token_of = |id: &str| {
        json!({
            "externalPurchaseId": id,
            "tokenCreationDate": signed(),
            "appAppleId": APP_APPLE_ID,
            "bundleId": BUNDLE_ID,
        })
    };
    let summary = |bundle_id: &str, environment: &str| json!({"environment": environment, "bundleId": bundle_id, "requestIdentifier": "r"});
    let other = "com.example.other";
    vec![
        without("e4_notification_without_carrier", &[]).refused("missing_bundle_id"),
        without("e4_summary_of_another_app", &[("/summary", summary(other, "Sandbox"))])
            .refused("wrong_bundle_id"),
        without("e5_summary_in_production", &[("/summary", summary(BUNDLE_ID, "Production"))])
            .refused("wrong_environment"),
        without(
            "e4_app_data_of_another_app",
            &[("/appData", json!({"bundleId": other, "environment": "Sandbox"}))],
        )
        .refused("wrong_bundle_id"),
        without("e5_app_data_without_environment", &[("/appData", json!({"bundleId": BUNDLE_ID}))])
            .refused("wrong_environment"),
        without(
            "e5_external_purchase_token_of_production",
            &[("/externalPurchaseToken", token_of("b2158121-7af9-49d4-9561-1f588205523e"))],
        )
        .refused("wrong_environment"),
        without(
            "e5_external_purchase_token_with_prefix_in_another_case",
            &[("/externalPurchaseToken", token_of("sandbox_b2158121"))],
        )
        .refused("wrong_environment"),
        without(
            "e5_external_purchase_token_without_id",
            &[("/externalPurchaseToken", json!({"bundleId": BUNDLE_ID}))],
        )
        .refused("wrong_environment"),
        without(
            "e5_external_purchase_token_of_sandbox_where_production_is_expected",
            &[("/externalPurchaseToken", token_of("SANDBOX_b2158121"))],
        )
        .environments(&["Production"])
        .app_apple_ids(&[APP_APPLE_ID])
        .refused("wrong_environment"),
        // The first carrier decides.
        notification_with(
            "e4_data_of_another_app_beside_a_good_summary",
            &[("/data/bundleId", json!(other)), ("/summary", summary(BUNDLE_ID, "Sandbox"))],
        )
        .refused("wrong_bundle_id"),
        notification_with("e4_data_string", &[("/data", json!("data"))]).refused("claim_type"),
        notification_with("e4_data_list", &[("/data", json!([]))]).refused("claim_type"),
        says("e4_data_null", written(&notification(), "data", "null"))
            .kind("notification")
            .refused("claim_type"),
        notification_with("e4_data_empty", &[("/data", json!({}))]).refused("missing_bundle_id"),
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

/// A notification around nested tokens.
pub(crate) fn around(transaction: &str, renewal_info: Option<&str>) -> Value {
    let mut changes = vec![
        ("/notificationType", json!("SUBSCRIBED")),
        ("/subtype", json!("INITIAL_BUY")),
        ("/data/status", json!(1)),
        ("/data/signedTransactionInfo", json!(transaction)),
    ];
    changes.extend(renewal_info.map(|token| ("/data/signedRenewalInfo", json!(token))));
    with(notification(), &changes)
}

/// E8: what lies inside is verified for itself.
fn nested() -> Vec<Case> {
    const PREFIX: &str = "data.signedTransactionInfo: leaf certificate";
    let chain = Chain::mock();
    let inner = |payload: &Value| token(&chain, &payload.to_string());
    let carrying = |name: &str, transaction: &str| {
        says(name, around(transaction, None).to_string()).kind("notification")
    };
    let changed = |change: Change| {
        let mut authority = Authority::mock();
        change(&mut authority.leaf);
        token(&authority.build(), &transaction().to_string())
    };
    let good = inner(&transaction());
    let by_stranger =
        sign(crate::token::header(&chain), transaction().to_string(), &Key::p256("attacker"));
    let strangers = Authority::with_keys(
        Key::p256("stranger root"),
        Key::p256("stranger intermediate"),
        Key::p256("stranger leaf"),
    )
    .build();
    let other = "com.example.other";
    let of_other_app = inner(&with(transaction(), &[("/bundleId", json!(other))]));
    let in_production = inner(&with(transaction(), &[("/environment", json!("Production"))]));
    let renewal = inner(&renewal_info());
    let renewal_of_other = inner(&with(renewal_info(), &[("/originalTransactionId", json!("22"))]));
    let renewal_in_production =
        inner(&with(renewal_info(), &[("/environment", json!("Production"))]));
    let both = ["Sandbox", "Production"];
    let with_renewal = |name: &str, renewal: &str| {
        says(name, around(&good, Some(renewal)).to_string()).kind("notification")
    };
    vec![
        carrying("e8_nested_signed_by_a_stranger", &by_stranger).refused("bad_signature"),
        carrying(
            "e8_nested_under_a_strangers_chain",
            &token(&strangers, &transaction().to_string()),
        )
        .refused_about(
            "bad_cert_signature",
            "data.signedTransactionInfo: intermediate certificate",
        ),
        carrying("e8_nested_signature_of_zeros", &resigned(&good, &[0; 64]))
            .refused("bad_signature"),
        carrying(
            "e8_nested_leaf_without_marker",
            &changed(Box::new(|leaf| leaf.remove(crate::cert::LEAF_MARKER))),
        )
        .refused_about("leaf_marker", PREFIX),
        carrying(
            "e8_nested_leaf_expired",
            &changed(Box::new(|leaf| leaf.not_after = crate::time::time("2026-01-01T00:00:00"))),
        )
        .refused_about("expired", PREFIX),
        carrying("e8_nested_leaf_expired_under_check_time", &{
            let earlier = Authority::mock_earlier().build();
            token(&earlier, &transaction().to_string())
        })
        .check_time(now())
        .refused_about("expired", PREFIX),
        carrying("e8_nested_empty", "").refused("malformed"),
        carrying("e8_nested_not_a_token", "a.b.c").refused("invalid_base64"),
        carrying(
            "e8_nested_unsigned",
            &good.rsplit_once('.').map_or_else(String::new, |(i, _)| format!("{i}.")),
        )
        .refused("malformed"),
        says(
            "e8_nested_number",
            with(notification(), &[("/data/signedTransactionInfo", json!(1))]).to_string(),
        )
        .kind("notification")
        .refused("claim_type"),
        carrying("e8_renewal_info_in_the_place_of_a_transaction", &renewal).refused("wrong_kind"),
        carrying("e8_notification_in_the_place_of_a_transaction", &inner(&notification()))
            .refused("wrong_kind"),
        carrying(
            "e8_nested_without_signed_date",
            &inner(&with(transaction(), &[("/signedDate", Value::Null)])),
        )
        .refused("claim_type"),
        carrying(
            "e8_nested_with_duplicate_key",
            &token(&chain, &and(&transaction(), r#""a":1,"a":1"#)),
        )
        .refused("duplicate_key"),
        carrying("e8_nested_of_another_app", &of_other_app).refused("wrong_bundle_id"),
        carrying("e8_nested_of_another_expected_app", &of_other_app)
            .bundle_ids(&[BUNDLE_ID, other])
            .refused("nested_mismatch"),
        carrying("e8_nested_of_another_app_where_any_is_expected", &of_other_app)
            .bundle_ids(&[])
            .refused("nested_mismatch"),
        carrying("e8_nested_of_another_environment", &in_production).refused("wrong_environment"),
        carrying("e8_nested_of_another_expected_environment", &in_production)
            .environments(&both)
            .refused("nested_mismatch"),
        with_renewal("e8_renewal_info_of_another_expected_environment", &renewal_in_production)
            .environments(&both)
            .refused("nested_mismatch"),
        with_renewal("e8_renewal_info_of_another_subscription", &renewal_of_other)
            .refused("nested_mismatch"),
        with_renewal(
            "e8_renewal_info_signed_by_a_stranger",
            &sign(crate::token::header(&chain), renewal_info().to_string(), &Key::p256("attacker")),
        )
        .refused("bad_signature"),
        with_renewal("e8_transaction_in_the_place_of_renewal_info", &good).refused("wrong_kind"),
        // The envelope forged around what is genuine.
        {
            let payload = around(&good, None).to_string();
            verify(
                "e8_genuine_nested_in_a_forged_envelope",
                sign(crate::token::header(&chain), payload, &Key::p256("attacker")),
            )
            .kind("notification")
            .refused("bad_signature")
        },
        carrying("order_envelope_before_nested", &by_stranger)
            .bundle_ids(&[other])
            .refused("wrong_bundle_id"),
    ]
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
