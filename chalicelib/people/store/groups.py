"""The desk itself, groups and roles."""

from __future__ import annotations

from pynamodb.expressions.condition import Condition

from chalicelib.core.races import at_version
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import DeskRecord, Group
from chalicelib.people.model.rights import Role
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    DeskMoved,
    DeskRow,
    GroupMoved,
    GroupRow,
    RoleMoved,
    RoleRow,
)


def put_desk(tx: Transaction, record: DeskRecord, *, before: DeskRecord | None) -> None:
    """Store what is new or other than ``before``; who is seated stays. Lost: ``DeskMoved`` (without ``before``: it is
    there)."""
    names = ["name", "seats", "away_minutes", "unfinished_minutes", "time_zone", "former_zones", "departments"]
    names += ["seal_to"]
    said = DeskRow.changes(before, record, names)
    actions = [DeskRow.version.set(record.version), *said]
    losing = DeskRow.losing(DeskRecord, DeskMoved)
    tx.update(DeskRow(ROSTER, DESK), actions, condition=_as_read(DeskRow, before), losing=losing)


def put_role(tx: Transaction, role: Role, *, before: Role | None) -> None:
    """Store a custom role; those who have it carry a copy (``give_role``). Lost: ``RoleMoved``."""
    row = role_row(role)
    row.role, row.version = role, role.version
    tx.put(row, condition=_as_read(RoleRow, before), losing=RoleRow.role.losing(RoleMoved))


def put_group(tx: Transaction, group: Group, *, before: Group | None) -> None:
    """Store a group, new or a change of ``before``. Lost: ``GroupMoved``."""
    row = GroupRow.of(group, shelf=ROSTER, key=f"group#{group.group_id}")
    tx.put(row, condition=_as_read(GroupRow, before), losing=GroupRow.losing(Group, GroupMoved))


def role_row(role: Role) -> RoleRow:
    """The item of a custom role."""
    return RoleRow(ROSTER, f"role#{role.role_id}")


def _as_read(row: type[DeskRow | RoleRow | GroupRow], before: DeskRecord | Role | Group | None) -> Condition:
    """Nobody has changed it since then; without ``before``, there is none."""
    if before is None:
        return row.key.does_not_exist()
    return at_version(row.key, row.version, before.version)
