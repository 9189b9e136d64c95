"""TransactWriteItems: up to a hundred writes, all or none."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from infra.local.store import arguments as argument_rules
from infra.local.store import places
from infra.local.store.arguments import Arguments
from infra.local.store.capacity import Meter
from infra.local.store.catalogue import Catalogue
from infra.local.store.changes import Change
from infra.local.store.errors import ConditionFailed, Invalid, Misplaced, TokenReused, TransactionCancelled, Unfit
from infra.local.store.places import Stored
from infra.local.store.writes import CHECK, DELETE, PUT, UPDATE, Decided, Write

MOST = 100
MOST_BYTES = 4 << 20
TOKEN_KEPT = 600.0  # seconds
TOKEN_LENGTH = 36

_NONE = {"Code": "None"}


def transact_write_items(
    db: sqlite3.Connection,
    changes: list[Change],
    catalogue: Catalogue,
    arguments: Arguments,
    now: Callable[[], float],
) -> dict[str, Any]:
    """All these writes, or none of them. Raises ``TransactionCancelled``; ``TokenReused`` if the token is another's."""
    wanted = arguments["TransactItems"]
    if not 0 < len(wanted) <= MOST:
        raise Invalid(f"Member must have length between 1 and {MOST} at 'transactItems': {len(wanted)}")
    writes = [_write(db, catalogue, each) for each in wanted]
    _check_apart(writes)
    if sum(write.size for write in writes if write.misfit is None) > MOST_BYTES:
        raise Invalid("Transaction request exceeds the 4MB transaction size limit")
    token = arguments.get("ClientRequestToken")
    digest = hashlib.sha256(msgspec.msgpack.encode(wanted)).digest() if token is not None else b""
    if token is not None and _was_done(db, token, digest, now()):
        return _again(db, writes, arguments)
    decided = _decide(db, writes)
    if token is not None:
        _note(db, token, digest, now())
    meter = Meter(arguments, times=2)
    for each in decided:
        each.apply(db, changes, meter)
    answer: dict[str, Any] = {}
    meter.add_all_to(answer, "Write")
    return answer


def _write(db: sqlite3.Connection, catalogue: Catalogue, element: Any) -> Write:
    if not isinstance(element, Mapping) or len(element) != 1 or next(iter(element)) not in (PUT, UPDATE, DELETE, CHECK):
        raise Invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    ((verb, given),) = element.items()
    arguments = argument_rules.part(verb, given)
    return Write(verb, catalogue.table(db, arguments["TableName"]), arguments)


def _check_apart(writes: list[Write]) -> None:
    if len({write.identity for write in writes}) < len(writes):
        raise Invalid("Transaction request cannot include multiple operations on one item")


def _decide(db: sqlite3.Connection, writes: list[Write]) -> list[Decided]:
    """What becomes of all items; raises ``TransactionCancelled`` with every reason there is."""
    outcomes = [_outcome(db, write) for write in writes]
    _cancel_if([_reason(each) if isinstance(each, Misplaced) else _NONE for _, each in outcomes])
    decided, reasons = [], []
    for write, (before, outcome) in zip(writes, outcomes, strict=True):
        try:
            write.check_condition(before)
            if isinstance(outcome, Unfit):
                raise outcome
            decided.append(outcome)
            reasons.append(_NONE)
        except (ConditionFailed, Unfit) as error:
            reasons.append(_reason(error))
    _cancel_if(reasons)
    return decided


def _outcome(db: sqlite3.Connection, write: Write) -> tuple[Stored | None, Decided | Unfit]:
    """The item that is there, and what becomes of it, or why nothing can."""
    if write.misfit is not None:
        return None, write.misfit
    before = places.get(db, write.table, write.key)
    try:
        return before, write.decide(before)
    except Unfit as error:
        return before, error


def _cancel_if(reasons: list[dict[str, Any]]) -> None:
    if any(reason is not _NONE for reason in reasons):
        raise TransactionCancelled(reasons)


def _reason(error: ConditionFailed | Unfit) -> dict[str, Any]:
    if isinstance(error, Unfit):
        return {"Code": "ValidationError", "Message": error.message}
    reason: dict[str, Any] = {"Code": "ConditionalCheckFailed", "Message": error.message}
    if error.item is not None:
        reason["Item"] = error.item
    return reason


def _was_done(db: sqlite3.Connection, token: str, digest: bytes, now: float) -> bool:
    """Whether these writes were done with this token within ten minutes. Raises ``TokenReused`` if others were."""
    if not 0 < len(token) <= TOKEN_LENGTH:
        raise Invalid(f"a ClientRequestToken has 1 to {TOKEN_LENGTH} characters")
    row = db.execute("SELECT digest FROM tokens WHERE token = ? AND at > ?", (token, now - TOKEN_KEPT)).fetchone()
    if row is not None and row[0] != digest:
        raise TokenReused("Request token already in use for another request with a different payload")
    return row is not None


def _note(db: sqlite3.Connection, token: str, digest: bytes, now: float) -> None:
    """Keep the token of what is being done, and no longer than it may matter."""
    db.execute("DELETE FROM tokens WHERE at <= ?", (now - TOKEN_KEPT,))
    db.execute("INSERT INTO tokens (token, digest, at) VALUES (?, ?, ?)", (token, digest, now))


def _again(db: sqlite3.Connection, writes: list[Write], arguments: Arguments) -> dict[str, Any]:
    """The answer to what was done before: it costs what reading the items costs."""
    meter = Meter(arguments, times=2)
    if meter.on:
        for write in writes:
            stored = places.get(db, write.table, write.key)
            meter.read(write.table, stored.size if stored else 0, consistent=True)
    answer: dict[str, Any] = {}
    meter.add_all_to(answer, "Read")
    return answer
