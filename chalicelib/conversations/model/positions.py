"""Where somebody stands among those who wait for the same agents (B5). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.conversations.model.conversation import Header, queue_number
from chalicelib.people.model.agents import Roster


def alike(header: Header, other: Header) -> bool:
    """Whether both want the same agents, whoever these are: of the same groups and names, at the same level."""
    return _wish(header) == _wish(other)


def ahead_of(header: Header, queue: Iterable[Header]) -> list[Header]:
    """Those in the queue who stand before this conversation, or before where it would stand."""
    mine = queue_number(header)
    return [each for each in queue if each.conversation_id != header.conversation_id and queue_number(each) < mine]


def position_among(header: Header, ahead: Iterable[Header], roster: Roster | None) -> int:
    """The place in the queue (1 is next): one behind those ahead who may be given an agent that this one could have.

    The roster is needed only when somebody ahead is not ``alike``.
    """
    known: dict[tuple[object, ...], frozenset[str]] = {}

    def agents(header: Header) -> frozenset[str]:
        key = (*_wish(header), header.page, header.source)
        if key not in known:
            members = (
                roster.members(header.group_ids, header.level, header.page, header.agent_ids, header.source)
                if roster
                else ()
            )
            known[key] = frozenset(each.agent_id for each in members if each.active)
        return known[key]

    return 1 + sum(1 for each in ahead if alike(each, header) or agents(each) & agents(header))


def _wish(header: Header) -> tuple[object, ...]:
    return frozenset(header.group_ids), frozenset(header.agent_ids), header.level
