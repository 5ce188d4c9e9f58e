//! What became of each object.

use waxwing::app_store::SignedObject;
use waxwing::error::Result;
use waxwing::json::{Object, Value};

use super::source::Line;
use crate::failure::Failure;
use crate::json::{self, object, option, time};
use crate::output::plain;
use crate::{Context, Outcome, posted};

/// Fields that tell objects apart, in the order in which they are shown.
const TELLING: [&str; 6] = [
    "notificationType",
    "subtype",
    "productId",
    "transactionId",
    "originalTransactionId",
    "receiptType",
];

/// Counts what is told.
#[derive(Default)]
pub(super) struct Report {
    verified: u64,
    refused: u64,
}

impl Report {
    /// Tells the outcome of one object.
    pub(super) fn add(
        &mut self,
        context: &mut Context,
        file: Option<&str>,
        line: &Line,
        outcome: Result<SignedObject>,
    ) -> std::result::Result<(), Failure> {
        match outcome {
            Ok(_) => self.verified += 1,
            Err(_) => self.refused += 1,
        }
        if context.json {
            return context.out.json(&document(file, line, &outcome));
        }
        let place = match file {
            Some("-") => format!("line {}: ", line.number),
            Some(file) => format!("{file}:{}: ", line.number),
            None => String::new(),
        };
        let out = &mut context.out;
        match outcome {
            Ok(signed) => out.good(&format!("{place}{}", summary(&signed))),
            Err(error) => {
                let code = error.code();
                out.bad(&format!("{place}{code}: {}", error.subject()))?;
                out.more(&format!("rule: {}", code.rule()))?;
                out.more(&format!("expected: {}", error.expected()))?;
                out.more(&format!("found: {}", error.found()))
            }
        }
    }

    /// The sum, and whether all were verified.
    pub(super) fn close(self, context: &mut Context) -> Outcome {
        let Self { verified, refused } = self;
        if verified + refused == 0 {
            return Err(Failure::usage("there is no object to verify"));
        }
        if !context.json && verified + refused > 1 {
            context.out.line(&format!("{verified} verified, {refused} refused"))?;
        }
        Ok(refused == 0)
    }
}

/// An object in a line.
fn summary(signed: &SignedObject) -> String {
    let mut text = signed.kind().name().to_owned();
    for name in TELLING {
        if let Some(value) = signed.object().get(name) {
            text.push_str(&format!(" {}", plain(value)));
        }
    }
    let environment = signed.verified_environment().as_str();
    let app = signed.verified_bundle_id().unwrap_or("any app");
    text.push_str(&format!(", {app}, {environment}, signed {}", signed.signed_at()));
    text
}

fn document(file: Option<&str>, line: &Line, outcome: &Result<SignedObject>) -> Object {
    let mut object = object! {
        "file" => option(file),
        "line" => i64::try_from(line.number).unwrap_or(i64::MAX),
        "verified" => outcome.is_ok(),
    };
    let signed = match outcome {
        Ok(signed) => signed,
        Err(error) => {
            object.insert("error", json::error(error));
            return object;
        }
    };
    object.insert("kind", signed.kind().name());
    object.insert("environment", signed.verified_environment().as_str());
    object.insert("bundle_id", option(signed.verified_bundle_id()));
    object.insert("app_apple_id", option(signed.verified_app_apple_id()));
    object.insert("signed_at", time(signed.signed_at()));
    object.insert("leaf_valid_until", time(signed.leaf_valid_until()));
    object.insert("payload", signed.object().clone());
    for (name, found) in posted::nested(signed) {
        object.insert(name, found.cloned().map_or(Value::Null, Value::Object));
    }
    object
}
