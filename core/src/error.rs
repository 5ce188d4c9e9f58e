//! One error type and one numbered list of codes, the same in every language.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use core::fmt;

/// Who has to act on an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Category {
    /// The caller's argument is wrong.
    Input,
    /// The peer's bytes do not parse.
    Malformed,
    /// They parse, but do not verify.
    Untrusted,
    /// A limit on size, depth or count was reached.
    Limit,
    /// A defect in this library.
    Internal,
}

impl Category {
    /// The lower-case name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Malformed => "malformed",
            Self::Untrusted => "untrusted",
            Self::Limit => "limit",
            Self::Internal => "internal",
        }
    }
}

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal, $category:ident, $rule:literal;)+) => {
        /// What went wrong, as one value per rule.
        ///
        /// Numbers are grouped by hundreds, only ever added, and never reused. C shows
        /// [`number`](Self::number), the other languages [`name`](Self::name).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum ErrorCode {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = concat!("Rule: ", $rule, ".")]
                $variant = $number,
            )+
        }

        impl ErrorCode {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable number, as C shows it. `0` is never used: it means success there.
            #[must_use]
            pub const fn number(self) -> u16 {
                match self { $(Self::$variant => $number),+ }
            }

            /// The stable snake_case name, as JavaScript and Python show it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Who has to act.
            #[must_use]
            pub const fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category),+ }
            }

            /// The broken rule in words, with its source where it has one.
            #[must_use]
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule),+ }
            }
        }
    };
}

