"""The table ``privacy``: requests and how far they have come, holds, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.persons import Trace
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.privacy.model.leavers import Leaving
from chalicelib.privacy.model.requests import Hold, Request, Settings, TakenBack

REQUEST, REQUESTS, HOLD, HELD, SETTINGS = "request", "requests", "hold", "held", "settings"
LEAVING, LEAVERS, REVOKED = "leaving", "leavers", "revoked"
PAGE = 50


class Keys(Row):
    class Meta:
        table_name = table_name("privacy")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class RequestRow(Keys):
    version = NumberAttribute()
    request = Packed(Request)


class LineRow(Keys):
    about = UnicodeAttribute()


class TodoRow(Keys):
    """``at``: which of the declarations is looked at, and where in its pages."""

    at = Json(tuple[int, Any])


class SeenRow(Keys):
    pass


class PartRow(Keys):
    """``name``: of the declaration, or of a file in the archive; ``place``: where its bytes are."""

    name = UnicodeAttribute()
    place = UnicodeAttribute()
    size = NumberAttribute(default=0)


class RevokedRow(Keys):
    """A person's tokens were taken back; in a list by when that was."""

    revoked = Packed(TakenBack)


class HoldRow(Keys):
    by = Packed(Author)
    at = UTCDateTimeAttribute()
    reason = UnicodeAttribute()


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(Settings)


class LeavingRow(Keys):
    version = NumberAttribute()
    leaving = Packed(Leaving)


class LeavingMoved(Moved):
    """The request about an agent is not as it was read; ``record`` is how it stands now."""


class RequestMoved(Moved):
    """The request is not as it was read; ``record`` is how it stands now."""


class SettingsMoved(Moved):
    """The settings are not as they were read."""


class Todo(msgspec.Struct, frozen=True):
    """By what is still to be looked: the declaration that is next of those for it, and where its next page begins."""

    trace: Trace
    at: tuple[int, Any] = (0, None)


class Part(msgspec.Struct, frozen=True):
    """A piece of an archive."""

    name: str
    place: str
    size: int = 0


# --- requests -------------------------------------------------------------------------------------------------------


def request(desk: Desk, request_id: str) -> Request | None:
    """One request; one strongly consistent read."""
    row = RequestRow.find(desk.database, request_id, REQUEST)
    return row.request if row else None


def write(tx: Transaction, before: Request | None, after: Request) -> None:
    """Store it, a new one in its lists too. Lost: ``RequestMoved``."""
    unmoved = RequestRow.key.does_not_exist() if before is None else RequestRow.version == before.version
    row = RequestRow(after.request_id, REQUEST, version=after.version, request=after)
    tx.put(row, condition=unmoved, losing=RequestRow.request.losing(RequestMoved))
    if before is None:
        place = f"{times.sortable(after.asked_at)}#{after.request_id}"
        for key in (REQUESTS, f"person#{after.visitor_id}"):
            tx.put(LineRow(key, place, about=after.request_id))


def requests(desk: Desk, before: str | None, of: str | None = None) -> tuple[list[tuple[str, Request]], bool]:
    """A page of all requests, or of those about a visitor, the newest first, with their places; two requests."""
    behind = LineRow.order < before if before else None
    key = f"person#{of}" if of else REQUESTS
    items, more = LineRow.read_page(desk.database, key, range_condition=behind, limit=PAGE, forward=False)
    places = {item["about"]["S"]: item["order"]["S"] for item in items}
    rows = RequestRow.find_items(desk.database, [(each, REQUEST) for each in places])
    known = {each["key"]["S"]: RequestRow.request.held_in(each) for each in rows}
    return [(place, known[each]) for each, place in places.items() if each in known], more is not None


# --- how far a walk has come ----------------------------------------------------------------------------------------


def _todo(trace: Trace) -> str:
    return f"todo#{trace.kind}#{trace.id}"


def _seen(trace: Trace) -> str:
    return f"seen#{trace.kind}#{trace.id}"


def _trace(order: str) -> Trace:
    return Trace(*order.split("#", 2)[1:])


def first_todo(desk: Desk, request_id: str) -> Todo | None:
    """By what is to be looked next; one strongly consistent query."""
    items, _ = TodoRow.read_page(desk.database, request_id, range_condition=TodoRow.order.startswith("todo#"), limit=1)
    return Todo(_trace(items[0]["order"]["S"]), TodoRow.at.held_in(items[0])) if items else None


