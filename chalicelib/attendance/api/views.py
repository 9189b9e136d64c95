"""What the routes show of leave, exchanges and attendance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.attendance.model.kinds import LeaveKind
from chalicelib.attendance.model.measuring import Figures, Plan
from chalicelib.attendance.model.records import OVER, Correction, Record
from chalicelib.attendance.model.requests import (
    APPROVED,
    ASKED,
    STATES,
    Exchanged,
    LeaveAsked,
    Request,
    Word,
)
from chalicelib.attendance.model.rights import MEND
from chalicelib.attendance.model.settings import Settings
from chalicelib.attendance.model.sums import Sums
from chalicelib.attendance.service.access import may_decide, sees
from chalicelib.attendance.service.accounts import OfKind
from chalicelib.attendance.service.lists import Offered
from chalicelib.attendance.service.sums import OfAgent
from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.shifts.model.roster import OnDuty
from chalicelib.shifts.model.rules import Finding

DECIDE, WITHDRAW, CANCEL, ANSWER = "decide", "withdraw", "cancel", "answer"
ACTIONS = (DECIDE, WITHDRAW, CANCEL, ANSWER)


@showing(LeaveKind)
class LeaveKindView(msgspec.Struct):
    """``names``: by language. ``minutes_a_year``: how much of it everybody has, a day counts as 480 (null: as much as
    is approved). ``every_day``: all days count, not only those on which they would work."""


@showing(Settings)
class LeaveSettingsView(msgspec.Struct):
    """``leader_minutes``: longer leave is for whoever may approve long leave. ``version`` counts the changes."""

    kinds: list[LeaveKindView]


class LeaveKindsView(msgspec.Struct):
    """What may be asked for; ``leader_minutes``: longer leave is for whoever may approve long leave; ``back_days``: so
    long ago it may have begun."""

    kinds: list[LeaveKindView]
    leader_minutes: int
    back_days: int


class LeaveBalanceView(msgspec.Struct):
    """Minutes of a kind of leave in a year: granted beside what everybody has, reserved by requests that wait, taken;
    ``left``: null where there is no balance."""

    kind: LeaveKindView
    year: int
    extra: int
    reserved: int
    taken: int
    left: int | None


class LeaveBalancesView(msgspec.Struct):
    """What somebody has of each kind of leave in a year."""

    year: int
    balances: list[LeaveBalanceView]


@showing(LeaveAsked, "kind_id first last part counted paid color length")
class LeaveAskedView(msgspec.Struct):
    """``minutes``: what it takes of the balance, by year; a day counts as 480; ``length``: all of it."""

    names: dict[str, str]
    minutes: dict[str, int]
    length: int


class ExchangedView(msgspec.Struct):
    """A published shift that one gives to another."""

    group_id: str
    group_name: str
    day: date
    start_minute: int
    end_minute: int
    name: str
    color: str
    since: datetime
    until: datetime


class SwapAskedView(msgspec.Struct):
    """``gives``: the shift of whoever asks that the colleague is to have; ``takes``: theirs for it."""

    colleague: AgentRef
    gives: ExchangedView
    takes: ExchangedView | None
    accepted_at: datetime | None


class LeaveWordView(msgspec.Struct):
    """What somebody said to it, and did by it; ``by``: null where it came to nothing by itself."""

    outcome: Annotated[str, among("accepted", *STATES)]
    text: str
    by: AgentRef | None
    at: datetime


@showing(Request, "request_id what created_at since until reason state senior version")
class LeaveRequestView(msgspec.Struct):
    """Leave, or an exchange of shifts. ``senior``: it is for whoever may approve long leave. ``may``: what the caller
    can do."""

    agent: AgentRef
    leave: LeaveAskedView | None
    swap: SwapAskedView | None
    words: list[LeaveWordView]
    may: list[Annotated[str, among(*ACTIONS)]]


class AgainstView(Finding, frozen=True):
    pass


class OfGroupView(msgspec.Struct):
    """What would be against the rules of a group; null: whichever it is."""

    group_id: str | None
    finding: AgainstView


class WholeRequestView(msgspec.Struct):
    """A request with what stands against it: minimum cover that would not hold, rules of rosters."""

    request: LeaveRequestView
    findings: list[OfGroupView]


class LeavePreviewView(msgspec.Struct):
    """What leave would come to. ``left``: what would be left by year (null: no balance); ``shifts``: those that fall
    away; ``findings``: minimum cover that would not hold."""

    since: datetime
    until: datetime
    minutes: dict[str, int]
    left: dict[str, int | None]
    senior: bool
    shifts: list[PlannedView]
    findings: list[OfGroupView]


class PlannedView(msgspec.Struct):
    """A published shift in real time."""

    group_id: str
    day: date
    since: datetime
    until: datetime
    name: str
    color: str


class OfferedView(msgspec.Struct):
    """A colleague's published shift; ``start_minute``: since that day's 00:00."""

    agent: AgentRef
    start_minute: int
    shift: PlannedView


class OffersView(msgspec.Struct):
    """Colleagues' shifts of a day, and all of the group to whom one may give a shift."""

    shifts: list[OfferedView]
    colleagues: list[AgentRef]


@showing(Figures)
class AttendanceFiguresView(msgspec.Struct):
    """Minutes, but for ``absent`` and the moments. ``planned``: of working time; ``leave``: of it that is excused;
    ``gone``: in which they should have been there; ``allowed``: of breaks that were planned, ``over``: of breaks beyond
    them; ``missed``: of a shift that they did not come to."""


