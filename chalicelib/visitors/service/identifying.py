"""Visitors whose website says who they are (A5): proved, or nothing.

A customer is a visitor of their own, one for each user of a plan's website. Whoever proves to be them, and comes with
the token of a visitor whom nobody has proved to be anybody, brings that visitor's past along: both are proved. Nothing
joins without, never across plans, and a token that proves nothing opens nothing of a customer's.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.core import events, races, tokens, vouching
from chalicelib.core.authors import Author
from chalicelib.core.contacts import checked_email, checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Unauthorized
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.plans.model.identity import HMAC, HS256, RS256, Keyring, holding
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.identity import (
    PROVEN_LIFE,
    Identity,
    IdentityRefused,
    Joining,
    RegisterVisitor,
    checked_user,
    joined_with,
    known_by,
    may_join,
    vouched_by,
)
from chalicelib.visitors.model.visitor import Visitor, Vouched, device_of
from chalicelib.visitors.model.wishes import BY_MERGE, Proof, Wishes
from chalicelib.visitors.service import merging
from chalicelib.visitors.service.registering import (
    VISITS,
    Caller,
    admitted,
    newcomer,
    note_visit,
    seen_now,
    token_for,
)
from chalicelib.visitors.store import proved as store
from chalicelib.visitors.store import records, users, visitors
from chalicelib.visitors.store.visitors import VisitorMoved


class _Proved(msgspec.Struct, frozen=True):
    """Whom somebody proved to be (if the desk knows them), whose past they bring along, what is to be known of them.

    ``parts``: who are part of them, as colleagues know (F6). ``left``: a customer whose part they were; a proof counts
    more.
    """

    customer: Visitor | None
    visitor: Visitor | None
    known: Visitor
    parts: tuple[Visitor, ...] = ()
    left: Visitor | None = None

    @property
    def holders(self) -> list[tuple[Visitor, bool]]:
        """Whose open conversations are to be known as the customer's, and whether it is handed over."""
        asked = []
        if self.visitor is not None and self.visitor.open_conversation_id is not None:
            moves = self.known.open_conversation_id == self.visitor.open_conversation_id
            asked.append((self.visitor, moves))
        if self.customer is not None and self.customer.open_conversation_id is not None:
            asked.append((self.customer, False))
        return asked


def identify(
    desk: Desk,
    caller: Caller | None,
    plan_key: str,
    origin: str | None,
    arrival: RegisterVisitor,
    address: str | None = None,
    user_agent: str = "",
) -> tuple[Visitor, str, bool]:
    """Somebody came to the plan's website, which vouches for them: the customer, a token for them, and whether the desk
    knew them or who came. With ``caller``, whose past becomes theirs where nobody has proved whose it is.

    Of whoever the desk does not know yet, and who brings no past, nothing is written before they say something
    (by a channel they have): their token says what their website vouched for (F6), on each device of the same.

    Four reads and a write; one read more for who brings a past, for an open conversation, and where
    colleagues know that the customer is several; one write for the ``address``. One transaction; twice is the same, but
    for the visit that it counts.
    Raises what ``register`` does, ``IdentityRefused``, ``IdentityExpired``, ``Invalid``.
    """
    plan, ring = plans.read_plan_and_keys(desk, plan_key, origin)
    network = admitted(desk, plan, caller, address)
    now = desk.now()
    vouched = _reachable(plan, _vouched(ring, arrival.identity or Identity(), now))
    blank = newcomer(desk, plan, arrival, now)
    has_spoken = caller is not None and not caller.mark  # by a channel nobody has a token
    if not has_spoken:
        blank = replace(blank, visitor_id=_id_of(desk, plan.key, vouched.user_id))

    def recognise() -> tuple[Visitor, bool]:
        proved = _proved(desk, plan, caller, vouched, blank)
        known = seen_now(proved.known, plan, arrival, now)
        tx = Transaction(desk)
        plans.spend_share(tx, VISITS, plan, network, known.visitor_id, most=plan.limits.visits_by_plan)
        if proved.customer is None and proved.visitor is None and not has_spoken:
            tx.commit()
            return replace(known, unwritten=True, device=device_of(user_agent)), False
        note_visit(tx, plan, known, arrival, user_agent)
        if proved.customer is None:
            users.name_user(tx, plan.key, vouched.user_id, known.visitor_id, VisitorMoved(None))
            visitors.put_new(tx, known)
        else:
            store.recognise(tx, proved.customer, known)
        if proved.visitor is not None:
            store.join(tx, proved.visitor, known)
            if proved.left is not None:
                merging.leave(tx, proved.left, proved.visitor.visitor_id)
        was = proved.customer.wishes if proved.customer is not None else Wishes()
        records.note_wishes(tx, known.visitor_id, was, known.wishes, Proof(BY_MERGE, Author("system")))
        merging.spread(tx, known, proved.parts)
        for holder, moves in proved.holders:
            hand_over = events.ask(desk, Joining(holder, proved.known, moves))
            if hand_over is not None:
                hand_over(tx)
        tx.commit_and_tell()
        return known, proved.customer is not None or proved.visitor is not None

    known, was_known = races.again(desk, recognise, Moved)
    proven_until = int((now + PROVEN_LIFE).timestamp())
    return known, token_for(desk, plan, known, origin, proven_until), was_known


