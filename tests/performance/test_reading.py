"""Who sees what came of a month: lists, rankings and files within reach, and what was entered by hand (F5, F7)."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.rights import BeyondYourRights, PermissionNeeded
from chalicelib.performance import store
from chalicelib.performance.api.views import show_held
from chalicelib.performance.model.runs import DRAFT
from chalicelib.performance.model.values import Entered, Values
from chalicelib.performance.service import exporting, reading, values
from chalicelib.performance.service.exporting import Wanted
from chalicelib.performance.service.values import Entry
from tests.performance.stage import IN_OCTOBER, OCTOBER, Office, by_hand, defined, named
from tests.worlds import World, at_once, counted

THOUSAND = 1_000


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def a_month(office: Office) -> None:
    """Of 90, 70, 70 and, in the other group, 80 points; the leader has none."""
    for agent, seconds in zip((*office.agents, office.other), (24, 32, 32, 28), strict=True):
        office.answered(agent, seconds)
    office.counted()
    office.published(defined(formula="score"))
    office.computed()


def ranked(office: Office, agent: Agent, group_id: str = "") -> list[tuple[str, int | None]]:
    found = reading.ranking(office.world.desk, office.now(agent), OCTOBER, group_id)
    return [(each.brief.agent_id, each.place) for each in found.lines]


def test_a_ranking_has_the_highest_first_and_ties_share_a_place(office: Office) -> None:
    a_month(office)
    first, second, third = (each.agent_id for each in office.agents)

    lines = ranked(office, office.admin)

    assert lines[:4] == [(first, 1), (office.other.agent_id, 2), (second, 3), (third, 3)]
    assert {place for _, place in lines[4:]} == {None}
    assert ranked(office, office.admin, office.group_of(office.agents[0])) == [(first, 1), (second, 2), (third, 2)]


def test_a_leader_sees_their_groups_and_nobody_else(office: Office) -> None:
    a_month(office)
    near = {office.leader.agent_id, office.other.agent_id}
    leader, stranger = office.now(office.leader), office.agents[0]

    assert {agent_id for agent_id, _ in ranked(office, leader)} == near
    assert {agent_id for agent_id, _ in ranked(office, leader, office.group_of(office.other))} == near
    with pytest.raises(BeyondYourRights):
        ranked(office, leader, office.group_of(stranger))
    with pytest.raises(BeyondYourRights):
        reading.read_of(office.world.desk, leader, stranger.agent_id, OCTOBER, None)
    assert reading.read_of(office.world.desk, leader, office.other.agent_id, OCTOBER, None).result is not None
    assert {line[0] for line in file_of(office, leader)[1:]} == near
    with pytest.raises(BeyondYourRights):
        file_of(office, leader, group_id=office.group_of(stranger))


def test_agents_see_their_own_and_their_place_only_where_the_scheme_says_so(office: Office) -> None:
    a_month(office)
    own, desk = office.now(office.agents[0]), office.world.desk

    held = reading.read_of(desk, own, own.agent_id, OCTOBER, None)
    hidden = show_held(held, "", "").result
    with pytest.raises(PermissionNeeded):
        reading.read_of(desk, own, office.agents[1].agent_id, OCTOBER, None)
    office.published(defined(formula="score", shows_place=True))
    office.computed()
    told = show_held(reading.read_of(desk, own, own.agent_id, OCTOBER, None), "", "").result

    assert hidden is not None
    assert told is not None
    assert (hidden.score, hidden.place, hidden.of) == (90.0, None, None)
    assert (told.place, told.of) == (1, 4)


def test_how_it_came_about_leads_to_the_figures(office: Office) -> None:
    a_month(office)
    own = office.now(office.agents[0])

    held = show_held(reading.read_of(office.world.desk, own, own.agent_id, OCTOBER, None), "2026-10-01", "2026-10-31")

    assert held.result is not None
    assert [(each.figure, each.unit, each.points) for each in held.result.lines] == [
        ("first_answer", "seconds", 90.0),
        ("score", "average", None),
    ]
    assert held.revision is None


def test_each_revision_can_be_read_and_none_that_there_is_not(office: Office) -> None:
    a_month(office)
    own, desk = office.now(office.agents[0]), office.world.desk
    office.confirmed(office.computed())
    office.answered(office.agents[0], 60)
    office.counted()
    office.confirmed(office.computed(), "Late facts")

    scores = [reading.read_of(desk, own, own.agent_id, OCTOBER, each).result for each in (1, 2, None)]

    assert [each.score for each in scores if each is not None] == [90.0, 45.0, 45.0]
    with pytest.raises(NotFound):
        reading.read_of(desk, own, own.agent_id, OCTOBER, 3)
    assert reading.read_of(desk, own, own.agent_id, "2020-01", None).result is None


def file_of(office: Office, agent: Agent, **wanted: str) -> list[list[str]]:
    desk, after, text = office.world.desk, None, ""
    while True:
        part = exporting.part_of(desk, office.now(agent), office.by, Wanted(OCTOBER, language="en", **wanted), after)
        text, after = text + part.text, part.following
        if after is None:
            assert part.done == part.number
            assert text.startswith("\ufeff")
            return [*csv.reader(io.StringIO(text[1:]))]


def test_a_file_has_every_indicator_and_nothing_that_a_spreadsheet_would_run(office: Office) -> None:
    agent = office.agents[0]
    people.update_agent(office.world.desk, agent.agent_id, UpdateAgent(name="=HYPERLINK(1)"))
    office.answered(agent, 24)
    office.counted()
    odd = replace(defined(formula="score"), names=named("+evil"))
    office.published(odd)
    office.computed()

    head, *lines = file_of(office, office.admin)

    assert head[:5] == ["Id", "Name", "Scheme", "Version", "Score"]
    assert head[11:15] == [f"'+evil · Quick · {each}" for each in ("value", "cases", "points", "weight")]
    own = next(each for each in lines if each[0] == agent.agent_id)
    assert own[1:10] == ["'=HYPERLINK(1)", "'+evil", "1", "90.0", "", "1", "1", "90.0", "CNY"]
    assert own[11:15] == ["24.0", "1", "90.0", "60"]
    assert not [cell for line in (head, *lines) for cell in line if cell.startswith(("=", "+", "@", "|"))]


def test_taking_a_file_away_is_noted_once_a_day(office: Office) -> None:
    a_month(office)

    file_of(office, office.admin)
    file_of(office, office.admin)

    noted, _ = audit.read(office.world.desk, "2026-11", act="export_performance")
    assert [each.about for each in noted] == [OCTOBER]


def test_a_thousand_are_counted_ranked_and_listed_page_by_page(world: World) -> None:
    office = Office.founded(world)
    office.answered(office.agents[0], 24)
    office.counted()
    office.published(defined(by_hand(weight=100, floor=0.0, target=float(THOUSAND))))
    made = [world.agent() for _ in range(THOUSAND)]
    for number, agent in enumerate(made):
        entered = Values(agent.agent_id, {"trained": Entered(number, "So", "a", "A", IN_OCTOBER)}, 1)
        tx = Transaction(world.desk)
        store.write_values(tx, OCTOBER, Values(agent.agent_id), entered)
        tx.commit()

    run = office.computed()
    with counted() as requests:
        page = reading.ranking(world.desk, office.now(office.admin), OCTOBER)

    assert (run.measured, run.placed) == (THOUSAND + 6, THOUSAND + 6)
    assert [(each.place, each.brief.agent_id) for each in page.lines[:2]] == [
        (1, made[-1].agent_id),
        (2, made[-2].agent_id),
    ]
    assert (len(page.lines), page.of, page.following) == (50, THOUSAND, 50)
    assert len(requests) <= 5
    assert len(file_of(office, office.admin)) == THOUSAND + 7


def test_what_is_entered_has_a_reason_and_is_in_the_audit_log(office: Office) -> None:
    agent, desk = office.agents[0], office.world.desk

    office.entered(agent, 80)
    office.entered(agent, 80)
    office.entered(agent, None)

    noted, _ = audit.read(desk, "2026-11", act="enter_performance_value")
    assert [(each.about, each.after["value"], each.after["reason"]) for each in noted] == [
        (agent.agent_id, None, "As agreed"),
        (agent.agent_id, 80, "As agreed"),
    ]
    assert office.month().inputs == 2


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry("score", 1, "So"), "key"),
        (Entry("No!", 1, "So"), "key"),
        (Entry("trained", 1, " "), "reason"),
        (Entry("trained", float("inf"), "So"), "value"),
        (Entry("trained", 1e12, "So"), "value"),
    ],
)
def test_what_cannot_be_entered_names_its_field(office: Office, entry: Entry, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        values.enter_value(
            office.world.desk, office.now(office.admin), office.by, OCTOBER, office.agents[0].agent_id, entry
        )

    assert [each.field for each in refused.value.errors] == [field]


def test_nobody_enters_anything_for_whom_they_do_not_reach(office: Office) -> None:
    desk, leader = office.world.desk, office.now(office.leader)
    entry = Entry("trained", 1, "So")

    values.enter_value(desk, leader, office.by, OCTOBER, office.other.agent_id, entry)

    with pytest.raises(BeyondYourRights):
        values.enter_value(desk, leader, office.by, OCTOBER, office.agents[0].agent_id, entry)
    listed, _ = values.list_values(desk, leader, OCTOBER, None)
    assert {each.agent_id: len(each.values) for _, each in listed} == {
        office.leader.agent_id: 0,
        office.other.agent_id: 1,
    }


def test_two_who_enter_at_once_both_count_and_who_has_not_seen_it_does_not(office: Office) -> None:
    desk, admin, agent_id = office.world.desk, office.now(office.admin), office.agents[0].agent_id

    def enter(key: str, version: int | None = None) -> object:
        return values.enter_value(desk, admin, office.by, OCTOBER, agent_id, Entry(key, 5, "So", version))

    at_once([lambda key=key: enter(key) for key in ("one", "two", "three")])

    assert set(store.values(desk, OCTOBER, agent_id).values) == {"one", "two", "three"}
    assert office.month().inputs == 3
    with pytest.raises(ChangedMeanwhile):
        enter("four", version=1)


def test_a_value_that_is_sent_again_is_entered_once_with_spaces_around_its_reason_too(office: Office) -> None:
    desk, admin, agent_id = office.world.desk, office.now(office.admin), office.other.agent_id
    entry = Entry("trained", 5, " As agreed \n", 0)

    first, again = (values.enter_value(desk, admin, office.by, OCTOBER, agent_id, entry)[1] for _ in range(2))

    assert first == again
    assert (again.version, again.values["trained"].reason) == (1, "As agreed")


def test_somebody_in_two_groups_is_counted_by_the_one_that_was_made_first(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    late = people.create_group(
        office.world.desk, CreateGroup(name="Late", leader_id=agent.agent_id, member_ids=[agent.agent_id])
    )
    office.published()
    office.published(scheme_id=late.group_id)
    office.published(scheme_id=min(office.now(agent).groups))

    office.computed()

    assert office.result(agent).scheme_id == min(office.now(agent).groups) != late.group_id


def test_the_draft_of_a_correction_is_for_those_who_manage(office: Office) -> None:
    a_month(office)
    own, desk = office.now(office.agents[0]), office.world.desk
    office.confirmed(office.computed())
    office.answered(office.agents[0], 60)
    office.counted()
    office.computed()

    drafted = reading.ranking(desk, office.now(office.admin), OCTOBER, revision=DRAFT)
    confirmed = reading.ranking(desk, office.now(office.admin), OCTOBER)

    assert (drafted.revision, confirmed.revision) == (None, 1)
    assert [each.brief.score for each in confirmed.lines[:1]] == [90.0]
    assert drafted.run_id == office.month().draft
    with pytest.raises(PermissionNeeded):
        reading.read_of(desk, own, own.agent_id, OCTOBER, DRAFT)
