//! A column of texts as byte slices: reading it is checked everywhere, and safe.

/// Something in a column points outside it.
#[derive(Debug)]
pub(super) struct Outside(pub(super) &'static str);

/// A column of texts or bytes, in one of Arrow's layouts.
pub(super) struct Texts<'a> {
    pub(super) rows: usize,
    /// Where the rows begin in the buffers.
    pub(super) first: usize,
    /// A bit for each row that is there, in the table around it: from which bit on, and the bits.
    pub(super) outer: Option<(usize, &'a [u8])>,
    /// A bit for each row that is there; without it, all are.
    pub(super) validity: Option<&'a [u8]>,
    pub(super) values: Values<'a>,
}

/// Where the texts are.
pub(super) enum Values<'a> {
    /// Nowhere: each row is null.
    Null,
    /// Between two offsets of this many bytes each.
    Offsets { width: usize, offsets: &'a [u8], data: &'a [u8] },
    /// In views of 16 bytes each: in the view itself, or where it points to.
    Views { views: &'a [u8], data: Vec<&'a [u8]> },
    /// In another column, at the place that a number of this many bytes says.
    Dictionary { width: usize, signed: bool, keys: &'a [u8], values: Box<Texts<'a>> },
}

/// A view that is not longer than this holds its text itself.
const INLINE: usize = 12;
const VIEW: usize = 16;

impl<'a> Texts<'a> {
    /// The text in a row, or nothing where there is none.
    pub(super) fn get(&self, row: usize) -> Result<Option<&'a [u8]>, Outside> {
        let place = self.first.checked_add(row).filter(|_| row < self.rows);
        let place = place.ok_or(Outside("a row"))?;
        let outer = self.outer.and_then(|(first, bits)| Some((first.checked_add(row)?, bits)));
        for (place, bits) in outer.into_iter().chain(self.validity.map(|bits| (place, bits))) {
            let byte = bits.get(place / 8).ok_or(Outside("a validity bit"))?;
            if byte >> (place % 8) & 1 == 0 {
                return Ok(None);
            }
        }
        match &self.values {
            Values::Null => Ok(None),
            Values::Offsets { width, offsets, data } => {
                let begin = unsigned(item(offsets, place, *width)?)?;
                let end = unsigned(item(offsets, place.saturating_add(1), *width)?)?;
                data.get(begin..end).map(Some).ok_or(Outside("an offset"))
            }
            Values::Views { views, data } => view(item(views, place, VIEW)?, data).map(Some),
            Values::Dictionary { width, signed, keys, values } => {
                let key = item(keys, place, *width)?;
                let negative = *signed && key_is_negative(key);
                match number(key).filter(|_| !negative) {
                    Some(key) if key < values.rows => values.get(key),
                    _ => Err(Outside("an index into the dictionary")),
                }
            }
        }
    }
}

/// The bytes of one of many things of the same width.
fn item(items: &[u8], place: usize, width: usize) -> Result<&[u8], Outside> {
    let begin = place.checked_mul(width);
    let end = begin.and_then(|begin| begin.checked_add(width));
    begin.zip(end).and_then(|(begin, end)| items.get(begin..end)).ok_or(Outside("a value"))
}

/// A number without a sign, in this machine's order of bytes.
fn number(bytes: &[u8]) -> Option<usize> {
    let value = match bytes.len() {
        1 => u64::from(u8::from_ne_bytes(bytes.try_into().ok()?)),
        2 => u64::from(u16::from_ne_bytes(bytes.try_into().ok()?)),
        4 => u64::from(u32::from_ne_bytes(bytes.try_into().ok()?)),
        _ => u64::from_ne_bytes(bytes.try_into().ok()?),
    };
    usize::try_from(value).ok()
}

/// Whether the highest bit is set.
fn key_is_negative(bytes: &[u8]) -> bool {
    let highest = if cfg!(target_endian = "little") { bytes.last() } else { bytes.first() };
    highest.is_some_and(|byte| byte >> 7 == 1)
}

/// A number that has a sign and may not use it: an offset.
pub(super) fn unsigned(bytes: &[u8]) -> Result<usize, Outside> {
    number(bytes).filter(|_| !key_is_negative(bytes)).ok_or(Outside("an offset"))
}

fn view<'a>(view: &'a [u8], data: &[&'a [u8]]) -> Result<&'a [u8], Outside> {
    let part = |at: usize| view.get(at..at + 4).ok_or(Outside("a view")).and_then(unsigned);
    let length = part(0)?;
    if length <= INLINE {
        return view.get(4..4 + length).ok_or(Outside("a view"));
    }
    let (buffer, begin) = (part(8)?, part(12)?);
    let end = begin.checked_add(length).ok_or(Outside("a view"))?;
    data.get(buffer).and_then(|data| data.get(begin..end)).ok_or(Outside("a view"))
}
