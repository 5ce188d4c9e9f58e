//! `payload-types.json`: what each language checks its own types against.

use serde_json::{Value, json};
use waxwing::app_store::FieldKind;

use super::Types;
use crate::file::VectorFile;

pub(crate) fn file() -> VectorFile {
    let types = Types::collect();
    let enums = types.enums.iter().map(|kind| {
        let values: Vec<&str> = kind.values.iter().map(|value| value.value).collect();
        json!({"name": kind.name, "values": values})
    });
    let int_enums = types.int_enums.iter().map(|kind| {
        let values: Vec<i64> = kind.values.iter().map(|value| value.value).collect();
        json!({"name": kind.name, "values": values})
    });
    let payloads = types.payloads.iter().map(|payload| {
        let fields: Vec<Value> = payload
            .fields
            .iter()
            .map(|field| {
                let (kind, of) = shape(field.kind);
                let mut value = json!({"name": field.name, "key": field.key, "kind": kind});
                if let Some(of) = of {
                    value["type"] = of.into();
                }
                value
            })
            .collect();
        json!({"name": payload.name, "fields": fields})
    });
    VectorFile::list(
        "payload-types.json",
        "payload_types",
        "Every type that a verified payload can hold: open enumerations with the values known \
         today, and objects with their fields by snake_case name, JSON key and kind. Written \
         from the table in core/src/app_store/payload.",
        "types",
        enums.chain(int_enums).chain(payloads).collect(),
    )
}

fn shape(kind: FieldKind) -> (&'static str, Option<&'static str>) {
    match kind {
        FieldKind::Text => ("text", None),
        FieldKind::TextList => ("text_list", None),
        FieldKind::Int => ("int", None),
        FieldKind::Bool => ("bool", None),
        FieldKind::Millis => ("millis", None),
        FieldKind::Enum(of) => ("enum", Some(of.name)),
        FieldKind::IntEnum(of) => ("int_enum", Some(of.name)),
        FieldKind::Object(of) => ("object", Some(of.name)),
        FieldKind::ObjectList(of) => ("object_list", Some(of.name)),
        _ => panic!("a kind of field that this generator does not know"),
    }
}
