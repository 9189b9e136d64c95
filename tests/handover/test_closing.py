"""At the end what nobody noted reaches those who lead, each in one letter; what is nobody's, too (F3)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.times import stored
from chalicelib.core.transactions import Transaction
from chalicelib.handover import store
from chalicelib.handover.model.days import Day, closed, subject_of_agent, subject_of_nobody
from chalicelib.handover.model.things import Thing
from chalicelib.handover.service import closing, lists
from chalicelib.handover.service.closing import CloseAgent, ClosePlan, TellLeader
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.forms import CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from chalicelib.people.service.roles import create_role
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.crashes import AFTER, Death, at_each_write
from tests.handover.stage import (
    MONDAY,
    change_plan,
    day_until,
    go_to,
    left,
    letters,
    message,
    noted,
    opened,
    settle,
    ticket,
    told,
    waiting,
)
from tests.worlds import MORNING, World, counted


def to_leaders(world: World) -> list[str]:
    """To whom it was written that something was left, oldest first."""
    return [to for what, to in told(world) if what == "left_open"]


def test_a_leader_gets_one_letter_with_all_that_nobody_noted(world: World) -> None:
    leader, first, second, third = opened(world, agents=4)
    ticket(world, world.now(first), subject="The kettle leaks")
    ticket(world, world.now(second), subject="Two cups too many")
    mine = ticket(world, world.now(second), subject="Known to be late")
    noted(world, second, "ticket", mine.ticket_id)
    done = ticket(world, world.now(third), subject="Noted as well")
    noted(world, third, "ticket", done.ticket_id)

    go_to(world, 18, 4)
    early = to_leaders(world)
    go_to(world, 18, 30)

    [letter] = letters(world, "left_open")
    assert (early, letter.to, letter.words["count"]) == ([], leader.email, 2)
    assert all(each in letter.words["things"] for each in ("The kettle leaks", "Two cups", first.name, second.name))
    assert "Known to be late" not in letter.words["things"]
    boss = world.agent(role=ADMINISTRATOR)
    assert left(world, boss) == {first.name: (1, 1), second.name: (2, 1), third.name: (1, 0)}


def test_what_a_leader_who_was_disabled_meanwhile_does_not_hear_reaches_who_leads_then(world: World) -> None:
    leader, first, second = opened(world, agents=3)
    ticket(world, world.now(first), subject="The kettle leaks")
    ticket(world, world.now(second), subject="Two cups too many")
    chief = world.agent(role=SUPERVISOR)
    go_to(world, 18, 1)

    people.update_agent(world.desk, leader.agent_id, UpdateAgent(active=False))
    go_to(world, 18, 30)
    settle(world)

    (letter,) = letters(world, "left_open")
    assert (letter.to, letter.words["count"]) == (chief.email, 2)
    assert all(each in letter.words["things"] for each in ("The kettle leaks", "Two cups", first.name, second.name))


def test_who_leads_the_group_since_then_hears_what_the_one_before_does_not(world: World) -> None:
    leader, agent, successor = opened(world, agents=3)
    ticket(world, world.now(agent), subject="The kettle leaks")
    go_to(world, 18, 1)
    assert world.group is not None

    people.update_group(world.desk, world.group.group_id, UpdateGroup(leader_id=successor.agent_id))
    people.update_agent(world.desk, leader.agent_id, UpdateAgent(active=False))
    go_to(world, 18, 30)

    assert to_leaders(world) == [successor.email]


def test_what_is_finished_or_handed_over_in_the_last_minutes_is_not_left(world: World) -> None:
    leader, first, second = opened(world, agents=3)
    world.online(second)
    mine = ticket(world, world.now(first))
    go_to(world, 17, 45)
    world.online(second)
    noted(world, first, "ticket", mine.ticket_id, "hand_over", agent_id=second.agent_id)

    go_to(world, 18, 10)

    boss = world.agent(role=ADMINISTRATOR)
    assert left(world, boss) == {second.name: (1, 1)} or second.name in left(world, boss)
    assert first.name not in left(world, boss)
    assert to_leaders(world) == [leader.email]


def test_what_comes_after_the_telling_is_left_as_well(world: World) -> None:
    leader, agent = opened(world)
    go_to(world, 17, 45)
    nothing = told(world)

    ticket(world, world.now(agent))
    go_to(world, 18, 10)

    assert nothing == []
    assert told(world) == [("left_open", leader.email)]


def test_what_a_leader_leaves_reaches_supervisors_and_without_any_administrators(world: World) -> None:
    [leader] = opened(world, agents=1)
    ticket(world, world.now(leader))
    boss = world.agent(role=ADMINISTRATOR)
    go_to(world, 18, 30)
    at_first = to_leaders(world)

    chief = world.agent(role=SUPERVISOR)
    go_to(world, 18, 30, day=date(2026, 11, 24))

    assert (at_first, to_leaders(world)) == ([boss.email], [boss.email, chief.email])


def test_who_is_in_two_groups_is_left_to_both_leaders(world: World) -> None:
    leader, agent = opened(world)
    other = world.agent()
    people.create_group(
        world.desk, CreateGroup(name="More", leader_id=other.agent_id, member_ids=[agent.agent_id, other.agent_id])
    )
    ticket(world, world.now(agent))

    go_to(world, 18, 30)

    assert sorted(to_leaders(world)) == sorted([leader.email, other.email])


def test_a_leader_of_two_groups_that_close_apart_hears_once_after_the_later(world: World) -> None:
    leader, agent, late_one = opened(world, agents=3)
    people.update_group(world.desk, world.group.group_id, UpdateGroup(member_ids=[leader.agent_id, agent.agent_id]))  # type: ignore[union-attr]
    evening = people.create_group(
        world.desk, CreateGroup(name="Evening", leader_id=leader.agent_id, member_ids=[late_one.agent_id])
    )
    plans.create_plan(world.desk, "late", {"hours": day_until("21:00"), "group_ids": [evening.group_id]})
    ticket(world, world.now(agent))
    ticket(world, world.now(late_one))

    go_to(world, 20, 59)
    early = to_leaders(world)
    go_to(world, 21, 20)

    assert (early, to_leaders(world)) == ([], [leader.email])
    [letter] = letters(world, "left_open")
    assert letter.words["count"] == 2


def test_who_waits_and_what_was_given_to_nobody_reaches_the_leader_of_the_group(world: World) -> None:
    leader, agent = opened(world)
    role = create_role(world.desk, name="Talks", permissions=["conversations.answer"], scope="own")
    for each in (leader, agent):
        people.update_agent(world.desk, each.agent_id, UpdateAgent(role=role.role_id))
    message(world, "Is the shop open on Sunday?")
    go_to(world, 17, 59)
    waiting(world, "Hello? Is anybody there?")
    world.clock.forward(seconds=70)
    settle(world)
    go_to(world, 18, 30)

    [letter] = letters(world, "left_open")
    assert (letter.to, letter.words["count"]) == (leader.email, 2)
    assert "Is the shop open" in letter.words["things"] and "Is anybody there" in letter.words["things"]
    boss = world.agent(role=ADMINISTRATOR)
    assert left(world, boss) == {"Demo": (2, 2)}


def test_who_waits_for_another_plan_of_the_same_group_is_not_more_of_this_one(world: World) -> None:
    leader, agent = opened(world)
    role = create_role(world.desk, name="Talks", permissions=["conversations.answer"], scope="own")
    for each in (leader, agent):
        people.update_agent(world.desk, each.agent_id, UpdateAgent(role=role.role_id))
    message(world, "Is the shop open on Sunday?")
    plans.create_plan(world.desk, "never-closes", {"name": "Never closes", "group_ids": [world.group.group_id]})
    go_to(world, 17, 59)
    form = StartConversation(text="Hello?", client_id="other")
    _, token, _ = visitors.register(world.desk, None, "never-closes", None, RegisterVisitor(locale="en"))
    visitor = visitors.recognised(world.desk, token)
    conversations.start_conversation(world.desk, visitor, "never-closes", form)

    world.clock.forward(seconds=70)
    settle(world)

    day = store.day_of(world.desk, subject_of_nobody("demo"), MONDAY)
    assert (len(day.left), day.more) == (1, False)


def test_each_sees_what_their_role_reaches(world: World) -> None:
    leader, agent = opened(world)
    other, stranger = world.agent(role=GROUP_LEADER), world.agent()
    people.create_group(
        world.desk, CreateGroup(name="Far", leader_id=other.agent_id, member_ids=[other.agent_id, stranger.agent_id])
    )
    chief = world.agent(role=SUPERVISOR)
    ticket(world, world.now(agent))

    go_to(world, 18, 30)

    assert left(world, chief) == left(world, leader) == {agent.name: (1, 1)}
    assert left(world, other) == left(world, stranger) == left(world, agent) == {}
    assert left(world, chief, MONDAY + timedelta(days=1)) == {}


def test_a_note_after_the_end_stands_beside_what_was_left(world: World) -> None:
    leader, agent = opened(world)
    mine = ticket(world, world.now(agent))
    go_to(world, 18, 30)

    noted(world, agent, "ticket", mine.ticket_id)

    assert left(world, leader) == {agent.name: (1, 0)}


def test_doubled_and_late_ends_change_nothing(world: World) -> None:
    leader, agent = opened(world)
    ticket(world, world.now(agent))
    go_to(world, 18, 30)
    before = store.day_of(world.desk, subject_of_agent(agent.agent_id), MONDAY)

    ticket(world, world.now(agent))
    for _ in range(2):
        closing.close_agent(world.desk, CloseAgent(agent.agent_id, MONDAY))
        closing.close_plan(world.desk, ClosePlan("demo", MONDAY, world.clock()))
        closing.tell_leader(world.desk, TellLeader(leader.agent_id, MONDAY))
        settle(world)

    assert store.day_of(world.desk, subject_of_agent(agent.agent_id), MONDAY) == before
    assert to_leaders(world) == [leader.email]


def test_it_may_die_at_any_write_from_the_look_to_the_leaders_letter(world: World) -> None:
    leader, agent = opened(world)
    ticket(world, world.now(agent))
    change_plan(world, hours=day_until("18:00", "mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    change_plan(world, group_ids=[], agent_ids=[agent.agent_id])
    settle(world)
    nights = iter(range(2000))

    def story(death: Death) -> None:
        night = next(nights)
        world.clock.at = MORNING + timedelta(days=night, minutes=31)
        with death():
            settle(world)
            world.clock.forward(minutes=36)
            settle(world)
        for minutes in (40, 10):
            world.clock.forward(minutes=minutes)
            settle(world)
        assert left(world, leader, MONDAY + timedelta(days=night)) == {agent.name: (1, 1)}

    stories = at_each_write(story, sides=(AFTER,), step=2, least=20, most=120) // 2 + 1

    assert told(world).count(("unfinished", agent.email)) == stories
    days = [str(each.words["day"]) for each in letters(world, "left_open")]
    assert sorted(days) == sorted(stored(MONDAY + timedelta(days=each)) for each in range(stories))


def test_an_end_costs_the_same_however_many_work_there(world: World) -> None:
    members = opened(world, agents=20)
    for each in members[1:]:
        ticket(world, world.now(each))
    go_to(world, 17, 59)

    world.clock.forward(minutes=2)
    with counted() as requests:
        settle(world)

    assert len(requests) <= 20 * 20 + 80
    world.clock.forward(minutes=6)
    with counted() as letter:
        settle(world)
    assert len(letter) <= 19 * 12
    assert to_leaders(world) == [members[0].email]
    assert all(each.kind != "handover.tell_leader" for each in work.waiting(world.desk))


def test_of_very_much_a_leader_hears_in_several_letters_and_of_each_once(world: World) -> None:
    leader, agent = opened(world)
    much = [Thing("ticket", f"tkt_{n}", MORNING, customer="王" * 100, about="茶壶漏水" * 20) for n in range(150)]
    for number in range(230):
        name = f"agt_{number:03}"
        who = replace(by_agent(agent), id=name, name=f"Colleague {number:03}")
        blank = Day(subject_of_agent(name), MONDAY)
        tx = Transaction(world.desk)
        store.put_day(tx, blank, closed(replace(blank, agent=who), much, False, MORNING, MORNING))
        store.put_left(tx, blank.subject, [store.leader_list(leader.agent_id, MONDAY)])
        tx.commit()
    work.put_alone(world.desk, TellLeader(leader.agent_id, MONDAY))

    go_to(world, 18, 30)

    written = [str(each.words["things"]) for each in letters(world, "left_open")]
    heard = Counter(name for text in written for name in re.findall(r"Colleague \d+", text))
    assert (len(heard), set(heard.values())) == (230, {1})
    assert len(written) == 3 and all(len(each.encode()) < 300_000 for each in written)
    assert all(each.kind != "handover.tell_leader" for each in work.waiting(world.desk))


def test_a_list_is_paged(world: World) -> None:
    members = opened(world, agents=25)
    for each in members:
        ticket(world, world.now(each))
    boss = world.agent(role=ADMINISTRATOR)
    go_to(world, 18, 30)

    first, after = lists.left_open(world.desk, world.now(boss), MONDAY, None)
    second, end = lists.left_open(world.desk, world.now(boss), MONDAY, after)

    assert (len(first), len(second), end) == (20, 5, None)
    assert len({each.subject for each in (*first, *second)}) == 25


def test_hours_taken_away_close_the_day_when_it_would_have_been(world: World) -> None:
    leader, agent = opened(world)
    ticket(world, world.now(agent))
    go_to(world, 17, 45)

    change_plan(world, hours=None)
    go_to(world, 18, 30)

    assert to_leaders(world) == [leader.email]