def unseen(desk: Desk, request_id: str, traces: Iterable[Trace]) -> list[Trace]:
    """Those of these by which nothing was looked for yet; one request for each hundred."""
    wanted = list(dict.fromkeys(traces))
    known = {
        item["order"]["S"] for item in SeenRow.find_items(desk.database, [(request_id, _seen(each)) for each in wanted])
    }
    return [each for each in wanted if _seen(each) not in known]


def put_todo(tx: Transaction, request_id: str, trace: Trace) -> None:
    """It is to be looked by this. Lost: ``Lost`` (somebody put it there)."""
    tx.put(SeenRow(request_id, _seen(trace)), condition=SeenRow.key.does_not_exist())
    tx.put(TodoRow(request_id, _todo(trace), at=(0, None)))


def advance(tx: Transaction, request_id: str, before: Todo, at: tuple[int, Any] | None) -> None:
    """It has come so far, or (None) is done. Lost: ``Lost`` (somebody else went on with it)."""
    row, same = TodoRow(request_id, _todo(before.trace)), TodoRow.at == before.at
    if at is None:
        tx.delete(row, condition=same)
    else:
        tx.update(row, [TodoRow.at.set(at)], condition=same)


def seen(desk: Desk, request_id: str) -> Iterator[Trace]:
    """All by which was looked; a query for each megabyte."""
    behind = SeenRow.order.startswith("seen#")
    return (_trace(item["order"]["S"]) for item in SeenRow.all_pages(desk.database, request_id, range_condition=behind))


def put_back(tx: Transaction, request_id: str, traces: Sequence[Trace]) -> None:
    """It is to be looked by these once more."""
    for each in traces:
        tx.put(TodoRow(request_id, _todo(each), at=(0, None)))


def forget_seen(tx: Transaction, request_id: str, traces: Sequence[Trace]) -> None:
    """By what was looked is kept no more: addresses are among it."""
    for each in traces:
        tx.delete(SeenRow(request_id, _seen(each)))


def todos(desk: Desk, request_id: str) -> list[Trace]:
    """By what is still to be looked; a query for each megabyte."""
    behind = TodoRow.order.startswith("todo#")
    found = TodoRow.all_pages(desk.database, request_id, range_condition=behind)
    return [_trace(item["order"]["S"]) for item in found]


def forget_todo(tx: Transaction, request_id: str, traces: Sequence[Trace]) -> None:
    """It is not to be looked by these any more."""
    for each in traces:
        tx.delete(TodoRow(request_id, _todo(each)))


# --- archives -------------------------------------------------------------------------------------------------------


def put_part(tx: Transaction, request_id: str, order: str, part: Part) -> None:
    """A piece of the archive is there."""
    tx.put(PartRow(request_id, f"part#{order}", name=part.name, place=part.place, size=part.size))


def parts(desk: Desk, request_id: str) -> list[tuple[str, Part]]:
    """All pieces, in their order; a query for each megabyte."""
    found = PartRow.all_pages(desk.database, request_id, range_condition=PartRow.order.startswith("part#"))
    rows = [PartRow.from_raw_data(item) for item in found]
    return [(row.order, Part(row.name, row.place, int(row.size))) for row in rows]


def drop_part(tx: Transaction, request_id: str, order: str) -> None:
    """The piece is there no more."""
    tx.delete(PartRow(request_id, order))


# --- holds ----------------------------------------------------------------------------------------------------------


def hold_of(desk: Desk, visitor_ids: Iterable[str]) -> list[Hold]:
    """The holds on these; one request for each hundred."""
    found = HoldRow.find_items(desk.database, [(f"hold#{each}", HOLD) for each in visitor_ids])
    rows = [HoldRow.from_raw_data(item) for item in found]
    return [Hold(row.key.partition("#")[2], row.by, row.at, row.reason) for row in rows]


def put_hold(tx: Transaction, hold: Hold) -> None:
    """Nothing of theirs goes. Lost: ``Lost`` (somebody said so)."""
    row = HoldRow(f"hold#{hold.visitor_id}", HOLD, by=hold.by, at=hold.at, reason=hold.reason)
    tx.put(row, condition=HoldRow.key.does_not_exist())
    tx.put(LineRow(HELD, hold.visitor_id, about=hold.visitor_id))


