//! Everything that one or several files hold.

use waxwing_core::credentials::{Contents, Limits};
use waxwing_core::error::{Error, ErrorCode, Result};

use super::identity::{WaxwingIdentities, WaxwingIdentity};
use super::password as read_password;
use super::private_key::WaxwingPrivateKey;
use super::request::WaxwingCertificateRequest;
use super::sniff::WaxwingFileFormat;
use super::x509_certificate::{self, WaxwingX509Certificate};
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// What is in one or several credential files, opened: keys, certificates, requests. Keys are wiped
/// from memory when it is freed.
///
/// Adding to it and using it up belong to one thread at a time. Its views, and the
/// keys, certificates and requests that it lends, live until it is freed, added to or used up.
pub struct WaxwingContents {
    contents: Contents,
    lent: Lent,
}

/// What it lends, made when it changes.
#[derive(Default)]
struct Lent {
    certificates: Vec<WaxwingX509Certificate>,
    requests: Vec<WaxwingCertificateRequest>,
    keys: Vec<WaxwingPrivateKey>,
    public_key_kinds: Vec<String>,
}

impl From<Contents> for WaxwingContents {
    fn from(contents: Contents) -> Self {
        let lent = Lent {
            certificates: x509_certificate::all(contents.certificates()),
            requests: contents.requests().iter().cloned().map(Into::into).collect(),
            keys: contents.keys().iter().cloned().map(Into::into).collect(),
            public_key_kinds: (contents.public_keys().iter())
                .map(|key| key.kind().to_string())
                .collect(),
        };
        Self { contents, lent }
    }
}

impl WaxwingContents {
    /// All that it holds; nothing is left.
    fn take(&mut self) -> Contents {
        self.lent = Lent::default();
        std::mem::take(&mut self.contents)
    }
}

/// Opens a file of any kind: `.p8`, `.p12`, `.cer`, `.csr`, and PEM with any number of blocks in any
/// order; keys in PKCS#8, PKCS#1 and SEC 1, encrypted or not; DER, PEM or base64 of them; line ends
/// of any kind, typed out as `\n`, or replaced by spaces. `{NULL, 0}` for no password, which for a
/// `.p12` file is the same as an empty one. At most 1 MiB and 1 000 000 iterations. Free it with
/// `waxwing_contents_free`.
///
/// What the file is instead: `WAXWING_STATUS_JAVA_KEYSTORE`, `_PROVISIONING_PROFILE`, `_HTML_PAGE`,
/// `_UNKNOWN_FILE`. What is wrong with it: `_TRUNCATED_FILE`, `_MALFORMED_P12`, `_MALFORMED_PEM`,
/// `_MALFORMED_PRIVATE_KEY`, `_MALFORMED_CERT`, `_MALFORMED_REQUEST`, `_UNSUPPORTED_PRIVATE_KEY`.
/// How it is protected: `_PASSWORD_REQUIRED`, `_WRONG_PASSWORD`, `_UNSUPPORTED_ENCRYPTION`. Limits:
/// `_TOO_LARGE`, `_TOO_MANY_ITERATIONS`, `_NESTED_TOO_DEEP`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_read(
    file: WaxwingBytes,
    password: WaxwingStr,
    out_contents: *mut *mut WaxwingContents,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { read(file, password, Limits::default(), out_contents, out_error) }
}

/// The same within other limits: the size of the file, and the iterations of one key derivation.
/// Whoever wrote the file chose their number, and so the time that it takes to open; all derivations
/// of a file together may take ten times as many. 0 stands for the usual limit.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_read_within(
    file: WaxwingBytes,
    password: WaxwingStr,
    max_bytes: usize,
    max_iterations: u32,
    out_contents: *mut *mut WaxwingContents,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let mut limits = Limits::default();
    if max_bytes != 0 {
        limits.max_bytes = max_bytes;
    }
    if max_iterations != 0 {
        limits.max_iterations = max_iterations;
    }
    // SAFETY: by contract.
    unsafe { read(file, password, limits, out_contents, out_error) }
}

/// Contents of no file, to which files are added. Free them with `waxwing_contents_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_contents_new() -> *mut WaxwingContents {
    fence::new(|| WaxwingContents::from(Contents::default()))
}

/// # Safety
///
/// Pointers and views keep to the contract of the crate.
unsafe fn read(
    file: WaxwingBytes,
    password: WaxwingStr,
    limits: Limits,
    out_contents: *mut *mut WaxwingContents,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let file = unsafe { file.read("file") }?;
        // SAFETY: as the caller promises.
        let password = unsafe { read_password(password) }?;
        Contents::read_within(file, password, &limits).map(WaxwingContents::from)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_contents, "out_contents", out_error, make) }
}

/// Frees and wipes contents. NULL is fine. What was made of them stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_free(contents: *mut WaxwingContents) {
    // SAFETY: by contract.
    unsafe { fence::free(contents) }
}

/// Adds what another file holds. It uses `other` up, which still has to be freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_add(
    contents: *mut WaxwingContents,
    other: *mut WaxwingContents,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = |it: &mut WaxwingContents| {
        if std::ptr::eq(it, other) {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "other",
                "contents of another file",
                "the same ones",
            ));
        }
        // SAFETY: by contract; not the one that is changed.
        let added = unsafe { fence::reference_mut(other, "other") }?.take();
        let mut contents = it.take();
        contents.add(added);
        *it = contents.into();
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { fence::change(contents, "contents", out_error, whole) }
}

