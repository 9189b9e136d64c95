"""Requests for instruction, as those who ask and those who answer work with them."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.pages import Cursor, PageOf, placed, start_of
from chalicelib.core.text import Id
from chalicelib.logbook.api.views import (
    InstructionInList,
    InstructionView,
    show_instruction,
    show_instruction_in_list,
)
from chalicelib.logbook.model.instructions import (
    LEAD,
    AnswerInstruction,
    AskInstruction,
    CarryOut,
    Instruction,
    NobodyAbove,
    NotYourLevel,
    PassUp,
    Withdraw,
)
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import instructing
from chalicelib.logbook.service.instructing import View
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import GroupArchived

routes = Routes(__name__)

EVERY = "/v1/desk/duty/instructions"
ONE = EVERY + "/{instruction_id}"

worker = people.may("duty.work", LEAD)
leader = people.may(LEAD)


class InstructionQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``mine``: that one asked; ``to_answer``: that wait for oneself; ``all``: of the groups that one leads."""

    view: View = "mine"
    group_id: Id | None = None
    cursor: Cursor = ""


def _once(call: Call[people.Caller], act: str, name: str = "") -> Once | None:
    return call.once(f"instruction#{act}#{call.caller.agent.agent_id}#{name}")


def _shown(call: Call[people.Caller], instruction: Instruction) -> InstructionView:
    return show_instruction(instructing.shown_to(call.desk, call.caller.agent, instruction))


@routes.get(EVERY, caller=worker, query=InstructionQuery, raises=(NotYours,))
def list_instructions(call: Call[people.Caller]) -> Answer[PageOf[InstructionInList]]:
    """Requests for instruction, the newest first."""
    query, agent = call.query, call.caller.agent
    things, more = instructing.list_instructions(call.desk, agent, query.view, query.group_id, start_of(call))
    return Answer(placed(call, things, show_instruction_in_list, more=more))


@routes.post(
    EVERY,
    caller=worker,
    body=AskInstruction,
    statuses=(201,),
    raises=(NotYours, GroupArchived, NobodyAbove, KeyReused),
    keyed=True,
)
def ask_instruction(call: Call[people.Caller]) -> Answer[InstructionView]:
    """Ask the next level for instruction, or one above it where it is urgent."""
    asked = instructing.ask_instruction(call.desk, call.caller.agent, call.body, _once(call, "ask"))
    return Answer(_shown(call, asked), 201)


@routes.get(ONE, caller=worker, raises=(NotYours,))
def read_instruction(call: Call[people.Caller], instruction_id: str) -> Answer[InstructionView]:
    """A request with every step of it."""
    return Answer(show_instruction(instructing.read_instruction(call.desk, call.caller.agent, instruction_id)))


@routes.post(
    ONE + "/answer", caller=leader, body=AnswerInstruction, raises=(NotYourLevel, DutyOver, KeyReused), keyed=True
)
def answer_instruction(call: Call[people.Caller], instruction_id: str) -> Answer[InstructionView]:
    """Say what is to be done. Nobody answers their own."""
    once, agent = _once(call, "answer", instruction_id), call.caller.agent
    return Answer(_shown(call, instructing.answer_instruction(call.desk, agent, instruction_id, call.body, once)))


@routes.post(
    ONE + "/pass-up",
    caller=leader,
    body=PassUp,
    raises=(NotYourLevel, DutyOver, NobodyAbove, KeyReused),
    keyed=True,
)
def pass_up_instruction(call: Call[people.Caller], instruction_id: str) -> Answer[InstructionView]:
    """Pass it to a level above, with one's own opinion."""
    once, agent = _once(call, "pass_up", instruction_id), call.caller.agent
    return Answer(_shown(call, instructing.pass_up(call.desk, agent, instruction_id, call.body, once)))


@routes.post(ONE + "/carry-out", caller=worker, body=CarryOut, raises=(NotYours, DutyOver, KeyReused), keyed=True)
def carry_out_instruction(call: Call[people.Caller], instruction_id: str) -> Answer[InstructionView]:
    """What was answered has been done; who asked says so, and may say what they think of it."""
    once, agent = _once(call, "carry_out", instruction_id), call.caller.agent
    return Answer(_shown(call, instructing.carry_out(call.desk, agent, instruction_id, call.body, once)))


@routes.post(ONE + "/withdraw", caller=worker, body=Withdraw, raises=(NotYours, DutyOver, KeyReused), keyed=True)
def withdraw_instruction(call: Call[people.Caller], instruction_id: str) -> Answer[InstructionView]:
    """Who asked needs no answer any more."""
    once, agent = _once(call, "withdraw", instruction_id), call.caller.agent
    return Answer(_shown(call, instructing.withdraw(call.desk, agent, instruction_id, call.body, once)))
