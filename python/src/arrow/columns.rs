//! Columns as they are built, row by row.

use waxwing::error::{Error, ErrorCode, Result};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Bool,
    Int,
    Text,
    /// Milliseconds since 1970, UTC.
    Time,
}

/// A column: which rows are there, and their values.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// A bit for each row.
    pub(super) validity: Vec<u8>,
    pub(super) nulls: usize,
    pub(super) rows: usize,
    pub(super) values: Values,
}

#[derive(Clone, Debug)]
pub(super) enum Values {
    Bools(Vec<u8>),
    Ints(Vec<i64>),
    Texts { offsets: Vec<i32>, data: Vec<u8> },
}

/// A value to put into a column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Text(&'a str),
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<i64>> for Cell<'_> {
    fn from(int: Option<i64>) -> Self {
        int.map_or(Self::Null, Self::Int)
    }
}

impl From<Option<bool>> for Cell<'_> {
    fn from(flag: Option<bool>) -> Self {
        flag.map_or(Self::Null, Self::Bool)
    }
}

impl Column {
    pub(super) fn new(type_: Type) -> Self {
        let values = match type_ {
            Type::Bool => Values::Bools(Vec::new()),
            Type::Int | Type::Time => Values::Ints(Vec::new()),
            Type::Text => Values::Texts { offsets: vec![0], data: Vec::new() },
        };
        Self { validity: Vec::new(), nulls: 0, rows: 0, values }
    }

    /// Puts a value at the end; one of another type than the column's is null.
    pub(super) fn push(&mut self, cell: Cell<'_>) -> Result<()> {
        let there = match (&mut self.values, cell) {
            (Values::Bools(bits), Cell::Bool(flag)) => {
                push_bit(bits, self.rows, flag);
                true
            }
            (Values::Ints(ints), Cell::Int(int)) => {
                ints.push(int);
                true
            }
            (Values::Texts { offsets, data }, Cell::Text(text)) => {
                push_text(offsets, data, text.as_bytes())?;
                true
            }
            (Values::Bools(bits), _) => {
                push_bit(bits, self.rows, false);
                false
            }
            (Values::Ints(ints), _) => {
                ints.push(0);
                false
            }
            (Values::Texts { offsets, data }, _) => {
                push_text(offsets, data, b"")?;
                false
            }
        };
        push_bit(&mut self.validity, self.rows, there);
        self.nulls += usize::from(!there);
        self.rows += 1;
        Ok(())
    }

    /// Puts another column of the same type after this one.
    pub(super) fn append(&mut self, other: &Self) -> Result<()> {
        match (&mut self.values, &other.values) {
            (Values::Bools(bits), Values::Bools(others)) => {
                push_bits(bits, self.rows, others, other.rows);
            }
            (Values::Ints(ints), Values::Ints(others)) => ints.extend_from_slice(others),
            (Values::Texts { offsets, data }, Values::Texts { offsets: others, data: more }) => {
                let before = length(data.len().saturating_add(more.len()))
                    .and_then(|_| length(data.len()))?;
                data.extend_from_slice(more);
                // The first is the beginning, which is there already.
                offsets.extend(others.iter().skip(1).map(|end| before.saturating_add(*end)));
            }
            _ => return Err(Error::new(ErrorCode::Panic, "column", "one type", "two")),
        }
        push_bits(&mut self.validity, self.rows, &other.validity, other.rows);
        self.nulls += other.nulls;
        self.rows += other.rows;
        Ok(())
    }

    /// How many bytes of text it holds.
    pub(super) const fn text_bytes(&self) -> usize {
        match &self.values {
            Values::Texts { data, .. } => data.len(),
            _ => 0,
        }
    }
}

fn push_bit(bits: &mut Vec<u8>, rows: usize, bit: bool) {
    if rows.is_multiple_of(8) {
        bits.push(0);
    }
    if let Some(last) = bits.last_mut() {
        *last |= u8::from(bit) << (rows % 8);
    }
}

fn push_bits(bits: &mut Vec<u8>, rows: usize, others: &[u8], count: usize) {
    for at in 0..count {
        let bit = others.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1);
        push_bit(bits, rows + at, bit);
    }
}

fn push_text(offsets: &mut Vec<i32>, data: &mut Vec<u8>, text: &[u8]) -> Result<()> {
    let end = length(data.len().saturating_add(text.len()))?;
    data.extend_from_slice(text);
    offsets.push(end);
    Ok(())
}

/// Offsets have 32 bits, as every library reads those.
fn length(bytes: usize) -> Result<i32> {
    i32::try_from(bytes).map_err(|_| {
        Error::new(ErrorCode::TooLarge, "array", "at most 2 GiB of text in one", "more")
    })
}
