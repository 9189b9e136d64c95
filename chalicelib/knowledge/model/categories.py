"""What conversations are filed under: one tree in both languages, changed as a whole (E3). Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.text import checked

MOST_CATEGORIES, MOST_DEEP = 500, 4
LONGEST = 80
EARLIER = "earlier"


class Category(msgspec.Struct, frozen=True):
    """A node of the tree, with its names. ``order``: among those of the same parent; ``version``: one more with each
    change."""

    category_id: str
    zh: str
    en: str
    parent_id: str | None = None
    order: int = 0
    archived: bool = False
    version: int = 1

    def called(self, language: str) -> str:
        """Its name in this language."""
        return self.zh if language.startswith("zh") else self.en


# what a desk has until it says otherwise
SHIPPED = (
    Category("enquiry", "咨询", "Enquiry", None, 1),
    Category("product", "商品咨询", "Product", "enquiry", 1),
    Category("price", "价格与优惠", "Price and offers", "enquiry", 2),
    Category("order", "订单与支付", "Order and payment", "enquiry", 3),
    Category("delivery", "物流配送", "Delivery", "enquiry", 4),
    Category("after_sales", "售后", "After-sales", None, 2),
    Category("return", "退换货", "Return or exchange", "after_sales", 1),
    Category("refund", "退款", "Refund", "after_sales", 2),
    Category("repair", "维修", "Repair", "after_sales", 3),
    Category("complaint", "投诉", "Complaint", None, 3),
    Category("suggestion", "建议", "Suggestion", None, 4),
    Category("other", "其他", "Other", None, 5),
    Category("spam", "垃圾消息", "Spam", None, 6),  # nobody is asked how these went
    Category("incident", "事故", "Incident", None, 7),
)


class Tree(msgspec.Struct, frozen=True):
    """All categories. ``revision``: one more with each change; 0: nobody has changed what is shipped."""

    categories: tuple[Category, ...] = SHIPPED
    revision: int = 0

    def find(self, category_id: str | None) -> Category | None:
        """The category with this id."""
        return next((each for each in self.categories if each.category_id == category_id), None)

    def path(self, category: Category) -> list[Category]:
        """The category and all it stands under, the root first."""
        found = [category]
        while (above := self.find(found[0].parent_id)) is not None and len(found) <= MOST_DEEP:
            found.insert(0, above)
        return found

    def is_open(self, category: Category) -> bool:
        """Whether something can be filed there: neither it nor what it stands under is archived."""
        return not any(each.archived for each in self.path(category))

    def named(self, words: str) -> Category | None:
        """The category that is called this, by its id or in either language; an open one before one that is not."""
        sought = words.strip().casefold()
        there = [each for each in self.categories if sought in map(str.casefold, (each.category_id, each.zh, each.en))]
        return next(filter(self.is_open, there), there[0] if there else None)

    def names(self, category: Category) -> Iterator[str]:
        """Everything it may be called by: its own ids and names, and those of what it stands under."""
        for each in self.path(category):
            yield from (each.category_id, each.zh, each.en)


class NameTaken(Conflict):
    """Two of the same name side by side could not be told apart."""

    code = "name_taken"
    title = "Another category here has this name"
    beside = members(field=str, category_id=str)


class TreeFull(Conflict):
    """It is read with every closing, and chosen from by eye."""

    code = "tree_full"
    title = "There is no room for more categories"
    beside = members(most=int)


CHECKS: Mapping[str, Any] = {
    "zh": partial(checked, "zh", longest=LONGEST),
    "en": partial(checked, "en", longest=LONGEST),
}


def with_category(tree: Tree, category: Category) -> Tree:
    """The tree with this category, in the place of the one with its id, or behind all others.

    Raises ``Invalid`` for a parent that is none, is below it, or is too deep; ``NameTaken``.
    """
    there = {each.category_id: each for each in tree.categories} | {category.category_id: category}
    after = replace(tree, categories=tuple(there.values()), revision=tree.revision + 1)
    _refuse_place(after, category)
    _refuse_name(after, category)
    return after


def with_one_more(tree: Tree, category: Category) -> Tree:
    """The tree with a new category. Raises what ``with_category`` raises, and ``TreeFull``."""
    if len(tree.categories) >= MOST_CATEGORIES:
        raise TreeFull(f"at most {MOST_CATEGORIES} categories", extra={"most": MOST_CATEGORIES})
    return with_category(tree, category)


def last_among(tree: Tree, parent_id: str | None) -> int:
    """The order of one that comes behind all others of this parent."""
    return max((each.order for each in tree.categories if each.parent_id == parent_id), default=0) + 1


def in_order(tree: Tree) -> Sequence[Category]:
    """Every category behind the one it stands under, brothers and sisters in their order."""
    below: dict[str | None, list[Category]] = {}
    for each in tree.categories:
        below.setdefault(each.parent_id, []).append(each)

    def from_here(parent_id: str | None) -> Iterator[Category]:
        for each in sorted(below.get(parent_id, ()), key=lambda child: child.order):
            yield each
            yield from from_here(each.category_id)

    return list(from_here(None))


def with_earlier(tree: Tree, texts: Iterable[str]) -> Tree:
    """The tree with a category for each of these words that were written freely, where none is called that.

    They stand under one of their own until somebody moves them; a text for which there is no room stays a text. The
    same words give the same category, whoever carries them over.
    """
    for text in texts:
        if tree.named(text) is not None:
            continue
        if len(tree.categories) + 2 > MOST_CATEGORIES:
            break
        if tree.find(EARLIER) is None:
            last = last_among(tree, None)
            tree = with_category(tree, Category(EARLIER, "以前的分类", "Earlier categories", None, last))
        name = text.strip()[:LONGEST]
        own = hashlib.sha256(name.casefold().encode("utf-8", "replace")).hexdigest()[:20]
        made = Category(f"cat_{own}", name, name, EARLIER, last_among(tree, EARLIER))
        tree = with_category(tree, made)
    return tree


def _refuse_place(tree: Tree, category: Category) -> None:
    parent = tree.find(category.parent_id)
    if category.parent_id is not None and parent is None:
        raise Invalid.field("parent_id", "there is no such category")
    above = tree.path(category)[:-1]
    if any(each.category_id == category.category_id for each in above):
        raise Invalid.field("parent_id", "a category cannot stand under itself")
    if len(above) + _height(tree, category) > MOST_DEEP:
        raise Invalid.field("parent_id", f"at most {MOST_DEEP} deep")


def _height(tree: Tree, category: Category) -> int:
    """How many stand under each other from here on, itself included; more than may is enough to know."""
    level, height = [category.category_id], 0
    while level and height <= MOST_DEEP:
        height += 1
        level = [each.category_id for each in tree.categories if each.parent_id in level]
    return height


def _refuse_name(tree: Tree, category: Category) -> None:
    for each in tree.categories:
        if each.parent_id != category.parent_id or each.category_id == category.category_id:
            continue
        for field in ("zh", "en"):
            if getattr(each, field).casefold() == getattr(category, field).casefold():
                extra = {"field": field, "category_id": each.category_id}
                raise NameTaken(f"{getattr(category, field)} is there already", extra=extra)
