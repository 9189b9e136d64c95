"""Sign-in, the heartbeat, colleagues."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import TooManyRequests
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.passwords import WeakPassword
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people.api.views import (
    AgentView,
    Colleague,
    GroupView,
    PresenceView,
    show_agent,
    show_presence,
)
from chalicelib.people.model.agents import AWAY, Agent, shown_status
from chalicelib.people.model.agreements import needed
from chalicelib.people.model.sessions import NoFreeSeat, WrongCredentials
from chalicelib.people.model.signature import Signature
from chalicelib.people.service import access, desk, groups, presence, sessions, signatures
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    password: Annotated[str, msgspec.Meta(max_length=200)]


class ChangePassword(msgspec.Struct, forbid_unknown_fields=True):
    current: Annotated[str, msgspec.Meta(max_length=200)]
    new: Annotated[str, msgspec.Meta(max_length=200)]


class SessionView(msgspec.Struct):
    """``agreement``: the version of the confidentiality agreement that they must accept now; null: none."""

    agent: AgentView
    agreement: int | None


class SignedIn(SessionView):
    """``token``: what a console brings with each request."""

    token: str


class ChangeSignature(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the one that is changed; left out: whichever there is."""

    text: Annotated[str, msgspec.Meta(max_length=1_000)]
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


@showing(Signature)
class SignatureView(msgspec.Struct):
    """Lines below one's answers that go out as letters; ``version``: 0 while there are none."""


@routes.post("/v1/desk/session", body=SignIn, statuses=(201,), raises=(WrongCredentials, TooManyRequests, NoFreeSeat))
def sign_in(call: Call[None]) -> Answer[SignedIn]:
    """Sign in with e-mail and password; the token is good for a console."""
    origin = {"source_ip": call.source_ip, "request_id": call.request_id}
    token, agent = sessions.sign_in(call.desk, call.body.email, call.body.password, **origin)
    call.notes["agent_id"] = agent.agent_id
    return Answer(SignedIn(*_session(call, agent), token), status=201)


def _session(call: Call[Any], agent: Agent) -> tuple[AgentView, int | None]:
    now = call.desk.now()
    return show_agent(agent, now), needed(agent.asks, agent.agreed, now)


@routes.get("/v1/desk/session", caller=access.signed_in)
def read_session(call: Call[Caller]) -> Answer[SessionView]:
    """Who is signed in here."""
    return Answer(SessionView(*_session(call, call.caller.agent)))


@routes.delete("/v1/desk/session/others", caller=access.signed_in, statuses=(204,))
def sign_out_elsewhere(call: Call[Caller]) -> Answer[None]:
    """End one's other sessions; this one stays."""
    sessions.sign_out_elsewhere(call.desk, call.caller, call.request_id)
    return Answer(status=204)


@routes.put(
    "/v1/desk/password",
    caller=access.signed_in,
    body=ChangePassword,
    statuses=(204,),
    raises=(WeakPassword, TooManyRequests, ChangedMeanwhile),
)
def change_password(call: Call[Caller]) -> Answer[None]:
    """Choose another password; other sessions end.

    A weak one is refused with a ``reason``; tries at the present one are counted as at signing in.
    """
    sessions.change_password(call.desk, call.caller, call.body.current, call.body.new, call.request_id)
    return Answer(status=204)


@routes.get("/v1/desk/signature", caller=access.signed_in)
def read_signature(call: Call[Caller]) -> Answer[SignatureView]:
    """What one's letters end with."""
    return Answer(shown(SignatureView, signatures.read_signature(call.desk, call.caller.agent.agent_id)))


@routes.put("/v1/desk/signature", caller=access.signed_in, body=ChangeSignature, raises=(ChangedMeanwhile,))
def change_signature(call: Call[Caller]) -> Answer[SignatureView]:
    """Choose what one's letters end with; empty for nothing."""
    wished = (call.body.text, call.body.version)
    return Answer(shown(SignatureView, signatures.change_signature(call.desk, call.caller.agent.agent_id, *wished)))


@routes.post("/v1/desk/heartbeat", caller=access.may("conversations.answer", first=access.newcomer), body=Empty)
def beat(call: Call[Caller]) -> Answer[PresenceView]:
    """Say every ``beat_after_ms`` that one's console is there. It keeps alive what was chosen, and chooses nothing.

    Whoever has just signed in, and is no administrator, is online from the first one on; after a silence it brings back
    what was chosen before.
    """
    return Answer(show_presence(presence.beat(call.desk, call.caller), call.desk.settings.beat_every))


@routes.get("/v1/desk/colleagues", caller=access.may("people.see"), query=PageQuery)
def list_colleagues(call: Call[Caller]) -> Answer[PageOf[Colleague]]:
    """The people who work here, by number."""
    now, (there, led) = call.desk.now(), desk.list_colleagues(call.desk, call.caller.agent)
    return Answer(page(call, there, lambda each: each.number, lambda each: _show_colleague(each, now, led)))


def _show_colleague(agent: Agent, now: datetime, led: Container[str]) -> Colleague:
    status = shown_status(agent, now)
    absence = agent.absence if agent.agent_id in led and status in AWAY else None
    since, too_long = (absence.since, absence.too_long) if absence is not None else (None, False)
    serving = len(agent.serving)
    return Colleague(
        agent.agent_id, agent.name, agent.number, status, serving, agent.capacity, since, too_long, agent.picture
    )


@routes.get("/v1/desk/groups", caller=access.may("people.see"), query=PageQuery)
def list_colleagues_groups(call: Call[Caller]) -> Answer[PageOf[GroupView]]:
    """The groups they are in."""
    return Answer(page(call, groups.list_groups(call.desk), lambda each: each.group_id, partial(shown, GroupView)))
