"""Whom a campaign would be for, before it is one, or before it runs (D3). Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from chalicelib.campaigns.model.campaigns import BY_DATE, Campaign, begun, wanted
from chalicelib.campaigns.model.standings import touched_of
from chalicelib.campaigns.service import due
from chalicelib.campaigns.service.definitions import agents_of, changed_campaign, one_of_both
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.plans import service as plans

SHOWN, MOST_LOOKED_AT = 20, 1000
DAYS_AHEAD = 30  # of a campaign by date


class Customer(msgspec.Struct, frozen=True):
    """One who would be called: on ``day`` for a date (``on``), else as soon as it runs. ``touched_at``: when they were
    last spoken to or called."""

    visitor_id: str
    name: str | None
    level: str
    touched_at: datetime | None
    day: date | None = None
    on: date | None = None


class Preview(msgspec.Struct, frozen=True):
    """How many customers it is for now, of a campaign by date in the next thirty days; ``more``: at least so many.
    ``passed``: due as well, but followed up not long ago, or not of those who are wanted. ``first``: who is first."""

    count: int
    passed: int
    more: bool
    first: Sequence[Customer]


def preview(desk: Desk, caller: people.Caller, values: Mapping[str, Any]) -> Preview:
    """Whom a campaign that says this would be for. A thousand customers are looked at, at most.

    Raises ``Invalid`` with the field, ``Forbidden`` for agents or a plan's customers beyond the caller's scope.
    """
    if not values.get("plan_key"):
        raise Invalid.field("plan_key", "say which plan's customers")
    blank = Campaign("cmp_preview", "", "", desk.now())
    campaign = changed_campaign(desk, caller.agent, blank, one_of_both(values))
    return _of(desk, campaign)


def _of(desk: Desk, campaign: Campaign) -> Preview:
    zone, now = plans.read_plan(desk, campaign.plan_key).time_zone, desk.now()
    today = local_date(now, zone)
    run = begun(campaign, today, agents_of(campaign, people.directory(desk)), zone, now)
    days = (today, today + timedelta(days=DAYS_AHEAD - 1)) if campaign.by == BY_DATE else None
    count = passed = 0
    first: list[Customer] = []
    for page in due.pages(desk, run, None, days, mends=False):
        for each in page.candidates:
            if not wanted(run, each.visitor):
                passed += 1
                continue
            count += 1
            if len(first) < SHOWN:
                first.append(_customer(each))
        if count + passed >= MOST_LOOKED_AT and page.following is not None:
            return Preview(count, passed, True, first)
    return Preview(count, passed, False, first)


def _customer(candidate: due.Candidate) -> Customer:
    visitor, occasion, place = candidate.visitor, candidate.occasion, candidate.place
    touched_at = touched_of([visitor])
    day, on = (occasion.day, place.day) if occasion is not None and place is not None else (None, None)
    return Customer(visitor.visitor_id, visitor.name, visitor.level, touched_at, day, on)
