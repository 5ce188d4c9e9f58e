"""Key and certificate files."""

from ._waxwing import credentials as _core

Certificate = _core.Certificate
CertificateRequest = _core.CertificateRequest
CertificateTopic = _core.CertificateTopic
Contents = _core.Contents
Identity = _core.Identity
Lint = _core.Lint
PrivateKey = _core.PrivateKey
PushCertificate = _core.PushCertificate
RequestSubject = _core.RequestSubject
Sniffed = _core.Sniffed
SubjectKey = _core.SubjectKey
UnsignedRequest = _core.UnsignedRequest
key_id_from_file_name = _core.key_id_from_file_name
sniff = _core.sniff

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
