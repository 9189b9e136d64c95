"""Corrections of records: by somebody who leads, with a reason, never of one's own; what was found stays (B8)."""

from __future__ import annotations

from datetime import date

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.measuring import Said, place_of
from chalicelib.attendance.model.records import Record, corrected
from chalicelib.attendance.model.rights import MEND
from chalicelib.attendance.service.access import BEYOND
from chalicelib.attendance.service.recording import LOST, amend
from chalicelib.attendance.service.telling import tell_of_correction
from chalicelib.core import audit, races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours, Thing


class Which(msgspec.Struct, frozen=True):
    """Whose shift: of which group, on which day, the how manyth there; ``version`` of its record as it was seen (None:
    no matter)."""

    agent_id: str
    group_id: str
    day: date
    number: int
    version: int | None = None

    @property
    def place(self) -> str:
        """Where its record is."""
        return place_of(self.day, self.group_id, self.number)


def correct(
    desk: Desk,
    caller: people.Caller,
    which: Which,
    instead: Said,
    reason: str,
    once: Once | None = None,
    audit_id: str = "",
) -> Record:
    """Say instead of what was found when somebody came and went, or that nothing is held against them; what was found
    stays beside it. Some fourteen requests.

    Raises ``NotFound``, ``NotYours``, ``NotOverYet``, ``ChangedMeanwhile``, ``Invalid``, ``KeyReused``.
    """
    agent_id, day, place = which.agent_id, which.day, which.place
    if agent_id == caller.agent.agent_id:
        raise NotYours("nobody corrects their own")
    people.allowed(desk, caller.agent, MEND, Thing(agent_id), BEYOND)

    def write() -> Record:
        first = recall(desk, once, desk.now().timestamp()) is not None
        if first:
            return existing(store.record(desk, agent_id, place), "no such record")
        agent = people.read_agent(desk, agent_id)
        by, now = by_agent(caller.agent), desk.now()

        def mended(record: Record) -> Record:
            races.refuse_older(which.version, record)
            return corrected(record, instead, reason, by, now)

        def also(tx: Transaction, before: Record, after: Record) -> None:
            mark(tx, once, {"place": place})
            about = f"{agent_id}#{place}"
            audit.note(tx, caller.by(audit_id), "correct_attendance", about, before=_told(before), after=_told(after))
            tell_of_correction(tx, after, agent, caller.agent.name)

        try:
            return existing(amend(desk, agent_id, day, place, mended, also), "no such record")
        except (AlreadyDone, races.ChangedMeanwhile):
            if recall(desk, once, desk.now().timestamp()) is None:
                raise
            return existing(store.record(desk, agent_id, place), "no such record")

    return races.again(desk, write, LOST)


def _told(record: Record) -> dict[str, object]:
    said = record.said
    figures = record.figures
    return {
        "came_at": times.stored(said.came_at) if said.came_at is not None else None,
        "went_at": times.stored(said.went_at) if said.went_at is not None else None,
        "excused": said.excused,
        "reason": record.corrections[-1].reason if record.corrections else "",
        **(audit.fields_of(figures, "late early absent missed overtime") if figures is not None else {}),
    }
