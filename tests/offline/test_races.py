"""Many at once: one message, one agent, everybody level, one reminder. On an engine that is atomic."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.offline import service, store
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.model.message import MessageTaken
from chalicelib.offline.service import leaving, transitions, watch
from chalicelib.offline.service.leaving import Allocate
from chalicelib.offline.service.saving import CheckDeadline
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import Caller
from tests.offline.night import FORM, Night
from tests.worlds import Clock, World, at_once

pytestmark = pytest.mark.race


def test_two_posts_of_one_message_at_once_are_stored_once(atomic_world: World) -> None:
    night = Night(atomic_world).fall()
    visitor = atomic_world.visitor()
    post = partial(leaving.leave_message, atomic_world.desk, visitor, "demo", None, LeaveMessage(**FORM, client_id="c"))

    for _ in range(3):
        left = at_once([post] * 8)
        assert not [each for each in left if isinstance(each, Exception)]

    own = leaving.list_own(atomic_world.desk, visitor, "demo")
    assert [each.message_id for each in own] == [left[0].message.message_id]
    assert len(night.told("offline_message")) == 4


@pytest.mark.parametrize("allocation", ["rotation", "balanced"])
def test_64_messages_at_once_go_evenly_to_four_agents(atomic_world: World, allocation: str) -> None:
    night = Night(atomic_world).fall(agents=4, recipients=[], allocation=allocation)
    messages = [night.leave() for _ in range(64)]

    calls = [partial(watch.allocate, atomic_world.desk, Allocate(each.message_id)) for each in messages]
    results = at_once(calls)

    totals = Counter(night.now(each).agent_id for each in messages)
    assert results == [None] * 64
    assert max(totals.values()) - min(totals.values()) <= 1, totals
    assert {each: load.unanswered for each, load in store.loads(atomic_world.desk).items()} == totals
    assert len(night.told("offline_assigned")) == 64


def test_one_message_allocated_by_many_at_once_is_given_once(atomic_world: World) -> None:
    night = Night(atomic_world).fall(agents=4, recipients=[])
    message = night.leave()

    results = at_once([partial(watch.allocate, atomic_world.desk, Allocate(message.message_id))] * 16)

    assert results == [None] * 16
    assert sum(load.unanswered for load in store.loads(atomic_world.desk).values()) == 1
    assert len(night.told("offline_assigned")) == 1


def test_of_two_agents_who_claim_at_once_one_wins_and_the_other_hears_who(atomic_world: World) -> None:
    night = Night(atomic_world).fall(agents=6, recipients=[])

    for _ in range(5):
        message = night.leave()
        claims = [
            partial(transitions.claim_message, atomic_world.desk, each, message.message_id) for each in night.agents
        ]
        results = at_once(claims)

        lost = [each for each in results if isinstance(each, MessageTaken)]
        (won,) = [each for each in results if not isinstance(each, Exception)]
        assert len(lost) == 5
        assert {each.extra["agent"]["id"] for each in lost} == {won.agent_id}  # type: ignore[index]
        assert night.now(message).agent_id == won.agent_id


def test_claiming_answering_assigning_and_closing_at_once_leave_the_desk_agreeing_with_itself(
    atomic_world: World,
) -> None:
    night = Night(atomic_world).fall(agents=3, recipients=[])
    messages = [night.leave() for _ in range(6)]
    chief = Caller(atomic_world.agent(role=SUPERVISOR), "")
    desk, (ann, bob, eve) = atomic_world.desk, night.agents

    calls = []
    for each in messages:
        calls += [
            partial(watch.allocate, desk, Allocate(each.message_id)),
            partial(transitions.claim_message, desk, ann, each.message_id),
            partial(transitions.answer_message, desk, bob, each.message_id, "Yes", ["email"], "once"),
            partial(transitions.answer_message, desk, bob, each.message_id, "Yes", ["email"], "once"),
            partial(transitions.assign_message, desk, chief, each.message_id, eve.agent_id),
        ]
    at_once(calls)

    assert service.recount_loads(desk) == []
    for each in map(night.now, messages):
        assert len(each.answers) <= 1
        assert len([told for told in night.told("offline_answer") if told.about == each.message_id]) == len(
            each.answers
        )


def test_leaders_get_one_reminder_in_a_window_however_many_wait(atomic_world: World) -> None:
    clock = Clock()
    night = Night(World(replace(atomic_world.desk, now=clock), clock)).fall(recipients=[])
    for _ in range(60):
        night.leave()

    night.time_goes_by(hours=3.2, step=600)

    reminders = [each for each in night.told("offline_reminder") if each.to == night.agents[0].email]
    assert len(reminders) == len(night.told("offline_reminder")) == 2
    assert {each.words["count"] for each in reminders} == {60}
    assert len(night.letters("email", night.agents[0].email)) >= 2
    assert len([each for each in work.waiting(night.world.desk) if each.kind == CheckDeadline.kind]) == 60
