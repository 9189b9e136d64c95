"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import (
    ConversationEnded,
    ConversationRequeued,
    ConversationStarted,
    PlaceChanged,
)
from chalicelib.conversations.model.queue import Begun
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.people.model.agents import AgentAvailable, AgentLeft
from chalicelib.plans.model.receiving import ReceiversChanged
from chalicelib.routing.model import AssignedByHand, HandedToGroup
from chalicelib.routing.service import attendance, beginning, queue, receiving, watch
from chalicelib.routing.service.attendance import TellAttendance
from chalicelib.routing.service.patience import EndPatience
from chalicelib.routing.service.queue import WatchAcceptance, WatchWaiting
from chalicelib.routing.service.receiving import ReceiveAnew

LISTENERS = (
    Listener(ConversationStarted, "assignment.on_conversation_started", queue.find_agent_for),
    Listener(ConversationRequeued, "assignment.on_conversation_requeued", queue.find_agent_for),
    Listener(PlaceChanged, "assignment.on_place_changed", queue.find_agent_anew),
    Listener(ReceiversChanged, "assignment.on_receivers_changed", receiving.receive_anew),
    Listener(ConversationEnded, "assignment.on_conversation_ended", queue.serve_after_end),
    Listener(AssignedByHand, "assignment.on_assigned_by_hand", queue.serve_after_hand),
    Listener(HandedToGroup, "routing.on_handed_to_group", queue.serve_after_handing),
    Listener(AgentAvailable, "assignment.on_agent_available", queue.serve_available),
    Listener(AgentAvailable, "routing.on_agent_available", attendance.see_who_was_alone),
    Listener(AgentLeft, "assignment.on_agent_left", watch.transfer_all),
    Listener(AgentLeft, "routing.on_agent_left", attendance.see_who_is_left),
)

ANSWERING = (Answering(Begun, beginning.serve_at_once),)

DUTIES = (
    Duty(WatchAcceptance, watch.look_at_acceptance),
    Duty(WatchWaiting, watch.look_at_waiting),
    Duty(EndPatience, watch.end_patience),
    Duty(ReceiveAnew, receiving.receive_anew),
    Duty(TellAttendance, attendance.tell_attendance),
)
