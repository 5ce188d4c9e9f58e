//! `certificate-request.json`: requests, signed here or by the host.

use serde_json::{Value, json};

use super::{issued, pem, sha256, unpem};
use crate::apns::key_file::{p8, rfc6979};
use crate::cert;
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};
use crate::rsa::RsaKey;
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = signed_here();
    cases.extend(signed_by_the_host());
    cases.extend(subjects());
    cases.extend(refusals());
    VectorFile::new(
        "certificate-request.json",
        "certificate_request",
        "Certificate requests (RFC 2986). With p8 the request is made and signed here, which is \
         deterministic; with spki_b64 the host signs signing_input_b64 with the algorithm and \
         signature_b64 is put in, ECDSA as DER or as r and s side by side.",
        cases,
    )
    .refuses_little()
}

#[derive(Clone)]
struct Subject {
    common_name: String,
    email: Option<String>,
    country: Option<String>,
}

fn subject(common_name: &str, email: Option<&str>, country: Option<&str>) -> Subject {
    Subject {
        common_name: common_name.into(),
        email: email.map(Into::into),
        country: country.map(Into::into),
    }
}

fn usual() -> Subject {
    subject("Push", Some("push@example.com"), Some("US"))
}

impl Subject {
    fn json(&self) -> Value {
        let mut json = json!({"common_name": self.common_name});
        for (key, text) in [("email", &self.email), ("country", &self.country)] {
            if let Some(text) = text {
                json[key] = text.as_str().into();
            }
        }
        json
    }

    /// In the order of Keychain Access, each in the string type of its attribute.
    fn der(&self) -> Vec<u8> {
        const IA5_STRING: u8 = 0x16;
        let part = |oid: &str, tag: u8, text: &str| {
            let value = der::element(tag, text.as_bytes());
            der::set(&[&der::sequence(&[&der::oid(oid), &value])])
        };
        let email = self.email.as_ref().map(|text| part("1.2.840.113549.1.9.1", IA5_STRING, text));
        let name = part("2.5.4.3", der::UTF8_STRING, &self.common_name);
        let country =
            self.country.as_ref().map(|text| part("2.5.4.6", der::PRINTABLE_STRING, text));
        let parts = [email.unwrap_or_default(), name, country.unwrap_or_default()];
        der::sequence(&[&parts.concat()])
    }

    /// CertificationRequestInfo (RFC 2986 section 4.1).
    fn info(&self, spki: &[u8]) -> Vec<u8> {
        der::sequence(&[&der::integer(&[0]), &self.der(), spki, &der::explicit(0, &[])])
    }
}

fn request(info: &[u8], algorithm: &[u8], signature: &[u8]) -> Vec<u8> {
    der::sequence(&[info, algorithm, &der::bits(signature)])
}

fn made(algorithm: &str, kind: &str, info: &[u8], der: &[u8]) -> Value {
    json!({
        "algorithm": algorithm,
        "kind": kind,
        "signing_input_b64": base64(info),
        "pem": pem("CERTIFICATE REQUEST", der),
        "sha256": sha256(der),
    })
}

fn case(name: &str, subject: &Subject) -> Case {
    Case::new(name).set("subject", subject.json())
}

fn here(name: &str, subject: &Subject) -> Case {
    case(name, subject).set("p8", p8(&rfc6979()))
}

const ECDSA_SHA256: &str = "ecdsa-with-SHA256";

/// Signed with the key of RFC 6979 appendix A.2.5.
fn signed(subject: &Subject) -> Value {
    let key = rfc6979();
    let info = subject.info(&key.spki());
    let signature = key.sign(Hash::Sha256, &info).der();
    let der = request(&info, &cert::algorithm(cert::ECDSA_SHA256), &signature);
    made(ECDSA_SHA256, "P-256", &info, &der)
}

fn signed_here() -> Vec<Case> {
    [
        ("common_name_alone", subject("Push", None, None)),
        ("as_keychain_access_writes_it", usual()),
        ("with_email", subject("Push", Some("a@b"), None)),
        ("with_country", subject("Push", None, Some("DE"))),
        ("common_name_of_one_character", subject("P", None, None)),
        ("common_name_of_64_characters", subject(&"п".repeat(64), None, None)),
        ("common_name_with_accents", subject("Jürgen Пуш 推", None, None)),
        ("email_of_255_characters", subject("Push", Some(&format!("{}@b", "a".repeat(253))), None)),
    ]
    .into_iter()
    .map(|(name, subject)| here(name, &subject).expect(signed(&subject)))
    .collect()
}

fn hosted(name: &str, spki: &[u8], signature: &[u8]) -> Case {
    case(name, &usual()).set("spki_b64", base64(spki)).set("signature_b64", base64(signature))
}

