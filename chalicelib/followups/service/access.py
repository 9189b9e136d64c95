"""Who may see, work on and give away a follow-up, and who has least to do (F7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.owners import may_have, permissions_for
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import STEER, Act, Thing
from chalicelib.people.model.reach import may as tie_of


def find(desk: Desk, followup_id: str) -> FollowUp:
    """One follow-up, for rooms and for whoever has asked whether they may. Raises ``NotFound``."""
    return existing(store.followup(desk, followup_id), "no such follow-up")


def may_reach(desk: Desk, agent: Agent, follow_up: FollowUp) -> str:
    """By which tie: it is the owner's, and whose rights reach the owner; each kind needs its permission.

    Raises ``NotYours``. Only for a group's scope must the groups be read.
    """
    return people.allowed(desk, agent, acting(follow_up.kind), Thing(follow_up.owner_id))


def acting(kind: str) -> Act:
    """What is done with a colleague's follow-up of this kind takes the permission for the kind."""
    return Act("follow_up", STEER.ties, permissions_for(kind))


def tie_to(agent: Agent, follow_up: FollowUp, around: people.Surroundings) -> str | None:
    """By which tie the agent sees it, if they do; what that needs is read once (``around``)."""
    return tie_of(agent, acting(follow_up.kind), Thing(follow_up.owner_id), around)


def in_reach(agent: Agent, kind: str, owner_id: str, around: people.Surroundings) -> bool:
    """The same for a kind and an owner, where several are asked about."""
    return tie_of(agent, acting(kind), Thing(owner_id), around) is not None


def colleague(desk: Desk, roster: Roster, giver: Agent, agent_id: str, kind: str, field: str) -> Agent:
    """Whom a follow-up of this kind shall be given to. Raises ``Invalid``, ``Forbidden`` beyond one's scope."""
    agent = roster.agents.get(agent_id)
    if agent is None:
        raise Invalid.field(field, "no such agent")
    if not may_have(agent, kind):
        raise Invalid.field(field, "they do not do follow-ups of this kind")
    refuse_beyond(desk, giver, [agent_id])
    return agent


def least_loaded(desk: Desk, able: Sequence[Agent], kind: str | None = None) -> Agent | None:
    """Who of these has fewest open ones (of that kind), then the lowest id; a query each, where there are several."""
    if len(able) < 2:
        return able[0] if able else None
    return min(able, key=lambda each: (store.count_open(desk, each.agent_id, kind), each.agent_id))


def refuse_beyond(desk: Desk, giver: Agent, agent_ids: Iterable[str]) -> None:
    """Raises ``Forbidden`` for somebody whom the giver's rights do not reach."""
    people.refuse_people_beyond(desk, giver, frozenset(agent_ids), "they are not of your group")
