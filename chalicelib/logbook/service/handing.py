"""Somebody hands over their shift: what is open with them is listed, with a note for those who come (B8).

The hand-over is stored first; its things are written beside it by due work, tried in the same request, in as many
transactions as they take: of a request that died between, the due work does the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.handover import service as unfinished
from chalicelib.handover.model.shifts import HandedWithShift, Handing
from chalicelib.handover.model.things import Thing
from chalicelib.logbook.model.handing import (
    OPEN,
    TAKEN_BACK,
    ChangeShiftNote,
    Handed,
    HandOverShift,
    ShiftHandover,
    checked_sections,
    in_order,
    is_handed,
    offered_again,
    open_by,
    refuse_over,
    with_sections,
)
from chalicelib.logbook.service.accepting import (
    CloseHandover,
    ListThings,
    SettleHandover,
    may_accept,
    still_theirs,
)
from chalicelib.logbook.service.reach import leads, logs_of, own_group, refuse_unseen
from chalicelib.logbook.service.saving import change, once_only, page_of, pieces, read, remember, save
from chalicelib.logbook.service.turns import ended, ends_today
from chalicelib.logbook.store import handing as store
from chalicelib.logbook.store import records
from chalicelib.logbook.store.handing import HandedOver
from chalicelib.logbook.store.settings import settings
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, by_agent
from chalicelib.people.model.duty import ShiftTurned
from chalicelib.people.model.reach import NotYours

TOGETHER = 50  # things that are written in one transaction
View = Literal["open", "mine", "late", "all"]
LISTS: Mapping[str, str] = {"open": "shift-open", "late": "shift-late", "all": "shift"}


class Seen(msgspec.Struct, frozen=True):
    """A hand-over as somebody sees it; ``may_accept``: they are of those who do."""

    handover: ShiftHandover
    things: Sequence[Handed]
    may_accept: bool


def hand_over(desk: Desk, agent: Agent, form: HandOverShift, once: Once | None) -> ShiftHandover:
    """Hand over what is open with oneself, at any time; one that is open to the same group already is added to.

    Some eight requests, and what the lists take. Raises ``Invalid`` with the fields, ``NotYours``, ``GroupArchived``,
    ``DutyOver`` for a note that was accepted, ``KeyReused``.
    """

    def act() -> ShiftHandover:
        sections = {name: text for name, text in checked_sections(form.sections).items() if text}
        group = own_group(desk, agent, form.group_id)
        before = open_to(desk, agent.agent_id, group.group_id)
        if before is not None:
            return _add(desk, before, sections, once)
        return _begin(desk, agent, group, Begun(desk.new_id("sho"), sections), once)

    return once_only(desk, ShiftHandover, once, lambda: races.again(desk, act, HandedOver))


class Begun(msgspec.Struct, frozen=True):
    """What a hand-over begins with; ``shift``: by the roster."""

    handover_id: str
    sections: Mapping[str, str] = {}
    shift: str = ""
    shift_until: datetime | None = None


def _begin(desk: Desk, agent: Agent, group: Group, begun: Begun, once: Once | None = None) -> ShiftHandover:
    now = desk.now()
    handover = ShiftHandover(
        begun.handover_id,
        group.group_id,
        group.name,
        by_agent(agent),
        now,
        now + timedelta(minutes=settings(desk).accept_minutes),
        shift=begun.shift,
        shift_until=begun.shift_until,
        sections=begun.sections,
    )
    tx = Transaction(desk)
    remember(tx, once, handover.handover_id)
    save(tx, None, handover)
    store.open_to_group(tx, handover)
    work.put(tx, ListThings(handover.handover_id), inline=True)
    work.put(tx, CloseHandover(handover.handover_id), at=handover.until)
    tx.commit_and_tell()
    return read(desk, ShiftHandover, handover.handover_id)


def _add(desk: Desk, before: ShiftHandover, sections: Mapping[str, str], once: Once | None) -> ShiftHandover:
    """What came since is listed too, and the note has these sections as well. Raises ``HandedOver`` for one that is
    not open any more."""

    def add(held: ShiftHandover) -> ShiftHandover:
        if held.state != OPEN:
            raise HandedOver(f"it is {held.state}")
        after = with_sections(held, sections) if sections else held
        return replace(after, listed=False, version=held.version + 1)

    def also(tx: Transaction, held: ShiftHandover, after: ShiftHandover) -> None:
        remember(tx, once, after.handover_id)
        work.put(tx, ListThings(after.handover_id), inline=True)

    change(desk, ShiftHandover, before.handover_id, add, also)
    return read(desk, ShiftHandover, before.handover_id)


def begin_by_roster(desk: Desk, turned: ShiftTurned, shift: str) -> None:
    """What is open with who leaves is handed over, once a shift; what they handed over by hand before is added to.
    Nothing is begun where nothing is open. Some ten requests."""
    agent = people.read_agents(desk, [turned.agent_id]).get(turned.agent_id)
    group = people.find_group(desk, turned.group_id)
    if agent is None or group is None or group.archived:
        return
    name = hashlib.sha256(f"{turned.agent_id}#{turned.group_id}#{turned.until.timestamp()}".encode())
    begun = Begun(f"sho_{name.hexdigest()[:26]}", shift=shift, shift_until=turned.until)
    races.again(desk, lambda: _begin_once(desk, agent, group, begun), HandedOver)


def _begin_once(desk: Desk, agent: Agent, group: Group, begun: Begun) -> None:
    if records.find(desk, ShiftHandover, begun.handover_id) is not None:
        return
    before = open_to(desk, agent.agent_id, group.group_id)
    if before is not None:
        _add(desk, before, {}, None)
        return
    things, _ = _open_with(desk, agent)
    if not things:
        return
    with suppress(records.RecordMoved):  # it was begun at this very moment
        _begin(desk, agent, group, begun)


def open_to(desk: Desk, agent_id: str, group_id: str) -> ShiftHandover | None:
    """What somebody hands over to this group at the moment; a query and a request."""
    found, _ = page_of(desk, [open_by(agent_id)], None)
    return next((each for _, each in found if each.group_id == group_id), None)


def _open_with(desk: Desk, agent: Agent) -> tuple[list[Thing], bool]:
    zone = people.read_desk(desk).time_zone
    things, more = unfinished.open_with(desk, agent, unfinished.end_of_day(zone, desk.now()))
    return [each for each in things if is_handed(each)], more


def list_things(desk: Desk, due: ListThings) -> None:
    """Write down what is open with who hands over and is not listed yet, fifty in a transaction. Twice is once. Some
    twelve requests, and one for each fifty."""
    handover = records.find(desk, ShiftHandover, due.handover_id)
    agents = people.read_agents(desk, [handover.leaver.id or ""]) if handover is not None else {}
    agent = next(iter(agents.values()), None)
    if handover is None or handover.listed or agent is None:
        return
    things, more = _open_with(desk, agent)

    def write() -> int:
        known = {(each.thing.kind, each.thing.thing_id): each for each in store.things(desk, due.handover_id)}
        offered = [(held, _offered(desk, agent, each, held)) for each in things for held in [known.get(_name(each))]]
        fresh = [(held, after) for held, after in offered if after is not None]
        for some in pieces(fresh, TOGETHER):
            tx = Transaction(desk)
            for held, after in some:
                store.put_thing(tx, due.handover_id, held, after)
            tx.commit()
        return len(fresh)

    number = races.again(desk, write, store.HandedMoved)

    def listed(held: ShiftHandover) -> ShiftHandover | None:
        return None if held.listed else replace(held, listed=True, more=more, version=held.version + 1)

    def also(tx: Transaction, before: ShiftHandover, after: ShiftHandover) -> None:
        if not number:
            work.put(tx, SettleHandover(due.handover_id), inline=True)

    change(desk, ShiftHandover, due.handover_id, listed, also)


def _name(thing: Thing) -> tuple[str, str]:
    return thing.kind, thing.thing_id


def _offered(desk: Desk, agent: Agent, thing: Thing, held: Handed | None) -> Handed | None:
    """A thing as it is offered now; None: it waits already. What somebody had and gave back is offered again, once a
    look at the thing itself says so: lists may be a moment behind."""
    if held is None:
        return Handed(thing, since=desk.now())
    if held.waits or still_theirs(desk, agent, thing) is None:
        return None
    return offered_again(held, thing, desk.now())


def list_handovers(
    desk: Desk, agent: Agent, view: View, group_id: str | None, before: str | None
) -> tuple[list[tuple[str, ShiftHandover]], bool]:
    """A page of hand-overs of one's groups, or one's own, the newest first; a query for each group, and a request.
    Raises ``NotYours``."""
    if view == "mine":
        return page_of(desk, [f"shift-by#{agent.agent_id}"], before)
    return page_of(desk, [f"{LISTS[view]}#{each}" for each in logs_of(agent, group_id)], before)


def read_handover(desk: Desk, agent: Agent, handover_id: str) -> Seen:
    """A hand-over with all its things, what waits first. Three requests, and those that tell who is on duty. Raises
    ``NotFound``, ``NotYours``."""
    handover = read(desk, ShiftHandover, handover_id)
    if handover.leaver.id != agent.agent_id:
        refuse_unseen(agent, handover.group_id)
    can = handover.state == OPEN and may_accept(desk, agent, handover)
    return Seen(handover, in_order(store.things(desk, handover_id)), can)


def change_note(desk: Desk, agent: Agent, handover_id: str, form: ChangeShiftNote) -> ShiftHandover:
    """Other words in the note, until somebody has accepted it. Raises ``NotFound``, ``NotYours``, ``DutyOver``,
    ``Invalid``, ``ChangedMeanwhile``."""
    first = read(desk, ShiftHandover, handover_id)
    _refuse_others(desk, agent, first)
    races.refuse_older(form.version, first)
    sections = checked_sections(form.sections)
    names = [f"sections.{each}" for each in sections]

    def store_it(before: ShiftHandover, after: ShiftHandover) -> None:
        if after != before:
            tx = Transaction(desk)
            save(tx, before, after)
            if not after.note_waits:
                work.put(tx, SettleHandover(handover_id))
            tx.commit()

    return races.change(desk, first, names, lambda held: with_sections(held, sections), store_it)


def take_back(desk: Desk, agent: Agent, handover_id: str) -> ShiftHandover:
    """It is not handed over after all; what was accepted stays so. Raises ``NotFound``, ``NotYours``, ``DutyOver``."""

    def back(held: ShiftHandover) -> ShiftHandover | None:
        _refuse_others(desk, agent, held)
        if held.state == TAKEN_BACK:
            return None
        refuse_over(held)
        return replace(held, state=TAKEN_BACK, version=held.version + 1)

    return change(desk, ShiftHandover, handover_id, back, lambda tx, _, after: store.over_for_group(tx, after))


def _refuse_others(desk: Desk, agent: Agent, handover: ShiftHandover) -> None:
    if handover.leaver.id != agent.agent_id and not leads(desk, agent, handover.group_id):
        raise NotYours("it is another's to hand over")


def handed_with_shift(desk: Desk, asked: HandedWithShift) -> Handing:
    """What somebody hands over at the moment, by what waits to be accepted, and whether all else goes with a shift that
    ends today. A query; a request and a query for what they hand over; three requests for who has shifts."""
    found, _ = page_of(desk, [open_by(asked.agent_id)], None)
    things = {
        each.thing.thing_id: handover.group
        for _, handover in found
        for each in store.things(desk, handover.handover_id)
        if each.waits
    }
    ours = asked.groups & frozenset(settings(desk).shift_groups) if asked.has_shifts else frozenset()
    shift = ends_today(desk, asked.agent_id) if ours else None
    group = people.find_group(desk, shift.group_id) if shift is not None and shift.group_id in ours else None
    return Handing(things, group.name if group is not None else None)


def on_shift_turned(desk: Desk, turned: ShiftTurned) -> None:
    """A shift of somebody's is over: where their group hands over by shift, and they do not work on, what is open with
    them is handed over. One request for all others. Twice is once."""
    if turned.began or turned.group_id not in settings(desk).shift_groups:
        return
    name = ended(desk, turned)
    if name is not None:
        begin_by_roster(desk, turned, name)
