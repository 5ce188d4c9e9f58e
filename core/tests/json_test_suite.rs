//! JSONTestSuite through `json::parse`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common {
    pub(crate) mod shared;
}

use common::shared::Suite;
use waxwing::crypto::SigningKey;
use waxwing::error::ErrorCode;
use waxwing::jose::{self, base64url};
use waxwing::json::{self, Limits};

/// Valid JSON that is refused here on purpose: a key may stand in an object once.
const REFUSED_ON_PURPOSE: [(&str, ErrorCode); 2] = [
    ("y_object_duplicated_key.json", ErrorCode::DuplicateKey),
    ("y_object_duplicated_key_and_value.json", ErrorCode::DuplicateKey),
];

/// What RFC 8259 leaves open, and the choice made; `None` is accepted.
const CHOICES: [(&str, Option<ErrorCode>); 35] = [
    // Below what a double can tell from zero: read as zero.
    ("i_number_double_huge_neg_exp.json", None),
    // Above the largest double: there is no number to keep.
    ("i_number_huge_exp.json", Some(ErrorCode::InvalidJson)),
    ("i_number_neg_int_huge_exp.json", Some(ErrorCode::InvalidJson)),
    ("i_number_pos_double_huge_exp.json", Some(ErrorCode::InvalidJson)),
    ("i_number_real_neg_overflow.json", Some(ErrorCode::InvalidJson)),
    ("i_number_real_pos_overflow.json", Some(ErrorCode::InvalidJson)),
    ("i_number_real_underflow.json", None),
    // Integers beyond 64 bits become doubles.
    ("i_number_too_big_neg_int.json", None),
    ("i_number_too_big_pos_int.json", None),
    ("i_number_very_big_negative_int.json", None),
    // Half a surrogate pair is no character.
    ("i_object_key_lone_2nd_surrogate.json", Some(ErrorCode::InvalidJson)),
    ("i_string_1st_surrogate_but_2nd_missing.json", Some(ErrorCode::InvalidJson)),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", Some(ErrorCode::InvalidJson)),
    // Text is UTF-8 and nothing else (RFC 8259 section 8.1).
    ("i_string_UTF-16LE_with_BOM.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_UTF-8_invalid_sequence.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_UTF8_surrogate_U+D800.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_incomplete_surrogate_and_escape_valid.json", Some(ErrorCode::InvalidJson)),
    ("i_string_incomplete_surrogate_pair.json", Some(ErrorCode::InvalidJson)),
    ("i_string_incomplete_surrogates_escape_valid.json", Some(ErrorCode::InvalidJson)),
    ("i_string_invalid_lonely_surrogate.json", Some(ErrorCode::InvalidJson)),
    ("i_string_invalid_surrogate.json", Some(ErrorCode::InvalidJson)),
    ("i_string_invalid_utf-8.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_inverted_surrogates_U+1D11E.json", Some(ErrorCode::InvalidJson)),
    ("i_string_iso_latin_1.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_lone_second_surrogate.json", Some(ErrorCode::InvalidJson)),
    ("i_string_lone_utf8_continuation_byte.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_not_in_unicode_range.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_overlong_sequence_2_bytes.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_overlong_sequence_6_bytes.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_overlong_sequence_6_bytes_null.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_truncated-utf-8.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_utf16BE_no_BOM.json", Some(ErrorCode::InvalidUtf8)),
    ("i_string_utf16LE_no_BOM.json", Some(ErrorCode::InvalidUtf8)),
    // Deeper than the limit.
    ("i_structure_500_nested_arrays.json", Some(ErrorCode::TooDeep)),
    // A byte order mark must not be added (RFC 8259 section 8.1).
    ("i_structure_UTF-8_BOM_empty_object.json", Some(ErrorCode::InvalidJson)),
];

/// What any refusal of a document that is not JSON may be called. Which of them comes first is
/// up to the document: many are both.
const NOT_JSON: [ErrorCode; 3] =
    [ErrorCode::InvalidJson, ErrorCode::InvalidUtf8, ErrorCode::TooDeep];

fn parse(document: &[u8]) -> Option<ErrorCode> {
    // The largest file has 250 kB.
    json::parse(document, &Limits::bytes(1 << 20), "document").err().map(|error| error.code())
}

fn word(outcome: Option<ErrorCode>) -> &'static str {
    outcome.map_or("accepted", ErrorCode::name)
}

/// What a token's own rules refuse before its payload is looked at.
const REFUSED_AS_TOKEN: [(&str, ErrorCode); 2] = [
    // No document at all: an empty part.
    ("n_structure_no_data.json", ErrorCode::Malformed),
    // 250 kB, a third more in base64: longer than a token may be.
    ("n_structure_open_array_object.json", ErrorCode::TooLarge),
];

/// Runs every file through `outcome_of`, which may refuse the files `earlier` for another reason.
fn run(
    name: &'static str,
    earlier: &[(&str, ErrorCode)],
    outcome_of: impl Fn(&[u8]) -> Option<ErrorCode>,
) {
    let Some(mut suite) = Suite::begin(name, "json-test-suite", 318) else {
        return;
    };
    let mut counts = [0; 3];
    for file in suite.list("test_parsing") {
        let outcome = outcome_of(&suite.read(&format!("test_parsing/{file}")));
        let chosen = |table: &[(&str, Option<ErrorCode>)]| {
            table.iter().find(|(name, _)| *name == file).map(|(_, expected)| *expected)
        };
        match file.get(..2) {
            Some("y_") => {
                counts[0] += 1;
                let refused = REFUSED_ON_PURPOSE.map(|(name, code)| (name, Some(code)));
                let expected = chosen(&refused).unwrap_or_default();
                suite.case(&file, word(outcome), word(expected));
            }
            Some("n_") => {
                counts[1] += 1;
                let refused = outcome.is_some_and(|code| {
                    NOT_JSON.contains(&code) || earlier.contains(&(file.as_str(), code))
                });
                suite.case(&file, if refused { "refused" } else { word(outcome) }, "refused");
            }
            Some("i_") => {
                counts[2] += 1;
                let expected = chosen(&CHOICES).unwrap_or_else(|| panic!("no choice for {file}"));
                suite.case(&file, word(outcome), word(expected));
            }
            _ => panic!("unexpected file {file}"),
        }
    }
    assert_eq!(counts, [95, 188, 35], "files that must, must not and may parse");
    suite.end();
}

#[test]
fn every_file_as_a_document() {
    run("json-test-suite/document", &[], parse);
}

/// The same bytes as the payload of a token: they come back as they went in, empty or not.
#[test]
fn every_file_as_a_signed_payload() {
    let key = SigningKey::from_scalar(&[7; 32]).unwrap();
    let public = key.public_key().unwrap();
    run("json-test-suite/payload", &REFUSED_AS_TOKEN, |document| {
        let mut token = base64url::encode(br#"{"alg":"ES256"}"#);
        token.push('.');
        token.push_str(&base64url::encode(document));
        let signature = key.sign(token.as_bytes());
        token.push('.');
        token.push_str(&base64url::encode(signature));
        match jose::verify_es256(token.as_bytes(), &public) {
            Ok(payload) => {
                assert_eq!(payload, document);
                parse(&payload)
            }
            Err(error) => Some(error.code()),
        }
    });
}
