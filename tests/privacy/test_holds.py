"""What is held, whoever it is of by now, and whenever somebody says so (F6, law 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.privacy.model.requests import OnHold
from chalicelib.privacy.service import asking, erasing, keeping
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.privacy.nights import BOSS
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
