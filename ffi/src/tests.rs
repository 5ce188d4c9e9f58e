//! Tests of what C cannot see.

mod documents;
mod lists;
mod panics;
