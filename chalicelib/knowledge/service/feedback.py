"""What readers do with articles is counted: opened, helped or not, asked in vain (E2).

Each is one write, or a few that happen together; what a visitor can count in an hour, and what a plan's visitors can
ask anew in a day, is bounded by writes that count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta

import msgspec

from chalicelib.core import limits, races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model import feedback as model
from chalicelib.knowledge.model.articles import DRAFT, IN_REVIEW, PUBLISHED, Edition
from chalicelib.knowledge.model.feedback import Help, Usage, Vain
from chalicelib.knowledge.model.summaries import Summary
from chalicelib.knowledge.service import finding, reading
from chalicelib.knowledge.store import articles
from chalicelib.knowledge.store import feedback as store

TOLD = Limit("help_told", most=120, within=timedelta(hours=1))  # by a visitor
ASKED = Limit("help_asked", most=600, within=timedelta(hours=1))  # by a visitor
NEW_QUESTIONS = Limit("vain_questions", most=100, within=timedelta(days=1))  # of a plan's visitors
POPULAR = 5
UNREAD, UNHELPFUL = "unread", "unhelpful"
TOGETHER = 50  # articles of a page of usage
SHOWN_STATES = (PUBLISHED, DRAFT, IN_REVIEW)  # readers have the last edition of what is worked on


class Used(msgspec.Struct, frozen=True):
    """An article that readers have, and how it was used in a month."""

    summary: Summary
    usage: Usage


def note_opened(desk: Desk, plan_key: str, visitor_id: str, edition: Edition) -> None:
    """A visitor reads this edition: counted once a day. One transaction and a read; two more now and then.

    Raises ``LimitReached``.
    """
    day = desk.now().date()
    month = times.month_of(day)
    tx = Transaction(desk)
    mark(tx, Once.of(f"opened#{visitor_id}#{edition.article_id}#{edition.number}", f"{day}", None), {})
    limits.spend(tx, TOLD, "visitor", visitor_id)
    store.count(tx, edition.article_id, day, opened=1)
    store.count_opened(tx, plan_key, edition.article_id, month)
    try:
        tx.commit()
    except AlreadyDone:
        return
    opened = store.opened(desk, plan_key, edition.article_id, month)
    if model.is_told_of(opened):
        _note_popular(desk, plan_key, month, edition.article_id, opened)


def _note_popular(desk: Desk, plan_key: str, month: str, article_id: str, opened: int) -> None:
    """What is lost to somebody else, or to a death, is made good by a later opening."""
    (before,) = store.popular(desk, plan_key, [month])
    after = model.with_opened(before, article_id, opened)
    if after != before:
        tx = Transaction(desk)
        store.write_popular(tx, plan_key, month, before, after)
        with suppress(store.PopularMoved):
            tx.commit()


def note_help(
    desk: Desk, visitor_id: str, edition: Edition, *, helped: bool, words: str = "", language: str = ""
) -> Help:
    """Whether this edition helped a visitor, and what they say about it: once, and changeable. A read and a
    transaction; nothing is counted where they say what they said. Raises ``Invalid`` naming ``words``,
    ``LimitReached``."""
    words = model.checked_words(words)

    def note(before: Help | None) -> Help:
        if before is not None and (before.helped, before.words) == (helped, words):
            return before
        now = desk.now()
        counted_on = before.counted_on if before is not None else now.date()
        after = Help(edition.article_id, edition.number, visitor_id, helped, words, now, counted_on, language)
        tx = Transaction(desk)
        store.write_help(tx, before, after)
        limits.spend(tx, TOLD, "visitor", visitor_id)
        if before is None:
            store.count(tx, edition.article_id, counted_on, helped=int(helped), unhelped=int(not helped))
        elif before.helped != helped:
            turned = 1 if helped else -1
            store.count(tx, edition.article_id, counted_on, helped=turned, unhelped=-turned)
        tx.commit()
        return after

    before = store.help_of(desk, edition.article_id, edition.number, visitor_id)
    return races.follow(desk, before, note, store.HelpMoved)


def ask(desk: Desk, plan_key: str, locale: str, visitor_id: str, question: str, limit: int) -> Sequence[finding.Hit]:
    """What answers a visitor's question, as ``finding`` has it; so often an hour. One request more. Raises
    ``LimitReached``."""
    limits.spend_now(desk, ASKED, "visitor", visitor_id)
    return finding.find_articles(desk, plan_key, locale, question, limit)


def note_vain(desk: Desk, plan_key: str, locale: str, visitor_id: str, question: str) -> None:
    """A visitor asked this, and opened nothing of what was found, if anything was; once a day. Beyond a hundred that
    nobody has asked before, a day and plan, it is not counted. One search, two writes, and one more for what is new.

    Raises ``LimitReached``.
    """
    text = model.vain_text(question)
    if not text:
        return
    answered = bool(ask(desk, plan_key, locale, visitor_id, question, 1))

    def count(*, known: bool) -> None:
        now, tx = desk.now(), Transaction(desk)
        mark(tx, Once.of(f"vain#{visitor_id}#{plan_key}", f"{now.date()}#{_digest(text)}", None), {})
        limits.spend(tx, TOLD, "visitor", visitor_id)
        if not known:
            limits.spend(tx, NEW_QUESTIONS, "plan", plan_key)
        store.count_vain(tx, plan_key, text, now, answered=answered, known=known)
        tx.commit()

    with suppress(AlreadyDone):
        try:
            count(known=True)
        except store.NeverAsked:
            _count_new(lambda: count(known=False))


def _count_new(count: Callable[[], None]) -> None:
    """Unless a plan's visitors have asked so much anew today."""
    try:
        count()
    except LimitReached as reached:
        if reached.extra["limit"] != NEW_QUESTIONS.name:
            raise


