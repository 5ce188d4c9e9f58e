//! The chain rule: an ordered path from a leaf to a pinned root.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Anchor, Certificate, name};
use crate::crypto::{Curve, Signature, SignatureCheck};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// Which certificates a path may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathRules {
    /// The chain of App Store signed data: Apple's marker extensions on the leaf and on its
    /// issuer, and a leaf on P-256.
    AppStore,
    /// Any path of certificate authorities above a leaf. Dangerous: Apple issues other
    /// certificates to developers under the same root, and this accepts them all.
    DangerousAnyLeaf,
}

/// An ordered path: leaf first, each certificate issued by the next, the last by a pinned root.
///
/// Nothing is searched for, reordered or fetched. The work is split so that anybody's
/// cryptography can stand between [`begin`](Self::begin) and [`finish`](Self::finish).
#[derive(Clone, Debug)]
pub struct Path {
    /// Leaf first.
    certificates: Vec<Certificate>,
    rules: PathRules,
    /// Roots with the right name, each with the signature read for its curve. More than one
    /// only where roots share a name; the signature tells which one it was.
    roots: Vec<(Anchor, Signature)>,
    /// The signatures of all certificates but the last, leaf first.
    signatures: Vec<Signature>,
}

impl Path {
    /// Checks what needs no cryptography and no time: names, pinned root, encodings.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::ChainLength`] for no certificate at all, [`ErrorCode::MalformedCert`] for a
    /// version below 3, [`ErrorCode::IssuerMismatch`], [`ErrorCode::UnknownAnchor`],
    /// [`ErrorCode::UnsupportedKey`] or [`ErrorCode::BadCertSignature`].
    pub fn begin(
        certificates: Vec<Certificate>,
        anchors: &[Anchor],
        rules: PathRules,
    ) -> Result<Self> {
        let (Some(leaf), Some(last)) = (certificates.first(), certificates.last()) else {
            return Err(Error::new(ErrorCode::ChainLength, "path", "a leaf certificate", "none"));
        };
        // Roots may be older; whatever they issued must be able to carry extensions.
        if let Some(old) = certificates.iter().find(|certificate| !certificate.is_version_3()) {
            return Err(Error::new(
                ErrorCode::MalformedCert,
                old.what(),
                "an X.509 certificate of version 3",
                "an older version",
            ));
        }
        for pair in certificates.windows(2) {
            if let [certificate, issuer] = pair {
                names_agree(certificate, issuer)?;
            }
        }
        if name::is_empty(last.issuer()) {
            return Err(Error::new(
                ErrorCode::IssuerMismatch,
                last.what(),
                "an issuer with a name",
                "an empty name",
            ));
        }
        let roots = signed_roots(last, anchors)?;
        if rules == PathRules::AppStore && leaf.key().curve() != Curve::P256 {
            return Err(Error::new(
                ErrorCode::UnsupportedKey,
                leaf.what(),
                Curve::P256.name(),
                leaf.key().curve().name(),
            ));
        }
        let signatures = certificates
            .windows(2)
            .filter_map(|pair| match pair {
                [certificate, issuer] => Some(read_signature(certificate, issuer)),
                _ => None,
            })
            .collect::<Result<Vec<Signature>>>()?;
        Ok(Self { certificates, rules, roots, signatures })
    }

    /// The leaf.
    #[must_use]
    pub fn leaf(&self) -> Option<&Certificate> {
        self.certificates.first()
    }

