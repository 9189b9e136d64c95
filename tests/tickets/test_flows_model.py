"""Flows as data: who may move what where, what is needed there, and which flows are none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.errors import DeskError, Invalid
from chalicelib.people.model.rights import BUILT_IN
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.flow_checks import checked_draft, checked_flow, named_in, where_named
from chalicelib.tickets.model.flow_refusals import BeyondYourLimit, NoSuchWay, NotYourField, NotYourMove
from chalicelib.tickets.model.flows import (
    Definition,
    FlowField,
    Mover,
    Stage,
    Standing,
    Way,
    Who,
    begin,
    move,
    ways_for,
    with_values,
    words_of,
)
from chalicelib.tickets.model.settings import CHOICE, DAY, MOMENT, NUMBER, YES_NO, Field, checked_values
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.model.ticket import CLOSED, NEW, TYPES

BRANCH, OTHER = "grp_branch", "grp_other"
CUSTOMER = Mover(customer=True)
NAMES = {"zh-CN": "名", "en": "Name"}
COMPLAINT, REPAIR, GREEN = (SHIPPED[each].definition for each in ("complaint", "repair", "green_channel"))
DONE = {"verdict": "accepted", "cause": "Late parcel", "lesson": "Call earlier", "corrective_action": "Other carrier"}
DONE |= {"corrective_owner": "Han", "corrective_due": "2026-12-24"}


def of_role(role: str, *groups: str) -> Mover:
    return Mover(role, BUILT_IN[role].permissions, frozenset(groups))


AGENT, LEADER, SUPERVISOR = (of_role(role) for role in ("agent", "group_leader", "supervisor"))


def some_value(field: FlowField) -> Any:
    return {
        CHOICE: field.choices[0] if field.choices else "",
        NUMBER: 1,
        YES_NO: True,
        DAY: "2026-12-24",
        MOMENT: "2026-12-24T09:00:00+08:00",
    }.get(field.kind, "words")


def whole(flow: Definition) -> dict[str, Any]:
    return {field.key: some_value(field) for field in flow.fields}


def simple(*stages: Stage, **more: Any) -> Definition:
    return Definition(NAMES, stages, **more)


def stage(key: str, *ways: str, **more: Any) -> Stage:
    return Stage(key, NAMES, ways=tuple(Way(each) for each in ways), **{"state": CLOSED, **more} if not ways else more)


@pytest.mark.parametrize("kind", SHIPPED)
def test_what_is_shipped_is_a_flow_that_tickets_may_follow(kind: str) -> None:
    flow = SHIPPED[kind]

    roles, groups = named_in(flow.definition)

    assert checked_flow(flow.definition) is flow.definition
    assert (flow.type, flow.version) == (kind, 1)
    assert kind in TYPES
    assert roles <= set(BUILT_IN)
    assert not groups


def test_a_version_that_was_shipped_never_changes() -> None:
    spelt = {kind: msgspec.json.encode(flow, order="deterministic") for kind, flow in SHIPPED.items()}

    prints = {kind: hashlib.sha256(each).hexdigest()[:12] for kind, each in spelt.items()}

    assert prints == {
        "complaint": "ba44216deded",
        "suggestion": "88d99d5ba450",
        "booking": "a3ac7820036f",
        "repair": "70c4d4522fae",
        "green_channel": "945c57f5f2b5",
        "correction": "b7c459b7c1b7",
    }


def test_a_complaint_goes_all_its_way() -> None:
    story: list[tuple[str, Mover, dict[str, Any], str | None]] = [
        ("sorted", AGENT, {"about": "Rude", "order": "20231027005"}, BRANCH),
        ("first_handling", AGENT, {"apology": "So sorry"}, None),
        ("escalated", AGENT, {"escalation_reason": "Wants a supervisor"}, None),
        ("proposed", SUPERVISOR, {"solution": "Refund", "compensation_amount": 500}, None),
        ("verdict", SUPERVISOR, {}, None),
        ("follow_up", CUSTOMER, {"verdict": "accepted", "feedback": "Fine"}, None),
        ("closed", AGENT, DONE, None),
    ]

    passage = begin(COMPLAINT, AGENT, {})
    went = [passage.stage]
    for to, mover, values, group_id in story:
        passage = move(
            COMPLAINT, Standing(passage.stage.key, passage.group_id, passage.fields), to, mover, values, group_id
        )
        went.append(passage.stage)

    assert [each.state for each in went] == [
        *("new", "assigned", "in_progress", "in_progress", "in_progress"),
        *("waiting_for_customer", "solved", "closed"),
    ]
    assert [each.key for each in went if each.plans == "complaint"] == ["follow_up"]
    assert passage.group_id == BRANCH
    assert passage.fields["compensation_amount"] == 500


def test_a_stage_says_all_that_is_missing_there_at_once() -> None:
    standing = Standing("follow_up", BRANCH, {"cause": "Late parcel"})

    with pytest.raises(Invalid) as refusal:
        move(COMPLAINT, standing, "closed", AGENT, {"lesson": ""})

    assert [(each.field, each.message) for each in refusal.value.errors] == [
        ("fields.verdict", "or decision: is needed"),
        ("fields.lesson", "is needed"),
        ("fields.corrective_action", "is needed"),
        ("fields.corrective_owner", "is needed"),
        ("fields.corrective_due", "is needed"),
    ]


def test_a_complaint_is_closed_without_a_verdict_by_a_supervisors_decision_alone() -> None:
    held = {key: value for key, value in DONE.items() if key != "verdict"}

    with pytest.raises(NotYourField) as refusal:
        move(COMPLAINT, Standing("follow_up", None, held), "closed", AGENT, {"decision": "Enough"})
    closed = move(COMPLAINT, Standing("follow_up", None, held), "closed", LEADER, {"decision": "Unreachable"})
    by_agent = move(COMPLAINT, Standing("follow_up", None, closed.fields), "closed", AGENT, {})

    assert refusal.value.extra == {"field": "decision"}
    assert closed.stage.is_end
    assert by_agent.fields["decision"] == "Unreachable"


@pytest.mark.parametrize(
    ("mover", "values", "allowed"),
    [
        (AGENT, {"compensation_amount": 50}, True),
        (AGENT, {"compensation_amount": 51}, False),
        (LEADER, {"compensation_amount": 200}, True),
        (SUPERVISOR, {"compensation_amount": 2000.5}, False),
        (of_role("administrator"), {"compensation_amount": 1_000_000}, True),
        (Mover("rol_own"), {"compensation_amount": 1}, False),
        (LEADER, {"compensation_approved": 201}, False),
        (SUPERVISOR, {"compensation_approved": 1000}, True),
        (AGENT, {"compensation_amount": 50, "compensation_approved": 51}, False),
    ],
)
def test_compensation_is_granted_within_the_limit_of_a_role(
    mover: Mover, values: dict[str, Any], allowed: bool
) -> None:
    refused = None
    try:
        with_values(COMPLAINT, {}, values, mover, None)
    except BeyondYourLimit as error:
        refused = error

    assert (refused is None) == allowed


def test_above_the_limit_somebody_with_a_higher_one_approves() -> None:
    approved = with_values(COMPLAINT, {}, {"compensation_approved": 800}, SUPERVISOR, None)

    granted = with_values(COMPLAINT, approved, {"compensation_amount": 800}, AGENT, None)
    with pytest.raises(BeyondYourLimit) as refusal:
        with_values(COMPLAINT, approved, {"compensation_amount": 801}, AGENT, None)

    assert granted["compensation_amount"] == 800
    assert refusal.value.extra == {"field": "compensation_amount", "limit": 50, "approved_in": "compensation_approved"}
    assert with_values(COMPLAINT, granted, {"feedback": "Good"}, AGENT, None)["feedback"] == "Good"


def test_only_a_leader_dispatches_in_the_green_channel_and_only_the_branch_confirms() -> None:
    asked = begin(GREEN, AGENT, {"kind": "reserved_goods"})
    standing, request = Standing("requested", None, asked.fields), {"request": "Two phones"}

    with pytest.raises(NotYourMove):
        move(GREEN, standing, "dispatched", AGENT, request, BRANCH)
    with pytest.raises(Invalid, match="group_id"):
        move(GREEN, standing, "dispatched", LEADER, request)
    sent = move(GREEN, standing, "dispatched", LEADER, request, BRANCH)
    there = Standing("dispatched", sent.group_id, sent.fields)
    with pytest.raises(NotYourMove):
        move(GREEN, there, "confirmed", of_role("agent", OTHER), {"confirmation": "Kept"})
    confirmed = move(GREEN, there, "confirmed", of_role("agent", OTHER, BRANCH), {"confirmation": "Kept"})

    assert sent.stage.allowed == Allowance(7200)
    assert confirmed.stage.key == "confirmed"
    assert (ways_for(GREEN, there, AGENT), ways_for(GREEN, there, LEADER)) == ([], ["withdrawn"])


def test_parts_are_replaced_only_when_the_customer_agrees_and_who_accepts_signs() -> None:
    planned = Standing("plan", BRANCH, {"appointment": "2026-12-01T09:00:00+08:00"})

    with pytest.raises(Invalid, match="no_parts"):
        move(REPAIR, planned, "service", AGENT, {"parts": "Battery", "parts_consent": False})
    agreed = move(REPAIR, planned, "service", AGENT, {"parts": "Battery", "parts_consent": True})
    with pytest.raises(Invalid, match="accepted_by"):
        move(REPAIR, Standing("acceptance", BRANCH, agreed.fields), "survey", CUSTOMER, {})
    accepted = move(REPAIR, Standing("acceptance", BRANCH, agreed.fields), "survey", CUSTOMER, {"accepted_by": "Li"})

    assert agreed.stage.counts_from == "appointment"
    assert accepted.stage.asks_survey


def test_a_customer_moves_only_what_is_theirs_to_move() -> None:
    ways = {each.key: ways_for(COMPLAINT, Standing(each.key), CUSTOMER) for each in COMPLAINT.stages}

    with pytest.raises(NotYourMove):
        move(COMPLAINT, Standing("recorded"), "sorted", CUSTOMER, {"about": "Rude"}, BRANCH)

    assert {key: each for key, each in ways.items() if each} == {"verdict": ["follow_up", "escalated"]}


@pytest.mark.parametrize("to", ["closed", "recorded", "nowhere", ""])
def test_what_the_flow_does_not_lead_to_is_refused_with_where_it_does(to: str) -> None:
    with pytest.raises(NoSuchWay) as refusal:
        move(COMPLAINT, Standing("recorded"), to, AGENT, {})

    assert refusal.value.extra == {"stage": "recorded", "ways": ["sorted"]}


@given(kind=st.sampled_from([*SHIPPED]), data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_path_leaves_the_table_and_what_a_stage_requires_is_there(kind: str, data: st.DataObject) -> None:
    flow, movers = SHIPPED[kind].definition, [AGENT, LEADER, SUPERVISOR, CUSTOMER, of_role("agent", BRANCH)]
    standing = Standing(flow.stages[0].key, BRANCH)
    for _ in range(data.draw(st.integers(1, 12))):
        mover = data.draw(st.sampled_from(movers))
        to = data.draw(st.sampled_from([each.key for each in flow.stages]))
        named = data.draw(st.sets(st.sampled_from([each.key for each in flow.fields])))
        values: Mapping[str, Any] = {key: value for key, value in whole(flow).items() if key in named}
        stage = flow.stage(standing.stage)
        assert stage is not None

        try:
            passage = move(flow, standing, to, mover, values, data.draw(st.sampled_from([None, BRANCH])))
        except DeskError as refusal:
            if isinstance(refusal, NoSuchWay):
                assert to not in [way.to for way in stage.ways]
            continue

        assert to in ways_for(flow, standing, mover)
        assert all(any(key in passage.fields for key in keys) for keys in passage.stage.requires)
        assert passage.group_id == BRANCH
        standing = Standing(to, passage.group_id, passage.fields)


GOOD = simple(
    stage("first", "second", state=NEW),
    stage("second", "first", "last", allowed=Allowance(60), requires=(("note", "sum"),)),
    stage("last"),
    fields=(
        FlowField("note", NAMES),
        FlowField("sum", NAMES, NUMBER, limits={"agent": 5}),
        FlowField("at", NAMES, MOMENT),
    ),
)


def with_stage(number: int, **changes: Any) -> Definition:
    return replace(
        GOOD, stages=tuple(replace(each, **changes) if n == number else each for n, each in enumerate(GOOD.stages))
    )


def with_field(number: int, **changes: Any) -> Definition:
    return replace(
        GOOD, fields=tuple(replace(each, **changes) if n == number else each for n, each in enumerate(GOOD.fields))
    )


@pytest.mark.parametrize(
    ("flow", "fields"),
    [
        (replace(GOOD, stages=()), ["stages"]),
        (replace(GOOD, names={"en": "Only English"}), ["names"]),
        (replace(GOOD, names={"en": "\x01", "zh-CN": " "}), ["names.en", "names.zh-CN"]),
        (replace(GOOD, begun_by=Who(permissions=("fly",))), ["begun_by.permissions"]),
        (replace(GOOD, reopens_at="last"), ["reopens_at"]),
        (replace(GOOD, stages=(*GOOD.stages, stage("island", "last"))), ["stages.3"]),
        (replace(GOOD, stages=(*GOOD.stages, GOOD.stages[2])), ["stages.3.key"]),
        (with_stage(1, ways=(Way("first"),)), ["stages.1.ways", "stages.0.ways", "stages.2"]),
        (with_stage(2, ways=(Way("first"),), state="solved"), ["stages"]),
        (with_stage(2, state="solved"), ["stages.2.state"]),
        (with_stage(1, state="closed"), ["stages.1.state"]),
        (with_stage(1, state="new"), ["stages.1.state"]),
        (with_stage(1, state="elsewhere"), ["stages.1.state"]),
        (with_stage(1, key="Second Stage"), ["stages.1.key"]),
        (
            with_stage(0, ways=(Way("second"), Way("second"), Way("gone"), Way("first"))),
            ["stages.0.ways.1.to"] * 0 or ["stages.0.ways.1.to", "stages.0.ways.2.to", "stages.0.ways.3.to"],
        ),
        (with_stage(0, ways=(Way("second", Who(permissions=("fly",))),)), ["stages.0.ways.0.who.permissions"]),
        (with_stage(1, requires=(("gone",), ())), ["stages.1.requires.0", "stages.1.requires.1"]),
        (with_stage(1, allowed=Allowance(1)), ["stages.1.allowed.seconds"]),
        (with_stage(1, allowed=Allowance(60, "lunar")), ["stages.1.allowed.time"]),
        (with_stage(2, allowed=Allowance(60)), ["stages.2.allowed"]),
        (with_stage(1, counts_from="note"), ["stages.1.counts_from"]),
        (with_stage(0, counts_from="at"), ["stages.0.counts_from"]),
        (with_stage(1, plans="party"), ["stages.1.plans"]),
        (with_field(0, key="sum"), ["fields.1.key", "stages.1.requires.0"]),
        (with_field(0, kind="colour"), ["fields.0.kind"]),
        (with_field(0, required=True), ["fields.0.required"]),
        (with_field(0, kind="signature", public=True), ["fields.0.set_by", "fields.0.public"]),
        (with_field(0, limits={"agent": 1}), ["fields.0.limits"]),
        (with_field(1, limits={"agent": -1}), ["fields.1.limits"]),
        (with_field(1, approves="sum"), ["fields.1.approves"]),
        (with_field(0, approves="sum"), ["fields.0.approves"]),
        (with_field(0, kind=CHOICE, choices=("a", "b"), choice_names={"a": NAMES}), ["fields.0.choice_names"]),
        (with_field(0, kind=CHOICE, choices=("a",), choice_names={"a": {"en": "A"}}), ["fields.0.choice_names.a"]),
    ],
)
def test_what_is_no_flow_is_refused_with_every_reason_named(flow: Definition, fields: list[str]) -> None:
    lawful = checked_flow(GOOD)

    with pytest.raises(Invalid) as refusal:
        checked_flow(flow)

    assert lawful is GOOD
    assert {each.field for each in refusal.value.errors} == set(fields)


def test_a_draft_may_be_unfinished_but_not_endless() -> None:
    unfinished = simple(stage("first", "nowhere", state=NEW))

    kept = checked_draft(unfinished)
    with pytest.raises(Invalid) as refusal:
        checked_draft(simple(*[stage(f"s{number}") for number in range(31)]))

    assert kept is unfinished
    assert [each.field for each in refusal.value.errors] == ["stages"]


def test_roles_and_groups_that_are_not_there_are_found_where_they_are_named() -> None:
    flow = simple(
        replace(stage("first", "last", state=NEW), ways=(Way("last", Who(roles=("rol_1",), groups=("grp_1",))),)),
        stage("last"),
        fields=(FlowField("sum", NAMES, NUMBER, limits={"rol_2": 5}, set_by=Who(groups=("grp_2",))),),
        begun_by=Who(roles=("agent",)),
    )

    roles, groups = named_in(flow)

    assert (roles, groups) == ({"rol_1", "rol_2", "agent"}, {"grp_1", "grp_2"})
    assert where_named(flow, roles, groups) == []
    assert where_named(flow, ["agent"], []) == [
        *("stages.0.ways.0.who.roles", "fields.0.set_by.groups", "stages.0.ways.0.who.groups", "fields.0.limits"),
    ]


def test_a_choice_is_said_in_the_words_of_its_language() -> None:
    verdict = COMPLAINT.field("verdict")
    assert verdict is not None

    said = [words_of(verdict, "accepted", language) for language in ("zh-CN", "en")]

    assert said == ["接受", "Accepts it"]


@pytest.mark.parametrize(("kind", "value"), [("day", "0001-01-01"), ("moment", "9999-12-31T23:59:59-12:00")])
def test_a_time_that_no_calendar_has_is_refused_by_the_name_of_its_field(kind: str, value: str) -> None:
    field = Field("due", {"zh-CN": "日期", "en": "Due"}, kind)

    with pytest.raises(Invalid) as refusal:
        checked_values([field], {"due": value})

    assert [each.field for each in refusal.value.errors] == ["fields.due"]
