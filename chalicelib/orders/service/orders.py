"""The orders of whom an agent serves, as the shop says them at this moment (A5)."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import audit, limits
from chalicelib.core.desk import Desk
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.orders.model.answer import Asker
from chalicelib.orders.model.checking import Unverified, subject_of
from chalicelib.orders.model.refusals import CustomerUnproved, NoShop
from chalicelib.orders.service.asking import Heard, Wanted, ask_shop
from chalicelib.orders.service.watching import note_heard
from chalicelib.people import service as people
from chalicelib.people.model.rights import refuse_without
from chalicelib.plans import service as plans
from chalicelib.plans.model.identity import Keyring
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

LOOK_UP = "orders.look_up"
LOOKED_UP = Limit("order_look_up", most=120, within=timedelta(hours=1))


class Case(msgspec.Struct, frozen=True):
    """What is asked about: a conversation, its plan with the keys for its shop, and whose orders; ``customer``: whose
    own they are, None for an order by its number."""

    header: Header
    plan: Plan
    ring: Keyring
    wanted: Wanted
    customer: Visitor | None = None


def read_orders(desk: Desk, caller: people.Caller, conversation_id: str, order_number: str, request_id: str) -> Heard:
    """The orders of the customer of a conversation; with an ``order_number`` that one, for whoever may look orders up.

    Three reads besides those that the conversation takes, one more where the shop was asked now for the customer's own,
    and one write for a number: each is counted, and in the audit log. Raises ``NotFound``, ``NotYours``,
    ``PermissionNeeded``, ``LimitReached``, ``NoShop``, ``CustomerUnproved``, ``Unverified``, ``ShopUnavailable``."""
    header = conversations.read_conversation(desk, caller.agent, conversation_id, request_id)
    case = case_of(desk, caller, header, order_number)
    if not case.plan.shop.url:
        raise NoShop("the plan has no address of a shop")
    if order_number:
        note_look_up(desk, caller, case, request_id)
    refuse_unverified(desk, case)
    asked_at = desk.now()
    heard = ask_shop(desk, case.plan, case.ring, case.wanted)
    if case.customer is not None and heard.at >= asked_at:
        note_heard(desk, case.customer, heard)
    return heard


def case_of(desk: Desk, caller: people.Caller, header: Header, order_number: str) -> Case:
    """Whose orders are asked about. Three reads at most. Raises ``PermissionNeeded``, ``CustomerUnproved``."""
    if order_number:
        refuse_without(LOOK_UP, caller.agent.rights.permissions)
    customer = visitors.holder(desk, header.visitor_id)
    vouched = customer.vouched  # whom colleagues hold to be them has proved nothing
    if vouched is None and not order_number:
        raise CustomerUnproved("the website has proved nothing of this visitor")
    plan, ring = plans.read_plan_and_shop_keys(desk, header.plan_key)
    asker = Asker(vouched.user_id, vouched.email, vouched.mobile) if vouched is not None else None
    subject = subject_of(plan.key, asker.id if asker else None, order_number or None)
    wanted = Wanted(asker, order_number or None, subject, header.locale)
    return Case(header, plan, ring, wanted, None if order_number else customer)


def note_look_up(desk: Desk, caller: people.Caller, case: Case, request_id: str) -> None:
    """An order by its number may be anybody's: who asks for it is counted and in the audit log. One write.

    Raises ``LimitReached``.
    """
    tx = Transaction(desk)
    limits.spend(tx, LOOKED_UP, "agent", caller.agent.agent_id)
    after = {"order_number": case.wanted.order_number}
    audit.note(tx, caller.by(request_id), "look_up_order", case.header.conversation_id, after=after)
    tx.commit()


def refuse_unverified(desk: Desk, case: Case) -> None:
    """Raises ``Unverified`` where the plan wants to know first that the customer is who they say, and nobody does."""
    stamp = case.header.verified
    if case.plan.shop.check_first and not (stamp and stamp.holds(case.wanted.subject, desk.now())):
        raise Unverified("check first who the customer is")
