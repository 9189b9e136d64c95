"""For how long things are kept, for those who see to people's data: by kind and plan, what goes next, what is held."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.privacy.api.admin import ROOT, HandView, Reason
from chalicelib.privacy.model.retention import (
    DESK,
    FIXED,
    GRACE,
    KINDS,
    LONGEST_DAYS,
    BeingRemoved,
    Period,
    Removed,
    Rules,
    Shortened,
    ThingHold,
)
from chalicelib.privacy.service import keeping
from chalicelib.privacy.service.keeping import Foreseen

routes = Routes(__name__)

RETENTION = ROOT + "/retention"
MAY = people.may("privacy.manage", everywhere=True)
PAGE = 50

PlanKey = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{0,40}$")]
Days = Annotated[int, msgspec.Meta(ge=0, le=LONGEST_DAYS)]


class ChangeRetention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``days`` by kind: 7 to 36500, 0: for ever, null: as the desk says; what is left out stays. ``version``: the one
    that was read. ``seen``: how much goes by it, by kind, where anything is kept for less than before."""

    days: dict[Annotated[str, msgspec.Meta(max_length=40)], Days | None]
    version: Annotated[int, msgspec.Meta(ge=0)]
    seen: dict[Annotated[str, msgspec.Meta(max_length=40)], int] | None = None


class HoldThing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reason``: why this may not go."""

    reason: Reason


class RemovalQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``kind``: of what. ``plan_key``: empty: of all plans that follow the desk. ``days``: suppose that it is kept for
    so many; empty: as it is now."""

    kind: str = KINDS[0]
    plan_key: PlanKey = ""
    days: Days | None = None


class KeptPeriodView(msgspec.Struct):
    """``days``: 0 for ever, null as the desk says. Until ``since`` as many as ``former`` says."""

    kind: str
    days: int | None
    former: int | None
    since: datetime | None


class RetentionRulesView(msgspec.Struct):
    """What the desk, or a plan, says of each kind; ``plan``: empty for the desk."""

    plan: str
    version: int
    periods: list[KeptPeriodView]
    changed_at: datetime | None
    changed_by: HandView | None


class FixedPeriodView(msgspec.Struct):
    """What goes by itself after so many days, whatever is set here."""

    name: str
    days: int


class RetentionView(msgspec.Struct):
    """``desk``: what holds where a plan says nothing. ``next_run``: when things go next. ``grace_days``: before a
    shorter period counts."""

    desk: RetentionRulesView
    fixed: list[FixedPeriodView]
    next_run: datetime
    grace_days: int


class AgedThingView(msgspec.Struct):
    """One thing, over since ``at``."""

    id: str
    at: datetime


@showing(Foreseen, "kind days day number more oldest held")
class RemovalView(msgspec.Struct):
    """``day``: on which the next of it goes (null: nothing does); ``number``: so many, or more (``more``); ``oldest``:
    since when the oldest of these is over. ``held``: so many stay that are old enough."""

    plan: str
    examples: list[AgedThingView]


@showing(Removed, "day kind plan_key removed held")
class RemovedView(msgspec.Struct):
    """What a night's run has removed of a kind and plan, and how many of them something held."""


@showing(ThingHold, "thing_id kind at reason")
class HeldThingView(msgspec.Struct):
    """Nothing of this conversation or ticket goes."""

    by: HandView


def _rules(call: Call[people.Caller], rules: Rules) -> RetentionRulesView:
    periods = [_period(kind, rules.of(kind), call.desk.now()) for kind in KINDS]
    by = HandView(rules.changed_by.kind, rules.changed_by.name) if rules.changed_by is not None else None
    return RetentionRulesView(rules.scope, rules.version, periods, rules.changed_at, by)


def _period(kind: str, period: Period, now: datetime) -> KeptPeriodView:
    if period.since is None or period.since <= now:
        return KeptPeriodView(kind, period.days, None, None)
    return KeptPeriodView(kind, period.days, period.former, period.since)


def _removed(removed: Removed) -> RemovedView:
    return shown(RemovedView, removed)


def _hold(hold: ThingHold) -> HeldThingView:
    return shown(HeldThingView, hold, by=HandView(hold.by.kind, hold.by.name))


@routes.get(RETENTION, caller=MAY)
def read_retention(call: Call[people.Caller]) -> Answer[RetentionView]:
    """For how long the desk keeps what is over, and what goes by itself."""
    fixed = [FixedPeriodView(name, days) for name, days in FIXED.items()]
    run = keeping.next_run(call.desk, call.desk.now())
    rules = _rules(call, keeping.read_rules(call.desk, DESK))
    return Answer(RetentionView(rules, fixed, run, GRACE.days))


