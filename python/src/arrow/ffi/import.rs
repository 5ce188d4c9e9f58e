//! What others hand out: objects of Python with columns of texts.

use std::ffi::{CStr, c_char};
use std::ptr::NonNull;

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use waxwing::error::{Error, ErrorCode};

use super::abi::{ArrowArray, ArrowSchema, ArrowStream, Structure};
use crate::arrow::texts::{Outside, Texts, Values, unsigned};
use crate::error::{exception, wrong_type};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

const EXPECTED: &str = "an Arrow column of texts or bytes, or a table with just one";

/// Why a column cannot be read.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It is a column of something else.
    Type(String),
    /// It contradicts the specification.
    Malformed { expected: &'static str, found: String },
    /// Its producer failed, with a number of `errno` and a text.
    Producer(i32, String),
}

impl Failure {
    fn malformed(expected: &'static str, found: impl Into<String>) -> Self {
        Self::Malformed { expected, found: found.into() }
    }

    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Type(found) => {
                PyTypeError::new_err(format!("data must be {EXPECTED}, not {found}"))
            }
            Self::Malformed { expected, found } => {
                let error = Error::new(ErrorCode::InvalidInput, "data", expected, found);
                exception(py, &error)
            }
            Self::Producer(number, text) => PyOSError::new_err((number, text)),
        }
    }
}

impl From<Outside> for Failure {
    fn from(Outside(what): Outside) -> Self {
        Self::malformed("a column whose parts lie within it", format!("{what} outside"))
    }
}

/// How a column lies in memory.
#[derive(Clone, Debug)]
enum Layout {
    Null,
    Offsets(usize),
    Views,
    Dictionary {
        width: usize,
        signed: bool,
        values: Box<Self>,
    },
    /// The only column of a table.
    Only(Box<Self>),
}

/// Chunks of one column, one after the other.
pub(crate) struct Stream {
    /// Before `stream`, as what was got from it goes first.
    waiting: Option<ArrowArray>,
    stream: Option<ArrowStream>,
    layout: Layout,
}

/// Buffers of one column.
pub(crate) struct Chunk {
    array: ArrowArray,
    layout: Layout,
}

/// What an object hands out by one of Arrow's protocols.
///
/// Where there are both, the stream: an object with several chunks has only that.
pub(crate) fn from_python(data: &Bound<'_, PyAny>) -> PyResult<Stream> {
    let py = data.py();
    if let Some(method) = data.getattr_opt("__arrow_c_stream__")? {
        let given = method.call0()?;
        let mut stream: ArrowStream = take(&given, STREAM)?;
        // What this calls may need the interpreter's lock, and may wait for threads that need it.
        let opened = py.detach(move || {
            let schema = stream.schema()?;
            Ok(Stream { layout: layout(&schema)?, waiting: None, stream: Some(stream) })
        });
        return opened.map_err(|why: Failure| why.raise(py));
    }
    if let Some(method) = data.getattr_opt("__arrow_c_array__")? {
        let given = method.call0()?;
        let given = given.cast_into::<PyTuple>().map_err(|_| no_capsule(py))?;
        let (schema, array) =
            given.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>().map_err(|_| no_capsule(py))?;
        // First both are taken, so that both are released whatever is wrong with one.
        let (schema, array) = (take::<ArrowSchema>(&schema, SCHEMA), take(&array, ARRAY)?);
        let layout = layout(&schema?).map_err(|why| why.raise(py))?;
        return Ok(Stream { layout, waiting: Some(array), stream: None });
    }
    Err(wrong_type("data", "an object with __arrow_c_stream__ or __arrow_c_array__", data))
}

fn no_capsule(py: Python<'_>) -> PyErr {
    Failure::malformed("capsules as Arrow's protocols give them", "something else").raise(py)
}

