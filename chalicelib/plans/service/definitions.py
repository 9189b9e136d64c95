"""Plans as administrators keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, events, outbound, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NOBODY
from chalicelib.people.model.zones import checked_zone
from chalicelib.plans import store
from chalicelib.plans.model.changes import difference, said_in_changes
from chalicelib.plans.model.consents import first_of_copy
from chalicelib.plans.model.hours.week import HoursChanged, HoursSet, checked_hours, said_of
from chalicelib.plans.model.limits import checked_limits
from chalicelib.plans.model.look import NO_PICTURES, checked_look
from chalicelib.plans.model.monitoring import checked_monitoring
from chalicelib.plans.model.plan import (
    KeyTaken,
    KeywordsAdded,
    OfflineRules,
    Opening,
    Plan,
    checked_allocation,
    checked_ids,
    checked_key,
    checked_languages,
    checked_offline,
    checked_origins,
    opening,
)
from chalicelib.plans.model.prechat import checked_prechat
from chalicelib.plans.model.receiving import refuse_too_many
from chalicelib.plans.model.replies import checked_replies
from chalicelib.plans.model.shop import Shop, checked_shop
from chalicelib.plans.model.survey import checked_survey
from chalicelib.plans.model.texts import checked_texts, merged
from chalicelib.plans.model.watch import checked_watch
from chalicelib.plans.service import consents, pictures
from chalicelib.plans.service.reach import find_plan, refuse_chosen, refuse_others, refuse_receivers
from chalicelib.plans.service.reading import read_plan, scoped
from chalicelib.plans.service.receivers import name_later, tell_receivers, uses

# how deep the pieces of a plan are that are changed one by one: a language's title, but the week as a whole
PARTS = {"look": 1, "texts": 2, "hours": 1, "offline": 1, "survey": 1, "limits": 1, "watch": 1}
PARTS |= {"monitoring": 1, "prechat": 1, "shop": 1, "suggests": 1}


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
    plan = scoped(desk, _changed(desk, blank, changes))
    _refuse_others(desk, giver, plan)

    def also(tx: Transaction) -> None:
        audit.note(tx, by, "create_plan", plan.key, after=difference(blank, plan)[1])
        consents.keep(tx, None, plan, by)

    return _stored(desk, plan, also, once)


def copy_plan(
    desk: Desk,
    name: str,
    key: str,
    title: str,
    once: Once | None = None,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Plan:
    """A new plan with this key and title, and all else as the plan has it; it has been seen nowhere yet, and nobody is
    vouched for by its keys.

    Nothing of its pictures is copied for a request that came before, or a key that another plan has: with pictures that
    is two reads more. Raises ``NotFound``, ``NotYours``, ``Invalid``, ``KeyTaken``, ``Forbidden`` for receivers whom
    ``giver`` does not reach.
    """
    before = find_plan(desk, name, giver)
    copied = replace(
        before,
        plan_id=desk.new_id("pln"),
        key=checked_key(key),
        name=checked("name", title, longest=80),
        created_at=desk.now(),
        version=1,
        scoped=0,
        seen_at=None,
        seen_origin=None,
        archived=False,
        holding=None,
        prechat=first_of_copy(before.prechat),
    )
    people.refuse_more_pools(desk, set(copied.agent_ids), "agent_ids")
    _refuse_others(desk, giver, copied)
    if before.pictures != NO_PICTURES:
        made = recall(desk, once, desk.now().timestamp())
        if made is not None:
            return read_plan(desk, made["key"])
        _refuse_taken(store.plan(desk, copied.key))
    dressed, uploads = pictures.copied(desk, scoped(desk, copied))

    def also(tx: Transaction) -> None:
        audit.note(tx, by, "copy_plan", dressed.key, after={"copy_of": before.key, "name": dressed.name})
        consents.keep(tx, None, dressed, by)
        for each in uploads:
            files.attach(tx, each)

    return _stored(desk, dressed, also, once)


def _refuse_others(desk: Desk, giver: Agent | None, plan: Plan) -> None:
    """Raises ``Forbidden`` for a new plan that is received by others."""
    refuse_receivers(desk, giver, NOBODY, plan.receivers)
    refuse_chosen(desk, giver, (), plan.prechat.group_ids)


def _stored(desk: Desk, plan: Plan, also: Callable[[Transaction], None], once: Once | None) -> Plan:
    """A new plan, stored; or the one that this request made before."""
    tx = Transaction(desk)
    mark(tx, once, {"key": plan.key})
    also(tx)
    people.use_pools(tx, uses(plan))
    name_later(tx, plan.key, (), plan.agent_ids)
    store.put(tx, plan, before=None)
    if plan.hours is not None:
        events.publish(tx, HoursSet(plan.key))
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return read_plan(desk, done.answer["key"])
    except store.KeyTaken as taken:
        raise _taken(taken.plan_id) from None
    return plan


def _refuse_taken(other: Plan | None) -> None:
    if other is not None:
        raise _taken(other.plan_id)


def _taken(plan_id: str | None) -> KeyTaken:
    return KeyTaken("another plan has this key", extra={"plan_id": plan_id})


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
        races.refuse_older(version, before)
        refuse_others(desk, giver, before)
        after = scoped(desk, _changed(desk, before, changes))
        refuse_receivers(desk, giver, before.receivers, after.receivers)
        refuse_chosen(desk, giver, before.prechat.group_ids, after.prechat.group_ids)
        return after

    def save(before: Plan, after: Plan) -> None:
        tx = Transaction(desk)
        was, became = difference(before, after)
        audit.note(tx, by, "update_plan", after.key, before=was, after=became)
        if uses(after) != uses(before):
            people.use_pools(tx, uses(after))
        store.put(tx, after, before=before)
        consents.keep(tx, before, after, by)
        if after.auto_replies and not before.auto_replies:
            events.publish(tx, KeywordsAdded(after.key))
        if (after.hours, after.time_zone) != (before.hours, before.time_zone):
            former = said_of(before.hours) if before.hours is not None else None
            events.publish(tx, HoursChanged(after.key, desk.now(), former, before.time_zone))
        name_later(tx, after.key, before.agent_ids, after.agent_ids)
        tell_receivers(tx, before, after)
        tx.commit_and_tell()

    names = races.names_in(said_in_changes(changes), PARTS)
    return races.change(desk, find_plan(desk, name, giver), names, changed, save, read=_shown)


def previewed(desk: Desk, name: str, changes: Mapping[str, object], giver: Agent | None = None) -> tuple[Plan, Opening]:
    """The plan as it would be with these changes, and whether it would be open now; nothing is stored.

    Raises ``NotFound``, ``NotYours``, ``Invalid``.
    """
    plan = _changed(desk, find_plan(desk, name, giver), changes)
    return plan, opening(plan, desk.now())


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
        "monitoring": lambda value: checked_monitoring(value, plan.monitoring),
        "suggests": lambda value: replace(plan.suggests, **value),
        "prechat": lambda value: checked_prechat(value, _groups(desk, plan.prechat.group_ids), plan.prechat),
        "group_ids": lambda value: checked_ids("group_ids", value, _groups(desk, plan.group_ids)),
        "shop": lambda value: _shop(desk, value, plan.shop),
        "agent_ids": lambda value: checked_ids("agent_ids", value, people.directory(desk).agents),
    }
    after = replace(plan, **races.checked_fields(said, checks))
    people.refuse_more_pools(desk, set(after.agent_ids) - set(plan.agent_ids), "agent_ids")
    refuse_too_many(plan, after)
    return after


def _groups(desk: Desk, before: Sequence[str]) -> tuple[str, ...]:
    """The groups that may be chosen: those that are not archived, and whichever was chosen before."""
    return tuple(
        each.group_id for each in people.directory(desk).groups.values() if not each.archived or each.group_id in before
    )


def _offline(desk: Desk, values: Mapping[str, Any], zone: str, before: OfflineRules) -> OfflineRules:
    """One read where recipients are said: none of them may be the desk itself."""
    return checked_offline(values, zone, before, store.own_addresses(desk) if "recipients" in values else ())


def _shop(desk: Desk, values: Mapping[str, Any], before: Shop) -> Shop:
    """Only a desk on one machine may ask that machine, as the demo does."""
    if "url" not in values:
        return checked_shop(values, before)
    url = outbound.checked_address("shop.url", values["url"], anywhere=desk.settings.is_local)
    return checked_shop({**values, "url": url}, before)


def know_own_addresses(tx: Transaction, addresses: Iterable[str]) -> None:
    """Add to the transaction: the desk writes letters from these from now on."""
    store.put_own_addresses(tx, [each for each in addresses if each])
