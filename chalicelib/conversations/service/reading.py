"""Reading: transcripts, lists, and the inbox that consoles poll."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING, Header, Page
from chalicelib.conversations.model.presence import wants_sign
from chalicelib.conversations.service.access import colleagues_of, may_see, note_reading, waiting_for
from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import GROUP
from chalicelib.visitors import service as visitors

PAGE = 50
QUEUE_SHOWN = 50
QUEUE_LOOKED_AT = 200  # of the queue, for somebody who may take only a part of it
MOST_LOOKS = 4  # pages of the queue for one page of those that somebody may take
MOST_ASKED = 25
QUEUE_EVERY = timedelta(seconds=4)
LIVE_PACE, IDLE_PACE = 1_500, 3_000


class Placed(msgspec.Struct, frozen=True):
    """A conversation with its place in the queue (1 is next), if it waits."""

    header: Header
    place: int | None


class Inbox(msgspec.Struct, frozen=True):
    """What changed for an agent. ``gone``: ids that left both lists; ``pace``: milliseconds until the next question."""

    items: tuple[Placed, ...]
    gone: tuple[str, ...]
    cursor: str
    pace: int


def read_entries(
    desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str, after: int, limit: int
) -> Page:
    """What came after entry ``after``. One request, however long the conversation.

    Where nothing else has shown it for a minute, it is written down that the visitor's page is there: one more.
    """
    visitors.same_plan(caller, plan_key)
    page, now = store.page(desk, conversation_id, after, limit), desk.now()
    if page is None or page.visitor_id != caller.visitor_id:
        raise NotFound("no such conversation")
    if page.header is not None and wants_sign(page.header, page.seen_at, now):
        note_sign(desk, conversation_id)
    return page


def note_sign(desk: Desk, conversation_id: str) -> None:
    """The visitor's page is there; one write."""
    tx = Transaction(desk)
    store.put_sign(tx, conversation_id, desk.now())
    tx.commit()


