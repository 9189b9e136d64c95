"""Schemes: drafts, versions that never change, what is refused, and previews (F5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.performance import store
from chalicelib.performance.model.runs import DONE
from chalicelib.performance.model.schemes import DESK, Grade, NoDraft, SchemeDefinition
from chalicelib.performance.service import previewing, schemes
from tests.performance.stage import NOVEMBER, OCTOBER, Office, by_hand, defined, liked, quick
from tests.worlds import World, at_once


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def fields_refused(act: Callable[[], object]) -> set[str]:
    with pytest.raises(Invalid) as refused:
        act()
    return {each.field for each in refused.value.errors}


@pytest.mark.parametrize(
    ("definition", "fields"),
    [
        (defined(quick(weight=50), liked(weight=40)), {"draft.indicators"}),
        (defined(quick(target=80)), {"draft.indicators.0.target", "draft.indicators"}),
        (defined(quick(weight=100, most=120)), {"draft.indicators.0.most"}),
        (defined(quick(weight=100, best=30, most=120)), {"draft.indicators.0.best"}),
        (defined(by_hand("score", weight=100)), {"draft.indicators.0.key"}),
        (defined(by_hand("a_value", weight=100)), {"draft.indicators.0.key"}),
        (defined(by_hand(weight=100, least_sample=3)), {"draft.indicators.0.least_sample"}),
        (defined(by_hand(weight=50), by_hand(weight=50)), {"draft.indicators"}),
        (defined(formula="score * nothing"), {"draft.formula"}),
        (defined(currency="XXX"), {"draft.currency"}),
        (defined(grades=(Grade("A", 90), Grade("A", 80))), {"draft.grades"}),
        (SchemeDefinition({"en": "Desk"}, (quick(), liked())), {"draft.names"}),
    ],
)
def test_a_scheme_that_does_not_hold_is_refused_with_its_fields(
    office: Office, definition: SchemeDefinition, fields: set[str]
) -> None:
    made = schemes.save_draft(office.world.desk, office.by, DESK, definition, 0)

    refused = fields_refused(lambda: schemes.publish(office.world.desk, office.by, DESK, made.version, OCTOBER))

    assert refused == fields
    assert store.scheme(office.world.desk, DESK).published == ()


@pytest.mark.parametrize("month", ["2026-09", "2027-12", "2026-13", "soon"])
def test_a_version_counts_from_last_month_at_the_earliest(office: Office, month: str) -> None:
    made = schemes.save_draft(office.world.desk, office.by, DESK, defined(), 0)

    refused = fields_refused(lambda: schemes.publish(office.world.desk, office.by, DESK, made.version, month))

    assert refused == {"first_month"}


def test_each_month_has_the_newest_version_of_those_that_count(office: Office) -> None:
    office.published(first_month=OCTOBER)
    office.published(defined(quick(weight=100)), first_month="2027-01")
    record = office.published(defined(liked(weight=100)), first_month=NOVEMBER)

    counts = [record.version_in(each) for each in ("2026-09", OCTOBER, NOVEMBER, "2026-12", "2027-01")]

    assert counts == [None, 1, 3, 3, 3]


def test_a_published_version_never_changes(office: Office) -> None:
    record = office.published()
    before = schemes.read_version(office.world.desk, record, 1)

    office.published(defined(quick(weight=100)))

    record = store.scheme(office.world.desk, DESK)
    assert schemes.read_version(office.world.desk, record, 1) == before
    assert schemes.read_version(office.world.desk, record, 2).definition.indicators == (quick(weight=100),)
    with pytest.raises(NotFound):
        schemes.read_version(office.world.desk, record, 3)


def test_of_two_who_publish_at_once_one_does(office: Office) -> None:
    desk = office.world.desk
    made = schemes.save_draft(desk, office.by, DESK, defined(), 0)

    answers = at_once([lambda: schemes.publish(desk, office.by, DESK, made.version, OCTOBER)] * 4)

    published = [each for each in answers if not isinstance(each, Exception)]
    assert len(published) == 1
    assert all(isinstance(each, ChangedMeanwhile | NoDraft) for each in answers if isinstance(each, Exception))
    assert [each.version for each in store.scheme(desk, DESK).published] == [1]


def test_whoever_has_not_seen_the_present_draft_changes_nothing(office: Office) -> None:
    desk = office.world.desk
    first = schemes.save_draft(desk, office.by, DESK, defined(), 0)
    schemes.save_draft(desk, office.by, DESK, defined(quick(weight=100)), first.version)

    with pytest.raises(ChangedMeanwhile):
        schemes.save_draft(desk, office.by, DESK, defined(liked(weight=100)), first.version)

    with pytest.raises(NotFound):
        schemes.save_draft(desk, office.by, "grp_nowhere", defined(), 0)


def test_a_preview_says_what_a_draft_would_give_and_changes_nothing(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk
    office.answered(agent, 40)
    office.answered(office.agents[1], 20)
    office.counted()
    office.published(defined(formula="score"))
    run = office.computed()
    stricter = defined(quick(floor=50.0), liked(), formula="score + if(rank == 1, 50, 0)")
    record = schemes.save_draft(desk, office.by, DESK, stricter, store.scheme(desk, DESK).version)

    begun = previewing.begin_preview(desk, "Boss", DESK, record.version, None)
    office.settle()
    shown, compared, following = previewing.read_preview(desk, DESK, None)

    assert (begun.month, shown.state, following) == (OCTOBER, DONE, None)
    lines = {each.drafted.agent_id: each for each in compared}
    assert (lines[agent.agent_id].drafted.score, lines[agent.agent_id].drafted.bonus) == (33.33, 3_333)
    present = lines[agent.agent_id].present
    assert present is not None
    assert (present.score, present.bonus) == (50.0, 5_000)
    assert lines[office.agents[1].agent_id].drafted.bonus == 15_000
    assert office.month().draft == run.run_id
    assert office.result(agent).bonus == 5_000


def test_a_preview_of_what_does_not_hold_names_the_field(office: Office) -> None:
    desk = office.world.desk
    record = schemes.save_draft(desk, office.by, DESK, defined(formula="score *"), 0)

    refused = fields_refused(lambda: previewing.begin_preview(desk, "Boss", DESK, record.version, None))

    assert refused == {"draft.formula"}


def test_a_preview_of_a_groups_scheme_is_of_the_group(office: Office) -> None:
    desk, group_id = office.world.desk, office.group_of(office.other)
    office.published()
    record = schemes.save_draft(desk, office.by, group_id, defined(liked(weight=100)), 0)

    previewing.begin_preview(desk, "Boss", group_id, record.version, OCTOBER)
    office.settle()
    _, compared, _ = previewing.read_preview(desk, group_id, None)

    assert {each.drafted.agent_id for each in compared} == {office.other.agent_id, office.leader.agent_id}
    assert {line.indicator.key for each in compared for line in each.drafted.lines} == {"liked"}
