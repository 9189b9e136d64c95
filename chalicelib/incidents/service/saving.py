"""How an incident is stored: with its history, the board, and what visitors of plans are told (F9)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core import events, work
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.incident import OPEN, TOLD, Entry, Incident, IncidentWritten, over, with_entry
from chalicelib.incidents.model.settings import Settings
from chalicelib.incidents.service import telling
from chalicelib.incidents.store import incidents as store
from chalicelib.incidents.store.incidents import Known
from chalicelib.plans import service as plans
from chalicelib.plans.model.holding import Holding


def save(tx: Transaction, before: Known, after: Incident, entries: Sequence[Entry]) -> None:
    """Store the incident as it is now, with what its plans' visitors are told from now on. Lost: ``IncidentMoved``,
    ``BoardMoved``."""
    store.write(tx, before, after, entries)
    events.publish_later(tx, IncidentWritten(after.incident_id), tx.desk.now() + work.SOON)
    was = before.incident
    shown_before = was.shown_on if was is not None else ()
    same = was is not None and (was.holding, was.backup) == (after.holding, after.backup)
    for key in after.shown_on if after.state == OPEN else ():
        if key not in shown_before or not same:
            plans.put_holding(tx, key, holding_of(after))
    for key in shown_before:
        if key not in after.shown_on:
            plans.put_holding(tx, key, None)


def holding_of(incident: Incident) -> Holding:
    """What visitors are told of it."""
    return Holding(incident.incident_id, incident.holding, incident.backup.phone, incident.backup.address)


def close(tx: Transaction, known: Known, incident: Incident, by: Author, settings: Settings, **words: str) -> Incident:
    """Add to the transaction: the incident is over, and those who heard of it hear that. Lost: as ``save``."""
    now = tx.desk.now()
    after, entry = over(incident, by, now, **words)
    names = telling.tell_supervisors(tx, after, telling.OVER, settings)
    after, told = with_entry(after, TOLD, SYSTEM, now, names=tuple(names))
    save(tx, known, after, [entry, told])
    return after
