"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.notifications.model.notice import NoticeGivenUp
from chalicelib.offline.service import delivered, renaming, saving, ticketed, watch
from chalicelib.offline.service.leaving import Allocate, CloseWaiting
from chalicelib.offline.service.renaming import RenameAgent
from chalicelib.offline.service.saving import CheckDeadline, CountAnew
from chalicelib.offline.service.watch import Transfer
from chalicelib.people.model.agents import AgentRenamed, RightsChanged
from chalicelib.plans.model.hours.week import HoursChanged
from chalicelib.tickets.model.origins import LeftMessageSought

LISTENERS = (
    Listener(AgentRenamed, "offline.on_agent_renamed", renaming.rename_later),
    Listener(RightsChanged, "offline.on_rights_changed", watch.transfer_later),
    Listener(HoursChanged, "offline.on_hours_changed", saving.count_anew_later),
    Listener(NoticeGivenUp, "offline.on_notice_given_up", delivered.take_back),
)

ANSWERING = (Answering(LeftMessageSought, ticketed.known_of),)

DUTIES = (
    Duty(RenameAgent, renaming.rename),
    Duty(Allocate, watch.allocate),
    Duty(CheckDeadline, watch.check_deadline),
    Duty(CountAnew, saving.count_anew),
    Duty(CloseWaiting, watch.close_waiting),
    Duty(Transfer, watch.transfer),
)
