"""Entering rewards and penalties, and taking them back (F12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.staff import store
from chalicelib.staff.model.entry import (
    CORRECTION,
    ENTERED,
    WITHDRAWAL,
    Entry,
    Signed,
    Written,
    followed,
    new_entry,
    refuse_to_follow,
    withdrawal_of,
)
from chalicelib.staff.service.access import find, refuse_to_write, refuse_unknown
from chalicelib.staff.service.saving import LOST, put
from chalicelib.staff.service.telling import tell_of_new

ACT_OF = {ENTERED: "enter_in_staff_file", CORRECTION: "correct_staff_entry", WITHDRAWAL: "withdraw_staff_entry"}


def enter(
    desk: Desk, caller: people.Caller, agent_id: str, written: Written, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """A reward or a penalty, and whether it was entered before: the same ``client_id`` is entered once.

    Seven requests, one for a group's scope, one for each thing it is about; one more where it waits for a second
    person. Raises ``Invalid``, ``NotYours``, ``KeyReused``.
    """
    refuse_to_write(desk, caller.agent, agent_id)
    once = _once(caller, client_id, "entry", {"agent_id": agent_id, **_asked(written)})
    if (known := recall(desk, once, desk.now().timestamp())) is not None:
        return find(desk, known["entry_id"]), True
    agent = people.read_agents(desk, [agent_id]).get(agent_id)
    if agent is None:
        raise Invalid.field("agent_id", "no such agent")
    signed = _signed(desk, agent, caller)
    entry = new_entry(signed, written, store.settings(desk), _today(desk, signed.at))
    refuse_unknown(desk, caller.agent, entry.conversation_id, entry.ticket_id)

    def write() -> tuple[Entry, bool]:
        tx = Transaction(desk)
        mark(tx, once, {"entry_id": entry.entry_id})
        put(tx, (None, entry))
        return _finish(tx, caller, entry, agent, request_id)

    return races.again(desk, write, LOST)


def correct(
    desk: Desk, caller: people.Caller, entry_id: str, written: Written, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """A new entry in place of another one, with the reason; both stay. While it waits for a second person, the other
    one counts. Requests as of ``enter``, and one. Raises besides ``NotFound``, ``EntryPending``, ``EntryFollowed``.
    """
    once = _once(caller, client_id, "correction", {"entry_id": entry_id, **_asked(written)})

    def write() -> tuple[Entry, bool]:
        before = find(desk, entry_id)
        refuse_to_write(desk, caller.agent, before.agent_id)
        if (known := recall(desk, once, desk.now().timestamp())) is not None:
            return find(desk, known["entry_id"]), True
        refuse_to_follow(before)
        agent = people.read_agent(desk, before.agent_id)
        signed = _signed(desk, agent, caller)
        entry = new_entry(signed, written, store.settings(desk), _today(desk, signed.at), corrects=before)
        refuse_unknown(desk, caller.agent, *_other_things(before, entry))
        tx = Transaction(desk)
        mark(tx, once, {"entry_id": entry.entry_id})
        put(tx, (before, followed(before, entry)), (None, entry))
        return _finish(tx, caller, entry, agent, request_id)

    return races.again(desk, write, LOST)


def _other_things(before: Entry, entry: Entry) -> tuple[str | None, str | None]:
    """What it is about that the one before is not: who entered that could see it."""
    conversation_id = entry.conversation_id if entry.conversation_id != before.conversation_id else None
    return conversation_id, entry.ticket_id if entry.ticket_id != before.ticket_id else None


def withdraw(
    desk: Desk, caller: people.Caller, entry_id: str, reason: str, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """Take an entry back, with the reason; both stay to be seen, and it counts no more. Six requests.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``EntryPending``, ``EntryFollowed``, ``KeyReused``.
    """
    once = _once(caller, client_id, "withdrawal", {"entry_id": entry_id, "reason": reason})

    def write() -> tuple[Entry, bool]:
        before = find(desk, entry_id)
        refuse_to_write(desk, caller.agent, before.agent_id)
        if (known := recall(desk, once, desk.now().timestamp())) is not None:
            return find(desk, known["entry_id"]), True
        refuse_to_follow(before)
        agent = people.read_agent(desk, before.agent_id)
        entry = withdrawal_of(before, _signed(desk, agent, caller), reason)
        tx = Transaction(desk)
        mark(tx, once, {"entry_id": entry.entry_id})
        put(tx, (before, followed(before, entry)), (None, entry))
        return _finish(tx, caller, entry, agent, request_id)

    return races.again(desk, write, LOST)


def _finish(tx: Transaction, caller: people.Caller, entry: Entry, agent: Agent, request_id: str) -> tuple[Entry, bool]:
    told = audit.fields_of(entry, "agent_id kind_id effect points money currency state about_id")
    audit.note(tx, caller.by(request_id), ACT_OF[entry.act], entry.entry_id, after={**told, "day": str(entry.day)})
    tell_of_new(tx, entry, agent)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return find(tx.desk, done.answer["entry_id"]), True
    return entry, False


def _once(caller: people.Caller, client_id: str, what: str, asked: dict[str, Any]) -> Once:
    scope = f"staff-{what}#{caller.agent.agent_id}"
    return Once.of(scope, checked_client_id(client_id), asked)


def _asked(written: Written) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(written)
    return plain


def _signed(desk: Desk, agent: Agent, caller: people.Caller) -> Signed:
    return Signed(desk.new_id("stf"), by_agent(agent), by_agent(caller.agent), desk.now())


def _today(desk: Desk, now: datetime) -> date:
    """The day on the desk's calendar; one read."""
    return now.astimezone(ZoneInfo(people.read_desk(desk).time_zone)).date()
