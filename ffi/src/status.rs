//! Status codes: the core's error codes as numbers.

use std::ffi::CString;
use std::sync::OnceLock;

use waxwing_core::error::{Category, ErrorCode};

use crate::bytes::WaxwingStr;
use crate::fence;

/// What a function that can fail returns: 0, or why it failed.
///
/// 1xx: an argument of yours is wrong. 2xx: what you received does not parse. 3xx: it parses, but
/// does not verify. 4xx: a limit was reached. 5xx: a defect of this library. Numbers are never
/// given another meaning; later versions may add some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingStatus {
    /// Success.
    Ok = 0,
    /// An argument is out of range, of the wrong form or missing.
    InvalidInput = 100,
    /// C only: a required pointer is NULL.
    NullPointer = 101,
    /// A time lies before 1970 or beyond what the format can carry.
    InvalidTime = 102,
    /// The policy for provider tokens breaks Apple's 20 or 60 minutes.
    InvalidTokenPolicy = 103,
    /// A call that does not fit what went before.
    InvalidState = 104,
    /// The text is not a PEM or DER private key.
    InvalidKey = 110,
    /// The private key is encrypted.
    InvalidKeyEncrypted = 111,
    /// The document is a public key, a certificate or another kind of PEM.
    InvalidKeyKind = 112,
    /// The key is RSA, Ed25519 or of another algorithm.
    InvalidKeyAlgorithm = 113,
    /// The key is on another curve than P-256.
    InvalidKeyCurve = 114,
    /// The curve inside the key differs from the one outside.
    InvalidKeyCurveMismatch = 115,
    /// The private number is zero or not below the order of the curve.
    InvalidKeyScalar = 116,
    /// The public part does not belong to the private number.
    InvalidKeyPublicMismatch = 117,
    /// The text holds more than one PEM block.
    InvalidKeyCount = 118,
    /// No key or certificate at hand covers the topic and the environment.
    NoMatchingKey = 119,
    /// A device token is not a hexadecimal string of whole bytes.
    InvalidDeviceToken = 130,
    /// A value cannot stand in a request header.
    InvalidHeaderValue = 131,
    /// Settings of a notification contradict each other.
    InvalidNotification = 132,
    /// A key of the payload has the wrong type or value.
    InvalidPayload = 133,
    /// The URI is no push channel of Windows.
    InvalidChannelUri = 134,
    /// The channel belongs to another service than the request.
    WrongChannel = 135,
    /// XML that the caller brought is not well-formed, or of another kind than the notification.
    InvalidXml = 136,
    /// A trust anchor that cannot be one.
    BadAnchor = 140,
    /// The password does not open the file, or the file is damaged: both look the same.
    WrongPassword = 150,
    /// The file is protected, and no password was given.
    PasswordRequired = 151,
    /// There is no private key.
    MissingPrivateKey = 152,
    /// There is no certificate.
    MissingCertificate = 153,
    /// There are several private keys.
    SeveralKeys = 154,
    /// The certificate belongs to another private key.
    KeyMismatch = 155,
    /// A Java keystore.
    JavaKeystore = 156,
    /// A provisioning profile.
    ProvisioningProfile = 157,
    /// An HTML page.
    HtmlPage = 158,
    /// A file that is no credential of a known kind.
    UnknownFile = 159,
    /// A known file, but of another kind than is needed.
    OtherMaterial = 160,
    /// An encryption scheme that is not supported.
    UnsupportedEncryption = 161,
    /// A private key of an algorithm that is not supported.
    UnsupportedPrivateKey = 162,
    /// A certificate that is not for push.
    NotAPushCertificate = 163,
    /// A notification that the binary protocol of APNs cannot hold.
    InvalidBinaryNotification = 164,
    /// Not a compact JWS of three non-empty parts.
    Malformed = 200,
    /// Not base64 of the required alphabet and padding.
    InvalidBase64 = 201,
    /// Not JSON, or not an object where one is due.
    InvalidJson = 202,
    /// Not UTF-8.
    InvalidUtf8 = 203,
    /// An object has the same key twice.
    DuplicateKey = 204,
    /// A certificate is not strict DER or not an X.509 certificate.
    MalformedCert = 205,
    /// A certificate has the same extension twice.
    DuplicateExtension = 206,
    /// A field of the payload is absent or of the wrong type.
    ClaimType = 207,
    /// Not PKCS#12.
    MalformedP12 = 220,
    /// Not PEM.
    MalformedPem = 221,
    /// Not a private key.
    MalformedPrivateKey = 222,
    /// Not a certificate request.
    MalformedRequest = 223,
    /// The file ends before its contents do.
    TruncatedFile = 224,
    /// Not a frame of the binary protocol of APNs.
    MalformedFrame = 228,
    /// The signature algorithm is not the one that is allowed.
    UnsupportedAlgorithm = 300,
    /// The header has `crit` or `b64`.
    CriticalHeader = 301,
    /// The header brings its own key.
    ForbiddenHeader = 302,
    /// The header has no certificate chain.
    MissingChain = 303,
    /// The chain does not have three certificates.
    ChainLength = 304,
    /// No pinned root has the name of the intermediate's issuer.
    UnknownAnchor = 310,
    /// The leaf's issuer is not the intermediate.
    IssuerMismatch = 311,
    /// A certificate's signature is not its issuer's.
    BadCertSignature = 312,
    /// The two algorithm identifiers of a certificate differ.
    AlgorithmMismatch = 313,
    /// The public key is of a kind that is not allowed.
    UnsupportedKey = 314,
    /// An issuer is not a certificate authority.
    NotACa = 315,
    /// More certificates below an issuer than it permits.
    PathLength = 316,
    /// A key usage does not permit what the key did.
    KeyUsage = 317,
    /// The leaf is a certificate authority.
    LeafIsCa = 318,
    /// A critical extension is not understood, or an extension must not be there.
    UnhandledCritical = 319,
    /// A certificate or signature lies in the future.
    NotYetValid = 320,
    /// A certificate has expired.
    Expired = 321,
    /// The leaf is not one that signs App Store data.
    LeafMarker = 322,
    /// The intermediate is not Apple's developer relations authority.
    IntermediateMarker = 323,
    /// The object was signed before the oldest date that the verifier accepts.
    SignedTooEarly = 324,
    /// The token's signature is not the leaf's.
    BadSignature = 330,
    /// The object is genuine, but of another kind than the one asked for.
    WrongKind = 340,
    /// The object belongs to another app.
    WrongBundleId = 341,
    /// The object belongs to another app, by its App Store number.
    WrongAppId = 342,
    /// The object belongs to another environment.
    WrongEnvironment = 343,
    /// The object is genuine, but says nothing of the app it belongs to.
    MissingBundleId = 344,
    /// A nested object does not belong to its envelope.
    NestedMismatch = 345,
    /// A certificate has been revoked.
    OcspRevoked = 350,
    /// The responder does not know a certificate of its issuer.
    OcspUnknown = 351,
    /// The OCSP answer is genuine, but too old to prove anything.
    OcspStale = 352,
    /// There is no OCSP answer about a certificate.
    OcspUnreachable = 353,
    /// The OCSP responder gave an error instead of an answer.
    OcspStatus = 354,
    /// The OCSP answer cannot be read.
    OcspMalformed = 355,
    /// Whoever signed the OCSP answer may not speak for the issuer.
    OcspUnauthorized = 356,
    /// The OCSP answer is not signed by its responder.
    OcspBadSignature = 357,
    /// The OCSP answer is about another certificate.
    OcspNoMatch = 358,
    /// The OCSP answer lies in the future.
    OcspNotYetValid = 359,
    /// The OCSP answer repeats another nonce than the one that was sent.
    OcspNonce = 360,
    /// A critical extension of the OCSP answer is not understood.
    OcspUnhandledCritical = 361,
    /// The certificate names no OCSP responder that may be asked, and no answer was at hand.
    OcspUrl = 362,
    /// Not base64 of a PKCS#7 SignedData.
    ReceiptMalformed = 370,
    /// An attribute of the receipt is absent or of the wrong type.
    ReceiptAttribute = 371,
    /// Not one signer whose certificate comes along.
    ReceiptSigner = 372,
    /// Signed with another algorithm.
    ReceiptAlgorithm = 373,
    /// The signed attributes belong to other contents.
    ReceiptDigest = 374,
    /// The signature is not the signer's.
    ReceiptSignature = 375,
    /// A certificate's key cannot be used.
    ReceiptKey = 376,
    /// A certificate that receipts cannot be verified against.
    ReceiptAnchor = 377,
    /// The receipt is for another device.
    ReceiptDeviceHash = 378,
    /// A key derivation would take more rounds than the limit.
    TooManyIterations = 390,
    /// Elements are nested deeper than the limit.
    NestedTooDeep = 391,
    /// More bytes or entries than the limit.
    TooLarge = 400,
    /// JSON is nested deeper than the limit.
    TooDeep = 401,
    /// A notification's body is larger than APNs accepts.
    PayloadTooLarge = 402,
    /// A notification to Windows is larger than its service accepts.
    NotificationTooLarge = 403,
    /// A panic was caught at a language boundary.
    Panic = 500,
}

