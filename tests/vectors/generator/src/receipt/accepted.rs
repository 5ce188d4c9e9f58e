//! What must be accepted.

use serde_json::json;

use super::make::{self, Attributes, Authority, Receipt, app, ia5, int, purchase, utf8};
use super::{Input, app_json, app_json_with, attributes, verify, verify_text, verify_xcode};
use crate::cert;
use crate::der;
use crate::file::Case;
use crate::rsa::{self, Hash};
use crate::time::{ms, time};
use crate::token::base64;

/// A receipt with every attribute there is.
fn everything() -> Attributes {
    app("Production")
        .add(1, int(1_234_567_890))
        .add(8, ia5("2026-06-01T12:00:00Z"))
        .add(15, int(500_000_000_000_001))
        .add(16, int(812_345_678))
        .add(18, ia5("2011-11-29T13:24:41+0100"))
        .add(21, ia5("4001-01-01T00:00:00Z"))
        .add(
            17,
            purchase()
                .add(1706, ia5("2026-04-01T10:00:00Z"))
                .add(1707, int(3))
                .add(1708, ia5("2026-07-01T10:00:00.5Z"))
                .add(1711, int(2_000_000_000_123))
                .add(1712, ia5(""))
                .add(1713, int(0))
                .add(1719, int(1))
                .add(1721, utf8("offer"))
                .der(),
        )
        .add(17, purchase().set(1701, int(3)).add(1712, ia5("2026-05-02T00:00:00Z")).der())
        .add(999, vec![1, 2, 3])
}

fn everything_json() -> serde_json::Value {
    let bought = json!({
        "quantity": 1,
        "productId": "com.example.app.pro",
        "transactionId": "2000000000000002",
        "purchaseDate": ms("2026-05-01T10:00:00"),
        "originalTransactionId": "2000000000000001",
    });
    let mut subscription = bought.clone();
    for (key, value) in [
        ("originalPurchaseDate", json!(ms("2026-04-01T10:00:00"))),
        ("productType", json!(3)),
        ("expiresDate", json!(ms("2026-07-01T10:00:00") + 500)),
        ("webOrderLineItemId", json!(2_000_000_000_123_i64)),
        ("isTrialPeriod", json!(false)),
        ("isInIntroOfferPeriod", json!(true)),
        (
            "otherAttributes",
            json!([{
                "attributeType": 1721, "attributeVersion": 1, "value": base64(utf8("offer")),
            }]),
        ),
    ] {
        subscription[key] = value;
    }
    let mut refunded = bought;
    refunded["quantity"] = json!(3);
    refunded["cancellationDate"] = json!(ms("2026-05-02T00:00:00"));
    app_json_with(
        "Production",
        json!({
            "appItemId": 1_234_567_890,
            "downloadId": 500_000_000_000_001_i64,
            "versionExternalIdentifier": 812_345_678,
            "originalPurchaseDate": ms("2011-11-29T12:24:41"),
            "expirationDate": ms("4001-01-01T00:00:00"),
            "inApp": [subscription, refunded],
            "otherAttributes": [
                {
                    "attributeType": 8, "attributeVersion": 1,
                    "value": base64(ia5("2026-06-01T12:00:00Z")),
                },
                {"attributeType": 999, "attributeVersion": 1, "value": base64([1, 2, 3])},
            ],
        }),
    )
}

/// As Apple's root is: signed by itself with SHA-1, which counts for nothing.
fn sha1_root() -> Authority {
    let mut authority = Authority::new();
    authority.hashes[2] = Hash::Sha1;
    make::use_hash(&mut authority.root, Hash::Sha1);
    authority
}

