//! Chains of certificates that are good, odd or broken, and signed all the same.

// Each test program uses its own part of this module.
#![allow(dead_code)]

use p256::ecdsa::signature::hazmat::PrehashSigner;
use sha2::{Digest, Sha256, Sha384};

/// Small, seeded and good enough (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

pub(crate) mod der {
    //! Just enough DER to write a certificate.

    pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let mut out = vec![tag];
        match length {
            0..128 => out.push(u8::try_from(length).unwrap()),
            128..256 => out.extend([0x81, u8::try_from(length).unwrap()]),
            _ => {
                out.push(0x82);
                out.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
        }
        out.extend(content);
        out
    }

    pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
        element(0x30, &parts.concat())
    }

    /// A positive INTEGER.
    pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
        let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len() - 1);
        let mut content = bytes[start..].to_vec();
        if content[0] >= 0x80 {
            content.insert(0, 0);
        }
        element(2, &content)
    }

    pub(crate) fn bits(bytes: &[u8]) -> Vec<u8> {
        element(3, &[&[0], bytes].concat())
    }

    pub(crate) fn oid(text: &str) -> Vec<u8> {
        let arcs: Vec<u64> = text.split('.').map(|arc| arc.parse().unwrap()).collect();
        let mut content = vec![u8::try_from(arcs[0] * 40 + arcs[1]).unwrap()];
        for arc in &arcs[2..] {
            let mut groups = vec![u8::try_from(arc & 0x7f).unwrap()];
            let mut rest = arc >> 7;
            while rest > 0 {
                groups.push(u8::try_from(rest & 0x7f).unwrap() | 0x80);
                rest >>= 7;
            }
            groups.reverse();
            content.extend(groups);
        }
        element(6, &content)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
}

impl Hash {
    pub(crate) fn algorithm(self) -> Vec<u8> {
        der::sequence(&[&der::oid(match self {
            Self::Sha256 => "1.2.840.10045.4.3.2",
            Self::Sha384 => "1.2.840.10045.4.3.3",
        })])
    }
}

#[derive(Clone)]
pub(crate) enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

impl Key {
    pub(crate) fn p256(label: &str) -> Self {
        Self::P256(p256::ecdsa::SigningKey::from_slice(&Sha256::digest(label)).unwrap())
    }

    pub(crate) fn p384(label: &str) -> Self {
        Self::P384(p384::ecdsa::SigningKey::from_slice(&Sha384::digest(label)).unwrap())
    }

    fn spki(&self) -> Vec<u8> {
        let (curve, point) = match self {
            Self::P256(key) => (
                "1.2.840.10045.3.1.7",
                key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            ),
            Self::P384(key) => {
                ("1.3.132.0.34", key.verifying_key().to_sec1_point(false).as_bytes().to_vec())
            }
        };
        let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid(curve)]);
        der::sequence(&[&algorithm, &der::bits(&point)])
    }

    /// ECDSA-Sig-Value.
    fn sign(&self, hash: Hash, message: &[u8]) -> Vec<u8> {
        let (r, s) = self.numbers(hash, message);
        der::sequence(&[&der::unsigned(&r), &der::unsigned(&s)])
    }

    /// The signature as JOSE has it.
    pub(crate) fn sign_raw(&self, message: &[u8]) -> Vec<u8> {
        let (r, s) = self.numbers(Hash::Sha256, message);
        [r, s].concat()
    }

    fn numbers(&self, hash: Hash, message: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let digest = match hash {
            Hash::Sha256 => Sha256::digest(message).to_vec(),
            Hash::Sha384 => Sha384::digest(message).to_vec(),
        };
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                let (r, s) = signature.split_bytes();
                (r.to_vec(), s.to_vec())
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                let (r, s) = signature.split_bytes();
                (r.to_vec(), s.to_vec())
            }
        }
    }
}

/// A certificate before it is signed.
#[derive(Clone)]
pub(crate) struct Plan {
    serial: Vec<u8>,
    pub(crate) hash: Hash,
    issuer: Vec<u8>,
    not_before: &'static str,
    not_after: &'static str,
    subject: Vec<u8>,
    pub(crate) key: Key,
    extensions: Vec<Vec<u8>>,
}

fn extension(oid: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { vec![1, 1, 0xff] } else { Vec::new() };
    der::sequence(&[&der::oid(oid), &critical, &der::element(4, value)])
}

fn name(text: &str, tag: u8) -> Vec<u8> {
    let attribute = der::sequence(&[&der::oid("2.5.4.3"), &der::element(tag, text.as_bytes())]);
    der::sequence(&[&der::element(0x31, &attribute)])
}

