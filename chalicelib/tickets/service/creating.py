"""Tickets are made: by hand or by API, from a conversation, a message left, a follow-up, a call (D4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import contacts, races, work
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, recall
from chalicelib.core.text import checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.forms import (
    LONGEST_REASON,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    CreateTicket,
    checked_ids,
    checked_subject,
    checked_text,
)
from chalicelib.tickets.model.numbers import day_of, hop, number_of
from chalicelib.tickets.model.origins import Known
from chalicelib.tickets.model.repeats import Repeats, repeats_in
from chalicelib.tickets.model.settings import TicketSettings
from chalicelib.tickets.model.states import begun
from chalicelib.tickets.model.ticket import (
    ASSIGNED,
    COMPLAINT,
    CONVERSATION,
    DESKS_OWN,
    NEW,
    NORMAL,
    Alarm,
    Origin,
    Ticket,
)
from chalicelib.tickets.model.turns import may_have
from chalicelib.tickets.service.access import colleague, group_for
from chalicelib.tickets.service.flowing import begun_by_desk, begun_in_flow
from chalicelib.tickets.service.origins import SayInConversation, known_of
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import first_answer, save
from chalicelib.tickets.service.telling import tell_colleagues
from chalicelib.tickets.store import beside, complaints, numbers

LONGEST_NAME = 80
NOTHING_KNOWN = Known()


class Draft(msgspec.Struct, frozen=True):
    """A ticket that has no number yet, of this day where the desk is; the messages that it is made from; whom it is
    given to, if that is not its maker."""

    ticket: Ticket
    day: str
    known: Known
    given: Agent | None


class People(msgspec.Struct, frozen=True):
    """Whose a ticket is: who is responsible, who works on it, who else takes part."""

    owner: Agent
    handler: Agent
    participants: tuple[Author, ...] = ()


def create_ticket(desk: Desk, caller: people.Caller, form: CreateTicket) -> tuple[Ticket, bool]:
    """A new ticket, and whether this request made it before (law 4).

    Some ten requests, however many there are: what it is made from, those it is given to, the day's next number, one
    transaction. Raises ``Invalid`` with the fields, ``NotYours``, ``AgentAway``, ``KeyReused``.
    """
    agent, now = caller.agent, desk.now()
    once = Once.of(f"ticket#{agent.agent_id}", checked_client_id(form.client_id), msgspec.to_builtins(form))
    answered = recall(desk, once, now.timestamp())
    if answered is not None:
        return first_answer(desk, str(answered["ticket_id"]), answered), True
    rules = Rules(desk)
    draft = _drafted(rules, agent, form, now)
    try:
        return _write(rules, draft, once), False
    except AlreadyDone as done:
        return first_answer(desk, str(done.answer["ticket_id"]), done.answer), True


def create_for(desk: Desk, agent: Agent, form: CreateTicket, origin: Origin, known: Known = NOTHING_KNOWN) -> Ticket:
    """A ticket of the desk's own, which nobody asked for but which follows from another: the same ``client_id`` and
    origin make one. Its flow and its fields keep nothing of it back. Raises ``Invalid`` for a group that is none."""
    once = Once.of(f"ticket#{origin.kind}#{origin.id}", form.client_id, form.type)
    rules = Rules(desk)
    draft = _drafted(rules, agent, form, desk.now(), (origin, known))
    draft = replace(draft, ticket=replace(draft.ticket, created_by=SYSTEM), given=agent)
    try:
        return _write(rules, draft, once)
    except AlreadyDone as done:
        return first_answer(desk, str(done.answer["ticket_id"]), done.answer)


def _drafted(
    rules: Rules, agent: Agent, form: CreateTicket, now: datetime, made_from: tuple[Origin, Known] | None = None
) -> Draft:
    """The ticket as it will be, but for its number."""
    desk = rules.desk
    origin, known = made_from or known_of(desk, agent, form)
    known = known if form.type not in DESKS_OWN else Known(quotes=known.quotes)  # it has no customer
    settings, wrong = beside.settings(desk), WrongFields()
    own = settings.of_type(form.type)
    with wrong:
        subject = checked_subject(form.subject)
    with wrong:
        text = checked_text("text", form.text, LONGEST_TEXT)
    with wrong:
        values, flow = (
            begun_in_flow(rules, agent, form.type, own, form.fields or {}, form.group_id)
            if made_from is None
            else begun_by_desk(rules, form.type, own, form.fields or {})
        )
    with wrong:
        alarm = alarm_of(form.priority, form.summary, form.reason, by_agent(agent), now)
    with wrong:
        check_category(desk, form.category)
    plan = _plan(rules, form.plan_key or known.plan_key, wrong)
    zone = people.read_desk(desk).time_zone
    with wrong:
        reached = _reached(form, known, contacts.region_of(plan.time_zone if plan is not None else zone))
    with wrong:
        group_id = _group(desk, form.group_id, plan)
    wrong.refuse()
    whose = _people(desk, agent, form, known, now)
    ticket = Ticket(
        ticket_id=desk.new_id("tkt"),
        number="",
        type=form.type,
        subject=subject,
        owner=by_agent(whose.owner),
        handler=by_agent(whose.handler),
        created_at=now,
        created_by=by_agent(agent),
        time_zone=plan.time_zone if plan is not None else zone,
        state=NEW if whose.handler is agent else ASSIGNED,
        state_at=now,
        text=text,
        category=form.category,
        priority=form.priority,
        level=form.level or known.level,
        plan_key=plan.key if plan is not None else None,
        visitor_id=known.visitor_id,
        group_id=group_id,
        participants=whose.participants,
        fields=values,
        origin=origin,
        alarm=alarm,
        tell_by=form.tell_by,
        **reached,
        **flow,
    )
    ticket = replace(ticket, repeats=_repeats(desk, ticket, settings))
    return Draft(ticket, day_of(now, zone), known, whose.handler if whose.handler is not agent else None)


def _repeats(desk: Desk, ticket: Ticket, settings: TicketSettings) -> Repeats | None:
    """What a complaint is a repetition of; four queries at most, none for any other."""
    if ticket.type != COMPLAINT or not settings.repeat_days:
        return None
    since = ticket.created_at - timedelta(days=settings.repeat_days)
    before = complaints.of_customer(desk, ticket, since), complaints.of_cause(desk, ticket, since)
    return repeats_in(*before, settings.repeat_causes)


def _plan(rules: Rules, plan_key: str | None, wrong: WrongFields) -> Plan | None:
    plan = rules.plan(plan_key)
    if plan is None and plan_key is not None:
        wrong.add("plan_key", "no such plan")
    return plan


def check_category(desk: Desk, category_id: str | None) -> None:
    """Raises ``Invalid`` for a category that is none; one read where one is said."""
    if category_id is not None and knowledge.read_tree(desk).find(category_id) is None:
        raise Invalid.field("category", "no such category")


def alarm_of(priority: str, summary: str, reason: str, by: Author, now: datetime) -> Alarm | None:
    """What an urgent or critical ticket needs: a summary and a reason (D5). Raises ``Invalid`` where one is missing."""
    if priority == NORMAL:
        return None
    wrong = WrongFields()
    with wrong:
        summary = checked_text("summary", summary, LONGEST_SUMMARY, needed=True)
    with wrong:
        reason = checked_text("reason", reason, LONGEST_REASON, needed=True)
    wrong.refuse()
    return Alarm(summary, reason, by, now)


def _reached(form: CreateTicket, known: Known, region: str | None) -> dict[str, Any]:
    """Who the customer is and how they are reached: as the form says, else as it is known."""
    wrong, held = WrongFields(), {"visitor_name": known.visitor_name, "email": known.email, "mobile": known.mobile}
    for name, value in (("visitor_name", form.visitor_name), ("email", form.email), ("mobile", form.mobile)):
        if value:
            with wrong:
                held[name] = checked_contact(name, value, region)
    if form.type in DESKS_OWN:
        held = dict.fromkeys(held)
    elif not wrong and known.visitor_id is None and not held["email"] and not held["mobile"]:
        wrong.add("visitor_id", "a customer, or an e-mail address or mobile number to reach somebody at")
    wrong.refuse()
    return {**held, "locale": form.locale or known.locale}


def checked_contact(name: str, value: str, region: str | None) -> str:
    """A customer's name, address or number. Raises ``Invalid``."""
    if name == "email":
        return contacts.checked_own_email(name, value)
    if name == "mobile":
        return contacts.checked_mobile(name, value, region)
    return checked_line(name, value, longest=LONGEST_NAME)


