"""A customer's wishes, subscriptions and needs, as agents and servers write them down."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.notices.model.subscriptions import Need, Subscription, TooManySubscriptions
from chalicelib.notices.service import contact, subscribing, topics
from chalicelib.notices.service.contact import Said, Standing
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import Proof, Wished, WishedHours, Wishes

routes = Routes(__name__)

ROOT = "/v1/desk/subscriptions/{visitor_id}"
WRITE = people.may("customers.wishes")

Channel = Literal["email", "sms", "social", "web"]
Refusable = Literal["notice", "survey", "campaign"]
Few = msgspec.Meta(max_length=7)


class SaidWhere(Said, frozen=True, forbid_unknown_fields=True):
    """``conversation_id`` and ``seq``: the message in which the customer said it; without them ``quote``: how else."""

    conversation_id: Id | None = None
    seq: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] = 0
    quote: Annotated[str, msgspec.Meta(max_length=300)] = ""


class WishedHoursForm(WishedHours, frozen=True, forbid_unknown_fields=True):
    """As somebody says them."""


class WriteWishes(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; null takes away. ``said``: how it is proved."""

    preferred_channel: Literal["email", "sms", "social", "web"] | UnsetType | None = UNSET
    refused_channels: Annotated[list[Channel], Few] | UnsetType = UNSET
    refused_kinds: Annotated[list[Refusable], Few] | UnsetType = UNSET
    hours: WishedHoursForm | UnsetType | None = UNSET
    said: SaidWhere = SaidWhere()


class WriteSubscription(msgspec.Struct, forbid_unknown_fields=True):
    """``about``: only of this thing (an order, an article); empty: all of the topic. ``active``: false ends it."""

    topic_id: Id
    about: Annotated[str, msgspec.Meta(max_length=80)] = ""
    active: bool = True
    said: SaidWhere = SaidWhere()