@routes.post(RETENTION, caller=MAY, body=ChangeRetention, raises=(ChangedMeanwhile, Shortened))
def change_retention(call: Call[people.Caller]) -> Answer[RetentionRulesView]:
    """Keep things for so long, where their plan says nothing.

    What is shorter counts after a week, and only comes with the numbers of what goes."""
    return Answer(_rules(call, _change(call, DESK)))


def _change(call: Call[people.Caller], scope: str) -> Rules:
    form, by = call.body, by_agent(call.caller.agent)
    return keeping.change(call.desk, by, scope, form.days, form.version, form.seen, call.request_id)


@routes.get(RETENTION + "/plans", caller=MAY, query=PageQuery)
def list_retention_of_plans(call: Call[people.Caller]) -> Answer[PageOf[RetentionRulesView]]:
    """The plans that keep anything for a time of their own."""
    start = start_of(call)
    found, more = keeping.list_plans(call.desk, str(start) if start is not None else None, PAGE)
    return Answer(page(call, found, lambda each: each.scope, partial(_rules, call), more=more))


@routes.get(RETENTION + "/plans/{plan_key}", caller=MAY, raises=(UnknownPlan,))
def read_retention_of_plan(call: Call[people.Caller], plan_key: str) -> Answer[RetentionRulesView]:
    """For how long a plan keeps what is over, where it says so itself."""
    return Answer(_rules(call, keeping.read_rules(call.desk, plan_key)))


@routes.post(
    RETENTION + "/plans/{plan_key}",
    caller=MAY,
    body=ChangeRetention,
    raises=(UnknownPlan, ChangedMeanwhile, Shortened),
)
def change_retention_of_plan(call: Call[people.Caller], plan_key: str) -> Answer[RetentionRulesView]:
    """Keep a plan's things for a time of their own; null: as the desk says."""
    return Answer(_rules(call, _change(call, plan_key)))


@routes.get(RETENTION + "/next", caller=MAY, query=RemovalQuery, raises=(UnknownPlan, Invalid))
def foresee_removal(call: Call[people.Caller]) -> Answer[RemovalView]:
    """What goes next of a kind; with ``days``, what would go besides once the grace is over, if these were saved."""
    wish = call.query
    if wish.days is None:
        foreseen = keeping.foresee(call.desk, wish.kind, wish.plan_key)
    else:
        foreseen = keeping.suppose(call.desk, wish.kind, wish.plan_key, wish.days)
    examples = [AgedThingView(each.id, each.at) for each in foreseen.examples]
    return Answer(shown(RemovalView, foreseen, plan=foreseen.scope, examples=examples))


@routes.get(RETENTION + "/runs", caller=MAY, query=PageQuery)
def list_removed(call: Call[people.Caller]) -> Answer[PageOf[RemovedView]]:
    """What was removed, a line for each day, kind and plan, the latest first."""
    start = start_of(call)
    found, more = keeping.list_removed(call.desk, str(start) if start is not None else None)
    return Answer(page(call, found, lambda each: each.place, _removed, forward=False, more=more))


@routes.get(RETENTION + "/holds", caller=MAY, query=PageQuery)
def list_held_things(call: Call[people.Caller]) -> Answer[PageOf[HeldThingView]]:
    """Which conversations and tickets are held."""
    start = start_of(call)
    found, more = keeping.list_held(call.desk, str(start) if start is not None else None)
    return Answer(page(call, found, lambda each: each.thing_id, _hold, more=more))


@routes.post(RETENTION + "/holds/{thing_id}", caller=MAY, body=HoldThing, raises=(NotFound, BeingRemoved))
def hold_thing(call: Call[people.Caller], thing_id: str) -> Answer[HeldThingView]:
    """Nothing of this conversation or ticket goes until the hold ends. Twice is once."""
    by = by_agent(call.caller.agent)
    return Answer(_hold(keeping.hold(call.desk, by, thing_id, call.body.reason, call.request_id)))


@routes.delete(RETENTION + "/holds/{thing_id}", caller=MAY, statuses=(204,))
def end_hold_of_thing(call: Call[people.Caller], thing_id: str) -> Answer[None]:
    """It may go again: with the next run, if its time is over."""
    keeping.end_hold(call.desk, by_agent(call.caller.agent), thing_id, call.request_id)
    return Answer(status=204)
