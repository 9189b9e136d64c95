"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.telling import Over, Refiled
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.followups.model.followup import FollowUpChanged, FollowUpWritten
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.touchpoints.service import placing, recounting, tickets
from chalicelib.touchpoints.service.placing import Look
from chalicelib.touchpoints.service.recounting import RecountPage

LISTENERS = (
    Listener(Over, "touchpoints.on_over", placing.look_at_end),
    Listener(Refiled, "touchpoints.on_refiled", placing.look_at_filing),
    Listener(TicketWritten, "touchpoints.on_ticket_written", tickets.look_at_ticket),
    Listener(FollowUpWritten, "touchpoints.on_follow_up_written", placing.hear_follow_up),
    Listener(FollowUpChanged, "touchpoints.on_follow_up_changed", placing.hear_follow_up),
)

DUTIES = (
    Duty(Look, placing.look),
    Duty(RecountPage, recounting.recount_page),
)
