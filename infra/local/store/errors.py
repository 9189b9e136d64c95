"""What may go wrong, by type; ``code`` is DynamoDB's name for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class StoreError(Exception):
    """An answer that is not a result."""

    code = "InternalServerError"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(StoreError):
    """The request could never succeed, or not on the item that is there."""

    code = "ValidationException"


class Unfit(Invalid):
    """The item that is there, or would be, does not fit: in a transaction a reason to cancel it, not an error."""


class Misplaced(Unfit):
    """A key has another type than its table's or its index's: told before any condition is looked at."""


class NotSupported(Invalid):
    """DynamoDB may know this; the embedded store does not."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the embedded store does not support {what}")


class UnknownOperation(StoreError):
    """There is no such operation here."""

    code = "UnknownOperationException"

    def __init__(self, operation: str) -> None:
        super().__init__(f"the embedded store does not support the operation {operation}")


class TooMuchAtOnce(StoreError):
    """More was to be changed by one request than DynamoDB changes at once."""

    code = "LimitExceededException"


class TableMissing(StoreError):
    """There is no such table."""

    code = "ResourceNotFoundException"


class TableExists(StoreError):
    """There is such a table already."""

    code = "ResourceInUseException"


class ConditionFailed(StoreError):
    """The condition of a write did not hold; ``item`` is what was there, if that was asked for and anything was."""

    code = "ConditionalCheckFailedException"

    def __init__(self, item: Mapping[str, Any] | None) -> None:
        super().__init__("The conditional request failed")
        self.item = item


class TransactionCancelled(StoreError):
    """At least one write of a transaction could not be done; ``reasons`` has one entry for each write, in order."""

    code = "TransactionCanceledException"

    def __init__(self, reasons: Sequence[Mapping[str, Any]]) -> None:
        codes = ", ".join(reason["Code"] for reason in reasons)
        super().__init__(f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]")
        self.reasons = list(reasons)


class TokenReused(StoreError):
    """A transaction's token came again with other writes."""

    code = "IdempotentParameterMismatchException"


class Unavailable(StoreError):
    """The file could not be read or written: another process holds it for too long, or the disk is full."""

    code = "InternalServerError"
