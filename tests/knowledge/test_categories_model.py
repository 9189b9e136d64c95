"""The tree of categories by itself: no loops, not too deep, no two of one name side by side."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.knowledge.model.categories import (
    EARLIER,
    MOST_CATEGORIES,
    SHIPPED,
    Category,
    NameTaken,
    Tree,
    TreeFull,
    in_order,
    last_among,
    with_category,
    with_earlier,
    with_one_more,
)

EMPTY = Tree(())


def node(name: str, parent: str | None = None, **fields: int) -> Category:
    return Category(name, f"{name}中", name, parent, **fields)


def tree_of(*categories: Category) -> Tree:
    tree = EMPTY
    for each in categories:
        tree = with_category(tree, each)
    return tree


CHAIN = tree_of(node("a"), node("b", "a"), node("c", "b"), node("d", "c"), node("e"))


@pytest.mark.parametrize(
    ("name", "parent", "why"),
    [
        ("a", "a", "under itself"),
        ("a", "d", "under itself"),
        ("b", "c", "under itself"),
        ("e", "d", "at most 4 deep"),
        ("a", "e", "at most 4 deep"),
        ("e", "nothing", "no such category"),
    ],
)
def test_a_move_that_makes_a_loop_or_goes_too_deep_or_nowhere_is_refused(name: str, parent: str, why: str) -> None:
    moved = CHAIN.find(name)
    assert moved is not None

    with pytest.raises(Invalid, match=why) as refused:
        with_category(CHAIN, replace(moved, parent_id=parent))

    assert [each.field for each in refused.value.errors] == ["parent_id"]


def test_what_stands_under_an_archived_one_is_not_open_and_what_is_moved_away_is() -> None:
    archived = with_category(CHAIN, node("b", "a", archived=True))
    away = with_category(archived, node("c", "e"))

    assert [each.category_id for each in archived.categories if archived.is_open(each)] == ["a", "e"]
    assert [each.category_id for each in away.categories if away.is_open(each)] == ["a", "c", "d", "e"]


def test_two_side_by_side_have_two_names_in_each_language_and_elsewhere_they_may_have_one() -> None:
    with pytest.raises(NameTaken) as taken:
        with_category(CHAIN, Category("f", "别的", "A"))

    assert taken.value.extra == {"field": "en", "category_id": "a"}
    assert with_category(CHAIN, Category("f", "别的", "A", "e")).find("f")


def test_a_tree_has_an_end_and_can_be_changed_there() -> None:
    full = tree_of(*[node(str(number)) for number in range(MOST_CATEGORIES)])

    with pytest.raises(TreeFull):
        with_one_more(full, node("more"))

    assert with_category(full, node("7", order=3)).find("7") == node("7", order=3)


def test_each_is_listed_behind_the_one_it_stands_under_in_its_order() -> None:
    tree = tree_of(node("a", order=2), node("b", order=1), node("c", "a", order=2), node("d", "a", order=1))

    assert [each.category_id for each in in_order(tree)] == ["b", "a", "d", "c"]
    assert (last_among(tree, "a"), last_among(tree, "c")) == (3, 1)


def test_a_category_is_found_by_what_it_is_called_an_open_one_first() -> None:
    tree = tree_of(node("x"), node("old", "x", archived=True), Category("new", "别的", "OLD"))

    assert tree.named(" old ") == tree.find("new")
    assert tree.named("x中") == tree.find("x")
    assert tree.named("nothing") is None
    assert list(tree.names(node("old", "x"))) == ["x", "x中", "x", "old", "old中", "old"]


def test_what_is_shipped_is_a_lawful_tree_with_what_nobody_is_asked_to_rate() -> None:
    assert tree_of(*SHIPPED).categories == SHIPPED
    assert {"spam", "incident"} <= {each.category_id for each in SHIPPED}


def test_words_of_before_come_under_one_of_their_own_once_and_known_ones_are_not_made_again() -> None:
    tree = with_earlier(Tree(), ["物流", " 物流", "Refund", "VIP"])

    again = with_earlier(tree, ["VIP", "物流"])

    assert [each.zh for each in tree.categories if each.parent_id == EARLIER] == ["物流", "VIP"]
    assert again == tree
    assert len(with_earlier(tree, [str(number) for number in range(600)]).categories) <= MOST_CATEGORIES
