//! Form, signer and signature.

use super::make::{
    self, Authority, CONTENT_TYPE, ID_DATA, MESSAGE_DIGEST, Receipt, app, int, signed_attribute,
};
use super::{verify, verify_text};
use crate::cert;
use crate::der;
use crate::file::Case;
use crate::rsa::{self, Hash, RsaKey};
use crate::token::base64;

pub(super) fn cases() -> Vec<Case> {
    let good = Receipt::new(&app("ProductionSandbox"), &Authority::new());
    let changed = |name: &str, change: &dyn Fn(&mut Receipt)| {
        let mut receipt = good.clone();
        change(&mut receipt);
        verify(name, &receipt.der())
    };
    let der = good.der();
    let malformed = "receipt_malformed";
    let mut cases = vec![
        verify_text("empty", "").refused(malformed),
        verify_text("jws", "eyJhbGciOiJFUzI1NiJ9.e30.AA").refused(malformed),
        verify("cut_off", &der[..der.len() - 1]).refused(malformed),
        verify("bytes_after_it", &[&der[..], &[0]].concat()).refused(malformed),
        verify("enveloped_data", &{
            let mut receipt = good.clone();
            receipt.kind = der::oid("1.2.840.113549.1.7.3");
            receipt.der()
        })
        .refused(malformed),
        verify_text("too_large", "A".repeat(6_000_000)).refused("too_large"),
        changed("signer_cut_off", &|it| it.after_signature = vec![0xa1]).refused(malformed),
        changed("something_after_the_signature", &|it| it.after_signature = int(1))
            .refused(malformed),
        verify("signer_that_is_no_sequence", &good.der_signed_by(&[int(1)])).refused(malformed),
        verify("no_signer", &good.der_signed_by(&[])).refused("receipt_signer"),
        verify("two_signers", &good.der_signed_by(&[good.signer(), good.signer()]))
            .refused("receipt_signer"),
        changed("signer_by_key_identifier", &|it| it.identifier = der::element(0x80, &[7; 20]))
            .refused("receipt_signer"),
        changed("signer_of_another_serial", &|it| {
            let leaf = Authority::new().leaf;
            it.identifier = der::sequence(&[&leaf.issuer, &int(7)]);
        })
        .refused("receipt_signer"),
        changed("signer_of_another_issuer", &|it| {
            let leaf = Authority::new().leaf;
            it.identifier = der::sequence(&[&leaf.subject, &leaf.serial]);
        })
        .refused("receipt_signer"),
        changed("no_certificates", &|it| it.certificates.clear()).refused("receipt_signer"),
        changed("six_certificates", &|it| it.certificates.extend_from_within(..))
            .refused("too_large"),
        changed("digest_of_384_bits", &|it| {
            it.digest_algorithm = cert::algorithm_with_null("2.16.840.1.101.3.4.2.2");
        })
        .refused("receipt_algorithm"),
        changed("digest_md5", &|it| {
            it.digest_algorithm = cert::algorithm_with_null("1.2.840.113549.2.5");
        })
        .refused("receipt_algorithm"),
        changed("signature_with_another_digest", &|it| {
            it.signature_algorithm = cert::algorithm_with_null(rsa::RSA_SHA1);
        })
        .refused("receipt_algorithm"),
        changed("signature_ecdsa", &|it| {
            it.signature_algorithm = cert::algorithm("1.2.840.10045.4.3.2");
        })
        .refused("receipt_algorithm"),
        changed("signature_pss", &|it| {
            it.signature_algorithm = cert::algorithm("1.2.840.113549.1.1.10");
        })
        .refused("receipt_algorithm"),
        changed("algorithm_with_parameters", &|it| {
            it.signature_algorithm = der::sequence(&[&der::oid(rsa::RSA), &int(1)]);
        })
        .refused(malformed),
        changed("sha1_where_refused", &|it| {
            it.hash = Hash::Sha1;
            it.digest_algorithm = cert::algorithm_with_null(rsa::SHA1);
        })
        .policy(|it| it.sha256_only = true)
        .refused_about("receipt_algorithm", "receipt"),
    ];
    cases.extend(signatures(&good));
    cases.extend(signed_attributes(&good));
    cases
}

