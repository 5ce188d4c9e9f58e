//! Every PKCS#12 file beside the script, by the variants that tools write.

use serde_json::{Value, json};

use super::{case, holds};
use crate::credentials::{PASSWORD, UNICODE, issued, key_json, pkcs8_of};
use crate::file::Case;

/// One PKCS#12 file of the script.
pub(super) struct P12 {
    name: &'static str,
    pub(super) password: &'static str,
    certificates: &'static [&'static str],
    has_key: bool,
    friendly_name: Option<&'static str>,
    protection: &'static [&'static str],
}

pub(super) const fn one(name: &'static str, protection: &'static [&'static str]) -> P12 {
    P12 {
        name,
        password: PASSWORD,
        certificates: &["universal"],
        has_key: true,
        friendly_name: None,
        protection,
    }
}

pub(super) const MODERN: &[&str] = &[
    "HMAC with SHA-256, 2048 iterations",
    "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations",
];
const LEGACY: &[&str] = &[
    "HMAC with SHA-1, 2048 iterations",
    "PBES1 with RC2-40 and SHA-1, 2048 iterations",
    "PBES1 with 3DES and SHA-1, 2048 iterations",
];
const TRIPLE: &[&str] =
    &["HMAC with SHA-1, 2048 iterations", "PBES1 with 3DES and SHA-1, 2048 iterations"];
const NSS: &[&str] = &[
    "HMAC with SHA-256, 600000 iterations",
    "PBES2 with AES-256, PBKDF2 with SHA-256, 600000 iterations",
    "PBES2 with AES-128, PBKDF2 with SHA-256, 600000 iterations",
];

/// Every PKCS#12 file beside the script, by the variants that tools write.
pub(super) fn table() -> Vec<P12> {
    let push = Some("push");
    vec![
        one("openssl3", MODERN),
        one(
            "openssl3-sha512-mac",
            &[
                "HMAC with SHA-512, 2048 iterations",
                "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations",
            ],
        ),
        P12 { certificates: &[], ..one("openssl3-key-only", MODERN) },
        P12 { has_key: false, ..one("openssl3-cert-only", MODERN) },
        P12 {
            certificates: &["universal", "ca"],
            friendly_name: Some("Apple Push Services: com.example.app"),
            ..one("openssl3-chain", MODERN)
        },
        P12 { certificates: &["ec"], ..one("openssl3-ec", MODERN) },
        P12 { certificates: &["ec384"], ..one("openssl3-ec384", MODERN) },
        P12 { certificates: &["other"], ..one("other-certificate", MODERN) },
        one(
            "aes128-sha1-mac",
            &[
                "HMAC with SHA-1, 2048 iterations",
                "PBES2 with AES-128, PBKDF2 with SHA-256, 2048 iterations",
            ],
        ),
        one("legacy", LEGACY),
        one("legacy-3des", TRIPLE),
        one(
            "legacy-rc2-40-key",
            &["HMAC with SHA-1, 2048 iterations", "PBES1 with RC2-40 and SHA-1, 2048 iterations"],
        ),
        one(
            "legacy-rc2-128-certs",
            &[
                "HMAC with SHA-1, 2048 iterations",
                "PBES1 with RC2-128 and SHA-1, 2048 iterations",
                "PBES1 with 3DES and SHA-1, 2048 iterations",
            ],
        ),
        one("unencrypted-certs", TRIPLE),
        one("unencrypted", &["HMAC with SHA-256, 2048 iterations"]),
        P12 {
            friendly_name: Some("Push key"),
            ..one(
                "keychain",
                &[
                    "HMAC with SHA-1, 1 iterations",
                    "PBES1 with RC2-40 and SHA-1, 2048 iterations",
                    "PBES1 with 3DES and SHA-1, 2048 iterations",
                ],
            )
        },
        P12 {
            certificates: &[],
            friendly_name: Some("Push key"),
            ..one(
                "keychain-key-only",
                &["HMAC with SHA-1, 1 iterations", "PBES1 with 3DES and SHA-1, 2048 iterations"],
            )
        },
        one("no-mac", &["PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations"]),
        one(
            "pbes2-3des",
            &[
                "HMAC with SHA-256, 2048 iterations",
                "PBES2 with 3DES, PBKDF2 with SHA-256, 2048 iterations",
            ],
        ),
        one(
            "pbmac1",
            &[
                "PBMAC1 with SHA-256, 2048 iterations",
                "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations",
            ],
        ),
        one("ber-outer", MODERN),
        one(
            "windows-3des",
            &["HMAC with SHA-1, 2000 iterations", "PBES1 with 3DES and SHA-1, 2000 iterations"],
        ),
        P12 {
            friendly_name: Some("1"),
            ..one(
                "java",
                &[
                    "HMAC with SHA-256, 10000 iterations",
                    "PBES2 with AES-256, PBKDF2 with SHA-256, 10000 iterations",
                ],
            )
        },
        P12 {
            friendly_name: Some("1"),
            ..one(
                "java-legacy",
                &[
                    "HMAC with SHA-1, 100000 iterations",
                    "PBES1 with 3DES and SHA-1, 50000 iterations",
                    "PBES1 with RC2-40 and SHA-1, 50000 iterations",
                ],
            )
        },
        P12 { friendly_name: push, ..one("nss", NSS) },
        P12 { friendly_name: push, password: UNICODE, ..one("nss-unicode-password", NSS) },
        P12 {
            friendly_name: push,
            ..one(
                "nss-legacy",
                &[
                    "HMAC with SHA-256, 600000 iterations",
                    "PBES1 with 3DES and SHA-1, 600000 iterations",
                    "PBES1 with RC2-40 and SHA-1, 600000 iterations",
                ],
            )
        },
        P12 { password: "", ..one("empty-password", MODERN) },
        P12 { password: "", ..one("empty-password-legacy", LEGACY) },
        P12 { password: UNICODE, ..one("unicode-password", MODERN) },
        P12 { password: UNICODE, ..one("unicode-password-legacy", LEGACY) },
        one(
            "iterations-65536",
            &[
                "HMAC with SHA-256, 65536 iterations",
                "PBES2 with AES-256, PBKDF2 with SHA-256, 65536 iterations",
            ],
        ),
        one(
            "legacy-iterations-65536",
            &["HMAC with SHA-1, 65536 iterations", "PBES1 with 3DES and SHA-1, 65536 iterations"],
        ),
    ]
}

impl P12 {
    pub(super) fn is_slow(&self) -> bool {
        ["nss", "java-legacy", "iterations", "legacy-iterations"]
            .iter()
            .any(|start| self.name.starts_with(start))
    }

    pub(super) fn expected(&self) -> Value {
        let own = self.certificates.first().copied().unwrap_or("universal");
        let keys: Vec<Value> = self
            .has_key
            .then(|| key_json(&pkcs8_of(own), own, self.friendly_name))
            .into_iter()
            .collect();
        let certificates: Vec<Value> = self
            .certificates
            .iter()
            .map(|name| issued(name).json(self.friendly_name.filter(|_| *name == own)))
            .collect();
        holds(&["pkcs12"], self.protection, json!({"keys": keys, "certificates": certificates}))
    }

    pub(super) fn case(&self, prefix: &str, password: Option<&str>) -> Case {
        let name = format!("{prefix}{}", self.name.replace('-', "_"));
        let file: &'static str = Box::leak(format!("{}.p12", self.name).into_boxed_str());
        let case = case(&name, file, password);
        if self.is_slow() { case.set("slow", true) } else { case }
    }
}

pub(super) fn files() -> Vec<Case> {
    let table = table();
    table.iter().map(|p12| p12.case("p12_", Some(p12.password)).expect(p12.expected())).collect()
}
