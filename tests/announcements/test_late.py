"""Announcements where due work is late, records are full, and times change meanwhile (E6)."""

from __future__ import annotations

import pytest

from chalicelib.announcements.service import agreeing, reading, spreading
from chalicelib.core import work
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.service import shelves
from tests.announcements.stage import Stage, group
from tests.worlds import World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def test_one_whose_time_has_come_is_read_and_confirmed_before_that_is_written_down(stage: Stage) -> None:
    made = stage.publish(stage.draft(priority="urgent", effective_at=stage.later(hours=1)))
    stage.world.clock.forward(hours=1, seconds=5)  # and nothing that is due is done
    spreading.renew(stage.desk, stage.agent.agent_id)
    waiting = stage.ids(stage.agent)

    receipt = stage.confirm(stage.agent, made)

    assert (waiting, receipt.edition, stage.ids(stage.agent)) == ([made.key], 1, [])
    assert [each.announcement.key for each in stage.current(stage.agent)] == [made.key]


def test_one_that_is_withdrawn_before_its_beginning_was_written_down_keeps_nobody_from_work(stage: Stage) -> None:
    made = stage.publish(stage.draft(priority="urgent", effective_at=stage.later(hours=1)))
    stage.world.clock.forward(hours=1, seconds=5)
    spreading.renew(stage.desk, stage.agent.agent_id)
    before = stage.ids(stage.agent)

    over = stage.withdraw(made)

    assert (before, stage.ids(stage.agent)) == ([made.key], [])
    assert over.began_at == made.effective_at
    assert stage.find(stage.agent, view="archive") == ["Refunds"]


def test_what_is_over_makes_room_for_what_stood_in_the_list_alone(stage: Stage) -> None:
    older = [stage.publish(stage.draft(title=f"A{n}")) for n in range(3)]
    made = [stage.publish(stage.draft(title=f"B{n}", expires_at=stage.later(hours=1))) for n in range(10)]
    made += [stage.publish(stage.draft(title=f"C{n}")) for n in range(10)]

    stage.withdraw(made[-1])
    after_one = stage.ids(stage.agent)
    stage.forward(hours=1, seconds=1)

    assert len(after_one) == 20
    assert set(stage.ids(stage.agent)) == {each.key for each in [*older, *made[10:-1]]}


def test_a_reminder_is_told_after_the_hours_that_are_asked_for_by_then(stage: Stage) -> None:
    made = stage.announce(remind_hours=1, remind_by_email=True, audience={"group_ids": [stage.sales.group_id]})
    stage.edition(made, remind_hours=5)

    stage.forward(hours=2)
    early = stage.letters()
    stage.forward(hours=4)

    assert (early, len(stage.letters())) == ([], 2)


def test_a_phrase_that_a_slow_writer_keeps_goes_when_what_it_says_is_over(stage: Stage) -> None:
    answer = {"texts": {"en": "By Monday"}, "shelf": "company"}
    made = stage.announce(answer=answer)
    assert made.content.answer is not None
    phrases = agreeing._phrases(made, made.content.answer)
    stage.withdraw(made)

    knowledge.keep_agreed(stage.desk, "company", phrases, [])  # decided before it was withdrawn
    stage.forward(minutes=7)

    kept = {each.phrase_id for shelf in shelves.read_shelves(stage.desk, stage.boss) for each in shelf.phrases}
    assert kept.isdisjoint(each.phrase_id for each in phrases)


def test_a_piece_that_waits_goes_on_though_it_is_for_everybody_by_then(stage: Stage) -> None:
    members = [stage.world.agent() for _ in range(101)]
    many = group(stage.world, "Many", stage.leader, *members)
    made = stage.publish(stage.draft(audience={"group_ids": [many.group_id]}))

    stage.edition(made, audience={"everybody": True})

    assert [each.last_error for each in [*work.waiting(stage.desk), *work.dead(stage.desk)] if each.last_error] == []
    assert [stage.ids(each) for each in (members[0], members[-1], stage.boss)] == [[made.key]] * 3


def test_words_are_looked_for_in_one_group(stage: Stage) -> None:
    stage.announce(title="Refunds of sales", audience={"group_ids": [stage.sales.group_id]})
    stage.announce(title="Refunds of tech", audience={"group_ids": [stage.tech.group_id]})
    stage.announce(title="Refunds")

    found = [stage.kept(each, q="refunds", group_id=stage.sales.group_id) for each in (stage.boss, stage.leader)]

    assert found == [["Refunds of sales"]] * 2
    assert len(stage.kept(stage.boss, q="refunds")) == 3


def test_another_audience_of_as_many_as_there_may_be_is_one_change(stage: Stage) -> None:
    leaders = [stage.leader, stage.agent, stage.other_leader, stage.outsider]
    ids = [group(stage.world, f"G{n}", leaders[n % 4]).group_id for n in range(40)]
    made = stage.announce(audience={"group_ids": ids[:20]}, remind_hours=1, expires_at=stage.later(hours=9))

    fields = {"remind_hours": 2, "expires_at": stage.later(hours=8), "read_again": True, "changes": "Whom"}
    after = stage.edition(made, audience={"group_ids": ids[20:]}, body="Other", **fields)

    assert reading.read_kept(stage.desk, stage.now(stage.boss), made.key).audience == after.audience
