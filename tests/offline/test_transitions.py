"""Claiming, assigning, answering, closing; who reaches what; lists."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import KeyReused
from chalicelib.offline import store
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.model.message import ANSWERED, CLAIMED, CLOSED, NEW, Message, MessageClosed, MessageTaken
from chalicelib.offline.service import leaving, reading, transitions
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.people.service import groups, roles, signatures
from chalicelib.people.service.desk import read_audit
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.offline.night import FORM, Night
from tests.worlds import World


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall()


def holder_of(night: Night, message: Message) -> Agent:
    return people.read_agent(night.world.desk, str(message.agent_id))


def other_than(night: Night, agent: Agent) -> Agent:
    return next(each for each in night.agents if each.agent_id != agent.agent_id)


def listed(night: Night, agent: Agent, view: str, state: str | None = None) -> list[str]:
    """The ids of every page."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page, cursor = reading.list_messages(night.world.desk, agent, view, state, cursor)
        found += [each.message_id for each in page]
        if cursor is None:
            return found


def acts(night: Night) -> list[str]:
    found, _ = read_audit(night.world.desk, None, None)
    return [each.act for each in found if "message" in each.act]


def caller(agent: Agent) -> people.Caller:
    return people.Caller(agent, "ses")


# --- what agents do -------------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_a_message_is_claimed_answered_and_closed_by_its_agent(night: Night) -> None:
    message = night.given()
    agent = holder_of(night, message)

    mine = transitions.claim_message(night.world.desk, agent, message.message_id)
    again = transitions.claim_message(night.world.desk, agent, message.message_id)
    done, _ = transitions.answer_message(night.world.desk, agent, message.message_id, "有货", ["email", "sms"], "a")
    over = transitions.close_message(night.world.desk, caller(agent), message.message_id)

    assert mine == again
    assert [each.state for each in (message, mine, done, over)] == [NEW, CLAIMED, ANSWERED, CLOSED]
    assert store.loads(night.world.desk)[agent.agent_id].unanswered == 0
    assert acts(night) == []


def test_an_answer_is_sent_by_the_chosen_channels_once(night: Night) -> None:
    message = night.given()
    agent = holder_of(night, message)

    first, again = transitions.answer_message(
        night.world.desk, agent, message.message_id, "有货", ["email", "sms"], "a"
    )
    second, again_2 = transitions.answer_message(
        night.world.desk, agent, message.message_id, "有货", ["email", "sms"], "a"
    )
    night.time_goes_by()

    found, carried = reading.read_message(night.world.desk, agent, message.message_id)
    assert (again, again_2, first) == (False, True, second)
    assert {(each.channel, each.to, each.state) for each in carried.values()} == {
        ("email", FORM["email"], "sent"),
        ("sms", "+8613800138002", "sent"),
    }
    (mail,) = night.letters("email", FORM["email"])
    assert "有货" in mail.text and message.number in mail.subject
    assert len(found.answers) == 1
    with pytest.raises(KeyReused):
        transitions.answer_message(night.world.desk, agent, message.message_id, "没货", ["email"], "a")


def test_a_letter_ends_with_its_agents_signature_and_nothing_else_does(night: Night) -> None:
    visitor = night.world.visitor()
    message = night.given(visitor)
    agent = holder_of(night, message)
    signatures.change_signature(night.world.desk, agent.agent_id, "<b>林小美</b>\n山岚茶铺")

    transitions.answer_message(night.world.desk, agent, message.message_id, "有货", ["email", "sms"], "a")
    night.time_goes_by()

    (mail,), (text,) = night.letters("email", FORM["email"]), night.letters("sms", "+8613800138002")
    assert "有货\n\n<b>林小美</b>\n山岚茶铺\n" in mail.text
    assert "&lt;b&gt;林小美&lt;/b&gt;<br>山岚茶铺" in mail.html
    assert "林小美" not in text.text
    (own,) = leaving.list_own(night.world.desk, visitor, "demo")
    assert [each.text for each in own.answers] == ["有货"]


