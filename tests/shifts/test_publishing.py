"""Publishing: who is told what, when a reason is needed, what is left; dying at each write; two at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.core import audit
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.shifts.model.roster import RosterMoved
from chalicelib.shifts.model.rules import RulesBroken
from chalicelib.shifts.service import changing, looking, own, settings
from chalicelib.shifts.service.changing import Amended
from tests.crashes import Death, at_each_write
from tests.shifts.stage import A_DAY, MONDAY, Roster, at
from tests.worlds import World, at_once, counted


@pytest.fixture
def roster(world: World) -> Roster:
    """A group of three and two kinds of shifts."""
    made = Roster(world, agents=3)
    made.kind("早班", 8, 16)
    made.kind("晚班", 16, 24)
    return made


def spans(roster: Roster, agent: people.Agent) -> list[tuple[datetime, datetime]]:
    """What of an agent's week is published, in real time."""
    begin = at(MONDAY, 0)
    found = looking.published_spans(roster.world.desk, agent.agent_id, begin, begin + timedelta(days=7))
    return [(each.since, each.until) for each in found]


def test_agents_are_told_their_week_and_whoever_has_nothing_gets_no_letter(roster: Roster) -> None:
    first, second, _ = roster.members
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    roster.plan(second, (MONDAY, roster.kinds["晚班"]))

    made = roster.publish()

    assert sorted(each.to for each in roster.letters()) == sorted([first.email, second.email])
    assert "早班 08:00–16:00" in next(str(each.words["shifts"]) for each in roster.letters() if each.to == first.email)
    assert (made.state, made.told, made.left) == ("done", 3, 0)
    assert spans(roster, first) == [(at(MONDAY, 8), at(MONDAY, 16))]
    assert [each.agent_id for each in looking.on_duty(roster.world.desk, roster.group_id, at(MONDAY, 17))] == [
        second.agent_id
    ]


def test_a_change_of_what_was_published_needs_a_reason_and_is_told_again(roster: Roster) -> None:
    first, second, _ = roster.members
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    roster.plan(second, (MONDAY, roster.kinds["早班"]))
    roster.publish()
    roster.plan(first, (MONDAY, roster.kinds["晚班"]))

    with pytest.raises(Invalid) as refused:
        roster.publish()
    roster.publish(reason="张三请假")

    (letter,) = roster.letters("roster_changed")
    assert refused.value.errors[0].field == "reason"
    assert (letter.to, letter.words["reason"]) == (first.email, "张三请假")
    assert "早班 08:00–16:00 → 晚班 16:00–24:00" in str(letter.words["changes"])
    (unseen,) = own.read_today(roster.world.desk, roster.world.now(first)).unseen
    assert (unseen.reason, [each.day for each in unseen.changes]) == ("张三请假", [MONDAY])


def test_what_was_seen_is_seen_until_something_is_other(roster: Roster) -> None:
    first, desk = roster.members[0], roster.world.desk
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    roster.publish()
    (told,) = own.read_today(desk, roster.world.now(first)).unseen

    own.see(desk, roster.world.now(first), roster.group_id, MONDAY, told.version - 1)
    assert len(own.read_today(desk, roster.world.now(first)).unseen) == 1
    own.see(desk, roster.world.now(first), roster.group_id, MONDAY, told.version)

    assert own.read_today(desk, roster.world.now(first)).unseen == ()


def test_nothing_is_published_that_was_planned_since_it_was_looked_at(roster: Roster) -> None:
    first = roster.members[0]
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    seen = {first.agent_id: 1}
    roster.plan(first, (MONDAY, roster.kinds["晚班"]))

    with pytest.raises(RosterMoved):
        roster.publish(versions=seen)

    assert roster.letters() == []


def test_publishing_twice_is_once_and_nothing_new_is_refused(roster: Roster) -> None:
    first = roster.members[0]
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    once, versions = Once.of("publish", "key", {}), {first.agent_id: 1}

    made = roster.publish(versions=versions, once=once)
    again = roster.publish(versions=versions, once=once)

    assert again.publication_id == made.publication_id
    assert len(roster.letters()) == 1
    with pytest.raises(Invalid):
        roster.publish(first)


def test_of_two_who_publish_at_once_agents_hear_once(roster: Roster) -> None:
    first = roster.members[0]
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    versions = {first.agent_id: 1}

    at_once([lambda: roster.publish(versions=versions), lambda: roster.publish(versions=versions)])
    roster.settle()

    assert len(roster.letters()) == 1
    assert roster.version(first) == 2


def test_what_rules_forbid_is_not_published_and_what_they_warn_of_is(roster: Roster) -> None:
    first = roster.members[0]
    roster.plan(first, (MONDAY, roster.kinds["晚班"]), (MONDAY + A_DAY, roster.kinds["早班"]))
    settings.update_rules(roster.world.desk, roster.planner, roster.group_id, {"rest_forbids": True}, None)

    with pytest.raises(RulesBroken) as refused:
        roster.publish()
    settings.update_rules(roster.world.desk, roster.planner, roster.group_id, {"rest_forbids": False}, None)
    roster.publish()

    assert [each["rule"] for each in refused.value.extra["findings"]] == ["rest"]
    assert len(spans(roster, first)) == 2


