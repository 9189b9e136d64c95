"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.incidents.service import counting, holding, linking, noticing, raising
from chalicelib.incidents.service.counting import Count, Look, SumHour
from chalicelib.incidents.service.holding import TellHolding
from chalicelib.incidents.service.linking import LinkEarlier, LinkThing
from chalicelib.incidents.service.noticing import CountFiled, CountScore
from chalicelib.incidents.service.raising import Calm
from chalicelib.offline.model.message import MessageWritten
from chalicelib.search.model.hearing import Heard
from chalicelib.surveys.model.survey import Scored
from chalicelib.tickets.model.origins import TicketWritten

LISTENERS = (
    Listener(TicketWritten, "incidents.on_ticket_written", noticing.hear_ticket),
    Listener(MessageWritten, "incidents.on_message_written", noticing.hear_message),
)

DUTIES = (
    Duty(Count, counting.count_sign),
    Duty(CountFiled, noticing.count_filed),
    Duty(CountScore, noticing.count_score),
    Duty(Look, raising.look),
    Duty(SumHour, counting.sum_hour),
    Duty(Calm, raising.end_when_calm),
    Duty(LinkThing, linking.link_due),
    Duty(LinkEarlier, linking.link_earlier),
    Duty(TellHolding, holding.tell_holding),
)

ANSWERING = (
    Answering(Heard, noticing.hear),
    Answering(Scored, noticing.hear_score),
)
