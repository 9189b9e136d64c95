"""Absences: what is said meanwhile, and those that last too long (B6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.absences import LONGEST_REPLY, Absence, AbsenceChanged, away_with
from chalicelib.people.model.agents import AWAY, NO_DESK, Agent
from chalicelib.people.store import presence, reading
from chalicelib.people.store.rows import AgentMoved


class WatchAbsence(Due, frozen=True):
    """An absence that began ``since`` then may have lasted longer than the desk says."""

    kind = "people.watch_absence"

    agent_id: str
    since: datetime


def checked_reply(status: str, reply: str | None) -> str | None:
    """What is told while away: one line of plain text, or nothing at all. Raises ``Invalid``."""
    if reply is None:
        return None
    if status not in AWAY:
        raise Invalid.field("reply", "only with busy or break")
    return checked("reply", reply, longest=LONGEST_REPLY) if reply.strip() else ""


def absence_with(tx: Transaction, agent: Agent, status: str, reply: str | None = None) -> Absence | None:
    """The absence of an agent who has this status from now on; what follows from it is added to the transaction.

    A read more when one begins: whether the desk wants to know of those that last.
    """
    before, now = agent.absence, tx.desk.now()
    after = away_with(before, reply, now, tx.desk.new_id("abs")) if status in AWAY else None
    if after is not None and not after.too_long and (before is None or agent.status not in AWAY):
        minutes = (reading.desk_record(tx.desk) or NO_DESK).away_minutes
        if minutes:
            due_at = max(now, after.since + timedelta(minutes=minutes))
            work.put(tx, WatchAbsence(agent.agent_id, after.since), at=due_at)
    replies = [each.absence_id if each is not None and each.reply else None for each in (before, after)]
    if agent.serving and replies[0] != replies[1]:
        events.publish(tx, AbsenceChanged(agent.agent_id))
    return after


def watch_absence(desk: Desk, due: WatchAbsence) -> None:
    """Due when an absence would be too long: flagged, once, for those who lead, or looked at later if the desk waits
    longer by now. Whoever came back, or fell silent, is not flagged. Three requests."""
    minutes = (reading.desk_record(desk) or NO_DESK).away_minutes
    too_long_at = due.since + timedelta(minutes=minutes)

    def look(agent: Agent | None) -> None:
        absence = agent.absence if agent is not None and agent.status in AWAY else None
        if agent is None or absence is None or absence.since != due.since or absence.too_long:
            return
        tx = Transaction(desk)
        if too_long_at > desk.now():
            work.put(tx, WatchAbsence(due.agent_id, due.since), at=too_long_at)
        else:
            presence.set_absence(tx, agent, replace(absence, too_long=True))
        tx.commit()

    if minutes:
        races.follow(desk, reading.agent(desk, due.agent_id), look, AgentMoved)
