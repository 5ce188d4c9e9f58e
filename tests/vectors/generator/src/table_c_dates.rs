//! Table C, rows 11 and 12: validity and how it is written.

use crate::chain::{Authority, LEAF_VALIDITY, leaf_valid_from, leaf_valid_until, now};
use crate::der;
use crate::file::Case;
use crate::table_c::{INTERMEDIATE, LEAF, ROOT, mock_changed, mock_under, signed_at};
use crate::time::{DAY, HOUR, SECOND, generalized, ms, time, utc};
use crate::token::token;
use crate::verify::{Accepted, Verify, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = leaf();
    cases.extend(issuers());
    cases.extend(forms());
    cases
}

/// The good chain, signed at one time and checked at another.
fn at(name: &str, signed_ms: i64, now_ms: i64) -> Verify {
    let chain = Authority::mock().build();
    verify(name, token(&chain, &signed_at(signed_ms).to_string())).at(now_ms)
}

/// C11 for the leaf, under both policies. A certificate's times are whole seconds; its last
/// second ends with its first millisecond.
fn leaf() -> Vec<Case> {
    let (from, until) = (leaf_valid_from(), leaf_valid_until());
    let signed = from + DAY;
    let mut cases = Vec::new();
    for (name, time, verdict) in [
        ("one_hour_before_it_begins", from - HOUR, "not_yet_valid"),
        ("one_second_before_it_begins", from - SECOND, "not_yet_valid"),
        ("one_millisecond_before_it_begins", from - 1, "not_yet_valid"),
        ("as_it_begins", from, ""),
        ("as_it_ends", until, ""),
        ("one_millisecond_after_it_ends", until + 1, "expired"),
        ("half_a_second_after_it_ends", until + 500, "expired"),
        ("one_second_after_it_ends", until + SECOND, "expired"),
        ("years_after_it_ends", until + 2000 * DAY, "expired"),
    ] {
        // The far day lies beyond no other certificate's end.
        let by_signing = at(&format!("c11_signed_{name}_of_leaf"), time, now() + 3000 * DAY);
        let by_check = at(&format!("c11_checked_{name}_of_leaf"), signed, time).check_time(time);
        if verdict.is_empty() {
            cases.push(by_signing.accepted(Accepted::transaction(signed_at(time))));
            cases.push(by_check.accepted(Accepted::transaction(signed_at(signed))));
        } else {
            cases.push(by_signing.refused_about(verdict, LEAF));
            cases.push(by_check.refused_about(verdict, LEAF));
        }
    }
    // The time of check plays no part in the first policy, the signing time none in the second.
    cases.push(
        at("c11_valid_when_signed_every_certificate_expired_since", now(), now() + 10_000 * DAY)
            .accepted(Accepted::transaction(signed_at(now()))),
    );
    cases.push(
        at("c11_signed_before_the_leaf_checked_within", from - DAY, now())
            .check_time(now())
            .accepted(Accepted::transaction(signed_at(from - DAY))),
    );
    cases
}

/// C11 for intermediate and root, whose periods are drawn inside the leaf's.
fn issuers() -> Vec<Case> {
    let mut cases = Vec::new();
    let period = ("2026-05-01T00:00:00", "2026-05-02T00:00:00");
    let (from, until) = (ms(period.0), ms(period.1));
    for (who, subject) in [("intermediate", INTERMEDIATE), ("root", ROOT)] {
        let mut authority = Authority::mock();
        let cert = if who == "root" { &mut authority.root } else { &mut authority.intermediate };
        cert.not_before = time(period.0);
        cert.not_after = time(period.1);
        let chain = authority.build();
        for (name, time, verdict) in [
            ("one_second_before_it_begins", from - SECOND, "not_yet_valid"),
            ("as_it_begins", from, ""),
            ("as_it_ends", until, ""),
            ("one_second_after_it_ends", until + SECOND, "expired"),
        ] {
            let payload = signed_at(time);
            let by_signing =
                verify(format!("c11_signed_{name}_of_{who}"), token(&chain, &payload.to_string()))
                    .root(&chain.root);
            let by_check = mock_under(format!("c11_checked_{name}_of_{who}"), &chain)
                .root(&chain.root)
                .check_time(time);
            if verdict.is_empty() {
                cases.push(by_signing.accepted(Accepted::transaction(payload)));
                cases.push(by_check.accepted(Accepted::transaction(crate::payload::transaction())));
            } else {
                cases.push(by_signing.refused_about(verdict, subject));
                cases.push(by_check.refused_about(verdict, subject));
            }
        }
    }
    cases
}

