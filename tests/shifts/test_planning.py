"""Planning: drafts line by line, rotations, copied weeks, what rules say; nobody overwrites another unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.shifts.model.kinds import Break
from chalicelib.shifts.model.patterns import FREE, Layout, Pattern, laid_out
from chalicelib.shifts.model.roster import Pause, RosterMoved, Shift, most_at_once, of_kind, placed
from chalicelib.shifts.model.rules import Circumstances, Cover, Rules, findings
from chalicelib.shifts.service import own, planning, settings
from chalicelib.shifts.service.planning import SeenLine, ShiftForm
from chalicelib.shifts.service.settings import NewKind, NewPattern
from tests.shifts.stage import A_DAY, MONDAY, SHANGHAI, Roster, line, shift
from tests.worlds import World, at_once, counted


@pytest.fixture
def roster(world: World) -> Roster:
    """A group of three and two kinds of shifts."""
    made = Roster(world, agents=3)
    made.kind("早班", 8, 16)
    made.kind("晚班", 16, 24)
    return made


def test_a_draft_is_known_to_nobody_until_it_is_published(roster: Roster) -> None:
    agent, early = roster.members[0], roster.kinds["早班"]

    roster.plan(agent, (MONDAY, early), (MONDAY + A_DAY, early))

    assert [each.day for each in roster.board()[agent.agent_id].draft] == [MONDAY, MONDAY + A_DAY]
    assert roster.board()[agent.agent_id].published is None
    assert roster.letters() == []


def test_two_planners_never_overwrite_each_other_unseen(roster: Roster) -> None:
    agent, early, late = roster.members[0], roster.kinds["早班"], roster.kinds["晚班"]
    roster.plan(agent, (MONDAY, early), version=0)

    with pytest.raises(RosterMoved) as refused:
        roster.plan(agent, (MONDAY, late), version=0)

    assert refused.value.extra["version"] == 1
    assert [each.kind_id for each in roster.board()[agent.agent_id].draft] == [early.kind_id]


def test_of_eight_who_plan_the_same_week_at_once_one_does(roster: Roster) -> None:
    agent, kinds = roster.members[0], list(roster.kinds.values())

    def plan(number: int) -> object:
        return roster.plan(agent, (MONDAY + (number % 7) * A_DAY, kinds[number % 2]), version=0)

    outcomes = at_once([lambda number=number: plan(number) for number in range(8)])

    assert sum(isinstance(each, RosterMoved) for each in outcomes) == 7
    assert roster.version(agent) == 1


def test_planning_the_same_again_changes_nothing(roster: Roster) -> None:
    agent, early = roster.members[0], roster.kinds["早班"]
    first = roster.plan(agent, (MONDAY, early), version=0)

    again = roster.plan(agent, (MONDAY, early), version=0)

    assert again == first


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ShiftForm(MONDAY - A_DAY, "早班"), "shifts.0.day"),
        (ShiftForm(MONDAY, "shk_nobody"), "shifts.0.kind_id"),
        (ShiftForm(MONDAY, "早班", 60, 70), "shifts.0.end_minute"),
        (ShiftForm(MONDAY, "早班", 60, 4000), "shifts.0.end_minute"),
        (ShiftForm(MONDAY, "早班", None, None, (Pause(0, 10),)), "shifts.0.pauses"),
    ],
)
def test_what_is_no_shift_is_refused_by_its_field(roster: Roster, form: ShiftForm, field: str) -> None:
    agent = roster.members[0]
    kind = roster.kinds[form.kind_id].kind_id if form.kind_id in roster.kinds else form.kind_id
    said = ShiftForm(form.day, kind, form.start_minute, form.end_minute, form.pauses)

    with pytest.raises(Invalid) as refused:
        planning.plan_week(roster.world.desk, roster.planner, roster.group_id, MONDAY, agent.agent_id, [said], 0)

    assert refused.value.errors[0].field == field


def test_nobody_has_two_shifts_at_once_not_in_two_groups_either(roster: Roster) -> None:
    desk, agent, early = roster.world.desk, roster.members[0], roster.kinds["早班"]
    other = people.create_group(desk, CreateGroup(name="Other", leader_id=agent.agent_id, member_ids=[agent.agent_id]))
    roster.plan(agent, (MONDAY, early))
    roster.publish()
    noon = ShiftForm(MONDAY, early.kind_id, 12 * 60, 18 * 60)

    with pytest.raises(Invalid) as refused:
        planning.plan_week(desk, roster.planner, other.group_id, MONDAY, agent.agent_id, [noon], 0)

    assert refused.value.errors[0].field == "shifts"


def test_a_leader_plans_their_own_groups_and_no_other(roster: Roster) -> None:
    desk = roster.world.desk
    leader, stranger = (roster.world.agent(role=GROUP_LEADER) for _ in range(2))
    own = people.create_group(desk, CreateGroup(name="Own", leader_id=leader.agent_id, member_ids=[leader.agent_id]))
    caller = people.Caller(roster.world.now(leader), "ses_1")

    planning.read_board(desk, caller, own.group_id, MONDAY, 1)

    with pytest.raises(NotYours):
        planning.read_board(desk, caller, roster.group_id, MONDAY, 1)
    with pytest.raises(NotYours):
        planning.plan_week(desk, caller, roster.group_id, MONDAY, stranger.agent_id, [], 0)


def test_a_week_of_a_group_is_a_few_requests_however_many_there_are(roster: Roster) -> None:
    desk = roster.world.desk
    for agent in roster.members:
        roster.plan(agent, (MONDAY, roster.kinds["早班"]))

    with counted() as requests:
        planning.read_board(desk, roster.planner, roster.group_id, MONDAY, 1)

    assert len(requests) <= 10, requests.names


# --- rotations and copies -------------------------------------------------------------------------------------------


def rotation(roster: Roster, *names: str | None, step: int = 0) -> str:
    """A rotation of these kinds; its id."""
    days = tuple(roster.kinds[each].kind_id if each else None for each in names)
    made = settings.create_pattern(roster.world.desk, roster.planner, NewPattern("轮班", days, step), None)
    return made.pattern_id


def planned(roster: Roster, week: date = MONDAY) -> list[str]:
    """Each member's week, a letter a day."""
    names = {each.kind_id: name[0] for name, each in roster.kinds.items()}
    board = roster.board(week)
    rows = []
    for agent in roster.members:
        of = {each.day: names[each.kind_id] for each in board[agent.agent_id].draft}
        rows.append("".join(of.get(week + number * A_DAY, "-") for number in range(7)))
    return rows


