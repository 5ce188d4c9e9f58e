//! What is handed out: a table, as a struct whose fields are its columns.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::Arc;

use super::abi::{ArrowArray, ArrowSchema, ArrowStream, Structure};
use crate::arrow::columns::{Column, Type, Values};

/// ARROW_FLAG_NULLABLE
const NULLABLE: i64 = 2;
/// EINVAL, for a call that no consumer makes.
const INVALID: c_int = 22;

/// What a schema points to.
struct SchemaParts {
    name: CString,
    children: Vec<*mut ArrowSchema>,
}

/// The type of a table with these columns.
pub(crate) fn schema(fields: impl Iterator<Item = (&'static str, Type)>) -> ArrowSchema {
    let children = fields.map(|(name, type_)| {
        let format = match type_ {
            Type::Bool => c"b",
            Type::Int => c"l",
            Type::Text => c"u",
            Type::Time => c"tsm:UTC",
        };
        new_schema(name, format, NULLABLE, Vec::new())
    });
    let children = children.map(|child| Box::into_raw(Box::new(child))).collect();
    new_schema("", c"+s", 0, children)
}

fn new_schema(
    name: &str,
    format: &'static CStr,
    flags: i64,
    children: Vec<*mut ArrowSchema>,
) -> ArrowSchema {
    // No name holds a zero byte; one that did would be without name.
    let name = CString::new(name).unwrap_or_default();
    let mut parts = Box::new(SchemaParts { name, children });
    ArrowSchema {
        format: format.as_ptr(),
        name: parts.name.as_ptr(),
        metadata: ptr::null(),
        flags,
        n_children: count(parts.children.len()),
        children: parts.children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(release_schema),
        private_data: Box::into_raw(parts).cast(),
    }
}

/// # Safety
///
/// As the specification has it: called once, with a schema that [`new_schema`] made.
unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: by the contract, it points to a schema that nobody else uses.
    let schema = unsafe { &mut *schema };
    schema.moved();
    // SAFETY: `new_schema` put a boxed `SchemaParts` there, and this is the one call that takes it
    // back.
    let parts: Box<SchemaParts> = unsafe { Box::from_raw(schema.private_data.cast()) };
    for child in &parts.children {
        // SAFETY: `schema` boxed each child. One that a consumer moved elsewhere is marked so, and
        // dropping it then releases nothing.
        drop(unsafe { Box::from_raw(*child) });
    }
}

/// What an array points to.
struct ArrayParts {
    /// Holds the buffers.
    _owner: Arc<Vec<Column>>,
    buffers: Vec<*const c_void>,
    children: Vec<*mut ArrowArray>,
}

/// A table with these columns, all of the same length, none of them copied.
pub(crate) fn array(columns: &Arc<Vec<Column>>) -> ArrowArray {
    let rows = columns.first().map_or(0, |column| column.rows);
    let children = columns.iter().map(|column| {
        let validity = match column.nulls {
            0 => ptr::null(),
            _ => column.validity.as_ptr().cast(),
        };
        let buffers = match &column.values {
            Values::Bools(bits) => vec![validity, bits.as_ptr().cast()],
            Values::Ints(ints) => vec![validity, ints.as_ptr().cast()],
            Values::Texts { offsets, data } => {
                vec![validity, offsets.as_ptr().cast(), data.as_ptr().cast()]
            }
        };
        let child = new_array(columns, column.rows, column.nulls, buffers, Vec::new());
        Box::into_raw(Box::new(child))
    });
    let children = children.collect();
    new_array(columns, rows, 0, vec![ptr::null()], children)
}

fn new_array(
    owner: &Arc<Vec<Column>>,
    rows: usize,
    nulls: usize,
    buffers: Vec<*const c_void>,
    children: Vec<*mut ArrowArray>,
) -> ArrowArray {
    // Each part holds the owner, since a consumer may move a child elsewhere and keep it longer.
    let mut parts = Box::new(ArrayParts { _owner: Arc::clone(owner), buffers, children });
    ArrowArray {
        length: count(rows),
        null_count: count(nulls),
        offset: 0,
        n_buffers: count(parts.buffers.len()),
        n_children: count(parts.children.len()),
        buffers: parts.buffers.as_mut_ptr(),
        children: parts.children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(release_array),
        private_data: Box::into_raw(parts).cast(),
    }
}

