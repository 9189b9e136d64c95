"""Who reaches what: the one question that every room asks of everything it shows or changes (F7, law 8). Pure.

    may(agent, act, thing, circle)  →  by which tie they may, or None

A thing says whose it is and for whom it came; an act says which ties to a thing will do for it. Whose role reaches
everything may do every act; whose role reaches their groups, what came for these or is with one of their members.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from chalicelib.core.errors import Forbidden
from chalicelib.people.model.agents import Agent, Group, Membership, Roster
from chalicelib.people.model.channels import Asker, is_received
from chalicelib.people.model.rights import ALL, GROUP, BeyondYourRights, Role

# ties to a thing
HOLDER = "holder"  # it is theirs
GUEST = "guest"  # they were invited to see and write
RESPONSIBLE = "responsible"  # they had it first, and answer for it whoever has it now (D7)
MENTIONED = "mentioned"  # a note in it names them
RECEIVER = "receiver"  # nobody has it, and it may be given to them
NAMED = "named"  # it names them, or a group they are in
WHOLE = "whole"  # it names nobody whom their role does not reach
NEAR = "near"  # their role reaches their groups, and it came for one of these or is with one of their members
EVERYWHERE = "everywhere"  # their role reaches everything


class Receivers(msgspec.Struct, frozen=True):
    """For whom something came: groups and agents (none: everybody; ``nobody``: really nobody), and who asks.

    Without an ``asker`` it is not asked which customers and sources the groups receive.
    """

    group_ids: tuple[str, ...] = ()
    agent_ids: tuple[str, ...] = ()
    asker: Asker | None = None
    nobody: bool = False

    @property
    def everybody(self) -> bool:
        """Whether it names nobody, and so means everybody."""
        return not self.group_ids and not self.agent_ids and not self.nobody


NOBODY = Receivers(nobody=True)


class Thing(msgspec.Struct, frozen=True):
    """Anything that is somebody's. ``free``: nobody has it yet. ``mentioned_ids``: whom a note in it names.

    ``common``: what came for everybody counts as come for each group.
    """

    holder_id: str | None = None
    guest_ids: frozenset[str] = frozenset()
    responsible_id: str | None = None
    receivers: Receivers = NOBODY
    free: bool = False
    common: bool = False
    mentioned_ids: frozenset[str] = frozenset()


class Act(msgspec.Struct, frozen=True):
    """Something that is done with things: which ``ties`` allow it.

    ``permissions``: one of these must be ticked to do it with what is not one's own (none: the route has asked).
    """

    name: str
    ties: frozenset[str]
    permissions: tuple[str, ...] = ()


SEE = Act("see", frozenset({HOLDER, GUEST, RESPONSIBLE, MENTIONED, RECEIVER, NEAR}))
TAKE_PART = Act("take_part", frozenset({HOLDER, GUEST, NEAR}))
STEER = Act("steer", frozenset({HOLDER, NEAR}))
TAKE = Act("take", frozenset({HOLDER, RECEIVER, NEAR}))
MANAGE = Act("manage", frozenset({NAMED}))
DECIDE = Act("decide", frozenset({WHOLE}))


class NotYours(Forbidden):
    """It is another agent's, or came for others."""

    code = "not_yours"
    title = "This is another agent's"


class Circle(Protocol):
    """An agent's groups, and everybody in them: asked for only where it matters, since asking may cost a request."""

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The groups they are in."""

    @property
    def colleague_ids(self) -> frozenset[str]:
        """Whom their role reaches: themselves, and with a group's scope all members of their groups."""


class Known(msgspec.Struct, frozen=True):
    """A circle that has been read."""

    memberships: tuple[Membership, ...]
    colleague_ids: frozenset[str]


def circle_in(agent: Agent, groups: Iterable[Group]) -> Known:
    """The agent's circle among these groups."""
    mine = [group for group in groups if agent.agent_id in group.member_ids]
    near = mine if agent.rights.scope == GROUP else []
    colleagues = frozenset({agent.agent_id, *(member for group in near for member in group.member_ids)})
    return Known(memberships_in(agent.agent_id, mine), colleagues)