fn time(text: &str) -> Vec<u8> {
    der::element(if text.len() == 13 { 0x17 } else { 0x18 }, text.as_bytes())
}

impl Plan {
    pub(crate) fn tbs(&self) -> Vec<u8> {
        let validity = der::sequence(&[&time(self.not_before), &time(self.not_after)]);
        let extensions = der::element(0xa3, &der::sequence(&[&self.extensions.concat()]));
        der::sequence(&[
            &der::element(0xa0, &[2, 1, 2]),
            &der::unsigned(&self.serial),
            &self.hash.algorithm(),
            &self.issuer,
            &validity,
            &self.subject,
            &self.key.spki(),
            if self.extensions.is_empty() { &[] } else { &extensions },
        ])
    }
}

pub(crate) fn signed(tbs: &[u8], hash: Hash, issuer: &Key) -> Vec<u8> {
    der::sequence(&[tbs, &hash.algorithm(), &der::bits(&issuer.sign(hash, tbs))])
}

/// A chain before it is signed: root first, leaf last.
pub(crate) struct Chain(pub(crate) Vec<Plan>);

/// The time of check of all chains, in seconds since 1970: 2026-06-01.
pub(crate) const NOW: i64 = 1_780_272_000;

impl Chain {
    /// A root, none to three authorities below it, and a leaf, mostly good.
    pub(crate) fn random(random: &mut Random) -> Self {
        let length = random.of(&[2, 3, 3, 3, 3, 4, 5]);
        let mut plans: Vec<Plan> = Vec::new();
        let odd = random.one_in(2);
        for place in 0..length {
            let is_leaf = place + 1 == length;
            let p384 = random.one_in(6);
            let label = format!("{place} {}", random.below(4));
            let key = if p384 { Key::p384(&label) } else { Key::p256(&label) };
            let tag = random.of(&[0x0c, 0x13]);
            let subject = name(&format!("Certificate {label}"), tag);
            let issuer =
                plans.last().map_or_else(|| subject.clone(), |above| above.subject.clone());
            let dates = [
                ("200101000000Z", "490101000000Z"),
                ("260601000000Z", "260601000000Z"),
                ("200101000000Z", "20500101000000Z"),
                ("200101000000Z", "99991231235959Z"),
                ("260601000001Z", "490101000000Z"),
                ("200101000000Z", "260531235959Z"),
                ("500101000000Z", "490101000000Z"),
            ];
            let (not_before, not_after) =
                if odd && random.one_in(6) { random.of(&dates) } else { dates[0] };
            plans.push(Plan {
                serial: vec![
                    u8::try_from(place + 1).unwrap(),
                    u8::try_from(random.below(256)).unwrap(),
                ],
                hash: random.of(&[Hash::Sha256, Hash::Sha384]),
                issuer,
                not_before,
                not_after,
                subject,
                key,
                extensions: extensions(random, odd, is_leaf, length - place),
            });
        }
        if odd && random.one_in(8) {
            let place = random.below(plans.len());
            plans[place].issuer = name("Somebody else", 0x0c);
        }
        Self(plans)
    }

    /// A chain of the App Store's shape, all on P-256. Root and authority are the same for all.
    pub(crate) fn app_store(leaf: &str) -> Self {
        let markers = [None, Some("1.2.840.113635.100.6.2.1"), Some("1.2.840.113635.100.6.11.1")];
        let mut plans: Vec<Plan> = Vec::new();
        for (label, marker) in ["Root", "Authority", leaf].into_iter().zip(markers) {
            let subject = name(label, 0x0c);
            let is_authority = label != leaf;
            let constraints: &[u8] = if is_authority { &[0x30, 3, 1, 1, 0xff] } else { &[0x30, 0] };
            let mut extensions = vec![extension("2.5.29.19", true, constraints)];
            extensions.extend(marker.map(|oid| extension(oid, false, &[5, 0])));
            plans.push(Plan {
                serial: vec![1],
                hash: Hash::Sha256,
                issuer: plans.last().map_or_else(|| subject.clone(), |above| above.subject.clone()),
                not_before: "200101000000Z",
                not_after: "490101000000Z",
                subject,
                key: Key::p256(label),
                extensions,
            });
        }
        Self(plans)
    }

    /// The key that signs a certificate.
    pub(crate) fn issuer(&self, place: usize) -> &Plan {
        &self.0[place.saturating_sub(1)]
    }

    /// Every certificate, root first.
    pub(crate) fn certificates(&self) -> Vec<Vec<u8>> {
        (0..self.0.len())
            .map(|place| signed(&self.0[place].tbs(), self.0[place].hash, &self.issuer(place).key))
            .collect()
    }
}

