"""A conversation: its header, its entries, what can stand in its way, what its system entries say."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.marks import NOTHING, Marks
from chalicelib.conversations.model.prechat import FormSaid
from chalicelib.conversations.model.verifying import Verified
from chalicelib.conversations.model.via import Via
from chalicelib.conversations.model.words import AMONG_AGENTS, EDITS, Revision, Snooze
from chalicelib.conversations.model.wrapping import NOTHING_WRAPPED, Wrap
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.masks import Spans, masked
from chalicelib.core.text import among, has_half_a_character, is_visible
from chalicelib.files.model.upload import File
from chalicelib.people.model.agents import LEVELS
from chalicelib.people.model.attributes import Value
from chalicelib.visitors.model.visitor import Revoked

WAITING, OPEN, CLOSED = "waiting", "open", "closed"
STATES = (WAITING, OPEN, CLOSED)
SIDES = ("visitor", "agent", "system")

MESSAGE, WAITS, ASSIGNED, CLOSING = "message", "waiting", "assigned", "closed"
TRANSFERRED, REASSIGNED, HELD, RESUMED = "transferred", "reassigned", "held", "resumed"
INVITED, LEFT, REMINDER = "invited", "left", "reminder"
AUTO_REPLY, SURVEY, AGENT_AWAY = "auto_reply", "survey", "agent_away"
OFFLINE_FORM = "offline_form"
IDLE = "idle"
INVITATION = "invitation"
FILE_CLEARED, FILE_REMOVED = "file_cleared", "file_removed"

MOST_CHARACTERS = 4000
PREVIEW = 80
COUNTED_FOR = timedelta(minutes=1)
_MICROSECOND = timedelta(microseconds=1)
_BEFORE_OTHERS = 10**16  # microseconds: three hundred years, which is behind all of the rank above


class Entry(msgspec.Struct, frozen=True):
    """One numbered line of the transcript. ``state`` is the conversation's after it.

    ``note`` is for agents only; with ``agent_away`` it is the reason.
    ``offer``: what the visitor may do instead, such as ``offline_form``.
    ``ref``: the id of what the entry is about, such as a survey. ``more``: more are ahead than ``place`` says.
    ``group``: the name of the group in whose queue it waits from here on, for agents only. ``file``: what was sent with
    the message (A2).
    ``quote``: the message that this one answers; ``about``: the one that it edits or withdraws, both by their numbers.
    ``revision``: what became of its words. ``mentions``: the agents whom a note names. ``until``: of a snooze.
    ``form``: what was filled in before the first message, for agents only (A6). ``abuse``: where a visitor's words are
    abusive, if agents are to see that masked (E5); the text is as it was written. ``via``: the kind of channel by which
    its visitor wrote it, where that was not their page (A9).
    """

    seq: int
    kind: str
    author: Author
    text: str
    at: datetime
    state: str
    visitor_id: str
    client_id: str | None = None
    agent: Author | None = None
    place: int | None = None
    note: str | None = None
    offer: str | None = None
    ref: str | None = None
    more: bool = False
    group: str | None = None
    file: File | None = None
    quote: int | None = None
    about: int | None = None
    revision: Revision | None = None
    mentions: tuple[str, ...] = ()
    until: datetime | None = None
    form: FormSaid | None = None
    abuse: Spans = ()
    via: str | None = None

    @property
    def words(self) -> str:
        """Its text as it is by now; empty once it was withdrawn, and of an edit that another one followed."""
        if self.revision is None:
            return self.text
        return "" if self.kind in EDITS else self.revision.text or ""

    @property
    def is_masked(self) -> bool:
        """Whether agents see something else than its words."""
        return bool(self.words and self._abuse_now)

    @property
    def masked_words(self) -> str:
        """Its words as agents see them."""
        return masked(self.words, self._abuse_now) if self.is_masked else self.words

    @property
    def masked_text(self) -> str:
        """Its text, whatever became of it, as agents see it."""
        return masked(self.text, self.abuse)

    @property
    def _abuse_now(self) -> Spans:
        return self.abuse if self.revision is None else self.revision.abuse

    @property
    def is_withdrawn(self) -> bool:
        return self.revision is not None and self.revision.text is None

    @property
    def among_agents(self) -> bool:
        return self.kind in AMONG_AGENTS


class Handed(msgspec.Struct, frozen=True):
    """A conversation that was transferred to a group in which nobody had room: whose it was until then."""

    group_id: str
    from_id: str


class Told(msgspec.Struct, frozen=True):
    """What a visitor was told of their place in the queue at this ``rank``; ``ahead``: so many of the same rank."""

    rank: int
    place: int
    ahead: int | None = None


class Away(msgspec.Struct, frozen=True):
    """What its visitor is told if they write while its agent is busy or on a break; ``absence_id``: once for each."""

    absence_id: str
    reply: str


class Header(msgspec.Struct, frozen=True):
    """A conversation as it stands after entry ``last_seq``.

    ``rank``: lower ranks stand before others in the queue. ``owner``: who had it first and stays responsible (D7).
    ``guests``: invited third parties. ``passed_on``: agents who did not answer in time. ``preferred_agent_id``: who
    served the visitor last, where the plan prefers them. ``agent_answered``: whether its present agent has.
    ``keywords``: whether its plan answers some by itself; ``replied``: which of those rules have spoken.
    ``why_closed``: closed (by somebody), out_of_scope, dropped, idle, off_hours, holiday, left_a_message.
    ``edits``: how often it was changed without an entry. ``source``: what it was begun in (web, app …; B4).
    ``counted``: the visitor's messages in the minute since ``counted_since``, of which there may be ``most_messages``.
    ``idle_minutes``: how long it is held, once answered, for a visitor who shows no sign (0: for ever).
    ``pools``: in whose queues it waits (none: nobody ever receives it; None: a version before wrote it). ``told``: the
    place the transcript told last; ``overtaken``: whether it has said that those of a higher priority come first.
    ``handed``: it waits since it was transferred to a group, first among those of its level. ``place_at_first``: where
    it stood when it began to wait (None: not counted). ``unattended``: it was told that nobody is there, and not yet
    that somebody is again.
    ``away``: what the next message is answered with, as its agent is away; ``told_away``: the absence it was told of.
    ``patience``: so many seconds it waits for the preferred agent, since it began to wait, before others serve it.
    ``asked``: the first word of the visitor that nobody has answered; ``watch``: the planned look at it; both in
    seconds since 1970, for each byte is written with each message. ``resumed_at``: when a hold ended.
    ``absent_since``: its agent is not there. ``released_at``: since its visitor left it takes no slot of its
    agent's. ``…_seconds``: the plan's times, see ``plans.model.watch``. ``marks``: each side sees that the other types
    and how far it has read. ``page``: where its visitor wrote last; ``kept``: what is kept of the query of that.
    ``tell``: when those hear of it who keep what was written, in seconds since 1970.
    ``needs_category``: its plan wants it filed when it is closed; ``wrap``: how it was.
    ``invited_by``: the agent whose invitation it began with (A7).
    ``last_message``: its number; ``last_written``: as its visitor wrote it, where ``last_text`` is masked.
    ``mentioned``: who may see it since a note names them. ``snooze``: put aside, or back.
    ``choice``: what its visitor came about, of those that its plan offers. ``masks``: agents see abuse masked.
    ``replaces``: kinds of numbers that are hidden before anything is stored, ``stops``: that no channel brings (F8).
    ``verified``: who found out that they are who they say. ``awaited``: its first answer is kept among what is owed.
    ``proved``: what their website proved of them when it began, or since, of what groups of its plan ask for.
    ``via``: by which channel its customer wrote last, where that was not their page (A9). ``imported``: it was had
    elsewhere, and is in no figure (F10). ``revoked``: which tokens of its visitor's count no more, by visitor (F6).
    """

    conversation_id: str
    plan_key: str
    visitor_id: str
    state: Annotated[str, among(*STATES)]
    started_at: datetime
    locale: str
    group_ids: tuple[str, ...] = ()
    agent_ids: tuple[str, ...] = ()
    allocation: str = "rotation"
    rank: int = 5
    page: str | None = None
    visitor_name: str | None = None
    agent: Author | None = None
    last_seq: int = 0
    last_text: str = ""
    last_written: str = ""
    last_author: Annotated[str, among(*SIDES)] = "system"
    last_at: datetime | None = None
    state_at: datetime | None = None
    waiting_since: datetime | None = None
    told_to_wait: bool = False
    first_reply_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: Annotated[str, among(*SIDES)] | None = None
    level: Annotated[str, among(*LEVELS)] = "normal"
    accept_seconds: int = 90
    preferred_agent_id: str | None = None
    owner: Author | None = None
    guests: tuple[Author, ...] = ()
    held_at: datetime | None = None
    passed_on: tuple[str, ...] = ()
    agent_answered: bool = False
    reminded: bool = False
    keywords: bool = False
    replied: tuple[str, ...] = ()
    category: str | None = None
    why_closed: str | None = None
    edits: int = 0
    source: str = "web"
    most_messages: int = 60
    counted_since: datetime | None = None
    counted: int = 0
    idle_minutes: int = 15
    pools: tuple[str, ...] | None = None
    told: Told | None = None
    overtaken: bool = False
    handed: Handed | None = None
    place_at_first: int | None = None
    unattended: bool = False
    away: Away | None = None
    told_away: str | None = None
    patience: int = 0
    asked: int | None = None
    resumed_at: datetime | None = None
    watch: int | None = None
    absent_since: datetime | None = None
    released_at: datetime | None = None
    warn_seconds: int | None = 120
    move_seconds: int | None = 600
    absent_seconds: int | None = 300
    left_seconds: int | None = 300
    marks: bool = True
    kept: tuple[str, ...] = ()
    tell: int | None = None
    needs_category: bool = False
    wrap: Wrap = NOTHING_WRAPPED
    invited_by: str | None = None
    last_message: int = 0
    mentioned: tuple[str, ...] = ()
    snooze: Snooze | None = None
    came_as: str | None = None
    choice: str | None = None
    masks: bool = False
    replaces: tuple[str, ...] = ()
    stops: tuple[str, ...] = ("id_card", "bank_card")
    verified: Verified | None = None
    awaited: bool = False
    proved: dict[str, Value] | None = None
    via: Via | None = None
    imported: bool = False
    revoked: dict[str, Revoked] | None = None

    @property
    def agent_id(self) -> str | None:
        """Whose conversation it is (or was, once closed)."""
        return self.agent.id if self.agent else None

    @property
    def asked_at(self) -> datetime | None:
        """When the question that is open was asked."""
        return datetime.fromtimestamp(self.asked, UTC) if self.asked is not None else None

    @property
    def watch_at(self) -> datetime | None:
        """When the planned look at its question comes."""
        return datetime.fromtimestamp(self.watch, UTC) if self.watch is not None else None

    @property
    def changes(self) -> int:
        """Grows with every entry and every edit, so that readers can tell whether they know it as it is."""
        return self.last_seq + self.edits


class Page(msgspec.Struct, frozen=True):
    """What a reader gets: entries after theirs, up to the first gap; ``more``: ask again at once.

    ``state`` is the conversation's as of ``last_seq``, so that a reader who hears "closed" has read everything.
    ``seen_at``: the last sign of the visitor's page, and ``marks``, where the read came that far.
    """

    entries: tuple[Entry, ...]
    last_seq: int
    state: str
    more: bool
    header: Header | None
    visitor_id: str
    seen_at: datetime | None = None
    marks: Marks = NOTHING


class ConversationClosed(Conflict):
    """Nothing can be added any more; start a new conversation."""

    code = "conversation_closed"
    title = "The conversation is closed"


class ConversationTaken(Conflict):
    """It has an agent already."""

    code = "conversation_taken"
    title = "Somebody else has taken it"
    beside = members(agent=dict[str, str | None])


def checked_text(text: str, field: str = "text") -> str:
    """A message's text: trimmed, 1 to 4,000 characters, one of them visible; the inside as it is. ``Invalid``."""
    text = text.strip()
    if not 1 <= len(text) <= MOST_CHARACTERS:
        raise Invalid.field(field, f"1 to {MOST_CHARACTERS} characters")
    if not is_visible(text):
        raise Invalid.field(field, "something that can be seen")
    if "\x00" in text:
        raise Invalid.field(field, "no NUL character")
    if has_half_a_character(text):
        raise Invalid.field(field, "no lone surrogate")
    return text


