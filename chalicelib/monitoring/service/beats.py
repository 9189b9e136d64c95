"""A page says that somebody looks at it, and is answered what they are invited to (A7)."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import limits, races
from chalicelib.core.desk import Desk
from chalicelib.core.limits import Limit
from chalicelib.core.tables import read_both
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import (
    PACE,
    Beat,
    Invitation,
    Live,
    arrived,
    beaten,
    by_rule,
    comes_anew,
    noted_as_shown,
    rules_to_ask,
)
from chalicelib.people import service as people
from chalicelib.people.model.channels import Asker
from chalicelib.plans import service as plans
from chalicelib.plans.model.monitoring import Seen, invites, words_of
from chalicelib.plans.model.plan import Plan, opening, spoken_language
from chalicelib.plans.model.receiving import pools_for
from chalicelib.visitors import service as visitors

LOOKS = Limit("live_visit", most=2_000, within=timedelta(hours=1))


class Beaten(msgspec.Struct, frozen=True):
    """``pace``: until the next beat; None: nobody is to be seen here. ``offer``: what the visitor is invited to."""

    pace: timedelta | None
    offer: Invitation | None = None


class From(msgspec.Struct, frozen=True):
    """What a request tells by itself: the website, the source address, the device."""

    origin: str | None
    address: str | None
    device: str


def beat(desk: Desk, caller: visitors.Caller, plan_key: str, page: Beat, came: From) -> Beaten:
    """Somebody looks at a page of the plan's website: they are seen there, and may be invited.

    Two requests: a read of both the plan and what is known of them, and a write. A visit begins with two more, which
    read the visitor and count the source address. Where a rule may mean them, one to read the visitor, and a query for
    each of their pools until somebody is free.
    Raises ``UnknownPlan``, ``OriginNotAllowed``, ``Unauthorized``, ``LimitReached``.
    """
    visitors.same_plan(caller, plan_key)
    there, known = read_both(desk.database, plans.wanted(plan_key), store.wanted(caller.visitor_id))
    plan = plans.as_read(desk, there, came.origin)
    if not plan.monitoring.active:
        return Beaten(None)
    begins = comes_anew(known, desk.now())
    visitor = visitors.read(desk, caller) if begins else None
    network = plans.came_from(desk, came.address) if begins else None
    if network is not None:
        limits.spend_now(desk, LOOKS, "address", f"{plan.key}#{network}", most=plan.limits.visits_by_address)

    def see(before: Live | None) -> Live:
        now = desk.now()
        live = before
        if live is None or (visitor is not None and comes_anew(live, now)):
            one = visitor or visitors.read(desk, caller)
            live = arrived(before, caller.visitor_id, plan.key, now, visits=one.visits, name=one.name)
        after = beaten(live, page, came.device, now, plan.limits.keep_parameters)
        shown = noted_as_shown(after, page.shown, now)
        after = shown[0] if shown is not None else _offered_by_rule(desk, plan, caller, after)
        tx = Transaction(desk)
        store.put(tx, before, after)
        if begins:
            plans.spend_share(tx, LOOKS, plan, network, caller.visitor_id, most=plan.limits.visits_by_plan)
        if shown is not None:
            store.put_fact(tx, *shown, was_shown=False)
        tx.commit()
        return after

    after = races.follow(desk, known, see, store.LiveMoved)
    return Beaten(PACE, after.pending(desk.now()))


def _offered_by_rule(desk: Desk, plan: Plan, caller: visitors.Caller, live: Live) -> Live:
    """The visitor with what the first rule that means them offers; or as they are."""
    now = desk.now()
    rules = rules_to_ask(live, plan.monitoring, now)
    if not rules or not opening(plan, now).open:
        return live
    visitor = visitors.read(desk, caller)
    seen = Seen(live.page, live.visits, visitor.level, now, plan.time_zone, visitor.proved)
    rule = next((each for each in rules if invites(each, seen)), None)
    if rule is None or visitor.open_conversation_id is not None:
        return live
    pools = pools_for(plan, Asker(visitor.level, live.page, proved=visitor.proved))
    if rule.when_free and not people.somebody_free(desk, pools, plan.allocation):
        return live
    words = words_of(rule, spoken_language(plan, caller.locale))
    return replace(live, invitation=by_rule(live, rule, desk.new_id("inv"), words, now))
