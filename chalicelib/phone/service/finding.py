"""Calls in lists, within reach, and who it may be that telephones (A9, F6)."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, Header
from chalicelib.core import times
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.phone import store
from chalicelib.phone.model.call import LEAST_DIGITS, MISSED, TAIL, PhoneCall, checked_number, digits_of, is_found_by
from chalicelib.phone.service.callers import known_caller
from chalicelib.phone.service.registering import find, plan_of

PAGE = 50
MOST_SUGGESTED = 10


class Wanted(msgspec.Struct, frozen=True):
    """Which calls: of a conversation, with this number or its last digits, of an agent, of a plan, of a day; as much of
    that as is said. Said nothing: one's own."""

    conversation_id: str = ""
    number: str = ""
    agent_id: str = ""
    plan_key: str = ""
    day: date | None = None
    direction: str = ""
    recorded: bool | None = None

    def has(self, call: PhoneCall) -> bool:
        """Whether the call is one of them."""
        return (
            (not self.number or is_found_by(call, digits_of(self.number)))
            and self.agent_id in ("", call.owner_id)
            and self.plan_key in ("", call.plan_key)
            and self.direction in ("", call.direction)
            and self.recorded in (None, call.has_recording)
        )

    def place(self, agent: Agent) -> tuple[str, str]:
        """The list to look in: the one that has least besides. Raises ``Invalid``."""
        if self.conversation_id:
            return store.BY_CONVERSATION, self.conversation_id
        if self.number:
            digits = digits_of(self.number)
            if len(digits) < LEAST_DIGITS:
                raise Invalid.field("number", f"a number, or its last {LEAST_DIGITS} digits at least")
            return store.BY_TAIL, digits[-TAIL:]
        if self.agent_id:
            return store.BY_AGENT, self.agent_id
        if self.day is not None:
            return store.BY_DAY, times.stored(self.day)
        if self.plan_key:
            return store.BY_PLAN, self.plan_key
        return store.BY_AGENT, agent.agent_id


def list_calls(
    desk: Desk, agent: Agent, wanted: Wanted, before: str | None
) -> tuple[list[tuple[str, PhoneCall | None]], bool]:
    """A page of calls with their places, None for those that are not shown; whether others follow. Four requests."""
    by, whose = wanted.place(agent)
    page, more = store.calls(desk, by, whose, PAGE, before)
    headers = {each.conversation_id: each for each in _headers(desk, page)}
    around = people.Surroundings(desk, agent)

    def is_shown(call: PhoneCall) -> bool:
        header = headers.get(call.conversation_id)
        return (
            header is not None and wanted.has(call) and tie_of(agent, SEE, thing_of(call, header), around) is not None
        )

    return [(store.place_of(each), each if is_shown(each) else None) for each in page], more


def _headers(desk: Desk, calls: list[PhoneCall]) -> list[Header]:
    ids = list(dict.fromkeys(each.conversation_id for each in calls))
    return conversations.headers(desk, ids) if ids else []


def thing_of(call: PhoneCall, header: Header) -> Thing:
    """A call as far as reach goes: as its conversation; one that was missed is for all who could have taken it, and one
    that was said to be is whose it was."""
    thing = conversations.thing(header)
    if header.agent_id is None and call.agent is not None:
        return replace(thing, holder_id=call.agent.id)
    return replace(thing, free=True) if call.direction == MISSED and header.agent_id is None else thing


def read_call(desk: Desk, agent: Agent, call_id: str) -> PhoneCall:
    """One, for whoever sees its conversation. Two reads. Raises ``UnknownCall``, ``NotYours``."""
    call = find(desk, call_id)
    people.allowed(desk, agent, SEE, thing_of(call, conversations.find(desk, call.conversation_id)))
    return call


class Suggested(msgspec.Struct, frozen=True):
    """Who telephones from a number, as far as the desk knows: the number as it is kept; the visitor; what they have
    open within reach; the last calls within reach."""

    number: str
    visitor_id: str | None
    name: str | None
    open: list[Header]
    calls: list[PhoneCall]


def suggest(desk: Desk, agent: Agent, plan_key: str, number: str) -> Suggested:
    """Who it may be; of whoever telephoned before, the open conversation, which a call may join. Raises ``Invalid``."""
    plan = plan_of(desk, plan_key)
    kept = checked_number("number", number, region_of(plan.time_zone))
    if not kept:
        return Suggested("", None, None, [], [])
    visitor = known_caller(desk, plan.key, kept).visitor
    around = people.Surroundings(desk, agent)
    ids = visitor.open_ids if visitor is not None else ()
    there = conversations.headers(desk, ids) if ids else []
    open_ones = [
        each
        for each in there
        if each.state != CLOSED and tie_of(agent, SEE, conversations.thing(each), around) is not None
    ]
    calls = _earlier(desk, agent, plan.key, kept) if len(digits_of(kept)) >= LEAST_DIGITS else []
    is_known = visitor is not None and (bool(open_ones) or any(each.visitor_id == visitor.visitor_id for each in calls))
    return Suggested(
        kept,
        visitor.visitor_id if visitor is not None and is_known else None,
        visitor.name if visitor is not None and is_known else None,
        open_ones,
        calls,
    )


def _earlier(desk: Desk, agent: Agent, plan_key: str, number: str) -> list[PhoneCall]:
    page, _ = list_calls(desk, agent, Wanted(number=number, plan_key=plan_key), None)
    return [each for _, each in page if each is not None][:MOST_SUGGESTED]
