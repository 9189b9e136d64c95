"""Roles, and the rights that spread from them to whoever has them (F7)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from msgspec.structs import replace

from chalicelib.core import audit, events, races, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent, AgentLeft, RightsChanged
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.model.rights import ANSWER, BUILT_IN, BuiltInRole, Role, checked_permissions, checked_scope
from chalicelib.people.store import agents as stored_agents
from chalicelib.people.store import groups, reading
from chalicelib.people.store.rows import AgentMoved, Gone

PAGE = 100


class SpreadRole(Due, frozen=True):
    """A role was changed; those who have it, and come ``after`` this one, carry a copy of its rights."""

    kind = "people.spread_role"

    role_id: str
    version: int
    after: str | None = None


def list_roles(desk: Desk) -> Sequence[Role]:
    """The built-in roles, then the desk's own."""
    return [*BUILT_IN.values(), *sorted(reading.directory(desk).roles.values(), key=lambda role: role.role_id)]


def read_role(desk: Desk, role_id: str) -> Role:
    """One role. Raises ``NotFound``."""
    return existing(BUILT_IN.get(role_id) or reading.role(desk, role_id), "no such role")


def create_role(
    desk: Desk,
    *,
    name: str,
    permissions: Sequence[str],
    scope: str,
    giver: Agent | None = None,
    by: By = SYSTEM,
    once: Once | None = None,
) -> Role:
    """A role of the desk's own (F7). Raises ``Invalid``, ``Forbidden`` for one beyond the rights of ``giver``."""
    role = Role(
        role_id=desk.new_id("rol"),
        name=checked("name", name, longest=80),
        permissions=checked_permissions(permissions),
        scope=checked_scope(scope),
        created_at=desk.now(),
    )
    refuse_beyond(giver, role)
    tx = Transaction(desk)
    mark(tx, once, {"role_id": role.role_id})
    audit.note(tx, by, "create_role", role.role_id, after=_audited_role(role))
    groups.put_role(tx, role, before=None)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_role(desk, done.answer["role_id"])
    return role


def update_role(
    desk: Desk,
    role_id: str,
    *,
    name: str | None,
    permissions: Sequence[str] | None,
    scope: str | None,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Role:
    """Change what is said; whoever has the role may do exactly that as soon as it has spread (``spread_role``).

    Raises ``Conflict`` for built-in ones, ``ChangedMeanwhile``, ``Forbidden`` when the role goes, or would go, beyond
    the rights of ``giver``.
    """
    said = {"name": name, "permissions": permissions, "scope": scope}
    checks: races.Checks = {
        "name": partial(checked, "name", longest=80),
        "permissions": checked_permissions,
        "scope": checked_scope,
    }
    first = read_role(desk, role_id)
    if first.built_in:
        raise BuiltInRole("built-in roles stay as they are; make one of your own")

    def changed(before: Role) -> Role:
        after = replace(before, **races.fields_in(said, checks))
        refuse_beyond(giver, before, after)
        return after

    def save(before: Role, after: Role) -> None:
        tx = Transaction(desk)
        audit.note(tx, by, "update_role", role_id, before=_audited_role(before), after=_audited_role(after))
        groups.put_role(tx, after, before=before)
        work.put(tx, SpreadRole(role_id, after.version), inline=True)
        tx.commit_and_tell()

    return races.change(desk, first, races.fields_in(said), changed, save)


def spread_role(desk: Desk, due: SpreadRole, *, page: int = PAGE) -> None:
    """Due when a role has changed: whoever has it gets its present rights, a ``page`` of people a piece of work.

    Each is given them on condition that the role still has this version; of one that was changed again, nothing is
    left to do here, for that change has a piece of its own. Twice is once.
    """
    role = reading.role(desk, due.role_id)
    if role is None or role.version != due.version:
        return
    agents, following = reading.agents_after(desk, due.after, page)
    if following is not None:
        work.put_alone(desk, SpreadRole(due.role_id, due.version, following))
    for agent in agents:
        if agent.role == due.role_id and agent.own_role != role:
            _give_role(desk, agent, role)


def _give_role(desk: Desk, agent: Agent, role: Role) -> None:
    """Whoever may not answer by it is offline from now on: their consoles may not even say that they are there.

    What was given to somebody who may do less than before is looked at."""

    def give(now: Agent | None) -> None:
        if now is None or now.role != role.role_id or now.own_role == role:
            return  # they were given another role meanwhile
        tx = Transaction(desk)
        goes = ANSWER not in role.permissions and now.status != OFFLINE
        stored_agents.give_role(tx, now, role, offline=goes)
        if goes:
            events.publish(tx, AgentLeft(now.agent_id))
        if now.rights.exceeds(role):
            events.publish_later(tx, RightsChanged(now.agent_id), desk.now())
        tx.commit_and_tell()

    with suppress(Gone):  # the role was changed again
        races.follow(desk, agent, give, AgentMoved)


def _audited_role(role: Role) -> dict[str, object]:
    return {"name": role.name, "permissions": sorted(role.permissions), "scope": role.scope}
