//! `binary-apns.json`: the protocol that ended in March 2021.

use serde_json::{Map, Value, json};

use crate::file::{Case, VectorFile};
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = encode();
    cases.extend(decode());
    cases.extend(streams());
    cases.extend(malformed());
    cases.extend(error_packets());
    cases.extend(feedback());
    VectorFile::new(
        "binary-apns.json",
        "binary_apns",
        "The binary protocol of APNs, both ways: frames of notifications, error packets, and what \
         the feedback service sent. Bytes are hexadecimal; chunks are how they come in. Written \
         from Apple's archived Binary Provider API.",
        cases,
    )
    .refuses_little()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const TOKEN: [u8; 32] = [0xaa; 32];

/// A notification: what is set in it.
#[derive(Clone)]
struct Note {
    token: Vec<u8>,
    payload: Vec<u8>,
    identifier: Option<u32>,
    expiry_s: Option<u32>,
    priority: Option<u8>,
}

fn note() -> Note {
    Note {
        token: TOKEN.to_vec(),
        payload: b"{}".to_vec(),
        identifier: None,
        expiry_s: None,
        priority: None,
    }
}

impl Note {
    fn change(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn numbered(identifier: u32, expiry_s: u32) -> Self {
        note().change(|note| {
            note.identifier = Some(identifier);
            note.expiry_s = Some(expiry_s);
        })
    }

    fn full() -> Self {
        Self::numbered(7, 1_454_948_015).change(|note| note.priority = Some(10))
    }

    fn values(&self) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("token_hex".into(), json!(hex(&self.token)));
        map.insert("payload_b64".into(), json!(base64(&self.payload)));
        let numbers = [
            ("identifier", self.identifier),
            ("expiry_s", self.expiry_s),
            ("priority", self.priority.map(u32::from)),
        ];
        for (key, number) in numbers {
            if let Some(number) = number {
                map.insert(key.into(), json!(number));
            }
        }
        map
    }

    fn received(&self, frame: &str) -> Value {
        let mut map = Map::new();
        map.insert("frame".into(), json!(frame));
        map.extend(self.values());
        Value::Object(map)
    }
}

/// A part of at most 65535 bytes behind its length.
fn part(bytes: &[u8]) -> Vec<u8> {
    [&u16::try_from(bytes.len()).expect("a short part").to_be_bytes()[..], bytes].concat()
}

fn simple(token: &[u8], payload: &[u8]) -> Vec<u8> {
    [vec![0], part(token), part(payload)].concat()
}

fn enhanced(identifier: u32, expiry_s: u32, token: &[u8], payload: &[u8]) -> Vec<u8> {
    let numbers = [identifier.to_be_bytes(), expiry_s.to_be_bytes()].concat();
    [vec![1], numbers, part(token), part(payload)].concat()
}

fn item(id: u8, data: &[u8]) -> Vec<u8> {
    [vec![id], part(data)].concat()
}

fn modern(items: &[Vec<u8>]) -> Vec<u8> {
    let items = items.concat();
    let length = u32::try_from(items.len()).expect("a short frame").to_be_bytes();
    [&[2], &length[..], &items].concat()
}

fn full_items() -> Vec<Vec<u8>> {
    vec![
        item(1, &TOKEN),
        item(2, b"{}"),
        item(3, &7_u32.to_be_bytes()),
        item(4, &1_454_948_015_u32.to_be_bytes()),
        item(5, &[10]),
    ]
}

fn encoding(name: &str, frame: &str, note: &Note) -> Case {
    let case = Case::new(name).set("call", "encode").set("frame", frame);
    note.values().into_iter().fold(case, |case, (key, value)| case.set(&key, value))
}

