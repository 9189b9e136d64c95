"""Who comes to a website: a token for them, and a fresh one whenever they come back."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.visitors import service
from chalicelib.visitors.model.identity import IdentityExpired, IdentityRefused, RegisterVisitor
from chalicelib.visitors.service import identifying, revoking

routes = Routes(__name__)


class SignOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``everywhere``: not this token alone, but every one of theirs."""

    everywhere: bool = False


class Registered(msgspec.Struct, omit_defaults=True):
    """``proven``: the token is for the customer whom the website vouched for."""

    visitor_id: str
    token: str
    returning: bool
    visits: int
    open_conversation_id: str | None = None
    proven: bool = False


@routes.post(
    "/v1/widget/{plan_key}/visitors",
    caller=service.perhaps,
    body=RegisterVisitor,
    statuses=(201,),
    raises=(UnknownPlan, LimitReached, IdentityRefused, IdentityExpired),
)
def register_visitor(call: Call[service.Caller | None], plan_key: str) -> Answer[Registered]:
    """A token for somebody new; a fresh one, and one more visit, for somebody known.

    With ``identity``, for the customer whom the website vouches for: the past of who comes with a token becomes theirs,
    if nobody has proved yet whose it is.
    """
    arrive = service.register if call.body.identity is None else identifying.identify
    came_from = (call.foreign_origin, call.body, call.source_ip, call.headers.get("user-agent", ""))
    visitor, token, returning = arrive(call.desk, call.caller, plan_key, *came_from)
    call.notes["visitor_id"] = visitor.visitor_id
    known = Registered(visitor.visitor_id, token, returning, visitor.visits, visitor.open_conversation_id)
    known.proven = visitor.vouched is not None  # no other token opens what is a customer's
    return Answer(known, status=201)


@routes.post("/v1/widget/{plan_key}/visitors/sign-out", caller=service.recognised, body=SignOut, statuses=(204,))
def sign_visitor_out(call: Call[service.Caller], plan_key: str) -> Answer[None]:
    """The token counts no more, at once; or none that this visitor was given until now. Twice is 401."""
    service.same_plan(call.caller, plan_key)
    revoking.sign_out(call.desk, call.caller, everywhere=call.body.everywhere)
    return Answer(None, status=204)