def _id_of(desk: Desk, plan_key: str, user_id: str) -> str:
    """The id that a user of the plan's website will have: the same on each device, and nobody can tell it without our
    key. Of whoever is known already it is what it was given then."""
    named = f"{plan_key}#{user_id}"
    return f"vis_{tokens.mark(desk, 'customer', named)}{tokens.mark(desk, 'customer id', named)[:10]}"


def _vouched(ring: Keyring, identity: Identity, now: datetime) -> Vouched:
    """Whom the website vouches for; of a hash, nothing but the id is proved. Raises as ``identify`` does."""
    if identity.token is not None:
        keys = [vouching.Key(each.key_id, each.way, each.material) for each in holding(ring, HS256, RS256)]
        try:
            said = vouching.read(identity.token, keys)
        except vouching.NotVouched:
            raise IdentityRefused("no key of this plan has signed the token") from None
        return vouched_by(said, ring.plan_key, now)
    if identity.id is None or identity.hash is None:
        raise Invalid.field("identity", "a token, or an id with its hash")
    user_id = checked_user(identity.id)
    if not vouching.is_mac_of(user_id, identity.hash, [each.material for each in holding(ring, HMAC)]):
        raise IdentityRefused("no key of this plan has made the hash")
    return Vouched(user_id)


def _reachable(plan: Plan, vouched: Vouched) -> Vouched:
    """With addresses as they can be written to; what is none is nothing said: the website's books are not refused."""
    email = mobile = None
    if vouched.email:
        with suppress(Invalid):
            email = checked_email("email", vouched.email)
    if vouched.mobile:
        with suppress(Invalid):
            mobile = checked_mobile("mobile", vouched.mobile, region_of(plan.time_zone))
    return replace(vouched, email=email, mobile=mobile)


def _proved(desk: Desk, plan: Plan, caller: Caller | None, vouched: Vouched, blank: Visitor) -> _Proved:
    """The customer as they are now and as they are to be known, with the past of who came if that is to be theirs."""
    customer_id = users.customer_id(desk, plan.key, vouched.user_id)
    asked = (customer_id or blank.visitor_id, caller.visitor_id if caller else None)
    there = visitors.visitors(desk, [each for each in asked if each])
    met = there.get(blank.visitor_id) if customer_id is None else None
    if met is not None and met.erased_at is None:
        raise VisitorMoved(None)  # they became known between the two readings
    if met is not None:  # they were erased, and are somebody new
        blank = replace(blank, visitor_id=desk.new_id("vis"))
    customer = there.get(customer_id) if customer_id else None
    if customer_id is not None and customer is None:
        raise Unauthorized("this visitor is not known any more")
    visitor = there.get(caller.visitor_id) if caller is not None else None
    if caller is not None and visitor is not None:
        caller.refuse_revoked(visitor.revoked)
        if caller.proven_until is not None or visitor.erased_at is not None:
            visitor = None
    known = customer or blank
    if visitor is None or not may_join(known, visitor):
        known = known_by(known, vouched, blank.last_seen_at)
        return _Proved(customer, None, known, tuple(_others(desk, known).values()))
    former = visitor.merged_into if visitor.merged_into != known.visitor_id else None
    known = known_by(joined_with(known, visitor), vouched, blank.last_seen_at)
    others = _others(desk, known, former)
    left = others.pop(former, None) if former is not None else None
    return _Proved(customer, visitor, known, tuple(others.values()), left)


def _others(desk: Desk, known: Visitor, former: str | None = None) -> dict[str, Visitor]:
    """Who are part of the customer, by id, and whose part somebody was before; a read where there is anybody."""
    return visitors.visitors(desk, [*known.merged, *([former] if former is not None else [])])