fn encode() -> Vec<Case> {
    let gives = |name: &str, frame: &str, note: &Note, bytes: Vec<u8>| {
        encoding(name, frame, note).expect(json!({"hex": hex(&bytes)}))
    };
    let refused = |name: &str, frame: &str, note: &Note, subject: &str| {
        encoding(name, frame, note).refused_about("invalid_binary_notification", subject)
    };
    let given = enhanced(1, 0, &TOKEN, b"{}");
    assert_eq!(given.len(), 47, "the frame that the documentation counts");
    let payload = |length: usize| note().change(|note| note.payload = vec![b' '; length]);
    let token = |length: usize| note().change(|note| note.token = vec![0xbb; length]);
    let priority = |number: u8| note().change(|note| note.priority = Some(number));
    vec![
        gives("simple", "simple", &note(), simple(&TOKEN, b"{}")),
        gives("enhanced", "enhanced", &Note::numbered(1, 0), given),
        gives("enhanced_without_numbers", "enhanced", &note(), enhanced(0, 0, &TOKEN, b"{}")),
        gives("enhanced_with_largest_numbers", "enhanced", &Note::numbered(u32::MAX, u32::MAX), {
            enhanced(u32::MAX, u32::MAX, &TOKEN, b"{}")
        }),
        gives("modern", "modern", &Note::full(), modern(&full_items())),
        gives("modern_with_the_least", "modern", &note(), modern(&full_items()[..2])),
        gives("modern_of_low_priority", "modern", &priority(5), {
            modern(&[item(1, &TOKEN), item(2, b"{}"), item(5, &[5])])
        }),
        gives("token_of_100_bytes", "simple", &token(100), simple(&[0xbb; 100], b"{}")),
        gives("token_of_one_byte", "simple", &token(1), simple(&[0xbb], b"{}")),
        gives("payload_of_2048_bytes", "simple", &payload(2048), simple(&TOKEN, &[b' '; 2048])),
        gives("payload_of_257_bytes", "enhanced", &payload(257), {
            enhanced(0, 0, &TOKEN, &[b' '; 257])
        }),
        refused("token_of_101_bytes", "modern", &token(101), "device token"),
        encoding("token_empty", "simple", &token(0))
            .refused_about("invalid_device_token", "device token"),
        refused("payload_of_2049_bytes", "modern", &payload(2049), "payload"),
        refused("payload_empty", "modern", &payload(0), "payload"),
        refused("priority_1", "modern", &priority(1), "priority"),
        refused("priority_0", "modern", &priority(0), "priority"),
        refused("priority_in_enhanced", "enhanced", &priority(10), "priority"),
        refused("priority_in_simple", "simple", &priority(5), "priority"),
        refused("identifier_in_simple", "simple", &note().change(|it| it.identifier = Some(0)), {
            "identifier"
        }),
        refused("expiry_in_simple", "simple", &note().change(|it| it.expiry_s = Some(0)), "expiry"),
        refused("frame_unknown", "legacy", &note(), "frame"),
    ]
}

fn decoding(name: &str, call: &str, chunks: &[&[u8]], finish: bool) -> Case {
    let chunks: Vec<String> = chunks.iter().map(|chunk| hex(chunk)).collect();
    Case::new(name).set("call", call).set("chunks_hex", chunks).set("finish", finish)
}

fn frames(frames: &[Value], needed: usize) -> Value {
    json!({"frames": frames, "needed": needed})
}

fn decode() -> Vec<Case> {
    let one = |name: &str, bytes: &[u8], frame: Value| {
        decoding(name, "decode", &[bytes], true).expect(frames(&[frame], 1))
    };
    let reversed: Vec<Vec<u8>> = full_items().into_iter().rev().collect();
    let with = |extra: Vec<u8>| modern(&[&full_items()[..], &[extra]].concat());
    let mut with_others = Note::full().received("modern");
    with_others["other_items"] = json!([{"id": 9, "data_hex": "0102"}, {"id": 0, "data_hex": ""}]);
    let others = modern(&[&full_items()[..], &[item(9, &[1, 2]), item(0, &[])]].concat());
    let strange = Note::full().change(|note| note.priority = Some(7));
    let strange_items = [&full_items()[..4], &[item(5, &[7])]].concat();
    assert_eq!(with(item(9, &[1])).len(), modern(&full_items()).len() + 4);
    vec![
        one("decode_simple", &simple(&TOKEN, b"{}"), note().received("simple")),
        one("decode_enhanced", &enhanced(1, 0, &TOKEN, b"{}"), {
            Note::numbered(1, 0).received("enhanced")
        }),
        one("decode_modern", &modern(&full_items()), Note::full().received("modern")),
        one("decode_modern_with_the_least", &modern(&full_items()[..2]), note().received("modern")),
        one("decode_items_in_another_order", &modern(&reversed), Note::full().received("modern")),
        one("decode_items_that_nobody_documented", &others, with_others),
        one("decode_a_priority_that_nobody_documented", &modern(&strange_items), {
            strange.received("modern")
        }),
        one("decode_a_payload_that_is_no_json", &simple(&TOKEN, &[0, 0xff]), {
            note().change(|note| note.payload = vec![0, 0xff]).received("simple")
        }),
        one("decode_token_of_100_bytes", &simple(&[0xbb; 100], b"{}"), {
            note().change(|note| note.token = vec![0xbb; 100]).received("simple")
        }),
    ]
}

