"""A conversation's visitor is told what all of their plan's are told while something goes wrong (F9)."""

from __future__ import annotations

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, Header
from chalicelib.conversations.service.intake import told_of
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_both
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans


def tell_holding(desk: Desk, conversation_id: str, plan_key: str, incident_id: str) -> None:
    """Say it once, if the plan still says it because of this incident, in a conversation that is not over. Two
    requests. Safe to repeat."""
    header, plan = read_both(desk.database, store.wanted(conversation_id), plans.wanted(plan_key))
    holding = plan.holding if plan is not None else None
    if holding is None or holding.incident_id != incident_id:
        return

    def write(now: Header | None) -> None:
        if now is None or now.state == CLOSED:
            return
        after, entries = told_of(holding, now, [], desk.now())
        if entries:
            tx = Transaction(desk)
            store.write(tx, now, after, entries)
            tx.commit()

    races.follow(desk, header, write, store.HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)
