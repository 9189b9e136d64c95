"""Which pools receive a plan's visitors (B4). Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.people.model.attributes import Value
from chalicelib.people.model.channels import WEB, Asker, is_received, plain_page
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.plans.model.plan import Plan

MOST_POOLS = 45  # a conversation that moves in all their queues must fit a transaction, out of each and into each


class ReceiversChanged(msgspec.Struct, frozen=True):
    """Others receive the plan's visitors now, or in another way; ``pools``: all those of before and of now."""

    plan_key: str
    pools: tuple[str, ...]


class Came(msgspec.Struct, frozen=True):
    """As what, and from where, a visitor comes to a plan: their level, the page's address (None: not known), the
    source."""

    level: str = "normal"
    page: str | None = None
    source: str = WEB


def pools_for(plan: Plan, asker: Asker) -> tuple[str, ...]:
    """The pools that receive this visitor; none: nobody ever does."""
    if plan.reaches_nobody:
        return ()
    if not plan.group_ids and not plan.agent_ids:
        return (EVERYBODY,)
    scopes = (each for each in plan.scopes or () if is_received(each, asker))
    return (*(each.group_id for each in scopes), *_named(plan))


def all_pools(plan: Plan) -> tuple[str, ...]:
    """The pools that receive any of the plan's visitors, also those whom a first choice leads to."""
    usual = (*plan.receiving_ids, *_named(plan)) or (EVERYBODY,)
    return tuple(dict.fromkeys((*usual, *plan.prechat.group_ids)))


def chosen_group(plan: Plan, choice_id: str | None) -> str | None:
    """The group that receives whoever made this first choice; None: whoever receives the plan's other visitors."""
    choice = plan.prechat.choice(choice_id) if not plan.reaches_nobody else None
    return choice.group_id if choice is not None else None


def asked_of(plan: Plan, proved: Mapping[str, Value]) -> dict[str, Value] | None:
    """What was proved of a visitor as far as the plan's groups ask for it; None: nothing."""
    names = {asked.name for scope in plan.scopes or () for asked in scope.attributes}
    return {name: proved[name] for name in sorted(names) if name in proved} or None


def asked_pools(plan: Plan, came: Came | None) -> tuple[str, ...]:
    """The pools that receive somebody who ``came`` like this, as a start from there finds them; None: any visitor. What
    is proved of them is not known before they start: a group that asks for it may be theirs."""
    if came is None:
        return all_pools(plan)
    page = plain_page(came.page, plan.limits.keep_parameters)
    usual = pools_for(plan, Asker(came.level, page, came.source, proved=None))
    return tuple(dict.fromkeys((*usual, *plan.prechat.group_ids))) if plan.prechat.asks else usual


def refuse_too_many(before: Plan, after: Plan) -> None:
    """Raises ``Invalid`` for more pools than a conversation can move among; who had more keeps them."""
    most = [{*each.group_ids, *_named(each), *each.prechat.group_ids} for each in (before, after)]
    if len(most[1]) > MOST_POOLS and most[1] != most[0]:
        raise Invalid.field("group_ids", f"at most {MOST_POOLS} groups, and one less where agents are named too")


def receivers_changed(before: Plan, after: Plan) -> bool:
    """Whether those who wait must be looked at again."""

    def receiving(plan: Plan) -> tuple[object, ...]:
        chosen = tuple((each.choice_id, each.group_id) for each in plan.prechat.choices)
        return plan.group_ids, plan.agent_ids, plan.allocation, plan.scopes, plan.reaches_nobody, chosen

    return receiving(before) != receiving(after)


def _named(plan: Plan) -> tuple[str, ...]:
    return (of_plan(plan.key),) if plan.agent_ids else ()
