"""Who hears of an incident, by every channel they have: each letter is written with what it tells of (law 3, F9)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.events import in_language
from chalicelib.incidents.model.incident import Incident
from chalicelib.incidents.model.settings import MOST_TOLD, Settings, Told
from chalicelib.incidents.model.words import severity_in
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.rights import ADMINISTRATOR, ALL

LEAD = "incidents.lead"
RAISED, AGAIN, OVER = "incident_raised", "incident_again", "incident_over"


def told_people(roster: Roster, told: Sequence[Told]) -> list[Recipient]:
    """Whoever leads incidents of the whole desk, administrators only where there is nobody else, and whom the settings
    name; each as these say they are reached. By id."""
    named = {each.agent_id: each for each in told}
    active = sorted((each for each in roster.agents.values() if each.active), key=lambda each: each.agent_id)
    leading = [each for each in active if LEAD in each.rights.permissions and each.rights.scope == ALL]
    chiefs = {each.agent_id for each in leading if each.role != ADMINISTRATOR} or {each.agent_id for each in leading}
    to = [each for each in active if each.agent_id in chiefs or each.agent_id in named]
    first = sorted(to, key=lambda each: each.agent_id not in named)
    return [_recipient(each, named.get(each.agent_id)) for each in first[:MOST_TOLD]]


def _recipient(agent: Agent, told: Told | None) -> Recipient:
    language, mobile = (told.language, told.mobile) if told is not None else ("zh-CN", None)
    return Recipient(agent.name, agent.email, mobile, language)


def tell_supervisors(tx: Transaction, incident: Incident, what: str, settings: Settings) -> list[str]:
    """Add to the transaction a letter and, where there is a number, an SMS to each of them, once for each time that it
    was raised, came again or ended; their names. One read of people."""
    roster = people.directory(tx.desk)
    to = told_people(roster, settings.told)
    for each in to:
        matter = Matter(what=what, about=incident.incident_id, words=_words(tx.desk, incident, each.locale, roster))
        notifications.tell(tx, [each], matter)
    return [each.name for each in to]


def _words(desk: Desk, incident: Incident, language: str, roster: Roster) -> dict[str, object]:
    zone, found = roster.desk.time_zone, incident.found
    words: dict[str, object] = {
        "title": in_language(incident.titles, language),
        "severity": severity_in(incident.severity, language),
        "since": moment(incident.since, zone, language),
        "at": moment(incident.ended_at or desk.now(), zone, language),
        "by": incident.raised_by.name or "",
        "rule": found.rule_name if found is not None else "",
        "count": found.count if found is not None else "",
        "minutes": found.minutes if found is not None else "",
    }
    return words
