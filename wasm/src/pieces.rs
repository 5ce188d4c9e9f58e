//! What crosses the border in pieces: byte strings one after the other, headers line by line.

/// `bytes` cut into pieces of these lengths, which the upper half has counted.
pub(crate) fn split<'b>(bytes: &'b [u8], lengths: &[u32]) -> Vec<&'b [u8]> {
    let mut rest = bytes;
    lengths
        .iter()
        .map(|length| {
            let at = usize::try_from(*length).unwrap_or(usize::MAX).min(rest.len());
            let (piece, others) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            rest = others;
            piece
        })
        .collect()
}

/// Names and values out of what has them in turn, each on a line.
pub(crate) fn header_pairs(lines: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut lines = lines.split('\n');
    core::iter::from_fn(move || Some((lines.next()?, lines.next()?)))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn pieces_follow_each_other() {
        assert_eq!(split(b"abbccc", &[1, 2, 3]), [&b"a"[..], b"bb", b"ccc"]);
        assert_eq!(split(b"", &[]), Vec::<&[u8]>::new());
        assert_eq!(split(b"ab", &[0, 9, 1]), [&b""[..], b"ab", b""]);
    }
}
