"""Key and certificate files: what they are, what they hold, what they may do.

>>> from waxwing import credentials
>>> page = credentials.sniff("<!DOCTYPE html><html><body>Your session has expired</body></html>")
>>> page.format, page.description
('html', 'an HTML page')
>>> page.advice
'Download the file again while signed in: this is a page of the site, often its error.'
>>> credentials.key_id_from_file_name("AuthKey_ABC123DEFG.p8")
'ABC123DEFG'

Files may be ``bytes``, or ``str`` where they are text. Keys are wiped from memory when their last
object goes, are shown by no ``repr`` and cannot be pickled; what :meth:`Identity.key_pem` and its
kind give are ``bytes`` of Python's, which nobody wipes. Opening files runs beside other threads.
"""

from __future__ import annotations

from ._credential_names import CertificateFamily, Format, LintCode, P12Profile
from ._identity import (
    Certificate,
    CertificateRequest,
    CertificateTopic,
    Contents,
    Identity,
    Lint,
    PrivateKey,
    PushCertificate,
    RequestSubject,
    Sniffed,
    SubjectKey,
    UnsignedRequest,
    key_id_from_file_name,
    sniff,
)

__all__ = [
    "Certificate",
    "CertificateFamily",
    "CertificateRequest",
    "CertificateTopic",
    "Contents",
    "Format",
    "Identity",
    "Lint",
    "LintCode",
    "P12Profile",
    "PrivateKey",
    "PushCertificate",
    "RequestSubject",
    "Sniffed",
    "SubjectKey",
    "UnsignedRequest",
    "key_id_from_file_name",
    "sniff",
]
