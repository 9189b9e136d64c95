"""What is written in a ticket, by whomever, as it is stored: without the numbers that its plan never keeps (F8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core.sensitive import hidden, may_have
from chalicelib.tickets.model.ticket import Changed, Entry, Ticket
from chalicelib.tickets.service.rules import Rules

REACHED_BY = ("email", "mobile")  # which are kept, since by these a customer is reached

Hide = Callable[[str], str]


def as_kept(rules: Rules, ticket: Ticket, entries: Sequence[Entry]) -> tuple[Ticket, Sequence[Entry]]:
    """The ticket and its new entries as they are stored. A read where something may be a number and the request has not
    read the plan, else none."""
    if ticket.plan_key is None or not any(map(may_have, _texts(ticket, entries))):
        return ticket, entries
    plan = rules.plan(ticket.plan_key)
    if plan is None or not plan.limits.replaces:
        return ticket, entries
    hide = partial(hidden, kinds=plan.limits.replaces)
    return _ticket(ticket, hide), [_entry(each, hide) for each in entries]


def _texts(ticket: Ticket, entries: Sequence[Entry]) -> list[str]:
    texts = [ticket.subject, ticket.text, ticket.visitor_name or ""]
    texts += [each for each in ticket.fields.values() if isinstance(each, str)]
    if ticket.alarm is not None:
        texts += [ticket.alarm.summary, ticket.alarm.reason]
    if ticket.awaited is not None:
        texts.append(ticket.awaited.what)
    for entry in entries:
        texts.append(entry.text)
        texts += [value for each in entry.changes for value in (each.before, each.after) if value]
    return texts


def _ticket(ticket: Ticket, hide: Hide) -> Ticket:
    values: dict[str, Any] = {"subject": hide(ticket.subject), "text": hide(ticket.text)}
    values["visitor_name"] = hide(ticket.visitor_name) if ticket.visitor_name else ticket.visitor_name
    values["fields"] = {name: hide(each) if isinstance(each, str) else each for name, each in ticket.fields.items()}
    if ticket.alarm is not None:
        said = hide(ticket.alarm.summary), hide(ticket.alarm.reason)
        values["alarm"] = replace(ticket.alarm, summary=said[0], reason=said[1])
    if ticket.awaited is not None:
        values["awaited"] = replace(ticket.awaited, what=hide(ticket.awaited.what))
    return replace(ticket, **values)


def _entry(entry: Entry, hide: Hide) -> Entry:
    return replace(entry, text=hide(entry.text), changes=tuple(_changed(each, hide) for each in entry.changes))


def _changed(change: Changed, hide: Hide) -> Changed:
    if change.field in REACHED_BY:
        return change
    before, after = (hide(each) if each else each for each in (change.before, change.after))
    return replace(change, before=before, after=after)
