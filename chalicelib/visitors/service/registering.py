"""Registering and recognising visitors."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import limits, tokens
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost, OriginNotAllowed, Unauthorized
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.identity import RegisterVisitor, known_by
from chalicelib.visitors.model.visitor import (
    NOTHING_REVOKED,
    Learned,
    Revoked,
    Spoken,
    Visit,
    Visitor,
    Vouched,
    device_of,
)
from chalicelib.visitors.store import records
from chalicelib.visitors.store import visitors as store

VISITOR = "visitor"
LONGEST_IN_TOKEN = 300  # characters of an address
MOST_CARRIED = 1_500  # bytes of attributes: with all headers a request may have ten thousand
VISITS = Limit("visit", most=2_000, within=timedelta(hours=1))


class Newcomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the token of somebody who has said nothing yet says of them, since nothing else does: when they came first,
    how often, and where from, and what their website vouched for; in seconds since 1970, in short names, as it comes
    with every request."""

    at: int
    n: int = 1
    pg: str | None = None
    rf: str | None = None
    dv: str | None = None
    vch: Vouched | None = None


class Caller(msgspec.Struct, frozen=True):
    """Who a visitor's token says they are: one identity of one plan (law 8). Reading it needs no request.

    ``generation`` and ``mark``: by which it is known whether it was taken back (F6). ``new``: they had said nothing yet
    when it was given.
    ``website``: the origin it was issued to, where the plan lists origins ("": to no page of a website); None: any.
    ``proven_until``: it was given for a proof of who they are on the website, and counts until then (seconds since
    1970); None: nobody has proved anything.
    """

    visitor_id: str
    plan_key: str
    locale: str
    website: str | None = None
    proven_until: int | None = None
    generation: int = 0
    mark: str = ""
    new: Newcomer | None = None

    def refuse_revoked(self, revoked: Revoked) -> None:
        """Raises ``Unauthorized`` where this token was taken back."""
        if revoked is not NOTHING_REVOKED and revoked.refuses(self.generation, self.mark):
            raise Unauthorized("this token was taken back")

    def refuse_elsewhere(self, origin: str | None) -> None:
        """Raises ``OriginNotAllowed`` on another website's page; without an Origin header it is no browser on one."""
        if origin and self.website is not None and origin.lower() != self.website:
            raise OriginNotAllowed("this token is for another website")


def recognised(desk: Desk, token: str | None) -> Caller:
    """The visitor behind a token. Raises ``Unauthorized`` for none, or one that is not ours."""
    if token is None:
        raise Unauthorized("register first")
    claims = tokens.read(desk, VISITOR, token)
    who = str(claims.get("sub")), str(claims.get("plan")), str(claims.get("loc"))
    new = msgspec.convert(claims["new"], Newcomer) if "new" in claims else None
    known_by = int(claims.get("gen", 0)), mark_of(token)
    return Caller(*who, claims.get("org"), claims.get("prf"), *known_by, new)


def in_name_of(visitor: Visitor) -> Caller:
    """Who writes by a channel, of whom it is known without a token who they are (A9)."""
    return Caller(visitor.visitor_id, visitor.plan_key, visitor.locale, generation=visitor.revoked.generation)


def mark_of(token: str) -> str:
    """By what a token is known among those that were taken back."""
    return hashlib.blake2s(token.encode(errors="replace"), digest_size=8).hexdigest()


def as_read(visitor: Visitor | None, caller: Caller) -> Visitor:
    """Who calls, of what was read (``wanted``): whoever has said nothing yet is as their token says.

    Raises ``Unauthorized``: the token was taken back, or whoever it named is gone, or proved since to be a customer,
    and has another token.
    """
    if visitor is None and caller.new is not None:
        return _unwritten(caller, caller.new)
    if visitor is None or visitor.joined_to is not None or visitor.erased_at is not None:
        raise Unauthorized("this visitor is not known any more")
    caller.refuse_revoked(visitor.revoked)
    return visitor


def read(desk: Desk, caller: Caller) -> Visitor:
    """Who calls; one read. Raises as ``as_read`` does."""
    return as_read(store.visitor(desk, caller.visitor_id), caller)


def _unwritten(caller: Caller, new: Newcomer) -> Visitor:
    came = datetime.fromtimestamp(new.at, UTC)
    visitor = Visitor(
        visitor_id=caller.visitor_id,
        plan_key=caller.plan_key,
        visits=new.n,
        first_seen_at=came,
        last_seen_at=came,
        locale=caller.locale,
        page=new.pg,
        referrer=new.rf,
        unwritten=True,
        device=new.dv,
    )
    return known_by(visitor, new.vch, came) if new.vch is not None else visitor


