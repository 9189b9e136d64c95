"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.bulletins.service import crossing, sending
from chalicelib.bulletins.service.sending import SendOn
from chalicelib.bulletins.service.subscriptions import SendWhenDue
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.notifications.model.panels import PanelsSought
from chalicelib.tickets.model.origins import TicketCrossed

LISTENERS = (Listener(TicketCrossed, "bulletins.on_ticket_crossed", crossing.note_crossing),)

ANSWERING = (Answering(PanelsSought, sending.panels_for),)

DUTIES = (
    Duty(SendWhenDue, sending.send_when_due),
    Duty(SendOn, sending.send_on),
)
