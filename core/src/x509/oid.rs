//! Object identifiers.

use der::asn1::ObjectIdentifier;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// RFC 5480 section 2.1.1.
pub(super) const EC_PUBLIC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
/// RFC 5480 section 2.1.1.1.
pub(super) const SECP256R1: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
/// RFC 5480 section 2.1.1.1.
pub(super) const SECP384R1: ObjectIdentifier = oid("1.3.132.0.34");
/// RFC 5758 section 3.2.
pub(super) const ECDSA_WITH_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
/// RFC 5758 section 3.2.
pub(super) const ECDSA_WITH_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");

/// RFC 5280 section 4.2.1.9.
pub(super) const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
/// RFC 5280 section 4.2.1.3.
pub(super) const KEY_USAGE: ObjectIdentifier = oid("2.5.29.15");
/// RFC 5280 section 4.2.1.10.
pub(super) const NAME_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.30");
/// Apple: the leaf signs App Store receipts and signed data.
pub(super) const LEAF_MARKER: ObjectIdentifier = oid("1.2.840.113635.100.6.11.1");
/// Apple: the intermediate is a developer relations authority.
pub(super) const INTERMEDIATE_MARKER: ObjectIdentifier = oid("1.2.840.113635.100.6.2.1");

/// RFC 4519 section 2.3.
pub(super) const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
