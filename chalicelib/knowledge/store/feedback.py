"""What readers do with articles, in the table ``finding``: counts by article, what is read most by plan, what was asked
in vain by plan, month and text."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UTCDateTimeAttribute
from pynamodb.expressions.operand import Path

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.feedback import Help, Top, Usage, Vain
from chalicelib.knowledge.store.finding_keys import FindingKeys

VAIN_SHARDS = 4


class CountRow(FindingKeys):
    """Of an article and a month or a day; of an article, a plan and a month."""

    opened = NumberAttribute(default=0)
    helped = NumberAttribute(default=0)
    unhelped = NumberAttribute(default=0)


class HelpRow(FindingKeys):
    help = Packed(Help)


class PopularRow(FindingKeys):
    top = Json(Top)


class VainRow(FindingKeys):
    """Besides, a number for each day: ``day-29``, and ``none-29`` for those of them for which nothing was found."""

    last_at = UTCDateTimeAttribute()


class HelpMoved(Moved):
    """The visitor has said something else meanwhile; ``record`` is that."""


class PopularMoved(Lost):
    """Another article was noted meanwhile."""


class NeverAsked(Lost):
    """Nobody has asked this in this month."""


def count(tx: Transaction, article_id: str, day: date, **more: int) -> None:
    """Count so many more openings, or readers who were or were not helped, of an article's month and day."""
    actions = [Path([name]).add(number) for name, number in sorted(more.items()) if number]
    if actions:
        tx.update(CountRow(_counts(article_id), times.month_of(day)), actions)
        tx.update(CountRow(_counts(article_id), times.stored(day)), actions)


def count_opened(tx: Transaction, plan_key: str, article_id: str, month: str) -> None:
    """One opening more by visitors of this plan."""
    tx.update(CountRow(_opened(plan_key, article_id), month), [CountRow.opened.add(1)])


def opened(desk: Desk, plan_key: str, article_id: str, month: str) -> int:
    """How often visitors of this plan have opened it in this month; one read."""
    row = CountRow.find(desk.database, _opened(plan_key, article_id), month)
    return int(row.opened) if row is not None else 0


def usage(desk: Desk, article_ids: Sequence[str], period: str) -> Mapping[str, Usage]:
    """How articles were used in a month or on a day, where they were; one request for each hundred."""
    places = {_counts(each): each for each in article_ids}
    items = CountRow.find_items(desk.database, [(each, period) for each in places], consistent=False)
    return {places[item["key"]["S"]]: CountRow.from_raw_data(item).into(Usage) for item in items}


def help_of(desk: Desk, article_id: str, number: int, visitor_id: str) -> Help | None:
    """What a visitor has said about an edition; one strongly consistent read."""
    row = HelpRow.find(desk.database, _help(article_id), _said(number, visitor_id))
    return row.help if row is not None else None


def write_help(tx: Transaction, before: Help | None, after: Help) -> None:
    """Store what a visitor says about an edition. Lost: ``HelpMoved``."""
    row = HelpRow(_help(after.article_id), _said(after.number, after.visitor_id), help=after)
    same = HelpRow.help == before if before is not None else HelpRow.key.does_not_exist()
    tx.put(row, condition=same, losing=HelpRow.help.losing(HelpMoved))


def said(desk: Desk, article_id: str, before: str | None, limit: int) -> tuple[Sequence[tuple[str, Help]], bool]:
    """What visitors have said about an article, with its place, of the newest edition first; one query."""
    behind = HelpRow.order < before if before is not None else None
    items, more = HelpRow.read_page(
        desk.database, _help(article_id), range_condition=behind, limit=limit, forward=False
    )
    return [(item["order"]["S"], HelpRow.help.held_in(item)) for item in items], more is not None


