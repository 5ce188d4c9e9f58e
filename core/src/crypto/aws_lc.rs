//! Signature checks by AWS-LC, with the feature `aws-lc`.
//!
//! Points and signatures are read, and held to their ranges, by the same code as without it, so
//! that nothing is accepted or refused for another form. Only the equation is left to AWS-LC.

use alloc::sync::Arc;
use std::sync::OnceLock;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    EcdsaVerificationAlgorithm, ParsedPublicKey,
};

use super::{Curve, Hash};

/// What AWS-LC has made of a public key, once it was used. It follows from the key: so all that
/// there is of one key may share it, and it makes no difference between two.
#[derive(Clone, Default)]
pub(super) struct Prepared(Arc<Keys>);

/// AWS-LC's keys are made for one hash.
#[derive(Default)]
struct Keys {
    sha256: OnceLock<Option<ParsedPublicKey>>,
    sha384: OnceLock<Option<ParsedPublicKey>>,
}

impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

impl Prepared {
    /// Whether the DER `signature` is the key's over `message`; `point` is called for the key,
    /// uncompressed, at the first use only.
    pub(super) fn verify<P: AsRef<[u8]>>(
        &self,
        curve: Curve,
        point: impl FnOnce() -> P,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        let key = match hash {
            Hash::Sha256 => &self.0.sha256,
            Hash::Sha384 => &self.0.sha384,
        };
        key.get_or_init(|| ParsedPublicKey::new(algorithm(curve, hash), point()).ok())
            .as_ref()
            .is_some_and(|key| key.verify_sig(message, signature).is_ok())
    }
}

const fn algorithm(curve: Curve, hash: Hash) -> &'static EcdsaVerificationAlgorithm {
    match (curve, hash) {
        (Curve::P256, Hash::Sha256) => &ECDSA_P256_SHA256_ASN1,
        (Curve::P256, Hash::Sha384) => &ECDSA_P256_SHA384_ASN1,
        (Curve::P384, Hash::Sha256) => &ECDSA_P384_SHA256_ASN1,
        (Curve::P384, Hash::Sha384) => &ECDSA_P384_SHA384_ASN1,
    }
}
