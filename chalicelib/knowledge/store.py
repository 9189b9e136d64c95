"""The table ``knowledge``: shelves of phrases, the tree of categories, words that must not be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.categories import Tree
from chalicelib.knowledge.model.phrases import Owner, Shelf
from chalicelib.knowledge.model.said import counter_of
from chalicelib.knowledge.model.unsaid import UnsaidWords

TREE, UNSAID = "categories", "unsaid"


class Keys(Row):
    class Meta:
        table_name = table_name("knowledge")

    key = UnicodeAttribute(hash_key=True)
    revision = NumberAttribute()


class ShelfRow(Keys):
    shelf = Packed(Shelf)


class ShelfMoved(Moved):
    """The shelf is not as it was read; ``record`` is how it stands now."""


def _key(owner: Owner) -> str:
    whose = {"own": f"agent#{owner.owner_id}", "group": f"group#{owner.owner_id}"}
    return f"phrases#{whose.get(owner.reach, owner.reach)}"


def shelves(desk: Desk, owners: Sequence[Owner], *, consistent: bool = True) -> list[Shelf]:
    """The shelves of these owners, in this order, empty ones too; one request for each hundred."""
    items = ShelfRow.find_items(desk.database, [(_key(each),) for each in owners], consistent=consistent)
    there = {item["key"]["S"]: _shelf(item) for item in items}
    return [there.get(_key(each)) or Shelf(each) for each in owners]


def shelf(desk: Desk, owner: Owner) -> Shelf:
    """One owner's shelf; one strongly consistent read."""
    item = ShelfRow.find_item(desk.database, _key(owner))
    return _shelf(item) if item else Shelf(owner)


def write_shelf(tx: Transaction, before: Shelf, after: Shelf) -> None:
    """Store the shelf. Lost: ``ShelfMoved``."""
    unmoved = ShelfRow.revision == before.revision if before.revision else ShelfRow.key.does_not_exist()
    row = ShelfRow(_key(after.owner), revision=after.revision, shelf=after)
    tx.put(row, condition=unmoved, losing=lambda item: ShelfMoved(_shelf(item) if item else Shelf(after.owner)))


def _shelf(item: RawItem) -> Shelf:
    shelf: Shelf = ShelfRow.shelf.held_in(item)
    return shelf


class TreeRow(Keys):
    tree = Packed(Tree)


class TreeMoved(Moved):
    """The tree is not as it was read; ``record`` is how it stands now."""


def tree(desk: Desk) -> Tree:
    """Every category; one strongly consistent read. Until somebody has changed it, what is shipped."""
    item = TreeRow.find_item(desk.database, TREE)
    return _tree(item) if item else Tree()


def write_tree(tx: Transaction, before: Tree, after: Tree) -> None:
    """Store the tree. Lost: ``TreeMoved``."""
    unmoved = TreeRow.revision == before.revision if before.revision else TreeRow.key.does_not_exist()
    row = TreeRow(TREE, revision=after.revision, tree=after)
    tx.put(row, condition=unmoved, losing=lambda item: TreeMoved(_tree(item) if item else Tree()))


def _tree(item: RawItem) -> Tree:
    tree: Tree = TreeRow.tree.held_in(item)
    return tree


class UnsaidRow(Keys):
    words = Packed(UnsaidWords)


class UnsaidMoved(Moved):
    """The words are not as they were read; ``record`` is how they stand now."""


def unsaid(desk: Desk) -> UnsaidWords:
    """All words that must not be said; one strongly consistent read."""
    item = UnsaidRow.find_item(desk.database, UNSAID)
    return _unsaid(item)


def wanted_unsaid() -> Wanted[UnsaidWords]:
    """The same, to be read together with something else; nothing until somebody has written any."""
    return UnsaidRow.wanted(lambda row: row.words, UNSAID)


def write_unsaid(tx: Transaction, before: UnsaidWords, after: UnsaidWords) -> None:
    """Store the words. Lost: ``UnsaidMoved``."""
    unmoved = UnsaidRow.revision == before.revision if before.revision else UnsaidRow.key.does_not_exist()
    row = UnsaidRow(UNSAID, revision=after.revision, words=after)
    tx.put(row, condition=unmoved, losing=lambda item: UnsaidMoved(_unsaid(item)))


def _unsaid(item: RawItem | None) -> UnsaidWords:
    words: UnsaidWords = UnsaidRow.words.held_in(item) if item else UnsaidWords()
    return words


class SaidRow(Row):
    """What an agent said in a month all the same, or heeded: a number for each kind or way and day, such as
    ``negative-28``; and on a day: one for each way and entry, such as ``replaced#uns_…``."""

    class Meta:
        table_name = table_name("knowledge")

    key = UnicodeAttribute(hash_key=True)


def count_said(tx: Transaction, agent_id: str, month: str, counters: Iterable[str]) -> None:
    """Count one more with the transaction in each of these counters of the agent's month."""
    tx.update(SaidRow(_said(agent_id, month)), [Path([each]).add(1) for each in counters])


def said(desk: Desk, agent_ids: Sequence[str], months: Sequence[str]) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """The counters of these agents in these months, where there are any; one request for each hundred."""
    places = {_said(agent, month): (agent, month) for agent in agent_ids for month in months}
    items = SaidRow.find_items(desk.database, [(each,) for each in places])
    return {
        places[item["key"]["S"]]: {name: int(value["N"]) for name, value in item.items() if "N" in value}
        for item in items
    }


def count_words(tx: Transaction, agent_id: str, day: date, words: Iterable[tuple[str, str]]) -> None:
    """Count one more with the transaction for each of these entries, and what came of it, on this day of the agent."""
    counters = [Path([counter_of(way, word_id)]).add(1) for way, word_id in words]
    tx.update(SaidRow(_said(agent_id, times.stored(day))), counters)


def words_on(desk: Desk, agent_id: str, days: Sequence[date]) -> Sequence[Mapping[str, int]]:
    """What was counted of this agent on these days by entry, where anything was; one request for each hundred days."""
    items = SaidRow.find_items(desk.database, [(_said(agent_id, times.stored(day)),) for day in days])
    return [{name: int(value["N"]) for name, value in item.items() if "N" in value} for item in items]


def _said(agent_id: str, period: str) -> str:
    return f"said#{agent_id}#{period}"