/// Who has to act on an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingCategory {
    /// No error.
    None = 0,
    /// The caller: an argument is wrong.
    Input = 1,
    /// The peer: its bytes do not parse.
    Malformed = 2,
    /// The peer: its bytes parse, but do not verify.
    Untrusted = 3,
    /// A limit on size, depth or count was reached.
    Limit = 4,
    /// A defect in this library.
    Internal = 5,
}

/// The name of a status, as all languages show it, such as `bad_signature`; `ok` for 0, and
/// `{NULL, 0}` for a number that is no status. A NUL follows it.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_status_name(status: u32) -> WaxwingStr {
    /// All names, made when the first is asked for, with the NUL that names in Rust do not have.
    static NAMES: OnceLock<Vec<(u32, CString)>> = OnceLock::new();
    fence::guard(WaxwingStr::NONE, || {
        let names = NAMES.get_or_init(|| {
            let named = |code: &ErrorCode| (u32::from(code.number()), code.name());
            let all = std::iter::once((0, "ok")).chain(ErrorCode::ALL.iter().map(named));
            all.map(|(status, name)| (status, CString::new(name).unwrap_or_default())).collect()
        });
        let name = names.iter().find(|(known, _)| *known == status);
        name.map_or(WaxwingStr::NONE, |(_, name)| WaxwingStr {
            data: name.as_ptr(),
            len: name.count_bytes(),
        })
    })
}

