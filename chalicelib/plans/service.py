"""What administrators and widgets do with plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, events, limits, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import BUSY, ONLINE, Agent, checked_zone, shown_status
from chalicelib.people.model.reach import DECIDE, MANAGE, NOBODY, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans import store
from chalicelib.plans.model.changes import difference
from chalicelib.plans.model.hours.week import checked_hours, said_of
from chalicelib.plans.model.limits import checked_limits
from chalicelib.plans.model.plan import (
    ALLOCATIONS,
    KeyTaken,
    KeywordsAdded,
    OfflineRules,
    Opening,
    Plan,
    UnknownPlan,
    check_origin,
    checked_key,
    checked_languages,
    checked_look,
    checked_offline,
    checked_origins,
    opening,
)
from chalicelib.plans.model.replies import checked_replies
from chalicelib.plans.model.survey import checked_survey
from chalicelib.plans.model.texts import checked_texts

# how deep the pieces of a plan are that are changed one by one: a language's title, but the week as a whole
PARTS = {"look": 1, "texts": 2, "hours": 1, "offline": 1, "survey": 1, "limits": 1}


def read_plan(desk: Desk, key: str, origin: str | None = None) -> Plan:
    """The plan of a widget on a page of this origin. Raises ``NotFound``, ``OriginNotAllowed``. One read."""
    plan = store.plan(desk, key) if 0 < len(key) <= 40 else None
    if plan is None:
        raise UnknownPlan("no such plan")
    check_origin(plan, origin)
    return plan


def appearance(desk: Desk, key: str, origin: str | None) -> tuple[Plan, Opening, bool]:
    """What a widget shows before anything is said: the plan, whether it is open, and whether somebody is there.

    One read, one more while it is open. Raises ``NotFound``, ``OriginNotAllowed``.
    """
    plan, now = read_plan(desk, key, origin), desk.now()
    state = opening(plan, now)
    return plan, state, state.open and somebody_there(desk, plan)


def somebody_there(desk: Desk, plan: Plan) -> bool:
    """Whether anybody who receives the plan's visitors is online or busy now; one read."""
    now = desk.now()
    members = people.roster(desk).members(plan.group_ids, agent_ids=plan.agent_ids)
    return any(shown_status(each, now) in (ONLINE, BUSY) and not each.hidden for each in members)


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
    plan = _changed(desk, blank, changes)
    _refuse_receivers(desk, giver, NOBODY, plan.receivers)
    tx = Transaction(desk)
    mark(tx, once, {"key": plan.key})
    audit.note(tx, by, "create_plan", plan.key, after=difference(blank, plan)[1])
    store.put(tx, plan, before=None)
    try:
        tx.commit()
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
        after = _changed(desk, before, changes)
        _refuse_receivers(desk, giver, before.receivers, after.receivers)
        return after

    def save(before: Plan, after: Plan) -> None:
        tx = Transaction(desk)
        was, became = difference(before, after)
        audit.note(tx, by, "update_plan", after.key, before=was, after=became)
        store.put(tx, after, before=before)
        if after.auto_replies and not before.auto_replies:
            events.publish(tx, KeywordsAdded(after.key))
        tx.commit_and_tell()

    names = races.names_in(_told(changes), PARTS)
    return races.change(desk, find_plan(desk, name, giver), names, changed, save, read=_shown)


def _refuse_others(desk: Desk, agent: Agent | None, plan: Plan) -> None:
    if agent is not None:
        people.allowed(desk, agent, MANAGE, thing(plan), "its visitors come for others")


def _shown(plan: Plan, name: str) -> Any:
    """A field as the API shows it."""
    hours = {"hours": said_of(plan.hours) if plan.hours else None}
    return races.value_of({**msgspec.structs.asdict(plan), **hours}, name)


def _told(changes: Mapping[str, object]) -> dict[str, Any]:
    """What is changed: of the week, null says that there is none."""
    return {name: value for name, value in changes.items() if value is not None or name == "hours"}


def _changed(desk: Desk, plan: Plan, changes: Mapping[str, object]) -> Plan:
    """The plan with the changes; what is left out stays, also within its parts."""
    said = _told(changes)
    checks: dict[str, Callable[[Any], Any]] = {
        "name": lambda value: checked("name", value, longest=80),
        "time_zone": checked_zone,
        "allocation": _allocation,
        "allowed_origins": checked_origins,
        "languages": checked_languages,
        "look": lambda value: checked_look(replace(plan.look, **value)),
        "texts": lambda value: checked_texts(_merged(plan.texts, value)),
        "hours": lambda value: None if value is None else checked_hours(value, plan.hours),
        "offline": lambda value: _offline(desk, value, str(said.get("time_zone") or plan.time_zone), plan.offline),
        "auto_replies": checked_replies,
        "survey": lambda value: checked_survey(value, plan.survey),
        "limits": lambda value: checked_limits(value, plan.limits),
        "group_ids": lambda value: _known("group_ids", value, people.roster(desk).groups),
        "agent_ids": lambda value: _known("agent_ids", value, people.roster(desk).agents),
    }
    checked_values: dict[str, Any] = {
        name: checks[name](value) if name in checks else value for name, value in said.items()
    }
    return replace(plan, **checked_values)


def _merged(before: Mapping[str, Mapping[str, str]], values: Mapping[str, Mapping[str, str]]) -> Any:
    """The texts that are said over those the plan has."""
    return {language: {**before.get(language, {}), **values.get(language, {})} for language in {*before, *values}}


def _allocation(value: str) -> str:
    if value not in ALLOCATIONS:
        raise Invalid.field("allocation", f"one of {', '.join(ALLOCATIONS)}")
    return value


def _offline(desk: Desk, values: Mapping[str, Any], zone: str, before: OfflineRules) -> OfflineRules:
    """One read where recipients are said: none of them may be the desk itself."""
    return checked_offline(values, zone, before, store.own_addresses(desk) if "recipients" in values else ())


def know_own_addresses(tx: Transaction, addresses: Iterable[str]) -> None:
    """Add to the transaction: the desk writes letters from these from now on."""
    store.put_own_addresses(tx, [each for each in addresses if each])


def _known(field: str, ids: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    there = set(known)
    wrong = WrongFields()
    for each in ids:
        if each not in there:
            wrong.add(field, f"there is no such one: {each[:60]}")
    wrong.refuse()
    return tuple(dict.fromkeys(ids))


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
