"""Key and certificate files."""

from typing import Any, final

from typing_extensions import Self

from ._credentials import CertificateScope, ProviderKey
from ._time import Time

__all__ = [
    "Certificate",
    "CertificateRequest",
    "CertificateTopic",
    "Contents",
    "Identity",
    "Lint",
    "PrivateKey",
    "PushCertificate",
    "RequestSubject",
    "Sniffed",
    "SubjectKey",
    "UnsignedRequest",
    "key_id_from_file_name",
    "sniff",
]

def sniff(data: str | bytes, /) -> Sniffed:
    """Says what a file is, by its bytes. Never fails."""

def key_id_from_file_name(name: str, /) -> str | None:
    """The key id in the name that Apple gives a ``.p8`` file, such as ``AuthKey_ABC123DEFG.p8``;
    the file itself does not say it."""

@final
class Sniffed:
    """What a file is."""

    @property
    def format(self) -> str:
        """What it is: one of :class:`waxwing.credentials.Format`."""

    @property
    def description(self) -> str:
        """The same in words."""

    @property
    def advice(self) -> str:
        """What to do with it, as a sentence."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its blocks, if it is PEM, in order."""

    @property
    def is_base64(self) -> bool:
        """Whether the whole of it is encoded as base64 once more, as environment variables carry
        ``.p12`` files."""

    @property
    def is_truncated(self) -> bool:
        """Whether it ends before its own length says."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Contents:
    """What is in one or several credential files, opened: keys, certificates, requests. Made
    without a file it holds nothing, to which others can be added."""

    def __new__(cls) -> Self: ...
    @classmethod
    def read(
        cls,
        data: str | bytes,
        /,
        *,
        password: str | None = None,
        max_bytes: int = 1048576,
        max_iterations: int = 1000000,
    ) -> Self:
        """Opens a file of any kind: ``.p8``, ``.p12``, ``.cer``, ``.csr`` and PEM with any number
        of blocks in any order; keys in PKCS#8, PKCS#1 and SEC 1, encrypted or not; DER, PEM or
        base64 of them; line ends of any kind, typed out as ``\\n``, or replaced by spaces.

        The password is used where something is encrypted; for a ``.p12`` file, none is the same
        as an empty one. The number of iterations stands in the file, so whoever wrote the file
        chooses it: ``max_iterations`` bounds it for one derivation, ten times as many for the file.

        Raises what the file is instead: :class:`waxwing.InputError` with ``java_keystore``,
        ``provisioning_profile``, ``html_page``, ``unknown_file``; how it is protected:
        ``password_required``, ``wrong_password``, ``unsupported_encryption``; what is wrong with
        it: :class:`waxwing.MalformedError` with ``truncated_file``, ``malformed_p12``,
        ``malformed_pem``, ``malformed_private_key`` and others; or :class:`waxwing.LimitError`
        with ``too_large``, ``too_many_iterations``, ``nested_too_deep``.
        """

    def add(self, other: Contents, /) -> Contents:
        """What is in here and in ``other``. Neither changes."""

    @property
    def keys(self) -> tuple[PrivateKey, ...]:
        """The private keys, each once."""

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """The certificates in the order of the file, each once."""

    @property
    def requests(self) -> tuple[CertificateRequest, ...]:
        """The certificate requests."""

    @property
    def public_keys(self) -> tuple[SubjectKey, ...]:
        """The public keys that stand alone."""

    @property
    def formats(self) -> tuple[str, ...]:
        """What each file was: several of :class:`waxwing.credentials.Format`."""

    @property
    def protection(self) -> tuple[str, ...]:
        """How the files were protected, in words."""

    def identity(self) -> Identity:
        """The one identity in here: see :meth:`Identity.from_contents`."""

    def identities(self) -> tuple[Identity, ...]:
        """Every private key that has its certificate, as an identity; the other certificates
        stand in the chains that they belong to."""

    def private_key(self) -> PrivateKey:
        """The one private key.

        Raises :class:`waxwing.InputError` with ``missing_private_key`` or ``several_keys``.
        """

@final
class Identity:
    """A private key, the certificate that is for it, and the certificates above that: what a TLS
    stack shows as a client. Nothing is trusted by it; that is for the server to decide.

    Each class method raises what :meth:`Contents.read` and :meth:`from_contents` raise.
    """

    @classmethod
    def from_p12(cls, data: str | bytes, /, *, password: str | None = "") -> Self:
        """From a ``.p12`` file, or from base64 of one.

        Raises :class:`waxwing.InputError` with ``other_material`` for another kind of file.
        """

    @classmethod
    def from_pem(cls, text: str | bytes, /, *, password: str | None = None) -> Self:
        """From a PEM text with key and certificates in any order, such as ``ck.pem``."""

    @classmethod
    def from_parts(
        cls, certificate: str | bytes, key: str | bytes, /, *, password: str | None = None
    ) -> Self:
        """From a certificate and a private key in a file each, in any of their forms."""

    @classmethod
    def from_contents(cls, contents: Contents, /) -> Self:
        """From everything that was read: the certificate is the one whose public key belongs to
        the private key, and of several such the one that is valid longest; the others become its
        chain as far as they belong there.

        Raises :class:`waxwing.InputError` with ``missing_private_key``, ``several_keys``,
        ``missing_certificate`` or ``key_mismatch``.
        """

    @property
    def key(self) -> PrivateKey:
        """The private key."""

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""

    @property
    def chain(self) -> tuple[Certificate, ...]:
        """The certificate of the key, then the one that issued it, and so on, as far as they were
        in the files."""

    @property
    def others(self) -> tuple[Certificate, ...]:
        """The certificates that were in the files and do not belong to the chain."""

    @property
    def friendly_name(self) -> str | None:
        """The name that the file gives the key or its certificate, for people."""

    def push_certificate(self) -> PushCertificate:
        """What the certificate may push: see :meth:`Certificate.push_certificate`."""

    def lints(
        self,
        *,
        environment: str | None = None,
        topic: str | None = None,
        now: Time | None = None,
    ) -> tuple[Lint, ...]:
        """What is wrong with it for connections to this environment and notifications with this
        topic, the worst first. What is not given is not checked."""

    def chain_pem(self) -> str:
        """The chain as PEM, the certificate of the key first."""

    def key_pem(self) -> bytes:
        """The key as unencrypted PKCS#8 PEM: a secret."""

    def combined_pem(self) -> bytes:
        """Chain and key in one PEM text, as ``ck.pem`` of older guides: a secret."""

    def chain_der(self) -> tuple[bytes, ...]:
        """The chain as DER, the certificate of the key first."""

    def key_der(self) -> bytes:
        """The key as unencrypted PKCS#8 DER: a secret."""

    def to_p12(
        self, *, password: str, profile: str = "modern", entropy: bytes | None = None
    ) -> bytes:
        """Key, certificate and chain as a ``.p12`` file, protected by one of
        :class:`waxwing.credentials.P12Profile`.

        ``entropy`` is 32 random bytes, new for each file; ``os.urandom`` gives them unless they
        are given. The same arguments give the same bytes. Raises :class:`waxwing.InputError` with
        ``invalid_input``.
        """

