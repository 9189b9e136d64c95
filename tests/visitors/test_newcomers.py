"""Nobody is written down before they have said something (F6), and tokens that are taken back."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.core.audit import By
from chalicelib.core.errors import Unauthorized
from chalicelib.monitoring.model.live import Beat
from chalicelib.monitoring.service import beats
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving as offline
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.service import keeping, revoking
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow
from tests.crashes import Death, at_each_write
from tests.stored import every_item
from tests.worlds import World, at_once, counted

BOSS = By("agt_boss", "Boss")


def comes(world: World, caller: visitors.Caller | None = None, **values: Any) -> visitors.Caller:
    _, token, _ = visitors.register(world.desk, caller, "demo", None, RegisterVisitor(locale="en", **values))
    return visitors.recognised(world.desk, token)


def says(world: World, caller: visitors.Caller, client_id: str = "a") -> str:
    first = StartConversation(text="Hello?", client_id=client_id)
    return conversations.start_conversation(world.desk, caller, "demo", first).conversation_id


def written(world: World) -> tuple[int, int]:
    """How many visitors and records of them there are."""
    tables = VisitorRow.Meta.table_name, RecordRow.Meta.table_name
    rows, records = (every_item(each) for each in tables)
    return len(rows), len(records)


def test_opening_the_widget_looking_around_and_coming_back_writes_nobody_down(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"monitoring": {"active": True, "consent": False}}, None)

    caller = comes(world, page="https://shop.example/tea", referrer="https://search.example/")
    beats.beat(world.desk, caller, "demo", Beat("https://shop.example/tea"), beats.From(None, None, "Chrome"))
    again = comes(world, caller)
    nothing_yet = offline.list_own(world.desk, again, "demo")

    assert (again.visitor_id, again.new and again.new.n, nothing_yet) == (caller.visitor_id, 2, [])
    assert written(world) == (0, 0)


def test_the_first_message_writes_them_down_with_where_they_came_from(world: World) -> None:
    world.found()
    caller = comes(world, page="https://shop.example/tea", referrer="https://search.example/")
    caller = comes(world, caller)

    says(world, caller)

    card = visitors.card(world.desk, caller.visitor_id)
    assert (card.visits, card.page, card.referrer) == (2, "https://shop.example/tea", "https://search.example/")
    assert [each.page for each in keeping.visits_of(world.desk, card)] == ["https://shop.example/tea"]
    assert written(world) == (1, 1)


def test_a_message_that_is_left_writes_them_down_as_well_with_their_address(world: World) -> None:
    world.found()
    caller = comes(world)

    form = LeaveMessage(name="Li", text="Please call", email="li@example.com", client_id="a")
    offline.leave_message(world.desk, caller, "demo", None, form)

    assert visitors.card(world.desk, caller.visitor_id).email == "li@example.com"


@pytest.mark.race
def test_who_says_their_first_word_in_several_tabs_at_once_is_one_with_one_conversation(atomic_world: World) -> None:
    atomic_world.found()
    caller = comes(atomic_world)

    begun = at_once([lambda each=each: says(atomic_world, caller, each) for each in "abcdef"])

    assert len(set(begun)) == 1
    assert written(atomic_world) == (1, 1)


def test_a_token_that_is_taken_back_opens_nothing_from_that_moment_on_and_the_newer_one_does(world: World) -> None:
    world.found()
    old = comes(world)
    over = says(world, old)
    conversations.close_by_visitor(world.desk, old, "demo", over)
    going = says(world, old, "b")
    newer = comes(world, old)

    revoking.sign_out(world.desk, old)

    for act in (
        lambda: conversations.post_message(world.desk, old, "demo", going, "still me", "c"),
        lambda: reading.read_entries(world.desk, old, "demo", going, 0, 100),
        lambda: reading.read_entries(world.desk, old, "demo", over, 0, 100),
        lambda: offline.list_own(world.desk, old, "demo"),
        lambda: comes(world, old),
        lambda: says(world, old, "d"),
    ):
        with pytest.raises(Unauthorized):
            act()
    with counted() as requests:
        conversations.post_message(world.desk, newer, "demo", going, "me", "c")
    assert len(requests) == 2


def test_all_tokens_of_a_person_are_taken_back_and_they_get_new_ones(world: World) -> None:
    world.found()
    tokens = [comes(world)]
    going = says(world, tokens[0])
    tokens.append(comes(world, tokens[0]))

    assert revoking.revoke_all(world.desk, tokens[0].visitor_id, BOSS) == 1

    for each in tokens:
        with pytest.raises(Unauthorized):
            conversations.post_message(world.desk, each, "demo", going, "me", "c")
    assert visitors.revoked_of(world.desk, tokens[0].visitor_id).generation == 1


def test_whoever_takes_tokens_back_may_die_anywhere(atomic_world: World) -> None:
    atomic_world.found()

    def story(death: Death) -> None:
        caller = comes(atomic_world)
        going = says(atomic_world, caller)
        with death():
            revoking.sign_out(atomic_world.desk, caller, everywhere=True)
        if not death.died or visitors.revoked_of(atomic_world.desk, caller.visitor_id).generation:
            with pytest.raises(Unauthorized):
                conversations.post_message(atomic_world.desk, caller, "demo", going, "me", "c")

    at_each_write(story)
