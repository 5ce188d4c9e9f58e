"""What others may do for a verification."""

from ._waxwing import OcspRequest, SignatureCheck

__all__ = ["OcspRequest", "SignatureCheck"]