    /// The certificates as given, leaf first.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The signatures to check, from the root down. Where several roots share the name, the
    /// first checks are alternatives, one for each.
    #[must_use]
    pub fn checks(&self) -> Vec<SignatureCheck<'_>> {
        let mut checks = Vec::with_capacity(self.check_count());
        if let Some(last) = self.certificates.last() {
            for (anchor, signature) in &self.roots {
                checks.push(check(last, anchor.certificate(), signature));
            }
        }
        for (pair, signature) in self.certificates.windows(2).zip(&self.signatures).rev() {
            if let [certificate, issuer] = pair {
                checks.push(check(certificate, issuer, signature));
            }
        }
        checks
    }

    /// How many [`checks`](Self::checks) there are.
    #[must_use]
    pub fn check_count(&self) -> usize {
        self.roots.len() + self.signatures.len()
    }

    /// Judges the path at a time, given the outcome of each check in the same order, and says
    /// which root it leads to.
    ///
    /// Both ends of a validity period count as valid (RFC 5280 section 4.1.2.5).
    ///
    /// # Errors
    ///
    /// In this order: [`ErrorCode::InvalidInput`] for another number of outcomes,
    /// [`ErrorCode::BadCertSignature`], [`ErrorCode::NotACa`], [`ErrorCode::PathLength`],
    /// [`ErrorCode::KeyUsage`], [`ErrorCode::LeafIsCa`], [`ErrorCode::UnhandledCritical`],
    /// [`ErrorCode::NotYetValid`] or [`ErrorCode::Expired`], [`ErrorCode::IntermediateMarker`],
    /// [`ErrorCode::LeafMarker`].
    pub fn finish(&self, outcomes: &[bool], at: Timestamp) -> Result<&Anchor> {
        let anchor = self.signed_by(outcomes)?;
        self.judge(anchor, at)?;
        Ok(anchor)
    }

    /// Everything but the signatures, under the root that signed: constraints, dates, markers.
    pub(crate) fn judge(&self, anchor: &Anchor, at: Timestamp) -> Result<()> {
        self.constraints(anchor)?;
        anchor.certificate().valid_at(at)?;
        for certificate in self.certificates.iter().rev() {
            certificate.valid_at(at)?;
        }
        if self.rules == PathRules::AppStore {
            self.markers()?;
        }
        Ok(())
    }

    /// The root that signed, given the outcome of each check.
    pub(crate) fn signed_by(&self, outcomes: &[bool]) -> Result<&Anchor> {
        if outcomes.len() != self.check_count() {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "outcomes",
                format!("{} outcomes of checks", self.check_count()),
                format!("{}", outcomes.len()),
            ));
        }
        let (by_root, by_issuer) = outcomes.split_at(self.roots.len());
        let root = self.roots.iter().zip(by_root).find(|(_, good)| **good);
        let Some(((anchor, _), _)) = root else {
            return Err(match self.certificates.last() {
                Some(last) => not_signed(last, "a signature by the pinned root"),
                None => Error::new(ErrorCode::ChainLength, "path", "a leaf certificate", "none"),
            });
        };
        // Outcomes run from the root down, certificates from the leaf up.
        let issued = self.certificates.iter().rev().skip(1);
        for (certificate, good) in issued.zip(by_issuer) {
            if !good {
                return Err(not_signed(certificate, "a signature by its issuer"));
            }
        }
        Ok(anchor)
    }

    /// Constraints from the root down.
    fn constraints(&self, anchor: &Anchor) -> Result<()> {
        let issuers = self.certificates.len() - 1;
        path_length(anchor.certificate(), issuers)?;
        for (below, issuer) in self.certificates.iter().skip(1).enumerate().rev() {
            issuer_may_issue(issuer, below)?;
        }
        match self.leaf() {
            Some(leaf) => leaf_may_sign(leaf),
            None => Ok(()),
        }
    }

    fn markers(&self) -> Result<()> {
        let absent = |certificate: &Certificate, code, marker: &'static str| {
            Err(Error::new(code, certificate.what(), marker, "no such extension"))
        };
        for issuer in self.certificates.iter().skip(1) {
            if !issuer.extensions().intermediate_marker {
                return absent(
                    issuer,
                    ErrorCode::IntermediateMarker,
                    "extension 1.2.840.113635.100.6.2.1",
                );
            }
        }
        match self.leaf() {
            Some(leaf) if !leaf.extensions().leaf_marker => {
                absent(leaf, ErrorCode::LeafMarker, "extension 1.2.840.113635.100.6.11.1")
            }
            _ => Ok(()),
        }
    }
}

fn names_agree(certificate: &Certificate, issuer: &Certificate) -> Result<()> {
    let found = if name::is_empty(certificate.issuer()) {
        String::from("an empty name")
    } else if certificate.issuer() == issuer.subject() {
        return Ok(());
    } else {
        match name::common_name(certificate.issuer()) {
            Some(name) => format!("issuer {name:?}"),
            None => String::from("another name"),
        }
    };
    Err(Error::new(
        ErrorCode::IssuerMismatch,
        certificate.what(),
        match issuer.common_name() {
            Some(name) => format!("issuer {name:?}"),
            None => String::from("the next certificate's name as issuer"),
        },
        found,
    ))
}

