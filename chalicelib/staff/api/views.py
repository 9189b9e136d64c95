"""What the routes show of staff files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.staff.model.entry import OUTCOMES, PENDING, STANDING, Entry
from chalicelib.staff.model.kinds import EFFECTS
from chalicelib.staff.model.sums import Sums
from chalicelib.staff.service.access import may_decide, may_write
from chalicelib.staff.service.sums import OfAgent

SEEN, STATE, FOLLOW, APPROVE, TAKE_BACK = "seen", "state", "follow", "approve", "take_back"
ACTIONS = (SEEN, STATE, FOLLOW, APPROVE, TAKE_BACK)


class StaffStatementView(msgspec.Struct):
    """What the agent said to it."""

    text: str
    at: datetime


class StaffApprovalView(msgspec.Struct):
    """What the second person said."""

    outcome: Annotated[str, among(*OUTCOMES)]
    text: str
    by: AgentRef
    at: datetime


@showing(
    Entry,
    "entry_id kind_id effect day created_at reason points money currency conversation_id ticket_id act about_id "
    "followed_by state seen_at version",
)
class StaffEntryView(msgspec.Struct):
    """``names``: of its kind, as it was then. ``money``: in the smallest unit of ``currency``. ``about_id``: what it
    corrects or withdraws; ``followed_by``: what corrects or withdraws it, also while that waits for a second person.
    ``may``: what the caller can do: say they have ``seen`` it, ``state`` something to it, ``follow`` it with a
    correction or withdrawal, ``approve`` or refuse it, ``take_back`` what waits."""

    agent: AgentRef
    author: AgentRef
    names: dict[str, str]
    statement: StaffStatementView | None
    approval: StaffApprovalView | None
    may: list[Annotated[str, among(*ACTIONS)]]


class StaffSumView(msgspec.Struct):
    """Entries of a kind: how many, their points, their money by currency in its smallest unit; never below nothing, the
    ``effect`` says for or against the agent."""

    effect: Annotated[str, among(*EFFECTS)]
    count: int
    points: int
    money: dict[str, int]


class StaffMonthView(msgspec.Struct):
    """What a month comes to for an agent, by the ids of kinds; ``points``: all together, for less against."""

    agent: AgentRef
    month: str
    kinds: dict[str, StaffSumView]
    points: int


class RecountedStaffView(msgspec.Struct):
    """``agents``: how many were counted anew; ``wrong``: how many of these were mended."""

    agents: int
    wrong: int


def show_entry(agent: Agent, entry: Entry, around: people.Surroundings) -> StaffEntryView:
    approval, statement = entry.approval, entry.statement
    return shown(
        StaffEntryView,
        entry,
        agent=entry.agent.ref,
        author=entry.author.ref,
        names=dict(entry.names),
        statement=StaffStatementView(statement.text, statement.at) if statement is not None else None,
        approval=StaffApprovalView(approval.outcome, approval.text, approval.by.ref, approval.at) if approval else None,
        may=_may(agent, entry, around),
    )


def _may(agent: Agent, entry: Entry, around: people.Surroundings) -> list[str]:
    if agent.agent_id == entry.agent_id:
        own = ((SEEN, entry.seen_at is None), (STATE, entry.statement is None))
        return [name for name, able in own if able and entry.is_shown]
    if entry.state == PENDING:
        able = ((APPROVE, may_decide(agent, entry, around)), (TAKE_BACK, agent.agent_id == entry.author_id))
        return [name for name, possible in able if possible]
    follows = entry.state == STANDING and entry.counts and entry.followed_by is None
    return [FOLLOW] if follows and may_write(agent, entry, around) else []


def show_month(month: str, line: OfAgent) -> StaffMonthView:
    return StaffMonthView(by_agent(line.agent).ref, month, show_sums(line.sums), line.sums.points)


def show_sums(sums: Sums) -> dict[str, StaffSumView]:
    return {
        name: StaffSumView(each.effect, each.count, each.points, dict(each.money)) for name, each in sums.kinds.items()
    }
