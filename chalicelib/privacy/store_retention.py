"""In the table ``privacy``: how long things are kept, how far that was looked through, what goes, what is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.aging import Thing
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed
from chalicelib.core.transactions import Transaction
from chalicelib.privacy.model.retention import DESK, BeingRemoved, Removed, Rules, ThingHold
from chalicelib.privacy.store import HOLD, HoldRow, Keys, LineRow

RETENTION, OF_DESK, OF_PLAN, APPLIED = "retention", "desk", "plan#", "applied#"
REMOVED, UNSWEPT, SWEEPING, HELD_THINGS = "removed", "unswept", "sweeping", "held_things"
GOING, GONE = "going", "gone"
PAGE, TOGETHER = 50, 90


class RulesRow(Keys):
    version = NumberAttribute()
    rules = Packed(Rules)


class AppliedRow(Keys):
    """For how many days each scope kept a kind when it was last looked through."""

    days = Json(dict[str, int])


class Track(msgspec.Struct, frozen=True):
    """How far the things of a kind were looked through that are kept for so many days.

    ``since``: up to where it was, the last time. ``until``: up to where it is looked this time; ``phase``: what is left
    from before, then the lists; ``shelf``, ``start``: which of these, and where in it. ``anew``: when it was looked
    through from the beginning. ``day``: of this run. ``turn``: of its due work.
    """

    kind: str
    days: int
    turn: int = 0
    day: str = ""
    phase: str = "done"
    since: Any = None
    until: Any = None
    shelf: str | None = None
    start: Any = None
    anew: Any = None


class TrackRow(Keys):
    turn = NumberAttribute()
    track = Packed(Track)


class Going(msgspec.Struct, frozen=True):
    """What is being removed: whether what hangs on it was looked for already."""

    thing: Thing
    begun: bool = False


class GoingRow(Keys):
    going = Packed(Going)


class GoneRow(Keys):
    """``place``: where it stood in its list when it went. ``state``: going, gone."""

    state = UnicodeAttribute()
    place = UnicodeAttribute()


class LeftRow(Keys):
    """What is over for long enough, and stays for a reason."""

    why = UnicodeAttribute()
    plan_key = UnicodeAttribute(null=True)


class UnsweptRow(Keys):
    pass


class Sweep(msgspec.Struct, frozen=True):
    """What no trace finds is looked through for these: which of its kinds, and at which step."""

    ids: tuple[str, ...]
    number: int = 0
    step: int = 0
    turn: int = 0


class SweepRow(Keys):
    turn = NumberAttribute()
    sweep = Packed(Sweep)


class RemovedRow(Keys):
    day = UnicodeAttribute(null=True)
    removed = NumberAttribute(default=0)
    held = NumberAttribute(default=0)


class ThingHoldRow(Keys):
    hold = Packed(ThingHold)


class RulesMoved(Moved):
    """The periods are not as they were read."""


class TrackMoved(Lost):
    """Somebody else went on with it."""


# --- periods --------------------------------------------------------------------------------------------------------


def _scope(scope: str) -> str:
    return f"{OF_PLAN}{scope}" if scope != DESK else OF_DESK


def rules(desk: Desk, scope: str) -> Rules:
    """What a plan says, or the desk; one strongly consistent read."""
    row = RulesRow.find(desk.database, RETENTION, _scope(scope))
    return row.rules if row is not None else Rules(scope)


def rules_of(desk: Desk, scopes: Iterable[str]) -> dict[str, Rules]:
    """The desk's, and those of these plans that say anything; one request for each hundred."""
    keys = [(RETENTION, _scope(each)) for each in {DESK, *scopes}]
    there = [RulesRow.rules.held_in(item) for item in RulesRow.find_items(desk.database, keys)]
    return {DESK: Rules(DESK), **{each.scope: each for each in there}}


