"""The numbers at which agents are called, for themselves and for whoever manages their accounts."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people.api.views import by
from chalicelib.people.model.mobile import Mobile
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.people.service import access, mobiles
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)

OWN, OF_AGENT = "/v1/desk/mobile", "/v1/admin/agents/{agent_id}/mobile"


class ChangeMobile(msgspec.Struct, forbid_unknown_fields=True):
    """Empty: none. ``version``: the one that was read; another one by now is refused."""

    mobile: Annotated[str, msgspec.Meta(max_length=60)]
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


@showing(Mobile)
class MobileView(msgspec.Struct):
    """In E.164; null: none is known."""


@routes.get(OWN, caller=access.signed_in)
def read_own_mobile(call: Call[Caller]) -> Answer[MobileView]:
    """At which number one is called when on call."""
    return Answer(shown(MobileView, mobiles.read_mobile(call.desk, call.caller.agent.agent_id)))


@routes.put(OWN, caller=access.signed_in, body=ChangeMobile, raises=(ChangedMeanwhile,))
def change_own_mobile(call: Call[Caller]) -> Answer[MobileView]:
    """Say at which number one is called when on call."""
    agent_id, body = call.caller.agent.agent_id, call.body
    return Answer(
        shown(MobileView, mobiles.change_mobile(call.desk, agent_id, body.mobile, by(call), version=body.version))
    )


@routes.get(OF_AGENT, caller=access.may("agents.manage"), raises=(BeyondYourRights,))
def read_mobile(call: Call[Caller], agent_id: str) -> Answer[MobileView]:
    """At which number somebody is called when on call."""
    return Answer(shown(MobileView, mobiles.read_mobile(call.desk, agent_id, call.caller.agent)))


@routes.put(
    OF_AGENT,
    caller=access.may("agents.manage"),
    body=ChangeMobile,
    raises=(BeyondYourRights, ChangedMeanwhile),
)
def change_mobile(call: Call[Caller], agent_id: str) -> Answer[MobileView]:
    """Say at which number somebody is called when on call."""
    known = {"version": call.body.version, "reader": call.caller.agent}
    return Answer(shown(MobileView, mobiles.change_mobile(call.desk, agent_id, call.body.mobile, by(call), **known)))
