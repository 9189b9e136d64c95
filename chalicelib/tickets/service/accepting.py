"""What a customer signs behind the link of their ticket: that the work was done, and consents (D9)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once, checked_client_id
from chalicelib.core.text import checked_line
from chalicelib.plans.service.numbers import as_kept
from chalicelib.tickets.model.flows import said_by_customer, words_of
from chalicelib.tickets.model.forms import LONGEST_REASON, checked_text
from chalicelib.tickets.model.refusals import MoveNotAllowed
from chalicelib.tickets.model.settings import SIGNATURE
from chalicelib.tickets.model.signatures import Accept
from chalicelib.tickets.model.signing import Shown, signing_of
from chalicelib.tickets.model.states import Step
from chalicelib.tickets.model.ticket import Ticket, Value
from chalicelib.tickets.service.creating import LONGEST_NAME
from chalicelib.tickets.service.customers import customer_of, done_by_customer
from chalicelib.tickets.service.flowing import standing_of
from chalicelib.tickets.service.moving import moved_by_customer
from chalicelib.tickets.service.rules import Rules


def shown_to_customer(desk: Desk, ticket: Ticket, language: str) -> Shown:
    """What its flow shows a customer; a read where that was not shipped."""
    flow = Rules(desk).flow_of(ticket)
    if flow is None:
        return Shown((), None)
    shown = (each for each in flow.fields if each.public and each.kind != SIGNATURE)  # its strokes tell nobody anything
    public = [(each, ticket.fields[each.key]) for each in shown if each.key in ticket.fields]
    fields = tuple((each, value, words_of(each, value, language)) for each, value in public)
    return Shown(fields, signing_of(flow, ticket))


def accept(desk: Desk, ticket: Ticket, form: Accept) -> Ticket:
    """The customer signs that it is done; every consent that is asked for is given with it. Once for each
    ``client_id``.

    Raises ``MoveNotAllowed`` where nothing is to be signed, ``Invalid`` with the fields, ``LimitReached``.
    """
    text = checked_text("text", form.text, LONGEST_REASON)
    name = checked_line("name", form.name, longest=LONGEST_NAME)
    client_id, rules = checked_client_id(form.client_id), Rules(desk)
    said = [name, form.signature, form.consents, text]
    once = Once.of(f"ticket-accepted#{ticket.ticket_id}", client_id, said)
    text = as_kept(desk, ticket.plan_key, text)

    def step(ticket: Ticket) -> Step:
        flow = rules.flow_of(ticket)
        signing = signing_of(flow, ticket) if flow is not None else None
        if flow is None or signing is None:
            raise MoveNotAllowed("nothing is to be signed now", extra={"state": ticket.state, "ways": []})
        lacking = [each.key for each in signing.consents if each.key not in form.consents]
        if lacking:
            raise Invalid.field(f"fields.{lacking[0]}", "is needed")
        values: dict[str, Value | None] = {
            **said_by_customer(flow, standing_of(flow, ticket), signing.to, (text, name), solved=True),
            **{each.key: True for each in signing.consents},
            signing.name.key: name,
            signing.drawn.key: form.signature or None,  # nobody's earlier hand stands under this name
        }
        after, entry = moved_by_customer(rules, ticket, signing.to, values, customer_of(ticket), text, desk.now())
        return after, replace(entry, client_id=client_id)

    return done_by_customer(rules, ticket, step, once, text or name)
