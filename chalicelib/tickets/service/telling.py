"""Who is told what about tickets; each letter is written with what it tells of (law 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.owed import Owed
from chalicelib.tickets.model.ticket import BY_NOTHING, DELAYED, Alarm, Entry, Ticket
from chalicelib.tickets.model.turns import supervisors
from chalicelib.tickets.model.wishes import channels_of
from chalicelib.tickets.model.words import word_in
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.wishes import Wishes

PATH, PURPOSE = "/t/", "ticket"
ROOM = 70  # writes of a transaction for a ticket's new entries, and for letters to whom it alarms or is escalated to
LANGUAGE = "zh-CN"  # of what the desk's own people are told about tickets of no plan


def tell_customer(tx: Transaction, ticket: Ticket, what: str, text: str = "", until: datetime | None = None) -> None:
    """The customer, by the channel that the ticket says, or else by e-mail, or where they have none by SMS, as far as
    what they prefer and refuse lets it (A11); with the link to their ticket, which only the letter that goes out has.
    Nothing where the ticket says so, or they cannot be reached.

    ``until``: the time that is told, if not that of what they are waited for.
    """
    if ticket.tell_by == BY_NOTHING or not (ticket.email or ticket.mobile):
        return
    channels = channels_of(ticket)
    if not channels:
        return
    language, awaited = ticket.locale, ticket.awaited
    until = until or (awaited.until if awaited is not None else None)
    words = {
        "number": ticket.number,
        "subject": ticket.subject,
        "owner": ticket.owner.name or "",
        "state": word_in(ticket.state, language),
        "text": text,
        "awaited": awaited.what if awaited is not None else "",
        "until": moment(until, ticket.time_zone, language) if until is not None else "",
    }
    matter = Matter(
        what=what,
        words=words,
        about=ticket.ticket_id,
        plan_key=ticket.plan_key,
        holder_id=ticket.handler_id,
        links={"url": Link(PATH, PURPOSE, ticket.ticket_id)},
        customer_id=ticket.visitor_id,
    )
    to = Recipient(ticket.visitor_name or "", ticket.email, ticket.mobile, language)
    notifications.tell(tx, [to], matter, channels=channels, fixed=ticket.tell_by is not None)


def wishes_of(desk: Desk, ticket: Ticket) -> Wishes:
    """How its customer wishes to be written to, as of now; a read where the desk knows them, two where they are part of
    another."""
    try:
        return visitors.whole(desk, ticket.visitor_id).wishes if ticket.visitor_id is not None else Wishes()
    except NotFound:
        return Wishes()


def tell_colleagues(
    tx: Transaction, ticket: Ticket, what: str, to: Sequence[Agent], text: str = "", *, by: str = "", summary: str = ""
) -> None:
    """These colleagues, by e-mail; not twice who is named twice."""
    tell_staff(tx, ticket, what, to, {"text": text, "by": by, "summary": summary})


def tell_staff(tx: Transaction, ticket: Ticket, what: str, to: Sequence[Agent], others: Mapping[str, str]) -> None:
    """The same, with these words beside what the ticket is."""
    words = {
        "number": ticket.number,
        "kind": word_in(ticket.type, LANGUAGE),
        "subject": ticket.subject,
        "customer": ticket.visitor_name or "",
        "mobile": ticket.mobile or "",
        "email": ticket.email or "",
        "owner": ticket.owner.name or "",
        "priority": word_in(ticket.priority, LANGUAGE),
        **others,
    }
    matter = Matter(
        what=what, words=words, about=ticket.ticket_id, plan_key=ticket.plan_key, holder_id=ticket.handler_id
    )
    notifications.tell_colleagues(tx, to, LANGUAGE, matter)


def tell_of_answer(tx: Transaction, owed: Owed, what: str, to: Sequence[Agent], plan: Plan) -> None:
    """These colleagues, of a first answer that is owed outside of tickets; one letter for many, as its plan says."""
    deadline, language = owed.deadline, plan.languages[0]
    words = {
        "kind": word_in(owed.kind, language),
        "customer": owed.customer or "",
        "handler": owed.handler.name or "" if owed.handler is not None else "",
        "plan": plan.name,
        "due": moment(deadline.due_at, plan.time_zone, language) if deadline.due_at is not None else "",
    }
    matter = Matter(
        what=what,
        words=words,
        about=owed.thing_id,
        plan_key=owed.plan_key,
        holder_id=owed.handler_id,
        gather_after=plan.limits.notices_by_recipient,
    )
    notifications.tell_colleagues(tx, to, language, matter)


def letters_beside(entries: Sequence[Entry]) -> int:
    """How many letters to those who lead a transaction has room for besides these entries; each takes two writes."""
    return (ROOM - len(entries)) // 2


def is_alarmed(before: Ticket | None, after: Ticket) -> bool:
    """Whether it is urgent or critical now, as it was not before."""
    return after.alarm is not None and (before is None or before.alarm != after.alarm)


def tell_of(tx: Transaction, before: Ticket | None, after: Ticket, entries: Sequence[Entry], most: int) -> None:
    """The customer hears of what is public in these entries, unless it was their own doing; the supervisors at once of
    what is urgent or critical now, at most so many."""
    if after.alarm is not None and is_alarmed(before, after):
        _tell_of_alarm(tx, after, after.alarm, most)
    if before is None:
        tell_customer(tx, after, "ticket_opened")
        return
    news = [each for each in entries if each.public and each.author.kind != "visitor"]
    if news and news[-1].kind == DELAYED:
        tell_customer(tx, after, "ticket_delayed", news[-1].text, after.promised_at)
    elif news:
        tell_customer(tx, after, "ticket_news", news[-1].text)


def _tell_of_alarm(tx: Transaction, ticket: Ticket, alarm: Alarm, most: int) -> None:
    """With summary and reason (D5), to ``most`` of them; one query."""
    to = [each for each in supervisors(people.directory(tx.desk).agents.values()) if each.agent_id != alarm.by.id]
    tell_colleagues(tx, ticket, "ticket_urgent", to[:most], alarm.reason, by=alarm.by.name or "", summary=alarm.summary)
