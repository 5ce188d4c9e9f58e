//! Which OCSP requests a verification asks for: row F16 of the security guide.

use serde_json::{Value, json};

use crate::cert;
use crate::chain::{Authority, earlier_signed};
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};
use crate::ocsp::{
    INTERMEDIATE_URL, LEAF_URL, Subject, authority, earlier_authority, intermediate_of, leaf_of,
    locations, named, request,
};
use crate::payload::{notification, transaction, with};
use crate::token::{base64, resigned, token};
use crate::verify::{Verify, shared_roots, verify};

pub(crate) fn file() -> VectorFile {
    let mut cases = asked();
    cases.extend(urls());
    cases.extend(not_asked());
    VectorFile::new(
        "ocsp-requests.json",
        "ocsp_requests",
        "Which OCSP requests a verifier asks for: one for each certificate below the root, of every \
         chain once, after everything else about the chain and the signatures has been found good \
         (row F16 of the security guide). The bytes are an OCSPRequest of one entry, whose CertID \
         is hashed with SHA-1, without extensions.",
        cases,
    )
    .share("roots", shared_roots())
    .refuses_little()
}

fn ask(name: impl Into<String>, token: String) -> Verify {
    verify(name, token).set("revocation", "required")
}

fn one(url: &str, certificate: &str, subject: &Subject) -> Value {
    json!({"url": url, "certificate": certificate, "body_b64": base64(request(subject))})
}

fn requests(list: &[Value]) -> Value {
    json!({"requests": list})
}

fn of(authority: &Authority) -> String {
    token(&authority.build(), &transaction().to_string())
}

fn both(authority: &Authority) -> Vec<Value> {
    vec![
        one(LEAF_URL, "leaf", &leaf_of(authority)),
        one(INTERMEDIATE_URL, "intermediate", &intermediate_of(authority)),
    ]
}

fn asked() -> Vec<Case> {
    let mock = authority();
    let apples = named(Authority::new(), LEAF_URL);
    let earlier = earlier_authority();
    let mut high_serial = authority();
    high_serial.leaf.serial = crate::der::unsigned(&[0x98, 0xd9, 0xe5, 0x01]);
    let nested = |authority: &Authority, signed_at: i64| {
        let inner = with(transaction(), &[("/signedDate", json!(signed_at))]);
        let inner = token(&authority.build(), &inner.to_string());
        let outer = with(notification(), &[("/data/signedTransactionInfo", json!(inner))]);
        token(&mock.build(), &outer.to_string())
    };
    let mut three = both(&mock);
    three.push(one(LEAF_URL, "leaf", &leaf_of(&earlier)));
    vec![
        ask("leaf_and_intermediate", of(&mock)).expect(requests(&both(&mock))),
        ask("of_a_chain_shaped_like_apples", of(&apples))
            .roots(&["test"])
            .expect(requests(&both(&apples))),
        ask("a_serial_with_a_high_bit", of(&high_serial)).expect(requests(&both(&high_serial))),
        verify("soft", of(&mock)).set("revocation", "soft").expect(requests(&both(&mock))),
        verify("off", of(&mock)).set("revocation", "off").expect(requests(&[])),
        ask("nested_of_the_same_chain", nested(&mock, crate::chain::signed()))
            .kind("notification")
            .expect(requests(&both(&mock))),
        ask("nested_of_an_earlier_leaf", nested(&earlier, earlier_signed()))
            .kind("notification")
            .expect(requests(&three)),
        ask("whatever_the_payload_says", of(&mock))
            .bundle_ids(&["com.example.other"])
            .expect(requests(&both(&mock))),
    ]
}

