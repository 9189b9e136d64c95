"""Each thing is handed over, put off with its customer told, or known: once, and never over a note not seen (F3)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.refusals import TooManyAside
from chalicelib.core.authors import Author
from chalicelib.core.database import TransactionCancelled
from chalicelib.core.errors import Invalid, Unavailable
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.handover.model.days import (
    HANDED_OVER,
    MOST_NOTES,
    TOMORROW,
    Day,
    Note,
    NotOpen,
    TooManyNotes,
    closed,
    noted,
)
from chalicelib.handover.model.forms import NoteUnfinished
from chalicelib.handover.model.things import Thing
from chalicelib.handover.service import lists, noting
from chalicelib.offline.service import leaving
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.people.service import desk as whole_desk
from chalicelib.people.service.roles import create_role
from chalicelib.people.store.rows import AgentRow, row_of
from chalicelib.tickets import service as tickets
from tests.crashes import AFTER, Death, at_each_write
from tests.handover import stage
from tests.handover.stage import (
    MONDAY,
    caller,
    conversation,
    follow_up,
    go_to,
    letters,
    message,
    opened,
    still_open,
    ticket,
)
from tests.worlds import World, at_once, counted, in_use


def form(kind: str, thing_id: str, what: str, client_id: str = "n", **fields: object) -> NoteUnfinished:
    """A request to note something."""
    said = {"client_id": client_id, "kind": kind, "thing_id": thing_id, "what": what, **fields}
    return msgspec.convert(msgspec.to_builtins(said), NoteUnfinished)


def tomorrow(world: World) -> str:
    """A time of the next morning."""
    return (world.clock() + timedelta(hours=16)).isoformat()


def test_each_room_hands_its_own_over_to_a_colleague_who_hears(world: World) -> None:
    leader, agent, other = opened(world, agents=3)
    world.online(leader, "break")
    world.online(other, "break")
    talk = conversation(world, agent)
    visit = follow_up(world, agent, talk)
    mine = ticket(world, agent)
    for each in (leader, other):
        people.update_agent(world.desk, each.agent_id, UpdateAgent(active=False))
    left = message(world)
    for each in (leader, other):
        people.update_agent(world.desk, each.agent_id, UpdateAgent(active=True))
    world.online(other)
    things = [
        ("conversation", talk),
        ("follow_up", visit.followup_id),
        ("ticket", mine.ticket_id),
        ("message", left.message_id),
    ]

    notes = [stage.noted(world, agent, *each, "hand_over", agent_id=other.agent_id) for each in things]

    assert [(each.what, each.done, each.to and each.to.id) for each in notes] == [
        (HANDED_OVER, True, other.agent_id)
    ] * 4
    assert conversations.find(world.desk, talk).agent_id == other.agent_id
    assert tickets.find(world.desk, mine.ticket_id).handler_id == other.agent_id
    assert leaving.find(world.desk, left.message_id).agent_id == other.agent_id
    assert followups.find(world.desk, visit.followup_id).owner_id == other.agent_id
    told = {each.what for each in letters(world, "ticket_given", "followup_due", "offline_new", "offline_given")}
    assert {"ticket_given", "followup_due"} <= told
    assert still_open(world, agent) == []


def test_a_group_gives_each_thing_to_one_of_its_members(world: World) -> None:
    leader, agent = opened(world)
    evening, idle = world.agent(), world.agent()
    members = [evening.agent_id, idle.agent_id]
    group = people.create_group(world.desk, CreateGroup(name="Evening", leader_id=evening.agent_id, member_ids=members))
    world.online(leader, "break")
    talk = conversation(world, agent)
    visit, mine = follow_up(world, agent, talk), ticket(world, agent)
    world.online(evening)

    for kind, thing_id in (("conversation", talk), ("follow_up", visit.followup_id), ("ticket", mine.ticket_id)):
        note = stage.noted(world, agent, kind, thing_id, "hand_over", group_id=group.group_id)
        assert (note.group, note.to and note.to.id in members) == (group.group_id, True)

    assert still_open(world, agent) == []


def test_tomorrow_tells_the_customer_in_the_conversation_and_puts_it_aside(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    talk, until = conversation(world, agent), tomorrow(world)
    said = form("conversation", talk, "tell", until=until, message="We go on tomorrow at nine")

    first = noting.note(world.desk, caller(world.now(agent)), said)
    second = noting.note(world.desk, caller(world.now(agent)), said)

    header = conversations.find(world.desk, talk)
    entries = [each.text for each in conversations.entries_after(world.desk, talk, 0, 100).entries]
    assert first == second and (first.what, first.told, first.done) == (TOMORROW, True, True)
    assert entries.count("We go on tomorrow at nine") == 1
    assert header.snooze is not None and header.snooze.until == first.until
    assert still_open(world, agent) == ["conversation"]


def test_tomorrow_tells_a_tickets_customer_by_its_way(world: World) -> None:
    _, agent = opened(world)
    mine = ticket(world, world.now(agent))

    note = stage.noted(world, agent, "ticket", mine.ticket_id, "tell", until=tomorrow(world))

    after = tickets.find(world.desk, mine.ticket_id)
    assert (after.promised_at, note.told) == (note.until, True)
    assert [each.to for each in letters(world, "ticket_delayed")] == ["mei@example.com"]


def test_what_was_done_or_given_away_meanwhile_cannot_be_noted(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    talk = conversation(world, agent)
    others = ticket(world, world.now(leader))
    conversations.end_conversation(world.desk, world.now(agent), talk)

    for kind, thing_id in (("conversation", talk), ("ticket", others.ticket_id), ("message", "off_none")):
        with pytest.raises(NotOpen):
            stage.noted(world, agent, kind, thing_id)


def test_two_tabs_never_write_over_a_note_they_have_not_seen(world: World) -> None:
    _, agent = opened(world)
    mine, other = ticket(world, world.now(agent)), ticket(world, world.now(agent))
    first = stage.noted(world, agent, "ticket", mine.ticket_id)
    elsewhere = stage.noted(world, agent, "ticket", other.ticket_id)

    with pytest.raises(ChangedMeanwhile):
        stage.noted(world, agent, "ticket", mine.ticket_id, note="Something else")
    again = stage.noted(world, agent, "ticket", mine.ticket_id, note="Something else", version=first.version)

    assert (first.version, elsewhere.version, again.version, again.text) == (1, 1, 2, "Something else")


def test_of_many_who_note_at_once_each_holds(atomic_world: World) -> None:
    world = atomic_world
    _, agent = opened(world)
    made = [ticket(world, world.now(agent)) for _ in range(8)]

    notes = at_once([lambda each=each: stage.noted(world, agent, "ticket", each.ticket_id) for each in made])  # type: ignore[misc]

    today, _ = lists.day_of(world.desk, world.now(agent))
    day = noting.store.day_of(world.desk, f"agent#{agent.agent_id}", today)
    assert all(isinstance(each, Note) for each in notes)
    assert set(day.notes) == {each.ticket_id for each in made}


def test_what_its_room_refuses_is_not_noted(world: World) -> None:
    _, agent, away = opened(world, agents=3)
    mine = ticket(world, world.now(agent))
    known = stage.noted(world, agent, "ticket", mine.ticket_id)
    said = form("ticket", mine.ticket_id, "hand_over", version=1, agent_id=away.agent_id)

    for _ in range(2):
        with pytest.raises((AgentAway, NotOpen)):
            noting.note(world.desk, caller(world.now(agent)), said)

    day = noting.store.day_of(world.desk, f"agent#{agent.agent_id}", MONDAY)
    assert day.notes == {mine.ticket_id: known}


def said_to(world: World, talk: str) -> list[str]:
    """What stands in a conversation."""
    return [each.text for each in conversations.entries_after(world.desk, talk, 0, 100).entries]


def test_no_customer_is_told_what_cannot_be_put_aside(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    talk = conversation(world, agent)
    tx = Transaction(world.desk)
    tx.update(row_of(agent.agent_id), [AgentRow.parked.add({f"cnv_{each}" for each in range(people.MOST_PARKED)})])
    tx.commit()
    said = form("conversation", talk, "tell", until=tomorrow(world), message="We go on tomorrow")

    with pytest.raises(TooManyAside):
        noting.note(world.desk, caller(world.now(agent)), said)

    assert "We go on tomorrow" not in said_to(world, talk)


def test_what_was_too_busy_is_done_by_the_same_request_again(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    talk = conversation(world, agent)
    said = form("conversation", talk, "tell", until=tomorrow(world), message="We go on tomorrow")

    def busy(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and "snoozed" in str(arguments):
            raise TransactionCancelled([{"Code": "TransactionConflict"}])

    with pytest.raises(Unavailable), in_use().watching(busy):
        noting.note(world.desk, caller(world.now(agent)), said)
    note = noting.note(world.desk, caller(world.now(agent)), said)

    header = conversations.find(world.desk, talk)
    assert (note.done, said_to(world, talk).count("We go on tomorrow")) == (True, 1)
    assert header.snooze is not None


def test_who_may_not_transfer_hands_no_conversation_over(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    role = create_role(world.desk, name="Answers", permissions=["conversations.answer"], scope="own")
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(role=role.role_id))
    talk = conversation(world, agent)

    with pytest.raises(PermissionNeeded):
        stage.noted(world, agent, "conversation", talk, "hand_over", agent_id=leader.agent_id)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"what": "hand_over"}, ["agent_id"]),
        ({"what": "hand_over", "agent_id": "agt_1", "group_id": "grp_1"}, ["agent_id"]),
        ({"what": "knows", "note": "  "}, ["note"]),
        ({"what": "knows", "note": "x", "agent_id": "agt_1"}, ["agent_id"]),
        ({"what": "tell", "kind": "follow_up", "until": "2026-11-25T09:00:00Z"}, ["what"]),
        ({"what": "tell"}, ["until", "message"]),
        ({"what": "tell", "until": "2020-01-01T00:00:00Z", "message": "soon"}, ["until"]),
        ({"what": "tell", "until": "2027-11-23T09:00:00Z", "message": "soon"}, ["until"]),
    ],
)
def test_bad_input_names_its_fields(world: World, fields: dict[str, str], named: list[str]) -> None:
    _, agent = opened(world)
    said = form("conversation", "cnv_1", "knows")
    wrong = msgspec.convert(msgspec.to_builtins(said) | fields, NoteUnfinished)

    with pytest.raises(Invalid) as refused:
        noting.note(world.desk, caller(world.now(agent)), wrong)

    assert [each.field for each in refused.value.errors] == named


def test_a_name_is_for_one_request(world: World) -> None:
    _, agent = opened(world)
    mine, other = ticket(world, world.now(agent)), ticket(world, world.now(agent))
    noting.note(world.desk, caller(world.now(agent)), form("ticket", mine.ticket_id, "knows", note="Called"))

    with pytest.raises(KeyReused):
        noting.note(world.desk, caller(world.now(agent)), form("ticket", other.ticket_id, "knows", note="Called"))


def test_a_day_bears_so_many_notes_and_no_more(world: World) -> None:
    day = Day("agent#a", date(2026, 11, 23))

    for number in range(MOST_NOTES):
        day = noted(day, Note(f"tkt_{number}", "ticket", TOMORROW, world.clock(), "c", text="许" * 300))

    assert len(msgspec.json.encode(day)) < 400_000 - 100_000
    assert noted(day, Note("tkt_0", "ticket", TOMORROW, world.clock(), "d")).notes["tkt_0"].client_id == "d"
    with pytest.raises(TooManyNotes):
        noted(day, Note("tkt_more", "ticket", TOMORROW, world.clock(), "c"))


def test_a_day_full_of_long_notes_can_still_be_closed(world: World) -> None:
    day, at, to = Day("agent#a", MONDAY), world.clock(), Author("agent", "agt_" + "a" * 26, "王" * 60)
    with suppress(TooManyNotes):
        for number in range(MOST_NOTES):
            name = f"tkt_{number:026}"
            day = noted(day, Note(name, "ticket", HANDED_OVER, at, "c" * 64, text="😀" * 300, until=at, to=to))
    blank = Thing("ticket", "", at, "王" * 100, "TK-20261123-0001", "😀" * 80, at, "demo", visitor_id="v" * 30)
    left = [replace(blank, thing_id=f"tkt_{number:026}") for number in range(250)]

    tx = Transaction(world.desk)
    noting.store.put_day(tx, Day("agent#a", MONDAY), closed(day, left, True, at, at))
    tx.commit()

    stored = noting.store.day_of(world.desk, "agent#a", MONDAY)
    assert 100 < len(stored.left) < 250 and stored.more
    assert 100 < len(stored.notes) < MOST_NOTES


def test_a_hand_over_and_a_word_to_the_customer_may_die_at_any_write(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")

    def story(death: Death) -> None:
        world.online(leader)
        made = ticket(world, world.now(agent))
        world.online(leader, "break")
        talk = conversation(world, agent)
        world.online(leader)
        asked = [
            form("ticket", made.ticket_id, "hand_over", f"t{made.ticket_id}", agent_id=leader.agent_id),
            form("conversation", talk, "tell", f"c{talk}", until=tomorrow(world), message="Tomorrow"),
        ]
        with death():
            for each in asked:
                noting.note(world.desk, caller(world.now(agent)), each)
        notes = [noting.note(world.desk, caller(world.now(agent)), each) for each in asked]
        assert [each.done for each in notes] == [True, True]
        assert tickets.find(world.desk, made.ticket_id).handler_id == leader.agent_id
        entries = [each.text for each in conversations.entries_after(world.desk, talk, 0, 100).entries]
        assert entries.count("Tomorrow") == 1
        conversations.end_conversation(world.desk, world.now(agent), talk)

    at_each_write(story, sides=(AFTER,), least=6, most=40)


def test_the_list_and_a_note_cost_the_same_whether_little_or_much_is_open(world: World) -> None:
    _, agent = opened(world)
    one = ticket(world, world.now(agent))
    with counted() as few:
        still_open(world, agent)
    for _ in range(60):
        last = ticket(world, world.now(agent))

    with counted() as many:
        shown = still_open(world, agent)
    with counted() as note:
        stage.noted(world, agent, "ticket", last.ticket_id)

    assert len(many) <= len(few) + 2 <= 18
    assert len(shown) == 50
    assert len(note) <= 9
    assert one.ticket_id != last.ticket_id


def test_after_midnight_the_day_is_that_on_which_work_began(world: World) -> None:
    _, agent = opened(world, hours={"weekly": {"mon": [["18:00", "02:00"]]}})
    mine = ticket(world, world.now(agent))
    go_to(world, 1, 0, day=date(2026, 11, 24))

    stage.noted(world, agent, "ticket", mine.ticket_id)

    assert noting.store.day_of(world.desk, f"agent#{agent.agent_id}", MONDAY).note_of(mine.ticket_id) is not None


def test_whoever_works_where_it_is_tomorrow_already_notes_for_that_day(world: World) -> None:
    _, agent = opened(world)
    whole_desk.update_desk(world.desk, name=None, seats=None, time_zone="America/New_York")
    mine = ticket(world, world.now(agent))
    go_to(world, 11, 0, day=date(2026, 11, 24))  # ten in the evening of Monday where the desk is

    stage.noted(world, agent, "ticket", mine.ticket_id)

    day = noting.store.day_of(world.desk, f"agent#{agent.agent_id}", date(2026, 11, 24))
    assert day.note_of(mine.ticket_id) is not None
