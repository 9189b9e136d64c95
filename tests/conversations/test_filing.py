"""What a conversation was about is kept, whoever was first to end it (requirements D3, E3)."""

from __future__ import annotations

import pytest

from chalicelib.campaigns.service import definitions
from chalicelib.conversations import service
from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.followups.service import lists
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.visitors import service as visitors
from tests.followups.stage import caller, settle
from tests.worlds import World, counted


def ended_by_the_visitor(world: World, agent: Agent) -> str:
    """A conversation that was answered, and that the visitor has ended; its id."""
    world.online(agent)
    visitor: visitors.Caller = world.visitor()
    begun = service.start_conversation(world.desk, visitor, "demo", StartConversation(text="Hi", client_id="c"))
    service.reply(world.desk, world.now(agent), begun.conversation_id, "Hello", "r")
    service.close_by_visitor(world.desk, visitor, "demo", begun.conversation_id)
    return str(begun.conversation_id)


def test_what_it_was_about_is_kept_though_the_visitor_was_first_to_end_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = ended_by_the_visitor(world, agent)
    entries, present = service.find(world.desk, conversation_id).last_seq, world.now(agent)

    with counted() as requests:
        filed = service.end_conversation(world.desk, present, conversation_id, Filing(words="物流"))
    again = service.end_conversation(world.desk, world.now(agent), conversation_id, Filing(words="退货"))

    assert (filed.category, again.category) == ("物流", "物流")
    assert (again.last_seq, again.closed_by) == (entries, "visitor")
    assert requests.names[:2] == ["GetItem", "TransactWriteItems"]


def test_a_rule_for_that_category_plans_its_visit_and_one_for_all_plans_it_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = caller(world.agent(role=SUPERVISOR))
    asked = {"name": "Soon", "after_days": 0, "at": "23:00", "script": {"en": "How is it?"}}
    definitions.create_rule(world.desk, boss, {**asked, "categories": ["Refund"]})
    definitions.create_rule(world.desk, boss, asked)
    conversation_id = ended_by_the_visitor(world, agent)

    service.end_conversation(world.desk, world.now(agent), conversation_id, Filing(words="refund"))
    for _ in range(2):
        world.clock.forward(days=1)
        settle(world)

    planned = lists.list_follow_ups(world.desk, agent, "mine")[0]
    assert [each.about for each in planned] == [conversation_id] * 2


def test_somebody_elses_conversation_is_filed_by_nobody_who_cannot_reach_it(world: World) -> None:
    one, other = world.found(agents=2)
    conversation_id = ended_by_the_visitor(world, one)

    with pytest.raises(NotYours):
        service.end_conversation(world.desk, world.now(other), conversation_id, Filing(words="物流"))

    assert service.find(world.desk, conversation_id).category is None
