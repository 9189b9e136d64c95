"""Who listens to what, and who does what is due: the rooms' tables (``work.py``) put together.

It stands above all rooms; only the directory and tests read it.
"""

from __future__ import annotations

from typing import Any

from chalicelib.announcements import work as announcements
from chalicelib.attendance import work as attendance
from chalicelib.bulletins import work as bulletins
from chalicelib.campaigns import work as campaigns
from chalicelib.channels import work as channels
from chalicelib.conversations import work as conversations
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.costs import work as costs
from chalicelib.exchange import work as exchange
from chalicelib.files import work as files
from chalicelib.followups import work as followups
from chalicelib.handover import work as handover
from chalicelib.incidents import work as incidents
from chalicelib.knowledge import work as knowledge
from chalicelib.logbook import work as logbook
from chalicelib.notices import work as notices
from chalicelib.notifications import work as notifications
from chalicelib.offline import work as offline
from chalicelib.oncall import work as oncall
from chalicelib.orders import work as orders
from chalicelib.people import work as people
from chalicelib.performance import work as performance
from chalicelib.phone import work as phone
from chalicelib.plans import work as plans
from chalicelib.privacy import work as privacy
from chalicelib.quality import work as quality
from chalicelib.questionnaires import work as questionnaires
from chalicelib.reports import work as reports
from chalicelib.routing import work as routing
from chalicelib.search import work as search
from chalicelib.sensitive import work as sensitive
from chalicelib.shifts import work as shifts
from chalicelib.surveys import work as surveys
from chalicelib.tickets import work as tickets
from chalicelib.touchpoints import work as touchpoints
from chalicelib.training import work as training
from chalicelib.webhooks import work as webhooks

# of several who hear of one event, the lower room does first
ROOMS = (
    files,
    people,
    plans,
    knowledge,
    announcements,
    conversations,
    orders,
    routing,
    shifts,
    attendance,
    notifications,
    tickets,
    followups,
    notices,
    questionnaires,
    campaigns,
    surveys,
    quality,
    offline,
    channels,
    phone,
    sensitive,
    handover,
    search,
    logbook,
    touchpoints,
    training,
    oncall,
    incidents,
    costs,
    reports,
    performance,
    bulletins,
    webhooks,
    exchange,
    privacy,
)

LISTENERS: tuple[Listener[Any], ...] = tuple(each for room in ROOMS for each in room.LISTENERS)
DUTIES: tuple[Duty[Any], ...] = tuple(each for room in ROOMS for each in room.DUTIES)
ANSWERING: tuple[Answering[Any], ...] = (
    *knowledge.ANSWERING,
    *conversations.ANSWERING,
    *routing.ANSWERING,
    *followups.ANSWERING,
    *notices.ANSWERING,
    *campaigns.ANSWERING,
    *offline.ANSWERING,
    *channels.ANSWERING,
    *logbook.ANSWERING,
    *oncall.ANSWERING,
    *incidents.ANSWERING,
    *costs.ANSWERING,
    *bulletins.ANSWERING,
)
