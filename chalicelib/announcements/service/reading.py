"""Announcements as those whom they reach read and find them, and as those who keep them list them (E6, law 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from chalicelib.announcements.model.announcement import (
    EFFECTIVE,
    OVER,
    PINNED,
    PUBLISHED,
    URGENT,
    Announcement,
    Edition,
)
from chalicelib.announcements.model.reading import Receipt, is_read
from chalicelib.announcements.service import access
from chalicelib.announcements.service.spreading import FindAnnouncement
from chalicelib.announcements.store import receipts, records
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.questions import LONGEST_QUESTION, contains, telling, terms_of
from chalicelib.core.words import distinct_words
from chalicelib.knowledge.model.articles import Edition as ArticleEdition
from chalicelib.knowledge.service import articles
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours

PAGE, LOOKED_AT = 20, 60
MOST_WORDS = 300  # of one announcement: what comes behind them is not found by them

T = TypeVar("T")
CURRENT, ARCHIVE, EVERY = "current", "archive", "all"


class Wanted(msgspec.Struct, frozen=True):
    """Which announcements: those with all words of ``q`` (None: no words); ``view``: in effect, over, or both;
    ``state``: one of ``STATES``; ``urgent`` or ``unread`` alone; of one group."""

    q: str | None = None
    view: str = CURRENT
    state: str = ""
    urgent: bool = False
    unread: bool = False
    group_id: str | None = None


class Mine(msgspec.Struct, frozen=True):
    """An announcement, and what its reader has confirmed of it; where it is read by itself, also the ``article`` of its
    answer, if readers have that."""

    announcement: Announcement
    receipt: Receipt | None
    article: ArticleEdition | None = None

    @property
    def unread(self) -> bool:
        """Whether it is still to be confirmed."""
        return not is_read(self.receipt, self.announcement.asked)


Placed = tuple[list[tuple[str, Mine | None]], bool]
Kept = tuple[list[tuple[str, Announcement | None]], bool]


def list_current(desk: Desk, agent: Agent, wanted: Wanted) -> list[Mine]:
    """All that is in effect for somebody, at most a hundred: what is urgent and unread first, then what is pinned, then
    the newest. Three requests. Raises ``NotYours``."""
    _refuse_foreign(agent, wanted.group_id)
    now = desk.now()
    ids = [
        each.announcement_id
        for each in records.currents(desk).items
        if each.counts(now)
        and each.audience.reaches(agent)
        and (wanted.group_id is None or wanted.group_id in each.audience.group_ids)
    ]
    shown = [
        each
        for each in _with_receipts(desk, agent, records.several(desk, ids))
        if each.announcement.standing(now) == EFFECTIVE and _fits(each, wanted)
    ]
    shown.sort(key=lambda each: each.announcement.began_at or each.announcement.created_at, reverse=True)
    rank = {PINNED: 1, URGENT: 1}
    return sorted(
        shown,
        key=lambda each: (not (each.unread and each.announcement.urgent), -rank.get(each.announcement.priority, 0)),
    )


def list_announcements(desk: Desk, agent: Agent, wanted: Wanted, before: str | None) -> Placed:
    """A page of what reaches somebody or did, the newest first, with their places; None: what is not shown, so a page
    may be short while others follow. Whether more is behind. A query for each of one's groups, and two requests.

    Raises ``Invalid`` naming ``q``, ``NotYours``.
    """
    _refuse_foreign(agent, wanted.group_id)
    names = access.lists_of(agent) if wanted.group_id is None else (f"to#group#{wanted.group_id}",)
    places, fits_words = _places(desk, names, wanted.q, before)
    now = desk.now()

    def fits(each: Mine) -> bool:
        state = each.announcement.standing(now)
        in_view = {CURRENT: state == EFFECTIVE, ARCHIVE: state in OVER}.get(wanted.view, state in (EFFECTIVE, *OVER))
        known = access.sees(agent, each.announcement, now) and in_view and wanted.state in ("", state)
        return known and _fits(each, wanted) and fits_words(each.announcement)

    there = records.several(desk, [records.about(each) for each in places[:LOOKED_AT]])
    mine = {each.announcement.key: each for each in _with_receipts(desk, agent, there)}
    return _paged(places, mine, fits)


def list_kept(desk: Desk, agent: Agent, wanted: Wanted, before: str | None) -> Kept:
    """The same of what somebody keeps, or what reaches those whom they lead, drafts too. By words what is published
    alone. A query for each of their groups, and a request."""
    names = access.kept_lists_of(agent)
    if wanted.group_id is not None:
        if not agent.reaches_all:
            _refuse_foreign(agent, wanted.group_id)
        names = (f"of#group#{wanted.group_id}",)
    if wanted.q is not None:
        names = _with_words(agent, wanted.group_id)
    places, fits_words = _places(desk, names, wanted.q, before)
    now = desk.now()

    def fits(each: Announcement) -> bool:
        state = each.standing(now)
        in_view = {CURRENT: state in PUBLISHED, ARCHIVE: state in OVER}.get(wanted.view, True)
        known = access.may_look(agent, each, now) and in_view and wanted.state in ("", state)
        return known and (each.urgent or not wanted.urgent) and fits_words(each)

    there = records.several(desk, [records.about(each) for each in places[:LOOKED_AT]])
    return _paged(places, {each.key: each for each in there}, fits)


def _with_words(agent: Agent, group_id: str | None) -> Sequence[str]:
    """The lists in which what somebody keeps is found by words."""
    if group_id is not None:
        return (f"to#group#{group_id}",)
    return access.kept_lists_of(agent) if agent.reaches_all else access.lists_of(agent)


def read_mine(desk: Desk, agent: Agent, announcement_id: str) -> Mine:
    """One that reaches somebody, or that they keep, with what they confirmed; one request, one more where its answer
    has an article. Raises ``NotFound``, ``NotYours``."""
    held, receipt = receipts.with_announcement(desk, announcement_id, agent.agent_id)
    announcement = existing(held, "no such announcement")
    now = desk.now()
    if not access.sees(agent, announcement, now) and not access.may_look(agent, announcement, now):
        raise NotYours("it is for others")
    answer = announcement.content.answer
    article_id = answer.article_id if answer is not None else None
    known = articles.published(desk, [article_id]) if article_id is not None else {}
    return Mine(announcement, receipt, known.get(article_id or ""))


def read_kept(desk: Desk, agent: Agent, announcement_id: str) -> Announcement:
    """One that somebody keeps, or that reaches those whom they lead; one read. Raises ``NotFound``, ``NotYours``."""
    announcement = access.read(desk, announcement_id)
    access.refuse_unkept(agent, announcement, desk.now())
    return announcement


def list_editions(desk: Desk, agent: Agent, announcement_id: str, before: int | None) -> tuple[list[Edition], bool]:
    """A page of what was published of it, the newest first, and whether there are more. Two requests. Raises
    ``NotFound``, ``NotYours``."""
    read_mine(desk, agent, announcement_id)
    return records.editions(desk, announcement_id, before)


def find_by_words(desk: Desk, due: FindAnnouncement) -> None:
    """It can be found by what it says now, by those whom it reaches; a read, and a request for each 25 words of each
    group. Twice is once."""
    announcement = records.find(desk, due.announcement_id)
    if announcement is not None and announcement.began_at is not None:
        records.put_words(desk, announcement, distinct_words(announcement.content.texts)[:MOST_WORDS])


def _refuse_foreign(agent: Agent, group_id: str | None) -> None:
    if group_id is not None and group_id not in agent.groups:
        raise NotYours("you are not in this group")


def _places(
    desk: Desk, names: Sequence[str], question: str | None, before: str | None
) -> tuple[list[str], Callable[[Announcement], bool]]:
    """Where to look, and what all words of the question stand in."""
    if question is None:
        return records.places(desk, names, before, LOOKED_AT + 1), lambda _: True
    terms = terms_of(question[:LONGEST_QUESTION])
    places = records.places_of_word(desk, names, telling(terms), before, LOOKED_AT + 1)
    return places, lambda each: contains(each.content.texts, terms)


def _with_receipts(desk: Desk, agent: Agent, there: Sequence[Announcement]) -> list[Mine]:
    known = receipts.of_agent(desk, agent.agent_id, [each.key for each in there])
    return [Mine(each, known.get(each.key)) for each in there]


def _fits(each: Mine, wanted: Wanted) -> bool:
    return (each.announcement.urgent or not wanted.urgent) and (each.unread or not wanted.unread)


def _paged(
    places: Sequence[str], known: dict[str, T], fits: Callable[[T], bool]
) -> tuple[list[tuple[str, T | None]], bool]:
    shown, number = list[tuple[str, T | None]](), 0
    for place in places[:LOOKED_AT]:
        thing = known.get(records.about(place))
        is_shown = thing is not None and fits(thing)
        shown.append((place, thing if is_shown else None))
        number += is_shown
        if number == PAGE:
            break
    return shown, len(places) > len(shown)
