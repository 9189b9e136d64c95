"""Whom a website says a visitor is: how it vouches for them, and whose past becomes the customer's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Forbidden, Invalid, WrongFields
from chalicelib.core.text import Line, is_visible
from chalicelib.people.model.agents import LEVELS
from chalicelib.visitors.model.agreeing import later
from chalicelib.visitors.model.visitor import MOST_JOINED, MOST_TAGS, Value, Visitor, Vouched
from chalicelib.visitors.model.wishes import MOST_TOPICS, checked_channels, checked_kinds

LONGEST_USER = 200
MOST_ATTRIBUTES, LONGEST_ATTRIBUTE, LONGEST_VALUE = 20, 40, 200
LONGEST_PROOF = timedelta(days=1)  # a token that counts for longer is as good as a password
AHEAD = timedelta(minutes=1)  # a website's clock may be so far ahead of ours
PROVEN_LIFE = timedelta(days=7)  # of what the desk gives for a proof


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a website vouches for its user: by a ``token`` (JWT) that it signed for this plan, or by the user's ``id``
    and the ``hash`` of it (HMAC-SHA256 in hexadecimal digits)."""

    token: Annotated[str, msgspec.Meta(max_length=8_000)] | None = None
    id: Annotated[Line, msgspec.Meta(min_length=1, max_length=LONGEST_USER)] | None = None
    hash: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class RegisterVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``identity``: who the visitor is on the website, where it vouches for them (A5)."""

    page: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    referrer: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    locale: Annotated[Line, msgspec.Meta(max_length=35)] | None = None
    identity: Identity | None = None


class Joining(msgspec.Struct, frozen=True):
    """Asked of whoever keeps conversations, before it is stored: the open conversation of ``holder`` is ``customer``'s,
    known as they are known now. With ``moves`` it is handed over to them; else it was theirs already."""

    holder: Visitor
    customer: Visitor
    moves: bool


class IdentityRefused(Forbidden):
    """The proof holds for nobody here: of another key, another plan, or not in order."""

    code = "identity_refused"
    title = "The website's proof of who this is does not hold"


class IdentityExpired(Forbidden):
    """The proof held, and its time is over: the website is to make another."""

    code = "identity_expired"
    title = "The website's proof of who this is has expired"


class _Claims(msgspec.Struct):
    """What of a token is read (RFC 7519, 4.1); whatever else it says is nothing to us."""

    sub: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_USER)]
    exp: float
    aud: str | list[str]
    nbf: float = 0
    iat: float = 0
    name: str | None = None
    level: str | None = None
    email: str | None = None
    phone: str | None = None
    attributes: dict[str, Value | None] = {}


def vouched_by(signed: bytes, plan_key: str, now: datetime) -> Vouched:
    """Whom a token that was signed well names, and what it proves of them.

    Raises ``IdentityExpired``, ``IdentityRefused`` for one that is for another plan, counts for too long or not yet,
    and ``Invalid`` for what cannot be shown.
    """
    try:
        claims = msgspec.json.decode(signed, type=_Claims)
    except msgspec.MsgspecError as error:
        raise IdentityRefused(f"the token's claims: {error}"[:300]) from None
    seconds = now.timestamp()
    if plan_key not in ([claims.aud] if isinstance(claims.aud, str) else claims.aud):
        raise IdentityRefused("aud: the token is for another plan")
    if claims.exp <= seconds:
        raise IdentityExpired("exp: the time is over")
    if claims.exp > seconds + (LONGEST_PROOF + AHEAD).total_seconds():
        raise IdentityRefused("exp: a day at most")
    if max(claims.nbf, claims.iat) > seconds + AHEAD.total_seconds():
        raise IdentityRefused("nbf, iat: the time has not come")
    wrong = WrongFields()
    with wrong:
        checked_user(claims.sub)
    name = (claims.name or "").strip()
    if len(name) > 80 or (name and not is_visible(name)):
        wrong.add("identity.token.name", "at most 80 characters, one of them visible")
    if claims.level is not None and claims.level not in LEVELS:
        wrong.add("identity.token.level", f"one of {', '.join(LEVELS)}")
    with wrong:
        attributes = _checked_attributes(claims.attributes)
    wrong.refuse()
    return Vouched(claims.sub, name or None, claims.level, claims.email or None, claims.phone or None, attributes)


def checked_user(user_id: str) -> str:
    """The id of a website's user. Raises ``Invalid``."""
    if not (1 <= len(user_id) <= LONGEST_USER and user_id.isprintable() and is_visible(user_id)):
        raise Invalid.field("identity.id", f"1 to {LONGEST_USER} printable characters")
    return user_id


