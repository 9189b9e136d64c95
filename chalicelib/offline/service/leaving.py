"""The visitor's side: a message is stored exactly once, with everything that follows from it (C2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import asdict, replace

from chalicelib.core import events, limits, work
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, Unauthorized, WrongFields, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.notifications import service as notifications
from chalicelib.offline import store
from chalicelib.offline.model.form import Form, LeaveMessage, checked_form
from chalicelib.offline.model.message import Message, MessageWritten
from chalicelib.offline.model.reminders import deadline_of
from chalicelib.offline.service.saving import save, watch
from chalicelib.offline.service.telling import tell_recipients
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, refuse_unreceived, spoken_language
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.owed import group_for
from chalicelib.tickets.model.policies import Policies
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.agreeing import Asking, Given, answer_to, is_news
from chalicelib.visitors.model.visitor import FORM, Agreed, Learned, Visitor

LEFT = Limit("leave_message", most=10, within=timedelta(hours=1))
OWN_SHOWN = 20


class Allocate(Due, frozen=True):
    """A message was left: somebody should have it."""

    kind = "offline.allocate"

    message_id: str


class CloseWaiting(Due, frozen=True):
    """A visitor left a message instead of waiting on, in this conversation or whichever of theirs is open.

    ``left_at``: not in pieces that were written before it was said.
    """

    kind = "offline.close_waiting"

    conversation_id: str | None
    visitor_id: str
    left_at: datetime | None = None


class Left(msgspec.Struct, frozen=True):
    """The message as it now is; ``again``: this request was carried out before."""

    message: Message
    again: bool


def leave_message(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    origin: str | None,
    form: LeaveMessage,
    address: str | None = None,
    *,
    elsewhere: bool = False,
) -> Left:
    """A visitor leaves a message: two requests, however many are told, and one read for an e-mail address (C2, C3).

    One more where agents of the plan see abuse masked and its words were not read lately.
    One more counts the source ``address``, where it is known; visitor and plan are counted with what is written.

    With it are written the notices to the plan's recipients, and as due work who is given it, when the leaders are
    reminded of it, and the end of the conversation in which the visitor waited until then (``conversation_id``, or
    whichever is open). ``elsewhere``: they wrote by a channel, and are answered there (A9).
    Raises ``Invalid`` with every wrong field, ``KeyReused``, ``Unauthorized``, ``NotFound``, ``OriginNotAllowed``,
    ``NobodyReceives``, ``LimitReached``, ``VisitorRefused``.
    """
    visitors.same_plan(caller, plan_key)
    wanted = plans.wanted(plan_key), visitors.wanted(caller.visitor_id), tickets.wanted_policies()
    there, known, policies = read_all(desk.database, wanted)
    visitor = visitors.as_read(known, caller) if known is not None or caller.new is not None else None
    plan = plans.as_read(desk, there, origin)
    refuse_unreceived(plan)
    form = replace(form, page=plain_page(form.page, plan.limits.keep_parameters))
    consenting = _Consenting(form, plan, must=not elsewhere)
    wrong, checked = WrongFields(), Form(name="", text="")
    with wrong:
        checked = checked_form(form, region_of(plan.time_zone), elsewhere=elsewhere)
    with wrong:
        consenting.answer(visitor, desk.now())
    wrong.refuse()
    if checked.email is not None:
        notifications.refuse_unreachable(desk, "email", checked.email)
    kinds = plan.limits.replaces
    checked = replace(checked, name=hidden(checked.name, kinds), text=hidden(checked.text, kinds))
    now = desk.now()
    level = visitor.level if visitor is not None else "normal"
    deadline = deadline_of(plan, policies or Policies(), level, now)
    message = Message(
        message_id=desk.new_id("off"),
        plan_key=plan.key,
        plan_name=plan.name,
        visitor_id=caller.visitor_id,
        created_at=now,
        remind_at=deadline.due_at or now,
        deadline=deadline,
        level=level,
        group_id=group_for(plan.group_ids, ()),
        locale=spoken_language(plan, caller.locale),
        abuse=knowledge.abuse_in(desk, plan.key, checked.text) if plan.limits.mask_abuse else (),
        replaces=kinds,
        stops=plan.limits.stops,
        **asdict(checked),
    )
    once, network = _once(caller, form.client_id, message), plans.came_from(desk, address)
    try:
        if network is not None:
            most = plan.limits.left_by_address
            limits.spend_now(desk, LEFT, "address", f"{plan.key}#{network}", most=most)
        try:
            _written(desk, message, consenting, once, network, visitor)
        except visitors.JoinedSince:
            raise Unauthorized("this visitor is not known any more") from None  # who they are now has another token
        except visitors.NotOpen:  # known by now, if they said something else at this moment
            known = visitors.read(desk, caller) if visitor is not None else None
            _written(desk, message, consenting, once, network, known)
    except LimitReached:
        before = recall(desk, once, now.timestamp())
        if before is None:
            raise
        return Left(find(desk, str(before["message_id"])), True)
    except AlreadyDone as done:
        return Left(find(desk, str(done.answer["message_id"])), True)
    return Left(message, False)


class _Consenting(msgspec.Struct, frozen=True):
    """What the form says to the plan's text; ``must``: it has to say something."""

    form: LeaveMessage
    plan: Plan
    must: bool

    def answer(self, visitor: Visitor | None, now: datetime) -> Agreed | None:
        """What is new of it, for this visitor. Raises ``Invalid``."""
        known = visitor.agreed if visitor is not None else None
        given = Given(self.form.consent, self.form.declined)
        said = answer_to(self.plan.prechat, given, Asking(known, now, self.must, FORM))
        return said if visitor is not None and is_news(said, known) else None


