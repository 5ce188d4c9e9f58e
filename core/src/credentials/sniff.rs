//! What a file is, whatever its name says.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::pem;
use crate::ber::{Element, Reader, Tag};
use crate::error::{Error, ErrorCode};

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $what:literal, $advice:literal;)+) => {
        /// What a file is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Format {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = $advice]
                $variant,
            )+
        }

        impl Format {
            /// Every format, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, the same in every language.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it is, in words.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $what),+ }
            }

            /// What to do with it, as a sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice),+ }
            }
        }
    };
}

formats! {
    /// A file of Gzip, Zip or another archive.
    Archive, "archive", "a compressed archive",
        "Unpack it: the credential is one of the files inside.";
    /// DER of an X.509 certificate: what Apple's portal gives as `.cer`.
    Certificate, "certificate", "an X.509 certificate (DER)",
        "Bring the private key of its request too, or export both as .p12.";
    /// DER of a PKCS#10 request.
    CertificateRequest, "certificate_request", "a certificate request (DER)",
        "Upload it to Apple, and keep the private key that it was made with.";
    /// DER of a PKCS#8 key that is encrypted.
    EncryptedPrivateKey, "encrypted_private_key", "an encrypted private key (PKCS#8 DER)",
        "Open it with its password.";
    /// Nothing at all.
    Empty, "empty", "an empty file",
        "Copy or download the file again.";
    /// A web page.
    Html, "html", "an HTML page",
        "Download the file again while signed in: this is a page of the site, often its error.";
    /// A Java keystore of the older forms.
    JavaKeystore, "java_keystore", "a Java keystore (JKS or JCEKS)",
        "Convert it: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12.";
    /// A JSON text.
    Json, "json", "a JSON text",
        "Take the credential out of it: the value of a field is no file of its own.";
    /// A JSON Web Signature: a provider token or a signed object, not a key.
    Jws, "jws", "a signed token (JWS)",
        "Verify it as a token: it holds no key.";
    /// A macOS keychain.
    Keychain, "keychain", "a macOS keychain",
        "Export the identity from Keychain Access as .p12.";
    /// A private key of OpenSSH or PuTTY.
    SshKey, "ssh_key", "an SSH key",
        "Bring the key that Apple issued or that the request was made with: this one is for SSH.";
    /// PEM blocks.
    Pem, "pem", "a PEM text",
        "Read its blocks.";
    /// A PKCS#12 file.
    Pkcs12, "pkcs12", "a PKCS#12 file (.p12, .pfx)",
        "Open it with its password, which may be empty.";
    /// Certificates without a key: `.p7b`, `.p7c`, or other signed data.
    Pkcs7, "pkcs7", "PKCS#7 or CMS data (.p7b, .p7m)",
        "Convert it: openssl pkcs7 -inform der -print_certs -in FILE; it holds no private key.";
    /// DER of a private key.
    PrivateKey, "private_key", "a private key (DER)",
        "Bring its certificate too, unless it is the key of an Apple .p8 file.";
    /// A property list.
    PropertyList, "property_list", "a property list",
        "Bring the credential itself: a property list is configuration.";
    /// What signs and installs apps.
    ProvisioningProfile, "provisioning_profile", "a provisioning profile (.mobileprovision)",
        "Bring the .p8, .p12, .cer or .pem file: a profile is for signing apps and holds no private key.";
    /// DER of a public key.
    PublicKey, "public_key", "a public key (DER)",
        "Bring the private key: nothing can be signed with this one.";
    /// Rich text, as TextEdit saves.
    RichText, "rich_text", "a rich text document",
        "Save it as plain text, or download the file again: an editor has changed it.";
    /// Text of another kind.
    Text, "text", "a text that is no credential",
        "Bring the .p8, .p12, .cer or .pem file.";
    /// Bytes of another kind.
    Unknown, "unknown", "bytes of an unknown kind",
        "Bring the .p8, .p12, .cer or .pem file.";
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}

/// What [`sniff`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sniffed {
    /// What the file is.
    pub format: Format,
    /// The labels of its blocks, if it is PEM, in order.
    pub labels: Vec<String>,
    /// Whether the whole of it is encoded as base64 once more, as environment variables carry
    /// `.p12` files.
    pub is_base64: bool,
    /// Whether it ends before its own length says.
    pub is_truncated: bool,
}

