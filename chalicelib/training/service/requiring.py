"""What groups require before their agents are assigned, and what each agent's record says of it (F11).

From when on an agent lacks something is found of their groups' requirements and their certificates, and written with
each change of these, and of their groups. It is due at that moment too: the record is exact without, but their places
in pools follow, and whoever waits there is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.duty import GroupsChanged
from chalicelib.people.model.reach import Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.training import Training
from chalicelib.training.model.courses import Line
from chalicelib.training.model.learner import Learner, Need, lacks_from, needs
from chalicelib.training.model.requirements import NobodyLeft, Requirement, checked_requirement
from chalicelib.training.model.rights import REQUIRE
from chalicelib.training.service.telling import tell_of_lack
from chalicelib.training.store import learners as store
from chalicelib.training.store.courses import lines_of
from chalicelib.training.store.learners import RequirementMoved

TOGETHER = 25
LONGEST_LEAVE, FURTHEST = timedelta(days=14), timedelta(days=366)
BEYOND = "this group is beyond your reach"


class RenewLearner(Due, frozen=True):
    """An agent's certificates, or their groups' requirements, are others."""

    kind = "training.renew_learner"

    agent_id: str


class TurnLearner(Due, frozen=True):
    """From this moment on an agent lacks something, or a leave is over."""

    kind = "training.turn_learner"

    agent_id: str
    at: datetime


class RenewRequired(Due, frozen=True):
    """The next of a group's members, who have to know something else now."""

    kind = "training.renew_required"

    group_id: str
    after: str | None = None


class Out(msgspec.Struct, frozen=True):
    """A member of a group, and what they would lack when a requirement binds."""

    agent: Agent
    course_ids: tuple[str, ...]


class Trial(msgspec.Struct, frozen=True):
    """What a requirement would do: ``out`` of so many ``members`` could be assigned no more when it binds."""

    members: int
    binds_from: datetime
    out: tuple[Out, ...]


# --- an agent's record ----------------------------------------------------------------------------------------------


def renew(desk: Desk, agent_id: str) -> None:
    """Have the agent's record say from when on they lack something. Three requests, five more where that changes.
    Twice is once."""
    known: list[Need] = []

    def lacking(agent: Agent) -> datetime | None:
        known[:] = needs_of(desk, agent)
        return lacks_from(known)

    def also(tx: Transaction, before: Agent, after: Training | None) -> None:
        _follow(tx, before, after)
        lacked = before.training.lacks_from if before.training is not None else None
        lacks = after.lacks_from if after is not None else None
        never_passed = any(each.until is None and each.lacks_from is not None for each in known)
        if lacks is not None and never_passed and (lacked is None or lacks < lacked):
            tell_of_lack(tx, before, lacks)

    people.turn_training(desk, agent_id, lacking, also)


def needs_of(desk: Desk, agent: Agent, learner: Learner | None = None) -> list[Need]:
    """What their groups require of an agent: one request, one more for what they have."""
    required = store.requirements(desk, agent.groups) if agent.groups else []
    if not required:
        return []
    return needs(required, learner or store.learner(desk, agent.agent_id))


def _follow(tx: Transaction, before: Agent, after: Training | None) -> None:
    """Add to the transaction: the next look."""
    if after is not None and after.until is not None:
        work.put(tx, TurnLearner(before.agent_id, after.until), at=after.until)


def renew_learner(desk: Desk, due: RenewLearner | GroupsChanged) -> None:
    """Due with each change of what decides."""
    renew(desk, due.agent_id)


def turn_learner(desk: Desk, due: TurnLearner) -> None:
    """Due when they begin to lack something. One read where it is otherwise by now."""
    agent = people.read_agents(desk, [due.agent_id]).get(due.agent_id)
    if agent is not None and agent.training is not None and agent.training.until == due.at:
        renew(desk, due.agent_id)


def renew_required(desk: Desk, due: RenewRequired) -> None:
    """A page of a group's members, and a piece of work for the next one. A request, and what each takes."""
    group = people.find_group(desk, due.group_id)
    ids = sorted(each for each in (group.member_ids if group else ()) if due.after is None or each > due.after)
    if len(ids) > TOGETHER:
        work.put_alone(desk, RenewRequired(due.group_id, ids[TOGETHER - 1]))
    for each in ids[:TOGETHER]:
        renew(desk, each)


def renew_with(tx: Transaction, agent_id: str) -> None:
    """Add to the transaction: the agent's record follows it."""
    work.put(tx, RenewLearner(agent_id), inline=True)


# --- what groups require --------------------------------------------------------------------------------------------


def list_requirements(desk: Desk, agent: Agent) -> list[Requirement]:
    """What the groups in reach require; one query."""
    around = people.Surroundings(desk, agent)

    def reached(group_id: str) -> bool:
        return tie_of(agent, REQUIRE, Thing(receivers=Receivers(group_ids=(group_id,))), around) is not None

    return [each for each in store.all_requirements(desk) if reached(each.group_id)]


def named(desk: Desk, requirements: Sequence[Requirement]) -> dict[str, Line]:
    """The courses of these by their ids; one request a hundred."""
    return lines_of(desk, [name for each in requirements for name in each.course_ids])