@final
class Certificate:
    """A certificate as it stands in a file: RSA or of any elliptic curve. Reading believes
    nothing of it."""

    @classmethod
    def from_der(cls, der: bytes, /) -> Self:
        """From DER, as a ``.cer`` file of Apple's is; :meth:`Contents.read` also reads PEM.

        Raises :class:`waxwing.MalformedError` with ``malformed_cert``, ``truncated_file`` or
        ``duplicate_extension``, or :class:`waxwing.LimitError` with ``too_large``.
        """

    @property
    def der(self) -> bytes:
        """The bytes as received."""

    def to_pem(self) -> str:
        """As PEM: a block labelled ``CERTIFICATE``."""

    @property
    def friendly_name(self) -> str | None:
        """The name that a ``.p12`` file gives it, for people."""

    @property
    def common_name(self) -> str | None:
        """The subject's common name, for display."""

    @property
    def issuer_common_name(self) -> str | None:
        """The issuer's common name."""

    @property
    def user_id(self) -> str | None:
        """The subject's UID: of a push certificate, its topic."""

    @property
    def organizational_unit(self) -> str | None:
        """The subject's organizational unit: of Apple's certificates, the team id."""

    @property
    def subject(self) -> bytes:
        """The subject's name, as received DER."""

    @property
    def issuer(self) -> bytes:
        """The issuer's name, as received DER."""

    @property
    def is_self_issued(self) -> bool:
        """Whether it names itself as its issuer, as roots do."""

    @property
    def not_before(self) -> int:
        """The first moment of validity."""

    @property
    def not_after(self) -> int:
        """The last moment of validity."""

    def days_left(self, now: Time | None = None, /) -> int:
        """How many whole days are left; negative once it has expired."""

    @property
    def key(self) -> SubjectKey:
        """The public key that it is for."""

    @property
    def sha256(self) -> str:
        """Its fingerprint, in lower-case hexadecimal."""

    @property
    def sha1(self) -> str:
        """Its SHA-1, as older tools show it."""

    @property
    def is_for_clients(self) -> bool:
        """Whether it may be shown as a client in a TLS handshake."""

    @property
    def has_old_signature(self) -> bool:
        """Whether its issuer signed it over SHA-1 or MD5, which TLS stacks refuse by now."""

    def push_certificate(self) -> PushCertificate:
        """What it may push.

        Raises :class:`waxwing.InputError` with ``not_a_push_certificate``, or
        :class:`waxwing.MalformedError` with ``malformed_cert`` for topics that are damaged.
        """

    def lints(
        self,
        *,
        environment: str | None = None,
        topic: str | None = None,
        now: Time | None = None,
    ) -> tuple[Lint, ...]:
        """What is wrong with it, the worst first: see :meth:`Identity.lints`."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Lint:
    """Something about an identity that stops pushes, or that will."""

    @property
    def code(self) -> str:
        """What it is about: one of :class:`waxwing.credentials.LintCode`."""

    @property
    def found(self) -> str:
        """What was found: a date, a topic, an environment."""

    @property
    def is_fatal(self) -> bool:
        """Whether nothing can be pushed as it is."""

    @property
    def advice(self) -> str:
        """What to do, as a sentence."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class PushCertificate:
    """What a push certificate may do, by its extensions."""

    @property
    def default_topic(self) -> str:
        """The topic that APNs assumes without ``apns-topic``: the UID of the subject."""

    @property
    def topics(self) -> tuple[CertificateTopic, ...]:
        """Every topic that it may use, in their order, the default one among them."""

    @property
    def needs_topic_header(self) -> bool:
        """Whether every request has to say its topic, because there are several."""

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments that it is for; none in one that Apple did not issue for push."""

    @property
    def team_id(self) -> str | None:
        """The team that it belongs to."""

    @property
    def family(self) -> str:
        """What its common name says that it is: one of
        :class:`waxwing.credentials.CertificateFamily`."""

    @property
    def push_types(self) -> tuple[str, ...]:
        """The push types that one of its topics is for."""

    def scope(self) -> CertificateScope:
        """The same as what notifications are checked by.

        Raises :class:`waxwing.InputError` with ``not_a_push_certificate`` for a certificate
        without an environment.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class CertificateTopic:
    """A topic of a certificate."""

    @property
    def topic(self) -> str:
        """The topic."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is for, in the words of the certificate: ``app``, ``voip``, ``complication``.
        Empty for a topic that only stands in the subject."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class PrivateKey:
    """An RSA or elliptic curve private key. It is shown as its kind alone and cannot be pickled:
    give other processes the file."""

    @classmethod
    def from_der(cls, der: bytes, /) -> Self:
        """From unencrypted DER: PKCS#8, PKCS#1 or SEC 1.

        Raises :class:`waxwing.MalformedError` with ``malformed_private_key`` or
        ``truncated_file``, :class:`waxwing.InputError` with ``unsupported_private_key`` or a code
        that begins with ``invalid_key``, or :class:`waxwing.LimitError` with ``too_large``.
        """

    @classmethod
    def from_pem(cls, text: str | bytes, /, *, password: str | None = None) -> Self:
        """The one private key of a PEM text, encrypted or not, or of any other file.

        Raises what :meth:`Contents.read` and :meth:`Contents.private_key` raise.
        """

    @property
    def kind(self) -> str:
        """What kind of key it is: ``RSA 2048``, ``P-256``, or another name."""

    @property
    def public_key(self) -> SubjectKey:
        """The public key that belongs to it."""

    @property
    def friendly_name(self) -> str | None:
        """The name that a ``.p12`` file gives it, for people."""

    def pkcs8_der(self) -> bytes:
        """The key as unencrypted PKCS#8 DER: a secret."""

    def to_pem(self) -> bytes:
        """The key as unencrypted PKCS#8 PEM: a secret."""

    def provider_key(self, *, key_id: str, team_id: str) -> ProviderKey:
        """The key for provider tokens, if it is on P-256: of a ``.p8`` file in any surroundings,
        also with its line ends typed out as ``\\n`` or replaced by spaces.

        Raises :class:`waxwing.InputError`: ``invalid_input`` for the ids,
        ``invalid_key_algorithm`` or ``invalid_key_curve`` for another key.
        """