pub(super) fn cases() -> Vec<Case> {
    let sandbox = app("ProductionSandbox");
    let good = Receipt::new(&sandbox, &Authority::new());
    let der = good.der();
    let json = || app_json("ProductionSandbox");
    let mut cases = vec![
        verify("sandbox", &der).accepted(json()),
        verify("production_with_everything", &Receipt::new(&everything(), &Authority::new()).der())
            .policy(|it| it.environments = vec!["Production"])
            .accepted(everything_json()),
        verify("bytes", &der).policy(|it| it.input = Input::Bytes(der.clone())).accepted(json()),
        verify_text("white_space_around_it", format!("\n{} \r\n", base64(&der))).accepted(json()),
        verify("any_bundle_id", &der).policy(|it| it.bundle_ids.clear()).accepted(json()),
        verify("sha256_only", &der).policy(|it| it.sha256_only = true).accepted(json()),
        verify("sha256_only_below_a_root_of_sha1", &{
            let authority = sha1_root();
            Receipt::new(&sandbox, &authority).der()
        })
        .policy(|it| {
            it.sha256_only = true;
            it.root_sha256 = vec![super::fingerprint(&sha1_root().build()[2])];
        })
        .accepted(json()),
        verify("leaf_expired_since", &der)
            .policy(|it| it.now_ms = ms("2036-01-01T00:00:00"))
            .accepted(json()),
        verify("made_half_a_minute_ahead", &der)
            .policy(|it| it.now_ms = ms("2026-06-01T11:59:30"))
            .accepted(json()),
        verify("for_this_device", &der)
            .policy(|it| it.device = Some(make::GUID.to_vec()))
            .accepted(json()),
        verify("root_given_whole", &{
            let mut receipt = good.clone();
            receipt.certificates.truncate(2);
            receipt.der()
        })
        .policy(|it| {
            it.root_sha256.clear();
            it.roots.push("test");
        })
        .accepted(json()),
        verify("certificates_in_another_order", &{
            let mut receipt = good.clone();
            receipt.certificates.reverse();
            receipt.der()
        })
        .accepted(json()),
        verify("root_of_4096_bits", &Receipt::new(&sandbox, &Authority::long()).der())
            .policy(|it| {
                let root = Authority::long().build().remove(2);
                it.root_sha256 = vec![super::fingerprint(&root)];
            })
            .accepted(json()),
        verify("root_beside_its_decoy", &der)
            .policy(|it| it.roots = vec!["decoy", "test"])
            .accepted(json()),
        verify("leaf_and_receipt_at_the_same_second", &{
            let mut authority = Authority::new();
            authority.leaf.not_before = time("2026-06-01T12:00:00");
            Receipt::new(&sandbox, &authority).der()
        })
        .accepted(json()),
        verify("signed_attributes", &{
            let mut receipt = good.clone();
            receipt.sign_attributes();
            receipt.der()
        })
        .accepted(json()),
        verify("signature_algorithm_with_digest", &{
            let mut receipt = good.clone();
            receipt.signature_algorithm = cert::algorithm_with_null(rsa::RSA_SHA256);
            receipt.der()
        })
        .accepted(json()),
        verify("unsigned_attributes", &{
            let mut receipt = good.clone();
            receipt.after_signature = der::element(0xa1, &der::sequence(&[]));
            receipt.der()
        })
        .accepted(json()),
    ];
    let old = app("ProductionSandbox").set(12, ia5("2016-06-01T14:00:00+0200"));
    cases.push(
        verify("generation_of_sha1", &Receipt::new(&old, &Authority::old()).der())
            .policy(|it| it.root_sha256 = vec![super::fingerprint(&Authority::old().build()[2])])
            .accepted_as(
                Hash::Sha1,
                "2016-06-01T12:00:00",
                "2023-02-07T21:48:47",
                app_json_with(
                    "ProductionSandbox",
                    json!({"receiptCreationDate": ms("2016-06-01T12:00:00")}),
                ),
            ),
    );
    for (name, kind, environment) in [
        ("volume_purchase", "ProductionVPP", "Production"),
        ("volume_purchase_sandbox", "ProductionVPPSandbox", "Sandbox"),
    ] {
        let der = Receipt::new(&app(kind), &Authority::new()).der();
        cases.push(
            verify(name, &der)
                .policy(|it| it.environments = vec![environment])
                .accepted(app_json(kind)),
        );
    }
    let xcode = Receipt::xcode(&app("Xcode"));
    let content = xcode.content.clone();
    let (first, second) = content.split_at(7);
    cases.extend([
        verify_xcode("xcode", &xcode.der()).accepted_of_xcode(app_json("Xcode")),
        verify_xcode("xcode_in_ber", &xcode.ber(&[&content])).accepted_of_xcode(app_json("Xcode")),
        verify_xcode("xcode_in_ber_in_pieces", &xcode.ber(&[first, second, &[]]))
            .accepted_of_xcode(app_json("Xcode")),
        attributes("empty_dates", &app("Xcode").add(18, ia5("")).add(21, utf8("")))
            .accepted_of_xcode(app_json("Xcode")),
        attributes("negative_number", &app("Xcode").add(1, der::integer(&[0xff])))
            .accepted_of_xcode(app_json_with("Xcode", json!({"appItemId": -1}))),
    ]);
    cases
}
