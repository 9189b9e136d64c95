"""The map's decisions: which cell, which steps were kept, what is counted, the file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.touchpoints.model.checks import (
    CHECKS,
    KEPT,
    NOT_APPLICABLE,
    NOT_KEPT,
    PENDING,
    STATES,
    Facts,
    FollowedUp,
)
from chalicelib.touchpoints.model.flows import Cell, FlowStep, FlowVersion, Seen, ServiceFlow, Valid, judged, verdict_of
from chalicelib.touchpoints.model.mapping import Came, cell_of
from chalicelib.touchpoints.model.matrix import NONE, SHIPPED, MapPart, Matrix, PlacingRule, code_of, parts_of
from chalicelib.touchpoints.model.placement import NOTHING, Contribution, counts_of, moved, plus
from chalicelib.touchpoints.model.sheet import (
    COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    REFUSED,
    UNCHANGED,
    imported,
    line_of,
    read_rows,
)
from tests.worlds import MORNING

PARTS = st.text("ABC019", min_size=1, max_size=8)
WORDS = st.text("=+-@|%\"', 换货abc\t", max_size=20)
LATER = MORNING + timedelta(hours=1)


def map_with(*rules: PlacingRule) -> Matrix:
    return Matrix(
        (MapPart("01", "咨询", "Enquiry"), MapPart("02", "售后", "After-sales")),
        (MapPart("WEB", "网页", "Web"), MapPart("APP", "应用", "App")),
        (MapPart("A", "甲", "First"), MapPart("B", "乙", "Second")),
        rules,
    )


def test_the_rule_that_asks_most_decides_and_then_the_nearer_category() -> None:
    matrix = map_with(
        PlacingRule(channel="WEB", brand="A", business="01"),
        PlacingRule(plan_key="tea", brand="B"),
        PlacingRule(category_id="after_sales", business="02"),
        PlacingRule(category_id="refund", business="01"),
        PlacingRule(source="app", channel="APP"),
        PlacingRule(source="app", plan_key="tea", category_id="after_sales", business="02", channel="WEB"),
    )

    assert cell_of(matrix, Came()) == "WEB-A-01"
    assert cell_of(matrix, Came("tea")) == "WEB-B-01"
    assert cell_of(matrix, Came("cake", "app", ("after_sales",))) == "APP-A-02"
    assert cell_of(matrix, Came("cake", "app", ("after_sales", "refund"))) == "APP-A-01"
    assert cell_of(matrix, Came("tea", "app", ("after_sales", "refund"))) == "WEB-B-02"


def test_what_no_rule_gives_every_part_falls_into_no_cell() -> None:
    assert cell_of(SHIPPED, Came("demo", "web")) == NONE
    assert cell_of(SHIPPED, Came("demo", "fax", ("enquiry",))) == NONE
    assert cell_of(map_with(PlacingRule(channel="FAX", brand="A", business="01")), Came()) == NONE
    assert cell_of(SHIPPED, Came("demo", "web", ("enquiry", "price"))) == "WEB-A-01"


@given(st.lists(st.tuples(PARTS, PARTS, PARTS), max_size=20))
def test_a_code_is_one_cells_alone(cells: list[tuple[str, str, str]]) -> None:
    codes = {code_of(*each) for each in cells}

    assert len(codes) == len(set(cells))
    assert {parts_of(each) for each in codes} == set(cells)


@given(
    st.builds(
        Facts,
        st.just(MORNING),
        st.none() | st.just(LATER),
        *[st.none() | st.datetimes(MORNING.replace(tzinfo=None)).map(lambda at: at.replace(tzinfo=MORNING.tzinfo))] * 4,
        st.sampled_from([None, "agent", "visitor"]),
        st.sampled_from([None, "agent", "visitor", "system"]),
        *[st.booleans()] * 3,
        st.none() | st.booleans(),
    ),
    st.integers(0, 100),
)
def test_a_check_always_says_something_and_nothing_is_pending_once_its_time_is_over(facts: Facts, hours: int) -> None:
    for check in CHECKS.values():
        limit = check.limit(hours if check.unit else None)

        state = check.judge(facts, limit, LATER + limit)

        assert state in STATES
        assert facts.ended_at is None or state != PENDING


def test_each_check_says_what_it_says() -> None:
    def state(name: str, limit: int | None = None, after: float = 0, **facts: object) -> str:
        known = Facts(MORNING, **{"ended_at": LATER, **facts})  # type: ignore[arg-type]
        check = CHECKS[name]
        return check.judge(known, check.limit(limit), LATER + timedelta(hours=after))

    soon, late = MORNING + timedelta(seconds=30), MORNING + timedelta(seconds=31)
    assert state("greeted_in_time", 30, taken_at=MORNING, greeted_at=soon) == KEPT
    assert state("greeted_in_time", 30, taken_at=MORNING, greeted_at=late) == NOT_KEPT
    assert state("greeted_in_time", 30, taken_at=MORNING) == NOT_KEPT
    assert state("greeted_in_time", 30, taken_at=MORNING, ended_at=None) == NOT_KEPT  # an hour later still nothing
    assert state("answered_in_time", 60) == NOT_APPLICABLE
    assert state("identity_verified", is_known=True) == KEPT
    assert state("identity_verified") == NOT_KEPT
    assert state("category_filed", 2, 1) == PENDING
    assert state("category_filed", 2, 2) == NOT_KEPT
    assert state("record_filled", 2, 9, is_recorded=True) == KEPT
    assert state("survey_sent", 1, 2, survey=None) == NOT_APPLICABLE
    assert state("survey_sent", 1, 2, survey=False) == NOT_KEPT
    assert state("survey_sent", 1, 0, survey=True) == KEPT
    assert state("ticket_made", 1, 2, tickets=1) == KEPT
    assert state("closed_by_agent", closed_by="agent") == KEPT
    assert state("closed_by_agent", closed_by="visitor") == NOT_APPLICABLE
    assert state("closed_by_agent", closed_by="system") == NOT_KEPT
    assert state("last_word_answered", last_word="visitor") == NOT_KEPT
    assert state("follow_up_done", 10, 1) == PENDING
    assert state("follow_up_done", 10, 11) == NOT_APPLICABLE
    assert state("follow_up_done", 10, 1, follow_ups=(FollowedUp("f"),)) == PENDING
    assert state("follow_up_done", 10, 11, follow_ups=(FollowedUp("f"),)) == NOT_KEPT
    assert state("follow_up_done", 10, 1, follow_ups=(FollowedUp("f", LATER),)) == KEPT
    too_late = FollowedUp("f", LATER + timedelta(hours=11))
    assert state("follow_up_done", 10, 12, follow_ups=(too_late,)) == NOT_KEPT


def test_what_was_judged_stays_and_the_verdict_is_of_all_steps() -> None:
    flow = ServiceFlow(
        steps=(FlowStep("a", "a", "category_filed", 1), FlowStep("b", "b"), FlowStep("c", "c", "closed_by_agent"))
    )
    facts = Facts(MORNING, LATER, closed_by="agent")

    first = judged(flow, facts, LATER + timedelta(hours=1))
    later = judged(flow, Facts(MORNING, LATER, closed_by="agent", is_filed=True), LATER + timedelta(hours=2), first)

    assert [(each.step, each.state) for each in first] == [(0, NOT_KEPT), (2, KEPT)]
    assert later == first
    assert verdict_of(first) == NOT_KEPT
    assert verdict_of([Seen(0, "x", PENDING), Seen(1, "y", KEPT)]) == PENDING
    assert verdict_of([Seen(0, "x", NOT_APPLICABLE), Seen(1, "y", KEPT)]) == KEPT
    assert verdict_of([Seen(0, "x", NOT_APPLICABLE)]) == verdict_of([]) == "unjudged"


def test_a_version_holds_from_its_time_on() -> None:
    cell = Cell("A", valid=(Valid(1, MORNING), Valid(2, LATER), Valid(3, LATER + timedelta(days=1))))

    assert cell.version_at(MORNING - timedelta(seconds=1)) is None
    assert cell.version_at(MORNING) == 1
    assert cell.version_at(LATER) == 2
    assert cell.version_at(LATER + timedelta(days=2)) == 3


CONTRIBUTIONS = st.builds(
    Contribution,
    st.sampled_from(["conversation", "ticket"]),
    st.sampled_from(["2026-10", "2026-11"]),
    st.sampled_from(["A", "B", NONE]),
    st.sampled_from(["agt_1", "agt_2"]),
    st.just(MORNING),
    st.sampled_from(["kept", "not_kept", "pending", "unjudged"]),
    st.sets(st.sampled_from(sorted(CHECKS)), max_size=3).map(lambda each: tuple(sorted(each))),
)


@given(st.lists(st.none() | CONTRIBUTIONS, max_size=8))
def test_whatever_it_counted_as_only_what_it_counts_as_now_is_counted(
    history: list[Contribution | None],
) -> None:
    sums: dict[tuple[str, str], object] = {}
    before = None
    for after in history:
        for row, numbers in moved(before, after).items():
            sums[row] = plus(sums.get(row, NOTHING), numbers)  # type: ignore[arg-type]
        before = after

    kept = {row: each for row, each in sums.items() if each != NOTHING}
    assert kept == counts_of(before)


def sheet_of(matrix: Matrix, cell: Cell, group: str) -> str:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([list(COLUMNS), line_of(matrix, cell.code, cell, group)])
    return "\ufeff" + file.getvalue()


STEPS = st.builds(
    FlowStep,
    WORDS.map(str.strip).filter(bool),
    WORDS.map(str.strip),
    st.sampled_from(["", "greeted_in_time"]),
    st.none(),
)


@given(st.lists(STEPS, min_size=1, max_size=5), st.text("=+-@组a", min_size=1, max_size=10), st.booleans())
def test_a_file_comes_back_as_it_went_and_holds_no_formula(steps: list[FlowStep], group: str, offered: bool) -> None:
    words = [each for each in steps if "||" not in each.zh + each.en and "|" not in each.zh + each.en]
    flow = ServiceFlow("advice", tuple(words))
    version = FlowVersion("WEB-A-01", 1, flow, MORNING) if words else None
    cell = Cell("WEB-A-01", group_id="grp_1", offered=offered, published=version, version=3)

    text = sheet_of(SHIPPED, cell, group)
    result = imported(SHIPPED, read_rows(text), lambda _: {cell.code: cell}, {group.strip(): "grp_1"}, LATER)

    assert [each.outcome for each in result.lines] == [UNCHANGED], result.lines
    assert result.wishes == ()
    cells = [each for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for each in row]
    assert not any(each.lstrip()[:1] in tuple("=+-@|%") for each in cells if each.strip())


def test_each_bad_line_is_named_with_its_column() -> None:
    head = "brand,channel,business,business_zh,group,kind,steps,offered\r\n"
    lines = [
        "A,WEB,01,,,,,",
        "A,WEB,01,,,,,",
        "a,WEB,02,,,,,",
        "A,WEB,09,,,,,",
        "A,WEB,02,,Nobody,,,",
        "A,WEB,03,,,gossip,问候,",
        "A,WEB,04,,,,问候||Greet||magic,",
        "A,TEL,01,,,,,maybe",
        "A,TEL,02,,,,问候||Greet||greeted_in_time=soon,",
        "A,TEL,05,换货,,,,",
    ]

    result = imported(SHIPPED, read_rows(head + "\r\n".join(lines)), lambda _: {}, {}, MORNING)

    refused = [(each.line, each.field) for each in result.lines if each.outcome == REFUSED]
    columns = ["code", "brand", "business_zh", "group", "kind", "steps", "offered", "steps"]
    assert refused == list(zip(range(3, 11), columns, strict=True))
    assert result.matrix.businesses[-1] == MapPart("05", "换货", "换货")


def test_a_file_is_bounded() -> None:
    head = "brand,channel,business\n"

    for text in ("x" * (MOST_LETTERS + 1), "", "a,b\n", head + "A,WEB,01\n" * (MOST_ROWS + 1), head + '"unclosed'):
        with pytest.raises(Invalid) as refused:
            read_rows(text)
        assert refused.value.errors[0].field == "csv"