/// Moves a structure out of its capsule.
fn take<T: Structure>(capsule: &Bound<'_, PyAny>, name: &'static CStr) -> PyResult<T> {
    let py = capsule.py();
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| no_capsule(py))?;
    let pointer = capsule.pointer_checked(Some(name)).map_err(|_| no_capsule(py))?;
    let place: NonNull<T> = pointer.cast();
    if !place.is_aligned() {
        return Err(no_capsule(py));
    }
    // SAFETY: the capsule bears the name that Arrow's protocol reserves for a pointer to this very
    // structure, so that is what it holds; the capsule is alive, and the interpreter's lock, or the
    // one reference to a capsule that was just made, keeps others away from it.
    let taken = unsafe { T::take(place.as_ptr()) };
    taken.ok_or_else(|| Failure::malformed("data to read once", "data read before").raise(py))
}

impl ArrowStream {
    fn schema(&mut self) -> Result<ArrowSchema, Failure> {
        let get = self.get_schema.ok_or_else(|| no_callback("get_schema"))?;
        let mut schema = ArrowSchema::RELEASED;
        // SAFETY: the stream is not released, and both pointers are to structures that are this
        // function's own while the call lasts.
        let number = unsafe { get(self, &raw mut schema) };
        if number != 0 {
            // What a failed call left there is not to be released.
            schema.moved();
            return Err(self.failure(number));
        }
        match schema.is_there() {
            true => Ok(schema),
            false => Err(Failure::malformed("a schema", "a released one")),
        }
    }

    fn next(&mut self) -> Result<Option<ArrowArray>, Failure> {
        let get = self.get_next.ok_or_else(|| no_callback("get_next"))?;
        let mut array = ArrowArray::RELEASED;
        // SAFETY: as in `schema`.
        let number = unsafe { get(self, &raw mut array) };
        if number != 0 {
            array.moved();
            return Err(self.failure(number));
        }
        // A released array marks the end.
        Ok(array.is_there().then_some(array))
    }

    fn failure(&mut self, number: i32) -> Failure {
        let text = match self.get_last_error {
            None => None,
            // SAFETY: the stream is not released, and its last call failed, which is when this may
            // be called. What it gives is read before anything else is called.
            Some(get) => text(unsafe { get(self) }),
        };
        let text = text.unwrap_or_else(|| "the stream of data failed".to_owned());
        Failure::Producer(number, text)
    }
}

fn no_callback(name: &str) -> Failure {
    Failure::malformed("a stream with all callbacks", format!("none for {name}"))
}

/// A text of a producer's that ends in a zero byte.
fn text(pointer: *const c_char) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: it is not null, and by both specifications such texts end in a zero byte and stay as
    // long as their structure, which the callers hold.
    let text = unsafe { CStr::from_ptr(pointer) };
    Some(text.to_string_lossy().into_owned())
}

impl Stream {
    /// The next chunk, if there is one more.
    pub(crate) fn next(&mut self) -> Result<Option<Chunk>, Failure> {
        let array = match (self.waiting.take(), &mut self.stream) {
            (Some(array), _) => Some(array),
            (None, Some(stream)) => stream.next()?,
            (None, None) => None,
        };
        if array.is_none() {
            // Released as soon as it has no more to give.
            self.stream = None;
        }
        Ok(array.map(|array| Chunk { array, layout: self.layout.clone() }))
    }
}

/// What the type of a column says of its layout.
fn layout(schema: &ArrowSchema) -> Result<Layout, Failure> {
    let format = text(schema.format).ok_or_else(|| Failure::malformed("a format", "none"))?;
    if format != "+s" {
        return column(schema, &format);
    }
    match child(schema.n_children, schema.children)? {
        Some(only) => {
            // SAFETY: not null, and by the specification a pointer to a schema that lives as long
            // as its parent, which the caller holds.
            let only = unsafe { only.as_ref() };
            let format = text(only.format).ok_or_else(|| Failure::malformed("a format", "none"))?;
            Ok(Layout::Only(Box::new(column(only, &format)?)))
        }
        None => Err(Failure::Type(format!("a table with {} columns", schema.n_children))),
    }
}

