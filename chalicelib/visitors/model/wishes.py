"""How a customer wishes to be written to, who says so, and the one rule that every letter to them obeys (A11). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.core.text import among
from chalicelib.people.model.zones import checked_zone

CHANNELS = BY_EMAIL, BY_SMS = "email", "sms"  # by which people are written to
PREFERRED = (*CHANNELS, "social", "web")  # what they may prefer, and refuse

# what a letter to a customer is
REPLY, OWED, NOTICE, SURVEY, CAMPAIGN = "reply", "owed", "notice", "survey", "campaign"
STAFF = "staff"  # to the desk's own people, who are asked for no wishes
KINDS = (REPLY, OWED, NOTICE, SURVEY, CAMPAIGN)
REFUSABLE = (NOTICE, SURVEY, CAMPAIGN)  # what is owed may be refused by a channel, never as such
AT_ONCE = frozenset({REPLY})  # somebody waits for it this moment, whatever the hour: words, a code

REFUSED_CHANNEL, REFUSED_KIND, REFUSED_TOPIC = "refused_channel", "refused_kind", "refused_topic"
OUTSIDE_HOURS, TOO_LATE = "outside_hours", "too_late"

BY_LINK, BY_WORDS, BY_STOP, BY_API, BY_HAND, BY_MERGE = "link", "words", "stop", "api", "hand", "merge"
SOURCES = (BY_LINK, BY_WORDS, BY_STOP, BY_API, BY_HAND, BY_MERGE)
LONGEST_QUOTE = 300
MOST_TOPICS = 50  # that one customer has ended; of more the last ones are known
_DAYS = range(7)
_LOOKS = 20  # two kinds of hours meet within a week, or never
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"


class WishedHours(msgspec.Struct, frozen=True):
    """When they may be reached, by the clock: from ``begins`` to ``ends`` (such as 09:00), which is the next day's
    where it is not later. ``days``: 0 is Monday, those on which the time begins; none: every day. ``zone``: where the
    clock hangs; None: where the plan is."""

    begins: str
    ends: str
    days: tuple[int, ...] = ()
    zone: str | None = None


class Wishes(msgspec.Struct, frozen=True):
    """By which channel a customer wishes to be written to first (None: no matter), by which never, which kinds of
    letters and which topics never, and at which hours (None: at any)."""

    preferred: Annotated[str, among(*PREFERRED)] | None = None
    refused: tuple[str, ...] = ()
    refused_kinds: tuple[str, ...] = ()
    hours: WishedHours | None = None
    refused_topics: tuple[str, ...] = ()


class Proof(msgspec.Struct, frozen=True):
    """Who said so, and where that stands: ``by``, whose hand it was. ``source``: link (on a page of a letter), words
    (in a conversation: ``seq`` is the entry), stop (an SMS that says so), api, hand (an agent writes it down), merge
    (came with another visitor). ``quote``: the words."""

    source: Annotated[str, among(*SOURCES)]
    by: Author
    conversation_id: str | None = None
    seq: int | None = None
    quote: str = ""


class Wished(msgspec.Struct, frozen=True):
    """One change of a customer's wishes, and how it is proved."""

    wish_id: str
    at: datetime
    was: Wishes
    became: Wishes
    proof: Proof


class Sought(msgspec.Struct, frozen=True):
    """A letter on its way: of what ``kind``, about which topic, written for ``channel``, and the ``addresses`` it may
    go to, by channel.

    ``fixed``: somebody chose its channel for this letter, which a preference does not change. ``stopped``: channels
    whose address takes nothing more from us, as its owner said.
    ``within``: at which hours it goes out to whom has said nothing of hours. ``until``: a letter that would wait beyond
    this is too late. ``zone``: where the plan is. ``also``: at these hours alone, whatever else is said of hours.
    """

    kind: str
    channel: str
    addresses: Mapping[str, str]
    zone: str
    topic_id: str | None = None
    fixed: bool = False
    stopped: Collection[str] = ()
    within: WishedHours | None = None
    until: datetime | None = None
    also: WishedHours | None = None


