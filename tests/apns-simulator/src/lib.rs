//! A local APNs.
