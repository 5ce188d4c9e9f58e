//! Writes the shared test vectors.

fn main() {}
