"""What others may do for a verification."""

from typing import final

__all__ = ["OcspRequest", "SignatureCheck"]

@final
class SignatureCheck:
    """One signature to check, as plain data for any library."""

    @property
    def curve(self) -> str:
        """The curve of key and signature: ``P-256`` or ``P-384``."""

    @property
    def hash(self) -> str:
        """The hash to apply to the data: ``SHA-256`` or ``SHA-384``."""

    @property
    def spki(self) -> bytes:
        """The key as a DER SubjectPublicKeyInfo (RFC 5480 section 2)."""

    @property
    def signature(self) -> bytes:
        """The signature as r and s side by side (IEEE P1363)."""

    @property
    def data(self) -> bytes:
        """The signed bytes."""

    def run(self) -> bool:
        """Runs the check with the built-in backend."""

@final
class OcspRequest:
    """A question to an OCSP responder: send it with any HTTP client, and give the body of a reply
    with the status 200 to the verification.

    The same certificate always gives the same request, so a reply can be kept under URL and
    content until :attr:`Revocation.cache_until`.
    """

    @property
    def method(self) -> str:
        """``POST``"""

    @property
    def url(self) -> str:
        """Where to send it: plain http, at a host that the verifier allows."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """What kind of body it is."""

    @property
    def content(self) -> bytes:
        """The body."""

    @property
    def certificate(self) -> str:
        """Which certificate it asks about: ``leaf`` or ``intermediate``."""