def test_a_publication_that_dies_at_any_write_tells_everybody_once(roster: Roster) -> None:
    weeks = iter(range(1, 200))

    def story(death: Death) -> None:
        week = MONDAY + 7 * next(weeks) * A_DAY
        for agent in roster.members:
            roster.plan(agent, (week, roster.kinds["早班"]), week=week)
        told = len(roster.letters())
        versions = dict.fromkeys([each.agent_id for each in roster.members], 1)
        once = Once.of("publish", str(week), {})
        with death():
            roster.publish(week=week, versions=versions, once=once)
        roster.world.clock.forward(minutes=10)
        roster.publish(week=week, versions=versions, once=once)
        roster.settle()
        roster.world.clock.forward(hours=2)
        roster.settle()
        assert len(roster.letters()) - told == 3
        assert all(each.published == each.draft != () for each in roster.board(week).values())

    at_each_write(story)


def test_thirty_are_told_a_few_at_a_time(world: World) -> None:
    roster = Roster(world, agents=30)
    early = roster.kind("早班", 8, 16)
    for agent in roster.members:
        roster.plan(agent, (MONDAY, early), version=0)

    with counted() as requests:
        made = roster.publish(versions=dict.fromkeys([each.agent_id for each in roster.members], 1))

    assert (made.state, len(roster.letters())) == ("running", 30)  # as it was when the request was answered
    assert len(requests) / 30 < 30
    assert len(looking.on_duty(world.desk, roster.group_id, at(MONDAY, 9))) == 30


def test_a_swap_is_one_change_of_two_told_to_both_and_audited(roster: Roster) -> None:
    first, second, _ = roster.members
    early, late = roster.kinds["早班"], roster.kinds["晚班"]
    roster.plan(first, (MONDAY, early))
    roster.plan(second, (MONDAY, late))
    roster.publish()
    theirs = {each.agent_id: each.published or () for each in roster.board().values()}

    def now_of(other: people.Agent) -> Amended:
        of = first if other is second else second
        return Amended(roster.group_id, MONDAY, of.agent_id, lambda _: theirs[other.agent_id])

    changing.change_published(
        roster.world.desk, roster.planner.by("req_1"), [now_of(second), now_of(first)], "两人调班"
    )
    roster.settle()

    assert spans(roster, first) == [(at(MONDAY, 16), at(MONDAY, 24))]
    assert spans(roster, second) == [(at(MONDAY, 8), at(MONDAY, 16))]
    assert sorted(each.to for each in roster.letters("roster_changed")) == sorted([first.email, second.email])
    acts = [each.act for each in audit.read(roster.world.desk, "2026-11")[0]]
    assert acts.count("change_roster") == 2


def test_what_is_published_of_another_group_at_the_same_time_is_refused(roster: Roster) -> None:
    first, early, desk = roster.members[0], roster.kinds["早班"], roster.world.desk
    form = CreateGroup(name="Other", leader_id=first.agent_id, member_ids=[first.agent_id])
    main, other = roster.group_id, people.create_group(desk, form).group_id
    roster.plan(first, (MONDAY, early))
    roster.group_id = other
    roster.plan(first, (MONDAY, early))
    roster.publish(first)
    roster.group_id = main

    with pytest.raises(RulesBroken) as refused:
        roster.publish(first)

    assert [each["rule"] for each in refused.value.extra["findings"]] == ["overlap"]
    assert roster.board()[first.agent_id].published is None


def test_a_month_of_an_agent_is_two_requests(roster: Roster) -> None:
    first = roster.members[0]
    for number in range(5):
        week = MONDAY + 7 * number * A_DAY
        roster.plan(first, (week, roster.kinds["早班"]), week=week)
        roster.publish(week=week)

    with counted() as requests:
        found = looking.published_spans(
            roster.world.desk, first.agent_id, at(MONDAY, 0), at(MONDAY, 0) + timedelta(days=35)
        )

    assert (len(found), len(requests)) == (5, 2)


def test_the_shifts_that_begin_and_end_next_are_known(roster: Roster) -> None:
    first, second, third = roster.members
    roster.plan(first, (MONDAY, roster.kinds["早班"]))
    roster.plan(second, (MONDAY, roster.kinds["早班"]))
    roster.plan(third, (MONDAY, roster.kinds["晚班"]))
    roster.publish()
    desk, group_id = roster.world.desk, roster.group_id

    begin = looking.begins_next(desk, group_id, at(MONDAY, 9))
    end = looking.ends_next(desk, group_id, at(MONDAY, 9))

    assert [each.agent_id for each in begin] == [third.agent_id]
    assert [each.agent_id for each in end] == sorted([first.agent_id, second.agent_id])
    assert looking.begins_next(desk, group_id, at(MONDAY, 17)) == []


def test_what_leave_would_do_to_the_cover_is_said_before(roster: Roster) -> None:
    first, second, _ = roster.members
    for agent in (first, second):
        roster.plan(agent, (MONDAY, roster.kinds["早班"]))
    cover = (settings.Cover((0,), 8 * 60, 16 * 60, 2),)
    settings.update_rules(roster.world.desk, roster.planner, roster.group_id, {"cover": cover}, None)
    roster.publish()

    found = changing.cover_without(roster.world.desk, roster.group_id, first.agent_id, at(MONDAY, 0), at(MONDAY, 24))

    assert [(each.rule, each.have, each.want) for each in found] == [("cover", 1, 2)]
