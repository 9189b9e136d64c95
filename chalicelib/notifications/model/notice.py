"""A notice on its way: claims, attempts, delays. Pure; times are UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict
from chalicelib.core.text import among
from chalicelib.notifications.model.kinds import kind_of
from chalicelib.visitors.model.wishes import WishedHours

EMAIL, SMS, SOCIAL, WEB = "email", "sms", "social", "web"
CHANNELS = (EMAIL, SMS)  # for which letters are written
CARRIED = (SOCIAL, WEB)  # by which rooms above bring them, to whom prefers it
WAYS = (*CHANNELS, *CARRIED)

PENDING, SENDING, SENT, FAILED, GATHERED = "pending", "sending", "sent", "failed", "gathered"
WITHHELD = "withheld"  # its customer wishes none of it, or none there
BOUNCED, COMPLAINED = "bounced", "complained"  # after it was sent: nobody has it; whoever has it does not want it
VEIL = "…"  # where a line was of somebody who was erased
STATES = (PENDING, SENDING, SENT, FAILED, BOUNCED, COMPLAINED, GATHERED, WITHHELD)
SETTLED = (SENT, FAILED, BOUNCED, COMPLAINED, GATHERED, WITHHELD)  # nothing more happens by itself
ARRIVES_NOWHERE = (FAILED, BOUNCED, WITHHELD)
COUNTED = (SENT, FAILED, BOUNCED, COMPLAINED)
FOLLOWED = frozenset({"campaign_notice"})  # letters whose end is told to the room that wrote them

ACCEPTED, TRANSIENT, PERMANENT, UNKNOWN = "sent", "transient", "permanent", "unknown"

LEASE = timedelta(seconds=45)  # longer than a provider may take, shorter than the lease of the work that holds it
DELAYS = (60.0, 300.0, 1800.0, 7200.0, 28800.0)  # seconds after the first try, the second, …
MOST_TRIES = len(DELAYS) + 1


class Link(msgspec.Struct, frozen=True):
    """A signed address, kept as what it is made of: below ``path``, for this purpose and name.

    It is signed where a letter goes out, so that nobody who reads what is kept can open what is its recipient's.
    """

    path: str
    purpose: str
    name: str


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What is told. ``what`` names its template, ``words`` fill it and are shown as they are given (times too),
    ``about`` is the id it tells of.

    ``links``: words that are signed addresses, which only the letter that goes out has. ``holder_id``: whose matter it
    is, for reach. ``gather_after``: so many to one address about one plan are told one by one in ten minutes, the
    others there together (0: always by itself). ``answers``: the names of the letters that this one answers, the
    nearest last. ``file_ids``: files that go with a letter.

    ``customer_id``: the visitor whom a letter to a customer is for, whose wishes it obeys. ``within``: at which hours
    it goes out to whom has said nothing of hours; ``until``: when it is too late for it. ``ending``: where its
    recipient ends such letters, if not where surveys are ended; ``topic_id``: what they subscribed to.
    """

    what: str
    about: str
    words: Mapping[str, Any] = msgspec.field(default_factory=dict)
    plan_key: str | None = None
    reply_to: str | None = None
    gather_after: int = 0
    links: Mapping[str, Link] = msgspec.field(default_factory=dict)
    holder_id: str | None = None
    answers: tuple[str, ...] = ()
    file_ids: tuple[str, ...] = ()
    customer_id: str | None = None
    within: WishedHours | None = None
    until: datetime | None = None
    ending: Link | None = None
    topic_id: str | None = None

    @property
    def matter(self) -> dict[str, Any]:
        """These fields alone, to write them into a letter."""
        return {name: getattr(self, name) for name in Matter.__struct_fields__}