fn streams() -> Vec<Case> {
    let given = enhanced(1, 0, &TOKEN, b"{}");
    let (head, tail) = given.split_at(20);
    let all = [simple(&TOKEN, b"{}"), given.clone(), modern(&full_items())].concat();
    let received = [
        note().received("simple"),
        Note::numbered(1, 0).received("enhanced"),
        Note::full().received("modern"),
    ];
    let bytes: Vec<&[u8]> = all.chunks(1).collect();
    let tens: Vec<&[u8]> = all.chunks(10).collect();
    let open = |name: &str, chunks: &[&[u8]], found: &[Value], needed: usize| {
        decoding(name, "decode", chunks, false).expect(frames(found, needed))
    };
    let modern = modern(&full_items());
    vec![
        decoding("three_frames_at_once", "decode", &[&all], true).expect(frames(&received, 1)),
        decoding("three_frames_byte_by_byte", "decode", &bytes, true).expect(frames(&received, 1)),
        decoding("three_frames_in_tens", "decode", &tens, true).expect(frames(&received, 1)),
        decoding("nothing", "decode", &[], true).expect(frames(&[], 1)),
        decoding("nothing_in_a_chunk", "decode", &[&[]], true).expect(frames(&[], 1)),
        decoding("one_frame_in_two", "decode", &[head, tail], true)
            .expect(frames(&received[1..2], 1)),
        open("needs_a_token", &[head], &[], 11 + 32 - 20),
        open("needs_the_lengths_of_a_payload", &[&given[..44]], &[], 1),
        open("needs_a_payload", &[&given[..45]], &[], 2),
        open("needs_all_items", &[&modern[..10]], &[], modern.len() - 10),
        open("needs_the_length_of_items", &[&modern[..1]], &[], 4),
        open("one_frame_and_a_half", &[&given, head], &received[1..2], 23),
        decoding("ends_inside_a_frame", "decode", &[head], true)
            .refused_about("malformed_frame", "frame"),
        decoding("ends_behind_a_frame_and_a_byte", "decode", &[&given, &[0]], true)
            .refused_about("malformed_frame", "frame"),
    ]
}

fn malformed() -> Vec<Case> {
    let refused = |name: &str, bytes: &[u8]| {
        decoding(name, "decode", &[bytes], false).refused_about("malformed_frame", "frame")
    };
    let items = |name: &str, items: &[Vec<u8>]| refused(name, &modern(items));
    let [token, payload] = [item(1, &TOKEN), item(2, b"{}")];
    let with = |extra: Vec<u8>| vec![token.clone(), payload.clone(), extra];
    vec![
        refused("command_3", &[3]),
        refused("command_8_is_for_error_packets", &[8, 8, 0, 0, 0, 1]),
        refused("text", b"POST /3/device"),
        refused("tls_record", &[0x16, 3, 1, 2]),
        refused("simple_with_empty_token", &[0, 0, 0]),
        refused("simple_with_token_of_101_bytes", &[0, 0, 101]),
        refused("simple_with_token_of_65535_bytes", &[0, 0xff, 0xff]),
        refused("simple_with_empty_payload", &simple(&TOKEN, &[])),
        refused("simple_with_payload_of_2049_bytes", &[vec![0], part(&TOKEN), vec![8, 1]].concat()),
        refused("enhanced_with_token_of_101_bytes", &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 101]),
        refused("modern_of_4397_bytes", &[2, 0, 0, 0x11, 0x2d]),
        refused("modern_of_four_gigabytes", &[2, 0xff, 0xff, 0xff, 0xff]),
        refused("modern_of_no_items", &[2, 0, 0, 0, 0]),
        items("items_without_token", std::slice::from_ref(&payload)),
        items("items_without_payload", std::slice::from_ref(&token)),
        items("token_twice", &with(token.clone())),
        items("payload_twice", &with(payload.clone())),
        items("identifier_twice", &[&full_items()[..], &[item(3, &[0; 4])]].concat()),
        items("priority_twice", &[&full_items()[..], &[item(5, &[5])]].concat()),
        items("identifier_of_3_bytes", &with(item(3, &[0; 3]))),
        items("expiry_of_8_bytes", &with(item(4, &[0; 8]))),
        items("priority_of_4_bytes", &with(item(5, &[0, 0, 0, 10]))),
        items("priority_of_no_bytes", &with(item(5, &[]))),
        items("item_longer_than_its_frame", &with(vec![3, 0, 5, 0, 0, 0, 1])),
        items("item_without_length", &with(vec![3])),
        items("item_with_half_a_length", &with(vec![3, 0])),
        items("token_item_of_101_bytes", &[item(1, &[1; 101]), payload.clone()]),
        items("token_item_empty", &[item(1, &[]), payload.clone()]),
        items("payload_item_of_2049_bytes", &[token.clone(), item(2, &[b' '; 2049])]),
    ]
}

