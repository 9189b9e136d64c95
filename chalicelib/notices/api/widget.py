"""The visitor's side: what they may subscribe to, what they did, and what they need."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.notices.model.subscriptions import TooManySubscriptions
from chalicelib.notices.service import own
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

ROOT = "/v1/widget/{plan_key}"


class OfferedTopic(msgspec.Struct):
    """``subscribed``: to all of it; ``abouts``: only of these things."""

    topic_id: str
    kind: str
    zh: str
    en: str
    subscribed: bool
    abouts: list[str]


class OwnSubscriptions(msgspec.Struct):
    topics: list[OfferedTopic]


class ChooseTopic(msgspec.Struct, forbid_unknown_fields=True):
    """``about``: only of this thing; empty: all of the topic. ``active``: false ends it."""

    topic_id: Id
    about: Annotated[str, msgspec.Meta(max_length=80)] = ""
    active: bool = True


class SayNeed(msgspec.Struct, forbid_unknown_fields=True):
    client_id: Id
    text: Annotated[str, msgspec.Meta(max_length=1_000)]
    topic_id: Id | None = None


class SaidNeed(msgspec.Struct):
    need_id: str


def _own(call: Call[visitors.Caller], plan_key: str) -> OwnSubscriptions:
    there = own.read_own(call.desk, call.caller, plan_key, call.foreign_origin)
    topics = [
        OfferedTopic(
            each.topic.topic_id,
            each.topic.kind,
            each.topic.zh,
            each.topic.en,
            "" in each.abouts,
            [about for about in each.abouts if about],
        )
        for each in there
    ]
    return OwnSubscriptions(topics)


@routes.get(ROOT + "/subscriptions", caller=visitors.recognised)
def list_own_subscriptions(call: Call[visitors.Caller], plan_key: str) -> Answer[OwnSubscriptions]:
    """What may be subscribed to, and what is."""
    return Answer(_own(call, plan_key))


@routes.post(
    ROOT + "/subscriptions",
    caller=visitors.recognised,
    body=ChooseTopic,
    raises=(LimitReached, TooManySubscriptions, ChangedMeanwhile, VisitorRefused),
)
def choose_topic(call: Call[visitors.Caller], plan_key: str) -> Answer[OwnSubscriptions]:
    """Subscribe to a topic, or end that."""
    body, came = call.body, (call.caller, plan_key, call.foreign_origin)
    own.choose_topic(call.desk, *came, body.topic_id, body.about, active=body.active)
    return Answer(_own(call, plan_key))


@routes.post(
    ROOT + "/needs",
    caller=visitors.recognised,
    body=SayNeed,
    statuses=(200, 201),
    raises=(LimitReached, KeyReused, VisitorRefused),
)
def say_need(call: Call[visitors.Caller], plan_key: str) -> Answer[SaidNeed]:
    """What a visitor needs, passed on to who sees to it; the same ``client_id`` does it once."""
    body, came = call.body, (call.caller, plan_key, call.foreign_origin)
    need, again = own.say_need(call.desk, *came, body.text, body.topic_id, body.client_id)
    return Answer(SaidNeed(need.need_id), status=200 if again else 201)
