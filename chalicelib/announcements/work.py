"""What this room does when something happened or is due."""

from __future__ import annotations

from chalicelib.announcements.service import agreeing, reading, reminding, spreading, writing
from chalicelib.announcements.service.spreading import (
    BeginAnnouncement,
    ExpireAnnouncement,
    FindAnnouncement,
    KeepAnswer,
    RemindUnread,
    RenewUnread,
    SpreadAnnouncement,
)
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import RightsChanged
from chalicelib.people.model.announced import AgentCreated
from chalicelib.people.model.duty import GroupsChanged

LISTENERS = (
    Listener(AgentCreated, "announcements.on_agent_created", spreading.on_agent_created),
    Listener(GroupsChanged, "announcements.on_groups_changed", spreading.on_groups_changed),
    Listener(RightsChanged, "announcements.on_rights_changed", spreading.on_rights_changed),
)

DUTIES = (
    Duty(BeginAnnouncement, writing.begin),
    Duty(ExpireAnnouncement, writing.expire),
    Duty(SpreadAnnouncement, spreading.spread),
    Duty(RenewUnread, spreading.renew_due),
    Duty(RemindUnread, reminding.remind),
    Duty(FindAnnouncement, reading.find_by_words),
    Duty(KeepAnswer, agreeing.keep_answer),
)
