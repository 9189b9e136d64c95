"""Invitations by rule and by hand: shown, accepted, declined, each counted once; twice, at once and too late (A7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import times
from chalicelib.core.errors import NotFound
from chalicelib.core.once import Once
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import (
    AlreadyInvited,
    AlreadyTalking,
    Figures,
    InvitationDeclined,
    InvitationOver,
    VisitorGone,
)
from chalicelib.monitoring.service import answering, figures, watching
from chalicelib.monitoring.service import recount as recount_figures
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.routing.model import AgentFull
from chalicelib.routing.service import watch
from tests.crashes import at_each_write
from tests.monitoring.looking import PRICES, RULE, TEA, accept, invite, look, watched
from tests.stored import change_item
from tests.worlds import World, counted


def numbers(world: World) -> list[Figures]:
    return store.figures(world.desk, "demo", times.month(world.desk.now()))


# --- by hand --------------------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_an_accepted_invitation_is_a_conversation_with_the_agent_who_invited(world: World) -> None:
    _, second = watched(world, agents=2)
    visitor = world.visitor()
    look(world, visitor)

    invite(world, second, visitor, "May I help you?")
    offer = look(world, visitor)
    assert offer is not None
    header = conversations.find(world.desk, accept(world, visitor, offer))

    page = conversations.read_entries(world.desk, visitor, "demo", header.conversation_id, 0, 10)
    assert header.agent_id == second.agent_id
    assert [(each.kind, each.author.kind) for each in page.entries] == [
        ("invitation", "agent"),
        ("message", "visitor"),
        ("assigned", "system"),
    ]
    assert page.entries[0].text == "May I help you?"
    assert numbers(world) == [Figures("by_hand", 1, 1, 0)]


def test_why_they_were_given_the_conversation_is_that_they_invited(world: World) -> None:
    _, second = watched(world, agents=2)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, second, visitor)
    offer = look(world, visitor)
    assert offer is not None

    conversation_id = accept(world, visitor, offer)
    ((decision, _),) = watch.explain(world.desk, world.now(second), conversation_id)

    assert (decision.how, decision.agent_id) == ("invited", second.agent_id)


def test_accepting_costs_one_read_more_than_beginning(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, agent, visitor)
    offer = look(world, visitor)
    assert offer is not None

    with counted() as requests:
        accept(world, visitor, offer)

    # no source address is counted here
    assert requests.names == ["GetItem", "BatchGetItem", "Query", "Query", "TransactWriteItems"]


def test_of_two_agents_who_invite_one_visitor_only_one_does(world: World) -> None:
    first, second = watched(world, agents=2)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, first, visitor)

    with pytest.raises(AlreadyInvited) as refused:
        invite(world, second, visitor)

    assert refused.value.extra["agent"] == {"name": first.name, "number": first.number}


def test_of_two_who_invite_at_the_same_moment_whoever_writes_first_does(world: World) -> None:
    first, second = watched(world, agents=2)
    visitor = world.visitor()
    look(world, visitor)
    as_seen = store.live(world.desk, visitor.visitor_id)
    invite(world, first, visitor)

    with pytest.raises(AlreadyInvited):
        watching.offer(world.desk, as_seen, world.now(second), "Me too")


def test_an_invitation_that_comes_twice_is_one(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    once = Once.of("invite", "key", "Hello")

    twice = [watching.invite(world.desk, world.now(agent), visitor.visitor_id, "Hello", once) for _ in range(2)]

    assert twice[0].invitation == twice[1].invitation


def test_who_is_gone_talks_or_declined_is_not_invited(world: World) -> None:
    (agent,) = watched(world)
    gone, talks, declined = (world.visitor() for _ in range(3))
    look(world, gone)
    world.clock.forward(minutes=5)
    people.beat(world.desk, world.online(agent))
    for each in (talks, declined):
        look(world, each)
    conversations.start_conversation(world.desk, talks, "demo", StartConversation(text="hi", client_id="c"))
    invite(world, agent, declined)
    offer = look(world, declined)
    assert offer is not None
    answering.dismiss(world.desk, declined, "demo", offer.invitation_id)

    for visitor, refusal in ((gone, VisitorGone), (talks, AlreadyTalking), (declined, InvitationDeclined)):
        with pytest.raises(refusal):
            invite(world, agent, visitor)


def test_only_who_receives_the_plans_visitors_and_has_room_invites(world: World) -> None:
    (agent,) = watched(world)
    boss = world.agent(role=SUPERVISOR)
    world.online(boss)
    visitor = world.visitor()
    look(world, visitor)

    with pytest.raises(NotYours):
        invite(world, boss, visitor)
    world.online(agent, "break")
    with pytest.raises(AgentAway):
        invite(world, agent, visitor)


def test_an_agent_without_room_does_not_invite(world: World) -> None:
    members = world.found(agents=1, capacity=1)
    world.online(members[0])
    plans.update_plan(world.desk, "demo", {"monitoring": {"active": True}}, None)
    busy, visitor = world.visitor(), world.visitor()
    look(world, visitor)
    conversations.start_conversation(world.desk, busy, "demo", StartConversation(text="hi", client_id="c"))

    with pytest.raises(AgentFull):
        invite(world, members[0], visitor)


def test_where_the_agent_has_left_meanwhile_another_of_the_plan_serves(world: World) -> None:
    first, second = watched(world, agents=2)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, first, visitor)
    offer = look(world, visitor)
    assert offer is not None

    world.online(first, "offline")
    header = conversations.find(world.desk, accept(world, visitor, offer))

    assert header.agent_id == second.agent_id


def test_where_everybody_has_left_meanwhile_the_visitor_waits_like_others(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, agent, visitor)
    offer = look(world, visitor)
    assert offer is not None

    world.online(agent, "offline")
    header = conversations.find(world.desk, accept(world, visitor, offer))

    assert header.state == "waiting"


# --- answered -------------------------------------------------------------------------------------------------------


def test_accepting_twice_or_in_two_tabs_is_one_conversation_and_counted_once(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, agent, visitor)
    offer = look(world, visitor)
    assert offer is not None

    begun = {accept(world, visitor, offer, client_id) for client_id in ("one", "one", "another tab")}

    assert len(begun) == 1
    assert numbers(world) == [Figures("by_hand", 1, 1, 0)]


def test_who_had_begun_to_talk_meanwhile_goes_on_with_that(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    invite(world, agent, visitor)
    offer = look(world, visitor)
    assert offer is not None
    own = conversations.start_conversation(world.desk, visitor, "demo", StartConversation(text="hi", client_id="c"))

    conversation_id = accept(world, visitor, offer)

    assert conversation_id == own.conversation_id
    assert numbers(world) == [Figures("by_hand", 1, 1, 0)]


def test_too_late_or_after_another_answer_it_is_over(world: World) -> None:
    (agent,) = watched(world)
    late, declined, other = (world.visitor() for _ in range(3))
    offers = {}
    for visitor in (late, declined):
        look(world, visitor)
        invite(world, agent, visitor)
        offers[visitor] = look(world, visitor)
    answering.dismiss(world.desk, declined, "demo", offers[declined].invitation_id)
    answering.dismiss(world.desk, declined, "demo", offers[declined].invitation_id)

    with pytest.raises(InvitationOver):
        accept(world, declined, offers[declined])
    with pytest.raises(NotFound):
        accept(world, other, offers[late])
    world.clock.forward(minutes=6)
    with pytest.raises(InvitationOver):
        accept(world, late, offers[late])

    assert numbers(world) == [Figures("by_hand", 1, 0, 1)]


def test_wherever_accepting_dies_the_next_try_finds_one_conversation_counted_once(new_world: Any) -> None:
    def story(death: Any) -> None:
        world = new_world()
        (agent,) = watched(world)
        visitor = world.visitor()
        look(world, visitor)
        invite(world, agent, visitor)
        offer = look(world, visitor)
        assert offer is not None
        with death():
            accept(world, visitor, offer)
        header = conversations.find(world.desk, accept(world, visitor, offer))
        assert header.agent_id == agent.agent_id
        assert numbers(world) == [Figures("by_hand", 1, 1, 0)]

    at_each_write(story)


# --- by rule --------------------------------------------------------------------------------------------------------


def test_a_rule_invites_on_its_page_and_the_answer_to_a_beat_says_after_how_many_seconds(world: World) -> None:
    watched(world, RULE)
    visitor = world.visitor()

    elsewhere = look(world, visitor, TEA)
    offer = look(world, visitor, PRICES)
    assert offer is not None
    again = look(world, visitor, PRICES, shown=offer.invitation_id)
    header = conversations.find(world.desk, accept(world, visitor, offer))

    assert elsewhere is None
    assert (offer.seconds, offer.text, offer.by.kind) == (20, "Questions about prices?", "system")
    assert again is not None
    assert again.state == "shown"
    assert header.agent_id is not None
    assert numbers(world) == [Figures("prices", 1, 1, 0)]


def test_a_rule_is_silent_while_nobody_has_room_or_the_plan_is_closed(world: World) -> None:
    (agent,) = watched(world, RULE)
    visitor = world.visitor()

    plans.update_plan(world.desk, "demo", {"open": False}, None)
    while_closed = look(world, visitor, PRICES)
    plans.update_plan(world.desk, "demo", {"open": True}, None)
    world.online(agent, "busy")
    while_busy = look(world, visitor, PRICES)
    world.online(agent)
    now = look(world, visitor, PRICES)

    assert (while_closed, while_busy) == (None, None)
    assert now is not None


def test_who_declined_is_left_in_peace_for_the_plans_days(world: World) -> None:
    watched(world, RULE, {**RULE, "rule_id": "anywhere", "pages": []}, quiet_days=2)
    visitor = world.visitor()
    offer = look(world, visitor, PRICES)
    assert offer is not None

    answering.dismiss(world.desk, visitor, "demo", offer.invitation_id)
    silent = [look(world, visitor, page) for page in (PRICES, TEA)]
    world.clock.forward(days=1, hours=23)
    still = look(world, visitor, PRICES)

    assert [*silent, still] == [None, None, None]
    assert numbers(world) == [Figures("prices", 1, 0, 1)]


def test_a_rule_that_was_shown_is_not_shown_again_in_the_same_visit(world: World) -> None:
    watched(world, RULE)
    visitor = world.visitor()
    offer = look(world, visitor, PRICES)
    assert offer is not None
    look(world, visitor, PRICES, shown=offer.invitation_id)

    world.clock.forward(minutes=7)
    later = look(world, visitor, PRICES)

    assert later is None
    assert numbers(world) == [Figures("prices", 1, 0, 0)]


def test_what_was_shown_twice_is_counted_once(world: World) -> None:
    watched(world, RULE)
    visitor = world.visitor()
    offer = look(world, visitor, PRICES)
    assert offer is not None

    for _ in range(2):
        look(world, visitor, PRICES, shown=offer.invitation_id)

    assert numbers(world) == [Figures("prices", 1, 0, 0)]


def test_an_agents_hand_comes_before_what_a_rule_has_not_shown_yet(world: World) -> None:
    (agent,) = watched(world, RULE)
    visitor = world.visitor()
    by_plan = look(world, visitor, PRICES)

    invite(world, agent, visitor, "Hello")
    offer = look(world, visitor, PRICES)

    assert by_plan is not None
    assert offer is not None
    assert (offer.text, offer.by.name) == ("Hello", agent.name)


# --- counted --------------------------------------------------------------------------------------------------------


def test_the_numbers_are_rebuilt_from_what_became_of_each_invitation(world: World) -> None:
    watched(world, RULE)
    accepts, declines = world.visitor(), world.visitor()
    first, second = look(world, accepts, PRICES), look(world, declines, PRICES)
    assert first is not None
    assert second is not None
    accept(world, accepts, first)
    answering.dismiss(world.desk, declines, "demo", second.invitation_id)
    right = numbers(world)
    month = times.month(world.desk.now())
    for rule, shard in store.counted(world.desk, "demo", month):
        key = {"hash": {"S": f"counts#demo#{month}"}, "key": {"S": f"{rule}#{shard}"}}
        change_item(store.CountRow.Meta.table_name, key, "REMOVE shown, accepted")

    wrong = [recount_figures(world.desk), recount_figures(world.desk)]

    assert right == [Figures("prices", 2, 1, 1)]
    assert numbers(world) == right
    assert wrong[0] >= 1
    assert wrong[1] == 0


def test_the_figures_of_a_plan_are_theirs_who_receive_its_visitors(world: World) -> None:
    (agent,) = watched(world, RULE)
    stranger = world.agent()

    months = figures.figures(world.desk, "demo", agent)

    assert [month for month, _ in months] == ["2026-11", "2026-10"]
    with pytest.raises(NotYours):
        figures.figures(world.desk, "demo", stranger)
