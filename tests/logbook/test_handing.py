"""Hand-over between shifts: what is open is listed, each thing goes to the first who accepts it, once (B8)."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.handover.model.things import Thing
from chalicelib.handover.service import lists as unfinished
from chalicelib.logbook.model.handing import (
    AcceptThing,
    AlreadyAccepted,
    ChangeShiftNote,
    Handed,
    HandOverShift,
    NothingToAccept,
    NotNextShift,
    ShiftHandover,
)
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import accepting, finding, handing
from chalicelib.logbook.service.accepting import ListThings
from chalicelib.offline import service as offline
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from chalicelib.routing.model import AgentFull
from chalicelib.tickets import service as tickets
from tests.crashes import Death, at_each_write
from tests.handover import stage as day
from tests.logbook.stage import Stage
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return staffed(world)


def staffed(world: World) -> Stage:
    """The plan's visitors come to the group whose shift is handed over."""
    stage = Stage.set(world)
    plans.update_plan(world.desk, "demo", {"group_ids": [stage.sales.group_id]}, None)
    return stage


def hand_over(stage: Stage, agent: Agent | None = None, *, key: str | None = None, **sections: str) -> ShiftHandover:
    once = Once.of("hand", key, sections) if key is not None else None
    form = HandOverShift(sections=sections)
    return handing.hand_over(stage.desk, stage.now(agent or stage.agent), form, once)


def things(stage: Stage, handover: ShiftHandover) -> list[Handed]:
    return list(handing.read_handover(stage.desk, stage.now(stage.boss), handover.handover_id).things)


def accept(stage: Stage, by: Agent, handover: ShiftHandover, thing: Thing | None = None, **form: Any) -> ShiftHandover:
    """Accept this thing, or the note."""
    kind, name = (thing.kind, thing.thing_id) if thing is not None else ("note", handover.handover_id)
    said = msgspec.convert({"kind": kind, "thing_id": name, **form}, AcceptThing)
    return accepting.accept(stage.desk, stage.now(by), handover.handover_id, said)


def read(stage: Stage, handover: ShiftHandover) -> ShiftHandover:
    return handing.read_handover(stage.desk, stage.now(stage.boss), handover.handover_id).handover


def everything(stage: Stage) -> dict[str, str]:
    """A conversation, a ticket, a message and a follow-up of the agent's; by kind, their ids."""
    stage.world.online(stage.colleague, "busy")  # what comes is the agent's
    talk = day.conversation(stage.world, stage.agent)
    visit = day.follow_up(stage.world, stage.agent, talk)
    ticket = day.ticket(stage.world, stage.agent)
    left = day.message(stage.world, given=False)
    offline.assign_message(stage.desk, stage.caller(stage.boss), left.message_id, stage.agent.agent_id)
    stage.world.online(stage.colleague)
    named = {"conversation": talk, "follow_up": visit.followup_id, "ticket": ticket.ticket_id}
    return named | {"message": left.message_id}


def holders(stage: Stage, named: dict[str, str]) -> dict[str, str | None]:
    from chalicelib.followups import service as followups

    return {
        "conversation": conversations.find(stage.desk, named["conversation"]).agent_id,
        "ticket": tickets.find(stage.desk, named["ticket"]).handler_id,
        "message": offline.find(stage.desk, named["message"]).agent_id,
        "follow_up": followups.find(stage.desk, named["follow_up"]).owner_id,
    }


def test_what_is_open_is_listed_with_the_note_and_each_thing_becomes_theirs_who_accepts_it(stage: Stage) -> None:
    named = everything(stage)

    handover = hand_over(stage, business="New prices from Monday", equipment="Line 2 is dead")
    listed = {each.thing.kind: each.thing for each in things(stage, handover)}
    for each in listed.values():
        accept(stage, stage.colleague, handover, each)
    before_note, after = read(stage, handover).state, holders(stage, named)
    accept(stage, stage.colleague, handover)
    stage.forward(minutes=1)

    assert {kind: each.thing_id for kind, each in listed.items()} == named
    assert set(after.values()) == {stage.colleague.agent_id}
    assert (before_note, read(stage, handover).state) == ("open", "settled")