def test_a_rotation_is_laid_out_with_each_next_one_so_many_days_ahead(roster: Roster) -> None:
    ids = tuple(each.agent_id for each in roster.members)
    pattern = rotation(roster, "早班", "早班", "晚班", "晚班", None, None, step=2)

    done = planning.lay_out(
        roster.world.desk,
        roster.planner,
        roster.group_id,
        pattern,
        Layout(ids, MONDAY, MONDAY + 13 * A_DAY),
        [],
    )

    assert done.written == 6
    assert planned(roster) == ["早早晚晚--早", "晚晚--早早晚", "--早早晚晚-"]
    assert planned(roster, MONDAY + 7 * A_DAY) == ["早晚晚--早早", "晚--早早晚晚", "-早早晚晚--"]


def test_what_somebody_planned_meanwhile_is_left_and_said(roster: Roster) -> None:
    agent, early = roster.members[0], roster.kinds["早班"]
    roster.plan(agent, (MONDAY, early))
    pattern = rotation(roster, "晚班")
    layout = Layout((agent.agent_id, roster.members[1].agent_id), MONDAY, MONDAY)
    desk = roster.world.desk

    done = planning.lay_out(desk, roster.planner, roster.group_id, pattern, layout, [])

    assert (done.written, done.left) == (1, (SeenLine(MONDAY, agent.agent_id, 1),))
    assert planned(roster)[:2] == ["早------", "晚------"]


def test_a_copied_week_is_the_same_on_other_days_and_twice_is_once(roster: Roster) -> None:
    agent, early, late = roster.members[0], roster.kinds["早班"], roster.kinds["晚班"]
    roster.plan(agent, (MONDAY, early), (MONDAY + 2 * A_DAY, late))
    desk, to = roster.world.desk, MONDAY + 7 * A_DAY

    first = planning.copy_week(desk, roster.planner, roster.group_id, MONDAY, to, [agent.agent_id], [])
    again = planning.copy_week(desk, roster.planner, roster.group_id, MONDAY, to, [agent.agent_id], [])

    assert (first.written, again.written, again.left) == (1, 0, ())
    assert planned(roster, to)[0] == "早-晚----"


