//! PEM as people have it (RFC 7468, RFC 1421): several blocks in any order, explanations between
//! them, any line ends, on one line, with `\n` typed out, with a byte order mark.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// As many as a file with all of an operating system's roots has.
const MAX_BLOCKS: usize = 500;

/// One block.
pub(super) struct Block {
    pub(super) label: String,
    pub(super) der: Zeroizing<Vec<u8>>,
    /// The value of `DEK-Info` of the old encrypted form: the cipher and its IV.
    pub(super) dek_info: Option<String>,
}

/// The text, without what editors and environment variables did to it; nothing if it is none.
pub(super) fn normalize(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(core::str::from_utf8(rest).ok()?),
        // Notepad's "Unicode".
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => match core::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            // Explanations between blocks may be in any old encoding.
            Err(_) if is_mostly_text(bytes) => {
                Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())
            }
            Err(_) => return None,
        },
    };
    let text = Zeroizing::new(text.into_owned());
    if text.contains('\0') {
        return None;
    }
    if text.contains("\\n") {
        // Typed as two characters, as env files and JSON have them, and JSON in an env file as
        // three.
        let once = Zeroizing::new(text.replace("\\\\", "\\"));
        let typed = Zeroizing::new(once.replace("\\r", ""));
        return Some(Zeroizing::new(typed.replace("\\n", "\n")));
    }
    Some(text)
}

/// A block of PEM is in there, whatever surrounds it.
fn is_mostly_text(bytes: &[u8]) -> bool {
    bytes.windows(BEGIN.len()).any(|window| window == BEGIN.as_bytes()) && !bytes.contains(&0)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(units.iter().map(|bytes| unit(*bytes)))
        .collect::<core::result::Result<_, _>>()
        .ok()
}

/// Whether a block begins somewhere.
pub(super) fn has_blocks(text: &str) -> bool {
    text.contains(BEGIN)
}

/// The labels of the blocks, in order, whether or not they are whole.
pub(super) fn labels(text: &str) -> Vec<&str> {
    text.split(BEGIN).skip(1).filter_map(|rest| Some(rest.split_once(DASHES)?.0)).collect()
}

fn malformed(expected: &'static str, found: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::MalformedPem, "PEM block", expected, found)
}

/// Every block of the text.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        if found.len() == MAX_BLOCKS {
            return Err(Error::new(
                ErrorCode::TooLarge,
                "PEM text",
                format!("at most {MAX_BLOCKS} blocks"),
                "more",
            ));
        }
        let (label, after) = after
            .split_once(DASHES)
            .filter(|(label, _)| label.len() <= 64 && !label.contains(['\r', '\n']))
            .ok_or_else(|| malformed("a line that begins a block", "an unfinished one"))?;
        let cut_off = || {
            Error::new(
                ErrorCode::TruncatedFile,
                "PEM block",
                "a line that ends it",
                format!("none behind BEGIN {label}"),
            )
        };
        let (body, after) = after.split_once(END).ok_or_else(cut_off)?;
        if body.contains(BEGIN) {
            return Err(cut_off());
        }
        let after = match after.strip_prefix(label).and_then(|after| after.strip_prefix(DASHES)) {
            Some(after) => after,
            // The beginning of the right line: the text ends too early.
            None if format!("{label}{DASHES}").starts_with(after) => return Err(cut_off()),
            None => {
                return Err(malformed(
                    "a last line with the label of the first",
                    format!("another one behind BEGIN {label}"),
                ));
            }
        };
        found.push(block(label, body)?);
        rest = after;
    }
    Ok(found)
}

fn block(label: &str, body: &str) -> Result<Block> {
    let (dek_info, body) = headers(body);
    let der = decode(body)
        .ok_or_else(|| malformed("base64", format!("other or missing characters in {label}")))?;
    Ok(Block { label: label.into(), der, dek_info })
}

/// Header lines of the old form stand before an empty line; elsewhere a body has no colons.
fn headers(body: &str) -> (Option<String>, &str) {
    if !body.contains(':') {
        return (None, body);
    }
    let mut dek_info = None;
    let mut rest = body.trim_start();
    while let Some((line, after)) = rest.split_once('\n') {
        let Some((name, value)) = line.split_once(':') else { break };
        if name.trim() == "DEK-Info" {
            dek_info = Some(value.trim().into());
        }
        rest = after.trim_start();
    }
    (dek_info, rest)
}

