"""The desk itself, groups and roles."""

from __future__ import annotations

from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model import DeskRecord, Group, Role
from chalicelib.people.store.rows import DESK, ROSTER, DeskRow, GroupRow, RoleRow


def put_desk(tx: Transaction, record: DeskRecord, *, before: DeskRecord | None) -> None:
    """Store what is new or other than ``before``; what others change at the same time stays. Lost: there is one."""
    row = DeskRow(ROSTER, DESK)
    actions: list[Action] = []
    if before is None or before.name != record.name:
        actions.append(DeskRow.name.set(record.name))
    if before is None or before.seats != record.seats:
        actions.append(DeskRow.seats.set(record.seats))
    if before is None or before.time_zone != record.time_zone:
        actions.append(DeskRow.time_zone.set(record.time_zone))
    if actions:
        tx.update(row, actions, condition=DeskRow.key.does_not_exist() if before is None else DeskRow.key.exists())


def put_role(tx: Transaction, role: Role, *, before: Role | None) -> None:
    """Store a custom role; those who have it carry a copy (``give_role``). Lost: it is not as it was read."""
    unchanged = RoleRow.key.does_not_exist() if before is None else RoleRow.version == before.version
    tx.put(RoleRow(ROSTER, f"role#{role.role_id}", role=role, version=role.version), condition=unchanged)


def put_group(tx: Transaction, many: Group) -> None:
    """Store a group, new or changed."""
    row = GroupRow(
        ROSTER,
        f"group#{many.group_id}",
        group_id=many.group_id,
        name=many.name,
        leader_id=many.leader_id,
        member_ids=many.member_ids,
        created_at=many.created_at,
        levels=many.levels,
        channels=many.channels,
    )
    tx.put(row)
