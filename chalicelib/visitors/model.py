"""A visitor, and the customer whom their website says they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Forbidden, Invalid, WrongFields
from chalicelib.core.text import Line, among, is_visible
from chalicelib.people.model.agents import LEVELS

LONGEST_USER = 200
MOST_ATTRIBUTES, LONGEST_ATTRIBUTE, LONGEST_VALUE = 20, 40, 200
LONGEST_PROOF = timedelta(days=1)  # a token that counts for longer is as good as a password
AHEAD = timedelta(minutes=1)  # a website's clock may be so far ahead of ours
PROVEN_LIFE = timedelta(days=7)  # of what the desk gives for a proof
VISITS_KEPT, VISITS_LAST = 50, timedelta(days=180)  # of a visitor, and each of them
MOST_TAGS, LONGEST_TAG = 20, 40
LONGEST_NOTE = 4_000
MOST_JOINED = 20  # visitors whose past is one customer's: each is asked for when that is shown

Value = str | int | float | bool


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


class EditVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; an empty address is taken away."""

    name: str | None = None
    level: str | None = None
    email: Annotated[str, msgspec.Meta(max_length=320)] | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    tags: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_TAGS)] | None = None


class Visit(msgspec.Struct, frozen=True):
    """One visit: the page it began on, whence they came, and on what: words such as Chrome · Windows, of what the
    browser said of itself, which is not kept."""

    at: datetime
    page: str | None = None
    referrer: str | None = None
    device: str | None = None


class Note(msgspec.Struct, frozen=True):
    """What somebody who serves a customer wrote of them, for colleagues."""

    note_id: str
    at: datetime
    by: Author
    text: str


class Block(msgspec.Struct, frozen=True):
    """A visitor who is not let in since then, until a time (None: for ever); by whom, and why, for agents."""

    at: datetime
    by_id: str
    by: str
    reason: str
    until: datetime | None = None


class BlockVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``until``: null for ever."""

    reason: Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]
    until: datetime | None = None


class Agreed(msgspec.Struct, frozen=True):
    """Which version of their plan's text a visitor agreed to last, and when."""

    version: int
    at: datetime


class Learned(msgspec.Struct, frozen=True):
    """What a visitor said of themselves before their first message."""

    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    agreed: Agreed | None = None


class VisitorRefused(Forbidden):
    """Nothing more of this visitor's is taken; they are told no more than that."""

    code = "visitor_refused"
    title = "Messages cannot be taken here at the moment"


Contacts = tuple[str | None, str | None, str | None]  # name, e-mail address, mobile number
NO_CONTACTS: Contacts = (None, None, None)


class CustomerChanged(msgspec.Struct, frozen=True):
    """Somebody's name or address was written down, or taken away."""

    visitor_id: str


class VisitorBlocked(msgspec.Struct, frozen=True):
    """A visitor is not let in any more; what they have open ends."""

    visitor_id: str


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a survey or a follow-up is for, and how they are reached, as known when it was written."""

    visitor_id: str
    visitor_name: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"

    @property
    def customer(self) -> dict[str, Any]:
        """These fields alone, to write them into what else is for the same."""
        return {name: getattr(self, name) for name in Customer.__struct_fields__}


class Vouched(msgspec.Struct, frozen=True):
    """What a website proved of its user; None: it says nothing of it."""

    user_id: str
    name: str | None = None
    level: str | None = None
    email: str | None = None
    mobile: str | None = None
    attributes: dict[str, Value] = {}


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who came to one plan's website, recognised by their token (A5). ``visits`` counts from 1.

    ``contacted_at``: when their last conversation ended. ``surveyed_at``, ``followed_up_at``: when we last asked.
    ``version`` counts changes of who they are: name, level, addresses, what was proved. ``last_conversation_id``: the
    one that ended last. ``block``: they are not let in, as long as it says. ``agreed``: to the text before their first
    message.
    ``vouched``: of a customer, what their website said of them last. ``joined``: visitors who proved to be this
    customer, whose past is theirs; ``joined_to``: of such a visitor, the customer.
    """

    visitor_id: str
    plan_key: str
    visits: int
    first_seen_at: datetime
    last_seen_at: datetime
    locale: str = "zh-CN"
    name: str | None = None
    page: str | None = None
    referrer: str | None = None
    open_conversation_id: str | None = None
    level: Annotated[str, among(*LEVELS)] = "normal"
    last_agent_id: str | None = None
    email: str | None = None
    mobile: str | None = None
    contacted_at: datetime | None = None
    surveyed_at: datetime | None = None
    followed_up_at: datetime | None = None
    version: int = 0
    last_conversation_id: str | None = None
    block: Block | None = None
    vouched: Vouched | None = None
    vouched_at: datetime | None = None
    joined: tuple[str, ...] = ()
    joined_to: str | None = None
    tags: tuple[str, ...] = ()
    agreed: Agreed | None = None

    @property
    def contacts(self) -> Contacts:
        """By what people find them again."""
        return (self.name, self.email, self.mobile)

    def is_blocked(self, now: datetime) -> bool:
        """Whether they are not let in at this moment."""
        return self.block is not None and (self.block.until is None or now < self.block.until)

    @property
    def as_customer(self) -> Customer:
        """Who they are and how they are reached, as of now."""
        return Customer(
            visitor_id=self.visitor_id, visitor_name=self.name, email=self.email, mobile=self.mobile, locale=self.locale
        )

    @property
    def has_past(self) -> bool:
        """Whether there is anything of them that another would miss."""
        known = (self.open_conversation_id, self.contacted_at, self.last_agent_id, self.email, self.mobile, self.name)
        return any(each is not None for each in known)

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Under what their conversations, messages and surveys are kept."""
        return (self.visitor_id, *self.joined)


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
        tags=tuple(dict.fromkeys((*customer.tags, *visitor.tags)))[:MOST_TAGS],
    )


def may_join(customer: Visitor, visitor: Visitor) -> bool:
    """Whether a visitor's past becomes the customer's: there is one, it is nobody else's, of the same plan."""
    free = visitor.vouched is None and visitor.joined_to is None and visitor.visitor_id != customer.visitor_id
    same = visitor.plan_key == customer.plan_key
    return free and same and visitor.has_past and len(customer.joined) < MOST_JOINED


def checked_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are kept: trimmed, each once. Raises ``Invalid``."""
    trimmed = tuple(dict.fromkeys(each.strip() for each in tags))
    if len(trimmed) > MOST_TAGS or not all(1 <= len(each) <= LONGEST_TAG and each.isprintable() for each in trimmed):
        raise Invalid.field("tags", f"at most {MOST_TAGS}, of 1 to {LONGEST_TAG} printable characters")
    return trimmed


# what a browser says → what it is; of several the first, since each also says that it is those after it
_BROWSERS = {"MicroMessenger": "WeChat", "Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS": "Firefox"}
_BROWSERS |= {"CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "HarmonyOS": "HarmonyOS", "Windows": "Windows"}
_SYSTEMS |= {"Macintosh": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}


def device_of(user_agent: str) -> str | None:
    """What a browser says that it is and runs on, in words of ours; None where it says nothing that we know."""
    said = user_agent[:500]
    found = [next((known[mark] for mark in known if mark in said), None) for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(each for each in found if each) or None
