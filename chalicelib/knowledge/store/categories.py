"""The tree of categories in the table ``knowledge``."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.categories import Tree
from chalicelib.knowledge.store.keys import Keys

TREE = "categories"


class TreeRow(Keys):
    tree = Packed(Tree)


class TreeMoved(Moved):
    """The tree is not as it was read; ``record`` is how it stands now."""


def tree(desk: Desk) -> Tree:
    """Every category; one strongly consistent read. Until somebody has changed it, what is shipped."""
    item = TreeRow.find_item(desk.database, TREE)
    return _tree(item) if item else Tree()


def wanted_tree() -> Wanted[Tree]:
    """The same, to be read together with something else; nothing until somebody has changed what is shipped."""
    return TreeRow.wanted(lambda row: row.tree, TREE)


def write_tree(tx: Transaction, before: Tree, after: Tree) -> None:
    """Store the tree. Lost: ``TreeMoved``."""
    unmoved = TreeRow.revision == before.revision if before.revision else TreeRow.key.does_not_exist()
    row = TreeRow(TREE, revision=after.revision, tree=after)
    tx.put(row, condition=unmoved, losing=lambda item: TreeMoved(_tree(item) if item else Tree()))


def _tree(item: RawItem) -> Tree:
    tree: Tree = TreeRow.tree.held_in(item)
    return tree
