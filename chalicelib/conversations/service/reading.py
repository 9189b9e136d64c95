"""Reading: transcripts, lists, and the inbox that consoles poll."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import (
    CLOSED,
    OPEN,
    WAITING,
    Header,
    Page,
    VisitorReturned,
    queue_number,
)
from chalicelib.conversations.model.marks import AGENT, NOTHING_TOLD, VISITOR, Told
from chalicelib.conversations.model.positions import expecting, standing_in
from chalicelib.conversations.model.presence import left_at, there_until, wants_sign
from chalicelib.conversations.model.queue import WINDOW, Window, merged
from chalicelib.conversations.model.waits import Expected
from chalicelib.conversations.service.access import colleagues_of, may_see, note_reading, refuse_strangers
from chalicelib.conversations.service.marks import note_marks, read_mentions
from chalicelib.core import events, tallies, times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import GROUP
from chalicelib.visitors import service as visitors

PAGE = 50
TOGETHER = 100
MOST_ASKED = 25
QUEUE_EVERY = timedelta(seconds=4)
SIGNS_EVERY = timedelta(seconds=30)
LIVE_PACE, IDLE_PACE = 1_500, 3_000


class Placed(msgspec.Struct, frozen=True):
    """A conversation with its place in the queue (1 is next), if it waits, and how long it has to, if that is known;
    ``left_at``: since when its visitor is gone, as far as that was looked at."""

    header: Header
    place: int | None
    expected: Expected | None = None
    left_at: datetime | None = None


class Inbox(msgspec.Struct, frozen=True):
    """What changed for an agent. ``gone``: ids that left both lists; ``pace``: milliseconds until the next question;
    ``more_waiting``: others wait behind those that are listed."""

    items: tuple[Placed, ...]
    gone: tuple[str, ...]
    cursor: str
    pace: int
    more_waiting: bool = False


def read_entries(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    conversation_id: str,
    after: int,
    limit: int,
    told: Told = NOTHING_TOLD,
) -> Page:
    """What came after entry ``after``; ``told``: what the page says of the visitor. One request, however long the
    conversation; one more where what came is more than a page.

    Where nothing else has shown it for a minute, it is written down that the visitor's page is there: one more; and one
    when they begin to type or have read further (A2).
    """
    visitors.same_plan(caller, plan_key)
    page, now = store.page(desk, conversation_id, after, limit), desk.now()
    if page is None:
        raise NotFound("no such conversation")
    refuse_strangers(desk, caller, conversation_id, page)
    if page.header is not None and wants_sign(page.header, page.seen_at, now):
        note_sign(desk, page.header)
    return note_marks(desk, page, page.header, VISITOR, told)


def note_sign(desk: Desk, header: Header) -> None:
    """The visitor's page is there; one write. Whoever had left, and waits for an answer, is given a slot again."""
    tx = Transaction(desk)
    store.put_sign(tx, header.conversation_id, desk.now())
    is_aside = header.snooze is not None and header.snooze.back_at is None
    if header.released_at is not None and header.asked_at is not None and not is_aside:
        events.publish(tx, VisitorReturned(header.conversation_id))
    tx.commit_and_tell()