def _written(
    desk: Desk,
    message: Message,
    consenting: _Consenting,
    once: Once | None,
    network: str | None,
    visitor: Visitor | None,
) -> None:
    """The message with all that follows from it; the visitor's card learns how to reach them, and what they agreed
    to."""
    plan, agreed, tx = consenting.plan, consenting.answer(visitor, message.created_at), Transaction(desk)
    mark(tx, once, {"message_id": message.message_id})
    if network is not None:
        limits.spend(tx, LEFT, "visitor", message.visitor_id, most=plan.limits.left_by_visitor)
    plans.spend_share(tx, LEFT, plan, network, message.visitor_id, most=plan.limits.left_by_plan)
    save(tx, None, message)
    work.put(tx, Allocate(message.message_id))
    events.publish_later(tx, MessageWritten(message.message_id), message.created_at)
    watch(tx, message)
    work.put(tx, CloseWaiting(message.conversation_id, message.visitor_id, message.created_at))
    tell_recipients(tx, message, plan)
    if visitor is not None:
        visitors.note_answer(tx, visitor, agreed)
    if visitor is not None and visitor.unwritten:
        visitors.learn(tx, visitor, Learned(email=message.email, mobile=message.mobile, agreed=agreed))
    elif visitor is not None:
        visitors.reachable_at(tx, message.visitor_id, email=message.email, mobile=message.mobile, agreed=agreed)
    tx.commit()


def list_own(desk: Desk, caller: visitors.Caller, plan_key: str) -> Sequence[Message]:
    """The visitor's own messages with all answers, newest first, at most twenty; three requests.

    For a customer one more for each visitor who proved to be them.
    """
    visitors.same_plan(caller, plan_key)
    own = visitors.own_ids(desk, caller)
    ids = [each for visitor_id in own for each in store.list_of_visitor(desk, visitor_id, OWN_SHOWN)]
    mine = [each for each in store.messages(desk, ids) if each.visitor_id in own]
    return sorted(mine, key=lambda each: each.created_at, reverse=True)[:OWN_SHOWN]


def find(desk: Desk, message_id: str) -> Message:
    """One message, for whoever has asked whether they may. Raises ``NotFound``."""
    return existing(store.message(desk, message_id), "no such message")


def _once(caller: visitors.Caller, client_id: str | None, message: Message) -> Once | None:
    if client_id is None:
        return None
    asked = [message.name, message.email, message.mobile, message.text, message.category]
    return Once.of(f"offline#{caller.visitor_id}", checked_client_id(client_id), asked)
