//! How a password becomes bytes.

use alloc::vec::Vec;

use zeroize::Zeroizing;

/// The spellings of one password that writers use, likeliest first.
pub(super) struct Spellings {
    /// UTF-16 with a NUL at the end, for the PKCS#12 function (RFC 7292 appendix B.1).
    pub(super) wide: Vec<Zeroizing<Vec<u8>>>,
    /// For everything else.
    pub(super) plain: Vec<Zeroizing<Vec<u8>>>,
}

impl Spellings {
    /// Of a password for PKCS#12.
    ///
    /// An empty one is two zero bytes or none at all. OpenSSL before 1.1 took each byte of a
    /// password for a character. With PBES2, OpenSSL and Java use UTF-8, where older releases of
    /// NSS used the wide form.
    pub(super) fn of(password: &str) -> Self {
        let spelled = wide(password.encode_utf16());
        let mut all = Self {
            plain: alloc::vec![Zeroizing::new(password.as_bytes().to_vec())],
            wide: alloc::vec![spelled.clone()],
        };
        if password.is_empty() {
            all.wide.push(Zeroizing::new(Vec::new()));
        } else if !password.is_ascii() {
            all.wide.push(wide(password.bytes().map(u16::from)));
        }
        all.plain.push(spelled);
        all
    }

    /// Only this wide spelling, which a MAC has proved.
    pub(super) fn keep_wide(&mut self, index: usize) {
        if let Some(proved) = self.wide.get(index).cloned() {
            self.wide = alloc::vec![proved];
        }
    }

    /// Only this plain spelling, which a MAC has proved.
    pub(super) fn keep_plain(&mut self, index: usize) {
        if let Some(proved) = self.plain.get(index).cloned() {
            self.plain = alloc::vec![proved];
        }
    }
}

fn wide(units: impl Iterator<Item = u16>) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::new());
    // A password grows without moving, so that no copy of it stays behind.
    let units: Zeroizing<Vec<u16>> = Zeroizing::new(units.collect());
    bytes.reserve_exact(2 * units.len() + 2);
    for unit in units.iter() {
        bytes.extend(unit.to_be_bytes());
    }
    bytes.extend([0, 0]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_those_of_rfc_7292() {
        // RFC 7292 appendix B.1: "Beavis".
        let beavis = Spellings::of("Beavis");
        assert_eq!(*beavis.wide[0], b"\0B\0e\0a\0v\0i\0s\0\0");
        assert_eq!((beavis.wide.len(), beavis.plain[0].as_slice()), (1, &b"Beavis"[..]));
        let empty = Spellings::of("");
        assert_eq!((empty.wide[0].as_slice(), empty.wide[1].len()), (&[0, 0][..], 0));
        let clef = Spellings::of("\u{1d11e}");
        assert_eq!(*clef.wide[0], [0xd8, 0x34, 0xdd, 0x1e, 0, 0]);
        assert_eq!(*clef.wide[1], [0, 0xf0, 0, 0x9d, 0, 0x84, 0, 0x9e, 0, 0]);
    }
}
