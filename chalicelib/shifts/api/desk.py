"""One's own shifts: weeks, today, who is on duty, the calendar; a supervisor's leave to be there off duty."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.shapes import shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.shifts.api.views import (
    CalendarAddress,
    ColleagueView,
    DayView,
    GrantView,
    LeaveView,
    NamedGroup,
    OwnShifts,
    SpanView,
    TodayView,
    ToldView,
)
from chalicelib.shifts.service import calendars, own

routes = Routes(__name__)

ROOT = "/v1/desk/shifts"


class OwnQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``from``: the Monday of the first week (this week's, if not said); ``weeks``: how many."""

    first: date | None = msgspec.field(name="from", default=None)
    weeks: Annotated[int, msgspec.Meta(ge=1, le=7)] = 1


class SeeShifts(msgspec.Struct, forbid_unknown_fields=True):
    """What was looked at: a week of a group, at its ``version``."""

    group_id: Id
    week: date
    version: int


class Grant(msgspec.Struct, forbid_unknown_fields=True):
    """``until``: when they go at the latest, within a day; null: they may no longer."""

    until: Annotated[datetime, msgspec.Meta(tz=True)] | None
    reason: Annotated[str, msgspec.Meta(max_length=200)] = ""


class NewAddress(msgspec.Struct, forbid_unknown_fields=True):
    """The language in which the calendar is written."""

    language: Literal["zh-CN", "en"] = "zh-CN"


@routes.get(ROOT, caller=people.may("shifts.see"), query=OwnQuery)
def read_own_shifts(call: Call[people.Caller]) -> Answer[OwnShifts]:
    """One's own weeks as they were published, in all one's groups."""
    found = own.read_own(call.desk, call.caller.agent, call.query.first, call.query.weeks)
    return Answer(
        OwnShifts(
            found.time_zone,
            [*map(partial(shown, ToldView), found.weeks)],
            [*map(partial(shown, DayView), found.days)],
            [*map(partial(shown, SpanView), found.spans)],
            [*map(partial(shown, LeaveView), found.leaves)],
        )
    )


@routes.get(ROOT + "/today", caller=people.may("shifts.see"))
def read_shifts_today(call: Call[people.Caller]) -> Answer[TodayView]:
    """How one stands now, one's next shifts, who is on duty in one's groups, and what was published lately."""
    found = own.read_today(call.desk, call.caller.agent)
    return Answer(
        TodayView(
            found.time_zone,
            found.at,
            found.reason,
            found.begins_at,
            found.granted_until,
            [*map(partial(shown, SpanView), found.spans)],
            [ColleagueView(a.agent_id, a.name, a.number, shown(SpanView, span)) for a, span in found.colleagues],
            [NamedGroup(*each) for each in found.groups],
            [*map(partial(shown, ToldView), found.unseen)],
        )
    )


@routes.post(ROOT + "/seen", caller=people.may("shifts.see"), body=SeeShifts, statuses=(204,))
def see_shifts(call: Call[people.Caller]) -> Answer[None]:
    """Say that one has seen what was published of a week; twice is once."""
    own.see(call.desk, call.caller.agent, call.body.group_id, call.body.week, call.body.version)
    return Answer(status=204)


@routes.get(ROOT + "/calendar", caller=people.may("shifts.see"))
def read_calendar_address(call: Call[people.Caller]) -> Answer[CalendarAddress]:
    """Where one's shifts can be subscribed to, if anywhere."""
    return Answer(CalendarAddress(calendars.address_of(call.desk, call.caller.agent)))


@routes.post(ROOT + "/calendar", caller=people.may("shifts.see"), body=NewAddress)
def make_calendar_address(call: Call[people.Caller]) -> Answer[CalendarAddress]:
    """Another address for one's calendar; the one before leads nowhere any more."""
    return Answer(CalendarAddress(calendars.new_address(call.desk, call.caller.agent, call.body.language)))


@routes.delete(ROOT + "/calendar", caller=people.may("shifts.see"), statuses=(204,))
def take_back_calendar_address(call: Call[people.Caller]) -> Answer[None]:
    """Nobody reads one's calendar any more; twice is once."""
    calendars.no_address(call.desk, call.caller.agent)
    return Answer(status=204)


@routes.post(
    "/v1/desk/agents/{agent_id}/duty-grant",
    caller=people.may("presence.others"),
    body=Grant,
    raises=(BeyondYourRights,),
)
def grant_duty(call: Call[people.Caller], agent_id: str) -> Answer[GrantView]:
    """Let a colleague be there off duty until then, or no longer, as their supervisor."""
    agent = own.grant(call.desk, call.caller, agent_id, call.body.until, call.body.reason, call.request_id)
    return Answer(GrantView(agent_id, agent.duty.granted_until if agent.duty is not None else None))