class Notice(Matter, frozen=True):
    """One letter of a matter to one address.

    ``tries`` counts this round's, ``attempted`` all; a round begins with the notice or by resending it.
    ``cost_fen`` is what this round is charged at the moment. ``email_instead`` is where an SMS that may not be sent
    goes; ``instead_of`` is the SMS this e-mail stands for. ``others``: where else a customer may be written to, by
    channel; ``fixed``: somebody chose its channel, which a preference does not change; ``moved_from``: the channel it
    was written for, if a wish of theirs has sent it by another; ``barred``: those that did not take it.
    """

    notice_id: str
    at: datetime
    channel: Annotated[str, among(*WAYS)]
    to: str
    name: str
    locale: str
    subject: str
    next_try_at: datetime | None
    state: Annotated[str, among(*STATES)] = PENDING
    tries: int = 0
    attempted: int = 0
    lease_until: datetime | None = None
    provider_id: str | None = None
    last_error: str | None = None
    charged: bool = False
    cost_fen: int = 0
    segments: int = 0
    email_instead: str | None = None
    instead_of: str | None = None
    others: Mapping[str, str] = msgspec.field(default_factory=dict)
    fixed: bool = False
    moved_from: str | None = None
    barred: tuple[str, ...] = ()
    version: int = 1

    @property
    def kind(self) -> str:
        """What it is, for the wishes of whom it is for."""
        return kind_of(self.what)


class Attempt(msgspec.Struct, frozen=True):
    """One asking of the provider, and its ``outcome``: sent, transient, permanent, or unknown (we died meanwhile)."""

    number: int
    at: datetime
    outcome: Annotated[str, among(ACCEPTED, TRANSIENT, PERMANENT, UNKNOWN)]
    provider_id: str | None = None
    error: str | None = None


class NoticeOnItsWay(Conflict):
    """Whoever delivers it has not heard yet whether it arrived."""

    code = "notice_on_its_way"
    title = "It is on its way"


class NoticeGivenUp(msgspec.Struct, frozen=True):
    """A letter will not arrive. ``notice_id`` is the one that was asked for, also where an e-mail stood for an SMS."""

    notice_id: str
    what: str
    about: str


class LetterFollowed(msgspec.Struct, frozen=True):
    """A letter of a kind that somebody keeps count of (``FOLLOWED``) came to something, as the ``version`` of it
    says."""

    notice_id: str
    what: str
    about: str
    state: str
    why: str | None
    version: int


class NoticeSettled(msgspec.Struct, frozen=True):
    """A letter that was asked for ``at`` that time was sent, or will arrive nowhere, as the ``version`` of it says."""

    notice_id: str
    at: datetime
    state: str
    version: int
    plan_key: str | None


def erased(notice: Notice) -> Notice:
    """The same letter, which has gone or never will, without what it said and to whom (F6)."""
    return replace(
        notice,
        to="",
        name="",
        subject="",
        words={},
        links={},
        reply_to=None,
        email_instead=None,
        others={},
        last_error=None,
        version=notice.version + 1,
    )


def without(text: str, names: Callable[[str], bool]) -> str:
    """A text in which the lines that name somebody say no more than that there was one."""
    return "\n".join(VEIL if names(line) else line for line in text.split("\n"))


def is_due(notice: Notice, now: datetime) -> bool:
    """Whether it may be claimed: its time has come, or whoever claimed it is gone."""
    if notice.state == PENDING:
        return notice.next_try_at is None or notice.next_try_at <= now
    return notice.state == SENDING and not is_held(notice, now)


def is_held(notice: Notice, now: datetime) -> bool:
    """Whether somebody is asking the provider right now."""
    return notice.state == SENDING and notice.lease_until is not None and notice.lease_until > now


def claimed(notice: Notice, now: datetime) -> Notice:
    """In the hands of whoever stores this."""
    return replace(
        notice,
        state=SENDING,
        tries=notice.tries + 1,
        attempted=notice.attempted + 1,
        lease_until=now + LEASE,
        next_try_at=None,
        version=notice.version + 1,
    )


