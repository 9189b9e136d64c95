"""Who did what with privileges they have: an append-only log, written in the transaction of the act (F7).

Table ``audit``: hash ``month`` (such as 2026-11), range ``order`` (time and id). Nothing ever changes or deletes an
entry: they are only put where none is, and the functions' policies allow nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, RawItem, Row, table_name
from chalicelib.core.transactions import Transaction

PAGE = 50
LOOKED_AT = 500  # entries that one page of a filtered list goes through


class AuditRow(Row):
    class Meta:
        table_name = table_name("audit")

    month = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    audit_id = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    by = UnicodeAttribute()
    by_name = UnicodeAttribute()
    request_id = UnicodeAttribute()
    act = UnicodeAttribute()
    about = UnicodeAttribute()
    before = Json(null=True)
    after = Json(null=True)


class By(msgspec.Struct, frozen=True):
    """Whose hand it was, and in which request."""

    agent_id: str
    name: str
    request_id: str = ""


SYSTEM = By("system", "system")
OF_AGENTS = "agt_"  # how their ids begin; what they are called is asked when the log is read, and is kept nowhere
STRANGER = "stranger"  # whose hand it was when nobody was signed in


class AlreadyWritten(Lost):
    """There is an entry of this moment and id; what is written stays as it is."""


class Audited(msgspec.Struct, frozen=True):
    """One act: ``act`` is the operation, ``about`` the id of what it was done to, ``before`` and ``after`` JSON."""

    audit_id: str
    at: datetime
    by: str
    by_name: str
    request_id: str
    act: str
    about: str
    before: Any
    after: Any


def note(tx: Transaction, by: By, act: str, about: str, *, before: Any | None = None, after: Any | None = None) -> None:
    """Write the act down with the act itself; of an agent by their id alone. Never pass a password or its hash.

    Lost: ``AlreadyWritten``."""
    now = tx.desk.now()
    audit_id = tx.desk.new_id("aud")
    tx.put(
        AuditRow(
            times.month(now),
            f"{times.sortable(now)}#{audit_id}",
            audit_id=audit_id,
            at=now,
            by=by.agent_id,
            by_name="" if by.agent_id.startswith(OF_AGENTS) else by.name,
            request_id=by.request_id or "-",
            act=act,
            about=about,
            before=before,
            after=after,
        ),
        condition=AuditRow.month.does_not_exist(),
        losing=lambda _: AlreadyWritten("an entry is never written over"),
    )


VEIL = "…"  # stands where something was, which an entry that nobody can erase must not say


def veiled(values: Mapping[str, Any], shown: Sequence[str] = ()) -> dict[str, Any]:
    """Which of these there were, without what people said of themselves or of others; those ``shown`` as they are."""
    return {name: each if name in shown or not each else VEIL for name, each in values.items()}


def begins(text: str) -> str:
    """How something that people are known by begins: enough to see that it was changed, and not what it is."""
    return f"{text[:1]}{VEIL}" if text else text


def fields_of(value: Any, names: str) -> dict[str, Any]:
    """What an entry says of a value: these of its fields."""
    return {name: getattr(value, name) for name in names.split()}


def read(
    desk: Desk, month: str, start: Mapping[str, Any] | None = None, *, by: str | None = None, act: str | None = None
) -> tuple[Sequence[Audited], Mapping[str, Any] | None]:
    """A page of a month's acts, newest first; one query.

    ``by`` (an agent's id) and ``act`` leave the others out; such a page may be empty though there are more.
    """
    wanted = None
    for attribute, value in ((AuditRow.by, by), (AuditRow.act, act)):
        if value is not None:
            wanted = attribute == value if wanted is None else wanted & (attribute == value)
    limit = PAGE if wanted is None else LOOKED_AT
    items, following = AuditRow.read_page(
        desk.database, month, filter_condition=wanted, limit=limit, forward=False, start=start
    )
    return [_audited(item) for item in items], following


def whole_month(desk: Desk, month: str) -> Iterator[Audited]:
    """Every act of a month, oldest first, as the pages come in; one query for each megabyte."""
    return (_audited(item) for item in AuditRow.all_pages(desk.database, month))


def read_between(
    desk: Desk, month: str, since: str, until: str, *, limit: int, start: Mapping[str, Any] | None = None
) -> tuple[list[Audited], Mapping[str, Any] | None]:
    """Those of a month whose order is from ``since`` on and before ``until``, oldest first; one strongly consistent
    query."""
    wanted = AuditRow.order.between(since or "0", until)
    items, following = AuditRow.read_page(desk.database, month, range_condition=wanted, limit=limit, start=start)
    return [_audited(item) for item in items if item["order"]["S"] < until], following


def _audited(item: RawItem) -> Audited:
    row = AuditRow.from_raw_data(item)
    return Audited(row.audit_id, row.at, row.by, row.by_name, row.request_id, row.act, row.about, row.before, row.after)
