"""Erasing the data of agents who left, for those who see to people's data."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.errors import NotFound
from chalicelib.core.former import Leaver
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentErased, by_agent
from chalicelib.people.model.rights import BeyondYourRights, LastAdministrator
from chalicelib.people.service.leaving import NotOneself, StillHere
from chalicelib.privacy.api.admin import MAY, ROOT, CallOff, DataCountView, HandView, Reason
from chalicelib.privacy.model.leavers import Leaving, LeavingInTheWay, named
from chalicelib.privacy.model.requests import NotNow
from chalicelib.privacy.service import leavers

routes = Routes(__name__)

ALL = ROOT + "/leavers"
ONE = ALL + "/{leaving_id}"
REFUSED = (AgentErased, NotOneself, StillHere, LastAdministrator, BeyondYourRights)


class EraseAgent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``agent_id``: an agent whose account is closed. ``reason``: why, for the audit log."""

    agent_id: Id
    reason: Reason


class ConfirmErasingAgent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``typed``: the agent's id, typed by hand."""

    typed: Annotated[str, msgspec.Meta(max_length=100)]


@showing(Leaving, "leaving_id agent_id state reason asked_at erased_at ended_at why")
class LeavingView(msgspec.Struct):
    """``counts``: what there is of them, or was, by what it is called. ``instead``: what stands for their name once it
    is gone."""

    by: HandView
    confirmed_by: HandView | None
    counts: list[DataCountView]
    instead: str


def _hand(author: Author | None) -> HandView | None:
    return HandView(author.kind, author.name) if author is not None else None


def show(leaving: Leaving) -> LeavingView:
    counts = [DataCountView(*each) for each in named(leaving)]
    by = HandView(leaving.by.kind, leaving.by.name)
    instead = Leaver(leaving.agent_id).name
    return shown(LeavingView, leaving, by=by, confirmed_by=_hand(leaving.confirmed_by), counts=counts, instead=instead)


@routes.get(ALL, caller=MAY, query=PageQuery)
def list_erased_agents(call: Call[people.Caller]) -> Answer[PageOf[LeavingView]]:
    """All requests to erase the data of an agent who left, the newest first."""
    start = start_of(call)
    found, more = leavers.list_leavings(call.desk, str(start) if start is not None else None)
    return Answer(page(call, found, lambda each: each[0], lambda each: show(each[1]), forward=False, more=more))


@routes.post(
    ALL, caller=MAY, body=EraseAgent, statuses=(200, 201), keyed=True, raises=(NotFound, *REFUSED, LeavingInTheWay)
)
def erase_agent(call: Call[people.Caller]) -> Answer[LeavingView]:
    """Erase the data of an agent who left: what there is is counted, and shown before anything goes.

    200: it was asked before."""
    once, form = call.once(f"leavers#{call.caller.agent.agent_id}"), call.body
    made, again = leavers.ask(call.desk, call.caller.agent, form.agent_id, form.reason, once, call.request_id)
    return Answer(show(made), status=200 if again else 201)


@routes.get(ONE, caller=MAY)
def read_erased_agent(call: Call[people.Caller], leaving_id: str) -> Answer[LeavingView]:
    """One of them."""
    return Answer(show(leavers.read(call.desk, leaving_id)))


@routes.post(ONE + "/confirm", caller=MAY, body=ConfirmErasingAgent, raises=(*REFUSED, NotNow))
def confirm_erasing_agent(call: Call[people.Caller], leaving_id: str) -> Answer[LeavingView]:
    """Erase what was shown, from this moment on; it cannot be called off any more. Twice is once."""
    agent = call.caller.agent
    done = leavers.confirm(
        call.desk, by_agent(agent), leaving_id, call.body.typed, asker=agent, request_id=call.request_id
    )
    return Answer(show(done))


@routes.post(ONE + "/cancel", caller=MAY, body=CallOff, raises=(NotNow,))
def cancel_erasing_agent(call: Call[people.Caller], leaving_id: str) -> Answer[LeavingView]:
    """It is not done; nothing has gone. Twice is once."""
    done = leavers.cancel(call.desk, by_agent(call.caller.agent), leaving_id, call.body.reason, call.request_id)
    return Answer(show(done))
