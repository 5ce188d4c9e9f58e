//! An option as the caller gave it: its name in either spelling, and its value by kind.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Limits, Number, Object, Value};

/// An option as the caller gave it.
#[derive(Clone, Copy)]
pub(crate) struct Given<'g> {
    /// The option whose object it stands in, as it was given.
    pub(crate) outer: Option<&'g str>,
    pub(crate) name: &'g str,
    pub(crate) value: &'g Value,
}

impl<'g> Given<'g> {
    /// Its name for errors.
    pub(crate) fn subject(self) -> String {
        let name = if reads_as_name(self.name) { self.name } else { "an unknown option" };
        match self.outer {
            Some(outer) => format!("{outer}.{name}"),
            None => String::from(name),
        }
    }

    pub(crate) fn unknown(self) -> Error {
        Error::new(ErrorCode::InvalidInput, self.subject(), "a known option", "another name")
    }

    pub(crate) fn wrong(self, expected: &'static str) -> Error {
        Error::new(ErrorCode::InvalidInput, self.subject(), expected, self.value.kind())
    }

    pub(crate) fn text(self) -> Result<Option<String>> {
        match self.value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            _ => Err(self.wrong("a string")),
        }
    }

    pub(crate) fn texts(self) -> Result<Option<Vec<String>>> {
        const EXPECTED: &str = "an array of strings";
        match self.value {
            Value::Null => Ok(None),
            Value::Array(items) => items
                .iter()
                .map(|item| item.as_str().map(String::from).ok_or_else(|| self.wrong(EXPECTED)))
                .collect::<Result<_>>()
                .map(Some),
            _ => Err(self.wrong(EXPECTED)),
        }
    }

    pub(crate) fn flag(self) -> Result<bool> {
        match self.value {
            Value::Null => Ok(false),
            Value::Bool(on) => Ok(*on),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// A list of objects.
    pub(crate) fn objects(self) -> Result<Vec<&'g Object>> {
        const EXPECTED: &str = "an array of objects";
        match self.value {
            Value::Null => Ok(Vec::new()),
            Value::Array(items) => items
                .iter()
                .map(|item| item.as_object().ok_or_else(|| self.wrong(EXPECTED)))
                .collect(),
            _ => Err(self.wrong(EXPECTED)),
        }
    }

    pub(crate) fn object(self) -> Result<Option<&'g Object>> {
        match self.value {
            Value::Null => Ok(None),
            Value::Object(object) if is_shallow(self.value) => Ok(Some(object)),
            Value::Object(_) => Err(Error::new(
                ErrorCode::TooDeep,
                self.subject(),
                format!("at most {} levels", Limits::MAX_DEPTH),
                "another level",
            )),
            _ => Err(self.wrong("an object")),
        }
    }

    /// An integer. Languages that have one kind of number only may bring it as a float.
    pub(crate) fn integer(self) -> Result<Option<i64>> {
        const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0; // 2^53 - 1
        match self.value {
            Value::Null => Ok(None),
            Value::Number(Number::Int(value)) => Ok(Some(*value)),
            Value::Number(Number::Float(value))
                if value.fract() == 0.0 && value.abs() <= LARGEST_EXACT =>
            {
                json::whole_part(*value).map(Some).ok_or_else(|| self.wrong("an integer"))
            }
            _ => Err(self.wrong("an integer")),
        }
    }

    pub(crate) fn number(self) -> Result<Option<f64>> {
        match self.value {
            Value::Null => Ok(None),
            Value::Number(Number::Float(value)) => Ok(Some(*value)),
            #[expect(clippy::as_conversions, reason = "rounded, as floats are")]
            Value::Number(Number::Int(value)) => Ok(Some(*value as f64)),
            #[expect(clippy::as_conversions, reason = "rounded, as floats are")]
            Value::Number(Number::Uint(value)) => Ok(Some(*value as f64)),
            _ => Err(self.wrong("a number")),
        }
    }
}

/// Whether `name` is this option in `snake_case` or `camelCase`.
pub(crate) fn is(option: &str, name: &str) -> bool {
    if option == name {
        return true;
    }
    let mut name = name.chars();
    let mut after_underscore = false;
    for c in option.chars() {
        if c == '_' {
            after_underscore = true;
            continue;
        }
        let expected = if after_underscore { c.to_ascii_uppercase() } else { c };
        after_underscore = false;
        if name.next() != Some(expected) {
            return false;
        }
    }
    name.next().is_none()
}

/// Whether a value can be copied without thinking about its depth.
pub(crate) fn is_shallow(value: &Value) -> bool {
    fn within(value: &Value, depth_left: usize) -> bool {
        let inner = depth_left.checked_sub(1);
        match value {
            Value::Array(items) => {
                inner.is_some_and(|inner| items.iter().all(|item| within(item, inner)))
            }
            Value::Object(object) => {
                inner.is_some_and(|inner| object.iter().all(|(_, item)| within(item, inner)))
            }
            _ => true,
        }
    }
    within(value, Limits::MAX_DEPTH)
}

/// Whether a name that came from outside may stand in an error.
pub(crate) fn reads_as_name(name: &str) -> bool {
    const MAX_BYTES: usize = 64; // more would not read as a name
    name.len() <= MAX_BYTES && !name.is_empty() && !name.chars().any(char::is_control)
}

/// The options of a document by their names in a table, without those of other objects. `outer` is
/// the option whose object the document is.
///
/// A name that the table does not have is refused, and an option in both of its spellings.
pub(crate) fn options<'g>(
    document: &'g Object,
    outer: Option<&'g str>,
    table: &[(&'static str, &'static str)],
    path: &str,
) -> Result<Vec<(&'static str, Given<'g>)>> {
    let mut found: Vec<(&'static str, Given<'g>)> = Vec::new();
    for (name, value) in document.iter() {
        let given = Given { outer, name, value };
        let option = table
            .iter()
            .filter_map(|(option, _)| option.strip_prefix(path))
            .find(|option| !option.contains('.') && is(option, name))
            .ok_or_else(|| given.unknown())?;
        if found.iter().any(|(other, _)| *other == option) {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                given.subject(),
                "this option once",
                "both of its spellings",
            ));
        }
        found.push((option, given));
    }
    Ok(found)
}
