"""What stays: what is held, whoever it is of by now and whenever that is said; who comes back in time (F6, law 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store_retention
from chalicelib.privacy.model.requests import OnHold
from chalicelib.privacy.service import asking, erasing, keeping, retaining
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.store.visitors import VisitorRow
from tests.privacy.nights import BOSS, keeps, removed, run_on
from tests.vouching import Website
from tests.worlds import World, in_use


def test_a_hold_on_what_became_somebody_elses_ends_for_both(world: World) -> None:
    world.found(agents=1)
    site, desk = Website(world), world.desk
    _, token, _ = visitors.register(desk, None, "demo", None, RegisterVisitor(locale="en"))
    said = StartConversation(text="Hello?", client_id="a")
    caller = visitors.recognised(desk, token)
    one = conversations.start_conversation(desk, caller, "demo", said).conversation_id
    site.sign_in("u1")
    keeping.hold(desk, BOSS, one, "a lawsuit")
    customer, _ = site.sign_in("u1", token)
    assert caller.visitor_id in customer.joined

    with pytest.raises(OnHold):
        asking.ask(desk, BOSS, "erase", customer.visitor_id, "asked")
    keeping.end_hold(desk, BOSS, one)

    assert asking.ask(desk, BOSS, "erase", customer.visitor_id, "asked")[0].state == "walking"


def just_before_begun(act: Callable[[], Any]) -> Any:
    """Somebody does this just before the erasing is written down as begun."""
    acts = [act]

    def before(operation: str, asked: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and acts and '"erasing"' in repr(asked):
            acts.pop()()

    return in_use().watching(before=before)


def test_who_is_held_at_the_very_moment_an_erasing_begins_stays(world: World) -> None:
    world.found(agents=1)
    desk, who = world.desk, world.known(world.visitor())
    made, _ = asking.ask(desk, BOSS, "erase", who.visitor_id, "asked")
    while asking.read(desk, made.request_id).state == "walking":
        world.clock.forward(minutes=1)
        work.run_due(desk, limit=50)
    asking.confirm(desk, BOSS, made.request_id, who.visitor_id)

    with just_before_begun(lambda: asking.hold(desk, BOSS, who.visitor_id, "a lawsuit")):
        erasing.begin(desk, erasing.Begin(made.request_id))

    after = asking.read(desk, made.request_id)
    assert (after.state, after.why) == ("cancelled", "on_hold")
    assert visitors.whole(desk, who.visitor_id).erased_at is None


def is_seen(world: World, visitor_id: str) -> None:
    """They talk, and that is over."""
    tx = Transaction(world.desk)
    tx.update(VisitorRow(visitor_id), [VisitorRow.contacted_at.set(world.desk.now())])
    tx.commit()


def test_who_talks_once_more_before_anything_of_theirs_went_stays(world: World) -> None:
    world.found(agents=1)
    desk, who = world.desk, [world.known(world.visitor()).visitor_id for _ in range(2)]
    for each in who:
        is_seen(world, each)
    keeps(desk, customers=7)
    world.clock.forward(days=8)
    retaining.begin(desk, retaining.Retain("customers", "2026-12-01"))
    for _ in range(10):
        if store_retention.gone(desk, who):
            break
        world.clock.forward(seconds=3)
        work.run_due(desk, limit=1)

    is_seen(world, who[0])
    run_on(world)

    there = visitors.visitors(desk, who)
    assert [there[each].erased_at is not None for each in who] == [False, True]
    assert removed(desk) == {"customers demo": (1, 0)}
    assert set(store_retention.gone(desk, who)) == {who[1]}


def test_nobody_is_told_that_data_is_held_which_is_being_erased(world: World) -> None:
    world.found(agents=1)
    desk, who = world.desk, world.known(world.visitor())
    made, _ = asking.ask(desk, BOSS, "erase", who.visitor_id, "asked")
    while asking.read(desk, made.request_id).state == "walking":
        world.clock.forward(minutes=1)
        work.run_due(desk, limit=50)
    asking.confirm(desk, BOSS, made.request_id, who.visitor_id)
    erasing.begin(desk, erasing.Begin(made.request_id))

    with pytest.raises(NotFound):
        asking.hold(desk, BOSS, who.visitor_id, "too late")

    assert asking.list_held(desk, None) == ([], False)
