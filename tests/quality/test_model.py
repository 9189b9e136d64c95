"""What sheets come to, what rules draw, what sums are: properties that hold for all of them (F4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.quality.model.calendar import months_between, week_ends, week_of
from chalicelib.quality.model.results import NOTHING, Contribution, Sums, added, moved, plus, sums_of
from chalicelib.quality.model.rules import (
    KEYWORDS,
    LOW_SCORE,
    RANDOM,
    SHARE,
    SLOW_ANSWER,
    WHOLE,
    Case,
    Rule,
    checked_rules,
    is_drawn,
    lowest,
    number_of,
    reasons_for,
)
from chalicelib.quality.model.scoring import scored
from chalicelib.quality.model.sheets import FAIL, ZERO, Criterion, Definition, Fatal, Section, checked_sheet
from chalicelib.quality.model.shipped import SHIPPED
from tests.worlds import MORNING

NAMES = {"zh-CN": "名", "en": "Name"}


@dataclass
class Sheet:
    definition: Definition
    marks: dict[str, int | None]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet that may be published, filled in."""
    number = draw(st.integers(1, 8))
    criteria = [
        Criterion(f"c{each}", NAMES, draw(st.integers(1, 100)), draw(st.integers(1, 100))) for each in range(number)
    ]
    cut = draw(st.integers(0, number))
    sections = (Section("first", NAMES, tuple(criteria[:cut])), Section("second", NAMES, tuple(criteria[cut:])))
    fatal = (Fatal("zero", NAMES, ZERO), Fatal("fail", NAMES, FAIL))
    definition = Definition(NAMES, sections, fatal, draw(st.integers(0, 100)))
    marks: dict[str, int | None] = {
        each.key: draw(st.none() | st.integers(0, each.points)) if place else draw(st.integers(0, each.points))
        for place, each in enumerate(criteria)
    }
    return Sheet(checked_sheet(definition), marks)


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_a_total_lies_within_0_and_100_and_is_all_or_nothing_at_the_ends(sheet: Sheet) -> None:
    points = {each.key: each.points for each in sheet.definition.criteria}

    total = scored(sheet.definition, sheet.marks).total

    assert 0 <= total <= 100
    assert scored(sheet.definition, points).total == 100
    assert scored(sheet.definition, dict.fromkeys(points, 0)).total == 0


@given(sheets(), st.data())
@settings(max_examples=40, deadline=None)
def test_more_points_never_make_less(sheet: Sheet, data: st.DataObject) -> None:
    points = {each.key: each.points for each in sheet.definition.criteria}
    given_ones = sorted(key for key, each in sheet.marks.items() if each is not None)
    key = data.draw(st.sampled_from(given_ones))
    more = data.draw(st.integers(sheet.marks[key] or 0, points[key]))

    before, after = scored(sheet.definition, sheet.marks), scored(sheet.definition, {**sheet.marks, key: more})

    assert before.total <= after.total
    assert before.passed <= after.passed


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_a_fatal_error_dominates_whatever_else_was_given(sheet: Sheet) -> None:
    without, failed, zero = (scored(sheet.definition, sheet.marks, each) for each in ((), ("fail",), ("fail", "zero")))

    assert (failed.total, failed.passed) == (without.total, False)
    assert (zero.total, zero.passed, zero.fatal) == (0, False, ("zero", "fail"))


