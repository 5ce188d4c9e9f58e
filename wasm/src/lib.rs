//! JavaScript interface of waxwing.