/// The roots that bear the name of `last`'s issuer, each with the signature read for its curve.
fn signed_roots(last: &Certificate, anchors: &[Anchor]) -> Result<Vec<(Anchor, Signature)>> {
    let named: Vec<&Anchor> =
        anchors.iter().filter(|anchor| anchor.certificate().subject() == last.issuer()).collect();
    if named.is_empty() {
        return Err(Error::new(
            ErrorCode::UnknownAnchor,
            last.what(),
            format!("one of {} pinned roots as issuer", anchors.len()),
            match name::common_name(last.issuer()) {
                Some(name) => format!("issuer {name:?}"),
                None => String::from("another issuer"),
            },
        ));
    }
    let mut first_error = None;
    let mut roots = Vec::new();
    for anchor in named {
        match read_signature(last, anchor.certificate()) {
            Ok(signature) => roots.push((anchor.clone(), signature)),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    match first_error {
        Some(error) if roots.is_empty() => Err(error),
        _ => Ok(roots),
    }
}

fn read_signature(certificate: &Certificate, issuer: &Certificate) -> Result<Signature> {
    certificate
        .signature()
        .and_then(|der| Signature::from_der(issuer.key().curve(), der))
        .ok_or_else(|| not_signed(certificate, "a DER signature in range for its issuer's curve"))
}

fn check<'a>(
    certificate: &'a Certificate,
    issuer: &Certificate,
    signature: &Signature,
) -> SignatureCheck<'a> {
    SignatureCheck::new(
        issuer.key().clone(),
        certificate.signature_hash(),
        signature.clone(),
        certificate.tbs(),
    )
}

fn not_signed(certificate: &Certificate, expected: &'static str) -> Error {
    Error::new(ErrorCode::BadCertSignature, certificate.what(), expected, "another signature")
}

fn issuer_may_issue(issuer: &Certificate, issuers_below: usize) -> Result<()> {
    let extensions = issuer.extensions();
    if !extensions.basic_constraints.is_some_and(|constraints| constraints.ca) {
        return Err(Error::new(
            ErrorCode::NotACa,
            issuer.what(),
            "basic constraints with CA:TRUE",
            match extensions.basic_constraints {
                Some(_) => "CA:FALSE",
                None => "no basic constraints",
            },
        ));
    }
    path_length(issuer, issuers_below)?;
    if extensions.key_usage.is_some_and(|usage| !usage.key_cert_sign) {
        return Err(Error::new(
            ErrorCode::KeyUsage,
            issuer.what(),
            "a key usage with keyCertSign",
            "a key usage without it",
        ));
    }
    handled(issuer)
}

fn path_length(issuer: &Certificate, issuers_below: usize) -> Result<()> {
    let permitted =
        issuer.extensions().basic_constraints.and_then(|constraints| constraints.path_length);
    match permitted.map(usize::try_from) {
        Some(Ok(permitted)) if issuers_below > permitted => Err(Error::new(
            ErrorCode::PathLength,
            issuer.what(),
            format!("at most {permitted} authorities below it"),
            format!("{issuers_below}"),
        )),
        _ => Ok(()),
    }
}

fn leaf_may_sign(leaf: &Certificate) -> Result<()> {
    let extensions = leaf.extensions();
    if extensions.basic_constraints.is_some_and(|constraints| constraints.ca) {
        return Err(Error::new(
            ErrorCode::LeafIsCa,
            leaf.what(),
            "a certificate that is no authority",
            "CA:TRUE",
        ));
    }
    if let Some(usage) = extensions.key_usage {
        let found = match (usage.digital_signature, usage.key_cert_sign) {
            (true, false) => return handled(leaf),
            (false, _) => "a key usage without digitalSignature",
            (true, true) => "a key usage with keyCertSign",
        };
        return Err(Error::new(
            ErrorCode::KeyUsage,
            leaf.what(),
            "a key usage with digitalSignature and without keyCertSign",
            found,
        ));
    }
    handled(leaf)
}

fn handled(certificate: &Certificate) -> Result<()> {
    match certificate.extensions().unhandled_text() {
        None => Ok(()),
        Some(kind) => Err(Error::new(
            ErrorCode::UnhandledCritical,
            certificate.what(),
            "no unknown critical extension and no name constraints",
            format!("extension {kind}"),
        )),
    }
}
