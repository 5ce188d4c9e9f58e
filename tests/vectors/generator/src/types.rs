//! Payload types of every language, written from the one table in core.

mod json;
mod python;
mod typescript;

use waxwing::app_store::{
    AppReceipt, AppTransaction, EnumType, FieldKind, NotificationPayload, Payload, PayloadType,
    RealtimeRequest, RenewalInfo, Transaction,
};

pub(crate) use json::file;

/// Files beside the vectors, by their path from the repository's root.
pub(crate) fn sources() -> Vec<(&'static str, String)> {
    let types = Types::collect();
    vec![
        ("python/python/waxwing/_payloads.py", python::text(&types)),
        ("wasm/js/payloads.d.ts", typescript::text(&types)),
    ]
}

/// Every type that a payload can hold, each once, inner ones before outer ones.
struct Types {
    enums: Vec<&'static EnumType<&'static str>>,
    int_enums: Vec<&'static EnumType<i64>>,
    payloads: Vec<&'static PayloadType>,
}

impl Types {
    fn collect() -> Self {
        const ROOTS: [&PayloadType; 6] = [
            &NotificationPayload::TYPE,
            &Transaction::TYPE,
            &RenewalInfo::TYPE,
            &AppTransaction::TYPE,
            &RealtimeRequest::TYPE,
            &AppReceipt::TYPE,
        ];
        let mut types = Self { enums: Vec::new(), int_enums: Vec::new(), payloads: Vec::new() };
        for root in ROOTS {
            types.add(root);
        }
        types
    }

    fn add(&mut self, payload: &'static PayloadType) {
        if self.payloads.iter().any(|known| known.name == payload.name) {
            return;
        }
        for field in payload.fields {
            match field.kind {
                FieldKind::Enum(kind) => add(&mut self.enums, kind),
                FieldKind::IntEnum(kind) => add(&mut self.int_enums, kind),
                FieldKind::Object(inner) | FieldKind::ObjectList(inner) => self.add(inner),
                _ => {}
            }
        }
        self.payloads.push(payload);
    }
}

fn add<T>(known: &mut Vec<&'static EnumType<T>>, kind: &'static EnumType<T>) {
    if !known.iter().any(|other| other.name == kind.name) {
        known.push(kind);
    }
}

/// The lines of a documentation comment, trimmed, without empty ones at its ends.
fn doc_lines(doc: &[&'static str]) -> Vec<&'static str> {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines[..end].to_vec()
}

/// `DidRenew` as `DID_RENEW`.
fn screaming(camel: &str) -> String {
    let mut text = String::new();
    for character in camel.chars() {
        if character.is_ascii_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(character.to_ascii_uppercase());
    }
    text
}
