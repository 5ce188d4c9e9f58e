//! Python interface of waxwing.
