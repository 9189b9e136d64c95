"""The tree as those who keep it change it, over HTTP and at once; nothing is lost, and nothing there twice."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import Category
from chalicelib.knowledge.service import categories
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, Watched, named_in
from tests.worlds import World, at_once, counted

TREE, ADMIN = "/v1/desk/categories", "/v1/admin/categories"
TEA = {"zh": "茶叶", "en": "Tea"}


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_category_from_making_to_the_archive(world: World, asking: Asking) -> None:
    world.found()
    token = asking.sign_in(world.agent(role=ADMINISTRATOR))
    first = asking.ask("GET", TREE, token)

    made, again = (
        asking.ask("POST", ADMIN, token, {**TEA, "parent_id": "enquiry"}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )
    one = f"{ADMIN}/{made.said['category_id']}"
    moved = asking.ask("PUT", one, token, {"parent_id": None, "en": "Teas", "version": 1})
    stale = asking.ask("PUT", one, token, {"en": "Tea", "version": 1})
    gone = asking.ask("PUT", one, token, {"archived": True})
    read = asking.ask("GET", TREE, token, headers={"If-None-Match": first.headers["etag"]})
    same = asking.ask("GET", TREE, token, headers={"If-None-Match": read.headers["etag"]})

    assert (made.status, again.status, again.said) == (201, 200, made.said)
    assert (made.said["parent_id"], made.said["order"], made.said["open"]) == ("enquiry", 5, True)
    assert (moved.said["parent_id"], moved.said["en"], moved.said["zh"], stale.status) == (None, "Teas", "茶叶", 409)
    assert (gone.said["archived"], gone.said["open"]) == (True, False)
    assert gone.said in read.said["items"]
    assert (len(read.said["items"]), same.status) == (len(first.said["items"]) + 1, 304)


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"zh": ""}, "zh"),
    ({"en": "x" * 81}, "en"),
    ({"parent_id": "nothing"}, "parent_id"),
    ({"order": -1}, "order"),
]


def test_what_makes_no_sense_is_refused_named_and_changes_nothing(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token, others = asking.sign_in(world.agent(role=ADMINISTRATOR)), asking.sign_in(agent)
    watched = Watched(world.desk)

    for wrong, field in SENSELESS:
        answer = asking.ask("POST", ADMIN, token, {**TEA, **wrong})

        assert (answer.status, named_in(answer)) == (422, [field]), answer
    loop = asking.ask("PUT", f"{ADMIN}/enquiry", token, {"parent_id": "price"})
    assert (loop.status, named_in(loop)) == (422, ["parent_id"])
    assert asking.ask("POST", ADMIN, token, {"zh": "咨询", "en": "Else"}).said["code"] == "name_taken"
    assert asking.ask("PUT", f"{ADMIN}/nothing", token, {"en": "A"}).status == 404
    assert asking.ask("POST", ADMIN, others, TEA).status == 403
    assert asking.ask("GET", TREE, others).status == 200
    assert watched.unchanged()


def test_two_who_move_two_categories_under_each_other_at_once_make_no_loop(world: World) -> None:
    world.found()

    results = at_once(
        [
            lambda: categories.update_category(world.desk, SYSTEM, "enquiry", {"parent_id": "complaint"}),
            lambda: categories.update_category(world.desk, SYSTEM, "complaint", {"parent_id": "enquiry"}),
            lambda: categories.update_category(world.desk, SYSTEM, "other", {"zh": "别的"}),
            lambda: categories.add_category(world.desk, SYSTEM, TEA),
        ]
    )

    tree = knowledge.read_tree(world.desk)
    assert [type(each) for each in results[:2]].count(Invalid) == 1
    assert (tree.find("other") or Category("", "", "")).zh == "别的"
    assert tree.named("Tea") is not None


def test_whoever_dies_at_any_write_and_carries_words_over_again_has_each_once(world: World) -> None:
    world.found()

    def story(death: Death) -> None:
        words = [f"{death.number}{death.written}", "物流"]
        with death():
            knowledge.carry_over(world.desk, words)
        tree = knowledge.carry_over(world.desk, words)

        names = [each.zh for each in tree.categories]
        assert len(names) == len(set(names))
        assert set(words) <= set(names)

    at_each_write(story)


def test_words_that_are_known_cost_a_read(world: World) -> None:
    with counted() as requests:
        knowledge.carry_over(world.desk, ["Refund"])

    assert requests.names == ["GetItem"]