def memberships_in(agent_id: str, groups: Iterable[Group]) -> tuple[Membership, ...]:
    """The groups an agent is in, in the order of their ids."""
    mine = sorted((each for each in groups if agent_id in each.member_ids), key=lambda each: each.group_id)
    return tuple(map(Membership.of, mine))


def may(agent: Agent, act: Act, thing: Thing, circle: Circle) -> str | None:
    """By which tie the agent may do this with the thing, or None: the one place that decides."""
    own = _own_tie(agent.agent_id, thing)
    if own in act.ties:
        return own
    if act.permissions and agent.rights.permissions.isdisjoint(act.permissions):
        return None
    if agent.rights.scope == ALL:
        return EVERYWHERE
    if RECEIVER in act.ties and thing.free and receives(agent.agent_id, thing.receivers, circle):
        return RECEIVER
    if NEAR in act.ties and agent.rights.scope == GROUP and _is_near(agent.agent_id, thing, circle):
        return NEAR
    if NAMED in act.ties and _is_named(agent.agent_id, thing.receivers, circle):
        return NAMED
    if WHOLE in act.ties and _is_all_theirs(agent, thing.receivers, circle):
        return WHOLE
    return None


def reaches(agent: Agent, holder_id: str | None, group_ids: Iterable[str], groups: Iterable[Group]) -> bool:
    """The same for what ``holder_id`` has and came for these groups, once all groups are read."""
    thing = Thing(holder_id, receivers=Receivers(tuple(group_ids)))
    return may(agent, STEER, thing, circle_in(agent, groups)) is not None


def receives(agent_id: str, receivers: Receivers, circle: Circle) -> bool:
    """Whether it may be given to this agent, as the allocation sees it (B4)."""
    if receivers.everybody or agent_id in receivers.agent_ids:
        return True
    if not receivers.group_ids:
        return False
    mine = (each for each in circle.memberships if each.group_id in receivers.group_ids)
    asker = receivers.asker
    return any(asker is None or is_received(each, asker) for each in mine)


def _own_tie(agent_id: str, thing: Thing) -> str | None:
    if agent_id == thing.holder_id:
        return HOLDER
    if agent_id in thing.guest_ids:
        return GUEST
    if agent_id == thing.responsible_id:
        return RESPONSIBLE
    return MENTIONED if agent_id in thing.mentioned_ids else None


def _is_near(agent_id: str, thing: Thing, circle: Circle) -> bool:
    everybody = thing.common and thing.receivers.everybody
    return everybody or _is_named(agent_id, thing.receivers, circle) or thing.holder_id in circle.colleague_ids


def _is_named(agent_id: str, receivers: Receivers, circle: Circle) -> bool:
    if agent_id in receivers.agent_ids:
        return True
    wanted = set(receivers.group_ids)
    return bool(wanted) and any(each.group_id in wanted for each in circle.memberships)


def _is_all_theirs(agent: Agent, receivers: Receivers, circle: Circle) -> bool:
    """A group's customers are its members' together: whose role ends at their own does not reach them all."""
    return (agent.rights.scope == GROUP or not receivers.group_ids) and is_whole(receivers, circle)


def is_whole(receivers: Receivers, circle: Circle) -> bool:
    """Whether everybody named is in this circle; who names nobody means others too."""
    if receivers.everybody or receivers.nobody:
        return False
    mine = {each.group_id for each in circle.memberships}
    return mine.issuperset(receivers.group_ids) and circle.colleague_ids.issuperset(receivers.agent_ids)


def led_by(leader: Agent, roster: Roster) -> frozenset[str]:
    """Whom this agent leads, by id: those of the groups that are theirs to lead, and whom their role reaches."""
    if leader.rights.scope == ALL:
        return frozenset(roster.agents)
    near = leader.rights.scope == GROUP
    groups = [
        each
        for each in roster.groups.values()
        if each.leader_id == leader.agent_id or (near and leader.agent_id in each.member_ids)
    ]
    return frozenset(agent_id for group in groups for agent_id in group.member_ids)


def refuse_beyond(giver: Agent | None, *rights: Role) -> None:
    """Nobody gives, takes or changes rights that go further than their own, in what they allow or reach (law 8)."""
    if giver is not None and any(each.exceeds(giver.rights) for each in rights):
        raise BeyondYourRights("this goes further than your own rights")
