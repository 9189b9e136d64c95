"""A transfer to a group: to whoever of it is next, or into its queue, first of its level (A8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.handing import Hand
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.availability import Candidate, is_anybody_there
from chalicelib.routing.model import (
    AgentFull,
    Considered,
    GroupArchived,
    HandedToGroup,
    NobodyElse,
    NobodyFree,
    choose,
    reason_against,
)
from chalicelib.routing.service.queue import watch_waiting

MOST_NAMED = 5


class NoRoom(Exception):
    """Nobody of the group can take it now; ``reasons``: agent → why not; ``staffed``: whether anybody is there."""

    def __init__(self, group: Group, reasons: Mapping[str, str], *, staffed: bool) -> None:
        super().__init__(f"nobody of {group.name} is free now")
        self.group = group
        self.reasons = reasons
        self.staffed = staffed


def next_of(desk: Desk, group_id: str, header: Header) -> tuple[Candidate, tuple[Considered, ...]]:
    """Whoever of the group is next, but for whose it is. Raises ``NoRoom``, ``Invalid``, ``GroupArchived``,
    ``NobodyElse``."""
    group = people.find_group(desk, group_id)
    if group is None:
        raise Invalid.field("group_id", "no such group")
    if group.archived:
        raise GroupArchived(f"{group.name} is archived: nothing new comes to it")
    members = [
        each for each in people.candidates(desk, [group_id], header.allocation) if each.agent_id != header.agent_id
    ]
    if not members:
        raise NobodyElse(f"nobody else is in {group.name}")
    choice = choose(members, allocation=header.allocation, preferred_id=header.preferred_agent_id)
    if choice.agent is None:
        reasons = {each.agent_id: str(each.passed_over) for each in choice.considered}
        raise NoRoom(group, reasons, staffed=is_anybody_there(members))
    return choice.agent, choice.considered


def wait_for_group(
    desk: Desk,
    header: Header,
    lacking: NoRoom,
    hand: Hand,
    *,
    anyway: bool,
) -> Header:
    """The conversation leaves its agent and waits for the group, first of its level; as it stands then.

    Written first, and then looked whether somebody has room by now. Where nobody of the group is there, only
    ``anyway``: else raises ``NobodyFree``. Lost: ``HeaderMoved``, ``AgentMoved``.
    """
    group, conversation_id = lacking.group, header.conversation_id
    if not lacking.staffed and not anyway:
        raise NobodyFree(f"nobody of {group.name} is there", extra={"candidates": lacking.reasons})
    tx = Transaction(desk)
    after = conversations.hand_on(tx, header, group, hand, staffed=lacking.staffed)
    watch_waiting(tx, after)
    events.publish(tx, HandedToGroup(conversation_id, str(header.agent_id)))
    tx.commit_and_tell()
    return conversations.find(desk, conversation_id)


def refuse_full(desk: Desk, agent: Agent, header: Header) -> NoReturn:
    """Raises ``AgentFull``, which names colleagues of theirs who have room; one query for each of their pools."""
    near = people.candidates(desk, agent.pools, header.allocation)
    free = [each for each in near if reason_against(each) is None and each.agent_id != header.agent_id][:MOST_NAMED]
    taken = len(agent.serving)
    words = f"{agent.name} has {taken} of {agent.capacity} places taken"
    if free:
        words += f"; room have {', '.join(each.name for each in free)}"
    named = [{"id": each.agent_id, "name": each.name, "number": each.number} for each in free]
    raise AgentFull(words, extra={"serving": taken, "free": named})
