"""Who comes to a website: a token for them, and a fresh one whenever they come back."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.visitors import service
from chalicelib.visitors.model import RegisterVisitor

routes = Routes(__name__)


class Registered(msgspec.Struct, omit_defaults=True):
    visitor_id: str
    token: str
    returning: bool
    visits: int
    open_conversation_id: str | None = None


@routes.post(
    "/v1/widget/{plan_key}/visitors",
    caller=service.perhaps,
    body=RegisterVisitor,
    statuses=(201,),
    raises=(UnknownPlan, LimitReached),
)
def register_visitor(call: Call[service.Caller | None], plan_key: str) -> Answer[Registered]:
    """A token for somebody new; a fresh one, and one more visit, for somebody known."""
    visitor, token, returning = service.register(
        call.desk, call.caller, plan_key, call.foreign_origin, call.body, call.source_ip
    )
    call.notes["visitor_id"] = visitor.visitor_id
    known = Registered(visitor.visitor_id, token, returning, visitor.visits, visitor.open_conversation_id)
    return Answer(known, status=201)
