//! Receipts: Apple's own examples, and what no list of cases can hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use shared::Suite;
use waxwing::app_store::Environment;
use waxwing::app_store::receipt::{
    APPLE_ROOT_CA_SHA256, ReceiptVerifier, VerifiedReceipt, transaction_id_from_app_receipt,
    transaction_id_from_transaction_receipt,
};
use waxwing::error::{Category, ErrorCode, Result};
use waxwing::time::Timestamp;

/// 2026-11-21T00:00:00Z
const NOW: Timestamp = Timestamp::from_millis(1_795_219_200_000);

const XCODE_BUNDLE: &str = "com.example.naturelab.backyardbirds.example";

/// The certificate that begins at the first `30 82 LL LL 30 82` after the contents: Xcode's
/// receipts hold just one.
fn certificate(receipt: &[u8]) -> Vec<u8> {
    let at = (0..receipt.len() - 6)
        .find(|at| {
            receipt[*at..*at + 2] == [0x30, 0x82] && receipt[*at + 4..*at + 6] == [0x30, 0x82]
        })
        .unwrap();
    let length = usize::from(receipt[at + 2]) * 256 + usize::from(receipt[at + 3]);
    receipt[at..at + 4 + length].to_vec()
}

fn xcode(certificate: &[u8], bundle_id: &str) -> ReceiptVerifier {
    ReceiptVerifier::builder()
        .environment(Environment::Xcode)
        .bundle_id(bundle_id)
        .xcode_certificate(certificate)
        .build()
        .unwrap()
}

#[test]
fn receipts_of_apples_libraries_give_what_those_expect() {
    let Some(mut suite) = Suite::begin("apple-receipts", "apple-mock", 11) else { return };
    let text = |id: Result<Option<String>>| id.unwrap().unwrap_or_else(|| "none".into());
    let empty = suite.read("xcode/xcode-app-receipt-empty");
    let bought = suite.read("xcode/xcode-app-receipt-with-transaction");
    suite.case("empty", text(transaction_id_from_app_receipt(&empty)), "none".into());
    suite.case("with-transaction", text(transaction_id_from_app_receipt(&bought)), "0".into());
    let legacy = suite.read("mock_signed_data/legacyTransaction");
    let legacy = text(transaction_id_from_transaction_receipt(legacy));
    suite.case("legacyTransaction", legacy, "33993399".into());

    let der = STANDARD.decode(bought.trim_ascii()).unwrap();
    let certificate = certificate(&der);
    let fingerprint = waxwing::crypto::Hash::Sha256.digest(&certificate);
    let hex: String = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    suite.case(
        "the certificate",
        hex.as_str(),
        "ff0ba36e721d2db741d2aa11e6112ef78bf7131b46c7f035b00891d045c864fe",
    );
    let verifier = xcode(&certificate, XCODE_BUNDLE);
    let receipt = verifier.verify(&empty, NOW).unwrap();
    suite.case("empty, verified", receipt.in_app.as_ref().unwrap().len(), 0);
    let receipt = verifier.verify(&bought, NOW).unwrap();
    suite.case("made at", receipt.created_at().to_string(), "2023-10-19T01:45:40Z".into());
    suite.case("signed over", receipt.digest(), "SHA-256");
    let in_app = &receipt.in_app.as_ref().unwrap()[0];
    suite.case("product", in_app.product_id.as_deref().unwrap(), "pass.premium");
    suite.case("transaction", in_app.transaction_id.as_deref().unwrap(), "0");

    let code = |verifier: &ReceiptVerifier| verifier.verify(&bought, NOW).unwrap_err().code();
    suite.case("other app", code(&xcode(&certificate, "com.example")), ErrorCode::WrongBundleId);
    let production = ReceiptVerifier::builder()
        .environment(Environment::Production)
        .bundle_id(XCODE_BUNDLE)
        .build()
        .unwrap();
    suite.case("as Apple's", code(&production), ErrorCode::IssuerMismatch);
    suite.end();
}

/// A case of the vectors with its verifier.
struct Given {
    name: String,
    der: Vec<u8>,
    verifier: ReceiptVerifier,
    now: Timestamp,
}

impl Given {
    fn verify(&self, der: &[u8]) -> Result<VerifiedReceipt> {
        self.verifier.verify(der, self.now)
    }
}

