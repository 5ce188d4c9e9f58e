"""What files are and what is wrong with them, as classes of constants."""

from __future__ import annotations

from typing import Final


class CertificateFamily:
    """What the common name of a push certificate says that it is. What it may do stands in its
    extensions."""

    UNIVERSAL: Final = "universal"
    """``Apple Push Services``: every topic of an app in both environments."""

    SANDBOX: Final = "sandbox"
    """``Apple Development IOS Push Services`` or ``Apple Sandbox Push Services``."""

    PRODUCTION: Final = "production"
    """``Apple Production IOS Push Services``, of the time before universal ones."""

    VOIP: Final = "voip"
    """``VoIP Services``."""

    WATCHKIT: Final = "watchkit"
    """``WatchKit Services``."""

    WEBSITE: Final = "website"
    """``Website Push ID``."""

    WALLET: Final = "wallet"
    """``Pass Type ID``: updates of Wallet passes."""

    MDM: Final = "mdm"
    """``APSP``: mobile device management."""

    OTHER: Final = "other"
    """Another name."""


class Format:
    """What a file is."""

    ARCHIVE: Final = "archive"
    """A file of Gzip, Zip or another archive."""

    CERTIFICATE: Final = "certificate"
    """DER of an X.509 certificate: what Apple's portal gives as ``.cer``."""

    CERTIFICATE_REQUEST: Final = "certificate_request"
    """DER of a PKCS#10 request."""

    ENCRYPTED_PRIVATE_KEY: Final = "encrypted_private_key"
    """DER of a PKCS#8 key that is encrypted."""

    EMPTY: Final = "empty"
    """Nothing at all."""

    HTML: Final = "html"
    """A web page."""

    JAVA_KEYSTORE: Final = "java_keystore"
    """A Java keystore of the older forms."""

    JSON: Final = "json"
    """A JSON text."""

    JWS: Final = "jws"
    """A JSON Web Signature: a provider token or a signed object, not a key."""

    KEYCHAIN: Final = "keychain"
    """A macOS keychain."""

    SSH_KEY: Final = "ssh_key"
    """A private key of OpenSSH or PuTTY."""

    PEM: Final = "pem"
    """PEM blocks."""

    PKCS12: Final = "pkcs12"
    """A PKCS#12 file."""

    PKCS7: Final = "pkcs7"
    """Certificates without a key: ``.p7b``, ``.p7c``, or other signed data."""

    PRIVATE_KEY: Final = "private_key"
    """DER of a private key."""

    PROPERTY_LIST: Final = "property_list"
    """A property list."""

    PROVISIONING_PROFILE: Final = "provisioning_profile"
    """What signs and installs apps."""

    PUBLIC_KEY: Final = "public_key"
    """DER of a public key."""

    RICH_TEXT: Final = "rich_text"
    """Rich text, as TextEdit saves."""

    TEXT: Final = "text"
    """Text of another kind."""

    UNKNOWN: Final = "unknown"
    """Bytes of another kind."""


class LintCode:
    """What a lint about an identity or a certificate is about."""

    EXPIRED: Final = "expired"
    """The certificate has expired."""

    EXPIRES_SOON: Final = "expires_soon"
    """Less than thirty days are left."""

    INCOMPLETE_CHAIN: Final = "incomplete_chain"
    """The certificates above it are not in the file."""

    MISSING_MAC: Final = "missing_mac"
    """A ``.p12`` file without a MAC."""

    NOT_FOR_PUSH: Final = "not_for_push"
    """The certificate is not for push."""

    NOT_FOR_CLIENTS: Final = "not_for_clients"
    """It cannot be shown as a client."""

    NOT_YET_VALID: Final = "not_yet_valid"
    """The validity lies in the future."""

    OLD_SIGNATURE: Final = "old_signature"
    """Signed over SHA-1 or MD5."""

    SEVERAL_CERTIFICATES: Final = "several_certificates"
    """Several certificates are for the same key."""

    TOPIC_ABSENT: Final = "topic_absent"
    """The topic is not one of the certificate's."""

    UNRELATED_CERTIFICATES: Final = "unrelated_certificates"
    """Certificates that have nothing to do with the key."""

    UNUSED_PASSWORD: Final = "unused_password"
    """A password that nothing needed."""

    WEAK_ENCRYPTION: Final = "weak_encryption"
    """RC2, DES or MD5."""

    WEAK_KEY: Final = "weak_key"
    """A short RSA key."""

    WRONG_ENVIRONMENT: Final = "wrong_environment"
    """The environment is not one of the certificate's."""


class P12Profile:
    """How a ``.p12`` file is protected when it is written."""

    MODERN: Final = "modern"
    """AES-256 and SHA-256, 100 000 iterations: what OpenSSL 3, Java and Windows of today read."""

    KEYCHAIN: Final = "keychain"
    """3DES and SHA-1, 2048 iterations: what every macOS reads, and OpenSSL before version 3."""
