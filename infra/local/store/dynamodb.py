"""An embedded store as the desk's database: its errors become those of ``chalicelib.core.database``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.database import Answer, refusal
from infra.local.store.engine import Store
from infra.local.store.errors import ConditionFailed, StoreError, TransactionCancelled


def client(store: Store) -> Embedded:
    """The store, as a desk takes it."""
    return Embedded(store)


class Embedded:
    """Asks a store in this process: no HTTP, no signature, no serialising."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer of one operation. Raises a ``DatabaseError``."""
        try:
            return self.store.call(operation, arguments)
        except StoreError as error:
            status = 500 if error.code == "InternalServerError" else 400
            raise refusal(operation, status, error.code, _told(error)) from error


def _told(error: StoreError) -> dict[str, Any]:
    """What DynamoDB's answer says of it."""
    told: dict[str, Any] = {"message": error.message}
    if isinstance(error, ConditionFailed):
        told["Item"] = error.item
    if isinstance(error, TransactionCancelled):
        told["CancellationReasons"] = error.reasons
    return told