def read_card(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> tuple[Header, datetime | None]:
    """The header, as ``read_conversation`` gives it, and since when the visitor is gone; one query."""
    header, seen_at, _ = store.header_and_sign(desk, conversation_id)
    return _read(desk, agent, header, request_id), left_at(header, seen_at, desk.now()) if header else None


def read_conversation(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """The header. Raises ``NotFound``, ``NotYours``.

    Whoever reads that of another agent's is in the audit log, once a day: one conditional write more.
    """
    return _read(desk, agent, store.header(desk, conversation_id), request_id)


def _read(desk: Desk, agent: Agent, header: Header | None, request_id: str) -> Header:
    header = existing(header, "no such conversation")
    tie = may_see(desk, agent, header)
    note_reading(desk, agent, header, tie, "read_conversation", request_id)
    return header


def read_transcript(
    desk: Desk,
    agent: Agent,
    conversation_id: str,
    after: int,
    limit: int,
    request_id: str = "",
    told: Told = NOTHING_TOLD,
) -> Page:
    """The transcript from an agent's side; one request more where the read did not reach the header.

    Whoever reads entries of what is another agent's is in the audit log, once a day: one conditional write more. Only
    of those who serve the visitor it is written down that they type and how far they have read.
    """
    page = store.page(desk, conversation_id, after, limit)
    shown = _seen(desk, agent, conversation_id, page, request_id)
    read_mentions(desk, agent, shown, told.read or 0)
    serves = page is not None and page.header is not None and _has(agent, page.header)
    return note_marks(desk, shown, shown.header, AGENT, told if serves else NOTHING_TOLD)


def read_transcript_before(
    desk: Desk, agent: Agent, conversation_id: str, before: int | None, limit: int, request_id: str = ""
) -> Page:
    """The last entries before ``before``, or (None) the newest: one query, and one request more for earlier ones, where
    the read does not reach the header. What is read of another agent's is noted as by ``read_transcript``."""
    page = store.page_before(desk, conversation_id, before, limit)
    shown = _seen(desk, agent, conversation_id, page, request_id)
    read_mentions(desk, agent, shown, 0)
    return note_marks(desk, shown, shown.header, AGENT, NOTHING_TOLD)


def _seen(desk: Desk, agent: Agent, conversation_id: str, page: Page | None, request_id: str) -> Page:
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

    Two requests, for as many as there are; for those that wait one, and one for each pool of the agent. Supervisors see
    all, of those that wait a page at a time by when they began to; for agents ``all`` is what was ever theirs, and for
    a group's scope what its members have or had, which asks once for each member too (F7).
    """
    name = f"list#{agent.agent_id}#{view}#{state}"
    start: Any = unseal(desk, name, cursor) if cursor else None
    if view == "waiting" and state not in (None, WAITING):
        return [], None
    if view == "waiting":
        return (
            _list_of_all_waiting(desk, name, start) if agent.reaches_all else _list_of_waiting(desk, name, agent, start)
        )
    if view == "all" and agent.reaches_all:
        return _list_by_state(desk, name, [state] if state else [WAITING, OPEN, CLOSED], start)
    if view == "all" and agent.rights.scope == GROUP:
        return list_of_group(desk, name, agent, state, start)
    ids, key = store.list_of_agent(desk, agent.agent_id, state, PAGE, start)
    return _placed(store.headers(desk, ids)), seal(desk, name, key) if key else None


def _list_of_waiting(
    desk: Desk, name: str, agent: Agent, start: Mapping[str, Any] | None
) -> tuple[list[Placed], str | None]:
    """Those of the queues of the agent's pools, numbered among themselves; a page may be short while more follow."""
    place, after = (start["place"], int(start["after"])) if start else (0, None)
    view = merged({pool: store.queue(desk, pool, PAGE + 1, after=after) for pool in agent.pools})
    rows, known = view.rows, None if start else view  # further on nobody sees who stands before
    headers = _still_waiting(desk, [each.conversation_id for each in rows[:PAGE]])
    items = [Placed(each, place + number, waits_for(desk, each, known)) for number, each in enumerate(headers, 1)]
    if len(rows) <= PAGE:
        return items, None
    return items, seal(desk, name, {"after": str(rows[PAGE - 1].number), "place": place + len(items)})


def _list_of_all_waiting(desk: Desk, name: str, start: Mapping[str, Any] | None) -> tuple[list[Placed], str | None]:
    """Everybody who waits, by when they began to; each page in the order of the queue, numbered on and on."""
    place, key = (start["place"], start["key"]) if start else (0, None)
    ids, key = store.list_in_state(desk, WAITING, PAGE, key)
    headers = _still_waiting(desk, ids, consistent=False)
    items = [Placed(header, place + number) for number, header in enumerate(headers, 1)]
    return items, seal(desk, name, {"key": key, "place": place + len(items)}) if key else None


def _still_waiting(desk: Desk, conversation_ids: Sequence[str], *, consistent: bool = True) -> list[Header]:
    """Those of these that wait, in the order of the queue; one request for each hundred."""
    headers = store.headers(desk, conversation_ids, consistent=consistent)
    return sorted((each for each in headers if each.state == WAITING), key=queue_number)


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


def list_of_group(
    desk: Desk,
    name: str,
    agent: Agent,
    state: str | None,
    start: Mapping[str, Any] | None,
    between: tuple[str, str] = ("", ""),
) -> tuple[list[Placed], str | None]:
    """The open ones first, then the closed, the newest first. Of a crowd, so many members are asked for each page.

    Then the others follow those of the first; a page may be short, or empty, while more follow. ``between``: only those
    that stand there in the order of lists.
    """
    beyond, before = (start["beyond"], start["before"]) if start else ("", between[1] or None)
    reached = colleagues_of(desk, agent)
    members = [each for each in reached if each > beyond]
    asked = members[:MOST_ASKED]
    # an index may show what was handed on with both agents for a moment, so each is taken once
    places = {
        one: listed
        for each in asked
        for listed, one in store.newest(desk, "by_agent", each, PAGE + 1, before, state)
        if listed >= between[0]
    }
    found = sorted(places, key=lambda item: places[item], reverse=True)
    shown, following = found[:PAGE], None
    if len(found) > PAGE:
        following = {"beyond": beyond, "before": places[shown[-1]]}
    elif len(members) > len(asked):
        following = {"beyond": asked[-1], "before": between[1] or None}
    theirs = [each for each in store.headers(desk, shown) if each.agent_id in reached]
    return _placed(theirs), seal(desk, name, following) if following else None


def _placed(headers: Sequence[Header]) -> list[Placed]:
    return [Placed(header, None) for header in headers]


def read_inbox(desk: Desk, agent: Agent, cursor: str | None) -> Inbox:
    """My conversations and those in the queue that I may take, as far as they changed since the cursor (A3).

    Whom I serve stands in my own record, which the request has read already; so with nobody to serve a poll asks
    nothing. Every four seconds it asks for the first of the queue of each pool I am in, which stands in my own record
    too, and for what of that is not known to the cursor. With a cursor it never asks for both: when both are due, the
    queue is asked now and mine a moment later. Without one everything is answered at once. Whose role reaches
    everything is shown those who began to wait first.

    Every half minute mine come with the signs of their visitors' pages, in the same request: who has left is news.
    """
    name, now = f"inbox#{agent.agent_id}", desk.now()
    known: dict[str, Any] = unseal(desk, name, cursor) if cursor else {"mine": {}, "line": {}, "at": None}
    asked_at = times.read(known["at"]) if known["at"] else None
    queue_due = asked_at is None or now - asked_at >= QUEUE_EVERY * desk.settings.pace
    with_me = agent.serving | agent.guest_in | agent.parked
    mine_due = bool(with_me or known["mine"]) and not (cursor and queue_due)
    items: list[Placed] = []
    gone: set[str] = set()
    mine, queue = known["mine"], known["line"]
    left, looked_at, beyond = known.get("left", {}), known.get("looked_at"), known.get("beyond", False)
    if mine_due:
        if looked_at is None or now - times.read(looked_at) >= SIGNS_EVERY:
            headers, signs = store.headers_and_signs(desk, sorted(with_me))
            absent, looked_at = _absent(headers, signs, now), times.stored(now)
        else:
            headers = store.headers(desk, sorted(with_me))
            absent = {each.conversation_id: left[each.conversation_id] for each in headers if _still_gone(each, left)}
        held = [each for each in headers if each.state == OPEN and _has(agent, each)]
        mine = {header.conversation_id: header.changes for header in held}
        items += [
            Placed(each, None, left_at=_time(absent.get(each.conversation_id)))
            for each in held
            if known["mine"].get(each.conversation_id) != each.changes
            or (each.conversation_id in absent) != (each.conversation_id in left)
        ]
        gone |= set(known["mine"]) - set(mine)
        left = absent
    if queue_due:
        waiting, queue, beyond = _queue_seen_by(desk, agent, known["line"])
        items += waiting
        gone |= set(known["line"]) - set(queue)
        asked_at = now
    at = times.stored(asked_at) if asked_at else None
    seen = {"mine": mine, "line": queue, "at": at, "left": left, "looked_at": looked_at, "beyond": beyond}
    cursor = seal(desk, name, seen)
    postponed = bool(with_me) and not mine_due
    pace = 200 if postponed else desk.paced(LIVE_PACE if with_me or queue else IDLE_PACE, tallies.CONSOLE_POLLS)
    lost = gone - set(mine) - set(queue) - with_me
    return Inbox(tuple(items), tuple(sorted(lost)), cursor, pace, more_waiting=beyond)


def _absent(headers: Sequence[Header], signs: Mapping[str, datetime], now: datetime) -> dict[str, str]:
    """Of these, those whose visitors are gone, and since when."""
    since = {each.conversation_id: left_at(each, signs.get(each.conversation_id), now) for each in headers}
    return {conversation_id: times.stored(at) for conversation_id, at in since.items() if at is not None}


def _still_gone(header: Header, left: Mapping[str, str]) -> bool:
    """Whether the visitor was gone when that was looked at, and has said nothing since."""
    since = _time(left.get(header.conversation_id))
    return since is not None and there_until(header, None) <= since


def _time(stored: str | None) -> datetime | None:
    return times.read(stored) if stored is not None else None


Known = dict[str, list[int]]  # conversation → its changes, and its place


def _queue_seen_by(desk: Desk, agent: Agent, known: Known) -> tuple[list[Placed], Known, bool]:
    """The first of those the agent may take, as far as they are news to who knows these; what is known then; and
    whether others follow."""
    view: Window | None = None
    if agent.reaches_all:
        ids, following = store.list_in_state(desk, WAITING, WINDOW, None)
        beyond = following is not None
        headers = _still_waiting(desk, ids, consistent=False)  # an index lags behind as well
        queue = {each.conversation_id: [each.changes, place] for place, each in enumerate(headers, 1)}
    else:
        pools = agent.pools
        view = merged({pool: store.queue(desk, pool) for pool in pools})
        rows, beyond = view.rows[:WINDOW], len(view.rows) > WINDOW
        queue = {each.conversation_id: [each.changes, place] for place, each in enumerate(rows, 1)}
        headers = _still_waiting(desk, [each for each in queue if known.get(each) != queue[each]])
    news = [each for each in headers if known.get(each.conversation_id) != queue[each.conversation_id]]
    placed = [Placed(each, queue[each.conversation_id][1], waits_for(desk, each, view)) for each in news]
    return placed, queue, beyond


def waits_for(desk: Desk, header: Header, view: Window | None) -> Expected | None:
    """How long somebody who waits has to expect to, by this view of the queue of their pools, if there is one."""
    return expecting(standing_in(view, header), view, header, desk.now()).expected if view is not None else None


def _has(agent: Agent, header: Header) -> bool:
    return header.agent_id == agent.agent_id or agent.agent_id in (guest.id for guest in header.guests)


def under_way(desk: Desk, begin: datetime, end: datetime, until: datetime) -> Iterator[Header]:
    """Every conversation that was under way between ``begin`` and ``end``, in no order, page by page: those that were
    over by ``until``, and those that are not. A query for each hundred of them, and a request for their headers."""

    def read(page: Callable[[Mapping[str, Any] | None], store.Listed]) -> Iterator[Header]:
        key: Mapping[str, Any] | None = None
        while True:
            ids, key = page(key)
            headers = store.headers(desk, ids, consistent=False)
            yield from (each for each in headers if each.started_at < end and not each.imported)
            if key is None:
                return

    yield from read(lambda start: store.closed_between(desk, begin, until, TOGETHER, start))
    for state in (OPEN, WAITING):
        yield from read(partial(store.list_in_state, desk, state, TOGETHER))


def open_ones(desk: Desk) -> Iterator[Header]:
    """Every open conversation, page by page; for rebuilding counts."""
    key: Mapping[str, Any] | None = None
    while True:
        ids, key = store.list_in_state(desk, OPEN, PAGE, key)
        yield from store.headers(desk, ids)
        if key is None:
            return
