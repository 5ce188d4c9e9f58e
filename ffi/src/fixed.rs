//! What all requests of a push, and all sendings of a call, share; and requests of other services.

use waxwing_core::apns::{Call, Prepared};
use zeroize::{Zeroize, Zeroizing};

use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};

pub(crate) const SCHEME: &str = "https";

/// What stands behind a scheme.
pub(crate) const SEPARATOR_OF_SCHEME: &str = "://";

/// A header as `name: value` and NUL, with its parts as views of it.
pub(crate) struct HeaderLine {
    text: Box<[u8]>,
    name_len: usize,
}

const SEPARATOR: &[u8] = b": ";

impl HeaderLine {
    pub(crate) fn new(name: &str, value: &str) -> Self {
        let text = [name.as_bytes(), SEPARATOR, value.as_bytes(), b"\0"].concat();
        Self { text: text.into_boxed_slice(), name_len: name.len() }
    }

    /// Without the NUL, which stands behind it.
    fn line(&self) -> &[u8] {
        self.text.split_last().map_or(&[], |(_, line)| line)
    }

    fn parts(&self) -> (&[u8], &[u8]) {
        let (name, rest) = self.line().split_at_checked(self.name_len).unwrap_or_default();
        (name, rest.strip_prefix(SEPARATOR).unwrap_or_default())
    }

    pub(crate) fn value(&self) -> &[u8] {
        self.parts().1
    }

    pub(crate) fn header(&self) -> WaxwingHeader {
        let (name, value) = self.parts();
        WaxwingHeader { name: view(name), value: view(value) }
    }

    /// A view of the whole line.
    pub(crate) fn view(&self) -> WaxwingStr {
        view(self.line())
    }
}

impl Zeroize for HeaderLine {
    fn zeroize(&mut self) {
        self.text.zeroize();
    }
}

fn view(text: &[u8]) -> WaxwingStr {
    let WaxwingBytes { data, len } = WaxwingBytes::of(text);
    WaxwingStr { data: data.cast(), len }
}

/// What is the same in all of them.
pub(crate) struct Fixed {
    source: Source,
    /// All headers but `authorization`.
    pub(crate) lines: Vec<HeaderLine>,
    /// Views into `lines`.
    pub(crate) headers: Vec<WaxwingHeader>,
}

enum Source {
    Push(Prepared),
    Call(Call),
    Whole(Whole),
}

/// A request to another service than APNs: it may hold a secret anywhere but in its URL.
struct Whole {
    method: String,
    scheme: &'static str,
    authority: String,
    body: Zeroizing<Vec<u8>>,
}

impl Drop for Fixed {
    fn drop(&mut self) {
        if let Source::Whole(_) = self.source {
            self.lines.iter_mut().for_each(Zeroize::zeroize);
        }
    }
}

// SAFETY: the views in `headers` lead into `lines`, which nothing changes.
unsafe impl Send for Fixed {}
// SAFETY: as above.
unsafe impl Sync for Fixed {}

impl From<Prepared> for Fixed {
    fn from(prepared: Prepared) -> Self {
        let lines = prepared.headers().map(|(name, value)| HeaderLine::new(name, value)).collect();
        Self::new(lines, Source::Push(prepared))
    }
}

impl From<Call> for Fixed {
    fn from(call: Call) -> Self {
        let lines = call.headers().map(|(name, value)| HeaderLine::new(name, value)).collect();
        Self::new(lines, Source::Call(call))
    }
}

impl Fixed {
    fn new(lines: Vec<HeaderLine>, source: Source) -> Self {
        let headers = lines.iter().map(HeaderLine::header).collect();
        Self { source, lines, headers }
    }

    /// A request that is whole already.
    pub(crate) fn whole<'a>(
        method: &str,
        url: &str,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: &[u8],
    ) -> Self {
        let lines = headers.into_iter().map(|(name, value)| HeaderLine::new(name, value)).collect();
        let (scheme, rest) = match url.split_once(SEPARATOR_OF_SCHEME) {
            Some(("http", rest)) => ("http", rest),
            Some((_, rest)) => (SCHEME, rest),
            None => (SCHEME, url),
        };
        let authority = rest.split(['/', '?']).next().unwrap_or_default().to_owned();
        let body = Zeroizing::new(body.to_vec());
        Self::new(
            lines,
            Source::Whole(Whole { method: method.to_owned(), scheme, authority, body }),
        )
    }

    /// The push, if it is one.
    pub(crate) const fn push(&self) -> Option<&Prepared> {
        match &self.source {
            Source::Push(prepared) => Some(prepared),
            Source::Call(_) | Source::Whole(_) => None,
        }
    }

    /// The call, if it is one.
    pub(crate) const fn call(&self) -> Option<&Call> {
        match &self.source {
            Source::Call(call) => Some(call),
            Source::Push(_) | Source::Whole(_) => None,
        }
    }

    pub(crate) const fn scheme(&self) -> &'static str {
        match &self.source {
            Source::Push(_) | Source::Call(_) => SCHEME,
            Source::Whole(whole) => whole.scheme,
        }
    }

    pub(crate) fn method(&self) -> &str {
        match &self.source {
            Source::Push(prepared) => prepared.method(),
            Source::Call(call) => call.method(),
            Source::Whole(whole) => &whole.method,
        }
    }

    pub(crate) fn authority(&self) -> &str {
        match &self.source {
            Source::Push(prepared) => prepared.authority(),
            Source::Call(call) => call.authority(),
            Source::Whole(whole) => &whole.authority,
        }
    }

    pub(crate) fn body(&self) -> &[u8] {
        match &self.source {
            Source::Push(prepared) => prepared.body(),
            Source::Call(call) => call.body(),
            Source::Whole(whole) => &whole.body,
        }
    }
}