fn column(schema: &ArrowSchema, format: &str) -> Result<Layout, Failure> {
    let Some(values) = NonNull::new(schema.dictionary) else { return plain(format) };
    let (width, signed) = match format {
        "c" => (1, true),
        "C" => (1, false),
        "s" => (2, true),
        "S" => (2, false),
        "i" => (4, true),
        "I" => (4, false),
        "l" => (8, true),
        "L" => (8, false),
        _ => return Err(Failure::malformed("a dictionary with integers as indices", "others")),
    };
    // SAFETY: not null, and by the specification a pointer to a schema that lives as long as its
    // parent, which the caller holds.
    let values = unsafe { values.as_ref() };
    if !values.dictionary.is_null() {
        return Err(Failure::Type("one with a dictionary of a dictionary".to_owned()));
    }
    let format = text(values.format).ok_or_else(|| Failure::malformed("a format", "none"))?;
    Ok(Layout::Dictionary { width, signed, values: Box::new(plain(&format)?) })
}

fn plain(format: &str) -> Result<Layout, Failure> {
    match format {
        "n" => Ok(Layout::Null),
        "u" | "z" => Ok(Layout::Offsets(4)),
        "U" | "Z" => Ok(Layout::Offsets(8)),
        "vu" | "vz" => Ok(Layout::Views),
        _ => Err(Failure::Type(format!("one of format {format:?}"))),
    }
}

/// The only child; none where there is another number of them.
fn child<T>(count: i64, children: *mut *mut T) -> Result<Option<NonNull<T>>, Failure> {
    if count != 1 {
        return Ok(None);
    }
    let children = NonNull::new(children).ok_or_else(|| absent("children"))?;
    // SAFETY: not null, and by the specification it points to as many pointers as there are
    // children: to one.
    let child = unsafe { *children.as_ptr() };
    NonNull::new(child).map(Some).ok_or_else(|| absent("a child"))
}

fn absent(what: &str) -> Failure {
    Failure::malformed("what its numbers say", format!("a null pointer in place of {what}"))
}

impl Chunk {
    /// The column, to be read as long as this is there.
    pub(crate) fn texts(&self) -> Result<Texts<'_>, Failure> {
        let array = &self.array;
        let (rows, offset) = (size(array.length, "length")?, size(array.offset, "offset")?);
        let Layout::Only(layout) = &self.layout else { return texts(array, &self.layout, 0, rows) };
        let only = child(array.n_children, array.children)?
            .ok_or_else(|| Failure::malformed("one child, as its schema", "another number"))?;
        // SAFETY: not null, and by the specification a pointer to an array that lives as long as
        // its parent, which `self` holds and the result borrows.
        let only = unsafe { only.as_ref() };
        let length = size(only.length, "length")?;
        if offset.checked_add(rows).is_none_or(|needed| length < needed) {
            return Err(Failure::malformed("a column as long as its table", "a shorter one"));
        }
        let mut texts = texts(only, layout, offset, rows)?;
        // A row that is not there has no text either.
        if let Some(rows_there) = validity(array, offset, rows)? {
            texts.outer = Some((offset, rows_there));
        }
        Ok(texts)
    }
}

/// The column of an array: `rows` of it from `skipped` on.
fn texts<'a>(
    array: &'a ArrowArray,
    layout: &Layout,
    skipped: usize,
    rows: usize,
) -> Result<Texts<'a>, Failure> {
    let first = size(array.offset, "offset")?
        .checked_add(skipped)
        .filter(|first| first.checked_add(rows).and_then(|end| end.checked_add(1)).is_some())
        .ok_or_else(|| Failure::malformed("an offset within memory", "a larger one"))?;
    // Without rows, buffers may be missing.
    if rows == 0 || matches!(layout, Layout::Null) {
        return Ok(Texts { rows, first, outer: None, validity: None, values: Values::Null });
    }
    let end = first + rows;
    let values = match layout {
        Layout::Null | Layout::Only(_) => Values::Null,
        Layout::Offsets(width) => {
            let offsets = buffer(array, 1, (end + 1).checked_mul(*width))?;
            // Offsets rise, so that the last one is the length. One that does not is refused
            // when it is read.
            let last = offsets.len().saturating_sub(*width);
            let length = unsigned(offsets.get(last..).unwrap_or_default())?;
            Values::Offsets { width: *width, offsets, data: buffer(array, 2, Some(length))? }
        }
        Layout::Views => {
            let views = buffer(array, 1, end.checked_mul(16))?;
            Values::Views { views, data: view_data(array)? }
        }
        Layout::Dictionary { width, signed, values } => {
            let keys = buffer(array, 1, end.checked_mul(*width))?;
            let dictionary =
                NonNull::new(array.dictionary).ok_or_else(|| absent("a dictionary"))?;
            // SAFETY: not null, and by the specification a pointer to an array that lives as long
            // as its parent, which the result borrows.
            let dictionary = unsafe { dictionary.as_ref() };
            let inner = texts(dictionary, values, 0, size(dictionary.length, "length")?)?;
            Values::Dictionary { width: *width, signed: *signed, keys, values: Box::new(inner) }
        }
    };
    Ok(Texts { rows, first, outer: None, validity: validity(array, first, rows)?, values })
}

