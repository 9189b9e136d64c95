"""Who leads, and hears of what is escalated: by somebody's hand, or since a ticket came to a stage that escalates."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.flows import Stage
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.model.turns import supervisors
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.telling import ROOM, tell_colleagues

LEADER = "leader"


def above(desk: Desk, ticket: Ticket, to: str, but_for: str | None) -> list[Agent]:
    """To whom it is escalated: the leader of its group, or where that is who asks, or there is none, the supervisors,
    as many as one transaction has letters for. One query."""
    roster = people.directory(desk)
    group = roster.groups.get(ticket.group_id) if ticket.group_id is not None else None
    leader = roster.agents.get(group.leader_id) if group is not None else None
    if to == LEADER and leader is not None and leader.active and leader.agent_id != but_for:
        return [leader]
    others = [each for each in supervisors(roster.agents.values()) if each.agent_id != but_for]
    return others[: ROOM // 2]


def tell_above(
    tx: Transaction, rules: Rules, before: Ticket | None, after: Ticket, entries: Sequence[Entry], most: int
) -> int:
    """Those who lead hear at once of a ticket that has come just now to a stage that escalates, with what was said and
    what that stage asks: how many, at most so many. A query then, and nothing else."""
    if after.stage is None or not entries or (before is not None and before.staged == after.staged):
        return 0
    stage, entry = rules.stage_of(after), entries[-1]
    if stage is None or not stage.escalates:
        return 0
    told = above(tx.desk, after, LEADER, entry.author.id)[:most]
    tell_colleagues(tx, after, "ticket_escalated", told, _reason(after, stage, entry), by=entry.author.name or "")
    return len(told)


def _reason(ticket: Ticket, stage: Stage, entry: Entry) -> str:
    asked = [ticket.fields.get(key) for keys in stage.requires for key in keys]
    return "\n".join(each for each in (*asked, entry.text) if isinstance(each, str) and each)