fn urls() -> Vec<Case> {
    let at = |name: &str, urls: &[&[u8]], hosts: &[&str]| {
        let mut authority = authority();
        authority.leaf.put(locations(urls));
        let case = ask(name, of(&authority));
        let case = if hosts.is_empty() { case } else { case.set("ocsp_hosts", hosts.to_vec()) };
        (case, authority)
    };
    let intermediate = || one(INTERMEDIATE_URL, "intermediate", &intermediate_of(&authority()));
    let mut cases = Vec::new();
    for (what, url) in [
        ("https", &b"https://ocsp.apple.com/x"[..]),
        ("file", b"file:///etc/passwd"),
        ("another_host", b"http://ocsp.example.com/x"),
        ("a_host_below", b"http://ocsp.apple.com.example.com/x"),
        ("user_information", b"http://ocsp.apple.com@ocsp.example.com/x"),
        ("own_user_information", b"http://user@ocsp.apple.com/x"),
        ("line_break", b"http://ocsp.apple.com/x\r\nHost: ocsp.example.com"),
        ("blank", b"http://ocsp.apple.com/ x"),
        ("not_ascii", b"http://ocsp.apple.com/\xc3\xa4"),
        ("port_out_of_range", b"http://ocsp.apple.com:99999/x"),
        ("no_host", b"http:///x"),
        ("empty", b""),
    ] {
        let (case, _) = at(&format!("f16_{what}"), &[url], &[]);
        cases.push(case.expect(requests(&[intermediate()])));
    }
    let (case, _) = at("f16_no_location", &[], &[]);
    cases.push(case.expect(requests(&[intermediate()])));
    cases.push(ask("f16_no_such_extension", of(&Authority::mock())).expect(requests(&[])));
    for (name, urls, hosts, asked) in [
        (
            "the_first_url_that_will_do",
            vec!["https://ocsp.apple.com/x", "http://ocsp.apple.com/y"],
            vec![],
            "http://ocsp.apple.com/y",
        ),
        (
            "a_host_in_another_case_with_a_port",
            vec!["HTTP://OCSP.Apple.com:80/x"],
            vec![],
            "HTTP://OCSP.Apple.com:80/x",
        ),
        (
            "a_host_that_is_allowed",
            vec!["http://ocsp.example.com/x"],
            vec!["ocsp.apple.com", "ocsp.example.com"],
            "http://ocsp.example.com/x",
        ),
    ] {
        let urls: Vec<&[u8]> = urls.iter().map(|url| url.as_bytes()).collect();
        let (case, authority) = at(name, &urls, &hosts);
        let leaf = one(asked, "leaf", &leaf_of(&authority));
        cases.push(case.expect(requests(&[leaf, intermediate()])));
    }
    let (case, _) =
        at("only_other_hosts_are_allowed", &[LEAF_URL.as_bytes()], &["ocsp.example.com"]);
    cases.push(case.expect(requests(&[])));
    cases
}

fn not_asked() -> Vec<Case> {
    let good = of(&authority());
    let mut no_marker = authority();
    no_marker.leaf.remove(cert::LEAF_MARKER);
    let mut no_intermediate_marker = authority();
    no_intermediate_marker.intermediate.remove(cert::INTERMEDIATE_MARKER);
    let mut foreign = authority();
    foreign.root_key = Key::p256("decoy");
    let mut leaf_is_ca = authority();
    leaf_is_ca.leaf.put(cert::authority(None));
    let other = Key::p256("attacker").sign(Hash::Sha256, b"anything").raw();
    let inner = resigned(&good, &other);
    let outer = with(notification(), &[("/data/signedTransactionInfo", json!(inner))]);
    let outer = token(&authority().build(), &outer.to_string());
    vec![
        ask("not_asked_unknown_root", of(&authority()))
            .roots(&["test"])
            .refused("bad_cert_signature"),
        ask("not_asked_certificate_not_signed", of(&foreign)).refused("bad_cert_signature"),
        ask("not_asked_leaf_is_an_authority", of(&leaf_is_ca)).refused("leaf_is_ca"),
        ask("not_asked_leaf_without_marker", of(&no_marker)).refused("leaf_marker"),
        ask("not_asked_intermediate_without_marker", of(&no_intermediate_marker))
            .refused("intermediate_marker"),
        ask("not_asked_expired", good.clone())
            .check_time(crate::chain::leaf_valid_until() + 1000)
            .refused("expired"),
        ask("not_asked_token_forged", resigned(&good, &other)).refused("bad_signature"),
        ask("not_asked_nested_token_forged", outer)
            .kind("notification")
            .refused_about("bad_signature", "data.signedTransactionInfo: token signature"),
        ask("not_asked_no_token", "a.b".into()).refused("malformed"),
    ]
}
