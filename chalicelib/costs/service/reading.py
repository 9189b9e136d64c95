"""What the desk, a plan and a conversation cost, by days and kinds of operation (F1)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.costs.model.budget import State, in_month
from chalicelib.costs.model.forecast import forecast
from chalicelib.costs.model.settings import CostSettings, money
from chalicelib.costs.model.spending import DESK, NONE, ByKind, Used, begin_of, merged, month_bounds, whole
from chalicelib.costs.store import counts, settings
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent

PAGE = 50


class Month(msgspec.Struct, frozen=True):
    """A month of the desk or of one plan: each day on which something was used, by kinds; ``forecast``: what it will
    have cost when it is over, None while nobody can say; ``counted_until``: what is counted by now."""

    month: str
    days: dict[date, ByKind]
    by_kind: ByKind
    settings: CostSettings
    state: State
    forecast: float | None
    counted_until: datetime | None


def read_month(desk: Desk, month: str | None = None, plan_key: str | None = None) -> Month:
    """A month on the desk's clock, unsaid the present one; of all, or of one plan. Three requests.

    Raises ``Invalid`` for what is no month.
    """
    zone, now = people.read_desk(desk).time_zone, desk.now()
    present = times.hour(now, zone)[:7]
    first, beyond = _bounds(month or present)
    held, state = settings.both(desk)
    stored = counts.days_of(desk, plan_key or DESK, first, beyond)
    days = {day: each.by_kind for day, (each, _) in sorted(stored.items())}
    spent = {day: money(whole(each), held.prices).total for day, each in days.items()}
    expected = forecast(spent, first, beyond, now.astimezone(ZoneInfo(zone)))
    until = begin_of(state.summed) if state.summed else None
    as_it_is = in_month(state, present, zone)
    return Month(month or present, days, merged(days.values()), held, as_it_is, expected, until)


def read_plans(desk: Desk, month: str | None, after: str | None) -> tuple[list[tuple[str, ByKind]], bool, CostSettings]:
    """A page of plans and what each cost in a month, in the order of their keys; whether there are more. Three
    requests. Raises ``Invalid``."""
    named = month or times.hour(desk.now(), people.read_desk(desk).time_zone)[:7]
    _bounds(named)
    page, more = counts.months_after(desk, named, after or DESK, PAGE)
    return page, more, settings.both(desk)[0]


class OfOne(msgspec.Struct, frozen=True):
    """What was done for one conversation by now, and since when that is counted."""

    header: Header
    used: Used
    settings: CostSettings
    counted_until: datetime | None


def read_conversation(desk: Desk, agent: Agent, conversation_id: str) -> OfOne:
    """What a conversation cost: all that was asked about it by its visitor's widget and by agents, and the work that
    followed; not its share of what is asked about all. Raises ``NotFound``, ``NotYours``. Three requests or four."""
    header = conversations.find(desk, conversation_id)
    conversations.may_see(desk, agent, header)
    held, state = settings.both(desk)
    used = sum((each for _, each in counts.conversation(desk, conversation_id)), NONE)
    return OfOne(header, used, held, begin_of(state.summed) if state.summed else None)


def _bounds(month: str) -> tuple[date, date]:
    try:
        return month_bounds(month)
    except ValueError:
        raise Invalid.field("month", "a month such as 2026-11") from None
