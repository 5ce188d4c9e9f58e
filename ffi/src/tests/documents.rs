//! What README and header show is what the examples do.
