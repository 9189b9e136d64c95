"""An incident: what it is, what is done about it, its history and its end (F9). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.errors import Conflict, NotFound, members
from chalicelib.core.text import among
from chalicelib.incidents.model.events import Backup, DefinedEvent
from chalicelib.incidents.model.rules import SEVERITIES

OPEN, OVER = "open", "over"
STATES = (OPEN, OVER)
MOST_OPEN, MOST_PLANS = 100, 20

RAISED, DECLARED, TOLD, AGAIN, ENDED = "raised", "declared", "told", "again", "ended"
DONE, UNDONE, NOTE, CHANGED, LINKED = "done", "undone", "note", "changed", "linked"
SHOWN, HIDDEN = "shown", "hidden"  # the holding reply, for a plan's visitors
KINDS = (RAISED, DECLARED, TOLD, AGAIN, ENDED, DONE, UNDONE, NOTE, CHANGED, LINKED, SHOWN, HIDDEN)

BY_RULE, BY_REPLY, BY_HAND = "rule", "reply", "hand"  # why something is linked
WAYS = (BY_RULE, BY_REPLY, BY_HAND)


class Step(msgspec.Struct, frozen=True):
    """A step of the checklist, as it was when the incident began, and who ticked it when."""

    step_id: str
    text: Mapping[str, str]
    who: Mapping[str, str] = {}
    done_by: Author | None = None
    done_at: datetime | None = None


class Found(msgspec.Struct, frozen=True):
    """What was over the mark when a rule raised it: ``count`` within ``minutes``, where ``usual`` are usual (None:
    nobody knows). ``topic``: what was counted."""

    topic: str
    rule_name: str
    count: int
    minutes: int
    usual: float | None = None


class Incident(msgspec.Struct, frozen=True):
    """An incident as it stands after the entry ``last_seq`` of its history. ``titles`` by language.

    ``found``: how a rule raised it; None: somebody declared it. ``plan_keys``: whom it concerns (none: all plans).
    ``holding``, ``backup``: what visitors are told, where it is switched on: ``shown_on`` these plans. ``since``: when
    what it is about began. ``cause``, ``measures``: filled in by people, also afterwards. ``by_spans``: what belongs to
    it is counted by hours and days, too; False: a version before began it.
    """

    incident_id: str
    titles: Mapping[str, str]
    severity: Annotated[str, among(*SEVERITIES)]
    raised_at: datetime
    raised_by: Author
    since: datetime
    state: Annotated[str, among(*STATES)] = OPEN
    event_id: str | None = None
    found: Found | None = None
    plan_keys: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    holding: Mapping[str, str] = {}
    backup: Backup = Backup()
    shown_on: tuple[str, ...] = ()
    ended_at: datetime | None = None
    ended_by: Author | None = None
    cause: str = ""
    measures: str = ""
    last_seq: int = 0
    version: int = 0
    by_spans: bool = False

    @property
    def topic(self) -> str | None:
        """What a rule counted, if one raised it."""
        return self.found.topic if self.found is not None else None


class Entry(msgspec.Struct, frozen=True):
    """A line of its history. ``ref``: the plan, step or thing that it is about; ``names``: who was told."""

    seq: int
    kind: Annotated[str, among(*KINDS)]
    author: Author
    at: datetime
    text: str = ""
    ref: str | None = None
    names: tuple[str, ...] = ()


class Open(msgspec.Struct, frozen=True):
    """What everybody on the desk sees of an open incident."""

    incident_id: str
    titles: Mapping[str, str]
    severity: Annotated[str, among(*SEVERITIES)]
    raised_at: datetime
    topic: str | None = None
    shown_on: tuple[str, ...] = ()


class IncidentWritten(msgspec.Struct, frozen=True):
    """An incident began, or something of it changed."""

    incident_id: str


class Board(msgspec.Struct, frozen=True):
    """The incidents that are open, the newest last. ``version``: one more with each change."""

    open: tuple[Open, ...] = ()
    version: int = 0

    def held(self, plan_key: str) -> str | None:
        """The incident whose holding reply the visitors of this plan get."""
        return next((each.incident_id for each in self.open if plan_key in each.shown_on), None)


class IncidentOver(Conflict):
    """It has ended: what it was can be written down, and nothing more is done."""

    code = "incident_over"
    title = "This incident is over"


class PlanHeld(Conflict):
    """The visitors of a plan are told of one incident at a time."""

    code = "plan_held"
    title = "Visitors of this plan are told of another incident"
    beside = members(incident_id=str)


class NothingToTell(Conflict):
    """There is no holding reply in any language."""

    code = "nothing_to_tell"
    title = "First write what visitors are told"


class TooManyOpen(Conflict):
    """So many at once that nobody can see to them."""

    code = "too_many_open"
    title = "Too many incidents are open"
    beside = members(most=int)


def begun(
    incident_id: str,
    titles: Mapping[str, str],
    event: DefinedEvent | None,
    now: datetime,
    by: Author = SYSTEM,
    **more: Any,
) -> tuple[Incident, Entry]:
    """An incident that begins as this defined event, or as none of them; ``more``: what else is so of it."""
    kind = DECLARED if by.kind == "agent" else RAISED
    beside: dict[str, Any] = {"severity": "major", "since": now}
    if event is not None:
        beside.update(severity=event.severity, event_id=event.event_id, holding=event.holding, backup=event.backup)
        beside["steps"] = tuple(
            Step(f"step{number}", each.text, each.who) for number, each in enumerate(event.tasks, start=1)
        )
    text = str(more.pop("text", ""))
    blank = Incident(incident_id, titles, raised_at=now, raised_by=by, by_spans=True, **{**beside, **more})
    return with_entry(blank, kind, by, now, text=text)


def with_entry(
    incident: Incident, kind: str, by: Author, now: datetime, *, text: str = "", **about: Any
) -> tuple[Incident, Entry]:
    """The incident with one more line of its history."""
    seq = incident.last_seq + 1
    return replace(incident, last_seq=seq, version=incident.version + 1), Entry(seq, kind, by, now, text, **about)


def again(incident: Incident, now: datetime, text: str) -> tuple[Incident, Entry]:
    """It goes on: what was over the mark is so once more."""
    return with_entry(replace(incident, state=OPEN, ended_at=None, ended_by=None), AGAIN, SYSTEM, now, text=text)


def over(incident: Incident, by: Author, now: datetime, **words: str) -> tuple[Incident, Entry]:
    """Its end, while it is open; visitors are told nothing of it any more."""
    after = replace(incident, state=OVER, ended_at=now, ended_by=by, shown_on=(), **words)
    return with_entry(after, ENDED, by, now)


def ticked(incident: Incident, step_id: str, by: Author, now: datetime, *, done: bool) -> tuple[Incident, Entry] | None:
    """With this step done, or not yet; None where that is so already. Raises ``IncidentOver``, ``NotFound``."""
    refuse_over(incident)
    step = next((each for each in incident.steps if each.step_id == step_id), None)
    if step is None:
        raise NotFound("no such step")
    if (step.done_at is not None) is done:
        return None
    after = replace(step, done_by=by if done else None, done_at=now if done else None)
    steps = tuple(after if each.step_id == step_id else each for each in incident.steps)
    return with_entry(replace(incident, steps=steps), DONE if done else UNDONE, by, now, ref=step_id)


def shown(incident: Incident, plan_key: str, by: Author, now: datetime, *, on: bool) -> tuple[Incident, Entry] | None:
    """Its holding reply switched on, or off, for a plan's visitors; None where that is so already.

    Raises ``IncidentOver``, ``NothingToTell``.
    """
    if (plan_key in incident.shown_on) is on:
        return None
    refuse_over(incident)
    if on and not any(incident.holding.values()):
        raise NothingToTell("write what visitors are told first")
    others = tuple(each for each in incident.shown_on if each != plan_key)
    after = replace(incident, shown_on=(*others, plan_key) if on else others)
    return with_entry(after, SHOWN if on else HIDDEN, by, now, ref=plan_key)


def refuse_over(incident: Incident) -> None:
    """Raises ``IncidentOver`` if it is."""
    if incident.state == OVER:
        raise IncidentOver("it is over")


def refuse_more(board: Board) -> None:
    """Raises ``TooManyOpen`` where no more can begin."""
    if len(board.open) >= MOST_OPEN:
        raise TooManyOpen(f"at most {MOST_OPEN} at once", extra={"most": MOST_OPEN})


def on_board(board: Board, incident: Incident) -> Board:
    """What is open, with this incident as it stands now."""
    names = ("incident_id", "titles", "severity", "raised_at", "topic", "shown_on")
    shows = Open(*(getattr(incident, each) for each in names))
    before: Sequence[Open] = board.open
    if incident.state == OVER:
        after = tuple(each for each in before if each.incident_id != incident.incident_id)
    elif any(each.incident_id == incident.incident_id for each in before):
        after = tuple(shows if each.incident_id == incident.incident_id else each for each in before)
    else:
        after = (*before, shows)
    return board if after == tuple(before) else Board(after, board.version + 1)
