"""An agent finds out that a customer is who they say, by what they tell (F8).

What is expected never leaves this process. A check counts with the write that says what came of it, before anybody
hears of that; so whoever guesses has as many guesses as there are, however many they make at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.transitions import refuse_closed
from chalicelib.conversations.model.verifying import Verified
from chalicelib.core import audit, limits, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, LimitReached, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.orders.model.checking import CheckLocked, Expected, NothingToCheck, expected_of, how_in_words, is_right
from chalicelib.orders.model.refusals import NoShop, ShopUnavailable
from chalicelib.orders.service.asking import ask_shop
from chalicelib.orders.service.orders import Case, case_of, note_look_up
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.plans.model.shop import FROM_SHOP, Fact

CHECKS = Limit("identity_check", most=5, within=timedelta(days=1))  # of a conversation
CHECKS_OF_SUBJECT = Limit("identity_check_of", most=20, within=timedelta(days=1))  # of a customer, or of an order


class Standing(msgspec.Struct, frozen=True):
    """How a check stands: whether the plan ``wants`` one before orders are shown, what was found out, what may be asked
    (``needed`` of it), and how many checks are left."""

    wants: bool
    verified: Verified | None
    facts: Sequence[Fact]
    needed: int
    left: int


class Outcome(msgspec.Struct, frozen=True):
    """What came of a check. It does not say what was wrong: that would be a guess less."""

    passed: bool
    left: int


class Told(msgspec.Struct, frozen=True):
    """What a customer told, by fact; ``order_number``: of the order that it is about, or ""."""

    answers: Mapping[str, str]
    order_number: str = ""


def read_check(desk: Desk, caller: people.Caller, conversation_id: str, order_number: str, request_id: str) -> Standing:
    """What a customer may be asked, and how the check stands. One read more than the orders take.

    Raises what ``read_orders`` raises, and ``NothingToCheck``.
    """
    header = conversations.read_conversation(desk, caller.agent, conversation_id, request_id)
    case = case_of(desk, caller, header, order_number)
    if order_number:
        note_look_up(desk, caller, case, request_id)
    stamp = header.verified if header.verified and header.verified.holds(case.wanted.subject, desk.now()) else None
    facts = [each.fact for each in _expected(desk, case)]
    shop = case.plan.shop
    return Standing(shop.check_first, stamp, facts, shop.needed, _left(desk, conversation_id))


def check(
    desk: Desk,
    caller: people.Caller,
    conversation_id: str,
    told: Told,
    once: Once | None = None,
    request_id: str = "",
) -> Outcome:
    """Compare what a customer told; where all of it is right, the conversation says from then on by whom, when and how
    it was found out. Each check is counted and in the audit log, without what was told; the same request is one check.

    Raises ``Invalid``, ``CheckLocked``, ``NothingToCheck``, ``ConversationClosed``, ``NotTaken``, and what
    ``read_orders`` raises.
    """
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return Outcome(before["passed"], _left(desk, conversation_id))
    header = conversations.find(desk, conversation_id)
    _refuse(desk, caller, header)
    case = case_of(desk, caller, header, told.order_number)
    if told.order_number:  # whether there is such an order is told by what is refused, too
        note_look_up(desk, caller, case, request_id)
    shop = case.plan.shop
    passed = is_right(_expected(desk, case), told.answers, shop.needed)
    said = {"passed": passed, "facts": sorted(told.answers), "order_number": case.wanted.order_number}

    def write(now: Header | None) -> bool:
        now = existing(now, "no such conversation")
        _refuse(desk, caller, now)
        tx = Transaction(desk)
        mark(tx, once, {"passed": passed})
        limits.spend(tx, CHECKS, "conversation", conversation_id)
        limits.spend(tx, CHECKS_OF_SUBJECT, "customer", f"{now.plan_key}#{case.wanted.subject}")
        audit.note(tx, caller.by(request_id), "check_identity", conversation_id, after=said)
        if passed:
            how = how_in_words(told.answers, shop, now.locale)
            by = by_agent(caller.agent)
            conversations.stamp_verified(tx, now, by, how, case.wanted.subject, case.wanted.order_number)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return bool(done.answer["passed"])
        except LimitReached as reached:
            raise CheckLocked("so many checks were made already", retry_after=reached.retry_after) from None
        return passed

    outcome = races.follow(desk, header, write, conversations.HeaderMoved, tries=races.CROWD)
    return Outcome(outcome, _left(desk, conversation_id))


def _refuse(desk: Desk, caller: people.Caller, header: Header) -> None:
    """Whoever may answer the customer may check who they are, as long as it goes on: whether it does must not depend on
    what was told."""
    conversations.may_answer(desk, caller.agent, header)
    refuse_closed(header)


def _expected(desk: Desk, case: Case) -> Sequence[Expected]:
    """What is known that the customer may be asked for; of an order by its number what the shop says alone, since
    it may be somebody else's. Raises ``NothingToCheck``, ``NoShop``, ``ShopUnavailable``."""
    shop, asker = case.plan.shop, case.wanted.asker
    said: Mapping[str, str | None] = {}
    silence: Conflict = NothingToCheck("nothing is known that could be compared")
    if any(each.source == FROM_SHOP for each in shop.facts):
        try:
            said = ask_shop(desk, case.plan, case.ring, case.wanted).said.facts
        except (NoShop, ShopUnavailable) as refusal:
            silence = refusal
    own = asker if case.wanted.order_number is None else None
    expected = expected_of(shop, said, own.email if own else None, own.mobile if own else None)
    if len(expected) < shop.needed:
        raise silence
    return expected


def _left(desk: Desk, conversation_id: str) -> int:
    """How many checks of this conversation may be made yet; one read."""
    return max(0, CHECKS.most - limits.spent(desk, CHECKS, "conversation", conversation_id))
