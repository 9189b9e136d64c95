"""Inspections, as inspectors, those whose work they are about, and who decides on appeals see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER, PermissionNeeded
from chalicelib.quality.api.views import InspectionLineView, InspectionView, show_inspection, show_line
from chalicelib.quality.model.inspection import (
    AppealOver,
    Comment,
    Filled,
    InspectionSubmitted,
    NoAppeal,
    NotSubmitted,
    Ruling,
)
from chalicelib.quality.model.inspectors import DECIDE, INSPECT, SEE
from chalicelib.quality.model.sheets import STANDARD, SheetUnpublished
from chalicelib.quality.service import appealing, assigning, inspecting, lists

routes = Routes(__name__)

ALL = "/v1/desk/quality/inspections"
ONE = ALL + "/{inspection_id}"
ANYBODY = people.may(ANSWER, INSPECT, DECIDE, SEE)

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Points = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]


class InspectionsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: one's own tasks, those one has done, what was said of one's own work, of an agent's (``agent_id``),
    appeals, what nobody has, or what was submitted in a ``month``, such as 2026-11; unsaid: this one."""

    view: Literal["tasks", "done", "own", "agent", "appealed", "waiting", "month"] = "own"
    agent_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    month: Annotated[str, msgspec.Meta(max_length=20)] = ""
    cursor: Cursor = ""


class InspectConversation(msgspec.Struct, forbid_unknown_fields=True):
    """``sheet_id``: by which sheet."""

    conversation_id: Id
    sheet_id: Id = STANDARD


class FillSheet(msgspec.Struct, forbid_unknown_fields=True):
    """``marks``: points by criterion, null where one does not apply; ``fatal``: keys of the fatal errors that were
    made; ``comments``: on single messages, by their numbers. ``version``: of the inspection, as it was read."""

    version: Version
    marks: Mapping[str, Points | None] = msgspec.field(default_factory=dict)
    fatal: list[Id] = []
    comments: list[Comment] = []
    text: Words = ""

    @property
    def filled(self) -> Filled:
        """The sheet that is filled in."""
        return Filled(self.marks, tuple(self.fatal), tuple(self.comments), self.text)


