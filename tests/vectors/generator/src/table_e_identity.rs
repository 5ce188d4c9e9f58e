//! Table E, rows 4 to 7: whose object it is. Bundle id, App Store id, environment, and where a
//! notification carries them.

use serde_json::{Value, json};

use crate::chain::{Chain, signed};
use crate::file::Case;
use crate::payload::{
    APP_APPLE_ID, BUNDLE_ID, notification, renewal_info, transaction, with, written,
};
use crate::table_e::{notification_with, says, transaction_with};
use crate::token::sign;
use crate::verify::{Accepted, Verify, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = bundle_ids();
    cases.extend(environments());
    cases.extend(app_apple_ids());
    cases.extend(carriers());
    cases
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