fn rsa_signed(key: &RsaKey) -> (Vec<u8>, Vec<u8>) {
    let info = usual().info(&key.spki());
    let signature = key.sign(crate::rsa::Hash::Sha256, &info);
    (info, signature)
}

fn signed_by_the_host() -> Vec<Case> {
    let p256 = rfc6979();
    let info = usual().info(&p256.spki());
    let signature = p256.sign(Hash::Sha256, &info);
    let p384 = Key::p384("request");
    let info384 = usual().info(&p384.spki());
    let signature384 = p384.sign(Hash::Sha384, &info384);
    let der384 = request(&info384, &cert::algorithm(cert::ECDSA_SHA384), &signature384.der());
    let made384 = made("ecdsa-with-SHA384", "P-384", &info384, &der384);
    let rsa = RsaKey::new("leaf");
    let (rsa_info, rsa_signature) = rsa_signed(&rsa);
    let rsa_der =
        request(&rsa_info, &cert::algorithm_with_null(crate::rsa::RSA_SHA256), &rsa_signature);
    // What openssl made of its own keys, with the signature taken out of its request.
    let theirs = |file: &str, certificate: &str, algorithm: &str| {
        let der = unpem(&super::read_text(file));
        let parts = super::children(&der);
        let signature = der::content(&parts[2])[1..].to_vec();
        let kind = issued(certificate).kind;
        hosted(
            &format!("of_openssl_{}", &file[8..file.len() - 4]),
            &issued(certificate).spki(),
            &signature,
        )
        .expect(made(algorithm, kind, &parts[0], &der))
    };
    vec![
        hosted("p256_signature_in_der", &p256.spki(), &signature.der()).expect(signed(&usual())),
        hosted("p256_signature_side_by_side", &p256.spki(), &signature.raw())
            .expect(signed(&usual())),
        hosted("p384_signature_in_der", &p384.spki(), &signature384.der()).expect(made384.clone()),
        hosted("p384_signature_side_by_side", &p384.spki(), &signature384.raw()).expect(made384),
        hosted("rsa_signature", &rsa.spki(), &rsa_signature).expect(made(
            "sha256WithRSAEncryption",
            "RSA 2048",
            &rsa_info,
            &rsa_der,
        )),
        theirs("request-rsa.csr", "universal", "sha256WithRSAEncryption"),
        theirs("request-ec.csr", "ec", ECDSA_SHA256),
    ]
}

fn subjects() -> Vec<Case> {
    let refused = |name: &str, subject: &Subject, about: &str| {
        here(name, subject).refused_about("invalid_input", about)
    };
    let name = |case: &str, text: &str| refused(case, &subject(text, None, None), "common name");
    let email =
        |case: &str, text: &str| refused(case, &subject("Push", Some(text), None), "email address");
    let country =
        |case: &str, text: &str| refused(case, &subject("Push", None, Some(text)), "country");
    vec![
        name("common_name_empty", ""),
        name("common_name_of_65_characters", &"a".repeat(65)),
        name("common_name_with_line_feed", "Pu\nsh"),
        name("common_name_with_zero", "Pu\0sh"),
        email("email_empty", ""),
        email("email_without_at", "push.example.com"),
        email("email_with_space", "push @example.com"),
        email("email_with_accent", "jürgen@example.com"),
        email("email_of_256_characters", &format!("{}@b", "a".repeat(254))),
        country("country_empty", ""),
        country("country_in_lower_case", "de"),
        country("country_of_three_letters", "DEU"),
        country("country_of_digits", "49"),
    ]
}

fn refusals() -> Vec<Case> {
    let p256 = rfc6979();
    let rsa = RsaKey::new("leaf");
    let (_, rsa_signature) = rsa_signed(&rsa);
    let raw = p256.sign(Hash::Sha256, &usual().info(&p256.spki())).raw();
    let ed25519 = der::sequence(&[&cert::algorithm("1.3.101.112"), &der::bits(&[7; 32])]);
    let refused = |name: &str, spki: &[u8], signature: &[u8]| {
        hosted(name, spki, signature).refused_about("invalid_input", "signature")
    };
    vec![
        refused("signature_empty", &p256.spki(), &[]),
        refused("signature_cut", &p256.spki(), &raw[..63]),
        refused("signature_with_a_byte_after_it", &p256.spki(), &[&raw[..], &[0]].concat()),
        refused("signature_of_zeros", &p256.spki(), &[0; 64]),
        refused("signature_on_another_curve", &Key::p384("request").spki(), &raw),
        refused("rsa_signature_cut", &rsa.spki(), &rsa_signature[..255]),
        refused("rsa_signature_in_the_place_of_ecdsa", &p256.spki(), &rsa_signature),
        hosted("key_ed25519", &ed25519, &[7; 64])
            .refused_about("unsupported_private_key", "public key"),
        hosted("key_damaged", &p256.spki()[..80], &raw)
            .refused_about("malformed_cert", "public key"),
    ]
}