def read_requirement(desk: Desk, agent: Agent, group_id: str) -> Requirement:
    """What a group requires. Two reads. Raises ``NotFound``, ``NotYours``."""
    _group_in_reach(desk, agent, group_id)
    return store.requirement(desk, group_id)


def try_requirement(desk: Desk, agent: Agent, wanted: Requirement) -> Trial:
    """Who could be assigned no more when it binds, if nobody passed anything until then; stores nothing. Three
    requests, two more for each hundred members. Raises ``NotFound``, ``NotYours``, ``Invalid``."""
    group = _group_in_reach(desk, agent, wanted.group_id)
    before = store.requirement(desk, wanted.group_id)
    return _tried(desk, group, _checked(desk, before, wanted))


def _tried(desk: Desk, group: Group, requirement: Requirement) -> Trial:
    if not requirement.course_ids:
        return Trial(len(group.member_ids), desk.now(), ())
    binds_from = requirement.binds_from
    members = people.read_agents(desk, group.member_ids)
    there = [each for each in members.values() if each.active and not each.hidden]
    known = store.learners(desk, [each.agent_id for each in there])
    out = []
    for each in there:
        lacking = [
            need.course_id
            for need in needs([requirement], known[each.agent_id])
            if need.lacks_from is not None and need.lacks_from <= binds_from
        ]
        if lacking:
            out.append(Out(each, tuple(lacking)))
    return Trial(len(there), binds_from, tuple(out))


def require(
    desk: Desk, caller: people.Caller, wanted: Requirement, version: int | None, *, anyway: bool, request_id: str = ""
) -> tuple[Requirement, Trial]:
    """A group requires these courses, or none any more; and who would be kept from conversations when it binds.

    ``begins_at``: None: it stays, or begins now. Its members' records follow, a page at a time. Raises ``NotFound``,
    ``NotYours``, ``Invalid``, ``ChangedMeanwhile``, ``NobodyLeft`` where it would be everybody and nobody said
    ``anyway``.
    """
    group = _group_in_reach(desk, caller.agent, wanted.group_id)
    before = store.requirement(desk, wanted.group_id)
    races.refuse_older(version, before)
    after = _checked(desk, before, wanted)
    trial = _tried(desk, group, after)
    if after == before:
        return before, trial
    if trial.members and len(trial.out) == trial.members and not anyway:
        extra = {"members": trial.members, "binds_from": trial.binds_from}
        raise NobodyLeft(f"all {trial.members} would lack it", extra=extra)
    after = replace(after, version=before.version + 1)
    tx = Transaction(desk)
    store.put_requirement(tx, before, after)
    told = "course_ids begins_at grace_days"
    fields = (audit.fields_of(before, told), audit.fields_of(after, told))
    audit.note(tx, caller.by(request_id), "require_courses", group.group_id, before=fields[0], after=fields[1])
    work.put(tx, RenewRequired(group.group_id), inline=True)
    later = desk.now() + events.OUTLIVED  # whoever was being looked at meanwhile
    work.put(tx, RenewRequired(group.group_id), at=later)
    try:
        tx.commit_and_tell()
    except RequirementMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version if moved.record is not None else 0) from None
    return after, trial


def _checked(desk: Desk, before: Requirement, wanted: Requirement) -> Requirement:
    """As it would be kept. One request for the courses. Raises ``Invalid``."""
    wanted = checked_requirement(wanted)
    known = lines_of(desk, wanted.course_ids)
    for each in wanted.course_ids:
        line = known.get(each)
        if line is None or not line.number:
            raise Invalid.field("course_ids", f"no such course is published: {each}")
        if line.archived and each not in before.course_ids:
            raise Invalid.field("course_ids", f"it is archived: {line.title}")
    if not wanted.course_ids:
        return replace(before, course_ids=(), begins_at=None, grace_days=0)
    same = set(wanted.course_ids) == set(before.course_ids)
    begins_at = wanted.begins_at or (before.begins_at if same and before.begins_at is not None else desk.now())
    if begins_at != before.begins_at and not abs(begins_at - desk.now()) <= FURTHEST:
        raise Invalid.field("begins_at", "within a year before or after now")
    return replace(wanted, begins_at=begins_at, version=before.version)


def _group_in_reach(desk: Desk, agent: Agent, group_id: str) -> Group:
    group = existing(people.find_group(desk, group_id), "no such group")
    people.allowed(desk, agent, REQUIRE, Thing(receivers=Receivers(group_ids=(group_id,))), BEYOND)
    return group


# --- leave ----------------------------------------------------------------------------------------------------------


def grant(
    desk: Desk, caller: people.Caller, agent_id: str, until: datetime | None, reason: str, request_id: str = ""
) -> Agent:
    """A supervisor lets somebody be given conversations though they lack training, for two weeks at most, or no longer;
    audited. Raises ``NotFound``, ``BeyondYourRights``, ``Invalid``."""
    now = desk.now()
    if until is not None and not now < until <= now + LONGEST_LEAVE:
        raise Invalid.field("until", "after now, and within two weeks")
    reason = reason.strip()
    if until is not None and not reason:
        raise Invalid.field("reason", "needed")
    return people.grant_training(desk, caller, agent_id, until, reason, _follow, request_id)
