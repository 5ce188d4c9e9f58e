//! Every case of every shared vector file, through the public API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common {
    pub(crate) mod vectors;
}

use common::vectors::{self, say};

/// The files and how many cases each has at least: a file that is lost or cut off is noticed.
const FILES: &[(&str, usize)] = &[
    ("anchor.json", 45),
    ("backoff.json", 15),
    ("binary-apns.json", 100),
    ("broadcast.json", 60),
    ("certificate-request.json", 35),
    ("certificate-scope.json", 40),
    ("channel-uri.json", 85),
    ("channel.json", 90),
    ("checks.json", 30),
    ("contents.json", 200),
    ("device-token.json", 35),
    ("error-codes.json", 55),
    ("goaway.json", 35),
    ("identity.json", 110),
    ("keyring.json", 40),
    ("lint.json", 100),
    ("mpns-reply.json", 55),
    ("mpns-request.json", 125),
    ("notification-meaning.json", 50),
    ("notification.json", 550),
    ("ocsp-requests.json", 35),
    ("options.json", 55),
    ("p12-write.json", 17),
    ("payload-types.json", 40),
    ("provider-key.json", 120),
    ("provider-token.json", 50),
    ("push-types.json", 11),
    ("receipt-id.json", 50),
    ("receipt.json", 200),
    ("reply.json", 160),
    ("session.json", 70),
    ("signing-key.json", 55),
    ("sniff.json", 65),
    ("subscription.json", 95),
    ("unverified.json", 35),
    ("verify-chain.json", 370),
    ("verify-claims.json", 260),
    ("verify-compact.json", 260),
    ("verify-kinds.json", 90),
    ("verify-ocsp.json", 165),
    ("verify-policy.json", 20),
    ("verify-xcode.json", 45),
    ("wns-reply.json", 90),
    ("wns-request.json", 200),
    ("wns-token.json", 80),
];

#[test]
fn every_case_of_every_file_comes_out_as_expected() {
    let files = vectors::load();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let wanted: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, wanted, "the files in tests/vectors");

    let mut failed = Vec::new();
    let mut passed = 0;
    for (file, (name, least)) in files.iter().zip(FILES) {
        let outcomes = file.run();
        say(&format!("{name}: {} cases", outcomes.len()));
        assert!(outcomes.len() >= *least, "{name}: only {} cases", outcomes.len());
        assert_eq!(outcomes.len(), file.len(), "{name}: cases run");
        for (case, outcome) in outcomes {
            match outcome {
                Ok(()) => passed += 1,
                Err(difference) => failed.push(format!("{name}: {case}: {difference}")),
            }
        }
    }
    say(&format!("waxwing-tests: vectors passed={passed} failed={} skipped=0", failed.len()));
    assert!(failed.is_empty(), "{} cases differ:\n{}", failed.len(), failed.join("\n"));
}

/// The rows of the security tables that have cases, by table.
const ROWS: [(char, &[u8]); 6] = [
    ('a', &[1, 2, 3, 4, 5, 6, 7]),
    ('b', &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ('c', &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]),
    ('d', &[1, 2, 3, 4]),
    ('e', &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ('f', &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
];

#[test]
fn every_row_of_the_security_tables_has_a_case() {
    let files = vectors::load();
    for (table, rows) in ROWS {
        for row in rows {
            let begins = format!("{table}{row}_");
            let has = files
                .iter()
                .filter(|file| file.name.starts_with("verify-"))
                .any(|file| file.names().any(|name| name.starts_with(&begins)));
            assert!(has, "no case of row {table}{row}");
        }
    }
}

#[test]
fn unknown_fields_files_and_operations_are_refused() {
    let file = |op: &str, key: &str, case: &str| {
        vectors::File::read(
            "x.json",
            &format!(r#"{{"about":"","format":1,"op":"{op}","{key}":[{case}]}}"#),
        )
    };
    let case = r#""name":"a","expect":{"error":"bad_anchor"}"#;
    assert!(file("anchor", "cases", &format!(r#"{{{case},"der_b64":""}}"#)).is_ok());
    for (op, key, case) in [
        ("anchor", "cases", format!(r#"{{{case},"der_b64":"","more":1}}"#)),
        ("anchor", "cases", format!(r#"{{{case},"der_b64":""}},{{{case},"der_b64":""}}"#)),
        ("anchor", "cases", format!("{{{case}}}")),
        ("anchor", "items", format!(r#"{{{case},"der_b64":""}}"#)),
        ("anchor", "cases", String::new()),
        ("unheard_of", "cases", format!(r#"{{{case},"der_b64":""}}"#)),
    ] {
        assert!(file(op, key, &case).is_err(), "{op} {key} {case}");
    }
}
