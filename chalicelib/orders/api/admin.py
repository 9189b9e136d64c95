"""How orders stand, told by the program of a plan's shop as it happens (A11)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.text import Id, among
from chalicelib.orders.model.states import PARCEL, REFUND, STATE, Number, Sight, Word, Words
from chalicelib.orders.service.noting import note
from chalicelib.people import service as people
from chalicelib.plans import service as plans

routes = Routes(__name__)

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class TellOrder(msgspec.Struct, forbid_unknown_fields=True):
    """``user``: whom the plan's website calls so; empty: who wishes to hear of this order is told alone. ``state`` of
    the order, ``parcel``: where it is, ``refund``: how that stands, in the shop's words; what is left out is not said.
    ``at``: since when; left out: since now."""

    client_id: Id
    plan_key: Id
    number: Number
    user: Annotated[str, msgspec.Meta(max_length=200)] = ""
    state: Words = ""
    parcel: Words = ""
    carrier: Word = ""
    parcel_number: Word = ""
    refund: Words = ""
    at: Moment | None = None


class ToldOrder(msgspec.Struct):
    """``news``: what of it was not known; of nothing else anybody is told."""

    news: list[Annotated[str, among(STATE, PARCEL, REFUND)]]


@routes.post(
    "/v1/admin/orders/states", caller=people.may("notices.send", everywhere=True), body=TellOrder, raises=(KeyReused,)
)
def tell_order_state(call: Call[people.Caller]) -> Answer[ToldOrder]:
    """Say how an order stands; who subscribed is told by their preferred channel, each state once, none backwards."""
    body, now = call.body, call.desk.now()
    try:
        plans.read_plan(call.desk, body.plan_key)
    except NotFound:
        raise Invalid.field("plan_key", "no such plan") from None
    sight = Sight(
        number=body.number,
        at=min(body.at or now, now),
        state=body.state,
        parcel=body.parcel,
        carrier=body.carrier,
        parcel_number=body.parcel_number,
        refund=body.refund,
        is_news=True,
    )
    if not sight.aspects:
        raise Invalid.field("state", "how the order stands, its parcel or its refund")
    said = msgspec.to_builtins(body) | {"client_id": ""}
    once = Once.of(f"tell_order_state#{call.caller.agent.agent_id}", body.client_id, said)
    news = note(call.desk, body.plan_key, sight, user_id=body.user or None, once=once)
    return Answer(ToldOrder(list(news)))
