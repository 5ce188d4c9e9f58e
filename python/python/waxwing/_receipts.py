"""Receipts: what StoreKit 1 left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Final, Iterable, Mapping, Optional, Tuple, Union

from . import _waxwing
from ._payloads import AppReceipt
from ._time import Time
from ._verified import Certificate, Chain

if TYPE_CHECKING:
    from .app_store import _Any


def app_receipt_transaction_id(receipt: Union[str, bytes], /) -> Optional[str]:
    """The first transaction id in an app receipt, or ``None`` if nothing was bought.

    ``receipt`` is the base64 text that apps send, or the file itself. Nothing is verified: use the
    id to ask the App Store Server API, which answers with signed transactions.
    """
    return _waxwing.app_receipt_transaction_id(receipt)


def transaction_receipt_transaction_id(receipt: Union[str, bytes], /) -> Optional[str]:
    """The transaction id in a transaction receipt of StoreKit 1, or ``None`` if it holds none.

    Nothing is verified.
    """
    return _waxwing.transaction_receipt_transaction_id(receipt)


class VerifiedReceipt:
    """A receipt that Apple signed for the expected app and environment."""

    __slots__ = ("_core", "chain", "json", "receipt")

    receipt: AppReceipt
    """What it says."""

    json: Mapping[str, Any]
    """The same as JSON: dates as milliseconds, octets as base64."""

    chain: Chain
    """The certificates that vouch for it. Xcode's one certificate stands for all three."""

    def __init__(self, core: _waxwing.Receipt) -> None:
        self._core: Final = core
        self.json = core.json
        self.receipt = AppReceipt.from_json(self.json)
        leaf, intermediate, root = core.chain
        self.chain = Chain(Certificate(*leaf), Certificate(*intermediate), Certificate(*root))

    @property
    def verified_environment(self) -> str:
        """Which of the expected environments it belongs to."""
        return self._core.verified_environment

    @property
    def created_at(self) -> int:
        """When Apple made the receipt; its certificates were valid then."""
        return self._core.created_at

    @property
    def checked_at(self) -> int:
        """The time of check."""
        return self._core.checked_at

    @property
    def leaf_valid_until(self) -> int:
        """Until when the certificate that signed it is valid."""
        return self._core.leaf_valid_until

    @property
    def leaf_expired_since(self) -> bool:
        """Whether that certificate has expired since, which is normal for stored receipts."""
        return self._core.leaf_expired_since

    @property
    def digest(self) -> str:
        """What it is signed over: ``"SHA-256"``, or ``"SHA-1"`` in older receipts."""
        return self._core.digest

    def verify_device_hash(self, guid: bytes, /) -> None:
        """Checks that the receipt was made for this device.

        ``guid`` is the identifier's bytes: 16 of ``identifierForVendor``, on a Mac the 6 of the
        network address. Another device raises :class:`waxwing.UntrustedError`.
        """
        self._core.verify_device_hash(guid)

    def __repr__(self) -> str:
        bundle_id, environment = self.receipt.bundle_id, self.verified_environment
        return f"VerifiedReceipt(bundle_id={bundle_id!r}, verified_environment={environment!r})"


class ReceiptVerifier:
    """Verifies app receipts: the signature, its chain to Apple Root CA, the marker extensions, that
    all certificates were valid when the receipt was made, and that it is this app's.

    Holds policy only: make one and share it between threads.

    ``bundle_ids`` are the apps whose receipts are accepted; :data:`DANGEROUS_ANY` in its place
    accepts all. ``environments`` are ``"Sandbox"``, ``"Production"`` or both. ``roots`` are DER
    certificates to trust instead of Apple Root CA, ``root_sha256`` the SHA-256 of such that
    receipts bring along. ``sha256_only`` refuses older receipts, which are signed over SHA-1.
    ``future_skew_millis`` is how far the creation date may lie in the future, a minute unless given.

    ``xcode_certificates`` are certificates exported from StoreKit testing in Xcode, DER, for
    ``environments="Xcode"`` alone.
    """

    __slots__ = ("_core", "_policy")

    def __init__(
        self,
        *,
        bundle_ids: Union[str, Iterable[str], _Any],
        environments: Union[str, Iterable[str]],
        roots: Union[bytes, Iterable[bytes]] = (),
        root_sha256: Union[bytes, Iterable[bytes]] = (),
        xcode_certificates: Union[bytes, Iterable[bytes]] = (),
        sha256_only: bool = False,
        future_skew_millis: Optional[int] = None,
    ) -> None:
        from .app_store import DANGEROUS_ANY, _several

        policy: Dict[str, Any] = {
            "bundle_ids": _several("bundle_ids", bundle_ids, str),
            "environments": _several("environments", environments, str),
            "roots": _several("roots", roots, bytes),
            "root_sha256": _several("root_sha256", root_sha256, bytes),
            "xcode_certificates": _several("xcode_certificates", xcode_certificates, bytes),
            "sha256_only": sha256_only,
            "future_skew_millis": future_skew_millis,
        }
        any_app = bundle_ids is DANGEROUS_ANY
        self._core: Final = _waxwing.ReceiptVerifier(
            **{**policy, "bundle_ids": None if any_app else policy["bundle_ids"]}
        )
        # Order and repetition mean nothing: verifiers of one policy are equal.
        self._policy: Final = {
            name: tuple(sorted(set(value))) if isinstance(value, tuple) else value
            for name, value in policy.items()
        }

    def verify(
        self, receipt: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedReceipt:
        """Verifies a receipt: the base64 text that apps send, or the file itself.

        What does not verify raises :class:`waxwing.MalformedError`, :class:`waxwing.UntrustedError`
        or :class:`waxwing.LimitError`.
        """
        return VerifiedReceipt(self._core.verify(receipt, now))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReceiptVerifier):
            return NotImplemented
        return self._policy == other._policy

    def __hash__(self) -> int:
        return hash(tuple(self._policy.values()))

    def __repr__(self) -> str:
        ids, environments = self._policy["bundle_ids"], self._policy["environments"]
        return f"ReceiptVerifier(bundle_ids={ids!r}, environments={environments!r})"

    def __reduce__(self) -> Tuple[Any, ...]:
        # Made again from its policy, through the same checks.
        return _receipt_verifier, (self._policy,)


def _receipt_verifier(policy: Mapping[str, Any]) -> ReceiptVerifier:
    return ReceiptVerifier(**policy)