def _group(desk: Desk, group_id: str | None, plan: Plan | None) -> str | None:
    """The responsible group: the one that was named, or the first of its plan to which something new may come."""
    if group_id is not None:
        return group_for(desk, group_id).group_id
    groups = (people.find_group(desk, each) for each in (plan.group_ids if plan is not None else ()))
    return next((each.group_id for each in groups if each is not None and not each.archived), None)


def _people(desk: Desk, agent: Agent, form: CreateTicket, known: Known, now: datetime) -> People:
    """Who had the customer first stays responsible while they can be (D7), else who makes it."""
    owner_id = known.owner.id if known.owner is not None else None
    ids = checked_ids("participants", form.participants or ())
    others = people.read_agents(desk, [*([owner_id] if owner_id is not None else []), *ids])
    first = others.get(owner_id) if owner_id is not None else None
    handler = agent
    if form.handler_id is not None and form.handler_id != agent.agent_id:
        handler = colleague(desk, form.handler_id, now, "handler_id")
    owner = first if first is not None and may_have(first) else agent
    besides = tuple(each for each in participants_of(others, ids) if each.id != handler.agent_id)
    return People(owner, handler, besides)


def participants_of(agents: dict[str, Agent], ids: Sequence[str]) -> tuple[Author, ...]:
    """Those who take part. Raises ``Invalid`` for who can have no tickets."""
    wrong = WrongFields()
    for each in ids:
        if not may_have(agents.get(each)):
            wrong.add("participants", f"no such agent, or they do not work on tickets: {each}")
    wrong.refuse()
    return tuple(by_agent(agents[each]) for each in ids)


def _write(rules: Rules, draft: Draft, once: Once) -> Ticket:
    """The ticket with the day's next number. Whoever loses a number to somebody else takes another one."""
    desk, day, given = rules.desk, draft.day, draft.given
    place, tries = numbers.next_place(desk, day), 0

    def write() -> Ticket:
        nonlocal place, tries
        numbered = replace(draft.ticket, number=number_of(day, place))
        after, entries = begun(numbered, draft.known.quotes, desk.now())
        tx = Transaction(desk)
        after = save(tx, None, after, entries, once=once, rules=rules)
        numbers.take(tx, day, place, after.ticket_id)
        beside.put_link(tx, after)
        if after.origin.kind == CONVERSATION:
            work.put(tx, SayInConversation(after.ticket_id), inline=True)
        if given is not None:
            tell_colleagues(tx, after, "ticket_given", [given], after.text)
        try:
            tx.commit_and_tell()
        except numbers.NumberTaken:
            place, tries = hop(place, tries, desk.chance()), tries + 1
            raise
        return after

    return races.again(desk, write, numbers.NumberTaken, tries=races.CROWD)
