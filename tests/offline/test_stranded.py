"""Nothing waits for somebody who may not answer it any more: disabled, or with other rights (C2)."""

from __future__ import annotations

import pytest

from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.offline import service, store
from chalicelib.offline.model.message import CLAIMED, NEW, Message, MessageTaken
from chalicelib.offline.service import reading, transitions, watch
from chalicelib.offline.service.saving import CheckDeadline
from chalicelib.offline.service.watch import Transfer
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.service import roles
from tests.crashes import BEFORE, Death, at_each_write
from tests.offline.night import Night
from tests.offline.test_transitions import caller, holder_of, listed, other_than
from tests.worlds import World, at_once


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall(recipients=[])


def change(night: Night, agent: Agent, *, role: str | None = None, active: bool | None = None) -> None:
    desk, id_ = night.world.desk, agent.agent_id
    people.update_agent(desk, id_, UpdateAgent(role=role, active=active))


def disable(night: Night, agent: Agent) -> None:
    change(night, agent, active=False)


def loads(night: Night) -> dict[str, int]:
    return {agent_id: load.unanswered for agent_id, load in store.loads(night.world.desk).items() if load.unanswered}


def claimed_by_its_agent(night: Night) -> tuple[Message, Agent]:
    message = night.given()
    agent = holder_of(night, message)
    return transitions.claim_message(night.world.desk, agent, message.message_id), agent


def test_whoever_is_disabled_leaves_their_messages_to_others(night: Night) -> None:
    claimed, agent = claimed_by_its_agent(night)
    new = next(each for each in iter(night.given, None) if each.agent_id == agent.agent_id)
    colleague = other_than(night, agent)

    disable(night, agent)
    night.time_goes_by()

    assert {(each.state, each.agent_id) for each in map(night.now, (claimed, new))} == {(NEW, colleague.agent_id)}
    assert set(loads(night)) == {colleague.agent_id}
    assert {each.about for each in night.told("offline_assigned") if each.to == colleague.email} >= {
        claimed.message_id,
        new.message_id,
    }
    assert service.recount_loads(night.world.desk) == []


def test_another_role_without_the_right_counts_like_being_disabled(night: Night) -> None:
    message, agent = claimed_by_its_agent(night)
    blind = roles.create_role(night.world.desk, name="Blind", permissions=["people.see"], scope="own")

    change(night, agent, role=blind.role_id)
    night.time_goes_by()

    assert night.now(message).agent_id == other_than(night, agent).agent_id


def test_where_nobody_is_left_the_message_is_nobodys_rather_than_theirs(night: Night) -> None:
    message, agent = claimed_by_its_agent(night)
    disable(night, other_than(night, agent))

    disable(night, agent)
    night.time_goes_by()

    after = night.now(message)
    assert (after.state, after.agent, loads(night)) == (NEW, None, {})
    assert listed(night, night.supervisor, "new") == [message.message_id]


def test_what_was_given_to_somebody_disabled_at_that_moment_is_found_at_the_next_look(night: Night) -> None:
    message, agent = claimed_by_its_agent(night)
    disable(night, agent)
    for each in [each for each in work.waiting(night.world.desk) if each.kind == Transfer.kind]:
        tx = Transaction(night.world.desk)
        work.discard(tx, each)
        tx.commit()

    night.time_goes_by(hours=1.2, step=600)

    assert night.now(message).agent_id == other_than(night, agent).agent_id
    assert len(night.told("offline_reminder")) == 1
    assert len([each for each in work.waiting(night.world.desk) if each.kind == CheckDeadline.kind]) == 1


def test_what_nobody_has_claimed_may_be_claimed_by_everybody_of_the_plan(night: Night) -> None:
    message = night.given()
    colleague = other_than(night, holder_of(night, message))
    desk = night.world.desk

    seen = listed(night, colleague, "new"), reading.read_message(desk, colleague, message.message_id)[0]
    with pytest.raises(NotYours):
        transitions.close_message(desk, caller(colleague), message.message_id)
    mine = transitions.claim_message(desk, colleague, message.message_id)

    assert seen == ([message.message_id], message)
    assert (mine.state, mine.agent_id) == (CLAIMED, colleague.agent_id)
    assert loads(night) == {colleague.agent_id: 1}
    with pytest.raises(MessageTaken):
        transitions.claim_message(desk, holder_of(night, message), message.message_id)
    with pytest.raises(NotYours):
        reading.read_message(desk, night.stranger(), message.message_id)


def test_giving_on_that_dies_anywhere_gives_each_message_once(night: Night) -> None:
    def story(death: Death) -> None:
        message, agent = claimed_by_its_agent(night)
        disable(night, agent)
        with death():
            night.world.clock.forward(seconds=1)
            work.run_due(night.world.desk)
        night.time_goes_by(hours=0.1, step=90)

        told = [each for each in night.told("offline_assigned") if each.about == message.message_id]
        assert night.now(message).agent_id == other_than(night, agent).agent_id
        assert len(told) == 2  # when it came, and when it was given on
        change(night, agent, active=True)

    at_each_write(story, sides=(BEFORE,), least=4)

    assert service.recount_loads(night.world.desk) == []


@pytest.mark.race
def test_giving_on_many_times_at_once_while_a_colleague_claims_ends_with_one_holder(atomic_world: World) -> None:
    night = Night(atomic_world).fall(agents=3, recipients=[])
    desk = atomic_world.desk
    message, agent = claimed_by_its_agent(night)
    colleague = other_than(night, agent)
    disable(night, agent)

    def give_on() -> None:
        watch.transfer(desk, Transfer(agent.agent_id))

    def claim() -> None:
        transitions.claim_message(desk, colleague, message.message_id)

    at_once([give_on, claim, give_on, claim, give_on, claim])

    after = night.now(message)
    assert after.agent_id not in (None, agent.agent_id)
    assert loads(night) == {after.agent_id: 1}
