"""The table ``oncall``: rotas, calls, what they are about, and who was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, read_all, read_both, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.oncall.model.call import About, Call
from chalicelib.oncall.model.rota import MOST_ROTAS, Rota

ROTAS, CALL = "rotas", "call"
KEPT, KEPT_TOLD = timedelta(days=400), timedelta(days=2)
TOGETHER, MOST_CALLED = 100, 10


class Keys(Row):
    class Meta:
        table_name = table_name("oncall")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class RotaRow(Keys):
    version = NumberAttribute()
    rota = Packed(Rota)


class OpenRow(Keys):
    call_id = UnicodeAttribute()


class CallRow(Keys):
    version = NumberAttribute()
    state = UnicodeAttribute()
    call = Packed(Call)
    expires_at = NumberAttribute()


class AboutRow(Keys):
    about = Packed(About)
    call_id = UnicodeAttribute()
    expires_at = NumberAttribute()


class CalledRow(Keys):
    expires_at = NumberAttribute()


class Seen(msgspec.Struct, frozen=True):
    """The call that something names."""

    call_id: str


class RotaMoved(Moved):
    """The rota is not as it was read; ``record`` is how it stands now."""


class CallMoved(Moved):
    """The call is not as it was read; ``record`` is how it stands now."""


class OpenMoved(Lost):
    """Somebody else has just begun a call of this rota."""


class SeenTo(Lost):
    """A call is about this already."""


def new_id(desk: Desk) -> str:
    """The id of a call, which says in which month it is listed."""
    return desk.new_id(f"cal{times.month(desk.now()).replace('-', '')}")


def rotas(desk: Desk) -> list[Rota]:
    """All of them, by id; one strongly consistent query."""
    items, _ = RotaRow.read_page(desk.database, ROTAS, limit=MOST_ROTAS + 1)
    return [RotaRow.rota.held_in(item) for item in items]


def rota(desk: Desk, rota_id: str) -> Rota | None:
    """One; one strongly consistent read."""
    row = RotaRow.find(desk.database, ROTAS, rota_id)
    return row.rota if row is not None else None


def put_rota(tx: Transaction, before: Rota | None, after: Rota) -> None:
    """Store it. Lost: ``RotaMoved``."""
    row = RotaRow(ROTAS, after.rota_id, version=after.version, rota=after)
    tx.put(row, condition=_of_rota(before), losing=RotaRow.rota.losing(RotaMoved))


def delete_rota(tx: Transaction, before: Rota) -> None:
    """Remove it. Lost: ``RotaMoved``."""
    tx.delete(RotaRow(ROTAS, before.rota_id), condition=_of_rota(before), losing=RotaRow.rota.losing(RotaMoved))


def newest(desk: Desk, rota_id: str, about: str) -> tuple[str | None, bool]:
    """The newest call of a rota, and whether any call is about this already; one strongly consistent request."""
    wanted: Wanted[Seen] = OpenRow.wanted(lambda row: row.into(Seen), f"open#{rota_id}", CALL)
    known: Wanted[Seen] = AboutRow.wanted(lambda row: row.into(Seen), f"about#{about}", CALL)
    held, seen = read_both(desk.database, wanted, known)
    return held.call_id if held is not None else None, seen is not None


def call(desk: Desk, call_id: str) -> Call | None:
    """One call; one strongly consistent read."""
    row = CallRow.find(desk.database, *_place(call_id))
    return _call(row) if row is not None else None


def calls(desk: Desk, call_ids: Sequence[str]) -> list[Call]:
    """Several, in the order asked for, without those that are not there; one request."""
    wanted = [CallRow.wanted(_call, *_place(each)) for each in call_ids]
    return [each for each in read_all(desk.database, wanted) if each is not None] if wanted else []


def put_call(tx: Transaction, before: Call | None, after: Call) -> None:
    """Store it as it is now. Lost: ``CallMoved``."""
    until = int((after.since + KEPT).timestamp())
    row = CallRow(*_place(after.call_id), version=after.version, state=after.state, call=after, expires_at=until)
    unmoved = CallRow.version == before.version if before is not None else CallRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=_call_moved)


def count_in(tx: Transaction, held: Call) -> None:
    """It is about one thing more, while it is in this state; whoever has looked at it before that and would end it
    looks again. Lost: ``CallMoved``."""
    same = CallRow.state == held.state
    tx.update(CallRow(*_place(held.call_id)), [CallRow.version.add(1)], condition=same, losing=_call_moved)


def put_open(tx: Transaction, rota_id: str, before: str | None, call_id: str) -> None:
    """It is the newest call of this rota. Lost: ``OpenMoved``."""
    unmoved = OpenRow.call_id == before if before is not None else OpenRow.key.does_not_exist()
    row = OpenRow(f"open#{rota_id}", CALL, call_id=call_id)
    tx.put(row, condition=unmoved, losing=lambda _: OpenMoved("another call began"))


def put_about(tx: Transaction, call_id: str, about: About) -> None:
    """The call is about this, too. Lost: ``SeenTo`` (a call is)."""
    until = int((tx.desk.now() + KEPT).timestamp())
    free = AboutRow.key.does_not_exist()
    row = AboutRow(f"about#{about.name}", CALL, about=about, call_id=call_id, expires_at=until)
    tx.put(row, condition=free, losing=lambda _: SeenTo("a call is about it"))
    tx.put(AboutRow(f"call#{call_id}", about.name, about=about, call_id=call_id, expires_at=until))


def abouts(desk: Desk, call_id: str) -> Iterator[About]:
    """All that a call is about, the newest of each kind first; a strongly consistent query for each hundred that is
    looked at."""
    for item in AboutRow.all_pages(desk.database, f"call#{call_id}", forward=False, limit=TOGETHER):
        yield AboutRow.about.held_in(item)


def put_told(tx: Transaction, call_id: str, agent_id: str) -> None:
    """Somebody was told of it."""
    until = int((tx.desk.now() + KEPT_TOLD).timestamp())
    tx.put(CalledRow(f"called#{agent_id}", call_id, expires_at=until))


def told_of(desk: Desk, agent_id: str) -> list[str]:
    """The newest calls of which somebody was told; one strongly consistent query."""
    items, _ = CalledRow.read_page(desk.database, f"called#{agent_id}", limit=MOST_CALLED, forward=False)
    return [item["order"]["S"] for item in items]


def listed(desk: Desk, month: str, before: str | None, limit: int) -> tuple[list[Call], bool]:
    """The calls of a month (2026-11), the newest first, behind this one; and whether there are more; one query."""
    older = CallRow.order < before if before is not None else None
    key = f"calls#{month.replace('-', '')}"
    items, more = CallRow.read_page(desk.database, key, range_condition=older, limit=limit, forward=False)
    return [_call(CallRow.from_raw_data(item)) for item in items], more is not None


def month_of(at: datetime) -> str:
    """In which month's list a call of this moment is."""
    return times.month(at)


def _call(row: CallRow) -> Call:
    """The row says which version it is: one more for each thing that was counted in."""
    held: Call = row.call
    return replace(held, version=int(row.version))


def _call_moved(item: RawItem | None) -> CallMoved:
    return CallMoved(_call(CallRow.from_raw_data(item)) if item else None)


def _place(call_id: str) -> tuple[str, str]:
    return f"calls#{call_id[3:9]}", call_id


def _of_rota(before: Rota | None) -> Condition:
    held: Condition = RotaRow.version == before.version if before is not None else RotaRow.key.does_not_exist()
    return held