def _checked_attributes(attributes: Mapping[str, Value | None]) -> dict[str, Value]:
    """Few and short; null is nothing said. Raises ``Invalid``."""
    there = {name: value for name, value in attributes.items() if value is not None}
    if len(there) > MOST_ATTRIBUTES:
        raise Invalid.field("identity.token.attributes", f"at most {MOST_ATTRIBUTES}")
    for name, value in there.items():
        named = 1 <= len(name) <= LONGEST_ATTRIBUTE and name.isprintable()
        if not named or (isinstance(value, str) and (len(value) > LONGEST_VALUE or "\x00" in value)):
            most = f"names of 1 to {LONGEST_ATTRIBUTE} characters, values of at most {LONGEST_VALUE}"
            raise Invalid.field("identity.token.attributes", most)
    return there


def known_by(visitor: Visitor, vouched: Vouched, now: datetime) -> Visitor:
    """The customer after their website said this of them. What it says anew counts; what it said before as well, and an
    agent has written over since, stays as the agent wrote it."""
    before = visitor.vouched

    def value(name: str) -> Any:
        said = getattr(vouched, name)
        is_new = said is not None and said != (getattr(before, name) if before is not None else None)
        return said if is_new else getattr(visitor, name)

    known = replace(visitor, **{name: value(name) for name in ("name", "level", "email", "mobile")}, vouched=vouched)
    return replace(known, vouched_at=now) if before != vouched or visitor.vouched_at is None else known


def joined_with(customer: Visitor, visitor: Visitor) -> Visitor:
    """The customer with the past of a visitor who proved to be them; what was known of the customer comes first."""

    def latest(name: str) -> datetime | None:
        times = [at for at in (getattr(customer, name), getattr(visitor, name)) if at is not None]
        return max(times) if times else None

    moves = customer.open_conversation_id is None
    return replace(
        customer,
        visits=customer.visits + visitor.visits,
        first_seen_at=min(customer.first_seen_at, visitor.first_seen_at),
        locale=customer.locale if customer.visits else visitor.locale,
        name=customer.name or visitor.name,
        level=visitor.level if customer.level == "normal" else customer.level,
        email=customer.email or visitor.email,
        mobile=customer.mobile or visitor.mobile,
        last_agent_id=customer.last_agent_id or visitor.last_agent_id,
        open_conversation_id=visitor.open_conversation_id if moves else customer.open_conversation_id,
        contacted_at=latest("contacted_at"),
        surveyed_at=latest("surveyed_at"),
        followed_up_at=latest("followed_up_at"),
        joined=(*customer.joined, visitor.visitor_id),
        merged=tuple(each for each in (*customer.merged, *visitor.merged) if each != visitor.visitor_id),
        tags=tuple(dict.fromkeys((*customer.tags, *visitor.tags)))[:MOST_TAGS],
        preferred_channel=customer.preferred_channel or visitor.preferred_channel,
        refused_channels=checked_channels((*customer.refused_channels, *visitor.refused_channels)),
        refused_kinds=checked_kinds((*customer.refused_kinds, *visitor.refused_kinds)),
        hours=customer.hours or visitor.hours,
        agreed=later(customer.agreed, visitor.agreed),
        refused_topics=tuple(dict.fromkeys((*customer.refused_topics, *visitor.refused_topics)))[:MOST_TOPICS],
    )


def may_join(customer: Visitor, visitor: Visitor) -> bool:
    """Whether a visitor's past becomes the customer's: there is one, it is nobody else's, of the same plan."""
    free = visitor.vouched is None and visitor.joined_to is None and visitor.visitor_id != customer.visitor_id
    same = visitor.plan_key == customer.plan_key
    many = len({*customer.joined, *customer.merged, visitor.visitor_id, *visitor.merged}) > MOST_JOINED
    return free and same and visitor.has_past and not many