class AttendanceCorrectionView(msgspec.Struct):
    """What somebody said instead of what was found, and why."""

    came_at: datetime | None
    went_at: datetime | None
    excused: bool
    reason: str
    by: AgentRef
    at: datetime


@showing(Plan, "group_id day number since until name color")
class AttendanceView(msgspec.Struct):
    """A shift: as it was planned, what was found, and what counts (``figures``), with the last of the corrections.
    ``state``: planned until it is over; dropped: not planned any more. ``may_correct``: whether the caller may."""

    agent_id: str
    agent: AgentRef | None
    state: str
    found: AttendanceFiguresView | None
    figures: AttendanceFiguresView | None
    corrections: list[AttendanceCorrectionView]
    may_correct: bool
    version: int


class AttendanceMonthView(msgspec.Struct):
    """An agent's records of a month."""

    month: str
    records: list[AttendanceView]


@showing(Sums)
class AttendanceSumsView(msgspec.Struct):
    """What a month comes to for an agent: shifts that are over, minutes, and how many times."""

    agent: AgentRef
    month: str


class AttendanceCsvPart(msgspec.Struct):
    """Some lines of a file for spreadsheets; ``next``: the cursor of the part after; ``done``: agents so far."""

    text: str
    next: str | None
    done: int


class RecountedAttendanceView(msgspec.Struct):
    """``agents``: how many were counted anew; ``wrong``: for how many of these something was mended; ``next``: the
    cursor of the next page, if there is one."""

    agents: int
    wrong: int
    next: str | None


def show_kind(kind: LeaveKind) -> LeaveKindView:
    return shown(LeaveKindView, kind, names=dict(kind.names))


def show_settings(settings: Settings) -> LeaveSettingsView:
    return shown(LeaveSettingsView, settings, kinds=[*map(show_kind, settings.kinds)])


def show_balance(each: OfKind) -> LeaveBalanceView:
    return shown(LeaveBalanceView, each, kind=show_kind(each.kind))


def show_balances(year: int, balances: Iterable[OfKind]) -> LeaveBalancesView:
    return LeaveBalancesView(year, [*map(show_balance, balances)])


def show_request(agent: Agent, request: Request, around: people.Surroundings, now: datetime) -> LeaveRequestView:
    return shown(
        LeaveRequestView,
        request,
        agent=request.agent.ref,
        leave=_show_leave(request.leave),
        swap=_show_swap(request),
        words=[_show_word(each) for each in request.words],
        may=_may(agent, request, around, now),
    )


def _may(agent: Agent, request: Request, around: people.Surroundings, now: datetime) -> list[str]:
    own, decides = agent.agent_id == request.agent_id, may_decide(agent, request, around)
    is_asked = request.swap is not None and request.swap.colleague_id == agent.agent_id
    is_leave = request.leave is not None and request.state == APPROVED
    able = (
        (DECIDE, decides and request.is_open and request.state != ASKED),
        (WITHDRAW, own and request.is_open),
        (CANCEL, is_leave and (decides or (own and request.since > now))),
        (ANSWER, is_asked and request.state == ASKED),
    )
    return [name for name, possible in able if possible]


def _show_leave(leave: LeaveAsked | None) -> LeaveAskedView | None:
    if leave is None:
        return None
    minutes = {str(year): number for year, number in leave.minutes.items()}
    return shown(LeaveAskedView, leave, names=dict(leave.names), minutes=minutes)


def _show_swap(request: Request) -> SwapAskedView | None:
    swap = request.swap
    if swap is None:
        return None
    takes = show_exchanged(swap.takes) if swap.takes is not None else None
    return SwapAskedView(swap.colleague.ref, show_exchanged(swap.gives), takes, swap.accepted_at)


def show_exchanged(each: Exchanged) -> ExchangedView:
    shift = each.shift
    span = (shift.day, shift.start_minute, shift.end_minute, shift.name, shift.color)
    return ExchangedView(each.group_id, each.group_name, *span, each.since, each.until)


def _show_word(word: Word) -> LeaveWordView:
    return LeaveWordView(word.outcome, word.text, word.by.ref if word.by.id is not None else None, word.at)


def show_finding(group_id: str | None, finding: Finding) -> OfGroupView:
    return OfGroupView(group_id, shown(AgainstView, finding))


def show_planned(span: OnDuty) -> PlannedView:
    return shown(PlannedView, span)


def show_offered(each: Offered) -> OfferedView:
    return OfferedView(by_agent(each.agent).ref, each.start_minute, show_planned(each.span))


def show_record(caller: Agent, record: Record, around: people.Surroundings, agent: Agent | None) -> AttendanceView:
    may = record.state == OVER and sees(caller, MEND, record.agent_id, around)
    return shown(
        AttendanceView,
        record.plan,
        agent_id=record.agent_id,
        agent=by_agent(agent).ref if agent is not None else None,
        state=record.state,
        found=shown(AttendanceFiguresView, record.found) if record.found is not None else None,
        figures=shown(AttendanceFiguresView, record.figures) if record.figures is not None else None,
        corrections=[_show_correction(each) for each in record.corrections],
        may_correct=may,
        version=record.version,
    )


def _show_correction(each: Correction) -> AttendanceCorrectionView:
    said = each.said
    return AttendanceCorrectionView(said.came_at, said.went_at, said.excused, each.reason, each.by.ref, each.at)


def show_sums(month: str, each: OfAgent) -> AttendanceSumsView:
    return shown(AttendanceSumsView, each.sums, agent=by_agent(each.agent).ref, month=month)
