//! Transaction ids out of receipts that nobody verifies.

use serde_json::{Value, json};

use super::make::{self, Attributes, Receipt, app, indefinite, purchase};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = app_receipts();
    cases.extend(transaction_receipts());
    VectorFile::new(
        "receipt-id.json",
        "receipt_id",
        "The transaction id in an app receipt (the first attribute 1703 or 1705 of the first \
         purchase that has one) and in a transaction receipt of StoreKit 1, without any \
         verification, as Apple's server libraries read them. No id is null.",
        cases,
    )
}

fn case(kind: &str, name: &str, text: &str) -> Case {
    Case::new(name).set("kind", kind).set_text("receipt", text)
}

fn found(id: impl Into<Value>) -> Value {
    json!({"transaction_id": id.into()})
}

fn with(purchases: &[&Attributes]) -> Attributes {
    purchases.iter().fold(app("Production"), |app, purchase| app.add(17, purchase.der()))
}

fn app_receipts() -> Vec<Case> {
    let of = |name: &str, der: &[u8]| case("app", name, &base64(der));
    let attributes =
        |name: &str, attributes: &Attributes| of(name, &Receipt::xcode(attributes).der());
    let bought = with(&[&purchase()]);
    let receipt = Receipt::xcode(&bought);
    let good = receipt.der();
    let content = receipt.content.clone();
    let (first, second) = content.split_at(50);
    let id = || found("2000000000000002");
    let raw = |content: &[u8]| {
        let mut receipt = Receipt::xcode(&bought);
        receipt.content = content.to_vec();
        receipt.der()
    };
    let wrapped = |wrapped: Vec<u8>| {
        let mut receipt = Receipt::xcode(&bought);
        receipt.wrapped = Some(wrapped);
        receipt.der()
    };
    let in_app = |value: &[u8]| app("Production").add(17, value.to_vec());
    let value = |value: Vec<u8>| with(&[&purchase().set(1703, value)]);
    let nested = |depth: usize| {
        [&[0x24, 0x80].repeat(depth)[..], &der::octets(&content), &[0, 0].repeat(depth)].concat()
    };
    let text = base64(&good);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|l| std::str::from_utf8(l).expect("ASCII")).collect();
    let malformed = "receipt_malformed";
    vec![
        of("der", &good).expect(id()),
        Case::new("bytes").set("kind", "app").set("receipt_b64", base64(&good)).expect(id()),
        case("app", "lines", &format!("{}\r\n", lines.join("\r\n"))).expect(id()),
        of("ber_string_in_a_string", &receipt.ber(&[&content])).expect(id()),
        of("ber_string_in_pieces", &receipt.ber(&[first, second])).expect(id()),
        of("ber_strings_32_deep", &wrapped(der::explicit(0, &nested(32)))).expect(id()),
        attributes("nothing_bought", &app("Production")).expect(found(Value::Null)),
        attributes("original_id_alone", &with(&[&purchase().without(1703)]))
            .expect(found("2000000000000001")),
        attributes(
            "first_id_in_order",
            &with(&[&purchase().without(1703).add(1703, make::utf8("3"))]),
        )
        .expect(found("2000000000000001")),
        attributes(
            "second_purchase",
            &with(&[&purchase().without(1703).without(1705), &purchase()]),
        )
        .expect(id()),
        attributes("purchase_without_id", &with(&[&purchase().without(1703).without(1705)]))
            .expect(found(Value::Null)),
        attributes("id_as_ia5", &value(make::ia5("0"))).expect(found("0")),
        attributes("damage_after_the_id", &bought.clone().add(17, vec![1])).expect(id()),
        of("unsigned", &Receipt::xcode(&bought).der_signed_by(&[])).expect(id()),
        case("app", "empty", "").refused(malformed),
        case("app", "not_base64", "§").refused(malformed),
        case("app", "base64url", &text.replace('+', "-").replace('/', "_")).refused(malformed),
        case("app", "spaces_for_plus", &text.replace('+', " ")).refused(malformed),
        case("app", "unpadded", &format!("{}A", text.trim_end_matches('='))).refused(malformed),
        case("app", "garbage", &base64(b"not a receipt")).refused(malformed),
        case("app", "too_large", &"A".repeat(6_000_000)).refused("too_large"),
        of("cut_off", &good[..good.len() - 1]).refused(malformed),
        of("bytes_after_it", &[&good[..], &[0]].concat()).refused(malformed),
        of("ends_inside_indefinite", &receipt.ber(&[&content])[..400]).refused(malformed),
        of("nested_1000_deep", &der::nested(1000)).refused(malformed),
        of("nested_10000_deep_indefinite", &[0x30, 0x80].repeat(10_000)).refused(malformed),
        of("strings_33_deep", &wrapped(der::explicit(0, &nested(33)))).refused(malformed),
        of("strings_10000_deep", &wrapped(der::explicit(0, &nested(10_000)))).refused(malformed),
        of("primitive_of_indefinite_length", &wrapped(der::explicit(0, &[4, 0x80, 0, 0])))
            .refused(malformed),
        of(
            "string_with_another_type_inside",
            &wrapped(der::explicit(0, &indefinite(0x24, &[&make::utf8("a")]))),
        )
        .refused(malformed),
        of("contents_that_are_no_string", &wrapped(der::explicit(0, &content))).refused(malformed),
        of("detached_contents", &wrapped(Vec::new())).refused(malformed),
        of("two_contents", &wrapped(der::explicit(0, &der::octets(&content).repeat(2))))
            .refused(malformed),
        of("enveloped_data", &{
            let mut receipt = Receipt::xcode(&bought);
            receipt.kind = der::oid("1.2.840.113549.1.7.3");
            receipt.der()
        })
        .refused(malformed),
        of("contents_of_another_type", &{
            let mut receipt = Receipt::xcode(&bought);
            receipt.content_kind = der::oid("1.2.840.113549.1.7.5");
            receipt.der()
        })
        .refused(malformed),
        of("no_set_of_attributes", &raw(&der::sequence(&[]))).refused("receipt_attribute"),
        of("no_attributes_in_the_set", &raw(&der::set(&[&make::int(1)])))
            .refused("receipt_attribute"),
        of("empty_contents", &raw(&[])).refused("receipt_attribute"),
        of("attribute_cut_off", &raw(&der::element(der::SET, &make::attribute(17, b"")[..5])))
            .refused("receipt_attribute"),
        attributes("purchase_that_is_no_set", &in_app(&der::sequence(&[])))
            .refused("receipt_attribute"),
        attributes("id_that_is_a_number", &value(make::int(7))).refused("receipt_attribute"),
        attributes("id_with_bytes_after_it", &value([make::utf8("7"), vec![0]].concat()))
            .refused("receipt_attribute"),
        attributes("id_that_is_no_utf8", &value(der::element(der::UTF8_STRING, &[0xff])))
            .refused("receipt_attribute"),
        attributes("id_without_element", &value(Vec::new())).refused("receipt_attribute"),
    ]
}

