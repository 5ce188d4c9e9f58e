//! PKCS#12 and key files of pyca/cryptography.

use waxwing::credentials::{Contents, KeyKind};
use waxwing::crypto::Curve;
use waxwing::error::Error;

use super::shared::Suite;

fn outcome<T>(result: &Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "accepted",
        Err(error) => error.code().name(),
    }
}

/// What a file holds, in one line.
fn summary(bytes: &[u8], password: Option<&str>) -> String {
    let contents = match Contents::read(bytes, password) {
        Ok(contents) => contents,
        Err(error) => return error.code().name().to_owned(),
    };
    let key = contents.keys().first();
    let own = contents
        .certificates()
        .iter()
        .find(|one| key.is_some_and(|key| key.public_key() == one.key()));
    let kind = key.map(|key| match key.kind() {
        KeyKind::Ec(Curve::P256 | Curve::P384) => "ECPrivateKey",
        KeyKind::Rsa { .. } => "RSAPrivateKey",
        _ => "other",
    });
    format!(
        "key {} certificate {} others {} name {}",
        kind.unwrap_or("none"),
        own.is_some(),
        contents.certificates().len() - usize::from(own.is_some()),
        own.and_then(|own| own.friendly_name()).unwrap_or("none"),
    )
}

#[test]
fn pkcs12() {
    let Some(mut suite) = Suite::begin("pyca/pkcs12", "pyca-cryptography", 31 + 17 + 31) else {
        return;
    };
    let expected = suite.read_json("expected.json");
    let expected = expected["pkcs12"].as_object().unwrap();
    for (file, entry) in expected {
        let bytes = suite.read(&format!("pkcs12/{file}"));
        let password = entry["password"].as_str();
        let wanted = format!(
            "key {} certificate {} others {} name {}",
            entry["key"].as_str().unwrap_or("none"),
            entry["has_cert"].as_bool().unwrap(),
            entry["extra_certs"].as_u64().unwrap(),
            entry["cert_name"].as_str().unwrap_or("none"),
        );
        suite.case(file, summary(&bytes, password), wanted);
        if password.is_some() {
            let wrong = Contents::read(&bytes, Some("wrong"));
            suite.case(format!("{file}, wrong password"), outcome(&wrong), "wrong_password");
        }
        let cut = (0..bytes.len()).all(|end| Contents::read(&bytes[..end], password).is_err());
        suite.case(format!("{file}, cut off"), cut, true);
    }
    suite.end();
}

#[test]
fn keys() {
    /// The file, its password, and what comes of it; where that is not what the suite's own
    /// reading says, because more keys than P-256 are read here, with the reason.
    type Row = (&'static str, Option<&'static str>, &'static str);
    const ROWS: [Row; 27] = [
        ("pkcs8/ec-consistent-curve.pem", None, "accepted"),
        ("pkcs8/ec-inconsistent-curve.pem", None, "invalid_key_curve_mismatch"),
        ("pkcs8/ec-inconsistent-curve2.pem", None, "invalid_key_curve_mismatch"),
        ("pkcs8/ec-invalid-private-scalar.pem", None, "invalid_key_scalar"),
        ("pkcs8/ec-invalid-version.pem", None, "malformed_private_key"),
        ("pkcs8/ec_oid_not_in_reg_private_2.pkcs8.pem", None, "unsupported_private_key"),
        ("pkcs8/ec_private_key.pem", None, "accepted"),
        ("pkcs8/ec_private_key_encrypted.pem", Some("123456"), "accepted"),
        ("pkcs8/ecc_private_with_rfc5915_ext.pem", None, "accepted"),
        ("pkcs8/invalid-version.der", None, "malformed_private_key"),
        ("pkcs8/nodompar_private.pkcs8.pem", None, "unsupported_private_key"),
        // RSA keys are keys here.
        ("pkcs8/unenc-rsa-pkcs8.pem", None, "accepted"),
        ("pkcs8/unknown-oid.der", None, "unsupported_private_key"),
        // On a curve of another kind, but named, and with its public part beside it.
        ("pkcs8/withdompar_private.pkcs8.pem", None, "unsupported_private_key"),
        ("pkcs8/wrong-pem-delimiter-rsa.pem", None, "accepted"),
        ("ec-keys/ec-missing-curve.pem", None, "malformed_private_key"),
        ("ec-keys/ec_private_key_non_zero_unused_bits.der", None, "malformed_private_key"),
        ("ec-keys/explicit_parameters_private_key.pem", None, "unsupported_private_key"),
        ("ec-keys/high-bit-set.pem", None, "accepted"),
        // A named curve that nothing is computed on.
        ("ec-keys/secp128r1_private_key.pem", None, "accepted"),
        ("ec-keys/secp256r1-explicit-no-seed.pem", None, "unsupported_private_key"),
        ("ec-keys/secp256r1-explicit-seed.pem", None, "unsupported_private_key"),
        // Public keys: read as such, and never as a private one.
        ("ec-keys/secp256r1-pub-explicit-no-seed.pem", None, "missing_private_key"),
        ("ec-keys/secp256r1-pub-explicit-seed.pem", None, "missing_private_key"),
        ("ec-keys/secp384r1-explicit-no-seed.pem", None, "unsupported_private_key"),
        ("ec-keys/secp384r1-pub-explicit-no-seed.pem", None, "missing_private_key"),
        // One byte in place of thirty-two.
        ("ec-keys/truncated-private-key.der", None, "invalid_key_scalar"),
    ];
    let Some(mut suite) = Suite::begin("pyca/credential-keys", "pyca-cryptography", 2 * 27) else {
        return;
    };
    let read = |bytes: &[u8], password| {
        Contents::read(bytes, password).and_then(Contents::into_private_key)
    };
    for (file, password, expected) in ROWS {
        let bytes = suite.read(file);
        suite.case(file, outcome(&read(&bytes, password)), expected);
        let all = (0..bytes.len()).all(|end| {
            let cut = read(&bytes[..end], password);
            cut.is_err() || bytes[end..].iter().all(u8::is_ascii_whitespace)
        });
        suite.case(format!("{file}, cut off"), all, true);
    }
    suite.end();
}

/// The suite's own certificate belongs to its own key.
#[test]
fn authority() {
    let Some(mut suite) = Suite::begin("pyca/pkcs12-authority", "pyca-cryptography", 1) else {
        return;
    };
    let (certificate, key) = (suite.read("pkcs12/ca.pem"), suite.read("pkcs12/ca_key.pem"));
    let identity = waxwing::credentials::Identity::from_parts(&certificate, &key, None);
    suite.case("ca", outcome(&identity), "accepted");
    suite.end();
}