def test_an_answer_in_the_widget_alone_sends_nothing_and_the_visitor_sees_every_answer(night: Night) -> None:
    visitor = night.world.visitor()
    message = night.given(visitor)
    agent = holder_of(night, message)

    transitions.answer_message(night.world.desk, agent, message.message_id, "in the widget", ["widget"], "a")
    transitions.answer_message(night.world.desk, agent, message.message_id, "by mail", ["email"], "b")

    (own,) = leaving.list_own(night.world.desk, visitor, "demo")
    assert [each.text for each in own.answers] == ["in the widget", "by mail"]
    assert [each.channel for each in night.told("offline_answer")] == ["email"]


def test_the_same_answer_again_after_closing_is_the_first_one(night: Night) -> None:
    message = night.given()
    agent = holder_of(night, message)
    transitions.answer_message(night.world.desk, agent, message.message_id, "Yes", ["email"], "a")
    transitions.close_message(night.world.desk, caller(agent), message.message_id)

    _, again = transitions.answer_message(night.world.desk, agent, message.message_id, "Yes", ["email"], "a")

    assert again
    with pytest.raises(MessageClosed):
        transitions.answer_message(night.world.desk, agent, message.message_id, "More", ["email"], "b")


def test_an_answer_that_cannot_be_is_refused_by_field(night: Night) -> None:
    message = night.given(mobile=None)
    agent = holder_of(night, message)
    wrong: list[tuple[str, list[str], str, str]] = [
        ("Yes", ["sms"], "a", "by"),
        ("Yes", [], "a", "by"),
        (" ", ["email"], "a", "text"),
        ("x" * 4001, ["email"], "a", "text"),
        ("Yes", ["email"], "", "client_id"),
    ]

    for text, by, client_id, field in wrong:
        with pytest.raises(Invalid) as refused:
            transitions.answer_message(night.world.desk, agent, message.message_id, text, by, client_id)
        assert [each.field for each in refused.value.errors] == [field]

    assert night.now(message) == message


@pytest.mark.also_on_moto
def test_a_supervisor_gives_it_to_somebody_else_who_is_told(night: Night) -> None:
    message = night.given()
    before = holder_of(night, message)
    target = other_than(night, before)
    transitions.claim_message(night.world.desk, before, message.message_id)

    moved = transitions.assign_message(
        night.world.desk, caller(night.supervisor), message.message_id, target.agent_id, "req_1"
    )
    transitions.assign_message(night.world.desk, caller(night.supervisor), message.message_id, target.agent_id)

    assert (moved.agent_id, moved.state) == (target.agent_id, CLAIMED)
    assert acts(night) == ["assign_message"]
    assert [each.to for each in night.told("offline_assigned")].count(target.email) == 1
    loads = {each: load.unanswered for each, load in store.loads(night.world.desk).items()}
    assert loads == {before.agent_id: 0, target.agent_id: 1}
    with pytest.raises(NotYours):
        transitions.close_message(night.world.desk, caller(before), message.message_id)


def test_nobody_is_given_what_they_may_not_answer(night: Night) -> None:
    message = night.given()
    blind = roles.create_role(night.world.desk, name="Blind", permissions=["people.see"], scope="own")

    for agent_id in ("agt_nobody", night.world.agent(role=blind.role_id).agent_id):
        with pytest.raises(Invalid) as refused:
            transitions.assign_message(night.world.desk, caller(night.supervisor), message.message_id, agent_id)
        assert [each.field for each in refused.value.errors] == ["agent_id"]


def test_closing_without_an_answer_is_written_down(night: Night) -> None:
    message = night.given()
    agent = holder_of(night, message)

    transitions.close_message(night.world.desk, caller(agent), message.message_id)
    transitions.close_message(night.world.desk, caller(agent), message.message_id)

    assert acts(night) == ["close_unanswered_message"]
    assert store.loads(night.world.desk)[agent.agent_id].unanswered == 0


# --- who reaches what -----------------------------------------------------------------------------------------------


