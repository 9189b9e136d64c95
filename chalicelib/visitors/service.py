"""Registering and recognising visitors."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import limits, tokens
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, OriginNotAllowed, Unauthorized, existing
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.limits import Limit
from chalicelib.core.text import is_visible
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import LEVELS
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import store
from chalicelib.visitors.model import EditVisitor, RegisterVisitor, Visitor
from chalicelib.visitors.store import AskedLately as AskedLately
from chalicelib.visitors.store import NotOpen as NotOpen
from chalicelib.visitors.store import VisitorBusy as VisitorBusy
from chalicelib.visitors.store import VisitorMoved as VisitorMoved
from chalicelib.visitors.store import blocked as blocked
from chalicelib.visitors.store import claim_follow_up as claim_follow_up
from chalicelib.visitors.store import claim_open as claim_open
from chalicelib.visitors.store import claim_survey as claim_survey
from chalicelib.visitors.store import edit as edit
from chalicelib.visitors.store import reachable_at as reachable_at
from chalicelib.visitors.store import release_open as release_open
from chalicelib.visitors.store import set_block as set_block
from chalicelib.visitors.store import wanted as wanted
from chalicelib.visitors.store import without_contact as without_contact

VISITOR = "visitor"
VISITS = Limit("visit", most=2_000, within=timedelta(hours=1))


class Caller(msgspec.Struct, frozen=True):
    """Who a visitor's token says they are: one identity of one plan (law 8). Reading it needs no request.

    ``website``: the origin it was issued to, where the plan lists origins ("": to no page of a website); None: any.
    """

    visitor_id: str
    plan_key: str
    locale: str
    website: str | None = None

    def refuse_elsewhere(self, origin: str | None) -> None:
        """Raises ``OriginNotAllowed`` on another website's page; without an Origin header it is no browser on one."""
        if origin and self.website is not None and origin.lower() != self.website:
            raise OriginNotAllowed("this token is for another website")


def recognised(desk: Desk, token: str | None) -> Caller:
    """The visitor behind a token. Raises ``Unauthorized`` for none, or one that is not ours."""
    if token is None:
        raise Unauthorized("register first")
    claims = tokens.read(desk, VISITOR, token)
    return Caller(str(claims.get("sub")), str(claims.get("plan")), str(claims.get("loc")), claims.get("org"))


def same_plan(caller: Caller, plan_key: str) -> None:
    """Raises ``Unauthorized`` when the token was made for another plan."""
    if caller.plan_key != plan_key:
        raise Unauthorized("this token is for another plan")


def perhaps(desk: Desk, token: str | None) -> Caller | None:
    """The same where a token may be missing, or from another website; one that is wrong is still refused."""
    return replace(recognised(desk, token), website=None) if token is not None else None


def register(
    desk: Desk,
    caller: Caller | None,
    plan_key: str,
    origin: str | None,
    arrival: RegisterVisitor,
    address: str | None = None,
) -> tuple[Visitor, str, bool]:
    """Somebody came to the plan's website (A5): the visitor, a fresh token, and whether they were here before.

    One read of the plan and one write for somebody new, else a read more. Where the plan lists origins, the token is
    bound to this one: no other route need read the plan to refuse the rest. ``address``: the source address; a visit
    counts for it, by a write of its own, and for the plan, in the same transaction.
    Raises ``NotFound``, ``OriginNotAllowed``, ``LimitReached``, ``Unauthorized`` for a token of another plan or of
    somebody who is gone.
    """
    plan = plans.read_plan(desk, plan_key, origin)
    if caller is not None:
        same_plan(caller, plan_key)  # before anything is counted
    network = plans.came_from(desk, address)
    if network is not None:
        limits.spend_now(desk, VISITS, "address", f"{plan.key}#{network}", most=plan.limits.visits_by_address)
    before = read(desk, caller.visitor_id) if caller is not None else None
    page, referrer = (plain_page(each, plan.limits.keep_parameters) for each in (arrival.page, arrival.referrer))
    seen = _seen(desk, plan, before, replace(arrival, page=page, referrer=referrer))
    tx = Transaction(desk)
    plans.spend_share(tx, VISITS, plan, network, seen.visitor_id, most=plan.limits.visits_by_plan)
    if before is None:
        store.put_new(tx, seen)
        tx.commit()
    else:
        store.count_visit(tx, seen)
        try:
            tx.commit()
        except Lost:
            raise Unauthorized("this visitor is not known any more") from None
    website = (origin or "").lower() if plan.allowed_origins else None
    return seen, _token(desk, seen, website), before is not None


def _seen(desk: Desk, plan: Plan, before: Visitor | None, arrival: RegisterVisitor) -> Visitor:
    """Somebody new, or who they were with one visit more; they are spoken to in a language of the plan."""
    now = desk.now()
    if before is None:
        return Visitor(
            visitor_id=desk.new_id("vis"),
            plan_key=plan.key,
            visits=1,
            first_seen_at=now,
            last_seen_at=now,
            locale=nearest_locale(arrival.locale, plan.languages),
            page=arrival.page,
            referrer=arrival.referrer,
        )
    return replace(
        before,
        last_seen_at=now,
        locale=nearest_locale(arrival.locale or before.locale, plan.languages),
        page=arrival.page if arrival.page is not None else before.page,
        referrer=arrival.referrer if arrival.referrer is not None else before.referrer,
        visits=before.visits + 1,
    )


def _token(desk: Desk, visitor: Visitor, website: str | None) -> str:
    claims = {"sub": visitor.visitor_id, "plan": visitor.plan_key, "loc": visitor.locale}
    if website is not None:
        claims["org"] = website
    return tokens.issue(desk, VISITOR, claims, life=desk.settings.visitor_life)


def read(desk: Desk, visitor_id: str) -> Visitor:
    """One visitor. Raises ``Unauthorized``: the token is good, but whoever it named is gone."""
    return as_read(store.visitor(desk, visitor_id))


def as_read(visitor: Visitor | None) -> Visitor:
    """What was read (``wanted``), as ``read`` gives it and refuses it."""
    if visitor is None:
        raise Unauthorized("this visitor is not known any more")
    return visitor


def edited(visitor: Visitor, form: EditVisitor) -> Visitor:
    """The visitor with what an agent found out: a name, a level, checked addresses (A5, B9). Raises ``Invalid``.

    What is None stays; an empty address is taken away.
    """
    if form.level is not None and form.level not in LEVELS:
        raise Invalid.field("level", f"one of {', '.join(LEVELS)}")
    if form.name is not None and not (1 <= len(form.name.strip()) <= 80 and is_visible(form.name)):
        raise Invalid.field("name", "1 to 80 characters, one of them visible")
    return replace(
        visitor,
        name=form.name.strip() if form.name else visitor.name,
        level=form.level or visitor.level,
        email=visitor.email if form.email is None else form.email or None,
        mobile=visitor.mobile if form.mobile is None else form.mobile or None,
    )


def card(desk: Desk, visitor_id: str) -> Visitor:
    """What an agent sees of a visitor. Raises ``NotFound``."""
    return existing(store.visitor(desk, visitor_id), "no such visitor")
