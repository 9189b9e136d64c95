"""The desk itself, and everybody on it."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import TypedDict, Unpack

from msgspec.structs import replace

from chalicelib.core import audit, events, races, times
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.contacts import checked_reader
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, existing
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, DeskRecord
from chalicelib.people.model.reach import led_by
from chalicelib.people.model.zones import MOST_FORMER, FormerZone, ZoneChanged, checked_zone
from chalicelib.people.store import groups, reading


def bootstrap_desk(desk: Desk, record: DeskRecord, also: Callable[[Transaction], None] | None = None) -> bool:
    """Set the desk up, once; whether this call did it. ``also``: what every new desk has besides, in the same write."""
    tx = Transaction(desk)
    groups.put_desk(tx, replace(record, version=1), before=None)
    if also is not None:
        also(tx)
    try:
        tx.commit()
    except Lost:
        return False
    return True


def read_desk(desk: Desk) -> DeskRecord:
    """The whole desk's settings. Raises ``NotFound`` before it is set up."""
    return existing(reading.desk_record(desk), "the desk is not set up")


class DeskChanges(TypedDict, total=False):
    """What is changed of the desk; what is None or left out stays."""

    name: str | None
    seats: int | None
    time_zone: str | None
    away_minutes: int | None
    unfinished_minutes: int | None
    seal_to: Sequence[str] | None


def update_desk(desk: Desk, *, by: By = SYSTEM, **changes: Unpack[DeskChanges]) -> DeskRecord:
    """Change what is said; the rest stays. Fewer seats than are taken is allowed: nobody is thrown out.

    Raises ``Invalid``, ``ChangedMeanwhile``.
    """
    checks: races.Checks = {
        "name": partial(checked, "name", longest=80),
        "time_zone": checked_zone,
        "seal_to": _checked_addresses,
    }

    def changed(before: DeskRecord) -> DeskRecord:
        after = replace(before, **races.fields_in(changes, checks))
        if after.time_zone == before.time_zone:
            return after
        former = (*before.former_zones, FormerZone(before.time_zone, desk.now()))
        return replace(after, former_zones=former[-MOST_FORMER:])

    def save(before: DeskRecord, after: DeskRecord) -> None:
        tx = Transaction(desk)
        audit.note(tx, by, "update_desk", "desk", before=_audited(before), after=_audited(after))
        groups.put_desk(tx, after, before=before)
        if after.time_zone != before.time_zone:
            events.publish(tx, ZoneChanged(after.time_zone))
        tx.commit_and_tell()

    return races.change(desk, read_desk(desk), races.fields_in(changes), changed, save)


def _audited(record: DeskRecord) -> dict[str, object]:
    return audit.fields_of(record, "name seats time_zone away_minutes unfinished_minutes seal_to")


def _checked_addresses(addresses: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(checked_reader("seal_to", each) for each in addresses))


def read_audit(
    desk: Desk, month: str | None, cursor: str | None, *, agent_id: str | None = None, act: str | None = None
) -> tuple[Sequence[audit.Audited], str | None]:
    """A page of the audit log of a month (this one, if not said), newest first; two queries (F7).

    Of one agent's hand, or one kind of act, if said: such a page may be short, or empty, though others follow.
    Raises ``Invalid``.
    """
    month = month or times.month(desk.now())
    try:
        times.read_day(f"{month}-01")
    except ValueError:
        raise Invalid.field("month", "a month such as 2026-11") from None
    name = f"audit#{month}"
    found, following = audit.read(desk, month, unseal(desk, name, cursor) if cursor else None, by=agent_id, act=act)
    return _called(desk, found), seal(desk, name, following) if following else None


def _called(desk: Desk, acts: Sequence[audit.Audited]) -> list[audit.Audited]:
    """Agents as they are called now, also where an entry of before says a name; a query."""
    agents = reading.directory(desk).agents if any(each.by.startswith(audit.OF_AGENTS) for each in acts) else {}
    names = {each.agent_id: each.name for each in agents.values()}
    return [replace(each, by_name=names.get(each.by, each.by_name)) for each in acts]


def list_colleagues(desk: Desk, reader: Agent) -> tuple[list[Agent], Container[str]]:
    """The people who work here, by number, and the ids of those whom the reader leads. Requests as for the roster."""
    everybody = reading.roster(desk)
    there = [each for each in everybody.agents.values() if each.active and not each.hidden]
    return sorted(there, key=lambda each: each.number), led_by(reader, everybody)