def test_colleagues_of_the_plan_hear_who_has_it_and_others_nothing(night: Night) -> None:
    message = night.given()
    agent = holder_of(night, message)
    colleague, stranger = other_than(night, agent), night.stranger()
    desk, message_id = night.world.desk, message.message_id
    message = transitions.claim_message(desk, agent, message_id)

    with pytest.raises(MessageTaken):
        transitions.claim_message(desk, colleague, message_id)
    with pytest.raises(MessageTaken):
        transitions.answer_message(desk, colleague, message_id, "Yes", ["email"], "a")
    for act in (
        lambda: transitions.claim_message(desk, stranger, message_id),
        lambda: transitions.answer_message(desk, stranger, message_id, "Yes", ["email"], "a"),
        lambda: reading.read_message(desk, stranger, message_id),
        lambda: reading.read_message(desk, colleague, message_id),
        lambda: transitions.close_message(desk, caller(colleague), message_id),
    ):
        with pytest.raises(NotYours):
            act()

    assert night.now(message) == message
    assert listed(night, stranger, "all") == listed(night, colleague, "all") == []


def test_what_nobody_was_given_is_everybodys_of_the_plan(night: Night) -> None:
    message = night.leave()

    seen = [listed(night, agent, view) for agent in night.agents for view in ("new", "all", "mine")]
    mine = transitions.claim_message(night.world.desk, night.agents[1], message.message_id)

    assert seen == [[message.message_id], [message.message_id], []] * 2
    assert mine.agent_id == night.agents[1].agent_id
    assert listed(night, night.stranger(), "new") == []


def test_a_group_leader_reaches_what_came_for_the_group_and_no_further(night: Night) -> None:
    leader, other = night.world.agent(role=GROUP_LEADER), night.stranger()
    group = night.world.group
    assert group is not None
    ids = [*group.member_ids, leader.agent_id]
    groups.update_group(night.world.desk, group.group_id, UpdateGroup(member_ids=ids))
    elsewhere = people.create_group(
        night.world.desk, CreateGroup(name="Elsewhere", leader_id=other.agent_id, member_ids=[other.agent_id])
    )
    plans.create_plan(night.world.desk, "other", {"name": "Other", "group_ids": [elsewhere.group_id]})
    _, token, _ = visitors.register(night.world.desk, None, "other", None, RegisterVisitor(locale="en"))
    foreigner = visitors.recognised(night.world.desk, token)
    theirs = leaving.leave_message(night.world.desk, foreigner, "other", None, LeaveMessage(**FORM)).message
    ours = night.given()

    assert listed(night, leader, "all") == [ours.message_id]
    assert reading.read_message(night.world.desk, leader, ours.message_id)[0] == ours
    with pytest.raises(NotYours):
        reading.read_message(night.world.desk, leader, theirs.message_id)
    assert listed(night, night.supervisor, "all") == [ours.message_id, theirs.message_id]


def test_a_foreign_visitor_sees_nothing_of_it(night: Night) -> None:
    night.given()

    assert leaving.list_own(night.world.desk, night.world.visitor(), "demo") == []


def test_a_message_that_does_not_exist_is_nobodys(night: Night) -> None:
    agent, desk = night.agents[0], night.world.desk
    acts_: list[Any] = [
        lambda: reading.read_message(desk, agent, "load"),
        lambda: transitions.claim_message(desk, agent, "off_x"),
        lambda: transitions.answer_message(desk, agent, "off_x", "", [], ""),
        lambda: transitions.assign_message(desk, caller(agent), "off_x", "x"),
        lambda: transitions.close_message(desk, caller(agent), "waiting#demo"),
    ]

    for act in acts_:
        with pytest.raises(NotFound):
            act()


# --- lists ----------------------------------------------------------------------------------------------------------


def test_lists_are_newest_first_page_by_page_and_by_state(night: Night) -> None:
    messages = [night.given() for _ in range(46)]
    agent = holder_of(night, messages[0])
    mine = [each.message_id for each in messages if each.agent_id == agent.agent_id]
    for message_id in mine[:5]:
        transitions.claim_message(night.world.desk, agent, message_id)
    transitions.close_message(night.world.desk, caller(agent), mine[0])

    assert listed(night, night.supervisor, "all") == [each.message_id for each in reversed(messages)]
    assert listed(night, agent, "mine") == mine[::-1]
    assert listed(night, agent, "mine", "claimed") == mine[1:5][::-1]
    unclaimed = [each.message_id for each in messages if each.message_id not in mine[:5]]
    assert listed(night, agent, "new") == unclaimed[::-1]
    assert listed(night, agent, "new", "claimed") == []
    assert listed(night, night.supervisor, "all", "closed") == mine[:1]
