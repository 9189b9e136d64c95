"""Who changes a plan, what the audit log says of it, and plans that reach nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import Forbidden
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.people.service import desk, groups, roles
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import NobodyReceives
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.plans.service import reach as plan_reach
from chalicelib.plans.service import reading as plan_reading
from infra.bench.crowd import everybody_waiting
from tests.worlds import World, in_use


def leader_of(world: World) -> tuple[Agent, str]:
    """A leader, and their group."""
    leader = world.agent(role=GROUP_LEADER)
    return leader, people.create_group(
        world.desk, CreateGroup(name="L", leader_id=leader.agent_id, member_ids=[])
    ).group_id


def last_act(world: World) -> Any:
    return desk.read_audit(world.desk, None, None)[0][0]


def test_a_leader_changes_what_their_group_receives_and_adds_or_removes_nobody_beyond(world: World) -> None:
    (other,) = world.found(agents=1)
    theirs = world.group.group_id if world.group else ""
    leader, mine = leader_of(world)
    plans.create_plan(world.desk, "shared", {"group_ids": [mine, theirs]})

    plans.update_plan(world.desk, "shared", {"name": "Ours"}, None, giver=world.now(leader))
    for changes in (
        {"group_ids": [mine]},
        {"group_ids": []},
        {"agent_ids": [other.agent_id]},
        {"reaches_nobody": True},
    ):
        with pytest.raises(Forbidden):
            plans.update_plan(world.desk, "shared", changes, None, giver=world.now(leader))
    with pytest.raises(Forbidden):
        plans.update_plan(world.desk, "demo", {"name": "Mine"}, None, giver=world.now(leader))
    added = plans.update_plan(world.desk, "shared", {"agent_ids": [leader.agent_id]}, None, giver=world.now(leader))

    assert (added.name, added.group_ids, added.agent_ids) == ("Ours", (mine, theirs), (leader.agent_id,))


def test_a_change_of_texts_and_look_is_in_the_audit_log_as_it_was_and_as_it_is(world: World) -> None:
    world.found()
    changes = {"texts": {"en": {"welcome": "Come in"}}, "look": {"color": "#00aa00"}, "survey": {"ask": "never"}}
    before = plans.read_plan(world.desk, "demo")

    plans.update_plan(world.desk, "demo", changes, None)

    act = last_act(world)
    assert (act.act, act.about) == ("update_plan", "demo")
    assert act.after == {
        "texts.en.welcome": "Come in",
        "look.color": "#00aa00",
        "survey.ask": "never",
        "version": 2,
    }
    assert act.before == {
        "texts.en.welcome": before.texts["en"]["welcome"],
        "look.color": before.look.color,
        "survey.ask": SurveyRules().ask,
        "version": 1,
    }


def test_rules_that_answer_keywords_are_in_the_audit_log_one_by_one(world: World) -> None:
    world.found()
    rule = {"reply_id": "price", "match": "contains", "words": ["price"], "texts": {"en": "9 €"}, "active": True}
    plans.update_plan(world.desk, "demo", {"auto_replies": [rule]}, None)

    plans.update_plan(world.desk, "demo", {"auto_replies": [{**rule, "texts": {"en": "10 €"}}]}, None)

    act = last_act(world)
    assert (act.before["auto_replies.price.texts.en"], act.after["auto_replies.price.texts.en"]) == ("9 €", "10 €")


def test_very_much_that_was_changed_fits_into_an_entry_all_the_same(world: World) -> None:
    world.found()
    rules = [
        {
            "reply_id": f"r{n}",
            "match": "exact",
            "words": [f"w{n}"],
            "texts": {"en": "茶" * 500, "zh-CN": "茶" * 500},
            "active": True,
        }
        for n in range(50)
    ]

    plans.update_plan(world.desk, "demo", {"auto_replies": rules}, None)

    said = last_act(world).after["auto_replies.r7.texts.en"]
    assert said == f"{'茶' * 200}… (500 characters)"


def test_a_plan_that_reaches_nobody_can_be_looked_at_and_nothing_else(world: World) -> None:
    world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"reaches_nobody": True}, None)
    visitor = world.visitor()

    _, now, online = plan_reading.appearance(world.desk, "demo", None)
    for act in (
        lambda: conversations.start_conversation(
            world.desk, visitor, "demo", StartConversation(text="Hi", client_id="c")
        ),
        lambda: leaving.leave_message(
            world.desk, visitor, "demo", None, LeaveMessage(name="W", text="Hi", email="w@mail.example", client_id="c")
        ),
    ):
        with pytest.raises(NobodyReceives):
            act()

    assert (now.open, online) == (False, False)
    assert everybody_waiting(world.desk) == []


def plan_manager(world: World, scope: str) -> Agent:
    """Somebody of a group with a colleague, who keeps plans as far as this scope reaches."""
    permissions = ["plans.manage", "people.see", "groups.manage"]
    role = roles.create_role(world.desk, name="Plans", permissions=permissions, scope=scope)
    manager, colleague = world.agent(role=role.role_id), world.agent()
    members = [colleague.agent_id]
    people.create_group(world.desk, CreateGroup(name="M", leader_id=manager.agent_id, member_ids=members))
    return world.now(manager)


def group_of(agent: Agent) -> str:
    return agent.memberships[0].group_id if agent.memberships else ""


def test_whose_role_ends_at_their_own_takes_no_visitors_from_their_group(world: World) -> None:
    world.found()
    mine = plan_manager(world, "own")
    plans.create_plan(world.desk, "ours", {"group_ids": [group_of(mine)], "agent_ids": [mine.agent_id]})

    plans.update_plan(world.desk, "ours", {"name": "Ours"}, None, giver=mine)
    with pytest.raises(Forbidden):
        plans.update_plan(world.desk, "ours", {"group_ids": []}, None, giver=mine)

    assert plans.read_plan(world.desk, "ours").group_ids == (group_of(mine),)


def test_the_same_receivers_in_another_order_are_no_change_of_them(world: World) -> None:
    (other,) = world.found(agents=1)
    mine = plan_manager(world, "group")
    ids = [other.agent_id, mine.agent_id]
    plans.create_plan(world.desk, "ours", {"agent_ids": ids})

    after = plans.update_plan(world.desk, "ours", {"agent_ids": ids[::-1], "name": "Ours"}, None, giver=mine)

    assert (after.name, set(after.agent_ids)) == ("Ours", set(ids))


def just_before(first_write: Callable[[], Any]) -> Any:
    """Somebody else does this just before the next transaction is sent."""
    acts = [first_write]

    def before(operation: str, _: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and acts:
            acts.pop()()

    return in_use().watching(before=before)


def test_whoever_loses_a_plan_while_they_change_it_changes_nothing(world: World) -> None:
    (other,) = world.found(agents=1)
    mine = plan_manager(world, "group")
    plans.create_plan(world.desk, "ours", {"group_ids": [group_of(mine)]})
    taken = {"group_ids": [], "agent_ids": [other.agent_id]}

    with just_before(lambda: plans.update_plan(world.desk, "ours", taken, None)), pytest.raises(NotYours):
        plans.update_plan(world.desk, "ours", {"name": "Ours"}, None, giver=mine)

    assert plans.read_plan(world.desk, "ours").name == "ours"


def test_whoever_is_put_out_of_a_group_while_they_change_it_changes_nothing(world: World) -> None:
    (other,) = world.found(agents=1)
    mine = plan_manager(world, "group")
    group_id = group_of(mine)
    put_out = UpdateGroup(leader_id=other.agent_id, member_ids=[])

    with (
        just_before(lambda: groups.update_group(world.desk, group_id, put_out)),
        pytest.raises(NotYours),
    ):
        groups.update_group(world.desk, group_id, UpdateGroup(name="Mine"), giver=mine)

    assert groups.read_group(world.desk, group_id).name == "M"


def test_a_plan_is_found_by_its_id_without_reading_the_others(world: World) -> None:
    world.found()
    made = [plans.create_plan(world.desk, f"plan-{number}", {}) for number in range(12)]
    read: list[int] = []

    with in_use().watching(after=lambda _, __, answer: read.append(len(answer.get("Items", [1])))):
        found = plan_reach.find_plan(world.desk, made[7].plan_id)

    assert found == made[7]
    assert read == [1, 1]
