"""Groups: who receives together (B4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.core import audit, events, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import store
from chalicelib.people.model import (
    AgentAvailable,
    Group,
    checked,
    checked_channels,
    checked_levels,
    checked_members,
)


def create_group(
    desk: Desk,
    *,
    name: str,
    leader_id: str,
    member_ids: Sequence[str],
    levels: Sequence[str] = (),
    channels: Sequence[str] = (),
    by: By = SYSTEM,
    once: Once | None = None,
) -> Group:
    """A new group; its leader is a member (B4). Raises ``Invalid`` for people who do not exist."""
    group = Group(
        group_id=desk.new_id("grp"),
        name=checked("name", name, longest=80),
        leader_id=leader_id,
        member_ids=checked_members(leader_id, member_ids, store.roster().agents),
        created_at=desk.now(),
        levels=checked_levels(levels),
        channels=checked_channels(channels),
        version=1,
    )
    tx = Transaction(desk)
    mark(tx, once, {"group_id": group.group_id})
    audit.note(tx, by, "create_group", group.group_id, after=_audited(group))
    _publish_members(tx, frozenset(), group)
    store.put_group(tx, group, before=None)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_group(desk, done.answer["group_id"])
    return group


def _publish_members(tx: Transaction, before: frozenset[str], group: Group) -> None:
    """Newcomers may serve those who wait for this group; one event is enough to look at the whole line."""
    newcomers = [member for member in group.member_ids if member not in before]
    if newcomers:
        events.publish(tx, AgentAvailable(newcomers[0]))


def list_groups(desk: Desk) -> Sequence[Group]:
    """Every group, oldest first."""
    return sorted(store.roster().groups.values(), key=lambda group: group.group_id)


def read_group(desk: Desk, group_id: str) -> Group:
    """One group. Raises ``NotFound``."""
    group = store.group(group_id)
    if group is None:
        raise NotFound("no such group")
    return group


def update_group(
    desk: Desk,
    group_id: str,
    *,
    name: str | None,
    leader_id: str | None,
    member_ids: Sequence[str] | None,
    levels: Sequence[str] | None = None,
    channels: Sequence[str] | None = None,
    by: By = SYSTEM,
) -> Group:
    """Change what is said; the rest stays. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``."""
    said = {"name": name, "leader_id": leader_id, "member_ids": member_ids, "levels": levels, "channels": channels}
    names = [field for field, value in said.items() if value is not None]

    def changed(before: Group) -> Group:
        leader = leader_id if leader_id is not None else before.leader_id
        members = member_ids if member_ids is not None else before.member_ids
        return replace(
            before,
            name=checked("name", name, longest=80) if name is not None else before.name,
            leader_id=leader,
            member_ids=checked_members(leader, members, store.roster().agents),
            levels=checked_levels(levels) if levels is not None else before.levels,
            channels=checked_channels(channels) if channels is not None else before.channels,
        )

    def save(before: Group, after: Group) -> None:
        tx = Transaction(desk)
        audit.note(tx, by, "update_group", group_id, before=_audited(before), after=_audited(after))
        _publish_members(tx, frozenset(before.member_ids), after)
        store.put_group(tx, after, before=before)
        tx.commit()

    return races.change(desk, read_group(desk, group_id), names, changed, save)


def _audited(group: Group) -> dict[str, object]:
    return {
        "name": group.name,
        "leader_id": group.leader_id,
        "member_ids": group.member_ids,
        "levels": group.levels,
        "channels": group.channels,
    }
