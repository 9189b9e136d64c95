"""The administration of a plan's shop: what can be said of it, and the keys that sign what it is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.identity import SHOP, IdentityKey, TooManyKeys
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.plans.model.shop import MOST_FACTS, MOST_KEPT_SECONDS, MOST_SECONDS
from chalicelib.plans.service import identity

routes = Routes(__name__, of_desk=True)

KEYS = "/v1/admin/plans/{plan_id}/shop-keys"


class FactBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a customer may be asked for: see ``plans.model.shop``."""

    fact_id: Id
    texts: dict[str, str]
    source: str = "shop"
    way: str = "whole"


class ChangeShop(msgspec.Struct, forbid_unknown_fields=True):
    """Whom the desk asks about orders, how long it waits and keeps what it hears, and what is checked before."""

    url: Annotated[str, msgspec.Meta(max_length=600)] | UnsetType = UNSET
    seconds: Annotated[int, msgspec.Meta(ge=1, le=MOST_SECONDS)] | UnsetType = UNSET
    kept_seconds: Annotated[int, msgspec.Meta(ge=0, le=MOST_KEPT_SECONDS)] | UnsetType = UNSET
    facts: Annotated[list[FactBody], msgspec.Meta(max_length=50)] | UnsetType = UNSET
    needed: Annotated[int, msgspec.Meta(ge=1, le=MOST_FACTS)] | UnsetType = UNSET
    check_first: bool | UnsetType = UNSET


class ShopKeyView(msgspec.Struct, omit_defaults=True):
    """``secret``: shown once, to whoever adds it."""

    key_id: str
    added_at: datetime
    retired_at: datetime | None = None
    secret: str | None = None


def show_key(key: IdentityKey, secret: str | None = None) -> ShopKeyView:
    return ShopKeyView(key.key_id, key.added_at, key.retired_at, secret)


@routes.get(KEYS, caller=people.may("plans.manage"), query=PageQuery, raises=(NotYours, UnknownPlan))
def list_shop_keys(call: Call[people.Caller], plan_id: str) -> Answer[PageOf[ShopKeyView]]:
    """The keys that sign what the plan's shop is asked, without what is secret of them."""
    ring = identity.read_keys(call.desk, plan_id, call.caller.agent, SHOP)
    return Answer(page(call, ring.keys, lambda each: each.key_id, show_key))


@routes.post(
    KEYS,
    caller=people.may("plans.manage"),
    body=Empty,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, UnknownPlan, TooManyKeys),
)
def add_shop_key(call: Call[people.Caller], plan_id: str) -> Answer[ShopKeyView]:
    """One key more, which signs beside the others; its secret is in this answer alone."""
    giver = call.caller.agent
    once, by = call.once(f"add_shop_key#{plan_id}#{giver.agent_id}"), call.caller.by(call.request_id)
    key = identity.add_shop_key(call.desk, plan_id, giver=giver, by=by, once=once)
    return Answer(show_key(key, key.material), status=201)


@routes.post(KEYS + "/{key_id}/retire", caller=people.may("plans.manage"), body=Empty, raises=(NotYours, UnknownPlan))
def retire_shop_key(call: Call[people.Caller], plan_id: str, key_id: str) -> Answer[ShopKeyView]:
    """Nothing is signed with this key any more; twice is once."""
    by = call.caller.by(call.request_id)
    ring = identity.retire_key(call.desk, plan_id, key_id, giver=call.caller.agent, by=by, purpose=SHOP)
    return Answer(show_key(next(each for each in ring.keys if each.key_id == key_id)))
