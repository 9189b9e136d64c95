"""Checks that are due, and faults: the duty log as everybody on duty writes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, placed, start_of
from chalicelib.core.text import Id
from chalicelib.logbook.api.views import (
    DutyCheckView,
    FaultView,
    InstructionInList,
    MinutesInList,
    ShiftInList,
    show_check,
    show_fault,
    show_instruction_in_list,
    show_minutes_in_list,
    show_shift_in_list,
)
from chalicelib.logbook.model.checks import Check
from chalicelib.logbook.model.faults import Fault, ReportFault
from chalicelib.logbook.model.handing import ShiftHandover
from chalicelib.logbook.model.instructions import LEAD, Instruction
from chalicelib.logbook.model.minutes import Minutes
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import checking, faults, finding
from chalicelib.logbook.service.checking import FillCheck, View
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import GroupArchived

routes = Routes(__name__)

CHECKS = "/v1/desk/duty/checks"
FAULTS = "/v1/desk/duty/faults"

worker = people.may("duty.work", LEAD)


class CheckQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``open``: to be filled; ``missed``: nobody did in time; ``faults``: something was found. ``group_id``: left out,
    of all one's groups."""

    view: View = "open"
    group_id: Id | None = None
    cursor: Cursor = ""


class FaultQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``to_us``: what others reported to one's groups, in place of what these reported."""

    view: Literal["reported", "to_us"] = "reported"
    group_id: Id | None = None
    cursor: Cursor = ""


class LogQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: words that all stand in what is looked for."""

    q: Annotated[str, msgspec.Meta(max_length=400)] = ""
    group_id: Id | None = None
    cursor: Cursor = ""


class FoundInLog(msgspec.Struct):
    """Something of the log; what it is stands by its name, the others are null."""

    check: DutyCheckView | None = None
    fault: FaultView | None = None
    instruction: InstructionInList | None = None
    minutes: MinutesInList | None = None
    shift: ShiftInList | None = None


@routes.get(CHECKS, caller=worker, query=CheckQuery, raises=(NotYours,))
def list_checks(call: Call[people.Caller]) -> Answer[PageOf[DutyCheckView]]:
    """Checks of one's groups, the newest first."""
    query = call.query
    things, more = checking.list_checks(call.desk, call.caller.agent, query.view, query.group_id, start_of(call))
    return Answer(placed(call, things, show_check, more=more))


@routes.get(CHECKS + "/{check_id}", caller=worker, raises=(NotYours,))
def read_check(call: Call[people.Caller], check_id: str) -> Answer[DutyCheckView]:
    """A check with what was found."""
    return Answer(show_check(checking.read_check(call.desk, call.caller.agent, check_id)))


@routes.post(
    CHECKS + "/{check_id}/fill", caller=worker, body=FillCheck, raises=(NotYours, DutyOver, KeyReused), keyed=True
)
def fill_check(call: Call[people.Caller], check_id: str) -> Answer[DutyCheckView]:
    """Say what was found at each point; the first who does has done it."""
    once = call.once(f"check#{call.caller.agent.agent_id}#{check_id}")
    return Answer(show_check(checking.fill_check(call.desk, call.caller.agent, check_id, call.body, once)))


@routes.get(FAULTS, caller=worker, query=FaultQuery, raises=(NotYours,))
def list_faults(call: Call[people.Caller]) -> Answer[PageOf[FaultView]]:
    """Faults that one's groups reported, or that were reported to them, the newest first."""
    query, agent = call.query, call.caller.agent
    things, more = faults.list_faults(call.desk, agent, query.group_id, start_of(call), to_us=query.view == "to_us")
    return Answer(placed(call, things, show_fault, more=more))


@routes.post(
    FAULTS,
    caller=worker,
    body=ReportFault,
    statuses=(200, 201),
    raises=(NotYours, GroupArchived, KeyReused),
    keyed=True,
)
def report_fault(call: Call[people.Caller]) -> Answer[FaultView]:
    """Report a fault to the department that sees to it, as a ticket of theirs; a point of a check once."""
    once = call.once(f"fault#{call.caller.agent.agent_id}")
    fault, again = faults.report_fault(call.desk, call.caller.agent, call.body, once)
    return Answer(show_fault(fault), 200 if again else 201)


@routes.get(FAULTS + "/{fault_id}", caller=worker, raises=(NotYours,))
def read_fault(call: Call[people.Caller], fault_id: str) -> Answer[FaultView]:
    """A fault, and the department's ticket for it."""
    return Answer(show_fault(faults.read_fault(call.desk, call.caller.agent, fault_id)))


@routes.get("/v1/desk/duty/search", caller=worker, query=LogQuery, raises=(NotYours,))
def search_duty_log(call: Call[people.Caller]) -> Answer[PageOf[FoundInLog]]:
    """What stands in the log of one's groups, by words, the newest first."""
    query, agent = call.query, call.caller.agent
    things, more = finding.find_in_log(call.desk, agent, query.q, query.group_id, start_of(call))
    return Answer(placed(call, things, _found, more=more))


def _found(entry: Any) -> FoundInLog:
    if isinstance(entry, Check):
        return FoundInLog(check=show_check(entry))
    if isinstance(entry, Fault):
        return FoundInLog(fault=show_fault(entry))
    if isinstance(entry, Instruction):
        return FoundInLog(instruction=show_instruction_in_list(entry))
    if isinstance(entry, ShiftHandover):
        return FoundInLog(shift=show_shift_in_list(entry))
    return FoundInLog(minutes=show_minutes_in_list(entry)) if isinstance(entry, Minutes) else FoundInLog()
