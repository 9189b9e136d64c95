"""The administration of the keys with which a website vouches for its users."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.identity import WAYS, IdentityKey, TooManyKeys
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.plans.service import identity

routes = Routes(__name__, of_desk=True)

KEYS = "/v1/admin/plans/{plan_id}/identity-keys"


class AddIdentityKey(msgspec.Struct, forbid_unknown_fields=True):
    """``way``: HS256 or RS256 for tokens, HMAC for hashes of the user's id. ``public_key``: PEM, of RS256 alone."""

    way: Annotated[str, msgspec.Meta(max_length=10)]
    public_key: Annotated[str, msgspec.Meta(max_length=4_000)] | None = None


class IdentityKeyView(msgspec.Struct, omit_defaults=True):
    """``key_id``: the ``kid`` of tokens. ``secret``: shown once, to whoever adds it."""

    key_id: str
    way: Annotated[str, among(*WAYS)]
    added_at: datetime
    retired_at: datetime | None = None
    secret: str | None = None


def show_key(key: IdentityKey, secret: str | None = None) -> IdentityKeyView:
    return IdentityKeyView(key.key_id, key.way, key.added_at, key.retired_at, secret)


@routes.get(KEYS, caller=people.may("plans.manage"), query=PageQuery, raises=(NotYours, UnknownPlan))
def list_identity_keys(call: Call[people.Caller], plan_id: str) -> Answer[PageOf[IdentityKeyView]]:
    """The keys with which the plan's website vouches for its users, without what is secret of them."""
    ring = identity.read_keys(call.desk, plan_id, call.caller.agent)
    return Answer(page(call, ring.keys, lambda each: each.key_id, show_key))


@routes.post(
    KEYS,
    caller=people.may("plans.manage"),
    body=AddIdentityKey,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, UnknownPlan, TooManyKeys),
)
def add_identity_key(call: Call[people.Caller], plan_id: str) -> Answer[IdentityKeyView]:
    """One key more, which holds beside the others; its secret is in this answer alone."""
    body, giver = call.body, call.caller.agent
    once, by = call.once(f"add_identity_key#{plan_id}#{giver.agent_id}"), call.caller.by(call.request_id)
    key = identity.add_key(call.desk, plan_id, body.way, body.public_key, giver=giver, by=by, once=once)
    return Answer(show_key(key, None if body.public_key else key.material), status=201)


@routes.post(KEYS + "/{key_id}/retire", caller=people.may("plans.manage"), body=Empty, raises=(NotYours, UnknownPlan))
def retire_identity_key(call: Call[people.Caller], plan_id: str, key_id: str) -> Answer[IdentityKeyView]:
    """What was signed with this key counts no more; twice is once."""
    by = call.caller.by(call.request_id)
    ring = identity.retire_key(call.desk, plan_id, key_id, giver=call.caller.agent, by=by)
    return Answer(show_key(next(each for each in ring.keys if each.key_id == key_id)))