/// C12: Time as RFC 5280 section 4.1.2.5 and DER demand it.
fn forms() -> Vec<Case> {
    let mut cases = Vec::new();
    let malformed: Vec<(&str, Vec<u8>)> = vec![
        ("utc_without_seconds", utc("2710131747Z")),
        ("utc_without_z", utc("271013174723")),
        ("utc_with_small_z", utc("271013174723z")),
        ("utc_with_offset", utc("271013174723+0000")),
        ("utc_with_fraction", utc("271013174723.5Z")),
        ("utc_with_year_of_four_digits", utc("20271013174723Z")),
        ("utc_with_month_0", utc("270013174723Z")),
        ("utc_with_month_13", utc("271313174723Z")),
        ("utc_with_day_0", utc("271000174723Z")),
        ("utc_with_february_30", utc("270230174723Z")),
        ("utc_with_february_29_of_a_common_year", utc("270229174723Z")),
        ("utc_with_hour_24", utc("271013244723Z")),
        ("utc_with_minute_60", utc("271013176023Z")),
        ("utc_with_second_60", utc("271013174760Z")),
        ("utc_with_a_letter", utc("27101317472xZ")),
        ("utc_with_a_sign", utc("27101317+723Z")),
        ("utc_with_letters_of_two_bytes", utc("2710131747éZ")),
        ("utc_with_fullwidth_digits", utc("\u{ff12}\u{ff17}10131747Z")),
        ("utc_with_nul", utc("27101317472\0Z")),
        ("utc_empty", utc("")),
        ("utc_with_a_second_after_the_z", utc("271013174723ZZ")),
        ("generalized_below_2050", generalized("20271013174723Z")),
        ("generalized_of_the_last_second_of_2049", generalized("20491231235959Z")),
        ("generalized_with_fraction", generalized("20501013174723.5Z")),
        ("generalized_with_offset", generalized("20501013174723+0000")),
        ("generalized_without_seconds", generalized("205010131747Z")),
        ("generalized_without_z", generalized("20501013174723")),
        ("generalized_with_february_29_of_2100", generalized("21000229000000Z")),
        ("generalized_with_letters_of_two_bytes", generalized("205010131747éZ")),
        ("generalized_with_year_of_two_digits", generalized("501013174723Z")),
        ("printable_string", der::element(der::PRINTABLE_STRING, b"271013174723Z")),
        ("integer", der::integer(&[1])),
        ("two_times", [time(LEAF_VALIDITY.1), time(LEAF_VALIDITY.1)].concat()),
        ("nothing", Vec::new()),
    ];
    for (name, der) in malformed {
        cases.push(
            mock_changed(format!("c12_leaf_not_after_{name}"), |a| a.leaf.not_after = der)
                .refused_about("malformed_cert", LEAF),
        );
    }
    for (name, der) in [
        ("utc_without_seconds", utc("2509191944Z")),
        ("generalized_below_2050", generalized("20250919194451Z")),
        ("utc_with_month_13", utc("251319194451Z")),
    ] {
        cases.push(
            mock_changed(format!("c12_leaf_not_before_{name}"), |a| a.leaf.not_before = der)
                .refused_about("malformed_cert", LEAF),
        );
    }
    cases.push(
        mock_changed("c12_intermediate_not_after_generalized_below_2050", |a| {
            a.intermediate.not_after = generalized("20360319000000Z");
        })
        .refused_about("malformed_cert", INTERMEDIATE),
    );
    // What is right: a leap day, the years 1950 to 2049 of UTCTime, and 2050 onward.
    let accepted = |name: &str, change: &dyn Fn(&mut Authority), until: &str| {
        mock_changed(name, change).accepted(
            Accepted::transaction(crate::payload::transaction()).leaf_valid_until(ms(until)),
        )
    };
    cases.extend([
        accepted(
            "c12_leaf_not_after_on_a_leap_day",
            &|a| a.leaf.not_after = utc("280229000000Z"),
            "2028-02-29T00:00:00",
        ),
        accepted(
            "c12_leaf_not_before_in_1950",
            &|a| a.leaf.not_before = utc("500101000000Z"),
            LEAF_VALIDITY.1,
        ),
        accepted(
            "c12_leaf_not_after_in_the_last_second_of_2049",
            &|a| a.leaf.not_after = utc("491231235959Z"),
            "2049-12-31T23:59:59",
        ),
        accepted(
            "c12_leaf_not_after_in_the_first_second_of_2050",
            &|a| a.leaf.not_after = generalized("20500101000000Z"),
            "2050-01-01T00:00:00",
        ),
        accepted(
            "c12_leaf_not_after_on_a_leap_day_of_2400",
            &|a| a.leaf.not_after = generalized("24000229235959Z"),
            "2400-02-29T23:59:59",
        ),
        accepted(
            "c12_leaf_not_after_without_an_end",
            &|a| a.leaf.not_after = generalized("99991231235959Z"),
            "9999-12-31T23:59:59",
        ),
    ]);
    cases
}
