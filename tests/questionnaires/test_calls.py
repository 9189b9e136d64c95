"""Asked on the phone: kept as it is typed, answered once, counted once, and a low answer calls back (D3)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.followups.service import lists
from chalicelib.people import service as desk_people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.questionnaires.model.response import ResponseOver, response_id_of
from chalicelib.questionnaires.service import answering, asking, counting, report
from chalicelib.questionnaires.service.report import Wanted
from chalicelib.questionnaires.store import responses as store
from tests.crashes import BEFORE, Death, at_each_write
from tests.followups.stage import boss, catch_up, settle
from tests.questionnaires.stage import NAME, definition, follow_up, published, question
from tests.worlds import World, at_once, counted

ALL: dict[str, Any] = {"happy": 5, "used": ["cup", "tea"], "friend": 9, "again": "yes", "spent": 12.5}
WRONG: dict[str, Any] = {"happy": 9, "used": ["x"], "when": "soon", "no": 1, "spent": -1}
LOW: dict[str, Any] = {"happy": 1, "why": "It broke", "friend": 2, "again": "no"}


def save(world: World, agent: Any, followup_id: str, answers: dict[str, Any], **how: Any) -> Any:
    how = {"done": False, "version": None, **how}
    return answering.save_in_call(world.desk, agent, followup_id, answers, **how)


def total(world: World, reader: Any, **wanted: Any) -> Any:
    return report.report(world.desk, reader, NAME, Wanted(**wanted), "day").total


def test_what_is_typed_is_kept_gone_on_with_and_answered_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    one = follow_up(world, agent)

    first = save(world, agent, one.followup_id, {"happy": 5}, version=0)
    _, version, resumed = asking.asked_in(world.desk, agent, one.followup_id)
    published(world, definition(question("other", "text")))  # what was begun keeps its version
    done = save(world, agent, one.followup_id, ALL, done=True, version=first.version)
    again = save(world, agent, one.followup_id, ALL, done=True, version=first.version)

    assert (resumed.answers, version.version, first.state) == ({"happy": 5}, 1, "begun")
    assert (done.state, again, done.answers["used"]) == ("answered", done, ["tea", "cup"])
    with pytest.raises(ResponseOver):
        save(world, agent, one.followup_id, {**ALL, "happy": 4}, done=True)


def test_what_another_wrote_meanwhile_is_not_written_over(world: World) -> None:
    (agent,), leader = world.found(agents=1), boss(world)
    published(world)
    one = follow_up(world, agent)
    save(world, agent, one.followup_id, {"happy": 5}, version=0)

    with pytest.raises(ChangedMeanwhile):
        save(world, leader, one.followup_id, {"happy": 1}, version=0)

    assert store.response(world.desk, response_id_of(one.followup_id)).answers == {"happy": 5}  # type: ignore[union-attr]


def test_required_questions_count_only_where_they_are_asked_and_every_wrong_one_is_named(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    one = follow_up(world, agent)

    with pytest.raises(Invalid) as refused:
        save(
            world, agent, one.followup_id, {"happy": 9, "used": ["x"], "when": "soon", "no": 1, "spent": -1}, done=True
        )
    kept = save(world, agent, one.followup_id, {"happy": 5, "why": "not asked", "friend": 3}, done=True)

    named = {each.field for each in refused.value.errors}
    assert named == {f"answers.{each}" for each in ("happy", "used", "when", "no", "spent", "friend")}
    assert kept.answers == {"happy": 5, "friend": 3}


@pytest.mark.parametrize("number", [10**400, -(10**400), float("inf"), float("nan"), True, "5", 10**13])
@pytest.mark.parametrize("name", ["happy", "spent"])
def test_a_number_that_is_none_is_refused_by_its_name(world: World, name: str, number: object) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    one = follow_up(world, agent)

    with pytest.raises(Invalid) as refused:
        answering.save_in_call(world.desk, agent, one.followup_id, {name: number}, done=False, version=0)

    assert [each.field for each in refused.value.errors] == [f"answers.{name}"]


def test_nobody_sees_or_answers_in_a_follow_up_that_is_not_theirs(world: World) -> None:
    agent, other = world.found(agents=2)
    published(world)
    one = follow_up(world, agent)

    with pytest.raises(NotYours):
        asking.asked_in(world.desk, other, one.followup_id)
    with pytest.raises(NotYours):
        save(world, other, one.followup_id, ALL, done=True)


def test_a_low_answer_opens_one_callback_with_what_was_said_and_waits_for_somebody(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    one = follow_up(world, agent)

    save(world, agent, one.followup_id, LOW, done=True)
    settle(world)
    supervisor = world.agent(role=SUPERVISOR)
    world.clock.forward(minutes=11)
    settle(world)
    settle(world)

    callbacks = [each for each in lists.list_follow_ups(world.desk, supervisor, "mine")[0] if each.kind == "callback"]
    assert [each.comment for each in callbacks] == ["问happy：1\n问again：选no"]
    assert callbacks[0].about == response_id_of(one.followup_id)


def test_each_answer_counts_once_however_often_it_is_counted_and_by_whichever_side(world: World) -> None:
    agents, reader = world.found(agents=2), boss(world)
    published(world)
    for number in range(6):
        one = follow_up(world, agents[number % 2], number)
        save(world, agents[number % 2], one.followup_id, {**ALL, "friend": 10 if number else 0}, done=number < 5)
    catch_up(world)

    whole = report.report(world.desk, reader, NAME, Wanted(), "agent")
    by_question = {each.key: each for each in whole.total.questions}

    assert (whole.total.figures.asked, whole.total.figures.answered, whole.total.figures.abandoned) == (6, 5, 1)
    assert (by_question["friend"].nps, by_question["friend"].mean) == (60.0, 8.0)
    assert by_question["used"].spread == {"cup": 5, "tea": 5}
    assert by_question["spent"].mean == 12.5
    assert [each.figures.answered for each in whole.lines] == [3, 2]
    for by in ("day", "plan", "group", "campaign", "version", "way"):
        assert sum(each.figures.answered for each in report.report(world.desk, reader, NAME, Wanted(), by).lines) == 5


def test_counts_come_to_the_same_at_once_and_are_made_anew_where_they_drifted(world: World) -> None:
    (agent,), reader = world.found(agents=1), boss(world)
    published(world)
    ones = [follow_up(world, agent, number) for number in range(4)]
    for each in ones:
        save(world, agent, each.followup_id, ALL, done=True)
    ids = [response_id_of(each.followup_id) for each in ones]

    at_once([partial(counting.count, world.desk, each) for each in (*ids, *ids)])
    catch_up(world)
    before = total(world, reader)
    (drifted, seen), *_ = store.counts(world.desk, NAME, "2026-11", "2026-11-23", "2026-11-23")

    tx = Transaction(world.desk)
    store.write_count(tx, NAME, seen, store.Counted(drifted.cell, drifted.tally.__class__(9, 9, 9, 9)))
    tx.commit()
    wrong = total(world, reader)
    counting.recount(world.desk)
    settle(world)

    assert before.figures.answered == 4
    assert wrong != before
    assert total(world, reader) == before


def test_dying_at_any_write_loses_no_answer_counts_it_once_and_calls_back_once(world: World) -> None:
    (agent,), reader = world.found(agents=1), boss(world)
    published(world)
    stories = 0

    def story(death: Death) -> None:
        nonlocal stories
        stories += 1
        one = follow_up(world, agent, stories)
        with death():
            save(world, agent, one.followup_id, {"happy": 1})
            save(world, agent, one.followup_id, LOW, done=True)
            catch_up(world)
        save(world, agent, one.followup_id, LOW, done=True)
        catch_up(world)
        catch_up(world)

        assert total(world, reader).figures.answered == stories
        mine = lists.list_follow_ups(world.desk, reader, "mine")[0]
        assert len([each for each in mine if each.about == response_id_of(one.followup_id)]) == 1

    at_each_write(story, sides=(BEFORE,), step=4, least=8, most=120)

    assert not work.dead(world.desk)


def test_a_report_reads_the_same_for_ten_answers_and_for_a_hundred(world: World) -> None:
    (agent,), reader = world.found(agents=1), boss(world)
    published(world)

    def costs(first: int, last: int) -> list[str]:
        for number in range(first, last):
            one = follow_up(world, agent, number)
            save(world, agent, one.followup_id, ALL, done=True)
            counting.count(world.desk, response_id_of(one.followup_id))
        with counted() as requests:
            report.report(world.desk, reader, NAME, Wanted(), "day")
        return requests.names

    assert costs(0, 10) == costs(10, 60)


def test_only_what_rights_reach_is_reported_and_listed(world: World) -> None:
    inside, outside = world.found(agents=2)
    leader = world.agent(role="group_leader")
    desk_people.create_group(
        world.desk, CreateGroup(name="Mine", leader_id=leader.agent_id, member_ids=[leader.agent_id, inside.agent_id])
    )
    published(world)
    for number, agent in enumerate((inside, outside, outside)):
        one = follow_up(world, agent, number)
        save(world, agent, one.followup_id, LOW, done=True)
    catch_up(world)

    listed, more = report.list_responses(world.desk, leader, NAME, Wanted(), "why", None)

    assert total(world, leader).figures.answered == 1
    assert [each.agent_id for _, each in listed if each is not None] == [inside.agent_id]
    assert not more
