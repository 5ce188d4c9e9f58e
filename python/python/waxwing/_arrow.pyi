"""Tables for other libraries to read."""

from collections.abc import Callable
from typing import final

__all__ = ["ArrowTable"]

@final
class ArrowTable:
    """What became of each text of a column: a table for any library that reads Arrow.

    ``pyarrow.table(it)``, ``polars.DataFrame(it)`` and DuckDB's ``select … from it`` take it as it
    is, as often as they like. Columns, null where an object has none of it:

    * ``ok``, whether it verified; ``error_code`` and ``error``, why not.
    * ``kind``, ``signed_at``, ``leaf_valid_until``, ``leaf_expired_since``, ``environment``,
      ``bundle_id``, ``app_apple_id``: as of verified objects.
    * ``notification_type``, ``subtype``, ``notification_uuid``, ``status``: of notifications.
    * ``transaction_id``, ``original_transaction_id``, ``product_id``, ``purchase_date``,
      ``expires_date``, ``revocation_date``, ``price``, ``currency``, ``auto_renew_status`` and
      others: fields of the transaction, the renewal info or the app transaction, in this order,
      that it is or holds, under the names that the classes have for them. ``column_names`` lists
      all.
    * ``json``, the payload as it was signed; ``transaction_json`` and ``renewal_info_json``, what
      is nested in a notification, verified as well.

    Dates are timestamps in milliseconds, UTC; prices are thousandths.
    """

    def __len__(self) -> int: ...
    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of all columns."""

    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    @property
    def __arrow_c_array__(self) -> Callable[..., tuple[object, object]]:
        """All as one array. Missing where that would hold more than 2 GiB of one column's texts."""
