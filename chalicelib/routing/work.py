"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import (
    AbsentAsked,
    ConversationEnded,
    ConversationRequeued,
    ConversationStarted,
    PlaceChanged,
    QuestionLate,
    VisitorLeft,
    VisitorReturned,
)
from chalicelib.conversations.model.queue import Begun
from chalicelib.conversations.model.words import SnoozeEnded
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.people.model.agents import AgentAvailable, AgentLeft, AgentReturned, PoolsJoined, PoolsLeft
from chalicelib.people.model.duty import DutyTurned
from chalicelib.plans.model.receiving import ReceiversChanged
from chalicelib.routing.model import AssignedByHand, HandedToGroup
from chalicelib.routing.service import absence, attendance, beginning, receiving, serving, watch
from chalicelib.routing.service.absence import WatchAbsence
from chalicelib.routing.service.attendance import TellAttendance
from chalicelib.routing.service.patience import EndPatience
from chalicelib.routing.service.queue import WatchAcceptance, WatchFirstAnswer, WatchWaiting
from chalicelib.routing.service.receiving import ReceiveAnew

LISTENERS = (
    Listener(ConversationStarted, "assignment.on_conversation_started", serving.find_agent_for),
    Listener(ConversationRequeued, "assignment.on_conversation_requeued", serving.find_agent_for),
    Listener(PlaceChanged, "assignment.on_place_changed", serving.find_agent_anew),
    Listener(ReceiversChanged, "assignment.on_receivers_changed", receiving.receive_anew),
    Listener(ConversationEnded, "assignment.on_conversation_ended", serving.serve_after_end),
    Listener(AssignedByHand, "assignment.on_assigned_by_hand", serving.serve_after_hand),
    Listener(HandedToGroup, "routing.on_handed_to_group", serving.serve_after_handing),
    Listener(AgentAvailable, "assignment.on_agent_available", serving.serve_available),
    Listener(AgentAvailable, "routing.on_agent_available", attendance.see_who_was_alone),
    Listener(AgentLeft, "assignment.on_agent_left", absence.transfer_all),
    Listener(AgentLeft, "routing.on_agent_left", attendance.see_who_is_left),
    Listener(PoolsLeft, "routing.on_pools_left", attendance.see_who_is_left),
    Listener(PoolsJoined, "routing.on_pools_joined", attendance.see_who_was_alone),
    Listener(DutyTurned, "routing.on_duty_turned", serving.serve_behind),
    Listener(AgentReturned, "routing.on_agent_returned", absence.attend_again),
    Listener(AbsentAsked, "routing.on_absent_asked", absence.move_on),
    Listener(VisitorLeft, "routing.on_visitor_left", absence.serve_after_leaving),
    Listener(VisitorReturned, "routing.on_visitor_returned", absence.give_back),
    Listener(SnoozeEnded, "routing.on_snooze_ended", absence.see_to_again),
    Listener(QuestionLate, "routing.on_question_late", watch.give_on),
)

ANSWERING = (Answering(Begun, beginning.Arrival),)

DUTIES = (
    Duty(WatchAcceptance, watch.look_at_acceptance),
    Duty(WatchFirstAnswer, watch.look_at_first_answer),
    Duty(WatchWaiting, watch.look_at_waiting),
    Duty(EndPatience, watch.end_patience),
    Duty(WatchAbsence, absence.look_at_absence),
    Duty(ReceiveAnew, receiving.receive_anew),
    Duty(TellAttendance, attendance.tell_attendance),
)