def popular(desk: Desk, plan_key: str, months: Sequence[str]) -> Sequence[Top]:
    """What visitors of this plan have read most in these months, in their order; one request."""
    items = PopularRow.find_items(desk.database, [(_popular(plan_key), each) for each in months])
    there = {item["order"]["S"]: _top(item) for item in items}
    return [there.get(each, ()) for each in months]


def write_popular(tx: Transaction, plan_key: str, month: str, before: Top, after: Top) -> None:
    """Store what was read most. Lost: ``PopularMoved``."""
    same = PopularRow.top == before if before else PopularRow.key.does_not_exist()
    tx.put(
        PopularRow(_popular(plan_key), month, top=after),
        condition=same,
        losing=lambda _: PopularMoved("another was noted"),
    )


def _top(item: RawItem) -> Top:
    top: Top = PopularRow.top.held_in(item)
    return top


def count_vain(tx: Transaction, plan_key: str, text: str, now: datetime, *, answered: bool, known: bool) -> None:
    """Count that this was asked in vain. ``known``: only where it was before in this month. Lost: ``NeverAsked``."""
    day = now.date()
    actions: list[Any] = [Path([f"day-{day.day:02}"]).add(1), VainRow.last_at.set(now)]
    if not answered:
        actions.append(Path([f"none-{day.day:02}"]).add(1))
    tx.update(
        VainRow(_vain(plan_key, times.month_of(day), _shard(text)), text),
        actions,
        condition=VainRow.key.exists() if known else None,
        losing=lambda _: NeverAsked("not asked before"),
    )


def vain(desk: Desk, plan_key: str, month: str, since: date, until: date) -> Iterator[Vain]:
    """What was asked in vain on the days of a month from then until then; four queries, of what at most three thousand
    different questions came to."""
    days = [f"{day:02}" for day in range(1, 32) if since <= _day(month, day) <= until]
    for shard in range(VAIN_SHARDS):
        for item in VainRow.all_pages(desk.database, _vain(plan_key, month, shard)):
            counts = [int(item[name]["N"]) for name in (f"day-{day}" for day in days) if name in item]
            nothing = [int(item[name]["N"]) for name in (f"none-{day}" for day in days) if name in item]
            last_at = VainRow.from_raw_data(item).last_at
            yield Vain(item["order"]["S"], sum(counts), sum(nothing), last_at)


def asked_in_vain(desk: Desk, plan_keys: Sequence[str], month: str, text: str) -> list[RawItem]:
    """What was asked of any of these plans in these words, as stored; a request for each hundred plans."""
    keys = [(_vain(each, month, _shard(text)), text) for each in plan_keys] if text else []
    return list(VainRow.find_items(desk.database, keys))


def said_by(desk: Desk, visitor_id: str, editions: Iterable[tuple[str, int]]) -> list[RawItem]:
    """What a visitor has said of these editions of articles, as stored; a request for each hundred."""
    keys = [(_help(article_id), _said(number, visitor_id)) for article_id, number in editions]
    return list(HelpRow.find_items(desk.database, keys))


def _day(month: str, day: int) -> date:
    """The day of a month; of one that it does not have, the last day before it that it has."""
    first = times.read_day(f"{month}-01")
    for number in range(day, 27, -1):
        try:
            return first.replace(day=number)
        except ValueError:
            continue
    return first.replace(day=day)


def _counts(article_id: str) -> str:
    return f"count#{article_id}"


def _opened(plan_key: str, article_id: str) -> str:
    return f"opened#{plan_key}#{article_id}"


def _help(article_id: str) -> str:
    return f"help#{article_id}"


def _said(number: int, visitor_id: str) -> str:
    return f"{number:08}#{visitor_id}"


def _popular(plan_key: str) -> str:
    return f"popular#{plan_key}"


def _shard(text: str) -> int:
    return zlib.crc32(text.encode()) % VAIN_SHARDS


def _vain(plan_key: str, month: str, shard: int) -> str:
    return f"vain#{plan_key}#{month}#{shard}"
