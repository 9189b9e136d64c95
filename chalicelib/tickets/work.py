"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.model.watching import AnswerAwaited
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import AgentRenamed, RightsChanged
from chalicelib.plans.model.hours.week import HoursChanged
from chalicelib.tickets.service import answers, carrying, corrections, departing, late, origins, saving
from chalicelib.tickets.service.answers import LookAfterAnswer
from chalicelib.tickets.service.carrying import BringUp
from chalicelib.tickets.service.deadlines import LookAfter
from chalicelib.tickets.service.departing import PassOn, RenamePeople
from chalicelib.tickets.service.effects import MakeCorrection
from chalicelib.tickets.service.late import CountAnew
from chalicelib.tickets.service.origins import SayInConversation
from chalicelib.tickets.service.saving import CloseSolved, SeeToPeople

LISTENERS: tuple[Listener[Any], ...] = (
    Listener(RightsChanged, "tickets.on_rights_changed", departing.pass_on_later),
    Listener(AgentRenamed, "tickets.on_agent_renamed", departing.rename_later),
    Listener(HoursChanged, "tickets.on_hours_changed", late.count_anew_later),
    Listener(AnswerAwaited, "tickets.on_answer_awaited", answers.follow),
)

DUTIES: tuple[Duty[Any], ...] = (
    Duty(SayInConversation, origins.say_in_conversation),
    Duty(CloseSolved, saving.close_solved),
    Duty(SeeToPeople, departing.see_to_people),
    Duty(PassOn, departing.pass_on),
    Duty(RenamePeople, departing.rename_people),
    Duty(LookAfter, late.look_after),
    Duty(CountAnew, late.count_anew),
    Duty(LookAfterAnswer, answers.look_after),
    Duty(MakeCorrection, corrections.make_correction),
    Duty(BringUp, carrying.bring_up),
)
