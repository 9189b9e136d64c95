"""Who changes a plan, what the audit log says of it, and plans that reach nobody."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core.errors import Forbidden
from chalicelib.offline import service as offline
from chalicelib.people import service as people
from chalicelib.people.model import GROUP_LEADER, Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model import NobodyReceives, SurveyRules
from tests.worlds import World


def leader_of(world: World) -> tuple[Agent, str]:
    """A leader, and their group."""
    leader = world.agent(role=GROUP_LEADER)
    return leader, people.create_group(world.desk, name="L", leader_id=leader.agent_id, member_ids=[]).group_id


def last_act(world: World) -> Any:
    return people.read_audit(world.desk, None, None)[0][0]


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

    _, now, online = plans.appearance(world.desk, "demo", None)
    for act in (
        lambda: conversations.start_conversation(
            world.desk, visitor, "demo", None, text="Hi", client_id="c", page=None
        ),
        lambda: offline.leave_message(
            world.desk, visitor, "demo", None, name="W", text="Hi", email="w@mail.example", client_id="c"
        ),
    ):
        with pytest.raises(NobodyReceives):
            act()

    assert (now.open, online) == (False, False)
    assert conversations.line(world.desk) == []
