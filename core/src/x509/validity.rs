//! Validity dates (RFC 5280 section 4.1.2.5).

use der::asn1::{AnyRef, GeneralizedTime, UtcTime};
use der::{Reader, Tag, Tagged};

use super::read::{Cause, Context, Parse, sequence};
use crate::time::Timestamp;

/// Validity ::= SEQUENCE { notBefore Time, notAfter Time }
pub(super) fn read(der: &[u8]) -> Parse<(Timestamp, Timestamp)> {
    let mut reader = sequence(der, "the validity")?;
    let not_before = time(reader.decode().context("notBefore")?)?;
    let not_after = time(reader.decode().context("notAfter")?)?;
    reader.finish().context("the validity")?;
    Ok((not_before, not_after))
}

fn time(value: AnyRef<'_>) -> Parse<Timestamp> {
    let date = match value.tag() {
        Tag::UtcTime => value.decode_as::<UtcTime>().context("a date")?.to_date_time(),
        Tag::GeneralizedTime => {
            let date = value.decode_as::<GeneralizedTime>().context("a date")?.to_date_time();
            if date.year() < 2050 {
                return Err("a year before 2050 as GeneralizedTime".into());
            }
            date
        }
        _ => return Err("a date of another type".into()),
    };
    let secs = i64::try_from(date.unix_duration().as_secs())
        .map_err(|_| Cause::from("a date out of range"))?;
    Ok(Timestamp::from_secs(secs)?)
}
