"""What is announced to somebody and not read by them yet: what their record keeps of it (E6). Pure.

It stands in the record that each request of theirs reads anyway: how many announcements wait, and whether one is
urgent, costs no question. What is over frees itself by time, whenever the record was written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from chalicelib.core.errors import Conflict, members

MOST_UNREAD = 20  # each is read with every request of theirs


class Announced(msgspec.Struct, frozen=True, omit_defaults=True):
    """An announcement as somebody is to read it: in which ``edition`` at least, since when, and ``until`` when (None:
    for ever). ``urgent``: before they take another conversation. ``reminded``: they were asked once more."""

    announcement_id: str
    edition: int
    since: datetime
    until: datetime | None = None
    urgent: bool = False
    reminded: bool = False

    def counts(self, now: datetime) -> bool:
        """Whether it is not over yet."""
        return self.until is None or now < self.until


class AnnouncementUnread(Conflict):
    """Urgent announcements come before the next conversation: these are to be confirmed first."""

    code = "announcement_unread"
    title = "Read and confirm what is urgent first"
    beside = members(announcement_ids=list[str])


class AgentCreated(msgspec.Struct, frozen=True):
    """Somebody is new on a desk where something is announced."""

    agent_id: str


def unread(announced: Iterable[Announced], now: datetime) -> list[Announced]:
    """What is still to be read, the urgent ones first, then the newest."""
    there = sorted((each for each in announced if each.counts(now)), key=lambda each: each.since, reverse=True)
    return sorted(there, key=lambda each: not each.urgent)


def kept(announced: Iterable[Announced], now: datetime) -> tuple[Announced, ...]:
    """As many as a record keeps: of more, the older ones that are not urgent stand in the list alone."""
    return tuple(unread(announced, now)[:MOST_UNREAD])


def with_announced(
    announced: Sequence[Announced], announcement_id: str, item: Announced | None, now: datetime
) -> tuple[Announced, ...]:
    """What a record keeps once this announcement is to be read like this; None: it is not to be read any more."""
    others = [each for each in announced if each.announcement_id != announcement_id]
    return kept([*others, *([item] if item is not None else [])], now)


def refuse_unread(announced: Iterable[Announced], now: datetime) -> None:
    """Raises ``AnnouncementUnread`` where something urgent is not confirmed."""
    ids = [each.announcement_id for each in unread(announced, now) if each.urgent]
    if ids:
        raise AnnouncementUnread("confirm that you have read it, then take it", extra={"announcement_ids": ids})
