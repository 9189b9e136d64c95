"""What the routes show of the duty log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef, Author
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.handover.model.things import KINDS
from chalicelib.logbook.model.checks import Check, Finding
from chalicelib.logbook.model.faults import Fault
from chalicelib.logbook.model.handing import Handed, ShiftHandover
from chalicelib.logbook.model.instructions import LEVELS, STEPS, Instruction, Step
from chalicelib.logbook.model.minutes import Case, Decision, Minutes
from chalicelib.logbook.model.schedules import CheckList, Point
from chalicelib.logbook.service.handing import Seen
from chalicelib.logbook.service.instructing import Shown


class PointView(Point, frozen=True):
    """Something that is looked at."""


class FoundAtPoint(Finding, frozen=True):
    """What was found at a point."""


@showing(CheckList, "list_id group_id name times weekdays minutes created_at archived version")
class CheckListView(msgspec.Struct):
    """``next_at``: when it is due next; null: never."""

    points: list[PointView]
    next_at: datetime | None


@showing(Check, "check_id list_id group_id name due_at until state passed_over missed_at note done_at late version")
class DutyCheckView(msgspec.Struct):
    """``findings``: by the ids of points."""

    late: bool
    points: list[PointView]
    findings: dict[str, FoundAtPoint]
    by: AgentRef | None


@showing(Fault, "fault_id group_id department_id department title text reported_at urgent check_id point_id number")
class FaultView(msgspec.Struct):
    """``ticket_id``: of the department's ticket; null: it is being made."""

    ticket_id: str | None
    by: AgentRef


@showing(Step, "at text reason")
class InstructionStepView(msgspec.Struct):
    """``level``: at which, or to which it went; ``by`` without a name: the desk itself."""

    what: Annotated[str, among(*STEPS)]
    by: AgentRef
    level: Annotated[str, among(*LEVELS)] | None


class LinkedView(msgspec.Struct):
    """A thing of the desk."""

    kind: str
    id: str


@showing(Instruction, "instruction_id group_id group subject urgent state level late asked_at due_at version")
class InstructionInList(msgspec.Struct):
    """``level``: who is to answer it, or did."""

    asker: AgentRef


@showing(Instruction, "text proposal")
class InstructionView(InstructionInList):
    """``may_answer``: one is to answer it, or to pass it up."""

    steps: list[InstructionStepView]
    links: list[LinkedView]
    may_answer: bool


@showing(Minutes, "minutes_id group_id group title held_at created_at state confirmed_at published version")
class MinutesInList(msgspec.Struct):
    written_by: AgentRef


class AbsenceView(msgspec.Struct):
    """Who was not there, and why."""

    who: AgentRef
    reason: str


@showing(Case, "title analysis answer")
class CaseView(msgspec.Struct):
    links: list[LinkedView]


@showing(Decision, "decision_id text ticket ticket_id number")
class DecidedView(msgspec.Struct):
    """``ticket``: it is to become one; ``ticket_id``, ``number``: it has."""

    who: AgentRef | None
    until: date | None


class CorrectionView(msgspec.Struct):
    """What was added once they were confirmed."""

    at: datetime
    by: AgentRef
    text: str


@showing(Minutes, "topics")
class MinutesView(MinutesInList):
    chair: AgentRef | None
    present: list[AgentRef]
    absences: list[AbsenceView]
    cases: list[CaseView]
    decisions: list[DecidedView]
    corrections: list[CorrectionView]
    confirmed_by: AgentRef | None


def ref(author: Author | None) -> AgentRef | None:
    """Who it is, if anybody."""
    return author.ref if author is not None else None


def show_list(checklist: CheckList, next_at: datetime | None) -> CheckListView:
    points = [shown(PointView, each) for each in checklist.points]
    return shown(CheckListView, checklist, points=points, next_at=next_at)


def show_check(check: Check) -> DutyCheckView:
    return shown(
        DutyCheckView,
        check,
        points=[shown(PointView, each) for each in check.points],
        findings={name: shown(FoundAtPoint, each) for name, each in check.findings.items()},
        by=ref(check.by),
    )