def plans(desk: Desk, after: str | None, limit: int) -> tuple[list[Rules], bool]:
    """A page of the plans that ever said anything of their own; one query."""
    low, high = f"{OF_PLAN}{after}~" if after else OF_PLAN, f"{OF_PLAN}~"
    items, more = RulesRow.read_page(
        desk.database, RETENTION, range_condition=RulesRow.order.between(low, high), limit=limit
    )
    return [RulesRow.rules.held_in(item) for item in items], more is not None


def all_plans(desk: Desk) -> Iterator[Rules]:
    """All of them; a query for each megabyte. For the night."""
    items = RulesRow.all_pages(desk.database, RETENTION, range_condition=RulesRow.order.startswith(OF_PLAN))
    return (RulesRow.rules.held_in(item) for item in items)


def write_rules(tx: Transaction, before: Rules, after: Rules) -> None:
    """Store them. Lost: ``RulesMoved``."""
    row = RulesRow(RETENTION, _scope(after.scope), version=after.version, rules=after)
    tx.put(row, condition=_same(before), losing=RulesRow.rules.losing(RulesMoved))


def check_rules(tx: Transaction, seen: Rules) -> None:
    """Only while they say the same. Lost: ``RulesMoved``."""
    tx.check(RulesRow(RETENTION, _scope(seen.scope)), _same(seen), losing=RulesRow.rules.losing(RulesMoved))


def _same(seen: Rules) -> Any:
    return RulesRow.version == seen.version if seen.version else RulesRow.key.does_not_exist()


def applied(desk: Desk, kind: str) -> dict[str, int]:
    """What was in force when this kind was last looked through, by scope; one read."""
    row = AppliedRow.find(desk.database, RETENTION, f"{APPLIED}{kind}")
    return row.days if row is not None else {}


def write_applied(tx: Transaction, kind: str, days: Mapping[str, int]) -> None:
    """This is in force now."""
    tx.put(AppliedRow(RETENTION, f"{APPLIED}{kind}", days=dict(days)))


# --- how far it was looked ------------------------------------------------------------------------------------------


def track(desk: Desk, kind: str, days: int) -> Track:
    """How far it was looked; one strongly consistent read."""
    row = TrackRow.find(desk.database, f"track#{kind}", f"{days:06}")
    return row.track if row is not None else Track(kind, days)


def tracks(desk: Desk, kind: str) -> list[Track]:
    """Every number of days for which it ever was; one query."""
    return [TrackRow.track.held_in(item) for item in TrackRow.all_pages(desk.database, f"track#{kind}")]


def write_track(tx: Transaction, before: Track, after: Track) -> None:
    """It was looked further; its turn is another one. Lost: ``TrackMoved``."""
    row = TrackRow(f"track#{after.kind}", f"{after.days:06}", turn=after.turn, track=after)
    same = TrackRow.turn == before.turn if before.turn else TrackRow.key.does_not_exist()
    tx.put(row, condition=same, losing=lambda _: TrackMoved("somebody else went on"))


# --- what goes ------------------------------------------------------------------------------------------------------


def gone(desk: Desk, thing_ids: Sequence[str]) -> dict[str, str]:
    """Those of these that go or are gone, with where they stood then; one request for each hundred."""
    items = GoneRow.find_items(desk.database, [(f"gone#{each}", GONE) for each in thing_ids])
    return {each["key"]["S"].partition("#")[2]: each["place"]["S"] for each in items}


def _of(track: Track) -> str:
    return f"{track.kind}#{track.days:06}"


def claim(tx: Transaction, track: Track, thing: Thing) -> None:
    """It goes, from now on; unless it went from this place before. Lost: ``Lost``."""
    row = GoneRow(f"gone#{thing.id}", GONE, state=GOING, place=thing.place)
    other = GoneRow.key.does_not_exist() | ((GoneRow.state == GONE) & (GoneRow.place != thing.place))
    tx.put(row, condition=other)
    tx.put(GoingRow(f"going#{_of(track)}", thing.id, going=Going(thing)))


