"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.offline.model.message import MessageWritten
from chalicelib.oncall.service import hearing, stepping
from chalicelib.oncall.service.telling import StepOn
from chalicelib.routing.model import StillAlone
from chalicelib.tickets.model.origins import TicketWritten

LISTENERS = (
    Listener(MessageWritten, "oncall.on_message_written", hearing.hear_message),
    Listener(TicketWritten, "oncall.on_ticket_written", hearing.hear_ticket),
)

DUTIES = (Duty(StepOn, stepping.step_on),)

ANSWERING = (Answering(StillAlone, hearing.hear_waiting),)