class AppealInspection(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: why one disagrees."""

    text: Words


class DecideOnInspection(msgspec.Struct, forbid_unknown_fields=True):
    """``marks``, ``fatal``: the new ones, where the points are ``changed``; what is left out stays. ``text``: why."""

    outcome: Literal["upheld", "changed"]
    text: Words
    marks: Mapping[str, Points | None] | None = None
    fatal: list[Id] | None = None


class AssignInspection(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id


@routes.get(ALL, caller=ANYBODY, query=InspectionsQuery, raises=(PermissionNeeded,))
def list_inspections(call: Call[people.Caller]) -> Answer[PageOf[InspectionLineView]]:
    """Inspections of one kind, in reach; a page may be short while others follow."""
    query = call.query
    asked = {"agent_id": query.agent_id, "month": query.month, "cursor": query.cursor or None}
    items, following = lists.list_inspections(call.desk, call.caller.agent, query.view, **asked)
    return Answer(PageOf([show_line(each) for each in items], following))


@routes.post(
    ALL,
    caller=people.may(INSPECT, DECIDE),
    body=InspectConversation,
    raises=(NotFound, NotYours, SheetUnpublished),
)
def inspect_conversation(call: Call[people.Caller]) -> Answer[InspectionLineView]:
    """Have a conversation inspected that no rule drew; one that is drawn already stays as it is."""
    form = call.body
    made = inspecting.inspect_by_hand(call.desk, call.caller, form.conversation_id, form.sheet_id, call.request_id)
    call.notes["inspection_id"] = made.inspection_id
    return Answer(show_line(made))


@routes.get(ONE, caller=ANYBODY, raises=(NotYours,))
def read_inspection(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionView]:
    """One with its sheet, as far as it is one's to see."""
    agent = call.caller.agent
    return Answer(show_inspection(call.desk, agent, inspecting.read_inspection(call.desk, agent, inspection_id)))


@routes.post(
    ONE + "/draft",
    caller=people.may(INSPECT),
    body=FillSheet,
    raises=(NotYours, InspectionSubmitted, ChangedMeanwhile),
)
def save_inspection_draft(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionView]:
    """Keep what is filled in so far; nobody else sees it."""
    form, agent = call.body, call.caller.agent
    after = inspecting.save_draft(call.desk, agent, inspection_id, form.filled, form.version)
    return Answer(show_inspection(call.desk, agent, inspecting.seen(call.desk, agent, after)))


@routes.post(
    ONE + "/submit",
    caller=people.may(INSPECT),
    body=FillSheet,
    keyed=True,
    raises=(NotYours, InspectionSubmitted, ChangedMeanwhile),
)
def submit_inspection(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionView]:
    """Submit the whole sheet, once: its agent sees it, and it counts."""
    form, agent = call.body, call.caller.agent
    once = call.once(f"submit-inspection#{inspection_id}#{agent.agent_id}")
    asked = (inspection_id, form.filled, form.version, once, call.request_id)
    after = inspecting.submit(call.desk, call.caller, *asked)
    return Answer(show_inspection(call.desk, agent, inspecting.seen(call.desk, agent, after)))


@routes.post(
    ONE + "/appeal",
    caller=people.may(ANSWER, INSPECT, DECIDE, SEE),
    body=AppealInspection,
    keyed=True,
    raises=(NotYours, NotSubmitted, AppealOver, KeyReused),
)
def appeal_inspection(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionView]:
    """Disagree with what was said of one's own work: once, with a reason, within the days that the desk allows."""
    agent = call.caller.agent
    once = call.once(f"appeal-inspection#{inspection_id}#{agent.agent_id}")
    after = appealing.appeal(call.desk, call.caller, inspection_id, call.body.text, once, call.request_id)
    return Answer(show_inspection(call.desk, agent, inspecting.seen(call.desk, agent, after)))


@routes.post(
    ONE + "/decide",
    caller=people.may(DECIDE),
    body=DecideOnInspection,
    keyed=True,
    raises=(NotYours, NoAppeal, KeyReused),
)
def decide_on_inspection(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionView]:
    """Decide on an appeal: the points stay, or are changed."""
    form, agent = call.body, call.caller.agent
    fatal = tuple(form.fatal) if form.fatal is not None else None
    once = call.once(f"decide-on-inspection#{inspection_id}#{agent.agent_id}")
    ruling = Ruling(form.outcome, form.text, form.marks, fatal)
    after = appealing.decide(call.desk, call.caller, inspection_id, ruling, once, call.request_id)
    return Answer(show_inspection(call.desk, agent, inspecting.seen(call.desk, agent, after)))


@routes.get(ONE + "/inspectors", caller=people.may(INSPECT, DECIDE), query=PageQuery, raises=(NotYours,))
def list_inspectors(call: Call[people.Caller], inspection_id: str) -> Answer[PageOf[AgentRef]]:
    """Who may be given this one, or a calibration of its conversation."""
    start_of(call)  # a cursor that is none is told of first
    able = assigning.able_inspectors(call.desk, call.caller.agent, inspection_id)
    return Answer(page(call, able, lambda each: [each.name, each.agent_id], lambda each: by_agent(each).ref))


@routes.post(
    ONE + "/assign",
    caller=people.may(INSPECT, DECIDE),
    body=AssignInspection,
    raises=(NotYours, InspectionSubmitted),
)
def assign_inspection(call: Call[people.Caller], inspection_id: str) -> Answer[InspectionLineView]:
    """Give it to an inspector, or take it oneself; twice is once."""
    after = assigning.assign(call.desk, call.caller, inspection_id, call.body.agent_id, call.request_id)
    return Answer(show_line(after))
