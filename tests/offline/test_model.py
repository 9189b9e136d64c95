"""What can become of a message, what may be said, and whose turn it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.offline.model.form import Form, checked_form
from chalicelib.offline.model.message import (
    ANSWERED,
    CLAIMED,
    CLOSED,
    MOST_ANSWERS,
    NEW,
    Message,
    MessageClosed,
    MessageTaken,
    TooManyAnswers,
    allocated,
    answered,
    assigned,
    checked_channels,
    claimed,
    closed,
)
from chalicelib.offline.model.turns import Load, candidates, choose, leaders
from chalicelib.people.model.agents import Agent, DeskRecord, Group, Roster
from chalicelib.people.model.channels import Asker
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.plans.model.plan import Plan

NOW = datetime(2026, 11, 23, 22, tzinfo=UTC)
ANN, BOB = Author("agent", "agt_1", "Ann", "1"), Author("agent", "agt_2", "Bob", "2")
LEFT = Message("off_1", "demo", "Demo", "vis_1", NOW, NOW, name="Wang", text="Hello?", email="wang@mail.example.com")


def agent(number: int, **what: object) -> Agent:
    base = Agent(f"agt_{number}", f"{number}@x", str(number), str(number), "agent", 5, True, NOW)
    return replace(base, **what)  # type: ignore[arg-type]


def roster(*agents: Agent, **groups: Group) -> Roster:
    return Roster(DeskRecord("", 9, "UTC"), {each.agent_id: each for each in agents}, groups)


def group(name: str, *member_ids: str, levels: tuple[str, ...] = ()) -> Group:
    return Group(name, name, member_ids[0], member_ids, NOW, levels)


def plan(*group_ids: str, agent_ids: tuple[str, ...] = ()) -> Plan:
    return Plan("pln_1", "demo", "Demo", NOW, group_ids, agent_ids)


# --- states ---------------------------------------------------------------------------------------------------------


def test_a_message_is_given_claimed_answered_and_closed() -> None:
    mine = claimed(allocated(LEFT, ANN), ANN, NOW)

    done = answered(mine, ANN, "Yes", ("email",), ("ntc_1",), NOW)
    over = closed(done, ANN, NOW)

    assert (allocated(LEFT, ANN).state, mine.state, done.state, over.state) == (NEW, CLAIMED, ANSWERED, CLOSED)
    assert over.version == LEFT.version + 4
    assert [LEFT.waits, mine.waits, done.waits, over.waits] == [True, True, False, False]


def test_claiming_twice_is_once_and_nobody_claims_what_somebody_has() -> None:
    mine = claimed(LEFT, ANN, NOW)

    assert claimed(mine, ANN, NOW) is mine
    with pytest.raises(MessageTaken) as taken:
        claimed(mine, BOB, NOW)

    assert taken.value.extra["agent"] == {"id": "agt_1", "name": "Ann", "number": "1"}


def test_a_new_message_is_claimed_by_answering_it_and_only_its_agent_answers() -> None:
    done = answered(LEFT, ANN, "Yes", ("email",), (), NOW)

    assert (done.agent, done.claimed_at, done.answered_at) == (ANN, NOW, NOW)
    with pytest.raises(MessageTaken):
        answered(done, BOB, "No", ("email",), (), NOW)


def test_a_message_takes_twenty_answers_and_no_more() -> None:
    done = LEFT
    for number in range(MOST_ANSWERS):
        done = answered(done, ANN, str(number), ("email",), (), NOW + timedelta(minutes=number))

    assert [answer.text for answer in done.answers] == [str(number) for number in range(20)]
    assert done.answered_at == NOW
    with pytest.raises(TooManyAnswers):
        answered(done, ANN, "one more", ("email",), (), NOW)


def test_a_hand_moves_it_to_somebody_else_without_making_it_unanswered() -> None:
    given = assigned(LEFT, BOB, NOW)
    later = assigned(answered(given, BOB, "Yes", ("email",), (), NOW), ANN, NOW)

    assert (given.state, given.agent) == (CLAIMED, BOB)
    assert (later.state, later.agent) == (ANSWERED, ANN)
    assert assigned(later, ANN, NOW) is later


def test_a_closed_message_stays_as_it_is() -> None:
    over = closed(LEFT, ANN, NOW)

    assert closed(over, BOB, NOW) is over
    for move in (
        lambda: claimed(over, ANN, NOW),
        lambda: assigned(over, ANN, NOW),
        lambda: answered(over, ANN, "Yes", ("email",), (), NOW),
    ):
        with pytest.raises(MessageClosed):
            move()


def test_an_answer_goes_only_where_the_visitor_can_be_reached() -> None:
    assert checked_channels(LEFT, ["widget", "email", "widget"]) == ("widget", "email")

    for by in ([], ["sms"], ["email", "sms"]):
        with pytest.raises(Invalid) as wrong:
            checked_channels(LEFT, by)
        assert {each.field for each in wrong.value.errors} == {"by"}


def test_a_number_can_be_read_aloud_and_belongs_to_one_message() -> None:
    numbers = {replace(LEFT, message_id=f"off_{each}").number for each in range(2_000)}

    assert len(numbers) == 2_000
    assert all(len(number) == 8 and not set(number) & set("0O1I") for number in numbers)


# --- what may be said -----------------------------------------------------------------------------------------------


def test_a_form_is_cleaned_and_a_number_gets_its_country() -> None:
    said = checked_form(
        Form(name="  王\u3000芳 ", text=" 你好\n吗 ", email=" ", mobile="138 0013 8000", category=""), "CN"
    )

    assert (said.name, said.text, said.email, said.mobile) == ("王 芳", "你好\n吗", None, "+8613800138000")
    assert said.category is None


def test_everything_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(Invalid) as wrong:
        checked_form(Form(name="a\nb", text=" ", email="no", mobile="12", category="x" * 81, page="x" * 2001), "CN")

    named = [each.field for each in wrong.value.errors]
    assert named == ["name", "email", "mobile", "text", "category", "page"]


def test_without_a_way_to_be_reached_both_ways_are_named() -> None:
    with pytest.raises(Invalid) as wrong:
        checked_form(Form(name="Wang", text="Hello", email="", mobile=None), "CN")

    assert [each.field for each in wrong.value.errors] == ["email", "mobile"]


@pytest.mark.parametrize("name", ["a\nBcc: x@y.example", "a\r\nb", "a\x00", "\u202ea", "a\u2028b", "", " ", "x" * 81])
def test_a_name_is_one_line_of_printable_text(name: str) -> None:
    with pytest.raises(Invalid) as wrong:
        checked_form(Form(name=name, text="Hello", email="wang@mail.example.com"), "CN")

    assert [each.field for each in wrong.value.errors] == ["name"]


@pytest.mark.parametrize("mobile", ["1", "abc", "+999999", "138001380001380013800", "+1 555", "110", "ⅳ" * 50])
def test_a_number_that_nobody_has_is_refused(mobile: str) -> None:
    with pytest.raises(Invalid) as wrong:
        checked_form(Form(name="Wang", text="Hello", mobile=mobile), "CN")

    assert [each.field for each in wrong.value.errors] == ["mobile"]


@given(name=st.text(max_size=90), text=st.text(max_size=50), email=st.text(max_size=60), mobile=st.text(max_size=30))
def test_whatever_is_said_is_stored_clean_or_refused_by_field(name: str, text: str, email: str, mobile: str) -> None:
    try:
        said = checked_form(Form(name=name, text=text, email=email, mobile=mobile), "CN")
    except Invalid as wrong:
        assert {each.field for each in wrong.errors} <= {"name", "text", "email", "mobile"}
        return

    assert said.email or said.mobile
    assert not set(said.name) & set("\r\n\x00\t")


# --- turns ----------------------------------------------------------------------------------------------------------


@given(st.integers(1, 7), st.integers(0, 60))
def test_rotation_keeps_everybody_level(number: int, messages: int) -> None:
    everybody, loads = [agent(each) for each in range(number)], {}
    totals = dict.fromkeys((each.agent_id for each in everybody), 0)

    for _ in range(messages):
        chosen, turn = choose(everybody, loads, allocation="rotation") or (everybody[0], 0)
        loads[chosen.agent_id] = Load(chosen.agent_id, turn, 0, True)
        totals[chosen.agent_id] += 1

    assert max(totals.values()) - min(totals.values()) <= 1


def test_whoever_is_new_is_next_and_then_level() -> None:
    loads = {f"agt_{each}": Load(f"agt_{each}", 50, 0, True) for each in (1, 2)}
    everybody = [agent(1), agent(2), agent(3)]

    first = choose(everybody, loads, allocation="rotation")

    assert first is not None
    assert (first[0].agent_id, first[1]) == ("agt_3", 50)


def test_balanced_looks_at_what_is_unanswered_and_the_last_agent_goes_before() -> None:
    loads = {"agt_1": Load("agt_1", 1, 5, True), "agt_2": Load("agt_2", 9, 2, True)}
    everybody = [agent(1), agent(2)]

    balanced = choose(everybody, loads, allocation="balanced")
    preferred = choose(everybody, loads, allocation="balanced", preferred_id="agt_1")
    gone = choose(everybody, loads, allocation="balanced", preferred_id="agt_9")

    assert [each[0].agent_id for each in (balanced, preferred, gone) if each] == ["agt_2", "agt_1", "agt_2"]
    assert choose([], loads, allocation="balanced") is None


def test_whoever_may_answer_is_considered_there_or_not() -> None:
    people = roster(
        agent(1, status="offline"),
        agent(2, hidden=True),
        agent(3, active=False),
        agent(4, role="nobody"),
        agent(5),
        agent(6),
        a=group("a", "agt_1", "agt_2", "agt_3", "agt_4"),
    )

    found = candidates(plan("a", agent_ids=("agt_6",)), people, Asker())
    anybody = candidates(plan(), people, Asker())

    assert {each.agent_id for each in found} == {"agt_1", "agt_6"}
    assert {each.agent_id for each in anybody} == {"agt_1", "agt_5", "agt_6"}


def test_groups_that_receive_this_level_come_first_but_nobody_is_left_alone() -> None:
    people = roster(agent(1), agent(2), vip=group("vip", "agt_1", levels=("vip",)), all=group("all", "agt_2"))

    normal = candidates(plan("vip", "all"), people, Asker())
    out_of_scope = candidates(plan("vip"), people, Asker())

    assert [each.agent_id for each in normal] == ["agt_2"]
    assert [each.agent_id for each in out_of_scope] == ["agt_1"]


def test_leaders_hear_of_it_and_where_there_are_none_supervisors() -> None:
    people = roster(
        agent(1), agent(2, role=SUPERVISOR), agent(3, role=ADMINISTRATOR), agent(4), a=group("a", "agt_1", "agt_4")
    )

    assert [each.agent_id for each in leaders(plan("a"), people)] == ["agt_1"]
    assert [each.agent_id for each in leaders(plan(), people)] == ["agt_2", "agt_3"]


CASES = json.loads((Path(__file__).parents[2] / "chalicelib/web/pages/form/contacts.json").read_text(encoding="utf-8"))


def stored(case: dict[str, Any], written: str) -> str | None:
    """What the desk makes of one field of a form that is good otherwise; None where it is refused."""
    given = {"name": "Wang", "text": "Hello", "email": "wang@mail.example.com", "mobile": None, case["field"]: written}
    try:
        return str(getattr(checked_form(Form(**given), "CN"), case["field"]))
    except Invalid as refused:
        assert [each.field for each in refused.errors] == [case["field"]]
        return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["typed"]))
def test_the_desk_takes_what_the_form_makes_of_what_people_paste_and_never_reads_it_otherwise(
    case: dict[str, Any],
) -> None:
    as_typed = stored(case, case["typed"])
    as_sent = None if case["normal"] is None else stored(case, case["normal"])

    assert as_sent == case["stored"]
    assert as_typed in (None, case["stored"])
