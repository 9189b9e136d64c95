"""What people do about an incident: tick, tell visitors, note, link, change, end (F9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model import bursts as model
from chalicelib.incidents.model.bursts import minute_of
from chalicelib.incidents.model.events import LONGEST_NAME, checked_backup, checked_names, checked_texts
from chalicelib.incidents.model.forms import ChangeIncident, EndIncident, checked_words
from chalicelib.incidents.model.incident import (
    BY_HAND,
    CHANGED,
    LINKED,
    MOST_PLANS,
    NOTE,
    OVER,
    Entry,
    Incident,
    NothingToTell,
    PlanHeld,
    refuse_over,
    shown,
    ticked,
    with_entry,
)
from chalicelib.incidents.model.links import Link
from chalicelib.incidents.service.access import refuse_to_lead
from chalicelib.incidents.service.noticing import forget_watched
from chalicelib.incidents.service.saving import close, save
from chalicelib.incidents.store import bursts, incidents, links, settings
from chalicelib.incidents.store.bursts import BurstMoved
from chalicelib.incidents.store.incidents import BoardMoved, IncidentMoved, Known
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans import service as plans

LOST = (IncidentMoved, BoardMoved, BurstMoved)
WHILE_OPEN = ("titles", "severity", "holding", "backup")
AFTERWARDS = ("cause", "measures")
HEARD = ("holding", "backup")  # by the visitors of all plans that are told, also of others than it is about

Made = tuple[Incident, Sequence[Entry]]
Also = Callable[[Transaction], None]


def find(desk: Desk, incident_id: str) -> Incident:
    """An incident as it stands; one read. Raises ``NotFound``."""
    return existing(incidents.known(desk, incident_id).incident, "no such incident")


def entries_after(desk: Desk, incident_id: str, after: int, limit: int) -> Sequence[Entry]:
    """The lines of its history behind this number, the oldest first, for rooms that keep something of it; one query."""
    return incidents.entries(desk, incident_id, after, limit)[0]


def _change(
    desk: Desk, incident_id: str, move: Callable[[Incident, Known], Made | None], also: Also | None = None
) -> Incident:
    """The incident after a move, stored, with what is ``also`` to be written; as it was where there is nothing to do.
    Two requests for each time that others were faster. Raises ``NotFound`` and what the move raises."""

    def attempt() -> Incident:
        known = incidents.known(desk, incident_id)
        made = move(existing(known.incident, "no such incident"), known)
        if made is None:
            return existing(known.incident, "no such incident")
        tx = Transaction(desk)
        save(tx, known, *made)
        if also is not None:
            also(tx)
        tx.commit()
        return made[0]

    after = races.again(desk, attempt, LOST)
    forget_watched(desk)
    return after


def tick(desk: Desk, agent: Agent, incident_id: str, step_id: str, *, done: bool) -> Incident:
    """A step is done, or not yet, with the name of whoever says so. Two requests; twice is once.

    Raises ``NotFound``, ``IncidentOver``.
    """

    def move(held: Incident, _: Known) -> Made | None:
        made = ticked(held, step_id, by_agent(agent), desk.now(), done=done)
        return (made[0], [made[1]]) if made is not None else None

    return _change(desk, incident_id, move)


def show_holding(
    desk: Desk, caller: people.Caller, incident_id: str, plan_key: str, request_id: str = "", *, on: bool
) -> Incident:
    """Tell a plan's visitors, or no more: from the next one on. Three requests, one more for a group's scope; twice is
    once.

    Raises ``NotFound``, ``IncidentOver``, ``NothingToTell``, ``PlanHeld``, ``BeyondYourRights``, ``UnknownPlan``,
    ``Invalid`` for more plans than can be told at once.
    """
    plans.read_plan(desk, plan_key)
    plans.refuse_beyond(desk, caller.agent, [plan_key])

    def move(held: Incident, known: Known) -> Made | None:
        made = shown(held, plan_key, by_agent(caller.agent), desk.now(), on=on)
        if made is None:
            return None
        other = known.board.held(plan_key)
        if on and other is not None:
            raise PlanHeld("switch that off first", extra={"incident_id": other})
        if len(made[0].shown_on) > MOST_PLANS:
            raise Invalid.field("plan_key", f"at most {MOST_PLANS} plans at once")
        return made[0], [made[1]]

    said = {"plan_key": plan_key, "on": on}
    by = caller.by(request_id)
    return _change(desk, incident_id, move, lambda tx: audit.note(tx, by, "show_holding", incident_id, after=said))


def add_note(desk: Desk, agent: Agent, incident_id: str, text: str, once: Once | None = None) -> Incident:
    """A line for its history, also once it is over; ``once``: the same request again adds none. Two requests.

    Raises ``NotFound``, ``Invalid``, ``KeyReused``.
    """
    words = checked_words("text", text, empty=False)

    def move(held: Incident, _: Known) -> Made:
        after, entry = with_entry(held, NOTE, by_agent(agent), desk.now(), text=words)
        return after, [entry]

    try:
        return _change(desk, incident_id, move, lambda tx: mark(tx, once, {}))
    except AlreadyDone:
        return find(desk, incident_id)


def link_by_hand(desk: Desk, agent: Agent, incident_id: str, about: str, leads_to: str | None = None) -> Incident:
    """Something belongs to it, as a person says who may see it; what belongs to it already stays. Two requests.

    Raises ``NotFound``, ``IncidentOver``.
    """
    link = Link(about, desk.now(), BY_HAND, leads_to)

    def move(held: Incident, _: Known) -> Made:
        refuse_over(held)
        after, entry = with_entry(held, LINKED, by_agent(agent), desk.now(), ref=about)
        return after, [entry]

    try:
        return _change(desk, incident_id, move, lambda tx: links.put_link(tx, incident_id, link))
    except links.Linked:
        return find(desk, incident_id)


def change(desk: Desk, caller: people.Caller, incident_id: str, form: ChangeIncident, request_id: str = "") -> Incident:
    """Other words, another severity, what it was. What visitors are told changes with it, wherever they are told. The
    incident as this request left it, whoever changed it since. Three requests.

    Raises ``NotFound``, ``IncidentOver``, ``Invalid``, ``ChangedMeanwhile``, ``NothingToTell``, ``BeyondYourRights``.
    """
    fields, by = _fields(form), caller.by(request_id)
    first = find(desk, incident_id)
    refuse_to_lead(desk, caller.agent, first.plan_keys)
    races.refuse_older(form.version, first)

    def save_it(before: Incident, after: Incident) -> None:
        names = tuple(sorted(each for each in fields if getattr(before, each) != getattr(after, each)))
        if not names:
            return
        if not set(names).isdisjoint(HEARD):
            plans.refuse_beyond(desk, caller.agent, before.shown_on)
        now, author = desk.now(), by_agent(caller.agent)
        whole, entry = with_entry(replace(after, version=before.version), CHANGED, author, now, names=names)
        tx = Transaction(desk)
        save(tx, Known(before, incidents.board(desk)), whole, [entry])
        if not set(names) <= set(AFTERWARDS):
            said = msgspec.to_builtins({each: fields[each] for each in names if each not in AFTERWARDS})
            audit.note(tx, by, "change_incident", incident_id, after=said)
        tx.commit()

    def save_as_is_open(before: Incident, after: Incident) -> None:
        races.again(desk, lambda: save_it(before, after), BoardMoved)

    after = races.change(desk, first, fields, lambda held: _with(held, fields), save_as_is_open)
    forget_watched(desk)
    return after


def _with(held: Incident, fields: dict[str, Any]) -> Incident:
    """The incident with these. Raises ``IncidentOver``, ``NothingToTell``."""
    changed = {name: value for name, value in fields.items() if getattr(held, name) != value}
    if any(name in WHILE_OPEN for name in changed):
        refuse_over(held)
    if held.shown_on and not any(changed.get("holding", held.holding).values()):
        raise NothingToTell("visitors are told it: switch that off first")
    return replace(held, **changed)


def _fields(form: ChangeIncident) -> dict[str, Any]:
    """What the form says, as it is kept. Raises ``Invalid`` naming each wrong field."""
    checks: races.Checks = {
        "titles": lambda value: checked_names("titles", value, longest=LONGEST_NAME),
        "holding": lambda value: checked_texts("holding", value),
        "backup": lambda value: checked_backup("backup", value),
        "cause": lambda value: checked_words("cause", value),
        "measures": lambda value: checked_words("measures", value),
    }
    return races.fields_in(form, checks, without=("version",))


def end(desk: Desk, caller: people.Caller, incident_id: str, form: EndIncident, request_id: str = "") -> Incident:
    """It is over, and its visitors are told nothing of it any more; those who heard of it hear that. Three requests;
    twice is once. Raises ``NotFound``, ``Invalid``, ``BeyondYourRights``."""
    said = races.fields_in(form, {each: _checking(each) for each in AFTERWARDS})
    by: Author = by_agent(caller.agent)

    def finish() -> Incident:
        known = incidents.known(desk, incident_id)
        incident = existing(known.incident, "no such incident")
        refuse_to_lead(desk, caller.agent, incident.plan_keys)
        if incident.state == OVER:
            return incident
        tx = Transaction(desk)
        after = close(tx, known, incident, by, settings.settings(desk), **said)
        if incident.topic is not None:
            burst = bursts.burst(desk, incident.topic)
            ended = model.ended(burst, minute_of(desk.now()), by_hand=True)
            if burst.incident_id == incident_id and ended != burst:
                bursts.put_burst(tx, burst, ended)
        audit.note(tx, caller.by(request_id), "end_incident", incident_id)
        tx.commit()
        return after

    after = races.again(desk, finish, LOST)
    forget_watched(desk)
    return after


def _checking(field: str) -> Callable[[str], str]:
    return lambda text: checked_words(field, text)