/// What a file was, counted from 0 in the order in which they were added;
/// `WAXWING_FILE_FORMAT_UNKNOWN` where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_format(
    contents: *const WaxwingContents,
    index: usize,
) -> WaxwingFileFormat {
    let body = |it: &WaxwingContents| {
        it.contents.formats().get(index).map_or(WaxwingFileFormat::Unknown, |one| (*one).into())
    };
    // SAFETY: by contract.
    unsafe { fence::read(contents, WaxwingFileFormat::Unknown, body) }
}

/// How the files were protected, in words, counted from 0: `PBES2 with AES-256, PBKDF2 with SHA-256,
/// 2048 iterations`. `{NULL, 0}` where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_protection(
    contents: *const WaxwingContents,
    index: usize,
) -> WaxwingStr {
    let body = |it: &WaxwingContents| {
        WaxwingStr::of_option(it.contents.protection().get(index).map(String::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(contents, WaxwingStr::NONE, body) }
}

/// How many private keys there are, each counted once.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_key_count(contents: *const WaxwingContents) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(contents, 0, |it| it.contents.keys().len()) }
}

/// A private key, counted from 0, borrowed of the contents; NULL where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_key(
    contents: *const WaxwingContents,
    index: usize,
) -> *const WaxwingPrivateKey {
    let body =
        |it: &WaxwingContents| it.lent.keys.get(index).map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: by contract.
    unsafe { fence::read(contents, std::ptr::null(), body) }
}

/// How many certificates there are, each counted once.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_certificate_count(
    contents: *const WaxwingContents,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(contents, 0, |it| it.lent.certificates.len()) }
}

/// A certificate, counted from 0 in the order of the files, borrowed of the contents; NULL where
/// there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_certificate(
    contents: *const WaxwingContents,
    index: usize,
) -> *const WaxwingX509Certificate {
    let body = |it: &WaxwingContents| x509_certificate::nth(&it.lent.certificates, index);
    // SAFETY: by contract.
    unsafe { fence::read(contents, std::ptr::null(), body) }
}

/// A certificate request, counted from 0, borrowed of the contents; NULL where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_request(
    contents: *const WaxwingContents,
    index: usize,
) -> *const WaxwingCertificateRequest {
    let body = |it: &WaxwingContents| {
        it.lent.requests.get(index).map_or(std::ptr::null(), std::ptr::from_ref)
    };
    // SAFETY: by contract.
    unsafe { fence::read(contents, std::ptr::null(), body) }
}

/// The kind of a public key that stands alone, counted from 0: `RSA 2048`, `P-256`. `{NULL, 0}`
/// where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_public_key_kind(
    contents: *const WaxwingContents,
    index: usize,
) -> WaxwingStr {
    let body = |it: &WaxwingContents| {
        WaxwingStr::of_option(it.lent.public_key_kinds.get(index).map(String::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(contents, WaxwingStr::NONE, body) }
}

/// A public key that stands alone, counted from 0: a DER `SubjectPublicKeyInfo`. `{NULL, 0}` where
/// there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_public_key_spki(
    contents: *const WaxwingContents,
    index: usize,
) -> WaxwingBytes {
    let body = |it: &WaxwingContents| {
        let key = it.contents.public_keys().get(index);
        key.map_or(WaxwingBytes::NONE, |key| WaxwingBytes::of(key.spki_der()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(contents, WaxwingBytes::NONE, body) }
}

/// Makes something of all that there is, which is used up.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn into<T>(
    contents: *mut WaxwingContents,
    out: *mut *mut T,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    make: impl FnOnce(Contents) -> Result<T>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let it = unsafe { fence::reference_mut(contents, "contents") }?;
        make(it.take())
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out, what, out_error, whole) }
}

/// The one private key with its certificate and the certificates above that, in whichever of the
/// files they were. It uses the contents up, however it ends; they still have to be freed. Free the
/// identity with `waxwing_identity_free`.
///
/// `WAXWING_STATUS_MISSING_PRIVATE_KEY`, `WAXWING_STATUS_SEVERAL_KEYS`,
/// `WAXWING_STATUS_MISSING_CERTIFICATE`, `WAXWING_STATUS_KEY_MISMATCH`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_into_identity(
    contents: *mut WaxwingContents,
    out_identity: *mut *mut WaxwingIdentity,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = |contents: Contents| contents.into_identity().map(WaxwingIdentity::from);
    // SAFETY: by contract.
    unsafe { into(contents, out_identity, "out_identity", out_error, make) }
}

/// Every private key that has its certificate, as an identity. It uses the contents up; they still
/// have to be freed. Free the list with `waxwing_identities_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_into_identities(
    contents: *mut WaxwingContents,
    out_identities: *mut *mut WaxwingIdentities,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = |contents: Contents| Ok(WaxwingIdentities::from(contents.into_identities()));
    // SAFETY: by contract.
    unsafe { into(contents, out_identities, "out_identities", out_error, make) }
}

/// The one private key. It uses the contents up, however it ends; they still have to be freed. Free
/// the key with `waxwing_private_key_free`.
///
/// `WAXWING_STATUS_MISSING_PRIVATE_KEY`, `WAXWING_STATUS_SEVERAL_KEYS`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_contents_into_private_key(
    contents: *mut WaxwingContents,
    out_key: *mut *mut WaxwingPrivateKey,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = |contents: Contents| contents.into_private_key().map(WaxwingPrivateKey::from);
    // SAFETY: by contract.
    unsafe { into(contents, out_key, "out_key", out_error, make) }
}
