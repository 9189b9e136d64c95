"""Groups: who receives together (B4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, events, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, Group, Membership, ScopeChanged, checked_levels
from chalicelib.people.model.attributes import checked_of_group
from chalicelib.people.model.channels import checked_channels
from chalicelib.people.model.departments import checked_department
from chalicelib.people.model.forms import CreateGroup, UpdateGroup, checked_members
from chalicelib.people.model.reach import MANAGE, NotYours, Receivers, Thing
from chalicelib.people.model.rights import OWN
from chalicelib.people.service.memberships import concerned, spread_later
from chalicelib.people.service.pools import refuse_more_pools
from chalicelib.people.service.reach import allowed, refuse_people_beyond, refuse_unless_all
from chalicelib.people.store import groups as stored_groups
from chalicelib.people.store import reading

BEYOND = "this group is beyond your reach"
STRANGERS = "only people whom you reach can be brought into a group"


def create_group(
    desk: Desk,
    form: CreateGroup,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
    once: Once | None = None,
) -> Group:
    """A new group; its leader is a member (B4).

    Raises ``Invalid`` for people who do not exist, ``Forbidden`` for members whom ``giver`` does not reach.
    """
    roster = reading.directory(desk)
    group = Group(
        group_id=desk.new_id("grp"),
        name=checked("name", form.name, longest=80),
        leader_id=form.leader_id,
        member_ids=checked_members(form.leader_id, form.member_ids, roster.agents),
        created_at=desk.now(),
        levels=checked_levels(form.levels),
        channels=checked_channels(form.channels),
        attributes=checked_of_group("attributes", form.attributes),
        version=1,
        department_id=checked_department(form.department_id, roster.desk.departments),
    )
    return _stored(desk, group, "create_group", _audited(group), once, giver=giver, by=by)


def copy_group(
    desk: Desk, group_id: str, name: str, *, giver: Agent | None = None, by: By = SYSTEM, once: Once | None = None
) -> Group:
    """A new group with this name, and the leader, members, and all whom another receives; no plan names it yet.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``Forbidden`` for members whom ``giver`` does not reach.
    """
    before = read_group(desk, group_id, giver)
    group = replace(
        before,
        group_id=desk.new_id("grp"),
        name=checked("name", name, longest=80),
        created_at=desk.now(),
        version=1,
        archived=False,
    )
    return _stored(desk, group, "copy_group", {"copy_of": before.group_id, **_audited(group)}, once, giver=giver, by=by)


def _stored(
    desk: Desk, group: Group, act: str, fields: Mapping[str, Any], once: Once | None, *, giver: Agent | None, by: By
) -> Group:
    """A new group, stored; or the one that this request made before."""
    refuse_people_beyond(desk, giver, frozenset(group.member_ids), STRANGERS)
    refuse_more_pools(desk, group.member_ids, "member_ids")
    tx = Transaction(desk)
    mark(tx, once, {"group_id": group.group_id})
    audit.note(tx, by, act, group.group_id, after=fields)
    spread_later(tx, concerned(None, group))
    stored_groups.put_group(tx, group, before=None)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return read_group(desk, done.answer["group_id"])
    return group


def list_groups(desk: Desk, reader: Agent | None = None) -> Sequence[Group]:
    """The groups that the reader is in, or with a role that reaches everything (or for the desk) all; oldest first."""
    groups = sorted(reading.directory(desk).groups.values(), key=lambda group: group.group_id)
    everything = reader is None or reader.reaches_all
    return [each for each in groups if everything or (reader and reader.agent_id in each.member_ids)]


def read_group(desk: Desk, group_id: str, reader: Agent | None = None) -> Group:
    """One group. Raises ``NotFound``, ``NotYours`` for one that the reader is not in and does not reach."""
    group = existing(reading.find_group(desk, group_id), "no such group")
    _refuse_others(desk, reader, group)
    return group


def scopes_of(desk: Desk, group_ids: Sequence[str], *, alone: bool) -> tuple[Membership, ...]:
    """Whom each of these groups receives, in this order; one request, none for no group.

    What is archived receives nothing; unless all of them are and they are ``alone``, so that nobody asks in vain.
    """
    known = {each.group_id: each for each in reading.groups(desk, group_ids)}
    there = [known[each] for each in group_ids if each in known]
    receiving = [each for each in there if not each.archived]
    if alone and not receiving:
        receiving = there
    return tuple(map(Membership.of, receiving))


def update_group(
    desk: Desk,
    group_id: str,
    form: UpdateGroup,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Group:
    """Change what is said; the rest stays. What its members reach changes with it, so it takes a role that reaches it.

    Raises ``NotFound``, ``Invalid``, ``NotYours`` for a group that ``giver`` is not in, ``Forbidden`` for newcomers
    whom they do not reach, and for a role that ends at one's own; ``ChangedMeanwhile``.
    """
    checks: races.Checks = {
        "name": partial(checked, "name", longest=80),
        "levels": checked_levels,
        "channels": checked_channels,
        "attributes": partial(checked_of_group, "attributes"),
    }

    def changed(before: Group) -> Group:
        _refuse_others(desk, giver, before)
        after = replace(before, **races.fields_in(form, checks))
        roster = reading.directory(desk)
        members = checked_members(after.leader_id, after.member_ids, roster.agents)
        after = replace(after, member_ids=members)
        if after.department_id != before.department_id:
            checked_department(after.department_id, roster.desk.departments)
        _refuse_beyond(desk, giver, before, after)
        refuse_more_pools(desk, set(after.member_ids) - set(before.member_ids), "member_ids")
        return after

    def save(before: Group, after: Group) -> None:
        tx = Transaction(desk)
        audit.note(tx, by, "update_group", group_id, before=_audited(before), after=_audited(after))
        if others := concerned(before, after):
            spread_later(tx, others)
        if _received(before) != _received(after):
            events.publish(tx, ScopeChanged(group_id), once_more=events.OUTLIVED)
        stored_groups.put_group(tx, after, before=before)
        tx.commit_and_tell()

    return races.change(desk, read_group(desk, group_id), races.fields_in(form), changed, save)


def _refuse_others(desk: Desk, agent: Agent | None, group: Group) -> None:
    """Raises ``NotYours`` for a group that the agent is not in and does not reach: asked of the record that is changed,
    and not only of their copy of it, which follows a moment later."""
    if agent is None or agent.reaches_all:
        return
    if agent.agent_id not in group.member_ids:
        raise NotYours(BEYOND)
    allowed(desk, agent, MANAGE, Thing(receivers=Receivers(group_ids=(group.group_id,))), BEYOND)


def _refuse_beyond(desk: Desk, giver: Agent | None, before: Group, after: Group) -> None:
    if giver is not None and giver.rights.scope == OWN:
        refuse_unless_all(giver, "your role ends at what is your own")
    refuse_people_beyond(desk, giver, frozenset(after.member_ids) - frozenset(before.member_ids), STRANGERS)


def _received(group: Group) -> tuple[object, ...]:
    """What of it plans carry a copy of."""
    return Membership.of(group), group.archived


def _audited(group: Group) -> dict[str, object]:
    return audit.fields_of(group, "name leader_id member_ids levels channels attributes archived department_id")
