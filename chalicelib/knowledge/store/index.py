"""The index of articles in the table ``finding``: heads, postings, sizes, and how far each article has come in it.

All of it begins with the number of a *generation*: the index is rebuilt as the next one while this one is in use.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, Packed, RawItem, Wanted, read_all, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.finding import HEAD as LONGEST_HEAD
from chalicelib.knowledge.model.finding import Change, Content, Head
from chalicelib.knowledge.model.ranking import WHOLE
from chalicelib.knowledge.store.finding_keys import FindingKeys

HEAD, SIZE, PROGRESS, GENERATIONS = "head", "size", "progress", "generations"
SHARDS = 8
Top = tuple[tuple[int, str], ...]


class Progress(msgspec.Struct, frozen=True):
    """How far an article has come: its content is on the way to be that of this number, of which so many steps are
    done; None: all of them."""

    number: int = 0
    step: int | None = None


class Generations(msgspec.Struct, frozen=True):
    """Which generation is asked, and which one is being built."""

    current: int = 1
    building: int | None = None
    rebuilt_at: datetime | None = None

    @property
    def written(self) -> tuple[int, ...]:
        """Those in which what is published is to be found."""
        return (self.current,) if self.building is None else (self.current, self.building)


class Size(msgspec.Struct, frozen=True):
    """How many articles a space has."""

    articles: int


class Stamped(msgspec.Struct, frozen=True):
    """A head, and by whom it was written last; None: there is none."""

    head: Head = Head()
    stamp: str | None = None


class HeadRow(FindingKeys):
    having = NumberAttribute()
    top = Json(Top)
    stamp = UnicodeAttribute()


class PostingRow(FindingKeys):
    """A posting is its keys."""


class SizeRow(FindingKeys):
    articles = NumberAttribute(default=0)


class ProgressRow(FindingKeys):
    number = NumberAttribute()
    step = NumberAttribute(null=True)


class ContentRow(FindingKeys):
    content = Packed(Content)


class ListedRow(FindingKeys):
    """An article that is or was in the index."""


class GenerationsRow(FindingKeys):
    current = NumberAttribute()
    building = NumberAttribute(null=True)
    rebuilt_at = UTCDateTimeAttribute(null=True)


class HeadMoved(Lost):
    """Another article's posting of the same term was written meanwhile."""


class ProgressMoved(Lost):
    """Somebody else has brought the article further."""


class GenerationsMoved(Lost):
    """Another generation is asked, or built, by now."""


def generations(desk: Desk) -> Generations:
    """Which generations there are; one strongly consistent read."""
    row = GenerationsRow.find(desk.database, GENERATIONS, GENERATIONS)
    return row.into(Generations) if row is not None else Generations()


def write_generations(tx: Transaction, before: Generations, after: Generations) -> None:
    """Change which one is asked or built. Lost: ``GenerationsMoved``."""
    row = GenerationsRow(GENERATIONS, GENERATIONS, **msgspec.structs.asdict(after))
    held = GenerationsRow
    same = (held.current == before.current) & (
        held.building == before.building if before.building is not None else held.building.does_not_exist()
    )
    if before == Generations():
        same = same | held.key.does_not_exist()
    tx.put(row, condition=same, losing=lambda _: GenerationsMoved("another generation"))


def progress(desk: Desk, generation: int, article_id: str) -> Progress:
    """How far an article has come; one strongly consistent read."""
    row = ProgressRow.find(desk.database, _article(generation, article_id), PROGRESS)
    return row.into(Progress) if row is not None else Progress()


def content(desk: Desk, generation: int, article_id: str, number: int) -> Content | None:
    """What of an article is in the index by this number, None where that is forgotten; one strongly consistent read."""
    if not number:
        return Content()
    row = ContentRow.find(desk.database, _article(generation, article_id), _content(number))
    return row.content if row is not None else None


def begin(tx: Transaction, generation: int, article_id: str, before: Progress, after: Content) -> Progress:
    """The article is on its way to this content. Lost: ``ProgressMoved``."""
    number = before.number + 1
    key = _article(generation, article_id)
    row = ProgressRow(key, PROGRESS, number=number, step=0)
    tx.put(row, condition=_stands(before), losing=lambda _: ProgressMoved("it has come further"))
    tx.put(ContentRow(key, _content(number), content=after))
    tx.put(ListedRow(_list(generation, article_id), article_id))
    return Progress(number, 0)


def advance(tx: Transaction, generation: int, article_id: str, before: Progress, *, last: bool) -> Progress:
    """One step more is done; with the last one what was there before is forgotten. Lost: ``ProgressMoved``."""
    after = Progress(before.number, None if last else (before.step or 0) + 1)
    key = _article(generation, article_id)
    row = ProgressRow(key, PROGRESS, number=after.number, step=after.step)
    tx.put(row, condition=_stands(before), losing=lambda _: ProgressMoved("it has come further"))
    if last:
        tx.delete(ContentRow(key, _content(before.number - 1)))
    return after


def _stands(before: Progress) -> Condition:
    row = ProgressRow
    if before == Progress():
        absent: Condition = row.key.does_not_exist()
        return absent
    step = row.step == before.step if before.step is not None else row.step.does_not_exist()
    stands: Condition = (row.number == before.number) & step
    return stands


def heads(desk: Desk, generation: int, places: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Stamped]:
    """The heads of these spaces and terms, to be changed; one strongly consistent request for each hundred."""
    keys = {_term(generation, *place): place for place in places}
    items = HeadRow.find_items(desk.database, [(each, HEAD) for each in keys])
    there = {keys[item["key"]["S"]]: _stamped(item) for item in items}
    return {place: there.get(place, Stamped()) for place in places}


