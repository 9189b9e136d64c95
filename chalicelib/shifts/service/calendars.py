"""The calendar of an agent's shifts, under an address of its own that can be taken back (B8)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import links, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.shifts import store
from chalicelib.shifts.model.calendar import Feed, calendar
from chalicelib.shifts.model.clock import monday_of
from chalicelib.shifts.model.roster import all_in_real_time
from chalicelib.shifts.service.access import clock_of

PURPOSE, PATH, ENDING = "calendar", "/calendar/", ".ics"
BEFORE = timedelta(days=28)


def address_of(desk: Desk, agent: Agent) -> str | None:
    """Where the agent's calendar is; None: it has no address. One read."""
    return _url(desk, store.feed(desk, agent.agent_id))


def new_address(desk: Desk, agent: Agent, language: str) -> str:
    """Another address for the agent's calendar; the one before leads nowhere any more. Two requests."""
    return _url(desk, _changed(desk, agent, desk.new_id("cal"), language)) or ""


def no_address(desk: Desk, agent: Agent) -> None:
    """Nobody reads the agent's calendar any more. Twice is once."""
    _changed(desk, agent, None, None)


def _changed(desk: Desk, agent: Agent, feed_id: str | None, language: str | None) -> Feed:
    def change(before: Feed | None) -> Feed:
        known = before or Feed(agent.agent_id, None, version=0)
        after = replace(known, feed_id=feed_id, language=language or known.language, version=known.version + 1)
        tx = Transaction(desk)
        store.put_feed(tx, before, after)
        tx.commit()
        return after

    return races.follow(desk, store.feed(desk, agent.agent_id), change, store.FeedMoved)


def _url(desk: Desk, feed: Feed | None) -> str | None:
    if feed is None or feed.feed_id is None:
        return None
    name = f"{feed.agent_id}-{feed.feed_id}"
    return f"{desk.settings.public_url}{PATH}{links.sign(desk, PURPOSE, name)}{ENDING}"


def read_calendar(desk: Desk, token: str) -> str:
    """An agent's published shifts from four weeks ago on, as iCalendar; four requests. Raises ``NotFound`` for an
    address that is not ours, was taken back, or whose agent is disabled."""
    name = links.read(desk, PURPOSE, token.removesuffix(ENDING))
    agent_id, _, feed_id = name.rpartition("-")
    feed = store.feed(desk, agent_id)
    agent = people.read_agents(desk, [agent_id]).get(agent_id)
    if feed is None or feed.feed_id != feed_id or agent is None or not agent.active:
        raise NotFound("no such calendar")
    clock = clock_of(desk)
    told = store.theirs(desk, agent_id, monday_of(clock.day_of(desk.now()) - BEFORE))
    names = {each.group_id: each.group_name for each in told}
    at = max((each.published_at for each in told if each.published_at is not None), default=desk.now())
    spans = sorted(all_in_real_time(told, clock), key=lambda each: each.since)
    return calendar(spans, names, feed, at)