impl Sniffed {
    /// What to do, as a sentence.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        const ENCRYPTED: &str = "Open it with its password.";
        const REQUEST: &str = Format::CertificateRequest.advice();
        const PUBLIC: &str = Format::PublicKey.advice();
        const SSH: &str = Format::SshKey.advice();
        const PROFILE: &str = Format::Pkcs7.advice();
        if self.is_truncated {
            return "Copy or download the file again, as binary: its end is missing.";
        }
        let [label] = self.labels.as_slice() else { return self.format.advice() };
        match label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
                Format::Certificate.advice()
            }
            "PRIVATE KEY" | "EC PRIVATE KEY" | "RSA PRIVATE KEY" => Format::PrivateKey.advice(),
            "ENCRYPTED PRIVATE KEY" => ENCRYPTED,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => REQUEST,
            "PUBLIC KEY" | "RSA PUBLIC KEY" => PUBLIC,
            "OPENSSH PRIVATE KEY" => SSH,
            "PKCS7" | "CMS" => PROFILE,
            _ => self.format.advice(),
        }
    }
}

/// Says what a file is, by its bytes. Never fails.
///
/// ```
/// use waxwing::credentials::{Format, sniff};
///
/// let page = sniff(b"<!DOCTYPE html><html><body>Your session has expired</body></html>");
/// assert_eq!(page.format, Format::Html);
/// assert!(page.advice().starts_with("Download the file again"));
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Sniffed {
    if let Some((inner, found)) = unwrap_base64(bytes) {
        drop(inner);
        return found;
    }
    sniff_plain(bytes)
}

/// The file inside, if the whole is base64 of something known.
pub(super) fn unwrap_base64(bytes: &[u8]) -> Option<(Zeroizing<Vec<u8>>, Sniffed)> {
    let text = core::str::from_utf8(bytes).ok()?.trim();
    let inner = pem::decode(text.trim_matches('"'))?;
    let found = sniff_plain(&inner);
    let known = !matches!(found.format, Format::Unknown | Format::Text | Format::Empty);
    known.then_some((inner, Sniffed { is_base64: true, ..found }))
}

fn sniff_plain(bytes: &[u8]) -> Sniffed {
    let plain =
        |format| Sniffed { format, labels: Vec::new(), is_base64: false, is_truncated: false };
    if bytes.is_empty() {
        return plain(Format::Empty);
    }
    const MAGIC: [(&[u8], Format); 11] = [
        (&[0xfe, 0xed, 0xfe, 0xed], Format::JavaKeystore),
        (&[0xce, 0xce, 0xce, 0xce], Format::JavaKeystore),
        (b"PK\x03\x04", Format::Archive),
        (&[0x1f, 0x8b], Format::Archive),
        (b"BZh", Format::Archive),
        (b"xar!", Format::Archive),
        (b"kych", Format::Keychain),
        (b"bplist00", Format::PropertyList),
        (b"{\\rtf", Format::RichText),
        (b"ssh-", Format::SshKey),
        (b"PuTTY-User-Key-File-", Format::SshKey),
    ];
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return plain(*format);
    }
    if let Some((format, is_truncated)) = sniff_ber(bytes) {
        return Sniffed { is_truncated, ..plain(format) };
    }
    let Some(text) = pem::normalize(bytes) else { return plain(Format::Unknown) };
    if pem::has_blocks(&text) {
        let labels: Vec<String> = pem::labels(&text).into_iter().map(ToString::to_string).collect();
        if labels.iter().all(|label| label == "OPENSSH PRIVATE KEY") && !labels.is_empty() {
            return Sniffed { labels, ..plain(Format::SshKey) };
        }
        let is_truncated =
            pem::blocks(&text).is_err_and(|error| error.code() == ErrorCode::TruncatedFile);
        return Sniffed { labels, is_truncated, ..plain(Format::Pem) };
    }
    plain(sniff_text(text.trim()))
}