error_codes! {
    // 1xx: the caller's arguments.
    /// An argument is out of range, of the wrong form or missing.
    InvalidInput = 100, "invalid_input", Input, "an argument must have the form its documentation states";
    /// C only: a required pointer is NULL.
    NullPointer = 101, "null_pointer", Input, "a required pointer must not be NULL";
    /// A time lies before 1970, or so far ahead that its unit must be wrong.
    InvalidTime = 102, "invalid_time", Input, "a time must not lie before 1970, nor so far ahead that its unit must be wrong";
    /// The policy for provider tokens breaks Apple's 20 or 60 minutes.
    InvalidTokenPolicy = 103, "invalid_token_policy", Input, "a provider token is replaced at most every 20 and at least every 60 minutes (Apple: Establishing a token-based connection to APNs)";
    /// A call that does not fit what went before.
    InvalidState = 104, "invalid_state", Input, "calls must come in the order that their documentation states";

    /// The text is not a PEM or DER private key.
    InvalidKey = 110, "invalid_key", Input, "a signing key is an unencrypted PKCS#8 document, as PEM or bare base64 (RFC 5958, RFC 7468)";
    /// The private key is encrypted.
    InvalidKeyEncrypted = 111, "invalid_key_encrypted", Input, "a signing key must not be encrypted";
    /// The document is a public key, a certificate or another kind of PEM.
    InvalidKeyKind = 112, "invalid_key_kind", Input, "a signing key must be a private key";
    /// The key is RSA, Ed25519 or of another algorithm.
    InvalidKeyAlgorithm = 113, "invalid_key_algorithm", Input, "a signing key must be an elliptic curve key (RFC 5480 id-ecPublicKey)";
    /// The key is on another curve than P-256.
    InvalidKeyCurve = 114, "invalid_key_curve", Input, "a signing key must be on P-256 (RFC 7518 section 3.4)";
    /// The curve inside the key differs from the one outside.
    InvalidKeyCurveMismatch = 115, "invalid_key_curve_mismatch", Input, "both curve identifiers of a PKCS#8 key must agree (RFC 5915 section 3)";
    /// The private number is zero or not below the order of the curve.
    InvalidKeyScalar = 116, "invalid_key_scalar", Input, "the private number must lie between 1 and the order of the curve less one";
    /// The public part does not belong to the private number.
    InvalidKeyPublicMismatch = 117, "invalid_key_public_mismatch", Input, "the public part of a key must belong to its private number";
    /// The text holds more than one PEM block.
    InvalidKeyCount = 118, "invalid_key_count", Input, "the text must hold exactly one key";
    /// No key or certificate at hand covers the topic and the environment.
    NoMatchingKey = 119, "no_matching_key", Input, "a key or certificate must cover the topic and the environment (Apple: Establishing a token-based connection to APNs)";

    /// A device token is not a hexadecimal string of whole bytes.
    InvalidDeviceToken = 130, "invalid_device_token", Input, "a device token is a non-empty hexadecimal string of whole bytes (Apple: Sending notification requests to APNs)";
    /// A value cannot stand in a request header.
    InvalidHeaderValue = 131, "invalid_header_value", Input, "a header value must keep the form and length that its service documents, in visible ASCII";
    /// Settings of a notification contradict each other.
    InvalidNotification = 132, "invalid_notification", Input, "the parts of a notification must fit its kind (Apple: Sending notification requests to APNs; Microsoft: Push notification service request and response headers)";
    /// A key of the payload has the wrong type or value.
    InvalidPayload = 133, "invalid_payload", Input, "a payload key must have the type that Apple documents (Apple: Generating a remote notification)";
    /// The URI is no push channel of Windows.
    InvalidChannelUri = 134, "invalid_channel_uri", Input, "a channel URI must be one that Windows gave to an app: at a push host of Microsoft's, without user info, port and fragment (Microsoft: Windows Push Notification Services overview)";
    /// The channel belongs to another service than the request.
    WrongChannel = 135, "wrong_channel", Input, "a notification must go to a channel of the service that it was made for";
    /// XML that the caller brought is not well-formed, or of another kind than the notification.
    InvalidXml = 136, "invalid_xml", Input, "XML must be well-formed, without a document type, and its root must fit the kind of the notification";
    /// A trust anchor that cannot be one.
    BadAnchor = 140, "bad_anchor", Input, "a trust anchor must be a DER certificate of an ECDSA certificate authority (RFC 5280 section 6.1.1)";

    /// The password does not open the file, or the file is damaged: both look the same.
    WrongPassword = 150, "wrong_password", Input, "the password must be the one that the file was protected with";
    /// The file is protected, and no password was given.
    PasswordRequired = 151, "password_required", Input, "a protected file needs its password";
    /// There is no private key.
    MissingPrivateKey = 152, "missing_private_key", Input, "an identity needs a private key beside its certificate: export both together, or bring the key that the request was made with";
    /// There is no certificate.
    MissingCertificate = 153, "missing_certificate", Input, "an identity needs a certificate beside its private key: export both together, or bring the .cer file";
    /// There are several private keys.
    SeveralKeys = 154, "several_keys", Input, "there must be exactly one private key: leave the others out, or take the identities one by one";
    /// The certificate belongs to another private key.
    KeyMismatch = 155, "key_mismatch", Input, "the certificate must be the one of the private key: a certificate works only with the key of its own request";
    /// A Java keystore.
    JavaKeystore = 156, "java_keystore", Input, "a Java keystore must be converted first: keytool -importkeystore -deststoretype PKCS12";
    /// A provisioning profile.
    ProvisioningProfile = 157, "provisioning_profile", Input, "a provisioning profile signs apps and holds no key: bring the .p8, .p12, .cer or .pem file";
    /// An HTML page.
    HtmlPage = 158, "html_page", Input, "a web page is no credential: download the file again while signed in, Apple lets a .p8 file be downloaded once";
    /// A file that is no credential of a known kind.
    UnknownFile = 159, "unknown_file", Input, "the file must be a .p8, .p12, .cer, .pem or .csr file";
    /// A known file, but of another kind than is needed.
    OtherMaterial = 160, "other_material", Input, "the file must be of the kind that is asked for";
    /// An encryption scheme that is not supported.
    UnsupportedEncryption = 161, "unsupported_encryption", Input, "a protected file must use a scheme that is supported: export it again with AES, openssl pkcs12 -export does";
    /// A private key of an algorithm that is not supported.
    UnsupportedPrivateKey = 162, "unsupported_private_key", Input, "a private key must be RSA or on a named elliptic curve";
    /// A certificate that is not for push.
    NotAPushCertificate = 163, "not_a_push_certificate", Input, "a push certificate must have its topic as the UID of its subject (Apple: Establishing a certificate-based connection to APNs)";
    /// A notification that the binary protocol of APNs cannot hold.
    InvalidBinaryNotification = 164, "invalid_binary_notification", Input, "a notification of the binary protocol has a device token of 1 to 100 bytes, a payload of 1 to 2048 bytes, and what its frame has a place for (Apple: Binary Provider API)";

    // 2xx: the peer's bytes do not parse.
    /// Not a compact JWS of three non-empty parts.
    Malformed = 200, "malformed", Malformed, "a signed object is three non-empty parts joined by dots (RFC 7515 section 7.1)";
    /// Not base64 of the required alphabet and padding.
    InvalidBase64 = 201, "invalid_base64", Malformed, "parts are base64url without padding, certificates standard base64 with padding, without other characters (RFC 7515 sections 2 and 4.1.6)";
    /// Not JSON, or not an object where one is due.
    InvalidJson = 202, "invalid_json", Malformed, "the text must be one JSON object (RFC 8259)";
    /// Not UTF-8.
    InvalidUtf8 = 203, "invalid_utf8", Malformed, "text must be UTF-8 (RFC 8259 section 8.1)";
    /// An object has the same key twice.
    DuplicateKey = 204, "duplicate_key", Malformed, "an object must not repeat a key (RFC 7515 section 4)";
    /// A certificate is not strict DER or not an X.509 certificate.
    MalformedCert = 205, "malformed_cert", Malformed, "a certificate must be strict DER of the X.509 form (RFC 5280 section 4.1)";
    /// A certificate has the same extension twice.
    DuplicateExtension = 206, "duplicate_extension", Malformed, "a certificate must not repeat an extension (RFC 5280 section 4.2)";
    /// A field of the payload is absent or of the wrong type.
    ClaimType = 207, "claim_type", Malformed, "a payload field must be present where it is required and of the documented type";

    /// Not PKCS#12.
    MalformedP12 = 220, "malformed_p12", Malformed, "a .p12 file must be PKCS#12 version 3 (RFC 7292)";
    /// Not PEM.
    MalformedPem = 221, "malformed_pem", Malformed, "PEM is base64 between lines that begin and end a block with the same label (RFC 7468)";
    /// Not a private key.
    MalformedPrivateKey = 222, "malformed_private_key", Malformed, "a private key must be DER of PKCS#8, PKCS#1 or SEC 1 (RFC 5958, RFC 8017, RFC 5915)";
    /// Not a certificate request.
    MalformedRequest = 223, "malformed_request", Malformed, "a certificate request must be PKCS#10 (RFC 2986)";
    /// The file ends before its contents do.
    TruncatedFile = 224, "truncated_file", Malformed, "a file must be whole: copy or download it again, as binary";
    /// Not a frame of the binary protocol of APNs.
    MalformedFrame = 228, "malformed_frame", Malformed, "bytes of the binary protocol of APNs must be whole frames, error packets or feedback entries (Apple: Binary Provider API)";

    // 3xx: it parses, but does not verify.
    /// The signature algorithm is not the one that is allowed.
    UnsupportedAlgorithm = 300, "unsupported_algorithm", Untrusted, "the algorithm must be exactly ES256 for tokens and ECDSA with SHA-256 or SHA-384 for certificates (RFC 7518 section 3.4, RFC 5758)";
    /// The header has `crit` or `b64`.
    CriticalHeader = 301, "critical_header", Untrusted, "a header must not ask for extensions (RFC 7515 section 4.1.11)";
    /// The header brings its own key.
    ForbiddenHeader = 302, "forbidden_header", Untrusted, "a header must not name a key of its own: jwk, jku, x5u (RFC 8725 section 3.10)";
    /// The header has no certificate chain.
    MissingChain = 303, "missing_chain", Untrusted, "the header must carry its certificates as an array of strings in x5c (RFC 7515 section 4.1.6)";
    /// The chain does not have three certificates.
    ChainLength = 304, "chain_length", Untrusted, "x5c must hold exactly three certificates: leaf, intermediate, root; in data of Xcode exactly one";
    /// No pinned root has the name of the intermediate's issuer.
    UnknownAnchor = 310, "unknown_anchor", Untrusted, "the intermediate must be issued by one of the pinned roots; data of Xcode must carry a pinned certificate";
    /// The leaf's issuer is not the intermediate.
    IssuerMismatch = 311, "issuer_mismatch", Untrusted, "each certificate must name the next one as its issuer (RFC 5280 section 6.1.3)";
    /// A certificate's signature is not its issuer's.
    BadCertSignature = 312, "bad_cert_signature", Untrusted, "a certificate must be signed by its issuer's key (RFC 5280 section 6.1.3)";
    /// The two algorithm identifiers of a certificate differ.
    AlgorithmMismatch = 313, "algorithm_mismatch", Untrusted, "both algorithm identifiers of a certificate must be equal and without parameters (RFC 5280 section 4.1.1.2, RFC 5758 section 3.2)";
    /// The public key is of a kind that is not allowed.
    UnsupportedKey = 314, "unsupported_key", Untrusted, "a key must be an uncompressed point on the named curve P-256 or P-384, for the leaf on P-256 (RFC 5480)";
    /// An issuer is not a certificate authority.
    NotACa = 315, "not_a_ca", Untrusted, "an issuer must be a certificate authority (RFC 5280 section 4.2.1.9)";
    /// More certificates below an issuer than it permits.
    PathLength = 316, "path_length", Untrusted, "the path must not be longer than an issuer permits (RFC 5280 section 4.2.1.9)";
    /// A key usage does not permit what the key did.
    KeyUsage = 317, "key_usage", Untrusted, "a key usage, where present, must permit what the key is used for (RFC 5280 section 4.2.1.3)";
    /// The leaf is a certificate authority.
    LeafIsCa = 318, "leaf_is_ca", Untrusted, "the leaf must not be a certificate authority";
    /// A critical extension is not understood, or an extension must not be there.
    UnhandledCritical = 319, "unhandled_critical", Untrusted, "a critical extension must be understood (RFC 5280 section 4.2)";
    /// A certificate or signature lies in the future.
    NotYetValid = 320, "not_yet_valid", Untrusted, "nothing may lie in the future of the time of check (RFC 5280 section 4.1.2.5)";
    /// A certificate has expired.
    Expired = 321, "expired", Untrusted, "a certificate must not have expired at the time of check (RFC 5280 section 4.1.2.5)";
    /// The leaf is not one that signs App Store data.
    LeafMarker = 322, "leaf_marker", Untrusted, "the leaf must carry Apple's extension 1.2.840.113635.100.6.11.1";
    /// The intermediate is not Apple's developer relations authority.
    IntermediateMarker = 323, "intermediate_marker", Untrusted, "the intermediate must carry Apple's extension 1.2.840.113635.100.6.2.1";
    /// The object was signed before the oldest date that the verifier accepts.
    SignedTooEarly = 324, "signed_too_early", Untrusted, "the object must not be older than the verifier accepts";
    /// The token's signature is not the leaf's.
    BadSignature = 330, "bad_signature", Untrusted, "the token must be signed by the leaf's key, as 64 bytes (RFC 7518 section 3.4)";
    /// The object is genuine, but of another kind than the one asked for.
    WrongKind = 340, "wrong_kind", Untrusted, "the object must be of the kind that was asked for";
    /// The object belongs to another app.
    WrongBundleId = 341, "wrong_bundle_id", Untrusted, "the bundle id must be one of those the verifier expects";
    /// The object belongs to another app, by its App Store number.
    WrongAppId = 342, "wrong_app_id", Untrusted, "in production, the app's App Store id must be one of those the verifier expects";
    /// The object belongs to another environment.
    WrongEnvironment = 343, "wrong_environment", Untrusted, "the environment must be one of those the verifier expects";
    /// The object is genuine, but says nothing of the app it belongs to.
    MissingBundleId = 344, "missing_bundle_id", Untrusted, "the object must say which app it belongs to";
    /// A nested object does not belong to its envelope.
    NestedMismatch = 345, "nested_mismatch", Untrusted, "a nested object must belong to the same app, environment and transaction as its envelope";

    /// A certificate has been revoked.
    OcspRevoked = 350, "ocsp_revoked", Untrusted, "a certificate must not have been revoked (RFC 6960 section 2.2)";
    /// The responder does not know a certificate of its issuer.
    OcspUnknown = 351, "ocsp_unknown", Untrusted, "the responder must know the certificate (RFC 6960 section 2.2)";
    /// The OCSP answer is genuine, but too old to prove anything.
    OcspStale = 352, "ocsp_stale", Untrusted, "an OCSP answer must not be older than it says it counts (RFC 6960 section 3.2)";
    /// There is no OCSP answer about a certificate.
    OcspUnreachable = 353, "ocsp_unreachable", Untrusted, "there must be an OCSP answer about each certificate where the policy requires it";
    /// The OCSP responder gave an error instead of an answer.
    OcspStatus = 354, "ocsp_status", Untrusted, "the OCSP responder must give an answer (RFC 6960 section 4.2.1)";
    /// The OCSP answer cannot be read.
    OcspMalformed = 355, "ocsp_malformed", Untrusted, "an OCSP answer must be strict DER (RFC 6960 section 4.2.1)";
    /// Whoever signed the OCSP answer may not speak for the issuer.
    OcspUnauthorized = 356, "ocsp_unauthorized", Untrusted, "an OCSP answer must be signed by the certificate's issuer, or by a valid responder whose certificate that issuer signed for OCSP (RFC 6960 section 4.2.2.2)";
    /// The OCSP answer is not signed by its responder.
    OcspBadSignature = 357, "ocsp_bad_signature", Untrusted, "an OCSP answer must be signed by its responder, with ECDSA and SHA-256 or SHA-384 (RFC 6960 section 3.2)";
    /// The OCSP answer is about another certificate.
    OcspNoMatch = 358, "ocsp_no_match", Untrusted, "an OCSP answer must be about the certificate in question (RFC 6960 section 3.2)";
    /// The OCSP answer lies in the future.
    OcspNotYetValid = 359, "ocsp_not_yet_valid", Untrusted, "no time of an OCSP answer may lie in the future of the time of check (RFC 6960 section 3.2)";
    /// The OCSP answer repeats another nonce than the one that was sent.
    OcspNonce = 360, "ocsp_nonce", Untrusted, "an OCSP answer must repeat the nonce that was sent, or none (RFC 6960 section 4.4.1)";
    /// A critical extension of the OCSP answer is not understood.
    OcspUnhandledCritical = 361, "ocsp_unhandled_critical", Untrusted, "a critical extension of an OCSP answer must be understood (RFC 6960 section 4.4)";
    /// The certificate names no OCSP responder that may be asked, and no answer was at hand.
    OcspUrl = 362, "ocsp_url", Untrusted, "a certificate must name its OCSP responder by a plain http URL at a host that is allowed (RFC 5280 section 4.2.2.1)";
    // 370 to 389: receipts.
    /// Not base64 of a PKCS#7 SignedData.
    ReceiptMalformed = 370, "receipt_malformed", Malformed, "a receipt is base64 of a PKCS#7 SignedData in DER or BER, a transaction receipt base64 of a property list (RFC 5652 section 5.1, Apple: Validating receipts on the device)";
    /// An attribute of the receipt is absent or of the wrong type.
    ReceiptAttribute = 371, "receipt_attribute", Malformed, "a receipt attribute must be present where it is required, stand once and have its documented type (Apple: Validating receipts on the device)";
    /// Not one signer whose certificate comes along.
    ReceiptSigner = 372, "receipt_signer", Untrusted, "a receipt must have exactly one signer, named by issuer and serial number, and bring its certificate along (RFC 5652 section 5.3)";
    /// Signed with another algorithm.
    ReceiptAlgorithm = 373, "receipt_algorithm", Untrusted, "a receipt and its certificates must be signed with RSA (PKCS#1 v1.5) and SHA-256, or SHA-1 where that is permitted (RFC 8017 section 8.2)";
    /// The signed attributes belong to other contents.
    ReceiptDigest = 374, "receipt_digest", Untrusted, "signed attributes, where there are any, must hold the type and the digest of the contents (RFC 5652 section 5.4)";
    /// The signature is not the signer's.
    ReceiptSignature = 375, "receipt_signature", Untrusted, "a receipt must be signed by its signer's key (RFC 5652 section 5.6)";
    /// A certificate's key cannot be used.
    ReceiptKey = 376, "receipt_key", Untrusted, "the certificates of a receipt must have RSA keys of 2048 to 4096 bits with an exponent of 65537 or more (FIPS 186-5 section 5.1)";
    /// A certificate that receipts cannot be verified against.
    ReceiptAnchor = 377, "receipt_anchor", Input, "what receipts are verified against must be the DER certificate of an RSA certificate authority, or its SHA-256; for Xcode, the exported certificate";
    /// The receipt is for another device.
    ReceiptDeviceHash = 378, "receipt_device_hash", Untrusted, "the hash in a receipt must be that of the device's identifier, the opaque value and the bundle id (Apple: Validating receipts on the device)";
    /// A key derivation would take more rounds than the limit.
    TooManyIterations = 390, "too_many_iterations", Limit, "a key derivation must keep to the limit on its iterations, which is a parameter";
    /// Elements are nested deeper than the limit.
    NestedTooDeep = 391, "nested_too_deep", Limit, "elements of a file must not be nested deeper than the documented limit";

    // 4xx: limits.
    /// More bytes or entries than the limit.
    TooLarge = 400, "too_large", Limit, "input must keep to the documented size limits";
    /// JSON is nested deeper than the limit.
    TooDeep = 401, "too_deep", Limit, "JSON must not be nested deeper than the documented limit";
    /// A notification's body is larger than APNs accepts.
    PayloadTooLarge = 402, "payload_too_large", Limit, "a payload must not exceed 4096 bytes, for VoIP and broadcasts 5120 (Apple: Generating a remote notification)";
    /// A notification to Windows is larger than its service accepts.
    NotificationTooLarge = 403, "notification_too_large", Limit, "a notification must not exceed 5000 bytes for WNS, 3072 for MPNS (Microsoft: Push notification service request and response headers)";

    // 5xx: defects of this library.
    /// A panic was caught at a language boundary.
    Panic = 500, "panic", Internal, "a panic is a defect of this library; please report it";
}