def end_hold(tx: Transaction, visitor_id: str) -> None:
    """It may go again. Lost: ``Lost`` (there is no hold)."""
    tx.delete(HoldRow(f"hold#{visitor_id}", HOLD), condition=HoldRow.key.exists())
    tx.delete(LineRow(HELD, visitor_id))


def held(desk: Desk, after: str | None) -> tuple[list[Hold], bool]:
    """A page of whom nothing goes of; two requests."""
    behind = LineRow.order > after if after else None
    items, more = LineRow.read_page(desk.database, HELD, range_condition=behind, limit=PAGE)
    return hold_of(desk, [item["order"]["S"] for item in items]), more is not None


# --- tokens taken back ----------------------------------------------------------------------------------------------


def put_revoked(tx: Transaction, taken: TakenBack, place: str) -> None:
    """Keep that a person's tokens were taken back, in the list."""
    tx.put(RevokedRow(REVOKED, f"{times.sortable(taken.at)}#{place}", revoked=taken))


def revoked(desk: Desk, before: str | None) -> tuple[list[tuple[str, TakenBack]], bool]:
    """A page of whose tokens were taken back, the newest first, with their places; one request."""
    behind = RevokedRow.order < before if before else None
    items, more = RevokedRow.read_page(desk.database, REVOKED, range_condition=behind, limit=PAGE, forward=False)
    return [(item["order"]["S"], RevokedRow.revoked.held_in(item)) for item in items], more is not None


# --- settings -------------------------------------------------------------------------------------------------------


def settings(desk: Desk) -> Settings:
    """What the desk says of all this; one strongly consistent read."""
    row = SettingsRow.find(desk.database, SETTINGS, SETTINGS)
    return row.settings if row else Settings()


def write_settings(tx: Transaction, before: Settings, after: Settings) -> None:
    """Store them. Lost: ``SettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    row = SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after)
    tx.put(row, condition=unmoved, losing=SettingsRow.settings.losing(SettingsMoved))


# --- agents who left ------------------------------------------------------------------------------------------------


def leaving(desk: Desk, leaving_id: str) -> Leaving | None:
    """One request about an agent; one strongly consistent read."""
    row = LeavingRow.find(desk.database, leaving_id, LEAVING)
    return row.leaving if row else None


def last_leaving(desk: Desk, agent_id: str) -> Leaving | None:
    """The newest request about this agent; two reads."""
    row = LineRow.find(desk.database, f"leaver#{agent_id}", LEAVING)
    return leaving(desk, row.about) if row else None


def put_leaving(tx: Transaction, former: Leaving | None, new: Leaving) -> None:
    """A new one, after the last one about the same agent. Lost: ``LeavingMoved`` (there is another one)."""
    row = LeavingRow(new.leaving_id, LEAVING, version=new.version, leaving=new)
    tx.put(row, condition=LeavingRow.key.does_not_exist())
    last = LineRow.about == former.leaving_id if former is not None else LineRow.key.does_not_exist()
    pointer = LineRow(f"leaver#{new.agent_id}", LEAVING, about=new.leaving_id)
    tx.put(pointer, condition=last, losing=lambda _: LeavingMoved(None))
    tx.put(LineRow(LEAVERS, f"{times.sortable(new.asked_at)}#{new.leaving_id}", about=new.leaving_id))


def write_leaving(tx: Transaction, before: Leaving, after: Leaving) -> None:
    """How it stands now. Lost: ``LeavingMoved``."""
    row = LeavingRow(after.leaving_id, LEAVING, version=after.version, leaving=after)
    tx.put(row, condition=LeavingRow.version == before.version, losing=LeavingRow.leaving.losing(LeavingMoved))


def leavings(desk: Desk, before: str | None) -> tuple[list[tuple[str, Leaving]], bool]:
    """A page of all of them, the newest first, with their places; two requests."""
    behind = LineRow.order < before if before else None
    items, more = LineRow.read_page(desk.database, LEAVERS, range_condition=behind, limit=PAGE, forward=False)
    places = {item["about"]["S"]: item["order"]["S"] for item in items}
    rows = LeavingRow.find_items(desk.database, [(each, LEAVING) for each in places])
    known = {each["key"]["S"]: LeavingRow.leaving.held_in(each) for each in rows}
    return [(place, known[each]) for each, place in places.items() if each in known], more is not None
