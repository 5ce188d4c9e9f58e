"""Keys, certificates and provider tokens."""

from ._waxwing import (
    CertificateScope,
    KeyRing,
    KeyScope,
    ProviderKey,
    ProviderToken,
    TokenPolicy,
)

__all__ = [
    "CertificateScope",
    "KeyRing",
    "KeyScope",
    "ProviderKey",
    "ProviderToken",
    "TokenPolicy",
]
