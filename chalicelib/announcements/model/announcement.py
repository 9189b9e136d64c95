"""An announcement: what it says, whom it reaches, and how it stands (E6). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, members
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent, Group

NORMAL, PINNED, URGENT = "normal", "pinned", "urgent"
PRIORITIES = (NORMAL, PINNED, URGENT)

DRAFT, SCHEDULED, EFFECTIVE = "draft", "scheduled", "effective"
EXPIRED, WITHDRAWN, ARCHIVED = "expired", "withdrawn", "archived"
STATES = (DRAFT, SCHEDULED, EFFECTIVE, EXPIRED, WITHDRAWN, ARCHIVED)
PUBLISHED = (SCHEDULED, EFFECTIVE)
OVER = (EXPIRED, WITHDRAWN, ARCHIVED)

ALL = "all"
MOST_EDITIONS = 200


class Audience(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom it is for: ``everybody``, or whoever is in one of these groups or has one of these roles."""

    everybody: bool = False
    group_ids: tuple[str, ...] = ()
    role_ids: tuple[str, ...] = ()

    def reaches(self, agent: Agent) -> bool:
        """Whether it is for this agent, as they are now."""
        return self.everybody or agent.role in self.role_ids or not agent.groups.isdisjoint(self.group_ids)

    def reaches_in(self, agent: Agent, groups: Mapping[str, Group]) -> bool:
        """The same by the groups themselves, where the agent is known from the directory alone."""
        if self.everybody or agent.role in self.role_ids:
            return True
        return any(agent.agent_id in groups[each].member_ids for each in self.group_ids if each in groups)

    @property
    def names(self) -> Sequence[str]:
        """Whose lists it stands in."""
        if self.everybody:
            return (ALL,)
        return (*(f"group#{each}" for each in self.group_ids), *(f"role#{each}" for each in self.role_ids))


class AgreedAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What everybody answers alike 统一口径, by language. ``article_id``: where more is said. ``phrase_ids``: phrases
    that say it already. ``shelf``: on whose shelf it is kept as a phrase while it is in effect (``company``, or a
    group's id; empty: on none), under ``shortcut``."""

    texts: Mapping[str, str]
    article_id: str | None = None
    phrase_ids: tuple[str, ...] = ()
    shelf: str = ""
    shortcut: str = ""


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an edition says: ``body`` is Markdown."""

    title: str
    body: str = ""
    answer: AgreedAnswer | None = None

    @property
    def texts(self) -> Sequence[str]:
        """By which it is found."""
        return (self.title, self.body, *(self.answer.texts.values() if self.answer is not None else ()))


class Edition(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was published, which never changes. ``changes``: what is otherwise than before; ``read_again``: whoever has
    confirmed an earlier one is to read this."""

    number: int
    content: Content
    at: datetime
    by: Author
    changes: str = ""
    read_again: bool = False


class Announcement(msgspec.Struct, frozen=True):
    """``effective_at``: from when on (None: once it is published); ``expires_at``: until when (None: for ever).

    ``edition``: the last one, 0: none is published; ``asked``: the one that everybody is to have read at least.
    ``remind_hours``: after how many hours who has not confirmed is told once more (None: never), ``remind_by_email``
    by a letter too. ``began_at``: when it came into effect first. ``source``: the id of what it was made from.
    """

    announcement_id: str
    content: Content
    audience: Audience
    created_at: datetime
    written_by: Author
    priority: Annotated[str, among(*PRIORITIES)] = NORMAL
    effective_at: datetime | None = None
    expires_at: datetime | None = None
    remind_hours: int | None = None
    remind_by_email: bool = False
    state: Annotated[str, among(*STATES)] = DRAFT
    edition: int = 0
    asked: int = 0
    published_at: datetime | None = None
    published_by: Author | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: Author | None = None
    reason: str = ""
    source: str | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return self.announcement_id

    @property
    def urgent(self) -> bool:
        return self.priority == URGENT

    @property
    def places(self) -> Mapping[str, datetime]:
        """The lists that it stands in as it is now, and by which moment."""
        held = {f"of#{each}": self.created_at for each in (*self.audience.names, f"by#{self.written_by.id}", "every")}
        if self.began_at is not None:
            held |= {f"to#{each}": self.began_at for each in self.audience.names}
        return held

    def standing(self, now: datetime) -> str:
        """How it stands at this moment, however late due work is."""
        if self.state not in PUBLISHED:
            return self.state
        if self.expires_at is not None and self.expires_at <= now:
            return EXPIRED
        begun = self.effective_at is None or self.effective_at <= now
        return EFFECTIVE if begun else SCHEDULED


class Current(msgspec.Struct, frozen=True, omit_defaults=True):
    """Of what is published and not over: whom it reaches, since when and until when, in which edition."""

    announcement_id: str
    audience: Audience
    asked: int
    since: datetime
    until: datetime | None = None
    urgent: bool = False

    def counts(self, now: datetime) -> bool:
        """Whether it is in effect."""
        return self.since <= now and (self.until is None or now < self.until)


MOST_CURRENT, MOST_URGENT = 100, 10


class Currents(msgspec.Struct, frozen=True):
    """All that is published and not over; one record, so that who comes has to ask once."""

    items: tuple[Current, ...] = ()
    version: int = 0


class TooManyCurrent(Conflict):
    """So much that is announced at once reaches nobody."""

    code = "too_many_announcements"
    title = "Too many announcements are published and not over"
    beside = members(most=int)


class AnnouncementOver(Conflict):
    """It is not so that this can be done with it."""

    code = "announcement_over"
    title = "The announcement does not stand so that this can be done"
    beside = members(state=str)


class EditionMoved(Conflict):
    """Another edition is to be read than the one that was confirmed."""

    code = "edition_moved"
    title = "A newer edition is to be read"
    beside = members(edition=int)


def refuse_unless(announcement: Announcement, now: datetime, *states: str) -> None:
    """Raises ``AnnouncementOver`` for one that stands otherwise."""
    state = announcement.standing(now)
    if state not in states:
        raise AnnouncementOver(f"it is {state}", extra={"state": state})


def current_of(announcement: Announcement, now: datetime) -> Current | None:
    """How it stands among what is published and not over; None: it is not."""
    if announcement.standing(now) not in PUBLISHED:
        return None
    since = announcement.effective_at or announcement.published_at or now
    return Current(
        announcement.announcement_id,
        announcement.audience,
        announcement.asked,
        since,
        announcement.expires_at,
        announcement.urgent,
    )


def with_current(currents: Currents, announcement: Announcement, now: datetime) -> Currents:
    """With this one as it stands now, without what is over. Raises ``TooManyCurrent``."""
    mine, own = current_of(announcement, now), announcement.announcement_id
    others = tuple(
        each for each in currents.items if each.announcement_id != own and (each.until is None or now < each.until)
    )
    if mine is not None and len(others) >= MOST_CURRENT:
        raise TooManyCurrent("withdraw or archive what is done with first", extra={"most": MOST_CURRENT})
    if mine is not None and mine.urgent and sum(each.urgent for each in others) >= MOST_URGENT:
        raise TooManyCurrent("too many of them are urgent", extra={"most": MOST_URGENT})
    return Currents((*others, *((mine,) if mine is not None else ())), currents.version + 1)


def published(announcement: Announcement, by: Author, now: datetime) -> tuple[Announcement, Edition]:
    """The draft as everybody reads it, at once or from its time on. Raises ``AnnouncementOver``."""
    refuse_unless(announcement, now, DRAFT)
    edition = Edition(1, announcement.content, now, by, read_again=True)
    after = replace(announcement, edition=1, asked=1, published_at=now, published_by=by, state=SCHEDULED)
    return begun(after, now) or after, edition


def begun(announcement: Announcement, now: datetime) -> Announcement | None:
    """It is in effect from now on; None: that is known, or its time has not come."""
    if announcement.state != SCHEDULED or announcement.standing(now) == SCHEDULED:
        return None
    at = announcement.effective_at if announcement.effective_at is not None else now
    return replace(announcement, state=EFFECTIVE, began_at=announcement.began_at or at)


def expired(announcement: Announcement, now: datetime) -> Announcement | None:
    """Its time is over; None: that is known, or it is not yet."""
    if announcement.state not in PUBLISHED or announcement.standing(now) != EXPIRED:
        return None
    began = announcement.began_at or announcement.effective_at or announcement.published_at
    return replace(announcement, state=EXPIRED, began_at=began, ended_at=announcement.expires_at)


def ended(announcement: Announcement, state: str, reason: str, by: Author, now: datetime) -> Announcement:
    """Withdrawn, or laid into the archive. Raises ``AnnouncementOver``."""
    held = (SCHEDULED, EFFECTIVE) if state == WITHDRAWN else (EFFECTIVE, EXPIRED, WITHDRAWN)
    refuse_unless(announcement, now, *held)
    known = begun(announcement, now) or announcement  # others have seen it, though that was not written yet
    return replace(known, state=state, reason=reason or known.reason, ended_at=now, ended_by=by)
