//! `device-token.json`: what may stand in the path of a request.

use serde_json::json;

use crate::file::{Case, VectorFile};

/// An app's token as it usually is: 32 bytes.
pub(super) const TOKEN: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/// The longest token, in digits.
const MAX_DIGITS: usize = 512;

pub(super) fn file() -> VectorFile {
    let mut cases: Vec<Case> = [
        ("of_an_app", TOKEN.to_owned()),
        ("in_upper_case", TOKEN.to_uppercase()),
        (
            "in_mixed_case",
            "00FC13adFF785122b4AD28809a3420982341241421348097878E577C991DE8F0".into(),
        ),
        ("of_one_byte", "0a".into()),
        ("of_zeros", "0".repeat(64)),
        ("of_a_live_activity", TOKEN.repeat(2) + &TOKEN[..32]),
        ("of_the_old_maximum", "a5".repeat(100)),
        ("of_the_maximum", "7f".repeat(MAX_DIGITS / 2)),
    ]
    .into_iter()
    .map(|(name, hex)| {
        Case::new(name).set_text("hex", &hex).expect(json!({"hex": hex.to_ascii_lowercase()}))
    })
    .collect();
    cases.extend(
        [
            ("empty", String::new()),
            ("of_one_digit", "a".into()),
            ("of_an_odd_number_of_digits", TOKEN[1..].into()),
            ("one_byte_too_long", "7f".repeat(MAX_DIGITS / 2 + 1)),
            ("one_digit_too_long", "7".repeat(MAX_DIGITS + 1)),
            ("of_a_megabyte", "7f".repeat(1 << 19)),
            ("with_a_letter_after_f", TOKEN.replace('e', "g")),
            ("path_upwards", "../".into()),
            ("path_upwards_in_front", format!("../{TOKEN}")),
            ("path_upwards_in_percent", format!("%2e%2e%2f{TOKEN}")),
            ("percent", format!("%30{}", &TOKEN[1..])),
            ("with_a_slash", format!("{TOKEN}/")),
            ("with_a_slash_inside", format!("{}/{}", &TOKEN[..32], &TOKEN[32..])),
            ("with_a_backslash", format!("{TOKEN}\\")),
            ("with_a_query", format!("{TOKEN}?a=b")),
            ("with_a_fragment", format!("{TOKEN}#a")),
            ("with_a_host", format!("@example.com/{TOKEN}")),
            ("space_in_front", format!(" {TOKEN}")),
            ("space_behind", format!("{TOKEN} ")),
            ("line_feed_behind", format!("{TOKEN}\n")),
            ("carriage_return_and_header", format!("{TOKEN}\r\napns-topic: com.example.other")),
            ("zero_character_behind", format!("{TOKEN}\0")),
            ("in_groups", "00fc13ad ff785122 b4ad2880 9a342098".into()),
            ("in_angle_brackets", format!("<{TOKEN}>")),
            ("with_prefix", format!("0x{TOKEN}")),
            ("with_a_sign", "+f".into()),
            ("with_hyphens", "00fc13ad-ff78-5122-b4ad-28809a342098".into()),
            ("with_colons", "00:fc:13:ad".into()),
            ("in_base64", "APwTrf94USK0rSiAmjQgmCNBJBQhNICXh45XfJkd6PA=".into()),
            ("with_full_width_digits", "\u{ff10}\u{ff11}".into()),
            ("with_arabic_digits", "\u{661}\u{662}".into()),
            ("with_an_accent", "\u{e9}\u{e9}".into()),
        ]
        .into_iter()
        .map(|(name, hex)| {
            Case::new(name)
                .set_text("hex", &hex)
                .refused_about("invalid_device_token", "device token")
        }),
    );
    VectorFile::new(
        "device-token.json",
        "device_token",
        "Device tokens in hexadecimal: any number of whole bytes from 1 to 256, either case, \
         given back in lower case. Refused: everything that could change the path of a request \
         or its headers, and the other ways in which tokens are written.",
        cases,
    )
}