def check_unheld(tx: Transaction, about: str) -> None:
    """Only while nobody holds this person, or thing. Lost: ``Lost``."""
    tx.check(HoldRow(f"hold#{about}", HOLD), HoldRow.key.does_not_exist())


def first_going(desk: Desk, track: Track) -> Going | None:
    """What is to be removed next; one strongly consistent query."""
    items, _ = GoingRow.read_page(desk.database, f"going#{_of(track)}", limit=1)
    return GoingRow.going.held_in(items[0]) if items else None


def note_begun(tx: Transaction, track: Track, thing: Thing) -> None:
    """What hangs on it was looked for."""
    tx.put(GoingRow(f"going#{_of(track)}", thing.id, going=Going(thing, True)), condition=GoingRow.key.exists())


def finish(tx: Transaction, track: Track, thing: Thing) -> None:
    """It is gone: counted, and to be looked for where no trace leads. Lost: ``Lost`` (somebody has written it)."""
    tx.delete(GoingRow(f"going#{_of(track)}", thing.id), condition=GoingRow.key.exists())
    tx.put(GoneRow(f"gone#{thing.id}", GONE, state=GONE, place=thing.place))
    count(tx, track, thing.plan_key, removed=1)


def let_be(tx: Transaction, track: Track, thing: Thing) -> None:
    """It does not go after all. Lost: ``Lost`` (it went on meanwhile)."""
    not_begun = GoingRow.going == Going(thing)
    tx.delete(GoingRow(f"going#{_of(track)}", thing.id), condition=not_begun)
    tx.delete(GoneRow(f"gone#{thing.id}", GONE))


def count(tx: Transaction, track: Track, plan_key: str | None, *, removed: int = 0, held: int = 0) -> None:
    """So many more of this run's day, kind and plan."""
    row = RemovedRow(REMOVED, f"{track.day}#{track.kind}#{plan_key or ''}")
    tx.update(row, [RemovedRow.removed.add(removed), RemovedRow.held.add(held)])


def removed(desk: Desk, before: str | None) -> tuple[list[Removed], bool]:
    """A page of what runs have removed, the latest first; one query."""
    behind = RemovedRow.order < before if before else None
    items, more = RemovedRow.read_page(desk.database, REMOVED, range_condition=behind, limit=PAGE, forward=False)
    return [_removed(item) for item in items], more is not None


def _removed(item: Mapping[str, Any]) -> Removed:
    place = item["order"]["S"]
    day, kind, plan_key = place.split("#", 2)
    return Removed(place, day, kind, plan_key, int(item["removed"]["N"]), int(item["held"]["N"]))


# --- what stays -----------------------------------------------------------------------------------------------------


def leave(tx: Transaction, track: Track, thing: Thing, why: str) -> None:
    """It stays for now, and is looked at again the next time."""
    tx.put(LeftRow(f"left#{_of(track)}", thing.id, why=why, plan_key=thing.plan_key))


def leave_no_more(tx: Transaction, track: Track, thing_id: str) -> None:
    """There is no reason any more to look at it again."""
    tx.delete(LeftRow(f"left#{_of(track)}", thing_id))


def left(desk: Desk, track: Track, start: Any, limit: int) -> tuple[list[tuple[str, str, str | None]], Any]:
    """Some of what stays for now, with why, and its plan, and where the next of it begins; one query."""
    items, more = LeftRow.read_page(desk.database, f"left#{_of(track)}", limit=limit, start=start)
    found = [(each["order"]["S"], each["why"]["S"], each.get("plan_key", {}).get("S")) for each in items]
    return found, more


# --- what no trace finds --------------------------------------------------------------------------------------------


def put_unswept(tx: Transaction, ids: Sequence[str]) -> None:
    """It is to be looked for these where no trace leads."""
    for each in ids:
        tx.put(UnsweptRow(UNSWEPT, each))


