"""Planning rosters, publishing them, and what they must hold."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Literal

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.shifts.api.views import (
    BoardView,
    DayView,
    HourView,
    KindView,
    LinePlanned,
    PatternView,
    PublicationView,
    RosterFinding,
    RulesView,
    ShiftSettings,
    WeekView,
    show_line,
    show_person,
)
from chalicelib.shifts.model.kinds import TooManyKinds
from chalicelib.shifts.model.patterns import Layout
from chalicelib.shifts.model.roster import RosterMoved
from chalicelib.shifts.model.rules import RulesBroken
from chalicelib.shifts.service import planning, publishing, settings
from chalicelib.shifts.service.planning import SeenLine, ShiftForm, Week, Written
from chalicelib.shifts.service.publishing import PublishWeek
from chalicelib.shifts.service.settings import ChangeRules, NewKind, NewPattern

routes = Routes(__name__, of_desk=True)

ROOT = "/v1/admin/shifts"
GROUP = ROOT + "/groups/{group_id}"
WEEK = GROUP + "/weeks/{week}"

Version = Annotated[int, msgspec.Meta(ge=0)]
Agents = Annotated[list[Id], msgspec.Meta(max_length=500)]
Seen = Annotated[list[SeenLine], msgspec.Meta(max_length=600)]


@partly(NewKind)
class ChangeKind(msgspec.Struct):
    """What is left out stays. ``archived``: nobody is given it any more."""

    archived: bool | None = None
    version: Version | None = None


@partly(NewPattern)
class ChangePattern(msgspec.Struct):
    """What is left out stays."""

    archived: bool | None = None
    version: Version | None = None


class BoardQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``from``: the Monday of the first week (this week's, if not said); ``weeks``: how many."""

    first: date | None = msgspec.field(name="from", default=None)
    weeks: Annotated[int, msgspec.Meta(ge=1, le=6)] = 1


class PlanLine(msgspec.Struct, forbid_unknown_fields=True):
    """All shifts of an agent's week. ``version``: of the week as it was seen; 0: there was nothing."""

    shifts: Annotated[list[ShiftForm], msgspec.Meta(max_length=30)]
    version: Version


class LayOut(msgspec.Struct, forbid_unknown_fields=True):
    """A rotation laid out for these agents, from ``first`` to ``last``; ``seen``: their weeks as they were seen."""

    pattern_id: Id
    agent_ids: Agents
    first: date
    last: date
    offset: Annotated[int, msgspec.Meta(ge=0, le=55)] = 0
    on_holidays: Literal["as_ever", "free"] = "as_ever"
    seen: Seen = []


class CopyWeek(msgspec.Struct, forbid_unknown_fields=True):
    """``to``: the Monday of the week that becomes like this one, for these agents; ``seen``: theirs as they were."""

    to: date
    agent_ids: Agents
    seen: Seen = []


