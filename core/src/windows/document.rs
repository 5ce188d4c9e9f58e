//! Documents of options, as all languages give them: their type, their one contents, values by
//! their names.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::choice::by_name;
use crate::error::{Error, ErrorCode, Result};
use crate::given::{self, Given};
use crate::json::{Object, Value};

/// The kinds of notifications that a document's `type` can name.
pub(super) struct Kinds<K: 'static> {
    pub(super) all: &'static [K],
    pub(super) name_of: fn(K) -> &'static str,
    /// Which contents one has, for an error: `toast for a toast`.
    pub(super) contents_of: fn(K) -> &'static str,
}

/// A document that has a known type and one of the options that hold contents.
pub(super) struct Document<'g, K> {
    pub(super) kind: K,
    /// The option that holds the contents,
    pub(super) name: &'static str,
    /// and what it was given.
    pub(super) contents: Given<'g>,
    given: Vec<(&'static str, Given<'g>)>,
    expected: &'static str,
}

impl<'g, K: Copy> Document<'g, K> {
    /// Reads a document whose options are those of `table`; `holders` hold contents.
    pub(super) fn read(
        options: &'g Object,
        table: &'static [(&'static str, &'static str)],
        holders: &[&'static str],
        kinds: &Kinds<K>,
    ) -> Result<Self> {
        let given = given::options(options, None, table, "")?;
        let kind = find(&given, "type")
            .map_or(Ok(None), Given::text)?
            .ok_or_else(|| Error::new(ErrorCode::InvalidInput, "type", "a string", "none"))?;
        let kind = by_name("type", kinds.all, kinds.name_of, &kind)?;
        let expected = (kinds.contents_of)(kind);
        let mut contents = holders
            .iter()
            .filter_map(|name| Some((*name, find(&given, name)?)))
            .filter(|(_, given)| !matches!(given.value, Value::Null));
        let (name, first) = contents.next().ok_or_else(|| refuse(expected, "none"))?;
        if contents.next().is_some() {
            return Err(refuse(expected, "several contents"));
        }
        Ok(Self { kind, name, contents: first, given, expected })
    }

    /// The contents do not belong to the kind.
    pub(super) fn other_contents(&self) -> Error {
        refuse(self.expected, "contents of another kind")
    }

    /// The bytes in `raw`, a text, or in `raw_b64`.
    pub(super) fn raw(&self) -> Result<Vec<u8>> {
        let text = self.contents.text()?.unwrap_or_default();
        if self.name != "raw_b64" {
            return Ok(text.into_bytes());
        }
        STANDARD.decode(text).map_err(|_| {
            let expected = "standard base64 with padding";
            Error::new(ErrorCode::InvalidBase64, "raw_b64", expected, "another text")
        })
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        find(&self.given, name).map_or(Ok(None), Given::text)
    }

    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>> {
        find(&self.given, name).map_or(Ok(None), Given::integer)
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool> {
        find(&self.given, name).map_or(Ok(false), Given::flag)
    }

    /// The value of a set that an option names.
    pub(super) fn choice<T: Copy>(
        &self,
        option: &'static str,
        all: &[T],
        name_of: fn(T) -> &'static str,
    ) -> Result<Option<T>> {
        self.text(option)?.map(|name| by_name(option, all, name_of, &name)).transpose()
    }
}

fn find<'g>(given: &[(&'static str, Given<'g>)], name: &str) -> Option<Given<'g>> {
    given.iter().find(|(option, _)| *option == name).map(|(_, given)| *given)
}

fn refuse(expected: &'static str, found: &'static str) -> Error {
    Error::new(ErrorCode::InvalidNotification, "type", expected, found)
}