def unswept(desk: Desk, limit: int) -> list[str]:
    """Some of what is gone and was not looked for yet where no trace leads; one query."""
    items, _ = UnsweptRow.read_page(desk.database, UNSWEPT, limit=limit)
    return [each["order"]["S"] for each in items]


def swept(desk: Desk, ids: Sequence[str]) -> None:
    """It was looked for these; a request for each ninety. Twice is once."""
    for start in range(0, len(ids), TOGETHER):
        tx = Transaction(desk)
        for each in ids[start : start + TOGETHER]:
            tx.delete(UnsweptRow(UNSWEPT, each))
        tx.commit()


def sweep(desk: Desk) -> Sweep:
    """How far it is; one strongly consistent read."""
    row = SweepRow.find(desk.database, SWEEPING, SWEEPING)
    return row.sweep if row is not None else Sweep(())


def write_sweep(tx: Transaction, before: Sweep, after: Sweep) -> None:
    """It is so far now. Lost: ``TrackMoved``."""
    same = SweepRow.turn == before.turn if before.turn else SweepRow.key.does_not_exist()
    row = SweepRow(SWEEPING, SWEEPING, turn=after.turn, sweep=after)
    tx.put(row, condition=same, losing=lambda _: TrackMoved("somebody else went on"))


# --- holds on one thing ---------------------------------------------------------------------------------------------


def put_thing_hold(tx: Transaction, hold: ThingHold) -> None:
    """It does not go. Lost: ``BeingRemoved``, or ``Lost`` (it is held)."""
    still = GoneRow.key.does_not_exist() | (GoneRow.state != GOING)
    tx.check(GoneRow(f"gone#{hold.thing_id}", GONE), still, losing=lambda _: BeingRemoved("it goes at this moment"))
    row = ThingHoldRow(f"hold#{hold.thing_id}", HOLD, hold=hold)
    tx.put(row, condition=ThingHoldRow.key.does_not_exist())
    for each in _hold_lists([hold.visitor_id]):
        tx.put(LineRow(each, hold.thing_id, about=hold.thing_id))


def end_thing_hold(tx: Transaction, hold: ThingHold, visitor_id: str | None) -> None:
    """It may go again, of whomever it was then and is now (``visitor_id``). Lost: ``Lost`` (it is not held)."""
    tx.delete(ThingHoldRow(f"hold#{hold.thing_id}", HOLD), condition=ThingHoldRow.key.exists())
    for each in _hold_lists([hold.visitor_id, visitor_id]):
        tx.delete(LineRow(each, hold.thing_id))


def _hold_lists(visitor_ids: Iterable[str | None]) -> tuple[str, ...]:
    return HELD_THINGS, *(f"held_things#{each}" for each in sorted({each for each in visitor_ids if each}))


def thing_holds(desk: Desk, thing_ids: Sequence[str]) -> dict[str, ThingHold]:
    """The holds on these; one request for each hundred."""
    items = ThingHoldRow.find_items(desk.database, [(f"hold#{each}", HOLD) for each in thing_ids])
    return {each.thing_id: each for each in map(ThingHoldRow.hold.held_in, items)}


def held_things(desk: Desk, after: str | None) -> tuple[list[ThingHold], bool]:
    """A page of what is held by itself, in the order of ids; two requests."""
    behind = LineRow.order > after if after else None
    items, more = LineRow.read_page(desk.database, HELD_THINGS, range_condition=behind, limit=PAGE)
    ids = [item["order"]["S"] for item in items]
    found = thing_holds(desk, ids)
    return [found[each] for each in ids if each in found], more is not None


def holds_things_of(desk: Desk, visitor_ids: Iterable[str]) -> bool:
    """Whether anything of theirs is held; a query for each."""
    return any(LineRow.read_page(desk.database, f"held_things#{each}", limit=1)[0] for each in visitor_ids)
