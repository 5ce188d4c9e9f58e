//! Certificate requests.

use waxwing::credentials::{
    CertificateRequest, Contents, PrivateKey, RequestSubject, UnsignedRequest, signing_key,
};
use waxwing::crypto::{Curve, Hash, PublicKey, Signature};
use waxwing::error::ErrorCode;

use super::{code, file};

fn subject() -> RequestSubject {
    RequestSubject::new("Push").unwrap().email("push@example.com").unwrap().country("US").unwrap()
}

/// The part of a request that is signed.
fn info(der: &[u8]) -> &[u8] {
    use der::{Decode, Reader};
    let any = der::asn1::AnyRef::from_der(der).unwrap();
    let mut reader = der::SliceReader::new(any.value()).unwrap();
    reader.tlv_bytes().unwrap()
}

#[test]
fn requests_are_those_of_openssl() {
    let ec = PrivateKey::from_pem(&file("key-ec.p8"), None).unwrap();
    let rsa = PrivateKey::from_pem(&file("key-pkcs8.pem"), None).unwrap();
    for (key, name) in [(&ec, "request-ec.csr"), (&rsa, "request-rsa.csr")] {
        let made = UnsignedRequest::new(&subject(), key.public_key()).unwrap();
        let contents = Contents::read(&file(name), None).unwrap();
        let openssl = &contents.requests()[0];
        assert_eq!(openssl.key(), key.public_key());
        assert_eq!(made.signing_input(), info(openssl.der()), "{name}");
        assert_eq!(openssl.to_pem().as_bytes(), file(name));
    }
}

#[test]
fn a_request_is_signed_the_same_here_and_by_the_host() {
    let key = signing_key(&file("key-ec.p8"), None).unwrap();
    let request = CertificateRequest::sign(&subject(), &key).unwrap();
    let unsigned = UnsignedRequest::new(&subject(), request.key()).unwrap();
    assert_eq!(unsigned.algorithm(), "ecdsa-with-SHA256");
    let raw = key.sign(unsigned.signing_input());
    let public: PublicKey = key.public_key().unwrap();
    let signature = Signature::from_raw(Curve::P256, &raw).unwrap();
    assert!(public.verify(Hash::Sha256, unsigned.signing_input(), &signature));
    let by_host = unsigned.clone().assemble(&raw).unwrap();
    assert_eq!(by_host, request);
    // DER, as openssl dgst writes it, is taken too.
    let der = request.der();
    let start = der
        .windows(2)
        .rposition(|pair| pair == [0x30, 0x46] || pair == [0x30, 0x45] || pair == [0x30, 0x44])
        .unwrap();
    assert_eq!(unsigned.assemble(&der[start..]).unwrap(), request);
    assert_eq!(CertificateRequest::from_der(der).unwrap(), request);
    let read = Contents::read(request.to_pem().as_bytes(), None).unwrap();
    assert_eq!(read.requests(), [request]);
}

#[test]
fn rsa_and_p384_are_signed_by_the_host() {
    let rsa = PrivateKey::from_pem(&file("key-pkcs8.pem"), None).unwrap();
    let request = UnsignedRequest::new(&subject(), rsa.public_key()).unwrap();
    assert_eq!(request.algorithm(), "sha256WithRSAEncryption");
    assert!(request.clone().assemble(&[1; 256]).is_ok());
    assert_eq!(code(request.assemble(&[1; 255])), Some(ErrorCode::InvalidInput));
    let p384 = PrivateKey::from_pem(&file("key-ec384.p8"), None).unwrap();
    let request = UnsignedRequest::new(&subject(), p384.public_key()).unwrap();
    assert_eq!(request.algorithm(), "ecdsa-with-SHA384");
    assert!(request.clone().assemble(&[1; 96]).is_ok());
    assert_eq!(code(request.assemble(&[1; 64])), Some(ErrorCode::InvalidInput));
}

#[test]
fn subjects_are_checked() {
    for bad in ["", "a\nb", &"a".repeat(65)] {
        assert_eq!(code(RequestSubject::new(bad)), Some(ErrorCode::InvalidInput), "{bad:?}");
    }
    let subject = RequestSubject::new("Jürgen Пуш").unwrap();
    for bad in ["", "a", "a b@c", "ä@b", &format!("{}@b", "a".repeat(254))] {
        assert!(subject.clone().email(bad).is_err(), "{bad:?}");
    }
    for bad in ["", "d", "de", "DEU", "Ä"] {
        assert!(subject.clone().country(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn damaged_requests_are_refused() {
    let bytes = file("request-rsa.der");
    for end in 1..bytes.len() {
        let cut = CertificateRequest::from_der(&bytes[..end]);
        assert_eq!(code(cut), Some(ErrorCode::TruncatedFile), "{end}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(code(CertificateRequest::from_der(&longer)), Some(ErrorCode::MalformedRequest));
}