@final
class SubjectKey:
    """A public key of any kind, compared by value: a point that is written compressed equals the
    same point written whole."""

    @classmethod
    def from_spki_der(cls, der: bytes, /) -> Self:
        """From DER, a ``SubjectPublicKeyInfo``.

        Raises :class:`waxwing.MalformedError` with ``malformed_cert``.
        """

    @property
    def kind(self) -> str:
        """What kind of key it is: ``RSA 2048``, ``P-256``, or another name."""

    @property
    def spki_der(self) -> bytes:
        """The key as DER."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...

@final
class RequestSubject:
    """The subject of a request. Apple replaces it, so it is a label for people.

    Raises :class:`waxwing.InputError` with ``invalid_input`` for a common name that is not of 1 to
    64 characters, an address that is not of visible ASCII, and a country that is not of two
    capital letters.
    """

    def __new__(
        cls, common_name: str, /, *, email: str | None = None, country: str | None = None
    ) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]: ...

@final
class UnsignedRequest:
    """A certificate request that waits for its signature: by a key in an HSM, a KMS, or anywhere.

    For RSA keys (what push certificates are made with), P-256 and P-384. Raises
    :class:`waxwing.InputError` with ``unsupported_private_key`` for another kind.
    """

    def __new__(cls, subject: RequestSubject, key: SubjectKey, /) -> Self: ...
    @property
    def signing_input(self) -> bytes:
        """The bytes to sign, with :attr:`algorithm`."""

    @property
    def algorithm(self) -> str:
        """What to sign with: ``sha256WithRSAEncryption`` (PKCS#1 v1.5), ``ecdsa-with-SHA256`` or
        ``ecdsa-with-SHA384``."""

    def assemble(self, signature: bytes, /) -> CertificateRequest:
        """The request with its signature. Of ECDSA both forms are taken: DER, and r and s side by
        side.

        Raises :class:`waxwing.InputError` with ``invalid_input`` for a signature that cannot be
        one of this key.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class CertificateRequest:
    """A certificate request: what Apple's portal makes a certificate from."""

    @classmethod
    def sign(cls, subject: RequestSubject, key: PrivateKey, /) -> Self:
        """Makes and signs a request with a P-256 key; the same key and subject give the same
        bytes. For RSA keys see :class:`UnsignedRequest`.

        Raises :class:`waxwing.InputError` with ``invalid_key_algorithm`` or ``invalid_key_curve``
        for another key.
        """

    @classmethod
    def from_der(cls, der: bytes, /) -> Self:
        """From DER; :meth:`Contents.read` also reads PEM. Its signature is not checked: Apple does
        that.

        Raises :class:`waxwing.MalformedError` with ``malformed_request`` or ``truncated_file``.
        """

    @property
    def der(self) -> bytes:
        """The request as DER."""

    def to_pem(self) -> str:
        """The request as PEM, as ``.certSigningRequest`` files are."""

    @property
    def key(self) -> SubjectKey:
        """The public key that a certificate is asked for. The certificate works with the private
        key that belongs to this one, and with no other."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...
