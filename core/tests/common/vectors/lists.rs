//! Operations `error_codes`, `payload_types`, `push_types` and `options`: lists that must be
//! complete.

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::apns::{NotificationBuilder, PushType};
use waxwing::app_store::{
    AppReceipt, AppTransaction, FieldKind, NotificationPayload, Payload, PayloadType,
    RealtimeRequest, RenewalInfo, Transaction,
};
use waxwing::error::ErrorCode;

use super::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: u16,
    name: String,
    category: String,
}

pub(super) fn error_codes(values: Vec<Value>) -> Result<Vec<(String, Runner)>, String> {
    let codes: Vec<Code> = read(values)?;
    if codes.len() != ErrorCode::ALL.len() {
        return Err(format!("{} codes instead of {}", codes.len(), ErrorCode::ALL.len()));
    }
    Ok(codes
        .into_iter()
        .map(|listed| {
            let name = listed.name.clone();
            let run: Runner = Box::new(move || match ErrorCode::from_number(listed.code) {
                Some(code)
                    if code.name() == listed.name && code.category().name() == listed.category =>
                {
                    Ok(())
                }
                other => Err(format!("{} is {other:?}", listed.code)),
            });
            let run: Runner = Box::new(run);
            (name, run)
        })
        .collect())
}

#[derive(Clone, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Type {
    name: String,
    values: Option<Vec<Value>>,
    fields: Option<Vec<Field>>,
}

#[derive(Clone, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Field {
    name: String,
    key: String,
    kind: String,
    #[serde(rename = "type")]
    of: Option<String>,
}

pub(super) fn payload_types(values: Vec<Value>) -> Result<Vec<(String, Runner)>, String> {
    let listed: Vec<Type> = read(values)?;
    let mut known = Vec::new();
    for root in [
        &NotificationPayload::TYPE,
        &Transaction::TYPE,
        &RenewalInfo::TYPE,
        &AppTransaction::TYPE,
        &RealtimeRequest::TYPE,
        &AppReceipt::TYPE,
    ] {
        describe(root, &mut known);
    }
    if listed.len() != known.len() {
        return Err(format!("{} types instead of {}", listed.len(), known.len()));
    }
    Ok(listed
        .into_iter()
        .map(|listed| {
            let found = known.iter().find(|known| known.name == listed.name).cloned();
            let name = listed.name.clone();
            let run: Runner = Box::new(move || match &found {
                Some(found) if *found == listed => Ok(()),
                other => Err(format!("expected {listed:?}, found {other:?}")),
            });
            let run: Runner = Box::new(run);
            (name, run)
        })
        .collect())
}

/// A type and every type inside it, each once.
fn describe(payload: &PayloadType, known: &mut Vec<Type>) {
    if known.iter().any(|other| other.name == payload.name) {
        return;
    }
    let mut fields = Vec::new();
    known.push(Type { name: payload.name.into(), values: None, fields: None });
    let place = known.len() - 1;
    for field in payload.fields {
        let (kind, of) = match field.kind {
            FieldKind::Text => ("text", None),
            FieldKind::TextList => ("text_list", None),
            FieldKind::Int => ("int", None),
            FieldKind::Bool => ("bool", None),
            FieldKind::Millis => ("millis", None),
            FieldKind::Enum(of) => {
                let values = of.values.iter().map(|value| value.value.into()).collect();
                enumeration(of.name, values, known);
                ("enum", Some(of.name))
            }
            FieldKind::IntEnum(of) => {
                let values = of.values.iter().map(|value| value.value.into()).collect();
                enumeration(of.name, values, known);
                ("int_enum", Some(of.name))
            }
            FieldKind::Object(of) => {
                describe(of, known);
                ("object", Some(of.name))
            }
            FieldKind::ObjectList(of) => {
                describe(of, known);
                ("object_list", Some(of.name))
            }
            _ => panic!("{}: a kind of field that this runner does not know", field.name),
        };
        fields.push(Field {
            name: field.name.into(),
            key: field.key.into(),
            kind: kind.into(),
            of: of.map(Into::into),
        });
    }
    known[place].fields = Some(fields);
}

fn enumeration(name: &str, values: Vec<Value>, known: &mut Vec<Type>) {
    if !known.iter().any(|other| other.name == name) {
        known.push(Type { name: name.into(), values: Some(values), fields: None });
    }
}

/// One entry of a list: its name, and that it is what the library has.
fn listed(values: Vec<Value>, known: Vec<Value>) -> Result<Vec<(String, Runner)>, String> {
    if values.len() != known.len() {
        return Err(format!("{} entries instead of {}", values.len(), known.len()));
    }
    let entry = |value: Value| {
        let name = value["name"].as_str().ok_or("an entry without a name")?.to_owned();
        let found = known.iter().find(|known| known["name"] == value["name"]).cloned();
        let run: Runner = Box::new(move || match &found {
            Some(found) if *found == value => Ok(()),
            other => Err(format!("expected {value}, found {other:?}")),
        });
        Ok((name, run))
    };
    values.into_iter().map(entry).collect()
}

pub(super) fn push_types(values: Vec<Value>) -> Result<Vec<(String, Runner)>, String> {
    let known = PushType::ALL.iter().map(|push_type| {
        let rules = push_type.rules();
        json!({
            "name": push_type.name(),
            "topic_suffix": rules.topic_suffix,
            "priority": rules.priority.to_string(),
            "expiration": rules.expiration.to_string(),
            "max_payload_bytes": rules.max_payload_bytes,
            "auth": rules.auth.name(),
        })
    });
    listed(values, known.collect())
}

pub(super) fn options(values: Vec<Value>) -> Result<Vec<(String, Runner)>, String> {
    let known =
        NotificationBuilder::OPTIONS.iter().map(|(name, kind)| json!({"name": name, "kind": kind}));
    listed(values, known.collect())
}

fn read<T: for<'de> Deserialize<'de>>(values: Vec<Value>) -> Result<Vec<T>, String> {
    values
        .into_iter()
        .map(|value| serde_json::from_value(value).map_err(|error| error.to_string()))
        .collect()
}