class WriteNeed(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: who sees to it; null: the topic's group, or the plan's first."""

    client_id: Id
    text: Annotated[str, msgspec.Meta(max_length=1_000)]
    topic_id: Id | None = None
    group_id: Id | None = None
    said: SaidWhere = SaidWhere()


@showing(Proof, "source conversation_id seq quote")
class ProofView(msgspec.Struct):
    """``source``: link (on a page of a letter), words (in a conversation), stop (an SMS), api, hand (an agent),
    merge."""

    by: AgentRef


@showing(Visitor, "preferred_channel refused_channels refused_kinds hours refused_topics")
class WishesNow(msgspec.Struct):
    pass


class WishesView(Wishes, frozen=True):
    pass


@showing(Wished, "wish_id at")
class WishedView(msgspec.Struct):
    was: WishesView
    became: WishesView
    proof: ProofView


@showing(Subscription, "plan_key topic_id about at state ended_at")
class CustomerSubscriptionView(msgspec.Struct):
    proof: ProofView
    ended: ProofView | None


@showing(Need, "need_id at text topic_id group_id ticket_id number")
class CustomerNeedView(msgspec.Struct):
    """``ticket_id``, ``number``: the ticket that it was passed on as."""

    proof: ProofView


class TopicName(msgspec.Struct):
    topic_id: str
    kind: str
    zh: str
    en: str
    archived: bool


class StandingView(msgspec.Struct):
    """``past``: the last twenty changes; ``stopped``: addresses and numbers from which somebody wrote that nothing more
    shall come."""

    visitor_id: str
    wishes: WishesNow
    past: list[WishedView]
    topics: list[TopicName]
    subscriptions: list[CustomerSubscriptionView]
    needs: list[CustomerNeedView]
    stopped: list[str]


def _proof(proof: Proof) -> ProofView:
    return shown(ProofView, proof, by=proof.by.ref)


def _wished(each: Wished) -> WishedView:
    was, became = shown(WishesView, each.was), shown(WishesView, each.became)
    return shown(WishedView, each, was=was, became=became, proof=_proof(each.proof))


def show_subscription(each: Subscription) -> CustomerSubscriptionView:
    """A subscription as it is shown."""
    return shown(
        CustomerSubscriptionView, each, proof=_proof(each.proof), ended=_proof(each.ended) if each.ended else None
    )


def show_need(each: Need) -> CustomerNeedView:
    """A need as it is shown."""
    return shown(CustomerNeedView, each, proof=_proof(each.proof))


def _standing(standing: Standing) -> StandingView:
    customer = standing.customer
    return StandingView(
        visitor_id=customer.visitor_id,
        wishes=shown(WishesNow, customer),
        past=[_wished(each) for each in standing.past],
        topics=[TopicName(each.topic_id, each.kind, each.zh, each.en, each.archived) for each in standing.book.topics],
        subscriptions=[show_subscription(each) for each in standing.subscriptions],
        needs=[show_need(each) for each in standing.needs],
        stopped=list(standing.stopped),
    )


@routes.get(ROOT, caller=WRITE, raises=(NotYours,))
def read_wishes(call: Call[people.Caller], visitor_id: str) -> Answer[StandingView]:
    """How a customer wishes to be written to, what they subscribed to and what they need, with who says so."""
    return Answer(_standing(contact.read_standing(call.desk, call.caller.agent, visitor_id)))


@routes.put(ROOT + "/wishes", caller=WRITE, body=WriteWishes, raises=(NotYours, ChangedMeanwhile))
def write_wishes(call: Call[people.Caller], visitor_id: str) -> Answer[StandingView]:
    """Write down how they wish to be written to."""
    customer = contact.find_customer(call.desk, call.caller.agent, visitor_id)
    said = {name: value for name, value in msgspec.structs.asdict(call.body).items() if value is not UNSET}
    proof = contact.proof_of(call.desk, call.caller, customer, said.pop("said"))
    contact.choose(call.desk, customer, said, proof, call.caller.by(call.request_id))
    return Answer(_standing(contact.read_standing(call.desk, call.caller.agent, visitor_id)))


@routes.post(
    ROOT + "/topics",
    caller=WRITE,
    body=WriteSubscription,
    raises=(NotYours, TooManySubscriptions, ChangedMeanwhile),
)
def write_subscription(call: Call[people.Caller], visitor_id: str) -> Answer[CustomerSubscriptionView]:
    """They subscribe to a topic, or end that."""
    body, by = call.body, call.caller.by(call.request_id)
    customer = contact.find_customer(call.desk, call.caller.agent, visitor_id)
    proof = contact.proof_of(call.desk, call.caller, customer, body.said)
    if not body.active:
        there = subscribing.unsubscribe(call.desk, customer, body.topic_id, body.about, proof, by)
        return Answer(show_subscription(there))
    topic = topics.topic_of(call.desk, customer.plan_key, body.topic_id)
    return Answer(show_subscription(subscribing.subscribe(call.desk, customer, topic, body.about, proof, by)))


@routes.post(ROOT + "/needs", caller=WRITE, body=WriteNeed, statuses=(200, 201), raises=(NotYours, KeyReused))
def write_need(call: Call[people.Caller], visitor_id: str) -> Answer[CustomerNeedView]:
    """What they need, passed on as a ticket to the group that sees to it; the same ``client_id`` does it once."""
    body, by = call.body, call.caller.by(call.request_id)
    customer = contact.find_customer(call.desk, call.caller.agent, visitor_id)
    proof = contact.proof_of(call.desk, call.caller, customer, body.said)
    topic = topics.topic_of(call.desk, customer.plan_key, body.topic_id) if body.topic_id else None
    wanted = subscribing.SaidNeed(body.text, topic, body.group_id)
    need, again = subscribing.record_need(call.desk, customer, wanted, proof, by, body.client_id)
    return Answer(show_need(need), status=200 if again else 201)
