"""What administrators and widgets do with plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, events, limits, races, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import Wanted
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, ScopeChanged, checked_zone
from chalicelib.people.model.pools import EVERYBODY
from chalicelib.people.model.reach import DECIDE, MANAGE, NOBODY, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans import store
from chalicelib.plans.model.changes import difference, said_in_changes
from chalicelib.plans.model.hours.week import checked_hours, said_of
from chalicelib.plans.model.limits import checked_limits
from chalicelib.plans.model.plan import (
    KeyTaken,
    KeywordsAdded,
    OfflineRules,
    Opening,
    Plan,
    UnknownPlan,
    check_origin,
    checked_allocation,
    checked_ids,
    checked_key,
    checked_languages,
    checked_look,
    checked_offline,
    checked_origins,
    opening,
)
from chalicelib.plans.model.receiving import (
    Came,
    ReceiversChanged,
    all_pools,
    asked_pools,
    receivers_changed,
    refuse_too_many,
)
from chalicelib.plans.model.replies import checked_replies
from chalicelib.plans.model.survey import checked_survey
from chalicelib.plans.model.texts import checked_texts, merged
from chalicelib.plans.model.watch import checked_watch

PLANS_TOGETHER = 25
NAMED_TOGETHER = 40


class NameAgents(Due, frozen=True):
    """These agents begin or cease to be named by a plan."""

    kind = "plans.name_agents"

    plan_key: str
    agent_ids: tuple[str, ...]


class SpreadScope(Due, frozen=True):
    """The next of the plans that may name a group, which receives others now."""

    kind = "plans.spread_scope"

    group_id: str
    after: str | None = None


class BringUp(Due, frozen=True):
    """The next of the plans that a version before wrote."""

    kind = "plans.bring_up"

    after: str | None = None


# how deep the pieces of a plan are that are changed one by one: a language's title, but the week as a whole
PARTS = {"look": 1, "texts": 2, "hours": 1, "offline": 1, "survey": 1, "limits": 1, "watch": 1}


def read_plan(desk: Desk, key: str, origin: str | None = None) -> Plan:
    """The plan of a widget on a page of this origin. Raises ``NotFound``, ``OriginNotAllowed``. One read.

    One more where a version before wrote it, which kept nothing of its groups with it.
    """
    return as_read(desk, store.plan(desk, key) if 0 < len(key) <= 40 else None, origin)


def wanted(key: str) -> Wanted[Plan]:
    """The plan with this key, to be read together with something else; then it goes through ``as_read``."""
    return store.wanted(key)


def as_read(desk: Desk, plan: Plan | None, origin: str | None) -> Plan:
    """What was read, as ``read_plan`` gives it and refuses it."""
    if plan is None:
        raise UnknownPlan("no such plan")
    check_origin(plan, origin)
    return plan if plan.scopes is not None else _scoped(desk, plan)


def _scoped(desk: Desk, plan: Plan) -> Plan:
    """The plan with what its groups receive now; one request, if it has any."""
    return replace(plan, scopes=people.scopes_of(desk, plan.group_ids) if plan.group_ids else ())


def appearance(desk: Desk, key: str, origin: str | None, came: Came | None = None) -> tuple[Plan, Opening, bool]:
    """What a widget shows before anything is said: the plan, whether it is open, and whether somebody is there for a
    visitor who ``came`` like this, or (None) for any.

    One read, and while it is open a query a pool, until somebody is there. Raises ``NotFound``, ``OriginNotAllowed``.
    """
    plan, now = read_plan(desk, key, origin), desk.now()
    state, pools = opening(plan, now), asked_pools(plan, came)
    return plan, state, state.open and people.somebody_there(desk, pools, plan.allocation)


def came_from(desk: Desk, address: str | None) -> str | None:
    """What stands for the network of a source address in counters; None: no caller from outside."""
    return limits.pseudonym(desk, limits.network_of(address)) if address is not None else None


def spend_share(tx: Transaction, limit: Limit, plan: Plan, network: str | None, own: str, *, most: int) -> None:
    """Count one for the whole plan with the transaction; a network fills only its share. Lost: ``LimitReached``."""
    if network is not None:
        subject, share = limits.spread(limit, plan.key, network, own, most=most)
        limits.spend(tx, limit, "plan", subject, most=share)


def list_plans(desk: Desk) -> Sequence[Plan]:
    """Every plan, oldest first."""
    return store.plans(desk)


def some_plans(desk: Desk, after: str | None) -> tuple[Sequence[Plan], bool]:
    """The plans after this ``plan_id``, oldest first, as many as one query reads; and whether there are more."""
    return store.some_plans(desk, after)


def reached_by(desk: Desk, reader: Agent) -> Callable[[Plan], bool]:
    """Asks of one plan after another whether the reader reaches it."""
    around = people.Surroundings(desk, reader)
    return lambda plan: tie_of(reader, MANAGE, thing(plan), around) is not None


def uses(plan: Plan) -> frozenset[str]:
    """What the plan asks of the pools: its allocation, and whether it names nobody."""
    return frozenset({plan.allocation, *((EVERYBODY,) if plan.receivers.everybody else ())})


def find_plan(desk: Desk, name: str, reader: Agent | None = None) -> Plan:
    """One plan by its key, or at one request more by its id, which an index knows a moment after the plan is made.

    Raises ``NotFound``, ``NotYours`` for one that the reader does not reach.
    """
    plan = read_plan(desk, store.key_of(desk, name) if name.startswith("pln_") else name)
    _refuse_others(desk, reader, plan)
    return plan


def thing(plan: Plan) -> Thing:
    """A plan as far as reach goes: it is theirs who receive what comes by it."""
    return Thing(receivers=plan.receivers)


def refuse_beyond(desk: Desk, agent: Agent, keys: Iterable[str]) -> None:
    """Raises ``Forbidden`` unless the agent reaches everybody who receives these plans: what is done with all their
    customers is done with others' too. One read a plan, unless the role reaches everything."""
    if agent.reaches_all:
        return
    around = people.Surroundings(desk, agent)
    for key in dict.fromkeys(keys):
        if tie_of(agent, DECIDE, thing(read_plan(desk, key)), around) is None:
            raise BeyondYourRights("others receive this plan's visitors too")