/// # Safety
///
/// As the specification has it: called once, with an array that [`new_array`] made.
unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: by the contract, it points to an array that nobody else uses.
    let array = unsafe { &mut *array };
    array.moved();
    // SAFETY: `new_array` put a boxed `ArrayParts` there, and this is the one call that takes it
    // back.
    let parts: Box<ArrayParts> = unsafe { Box::from_raw(array.private_data.cast()) };
    for child in &parts.children {
        // SAFETY: as in `release_schema`.
        drop(unsafe { Box::from_raw(*child) });
    }
}

/// What a stream still has to give.
struct StreamParts {
    fields: Vec<(&'static str, Type)>,
    chunks: std::vec::IntoIter<Arc<Vec<Column>>>,
}

/// A table in chunks.
pub(crate) fn stream(
    fields: impl Iterator<Item = (&'static str, Type)>,
    chunks: Vec<Arc<Vec<Column>>>,
) -> ArrowStream {
    let parts = StreamParts { fields: fields.collect(), chunks: chunks.into_iter() };
    ArrowStream {
        get_schema: Some(get_schema),
        get_next: Some(get_next),
        get_last_error: Some(get_last_error),
        release: Some(release_stream),
        private_data: Box::into_raw(Box::new(parts)).cast(),
    }
}

/// Runs `work` on a stream's parts and writes what it gives; no panic goes on into the caller.
///
/// # Safety
///
/// `stream` must be null or point to a stream that [`stream`] made, and `out` be null or a place
/// for a `T` that holds nothing; nobody else may use either meanwhile.
unsafe fn give<T>(
    stream: *mut ArrowStream,
    out: *mut T,
    work: impl FnOnce(&mut StreamParts) -> T,
) -> c_int {
    if stream.is_null() || out.is_null() {
        return INVALID;
    }
    // SAFETY: by the contract.
    let stream = unsafe { &*stream };
    if !stream.is_there() {
        return INVALID;
    }
    let parts: *mut StreamParts = stream.private_data.cast();
    // SAFETY: `stream` put a boxed `StreamParts` there, which stays until the release; and by the
    // specification, calls for one stream come one after the other.
    let parts = unsafe { &mut *parts };
    match catch_unwind(AssertUnwindSafe(|| work(parts))) {
        Ok(given) => {
            // SAFETY: by the contract there is room, and nothing in it to be released.
            unsafe { out.write(given) };
            0
        }
        Err(_) => INVALID,
    }
}

/// # Safety
///
/// As the specification has it: with a stream that [`stream`] made and did not release, and room
/// for a schema.
unsafe extern "C" fn get_schema(from: *mut ArrowStream, out: *mut ArrowSchema) -> c_int {
    // SAFETY: the contracts say the same.
    unsafe { give(from, out, |parts| schema(parts.fields.iter().copied())) }
}

/// # Safety
///
/// As the specification has it: with a stream that [`stream`] made and did not release, and room
/// for an array.
unsafe extern "C" fn get_next(from: *mut ArrowStream, out: *mut ArrowArray) -> c_int {
    let next = |parts: &mut StreamParts| match parts.chunks.next() {
        Some(chunk) => array(&chunk),
        None => ArrowArray::RELEASED,
    };
    // SAFETY: the contracts say the same.
    unsafe { give(from, out, next) }
}

/// There is nothing to tell: reading what lies in memory does not fail.
unsafe extern "C" fn get_last_error(_: *mut ArrowStream) -> *const c_char {
    ptr::null()
}

/// # Safety
///
/// As the specification has it: called once, with a stream that [`stream`] made.
unsafe extern "C" fn release_stream(stream: *mut ArrowStream) {
    // SAFETY: by the contract, it points to a stream that nobody else uses.
    let stream = unsafe { &mut *stream };
    stream.moved();
    // SAFETY: `stream` put a boxed `StreamParts` there, and this is the one call that takes it
    // back.
    drop(unsafe { Box::<StreamParts>::from_raw(stream.private_data.cast()) });
}

/// A number of things in memory, which is never more than half of what fits.
fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(i64::MAX)
}
