"""Announcements are read, confirmed once, found again; who is missing is known, and told once more (E6)."""

from __future__ import annotations

import csv
import io

import pytest

from chalicelib.announcements.service import readers, reading
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.knowledge.service import shelves
from chalicelib.logbook.model.minutes import ConfirmMinutes, Minutes, WriteMinutes
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import announcing, meeting
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.announced import AnnouncementUnread
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.routing import service as routing
from tests.announcements.stage import Stage
from tests.crashes import Death, at_each_write
from tests.worlds import MORNING, World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def waiting(stage: Stage) -> str:
    """A visitor waits in the queue; the conversation's id."""
    visitor = stage.world.visitor()
    said = StartConversation(text="hello", client_id="c")
    return conversations.start_conversation(stage.desk, visitor, "demo", said).conversation_id


def test_a_confirmation_is_one_with_its_time_however_often_it_comes(stage: Stage) -> None:
    made = stage.announce()
    first = stage.confirm(stage.agent, made)
    stage.forward(minutes=5)

    again = stage.confirm(stage.agent, made)
    together = at_once([lambda: stage.confirm(stage.leader, made) for _ in range(4)])

    assert (again.at, again.edition) == (first.at, 1)
    assert len({each.at for each in together}) == 1
    assert stage.ids(stage.agent) == stage.ids(stage.leader) == []


def test_who_takes_by_hand_confirms_what_is_urgent_first_and_nobody_is_left_waiting(stage: Stage) -> None:
    stage.world.online(stage.agent, "busy")
    conversation_id = waiting(stage)
    urgent = stage.announce(priority="urgent")
    stage.announce(title="Not urgent")

    with pytest.raises(AnnouncementUnread) as refused:
        routing.take_conversation(stage.desk, stage.now(stage.agent), conversation_id)
    stage.confirm(stage.agent, urgent)
    taken = routing.take_conversation(stage.desk, stage.now(stage.agent), conversation_id)

    assert (refused.value.status, refused.value.code) == (409, "announcement_unread")
    assert refused.value.extra == {"announcement_ids": [urgent.key]}
    assert taken.agent_id == stage.agent.agent_id


def test_the_desk_assigns_by_itself_whatever_is_urgent(stage: Stage) -> None:
    stage.announce(priority="urgent")
    stage.world.online(stage.agent)

    conversation_id = waiting(stage)

    header = conversations.find(stage.desk, conversation_id)
    assert header is not None and header.agent_id == stage.agent.agent_id
    assert len(stage.waiting(stage.agent)) == 1


def test_taking_asks_nothing_more_for_what_is_urgent(stage: Stage) -> None:
    stage.world.online(stage.agent, "busy")
    first, second = waiting(stage), waiting(stage)
    agent = stage.now(stage.agent)
    with counted() as before:
        routing.take_conversation(stage.desk, agent, first)
    stage.confirm(stage.agent, stage.announce(priority="urgent"))
    agent = stage.now(stage.agent)

    with counted() as after:
        routing.take_conversation(stage.desk, agent, second)

    assert len(after) == len(before)


def test_an_urgent_one_that_is_over_stands_in_nobodys_way_however_late_due_work_is(stage: Stage) -> None:
    conversation_id = waiting(stage)
    stage.announce(priority="urgent", expires_at=stage.later(minutes=1))

    stage.world.clock.forward(seconds=55)
    stage.world.online(stage.agent, "busy")

    taken = routing.take_conversation(stage.desk, stage.now(stage.agent), conversation_id)
    assert taken.agent_id == stage.agent.agent_id


def test_leaders_see_who_is_missing_of_their_groups_and_supervisors_of_all(stage: Stage) -> None:
    made = stage.announce()
    stage.confirm(stage.agent, made)

    of_leader, of_all = stage.missing(stage.leader, made), stage.missing(stage.supervisor, made)

    assert of_leader == [stage.leader.agent_id]
    assert set(of_all) == {
        each.agent_id for each in (stage.leader, stage.other_leader, stage.outsider, stage.supervisor, stage.boss)
    }
    tech = stage.announce(audience={"group_ids": [stage.tech.group_id]})
    with pytest.raises(NotYours):
        stage.missing(stage.leader, tech)


