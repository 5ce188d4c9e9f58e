//! Options out of the JSON text that the upper half writes.

use waxwing::error::{Error, ErrorCode};
use waxwing::json::{self, Limits, Number, Object, Value};
use waxwing::time::Timestamp;

use crate::error::invalid;

type Result<T> = waxwing::error::Result<T>;

/// An object of options. `null` and absent are the same.
pub(crate) struct Options<'o> {
    object: &'o Object,
    /// What the options belong to, with a dot, for errors.
    prefix: &'o str,
}

/// Reads the JSON text of options. Its size was limited where it was written.
pub(crate) fn parse(text: &str) -> Result<Object> {
    json::parse_object(text.as_bytes(), &LIMITS, "options").map_err(callers)
}

/// Reads the JSON text of an array of texts.
pub(crate) fn parse_texts(text: &str) -> Result<Vec<String>> {
    let value = json::parse(text.as_bytes(), &LIMITS, "headers").map_err(callers)?;
    let texts = value
        .as_array()
        .and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect());
    texts.ok_or_else(|| invalid("headers", "an array of strings", value.kind()))
}

/// Options hold what becomes part of a payload, whose own depth is judged where it is made.
const LIMITS: Limits = Limits { max_bytes: usize::MAX, max_depth: 2 * Limits::MAX_DEPTH };

/// The text was written from the caller's values: it is they that are wrong.
fn callers(error: Error) -> Error {
    match error.code() {
        ErrorCode::InvalidJson => invalid("options", "values of JSON", error.found().to_owned()),
        _ => error,
    }
}

impl<'o> Options<'o> {
    pub(crate) const fn new(object: &'o Object, prefix: &'o str) -> Self {
        Self { object, prefix }
    }

    /// Refuses what is not known: a name that is misspelt must not count as absent.
    pub(crate) fn only(self, known: &[&str]) -> Result<Self> {
        match self.object.iter().find(|(key, _)| !known.contains(key)) {
            None => Ok(self),
            Some((key, _)) => Err(Error::new(
                ErrorCode::InvalidInput,
                format!("{}{key}", self.prefix),
                format!("one of the options {}", known.join(", ")),
                "another option",
            )),
        }
    }

    fn get(&self, key: &str) -> Option<&'o Value> {
        self.object.get(key).filter(|value| **value != Value::Null)
    }

    fn read<T>(
        &self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&'o Value) -> Option<T>,
    ) -> Result<Option<T>> {
        self.get(key)
            .map(|value| {
                read(value).ok_or_else(|| {
                    invalid(&format!("{}{key}", self.prefix), expected, value.kind())
                })
            })
            .transpose()
    }

    pub(crate) fn any(&self, key: &str) -> Option<&'o Value> {
        self.get(key)
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<&'o str>> {
        self.read(key, "a string", Value::as_str)
    }

    /// A text that must be there.
    pub(crate) fn required(&self, key: &str) -> Result<&'o str> {
        self.text(key)?
            .ok_or_else(|| invalid(&format!("{}{key}", self.prefix), "a string", "none at all"))
    }

    pub(crate) fn flag(&self, key: &str) -> Result<bool> {
        Ok(self.read(key, "a boolean", Value::as_bool)?.unwrap_or_default())
    }

    pub(crate) fn integer(&self, key: &str) -> Result<Option<i64>> {
        self.read(key, "an integer", whole)
    }

    pub(crate) fn time(&self, key: &str) -> Result<Option<Timestamp>> {
        Ok(self.read(key, "milliseconds since 1970", whole)?.map(Timestamp::from_millis))
    }

    /// Values of one kind, in a list or one alone.
    fn several<T>(
        &self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&'o Value) -> Option<T>,
    ) -> Result<Vec<T>> {
        let values = self.read(key, expected, |value| match value {
            Value::Array(items) => items.iter().map(&read).collect(),
            one => read(one).map(|one| vec![one]),
        })?;
        Ok(values.unwrap_or_default())
    }

    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&'o str>> {
        self.several(key, "a string or an array of strings", Value::as_str)
    }

    pub(crate) fn integers(&self, key: &str) -> Result<Vec<i64>> {
        self.several(key, "an integer or an array of integers", whole)
    }
}

/// A whole number. JavaScript has them far beyond 64 bits: those count as the largest or the
/// smallest, which every rule about numbers here refuses as well.
fn whole(value: &Value) -> Option<i64> {
    /// 2^53: from here on every number of JavaScript is whole.
    const ALWAYS_WHOLE: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(Number::Uint(_)) => Some(i64::MAX),
        Value::Number(Number::Float(number)) if *number >= ALWAYS_WHOLE => Some(i64::MAX),
        Value::Number(Number::Float(number)) if *number <= -ALWAYS_WHOLE => Some(i64::MIN),
        other => other.as_i64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str, read: impl Fn(&Options<'_>) -> Option<Error>) -> String {
        let object = parse(text).unwrap();
        let error = read(&Options::new(&object, "alert.")).unwrap();
        assert_eq!(error.code(), ErrorCode::InvalidInput);
        format!("{}: {}, {}", error.subject(), error.expected(), error.found())
    }

    #[test]
    fn null_is_absent() {
        let object = parse(r#"{"a":null}"#).unwrap();
        let options = Options::new(&object, "");
        assert_eq!(options.text("a"), Ok(None));
        assert_eq!(options.texts("b"), Ok(Vec::new()));
        assert_eq!(options.flag("a"), Ok(false));
    }

    #[test]
    fn one_value_is_a_list_of_one() {
        let object = parse(r#"{"a":"x","b":["x","y"],"c":7}"#).unwrap();
        let options = Options::new(&object, "");
        assert_eq!(options.texts("a"), Ok(vec!["x"]));
        assert_eq!(options.texts("b"), Ok(vec!["x", "y"]));
        assert_eq!(options.integers("c"), Ok(vec![7]));
    }

    #[test]
    fn another_type_is_named_with_its_path() {
        assert_eq!(
            error(r#"{"title":7}"#, |options| options.text("title").err()),
            "alert.title: a string, an integer"
        );
        assert_eq!(
            error(r#"{"a":["x",7]}"#, |options| options.texts("a").err()),
            "alert.a: a string or an array of strings, an array"
        );
        assert_eq!(
            error(r#"{"a":1.5}"#, |options| options.integer("a").err()),
            "alert.a: an integer, a fractional number"
        );
    }

    #[test]
    fn whole_numbers_end_with_64_bits() {
        for (text, number) in [
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854776000", Some(i64::MAX)),
            ("-9223372036854776000", Some(i64::MIN)),
            ("1e+300", Some(i64::MAX)),
            ("-1e+300", Some(i64::MIN)),
            ("1.5", None),
        ] {
            let object = parse(&format!(r#"{{"a":{text}}}"#)).unwrap();
            assert_eq!(Options::new(&object, "").integer("a").ok().flatten(), number, "{text}");
        }
    }

    #[test]
    fn an_unknown_option_is_refused() {
        let object = parse(r#"{"boddy":1}"#).unwrap();
        let error = Options::new(&object, "alert.").only(&["body"]).err().unwrap();
        assert_eq!(error.subject(), "alert.boddy");
    }

    #[test]
    fn what_json_cannot_hold_is_the_callers_mistake() {
        assert_eq!(parse(r#""\ud800""#).unwrap_err().code(), ErrorCode::InvalidInput);
        assert_eq!(parse(&"[".repeat(1000)).unwrap_err().code(), ErrorCode::TooDeep);
    }
}
