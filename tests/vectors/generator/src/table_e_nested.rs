//! Table E, row 8: what lies inside a notification is verified for itself.

use serde_json::{Value, json};

use crate::chain::{Authority, Chain, now};
use crate::file::Case;
use crate::key::Key;
use crate::payload::{BUNDLE_ID, and, notification, renewal_info, transaction, with};
use crate::table_c::Change;
use crate::table_e::says;
use crate::token::{resigned, sign, token};
use crate::verify::verify;

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
pub(crate) fn cases() -> Vec<Case> {
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
