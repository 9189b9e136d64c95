"""The table ``knowledge``: shelves of phrases, and the tree of categories."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.categories import Tree
from chalicelib.knowledge.model.phrases import Owner, Shelf

TREE = "categories"


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
