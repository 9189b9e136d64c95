"""Uses of suggested articles, each once, and what they come to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.suggestions.model.uses import KINDS, SIDES, Sums, Use, Uses, added, counted, number
from chalicelib.suggestions.store.keys import SuggestionKeys

SUM, USE = "sum", "u#"
KEPT = timedelta(days=420)  # longer than a month is counted anew, from its first day on
BY_MONTH = "by_month"
SHARDS = 4  # of an article's month, by the conversation


class UseRow(SuggestionKeys):
    """A use; where it stands says what it was."""


class SumRow(SuggestionKeys):
    """What the uses beside it come to; in the month's list, which is written to once."""

    agent_shown = NumberAttribute(default=0)
    agent_opened = NumberAttribute(default=0)
    agent_inserted = NumberAttribute(default=0)
    agent_helped = NumberAttribute(default=0)
    visitor_shown = NumberAttribute(default=0)
    visitor_opened = NumberAttribute(default=0)
    visitor_inserted = NumberAttribute(default=0)
    visitor_helped = NumberAttribute(default=0)


class CountedBefore(Lost):
    """This use was counted before."""


class SumMoved(Lost):
    """It was counted on meanwhile."""


def _key(article_id: str, month: str, shard: int) -> str:
    return f"uses#{article_id}#{month}#{shard}"


def shard_of(about: str) -> int:
    """Which part of its article's month a use is in."""
    return zlib.crc32(about.encode()) % SHARDS


def _place(use: Use) -> tuple[str, str]:
    return _key(use.article_id, use.month, shard_of(use.about)), f"{USE}{use.side}#{use.kind}#{use.about}"


def new_ones(desk: Desk, uses: Sequence[Use]) -> list[Use]:
    """Those of these that were not counted before; one strongly consistent request for each hundred."""
    items = UseRow.find_items(desk.database, [_place(each) for each in uses])
    there = {(item["key"]["S"], item["order"]["S"]) for item in items}
    return [each for each in uses if _place(each) not in there]


def count(tx: Transaction, use: Use) -> None:
    """Keep a use, and count it: two writes. Lost: ``CountedBefore``."""
    key, order = _place(use)
    until = int((use.at + KEPT).timestamp())
    tx.put(
        UseRow(key, order, expires_at=until),
        condition=UseRow.key.does_not_exist(),
        losing=lambda _: CountedBefore("counted before"),
    )
    tx.update(
        SumRow(key, SUM),
        [
            getattr(SumRow, f"{use.side}_{use.kind}").add(1),
            SumRow.month.set(use.month),
            SumRow.article.set(f"{use.article_id}#{shard_of(use.about)}"),
        ],
    )


def sums(desk: Desk, article_ids: Iterable[str], month: str) -> Mapping[str, Uses]:
    """What became of each of these articles in a month; one request for each 25 articles."""
    ids = list(dict.fromkeys(article_ids))
    parts: dict[str, list[Uses]] = {each: [] for each in ids}
    keys = [(_key(each, month, shard), SUM) for each in ids for shard in range(SHARDS)]
    for item in SumRow.find_items(desk.database, keys):
        row = SumRow.from_raw_data(item)
        parts[row.key.split("#")[1]].append(_uses(row))
    return {each: added(some) for each, some in parts.items()}


def articles_of(desk: Desk, month: str, after: str, most: int) -> tuple[list[str], bool]:
    """Articles of which there were uses in a month, by id, behind ``after``, and whether others follow; one query."""
    behind = SumRow.article > f"{after}#~" if after else None
    wanted = most * SHARDS + 1
    items, more = SumRow.read_page(desk.database, month, index=BY_MONTH, range_condition=behind, limit=wanted)
    ids = list(dict.fromkeys(item["article"]["S"].partition("#")[0] for item in items))
    return ids[:most], bool(more) or len(ids) > most


def recounted(desk: Desk, article_id: str, month: str, shard: int) -> tuple[Uses, Uses]:
    """What stands in an article's sum, and what its uses come to; one query a megabyte."""
    stands, pairs = Uses(), list[tuple[str, str]]()
    for item in SuggestionKeys.all_pages(desk.database, _key(article_id, month, shard)):
        order = item["order"]["S"]
        if order == SUM:
            stands = _uses(SumRow.from_raw_data(item))
        elif order.startswith(USE):
            _, side, kind, _ = order.split("#", 3)
            pairs.append((side, kind))
    return stands, counted(pairs)


def put_sum(tx: Transaction, article_id: str, month: str, shard: int, before: Uses, right: Uses) -> None:
    """Set a sum right. Lost: ``SumMoved``."""
    names = [(side, kind) for side in SIDES for kind in KINDS]
    differing = [each for each in names if number(before, *each) != number(right, *each)]
    unmoved = None
    for each in differing:
        attribute = getattr(SumRow, "_".join(each))
        same = attribute == number(before, *each)
        if not number(before, *each):
            same |= attribute.does_not_exist()
        unmoved = same if unmoved is None else unmoved & same
    actions = [getattr(SumRow, "_".join(each)).set(number(right, *each)) for each in differing]
    actions += [SumRow.month.set(month), SumRow.article.set(f"{article_id}#{shard}")]
    row = SumRow(_key(article_id, month, shard), SUM)
    tx.update(row, actions, condition=unmoved, losing=lambda _: SumMoved("counted on meanwhile"))


def _uses(row: SumRow) -> Uses:
    return Uses(*(Sums(*(int(getattr(row, f"{side}_{kind}") or 0) for kind in KINDS)) for side in SIDES))