def create_plan(
    desk: Desk,
    key: str,
    changes: Mapping[str, object],
    once: Once | None = None,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Plan:
    """A new plan; ``changes`` are its fields, the rest has defaults.

    Raises ``Invalid``, ``Conflict``, ``Forbidden`` for receivers whom ``giver`` does not reach.
    """
    blank = Plan(plan_id=desk.new_id("pln"), key=checked_key(key), name=key, created_at=desk.now())
    plan = _scoped(desk, _changed(desk, blank, changes))
    _refuse_receivers(desk, giver, NOBODY, plan.receivers)
    tx = Transaction(desk)
    mark(tx, once, {"key": plan.key})
    audit.note(tx, by, "create_plan", plan.key, after=difference(blank, plan)[1])
    people.use_pools(tx, uses(plan))
    _name(tx, plan.key, (), plan.agent_ids)
    store.put(tx, plan, before=None)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return read_plan(desk, done.answer["key"])
    except store.KeyTaken as taken:
        raise KeyTaken("another plan has this key", extra={"plan_id": taken.plan_id}) from None
    return plan


def update_plan(
    desk: Desk,
    name: str,
    changes: Mapping[str, object],
    version: int | None,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Plan:
    """Change what is said. With ``version``, only if the plan still has it.

    The audit log has what was changed, as it was and as it is. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``,
    ``NotYours`` for a plan that neither names ``giver`` nor a group of theirs, ``Forbidden`` for receivers whom they do
    not reach.
    """

    def changed(before: Plan) -> Plan:
        if version is not None and version != before.version:
            raise races.changed_meanwhile(version=before.version)
        _refuse_others(desk, giver, before)
        after = _scoped(desk, _changed(desk, before, changes))
        _refuse_receivers(desk, giver, before.receivers, after.receivers)
        return after

    def save(before: Plan, after: Plan) -> None:
        tx = Transaction(desk)
        was, became = difference(before, after)
        audit.note(tx, by, "update_plan", after.key, before=was, after=became)
        if uses(after) != uses(before):
            people.use_pools(tx, uses(after))
        store.put(tx, after, before=before)
        if after.auto_replies and not before.auto_replies:
            events.publish(tx, KeywordsAdded(after.key))
        _name(tx, after.key, before.agent_ids, after.agent_ids)
        _tell_receivers(tx, before, after)
        tx.commit_and_tell()

    names = races.names_in(said_in_changes(changes), PARTS)
    return races.change(desk, find_plan(desk, name, giver), names, changed, save, read=_shown)


def _tell_receivers(tx: Transaction, before: Plan, after: Plan) -> None:
    """Those who wait hear of others who receive them; once more, since somebody may begin to wait by the plan of before
    while that is told."""
    if receivers_changed(before, after):
        pools = tuple(dict.fromkeys([*all_pools(before), *all_pools(after)]))
        events.publish(tx, ReceiversChanged(after.key, pools), once_more=events.OUTLIVED)


def _name(tx: Transaction, plan_key: str, before_ids: Sequence[str], after_ids: Sequence[str]) -> None:
    """Agents know which plans name them: due work, tried in the same request, of so many a piece."""
    changed = sorted(frozenset(before_ids) ^ frozenset(after_ids))
    for start in range(0, len(changed), NAMED_TOGETHER):
        work.put(tx, NameAgents(plan_key, tuple(changed[start : start + NAMED_TOGETHER])), inline=True)


def name_agents(desk: Desk, due: NameAgents) -> None:
    """These agents know whether the plan names them, as it stands now; each by a transaction. Twice is once."""

    def name(agent_id: str) -> None:
        plan = read_plan(desk, due.plan_key)
        agent = people.read_agents(desk, [agent_id]).get(agent_id)
        if agent is None or (agent_id in plan.agent_ids) == (due.plan_key in agent.named_in):
            return
        tx = Transaction(desk)
        store.check_as_read(tx, plan)
        people.name_in_plan(tx, agent, due.plan_key, named=agent_id in plan.agent_ids)
        tx.commit_and_tell()

    for agent_id in due.agent_ids:
        races.again(desk, partial(name, agent_id), (store.PlanMoved, people.AgentMoved))


def spread_scope(desk: Desk, due: SpreadScope | ScopeChanged) -> None:
    """The plans that name the group have what it receives now; a page of all plans, and work for the next one.

    Two reads and a write for each plan that names it. Twice is once; of two at once the later one reads later.
    """
    group_id, after = due.group_id, due.after if isinstance(due, SpreadScope) else None
    page, more = store.some_plans(desk, after, PLANS_TOGETHER)
    if more:
        tx = Transaction(desk)
        work.put(tx, SpreadScope(group_id, page[-1].plan_id))
        tx.commit()
    for key in (each.key for each in page if group_id in each.group_ids):
        races.again(desk, partial(bring_scopes, desk, key), store.PlanMoved)


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: plans that a version before wrote are brought up, page by page."""
    work.put(tx, BringUp(), at=at)


def bring_up(desk: Desk, due: BringUp | None = None) -> None:
    """Plans that a version before wrote have what their groups receive, and agents know which of them name them.

    A page of all plans, and a piece of work for the next one. Twice is once.
    """
    page, more = store.some_plans(desk, due.after if due is not None else None, PLANS_TOGETHER)
    if more:
        tx = Transaction(desk)
        work.put(tx, BringUp(page[-1].plan_id))
        tx.commit()
    tx = Transaction(desk)
    people.use_pools(tx, frozenset().union(*map(uses, page)))
    tx.commit_and_tell()
    for plan in page:
        if plan.scopes is None:
            name_agents(desk, NameAgents(plan.key, plan.agent_ids))
            races.again(desk, partial(bring_scopes, desk, plan.key), store.PlanMoved)


def bring_scopes(desk: Desk, plan_key: str) -> None:
    """The plan has what its groups receive, as they stand now. Lost: ``PlanMoved``."""
    before = store.plan(desk, plan_key)
    after = _scoped(desk, before) if before is not None else None
    if before is None or after is None or after.scopes == before.scopes:
        return
    tx = Transaction(desk)
    store.put_scopes(tx, before, after.scopes or ())
    _tell_receivers(tx, before, after)
    tx.commit_and_tell()


def _refuse_others(desk: Desk, agent: Agent | None, plan: Plan) -> None:
    if agent is not None:
        people.allowed(desk, agent, MANAGE, thing(plan), "its visitors come for others")


def _shown(plan: Plan, name: str) -> Any:
    """A field as the API shows it."""
    hours = {"hours": said_of(plan.hours) if plan.hours else None}
    return races.value_of({**msgspec.structs.asdict(plan), **hours}, name)


def _changed(desk: Desk, plan: Plan, changes: Mapping[str, object]) -> Plan:
    """The plan with the changes; what is left out stays, also within its parts."""
    said = said_in_changes(changes)
    checks: races.Checks = {
        "name": lambda value: checked("name", value, longest=80),
        "time_zone": checked_zone,
        "allocation": checked_allocation,
        "allowed_origins": checked_origins,
        "languages": checked_languages,
        "look": lambda value: checked_look(replace(plan.look, **value)),
        "texts": lambda value: checked_texts(merged(plan.texts, value)),
        "hours": lambda value: None if value is None else checked_hours(value, plan.hours),
        "offline": lambda value: _offline(desk, value, str(said.get("time_zone") or plan.time_zone), plan.offline),
        "auto_replies": checked_replies,
        "survey": lambda value: checked_survey(value, plan.survey),
        "limits": lambda value: checked_limits(value, plan.limits),
        "watch": lambda value: checked_watch(value, plan.watch),
        "group_ids": lambda value: checked_ids("group_ids", value, people.directory(desk).groups),
        "agent_ids": lambda value: checked_ids("agent_ids", value, people.directory(desk).agents),
    }
    after = replace(plan, **races.checked_fields(said, checks))
    people.refuse_more_pools(desk, set(after.agent_ids) - set(plan.agent_ids), "agent_ids")
    refuse_too_many(plan, after)
    return after


def _offline(desk: Desk, values: Mapping[str, Any], zone: str, before: OfflineRules) -> OfflineRules:
    """One read where recipients are said: none of them may be the desk itself."""
    return checked_offline(values, zone, before, store.own_addresses(desk) if "recipients" in values else ())


def know_own_addresses(tx: Transaction, addresses: Iterable[str]) -> None:
    """Add to the transaction: the desk writes letters from these from now on."""
    store.put_own_addresses(tx, [each for each in addresses if each])


def _refuse_receivers(desk: Desk, giver: Agent | None, before: Receivers, after: Receivers) -> None:
    """Whoever begins to receive, or no longer does, must be in reach. Raises ``Forbidden``."""
    if giver is None or giver.reaches_all:
        return
    groups, agents = set(before.group_ids) ^ set(after.group_ids), set(before.agent_ids) ^ set(after.agent_ids)
    if not groups and not agents and before.nobody == after.nobody:
        return
    changed = Thing(receivers=Receivers(tuple(groups), tuple(agents)))
    if after.everybody or after.nobody or tie_of(giver, DECIDE, changed, people.Surroundings(desk, giver)) is None:
        raise BeyondYourRights("only people whom you reach can be given its visitors, or relieved of them")
