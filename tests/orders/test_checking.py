"""An agent finds out that a customer is who they say, and never sees what was expected (F8)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.core import audit
from chalicelib.core.errors import Forbidden, Invalid, LimitReached
from chalicelib.core.once import Once
from chalicelib.core.outbound import NoAnswer
from chalicelib.orders.model.checking import CheckLocked, Expected, NothingToCheck, Unverified, is_right
from chalicelib.orders.model.refusals import ShopUnavailable
from chalicelib.orders.service import checking, orders
from chalicelib.orders.service.checking import Outcome, Told
from chalicelib.people import service as people
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.plans.model.shop import Fact
from tests.crashes import EITHER, Death, at_each_write
from tests.in_process import Asking, everything_stored
from tests.orders.shops import NAME, PHONE, Scene, scene
from tests.visitors.test_joining import caller_of, close, stranger, talk
from tests.worlds import World, at_once

RIGHT, WRONG = {"name": "王小明"}, {"name": "李小明"}


@pytest.fixture
def shop(world: World) -> Scene:
    made = scene(world)
    made.change(facts=[NAME, PHONE], needed=1, check_first=True)
    return made


def check(shop: Scene, answers: dict[str, str], number: str = "", **how: Any) -> Outcome:
    who, where = how.pop("caller", shop.agent), how.pop("conversation_id", shop.conversation_id)
    return checking.check(shop.world.desk, who, where, Told(answers, number), **how)


def look(shop: Scene, number: str = "", caller: people.Caller | None = None, conversation_id: str = "") -> list[str]:
    who, where = caller or shop.agent, conversation_id or shop.conversation_id
    return [each.number for each in orders.read_orders(shop.world.desk, who, where, number, "req").said.orders]


def standing(shop: Scene, number: str = "", caller: people.Caller | None = None) -> checking.Standing:
    return checking.read_check(shop.world.desk, caller or shop.agent, shop.conversation_id, number, "req")


def checks_noted(shop: Scene) -> list[Any]:
    return [each.after for each in audit.read(shop.world.desk, "2026-11", act="check_identity")[0]]


def test_no_orders_are_shown_and_no_shop_is_asked_for_them_before_the_check(shop: Scene) -> None:
    with pytest.raises(Unverified):
        look(shop)

    assert shop.books.asked == []


def test_what_is_told_and_right_opens_the_orders_and_stands_in_the_conversation(shop: Scene) -> None:
    outcome = check(shop, {"name": " 王 小明 ", "phone": "8001"})

    header = conversations.find(shop.world.desk, shop.conversation_id)
    assert (outcome.passed, outcome.left) == (True, 4)
    assert header.verified is not None
    assert (header.verified.by.name, header.verified.how) == ("Agent 1", "收货人, Last digits")
    assert look(shop) == ["T-1001"]


def test_colleagues_read_in_the_transcript_how_it_was_found_out_and_the_visitor_does_not(shop: Scene) -> None:
    asking, (_, token) = Asking(), shop.site.sign_in("u-17")
    console = asking.sign_in(shop.agent.agent)

    check(shop, RIGHT)
    theirs = asking.ask("GET", f"/v1/desk/conversations/{shop.conversation_id}/entries", console).said["entries"][-1]
    card = asking.ask("GET", f"/v1/desk/conversations/{shop.conversation_id}", console).said
    visitors_own = asking.ask("GET", f"/v1/widget/demo/conversations/{shop.conversation_id}/entries", token)

    assert (theirs["kind"], theirs["note"], theirs["author"]["name"]) == ("verified", "收货人", "Agent 1")
    assert (card["verified"]["how"], card["verified"]["by"]["name"]) == ("收货人", "Agent 1")
    assert visitors_own.status == 200
    assert "verified" not in json.dumps(visitors_own.said)


def test_what_is_wrong_opens_nothing_and_is_not_said_to_be_which(shop: Scene) -> None:
    outcome = check(shop, {"name": "王小明", "phone": "8002"})

    assert (outcome.passed, outcome.left) == (False, 4)
    assert conversations.find(shop.world.desk, shop.conversation_id).verified is None
    with pytest.raises(Unverified):
        look(shop)


@pytest.mark.also_on_moto
def test_after_five_tries_nothing_is_looked_at_any_more_be_it_right(shop: Scene) -> None:
    outcomes = [check(shop, WRONG) for _ in range(5)]

    with pytest.raises(CheckLocked) as locked:
        check(shop, RIGHT)

    assert [each.left for each in outcomes] == [4, 3, 2, 1, 0]
    assert locked.value.retry_after and locked.value.retry_after > 0
    assert conversations.find(shop.world.desk, shop.conversation_id).verified is None
    assert standing(shop).left == 0


def test_of_many_guesses_at_once_no_more_count_than_there_are(shop: Scene) -> None:
    def guess(number: int) -> bool | None:
        try:
            return check(shop, {"phone": f"{number:04d}"}).passed
        except CheckLocked:
            return None

    outcomes = at_once([lambda number=number: guess(number) for number in range(7_996, 8_006)])

    assert len([each for each in outcomes if each is not None]) == 5


def test_a_customer_is_not_guessed_at_through_one_conversation_after_another(shop: Scene) -> None:
    for number in range(4):
        for _ in range(5):
            check(shop, WRONG)
        _, token = shop.site.sign_in("u-17")
        close(shop.site, caller_of(shop.site, token), shop.conversation_id)
        shop.conversation_id = talk(shop.site, caller_of(shop.site, token), "Again", f"c{number}")

    with pytest.raises(CheckLocked):
        check(shop, RIGHT)


def test_every_check_is_in_the_audit_log_without_what_was_told(shop: Scene) -> None:
    check(shop, WRONG)
    check(shop, RIGHT)

    assert checks_noted(shop) == [
        {"passed": True, "facts": ["name"], "order_number": None},
        {"passed": False, "facts": ["name"], "order_number": None},
    ]
    assert "李" not in repr(everything_stored())
    assert "王" not in repr(everything_stored())


def test_the_same_request_is_one_check(shop: Scene) -> None:
    once = Once.of("check", "k", ["", "name"])

    outcomes = [check(shop, WRONG, once=once) for _ in range(3)]

    assert [(each.passed, each.left) for each in outcomes] == [(False, 4)] * 3


def test_a_check_that_dies_at_any_write_and_comes_again_is_one_check(new_world: Any) -> None:
    def story(death: Death) -> None:
        shop = scene(new_world())
        shop.change(facts=[NAME])
        once = Once.of("check", "k", ["", "name"])

        with death():
            check(shop, RIGHT, once=once)
        outcome = check(shop, RIGHT, once=once)

        assert (outcome.passed, outcome.left) == (True, 4)
        assert len(checks_noted(shop)) == 1

    at_each_write(story, sides=EITHER)


def test_a_closed_conversation_says_so_whatever_is_told(shop: Scene) -> None:
    _, token = shop.site.sign_in("u-17")
    close(shop.site, caller_of(shop.site, token), shop.conversation_id)

    for answers in (RIGHT, WRONG):
        with pytest.raises(ConversationClosed):
            check(shop, answers)
    assert checks_noted(shop) == []


def test_who_may_not_answer_a_customer_may_not_check_them(shop: Scene) -> None:
    outsider = shop.world.signed_in(shop.world.agent())

    with pytest.raises(Forbidden):
        check(shop, RIGHT, caller=outsider)
    with pytest.raises(Forbidden):
        standing(shop, caller=outsider)


def test_a_check_holds_for_a_day(shop: Scene) -> None:
    check(shop, RIGHT)
    shop.world.clock.forward(hours=23)
    still = look(shop)
    shop.world.clock.forward(hours=2)

    assert still == ["T-1001"]
    with pytest.raises(Unverified):
        look(shop)
    assert standing(shop).verified is None


def test_who_an_order_belongs_to_is_found_out_by_what_the_shop_says_of_it_alone(shop: Scene) -> None:
    supervisor = shop.supervisor()
    check(shop, RIGHT)  # the customer is who they say; the order may be somebody else's all the same
    shop.books.says = {"orders": [{"number": "T-2", "state": "Paid"}], "facts": {"name": "Ann Lee"}}

    with pytest.raises(Unverified):
        look(shop, "T-2", supervisor)
    asked = standing(shop, "T-2", supervisor)
    wrong = check(shop, RIGHT, "T-2", caller=supervisor)
    right = check(shop, {"name": "ann lee"}, "T-2", caller=supervisor)

    assert [each.fact_id for each in asked.facts] == ["name"]
    assert (wrong.passed, right.passed) == (False, True)
    assert look(shop, "T-2", supervisor) == ["T-2"]
    with pytest.raises(Unverified):
        look(shop, "T-3", supervisor)
    assert look(shop)


def test_a_stranger_is_checked_by_their_order(shop: Scene) -> None:
    supervisor = shop.supervisor()
    _, caller = stranger(shop.site)
    unproved = talk(shop.site, caller, "My order is T-1001", "b")
    conversations.find(shop.world.desk, unproved)

    outcome = check(shop, RIGHT, "T-1001", caller=supervisor, conversation_id=unproved)

    assert outcome.passed
    assert look(shop, "T-1001", supervisor, unproved) == ["T-1001"]


def test_who_may_not_look_orders_up_checks_nobody_by_one(shop: Scene) -> None:
    with pytest.raises(PermissionNeeded):
        check(shop, RIGHT, "T-1001")
    with pytest.raises(PermissionNeeded):
        standing(shop, "T-1001")


def test_whether_there_is_an_order_is_asked_as_often_as_orders_are_looked_up(shop: Scene) -> None:
    supervisor = shop.supervisor()

    for number in range(120):
        with pytest.raises(Invalid):
            check(shop, {}, f"T-{number}", caller=supervisor)

    with pytest.raises(LimitReached):
        check(shop, {}, "T-1001", caller=supervisor)
    noted, _ = audit.read(shop.world.desk, "2026-11", act="look_up_order")
    assert {each.after["order_number"] for each in noted} >= {"T-0"}


def test_what_is_asked_for_never_comes_with_what_is_expected(shop: Scene) -> None:
    asking = Asking()
    token = asking.sign_in(shop.agent.agent)

    answer = asking.ask("GET", f"/v1/desk/conversations/{shop.conversation_id}/identity-check", token)

    assert answer.status == 200
    assert [each["fact_id"] for each in answer.said["facts"]] == ["name", "phone"]
    assert answer.said["wanted"] is True
    assert answer.said["verified"] is None
    assert "王" not in json.dumps(answer.said, ensure_ascii=False)
    assert "8001" not in json.dumps(answer.said)


def test_while_the_shop_is_silent_what_the_website_proved_is_enough_if_it_is(shop: Scene) -> None:
    shop.books.says = NoAnswer("too_slow", "…")
    facts = [each.fact_id for each in standing(shop).facts]
    outcome = check(shop, {"phone": "8001"})
    shop.change(needed=2)

    assert (facts, outcome.passed) == (["phone"], True)
    with pytest.raises(ShopUnavailable):
        standing(shop)


def test_where_nothing_is_known_nothing_can_be_checked(shop: Scene) -> None:
    shop.books.says = {"facts": {"name": " · ", "phone": None}}
    shop.change(facts=[NAME])

    with pytest.raises(NothingToCheck):
        standing(shop)
    with pytest.raises(NothingToCheck):
        check(shop, {"name": "·"})
    assert checks_noted(shop) == []


def of(way: str, value: str) -> list[Expected]:
    return [Expected(Fact("f", {"en": "F"}, way=way), value)]


@pytest.mark.parametrize(
    ("way", "value", "told", "right"),
    [
        ("whole", "王小明", "王 小 明", True),
        ("whole", "Ann O'Neil", "ann oneil", True),
        ("whole", "ＡＢＣ１２３", "abc-123", True),
        ("whole", "阿卜杜拉·热合曼", "阿卜杜拉热合曼", True),
        ("whole", "a.b@example.com", "A.B@Example.com ", True),
        ("whole", "a.b@example.com", "ab@example.com", False),
        ("whole", "王小明", "王小", False),
        ("whole", "王小明", "王小明明", False),
        ("whole", "王小明", "?", False),
        ("last_four", "+8613800138001", "8001", True),
        ("last_four", "+8613800138001", "８００１", True),
        ("last_four", "+8613800138001", "138 0013 8001", True),
        ("last_four", "+8613800138001", "001", False),
        ("last_four", "+8613800138001", "80011", False),
        ("last_four", "+8613800138001", "eight", False),
    ],
)
def test_what_means_the_same_is_right(way: str, value: str, told: str, right: bool) -> None:
    assert is_right(of(way, value), {"f": told}, 1) is right


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({}, ["answers"]),
        ({"other": "x"}, ["answers.other"]),
        ({"f": " "}, ["answers.f"]),
        ({"f": "x" * 201}, ["answers.f"]),
    ],
)
def test_too_little_and_what_is_not_asked_for_is_refused_and_counts_as_no_check(
    told: dict[str, str], named: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        is_right(of("whole", "王小明"), told, 1)

    assert [each.field for each in refused.value.errors] == named
