"""Rewards and penalties are entered once, by whoever may, and never change: they are corrected or withdrawn (F12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import audit
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import KeyReused
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.people.service.agents import update_agent
from chalicelib.staff import store
from chalicelib.staff.model.entry import (
    CORRECTED,
    PENDING,
    STANDING,
    WITHDRAWN,
    Entry,
    EntryFollowed,
    EntryPending,
    StatementWritten,
    Written,
)
from chalicelib.staff.model.sums import NOTHING, OfKind
from chalicelib.staff.service import entering, lists, own, sums
from tests.crashes import Death, at_each_write
from tests.staff.stage import MONTH, Stage, fine, praise
from tests.worlds import World, at_once, counted


def kinds(stage: Stage, month: str = MONTH) -> dict[str, OfKind]:
    return dict(stage.sums(month=month).kinds)


def test_what_is_entered_stands_counts_and_is_told(world: World) -> None:
    stage = Stage.opened(world)

    entry = stage.enter(praise(3))
    money = stage.enter(fine(2500))

    assert (entry.state, entry.agent, entry.author) == (STANDING, by_agent(stage.agent), by_agent(stage.leader))
    assert kinds(stage) == {"praise": OfKind("reward", 1, 3), "fine": OfKind("penalty", 1, 0, {"CNY": 2500})}
    assert (stage.sums().points, stage.sums().money("CNY")) == (3, -2500)
    assert stage.letters() == [("staff_entry", stage.agent.email)] * 2
    assert stage.listed(stage.agent) == [money.entry_id, entry.entry_id] == stage.listed(stage.agent, "unseen")


def test_the_same_request_twice_and_at_once_is_one_entry(world: World) -> None:
    stage = Stage.opened(world)

    entries = at_once([lambda: stage.enter(praise(1), name="same") for _ in range(6)])

    assert len({each.entry_id for each in entries}) == 1 == len(stage.all())
    assert kinds(stage)["praise"].count == 1
    with pytest.raises(KeyReused):
        stage.enter(praise(2), name="same")


def test_many_at_once_all_count(world: World) -> None:
    stage = Stage.opened(world)

    entries = at_once([lambda: stage.enter(praise(1), by=stage.boss) for _ in range(8)])

    assert all(isinstance(each, Entry) for each in entries)
    assert kinds(stage)["praise"] == OfKind("reward", 8, 8)


def test_nobody_enters_for_themselves_or_beyond_their_reach(world: World) -> None:
    stage = Stage.opened(world)

    for writer, about in ((stage.leader, stage.leader), (stage.boss, stage.boss), (stage.leader, stage.outsider)):
        with pytest.raises(NotYours):
            stage.enter(praise(), by=writer, about=about)
    with pytest.raises(NotYours):
        stage.enter(praise(), by=stage.agent, about=stage.outsider)
    theirs = stage.enter(praise(), by=stage.boss, about=stage.outsider)
    with pytest.raises(NotYours):
        stage.withdraw(theirs)
    with pytest.raises(NotYours):
        lists.read_entry(stage.desk, stage.world.now(stage.leader), theirs.entry_id)

    assert stage.listed(stage.leader, "month") == []
    assert stage.listed(stage.leader, "agent", agent_id=stage.outsider.agent_id) == []
    assert stage.listed(stage.boss, "month") == [theirs.entry_id]
    with pytest.raises(PermissionNeeded):
        stage.listed(stage.agent, "month")


def test_a_correction_stands_instead_and_both_stay(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.enter(fine(5000, day=date(2026, 10, 31)))

    second = stage.correct(first, replace(fine(2000), reason="It was the first time"))

    assert (stage.now(first).state, stage.now(first).followed_by) == (CORRECTED, second.entry_id)
    assert (second.about_id, second.month) == (first.entry_id, "2026-10")
    assert replace(stage.now(first), state=STANDING, followed_by=None, version=1) == first
    assert kinds(stage, "2026-10") == {"fine": OfKind("penalty", 1, 0, {"CNY": 2000})}
    assert stage.listed(stage.agent) == [second.entry_id, first.entry_id]
    with pytest.raises(EntryFollowed):
        stage.correct(first, fine(1))


def test_a_correction_may_move_to_another_month(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.enter(praise(4))

    stage.correct(first, praise(4, day=date(2026, 10, 2)))

    assert (kinds(stage), kinds(stage, "2026-10")) == ({}, {"praise": OfKind("reward", 1, 4)})


def test_a_withdrawal_says_why_and_both_stay(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.enter(fine())

    taken_back = stage.withdraw(first, "It was somebody else", name="w")
    again = stage.withdraw(first, "It was somebody else", name="w")

    assert (stage.now(first).state, again) == (WITHDRAWN, taken_back)
    assert (kinds(stage), taken_back.reason, taken_back.money) == ({}, "It was somebody else", 0)
    assert stage.listed(stage.agent) == [taken_back.entry_id, first.entry_id]
    for entry in (first, taken_back):
        with pytest.raises(EntryFollowed):
            stage.withdraw(entry)
    with pytest.raises(NotFound):
        stage.withdraw(replace(first, entry_id="stf_nothing"))


def test_two_who_withdraw_and_correct_at_once_do_not_both(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.enter(praise(5))

    outcomes = at_once(
        [
            *(lambda: stage.withdraw(first, by=stage.boss) for _ in range(3)),
            *(lambda: stage.correct(first, praise(2), by=stage.second) for _ in range(3)),
        ]
    )

    done = [each for each in outcomes if isinstance(each, Entry)]
    assert len(done) == 1
    assert all(isinstance(each, EntryFollowed) for each in outcomes if each not in done)
    assert stage.sums().points == done[0].points


def test_whoever_it_is_about_says_they_have_seen_it_and_states_something_once(world: World) -> None:
    stage = Stage.opened(world)
    entry = stage.enter(fine())
    caller = stage.caller(stage.agent)

    seen = own.mark_seen(stage.desk, caller, entry.entry_id)
    again = own.mark_seen(stage.desk, caller, entry.entry_id)
    stated = own.state(stage.desk, caller, entry.entry_id, " The line broke ")

    assert seen.seen_at is not None
    assert again.seen_at == seen.seen_at == stated.seen_at
    assert stated.statement is not None
    assert stated.statement.text == "The line broke"
    assert (lists.count_unseen(stage.desk, stage.agent.agent_id), stage.listed(stage.agent, "unseen")) == (0, [])
    assert stage.letters()[-1] == ("staff_statement", stage.leader.email)
    with pytest.raises(StatementWritten):
        own.state(stage.desk, caller, entry.entry_id, "Another")
    for other in (stage.leader, stage.outsider):
        with pytest.raises(NotYours):
            own.mark_seen(stage.desk, stage.caller(other), entry.entry_id)


def test_two_statements_at_once_are_one(world: World) -> None:
    stage = Stage.opened(world)
    entry = stage.enter(fine())

    outcomes = at_once(
        [
            lambda text=text: own.state(stage.desk, stage.caller(stage.agent), entry.entry_id, text)  # type: ignore[misc]
            for text in ("a", "b", "c")
        ]
    )

    assert sum(isinstance(each, StatementWritten) for each in outcomes) == 2


def test_what_it_is_about_must_be_there_and_in_reach(world: World) -> None:
    stage = Stage.opened(world)
    stage.world.online(stage.agent)
    form = StartConversation(text="Hello?", client_id="1")
    theirs = conversations.start_conversation(stage.desk, world.visitor(), "demo", form).conversation_id

    entry = stage.enter(praise(conversation_id=theirs), by=stage.boss)

    assert entry.conversation_id == theirs
    for field in ("conversation_id", "ticket_id"):
        with pytest.raises(Invalid, match="no such"):
            stage.enter(praise(**{field: "x_nothing"}))
    moved = stage.world.agent(role="group_leader")
    with pytest.raises(NotYours):
        entering.enter(stage.desk, stage.caller(moved), stage.agent.agent_id, praise(conversation_id=theirs), "n")


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (Written("nothing", "x"), "kind_id"),
        (Written("warning", "x", points=1), "points"),
        (Written("deduction", "x"), "points"),
        (Written("deduction", "x", points=1001), "points"),
        (Written("praise", "x", points=-1), "points"),
        (Written("fine", "x"), "money"),
        (Written("fine", "x", money=10**10), "money"),
        (Written("praise", " \u200b "), "reason"),
        (Written("praise", "x" * 2001), "reason"),
        (Written("praise", "a\x00b"), "reason"),
        (praise(day=date(2026, 11, 24)), "day"),
        (praise(day=date(2025, 11, 1)), "day"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field_and_nothing_is_stored(
    world: World, written: Written, field: str
) -> None:
    stage = Stage.opened(world)

    with pytest.raises(Invalid) as refused:
        stage.enter(written)

    assert [each.field for each in refused.value.errors] == [field]
    assert (stage.all(), stage.letters()) == ([], [])


HOSTILE = ["=cmd|' /C calc'!A1", "<script>alert(1)</script>", "\u202eevil", "'; DROP TABLE--", "\U0001f600" * 500]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_they_are_and_stay_out_of_letters(world: World, text: str) -> None:
    stage = Stage.opened(world)

    entry = stage.enter(Written("praise", text))

    assert stage.now(entry).reason == text
    assert stage.letters() == [("staff_entry", stage.agent.email)]


def test_a_kind_that_was_switched_off_takes_nothing_new_and_what_there_is_stays_as_it_was(world: World) -> None:
    stage = Stage.opened(world)
    entry = stage.enter(praise(2))
    off = [replace(each, active=False, names={"zh-CN": "x", "en": "X"}) for each in stage_kinds(stage)]

    stage.rules(kinds=off)

    with pytest.raises(Invalid):
        stage.enter(praise())
    assert stage.now(entry).names == {"zh-CN": "表扬", "en": "Praise"}


def stage_kinds(stage: Stage) -> list[Any]:
    from chalicelib.staff.service import settings

    return list(settings.read_settings(stage.desk).kinds)


def test_no_kind_goes_or_turns_against_what_was_entered(world: World) -> None:
    stage = Stage.opened(world)
    first, *rest = stage_kinds(stage)

    for kinds_after in (rest, [replace(first, effect="penalty"), *rest]):
        with pytest.raises(Invalid, match="stays"):
            stage.rules(kinds=kinds_after)


def test_the_file_of_somebody_who_left_stays_and_nobody_writes_to_them(world: World) -> None:
    stage = Stage.opened(world)
    update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(active=False))

    entry = stage.enter(praise())

    assert (stage.now(entry).state, stage.letters()) == (STANDING, [])


def test_dying_anywhere_leaves_an_entry_and_its_sum_or_neither(world: World) -> None:
    stage = Stage.opened(world)

    def story(death: Death) -> None:
        name, before = f"s{next(stage.names)}", kinds(stage).get("praise", OfKind("reward"))
        with death():
            stage.withdraw(stage.enter(praise(2), name=name), name=f"{name}w")
        count = kinds(stage).get("praise", OfKind("reward")).count
        assert count == sum(each.counts for each in stage.all())
        entry = stage.enter(praise(2), name=name)
        stage.withdraw(entry, name=f"{name}w")
        assert kinds(stage).get("praise", OfKind("reward")) == before
        assert stage.now(entry).state == WITHDRAWN

    assert at_each_write(story) >= 2


def test_a_thousand_entries_cost_no_more_requests(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.enter(praise(1))
    for start in range(0, 1_000, 100):
        tx = Transaction(stage.desk)
        for number in range(start, start + 100):
            name, at = f"stf_{number:05}", first.created_at - timedelta(seconds=number + 1)
            store.write(tx, None, replace(first, entry_id=name, created_at=at))
        tx.commit()
    agent = stage.world.now(stage.agent)

    with counted() as entering_one:
        stage.enter(praise(1))
    with counted() as reading:
        page, following = lists.list_entries(stage.desk, agent, "own")
    with counted() as summing:
        stage.sums()
    with counted() as counting:
        unseen = lists.count_unseen(stage.desk, agent.agent_id)

    seen = len(page)
    while following is not None:
        page, following = lists.list_entries(stage.desk, agent, "own", cursor=following)
        seen += len(page)
    assert (seen, unseen) == (1_002, 1_002)
    assert sums.recount(stage.desk, stage.caller(stage.boss).by(""), MONTH)[1] == 1
    assert stage.sums().points == 1_002
    assert len(entering_one) <= 9, entering_one.names
    assert len(counting) == 1
    assert len(reading) <= 3, reading.names
    assert len(summing) == 1


def test_a_recount_finds_what_there_is_and_mends_what_is_wrong(world: World) -> None:
    stage = Stage.opened(world)
    stage.enter(praise(2))
    stage.withdraw(stage.enter(fine()))
    before, by = stage.sums(), stage.caller(stage.boss).by("")
    right = sums.recount(stage.desk, by, MONTH)
    spot = (stage.agent.agent_id, MONTH)
    tx = Transaction(stage.desk)
    store.write_cell(tx, spot, store.cells(stage.desk, [spot])[spot], NOTHING)
    tx.commit()

    mended = sums.recount(stage.desk, by, "")

    assert (right[1], mended[1], stage.sums()) == (0, 1, before)


def test_every_step_is_in_the_audit_log_without_its_words(world: World) -> None:
    stage = Stage.opened(world)
    entry = stage.enter(fine())
    own.state(stage.desk, stage.caller(stage.agent), entry.entry_id, "No")
    stage.withdraw(entry)

    acts = [each for each in audit.whole_month(stage.desk, MONTH) if "staff" in each.act]

    assert [each.act for each in acts] == ["enter_in_staff_file", "state_to_staff_entry", "withdraw_staff_entry"]
    assert "Hung up" not in str(acts)


def test_what_waits_and_its_correction_cannot_be_followed(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    waits = stage.enter(fine())
    stands = stage.enter(praise())
    stage.correct(stands, fine())

    assert waits.state == PENDING
    for entry in (waits, stands):
        with pytest.raises(EntryPending):
            stage.withdraw(entry)