/// Base64 with white space anywhere; nothing if it is not that or empty.
pub(super) fn decode(body: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut compact = Zeroizing::new(Vec::with_capacity(body.len()));
    compact.extend(body.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    if compact.is_empty() {
        return None;
    }
    Some(Zeroizing::new(STANDARD.decode(&*compact).ok()?))
}

const LINE: usize = 64;

/// A block, in a text that is wiped when dropped.
pub(super) fn write(label: &str, der: &[u8]) -> Zeroizing<String> {
    let body = Zeroizing::new(STANDARD.encode(der));
    // All of it at once, so that nothing is left behind by growing.
    let length = body.len() + body.len() / LINE + 2 * (label.len() + BEGIN.len() + LINE);
    let mut text = Zeroizing::new(String::with_capacity(length));
    for part in [BEGIN, label, DASHES, "\n"] {
        text.push_str(part);
    }
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(LINE).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    for part in [END, label, DASHES, "\n"] {
        text.push_str(part);
    }
    text
}

/// A block of something that is no secret.
pub(super) fn write_public(label: &str, der: &[u8]) -> String {
    let mut text = write(label, der);
    core::mem::take(&mut *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let text = normalize(text.as_bytes()).unwrap();
        Ok(blocks(&text)?.into_iter().map(|block| (block.label, block.der.to_vec())).collect())
    }

    #[test]
    fn what_is_written_can_be_read() {
        for length in [1, 47, 48, 49, 96, 100] {
            let der: Vec<u8> = (0..length).collect();
            let text = write_public("CERTIFICATE", &der);
            assert!(text.lines().all(|line| line.len() <= LINE));
            assert_eq!(read(&text).unwrap(), [(String::from("CERTIFICATE"), der)]);
        }
    }

    #[test]
    fn surroundings_do_not_matter() {
        let block = write_public("PRIVATE KEY", &[7; 60]);
        let expected = [(String::from("PRIVATE KEY"), Vec::from([7; 60]))];
        for text in [
            block.clone(),
            block.trim_end().to_owned(),
            format!("\u{feff}{block}"),
            block.replace('\n', "\r\n"),
            block.replace('\n', "\\n"),
            block.replace('\n', "\\r\\n"),
            block.replace('\n', "\\\\n"),
            format!("\"{}\"", block.replace('\n', "\\n")),
            block.replace('\n', " "),
            block.replace('\n', ""),
            format!("Bag Attributes\n    friendlyName: x\n{block}trailer"),
        ] {
            assert_eq!(read(&text).unwrap(), expected, "{text}");
        }
        for big in [false, true] {
            let mut wide = Vec::from(if big { [0xfe, 0xff] } else { [0xff, 0xfe] });
            for unit in block.encode_utf16() {
                wide.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            assert_eq!(normalize(&wide).unwrap().as_str(), block);
        }
        let mut latin = b"friendlyName: Schl\xfcssel\n".to_vec();
        latin.extend(block.as_bytes());
        assert_eq!(blocks(&normalize(&latin).unwrap()).unwrap().len(), 1);
    }

    #[test]
    fn damage_has_its_own_answer() {
        let block = write_public("PRIVATE KEY", &[7; 60]);
        let code = |text: &str| read(text).unwrap_err().code();
        for end in 30..block.len() - 1 {
            if end != block.len() - 1 {
                assert_eq!(code(&block[..end]), ErrorCode::TruncatedFile, "{end}");
            }
        }
        assert_eq!(code("-----BEGIN PRIVATE"), ErrorCode::MalformedPem);
        assert_eq!(code(&block.replace("END P", "END X P")), ErrorCode::MalformedPem);
        assert_eq!(code(&block.replace("Bw", "*w")), ErrorCode::MalformedPem);
        let cut = block.split_once(END).unwrap().0;
        assert_eq!(code(&format!("{cut}{block}")), ErrorCode::TruncatedFile);
        let empty = "-----BEGIN X-----\n-----END X-----";
        assert_eq!(code(empty), ErrorCode::MalformedPem);
        assert_eq!(code(&block.repeat(MAX_BLOCKS + 1)), ErrorCode::TooLarge);
    }
}
