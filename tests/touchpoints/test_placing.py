"""Conversations and tickets on the map: each in one cell, judged by one version, counted once, whatever happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.telling import Over
from chalicelib.conversations.service import filing
from chalicelib.core.audit import AuditRow
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, planning
from chalicelib.people.model.reach import NotYours
from chalicelib.touchpoints.model.checks import KEPT, NOT_KEPT, PENDING
from chalicelib.touchpoints.model.flows import FlowStep
from chalicelib.touchpoints.model.matrix import NONE, PlacingRule
from chalicelib.touchpoints.model.placement import Numbers
from chalicelib.touchpoints.service import correcting, mapping, placing, results, showing
from chalicelib.touchpoints.service.placing import Look
from chalicelib.touchpoints.service.results import Spot
from tests.crashes import Death, at_each_write
from tests.stored import every_item
from tests.tickets import stage as tickets
from tests.touchpoints.stage import BY, FILED, GREETED, MONTH, RECORDED, SALES, WEB, Stage, counts
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.opened(world, agents=2)


def test_a_conversation_falls_into_its_cell_and_what_has_no_category_into_none(stage: Stage) -> None:
    stage.talk("price")
    stage.talk("refund")
    stage.talk(None)
    stage.talk("price", source="fax")

    stage.settle()

    assert stage.numbers(WEB).conversations == 1
    assert stage.numbers(SALES).conversations == 1
    assert stage.numbers(NONE).conversations == 2
    listed, _ = results.list_contacts(stage.desk, stage.boss, Spot("cell", NONE), MONTH, False, None)
    assert len(listed) == 2


def test_a_flow_is_judged_when_it_is_over_and_what_may_still_come_at_its_time(stage: Stage) -> None:
    stage.publish(WEB, GREETED, FlowStep("安抚", "Comfort them"), RECORDED)
    conversation_id = stage.talk()

    stage.settle()
    first = stage.placed(conversation_id)
    pending = stage.numbers(WEB)
    stage.settle(hours=24)

    assert [each.state for each in first.seen] == [KEPT, PENDING]
    assert pending == Numbers(conversations=1, pending=1)
    after = stage.placed(conversation_id)
    assert [each.state for each in after.seen] == [KEPT, NOT_KEPT]
    assert (after.flow_version, after.look_at) == (1, None)
    assert stage.numbers(WEB) == Numbers(conversations=1, judged=1)
    detail = results.read_detail(stage.desk, stage.boss, Spot("cell", WEB), MONTH)
    assert detail.failed == {"record_filled": 1}
    assert detail.total.rate == 0
    failed, _ = results.list_contacts(stage.desk, stage.boss, Spot("cell", WEB), MONTH, True, None)
    assert [(each.about_id, each.counted.failed) for each in failed] == [(conversation_id, ("record_filled",))]


def test_what_was_judged_by_a_version_stays_whatever_is_published_later(stage: Stage) -> None:
    stage.publish(WEB, GREETED, RECORDED)
    stage.world.clock.forward(seconds=1)
    early = stage.talk()
    stage.settle()

    stage.publish(WEB, FlowStep("不同", "Another", "closed_by_agent"))
    stage.world.clock.forward(seconds=1)
    late = stage.talk()
    stage.settle(hours=25)

    assert stage.placed(early).flow_version == 1
    assert [each.check for each in stage.placed(early).seen] == ["greeted_in_time", "record_filled"]
    assert [each.check for each in stage.placed(late).seen] == ["closed_by_agent"]


def test_a_version_that_begins_later_holds_from_then_on(stage: Stage) -> None:
    stage.publish(WEB, GREETED)
    stage.publish(WEB, FILED, since=stage.desk.now() + timedelta(hours=1))
    before = stage.talk()
    stage.settle(hours=1)
    after = stage.talk()
    stage.settle()

    assert [stage.placed(each).flow_version for each in (before, after)] == [1, 2]
    with pytest.raises(Invalid):
        stage.publish(WEB, GREETED, since=stage.desk.now() - timedelta(hours=1))


def test_a_correction_moves_the_count_and_outlives_another_category(stage: Stage) -> None:
    stage.publish(SALES, GREETED)
    stage.world.clock.forward(seconds=1)
    conversation_id = stage.talk("enquiry", after=60)
    stage.settle()
    seen = stage.placed(conversation_id).version

    correcting.correct(stage.desk, stage.caller(stage.holder(conversation_id)), conversation_id, SALES, seen)
    filing.refile(stage.desk, stage.holder(conversation_id), conversation_id, "complaint")
    stage.settle()

    assert stage.numbers(WEB).is_nothing
    assert stage.numbers(SALES) == Numbers(conversations=1, judged=1)
    with pytest.raises(ChangedMeanwhile):
        correcting.correct(stage.desk, stage.caller(stage.boss), conversation_id, WEB, seen)
    correcting.correct(stage.desk, stage.caller(stage.boss), conversation_id, None, None)
    assert stage.placed(conversation_id).code == "WEB-A-03"
    assert stage.numbers(SALES).is_nothing
    acts = [each["act"]["S"] for each in every_item(AuditRow.Meta.table_name)]
    assert acts.count("correct_touchpoint") == 2


def test_who_files_it_later_moves_the_count(stage: Stage) -> None:
    conversation_id = stage.talk(None)
    stage.settle()

    stage.end(conversation_id, "enquiry")
    stage.settle()

    assert stage.numbers(NONE).is_nothing
    assert stage.numbers(WEB).conversations == 1


def test_only_who_has_it_or_leads_may_correct_it_and_only_to_cells_there_are(stage: Stage, world: World) -> None:
    conversation_id = stage.talk()
    stage.settle()
    stranger = world.agent()

    with pytest.raises(NotYours):
        correcting.correct(stage.desk, stage.caller(stranger), conversation_id, SALES, None)
    with pytest.raises(Invalid):
        correcting.correct(stage.desk, stage.caller(stage.boss), conversation_id, "FAX-A-01", None)
    with pytest.raises(NotYours):
        showing.read_beside(stage.desk, stage.caller(stranger), conversation_id)


def test_beside_a_conversation_that_goes_on_its_steps_tick_as_they_are_kept(stage: Stage) -> None:
    stage.publish(WEB, GREETED, FlowStep("说再见", "Say goodbye", "last_word_answered"))
    stage.world.clock.forward(seconds=1)
    conversation_id = stage.begin()
    mine = stage.caller(stage.holder(conversation_id))
    correcting.correct(stage.desk, mine, conversation_id, WEB, 0)

    before = showing.read_beside(stage.desk, mine, conversation_id)
    stage.answer(conversation_id)
    after = showing.read_beside(stage.desk, mine, conversation_id)
    stage.end(conversation_id, None)
    stage.settle()

    assert [each.state for each in before.seen] == [PENDING, PENDING]
    assert [each.state for each in after.seen] == [KEPT, PENDING]
    assert after.may_correct
    assert stage.placed(conversation_id).code == WEB
    assert stage.numbers(WEB) == Numbers(conversations=1, judged=1, kept=1)


def test_tickets_are_counted_once_and_a_flow_may_ask_for_one(stage: Stage) -> None:
    stage.publish(WEB, FlowStep("建单", "Make a ticket", "ticket_made", 2))
    stage.world.clock.forward(seconds=1)
    conversation_id = stage.talk()
    holder = stage.holder(conversation_id)
    ticket = tickets.made(stage.world, holder, origin={"kind": "conversation", "id": conversation_id})
    stage.settle()
    tickets.written(stage.world, holder, ticket, "Called them")
    stage.settle()

    assert stage.placed(ticket.ticket_id).code == WEB
    assert stage.numbers(WEB) == Numbers(conversations=1, tickets=1, judged=1, kept=1)
    correcting.correct(stage.desk, stage.caller(holder), ticket.ticket_id, SALES, None)
    assert stage.numbers(SALES) == Numbers(tickets=1)
    assert showing.read_beside(stage.desk, stage.caller(holder), ticket.ticket_id).placement.code == SALES


def test_the_desks_own_tickets_are_counted_in_no_cell_whoever_says_so(stage: Stage) -> None:
    holder = stage.agent
    fault = tickets.made(stage.world, holder, type="fault")
    stage.settle()

    with pytest.raises(NotFound):
        correcting.correct(stage.desk, stage.caller(holder), fault.ticket_id, SALES, None)

    assert not showing.read_beside(stage.desk, stage.caller(holder), fault.ticket_id).may_correct
    assert stage.numbers(SALES) == stage.numbers(NONE) == Numbers()


def test_a_follow_up_that_was_planned_must_be_done_in_time(stage: Stage) -> None:
    stage.publish(WEB, FlowStep("回访", "Follow up", "follow_up_done", 48))
    stage.world.clock.forward(seconds=1)
    kept, missed = stage.talk(), stage.talk()
    found = []
    for number, conversation_id in enumerate((kept, missed)):
        due = (stage.desk.now() + timedelta(hours=2)).isoformat()
        form = PlanFollowUp(
            client_id=f"p{number}", kind="promise", due_at=due, script="Call", about=conversation_id, channel="phone"
        )
        holder = stage.caller(stage.holder(conversation_id))
        found.append(planning.plan_follow_up(stage.desk, holder, form)[0])
    stage.settle()
    pending = stage.numbers(WEB)

    calling.record_call(stage.desk, stage.holder(kept), found[0].followup_id, RecordCall(client_id="c", outcome="kept"))
    stage.settle()
    stage.settle(hours=49)

    assert pending.pending == 2
    assert stage.numbers(WEB) == Numbers(conversations=2, judged=2, kept=1)
    assert stage.placed(missed).counted is not None
    assert stage.placed(kept).seen[0].state == KEPT


def test_it_counts_once_wherever_the_work_dies(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish(WEB, GREETED, RECORDED)
    stage.world.clock.forward(seconds=1)
    done = 0

    def story(death: Death) -> None:
        nonlocal done
        conversation_id = stage.talk(after=60)
        with death():
            placing.look_at_end(stage.desk, Over(conversation_id))
        stage.settle()
        placing.look(stage.desk, Look(conversation_id))
        done += 1
        assert stage.numbers(WEB) == Numbers(conversations=done, judged=done)

    at_each_write(story)
    stage.settle(hours=25)
    assert stage.numbers(WEB) == Numbers(conversations=done, judged=done)


def test_a_correction_that_dies_is_whole_or_none(world: World) -> None:
    stage = Stage.opened(world)

    def story(death: Death) -> None:
        conversation_id = stage.talk()
        stage.settle()
        total = stage.numbers(WEB).conversations + stage.numbers(SALES).conversations
        with death():
            correcting.correct(stage.desk, stage.caller(stage.boss), conversation_id, SALES, None)
        code = stage.placed(conversation_id).code
        assert code in (WEB, SALES)
        assert stage.numbers(WEB).conversations + stage.numbers(SALES).conversations == total
        correcting.correct(stage.desk, stage.caller(stage.boss), conversation_id, SALES, None)

    at_each_write(story)
    assert stage.numbers(WEB).is_nothing


def test_looked_at_by_many_at_once_it_counts_once(stage: Stage) -> None:
    stage.publish(WEB, GREETED)
    stage.world.clock.forward(seconds=1)
    ids = [stage.talk() for _ in range(4)]

    outcomes = at_once([lambda each=each: placing.look(stage.desk, Look(each)) for each in ids * 3])
    stage.settle()

    assert outcomes == [None] * 12
    assert stage.numbers(WEB) == Numbers(conversations=4, judged=4, kept=4)


def test_other_rules_hold_for_what_comes_from_then_on(stage: Stage) -> None:
    stage.publish(WEB, GREETED, RECORDED)
    stage.world.clock.forward(seconds=1)
    early = stage.talk()
    stage.settle()

    rules = [PlacingRule(brand="A", channel="TEL", business="04")]
    mapping.change_matrix(stage.desk, BY, mapping.ChangeTouchpointMap(rules=rules))
    late = stage.talk()
    stage.settle(hours=25)

    assert (stage.placed(early).code, stage.placed(late).code) == (WEB, "TEL-A-04")
    assert stage.numbers(WEB) == Numbers(conversations=1, judged=1)


def test_cells_lack_what_they_lack(stage: Stage) -> None:
    empty = mapping.read_cell(stage.desk, WEB)
    drafted = mapping.change_cell(stage.desk, BY, WEB, mapping.ChangeTouchpoint(offered=True, group_id=_group(stage)))
    published = stage.publish(WEB, GREETED, since=stage.desk.now() + timedelta(days=1))
    rested = mapping.change_cell(stage.desk, BY, SALES, mapping.ChangeTouchpoint(offered=False))

    now = stage.desk.now()
    assert empty.gaps(now) == ["empty"]
    assert drafted.gaps(now) == ["no_flow"]
    assert published.gaps(now) == ["no_flow"]
    assert published.gaps(now + timedelta(days=2)) == []
    assert rested.gaps(now) == []


def _group(stage: Stage) -> str:
    assert stage.world.group is not None
    return stage.world.group.group_id


def test_a_conversation_that_nobody_served_is_no_contact(world: World) -> None:
    agent = world.found(agents=1)[0]
    stage = Stage(world, agent, agent)
    visitor = world.visitor()
    begun = conversations.start_conversation(stage.desk, visitor, "demo", StartConversation(text="?", client_id="c"))

    conversations.close_by_visitor(stage.desk, visitor, "demo", begun.conversation_id)
    stage.settle()
    placing.look(stage.desk, Look(begun.conversation_id))

    assert counts() == {}