def list_popular(desk: Desk, plan_key: str, limit: int = POPULAR) -> Sequence[Edition]:
    """What visitors of this plan read most, this month and the one before, and where that is less, others that they may
    read. Two requests; two more in the latter case."""
    day = desk.now().date()
    months = [times.month_of(day), times.month_of(day.replace(day=1) - timedelta(days=1))]
    ids = list(model.popular_of(*store.popular(desk, plan_key, months))[: 2 * limit])
    if len(ids) < limit:
        ids += [each.article_id for each in reading.list_shown(desk, plan_key, None, None, limit).lines]
    editions = articles.published(desk, ids) if ids else {}
    there = [editions[each] for each in dict.fromkeys(ids) if each in editions]
    return [each for each in there if each.is_for(plan_key)][:limit]


def list_vain(desk: Desk, plan_key: str, since: date, until: date) -> Sequence[Vain]:
    """What a plan's visitors asked in vain on these days, the most asked first; four queries for each month.

    Raises ``Invalid`` naming ``until``.
    """
    model.checked_period(since, until)
    months = model.months_in(since, until)
    return model.most_asked(each for month in months for each in store.vain(desk, plan_key, month, since, until))


def list_used(
    desk: Desk, month: str, only: str, start: tuple[str, str | None] | None
) -> tuple[Sequence[Used], tuple[str, str | None] | None]:
    """A page of the articles that readers have, with how they were used in a month, and where the next one begins.

    ``only``: those that nobody opened (``unread``), or that did not help (``unhelpful``); such a page may be short, or
    empty, while others follow. Two requests.
    """
    state, before = start or (SHOWN_STATES[0], None)
    summaries, more = articles.listed(desk, state, before, TOGETHER)
    there = [each for each in summaries if each.number is not None]
    usage = store.usage(desk, [each.article_id for each in there], month) if there else {}
    used = [Used(each, usage.get(each.article_id, Usage())) for each in there]
    if more:
        return _among(used, only), (state, articles.place_of(summaries[-1]))
    further = SHOWN_STATES[SHOWN_STATES.index(state) + 1 :]
    return _among(used, only), (further[0], None) if further else None


def _among(used: Sequence[Used], only: str) -> Sequence[Used]:
    if only == UNREAD:
        return [each for each in used if not each.usage.opened]
    return [each for each in used if only != UNHELPFUL or each.usage.did_not_help]


def list_said(
    desk: Desk, article_id: str, before: str | None, limit: int = TOGETHER
) -> tuple[Sequence[tuple[str, Help]], bool]:
    """What visitors said about an article, the newest edition first; one query."""
    return store.said(desk, article_id, before, limit)


def _digest(text: str) -> str:
    """What stands for a question where nobody is to read it."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
