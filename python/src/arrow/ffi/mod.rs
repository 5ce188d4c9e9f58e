//! The Arrow C data interface and C stream interface, by hand: the only unsafe code of this crate.
//!
//! <https://arrow.apache.org/docs/format/CDataInterface.html> and `CStreamInterface.html`.
//!
//! Both interfaces pass pointers between libraries of one process, and no consumer can find out
//! whether a producer's pointers lead where they should. What can be checked is: that a structure is
//! still there, lengths, offsets and counts, null pointers, and each offset, index and view against
//! the buffer it points into. All else is the producer's word, as the specification has it; where
//! this code relies on it, it says so. Arrow's own crates were not taken, as they bring an
//! allocator of buffers, all types and their arithmetic for the seven layouts read here and the four
//! written.

mod abi;
mod export;
mod import;

pub(super) use export::{array, schema, stream};
pub(super) use import::{Failure, from_python};