def _stamped(item: RawItem) -> Stamped:
    return Stamped(_head(item), item["stamp"]["S"])


def _head(item: RawItem) -> Head:
    return Head(int(item["having"]["N"]), HeadRow.top.held_in(item))


def heaviest(desk: Desk, generation: int, space: str, term: str) -> Sequence[tuple[int, str]]:
    """The heaviest postings of a term, one more than a head has; one strongly consistent query."""
    items, _ = PostingRow.read_page(
        desk.database,
        _term(generation, space, term),
        range_condition=PostingRow.order.startswith("p#"),
        limit=LONGEST_HEAD + 1,
    )
    places = [item["order"]["S"].split("#", 2) for item in items]
    return [(WHOLE - int(weight), article_id) for _, weight, article_id in places]


def write_change(
    tx: Transaction, generation: int, article_id: str, change: Change, before: Stamped, after: Head
) -> None:
    """Store an article's posting in place of the one it had, and the term's head. Lost: ``HeadMoved``."""
    key = _term(generation, change.space, change.term)
    if change.before is not None:
        tx.delete(PostingRow(key, _posting(change.before, article_id)))
    if change.after is not None:
        tx.put(PostingRow(key, _posting(change.after, article_id)))
    same = HeadRow.stamp == before.stamp if before.stamp is not None else HeadRow.key.does_not_exist()

    def losing(_: RawItem | None) -> Exception:
        return HeadMoved("another article was written here")

    if after.having:
        stamp = f"{article_id}#{tx.desk.new_id('stp')}"
        row = HeadRow(key, HEAD, having=after.having, top=after.top, stamp=stamp)
        tx.put(row, condition=same, losing=losing)
    else:
        tx.delete(HeadRow(key, HEAD), condition=same, losing=losing)


def count_articles(tx: Transaction, generation: int, space: str, more: int) -> None:
    """So many articles more, or fewer, are in this space."""
    tx.update(SizeRow(_space(generation, space), SIZE), [SizeRow.articles.add(more)])


class Read(msgspec.Struct, frozen=True):
    """What a question is answered from: heads by space and term, and how many articles there are by space."""

    heads: Mapping[tuple[str, str], Head]
    sizes: Mapping[str, int]


def read(desk: Desk, generation: int, places: Sequence[tuple[str, str]], spaces: Sequence[str]) -> Read:
    """The heads of at most 90 terms, and the sizes of at most ten spaces; one request."""
    of_heads: list[Wanted[Head]] = [_wanted_head(generation, *each) for each in places]
    of_sizes = [SizeRow.wanted(lambda row: Size(int(row.articles)), _space(generation, each), SIZE) for each in spaces]
    held = read_all(desk.database, [*of_heads, *of_sizes], consistent=False)
    sizes = {each: size.articles for each, size in zip(spaces, held[len(places) :], strict=True) if size is not None}
    return Read({place: head for place, head in zip(places, held, strict=False) if head is not None}, sizes)


def _wanted_head(generation: int, space: str, term: str) -> Wanted[Head]:
    return HeadRow.wanted(lambda row: Head(int(row.having), row.top), _term(generation, space, term), HEAD)


def listed(desk: Desk, generation: int, shard: int, after: str | None, limit: int) -> Sequence[str]:
    """Ids of articles that are or were in the index, in one of eight parts, behind one; one query."""
    behind = ListedRow.order > after if after is not None else None
    items, _ = ListedRow.read_page(desk.database, _shard(generation, shard), range_condition=behind, limit=limit)
    return [item["order"]["S"] for item in items]


def forget(desk: Desk, generation: int, article_id: str) -> None:
    """Take an article's part out of a generation that nobody asks or writes to any more: postings, heads, what is
    known of it; a query, and a request for each 25. Safe to repeat."""
    key = _article(generation, article_id)
    contents = [ContentRow.content.held_in(item) for item in _contents(desk, key)]
    places = {(where, term, weight) for each in contents for where, term, weight in each.postings()}
    rows: list[FindingKeys] = []
    for where, term, weight in sorted(places):
        rows += [PostingRow(_term(generation, where, term), _posting(weight, article_id))]
        rows += [HeadRow(_term(generation, where, term), HEAD)]
    spaces = {where for each in contents for where in each.spaces}
    rows += [SizeRow(_space(generation, each), SIZE) for each in sorted(spaces)]
    write_all(desk.database, (), _each_once(rows))
    own = [ContentRow(key, item["order"]["S"]) for item in _contents(desk, key)]
    write_all(desk.database, (), [*own, ProgressRow(key, PROGRESS)])
    write_all(desk.database, (), [ListedRow(_list(generation, article_id), article_id)])


def _contents(desk: Desk, key: str) -> Iterable[RawItem]:
    return ContentRow.all_pages(desk.database, key, range_condition=ContentRow.order.startswith("c#"))


def _each_once(rows: Sequence[FindingKeys]) -> Sequence[FindingKeys]:
    return list({(row.key, row.order): row for row in rows}.values())


def _term(generation: int, space: str, term: str) -> str:
    return f"{generation}#term#{space}#{term}"


def _space(generation: int, space: str) -> str:
    return f"{generation}#space#{space}"


def _article(generation: int, article_id: str) -> str:
    return f"{generation}#article#{article_id}"


def _list(generation: int, article_id: str) -> str:
    return _shard(generation, zlib.crc32(article_id.encode()) % SHARDS)


def _shard(generation: int, shard: int) -> str:
    return f"{generation}#listed#{shard}"


def _content(number: int) -> str:
    return f"c#{number:08}"


def _posting(weight: int, article_id: str) -> str:
    return f"p#{WHOLE - weight:04}#{article_id}"
