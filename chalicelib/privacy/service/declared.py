"""What all rooms keep of the people whom the desk serves, as they declare it themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

from chalicelib.announcements import persons as announcements
from chalicelib.attendance import persons as attendance
from chalicelib.bulletins import persons as bulletins
from chalicelib.campaigns import persons as campaigns
from chalicelib.channels import persons as channels
from chalicelib.conversations import persons as conversations
from chalicelib.core import colleagues
from chalicelib.core.colleagues import Left
from chalicelib.core.persons import Declared, Kept, Swept
from chalicelib.core.tables import Row
from chalicelib.costs import persons as costs
from chalicelib.exchange import persons as exchange
from chalicelib.files import persons as files
from chalicelib.followups import persons as followups
from chalicelib.handover import persons as handover
from chalicelib.incidents import persons as incidents
from chalicelib.knowledge import persons as knowledge
from chalicelib.logbook import persons as logbook
from chalicelib.monitoring import persons as monitoring
from chalicelib.notices import persons as notices
from chalicelib.notifications import persons as notifications
from chalicelib.offline import persons as offline
from chalicelib.oncall import persons as oncall
from chalicelib.orders import persons as orders
from chalicelib.people import persons as people
from chalicelib.performance import persons as performance
from chalicelib.phone import persons as phone
from chalicelib.plans import persons as plans
from chalicelib.privacy import persons as privacy
from chalicelib.quality import persons as quality
from chalicelib.questionnaires import persons as questionnaires
from chalicelib.reports import persons as reports
from chalicelib.routing import persons as routing
from chalicelib.search import persons as search
from chalicelib.sensitive import persons as sensitive
from chalicelib.shifts import persons as shifts
from chalicelib.staff import persons as staff
from chalicelib.suggestions import persons as suggestions
from chalicelib.surveys import persons as surveys
from chalicelib.tickets import persons as tickets
from chalicelib.touchpoints import persons as touchpoints
from chalicelib.training import persons as training
from chalicelib.visitors import persons as visitors
from chalicelib.webhooks import persons as webhooks

# the lower room first
_ROOMS: tuple[Any, ...] = (
    files,
    people,
    plans,
    visitors,
    notifications,
    knowledge,
    announcements,
    conversations,
    routing,
    shifts,
    attendance,
    monitoring,
    tickets,
    followups,
    orders,
    notices,
    questionnaires,
    campaigns,
    surveys,
    quality,
    offline,
    channels,
    phone,
    sensitive,
    staff,
    handover,
    search,
    suggestions,
    logbook,
    training,
    touchpoints,
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
DECLARED: tuple[Declared, ...] = tuple(each for room in _ROOMS for each in room.DECLARED)
AGENTS: tuple[colleagues.Declared, ...] = tuple(each for room in _ROOMS for each in room.AGENTS)


@cache
def found_by(kind: str) -> tuple[Kept, ...]:
    """What is found by traces of this kind, in the order in which it is looked at."""
    return tuple(each for each in DECLARED if isinstance(each, Kept) and each.of == kind)


def swept() -> list[Swept]:
    """What no trace finds."""
    return [each for each in DECLARED if isinstance(each, Swept)]


@cache
def of_agents() -> tuple[tuple[type[Row], tuple[Left, ...]], ...]:
    """The tables in which there is something of agents, each with what it may be, in the order of the rooms."""
    tables: dict[str, list[Left]] = {}
    for each in AGENTS:
        if isinstance(each, Left):
            tables.setdefault(each.rows[0].Meta.table_name, []).append(each)
    return tuple((kinds[0].rows[0], tuple(kinds)) for kinds in tables.values())
