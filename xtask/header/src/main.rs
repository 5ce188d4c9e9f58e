//! Writes include/waxwing.h.

fn main() {}