impl ErrorCode {
    /// The code with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why something was refused: the rule, what it is about, what was expected and what was found.
///
/// Texts never hold key bytes, tokens, payloads or device tokens.
///
/// ```
/// use waxwing::apns::DeviceToken;
/// use waxwing::error::ErrorCode;
///
/// let error = DeviceToken::from_hex("../admin").unwrap_err();
/// assert_eq!(error.code(), ErrorCode::InvalidDeviceToken);
/// assert_eq!(error.subject(), "device token");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Detail>);

#[derive(Clone, PartialEq, Eq)]
struct Detail {
    code: ErrorCode,
    subject: Cow<'static, str>,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    retryable: bool,
}

impl Error {
    /// An error about `subject`.
    ///
    /// `expected` and `found` are short noun phrases; neither may hold a secret. This is public
    /// for the language layers, whose conversions can fail too.
    #[must_use]
    pub fn new(
        code: ErrorCode,
        subject: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Detail {
            code,
            subject: subject.into(),
            expected: expected.into(),
            found: found.into(),
            retryable: false,
        }))
    }

    /// Which rule was broken.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Who has to act.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.code.category()
    }

    /// What the error is about: an argument, a header, a certificate, a field by its path.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// What the rule asks for.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was there instead.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// Whether the same call may succeed later with an answer that is asked for anew, as where
    /// a responder could not be reached or was busy.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// The same error, worth another try or not.
    #[must_use]
    pub(crate) fn retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// The same error about a part of something larger: `prefix` is put before the subject.
    #[must_use]
    pub fn within(mut self, prefix: &str) -> Self {
        self.0.subject = Cow::Owned(alloc::format!("{prefix}: {}", self.0.subject));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail { code, subject, expected, found, .. } = &*self.0;
        write!(f, "{subject}: {}", code.rule())?;
        write!(f, "; expected {expected}, found {found}")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {self}", self.0.code.number(), self.0.code)
    }
}

impl core::error::Error for Error {}

/// What a fallible function of this crate returns.
pub type Result<T> = core::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_unique_and_ordered() {
        for pair in ErrorCode::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{:?}", pair);
            assert!(ErrorCode::ALL.iter().filter(|c| c.name() == pair[0].name()).count() == 1);
        }
    }

    #[test]
    fn a_number_leads_back_to_its_code() {
        for code in ErrorCode::ALL {
            assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
        }
        assert_eq!(ErrorCode::from_number(0), None);
    }

    #[test]
    fn a_message_names_subject_rule_expected_and_found() {
        let error = Error::new(ErrorCode::ChainLength, "x5c", "3 certificates", "2");
        let text = error.within("data.signedTransactionInfo").to_string();
        assert!(text.starts_with("data.signedTransactionInfo: x5c: x5c must hold exactly three"));
        assert!(text.ends_with("; expected 3 certificates, found 2"));
    }
}