/// The buffers that views point into: after the views, and before the buffer of their lengths.
fn view_data(array: &ArrowArray) -> Result<Vec<&[u8]>, Failure> {
    const BEFORE: usize = 2;
    let count = size(array.n_buffers, "number of buffers")?;
    let count = count
        .checked_sub(BEFORE + 1)
        .ok_or_else(|| Failure::malformed("at least three buffers", "fewer"))?;
    let lengths = buffer(array, BEFORE + count, count.checked_mul(8))?;
    let buffers = lengths.chunks_exact(8).enumerate();
    buffers.map(|(at, length)| buffer(array, BEFORE + at, Some(unsigned(length)?))).collect()
}

/// A bit for each row that is there, where some are not.
fn validity(array: &ArrowArray, first: usize, rows: usize) -> Result<Option<&[u8]>, Failure> {
    if rows == 0 || pointer(array, 0)?.is_none() {
        return match array.null_count {
            1.. if rows > 0 => Err(absent("the bits of rows that are null")),
            _ => Ok(None),
        };
    }
    let bits = first.checked_add(rows).map(|end| end.div_ceil(8));
    buffer(array, 0, bits).map(Some)
}

/// The pointer to a buffer, if it is not null.
fn pointer(array: &ArrowArray, at: usize) -> Result<Option<NonNull<u8>>, Failure> {
    if at >= size(array.n_buffers, "number of buffers")? {
        return Err(Failure::malformed("as many buffers as its type has", "fewer"));
    }
    let buffers = NonNull::new(array.buffers).ok_or_else(|| absent("buffers"))?;
    // SAFETY: not null, and by the specification it points to `n_buffers` pointers, which `at` is
    // below.
    let place = unsafe { buffers.add(at) };
    // SAFETY: as above: the place is one of those pointers.
    let pointer = unsafe { place.read() };
    Ok(NonNull::new(pointer.cast_mut().cast()))
}

/// A buffer of `length` bytes.
fn buffer(array: &ArrowArray, at: usize, length: Option<usize>) -> Result<&[u8], Failure> {
    let length = length
        .filter(|length| isize::try_from(*length).is_ok())
        .ok_or_else(|| Failure::malformed("a buffer that fits into memory", "a larger one"))?;
    let pointer = pointer(array, at)?;
    if length == 0 {
        return Ok(&[]);
    }
    let pointer = pointer.ok_or_else(|| absent("a buffer"))?;
    // SAFETY: not null, bytes need no alignment, and `length` is no more than an `isize` can say.
    // By the specification the buffer has as many bytes as the array's numbers imply, which is how
    // the callers come to `length`; it is immutable, and stays until the array is released, which
    // is after the borrow of `array` has ended.
    Ok(unsafe { std::slice::from_raw_parts(pointer.as_ptr(), length) })
}

fn size(number: i64, what: &'static str) -> Result<usize, Failure> {
    usize::try_from(number).map_err(|_| {
        Failure::malformed("numbers that are not negative", format!("a negative {what}"))
    })
}
