//! Dates as text: RFC 3339, and the offsets without a colon that old receipts have.

use crate::time::Timestamp;

/// A date such as `2023-10-19T01:45:40Z` or `2011-11-29T13:24:41+0100`; a fraction of a second
/// is cut off below milliseconds. `None` for anything else.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let mut rest = text.as_bytes();
    let rest = &mut rest;
    let date = [number(rest, 4)?, after(rest, b"-", 2)?, after(rest, b"-", 2)?];
    let time = [after(rest, b"T", 2)?, after(rest, b":", 2)?, after(rest, b":", 2)?];
    let mut millis = 0;
    if let Some(fraction) = rest.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=9).contains(&digits) {
            return None;
        }
        let (fraction, after) = fraction.split_at_checked(digits)?;
        // As many digits as there are, up to three, filled up with zeros.
        millis = fraction
            .iter()
            .chain(b"00")
            .take(3)
            .fold(0, |value, byte| 10 * value + i64::from(byte - b'0'));
        *rest = after;
    }
    let offset_minutes = match rest.split_first()? {
        (b'Z', []) => 0,
        (sign @ (b'+' | b'-'), offset) => {
            *rest = offset;
            let hours = number(rest, 2)?;
            if let Some(after) = rest.strip_prefix(b":") {
                *rest = after;
            }
            let minutes = number(rest, 2)?;
            if !rest.is_empty() || hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = 60 * hours + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let local = Timestamp::from_civil(date, time)?;
    Some(local.saturating_add_millis(millis - offset_minutes * 60_000))
}

/// A number of so many digits.
fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (number, after) = rest.split_at_checked(digits)?;
    *rest = after;
    number.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| 10 * value + i64::from(byte - b'0'))
    })
}

/// The same after this text.
fn after(rest: &mut &[u8], prefix: &[u8], digits: usize) -> Option<i64> {
    *rest = rest.strip_prefix(prefix)?;
    number(rest, digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn dates_with_and_without_offset_are_read() {
        for (text, expected) in [
            ("2023-10-19T01:45:40Z", "2023-10-19T01:45:40Z"),
            ("4001-01-01T00:00:00Z", "4001-01-01T00:00:00Z"),
            ("2020-04-01T19:52:35+0200", "2020-04-01T17:52:35Z"),
            ("2020-04-01T00:52:35+01:00", "2020-03-31T23:52:35Z"),
            ("2020-12-31T23:00:00-0130", "2021-01-01T00:30:00Z"),
            ("2020-04-01T19:52:35.5Z", "2020-04-01T19:52:35.500Z"),
            ("2020-04-01T19:52:35.123456789-00:00", "2020-04-01T19:52:35.123Z"),
        ] {
            assert_eq!(read(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "Z",
            "2023-10-19",
            "2023-10-19T01:45:40",
            "2023-10-19 01:45:40Z",
            "2023-10-19t01:45:40Z",
            "2023-10-19T01:45:40z",
            "2023-02-30T01:45:40Z",
            "2023-10-19T24:45:40Z",
            "2023-10-19T01:45:60Z",
            "2023-10-19T01:45Z",
            "2023-10-19T01:45:40ZZ",
            "2023-10-19T01:45:40.Z",
            "2023-10-19T01:45:40.1234567890Z",
            "2023-10-19T01:45:40+1",
            "2023-10-19T01:45:40+01",
            "2023-10-19T01:45:40+2400",
            "2023-10-19T01:45:40+0060",
            "2023-10-19T01:45:40+01:000",
            "2023-10-19T01:45:40+01::00",
            "-023-10-19T01:45:40Z",
            "20231019T014540Z",
            "２023-10-19T01:45:40Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
