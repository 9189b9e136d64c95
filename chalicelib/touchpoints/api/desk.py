"""The map of touch points beside conversations and tickets, and what months come to, for those who work by it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights, PermissionNeeded
from chalicelib.touchpoints.api.views import (
    TouchpointAgentsView,
    TouchpointBesideView,
    TouchpointContactView,
    TouchpointResultsView,
    show_agent,
    show_beside,
    show_contact,
    show_detail,
)
from chalicelib.touchpoints.service import correcting, results, showing

routes = Routes(__name__)

ROOT = "/v1/desk/touchpoints"
ABOUT = ROOT + "/about/{about_id}"

Code = Annotated[str, msgspec.Meta(max_length=40)]
Month = Annotated[str, msgspec.Meta(max_length=20)]
AgentId = Annotated[str, msgspec.Meta(max_length=100)]


class CorrectTouchpoint(msgspec.Struct, forbid_unknown_fields=True):
    """``code``: of the cell; null: as the rules say. ``version``: of what was read."""

    code: Code | None
    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


class TouchpointAgentsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one."""

    month: Month = ""
    cursor: Cursor = ""


class TouchpointResultsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Of one ``cell`` by its code (``none``: what fell into none), or one agent; ``month``: unsaid: this one."""

    cell: Code = ""
    agent_id: AgentId = ""
    month: Month = ""


class TouchpointContactsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """The same; ``only_failed``: what did not keep every step."""

    cell: Code = ""
    agent_id: AgentId = ""
    month: Month = ""
    only_failed: bool = False
    cursor: Cursor = ""


@routes.get(ABOUT, caller=people.anybody, raises=(NotFound, NotYours))
def read_touchpoint_beside(call: Call[people.Caller], about_id: str) -> Answer[TouchpointBesideView]:
    """Where a conversation or ticket belongs on the map, what is to be done there, and how each step stands."""
    return Answer(show_beside(showing.read_beside(call.desk, call.caller, about_id)))


@routes.put(ABOUT, caller=people.anybody, body=CorrectTouchpoint, raises=(NotFound, NotYours, ChangedMeanwhile))
def correct_touchpoint(call: Call[people.Caller], about_id: str) -> Answer[TouchpointBesideView]:
    """Say into which cell it falls; it is counted there instead, and stays there."""
    form = call.body
    correcting.correct(call.desk, call.caller, about_id, form.code, form.version, call.request_id)
    return Answer(show_beside(showing.read_beside(call.desk, call.caller, about_id)))


@routes.get(ROOT + "/agents", caller=people.anybody, query=TouchpointAgentsQuery)
def list_touchpoint_agents(call: Call[people.Caller]) -> Answer[TouchpointAgentsView]:
    """A month of each agent in reach: conversations, tickets, the flow conformance rate."""
    month, lines, following = results.list_agents(
        call.desk, call.caller.agent, call.query.month, call.query.cursor or None
    )
    return Answer(TouchpointAgentsView(month, [show_agent(each) for each in lines], following))


@routes.get(
    ROOT + "/results",
    caller=people.anybody,
    query=TouchpointResultsQuery,
    raises=(PermissionNeeded, BeyondYourRights),
)
def read_touchpoint_results(call: Call[people.Caller]) -> Answer[TouchpointResultsView]:
    """A month of one cell or agent: the rate, and which steps were not kept how often."""
    query, agent = call.query, call.caller.agent
    spot = results.spot_of(call.desk, agent, query.cell, query.agent_id)
    return Answer(show_detail(results.read_detail(call.desk, agent, spot, query.month)))


@routes.get(
    ROOT + "/contacts",
    caller=people.anybody,
    query=TouchpointContactsQuery,
    raises=(PermissionNeeded, BeyondYourRights),
)
def list_touchpoint_contacts(call: Call[people.Caller]) -> Answer[PageOf[TouchpointContactView]]:
    """The conversations and tickets of a month that are counted there, the newest first."""
    query, agent = call.query, call.caller.agent
    spot = results.spot_of(call.desk, agent, query.cell, query.agent_id)
    found, following = results.list_contacts(
        call.desk, agent, spot, query.month, query.only_failed, query.cursor or None
    )
    return Answer(PageOf([show_contact(each) for each in found], following))
