"""Who is told what about a message (C2, C3); each is written with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.core.contacts import Recipient
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.offline.model.message import EMAIL, WIDGET, Message
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import MOST_RECIPIENTS, Plan

MOST_LEADERS = 20  # each takes two of a transaction's hundred writes


def _words(message: Message, plan: Plan, locale: str) -> dict[str, object]:
    return {
        "number": message.number,
        "name": message.name,
        "email": message.email or "",
        "mobile": message.mobile or "",
        "text": message.masked_text,
        "page": message.page or "",
        "category": message.category or "",
        "plan": plan.name,
        "at": moment(message.created_at, plan.time_zone, locale),
    }


def tell_recipients(tx: Transaction, message: Message, plan: Plan) -> None:
    """The plan's recipients, by e-mail and SMS, with times as their language writes them. How the visitor is reached
    stands at the desk, where it is answered (F8)."""
    by_locale: dict[str, list[Recipient]] = {}
    for recipient in plan.offline.recipients[:MOST_RECIPIENTS]:
        by_locale.setdefault(recipient.locale, []).append(recipient)
    for locale, recipients in by_locale.items():
        matter = Matter(
            what="offline_message",
            words=_words(message, plan, locale),
            about=message.message_id,
            plan_key=plan.key,
            gather_after=plan.limits.notices_by_recipient,
        )
        notifications.tell(tx, recipients, matter)


def tell_agent(tx: Transaction, message: Message, plan: Plan, agent: Agent) -> None:
    """The agent it was given to, by e-mail."""
    language = plan.languages[0]
    matter = Matter(
        what="offline_assigned",
        words=_words(message, plan, language),
        about=message.message_id,
        plan_key=plan.key,
        gather_after=plan.limits.notices_by_recipient,
        holder_id=agent.agent_id,
    )
    notifications.tell_colleagues(tx, [agent], language, matter)


def tell_nearly_late(tx: Transaction, message: Message, plan: Plan, agent: Agent) -> None:
    """The agent who has it, that its time is nearly over."""
    deadline, language = message.deadline, plan.languages[0]
    due = moment(deadline.due_at, plan.time_zone, language) if deadline is not None and deadline.due_at else ""
    matter = Matter(
        what="offline_warning",
        words={"customer": message.name, "plan": plan.name, "due": due},
        about=message.message_id,
        plan_key=plan.key,
        gather_after=plan.limits.notices_by_recipient,
        holder_id=agent.agent_id,
    )
    notifications.tell_colleagues(tx, [agent], language, matter)


def tell_visitor(tx: Transaction, message: Message, agent: Agent, text: str, by: Sequence[str]) -> list[str]:
    """The visitor, by the channels chosen; the ids of the notices. In the widget they see it without one.

    A letter ends with what its agent chose (A6): one read.
    """
    channels = [channel for channel in by if channel != WIDGET]
    if not channels:
        return []
    to = Recipient(message.name, message.email, message.mobile, message.locale)
    signature = people.read_signature(tx.desk, agent.agent_id).text if EMAIL in channels else ""
    matter = Matter(
        what="offline_answer",
        words={**words_of_answer(message, agent, text), "signature": signature},
        about=message.message_id,
        plan_key=message.plan_key,
        holder_id=agent.agent_id,
        customer_id=message.visitor_id,
    )
    return notifications.tell(tx, [to], matter, channels=channels, fixed=True)


def words_of_answer(message: Message, agent: Agent, text: str) -> dict[str, object]:
    """What fills the wording of an answer."""
    return {
        "number": message.number,
        "name": message.name,
        "question": message.text,
        "answer": text,
        "agent": agent.name,
        "plan": message.plan_name,
    }


def tell_leaders(
    tx: Transaction, plan: Plan, leaders: Sequence[Agent], count: int, oldest: datetime, once: str | None
) -> None:
    """These, who lead, that ``count`` messages wait, the oldest since ``oldest``; under the name ``once`` only once."""
    language = plan.languages[0]
    words = {
        "plan": plan.name,
        "count": count,
        "oldest": moment(oldest, plan.time_zone, language),
        "minutes": plan.offline.remind_after_minutes,
    }
    matter = Matter(what="offline_reminder", words=words, about=plan.key, plan_key=plan.key)
    notifications.tell_colleagues(tx, leaders[:MOST_LEADERS], language, matter, once=once)
