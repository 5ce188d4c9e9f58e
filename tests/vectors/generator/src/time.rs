//! Dates as this generator needs them: milliseconds, and the two times of X.509.

use crate::der;

pub(crate) const SECOND: i64 = 1000;
pub(crate) const HOUR: i64 = 3600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970 of a UTC date and time, `2026-06-01T12:34:56`.
pub(crate) fn ms(text: &str) -> i64 {
    let field = |from: usize, to: usize| text[from..to].parse::<i64>().expect("digits");
    let (year, month, day) = (field(0, 4), field(5, 7), field(8, 10));
    // Days from the civil calendar, years counted from March.
    let year_from_march = if month > 2 { year } else { year - 1 };
    let era = year_from_march.div_euclid(400);
    let year_of_era = year_from_march.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    days * DAY + (field(11, 13) * 3600 + field(14, 16) * 60 + field(17, 19)) * SECOND
}

/// The Time of a date: UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5).
pub(crate) fn time(text: &str) -> Vec<u8> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 14, "{text} has whole seconds");
    if text < "2050" {
        utc(&format!("{}Z", &digits[2..]))
    } else {
        generalized(&format!("{digits}Z"))
    }
}

pub(crate) fn utc(text: &str) -> Vec<u8> {
    der::element(der::UTC_TIME, text.as_bytes())
}

pub(crate) fn generalized(text: &str) -> Vec<u8> {
    der::element(der::GENERALIZED_TIME, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_milliseconds() {
        assert_eq!(ms("1970-01-01T00:00:00"), 0);
        assert_eq!(ms("2000-02-29T00:00:00"), 951_782_400_000);
        assert_eq!(ms("2023-09-24T02:50:33"), 1_695_523_833_000);
        assert_eq!(ms("0001-01-01T00:00:00"), -62_135_596_800_000);
    }

    #[test]
    fn the_year_decides_the_form() {
        assert_eq!(time("2049-12-31T23:59:59"), b"\x17\x0d491231235959Z");
        assert_eq!(time("2050-01-01T00:00:00"), b"\x18\x0f20500101000000Z");
    }
}
