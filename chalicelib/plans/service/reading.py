"""Plans as widgets and other rooms ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import events, limits
from chalicelib.core.desk import Desk
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import store
from chalicelib.plans.model.helping import HelpOffered, NoticesOffered
from chalicelib.plans.model.plan import Opening, Plan, UnknownPlan, check_origin, is_website, opening
from chalicelib.plans.model.receiving import Came, asked_pools


def read_plan(desk: Desk, key: str, origin: str | None = None) -> Plan:
    """The plan of a widget on a page of this origin. Raises ``NotFound``, ``OriginNotAllowed``. One read.

    One more where a version before wrote it, which kept nothing of its groups with it.
    """
    return as_read(desk, store.plan(desk, key) if 0 < len(key) <= 40 else None, origin)


def as_read(desk: Desk, plan: Plan | None, origin: str | None) -> Plan:
    """What was read, as ``read_plan`` gives it and refuses it."""
    if plan is None:
        raise UnknownPlan("no such plan")
    check_origin(plan, origin)
    return plan if plan.scopes is not None else scoped(desk, plan)


def scoped(desk: Desk, plan: Plan) -> Plan:
    """The plan with what its groups receive now; one request, if it has any."""
    alone = not plan.agent_ids
    return replace(plan, scopes=people.scopes_of(desk, plan.group_ids, alone=alone) if plan.group_ids else ())


def appearance(desk: Desk, key: str, origin: str | None, came: Came | None = None) -> tuple[Plan, Opening, bool]:
    """What a widget shows before anything is said: the plan, whether it is open, and whether somebody is there for a
    visitor who ``came`` like this, or (None) for any.

    One read, and while it is open a query a pool, until somebody is there; one write in a plan's life, when a website
    first shows it. Raises ``NotFound``, ``OriginNotAllowed``.
    """
    plan, now = read_plan(desk, key, origin), desk.now()
    if plan.archived:
        raise UnknownPlan("the plan is archived")
    if plan.seen_at is None and origin is not None and is_website(origin):
        _note_seen(desk, plan, origin)
    state, pools = opening(plan, now), asked_pools(plan, came)
    return plan, state, state.open and people.somebody_there(desk, pools, plan.allocation)


def offers_help(desk: Desk, plan: Plan) -> bool:
    """Whether the widget shows articles: the plan says so, and its visitors have any; no request of its own room."""
    return plan.limits.help and bool(events.ask(desk, HelpOffered(plan.key)))


def offers_notices(desk: Desk, plan: Plan) -> bool:
    """Whether the widget looks for notices: its visitors may subscribe to something; no request of its own room."""
    return bool(events.ask(desk, NoticesOffered(plan.key)))


def _note_seen(desk: Desk, plan: Plan, origin: str) -> None:
    """Keep with the plan that its widget stands on a website now.

    Who changes the plan in the same moment may write over it; then the next page that is looked at notes it.
    """
    tx = Transaction(desk)
    store.put_seen(tx, plan.key, desk.now(), origin)
    with suppress(store.SeenBefore):
        tx.commit()


def some_plans(desk: Desk, after: str | None, limit: int | None = None) -> tuple[Sequence[Plan], bool]:
    """The plans after this ``plan_id``, oldest first, so many or as many as one query reads; and whether there are
    more."""
    return store.some_plans(desk, after, limit)


def came_from(desk: Desk, address: str | None) -> str | None:
    """What stands for the network of a source address in counters; None: no caller from outside."""
    return limits.pseudonym(desk, limits.network_of(address)) if address is not None else None


def spend_share(tx: Transaction, limit: Limit, plan: Plan, network: str | None, own: str, *, most: int) -> None:
    """Count one for the whole plan with the transaction; a network fills only its share. Lost: ``LimitReached``."""
    if network is not None:
        subject, share = limits.spread(limit, plan.key, network, own, most=most)
        limits.spend(tx, limit, "plan", subject, most=share)


def first_made_at(desk: Desk) -> datetime:
    """When the first of all plans was made, before which nothing was asked of anybody; one query."""
    return min((each.created_at for each in store.list_plans(desk)), default=desk.now())