fn signatures(good: &Receipt) -> Vec<Case> {
    let key = RsaKey::new("leaf");
    let info = Hash::Sha256.digest_info(&good.content);
    let signature = key.sign(Hash::Sha256, &good.content);
    let with = |name: &str, signature: Vec<u8>| {
        let mut receipt = good.clone();
        receipt.signature = Some(signature);
        verify(name, &receipt.der()).refused("receipt_signature")
    };
    let block = |name: &str, block: &[u8]| with(name, key.sign_block(block));
    let mut flipped = signature.clone();
    flipped[100] ^= 1;
    // DigestInfo without its NULL, which lenient verifiers take.
    let digest = der::octets(&Hash::Sha256.digest(&good.content));
    let without_null = der::sequence(&[&cert::algorithm(rsa::SHA256), &digest]);
    // Short padding and free bytes at the end: the forgery for exponent 3.
    let mut free_end = vec![0, 1];
    free_end.extend([0xff; 8]);
    free_end.push(0);
    free_end.extend(&info);
    free_end.resize(256, 0);
    let mut kind_2 = key.block(&info);
    kind_2[1] = 2;
    let mut padding = key.block(&info);
    padding[20] = 0xfe;
    let mut cases = vec![
        with("signature_flipped", flipped),
        with("signature_empty", Vec::new()),
        with("signature_one_byte_short", signature[1..].to_vec()),
        with("signature_one_byte_long", [&[0], &signature[..]].concat()),
        with("signature_zero", vec![0; 256]),
        with("signature_one", [vec![0; 255], vec![1]].concat()),
        with("signature_equal_to_the_modulus", key.modulus.clone()),
        with("signature_all_ones", vec![0xff; 256]),
        block("block_without_null", &key.block(&without_null)),
        block("block_with_free_end", &free_end),
        block("block_of_kind_2", &kind_2),
        block("block_with_other_padding", &padding),
        block("block_with_sha1_inside", &key.block(&Hash::Sha1.digest_info(&good.content))),
        block("block_of_another_digest", &key.block(&Hash::Sha256.digest_info(b"other"))),
    ];
    let mut stranger = good.clone();
    stranger.key = RsaKey::new("stranger");
    cases.push(verify("signed_by_another_key", &stranger.der()).refused("receipt_signature"));
    let mut altered = good.clone();
    let signer = altered.signer();
    altered.content = app("ProductionSandbox").set(3, make::utf8("8")).der();
    cases.push(
        verify("contents_altered", &altered.der_signed_by(&[signer])).refused("receipt_signature"),
    );
    cases
}

fn signed_attributes(good: &Receipt) -> Vec<Case> {
    let digest =
        || signed_attribute(MESSAGE_DIGEST, &[&der::octets(&Hash::Sha256.digest(&good.content))]);
    let kind = || signed_attribute(CONTENT_TYPE, &[&der::oid(ID_DATA)]);
    let with = |name: &str, attributes: Vec<Vec<u8>>| {
        let mut receipt = good.clone();
        receipt.signed_attributes = Some(attributes);
        verify(name, &receipt.der())
    };
    let other = der::octets(&Hash::Sha256.digest(b"other"));
    let sha1 = der::octets(&Hash::Sha1.digest(&good.content));
    let refused = "receipt_digest";
    let mut cases = vec![
        with(
            "attributes_with_another_digest",
            vec![kind(), signed_attribute(MESSAGE_DIGEST, &[&other])],
        )
        .refused(refused),
        with(
            "attributes_with_a_sha1_digest",
            vec![kind(), signed_attribute(MESSAGE_DIGEST, &[&sha1])],
        )
        .refused(refused),
        with("attributes_without_digest", vec![kind()]).refused(refused),
        with("attributes_with_digest_twice", vec![kind(), digest(), digest()]).refused(refused),
        with(
            "attributes_with_two_digests",
            vec![
                kind(),
                signed_attribute(
                    MESSAGE_DIGEST,
                    &[&der::octets(&Hash::Sha256.digest(&good.content)), &other],
                ),
            ],
        )
        .refused(refused),
        with(
            "attributes_with_digest_of_another_type",
            vec![
                kind(),
                signed_attribute(
                    MESSAGE_DIGEST,
                    &[&der::bits(&Hash::Sha256.digest(&good.content))],
                ),
            ],
        )
        .refused(refused),
        with("attributes_without_type", vec![digest()]).refused(refused),
        with(
            "attributes_with_another_type",
            vec![signed_attribute(CONTENT_TYPE, &[&der::oid(make::ID_SIGNED_DATA)]), digest()],
        )
        .refused(refused),
        with("attributes_empty", Vec::new()).refused(refused),
        with("attributes_that_are_none", vec![int(1)]).refused("receipt_malformed"),
    ];
    // Signed as the [0] in which they stand, and the contents signed as if there were none.
    let list = [kind(), digest()].concat();
    let key = RsaKey::new("leaf");
    for (name, message) in [
        ("attributes_signed_with_their_own_tag", der::element(0xa0, &list)),
        ("attributes_beside_a_signature_of_the_contents", good.content.clone()),
    ] {
        let mut receipt = good.clone();
        receipt.sign_attributes();
        receipt.signature = Some(key.sign(Hash::Sha256, &message));
        cases.push(verify(name, &receipt.der()).refused("receipt_signature"));
    }
    // The attributes themselves offered as contents, with the signature that is over them.
    let mut swapped = good.clone();
    swapped.signature = Some(key.sign(Hash::Sha256, &der::element(der::SET, &list)));
    swapped.content = der::element(der::SET, &list);
    cases.push(
        verify("attributes_offered_as_contents", &swapped.der()).refused("receipt_attribute"),
    );
    let text = base64(good.der());
    cases.push(
        verify_text("space_for_plus", text.replacen('+', " ", 1)).refused("receipt_malformed"),
    );
    cases
}