class RulesForm(ChangeRules, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``country``: null for no country's holidays."""

    version: Version | None = None


class SeenView(SeenLine, frozen=True):
    pass


class WrittenView(msgspec.Struct):
    """How many weeks were planned; ``left``: those that somebody else had planned since, with their present version."""

    written: int
    left: list[SeenView]


def _monday(text: str) -> date:
    try:
        return times.read_day(text)
    except ValueError:
        raise NotFound("no such week") from None


@routes.get(ROOT + "/settings", caller=people.may("shifts.plan"))
def read_shift_settings(call: Call[people.Caller]) -> Answer[ShiftSettings]:
    """Every kind of shift and every rotation, also those that are archived."""
    kinds, patterns = settings.list_settings(call.desk)
    return Answer(ShiftSettings([*map(partial(shown, KindView), kinds)], [*map(partial(shown, PatternView), patterns)]))


@routes.post(
    ROOT + "/kinds",
    caller=people.may("shifts.plan"),
    body=NewKind,
    statuses=(201,),
    keyed=True,
    raises=(TooManyKinds, KeyReused),
)
def create_shift_kind(call: Call[people.Caller]) -> Answer[KindView]:
    """One kind of shift more."""
    once = call.once(f"shift_kind#{call.caller.agent.agent_id}")
    kind = settings.create_kind(call.desk, call.caller, call.body, once, call.request_id)
    return Answer(shown(KindView, kind), status=201)


@routes.put(ROOT + "/kinds/{kind_id}", caller=people.may("shifts.plan"), body=ChangeKind, raises=(ChangedMeanwhile,))
def update_shift_kind(call: Call[people.Caller], kind_id: str) -> Answer[KindView]:
    """Change a kind of shift; shifts that are planned stay as they are."""
    form, version = _without_version(call.body)
    return Answer(
        shown(KindView, settings.update_kind(call.desk, call.caller, kind_id, form, version, call.request_id))
    )


@routes.post(
    ROOT + "/rotations",
    caller=people.may("shifts.plan"),
    body=NewPattern,
    statuses=(201,),
    keyed=True,
    raises=(TooManyKinds, KeyReused),
)
def create_rotation(call: Call[people.Caller]) -> Answer[PatternView]:
    """One rotation more."""
    once = call.once(f"rotation#{call.caller.agent.agent_id}")
    pattern = settings.create_pattern(call.desk, call.caller, call.body, once, call.request_id)
    return Answer(shown(PatternView, pattern), status=201)


@routes.put(
    ROOT + "/rotations/{pattern_id}",
    caller=people.may("shifts.plan"),
    body=ChangePattern,
    raises=(ChangedMeanwhile,),
)
def update_rotation(call: Call[people.Caller], pattern_id: str) -> Answer[PatternView]:
    """Change a rotation; what was laid out by it stays."""
    form, version = _without_version(call.body)
    pattern = settings.update_pattern(call.desk, call.caller, pattern_id, form, version, call.request_id)
    return Answer(shown(PatternView, pattern))


@routes.get(GROUP + "/rules", caller=people.may("shifts.plan"), raises=(NotYours,))
def read_shift_rules(call: Call[people.Caller], group_id: str) -> Answer[RulesView]:
    """What the roster of a group must hold, and whether its shifts are binding."""
    return Answer(shown(RulesView, settings.read_rules(call.desk, call.caller, group_id)))


@routes.put(
    GROUP + "/rules",
    caller=people.may("shifts.plan"),
    body=RulesForm,
    raises=(NotYours, ChangedMeanwhile),
)
def update_shift_rules(call: Call[people.Caller], group_id: str) -> Answer[RulesView]:
    """Change the rules of a group's roster; whether shifts bind holds for its members at once."""
    form, version = _without_version(call.body)
    rules = settings.update_rules(call.desk, call.caller, group_id, form, version, call.request_id)
    return Answer(shown(RulesView, rules))


@routes.get(GROUP + "/weeks", caller=people.may("shifts.plan"), query=BoardQuery, raises=(NotYours,))
def read_roster(call: Call[people.Caller], group_id: str) -> Answer[BoardView]:
    """Some weeks of a group: everybody's shifts as planned and as published, rules broken, who is there by the hour."""
    board = planning.read_board(call.desk, call.caller, group_id, call.query.first, call.query.weeks)
    group = board.group
    shown_people = [show_person(each, group.member_ids) for each in board.members]
    weeks = [*map(_show_week, board.weeks)]
    rules = shown(RulesView, board.rules)
    return Answer(BoardView(group.group_id, group.name, board.time_zone, shown_people, rules, weeks))


@routes.put(
    WEEK + "/agents/{agent_id}",
    caller=people.may("shifts.plan"),
    body=PlanLine,
    raises=(NotYours, RosterMoved),
)
def plan_week(call: Call[people.Caller], group_id: str, week: str, agent_id: str) -> Answer[LinePlanned]:
    """Plan somebody's week, as a draft; they hear of it once it is published."""
    line, found = planning.plan_week(
        call.desk, call.caller, group_id, _monday(week), agent_id, call.body.shifts, call.body.version
    )
    return Answer(LinePlanned(show_line(line), [*map(partial(shown, RosterFinding), found)]))


@routes.post(GROUP + "/lay-out", caller=people.may("shifts.plan"), body=LayOut, raises=(NotYours,))
def lay_out_rotation(call: Call[people.Caller], group_id: str) -> Answer[WrittenView]:
    """Plan days of some agents by a rotation, as drafts; twice is once."""
    body = call.body
    layout = Layout(tuple(body.agent_ids), body.first, body.last, body.offset, body.on_holidays)
    return _written(planning.lay_out(call.desk, call.caller, group_id, body.pattern_id, layout, body.seen))


@routes.post(WEEK + "/copy", caller=people.may("shifts.plan"), body=CopyWeek, raises=(NotYours,))
def copy_roster_week(call: Call[people.Caller], group_id: str, week: str) -> Answer[WrittenView]:
    """Plan another week as this one is planned, as drafts; twice is once."""
    body = call.body
    return _written(
        planning.copy_week(call.desk, call.caller, group_id, _monday(week), body.to, body.agent_ids, body.seen)
    )


@routes.post(
    WEEK + "/publish",
    caller=people.may("shifts.plan"),
    body=PublishWeek,
    keyed=True,
    raises=(NotYours, RosterMoved, RulesBroken, KeyReused),
)
def publish_week(call: Call[people.Caller], group_id: str, week: str) -> Answer[PublicationView]:
    """Publish the weeks of these agents as they were seen; each of them is told."""
    once = call.once(f"publish_week#{call.caller.agent.agent_id}#{group_id}#{week}")
    made = publishing.publish_week(call.desk, call.caller, group_id, _monday(week), call.body, once, call.request_id)
    return Answer(shown(PublicationView, made))


def _without_version(body: msgspec.Struct) -> tuple[dict[str, object], int | None]:
    said = msgspec.structs.asdict(body)
    version = said.pop("version", None)
    return said, version


def _written(written: Written) -> Answer[WrittenView]:
    return Answer(WrittenView(written.written, [shown(SeenView, each) for each in written.left]))


def _show_week(week: Week) -> WeekView:
    return WeekView(
        week.week,
        [*map(partial(shown, DayView), week.days)],
        [*map(show_line, week.lines)],
        [*map(partial(shown, RosterFinding), week.findings)],
        [*map(partial(shown, HourView), week.hours)],
        [*map(partial(shown, PublicationView), week.publications)],
    )
