"""A visitor, and the customer whom their website says they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.text import Line, among
from chalicelib.people.model.agents import LEVELS
from chalicelib.visitors.model.wishes import MOST_TOPICS, PREFERRED, WishedHours, Wishes

VISITS_KEPT, VISITS_LAST = 50, timedelta(days=180)  # of a visitor, and each of them
MOST_TAGS, LONGEST_TAG = 20, 40
LONGEST_NOTE = 4_000
MOST_MARKS = 20  # of tokens that were taken back one by one; an older one has run out, or all are taken back
MOST_JOINED = 20  # visitors whose past is one customer's: each is asked for when that is shown

USUAL_LEVEL = "normal"  # of whoever nobody knows to have another

Value = str | int | float | bool


class EditVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; an empty address, or an empty ``preferred_channel``, is taken away."""

    name: str | None = None
    level: str | None = None
    email: Annotated[str, msgspec.Meta(max_length=320)] | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    tags: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_TAGS)] | None = None
    preferred_channel: Literal["email", "sms", "social", "web", ""] | None = None
    refused_channels: Annotated[tuple[Literal["email", "sms"], ...], msgspec.Meta(max_length=2)] | None = None


class Visit(msgspec.Struct, frozen=True):
    """One visit: the page it began on, whence they came, and on what: words such as Chrome · Windows, of what the
    browser said of itself, which is not kept."""

    at: datetime
    page: str | None = None
    referrer: str | None = None
    device: str | None = None


class Note(msgspec.Struct, frozen=True):
    """What somebody who serves a customer wrote of them, for colleagues. ``edited_at``: when its author last gave it
    other words; ``version``: how often that was."""

    note_id: str
    at: datetime
    by: Author
    text: str
    edited_at: datetime | None = None
    version: int = 0


class NotYourNote(Forbidden):
    """Colleagues read a note; only its author gives it other words."""

    code = "not_your_note"
    title = "Only one's own notes can be changed"


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


CHAT, FORM, API = WHERE = ("chat", "form", "api")  # where somebody agrees to something


class Agreed(msgspec.Struct, frozen=True):
    """Which edition of their plan's text a visitor answered to last, when and where: before a conversation (``chat``),
    in the form for leaving a message (``form``), by a program (``api``). ``refused``: they did not agree."""

    version: int
    at: datetime
    where: Annotated[str, among(*WHERE)] = CHAT
    refused: bool = False


class Revoked(msgspec.Struct, frozen=True):
    """Which tokens of a visitor's count no more: those of a ``generation`` before this one, and the last that were
    taken back by themselves, by their ``marks`` (F6)."""

    generation: int = 0
    marks: tuple[str, ...] = ()

    def refuses(self, generation: int, mark: str) -> bool:
        """Whether a token of this generation, with this mark, was taken back."""
        return generation < self.generation or mark in self.marks

    def without(self, mark: str | None) -> Revoked:
        """The same once this token counts no more, or (None) none of those that were given until now."""
        if mark is None:
            return Revoked(self.generation + 1)
        return self if mark in self.marks else Revoked(self.generation, (*self.marks, mark)[-MOST_MARKS:])


NOTHING_REVOKED = Revoked()


class Learned(msgspec.Struct, frozen=True):
    """What a visitor said of themselves before their first message."""

    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    agreed: Agreed | None = None


class Spoken(msgspec.Struct, frozen=True):
    """What the desk spoke with a visitor in elsewhere than on a page, and who did (None: nobody reached them)."""

    conversation_id: str
    agent_id: str | None = None


class VisitorRefused(Forbidden):
    """Nothing more of this visitor's is taken; they are told no more than that."""

    code = "visitor_refused"
    title = "Messages cannot be taken here at the moment"


Contacts = tuple[str | None, str | None, str | None]  # name, e-mail address, mobile number
NO_CONTACTS: Contacts = (None, None, None)


class CustomerChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody's name, address or tag was written down, or taken away. ``moved``: they are part of another customer
    than before, or of none any more."""

    visitor_id: str
    moved: bool = True  # what was told before this was said may have been either


class TokensRevoked(msgspec.Struct, frozen=True):
    """Tokens of a visitor's count no more; what they had before is to know."""

    visitor_id: str


class CareChanged(msgspec.Struct, frozen=True):
    """When somebody is to be called without having asked may be otherwise: a date of theirs, their level, when they
    were last followed up, or who is part of them has changed."""

    visitor_id: str


class Revoking(msgspec.Struct, frozen=True):
    """Tokens of a visitor's are about to count no more: is there something open that is to know at once?"""

    visitor: Visitor
    revoked: Revoked


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
    message. ``vouched``: of a customer, what their website said of them last. ``joined``: visitors who proved to be
    this customer, whose past is theirs; ``joined_to``: of such a visitor, the customer. ``merged``: visitors whom
    colleagues know to be the same, for the desk alone (F6); ``merged_into``: of such a visitor, who comes and writes as
    before, the customer. ``also_open``: what those have open, where that was read; ``also_emails``, ``also_mobiles``:
    other addresses that those have given. ``preferred_channel``, ``refused_channels``, ``refused_kinds``, ``hours``,
    ``refused_topics``: how they wish to be written to, how and what never, and when. ``revoked``: which of
    their tokens count no more. ``erased_at``: nothing is known of them any more, and nothing will be. ``unwritten``:
    they have a token and have said nothing yet: nobody knows them but that token, which says on what ``device`` they
    are.
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
    level: Annotated[str, among(*LEVELS)] = USUAL_LEVEL
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
    merged: tuple[str, ...] = ()
    merged_into: str | None = None
    also_open: tuple[str, ...] = ()
    also_emails: tuple[str, ...] = ()
    also_mobiles: tuple[str, ...] = ()
    preferred_channel: Annotated[str, among(*PREFERRED)] | None = None
    refused_channels: tuple[str, ...] = ()
    refused_kinds: tuple[str, ...] = ()
    hours: WishedHours | None = None
    refused_topics: tuple[str, ...] = ()
    revoked: Revoked = NOTHING_REVOKED
    erased_at: datetime | None = None
    unwritten: bool = False
    device: str | None = None

    @property
    def wishes(self) -> Wishes:
        """How they wish to be written to."""
        return Wishes(
            self.preferred_channel, self.refused_channels, self.refused_kinds, self.hours, self.refused_topics
        )

    def wishing(self, wishes: Wishes) -> Visitor:
        """The same customer with these wishes."""
        return replace(
            self,
            preferred_channel=wishes.preferred,
            refused_channels=wishes.refused,
            refused_kinds=wishes.refused_kinds,
            hours=wishes.hours,
            refused_topics=wishes.refused_topics[-MOST_TOPICS:],
        )

    @property
    def contacts(self) -> Contacts:
        """By what people find them again."""
        return (self.name, self.email, self.mobile)

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Every address by which they are reached, and of what kind it is; as far as it was read."""
        emails, mobiles = (self.email, *self.also_emails), (self.mobile, *self.also_mobiles)
        return (*(("email", each) for each in emails if each), *(("mobile", each) for each in mobiles if each))

    @property
    def proved(self) -> dict[str, Value]:
        """The attributes that their website proved; none of whom it does not vouch for."""
        return self.vouched.attributes if self.vouched is not None else {}

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
    def own_ids(self) -> tuple[str, ...]:
        """Under what is kept that they are shown themselves: it is proved that it is theirs."""
        return (self.visitor_id, *self.joined)

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Under what their conversations, messages and surveys are kept, as the desk knows."""
        return (*self.own_ids, *self.merged)

    @property
    def open_ids(self) -> tuple[str, ...]:
        """What they have open, as far as it was read."""
        return (*((self.open_conversation_id,) if self.open_conversation_id else ()), *self.also_open)


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
