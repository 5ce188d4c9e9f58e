//! Whole columns in one call, in and out by Arrow's interfaces: for DuckDB, Polars, Spark, pyarrow.

mod columns;
#[allow(unsafe_code, reason = "Arrow's interfaces are made of pointers")]
mod ffi;
mod rows;
mod texts;

use std::sync::Arc;

use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::app_store::Call;
use crate::error::OrRaise;
use columns::Column;
use ffi::Failure;

/// How many rows are verified between two looks at the keyboard.
const BLOCK: usize = 4096;

/// A chunk of the result ends after this many rows, or this many bytes of one column's texts,
/// which leaves room for one more of the largest objects below the 2 GiB of 32-bit offsets.
const CHUNK_ROWS: usize = 1 << 17;
const CHUNK_TEXT_BYTES: usize = 1 << 30;

/// The outcomes for a column of signed texts, as a table.
#[pyclass(frozen, module = "waxwing.app_store")]
pub(crate) struct ArrowTable {
    chunks: Vec<Arc<Vec<Column>>>,
    rows: usize,
}

/// Verifies each text of a column.
pub(crate) fn verify_arrow(
    py: Python<'_>,
    call: Call<'_>,
    data: &Bound<'_, PyAny>,
) -> PyResult<ArrowTable> {
    let mut stream = ffi::from_python(data)?;
    let mut chunks = Vec::new();
    let mut chunk = rows::columns();
    let mut count = 0;
    loop {
        // The producer may wait for threads that want to run Python.
        let next = py.detach(|| stream.next()).map_err(|why| why.raise(py))?;
        let Some(input) = next else { break };
        let texts = input.texts().map_err(|why| why.raise(py))?;
        let mut row = 0;
        while row < texts.rows {
            let end = row.saturating_add(BLOCK).min(texts.rows);
            let block = (row..end).map(|row| texts.get(row)).collect::<Result<Vec<_>, _>>();
            let block = block.map_err(|why| Failure::from(why).raise(py))?;
            let tokens: Vec<&[u8]> = block.iter().flatten().copied().collect();
            let outcomes = call.verify(py, &tokens)?;
            let full = py.detach(|| fill(&mut chunk, &block, &outcomes)).or_raise(py)?;
            chunks.extend(full.into_iter().map(Arc::new));
            count += block.len();
            row = end;
        }
    }
    if chunk.first().is_some_and(|column| column.rows > 0) {
        chunks.push(Arc::new(chunk));
    }
    Ok(ArrowTable { chunks, rows: count })
}

/// Puts a block's outcomes into the chunk, and gives away those chunks that are full.
fn fill(
    chunk: &mut Vec<Column>,
    block: &[Option<&[u8]>],
    outcomes: &[waxwing::error::Result<waxwing::app_store::SignedObject>],
) -> waxwing::error::Result<Vec<Vec<Column>>> {
    let mut full = Vec::new();
    let mut outcomes = outcomes.iter();
    for text in block {
        let outcome = text.and_then(|_| outcomes.next());
        rows::push(chunk, outcome)?;
        let rows = chunk.first().map_or(0, |column| column.rows);
        let bytes = chunk.iter().map(Column::text_bytes).max();
        if rows >= CHUNK_ROWS || bytes >= Some(CHUNK_TEXT_BYTES) {
            full.push(std::mem::replace(chunk, rows::columns()));
        }
    }
    Ok(full)
}

impl ArrowTable {
    /// All chunks as one.
    fn joined(&self) -> waxwing::error::Result<Arc<Vec<Column>>> {
        if let [only] = self.chunks.as_slice() {
            return Ok(Arc::clone(only));
        }
        let mut joined = rows::columns();
        for chunk in &self.chunks {
            for (column, more) in joined.iter_mut().zip(chunk.iter()) {
                column.append(more)?;
            }
        }
        Ok(Arc::new(joined))
    }

    /// Whether one array can hold all texts of each column.
    fn fits(&self) -> bool {
        let total = |column: usize| -> usize {
            let columns = self.chunks.iter().filter_map(|chunk| chunk.get(column));
            columns.map(Column::text_bytes).sum()
        };
        (0..rows::fields().len()).all(|column| i32::try_from(total(column)).is_ok())
    }
}

#[pymethods]
impl ArrowTable {
    fn __len__(&self) -> usize {
        self.rows
    }

    fn __repr__(&self) -> String {
        format!("<ArrowTable of {} rows>", self.rows)
    }

    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, rows::fields().map(|(name, _)| name))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, ffi::schema(rows::fields()), c"arrow_schema")
    }

    /// A stream of all chunks, from the first on at each call.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A request may be left unheard.
        let _ = requested_schema;
        let stream = ffi::stream(rows::fields(), self.chunks.clone());
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The protocol for one array, as long as one can hold it all: some libraries ask for this
    /// first, and for the stream where it is missing.
    #[getter]
    fn __arrow_c_array__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        if !slf.get().fits() {
            return Err(PyAttributeError::new_err(
                "more than 2 GiB of text: use __arrow_c_stream__",
            ));
        }
        slf.getattr("_array")
    }

    #[pyo3(signature = (requested_schema=None))]
    fn _array<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        let joined = py.detach(|| self.joined()).or_raise(py)?;
        let schema = PyCapsule::new_with_value(py, ffi::schema(rows::fields()), c"arrow_schema")?;
        let array = PyCapsule::new_with_value(py, ffi::array(&joined), c"arrow_array")?;
        PyTuple::new(py, [schema, array])
    }
}
