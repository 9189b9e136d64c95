"""The customer's side: their own tickets, by token, by link, or by number and contact (D4; law 8).

Nothing is shown but what is public, and whoever asks for what is not theirs is told the same as for what is not there:
by the same requests, so that the time it takes tells nothing either.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import contacts, limits, links
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import Once, checked_client_id
from chalicelib.core.persons import ERASED
from chalicelib.core.sensitive import hidden, may_have
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.forms import LONGEST_REASON, LONGEST_TEXT, GiveVerdict, WriteWords, checked_text
from chalicelib.tickets.model.numbers import read_number
from chalicelib.tickets.model.states import Step, customer_judged, customer_said, with_entry
from chalicelib.tickets.model.ticket import SOLVED, VERDICT, Entry, Ticket
from chalicelib.tickets.service.flowing import again_of
from chalicelib.tickets.service.moving import judged_in_flow
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import carry_out
from chalicelib.tickets.service.telling import PURPOSE, tell_colleagues
from chalicelib.tickets.store import beside, lists, numbers
from chalicelib.tickets.store import tickets as store
from chalicelib.visitors import service as visitors

OPENED = Limit("ticket_links", most=300, within=timedelta(hours=1))
LOOKED_UP = Limit("ticket_lookups", most=20, within=timedelta(hours=1))
GUESSED = Limit("ticket_guesses", most=10, within=timedelta(hours=1))
WRITTEN = Limit("ticket_words", most=30, within=timedelta(hours=1))
PAGE = 20
NOBODY = "~"  # no ticket has this id


class Public(msgspec.Struct, frozen=True):
    """What a customer sees: the ticket, its public entries behind a number, how far was looked, and whether others
    follow."""

    ticket: Ticket
    entries: tuple[Entry, ...]
    last_seq: int
    more: bool


def list_own(
    desk: Desk, caller: visitors.Caller, plan_key: str, before: str | None
) -> tuple[list[tuple[str, Ticket | None]], bool]:
    """A visitor's own tickets with their places: those that wait for them, the open ones, then what is over.

    One query for each of those they proved to be, and one request. Raises ``Unauthorized``.
    """
    visitors.same_plan(caller, plan_key)
    found = lists.newest_of_customer(desk, visitors.own_ids(desk, caller), before, PAGE + 1)
    known = {each.ticket_id: each for each in store.tickets(desk, [each.ticket_id for each in found[:PAGE]])}
    return [(each.place, known.get(each.ticket_id)) for each in found[:PAGE]], len(found) > PAGE


def own(desk: Desk, caller: visitors.Caller, plan_key: str, ticket_id: str) -> Ticket:
    """One of a visitor's own. Raises ``NotFound`` for any other, ``Unauthorized``."""
    visitors.same_plan(caller, plan_key)
    ticket = store.ticket(desk, ticket_id)
    if ticket is None or ticket.visitor_id not in visitors.own_ids(desk, caller):
        raise NotFound("no such ticket")
    return ticket


def read_public(desk: Desk, ticket: Ticket, after: int, limit: int) -> Public:
    """What of it is public, for whoever may see that; one query, so a page may be short while others follow."""
    entries, end = store.history(desk, ticket.ticket_id, after, limit)
    last_seq = entries[-1].seq if entries else after
    return Public(ticket, tuple(each for each in entries if each.public), last_seq, end is None)


def by_token(desk: Desk, token: str, address: str) -> Ticket:
    """The ticket behind a link. Raises ``NotFound`` for one that is not ours, or that leads to what was erased with
    whoever it was for; ``LimitReached`` for an ``address`` that asks too often."""
    ticket_id = links.read(desk, PURPOSE, token)
    limits.spend_now(desk, OPENED, "address", _network(desk, address))
    ticket = existing(store.ticket(desk, ticket_id), "no such link")
    if (ticket.subject, ticket.text) == (ERASED, ERASED):
        raise NotFound("it was erased with whoever it was for")
    return ticket


def look_up(
    desk: Desk, plan_key: str, number: str, contact: str, address: str, origin: str | None = None
) -> tuple[Ticket, str]:
    """The ticket of this number, if this is its customer's e-mail address or mobile number; and the token of its link.

    Five requests, whatever is right or wrong of it. Raises ``NotFound`` for any that is not both, ``LimitReached`` for
    an address or a number that is guessed at, ``OriginNotAllowed`` on a website that is not the plan's (``origin``).
    """
    plan = plans.read_plan(desk, plan_key, origin)
    limits.spend_now(desk, LOOKED_UP, "address", _network(desk, address))
    day, place = read_number(number) or ("", 1)
    limits.spend_now(desk, GUESSED, "number", f"{day}#{place}" if day else _network(desk, address))
    ticket_id = numbers.ticket_id_of(desk, day, place) or NOBODY
    ticket = store.ticket(desk, ticket_id)
    if not _is_theirs(ticket, _ways(contact, plan)) or ticket is None or ticket.plan_key not in (None, plan_key):
        raise NotFound("no such ticket")
    return ticket, links.sign(desk, PURPOSE, ticket.ticket_id)


