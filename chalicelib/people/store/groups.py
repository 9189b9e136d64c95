"""The desk itself, groups and roles."""

from __future__ import annotations

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.races import at_version
from chalicelib.core.tables import RawItem
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
    actions: list[Action] = [DeskRow.version.set(record.version)]
    if before is None or before.name != record.name:
        actions.append(DeskRow.name.set(record.name))
    if before is None or before.seats != record.seats:
        actions.append(DeskRow.seats.set(record.seats))
    if before is None or before.away_minutes != record.away_minutes:
        actions.append(DeskRow.away_minutes.set(record.away_minutes))
    if before is None or before.time_zone != record.time_zone:
        actions.append(DeskRow.time_zone.set(record.time_zone))
    tx.update(DeskRow(ROSTER, DESK), actions, condition=_as_read(DeskRow, before), losing=_desk_moved)


def put_role(tx: Transaction, role: Role, *, before: Role | None) -> None:
    """Store a custom role; those who have it carry a copy (``give_role``). Lost: ``RoleMoved``."""
    row = role_row(role)
    row.role, row.version = role, role.version
    tx.put(row, condition=_as_read(RoleRow, before), losing=_role_moved)


def put_group(tx: Transaction, group: Group, *, before: Group | None) -> None:
    """Store a group, new or a change of ``before``. Lost: ``GroupMoved``."""
    row = GroupRow.of(group, shelf=ROSTER, key=f"group#{group.group_id}")
    tx.put(row, condition=_as_read(GroupRow, before), losing=_group_moved)


def role_row(role: Role) -> RoleRow:
    """The item of a custom role."""
    return RoleRow(ROSTER, f"role#{role.role_id}")


def _role_moved(item: RawItem | None) -> RoleMoved:
    return RoleMoved(RoleRow.from_raw_data(dict(item)).role if item else None)


def _desk_moved(item: RawItem | None) -> DeskMoved:
    return DeskMoved(DeskRow.from_raw_data(dict(item)).into(DeskRecord) if item else None)


def _group_moved(item: RawItem | None) -> GroupMoved:
    return GroupMoved(GroupRow.from_raw_data(dict(item)).into(Group) if item else None)


def _as_read(row: type[DeskRow | RoleRow | GroupRow], before: DeskRecord | Role | Group | None) -> Condition:
    """Nobody has changed it since then; without ``before``, there is none."""
    if before is None:
        return row.key.does_not_exist()
    return at_version(row.key, row.version, before.version)
