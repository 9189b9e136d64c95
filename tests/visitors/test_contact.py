"""Whom we may ask, and who has not heard from us for long (A5, D1, D3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.transactions import Transaction
from chalicelib.visitors import service as visitors
from tests.worlds import World, at_once


def claim(world: World, visitor_id: str, days: int | None) -> bool:
    tx = Transaction(world.desk)
    since = None if days is None else world.desk.now() - timedelta(days=days)
    visitors.claim_survey(tx, visitor_id, since)
    try:
        tx.commit()
    except visitors.AskedLately:
        return False
    return True


@pytest.mark.also_on_moto
def test_nobody_is_asked_again_within_the_days(world: World) -> None:
    world.found()
    visitor = world.known(world.visitor())

    first, at_once_again = claim(world, visitor.visitor_id, 7), claim(world, visitor.visitor_id, 7)
    world.clock.forward(days=8)
    later = claim(world, visitor.visitor_id, 7)
    always = claim(world, visitor.visitor_id, None)

    assert (first, at_once_again, later, always) == (True, False, True, True)
    assert not claim(world, "vis_unknown", None)


@pytest.mark.race
def test_of_many_who_ask_at_once_one_may(atomic_world: World) -> None:
    atomic_world.found()
    visitor = atomic_world.known(atomic_world.visitor())

    allowed = at_once([lambda: claim(atomic_world, visitor.visitor_id, 7) for _ in range(12)])

    assert allowed.count(True) == 1


@pytest.mark.also_on_moto
def test_those_longest_without_contact_come_first_and_who_never_wrote_does_not(world: World) -> None:
    world.found(agents=1)
    callers = [world.visitor() for _ in range(4)]
    for caller in callers[:3]:
        begun = conversations.start_conversation(
            world.desk, caller, "demo", StartConversation(text="hi", client_id="a")
        )
        conversations.close_by_visitor(world.desk, caller, "demo", begun.conversation_id)
        world.clock.forward(days=10)

    before = world.desk.now() - timedelta(days=15)
    page, following = visitors.without_contact(world.desk, "demo", before, 1, None)
    rest, end = visitors.without_contact(world.desk, "demo", before, 10, following)

    assert [each.visitor_id for each in page + rest] == [caller.visitor_id for caller in callers[:2]]
    assert end is None
