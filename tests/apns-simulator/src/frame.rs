//! Frames of HTTP/2, as far as they are looked into or made by hand (RFC 9113 sections 4.1 and 6).

/// Every frame begins with this many bytes.
pub(crate) const HEAD_BYTES: usize = 9;
/// What a client says before its first frame.
pub(crate) const PREFACE_BYTES: usize = 24;

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const ACK: u8 = 1;
pub(crate) const END_STREAM: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;

const MAX_CONCURRENT_STREAMS: u16 = 3;
/// The highest bit of a stream id is reserved.
const STREAM_MASK: u32 = 0x7fff_ffff;

/// The first nine bytes of a frame.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Head {
    pub(crate) length: usize,
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) stream: u32,
}

impl Head {
    /// Reads the head of a frame, once all of it is there.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let [l0, l1, l2, kind, flags, s0, s1, s2, s3] = *bytes.first_chunk::<HEAD_BYTES>()?;
        Some(Self {
            length: usize::try_from(u32::from_be_bytes([0, l0, l1, l2])).ok()?,
            kind,
            flags,
            stream: u32::from_be_bytes([s0, s1, s2, s3]) & STREAM_MASK,
        })
    }

    pub(crate) const fn has(self, flag: u8) -> bool {
        self.flags & flag == flag
    }
}

/// SETTINGS that allow the client this many streams at once.
pub(crate) fn settings(streams: u32) -> Vec<u8> {
    let mut payload = MAX_CONCURRENT_STREAMS.to_be_bytes().to_vec();
    payload.extend(streams.to_be_bytes());
    frame(SETTINGS, &payload)
}

/// GOAWAY: streams above `last_stream` were not and will not be processed.
pub(crate) fn go_away(last_stream: u32, code: u32, debug_data: &[u8]) -> Vec<u8> {
    let mut payload = (last_stream & STREAM_MASK).to_be_bytes().to_vec();
    payload.extend(code.to_be_bytes());
    payload.extend(debug_data);
    frame(GOAWAY, &payload)
}

/// A frame of the connection as a whole, without flags. What is made here is far shorter than 16 KiB.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or_default().to_be_bytes();
    let mut frame: Vec<u8> = length.into_iter().skip(1).collect();
    frame.extend([kind, 0, 0, 0, 0, 0]);
    frame.extend(payload);
    frame
}

/// Writes another limit of streams into the payload of SETTINGS, if they have one.
pub(crate) fn set_streams(payload: &mut [u8], streams: u32) {
    for setting in payload.chunks_exact_mut(6) {
        if let Some((id, value)) = setting.split_at_mut_checked(2)
            && id == MAX_CONCURRENT_STREAMS.to_be_bytes().as_slice()
        {
            value.copy_from_slice(&streams.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_it_reads() {
        let bytes = go_away(5, 7, b"hello");
        let head = Head::read(&bytes).unwrap();
        assert_eq!(head, Head { length: 13, kind: GOAWAY, flags: 0, stream: 0 });
        assert_eq!(bytes.len(), HEAD_BYTES + head.length);
        assert!(Head::read(&bytes[..8]).is_none());
    }

    #[test]
    fn only_the_limit_of_streams_changes() {
        let mut payload = vec![0, 1, 0, 0, 16, 0, 0, 3, 0, 0, 3, 232, 0, 4, 0, 0, 255, 255];
        set_streams(&mut payload, 1);
        assert_eq!(payload, [0, 1, 0, 0, 16, 0, 0, 3, 0, 0, 0, 1, 0, 4, 0, 0, 255, 255]);
        assert_eq!(settings(1)[HEAD_BYTES..], [0, 3, 0, 0, 0, 1]);
    }
}