def test_all_of_it_is_accepted_at_once_and_twice_is_once(stage: Stage) -> None:
    named = everything(stage)
    handover = hand_over(stage, business="Nothing new")

    for _ in range(2):
        accepting.accept_all(stage.desk, stage.now(stage.colleague), handover.handover_id, None)
    claimed = {each.state for each in things(stage, handover)}
    stage.settle()

    assert claimed == {"taking"}
    assert {each.state for each in things(stage, handover)} == {"accepted"}
    assert set(holders(stage, named).values()) == {stage.colleague.agent_id}
    stage.forward(minutes=1)
    assert read(stage, handover).state == "settled"


def test_of_two_who_accept_at_once_each_thing_has_one_and_the_other_is_told(atomic_world: World) -> None:
    stage = staffed(atomic_world)
    kept = [day.ticket(stage.world, stage.agent).ticket_id for _ in range(3)]
    stage.world.online(stage.colleague)
    stage.world.online(stage.leader)
    handover = hand_over(stage)

    for each in things(stage, handover):
        both = [partial(accept, stage, by, handover, each.thing) for by in (stage.colleague, stage.leader)]
        results = at_once(both)

        assert sorted(type(result).__name__ for result in results) == ["AlreadyAccepted", "ShiftHandover"], results
        winner = (stage.colleague, stage.leader)[isinstance(results[0], AlreadyAccepted)]
        assert tickets.find(stage.desk, each.thing.thing_id).handler_id == winner.agent_id
    assert {each.thing.thing_id for each in things(stage, handover)} == set(kept)


def test_of_two_who_accept_all_at_once_nothing_is_doubled_and_nothing_left(atomic_world: World) -> None:
    stage = staffed(atomic_world)
    kept = [day.ticket(stage.world, stage.agent).ticket_id for _ in range(4)]
    for each in (stage.colleague, stage.leader):
        stage.world.online(each)
    handover = hand_over(stage)

    all_of_it = partial(accepting.accept_all, stage.desk, handover_id=handover.handover_id, agent_id=None)
    at_once([partial(all_of_it, stage.now(by)) for by in (stage.colleague, stage.leader)])
    stage.settle()

    owners = {each.thing.thing_id: each.by.id for each in things(stage, handover) if each.by is not None}
    assert owners == {each: tickets.find(stage.desk, each).handler_id for each in kept}


@pytest.mark.parametrize("kind", ["conversation", "ticket", "message", "follow_up"])
def test_a_thing_is_carried_over_once_wherever_the_acceptance_dies(stage: Stage, kind: str) -> None:
    def story(death: Death) -> None:
        named = everything(stage)
        handover = hand_over(stage)
        thing = next(each.thing for each in things(stage, handover) if each.thing.thing_id == named[kind])
        with death():
            accept(stage, stage.colleague, handover, thing)
        stage.forward(seconds=40)

        state = next(each for each in things(stage, handover) if each.thing.thing_id == thing.thing_id)
        holder = holders(stage, named)[kind]
        whole = state.state == "accepted" and holder == stage.colleague.agent_id
        nothing = state.state == "offered" and holder == stage.agent.agent_id
        assert whole or (nothing and death.number == 0 and not death.written), (death, state, holder)
        accept(stage, stage.colleague, handover, thing)
        assert holders(stage, named)[kind] == stage.colleague.agent_id
        finish(stage, named)

    at_each_write(story, least=3)


def finish(stage: Stage, named: dict[str, str]) -> None:
    """Nothing of it is left open for the next time."""
    holder = stage.now(stage.colleague)
    header = conversations.find(stage.desk, named["conversation"])
    owner = stage.now(stage.agent) if header.agent_id == stage.agent.agent_id else holder
    conversations.end_conversation(stage.desk, owner, named["conversation"])
    found = handing.open_to(stage.desk, stage.agent.agent_id, stage.sales.group_id)
    if found is not None:
        handing.take_back(stage.desk, stage.now(stage.agent), found.handover_id)


