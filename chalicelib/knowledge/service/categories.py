"""The tree of categories, as those who keep it change it, and others read it (E3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.categories import (
    CHECKS,
    Category,
    Tree,
    last_among,
    with_category,
    with_earlier,
    with_one_more,
)
from chalicelib.knowledge.service.again import made_before
from chalicelib.knowledge.store import categories as store
from chalicelib.knowledge.store.categories import TreeMoved


class CategoryMoved(Moved):
    """The tree was written to since it was read; ``record`` is the category as it stands now."""


def read_tree(desk: Desk) -> Tree:
    """All categories, archived ones too; one read."""
    return store.tree(desk)


def add_category(desk: Desk, by: By, values: Mapping[str, Any], once: Once | None = None) -> tuple[Category, bool]:
    """A new category behind all others of its parent, unless an ``order`` is said; and whether it was made before.

    Raises ``Invalid`` with the field, ``NameTaken``, ``TreeFull``.
    """
    fields = races.fields_in(values, CHECKS)
    made = desk.new_id("cat")

    def add(tree: Tree) -> Category:
        last = last_among(tree, fields.get("parent_id"))
        category = Category(made, **{"order": last, **fields})
        _put(desk, tree, with_one_more(tree, category), by, "add_category", (None, category), once)
        return category

    try:
        return races.follow(desk, store.tree(desk), add, TreeMoved), False
    except AlreadyDone as done:
        before = done.answer
    except Conflict as refusal:
        before = made_before(desk, once, refusal)
    return _find(store.tree(desk), str(before["category_id"])), True


def update_category(
    desk: Desk, by: By, category_id: str, values: Mapping[str, Any], version: int | None = None
) -> Category:
    """Rename, move, order or archive a category; with ``version`` only if it still has it. ``parent_id`` None: a root.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``, ``NameTaken``.
    """
    tree = store.tree(desk)
    said = {name: value for name, value in values.items() if value is not UNSET}
    fields = races.checked_fields(said, CHECKS)

    def changed(before: Category) -> Category:
        if version is not None and version != before.version:
            raise races.changed_meanwhile(version=before.version)
        return replace(before, **fields)

    def save(before: Category, after: Category) -> None:
        nonlocal tree
        try:
            _put(desk, tree, with_category(tree, after), by, "update_category", (before, after))
        except TreeMoved as moved:
            tree = moved.record
            raise CategoryMoved(tree.find(category_id)) from None

    return races.change(desk, _find(tree, category_id), fields, changed, save)


def carry_over(desk: Desk, texts: Sequence[str]) -> Tree:
    """The tree, with a category for each of these words that were written freely; twice is once. One read, and a write
    where something is new."""

    def carry(tree: Tree) -> Tree:
        after = with_earlier(tree, texts)
        if after != tree:
            tx = Transaction(desk)
            store.write_tree(tx, tree, after)
            tx.commit()
        return after

    return races.follow(desk, store.tree(desk), carry, TreeMoved)


def _put(
    desk: Desk,
    before: Tree,
    after: Tree,
    by: By,
    act: str,
    category: tuple[Category | None, Category],
    once: Once | None = None,
) -> None:
    was, becomes = category
    tx = Transaction(desk)
    mark(tx, once, {"category_id": becomes.category_id})
    store.write_tree(tx, before, after)
    audit.note(tx, by, act, becomes.category_id, before=asdict(was) if was else None, after=asdict(becomes))
    tx.commit()


def _find(tree: Tree, category_id: str) -> Category:
    return existing(tree.find(category_id), "no such category")
