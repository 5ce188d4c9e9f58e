//! App receipts: PKCS#7 that Apple signed.

use waxwing::app_store::Environment;
use waxwing::app_store::receipt::{ReceiptVerifier, transaction_id_from_app_receipt};
use waxwing::credentials::{Contents, sniff};
use waxwing::error::{Error, ErrorCode, Result};
use waxwing::json::Object;

use super::Looking;
use crate::failure::Failure;
use crate::json::{object, option, time};
use crate::output::plain;

/// Says what a receipt is, or why it is none that Apple signed.
pub(super) fn look(
    looking: &mut Looking<'_>,
    bytes: &[u8],
    object: &mut Object,
) -> std::result::Result<Option<Error>, Failure> {
    let now = looking.context.now;
    let verified = verifier(&looking.roots).and_then(|verifier| verifier.verify(bytes, now));
    if verified.as_ref().is_err_and(|error| error.code() == ErrorCode::ReceiptMalformed)
        && !sniff(bytes).is_truncated
    {
        // Not a receipt at all, such as a bundle of certificates: what it is, is said elsewhere.
        return Ok(Contents::read(bytes, None).err());
    }
    let transaction_id = transaction_id_from_app_receipt(bytes).ok().flatten();
    object.insert("verified", verified.is_ok());
    object.insert("transaction_id", option(transaction_id.as_deref()));
    let receipt = match verified {
        Ok(receipt) => receipt,
        Err(error) => {
            looking.context.fact("signature", "NOT VERIFIED")?;
            if let Some(id) = transaction_id {
                looking.context.fact("transaction", format!("{id}, unverified: ask Apple"))?;
            }
            return Ok(Some(error));
        }
    };
    let chain = receipt.chain();
    object.insert("environment", receipt.verified_environment().as_str());
    object.insert(
        "root",
        object! {
            "common_name" => chain.root.common_name.as_str(),
            "sha256" => chain.root.sha256.as_str(),
        },
    );
    object.insert("created_at", time(receipt.created_at()));
    object.insert("digest", receipt.digest());
    object.insert("receipt", receipt.object().clone());
    if looking.context.json {
        return Ok(None);
    }
    let out = &mut looking.context.out;
    out.fact("kind", "an app receipt")?;
    out.good(&format!("signed by {}; which app it is for was not judged", chain.root.common_name))?;
    out.fact("environment", receipt.verified_environment().as_str())?;
    out.fact("created", time(receipt.created_at()))?;
    out.fact("digest", receipt.digest())?;
    out.maybe("transaction", transaction_id)?;
    for (name, value) in receipt.object().iter() {
        if !matches!(name, "inApp" | "unknownAttributes" | "attributes") {
            out.fact(name, plain(value))?;
        }
    }
    if let Some(purchases) = receipt.object().get("inApp").and_then(|value| value.as_array()) {
        out.fact("purchases", format!("{}; --json shows them", purchases.len()))?;
    }
    Ok(None)
}

fn verifier(roots: &[Vec<u8>]) -> Result<ReceiptVerifier> {
    let mut builder = ReceiptVerifier::builder()
        .dangerous_any_bundle_id()
        .environment(Environment::Production)
        .environment(Environment::Sandbox);
    for root in roots {
        builder = builder.root(root.clone());
    }
    builder.build()
}
