"""Tickets are made from whatever calls for one, once, with a number to be read out (D4, D7)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry as Message
from chalicelib.conversations.service.merging import Wish, merge_visitors
from chalicelib.core.errors import Invalid
from chalicelib.core.masks import MASK
from chalicelib.core.once import KeyReused
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import planning
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.tickets.model.numbers import BLOCK, read_number
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.service import creating, flows, lists
from tests.conversations.test_masking import forbidding
from tests.crashes import Death, at_each_write
from tests.tickets.stage import caller, form, history, made, now, settle, talked, told
from tests.worlds import World, at_once, counted


def place_of(number: str) -> int:
    """Which one of its day it is."""
    there = read_number(number)
    assert there is not None
    return there[1]


@pytest.mark.also_on_moto
def test_a_ticket_made_by_hand_is_its_makers_and_has_the_days_next_number(world: World) -> None:
    (agent,) = world.found(agents=1)

    first, second = made(world, agent), made(world, agent, type="complaint", fields={"order": "A-1"})
    world.clock.forward(hours=8)  # it is the 24th in Shanghai
    later = made(world, agent)

    assert [first.number, second.number, later.number] == ["T-261123-0001", "T-261123-0002", "T-261124-0001"]
    assert (first.owner_id, first.handler_id, first.state) == (agent.agent_id, agent.agent_id, "new")
    assert second.fields == {"order": "A-1"}
    assert [each.kind for each in history(world, first)] == ["created"]
    assert lists.find_by_number(world.desk, agent, "t 261123 0002") == second


def test_the_same_request_makes_one_ticket_and_another_body_is_refused(world: World) -> None:
    (agent,) = world.found(agents=1)
    first = form(client_id="twice")

    ticket, again = creating.create_ticket(world.desk, caller(agent), first)
    once_more, was_there = creating.create_ticket(world.desk, caller(agent), first)

    assert (again, was_there, once_more) == (False, True, ticket)
    with pytest.raises(KeyReused):
        creating.create_ticket(world.desk, caller(agent), form(client_id="twice", subject="Another"))
    assert len(told(world)) == 1


def test_made_from_a_closed_conversation_it_keeps_the_ticked_messages_and_its_first_agent_as_owner(
    world: World,
) -> None:
    first, second = world.found(agents=2)
    conversation_id = talked(world, first, close=True)
    chief = world.agent(role=SUPERVISOR)

    origin = {"kind": "conversation", "id": conversation_id, "seqs": [1, 4]}
    ticket = made(world, chief, origin=origin, email="mei@example.com")
    found, _ = lists.list_about(world.desk, chief, conversation_id, None, 10)

    holder = next(each for each in (first, second) if each.agent_id == ticket.owner_id)
    assert holder.agent_id != chief.agent_id
    assert (ticket.handler_id, ticket.plan_key) == (chief.agent_id, "demo")
    assert ticket.visitor_id is not None
    assert [(each.kind, each.text) for each in history(world, ticket)][1:] == [
        ("quoted", "My kettle leaks"),
        ("quoted", "Since Monday"),
    ]
    assert [each.ticket_id for _, each in found if each is not None] == [ticket.ticket_id]


def said_of_tickets(world: World, conversation_id: str) -> list[Message]:
    """What its transcript says of tickets that were made from it."""
    page = conversations.entries_after(world.desk, conversation_id, 0, 100)
    return [each for each in page.entries if each.kind in ("ticket", "ticket_noted")]


@pytest.mark.parametrize("close", [False, True])
def test_the_transcript_says_at_once_that_it_became_a_ticket_and_its_visitor_reads_the_number(
    world: World, close: bool
) -> None:
    (agent,) = world.found(agents=1)
    origin = {"kind": "conversation", "id": talked(world, agent, close=close)}

    ticket, hushed = made(world, agent, origin=origin), made(world, agent, origin=origin, tell_by="none")

    said, noted = said_of_tickets(world, origin["id"])
    assert (said.kind, said.text) == ("ticket", f"A ticket was opened for you, number {ticket.number}")
    assert (said.ref, said.note, said.author.id) == (ticket.ticket_id, ticket.number, agent.agent_id)
    assert (noted.text, noted.among_agents, noted.note) == ("", True, hushed.number)


def test_fifty_messages_that_are_ticked_are_quoted_and_whoever_leads_hears_of_them_in_the_same_transaction(
    world: World,
) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = talked(world, agent)
    for each in range(50):
        conversations.reply(world.desk, world.now(agent), conversation_id, f"Step {each}", f"s{each}")
    chiefs = [world.agent(role=SUPERVISOR) for _ in range(17)]
    world.online(chiefs[0])
    page = conversations.entries_after(world.desk, conversation_id, 0, 100)
    seqs = [each.seq for each in page.entries if each.kind == "message"][-50:]
    complaints = SHIPPED["complaint"].definition
    first = replace(complaints.stages[0], escalates=True, plans="complaint", asks_survey=True)
    told_at_once = (first, *complaints.stages[1:])
    draft = flows.save_draft(
        world.desk, caller(chiefs[0]).by("r"), "complaint", replace(complaints, stages=told_at_once)
    )
    flows.publish(world.desk, caller(chiefs[0]).by("r"), "complaint", draft.version)

    ticket = made(
        *(world, agent),
        origin={"kind": "conversation", "id": conversation_id, "seqs": seqs},
        **{"priority": "critical", "summary": "Smoke", "reason": "Danger", "type": "complaint", "email": "a@b.example"},
        handler_id=chiefs[0].agent_id,
        participants=[each.agent_id for each in chiefs[1:4]],
    )

    quoted = [each for each in history(world, ticket) if each.kind == "quoted"]
    assert [each.ref for each in quoted] == [f"{conversation_id}#{each}" for each in seqs]
    letters = Counter(what for what, _ in told(world))
    assert (letters["ticket_escalated"], letters["ticket_urgent"]) == (4, 5)


def test_nobody_makes_a_ticket_from_what_is_not_theirs_or_is_not_there(world: World) -> None:
    first, second = world.found(agents=2)
    conversation_id = talked(world, first)
    holder = next(each for each in (first, second) if conversation_id in world.now(each).serving)
    other = second if holder is first else first

    def make(agent_id: object = None, **fields: object) -> object:
        who = other if agent_id is None else agent_id
        return creating.create_ticket(world.desk, caller(world.now(who)), form(**fields))  # type: ignore[arg-type]

    with pytest.raises(NotYours):
        make(origin={"kind": "conversation", "id": conversation_id})
    for fields, named in (
        ({"origin": {"kind": "conversation", "id": "cnv_none"}}, "origin.id"),
        ({"origin": {"kind": "conversation"}}, "origin"),
        ({"origin": {"kind": "call", "id": "x"}}, "origin"),
        ({"origin": {"kind": "offline_message", "id": "off_none"}}, "origin.id"),
        ({"origin": {"kind": "follow_up", "id": "flw_none"}}, "origin.id"),
        ({"visitor_id": "vis_none"}, "visitor_id"),
        ({"email": "no address"}, "email"),
        ({"email": None}, "visitor_id"),
        ({"priority": "critical"}, "summary"),
        ({"category": "cat_none"}, "category"),
        ({"plan_key": "none"}, "plan_key"),
        ({"group_id": "grp_none"}, "group_id"),
        ({"participants": ["agt_none"]}, "participants"),
        ({"handler_id": "agt_none"}, "handler_id"),
        ({"fields": {"colour": "red"}}, "fields.colour"),
        ({"type": "booking", "fields": {"people": "four"}}, "fields.people"),
        ({"subject": "a\nb"}, "subject"),
        ({"text": "\x00"}, "text"),
    ):
        with pytest.raises(Invalid) as refused:
            make(**fields)
        assert named in [each.field for each in refused.value.errors], fields
    with pytest.raises(Invalid):
        make(holder, origin={"kind": "conversation", "id": conversation_id, "seqs": [999]})
    with pytest.raises(AgentAway):
        make(holder, handler_id=world.agent().agent_id)


def test_whoever_is_there_can_be_given_it_at_once_and_hears_of_it(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(second, "busy")

    ticket = made(world, first, handler_id=second.agent_id)

    assert (ticket.handler_id, ticket.owner_id, ticket.state) == (second.agent_id, first.agent_id, "assigned")
    assert ("ticket_given", second.email) in told(world)


def test_an_urgent_one_tells_the_supervisors_at_once_and_the_customer_hears_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)

    made(world, agent, priority="critical", summary="Smoke", reason="Danger", email="mei@example.com")
    made(world, agent, tell_by="none")
    made(world, agent, email="lin@example.com", mobile="+8613800138000", tell_by="sms")

    assert sorted(told(world)) == [
        ("ticket_opened", "+8613800138000"),
        ("ticket_opened", "mei@example.com"),
        ("ticket_urgent", chief.email),
    ]


def test_sixty_four_made_at_once_have_sixty_four_numbers(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    ids = [f"at-once-{each}" for each in range(64)]

    tickets = at_once([partial(made, world, agent, client_id=each) for each in ids])

    numbers = {ticket.number for ticket in tickets}
    assert len(numbers) == 64, [each for each in tickets if isinstance(each, Exception)]
    assert max(place_of(each) for each in numbers) <= 64 + 20 * BLOCK  # they hop by chance, seldom beyond 180
    assert {lists.find_by_number(world.desk, agent, each).ticket_id for each in numbers} == {  # type: ignore[union-attr]
        each.ticket_id for each in tickets
    }


def test_a_day_of_many_costs_the_same_requests_and_no_number_is_left_out(world: World) -> None:
    (agent,) = world.found(agents=1)
    with counted() as at_first:
        made(world, agent)
    tickets = [made(world, agent) for _ in range(3 * BLOCK)]

    with counted() as at_last:
        ticket = made(world, agent)

    assert len(at_last) <= len(at_first) <= 10
    assert [place_of(each.number) for each in (*tickets, ticket)] == list(range(2, 3 * BLOCK + 3))


def test_a_death_at_any_write_of_making_one_leaves_one_whole_or_none(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = talked(world, agent)

    def story(death: Death) -> None:
        origin = {"kind": "conversation", "id": conversation_id, "seqs": [1]}
        name = f"dies-{death.number}-{death.written}"
        with death():
            made(world, agent, client_id=name, origin=origin, email="mei@example.com")
        before = [each for _, each in lists.list_about(world.desk, agent, conversation_id, None, 100)[0]]
        ticket, _ = creating.create_ticket(
            world.desk, caller(world.now(agent)), form(client_id=name, origin=origin, email="mei@example.com")
        )
        after = [each for _, each in lists.list_about(world.desk, agent, conversation_id, None, 100)[0]]
        assert len(after) - len(before) == (0 if ticket in before else 1)
        assert now(world, ticket) == lists.find_by_number(world.desk, agent, ticket.number) == ticket
        assert [each.kind for each in history(world, ticket)] == ["created", "quoted"]
        settle(world, minutes=10)
        assert [each.ref for each in said_of_tickets(world, conversation_id)].count(ticket.ticket_id) == 1

    at_each_write(story)


def test_what_is_no_number_finds_nothing(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket, other = made(world, agent), world.agent()

    found = [lists.find_by_number(world.desk, agent, each) for each in ("", "T-1", "T-261123-9999", "T-999999-0001")]

    assert found == [None] * 4
    assert lists.find_by_number(world.desk, other, ticket.number) is None
    assert read_number("T-26112A-0001") is None
    assert world.clock.at - ticket.created_at < timedelta(seconds=1)


def test_what_is_quoted_is_masked_as_the_conversation_is(world: World) -> None:
    talk = forbidding(world)
    asked = talk.says("You idiot, where is my order?")
    origin = {"kind": "conversation", "id": talk.conversation_id, "seqs": [asked.seq]}

    ticket = made(world, talk.agent, origin=origin, tell_by="none")

    (quoted,) = [each for each in history(world, ticket) if each.kind == "quoted"]
    assert quoted.text == f"You {MASK}, where is my order?"


def test_whoever_serves_a_customer_under_another_name_of_theirs_makes_a_ticket_and_plans_a_visit_for_them(
    world: World,
) -> None:
    first, second = world.found(agents=2)
    conversation_id = talked(world, first)
    holder = next(each for each in (first, second) if conversation_id in world.now(each).serving)
    other = second if holder is first else first
    visitor_id = conversations.find(world.desk, conversation_id).visitor_id
    kept = world.known(world.visitor()).visitor_id
    merge_visitors(world.desk, world.agent(role=SUPERVISOR), kept, Wish(visitor_id))
    visit = PlanFollowUp(
        kind="care", visitor_id=kept, due_at=(world.clock() + timedelta(days=1)).isoformat(), script="", client_id="p"
    )

    ticket = made(world, holder, visitor_id=kept, email="mei@example.com")
    planned, _ = planning.plan_follow_up(world.desk, caller(world.now(holder)), visit)

    assert ticket.visitor_id == planned.visitor_id == kept
    with pytest.raises(NotYours):
        made(world, other, visitor_id=kept, email="mei@example.com")
    with pytest.raises(NotYours):
        planning.plan_follow_up(world.desk, caller(world.now(other)), visit)
