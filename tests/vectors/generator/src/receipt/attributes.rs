//! Attributes and whom a receipt belongs to.

use super::make::{self, Attributes, Authority, Receipt, app, ia5, int, purchase, utf8};
use super::{attributes, verify, verify_xcode};
use crate::der;
use crate::file::Case;
use crate::time::ms;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = malformed();
    cases.extend(identity());
    cases
}

fn malformed() -> Vec<Case> {
    let refused = "receipt_attribute";
    let content = |name: &str, content: &[u8]| {
        let mut receipt = Receipt::xcode(&app("Xcode"));
        receipt.content = content.to_vec();
        verify_xcode(name, &receipt.der()).refused(refused)
    };
    let one = |name: &str, attribute: &[u8]| content(name, &der::set(&[attribute]));
    let app = || app("Xcode");
    let bought = |name: &str, purchase: &Attributes, subject: &str| {
        attributes(name, &app().add(17, make::purchase().der()).add(17, purchase.der()))
            .refused_about(refused, &format!("in-app purchase 1, attribute {subject}"))
    };
    let about = |name: &str, kind: u64, value: Vec<u8>, subject: &str| {
        attributes(name, &app().set(kind, value)).refused_about(refused, subject)
    };
    let created = "attribute 12 (receiptCreationDate)";
    let mut cases = vec![
        content("contents_empty", &[]),
        content("contents_sequence", &der::sequence(&[])),
        content("contents_twice", &app().der().repeat(2)),
        content("contents_without_attributes", &der::set(&[])),
        one("attribute_that_is_none", &int(1)),
        one("attribute_without_value", &der::sequence(&[&int(2), &int(1)])),
        one("attribute_with_more", &der::sequence(&[&int(2), &int(1), &der::octets(b""), &int(1)])),
        one(
            "attribute_of_nine_bytes",
            &der::sequence(&[&der::integer(&[1; 9]), &int(1), &der::octets(b"")]),
        ),
        one(
            "attribute_without_number",
            &der::sequence(&[&der::integer(&[]), &int(1), &der::octets(b"")]),
        ),
        one("attribute_with_a_text_as_value", &der::sequence(&[&int(2), &int(1), &utf8("a")])),
        attributes("without_creation_date", &app().without(12)).refused_about(refused, created),
        about("creation_date_empty", 12, ia5(""), created),
        about("creation_date_not_a_date", 12, ia5("yesterday"), created),
        about("creation_date_that_does_not_exist", 12, ia5("2026-02-30T00:00:00Z"), created),
        about("creation_date_without_zone", 12, ia5("2026-06-01T12:00:00"), created),
        about("creation_date_with_bad_offset", 12, ia5("2026-06-01T12:00:00+2460"), created),
        about("creation_date_number", 12, int(1_780_315_200), created),
        about("creation_date_utc_time", 12, crate::time::utc("260601120000Z"), created),
        about("bundle_id_number", 2, int(7), "attribute 2 (bundleId)"),
        about(
            "bundle_id_not_utf8",
            2,
            der::element(der::UTF8_STRING, &[0xc3, 0x28]),
            "attribute 2 (bundleId)",
        ),
        about("bundle_id_without_element", 2, Vec::new(), "attribute 2 (bundleId)"),
        about(
            "bundle_id_cut_off",
            2,
            utf8("com.example.app")[..5].to_vec(),
            "attribute 2 (bundleId)",
        ),
        about(
            "bundle_id_with_more",
            2,
            [utf8("com.example.app"), utf8("a")].concat(),
            "attribute 2 (bundleId)",
        ),
        attributes("bundle_id_twice", &app().add(2, utf8("com.example.app")))
            .refused_about(refused, "attribute 2 (bundleId)"),
        attributes("receipt_type_twice", &app().add(0, utf8("Production")))
            .refused_about(refused, "attribute 0 (receiptType)"),
        about("number_text", 1, utf8("7"), "attribute 1 (appItemId)"),
        about("number_of_nine_bytes", 15, der::integer(&[1; 9]), "attribute 15 (downloadId)"),
        attributes("purchase_sequence", &app().add(17, der::sequence(&[]))).refused(refused),
        attributes("purchase_empty", &app().add(17, Vec::new())).refused(refused),
        bought("purchase_with_bad_date", &purchase().set(1704, ia5("?")), "1704 (purchaseDate)"),
        bought("purchase_with_bad_expiry", &purchase().set(1708, int(1)), "1708 (expiresDate)"),
        bought(
            "purchase_with_bad_flag",
            &purchase().set(1719, int(2)),
            "1719 (isInIntroOfferPeriod)",
        ),
        bought(
            "purchase_with_bad_trial_flag",
            &purchase().set(1713, utf8("true")),
            "1713 (isTrialPeriod)",
        ),
        bought(
            "purchase_with_an_id_twice",
            &purchase().add(1703, utf8("1")),
            "1703 (transactionId)",
        ),
        bought("purchase_with_bad_quantity", &purchase().set(1701, utf8("1")), "1701 (quantity)"),
    ];
    let ahead = app().set(12, ia5("2026-06-02T00:01:01Z"));
    cases.push(
        attributes("made_in_the_future", &ahead)
            .refused_about("not_yet_valid", "receiptCreationDate"),
    );
    cases
}

