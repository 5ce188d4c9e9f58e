//! What a file is, whatever its name says.

use waxwing_core::credentials::{Format, Sniffed, key_id_from_file_name, sniff};

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::{WaxwingStatus, same_names};
use crate::verdict::nth;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingFileFormat {
    /// Bytes of an unknown kind, or a format that this version does not know.
    Unknown = 0,
    /// A compressed archive.
    Archive = 1,
    /// An X.509 certificate (DER): what Apple's portal gives as `.cer`.
    Certificate = 2,
    /// A certificate request (DER).
    CertificateRequest = 3,
    /// Nothing at all.
    Empty = 4,
    /// An encrypted private key (PKCS#8 DER).
    EncryptedPrivateKey = 5,
    /// A web page.
    Html = 6,
    /// A Java keystore (JKS or JCEKS).
    JavaKeystore = 7,
    /// A JSON text.
    Json = 8,
    /// A signed token: it holds no key.
    Jws = 9,
    /// A macOS keychain.
    Keychain = 10,
    /// PEM blocks.
    Pem = 11,
    /// A PKCS#12 file (`.p12`, `.pfx`).
    Pkcs12 = 12,
    /// PKCS#7 or CMS data (`.p7b`, `.p7m`), which hold no key.
    Pkcs7 = 13,
    /// A private key (DER).
    PrivateKey = 14,
    /// A property list.
    PropertyList = 15,
    /// A provisioning profile (`.mobileprovision`): for signing apps.
    ProvisioningProfile = 16,
    /// A public key (DER).
    PublicKey = 17,
    /// Rich text, as TextEdit saves.
    RichText = 18,
    /// A private key of OpenSSH or PuTTY.
    SshKey = 19,
    /// A text that is no credential.
    Text = 20,
}

impl From<Format> for WaxwingFileFormat {
    fn from(format: Format) -> Self {
        same_names! {
            format, Format => Self, else Unknown:
            Archive Certificate CertificateRequest Empty EncryptedPrivateKey Html JavaKeystore Json
            Jws Keychain Pem Pkcs12 Pkcs7 PrivateKey PropertyList ProvisioningProfile PublicKey
            RichText SshKey Text
        }
    }
}

/// In the order of the numbers.
pub(crate) const FORMATS: [Format; 20] = [
    Format::Archive,
    Format::Certificate,
    Format::CertificateRequest,
    Format::Empty,
    Format::EncryptedPrivateKey,
    Format::Html,
    Format::JavaKeystore,
    Format::Json,
    Format::Jws,
    Format::Keychain,
    Format::Pem,
    Format::Pkcs12,
    Format::Pkcs7,
    Format::PrivateKey,
    Format::PropertyList,
    Format::ProvisioningProfile,
    Format::PublicKey,
    Format::RichText,
    Format::SshKey,
    Format::Text,
];

/// The format of a number.
fn format_of(number: u32) -> Option<Format> {
    if number == 0 { Some(Format::Unknown) } else { nth(&FORMATS, number) }
}

/// What a file was found to be.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_sniffed_free`.
pub struct WaxwingSniffed(Sniffed);

/// Says what a file is by its bytes, and what to do with it. No bytes are refused. Free the answer
/// with `waxwing_sniffed_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniff(
    file: WaxwingBytes,
    out_sniffed: *mut *mut WaxwingSniffed,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let file = unsafe { file.read("file") }?;
        Ok(WaxwingSniffed(sniff(file)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_sniffed, "out_sniffed", out_error, make) }
}

/// Frees an answer. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_free(sniffed: *mut WaxwingSniffed) {
    // SAFETY: by contract.
    unsafe { fence::free(sniffed) }
}

/// What the file is.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_format(
    sniffed: *const WaxwingSniffed,
) -> WaxwingFileFormat {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, WaxwingFileFormat::Unknown, |it| it.0.format.into()) }
}

/// What the file is, by its name, as all languages show it, such as `pkcs12`. Lives as long as the
/// library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_format_name(sniffed: *const WaxwingSniffed) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.format.name())) }
}

/// What to do with the file, as a sentence. Lives as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_advice(sniffed: *const WaxwingSniffed) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.advice())) }
}

/// Whether the whole of it is encoded as base64 once more, as environment variables carry `.p12`
/// files.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_is_base64(sniffed: *const WaxwingSniffed) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, false, |it| it.0.is_base64) }
}

/// Whether it ends before its own length says.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_is_truncated(sniffed: *const WaxwingSniffed) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, false, |it| it.0.is_truncated) }
}

/// How many blocks a PEM text has.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_label_count(sniffed: *const WaxwingSniffed) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, 0, |it| it.0.labels.len()) }
}

/// The label of a block of a PEM text, counted from 0, such as `CERTIFICATE`; `{NULL, 0}` where
/// there is none. Lives until the answer is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_sniffed_label(
    sniffed: *const WaxwingSniffed,
    index: usize,
) -> WaxwingStr {
    let body =
        |it: &WaxwingSniffed| WaxwingStr::of_option(it.0.labels.get(index).map(String::as_str));
    // SAFETY: by contract.
    unsafe { fence::read(sniffed, WaxwingStr::NONE, body) }
}

/// The name of a `waxwing_file_format`, as all languages show it, such as `pkcs12`; `{NULL, 0}` for
/// a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_file_format_name(format: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(format_of(format).map(Format::name)))
}

/// What a `waxwing_file_format` is, in words; `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_file_format_description(format: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(format_of(format).map(Format::description))
    })
}

/// The key id in the name that Apple gives a `.p8` file, such as `AuthKey_ABC123DEFG.p8`; the file
/// itself does not say it. `{NULL, 0}` for another name. It is a part of the text that you gave, and
/// lives as long as that.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_key_id_from_file_name(file_name: WaxwingStr) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        // SAFETY: by contract.
        let Ok(name) = (unsafe { file_name.text("file name") }) else { return WaxwingStr::NONE };
        let part = key_id_from_file_name(name).and_then(|id| {
            let start = name.find(id.as_str())?;
            name.get(start..)?.get(..id.as_str().len())
        });
        WaxwingStr::of_option(part)
    })
}
