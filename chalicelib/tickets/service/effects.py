"""What the stages of flows ask of the rooms above: a return visit, a rating (D3, D6, D9)."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.core import events, work
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.corrections import corrective_of
from chalicelib.tickets.model.effects import RatingWanted, VisitWanted
from chalicelib.tickets.model.lateness import STAGE
from chalicelib.tickets.model.ticket import CLOSED, Ticket
from chalicelib.tickets.service.rules import Rules

USUAL_VISIT = timedelta(days=3)


class MakeCorrection(Due, frozen=True):
    """A complaint ended, with something that is to be done."""

    kind = "tickets.make_correction"

    ticket_id: str


def see_to_correction(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Have a ticket made of what a complaint that ends now asks to be done."""
    ends = after.state == CLOSED and after.merged_into is None and (before is None or before.state != CLOSED)
    if ends and corrective_of(after) is not None:
        work.put(tx, MakeCorrection(after.ticket_id), inline=True)


def publish_effects(tx: Transaction, rules: Rules, before: Ticket | None, after: Ticket) -> None:
    """Add to the transaction what the stage asks to which the ticket has come just now: when it is made, moved, opened
    again, or of another type. Nothing where its customer is not known to the rooms above."""
    if after.stage is None or (before is not None and before.staged == after.staged):
        return
    stage = rules.stage_of(after)
    if stage is None or after.visitor_id is None or after.plan_key is None:
        return
    customer = {name: getattr(after, name) for name in ("visitor_id", "visitor_name", "email", "mobile", "locale")}
    if stage.plans is not None:
        due = next((each.due_at for each in after.deadlines if each.name == STAGE and each.met_at is None), None)
        events.publish(
            tx,
            VisitWanted(
                **customer,
                wanted_id=f"{after.ticket_id}#{after.staged}",
                ticket_id=after.ticket_id,
                number=after.number,
                subject=after.subject,
                kind=stage.plans,
                plan_key=after.plan_key,
                handler_id=after.handler_id,
                due_at=due or tx.desk.now() + USUAL_VISIT,
            ),
        )
    if stage.asks_survey:
        groups = (after.group_id,) if after.group_id is not None else ()
        events.publish(
            tx,
            RatingWanted(
                **customer,
                ticket_id=after.ticket_id,
                plan_key=after.plan_key,
                handler=after.handler,
                group_ids=groups,
            ),
        )
