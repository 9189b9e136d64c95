"""Orders beside a conversation, and checking who its customer is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.orders.model import answer
from chalicelib.orders.model.answer import LONGEST_NUMBER, Order, Said
from chalicelib.orders.model.checking import CheckLocked, NothingToCheck, Unverified
from chalicelib.orders.model.refusals import CustomerUnproved, NoShop, ShopUnavailable
from chalicelib.orders.service import checking, orders
from chalicelib.orders.service.checking import Outcome, Standing, Told
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.plans.model.shop import MOST_FACTS, WAYS

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"
CHECK = ONE + "/identity-check"
answering = people.may("conversations.answer")
NOT_TO_BE_ASKED = (NotYours, PermissionNeeded, LimitReached, NoShop, CustomerUnproved, ShopUnavailable)

Number = Annotated[str, msgspec.Meta(max_length=LONGEST_NUMBER, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Answers = Annotated[dict[Id, Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=MOST_FACTS)]


class OrdersQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``order_number``: that order alone, whoever's it is, for those who may look orders up."""

    order_number: Number = ""


class CheckIdentity(msgspec.Struct, forbid_unknown_fields=True):
    """``answers``: what the customer told, by ``fact_id``. ``order_number``: of the order that it is about, where that
    was looked up."""

    answers: Answers
    order_number: Number = ""


@showing(answer.Item)
class ItemView(msgspec.Struct):
    pass


@showing(answer.Logistics)
class LogisticsView(msgspec.Struct):
    """Where the goods are, in the shop's words."""


@showing(answer.Refund)
class RefundView(msgspec.Struct):
    """How a refund stands, in the shop's words."""


@showing(answer.Order, "number state placed_at total")
class OrderView(msgspec.Struct):
    """An order, in the shop's words."""

    goods: list[ItemView]
    logistics: LogisticsView | None
    refund: RefundView | None


@showing(answer.Line)
class AccountLineView(msgspec.Struct):
    """Something else that the shop says of the customer's account."""


class OrdersView(msgspec.Struct):
    """``at``: when the shop said so."""

    at: datetime
    orders: list[OrderView]
    account: list[AccountLineView]


class CheckFactView(msgspec.Struct):
    """What the customer may be asked for, language → label. ``way``: as a whole, or the last four digits."""

    fact_id: str
    texts: Mapping[str, str]
    way: Annotated[str, among(*WAYS)]


class CheckedView(msgspec.Struct):
    """Who found out, when, and by what the customer was asked for."""

    at: datetime
    by: AgentRef
    how: str


class CheckView(msgspec.Struct):
    """``wanted``: the plan wants it before orders are shown. ``verified``: null: nobody has found out yet, or it is too
    long ago. ``needed`` of the ``facts`` must be told and right; ``tries_left`` for this conversation."""

    wanted: bool
    verified: CheckedView | None
    facts: list[CheckFactView]
    needed: int
    tries_left: int


class CheckOutcomeView(msgspec.Struct):
    """``passed``: all that was told is right, and the conversation says so from now on."""

    passed: bool
    tries_left: int


def show_orders(answered: Said, at: datetime) -> OrdersView:
    account = [shown(AccountLineView, each) for each in answered.account]
    return OrdersView(at, [_show_order(each) for each in answered.orders], account)


def _show_order(order: Order) -> OrderView:
    logistics = shown(LogisticsView, order.logistics) if order.logistics is not None else None
    refund = shown(RefundView, order.refund) if order.refund is not None else None
    goods = [shown(ItemView, each) for each in order.items]
    return shown(OrderView, order, goods=goods, logistics=logistics, refund=refund)


def show_check(standing: Standing) -> CheckView:
    stamp = standing.verified
    return CheckView(
        standing.wants,
        CheckedView(stamp.at, stamp.by.ref, stamp.how) if stamp is not None else None,
        [CheckFactView(each.fact_id, each.texts, each.way) for each in standing.facts],
        standing.needed,
        standing.left,
    )


@routes.get(ONE + "/orders", caller=answering, query=OrdersQuery, raises=(*NOT_TO_BE_ASKED, Unverified))
def list_orders(call: Call[people.Caller], conversation_id: str) -> Answer[OrdersView]:
    """The customer's orders and account as the shop says them now, or said some seconds ago; nothing of it is kept."""
    number = call.query.order_number.strip()
    heard = orders.read_orders(call.desk, call.caller, conversation_id, number, call.request_id)
    return Answer(show_orders(heard.said, heard.at))


@routes.get(CHECK, caller=answering, query=OrdersQuery, raises=(*NOT_TO_BE_ASKED, NothingToCheck))
def read_identity_check(call: Call[people.Caller], conversation_id: str) -> Answer[CheckView]:
    """What the customer may be asked to find out that they are who they say; never what is expected."""
    number = call.query.order_number.strip()
    return Answer(show_check(checking.read_check(call.desk, call.caller, conversation_id, number, call.request_id)))


@routes.post(
    CHECK,
    caller=answering,
    body=CheckIdentity,
    keyed=True,
    raises=(
        NotYours,
        PermissionNeeded,
        NotTaken,
        ConversationClosed,
        LimitReached,
        NoShop,
        CustomerUnproved,
        ShopUnavailable,
        NothingToCheck,
        CheckLocked,
        KeyReused,
    ),
)
def check_identity(call: Call[people.Caller], conversation_id: str) -> Answer[CheckOutcomeView]:
    """Compare what the customer told; so many tries a conversation and day, and it does not say what was wrong."""
    told = Told(call.body.answers, call.body.order_number.strip())
    once = call.once(f"check_identity#{conversation_id}#{call.caller.agent.agent_id}")
    if once is not None:  # what was told is not kept, not even as part of a hash
        once = replace(once, fingerprint=Once.of("", "", [told.order_number, *sorted(told.answers)]).fingerprint)
    outcome: Outcome = checking.check(call.desk, call.caller, conversation_id, told, once, call.request_id)
    return Answer(CheckOutcomeView(outcome.passed, outcome.left))
