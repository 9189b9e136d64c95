"""Gather the writes of several rooms, and commit them as one.

    tx = Transaction(desk)
    once.mark(tx, ...)                      # lost: AlreadyDone
    store.write(tx, header)                 # lost: HeaderMoved
    people.release(tx, agent_id)
    events.publish(tx, ConversationClosed(...))
    tx.commit_and_tell()                    # all or nothing; raises the typed error of the first write that lost

``commit`` writes, and nothing else happens; ``commit_and_tell`` says that others may hear of it in this same request.

A condition that does not hold is not an accident but an answer (law 2): each write brings the exception that says so,
made from the item that stood in the way. The order in which writes were added decides which one is reported.
What was asked to happen ``after_commit`` runs when the commit has succeeded; it may fail without harm, because due work
written in the same transaction is the guarantee (law 3).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import items
from chalicelib.core.database import THROTTLING, ConditionFailed, DatabaseError, TransactionCancelled
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost, Unavailable
from chalicelib.core.tables import RawItem, Row

Losing = Callable[[RawItem | None], Exception]

RETRIES = 12
_CONFLICTS = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        # as reasons of a transaction; of a whole request they end in "Exception" and are THROTTLING
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
    }
)
_SINGLE = {"Put", "Update", "Delete"}

log = logging.getLogger("deskbell")


def _lost(_: RawItem | None) -> Exception:
    return Lost("a condition did not hold")


class _Write(msgspec.Struct, frozen=True):
    verb: str
    arguments: dict[str, Any]
    losing: Losing


class Transaction:
    """At most 100 writes that happen together or not at all (DynamoDB's TransactWriteItems)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._writes: list[_Write] = []
        self._after_commit: list[Callable[[], None]] = []

    def put(self, row: Row, *, condition: Condition | None = None, losing: Losing = _lost) -> None:
        """Store the whole item."""
        self._writes.append(_Write("Put", items.put(row, condition), losing))

    def update(
        self,
        row: Row,
        actions: Sequence[Action],
        *,
        condition: Condition | None = None,
        losing: Losing = _lost,
    ) -> None:
        """Change some attributes of the item with this row's keys."""
        self._writes.append(_Write("Update", items.update(row, actions, condition), losing))

    def delete(self, row: Row, *, condition: Condition | None = None, losing: Losing = _lost) -> None:
        """Remove the item with this row's keys; no error if it is not there."""
        self._writes.append(_Write("Delete", items.delete(row, condition), losing))

    def write_as_is(self, verb: str, arguments: dict[str, Any], losing: Losing = _lost) -> None:
        """Add one write (``Put``, ``Update``, ``Delete``) in DynamoDB's own shape, of whatever table."""
        self._writes.append(_Write(verb, arguments, losing))

    def check(self, row: Row, condition: Condition, *, losing: Losing = _lost) -> None:
        """Write nothing there, but only commit while the item with this row's keys meets the condition."""
        self._writes.append(_Write("ConditionCheck", items.delete(row, condition), losing))

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do this once the commit has succeeded (``commit_and_tell``)."""
        self._after_commit.append(act)

    def commit_and_tell(self) -> None:
        """Write everything, then do what is to be done ``after_commit``: whoever listens hears of it in this request.

        Raises as ``commit`` does.
        """
        self._write()
        for act in self._after_commit:
            act()

    def commit(self) -> None:
        """Write everything, and tell nobody in this request.

        Raises the exception of the first write whose condition did not hold (nothing is written then), or
        ``Unavailable`` when other transactions stay in the way for long. Raises ``RuntimeError``, before anything is
        written, where somebody is to be told: that must be seen where it is committed.
        """
        if self._after_commit:
            raise RuntimeError("somebody is to be told of this: commit_and_tell")
        self._write()

    def _write(self) -> None:
        for attempt in range(RETRIES):
            try:
                self._send()
            except DatabaseError as error:
                losing = self._losing(error)
                if losing is not None:
                    raise losing from None
                if not _retriable(error):
                    raise
                self.desk.pause(attempt)
            else:
                break
        else:
            raise Unavailable("others keep writing here", retry_after=1)

    def _send(self) -> None:
        if not self._writes:
            return
        if len(self._writes) == 1 and self._writes[0].verb in _SINGLE:
            # one write needs no transaction, which would cost twice as much
            only = self._writes[0]
            self.desk.database.call(f"{only.verb}Item", only.arguments)
            return
        writes = [{write.verb: write.arguments} for write in self._writes]
        self.desk.database.call("TransactWriteItems", {"TransactItems": writes})

    def _losing(self, error: DatabaseError) -> Exception | None:
        if isinstance(error, ConditionFailed):
            return self._writes[0].losing(error.item)
        if isinstance(error, TransactionCancelled):
            for write, reason in zip(self._writes, error.reasons, strict=False):
                if reason.get("Code") == "ConditionalCheckFailed":
                    return write.losing(reason.get("Item"))
        return None


def _retriable(error: DatabaseError) -> bool:
    reasons = error.reasons if isinstance(error, TransactionCancelled) else []
    return not {error.code, *(reason.get("Code") for reason in reasons)}.isdisjoint(THROTTLING | _CONFLICTS)
