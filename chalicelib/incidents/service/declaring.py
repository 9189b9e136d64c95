"""An incident that a person begins: one of the defined events, or one with a title of its own (F9)."""

from __future__ import annotations

from typing import Any

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.events import LONGEST_NAME, checked_names
from chalicelib.incidents.model.forms import Declare, checked_words
from chalicelib.incidents.model.incident import TOLD, Incident, begun, refuse_more, with_entry
from chalicelib.incidents.model.settings import Settings
from chalicelib.incidents.service import telling
from chalicelib.incidents.service.access import refuse_to_lead
from chalicelib.incidents.service.leading import find
from chalicelib.incidents.service.noticing import forget_watched
from chalicelib.incidents.service.saving import save
from chalicelib.incidents.store import incidents, settings
from chalicelib.incidents.store.incidents import BoardMoved, Known
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.plans import service as plans


def declare(desk: Desk, caller: people.Caller, form: Declare, once: Once | None, request_id: str = "") -> Incident:
    """Begin an incident by hand; supervisors are told as of any other. Four requests, one for each plan that it is
    about; twice is once.

    Raises ``Invalid``, ``TooManyOpen``, ``UnknownPlan``, ``BeyondYourRights`` for plans out of reach.
    """
    said = _said(form)
    refuse_to_lead(desk, caller.agent, form.plan_keys)
    for key in form.plan_keys:
        plans.read_plan(desk, key)
    incident_id = desk.new_id("inc")

    def begin() -> Incident:
        held, board = settings.settings(desk), incidents.board(desk)
        refuse_more(board)
        titles, event = _titles(held, form, said), held.event(form.event_id)
        incident, entry = begun(incident_id, titles, event, **_begins(desk, caller, said))
        tx = Transaction(desk)
        mark(tx, once, {"incident_id": incident_id})
        names = telling.tell_supervisors(tx, incident, telling.RAISED, held)
        incident, told = with_entry(incident, TOLD, by_agent(caller.agent), desk.now(), names=tuple(names))
        save(tx, Known(None, board), incident, [entry, told])
        audit.note(tx, caller.by(request_id), "declare_incident", incident_id, after={"event_id": form.event_id})
        tx.commit()
        return incident

    try:
        made = races.again(desk, begin, BoardMoved)
    except AlreadyDone as done:
        return find(desk, done.answer["incident_id"])
    forget_watched(desk)
    return made


def _said(form: Declare) -> dict[str, Any]:
    """What the form says instead of the event, as it is kept. Raises ``Invalid``."""
    said: dict[str, Any] = {"text": checked_words("note", form.note), "plan_keys": form.plan_keys}
    if form.titles is not None:
        said["titles"] = checked_names("titles", form.titles, longest=LONGEST_NAME, empty=True)
    if form.severity is not None:
        said["severity"] = form.severity
    return said


def _titles(held: Settings, form: Declare, words: dict[str, Any]) -> Any:
    """Its own, or the event's. Raises ``Invalid`` where there is neither."""
    event = held.event(form.event_id)
    if form.event_id is not None and event is None:
        raise Invalid.field("event_id", "there is no such event")
    titles = words.get("titles") or (event.names if event is not None else None)
    if not titles:
        raise Invalid.field("titles", "what it is called, where it is none of the defined events")
    return titles


def _begins(desk: Desk, caller: people.Caller, words: dict[str, Any]) -> dict[str, Any]:
    others = {name: each for name, each in words.items() if name != "titles"}
    return {"now": desk.now(), "by": by_agent(caller.agent), **others}