def previewed(header: Header, text: str, abuse: Spans = ()) -> Header:
    """What lists show of what was said last: to agents with a mask in place of abuse, to its visitor as they wrote
    it."""
    return replace(header, last_text=masked(text, abuse)[:PREVIEW], last_written=text[:PREVIEW] if abuse else "")


def queue_number(header: Header) -> int:
    """Where it stands in the queue: by rank, then by when the waiting began, then by a number of its own.

    Within its rank, whoever was transferred to a group stands before all others: they have waited once already.
    """
    since = header.waiting_since or header.started_at
    microseconds = (since - datetime(2020, 1, 1, tzinfo=since.tzinfo)) // _MICROSECOND
    own = int.from_bytes(hashlib.sha256(header.conversation_id.encode()).digest()[:3], "big")
    before = _BEFORE_OTHERS if header.handed is not None else 0
    return (header.rank * 10**17 - before + microseconds) * 10**8 + own


class ConversationStarted(msgspec.Struct, frozen=True):
    """A visitor began to wait."""

    conversation_id: str


class ConversationRequeued(msgspec.Struct, frozen=True):
    """A visitor waits again, since their agent is away."""

    conversation_id: str


class QuestionLate(msgspec.Struct, frozen=True):
    """Its agent has not answered a question for as long as the plan says."""

    conversation_id: str


class AbsentAsked(msgspec.Struct, frozen=True):
    """A visitor wrote to an agent who is not there."""

    conversation_id: str


class VisitorLeft(msgspec.Struct, frozen=True):
    """A visitor is gone for so long that their conversation takes no slot of this agent's any more."""

    conversation_id: str
    agent_id: str


class VisitorReturned(msgspec.Struct, frozen=True):
    """A visitor who left is back, and wants an answer."""

    conversation_id: str


class PlaceChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who waits has another level, or their plan other receivers; ``pools``: those where they stood before."""

    conversation_id: str
    pools: tuple[str, ...] = ()


class ConversationEnded(msgspec.Struct, frozen=True, omit_defaults=True):
    """It is over; ``agent_id`` (or nobody) has a place free again. ``pools``: where it waited until then.

    ``freed_pools``: those that the agent receives for; none: a version before published it, which did not say.
    """

    conversation_id: str
    agent_id: str | None
    pools: tuple[str, ...] = ()
    freed_pools: tuple[str, ...] = ()