def test_chinas_holidays_are_free_and_make_up_days_are_worked_for_what_they_stand_for() -> None:
    kinds = {"e": settings.checked_kind(kind_of("早班")), "l": settings.checked_kind(kind_of("晚班"))}
    weekly = Pattern("shp_1", "平日", ("e", "e", "e", "e", "l", None, None))
    first = date(2026, 9, 14)  # National Day 2026: made up for on Sunday 20 September and Saturday 10 October

    laid = laid_out(weekly, Layout(("agt_1",), first, date(2026, 10, 11), on_holidays=FREE), kinds, "CN")

    days = {day: found for _, day, found in laid}
    assert [day for day in (date(2026, 10, 1), date(2026, 10, 7)) if days[day] is not None] == []
    assert days[date(2026, 9, 20)] is not None
    assert days[date(2026, 10, 10)] is not None
    assert days[date(2026, 9, 27)] is None


def kind_of(name: str) -> settings.Kind:
    return settings.Kind(f"shk_{name}", name, "#2f6fde", 480, 960)


def test_the_board_says_which_days_are_holidays_and_which_are_made_up_for(roster: Roster) -> None:
    found = planning.read_board(roster.world.desk, roster.planner, roster.group_id, date(2026, 9, 28), 2)

    days = {each.day: each for week in found.weeks for each in week.days}
    assert days[date(2026, 10, 1)].holiday is not None
    assert days[date(2026, 10, 10)].made_up
    assert not days[date(2026, 9, 29)].made_up


# --- breaks ---------------------------------------------------------------------------------------------------------


def test_breaks_are_placed_so_that_no_more_are_away_at_once_than_may_be() -> None:
    lunch = Break(11 * 60, 14 * 60, 60, at_once=1)
    kind = settings.Kind("shk_1", "白班", "#2f6fde", 540, 1080, (lunch,))
    shifts: list[Shift] = []

    for _ in range(3):
        shifts.append(placed(of_kind(kind, MONDAY), kind, shifts))

    assert [each.pauses[0].start_minute for each in shifts] == [660, 720, 780]


def test_who_finds_no_place_has_their_break_where_fewest_have_it_and_that_is_said() -> None:
    lunch = Break(11 * 60, 12 * 60, 30, at_once=1)
    kind = settings.Kind("shk_1", "白班", "#2f6fde", 540, 1080, (lunch,))
    shifts: list[Shift] = []
    for _ in range(4):
        shifts.append(placed(of_kind(kind, MONDAY), kind, shifts))
    lines = [line(f"agt_{number}", each) for number, each in enumerate(shifts)]

    found = findings(lines, MONDAY, Circumstances(SHANGHAI, Rules("grp_1", week_minutes=0), {"shk_1": kind}))

    assert most_at_once([each.pauses[0] for each in shifts]) == 2
    assert [(each.rule, each.have, each.want) for each in found] == [("break_crowd", 2, 1)]


# --- rules ----------------------------------------------------------------------------------------------------------


def test_too_little_rest_is_found_also_over_the_weeks_end() -> None:
    rules = Rules("grp_1", rest_minutes=660, rest_forbids=True, week_minutes=0)
    before = line("agt_1", shift(MONDAY - A_DAY, 16, 24), week=MONDAY - 7 * A_DAY)
    now = line("agt_1", shift(MONDAY, 8, 16), shift(MONDAY + A_DAY, 16, 24))

    found = findings([now], MONDAY, Circumstances(SHANGHAI, rules, {}, (before,)))

    assert [(each.rule, each.day, each.have, each.forbids) for each in found] == [("rest", MONDAY, 480, True)]


def test_a_divided_shift_of_one_day_needs_no_rest_between() -> None:
    rules = Rules("grp_1", rest_minutes=660, week_minutes=0)
    now = line("agt_1", shift(MONDAY, 8, 12), shift(MONDAY, 14, 18))

    found = findings([now], MONDAY, Circumstances(SHANGHAI, rules))

    assert found == []


def test_hours_of_a_week_do_not_count_breaks_that_are_not_paid() -> None:
    rules = Rules("grp_1", rest_minutes=0, week_minutes=40 * 60)
    unpaid = [Pause(12 * 60, 13 * 60, paid=False)]
    days = [MONDAY + number * A_DAY for number in range(6)]
    paid = line("agt_1", *(shift(day, 9, 17) for day in days))
    less = line("agt_2", *(shift(day, 9, 17, pauses=unpaid) for day in days[:5]))

    found = findings([paid, less], MONDAY, Circumstances(SHANGHAI, rules))

    assert [(each.agent_id, each.rule, each.have) for each in found] == [("agt_1", "week_hours", 48 * 60)]


