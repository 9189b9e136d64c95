"""Courses that are ordered: of a complaint, an inspection, or a leader's own judgement (F11, D3)."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import audit, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.rights import refuse_without
from chalicelib.quality import service as quality
from chalicelib.tickets import service as tickets
from chalicelib.training.model.certificates import checked_reason
from chalicelib.training.model.courses import CourseArchived
from chalicelib.training.model.learner import Owed, ordered, without_order
from chalicelib.training.model.orders import (
    INSPECTION,
    MOST_DAYS,
    OPEN,
    TICKET,
    Order,
    OrderOpen,
    cancelled,
    overdue,
)
from chalicelib.training.service.access import find, published, refuse_to_guide
from chalicelib.training.service.settling import LOST
from chalicelib.training.service.telling import tell_cancelled, tell_late, tell_of_order
from chalicelib.training.store import learners, things
from chalicelib.training.store.things import ThingMoved

SEES_RESULTS = "quality.see"


class WatchOrder(Due, frozen=True):
    """The day by which a course was to be passed is over."""

    kind = "training.watch_order"

    order_id: str


class Wanted(msgspec.Struct, frozen=True):
    """Which course is ordered of whom, why, by when, and what it comes of (``ticket`` or ``inspection``, and its
    id)."""

    agent_id: str
    course_id: str
    reason: str
    due_on: date
    cause: str | None = None
    about: str | None = None


def order(
    desk: Desk, caller: people.Caller, wanted: Wanted, client_id: str, request_id: str = ""
) -> tuple[Order, bool]:
    """Order a course of somebody one leads, and whether it was ordered before: the same ``client_id`` is ordered once.

    Nine requests, one for a group's scope, one for what it comes of. Raises ``NotFound``, ``NotYours``, ``Invalid``,
    ``CourseUnpublished``, ``CourseArchived``, ``OrderOpen``, ``KeyReused``.
    """
    refuse_to_guide(desk, caller.agent, wanted.agent_id)
    asked: dict[str, Any] = msgspec.to_builtins(wanted)
    once = Once.of(f"training-order#{caller.agent.agent_id}", checked_client_id(client_id), asked)
    if (known := recall(desk, once, desk.now().timestamp())) is not None:
        return find(desk, Order, known["order_id"]), True
    agent, title = _refuse_unknown(desk, caller.agent, wanted)
    reason = checked_reason("reason", wanted.reason)
    zone, now = people.read_desk(desk).time_zone, desk.now()
    today = now.astimezone(ZoneInfo(zone)).date()
    if not 0 <= (wanted.due_on - today).days <= MOST_DAYS:
        raise Invalid.field("due_on", f"today or later, within {MOST_DAYS} days")
    made = Order(
        desk.new_id("ord"),
        by_agent(agent),
        by_agent(caller.agent),
        wanted.course_id,
        title,
        reason,
        wanted.due_on,
        times.day_ends(wanted.due_on, zone).astimezone(now.tzinfo),
        now,
        wanted.cause,
        wanted.about,
    )

    def write() -> tuple[Order, bool]:
        learner = learners.learner(desk, wanted.agent_id)
        owed = learner.order_of(wanted.course_id)
        if owed is not None and recall(desk, once, desk.now().timestamp()) is None:
            raise OrderOpen("it is ordered of them already", extra={"order_id": owed.order_id})
        tx = Transaction(desk)
        mark(tx, once, {"order_id": made.order_id})
        things.put(tx, None, made)
        owes = Owed(made.order_id, made.course_id, made.due_on)
        learners.put_learner(tx, learner, ordered(learner, owes))
        work.put(tx, WatchOrder(made.order_id), at=made.due_at)
        told = audit.fields_of(made, "agent_id course_id reason cause about")
        audit.note(tx, caller.by(request_id), "order_training", made.order_id, after={**told, "due": str(made.due_on)})
        tell_of_order(tx, made, agent)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return find(desk, Order, done.answer["order_id"]), True
        return made, False

    return races.again(desk, write, LOST)


def _refuse_unknown(desk: Desk, caller: Agent, wanted: Wanted) -> tuple[Agent, str]:
    """Of whom, and what the course is called. Raises ``Invalid``, ``NotYours``, ``CourseUnpublished``,
    ``CourseArchived``."""
    agent = people.read_agents(desk, [wanted.agent_id]).get(wanted.agent_id)
    if agent is None:
        raise Invalid.field("agent_id", "no such agent")
    try:
        record, course = published(desk, wanted.course_id)
    except NotFound:
        raise Invalid.field("course_id", "no such course") from None
    if record.archived:
        raise CourseArchived("nothing new begins with it")
    if (wanted.cause is None) != (wanted.about is None):
        raise Invalid.field("about", "with a cause, and a cause with it")
    if wanted.cause == TICKET:
        _refuse_ticket(desk, caller, str(wanted.about))
    if wanted.cause == INSPECTION:
        _refuse_inspection(desk, caller, str(wanted.about), wanted.agent_id)
    return agent, course.definition.title


def _refuse_ticket(desk: Desk, caller: Agent, ticket_id: str) -> None:
    try:
        ticket = tickets.find(desk, ticket_id)
    except NotFound:
        raise Invalid.field("about", "no such ticket") from None
    people.allowed(desk, caller, SEE, tickets.thing(ticket))


def _refuse_inspection(desk: Desk, caller: Agent, inspection_id: str, agent_id: str) -> None:
    """An inspection of this very agent's work, by who may see what inspections come to."""
    refuse_without(SEES_RESULTS, caller.rights.permissions)
    inspection = quality.find(desk, inspection_id)
    if inspection is None or not inspection.is_submitted or inspection.agent_id != agent_id:
        raise Invalid.field("about", "no such inspection of their work")


def cancel(desk: Desk, caller: people.Caller, order_id: str, reason: str, request_id: str = "") -> Order:
    """Take an order back; its agent is told. Five requests; twice is once. Raises ``NotFound``, ``NotYours``,
    ``OrderOver``, ``Invalid``."""
    why = checked_reason("reason", reason)

    def write() -> Order:
        before = find(desk, Order, order_id)
        refuse_to_guide(desk, caller.agent, before.agent_id)
        if before.ended_by is not None and (before.ended_by.id, before.why_cancelled) == (caller.agent.agent_id, why):
            return before
        after = cancelled(before, why, by_agent(caller.agent), desk.now())
        learner = learners.learner(desk, before.agent_id)
        tx = Transaction(desk)
        things.put(tx, before, after)
        owed = learner.order_of(before.course_id)
        if owed is not None and owed.order_id == order_id:
            learners.put_learner(tx, learner, without_order(learner, owed, in_time=None))
        audit.note(tx, caller.by(request_id), "cancel_training", order_id, after={"reason": why})
        tell_cancelled(tx, after, people.read_agents(desk, [before.agent_id]).get(before.agent_id))
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST)


def watch_order(desk: Desk, due: WatchOrder) -> None:
    """Due when its day is over: who does not have it by then is late, and its agent and who leads them hear of it.
    Three requests; twice is once."""

    def look() -> None:
        before = things.find(desk, Order, due.order_id)
        if before is None or before.state != OPEN or before.late or desk.now() < before.due_at:
            return
        tx = Transaction(desk)
        after = overdue(before)
        things.put(tx, before, after)
        tell_late(tx, after, people.directory(desk))
        tx.commit_and_tell()

    races.again(desk, look, ThingMoved)