def test_who_is_disabled_is_not_missed_and_who_left_the_audience_stays_known(stage: Stage) -> None:
    made = stage.announce(audience={"group_ids": [stage.sales.group_id]})
    stage.confirm(stage.agent, made)
    stage.edition(made, audience={"group_ids": [stage.tech.group_id]})
    people.update_agent(stage.desk, stage.outsider.agent_id, UpdateAgent(active=False))

    _, everybody, counts, _ = readers.read_readers(stage.desk, stage.now(stage.boss), made.key, None)

    assert (counts.reached, counts.read, counts.missing) == (1, 0, 1)
    assert [(each.agent.agent_id, each.is_reached, each.is_done) for each in everybody] == [
        (stage.other_leader.agent_id, True, False),
        (stage.agent.agent_id, False, True),
    ]


def test_the_file_of_readers_holds_no_formula(stage: Stage) -> None:
    people.update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(name="=HYPERLINK(1)"))
    made = stage.announce()
    stage.confirm(stage.agent, made)

    lines = list(csv.reader(io.StringIO(readers.export(stage.desk, stage.now(stage.boss), made.key, "en")[1:])))

    assert lines[0] == ["Number", "Name", "Groups", "State", "Edition", "Confirmed at"]
    (mine,) = [each for each in lines if "HYPERLINK" in each[1]]
    assert mine[1] == "'=HYPERLINK(1)"
    assert mine[2:5] == ["Sales", "Confirmed", "1"]
    assert len(lines) == 7


def test_who_has_not_read_it_in_time_is_told_once_more_once_and_by_letter(stage: Stage) -> None:
    sales = {"audience": {"group_ids": [stage.sales.group_id]}, "remind_hours": 2, "remind_by_email": True}
    made = stage.announce(**sales)
    stage.confirm(stage.leader, made)

    stage.forward(hours=1)
    early = stage.letters()
    stage.forward(hours=2)
    stage.forward(days=3)

    assert (early, stage.letters()) == ([], [stage.agent.email])
    assert [each.reminded for each in stage.waiting(stage.agent)] == [True]


def test_nobody_is_told_of_what_is_over(stage: Stage) -> None:
    stage.announce(remind_hours=2, remind_by_email=True, expires_at=stage.later(hours=1))
    stage.withdraw(stage.announce(remind_hours=2, remind_by_email=True))

    stage.forward(hours=3)

    assert stage.letters() == []


def test_dying_anywhere_while_reminding_tells_each_once(stage: Stage) -> None:
    def story(death: Death) -> None:
        before = len(stage.letters())
        sales = {"audience": {"group_ids": [stage.sales.group_id]}, "remind_hours": 1, "remind_by_email": True}
        made = stage.announce(**sales)
        stage.world.clock.forward(hours=1, minutes=1)

        with death():
            stage.settle()
        stage.forward(minutes=10)

        assert len(stage.letters()) == before + 2
        stage.archive(reading.read_kept(stage.desk, stage.now(stage.boss), made.key))
        stage.settle()

    at_each_write(story)


def test_announcements_are_found_by_words_by_whom_they_reach_also_in_the_archive(stage: Stage) -> None:
    sales = stage.announce(audience={"group_ids": [stage.sales.group_id]}, title="退款时限", body="七天内原路退回")
    stage.announce(title="Opening hours", body="From nine to six")
    stage.archive(sales)
    stage.settle()

    found = {name: stage.find(getattr(stage, name), q="退回", view="all") for name in ("agent", "outsider")}

    assert found == {"agent": ["退款时限"], "outsider": []}
    assert stage.find(stage.agent, q="退回", view="current") == []
    assert stage.find(stage.agent, view="archive") == ["退款时限"]
    assert stage.find(stage.outsider, q="opening hour", view="all") == ["Opening hours"]
    assert stage.kept(stage.boss, q="退款") == ["退款时限"]
    assert stage.kept(stage.boss, state="archived") == ["退款时限"]