def test_who_lacks_what_a_kind_of_shift_asks_for_is_found() -> None:
    skilled = settings.Kind("shk_1", "VIP", "#2f6fde", 480, 960, skill_ids=("grp_vip",))
    groups = {"agt_1": frozenset({"grp_vip"}), "agt_2": frozenset[str]()}
    lines = [line(each, shift(MONDAY, 8, 16)) for each in groups]

    found = findings(lines, MONDAY, Circumstances(SHANGHAI, Rules("grp_1"), {"shk_1": skilled}, groups=groups))

    assert [(each.rule, each.agent_id, each.skill_id) for each in found] == [("skill", "agt_2", "grp_vip")]


def test_hours_that_too_few_cover_are_found_with_breaks_and_skills() -> None:
    cover = (Cover((0,), 8 * 60, 16 * 60, 2), Cover((0,), 8 * 60, 16 * 60, 1, "grp_vip"))
    rules = Rules("grp_1", rest_minutes=0, week_minutes=0, cover=cover, cover_forbids=True)
    lines = [
        line("agt_1", shift(MONDAY, 8, 16, pauses=[Pause(12 * 60, 12 * 60 + 30)])),
        line("agt_2", shift(MONDAY, 10, 16)),
    ]
    groups = {"agt_2": frozenset({"grp_vip"})}

    found = findings(lines, MONDAY, Circumstances(SHANGHAI, rules, groups=groups))

    assert [(each.have, each.want, each.skill_id, (each.until - each.at) / timedelta(hours=1)) for each in found] == [
        (1, 2, None, 2.0),
        (1, 2, None, 1.0),
        (0, 1, "grp_vip", 2.0),
    ]


def test_a_kind_of_shift_says_what_is_wrong_with_it(roster: Roster) -> None:
    wrong = [
        (NewKind("", "#2f6fde", 0, 60), "name"),
        (NewKind("x", "blue", 0, 60), "color"),
        (NewKind("x", "#2f6fde", 1440, 1500), "start_minute"),
        (NewKind("x", "#2f6fde", 0, 1500), "end_minute"),
        (NewKind("x", "#2f6fde", 0, 480, (Break(400, 500, 30),)), "breaks.0"),
        (NewKind("x", "#2f6fde", 0, 480, (Break(60, 80, 30),)), "breaks.0.minutes"),
        (NewKind("x", "#2f6fde", 0, 480, (), ("grp_nobody",)), "skill_ids.0"),
    ]

    fields = []
    for form, _ in wrong:
        with pytest.raises(Invalid) as refused:
            settings.create_kind(roster.world.desk, roster.planner, form, None)
        fields.append(refused.value.errors[0].field)

    assert fields == [field for _, field in wrong]


def test_two_shifts_of_a_kind_on_a_day_are_refused_also_where_their_breaks_differ(world: World) -> None:
    roster = Roster(world)
    agent, kind = roster.members[0], roster.kind("早班", 8, 16, Break(600, 720, 30, True, 1))
    forms = [ShiftForm(MONDAY, kind.kind_id), ShiftForm(MONDAY, kind.kind_id)]

    with pytest.raises(Invalid) as refused:
        planning.plan_week(world.desk, roster.planner, roster.group_id, MONDAY, agent.agent_id, forms, 0)

    assert refused.value.errors[0].field == "shifts"


def test_whoever_is_named_twice_is_copied_once(roster: Roster) -> None:
    agent, following = roster.members[0], MONDAY + 7 * A_DAY
    roster.plan(agent, (MONDAY, roster.kinds["早班"]))
    ids = [agent.agent_id, agent.agent_id]

    written = planning.copy_week(roster.world.desk, roster.planner, roster.group_id, MONDAY, following, ids, [])

    assert (written.written, written.left) == (1, ())


@pytest.mark.parametrize("week", [date.min, date(9999, 12, 27)])
def test_weeks_at_the_ends_of_the_calendar_are_refused(roster: Roster, week: date) -> None:
    desk, planner, group_id = roster.world.desk, roster.planner, roster.group_id
    agent, kind = roster.members[0], roster.kinds["早班"]
    roster.plan(agent, (MONDAY, kind))
    pattern = settings.create_pattern(desk, planner, NewPattern("All", (kind.kind_id,)), None)
    ids, forms = (agent.agent_id,), [ShiftForm(week, kind.kind_id)]

    asked: list[Callable[[], object]] = [
        lambda: planning.read_board(desk, planner, group_id, week, 1),
        lambda: own.read_own(desk, agent, week, 1),
        lambda: planning.plan_week(desk, planner, group_id, week, agent.agent_id, forms, 0),
        lambda: planning.copy_week(desk, planner, group_id, MONDAY, week, ids, []),
        lambda: planning.lay_out(desk, planner, group_id, pattern.pattern_id, Layout(ids, week, week), []),
    ]

    for call in asked:
        with pytest.raises(Invalid):
            call()