def _carried(vouched: Vouched | None) -> Vouched | None:
    """As much of it as a token carries: of very many attributes the first."""
    if vouched is None:
        return None
    attributes = dict(vouched.attributes)
    while attributes and len(msgspec.json.encode(attributes)) > MOST_CARRIED:
        attributes.popitem()
    return replace(vouched, attributes=attributes)


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
    user_agent: str = "",
) -> tuple[Visitor, str, bool]:
    """Somebody came to the plan's website (A5): the visitor, a fresh token, and whether they were here before.

    Of whoever has said nothing yet nothing is written but what is counted: their token says who they are (F6).
    One read of the plan and one write for somebody new, else a read more. Where the plan lists origins, the token is
    bound to this one: no other route need read the plan to refuse the rest. ``address``: the source address; a visit
    counts for it, by a write of its own, and for the plan, in the same transaction. Whoever has proved to be a customer
    since this token was given is somebody new to it.
    Raises ``NotFound``, ``OriginNotAllowed``, ``LimitReached``, ``Unauthorized`` for a token of another plan or of
    somebody who is gone.
    """
    plan = plans.read_plan(desk, plan_key, origin)
    network = admitted(desk, plan, caller, address)
    before = _before(desk, caller)
    now = desk.now()
    seen = seen_now(before or newcomer(desk, plan, arrival, now), plan, arrival, now)
    tx = Transaction(desk)
    plans.spend_share(tx, VISITS, plan, network, seen.visitor_id, most=plan.limits.visits_by_plan)
    if before is None or before.unwritten:
        seen = replace(seen, unwritten=True, device=device_of(user_agent))
        tx.commit()
    else:
        note_visit(tx, plan, seen, arrival, user_agent)
        store.count_visit(tx, seen)
        try:
            tx.commit()
        except Lost:
            raise Unauthorized("this visitor is not known any more") from None
    proven_until = caller.proven_until if caller is not None and before is not None else None
    return seen, token_for(desk, plan, seen, origin, proven_until), before is not None


def _before(desk: Desk, caller: Caller | None) -> Visitor | None:
    """Who calls as they were known until now; None: nobody was, or they proved since to be a customer."""
    if caller is None:
        return None
    visitor = store.visitor(desk, caller.visitor_id)
    return None if visitor is not None and visitor.joined_to is not None else as_read(visitor, caller)


def admitted(desk: Desk, plan: Plan, caller: Caller | None, address: str | None) -> str | None:
    """Count a visit for the source address; what stands for its network in other counters.

    Raises ``Unauthorized`` for a token of another plan, before anything is counted; ``LimitReached``.
    """
    if caller is not None:
        same_plan(caller, plan.key)
    network = plans.came_from(desk, address)
    if network is not None:
        limits.spend_now(desk, VISITS, "address", f"{plan.key}#{network}", most=plan.limits.visits_by_address)
    return network


def newcomer(desk: Desk, plan: Plan, arrival: RegisterVisitor, now: datetime) -> Visitor:
    """Somebody new, before their first visit is counted; they are spoken to in a language of the plan."""
    return Visitor(
        visitor_id=desk.new_id("vis"),
        plan_key=plan.key,
        visits=0,
        first_seen_at=now,
        last_seen_at=now,
        locale=nearest_locale(arrival.locale, plan.languages),
    )


def meet(tx: Transaction, plan: Plan, locale: str, learned: Learned, *, spoken: Spoken | None = None) -> Visitor:
    """Add to the transaction: somebody new, who never came to the plan's website: they wrote by a channel (A9).
    ``spoken``: the desk has spoken with them."""
    made = newcomer(tx.desk, plan, RegisterVisitor(locale=locale), tx.desk.now())
    made = replace(made, visits=1, name=learned.name, email=learned.email, mobile=learned.mobile)
    if spoken is not None:
        made = replace(
            made,
            contacted_at=tx.desk.now(),
            last_conversation_id=spoken.conversation_id,
            last_agent_id=spoken.agent_id,
        )
    store.put_new(tx, made)
    return made


def seen_now(before: Visitor, plan: Plan, arrival: RegisterVisitor, now: datetime) -> Visitor:
    """Who they were, with one visit more."""
    page, referrer = (plain_page(each, plan.limits.keep_parameters) for each in (arrival.page, arrival.referrer))
    return replace(
        before,
        last_seen_at=now,
        locale=nearest_locale(arrival.locale or before.locale, plan.languages),
        page=page if page is not None else before.page,
        referrer=referrer if referrer is not None else before.referrer,
        visits=before.visits + 1,
    )


def note_visit(tx: Transaction, plan: Plan, seen: Visitor, arrival: RegisterVisitor, user_agent: str) -> None:
    """Add to the transaction: this visit, for whoever serves them; of an older one it takes the place."""
    page, referrer = (plain_page(each, plan.limits.keep_parameters) for each in (arrival.page, arrival.referrer))
    records.put_visit(tx, seen, Visit(seen.last_seen_at, page, referrer, device_of(user_agent)))


def token_for(desk: Desk, plan: Plan, visitor: Visitor, origin: str | None, proven_until: int | None) -> str:
    """A token for this visitor, bound to the origin where the plan lists some; it ends with the proof it is for."""
    claims: dict[str, object] = {"sub": visitor.visitor_id, "plan": visitor.plan_key, "loc": visitor.locale}
    if plan.allowed_origins:
        claims["org"] = (origin or "").lower()
    if visitor.revoked.generation:
        claims["gen"] = visitor.revoked.generation
    if visitor.unwritten:
        page, referrer = (each[:LONGEST_IN_TOKEN] if each else None for each in (visitor.page, visitor.referrer))
        came = int(visitor.first_seen_at.timestamp())
        claims["new"] = msgspec.to_builtins(
            Newcomer(came, visitor.visits, page, referrer, visitor.device, _carried(visitor.vouched))
        )
    life = desk.settings.visitor_life
    if proven_until is not None:
        claims["prf"] = proven_until
        life = max(1, min(life, proven_until - int(desk.now().timestamp())))
    return tokens.issue(desk, VISITOR, claims, life=life)
