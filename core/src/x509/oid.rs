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

/// RFC 5280 section 4.2.1.12.
pub(super) const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
/// RFC 5280 section 4.2.2.1.
pub(super) const AUTHORITY_INFORMATION_ACCESS: ObjectIdentifier = oid("1.3.6.1.5.5.7.1.1");
/// RFC 5280 section 4.2.2.1: the access method of an OCSP responder.
pub(super) const ACCESS_OCSP: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1");
/// RFC 6960 section 4.2.2.2: the key may sign OCSP responses for its issuer.
pub(super) const OCSP_SIGNING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.9");
/// RFC 6960 section 4.2.1.
pub(super) const OCSP_BASIC: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.1");
/// RFC 6960 section 4.4.1.
pub(super) const OCSP_NONCE: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.2");
/// RFC 6960 section 4.2.2.2.1: the responder's own certificate need not be asked about.
pub(super) const OCSP_NO_CHECK: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.5");
/// RFC 3279 section 2.1, here only to name certificates with.
pub(super) const SHA1: ObjectIdentifier = oid("1.3.14.3.2.26");
/// RFC 5754 section 2.2.
pub(super) const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
/// RFC 5754 section 2.3.
pub(super) const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");

/// RFC 4519 section 2.3.
pub(super) const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");

/// RFC 3279 section 2.3.1: keys of receipt certificates.
#[cfg(feature = "receipts")]
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
/// RFC 3279 section 2.2.1.
#[cfg(feature = "receipts")]
pub(super) const SHA1_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.5");
/// RFC 4055 section 5.
#[cfg(feature = "receipts")]
pub(super) const SHA256_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