class Way(msgspec.Struct, frozen=True):
    """What becomes of a letter: by which channel it goes, and when; None: by none, because of ``why``."""

    channel: str | None
    at: datetime
    why: str = ""


def way_of(sought: Sought, wishes: Wishes, now: datetime) -> Way:
    """The rule: nothing that was refused, by no channel that was refused, by the one that is preferred first, and not
    before the hours begin."""
    if sought.kind in REFUSABLE and sought.kind in wishes.refused_kinds:
        return Way(None, now, REFUSED_KIND)
    if sought.topic_id is not None and sought.topic_id in wishes.refused_topics:
        return Way(None, now, REFUSED_TOPIC)
    first = () if sought.fixed or wishes.preferred is None else (wishes.preferred,)
    never = {*wishes.refused, *sought.stopped}
    order = dict.fromkeys((*first, sought.channel, *sought.addresses))
    channel = next((each for each in order if sought.addresses.get(each) and each not in never), None)
    if channel is None:
        return Way(None, now, REFUSED_CHANNEL)
    hours = None if sought.kind in AT_ONCE else wishes.hours or sought.within
    at = _within_all([each for each in (hours, sought.also) if each is not None], now, sought.zone)
    if at is None:
        return Way(None, now, OUTSIDE_HOURS)
    if sought.until is not None and at > now and at >= sought.until:
        return Way(None, now, TOO_LATE)
    return Way(channel, at, OUTSIDE_HOURS if at > now else "")


def _within_all(several: Sequence[WishedHours], now: datetime, zone: str) -> datetime | None:
    """The first time that is within all of these hours; None: they have none together."""
    at = now
    for _ in range(_LOOKS):
        later = max([reachable_at(each, at, zone) for each in several], default=at)
        if later == at:
            return at
        at = later
    return None


def reachable_at(hours: WishedHours, now: datetime, zone: str) -> datetime:
    """Now, if it is within the hours, else when they begin next; in UTC. An hour that the clock leaves out in spring
    begins when the clock has gone on."""
    place = ZoneInfo(hours.zone or zone)
    begins, ends = times.read_time_of_day(hours.begins), times.read_time_of_day(hours.ends)

    def there(day: date, at: object) -> datetime:
        return datetime.combine(day, at, place).astimezone(UTC)  # type: ignore[arg-type]

    today = now.astimezone(place).date()
    for ahead in range(-1, 9):
        day = today + timedelta(days=ahead)
        if hours.days and day.weekday() not in hours.days:
            continue
        start = there(day, begins)
        end = there(day if ends > begins else day + timedelta(days=1), ends)
        if now < end:
            return max(start, now)
    return now


def checked_channels(channels: Sequence[str]) -> tuple[str, ...]:
    """Channels as they are kept: each once, in one order."""
    return tuple(each for each in PREFERRED if each in channels)


def refused_besides(before: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """What is refused once somebody said of e-mail and SMS alone what is: the others stay as they were."""
    return checked_channels((*asked, *(each for each in before if each not in CHANNELS)))


def checked_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """Kinds that may be refused as they are kept: each once, in one order."""
    return tuple(each for each in REFUSABLE if each in kinds)


def checked_hours(field: str, hours: WishedHours) -> WishedHours:
    """Hours as they are kept. Raises ``Invalid`` with the field."""
    for name in ("begins", "ends"):
        if re.fullmatch(_CLOCK, getattr(hours, name)) is None:
            raise Invalid.field(f"{field}.{name}", "a time such as 09:00")
    if hours.begins == hours.ends:
        raise Invalid.field(f"{field}.ends", "another time than it begins")
    if any(each not in _DAYS for each in hours.days):
        raise Invalid.field(f"{field}.days", "0 (Monday) to 6 (Sunday)")
    if hours.zone is not None:
        try:
            checked_zone(hours.zone)
        except Invalid:
            raise Invalid.field(f"{field}.zone", "a time zone such as Asia/Shanghai") from None
    return replace(hours, days=tuple(sorted(set(hours.days))))
