//! C interface of waxwing.