def show_fault(fault: Fault) -> FaultView:
    return shown(FaultView, fault, by=fault.by.ref)


def show_instruction_in_list(instruction: Instruction) -> InstructionInList:
    return shown(InstructionInList, instruction, asker=instruction.asker.ref)


def show_instruction(seen: Shown) -> InstructionView:
    instruction = seen.instruction
    return shown(
        InstructionView,
        instruction,
        asker=instruction.asker.ref,
        steps=[shown(InstructionStepView, each, by=each.by.ref) for each in instruction.steps],
        links=[LinkedView(each.kind, each.id) for each in instruction.links],
        may_answer=seen.may_answer,
    )


def show_minutes_in_list(minutes: Minutes) -> MinutesInList:
    return shown(MinutesInList, minutes, written_by=minutes.written_by.ref)


def show_minutes(minutes: Minutes) -> MinutesView:
    return shown(
        MinutesView,
        minutes,
        written_by=minutes.written_by.ref,
        chair=ref(minutes.chair),
        present=[each.ref for each in minutes.present],
        absences=[AbsenceView(each.who.ref, each.reason) for each in minutes.absences],
        cases=[_case(each) for each in minutes.cases],
        decisions=[shown(DecidedView, each, who=ref(each.who)) for each in minutes.decisions],
        corrections=[CorrectionView(each.at, each.by.ref, each.text) for each in minutes.corrections],
        confirmed_by=ref(minutes.confirmed_by),
    )


def _case(case: Case) -> CaseView:
    return shown(CaseView, case, links=[LinkedView(each.kind, each.id) for each in case.links])


@showing(Handed, "state since why")
class HandedView(msgspec.Struct):
    """A thing that is handed over. ``taking``: ``by`` claimed it, and it becomes theirs within seconds; ``gone``: it
    was finished, or went elsewhere. ``why``: the code of the reason why the last who tried could not have it."""

    kind: Annotated[str, among(*KINDS)]
    thing_id: str
    customer: str
    number: str
    about: str
    due_at: datetime | None
    plan_key: str | None
    by: AgentRef | None


@showing(ShiftHandover, "handover_id group_id group begun_at until shift shift_until state late noted_at version")
class ShiftInList(msgspec.Struct):
    """``shift``: of the roster, if it ended one. ``has_note``, ``noted_by``: who has accepted the note, if there is
    one."""

    leaver: AgentRef
    has_note: bool
    noted_by: AgentRef | None


@showing(ShiftHandover, "listed more")
class ShiftView(ShiftInList):
    """``listed``: all that is to be is listed by now; ``more``: more is open than fits, which is listed afterwards.
    ``may_accept``: one is of those who accept; ``mine``: one hands it over."""

    sections: dict[str, str]
    things: list[HandedView]
    may_accept: bool
    mine: bool


def show_shift_in_list(handover: ShiftHandover) -> ShiftInList:
    return shown(
        ShiftInList,
        handover,
        leaver=handover.leaver.ref,
        has_note=bool(handover.sections),
        noted_by=ref(handover.noted_by),
    )


def show_shift(seen: Seen, agent_id: str) -> ShiftView:
    handover = seen.handover
    return shown(
        ShiftView,
        handover,
        leaver=handover.leaver.ref,
        has_note=bool(handover.sections),
        noted_by=ref(handover.noted_by),
        sections=dict(handover.sections),
        things=[_handed(each) for each in seen.things],
        may_accept=seen.may_accept,
        mine=handover.leaver.id == agent_id,
    )


def _handed(handed: Handed) -> HandedView:
    thing = handed.thing
    return shown(
        HandedView,
        handed,
        kind=thing.kind,
        thing_id=thing.thing_id,
        customer=thing.customer,
        number=thing.number,
        about=thing.about,
        due_at=thing.due_at,
        plan_key=thing.plan_key,
        by=ref(handed.by),
    )
