"""An agent says what becomes of something that is open with them (F3).

What is to be done for it (a transfer, a message to the customer) is done by the room whose thing it is. The note is
written first and said to be done afterwards: of a request that died between, or was too busy, the second one does the
rest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.refusals import TooManyAside
from chalicelib.core import races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, Invalid, Unavailable
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import CALLBACK as LOW_SCORE
from chalicelib.followups.model.followup import CARE
from chalicelib.handover import store
from chalicelib.handover.model.days import (
    HANDED_OVER,
    TOMORROW,
    Day,
    Note,
    NotOpen,
    noted,
    subject_of_agent,
    without,
)
from chalicelib.handover.model.forms import NoteUnfinished, refuse_unfit
from chalicelib.handover.model.things import CALLBACK, CONVERSATION, MESSAGE, TICKET, Thing
from chalicelib.handover.service import open_things
from chalicelib.handover.service.lists import day_of
from chalicelib.offline import service as offline
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import refuse_without
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import AssignTicket

TRANSFER = "conversations.transfer"


class Target(msgspec.Struct, frozen=True):
    """To whom it went: a colleague, or a group whose next one has it or will."""

    to: Author | None = None
    group: str | None = None


def note(desk: Desk, caller: people.Caller, form: NoteUnfinished, request_id: str = "") -> Note:
    """Note what becomes of something, and do it; the same ``client_id`` does it once.

    Three reads, two writes, one for each of the agent's pools, and what the thing's own room takes. Raises ``Invalid``
    with the fields, ``NotOpen`` for what is not open with them, ``ChangedMeanwhile`` for who has not seen the note that
    is there, ``TooManyNotes``, ``KeyReused``, and what the room refuses: then nothing is noted.
    """
    agent, asked = caller.agent, msgspec.to_builtins(form)
    once = Once.of(f"unfinished#{agent.agent_id}", form.client_id, asked)
    before = recall(desk, once, desk.now().timestamp())
    if before is None:
        refuse_unfit(form, desk.now())
        day, _ = day_of(desk, agent)
        try:
            return _begin(desk, caller, day, form, once, request_id)
        except AlreadyDone as done:
            before = done.answer
    return _go_on(desk, caller, times.read_day(before["day"]), form, request_id)


def _begin(desk: Desk, caller: people.Caller, day: date, form: NoteUnfinished, once: Once, request_id: str) -> Note:
    agent = caller.agent
    thing = open_things.find_open(desk, agent, form.kind, form.thing_id)
    if thing is None:
        raise NotOpen("it is done by now, or another's")
    if form.what == "hand_over" and form.kind == CONVERSATION:
        refuse_without(TRANSFER, agent.rights.permissions)
    first = _note(desk, form)
    former: Note | None = None

    def write(known: Day) -> Day:
        nonlocal former
        former = known.notes.get(form.thing_id)
        _refuse_unseen(former, form)
        after = noted(replace(known, agent=by_agent(agent)), replace(first, version=form.version + 1))
        tx = Transaction(desk)
        mark(tx, once, {"day": times.stored(day)})
        store.put_day(tx, known, after)
        tx.commit()
        return after

    known = races.follow(desk, store.day_of(desk, subject_of_agent(agent.agent_id), day), write, store.DayMoved)
    note = known.notes[form.thing_id]
    if note.done:
        return note
    try:
        target = _do(desk, caller, thing, form, request_id)
    except Unavailable:
        raise  # some of it may be done: the same request does the rest
    except DeskError:
        _change(desk, known, lambda now: without(now, note, former) if now.notes.get(note.thing_id) == note else now)
        raise
    return _done(desk, known, note, target)


def _go_on(desk: Desk, caller: people.Caller, day: date, form: NoteUnfinished, request_id: str) -> Note:
    """The same request again: what it noted, once what it asked for is done. What went from them since is done."""
    agent = caller.agent
    known = store.day_of(desk, subject_of_agent(agent.agent_id), day)
    note = known.notes.get(form.thing_id)
    if note is None or note.client_id != form.client_id:
        raise NotOpen("what was asked was refused, or something else was noted since")
    if note.done:
        return note
    thing = open_things.find_open(desk, agent, form.kind, form.thing_id)
    target = _do(desk, caller, thing, form, request_id) if thing is not None else _as_asked(desk, form)
    return _done(desk, known, note, target)


def _as_asked(desk: Desk, form: NoteUnfinished) -> Target:
    there = people.read_agents(desk, [form.agent_id]) if form.agent_id is not None else {}
    return Target(next(map(by_agent, there.values()), None), form.group_id)


def _note(desk: Desk, form: NoteUnfinished) -> Note:
    what = HANDED_OVER if form.what == "hand_over" else TOMORROW
    return Note(
        form.thing_id,
        form.kind,
        what,
        desk.now(),
        form.client_id,
        done=form.what == "knows",
        told=form.what == "tell",
        text=form.note.strip(),
        until=form.until if what == TOMORROW else None,
    )


def _refuse_unseen(former: Note | None, form: NoteUnfinished) -> None:
    version = former.version if former is not None else 0
    if version != form.version:
        raise races.changed_meanwhile(version=version)


def _done(desk: Desk, day: Day, note: Note, target: Target) -> Note:
    done = replace(note, done=True, to=target.to, group=target.group)

    def change(now: Day) -> Day:
        return noted(now, done) if now.notes.get(note.thing_id) == note else now

    _change(desk, day, change)
    return done


def _change(desk: Desk, day: Day, change: Callable[[Day], Day]) -> None:
    def write(known: Day) -> None:
        after = change(known)
        if after is known:
            return
        tx = Transaction(desk)
        store.put_day(tx, known, after)
        tx.commit()

    races.follow(desk, day, write, store.DayMoved)


def _do(desk: Desk, caller: people.Caller, thing: Thing, form: NoteUnfinished, request_id: str) -> Target:
    if form.what == "tell":
        _tell(desk, caller, thing, form, request_id)
        return Target()
    if thing.kind == CONVERSATION:
        return _transfer(desk, caller.agent, thing, form, request_id)
    if thing.kind == TICKET:
        asked = AssignTicket(0, form.agent_id, form.group_id, form.note.strip(), form.anyway)
        once = Once.of(f"unfinished-ticket#{caller.agent.agent_id}", form.client_id, thing.thing_id)
        ticket = tickets.give(desk, caller, thing.thing_id, asked, lambda _: None, request_id, once)
        return Target(ticket.handler, form.group_id)
    agent_id = form.agent_id or _next_of(desk, caller.agent, str(form.group_id), thing)
    if thing.kind == MESSAGE:
        message = offline.assign_message(desk, caller, thing.thing_id, agent_id, request_id)
        return Target(message.agent, form.group_id)
    return Target(followups.hand_on(desk, caller, thing.thing_id, agent_id, request_id).owner, form.group_id)


def _transfer(desk: Desk, agent: Agent, thing: Thing, form: NoteUnfinished, request_id: str) -> Target:
    to = Transfer(form.agent_id, form.group_id, form.note.strip() or None, form.anyway)
    return Target(routing.transfer(desk, agent, thing.thing_id, to, request_id).agent, form.group_id)


def _tell(desk: Desk, caller: people.Caller, thing: Thing, form: NoteUnfinished, request_id: str) -> None:
    """Its customer hears by when: in the conversation, which is put aside until then; or by the ticket's way."""
    if form.until is None:
        raise Invalid.field("until", "say by when")
    if thing.kind == TICKET:
        delay = tickets.TellDelay(form.client_id, form.until, form.message.strip())
        tickets.tell_delay(desk, caller, thing.thing_id, delay)
        return
    if thing.thing_id not in caller.agent.parked and len(caller.agent.parked) >= people.MOST_PARKED:
        raise TooManyAside(f"at most {people.MOST_PARKED}")  # before anybody is told
    conversations.reply(desk, caller.agent, thing.thing_id, form.message.strip(), form.client_id, request_id)
    conversations.snooze(desk, caller.agent, thing.thing_id, form.until, request_id)


def _next_of(desk: Desk, giver: Agent, group_id: str, thing: Thing) -> str:
    """Whoever of the group has least of it. Raises ``Invalid`` for a group that is not there, or has nobody for it."""
    group = people.find_group(desk, group_id)
    if group is None or group.archived:
        raise Invalid.field("group_id", "no such group")
    members = people.read_agents(desk, group.member_ids[:100]).values()
    others = [each for each in members if each.agent_id != giver.agent_id]
    least = partial(followups.least_busy, kind=LOW_SCORE if thing.kind == CALLBACK else CARE)
    agent = offline.least_busy(desk, others) if thing.kind == MESSAGE else least(desk, others)
    if agent is None:
        raise Invalid.field("group_id", f"nobody else of {group.name} does these")
    return agent.agent_id
