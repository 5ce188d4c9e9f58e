//! Many signed objects, a line each: what examples and measurements of batches read.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::json;

use crate::chain::{Chain, signed};
use crate::payload::BUNDLE_ID;
use crate::time::DAY;
use crate::token;

/// One in this many does not verify.
const REFUSED: u64 = 100;

/// Writes `signed.txt`, with `count` transactions that all differ, and `root.der`, the root to
/// trust for them. One in a hundred has a signature that is not its own.
pub(crate) fn write(folder: &Path, count: u64) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let chain = Chain::good();
    std::fs::write(folder.join("root.der"), &chain.root)?;
    let mut file = BufWriter::new(std::fs::File::create(folder.join("signed.txt"))?);
    let mut earlier = token::token(&chain, &payload(0));
    for number in 0..count {
        let own = token::token(&chain, &payload(number));
        let line = if number % REFUSED == REFUSED - 1 {
            let (_, signature) = earlier.rsplit_once('.').expect("a token");
            token::resigned(&own, &token::decode(signature))
        } else {
            own.clone()
        };
        earlier = own;
        writeln!(file, "{line}")?;
    }
    file.flush()
}

/// A renewal as Apple writes one, with its usual fields.
fn payload(number: u64) -> String {
    const PRODUCTS: [(&str, u64, &str, &str); 4] = [
        ("com.example.app.monthly", 4_990, "USD", "USA"),
        ("com.example.app.monthly", 5_990, "EUR", "DEU"),
        ("com.example.app.yearly", 39_990, "USD", "USA"),
        ("com.example.app.yearly", 6_000_000, "JPY", "JPN"),
    ];
    let at = usize::try_from(number % 4).expect("less than four");
    let (product, price, currency, storefront) = PRODUCTS[at];
    let days = i64::try_from(number % 180).expect("less than 180");
    let purchased = signed() - days * DAY;
    let mut transaction = json!({
        "transactionId": (2_000_000_900_000_000 + number).to_string(),
        "originalTransactionId": (2_000_000_800_000_000 + number / 3).to_string(),
        "webOrderLineItemId": (2_000_000_070_000_000 + number).to_string(),
        "bundleId": BUNDLE_ID,
        "productId": product,
        "subscriptionGroupIdentifier": "20800001",
        "purchaseDate": purchased,
        "originalPurchaseDate": purchased - 30 * DAY,
        "expiresDate": purchased + 30 * DAY,
        "quantity": 1,
        "type": "Auto-Renewable Subscription",
        "inAppOwnershipType": "PURCHASED",
        "signedDate": purchased + 1_000,
        "environment": "Sandbox",
        "transactionReason": "RENEWAL",
        "storefront": storefront,
        "storefrontId": "143441",
        "price": price,
        "currency": currency,
        "appTransactionId": (704_289_572_000_000_000 + number / 3).to_string(),
    });
    if number % 50 == 7 {
        let fields = transaction.as_object_mut().expect("an object");
        fields.insert("revocationDate".into(), json!(purchased + DAY));
        fields.insert("revocationReason".into(), json!(0));
    }
    transaction.to_string()
}
