"""What visitors of a plan are told while an incident is open, and what is told to those who write meanwhile (F9)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due


class TellHolding(Due, frozen=True):
    """A visitor wrote into a conversation while their plan's visitors are told of an incident."""

    kind = "incidents.tell_holding"

    conversation_id: str
    plan_key: str
    incident_id: str


def tell_holding(desk: Desk, due: TellHolding) -> None:
    """Tell them once, if it is still switched on. Safe to repeat."""
    conversations.tell_holding(desk, due.conversation_id, due.plan_key, due.incident_id)