fn sniff_text(text: &str) -> Format {
    let begins =
        |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let contains = |word: &str| {
        text.as_bytes()
            .windows(word.len())
            .take(4096)
            .any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    if text.is_empty() {
        Format::Empty
    } else if text.starts_with('<') {
        if contains("<!DOCTYPE plist") || contains("<plist") {
            Format::PropertyList
        } else if begins("<!doctype html") || contains("<html") || contains("<head") {
            Format::Html
        } else {
            Format::Text
        }
    } else if text.starts_with('{') || text.starts_with('[') {
        Format::Json
    } else if is_jws(text) {
        Format::Jws
    } else {
        Format::Text
    }
}

/// Three parts of base64url, of which the first begins as `{"` does.
fn is_jws(text: &str) -> bool {
    text.starts_with("ey")
        && text.split('.').count() == 3
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// By the first elements of a SEQUENCE; they are there even if the end of the file is not.
fn sniff_ber(bytes: &[u8]) -> Option<(Format, bool)> {
    if bytes.first() != Some(&Tag::SEQUENCE.0) {
        return None;
    }
    let mut reader = Reader::new(bytes);
    let (content, is_truncated) = match reader.required() {
        Ok(whole) => (whole.content, false),
        Err(crate::ber::CUT_OFF) => (crate::ber::contents_of(bytes)?, true),
        // Whoever opens it says what is wrong with it.
        Err(crate::ber::TOO_DEEP) => (crate::ber::contents_of(bytes)?, false),
        Err(_) => return None,
    };
    let mut first = Reader::new(content);
    let (first, rest) = (peek(&mut first, content)?, first);
    let format = match first.tag {
        Tag::OBJECT_IDENTIFIER => {
            // ContentInfo: signed data is a profile if a property list is in it.
            const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
            const PREFIX: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
            if first.content == SIGNED_DATA && has_property_list(bytes) {
                Format::ProvisioningProfile
            } else if first.content.starts_with(PREFIX) {
                Format::Pkcs7
            } else {
                return None;
            }
        }
        Tag::INTEGER => match (first.content, rest.peek_tag()?) {
            ([3], Tag::SEQUENCE) => Format::Pkcs12,
            ([0 | 1], Tag::SEQUENCE | Tag::OCTET_STRING | Tag::INTEGER) => Format::PrivateKey,
            _ => return None,
        },
        Tag::SEQUENCE => {
            let inside = Reader::new(first.content);
            match (inside.peek_tag()?, rest.peek_tag()) {
                // AlgorithmIdentifier and a string.
                (Tag::OBJECT_IDENTIFIER, Some(Tag::OCTET_STRING)) => Format::EncryptedPrivateKey,
                (Tag::OBJECT_IDENTIFIER, Some(Tag(0x03))) => Format::PublicKey,
                // The signed part of a certificate begins with [0] or a serial number.
                (Tag(0xa0), _) => Format::Certificate,
                (Tag::INTEGER, _) if is_request(first.content) => Format::CertificateRequest,
                (Tag::INTEGER, _) => Format::Certificate,
                _ => return None,
            }
        }
        _ => return None,
    };
    Some((format, is_truncated))
}

/// The first element; of one that is cut off, what there is of it.
fn peek<'a>(reader: &mut Reader<'a>, content: &'a [u8]) -> Option<Element<'a>> {
    match reader.next() {
        Ok(element) => element,
        Err(crate::ber::CUT_OFF) => {
            let tag = Tag(*content.first()?);
            let content = crate::ber::contents_of(content)?;
            Some(Element { tag, content, raw: content })
        }
        Err(_) => None,
    }
}

/// CertificationRequestInfo: version, name, key, attributes. A version 1 certificate has an
/// algorithm, which begins with an identifier, where the name is.
fn is_request(info: &[u8]) -> bool {
    let mut reader = Reader::new(info);
    let Ok(_version) = reader.required() else { return false };
    match reader.next() {
        Ok(Some(second)) => {
            second.tag == Tag::SEQUENCE && second.content.first() != Some(&Tag::OBJECT_IDENTIFIER.0)
        }
        _ => false,
    }
}

fn has_property_list(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"<plist")
}

/// The answer for a file that holds neither key nor certificate.
pub(super) fn refusal(found: &Sniffed) -> Error {
    let code = match found.format {
        Format::JavaKeystore => ErrorCode::JavaKeystore,
        Format::ProvisioningProfile => ErrorCode::ProvisioningProfile,
        Format::Html => ErrorCode::HtmlPage,
        _ => ErrorCode::UnknownFile,
    };
    Error::new(code, "file", "a .p8, .p12, .cer, .pem or .csr file", found.format.description())
}