/// These cases of the vectors, all of which verify.
fn given(names: &[&str]) -> Vec<Given> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/receipt.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let bytes = |value: &Value| STANDARD.decode(value.as_str().unwrap()).unwrap();
    let read = |name: &&str| {
        let cases = file["cases"].as_array().unwrap();
        let case = cases.iter().find(|case| case["name"] == **name).unwrap();
        let mut builder = ReceiptVerifier::builder()
            .bundle_id("com.example.app")
            .environment(Environment::from(case["environments"][0].as_str().unwrap()));
        match case.get("xcode") {
            Some(_) => builder = builder.xcode_certificate(bytes(&file["roots"]["xcode"])),
            None => {
                let hex = case["root_sha256"][0].as_str().unwrap();
                builder = builder.root_sha256(shared::unhex(hex));
            }
        }
        Given {
            name: (*name).to_owned(),
            der: bytes(&case["receipt"]),
            verifier: builder.build().unwrap(),
            now: Timestamp::from_millis(case["now_ms"].as_i64().unwrap()),
        }
    };
    let given: Vec<Given> = names.iter().map(read).collect();
    for it in &given {
        assert!(it.verify(&it.der).is_ok(), "{}", it.name);
    }
    given
}

#[test]
fn a_receipt_cut_off_anywhere_is_refused() {
    for it in given(&["sandbox", "xcode_in_ber_in_pieces", "generation_of_sha1"]) {
        for end in 0..it.der.len() {
            assert!(it.verify(&it.der[..end]).is_err(), "{}, {end} bytes", it.name);
            // A part of the contents may be enough for an id; here it never is.
            assert!(transaction_id_from_app_receipt(&it.der[..end]).is_err(), "{end}");
        }
    }
}

#[test]
fn a_receipt_with_one_bit_turned_over_is_never_accepted_as_something_else() {
    for it in given(&["xcode_in_ber", "signed_attributes"]) {
        let genuine = it.verify(&it.der).unwrap();
        let mut accepted = 0;
        for at in 0..it.der.len() {
            let mut der = it.der.clone();
            der[at] ^= 1 << (at % 8);
            let _ = transaction_id_from_app_receipt(&der);
            match it.verify(&der) {
                Ok(receipt) => {
                    accepted += 1;
                    assert_eq!(receipt.object(), genuine.object(), "{}, byte {at}", it.name);
                }
                Err(error) => assert_ne!(error.category(), Category::Internal, "byte {at}"),
            }
        }
        // Outside what is signed: versions, the list of digests, the root's own signature.
        assert!(accepted < 600, "{}: {accepted} of {} accepted", it.name, it.der.len());
    }
}

#[test]
fn deep_nesting_ends_soon() {
    let verifier = xcode_of_vectors();
    for opening in [[0x30, 0x80], [0x24, 0x80], [0xa0, 0x80], [0x31, 0x80]] {
        let deep = opening.repeat(10_000);
        let sent = [&[0x30, 0x80][..], &deep].concat();
        let error = verifier.verify(&sent, NOW).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ReceiptMalformed);
        let error = transaction_id_from_app_receipt(&sent).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ReceiptMalformed);
    }
}

fn xcode_of_vectors() -> ReceiptVerifier {
    given(&["xcode"]).remove(0).verifier
}

#[test]
fn errors_and_debug_output_hold_nothing_of_the_receipt() {
    let given = given(&["sandbox"]).remove(0);
    let receipt = given.verify(&given.der).unwrap();
    assert_eq!(receipt.chain().root.common_name, "Test Receipt Root");
    assert_eq!(receipt.bundle_id.as_deref(), Some("com.example.app"));
    assert!(!receipt.leaf_expired_since());
    let shown = format!("{:?}", given.verifier);
    assert!(shown.contains("com.example.app") && shown.len() < 1000, "{shown}");
    // "+" taken for a space: found is a place, not the text.
    let error = given.verifier.verify("MIIB AA", NOW).unwrap_err();
    assert!(
        error.to_string().ends_with(
            "found a space at offset 4 of the base64, as form decoding makes of a plus sign"
        ),
        "{error}"
    );
}

#[test]
fn apples_root_is_pinned_by_its_published_fingerprint() {
    let hex: String = APPLE_ROOT_CA_SHA256.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024");
}
