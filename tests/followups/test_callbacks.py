"""Callbacks after low scores: one each, warned of, escalated, closed with an outcome (D2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service
from chalicelib.followups.model.callbacks import Said
from chalicelib.followups.model.followup import FollowUpClosed
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import access, lists, watch
from chalicelib.followups.service.calling import assign_follow_up, read_follow_up, record_call
from chalicelib.followups.service.watch import CheckDeadline
from chalicelib.followups.store import AlreadyPlanned
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ADMINISTRATOR, AGENT, GROUP_LEADER
from chalicelib.people.service import desk
from chalicelib.visitors.store.visitors import VisitorRow
from tests.followups.stage import boss, caller, let_go_by, low_score, settle, told
from tests.worlds import World, counted


def test_a_callback_is_opened_with_its_notice_in_the_callers_transaction(world: World) -> None:
    world.found()
    owner = boss(world)

    one = low_score(world, owner)

    assert (one.kind, one.state, one.score, one.number) == ("callback", "open", 1, "00000001")
    assert one.owner_id == owner.agent_id
    assert told(world) == [("callback_due", owner.email)]


@pytest.mark.also_on_moto
def test_a_second_one_about_the_same_survey_is_refused_by_type_and_changes_nothing(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    first = low_score(world, owner)

    with pytest.raises(AlreadyPlanned) as refused:
        low_score(world, other)

    assert refused.value.followup == first
    assert told(world) == [("callback_due", owner.email)]


def test_a_callers_own_condition_before_it_is_what_the_caller_is_told_of(world: World) -> None:
    world.found()
    owner = boss(world)
    low_score(world, owner)

    class ScoredBefore(Exception):
        pass

    def unscored(tx: Transaction) -> None:
        tx.check(VisitorRow("vis_gone"), VisitorRow.visitor_id.exists(), losing=lambda _: ScoredBefore())

    with pytest.raises(ScoredBefore):
        low_score(world, owner, first=unscored)


def test_the_owner_is_the_supervisor_with_fewest_callbacks_among_those_who_are_there(world: World) -> None:
    world.found()
    first, second, absent = boss(world), boss(world), boss(world)
    for each in (first, second):
        world.online(each)

    chosen = []
    for number in range(4):
        owner = service.choose_owner(world.desk, ())
        assert owner is not None
        low_score(world, owner, f"srv_{number:08d}")
        chosen.append(owner.agent_id)

    assert sorted(chosen) == sorted([first.agent_id, second.agent_id] * 2)
    assert absent.agent_id not in chosen


def test_without_a_supervisor_an_administrator_calls_and_without_anybody_nobody(world: World) -> None:
    world.found(agents=1)

    nobody = service.choose_owner(world.desk, ())
    chief = world.agent(role=ADMINISTRATOR)

    assert nobody is None
    found = service.choose_owner(world.desk, ())
    assert found is not None and found.agent_id == chief.agent_id


def test_it_is_warned_of_and_escalates_three_times_to_the_others(world: World) -> None:
    world.found(agents=1)
    owner, other, chief = boss(world), boss(world), world.agent(role=ADMINISTRATOR)
    one = low_score(world, owner)

    let_go_by(world, minutes=91, step=13 * 60)
    warned = told(world)
    let_go_by(world, minutes=30, step=10 * 60)
    late = access.find(world.desk, one.followup_id)
    let_go_by(world, hours=20, step=3600)

    assert warned == [("callback_due", owner.email), ("callback_warning", owner.email)]
    assert late.escalated
    everything = told(world)
    assert everything[:2] == warned
    assert sorted(everything[2:]) == sorted([("callback_overdue", other.email), ("callback_overdue", chief.email)] * 3)


def test_a_clock_that_jumps_a_day_escalates_once_and_warns_of_nothing(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    low_score(world, owner)

    world.clock.forward(days=1)
    settle(world)
    settle(world)

    assert told(world) == [("callback_due", owner.email), ("callback_overdue", other.email)]


def test_work_that_comes_twice_tells_once(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)
    world.clock.forward(hours=3)

    for _ in range(3):
        watch.check_deadline(world.desk, CheckDeadline(one.followup_id, one.due_at))

    assert told(world).count(("callback_overdue", other.email)) == 1


def test_what_is_done_in_time_is_not_spoken_of_again(world: World) -> None:
    world.found()
    owner = boss(world)
    boss(world)
    one = low_score(world, owner)

    done, again = record_call(
        world.desk, owner, one.followup_id, RecordCall(outcome="solved", text=" Sorted ", client_id="c")
    )
    let_go_by(world, days=1, step=1800)

    assert (done.state, done.notes[0].text, done.in_time, again) == ("done", "Sorted", True, False)
    assert told(world) == [("callback_due", owner.email)]
    assert not [each for each in work.waiting(world.desk) if each.kind == CheckDeadline.kind]


def test_a_next_try_moves_the_time_and_the_old_look_is_void(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)
    next_at = (world.clock() + timedelta(days=1)).isoformat()

    record_call(
        world.desk, owner, one.followup_id, RecordCall(outcome="not_reached", text="", next_at=next_at, client_id="c")
    )
    let_go_by(world, hours=23, step=1800)
    quiet = told(world)
    let_go_by(world, hours=2, step=1800)

    assert quiet == [("callback_due", owner.email)]
    assert told(world) == [*quiet, ("callback_warning", owner.email), ("callback_overdue", other.email)]


def test_the_same_call_twice_is_once_even_after_it_closed(world: World) -> None:
    world.found()
    owner = boss(world)
    one = low_score(world, owner)
    call = RecordCall("reached", "c", "ok")

    first, _ = record_call(world.desk, owner, one.followup_id, call)
    second, again = record_call(world.desk, owner, one.followup_id, call)

    assert again and second == first and len(second.notes) == 1
    with pytest.raises(FollowUpClosed):
        record_call(world.desk, owner, one.followup_id, replace(call, client_id="other"))
    with pytest.raises(KeyReused):
        record_call(world.desk, owner, one.followup_id, replace(call, text="something else"))


def test_a_call_takes_two_requests_and_opening_a_callback_one(world: World) -> None:
    world.found()
    owner = boss(world)
    low_score(world, owner, "srv_00000002")

    with counted() as opening:
        one = low_score(world, owner)
    next_at = (world.clock() + timedelta(days=1)).isoformat()
    with counted() as calling:
        record_call(
            world.desk,
            owner,
            one.followup_id,
            RecordCall(outcome="not_reached", text="", next_at=next_at, client_id="c"),
        )

    assert opening.names == ["GetItem", "TransactWriteItems", "GetItem"]  # the plan, the opening, this test's look
    assert calling.names == ["GetItem", "TransactWriteItems"]


def test_what_the_customer_says_now_stands_in_the_callback_and_is_no_call(world: World) -> None:
    world.found()
    owner = boss(world)
    one = low_score(world, owner)
    slow = {"zh-CN": "慢", "en": "Slow"}

    service.restate(world.desk, one.followup_id, Said(1, "Call me at 13800138000", (slow,), False, version=3))

    now = access.find(world.desk, one.followup_id)
    assert (now.score, now.comment, now.reasons, now.resolved) == (1, "Call me at 13800138000", (slow,), False)
    assert [each.text for each in now.remarks] == [
        "客户把“是否解决”从“未说明”改为“未解决”；改了原因，原为：无；改了留言，原为：“Never again”"
        " · the customer says now: not resolved (before: unsaid); changed the reasons, before: none;"
        " changed the comment"
    ]
    assert now.notes == ()


def test_an_answer_that_arrives_twice_or_after_a_newer_one_or_after_the_end_changes_nothing(world: World) -> None:
    world.found()
    owner = boss(world)
    one = low_score(world, owner)

    for version, score in ((5, 4), (5, 4), (3, 2)):
        service.restate(world.desk, one.followup_id, Said(score, "Never again", version=version))
    closed, _ = record_call(world.desk, owner, one.followup_id, RecordCall(outcome="solved", text="", client_id="c"))
    service.restate(world.desk, one.followup_id, Said(5, "Fine", version=6))

    assert (closed.score, ["from 1 to 4" in each.text for each in closed.remarks]) == (4, [True])
    assert len(closed.notes) == 1
    assert access.find(world.desk, one.followup_id) == closed


# --- whose it is ----------------------------------------------------------------------------------------------------


def test_it_is_given_to_somebody_else_who_is_told_and_it_stands_in_the_log(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)

    given = assign_follow_up(world.desk, caller(owner), one.followup_id, other.agent_id)
    again = assign_follow_up(world.desk, caller(owner), one.followup_id, other.agent_id)

    assert given == again and given.owner_id == other.agent_id
    assert told(world)[1:] == [("callback_due", other.email)]
    acts = [each.act for each in desk.read_audit(world.desk, None, None)[0]]
    assert acts.count("assign_follow_up") == 1


def test_a_callback_goes_only_to_who_may_call_back(world: World) -> None:
    world.found()
    owner, worker = boss(world), world.agent(role=AGENT)
    one = low_score(world, owner)

    for agent_id in (worker.agent_id, "agt_nobody", ""):
        with pytest.raises(Invalid) as refused:
            assign_follow_up(world.desk, caller(owner), one.followup_id, agent_id)
        assert [each.field for each in refused.value.errors] == ["agent_id"]


def test_to_others_a_callback_is_not_theirs_to_see_or_to_close(world: World) -> None:
    (leader, member) = world.found(agents=2)
    leader = people.update_agent(
        world.desk,
        leader.agent_id,
        UpdateAgent(role=GROUP_LEADER),
    )
    one = low_score(world, boss(world))

    for agent in (leader, member):
        with pytest.raises(NotYours):
            read_follow_up(world.desk, agent, one.followup_id)
        with pytest.raises(NotYours):
            record_call(world.desk, agent, one.followup_id, RecordCall(outcome="solved", text="", client_id="c"))
        items, _ = lists.list_follow_ups(world.desk, agent, "all")
        assert items == []