def test_the_list_begins_with_what_is_urgent_then_pinned_then_new(stage: Stage) -> None:
    urgent = stage.announce(title="Urgent", priority="urgent")
    stage.announce(title="Pinned", priority="pinned")
    new = stage.announce(title="New")

    before = [each.announcement.content.title for each in stage.current(stage.agent)]
    stage.confirm(stage.agent, new)

    assert before == ["Urgent", "Pinned", "New"]
    assert [each.announcement.content.title for each in stage.current(stage.agent, unread=True)] == ["Urgent", "Pinned"]
    assert [each.announcement.key for each in stage.current(stage.agent, urgent=True)] == [urgent.key]


def phrases(stage: Stage, agent: Agent) -> list[tuple[str, str, str]]:
    """The phrases that are not shipped, as this agent may insert them."""
    held = shelves.read_shelves(stage.desk, stage.now(agent))
    mine = [
        each
        for shelf in held
        for each in shelf.phrases
        if each.phrase_id.startswith("phr_") and "_zh" in each.phrase_id
    ]
    return [(each.title, each.text, each.shortcut) for each in mine]


def test_an_agreed_answer_is_a_phrase_while_it_holds(stage: Stage) -> None:
    answer = {"texts": {"zh-CN": "七天内退款"}, "shelf": stage.sales.group_id, "shortcut": "tk"}
    made = stage.announce(answer=answer)
    first = phrases(stage, stage.agent), phrases(stage, stage.outsider)

    changed = stage.edition(made, answer=answer | {"texts": {"zh-CN": "三天内退款"}})
    second = phrases(stage, stage.agent)
    stage.withdraw(changed)

    assert first == ([("Refunds", "七天内退款", "tk")], [])
    assert second == [("Refunds", "三天内退款", "tk")]
    assert phrases(stage, stage.agent) == []


def test_nobody_puts_an_answer_on_a_shelf_that_is_not_theirs(stage: Stage) -> None:
    own, answer = {"group_ids": [stage.sales.group_id]}, {"texts": {"en": "Yes"}}

    for shelf in (stage.tech.group_id, "company"):
        with pytest.raises((NotYours, PermissionNeeded, Exception)) as refused:
            stage.draft(stage.leader, audience=own, answer=answer | {"shelf": shelf})
        assert getattr(refused.value, "status", None) == 403


def minutes(stage: Stage, **fields: object) -> Minutes:
    form = WriteMinutes("班务会", MORNING, group_id=stage.sales.group_id, topics={"service": "Answers were quick"})
    return meeting.write_minutes(stage.desk, stage.now(stage.leader), form, None)


def test_minutes_become_a_draft_by_one_click_and_know_where_it_is(stage: Stage) -> None:
    draft = minutes(stage)
    with pytest.raises(DutyOver):
        announcing.announce_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id, "zh-CN", None)
    meeting.confirm_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id, ConfirmMinutes(draft.version), None)

    def story(death: Death) -> None:
        with death():
            announcing.announce_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id, "zh-CN", None)
        made = announcing.announce_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id, "zh-CN", None)

        assert stage.kept(stage.leader) == ["班务会"]
        announcement_id = made.published.partition("=")[2].partition("#")[0]
        held = reading.read_kept(stage.desk, stage.now(stage.leader), announcement_id)
        assert (held.state, held.source, held.audience.group_ids) == (
            "draft",
            draft.minutes_id,
            (stage.sales.group_id,),
        )
        assert "Answers were quick" in held.content.body

    at_each_write(story)


@pytest.mark.parametrize("number", [10, 300])
def test_reading_costs_the_same_with_however_many_agents(stage: Stage, number: int) -> None:
    for _ in range(number):
        stage.world.agent()
    made = stage.announce()
    agent, boss = stage.now(stage.agent), stage.now(stage.boss)

    with counted() as confirming:
        stage_confirm = stage.confirm(stage.agent, made)
    with counted() as listing:
        stage.current(stage.agent)
    with counted() as missing:
        readers.read_readers(stage.desk, boss, made.key, None)

    assert stage_confirm.edition == 1
    assert (len(confirming), len(listing), len(missing)) == (3, 4, 3)  # of the first two one reads the agent
    assert agent.agent_id not in stage.missing(stage.boss, made)
