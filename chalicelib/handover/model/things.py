"""What is open with somebody, and when somebody else must hear of it (F3). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.text import among
from chalicelib.followups.model.followup import CALLBACK as CALL_BACK
from chalicelib.followups.model.followup import PROMISE as PROMISED
from chalicelib.followups.model.followup import FollowUp
from chalicelib.offline.model.message import Message
from chalicelib.people.model.agents import Agent, Group, Roster
from chalicelib.people.model.rights import ADMINISTRATOR, ALL
from chalicelib.tickets.model.ticket import Ticket

CONVERSATION, MESSAGE, TICKET = "conversation", "message", "ticket"
FOLLOW_UP, CALLBACK, PROMISE = "follow_up", "callback", "promise"
KINDS = (CONVERSATION, MESSAGE, TICKET, FOLLOW_UP, CALLBACK, PROMISE)
TELLABLE = (CONVERSATION, TICKET)  # whose customers are told by what it is

SEE_LEFT = "handover.see"
SHOWN = 80  # characters of what it is about
MOST_TOLD = 20  # of those who lead


class Thing(msgspec.Struct, frozen=True):
    """Something open. ``customer``: whose it is, empty if that is not known; ``about``: in short, what it is about.

    ``due_at``: when it should be done, if it has such a time. ``locale``: in which its customer is written to.
    ``mine``: of a ticket, whether they work on it, and are not only responsible for it.
    """

    kind: Annotated[str, among(*KINDS)]
    thing_id: str
    since: datetime
    customer: str = ""
    number: str = ""
    about: str = ""
    due_at: datetime | None = None
    plan_key: str | None = None
    locale: str = "zh-CN"
    mine: bool = True
    visitor_id: str | None = None


def of_conversation(header: Header) -> Thing:
    """An open or waiting conversation."""
    return Thing(
        CONVERSATION,
        header.conversation_id,
        header.waiting_since or header.state_at or header.started_at,
        customer=header.visitor_name or "",
        about=header.last_text[:SHOWN],
        due_at=header.snooze.until if header.snooze is not None and header.snooze.back_at is None else None,
        plan_key=header.plan_key,
        locale=header.locale,
        visitor_id=header.visitor_id,
    )


def of_message(message: Message) -> Thing:
    """A message that nobody has answered."""
    deadline = message.deadline.due_at if message.deadline is not None else None
    return Thing(
        MESSAGE,
        message.message_id,
        message.created_at,
        customer=message.name,
        number=message.number,
        about=message.masked_text[:SHOWN],
        due_at=deadline,
        plan_key=message.plan_key,
        locale=message.locale,
        visitor_id=message.visitor_id,
    )


def of_ticket(ticket: Ticket, agent_id: str) -> Thing:
    """A ticket, as its handler has it, or who is responsible."""
    return Thing(
        TICKET,
        ticket.ticket_id,
        ticket.created_at,
        customer=ticket.visitor_name or "",
        number=ticket.number,
        about=ticket.subject[:SHOWN],
        due_at=ticket.due_at,
        plan_key=ticket.plan_key,
        locale=ticket.locale,
        mine=ticket.handler_id == agent_id,
        visitor_id=ticket.visitor_id,
    )


def of_follow_up(follow_up: FollowUp) -> Thing:
    """A follow-up, a callback or a promise."""
    kind = {CALL_BACK: CALLBACK, PROMISED: PROMISE}.get(follow_up.kind, FOLLOW_UP)
    return Thing(
        kind,
        follow_up.followup_id,
        follow_up.created_at,
        customer=follow_up.visitor_name or "",
        number=follow_up.number,
        about=(follow_up.script or follow_up.comment)[:SHOWN],
        due_at=follow_up.due_at,
        plan_key=follow_up.plan_key,
        locale=follow_up.language,
        visitor_id=follow_up.visitor_id,
    )


def leaders_of(roster: Roster, groups: Iterable[Group], but_for: str | None = None) -> list[Agent]:
    """Who hears of what these groups leave open: those who lead them; where nobody else does, supervisors, and where
    there are none, administrators. By id."""
    leading = sorted({each.leader_id for each in groups} - {but_for})
    near = [each for name in leading if (each := roster.agents.get(name)) is not None and each.active]
    return (near or _above(roster.agents.values(), but_for))[:MOST_TOLD]


def _above(agents: Iterable[Agent], but_for: str | None) -> list[Agent]:
    able = sorted((each for each in agents if _leads_all(each)), key=lambda each: each.agent_id)
    others = [each for each in able if each.agent_id != but_for] or able
    return [each for each in others if each.role != ADMINISTRATOR] or others


def _leads_all(agent: Agent) -> bool:
    return agent.active and SEE_LEFT in agent.rights.permissions and agent.rights.scope == ALL


def groups_of(roster: Roster, agent_id: str) -> Sequence[Group]:
    """The groups somebody is in, by id."""
    mine = (each for each in roster.groups.values() if agent_id in each.member_ids and not each.archived)
    return sorted(mine, key=lambda each: each.group_id)
