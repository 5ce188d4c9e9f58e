//! The transaction id in a receipt, without verifying anything.

use alloc::string::String;

use super::content::{self, Attributes, SignedData};
use super::input;
use crate::error::{ErrorCode, Result};

/// Attribute 17 holds one in-app purchase.
const IN_APP: i64 = 17;
/// Attributes 1703 and 1705: the id of the transaction and of the original one.
const TRANSACTION_ID: i64 = 1703;
const ORIGINAL_TRANSACTION_ID: i64 = 1705;

/// The first transaction id in an app receipt, or none if nothing was bought.
///
/// `receipt` is the base64 text that apps send, or the file itself, DER or BER as Xcode writes
/// it. Nothing is verified: use the id to ask the App Store Server API, which answers with signed
/// transactions. It may be the original transaction's id; the API takes both.
///
/// # Errors
///
/// [`ErrorCode::ReceiptMalformed`], [`ErrorCode::ReceiptAttribute`], or [`ErrorCode::TooLarge`]
/// above [`MAX_RECEIPT_BYTES`](super::MAX_RECEIPT_BYTES).
pub fn transaction_id_from_app_receipt(receipt: impl AsRef<[u8]>) -> Result<Option<String>> {
    let bytes = input::app_receipt(receipt.as_ref())?;
    let signed = SignedData::read(&bytes)?;
    let mut attributes = Attributes::read(&signed.content)?;
    while let Some(attribute) = attributes.next()? {
        if attribute.kind != IN_APP {
            continue;
        }
        let mut purchase = Attributes::read(&attribute.value)?;
        while let Some(attribute) = purchase.next()? {
            if matches!(attribute.kind, TRANSACTION_ID | ORIGINAL_TRANSACTION_ID) {
                const SUBJECT: &str = "transaction id";
                let element = content::value(&attribute.value, SUBJECT)?;
                return content::text(&element, SUBJECT).map(|id| Some(String::from(id)));
            }
        }
    }
    Ok(None)
}

/// The transaction id in a transaction receipt of StoreKit 1, or none if it holds none.
///
/// `receipt` is base64 of an old-style property list with the key `purchase-info`, the base64 of
/// another one with the key `transaction-id`. Nothing is verified.
///
/// # Errors
///
/// [`ErrorCode::ReceiptMalformed`] when either is not base64, [`ErrorCode::TooLarge`].
pub fn transaction_id_from_transaction_receipt(
    receipt: impl AsRef<[u8]>,
) -> Result<Option<String>> {
    let outer = input::base64(receipt.as_ref()).map_err(transaction_receipt)?;
    let Some(info) = entry(&outer, b"\"purchase-info\"") else { return Ok(None) };
    let inner = input::base64(info).map_err(transaction_receipt)?;
    let id = entry(&inner, b"\"transaction-id\"");
    Ok(id.and_then(|id| core::str::from_utf8(id).ok()).map(String::from))
}

/// The same refusal in the words of a transaction receipt.
fn transaction_receipt(error: crate::error::Error) -> crate::error::Error {
    match error.code() {
        ErrorCode::ReceiptMalformed => crate::error::Error::new(
            ErrorCode::ReceiptMalformed,
            "transaction receipt",
            "base64 of a property list",
            String::from(error.found()),
        ),
        _ => error,
    }
}

/// The value of the first `"key" = "value";` whose value is made of base64 characters.
fn entry<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let at = rest.windows(key.len()).position(|window| window == key)?;
        rest = rest.get(at + key.len()..)?;
        if let Some(value) = value(rest) {
            return Some(value);
        }
    }
}

fn value(text: &[u8]) -> Option<&[u8]> {
    let text = white_space(text)?.strip_prefix(b"=")?;
    let text = white_space(text)?.strip_prefix(b"\"")?;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let end = text.iter().position(|byte| !is_base64(byte))?;
    let (value, after) = text.split_at_checked(end)?;
    (!value.is_empty() && after.starts_with(b"\";")).then_some(value)
}

/// What follows white space, of which there must be some.
fn white_space(text: &[u8]) -> Option<&[u8]> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let end = text.iter().position(|byte| !is_space(byte))?;
    (end > 0).then(|| text.get(end..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    fn receipt(info: &str) -> Result<Option<String>> {
        transaction_id_from_transaction_receipt(STANDARD.encode(info))
    }

    #[test]
    fn a_transaction_receipt_gives_its_id() {
        let inner = STANDARD.encode("{\n\"a\" = \"b\";\n\t\"transaction-id\"\t=\n\"0123\";\n}");
        assert_eq!(receipt(&format!("\"purchase-info\" = \"{inner}\";")).unwrap().unwrap(), "0123");
        // The first one that has the form counts.
        let twice = format!("\"purchase-info\" \"purchase-info\"  =\r\n \"{inner}\";");
        assert_eq!(receipt(&twice).unwrap().unwrap(), "0123");
        for other in [
            String::new(),
            String::from("\"purchase-info\""),
            format!("\"purchase-info\"= \"{inner}\";"),
            format!("\"purchase-info\" = \"{inner}\""),
            format!("\"purchase-info\" = \"{inner};"),
            format!("purchase-info = \"{inner}\";"),
            String::from("\"purchase-info\" = \"\";"),
            format!(
                "\"purchase-info\" = \"{}\";",
                STANDARD.encode("\"transaction-id\" = \"1 2\";")
            ),
        ] {
            assert_eq!(receipt(&other), Ok(None), "{other}");
        }
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in ["{", "not base64", "a", "aa-_", "\u{fc}"] {
            let error = transaction_id_from_transaction_receipt(text).unwrap_err();
            assert_eq!(error.code(), ErrorCode::ReceiptMalformed, "{text}");
            assert_eq!(error.subject(), "transaction receipt");
        }
        assert_eq!(
            receipt("\"purchase-info\" = \"a=b=\";").unwrap_err().code(),
            ErrorCode::ReceiptMalformed
        );
        assert_eq!(transaction_id_from_transaction_receipt(""), Ok(None));
    }
}