def lost_attempt(notice: Notice, now: datetime) -> Attempt | None:
    """What is to be written down about a claim that nobody came back from."""
    if notice.state != SENDING or is_held(notice, now):
        return None
    began = (notice.lease_until or now) - LEASE
    return Attempt(notice.attempted, began, UNKNOWN, error="died_while_sending")


def accepted(notice: Notice, provider_id: str) -> Notice:
    """The provider has it."""
    return _settled(notice, SENT, provider_id=provider_id, last_error=None)


def put_off(notice: Notice, error: str, now: datetime, chance: float) -> Notice:
    """Once more later (``chance`` 0 … 1 spreads them), or given up after the last try."""
    if notice.tries >= MOST_TRIES:
        return given_up(notice, error)
    return _settled(notice, PENDING, next_try_at=now + delay_after(notice.tries, chance), last_error=error)


def given_up(notice: Notice, error: str) -> Notice:
    """It will not be sent, unless somebody resends it."""
    return _settled(notice, FAILED, last_error=error)


def withheld(notice: Notice, why: str) -> Notice:
    """It goes nowhere, because its customer wishes so."""
    return _settled(notice, WITHHELD, next_try_at=None, last_error=why)


def waiting(notice: Notice, until: datetime, why: str) -> Notice:
    """It goes out later, when its customer may be reached."""
    return _settled(notice, PENDING, next_try_at=until, last_error=why)


def by_way(notice: Notice, channel: str) -> Notice:
    """The same letter by the channel that its customer's wishes lead to, with which it is written down."""
    if channel == notice.channel:
        return notice
    instead = notice.to if (channel, notice.channel) == (SMS, EMAIL) else None
    others = {notice.channel: notice.to, **notice.others}
    to = others.pop(channel, None) or notice.customer_id or ""
    return replace(
        notice,
        channel=channel,
        to=to,
        others=others,
        email_instead=instead,
        moved_from=notice.moved_from or notice.channel,
    )


def elsewhere(notice: Notice, why: str, now: datetime) -> Notice | None:
    """The same letter by another of its channels, since this one does not take it; None: there is no other."""
    others = dict(notice.others)
    channel = next((each for each in WAYS if others.get(each)), None)
    if channel is None:
        return None
    to, barred = others.pop(channel), (*notice.barred, notice.channel)
    moved = _settled(notice, PENDING, next_try_at=now, last_error=why)
    return replace(moved, channel=channel, to=to, others=others, barred=barred, tries=0)


def came_back(notice: Notice, state: str, provider_id: str, why: str) -> Notice:
    """The provider had it, and it came back: nobody got it, or whoever got it complained."""
    return _settled(notice, state, provider_id=provider_id, next_try_at=None, last_error=why)


def refunded(notice: Notice) -> Notice:
    """Its money is given back."""
    return replace(notice, charged=False, cost_fen=0)


def gathered(notice: Notice) -> Notice:
    """Told together with others to the same address; it goes nowhere by itself."""
    return replace(notice, state=GATHERED, next_try_at=None, version=notice.version + 1)


def sent_anew(notice: Notice, now: datetime) -> Notice:
    """All its tries again, charged anew."""
    return replace(
        notice,
        state=PENDING,
        tries=0,
        next_try_at=now,
        lease_until=None,
        provider_id=None,
        last_error=None,
        charged=False,
        cost_fen=0,
        gather_after=0,
        version=notice.version + 1,
    )


def delay_after(tries: int, chance: float) -> timedelta:
    """How long to wait after this many tries: 1 min, 5 min, 30 min, 2 h, 8 h, each from half to half as much again.

    At most 16 h in all; letters that failed together come back apart.
    """
    return timedelta(seconds=DELAYS[tries - 1] * (0.5 + chance))


def _settled(notice: Notice, state: str, **changes: Any) -> Notice:
    return replace(notice, state=state, lease_until=None, version=notice.version + 1, **changes)