def test_handing_over_is_done_once_wherever_it_dies(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    names = iter(f"key {number}" for number in range(99))

    def story(death: Death) -> None:
        name = next(names)
        with death():
            hand_over(stage, key=name, business=name)
        handover = hand_over(stage, key=name, business=name)
        stage.forward(seconds=40)

        found, _ = handing.list_handovers(stage.desk, stage.now(stage.agent), "open", None, None)
        assert [each.handover_id for _, each in found] == [handover.handover_id]
        assert [each.thing.kind for each in things(stage, handover)] == ["ticket"]
        assert read(stage, handover).listed
        handing.take_back(stage.desk, stage.now(stage.agent), handover.handover_id)

    at_each_write(story, least=3)


def test_what_a_room_refuses_is_offered_again_with_the_reason(stage: Stage) -> None:
    named = everything(stage)
    people.update_agent(stage.desk, stage.colleague.agent_id, people_form(capacity=1))
    stage.world.online(stage.agent, "busy")
    day.conversation(stage.world, stage.colleague)
    handover = hand_over(stage)
    talk = next(each.thing for each in things(stage, handover) if each.thing.thing_id == named["conversation"])

    with pytest.raises(AgentFull):
        accept(stage, stage.colleague, handover, talk)
    single = next(each for each in things(stage, handover) if each.thing == talk)
    accepting.accept_all(stage.desk, stage.now(stage.colleague), handover.handover_id, None)
    stage.settle()
    after = {each.thing.kind: (each.state, each.why) for each in things(stage, handover)}

    assert (single.state, single.why) == ("offered", "agent_full")
    assert after.pop("conversation") == ("offered", "agent_full")
    assert set(after.values()) == {("accepted", "")}
    assert conversations.find(stage.desk, named["conversation"]).agent_id == stage.agent.agent_id


def people_form(**fields: Any) -> Any:
    from chalicelib.people.model.forms import UpdateAgent

    return UpdateAgent(**fields)


def test_what_nobody_accepts_in_time_reaches_the_leader_once_without_what_is_done(stage: Stage) -> None:
    everything(stage)
    handover = hand_over(stage, business="Prices")
    done = next(each.thing for each in things(stage, handover) if each.thing.kind == "conversation")
    conversations.end_conversation(stage.desk, stage.now(stage.agent), done.thing_id)

    stage.forward(minutes=31)
    stage.forward(hours=1)
    (letter,) = stage.letters("shift_not_accepted")
    accept(stage, stage.colleague, handover)

    assert letter.to == stage.leader.email and letter.words["count"] == 4
    assert done.about not in str(letter.words["things"])
    assert [each.state for each in things(stage, handover) if each.thing == done] == ["gone"]
    assert read(stage, handover).late and read(stage, handover).state == "open", "it can still be accepted"
    late, _ = handing.list_handovers(stage.desk, stage.now(stage.leader), "late", None, None)
    assert [each.handover_id for _, each in late] == [handover.handover_id]


def test_nobody_accepts_their_own_nor_another_groups_and_who_leads_has_others_accept(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    handover = hand_over(stage)
    (handed,) = things(stage, handover)
    stage.world.online(stage.colleague)

    for by in (stage.agent, stage.technician):
        with pytest.raises(NotNextShift):
            accept(stage, by, handover, handed.thing)
    with pytest.raises(NotNextShift):
        accept(stage, stage.colleague, handover, handed.thing, agent_id=stage.leader.agent_id)
    with pytest.raises(NotNextShift):
        accept(stage, stage.leader, handover, handed.thing, agent_id=stage.agent.agent_id)
    with pytest.raises(NotYours):
        handing.read_handover(stage.desk, stage.now(stage.technician), handover.handover_id)
    accept(stage, stage.leader, handover, handed.thing, agent_id=stage.colleague.agent_id)

    assert tickets.find(stage.desk, handed.thing.thing_id).handler_id == stage.colleague.agent_id


def test_what_was_finished_meanwhile_is_gone_and_what_is_taken_back_is_accepted_no_more(stage: Stage) -> None:
    named = everything(stage)
    handover = hand_over(stage)
    listed = {each.thing.kind: each.thing for each in things(stage, handover)}
    conversations.end_conversation(stage.desk, stage.now(stage.agent), named["conversation"])

    with pytest.raises(NothingToAccept):
        accept(stage, stage.colleague, handover, listed["conversation"])
    handing.take_back(stage.desk, stage.now(stage.agent), handover.handover_id)

    with pytest.raises(DutyOver):
        accept(stage, stage.colleague, handover, listed["ticket"])
    assert tickets.find(stage.desk, named["ticket"]).handler_id == stage.agent.agent_id
    assert stage.forward(hours=1) is None and stage.letters("shift_not_accepted") == []


def test_the_note_is_changed_until_it_is_accepted_and_is_found_by_its_words(stage: Stage) -> None:
    handover = hand_over(stage, business="周一起新价格", complaints="<b>*</b>")
    form = ChangeShiftNote({"business": "周二起新价格", "complaints": ""})
    handing.change_note(stage.desk, stage.now(stage.agent), handover.handover_id, form)
    accept(stage, stage.colleague, handover)
    stage.forward(minutes=1)

    assert dict(read(stage, handover).sections) == {"business": "周二起新价格"}
    with pytest.raises(DutyOver):
        handing.change_note(stage.desk, stage.now(stage.agent), handover.handover_id, form)
    found, _ = finding.find_in_log(stage.desk, stage.now(stage.colleague), "新价格", None, None)
    assert [each.key for _, each in found if each is not None] == [handover.handover_id]
    with pytest.raises(Invalid):
        hand_over(stage, weather="fine")


def test_who_hands_over_again_adds_to_what_is_open(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    first = hand_over(stage, business="One")
    day.ticket(stage.world, stage.agent)

    second = hand_over(stage, equipment="Two")

    assert first.handover_id == second.handover_id
    assert len(things(stage, second)) == 2
    assert dict(read(stage, second).sections) == {"business": "One", "equipment": "Two"}


def test_what_goes_with_the_shift_needs_no_note_before_one_goes(stage: Stage) -> None:
    named = everything(stage)
    before = unfinished.unfinished(stage.desk, stage.now(stage.agent))
    handover = hand_over(stage)

    after = unfinished.unfinished(stage.desk, stage.now(stage.agent))
    handing.take_back(stage.desk, stage.now(stage.agent), handover.handover_id)
    back = unfinished.unfinished(stage.desk, stage.now(stage.agent))

    assert all(before.day.note_of(each) is None for each in named.values())
    notes = [after.day.note_of(each) for each in named.values()]
    assert {(each.what, each.group, each.version) for each in notes if each} == {("handed_over", "Sales", 0)}
    assert len([each for each in notes if each]) == 4
    assert all(back.day.note_of(each) is None for each in named.values())


def test_a_thousand_open_things_are_listed_a_part_at_a_time_and_reading_costs_the_same(stage: Stage) -> None:
    for _ in range(70):
        day.ticket(stage.world, stage.agent)
    stage.world.online(stage.colleague)
    handover = hand_over(stage)
    first = things(stage, handover)
    with counted() as reading:
        handing.read_handover(stage.desk, stage.now(stage.colleague), handover.handover_id)

    accepting.accept_all(stage.desk, stage.now(stage.colleague), handover.handover_id, None)
    stage.forward(seconds=20)
    second = [each for each in things(stage, handover) if each.state == "offered"]
    stage.world.online(stage.colleague)
    accepting.accept_all(stage.desk, stage.now(stage.colleague), handover.handover_id, None)
    stage.forward(seconds=20)

    assert (len(first), read(stage, handover).more, len(second)) == (50, False, 20)
    assert len(reading) <= 4
    assert read(stage, handover).state == "settled"
    held = [tickets.find(stage.desk, each.thing.thing_id).handler_id for each in things(stage, handover)]
    assert held == [stage.colleague.agent_id] * 70


def test_due_work_that_comes_late_or_twice_does_nothing_more(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    handover = hand_over(stage)
    for _ in range(3):
        handing.list_things(stage.desk, ListThings(handover.handover_id))
        accepting.settle_handover(stage.desk, accepting.SettleHandover(handover.handover_id))
    stage.world.clock.forward(days=3)
    for _ in range(3):
        accepting.close_handover(stage.desk, accepting.CloseHandover(handover.handover_id))

    assert len(things(stage, handover)) == 1
    assert len(stage.letters("shift_not_accepted")) == 1
