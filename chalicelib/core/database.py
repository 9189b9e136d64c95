"""The one seam to the store: an object with one method, and what may go wrong by type.

    answer = database.call("GetItem", {"TableName": …, "Key": …})    # DynamoDB's own low-level shapes, here and back

DatabaseError                 any refusal; ``code`` is DynamoDB's name for it
├── ConditionFailed           the condition of a write did not hold; ``item`` is what was there
├── TransactionCancelled      a transaction wrote nothing; ``reasons``, one for each of its writes, in order
├── Throttled                 too much at once; nothing was done
└── Unavailable               no answer, or the store's own trouble: a write may have been done, or not

What stands behind it: ``dynamo.Dynamo`` (the cloud), ``dynamo.Botocore`` (any client of botocore's), and the local
run's embedded store. What watches, counts or breaks requests is one more of these, around another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Answer = dict[str, Any]

CONDITION_FAILED = "ConditionalCheckFailedException"
CANCELLED = "TransactionCanceledException"
TABLE_EXISTS = "ResourceInUseException"
THROTTLING = frozenset(
    {
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
# to a transaction that was sent again, since its first answer did not come: that one may still be done
IN_PROGRESS = "TransactionInProgressException"


class Database(Protocol):
    """Whatever answers as DynamoDB does; any number of threads may call it at once."""

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer of one operation (``GetItem``, ``TransactWriteItems`` …). Raises a ``DatabaseError``."""


class DatabaseError(Exception):
    """An answer that is not a result."""

    def __init__(self, code: str, message: str = "", operation: str = "") -> None:
        super().__init__(f"{operation}: {code}: {message}")
        self.code = code
        self.message = message
        self.operation = operation


class ConditionFailed(DatabaseError):
    """The condition of a write did not hold; ``item`` is what was there, if that was asked for and anything was."""

    def __init__(self, item: Mapping[str, Any] | None = None, *, message: str = "", operation: str = "") -> None:
        super().__init__(CONDITION_FAILED, message, operation)
        self.item = item


class TransactionCancelled(DatabaseError):
    """Nothing was written; ``reasons`` has one entry for each write, in order, with its ``Code`` and maybe ``Item``."""

    def __init__(self, reasons: Sequence[Mapping[str, Any]], *, message: str = "", operation: str = "") -> None:
        super().__init__(CANCELLED, message, operation)
        self.reasons = list(reasons)


class Throttled(DatabaseError):
    """Too much was asked at once, and asking again did not help; nothing was done."""


class Unavailable(DatabaseError):
    """There was no answer, or the store has trouble of its own. Whether a write was done is not known."""


def refusal(operation: str, status: int, code: str, body: Mapping[str, Any]) -> DatabaseError:
    """The error that an answer of this HTTP status, with this code, means."""
    message = str(body.get("message") or body.get("Message") or "")
    if code == CONDITION_FAILED:
        return ConditionFailed(body.get("Item"), message=message, operation=operation)
    if code == CANCELLED:
        return TransactionCancelled(body.get("CancellationReasons", ()), message=message, operation=operation)
    is_open = status >= 500 or code == IN_PROGRESS
    kind = Throttled if code in THROTTLING else Unavailable if is_open else DatabaseError
    return kind(code, message, operation)
