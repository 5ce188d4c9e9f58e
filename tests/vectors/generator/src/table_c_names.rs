//! Table C, row 19: the names that tie a chain together, and the order of the checks on it.

use crate::cert;
use crate::chain::{Authority, Chain, INTERMEDIATE_NAME, LEAF_NAME, LEAF_VALIDITY, ROOT_NAME};
use crate::der;
use crate::file::Case;
use crate::key::Key;
use crate::payload::transaction;
use crate::table_c::{INTERMEDIATE, LEAF, changed, under};
use crate::time::time;
use crate::token::{header_with, sign, x5c};
use crate::verify::verify;

/// C19.
pub(crate) fn cases() -> Vec<Case> {
    let chain = Chain::good();
    let arranged = |name: &str, order: [&Vec<u8>; 3]| {
        let token = sign(header_with(&x5c(&order)), transaction().to_string(), &chain.key);
        verify(name, token).roots(&["test"]).refused_about("issuer_mismatch", LEAF)
    };
    let empty = der::sequence(&[]);
    let (leaf, intermediate, root) = (&chain.leaf, &chain.intermediate, &chain.root);
    vec![
        changed("c19_leaf_names_another_issuer", |a| {
            a.leaf.issuer = cert::name("Test WWDR CB");
        })
        .refused_about("issuer_mismatch", LEAF),
        changed("c19_leaf_names_its_issuer_in_another_case", |a| {
            a.leaf.issuer = cert::name("test wwdr ca");
        })
        .refused_about("issuer_mismatch", LEAF),
        changed("c19_leaf_names_its_issuer_as_another_string_type", |a| {
            a.leaf.issuer = cert::printable_name(INTERMEDIATE_NAME);
        })
        .refused_about("issuer_mismatch", LEAF),
        changed("c19_leaf_names_the_root", |a| a.leaf.issuer = cert::name(ROOT_NAME))
            .refused_about("issuer_mismatch", LEAF),
        changed("c19_leaf_names_itself", |a| a.leaf.issuer = cert::name(LEAF_NAME))
            .refused_about("issuer_mismatch", LEAF),
        changed("c19_leaf_with_an_empty_issuer", |a| a.leaf.issuer = empty.clone())
            .refused_about("issuer_mismatch", LEAF),
        changed("c19_empty_issuer_below_an_empty_subject", |a| {
            a.leaf.issuer = empty.clone();
            a.intermediate.subject = empty.clone();
        })
        .refused_about("issuer_mismatch", LEAF),
        changed("c19_intermediate_with_an_empty_issuer", |a| a.intermediate.issuer = empty.clone())
            .refused_about("issuer_mismatch", INTERMEDIATE),
        arranged("c19_leaf_and_intermediate_swapped", [intermediate, leaf, root]),
        arranged("c19_root_first", [root, intermediate, leaf]),
        arranged("c19_leaf_twice", [leaf, leaf, root]),
        arranged("c19_intermediate_twice", [intermediate, intermediate, root]),
        arranged("c19_root_in_second_place", [leaf, root, intermediate]),
        // Before the anchor is looked up, the names of the chain must fit.
        {
            let mut stranger = Authority::new();
            stranger.intermediate.issuer = cert::name("Stranger Root CA");
            stranger.leaf.issuer = cert::name("Stranger WWDR CA");
            under("order_names_before_anchor", &stranger.build())
                .refused_about("issuer_mismatch", LEAF)
        },
        {
            let key = Key::p384("stranger intermediate");
            let case = changed("order_signatures_before_constraints", |a| {
                a.leaf.put(cert::authority(None));
                a.intermediate_key = key;
            });
            case.refused_about("bad_cert_signature", LEAF)
        },
        changed("order_upper_signature_first", |a| {
            a.root_key = Key::p384("stranger root");
            a.intermediate_key = Key::p384("stranger intermediate");
        })
        .refused_about("bad_cert_signature", INTERMEDIATE),
        changed("order_constraints_before_dates", |a| {
            a.leaf.put(cert::authority(None));
            a.leaf.not_after = time(LEAF_VALIDITY.0);
        })
        .refused_about("leaf_is_ca", LEAF),
        changed("order_dates_before_markers", |a| {
            a.leaf.remove(cert::LEAF_MARKER);
            a.leaf.not_after = time(LEAF_VALIDITY.0);
        })
        .refused_about("expired", LEAF),
        {
            let chain = Chain::changed(|a| a.leaf.remove(cert::LEAF_MARKER));
            let by_stranger = sign(
                crate::token::header(&chain),
                transaction().to_string(),
                &Key::p256("attacker"),
            );
            verify("order_markers_before_token_signature", by_stranger)
                .roots(&["test"])
                .refused_about("leaf_marker", LEAF)
        },
    ]
}
