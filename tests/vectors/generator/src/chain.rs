//! The throw-away authority: a root, an intermediate and a leaf shaped like Apple's.

use crate::cert::{self, Cert};
use crate::der;
use crate::key::Key;
use crate::time::{DAY, ms, time};

pub(crate) const ROOT_NAME: &str = "Test Root CA";
pub(crate) const INTERMEDIATE_NAME: &str = "Test WWDR CA";
pub(crate) const LEAF_NAME: &str = "Test Signing";

pub(crate) const ROOT_VALIDITY: (&str, &str) = ("2014-04-30T18:19:06", "2039-04-30T18:19:06");
pub(crate) const INTERMEDIATE_VALIDITY: (&str, &str) =
    ("2021-03-17T20:37:10", "2036-03-19T00:00:00");
pub(crate) const LEAF_VALIDITY: (&str, &str) = ("2025-09-19T19:44:51", "2027-10-13T17:47:23");

/// The time of check of most cases.
pub(crate) fn now() -> i64 {
    ms("2026-06-01T00:00:00")
}

/// The signing time of most cases, with milliseconds.
pub(crate) fn signed() -> i64 {
    ms("2026-05-31T12:34:56") + 789
}

pub(crate) fn leaf_valid_until() -> i64 {
    ms(LEAF_VALIDITY.1)
}

pub(crate) fn leaf_valid_from() -> i64 {
    ms(LEAF_VALIDITY.0)
}

/// The whole authority, every part open to change before [`build`](Self::build).
#[derive(Clone)]
pub(crate) struct Authority {
    pub(crate) root: Cert,
    pub(crate) root_key: Key,
    pub(crate) intermediate: Cert,
    pub(crate) intermediate_key: Key,
    pub(crate) leaf: Cert,
    pub(crate) leaf_key: Key,
    /// Stands third in `x5c` in the place of the root when there.
    pub(crate) third: Option<Vec<u8>>,
}

/// Three signed certificates and the leaf's key.
#[derive(Clone)]
pub(crate) struct Chain {
    pub(crate) leaf: Vec<u8>,
    pub(crate) intermediate: Vec<u8>,
    pub(crate) root: Vec<u8>,
    /// What stands third in `x5c`: the root, unless a case is about something else.
    pub(crate) third: Vec<u8>,
    pub(crate) key: Key,
}

impl Authority {
    /// P-384 root and intermediate, P-256 leaf, ecdsa-with-SHA384 on each, both markers, the
    /// extensions of Apple's chain with their criticality.
    pub(crate) fn new() -> Self {
        Self::with_keys(Key::p384("root"), Key::p384("intermediate"), Key::p256("leaf"))
    }

    /// The same names and shape around other keys.
    pub(crate) fn with_keys(root_key: Key, intermediate_key: Key, leaf_key: Key) -> Self {
        let root_name = cert::name(ROOT_NAME);
        let mut root = Cert::new("2dc5fc01", &root_name, &root_name, ROOT_VALIDITY, &root_key);
        root.put(cert::authority(None));
        root.put(cert::key_usage(cert::KEY_CERT_SIGN | cert::CRL_SIGN));
        root.put(cert::subject_key(&root_key));

        let intermediate_name = cert::name(INTERMEDIATE_NAME);
        let mut intermediate = Cert::new(
            "22c1a102",
            &root_name,
            &intermediate_name,
            INTERMEDIATE_VALIDITY,
            &intermediate_key,
        );
        intermediate.put(cert::authority(Some(0)));
        intermediate.put(cert::authority_key(&root_key));
        intermediate.put(cert::subject_key(&intermediate_key));
        intermediate.put(cert::key_usage(cert::KEY_CERT_SIGN | cert::CRL_SIGN));
        intermediate.put(cert::marker(cert::INTERMEDIATE_MARKER));

        let leaf_name = cert::name(LEAF_NAME);
        let mut leaf =
            Cert::new("47c28703", &intermediate_name, &leaf_name, LEAF_VALIDITY, &leaf_key);
        leaf.put(cert::no_authority());
        leaf.put(cert::authority_key(&intermediate_key));
        leaf.put(cert::subject_key(&leaf_key));
        leaf.put(cert::key_usage(cert::DIGITAL_SIGNATURE));
        leaf.put(cert::marker(cert::LEAF_MARKER));

        Self { root, root_key, intermediate, intermediate_key, leaf, leaf_key, third: None }
    }

    /// The authority as Apple publishes one for tests: all keys on P-256, SHA-384 on every
    /// certificate, no key usage, no key identifiers, basic constraints not critical. Its third
    /// entry is a word instead of a certificate: that entry carries no weight. Its tokens are
    /// half as long and quicker to check, so that every table about something else than
    /// certificates uses it.
    pub(crate) fn mock() -> Self {
        Self::mock_with_leaf_key(Key::p256("mock leaf"))
    }

