//! waxwing.
