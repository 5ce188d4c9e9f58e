//! Validity dates (RFC 5280 section 4.1.2.5).

use der::asn1::AnyRef;
use der::{Reader, Tag, Tagged};

use super::read::{Cause, Context, Parse, sequence};
use crate::time::Timestamp;

/// Validity ::= SEQUENCE { notBefore Time, notAfter Time }
pub(crate) fn read(der: &[u8]) -> Parse<(Timestamp, Timestamp)> {
    let mut reader = sequence(der, "the validity")?;
    let not_before = time(reader.decode().context("notBefore")?)?;
    let not_after = time(reader.decode().context("notAfter")?)?;
    reader.finish().context("the validity")?;
    Ok((not_before, not_after))
}

/// GeneralizedTime of any year, as OCSP writes all its times (RFC 6960 section 4.2.2.1).
pub(super) fn generalized(value: AnyRef<'_>) -> Parse<Timestamp> {
    if value.tag() != Tag::GeneralizedTime {
        return Err("a date of another type".into());
    }
    let ([century, short], rest) = numbers(value.value()).ok_or_else(|| Cause::from(FORM))?;
    civil(100 * century + short, rest)
}

/// UTCTime up to 2049 as `YYMMDDHHMMSSZ`, GeneralizedTime from then on as `YYYYMMDDHHMMSSZ`:
/// always with seconds, never with a fraction or an offset.
fn time(value: AnyRef<'_>) -> Parse<Timestamp> {
    let text = value.value();
    let (year, rest) = match value.tag() {
        Tag::UtcTime => {
            let ([short], rest) = numbers(text).ok_or_else(|| Cause::from(FORM))?;
            (if short < 50 { 2000 + short } else { 1900 + short }, rest)
        }
        Tag::GeneralizedTime => {
            let ([century, short], rest) = numbers(text).ok_or_else(|| Cause::from(FORM))?;
            let year = 100 * century + short;
            if year < 2050 {
                return Err("a year before 2050 as GeneralizedTime".into());
            }
            (year, rest)
        }
        _ => return Err("a date of another type".into()),
    };
    civil(year, rest)
}

/// What follows the year.
fn civil(year: i64, rest: &[u8]) -> Parse<Timestamp> {
    let Some(([month, day, hour, minute, second], b"Z")) = numbers(rest) else {
        return Err(FORM.into());
    };
    Timestamp::from_civil([year, month, day], [hour, minute, second])
        .ok_or_else(|| "a date that does not exist".into())
}

const FORM: &str = "a date of another form than digits with seconds and a Z";

/// `N` numbers of two digits each, and what follows them.
fn numbers<const N: usize>(text: &[u8]) -> Option<([i64; N], &[u8])> {
    let mut found = [0; N];
    let mut rest = text;
    for number in &mut found {
        let (digits, after) = rest.split_first_chunk::<2>()?;
        for digit in digits {
            *number = 10 * *number + i64::from(char::from(*digit).to_digit(10)?);
        }
        rest = after;
    }
    Some((found, rest))
}
