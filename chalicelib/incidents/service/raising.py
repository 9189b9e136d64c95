"""Bursts raise incidents, go on with them, and end them when it is calm again; all by due work (F9, G2).

Whoever looks at a topic reads minutes, decides by the pure rule, and stores the topic and its incident in one
transaction on condition that the topic stands as it was read: of sixty-four who look at once one raises, and the others
find that it is raised. Dying between any two writes loses nothing: a look that was planned is taken again.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.core import races, work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model import bursts as model
from chalicelib.incidents.model.bursts import AGAIN, BACK, OPEN, RAISE, Burst, Mark, minute_of, moment_of
from chalicelib.incidents.model.incident import (
    TOLD,
    Board,
    Entry,
    Found,
    Incident,
    again,
    begun,
    refuse_more,
    with_entry,
)
from chalicelib.incidents.model.rules import BurstRule, parts_of
from chalicelib.incidents.model.settings import Settings
from chalicelib.incidents.service import telling
from chalicelib.incidents.service.counting import Look, plan_hours
from chalicelib.incidents.service.linking import link_earlier_later
from chalicelib.incidents.service.saving import close, save
from chalicelib.incidents.store import bursts as store
from chalicelib.incidents.store.bursts import BurstMoved
from chalicelib.incidents.store.incidents import BoardMoved, IncidentMoved, Known, wanted_board, wanted_incident
from chalicelib.incidents.store.settings import wanted_events, wanted_settings, whole
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people

_LOST = (BurstMoved, IncidentMoved, BoardMoved)


class Calm(Due, frozen=True):
    """Nothing of a topic was over the mark for so long that its incident ends, unless something was meanwhile."""

    kind = "incidents.calm"

    topic: str
    incident_id: str


class _There(msgspec.Struct, frozen=True):
    """A topic as it stands, its incident if it has one, what is open, and the settings."""

    burst: Burst
    known: Known
    settings: Settings

    @property
    def rule(self) -> BurstRule | None:
        """The rule that counts it, while it is in use."""
        rule = self.settings.rule(parts_of(self.burst.topic)[0])
        return rule if rule is not None and rule.active else None


def look(desk: Desk, due: Look) -> None:
    """Look at a topic in which something was counted. Safe to repeat, at once and late.

    Eight queries of minutes, three requests for what is known, and a write; a transaction more where that is over the
    mark, or an hour begins.
    """
    store.begin_look(desk, due.topic, due.share)
    races.again(desk, lambda: _look(desk, due.topic), _LOST, tries=races.CROWD)


def _look(desk: Desk, topic: str) -> None:
    """Lost: ``BurstMoved``, ``IncidentMoved``, ``BoardMoved``."""
    there = _read(desk, topic)
    rule = there.rule
    if rule is None:
        return
    now = minute_of(desk.now())
    counts = store.counts(desk, topic, now - BACK - rule.minutes, now)
    recent = {each for each in counts if each >= now - BACK}
    zone = people.read_desk(desk).time_zone
    plan_hours(desk, topic, recent, zone)
    hours = model.hours_to_know(_hot(rule, counts, recent), rule.minutes, zone)
    numbers = read_all(desk.database, [store.wanted_hour(topic, each) for each in hours]) if hours else []
    known = {hour: each.number for hour, each in zip(hours, numbers, strict=True) if each is not None}
    burst, steps = model.followed(there.burst, rule, model.marks(rule, counts, now - BACK, zone, known))
    if burst == there.burst:
        return
    _store(desk, there, rule, burst, [(step, mark) for step, mark in steps if step in (RAISE, AGAIN)])


def _hot(rule: BurstRule, counts: dict[int, int], recent: set[int]) -> list[int]:
    """The minutes of which it must be known what is usual; few windows reach over more than three hours."""
    return [each for each in recent if model.in_window(counts, each, rule.minutes) > rule.more_than]


def _read(desk: Desk, topic: str) -> _There:
    """Two requests where the topic has an incident, one else."""
    wanted = (store.wanted_burst(topic), wanted_settings(), wanted_events(), wanted_board())
    burst, settings, events, board = read_all(desk.database, wanted)
    burst = burst or Burst(topic)
    incident = None
    if burst.incident_id is not None:
        incident, board = read_all(desk.database, (wanted_incident(burst.incident_id), wanted_board()))
    return _There(burst, Known(incident, board or Board()), whole(settings, events))


def _store(desk: Desk, there: _There, rule: BurstRule, burst: Burst, steps: list[tuple[str, Mark]]) -> None:
    """The topic, and what follows of the last step: an incident begins, or goes on. Lost: as ``_look``."""
    tx = Transaction(desk)
    store.put_burst(tx, there.burst, burst)
    if steps:
        step, mark = steps[-1]
        if step == RAISE or there.known.incident is None:
            _raise(tx, there, rule, burst, mark)
        else:
            _go_on(tx, there, burst, there.known.incident, mark)
        work.put(tx, Calm(burst.topic, str(burst.incident_id)), at=moment_of(model.calm_at(burst, rule)))
    tx.commit()


def _raise(tx: Transaction, there: _There, rule: BurstRule, burst: Burst, mark: Mark) -> None:
    refuse_more(there.known.board)
    now, since = tx.desk.now(), moment_of(mark.minute - rule.minutes + 1)
    found = Found(burst.topic, rule.name, mark.count, rule.minutes, mark.usual)
    incident, entry = begun(
        str(burst.incident_id),
        _titles(tx.desk, rule, burst.topic),
        there.settings.event(rule.event_id),
        now,
        severity=rule.severity,
        since=since,
        found=found,
        plan_keys=rule.plan_keys,
    )
    told = _told(tx, incident, telling.RAISED, there.settings, now)
    save(tx, Known(None, there.known.board), told[0], [entry, told[1]])
    link_earlier_later(tx, incident.incident_id, burst.topic, since)


def _go_on(tx: Transaction, there: _There, burst: Burst, incident: Incident, mark: Mark) -> None:
    now = tx.desk.now()
    since = incident.ended_at or moment_of(mark.minute)
    after, entry = again(incident, now, str(mark.count))
    told = _told(tx, after, telling.AGAIN, there.settings, now)
    save(tx, there.known, told[0], [entry, told[1]])
    link_earlier_later(tx, incident.incident_id, burst.topic, since)


def _told(tx: Transaction, incident: Incident, what: str, settings: Settings, now: datetime) -> tuple[Incident, Entry]:
    names = telling.tell_supervisors(tx, incident, what, settings)
    return with_entry(incident, TOLD, SYSTEM, now, names=tuple(names))


def _titles(desk: Desk, rule: BurstRule, topic: str) -> dict[str, str]:
    """What it is called: the rule's name, and the category where it looks at each by itself."""
    category = knowledge.read_tree(desk).find(parts_of(topic)[1]) if rule.is_each else None
    if category is None:
        return dict.fromkeys(LANGUAGES, rule.name)
    return {"zh-CN": f"{rule.name}：{category.zh}", "en": f"{rule.name}: {category.en}"}


def end_when_calm(desk: Desk, due: Calm) -> None:
    """End the incident if nothing was over the mark for as long as its rule says, else look again by then. Safe to
    repeat; a rule that is gone ends it at once."""

    def end() -> None:
        there = _read(desk, due.topic)
        burst, rule, incident = there.burst, there.rule, there.known.incident
        if burst.state != OPEN or burst.incident_id != due.incident_id or incident is None:
            return
        now = desk.now()
        at = moment_of(model.calm_at(burst, rule)) if rule is not None else now
        tx = Transaction(desk)
        if at > now:
            work.put(tx, Calm(due.topic, due.incident_id), at=at)
        else:
            store.put_burst(tx, burst, model.ended(burst, minute_of(now), by_hand=False))
            close(tx, there.known, incident, SYSTEM, there.settings)
        tx.commit()

    races.again(desk, end, _LOST, tries=races.CROWD)
