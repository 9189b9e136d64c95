"""A mailing (群发): what is told to everybody who subscribed to a topic, in pages, at its pace. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.text import BRACES, among, checked_line
from chalicelib.notices.model.subscriptions import SHARDS
from chalicelib.visitors.model.wishes import WishedHours, checked_hours, reachable_at

DRAFT, RUNNING, STOPPED, FINISHED = "draft", "running", "stopped", "finished"
STATES = (DRAFT, RUNNING, STOPPED, FINISHED)
PAGE = 20  # customers of one transaction: each takes four of its hundred writes, and the mailing two
PARTS = 8  # of its customers, and of its counts
LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_NAME = 80, 500, 80
PLACEHOLDERS = ("name", "plan", "topic", "about")

WRITTEN, WITHHELD, NO_ADDRESS, TOO_MANY, ENDED = "written", "withheld", "no_address", "too_many_today", "ended"


class NoticeText(msgspec.Struct, frozen=True):
    """In one language: ``{name}``, ``{plan}``, ``{topic}`` and ``{about}`` are filled."""

    subject: str
    text: str


class Place(msgspec.Struct, frozen=True):
    """How far a mailing is: in which ``part`` of its topic's list, after which customer's ``place`` there; how many
    were looked at on the local date ``day``."""

    part: int = 0
    after: Mapping[str, Any] | None = None
    day: str = ""
    today: int = 0


class Mailing(msgspec.Struct, frozen=True):
    """``texts`` by language. ``about``: only of this thing, beside those who subscribed to all of the topic.
    ``starts_at``: not before. ``within``: at which hours its pages are written (None: the plan's). ``a_day``: so many
    customers on one day of the plan's at most; ``a_minute``: its pace. ``step`` counts its pages. ``withheld``: whom no
    letter was written to, by reason."""

    mailing_id: str
    plan_key: str
    topic_id: str
    name: str
    texts: Mapping[str, NoticeText]
    made_at: datetime
    by_name: str
    about: str = ""
    starts_at: datetime | None = None
    within: WishedHours | None = None
    a_day: int = 10_000
    a_minute: int = 200
    state: Annotated[str, among(*STATES)] = DRAFT
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: Place = Place()
    step: int = 0
    looked_at: int = 0
    written: int = 0
    withheld: Mapping[str, int] = {}
    version: int = 1

    def text_in(self, language: str) -> tuple[str, NoticeText]:
        """What it says, in this language if it is said in it, and in which it is."""
        chosen = language if language in self.texts else next(iter(self.texts))
        return chosen, self.texts[chosen]


class To(msgspec.Struct, frozen=True):
    """What became of one customer's letter: ``state`` is ``written`` until the ledger says more, ``withheld`` with
    ``why``, or the letter's own."""

    customer_id: str
    at: datetime
    state: str
    why: str | None = None
    notice_id: str | None = None
    version: int = 0
    unsubscribed_at: datetime | None = None


class Counts(msgspec.Struct, frozen=True):
    """What became of letters that were written; ``withheld``: what their wishes kept back since."""

    sent: int = 0
    failed: int = 0
    bounced: int = 0
    complained: int = 0
    withheld: int = 0
    unsubscribed: int = 0


class NotDraft(Conflict):
    """What has begun is told as it stands."""

    code = "not_a_draft"
    title = "This mailing has begun already"


class MailingOver(Conflict):
    """It is stopped, or everybody was told."""

    code = "mailing_over"
    title = "This mailing is over"


def checked_mailing(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A mailing's fields as they are kept. Raises ``Invalid`` naming each that does not hold."""
    wrong, kept = WrongFields(), dict(fields)
    if "name" in fields:
        with wrong:
            kept["name"] = checked_line("name", fields["name"], longest=LONGEST_NAME)
    if "texts" in fields:
        with wrong:
            kept["texts"] = checked_texts(fields["texts"])
    if fields.get("within") is not None:
        with wrong:
            kept["within"] = checked_hours("within", fields["within"])
    wrong.refuse()
    return kept


def checked_texts(texts: Mapping[str, NoticeText]) -> dict[str, NoticeText]:
    """What is said, in one language at least, with placeholders that there are. Raises ``Invalid``."""
    wrong, kept = WrongFields(), dict[str, NoticeText]()
    if not texts:
        wrong.add("texts", "one language at least")
    for language, said in texts.items():
        with wrong:
            subject = checked_line(f"texts.{language}.subject", said.subject, longest=LONGEST_SUBJECT)
            kept[language] = NoticeText(subject, _checked_text(f"texts.{language}.text", said.text))
        strange = {*BRACES.findall(said.subject), *BRACES.findall(said.text)} - {*PLACEHOLDERS}
        if strange:
            wrong.add(f"texts.{language}.text", f"placeholders are {', '.join(PLACEHOLDERS)}")
    wrong.refuse()
    return kept


def _checked_text(field: str, text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise Invalid.field(field, f"1 to {LONGEST_TEXT} characters")
    return text


def started(mailing: Mailing, now: datetime) -> Mailing:
    """Going out from now on. Raises ``NotDraft``."""
    if mailing.state != DRAFT:
        raise NotDraft("it was started before")
    return replace(mailing, state=RUNNING, started_at=now, version=mailing.version + 1)


def stopped(mailing: Mailing, now: datetime) -> Mailing:
    """Nobody more is written to. Raises ``MailingOver``."""
    if mailing.state == STOPPED:
        return mailing
    if mailing.state != RUNNING:
        raise MailingOver("it is not under way")
    return replace(mailing, state=STOPPED, ended_at=now, version=mailing.version + 1)


def parts_of(mailing: Mailing) -> int:
    """Of how many parts its list is: of those who subscribed to all of the topic, and to this thing."""
    return SHARDS * 2 if mailing.about else SHARDS


def goes_on_at(mailing: Mailing, zone: str, within: WishedHours | None, now: datetime) -> datetime:
    """When its next page may be written: within its hours, and not more on a day than it may."""
    hours, at = mailing.within or within, now
    if mailing.place.day == day_in(zone, now) and mailing.place.today >= mailing.a_day:
        tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
        at = times.day_begins(tomorrow, zone).astimezone(UTC)
    return reachable_at(hours, at, zone) if hours is not None else at


def room_today(mailing: Mailing, zone: str, now: datetime) -> int:
    """How many customers its next page may have."""
    today = mailing.place.today if mailing.place.day == day_in(zone, now) else 0
    return max(0, min(PAGE, mailing.a_day - today))


def day_in(zone: str, now: datetime) -> str:
    """The local date there."""
    return times.stored(now.astimezone(ZoneInfo(zone)).date())


def pause_after(mailing: Mailing, count: int) -> timedelta:
    """How long it waits after a page of so many letters, to keep its pace."""
    return timedelta(seconds=60 * count / mailing.a_minute)


def moved_on(
    mailing: Mailing, looked_at: int, tos: list[To], after: Mapping[str, Any] | None, zone: str, now: datetime
) -> Mailing:
    """After a page of ``looked_at`` subscriptions with what became of each customer of it; where no more follow in this
    part, at the beginning of the next one, or finished."""
    withheld = dict(mailing.withheld)
    for each in tos:
        if each.state == WITHHELD and each.why is not None:
            withheld[each.why] = withheld.get(each.why, 0) + 1
    day, written = day_in(zone, now), sum(each.state == WRITTEN for each in tos)
    today = (mailing.place.today if mailing.place.day == day else 0) + written
    part = mailing.place.part if after is not None else mailing.place.part + 1
    is_over = part >= parts_of(mailing)
    return replace(
        mailing,
        state=FINISHED if is_over else mailing.state,
        ended_at=now if is_over else None,
        place=Place(part, after, day, today),
        step=mailing.step + 1,
        looked_at=mailing.looked_at + looked_at,
        written=mailing.written + written,
        withheld=withheld,
        version=mailing.version + 1,
    )


def part_for(customer_id: str) -> int:
    """In which part of a mailing's customers, and of its counts, one stands."""
    return hashlib.sha256(customer_id.encode()).digest()[0] % PARTS
