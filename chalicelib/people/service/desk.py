"""The desk itself, its roles, and everybody on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chalicelib.core import audit
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, Lost, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import store
from chalicelib.people.model import (
    BUILT_IN,
    Agent,
    DeskRecord,
    Role,
    Roster,
    checked,
    checked_permissions,
    checked_scope,
    checked_zone,
    refuse_beyond,
)

RACES = 20


def found_desk(desk: Desk, record: DeskRecord) -> bool:
    """Set the desk up, once; whether this call did it."""
    tx = Transaction(desk)
    store.put_desk(tx, record, before=None)
    try:
        tx.commit()
    except Lost:
        return False
    return True


def read_desk(desk: Desk) -> DeskRecord:
    """The whole desk's settings. Raises ``NotFound`` before it is set up."""
    record = store.desk_record()
    if record is None:
        raise NotFound("the desk is not set up")
    return record


def update_desk(
    desk: Desk, *, name: str | None, seats: int | None, time_zone: str | None, by: By = SYSTEM
) -> DeskRecord:
    """Change what is said; the rest stays. Fewer seats than are taken is allowed: nobody is thrown out."""
    before = read_desk(desk)
    after = replace(
        before,
        name=checked("name", name, longest=80) if name is not None else before.name,
        seats=seats if seats is not None else before.seats,
        time_zone=checked_zone(time_zone) if time_zone is not None else before.time_zone,
    )
    tx = Transaction(desk)
    audit.note(tx, by, "update_desk", "desk", before=_audited(before), after=_audited(after))
    store.put_desk(tx, after, before=before)
    tx.commit()
    return after


def _audited(record: DeskRecord) -> dict[str, object]:
    return {"name": record.name, "seats": record.seats, "time_zone": record.time_zone}


def roster(desk: Desk) -> Roster:
    """Everybody and every group, as of now; one query."""
    return store.roster()


def read_audit(
    desk: Desk, month: str | None, cursor: str | None, *, agent_id: str | None = None, act: str | None = None
) -> tuple[Sequence[audit.Audited], str | None]:
    """A page of the audit log of a month (this one, if not said), newest first; one query (F7).

    Of one agent's hand, or one kind of act, if said: such a page may be short, or empty, though others follow.
    Raises ``Invalid``.
    """
    month = month or f"{desk.now():%Y-%m}"
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Invalid.field("month", "a month such as 2026-11") from None
    name = f"audit#{month}"
    found, following = audit.read(month, unseal(desk, name, cursor) if cursor else None, by=agent_id, act=act)
    return found, seal(desk, name, following) if following else None


# --- roles ----------------------------------------------------------------------------------------------------------


def list_roles(desk: Desk) -> Sequence[Role]:
    """The built-in roles, then the desk's own."""
    return [*BUILT_IN.values(), *sorted(store.roster().roles.values(), key=lambda role: role.role_id)]


def read_role(desk: Desk, role_id: str) -> Role:
    """One role. Raises ``NotFound``."""
    role = BUILT_IN.get(role_id) or store.role(role_id)
    if role is None:
        raise NotFound("no such role")
    return role


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
    store.put_role(tx, role, before=None)
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
    """Change what is said; whoever has the role may do exactly that from now on.

    Raises ``Conflict`` for built-in ones or when somebody else was faster, ``Forbidden`` when the role goes, or would
    go, beyond the rights of ``giver``.
    """
    before = read_role(desk, role_id)
    if before.built_in:
        raise Conflict("built-in roles stay as they are; make one of your own", code="built_in_role")
    after = replace(
        before,
        name=checked("name", name, longest=80) if name is not None else before.name,
        permissions=checked_permissions(permissions) if permissions is not None else before.permissions,
        scope=checked_scope(scope) if scope is not None else before.scope,
        version=before.version + 1,
    )
    refuse_beyond(giver, before, after)
    tx = Transaction(desk)
    audit.note(tx, by, "update_role", role_id, before=_audited_role(before), after=_audited_role(after))
    store.put_role(tx, after, before=before)
    try:
        tx.commit()
    except Lost:
        raise Conflict("somebody else changed this role at the same time", code="changed_meanwhile") from None
    for agent in store.roster().agents.values():
        if agent.role == role_id:
            _give_role(desk, agent, after)
    return after


def _give_role(desk: Desk, agent: Agent, role: Role) -> None:
    tx = Transaction(desk)
    store.give_role(tx, agent, role)
    try:
        tx.commit()
    except Lost:
        return  # they were given another role meanwhile, or the role was changed again


def _audited_role(role: Role) -> dict[str, object]:
    return {"name": role.name, "permissions": sorted(role.permissions), "scope": role.scope}
