"""Tickets that cross departments are noted as they do, so that a week's report need not look for them (S4)."""

from __future__ import annotations

from chalicelib.bulletins import store
from chalicelib.bulletins.model.crossing import Step, outside, with_step
from chalicelib.bulletins.model.schedule import WEEKLY, period_of
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.tickets.model.origins import TicketCrossed


def note_crossing(desk: Desk, crossed: TicketCrossed) -> None:
    """Keep which groups the ticket went between, and that it did in this week of the desk. Twice is once, in any order.

    Two reads and a write; one read more where colleagues came to take part.
    """
    zone = people.read_desk(desk).time_zone
    came = people.read_agents(desk, crossed.agent_ids) if crossed.agent_ids else {}
    others = outside(crossed.after, [sorted(each.groups) for each in came.values()])
    step = Step(crossed.version, crossed.at, crossed.before, crossed.after, others)

    def note() -> None:
        before = store.crossing(desk, crossed.ticket_id)
        after = with_step(before, step)
        if after == before:
            return
        tx = Transaction(desk)
        store.write_crossing(tx, before, after)
        if after.crosses:
            monday = period_of(WEEKLY, local_date(crossed.at, zone)).first
            store.put_crossed(tx, monday, crossed.ticket_id, crossed.at)
        tx.commit()

    races.again(desk, note, store.CrossingMoved)