def read_conversation(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """The header. Raises ``NotFound``, ``NotYours``.

    Whoever reads that of another agent's is in the audit log, once a day: one conditional write more.
    """
    header = store.header(desk, conversation_id)
    if header is None:
        raise NotFound("no such conversation")
    tie = may_see(desk, agent, header)
    note_reading(desk, agent, header, tie, "read_conversation", request_id)
    return header


def read_transcript(
    desk: Desk, agent: Agent, conversation_id: str, after: int, limit: int, request_id: str = ""
) -> Page:
    """The transcript from an agent's side; one request more where the read did not reach the header.

    Whoever reads entries of what is another agent's is in the audit log, once a day: one conditional write more.
    """
    page = store.page(desk, conversation_id, after, limit)
    header = page.header if page and page.header else store.header(desk, conversation_id) if page else None
    if page is None or header is None:
        raise NotFound("no such conversation")
    tie = may_see(desk, agent, header)
    if page.entries:
        note_reading(desk, agent, header, tie, "read_transcript", request_id)
    return page


def list_conversations(
    desk: Desk, agent: Agent, view: str, state: str | None, cursor: str | None
) -> tuple[list[Placed], str | None]:
    """A page of conversations: ``mine``, ``waiting`` (that they may take, in the order of the queue) or ``all`` that an
    agent may see.

    Two requests, for as many as there are; up to five for those that wait, where most wait for others. Supervisors see
    all; for agents ``all`` is what was ever theirs, and for a group's scope what its members have or had, which asks
    once for each member too (F7).
    """
    name = f"list#{agent.agent_id}#{view}#{state}"
    start: Any = unseal(desk, name, cursor) if cursor else None
    if view == "waiting" and state in (None, WAITING):
        return _list_of_waiting(desk, name, agent, start)
    if view == "waiting":
        return [], None
    if view == "all" and agent.reaches_all:
        return _list_by_state(desk, name, [state] if state else [WAITING, OPEN, CLOSED], start)
    if view == "all" and agent.rights.scope == GROUP:
        return _list_of_group(desk, name, agent, state, start)
    ids, key = store.list_of_agent(desk, agent.agent_id, state, PAGE, start)
    return _placed(store.headers(desk, ids)), seal(desk, name, key) if key else None


def _list_of_waiting(
    desk: Desk, name: str, agent: Agent, start: Mapping[str, Any] | None
) -> tuple[list[Placed], str | None]:
    """Those of the queue that the agent may take, numbered among themselves; a page may be short while more follow."""
    place, key = (start["place"], start["key"]) if start else (0, None)
    around, found = people.Surroundings(desk, agent), list[Header]()
    for _ in range(MOST_LOOKS):
        headers, key = store.queue(desk, PAGE - len(found), key)
        found += waiting_for(agent, headers, around)
        if key is None or len(found) == PAGE:
            break
    items = [Placed(header, place + number) for number, header in enumerate(found, 1)]
    return items, seal(desk, name, {"key": key, "place": place + len(items)}) if key else None


def _list_by_state(
    desk: Desk, name: str, states: Sequence[str], start: Mapping[str, Any] | None
) -> tuple[list[Placed], str | None]:
    """Those waiting first, then the open ones, then the closed; a page may hold some of two states."""
    number, key = (start["number"], start["key"]) if start else (0, None)
    ids: list[str] = []
    while number < len(states) and len(ids) < PAGE:
        more, key = store.list_in_state(desk, states[number], PAGE - len(ids), key)
        ids += more
        if key is None:
            number += 1
    following = {"number": number, "key": key} if number < len(states) else None
    return _placed(store.headers(desk, ids)), seal(desk, name, following) if following else None


def _list_of_group(
    desk: Desk, name: str, agent: Agent, state: str | None, start: Mapping[str, Any] | None
) -> tuple[list[Placed], str | None]:
    """The open ones first, then the closed, the newest first. Of a crowd, so many members are asked for each page.

    Then the others follow those of the first; a page may be short, or empty, while more follow.
    """
    beyond, before = (start["beyond"], start["before"]) if start else ("", None)
    reached = colleagues_of(desk, agent)
    members = [each for each in reached if each > beyond]
    asked = members[:MOST_ASKED]
    # an index may show what was handed on with both agents for a moment, so each is taken once
    places = {
        one: listed for each in asked for listed, one in store.newest_of_agent(desk, each, state, PAGE + 1, before)
    }
    found = sorted(places, key=lambda item: places[item], reverse=True)
    shown, following = found[:PAGE], None
    if len(found) > PAGE:
        following = {"beyond": beyond, "before": places[shown[-1]]}
    elif len(members) > len(asked):
        following = {"beyond": asked[-1], "before": None}
    theirs = [each for each in store.headers(desk, shown) if each.agent_id in reached]
    return _placed(theirs), seal(desk, name, following) if following else None


def _placed(headers: Sequence[Header]) -> list[Placed]:
    return [Placed(header, None) for header in headers]


def read_inbox(desk: Desk, agent: Agent, cursor: str | None) -> Inbox:
    """My conversations and those in the queue that I may take, as far as they changed since the cursor (A3).

    Whom I serve stands in my own record, which the request has read already; so with nobody to serve a poll asks one
    question, and one more every four seconds for the queue. With a cursor it never asks two: when both are due, the
    line is asked now and mine a moment later. Without one everything is answered at once. Which groups I am in stands
    in my own record too; whoever may take only a part of the queue is shown what is theirs of its first two hundred.
    """
    name, now = f"inbox#{agent.agent_id}", desk.now()
    known: dict[str, Any] = unseal(desk, name, cursor) if cursor else {"mine": {}, "line": {}, "at": None}
    asked_at = times.read(known["at"]) if known["at"] else None
    queue_due = asked_at is None or now - asked_at >= QUEUE_EVERY
    with_me = agent.serving | agent.guest_in
    mine_due = bool(with_me or known["mine"]) and not (cursor and queue_due)
    items: list[Placed] = []
    gone: set[str] = set()
    mine, queue = known["mine"], known["line"]
    if mine_due:
        held = [each for each in store.headers(desk, sorted(with_me)) if each.state == OPEN and _has(agent, each)]
        mine = {header.conversation_id: header.changes for header in held}
        items += [Placed(h, None) for h in held if known["mine"].get(h.conversation_id) != h.changes]
        gone |= set(known["mine"]) - set(mine)
    if queue_due:
        looked_at, _ = store.queue(desk, QUEUE_SHOWN if agent.reaches_all else QUEUE_LOOKED_AT)
        mine_to_take = waiting_for(agent, looked_at, people.Surroundings(desk, agent))[:QUEUE_SHOWN]
        waiting = [Placed(header, place) for place, header in enumerate(mine_to_take, 1)]
        queue = {each.header.conversation_id: [each.header.changes, each.place] for each in waiting}
        items += [w for w in waiting if known["line"].get(w.header.conversation_id) != queue[w.header.conversation_id]]
        gone |= set(known["line"]) - set(queue)
        asked_at = now
    cursor = seal(desk, name, {"mine": mine, "line": queue, "at": times.stored(asked_at) if asked_at else None})
    postponed = bool(with_me) and not mine_due
    pace = 200 if postponed else LIVE_PACE if with_me or queue else IDLE_PACE
    left = gone - set(mine) - set(queue) - with_me
    return Inbox(tuple(items), tuple(sorted(left)), cursor, pace)


def _has(agent: Agent, header: Header) -> bool:
    return header.agent_id == agent.agent_id or agent.agent_id in (guest.id for guest in header.guests)


def open_ones(desk: Desk) -> Iterator[Header]:
    """Every open conversation, page by page; for rebuilding counts."""
    key: Mapping[str, Any] | None = None
    while True:
        ids, key = store.list_in_state(desk, OPEN, PAGE, key)
        yield from store.headers(desk, ids)
        if key is None:
            return