/// Who has to act on a status: a `waxwing_category`, `WAXWING_CATEGORY_NONE` for 0 and for a
/// number that is no status.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_status_category(status: u32) -> WaxwingCategory {
    fence::guard(WaxwingCategory::None, || {
        code(status).map_or(WaxwingCategory::None, |code| code.category().into())
    })
}

fn code(status: u32) -> Option<ErrorCode> {
    ErrorCode::from_number(u16::try_from(status).ok()?)
}

/// Matches values of two enums that have the same names.
macro_rules! same_names {
    ($value:expr, $from:ident => $to:ident, else $fallback:ident: $($variant:ident)+) => {
        match $value {
            $($from::$variant => $to::$variant,)+
            // The core may have values that this list lacks; a test says so.
            _ => $to::$fallback,
        }
    };
}
pub(crate) use same_names;

impl From<ErrorCode> for WaxwingStatus {
    fn from(code: ErrorCode) -> Self {
        same_names! {
            code, ErrorCode => Self, else Panic:
        InvalidInput NullPointer InvalidTime InvalidTokenPolicy InvalidState InvalidKey
        InvalidKeyEncrypted InvalidKeyKind InvalidKeyAlgorithm InvalidKeyCurve
        InvalidKeyCurveMismatch InvalidKeyScalar InvalidKeyPublicMismatch
        InvalidKeyCount NoMatchingKey InvalidDeviceToken InvalidHeaderValue InvalidNotification
        InvalidPayload InvalidChannelUri WrongChannel InvalidXml BadAnchor
        WrongPassword PasswordRequired MissingPrivateKey MissingCertificate
        SeveralKeys KeyMismatch JavaKeystore ProvisioningProfile
        HtmlPage UnknownFile OtherMaterial UnsupportedEncryption UnsupportedPrivateKey NotAPushCertificate
        InvalidBinaryNotification
        Malformed InvalidBase64 InvalidJson InvalidUtf8
        DuplicateKey MalformedCert DuplicateExtension ClaimType
        MalformedP12 MalformedPem MalformedPrivateKey MalformedRequest
        TruncatedFile
        MalformedFrame
        UnsupportedAlgorithm
        CriticalHeader ForbiddenHeader MissingChain ChainLength UnknownAnchor
        IssuerMismatch BadCertSignature AlgorithmMismatch UnsupportedKey NotACa
        PathLength KeyUsage LeafIsCa UnhandledCritical NotYetValid Expired LeafMarker
        IntermediateMarker BadSignature WrongKind WrongBundleId WrongAppId
        WrongEnvironment MissingBundleId NestedMismatch SignedTooEarly
        OcspRevoked OcspUnknown OcspStale OcspUnreachable OcspStatus OcspMalformed
        OcspUnauthorized OcspBadSignature OcspNoMatch OcspNotYetValid OcspNonce
        OcspUnhandledCritical OcspUrl
        ReceiptMalformed ReceiptAttribute ReceiptSigner ReceiptAlgorithm ReceiptDigest
        ReceiptSignature ReceiptKey ReceiptAnchor ReceiptDeviceHash
        TooManyIterations NestedTooDeep
        TooLarge TooDeep PayloadTooLarge NotificationTooLarge
        Panic
        }
    }
}

impl From<Category> for WaxwingCategory {
    fn from(category: Category) -> Self {
        same_names! {
            category, Category => Self, else None: Input Malformed Untrusted Limit Internal
        }
    }
}
