"""Whether somebody may do something with a thing: what the question needs is read here, only where it matters."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent, Group, Membership
from chalicelib.people.model.reach import Act, NotYours, Thing, memberships_in
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import GROUP, BeyondYourRights
from chalicelib.people.store import reading

BEYOND = "they are beyond your reach"


class Surroundings:
    """An agent's circle, read when it is first asked for.

    Their memberships stand in their own record, which the request has read; where they do not, the groups are asked,
    in one request. So are the members of their groups, for a group's scope.
    """

    def __init__(self, desk: Desk, agent: Agent) -> None:
        self.agent = agent
        self._desk = desk
        self._groups: tuple[Group, ...] | None = None

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The groups they are in."""
        if self.agent.memberships is not None:
            return self.agent.memberships
        return memberships_in(self.agent.agent_id, self.groups)

    @property
    def pools(self) -> tuple[str, ...]:
        """Whose conversations they may be given."""
        return replace(self.agent, memberships=self.memberships).pools

    @property
    def groups(self) -> tuple[Group, ...]:
        """The same groups, as they are now; one request."""
        if self._groups is None:
            known = self.agent.memberships
            groups: Iterable[Group] = (
                reading.roster(self._desk).groups.values()
                if known is None
                else reading.groups(self._desk, [each.group_id for each in known])
            )
            self._groups = tuple(each for each in groups if self.agent.agent_id in each.member_ids)
        return self._groups

    @property
    def colleague_ids(self) -> frozenset[str]:
        """Whom their role reaches."""
        near = self.groups if self.agent.rights.scope == GROUP else ()
        return frozenset({self.agent.agent_id, *(member for group in near for member in group.member_ids)})


def allowed(
    desk: Desk,
    agent: Agent,
    act: Act,
    thing: Thing,
    detail: str = "it is another agent's",
    around: Surroundings | None = None,
) -> str:
    """By which tie the agent may do this with the thing. Raises ``NotYours``, saying ``detail``.

    No request, unless the agent's groups matter: then one. ``around``: where several things are asked about.
    """
    tie = tie_of(agent, act, thing, around or Surroundings(desk, agent))
    if tie is None:
        raise NotYours(detail)
    return tie


def refuse_unless_all(agent: Agent | None, detail: str = "this concerns the whole desk") -> None:
    """What concerns everybody is decided by whose role reaches everything. Raises ``BeyondYourRights``."""
    if agent is not None and not agent.reaches_all:
        raise BeyondYourRights(detail)


def refuse_people_beyond(desk: Desk, agent: Agent | None, agent_ids: frozenset[str], detail: str) -> None:
    """Raises ``BeyondYourRights`` for anybody whom the agent's role does not reach; one request for a group's scope."""
    if agent is None or agent.reaches_all or agent_ids <= {agent.agent_id}:
        return
    if not agent_ids <= Surroundings(desk, agent).colleague_ids:
        raise BeyondYourRights(detail)
