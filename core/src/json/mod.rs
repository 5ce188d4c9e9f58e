//! JSON from strangers: bounded, refusing duplicate keys, keeping the order of keys.

mod read;
mod value;

pub use read::{Limits, parse, parse_object};
pub(crate) use value::whole_part;
pub use value::{Number, Object, Value};