    fn mock_with_leaf_key(leaf_key: Key) -> Self {
        let mut authority =
            Self::with_keys(Key::p256("mock root"), Key::p256("mock intermediate"), leaf_key);
        let not_critical = |ca: bool| {
            let ca = if ca { der::boolean(0xff) } else { Vec::new() };
            cert::extension(cert::BASIC_CONSTRAINTS, false, &der::sequence(&[&ca]))
        };
        for (cert, ca, marker) in [
            (&mut authority.root, true, None),
            (&mut authority.intermediate, true, Some(cert::INTERMEDIATE_MARKER)),
            (&mut authority.leaf, false, Some(cert::LEAF_MARKER)),
        ] {
            cert.extensions.clear();
            cert.put(not_critical(ca));
            if let Some(oid) = marker {
                cert.put(cert::marker(oid));
            }
        }
        authority.third = Some(b"pinned".to_vec());
        authority
    }

    /// The mock authority's leaf of the generation before: another key, other dates.
    pub(crate) fn mock_earlier() -> Self {
        let mut authority = Self::mock_with_leaf_key(Key::p256("mock leaf 1"));
        authority.leaf.serial = der::unsigned(&[0x7d, 0x39, 0x5f, 0x01]);
        authority.leaf.not_before = time(EARLIER_LEAF_VALIDITY.0);
        authority.leaf.not_after = time(EARLIER_LEAF_VALIDITY.1);
        authority
    }

    /// Every certificate signed by the one above it.
    pub(crate) fn build(&self) -> Chain {
        let root = self.root.signed_by(&self.root_key);
        Chain {
            leaf: self.leaf.signed_by(&self.intermediate_key),
            intermediate: self.intermediate.signed_by(&self.root_key),
            third: self.third.clone().unwrap_or_else(|| root.clone()),
            root,
            key: self.leaf_key.clone(),
        }
    }
}

impl Chain {
    /// The chain shaped like Apple's.
    pub(crate) fn good() -> Self {
        Authority::new().build()
    }

    /// The authority with one change.
    pub(crate) fn changed(change: impl FnOnce(&mut Authority)) -> Self {
        let mut authority = Authority::new();
        change(&mut authority);
        authority.build()
    }

    /// The mock authority's chain.
    pub(crate) fn mock() -> Self {
        Authority::mock().build()
    }

    pub(crate) fn x5c(&self) -> [&[u8]; 3] {
        [&self.leaf, &self.intermediate, &self.third]
    }
}

pub(crate) const EARLIER_LEAF_VALIDITY: (&str, &str) =
    ("2023-09-12T19:51:53", "2025-10-11T19:51:52");

/// A signing time within the earlier leaf's validity.
pub(crate) fn earlier_signed() -> i64 {
    ms(EARLIER_LEAF_VALIDITY.0) + 40 * DAY
}

/// A root with the test root's name and another key.
pub(crate) fn decoy_root() -> Vec<u8> {
    Authority::with_keys(Key::p384("decoy root"), Key::p384("intermediate"), Key::p256("leaf"))
        .build()
        .root
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Another implementation has to agree that the good chain is good. Without one installed
    /// there is nothing to compare with.
    #[test]
    fn openssl_verifies_the_good_chains() {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skip: openssl is not installed");
            return;
        }
        for (name, chain, at) in [
            ("good", Chain::good(), now()),
            ("mock", Chain::mock(), now()),
            ("mock earlier", Authority::mock_earlier().build(), earlier_signed()),
        ] {
            let folder = std::env::temp_dir().join(format!("vectors-generator-{name}"));
            std::fs::create_dir_all(&folder).unwrap();
            for (file, der) in [
                ("leaf", &chain.leaf),
                ("intermediate", &chain.intermediate),
                ("root", &chain.root),
            ] {
                let body = crate::token::base64(der);
                let pem =
                    format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
                let lines: Vec<String> = pem
                    .lines()
                    .flat_map(|line| {
                        line.as_bytes().chunks(64).map(|c| String::from_utf8_lossy(c).into_owned())
                    })
                    .collect();
                std::fs::write(folder.join(file), lines.join("\n") + "\n").unwrap();
            }
            let output = Command::new("openssl")
                .current_dir(&folder)
                .args(["verify", "-attime", &(at / 1000).to_string()])
                .args(["-CAfile", "root", "-untrusted", "intermediate", "leaf"])
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {text}");
            std::fs::remove_dir_all(&folder).unwrap();
        }
    }
}
