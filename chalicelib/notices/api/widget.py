"""The visitor's side: what they may subscribe to, what they did, and what they need."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.notices.model.shown import ShownNotice
from chalicelib.notices.model.subscriptions import TooManySubscriptions
from chalicelib.notices.service import own
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused
from chalicelib.visitors.model.wishes import WishedHours, Wishes

routes = Routes(__name__)

ROOT = "/v1/widget/{plan_key}"
NAMES = {"preferred": "preferred_channel", "refused": "refused_channels"}

Channel = Literal["email", "sms", "social", "web"]
Refusable = Literal["notice", "survey", "campaign"]
Few = msgspec.Meta(max_length=7)


class OwnHours(WishedHours, frozen=True, forbid_unknown_fields=True):
    """As they say them."""


class OfferedTopic(msgspec.Struct):
    """``subscribed``: to all of it; ``abouts``: only of these things."""

    topic_id: str
    kind: str
    zh: str
    en: str
    subscribed: bool
    abouts: list[str]


@showing(Wishes, "preferred refused refused_kinds hours")
class OwnWishes(msgspec.Struct):
    """By which channel they wish to be written to first, by which never, which kinds of letters never, and when."""


@showing(ShownNotice, "notice_id at what subject text")
class OwnNotice(msgspec.Struct):
    """What is told to them on the website, until they have read it."""


class OwnSubscriptions(msgspec.Struct):
    """``reached_by``: channels by which they could be written to now."""

    topics: list[OfferedTopic]
    wishes: OwnWishes
    reached_by: list[str]
    notices: list[OwnNotice]


class ChooseWishes(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; null takes away. ``read``: notices that they have read."""

    preferred: Channel | UnsetType | None = UNSET
    refused: Annotated[list[Channel], Few] | UnsetType = UNSET
    refused_kinds: Annotated[list[Refusable], Few] | UnsetType = UNSET
    hours: OwnHours | UnsetType | None = UNSET
    read: Annotated[list[Id], msgspec.Meta(max_length=50)] | UnsetType = UNSET


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
    there = own.read_standing(call.desk, call.caller, plan_key, call.foreign_origin)
    topics = [
        OfferedTopic(
            each.topic.topic_id,
            each.topic.kind,
            each.topic.zh,
            each.topic.en,
            "" in each.abouts,
            [about for about in each.abouts if about],
        )
        for each in there.topics
    ]
    notices = [shown(OwnNotice, each) for each in there.unread]
    return OwnSubscriptions(topics, shown(OwnWishes, there.wishes), list(there.reached_by), notices)


@routes.get(ROOT + "/subscriptions", caller=visitors.recognised)
def list_own_subscriptions(call: Call[visitors.Caller], plan_key: str) -> Answer[OwnSubscriptions]:
    """What may be subscribed to, and what is; how they wish to be written to, and what is told to them here."""
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


@routes.put(
    ROOT + "/subscriptions",
    caller=visitors.recognised,
    body=ChooseWishes,
    raises=(LimitReached, ChangedMeanwhile, VisitorRefused),
)
def choose_wishes(call: Call[visitors.Caller], plan_key: str) -> Answer[OwnSubscriptions]:
    """Say how one wishes to be written to, and what of what was told here is read."""
    came = (call.desk, call.caller, plan_key, call.foreign_origin)
    said = {name: value for name, value in msgspec.structs.asdict(call.body).items() if value is not UNSET}
    read = said.pop("read", None)
    if read:
        own.note_read(*came, frozenset(read))
    if said:
        own.write_wishes(*came, {NAMES.get(name, name): value for name, value in said.items()})
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