/// Extensions as certificates have them; `left` certificates follow, this one counted.
fn extensions(random: &mut Random, odd: bool, is_leaf: bool, left: usize) -> Vec<Vec<u8>> {
    let odd = |random: &mut Random, times: usize| odd && random.one_in(times);
    let mut list = Vec::new();
    let is_authority = is_leaf == odd(random, 12);
    let path_length = if random.one_in(2) {
        Vec::new()
    } else if odd(random, 6) {
        vec![2, 1, u8::try_from(random.below(3)).unwrap()]
    } else {
        vec![2, 1, u8::try_from(left).unwrap()]
    };
    let constraints = match is_authority {
        true => der::sequence(&[&[1, 1, 0xff], &path_length]),
        false => der::sequence(&[]),
    };
    if !odd(random, 12) {
        list.push(extension("2.5.29.19", !odd(random, 4), &constraints));
    }
    let usage: u8 = if odd(random, 8) {
        random.of(&[0x80, 0x04, 0x06, 0x84, 0x20, 0x02])
    } else if is_leaf {
        0x80
    } else {
        0x06
    };
    if random.below(4) > 0 {
        let unused = u8::try_from(usage.trailing_zeros()).unwrap();
        list.push(extension("2.5.29.15", true, &der::element(3, &[unused, usage])));
    }
    if odd(random, 4) {
        let purpose = random.of(&["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.9", "2.5.29.37.0"]);
        let critical = random.one_in(2);
        list.push(extension("2.5.29.37", critical, &der::sequence(&[&der::oid(purpose)])));
    }
    if odd(random, 6) {
        let text = der::element(0x82, b"example.com");
        list.push(extension("2.5.29.17", random.one_in(2), &der::sequence(&[&text])));
    }
    if odd(random, 10) {
        list.push(extension("1.2.3.4.5", random.one_in(2), &[5, 0]));
    }
    if odd(random, 10) {
        let identifier = der::element(0x80, &[7; 20]);
        list.push(extension("2.5.29.35", false, &der::sequence(&[&identifier])));
    }
    if odd(random, 12) {
        let subtree = der::sequence(&[&der::element(0x82, b"example.com")]);
        let value = der::sequence(&[&der::element(0xa0, &subtree)]);
        list.push(extension("2.5.29.30", random.one_in(2), &value));
    }
    if odd(random, 12) {
        let policy = der::sequence(&[&der::oid("1.2.840.113635.100.5.6.1")]);
        list.push(extension("2.5.29.32", random.one_in(2), &der::sequence(&[&policy])));
    }
    list.push(extension("1.2.840.113635.100.6.11.1", false, &[5, 0]));
    list
}

/// Elements in elements.
#[derive(Clone)]
struct Node {
    tag: u8,
    content: Content,
    /// The length in another than its shortest form.
    form: Form,
}

#[derive(Clone)]
enum Content {
    Bytes(Vec<u8>),
    Nodes(Vec<Node>),
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Shortest,
    Long,
    Indefinite,
    Wrong(i8),
}

impl Node {
    /// Reads what this module wrote; also what lies in octet strings.
    fn read(bytes: &[u8], depth: usize) -> Option<Vec<Self>> {
        if depth > 30 {
            return None;
        }
        let mut nodes = Vec::new();
        let mut rest = bytes;
        while let [tag, length, after @ ..] = rest {
            let (length, after) = match (length, after) {
                (0x81, [length, after @ ..]) => (usize::from(*length), after),
                (0x82, [high, low, after @ ..]) => {
                    (usize::from(u16::from_be_bytes([*high, *low])), after)
                }
                (0..=0x7f, _) => (usize::from(*length), after),
                _ => return None,
            };
            let content = after.get(..length)?;
            rest = &after[length..];
            let inner =
                if tag & 0x20 != 0 || *tag == 4 { Self::read(content, depth + 1) } else { None };
            nodes.push(Self {
                tag: *tag,
                content: match inner {
                    Some(nodes) if !nodes.is_empty() => Content::Nodes(nodes),
                    _ => Content::Bytes(content.to_vec()),
                },
                form: Form::Shortest,
            });
        }
        rest.is_empty().then_some(nodes)
    }

