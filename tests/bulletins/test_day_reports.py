"""Agents' day reports fill themselves in, lose nothing, are sent once, and leaders see who sent none (F2, S3)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.bulletins.model.day_report import MOST_FORMERS, DayClosed, TooManyChanges, Words, checked_fields
from chalicelib.bulletins.service import day_reports, reading
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.reach import NotYours
from tests.bulletins.stage import Office
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def test_it_is_filled_in_with_ones_own_figures_and_open_work(office: Office) -> None:
    office.a_day_of_work()
    agent = next(each for each in office.agents if office.of(each).count("served"))
    for each in office.agents:
        office.world.online(each)
    office.ask()
    office.ask()

    with counted() as requests:
        shown = day_reports.read_own(office.world.desk, office.world.now(agent), None)

    assert (shown.report.day, shown.report.state, shown.may_change) == (TODAY, "draft", True)
    assert shown.report.values["served"] == 1
    assert shown.report.values["first_answer"] == 20
    assert shown.report.open_work.conversations == 1
    assert len(requests) <= 12


@pytest.mark.also_on_moto
def test_what_is_typed_is_kept_as_a_draft_and_read_by_nobody_else(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk

    day_reports.save(desk, agent, TODAY, {"remarks": "A calm day", "plan": "Call Mei"}, 0)

    assert day_reports.read_own(desk, agent, None).report.words == Words("A calm day", "Call Mei")
    with pytest.raises(NotFound):
        day_reports.read_of(desk, office.supervisor, agent.agent_id, TODAY)
    with pytest.raises(ChangedMeanwhile):
        day_reports.save(desk, agent, TODAY, {"remarks": "From another page"}, 0)
    assert day_reports.read_own(desk, agent, None).report.words.plan == "Call Mei"


def test_it_is_sent_once_with_the_figures_of_that_moment_and_may_be_amended_until_the_next_day_is_over(
    office: Office,
) -> None:
    office.a_day_of_work()
    agent, desk = next(each for each in office.agents if office.of(each).count("served")), office.world.desk
    once = Once.of("day", "key", {})
    sent = [day_reports.send(desk, agent, TODAY, {"remarks": "Done", "plan": "More"}, 0, once) for _ in range(2)]
    office.a_day_of_work()

    office.world.clock.forward(hours=20)
    amended = day_reports.save(desk, agent, TODAY, {"remarks": "Done, but for one", "plan": "More"}, 1)

    assert sent[0].report == sent[1].report
    assert (sent[0].report.state, sent[0].report.late) == ("sent", False)
    assert amended.report.values == sent[0].report.values
    assert amended.report.values["served"] == 1
    assert [each.words.remarks for each in amended.report.formers] == ["Done"]
    office.world.clock.forward(hours=24)
    with pytest.raises(DayClosed):
        day_reports.save(desk, agent, TODAY, {"remarks": "Too late"}, 2)
    assert not day_reports.read_own(desk, agent, TODAY).may_change


def test_whoever_sends_it_the_next_day_is_late_and_whoever_sends_none_is_missing(office: Office) -> None:
    office.a_day_of_work()
    office.a_day_of_work()
    first, second = office.agents
    desk = office.world.desk
    office.world.clock.forward(hours=20)

    day_reports.send(desk, first, TODAY, {"remarks": "Sorry"}, 0, None)

    found, _, following = day_reports.list_of_day(desk, office.supervisor, TODAY, None)
    states = {each.agent_id: each for each in found}
    assert following is None
    assert states[first.agent_id].report is not None
    assert states[first.agent_id].report.late
    assert (states[second.agent_id].report, states[second.agent_id].worked) == (None, True)
    assert states[office.supervisor.agent_id].worked is False
    assert day_reports.read_of(desk, office.supervisor, first.agent_id, TODAY).words.remarks == "Sorry"


def test_the_daily_report_says_who_sent_theirs(office: Office) -> None:
    office.subscribed(office.supervisor)
    office.a_day_of_work()
    office.a_day_of_work()
    first, second = office.agents
    day_reports.send(office.world.desk, first, TODAY, {"remarks": "Done"}, 0, None)

    office.at("2026-11-24T00:00:01")

    (kept,) = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=True)[0]
    told = reading.read_bulletin(office.world.desk, office.supervisor, kept.bulletin_id).day_reports
    assert told is not None
    assert (told.sent, told.missing, told.late) == (1, (second.name,), ())


def test_a_leader_sees_their_group_and_nobody_elses(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk
    day_reports.send(desk, agent, TODAY, {"remarks": "Done"}, 0, None)

    found, _, _ = day_reports.list_of_day(desk, office.world.now(office.leader), TODAY, None)

    assert [each.agent_id for each in found] == [office.leader.agent_id]
    with pytest.raises(NotYours):
        day_reports.read_of(desk, office.world.now(office.leader), agent.agent_id, TODAY)
    with pytest.raises(NotYours):
        day_reports.read_of(desk, office.agents[1], agent.agent_id, TODAY)


def test_at_once_and_dying_at_any_write_it_is_sent_once(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk
    days = iter(range(60))

    def story(death: Death) -> None:
        office.world.clock.forward(hours=24 * (next(days) > 0))
        day = day_reports.read_own(desk, agent, None).report.day
        with death():
            day_reports.send(desk, agent, day, {"remarks": "Done"}, 0, None)
        day_reports.send(desk, agent, day, {"remarks": "Done"}, 0, None)

        after = day_reports.read_own(desk, agent, None).report
        assert (after.state, after.version, after.formers) == ("sent", 1, ())

    at_each_write(story)
    other = office.agents[1]
    day = day_reports.read_own(desk, other, None).report.day
    at_once([lambda: day_reports.send(desk, other, day, {"remarks": "Done"}, 0, None)] * 4)
    assert day_reports.read_own(desk, other, None).report.version == 1


def test_other_days_and_words_without_end_are_refused(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk

    with pytest.raises(Invalid):
        day_reports.save(desk, agent, TOMORROW, {"remarks": "x"}, 0)
    with pytest.raises(DayClosed):
        day_reports.send(desk, agent, date(2026, 11, 20), {"remarks": "x"}, 0, None)
    with pytest.raises(Invalid):
        checked_fields({"remarks": "x" * 2001})
    with pytest.raises(Invalid):
        checked_fields({"plan": "\x00"})
    day_reports.send(desk, agent, TODAY, {"remarks": "0"}, 0, None)
    for number in range(MOST_FORMERS):
        day_reports.save(desk, agent, TODAY, {"remarks": str(number + 1)}, number + 1)
    with pytest.raises(TooManyChanges):
        day_reports.save(desk, agent, TODAY, {"remarks": "once more"}, MOST_FORMERS + 1)


@pytest.mark.parametrize(("moment", "day"), [("2026-11-23T15:59:59", TODAY), ("2026-11-23T16:00:01", TOMORROW)])
def test_today_is_today_where_the_desk_is(office: Office, moment: str, day: date) -> None:
    office.just_at(moment)

    assert day_reports.read_own(office.world.desk, office.agents[0], None).report.day == day