def _network(desk: Desk, address: str) -> str:
    return limits.pseudonym(desk, limits.network_of(address))


def _ways(contact: str, plan: Plan) -> Sequence[bytes]:
    """What is compared with a customer's address and number, as these are kept."""
    written = contact.strip()
    try:
        mobile = contacts.checked_mobile("contact", written, contacts.region_of(plan.time_zone))
    except Invalid:
        mobile = written
    return [written.casefold().encode(errors="replace"), mobile.encode(errors="replace")]


def _is_theirs(ticket: Ticket | None, ways: Sequence[bytes]) -> bool:
    """Whether one of these reaches its customer; nothing shorter is compared where there is none."""
    email, mobile = (ticket.email or "", ticket.mobile or "") if ticket is not None else ("", "")
    known = [email.casefold().encode(), mobile.encode()]
    same = [hmac.compare_digest(way, each) and bool(each) for way in ways for each in known]
    return any(same)


def write_words(desk: Desk, ticket: Ticket, form: WriteWords) -> Ticket:
    """The customer adds words; whoever works on it hears of it, and what waited for them goes on. Once for each
    ``client_id``. Raises ``TicketOver``, ``LimitReached``, ``Invalid``."""
    text = checked_text("text", form.text, LONGEST_TEXT, needed=True)
    client_id = checked_client_id(form.client_id)
    once, kept = Once.of(f"ticket-words#{ticket.ticket_id}", client_id, text), as_kept(desk, ticket, text)

    def step(ticket: Ticket) -> Step:
        return customer_said(ticket, customer_of(ticket), kept, desk.now(), client_id)

    return done_by_customer(Rules(desk), ticket, step, once, kept)


def as_kept(desk: Desk, ticket: Ticket, text: str) -> str:
    """What its customer wrote, as it is stored: without the numbers that the ticket's plan never keeps (F8). A read."""
    if ticket.plan_key is None or not may_have(text):
        return text
    try:
        return hidden(text, plans.read_plan(desk, ticket.plan_key).limits.replaces)
    except NotFound:
        return text


def give_verdict(desk: Desk, ticket: Ticket, form: GiveVerdict) -> Ticket:
    """The customer says whether it is solved: it is closed, or opened again within the desk's days.

    Raises ``MoveNotAllowed``, ``ReopenedTooLate``, ``TicketOver``, ``LimitReached``, ``Invalid``.
    """
    text = checked_text("text", form.text, LONGEST_REASON)
    client_id, days, rules = checked_client_id(form.client_id), beside.settings(desk).reopen_days, Rules(desk)
    once = Once.of(f"ticket-verdict#{ticket.ticket_id}", client_id, [form.solved, text])
    text = as_kept(desk, ticket, text)

    def step(ticket: Ticket) -> Step:
        after, entry = judged(ticket, customer_of(ticket), desk.now())
        return after, replace(entry, client_id=client_id)

    def judged(ticket: Ticket, who: Author, now: datetime) -> Step:
        if ticket.stage is not None:
            made = judged_in_flow(rules, ticket, who, text, now, solved=form.solved)
            if made is not None:
                return made
            if form.solved and ticket.state == SOLVED:
                return with_entry(ticket, VERDICT, who, text, now, public=True)
        again = again_of(rules, ticket, days)
        return customer_judged(ticket, who, text, now, solved=form.solved, again=again)

    return done_by_customer(rules, ticket, step, once, text)


def done_by_customer(rules: Rules, ticket: Ticket, step: Callable[[Ticket], Step], once: Once, text: str) -> Ticket:
    """What a customer did, within what they may write; whoever works on it hears of it. Raises as ``carry_out``."""
    desk = rules.desk

    def also(tx: Transaction, _: Ticket, after: Ticket) -> None:
        limits.spend(tx, WRITTEN, "ticket", after.ticket_id)
        handler = people.read_agents(desk, [after.handler_id]).get(after.handler_id)
        if handler is not None and handler.active:
            tell_colleagues(tx, after, "ticket_customer_wrote", [handler], text)

    return carry_out(desk, ticket.ticket_id, step, once=once, also=also, rules=rules)


def customer_of(ticket: Ticket) -> Author:
    """Its customer, as the author of what they write."""
    return Author("visitor", ticket.visitor_id, ticket.visitor_name)