fn identity() -> Vec<Case> {
    let of = |name: &str, attributes: &Attributes| {
        verify(name, &Receipt::new(attributes, &Authority::new()).der())
    };
    let sandbox = || app("ProductionSandbox");
    let good = Receipt::new(&sandbox(), &Authority::new()).der();
    let bundle = |name: &str, id: &'static str| {
        verify(name, &good)
            .policy(|it| it.bundle_ids = vec![id])
            .refused_about("wrong_bundle_id", "bundleId")
    };
    vec![
        bundle("other_bundle_id", "com.example.other"),
        bundle("bundle_id_in_another_case", "com.example.App"),
        bundle("bundle_id_that_begins_alike", "com.example.app.pro"),
        of("without_bundle_id", &sandbox().without(2))
            .refused_about("missing_bundle_id", "bundleId"),
        of("production_on_a_sandbox_verifier", &app("Production"))
            .refused_about("wrong_environment", "receiptType"),
        verify("sandbox_on_a_production_verifier", &good)
            .policy(|it| it.environments = vec!["Production"])
            .refused("wrong_environment"),
        of("without_receipt_type", &sandbox().without(0)).refused("wrong_environment"),
        of("unknown_receipt_type", &app("Preproduction")).refused("wrong_environment"),
        of("receipt_type_in_another_case", &app("productionsandbox")).refused("wrong_environment"),
        of("app_store_receipt_that_says_xcode", &app("Xcode")).refused("wrong_environment"),
        attributes("xcode_receipt_that_says_production", &app("Production"))
            .refused("wrong_environment"),
        verify("other_device", &good)
            .policy(|it| it.device = Some(b"0123456789abcdeF".to_vec()))
            .refused("receipt_device_hash"),
        verify("device_without_identifier", &good)
            .policy(|it| it.device = Some(Vec::new()))
            .refused("invalid_input"),
        attributes("device_without_hash", &app("Xcode").without(5))
            .policy(|it| it.device = Some(make::GUID.to_vec()))
            .refused("receipt_attribute"),
        attributes("device_without_opaque_value", &app("Xcode").without(4))
            .policy(|it| it.device = Some(make::GUID.to_vec()))
            .refused("receipt_attribute"),
        attributes("device_with_short_hash", &app("Xcode").set(5, vec![0; 19]))
            .policy(|it| it.device = Some(make::GUID.to_vec()))
            .refused("receipt_device_hash"),
        verify("expired_leaf_does_not_matter_but_the_future_does", &good)
            .policy(|it| it.now_ms = ms("2026-06-01T11:58:59"))
            .refused_about("not_yet_valid", "receiptCreationDate"),
    ]
}