    fn write(&self) -> Vec<u8> {
        let content = match &self.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Nodes(nodes) => nodes.iter().flat_map(Self::write).collect(),
        };
        let plain = der::element(self.tag, &content);
        match self.form {
            Form::Shortest => plain,
            Form::Long => {
                let length = u32::try_from(content.len()).unwrap().to_be_bytes();
                [&[self.tag, 0x84], &length[..], &content].concat()
            }
            Form::Indefinite => [&[self.tag, 0x80], &content[..], &[0, 0]].concat(),
            Form::Wrong(by) => {
                let mut wrong = plain;
                wrong[1] = wrong[1].wrapping_add_signed(by);
                wrong
            }
        }
    }

    fn count(&self) -> usize {
        match &self.content {
            Content::Bytes(_) => 1,
            Content::Nodes(nodes) => 1 + nodes.iter().map(Self::count).sum::<usize>(),
        }
    }

    /// The node at a place in depth-first order.
    fn at(&mut self, place: usize) -> &mut Self {
        if place == 0 {
            return self;
        }
        let mut left = place - 1;
        let Content::Nodes(nodes) = &mut self.content else { panic!("a place too far") };
        for node in nodes {
            let count = node.count();
            if left < count {
                return node.at(left);
            }
            left -= count;
        }
        panic!("a place too far")
    }
}

/// A certificate's signed part with one to three things changed, and what the last one was.
pub(crate) fn mutated(tbs: &[u8], random: &mut Random) -> (Vec<u8>, &'static str) {
    let mut tree = Node::read(tbs, 0).unwrap().remove(0);
    let mut what = "nothing";
    for _ in 0..random.of(&[1, 1, 1, 2, 3]) {
        let other = {
            let place = random.below(tree.count());
            tree.at(place).clone()
        };
        let place = random.below(tree.count());
        what = change(tree.at(place), other, random);
    }
    (tree.write(), what)
}

/// Any DER with one to three things changed; `None` for what is not plain enough to be read.
pub(crate) fn damaged(der: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    Node::read(der, 0).filter(|nodes| nodes.len() == 1)?;
    Some(mutated(der, random).0)
}

const TAGS: [u8; 18] =
    [1, 2, 3, 4, 5, 6, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa1, 0xa2, 0xa3, 0x80];

fn change(node: &mut Node, other: Node, random: &mut Random) -> &'static str {
    match &mut node.content {
        Content::Bytes(bytes) => match random.below(9) {
            0..3 if !bytes.is_empty() => {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
                "bit"
            }
            3 => {
                let byte = u8::try_from(random.next() & 0xff).unwrap();
                bytes.push(byte);
                "byte more"
            }
            4 => {
                bytes.pop();
                "byte less"
            }
            5 => {
                bytes.insert(0, random.of(&[0, 0xff, 0x80]));
                "byte before"
            }
            6 => {
                *bytes = random.of(&[
                    vec![],
                    vec![0],
                    vec![1],
                    vec![0xff],
                    vec![0x7f],
                    vec![0x80, 0, 0, 0],
                    vec![0, 0x80, 0, 0, 0],
                    b"260601000000Z".to_vec(),
                    b"20260601000000Z".to_vec(),
                    b"20500101000000Z".to_vec(),
                    b"2606010000Z".to_vec(),
                    b"260601000000+0000".to_vec(),
                ]);
                "value"
            }
            7 => {
                node.tag = random.of(&TAGS);
                "tag"
            }
            _ => {
                node.form = random.of(&[
                    Form::Long,
                    Form::Indefinite,
                    Form::Wrong(1),
                    Form::Wrong(-1),
                    Form::Wrong(127),
                ]);
                "length"
            }
        },
        Content::Nodes(nodes) => match random.below(8) {
            0 if !nodes.is_empty() => {
                nodes.remove(random.below(nodes.len()));
                "element less"
            }
            1 if !nodes.is_empty() => {
                let twice = random.of(nodes);
                nodes.insert(random.below(nodes.len() + 1), twice);
                "element twice"
            }
            2 if nodes.len() > 1 => {
                let (from, to) = (random.below(nodes.len()), random.below(nodes.len()));
                nodes.swap(from, to);
                "order"
            }
            3 => {
                let null = Node { tag: 5, content: Content::Bytes(vec![]), form: Form::Shortest };
                nodes.insert(random.below(nodes.len() + 1), null);
                "null more"
            }
            4 => {
                nodes.insert(random.below(nodes.len() + 1), other);
                "element more"
            }
            5 => {
                *node = other;
                "element of elsewhere"
            }
            6 => {
                node.tag = random.of(&TAGS);
                "tag"
            }
            _ => {
                node.form =
                    random.of(&[Form::Long, Form::Indefinite, Form::Wrong(1), Form::Wrong(-1)]);
                "length"
            }
        },
    }
}