fn error_packets() -> Vec<Case> {
    let read = |name: &str, bytes: &[u8]| {
        Case::new(name).set("call", "error_packet").set("hex", hex(bytes))
    };
    let packet = |code: u8, name: &str, identifier: u32, refused: bool| {
        let bytes = [&[8, code][..], &identifier.to_be_bytes()].concat();
        read(&format!("status_{code}"), &bytes).expect(json!({
            "status": name,
            "code": code,
            "identifier": identifier,
            "is_refused": refused,
            "hex": hex(&bytes),
        }))
    };
    let refused =
        |name: &str, bytes: &[u8]| read(name, bytes).refused_about("malformed_frame", "frame");
    vec![
        packet(0, "no_error", 1, false),
        packet(1, "processing_error", 2, true),
        packet(2, "missing_token", 3, true),
        packet(3, "missing_topic", 4, true),
        packet(4, "missing_payload", 5, true),
        packet(5, "invalid_token_size", 6, true),
        packet(6, "invalid_topic_size", 7, true),
        packet(7, "invalid_payload_size", 8, true),
        packet(8, "invalid_token", 1, true),
        packet(10, "shutdown", u32::MAX, false),
        packet(128, "protocol_error", 0, true),
        packet(255, "unknown", 0x0102_0304, true),
        packet(9, "other", 1, true),
        packet(42, "other", 1, true),
        refused("packet_empty", &[]),
        refused("packet_of_one_byte", &[8]),
        refused("packet_of_5_bytes", &[8, 8, 0, 0, 0]),
        refused("packet_of_7_bytes", &[8, 8, 0, 0, 0, 1, 0]),
        refused("packet_with_another_command", &[2, 8, 0, 0, 0, 1]),
    ]
}

fn feedback() -> Vec<Case> {
    const TIME: u32 = 1_454_948_015;
    let entry = |time_s: u32, token: &[u8]| [&time_s.to_be_bytes()[..], &part(token)].concat();
    let given = entry(TIME, &TOKEN);
    assert_eq!((given.len(), hex(&given[..6])), (38, "56b8beaf0020".into()), "as documented");
    let read =
        |name: &str, chunks: &[&[u8]], finish: bool| decoding(name, "feedback", chunks, finish);
    let found = |time_s: u32, token: &[u8], drops: bool| json!({"time_s": time_s, "token_hex": hex(token), "drops": drops});
    let entries = |list: &[Value], needed: usize| json!({"entries": list, "needed": needed});
    let two = [given.clone(), entry(0, &[0xbb; 100])].concat();
    let both = [found(TIME, &TOKEN, true), found(0, &[0xbb; 100], true)];
    let registered = |name: &str, at_ms: i64, drops: bool| {
        read(name, &[&given], true)
            .set("registered_at_ms", at_ms)
            .expect(entries(&[found(TIME, &TOKEN, drops)], 6))
    };
    let time_ms = i64::from(TIME) * 1000;
    let write = |name: &str, time_s: u32, token: &[u8]| {
        Case::new(name)
            .set("call", "feedback_entry")
            .set("time_s", time_s)
            .set("token_hex", hex(token))
    };
    let refused = |name: &str, bytes: &[u8], finish: bool| {
        read(name, &[bytes], finish).refused_about("malformed_frame", "frame")
    };
    vec![
        read("feedback", &[&given], true).expect(entries(&both[..1], 6)),
        read("feedback_of_two", &[&two], true).expect(entries(&both, 6)),
        read("feedback_byte_by_byte", &two.chunks(1).collect::<Vec<_>>(), true)
            .expect(entries(&both, 6)),
        read("feedback_of_nobody", &[], true).expect(entries(&[], 6)),
        read("feedback_that_goes_on", &[&given[..10]], false).expect(entries(&[], 28)),
        read("feedback_of_one_byte", &[&given[..1]], false).expect(entries(&[], 5)),
        registered("feedback_of_a_device_that_registered_before", time_ms - 1, true),
        registered("feedback_of_a_device_that_registered_then", time_ms, false),
        registered("feedback_of_a_device_that_registered_since", time_ms + 1, false),
        refused("feedback_that_ends_early", &given[..37], true),
        refused("feedback_with_empty_token", &[0x56, 0xb8, 0xbe, 0xaf, 0, 0], false),
        refused("feedback_with_token_of_101_bytes", &[0x56, 0xb8, 0xbe, 0xaf, 0, 101], false),
        write("feedback_entry", TIME, &TOKEN).expect(json!({"hex": hex(&given)})),
        write("feedback_entry_of_2106", u32::MAX, &[1])
            .expect(json!({"hex": hex(&entry(u32::MAX, &[1]))})),
        write("feedback_entry_with_token_of_101_bytes", TIME, &[1; 101])
            .refused_about("invalid_binary_notification", "device token"),
    ]
}