@pytest.mark.parametrize(
    ("marks", "fatal", "field"),
    [
        ({}, (), "marks.prompt"),
        ({"prompt": 11}, (), "marks.prompt"),
        ({"prompt": -1}, (), "marks.prompt"),
        ({"nothing": 1}, (), "marks.nothing"),
        (dict.fromkeys([each.key for each in SHIPPED.definition.criteria], None), (), "marks"),
        ({"prompt": 1}, ("nothing",), "fatal"),
    ],
)
def test_what_a_sheet_does_not_ask_or_still_lacks_is_named(marks: Any, fatal: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        scored(SHIPPED.definition, marks, fatal)

    assert field in [each.field for each in refused.value.errors]


def test_the_shipped_sheet_may_be_published_as_it_is() -> None:
    assert checked_sheet(SHIPPED.definition) == SHIPPED.definition


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": {"en": "Only"}}, "draft.names"),
        ({"sections": ()}, "draft.sections"),
        ({"pass_mark": 101}, "draft.pass_mark"),
        ({"sections": (Section("Bad key", NAMES, (Criterion("a", NAMES),)),)}, "draft.sections.0.key"),
        ({"sections": (Section("s", NAMES, (Criterion("a", NAMES, 0),)),)}, "draft.sections.0.criteria.0.points"),
        ({"sections": (Section("s", NAMES, (Criterion("a", NAMES), Criterion("a", NAMES))),)}, "draft.sections"),
        ({"fatal": (Fatal("f", NAMES, "death"),)}, "draft.fatal.0.effect"),
    ],
)
def test_a_sheet_that_nobody_could_score_by_is_not_published(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_sheet(replace(SHIPPED.definition, **change))

    assert field in [each.field for each in refused.value.errors]


# --- drawing --------------------------------------------------------------------------------------------------------

IDS = [f"con_{number:026}" for number in range(2_000)]


@given(st.text(min_size=1, max_size=20), st.integers(0, WHOLE), st.permutations(range(50)))
@settings(max_examples=25, deadline=None)
def test_the_same_conversation_is_always_in_or_out(seed: str, per_mille: int, order: list[int]) -> None:
    rule = Rule("r", "R", SHARE, per_mille=per_mille)

    first = {number: is_drawn(seed, rule, IDS[number]) for number in range(50)}
    again = {number: is_drawn(seed, rule, IDS[number]) for number in order}

    assert first == again


@given(st.integers(0, WHOLE), st.integers(0, WHOLE))
@settings(max_examples=20, deadline=None)
def test_a_greater_share_draws_all_that_a_smaller_does(share: int, other: int) -> None:
    less, more = sorted((share, other))

    sets = [
        {each for each in IDS[:200] if is_drawn("s", Rule("r", "R", SHARE, per_mille=share), each)}
        for share in (less, more)
    ]

    assert sets[0] <= sets[1]


def test_a_twentieth_is_about_a_twentieth_all_is_all_and_none_is_none() -> None:
    numbers = {
        share: sum(is_drawn("s", Rule("r", "R", SHARE, per_mille=share), each) for each in IDS)
        for share in (0, 50, 1000)
    }

    assert (numbers[0], numbers[1000]) == (0, len(IDS))
    assert 70 <= numbers[50] <= 130


@given(st.lists(st.integers(0, 199), max_size=60), st.integers(1, 20), st.randoms())
@settings(max_examples=25, deadline=None)
def test_those_of_a_week_that_are_drawn_next_do_not_depend_on_the_order(
    seen: list[int], least: int, chance: Any
) -> None:
    numbers = [(number_of("s", "r", IDS[each]), IDS[each]) for each in seen]
    shuffled = [*numbers]
    chance.shuffle(shuffled)
    step_by_step: tuple[tuple[int, str], ...] = ()
    for each in shuffled:
        step_by_step = lowest([*step_by_step, each], least)

    assert step_by_step == lowest(numbers, least)


CASE = Case(
    "con_1", "demo", frozenset({"grp_1"}), waited=200, first_answer=30, texts=(("visitor", "我要投诉！ＲＥＦＵＮＤ"),)
)


@pytest.mark.parametrize(
    ("rule", "case", "detail"),
    [
        (Rule("r", "R", RANDOM), CASE, ""),
        (Rule("r", "R", RANDOM, active=False), CASE, None),
        (Rule("r", "R", RANDOM, plan_keys=("other",)), CASE, None),
        (Rule("r", "R", RANDOM, group_ids=("grp_1", "grp_2")), CASE, ""),
        (Rule("r", "R", RANDOM, group_ids=("grp_2",)), CASE, None),
        (Rule("r", "R", KEYWORDS, words=("赔偿", "投诉")), CASE, "投诉"),
        (Rule("r", "R", KEYWORDS, words=("refund",)), CASE, "refund"),
        (Rule("r", "R", KEYWORDS, words=("refund",), by="agent"), CASE, None),
        (Rule("r", "R", "long_wait", seconds=200), CASE, "200"),
        (Rule("r", "R", "long_wait", seconds=201), CASE, None),
        (Rule("r", "R", SLOW_ANSWER, seconds=30), CASE, "30"),
        (Rule("r", "R", SLOW_ANSWER, seconds=30), replace(CASE, first_answer=None), None),
        (Rule("r", "R", LOW_SCORE, score=2), CASE, None),
        (Rule("r", "R", LOW_SCORE, score=2), replace(CASE, score=2), "2"),
        (Rule("r", "R", LOW_SCORE, score=2), replace(CASE, score=3), None),
        (Rule("r", "R", RANDOM), replace(CASE, score=5), None),
    ],
)
def test_a_rule_draws_what_it_means_and_says_why(rule: Rule, case: Case, detail: str | None) -> None:
    reasons = [reason.detail for _, reason in reasons_for("s", [rule], case)]

    assert reasons == ([] if detail is None else [detail])


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule("Bad id", "R", SHARE), "rules.0.rule_id"),
        (Rule("r", " ", SHARE), "rules.0.name"),
        (Rule("r", "R", "whim"), "rules.0.kind"),
        (Rule("r", "R", SHARE, per_mille=1001), "rules.0.per_mille"),
        (Rule("r", "R", RANDOM, at_least=1), "rules.0.at_least"),
        (Rule("r", "R", KEYWORDS), "rules.0.words"),
        (Rule("r", "R", SHARE, words=("x",)), "rules.0.words"),
        (Rule("r", "R", LOW_SCORE, score=6), "rules.0.score"),
        (Rule("r", "R", "long_wait", seconds=0), "rules.0.seconds"),
        (Rule("r", "R", KEYWORDS, words=("x",), by="cat"), "rules.0.by"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_and_named(rule: Rule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_rules([rule])

    assert field in [each.field for each in refused.value.errors]


# --- sums -----------------------------------------------------------------------------------------------------------

contributions = st.builds(
    Contribution,
    month=st.sampled_from(["2026-10", "2026-11"]),
    agent_id=st.sampled_from(["a", "b"]),
    plan_key=st.just("demo"),
    inspector_id=st.sampled_from(["i", "j"]),
    group_ids=st.sampled_from([(), ("g",), ("g", "h")]),
    tenths=st.integers(0, 1000),
    passed=st.booleans(),
    appealed=st.booleans(),
    changed=st.booleans(),
    criteria=st.dictionaries(st.sampled_from(["s.x", "s.y"]), st.tuples(st.integers(0, 10), st.just(10))),
    errors=st.sampled_from([(), ("s.e",)]),
)


@given(st.lists(st.tuples(contributions, st.none() | contributions), max_size=8), st.randoms())
@settings(max_examples=40, deadline=None)
def test_sums_that_grew_by_changes_equal_those_made_anew(changes: list[Any], chance: Any) -> None:
    steps = [(None, first) for first, _ in changes] + [(first, then) for first, then in changes if then is not None]
    grown: dict[tuple[str, str, str], Sums] = {}
    chance.shuffle(steps)
    for before, after in steps:
        for place, change in moved(before, after).items():
            grown[place] = plus(grown.get(place, NOTHING), change)

    anew: dict[tuple[str, str, str], list[Sums]] = {}
    for first, then in changes:
        last = then or first
        for dimension, key in last.places:
            anew.setdefault((last.month, dimension, key), []).append(sums_of(last))

    assert {place: sums for place, sums in grown.items() if sums != NOTHING} == {
        place: added(several) for place, several in anew.items()
    }


def test_weeks_and_months_are_those_of_the_desks_clock() -> None:
    assert (week_of(MORNING, "Asia/Shanghai"), week_ends("2026-W48", "Asia/Shanghai").isoformat()) == (
        "2026-W48",
        "2026-11-30T00:00:00+08:00",
    )
    assert months_between("2025-12", "2026-02") == ["2025-12", "2026-01", "2026-02"]
    for first, last in (("2026-13", "2026-12"), ("2026-11", "2026-10"), ("2020-01", "2026-11"), ("x", "2026-01")):
        with pytest.raises(Invalid):
            months_between(first, last)
