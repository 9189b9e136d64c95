"""Conversations that are over, to be looked through by who may read them: by agent, group, plan and day (A4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, Header
from chalicelib.conversations.model.pages import closed_places
from chalicelib.conversations.service import reading
from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import STEER, Thing
from chalicelib.people.model.rights import GROUP

PAGE = 50
MOST_DAYS = 366
LATELY = timedelta(days=31)
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


class Ended(msgspec.Struct, frozen=True):
    """Which of them: of an agent, come for a group, by a plan, over from one day to another on the desk's clock (both
    counted; None: the last month)."""

    agent_id: str | None = None
    group_id: str | None = None
    plan_key: str | None = None
    first: date | None = None
    last: date | None = None

    def means(self, header: Header) -> bool:
        """Whether this is one of them, as far as no index knows."""
        if self.group_id is not None and self.group_id not in (header.pools or header.group_ids):
            return False
        return self.plan_key in (None, header.plan_key)


def list_ended(desk: Desk, agent: Agent, wished: Ended, cursor: str | None) -> tuple[list[Header], str | None]:
    """A page of them, the last that was over first; it may be short, or empty, while others follow.

    Three requests: of the desk's clock, an index, and the headers; one more to know the agent, and one's
    groups. Whose role reaches less than everything says whose they are (``agent_id``).
    Raises ``Invalid``, ``NotYours``.
    """
    if wished.agent_id is None and not agent.reaches_all:
        raise Invalid.field("agent_id", "say whose conversations: you do not reach everybody's")
    if wished.agent_id is not None:
        if not people.read_agents(desk, [wished.agent_id]):
            raise Invalid.field("agent_id", "there is no such agent")
        people.allowed(desk, agent, STEER, Thing(wished.agent_id), "they are beyond your reach")
    begin, end = _span(desk, wished)
    name = f"ended#{agent.agent_id}#{wished}"
    start: Any = unseal(desk, name, cursor) if cursor else None
    ids, key = store.closed_between(desk, begin, end, PAGE, start, agent_id=wished.agent_id, forward=False)
    headers = [each for each in store.headers(desk, ids, consistent=False) if wished.means(each)]
    return headers, seal(desk, name, key) if key else None


def _span(desk: Desk, wished: Ended) -> tuple[datetime, datetime]:
    """From which moment to which. Raises ``Invalid`` for days in the wrong order, or too many."""
    _refuse_days(wished.first, wished.last)
    zone = people.read_desk(desk).time_zone
    last = wished.last or desk.now().astimezone(ZoneInfo(zone)).date()
    first = wished.first or last - LATELY
    if first > last:
        raise Invalid.field("from", "not after the last day")
    if last - first > timedelta(days=MOST_DAYS):
        raise Invalid.field("from", f"at most {MOST_DAYS} days before the last one")
    return times.day_begins(first, zone), times.day_ends(last, zone)


def list_closed(
    desk: Desk, agent: Agent, first: date | None, last: date | None, cursor: str | None
) -> tuple[list[Header], str | None]:
    """A page of those within reach that were over from one day to another on the desk's clock (both counted; None: no
    such bound), the last that was over first; it may be short, or empty, while others follow.

    As many requests as ``reading.list_conversations``, and one to know the desk's clock where days are said.
    Raises ``Invalid``.
    """
    if first is None and last is None:
        listed, following = reading.list_conversations(desk, agent, "all", CLOSED, cursor)
        return [each.header for each in listed], following
    begin, end = _between(desk, first, last)
    name = f"closed#{agent.agent_id}#{first}#{last}"
    start: Any = unseal(desk, name, cursor) if cursor else None
    if agent.rights.scope == GROUP:
        placed, following = reading.list_of_group(desk, name, agent, CLOSED, start, closed_places(begin, end))
        return [each.header for each in placed], following
    own = None if agent.reaches_all else agent.agent_id
    ids, key = store.closed_between(desk, begin, end, PAGE, start, agent_id=own, forward=False)
    return store.headers(desk, ids, consistent=False), seal(desk, name, key) if key else None


def _between(desk: Desk, first: date | None, last: date | None) -> tuple[datetime, datetime]:
    _refuse_days(first, last)
    if first is not None and last is not None and first > last:
        raise Invalid.field("from", "not after the last day")
    zone = people.read_desk(desk).time_zone
    return times.day_begins(first or EARLIEST, zone), times.day_ends(last or LATEST, zone)


def _refuse_days(first: date | None, last: date | None) -> None:
    """Raises ``Invalid`` for days that no calendar of ours has."""
    for field, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