fn transaction_receipts() -> Vec<Case> {
    let of = |name: &str, text: &str| case("transaction", name, &base64(text));
    let inner = "{\n\t\"quantity\" = \"1\";\n\t\"transaction-id\" = \"33993399\";\n}";
    let outer = |inner: &str| {
        format!("{{\n\t\"signature\" = \"AAAA\";\n\t\"purchase-info\" = \"{}\";\n}}", base64(inner))
    };
    let none = || found(Value::Null);
    vec![
        of("storekit_1", &outer(inner)).expect(found("33993399")),
        of("storekit_1_other_white_space", &outer(&inner.replace(" = ", "\t=\r\n ")))
            .expect(found("33993399")),
        of("storekit_1_without_id", &outer("{}")).expect(none()),
        of("storekit_1_without_white_space", &outer(&inner.replace(" = ", "="))).expect(none()),
        of("storekit_1_id_with_other_characters", &outer("\"transaction-id\" = \"1-2\";"))
            .expect(none()),
        of("storekit_1_without_purchase_info", "{ \"a\" = \"b\"; }").expect(none()),
        of("storekit_1_garbage", "garbage").expect(none()),
        case("transaction", "storekit_1_not_base64", "{ }").refused("receipt_malformed"),
        of("storekit_1_info_that_is_not_base64", "\"purchase-info\" = \"A=A=\";")
            .refused("receipt_malformed"),
        case("transaction", "storekit_1_too_large", &"A".repeat(6_000_000)).refused("too_large"),
    ]
}
