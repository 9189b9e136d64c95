"""What shifts allow: the stretches in which nothing is given, against an oracle; and what follows for presence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import audit
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import may_be_assigned
from chalicelib.people.model.duty import (
    OFF_DUTY,
    ON_LEAVE,
    SHIFT_BREAK,
    SHIFT_ENDING,
    Duty,
    OffDuty,
    as_of,
    closed_at,
)
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.service.desk import update_desk
from chalicelib.people.service.groups import update_group
from chalicelib.shifts.api.desk import Grant
from chalicelib.shifts.model.closed import AHEAD, Bound, Leave, duty_of, next_edge
from chalicelib.shifts.model.kinds import Break
from chalicelib.shifts.model.roster import OnDuty, Pause, Shift, in_real_time
from chalicelib.shifts.service import changing, duty, looking, own
from tests.shifts.stage import A_DAY, MONDAY, SHANGHAI, Roster, at
from tests.worlds import World

A_MINUTE = timedelta(minutes=1)
TUESDAY = MONDAY + A_DAY


def reason(
    bound: Bound, shifts: list[OnDuty], leaves: list[Leave], moment: datetime, granted: datetime | None
) -> str | None:
    """What is so at a moment, asked of shifts and leave themselves: the oracle."""
    week = SHANGHAI.day_of(moment) - SHANGHAI.day_of(moment).weekday() * A_DAY
    if bound.leave_binds and any(each.since <= moment < each.until for each in leaves):
        return ON_LEAVE
    running = [each for each in shifts if each.is_on(moment)]
    if not running:
        is_granted = granted is not None and moment < granted
        return OFF_DUTY if week in bound.weeks and not is_granted else None
    theirs = [each for each in running if each.day - each.day.weekday() * A_DAY in bound.weeks]
    if week not in bound.weeks and not theirs:
        return None
    if any(each.is_paused(moment) for each in running):
        return SHIFT_BREAK
    end = moment
    while (later := max((each.until for each in shifts if each.since <= end < each.until), default=end)) > end:
        end = later
    is_granted = granted is not None and moment < granted
    return SHIFT_ENDING if end - moment <= timedelta(minutes=bound.last_minutes) and not is_granted else None


@st.composite
def some_shifts(draw: st.DrawFn) -> list[OnDuty]:
    """Shifts of a week and the Sunday before it, none over another, some with a break."""
    shifts, last = [], None
    for number in range(-1, 7):
        if not draw(st.booleans()):
            continue
        start = draw(st.sampled_from([0, 6 * 60, 8 * 60, 14 * 60, 22 * 60]))
        length = draw(st.sampled_from([120, 480, 600, 1440]))
        pauses = (Pause(start + 30, start + 60, paid=True),) if draw(st.booleans()) else ()
        shift = Shift(MONDAY + number * A_DAY, start, start + length, "shk_1", "A", "#000000", pauses)
        span = in_real_time(shift, "agt_1", "grp_1", SHANGHAI)
        if last is None or span.since >= last:
            shifts.append(span)
            last = span.until
    return shifts


@settings(deadline=None, max_examples=80)
@given(
    shifts=some_shifts(),
    weeks=st.sets(st.sampled_from([MONDAY - 7 * A_DAY, MONDAY, MONDAY + 7 * A_DAY])),
    last=st.sampled_from([0, 10, 45]),
    leave=st.tuples(st.integers(-10, 100), st.integers(1, 40)),
    hour=st.integers(-20, 150),
    granted=st.sampled_from([None, 2, 9]),
)
def test_what_is_closed_is_what_looking_at_every_moment_finds(
    shifts: list[OnDuty], weeks: set[date], last: int, leave: tuple[int, int], hour: int, granted: int | None
) -> None:
    bound = Bound(tuple(sorted(weeks)), last, bool(weeks))
    begin = at(MONDAY, 0) + timedelta(hours=leave[0])
    leaves = [Leave("lev_1", "agt_1", begin, begin + timedelta(hours=leave[1]))]
    now = (at(MONDAY, 0) + timedelta(hours=hour)).astimezone(UTC)
    until = now + timedelta(hours=granted) if granted is not None else None

    found = duty_of(bound, shifts, leaves, SHANGHAI, now, Duty(granted_until=until))

    edge = next_edge(shifts, found, now)
    for minutes in range(0, int(AHEAD / A_MINUTE) - 60, 5):
        moment = now + minutes * A_MINUTE
        assert closed_at(found, moment) == reason(bound, shifts, leaves, moment, until), moment
        if edge is not None and moment < edge and found is not None:
            assert as_of(found, now).off == closed_at(found, moment)


def test_what_is_so_when_it_is_written_holds_until_it_is_said_to_end() -> None:
    shifts = [in_real_time(Shift(MONDAY, 480, 960, "k", "A", "#000000"), "agt_1", "grp_1", SHANGHAI)]
    found = duty_of(Bound((MONDAY,), 15, True), shifts, [], SHANGHAI, at(MONDAY, 9), None)
    assert found is not None

    written = as_of(found, at(MONDAY, 9))

    assert (written.off, written.until, written.following) == (None, at(MONDAY, 15, 45), SHIFT_ENDING)
    assert written.running[0].group_id == "grp_1"


# --- presence -------------------------------------------------------------------------------------------------------


@pytest.fixture
def roster(world: World) -> Roster:
    """A group of two whose shifts bind: on Tuesday one has the early shift and one the late one. It is Monday, five in
    the afternoon."""
    made = Roster(world)
    early = made.kind("早班", 8, 16, Break(12 * 60, 13 * 60, 30))
    late = made.kind("晚班", 16, 24)
    made.plan(made.members[0], (TUESDAY, early))
    made.plan(made.members[1], (TUESDAY, late))
    made.publish()
    return made


def begun(world: World) -> str:
    """A conversation that somebody begins; its id."""
    form = StartConversation(text="Where is my tea?", client_id="c")
    return conversations.start_conversation(world.desk, world.visitor(), "demo", form).conversation_id


def why(roster: Roster, agent: people.Agent) -> str | None:
    """Why the agent may not be assigned now."""
    return may_be_assigned(roster.world.now(agent), roster.world.clock())


def test_nothing_changes_for_a_group_that_does_not_say_so(roster: Roster) -> None:
    first = roster.members[0]

    roster.world.online(first)

    assert why(roster, first) is None


def test_whoever_is_off_duty_can_neither_be_there_nor_holds_a_seat(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    world.online(first)
    roster.binds()

    assert why(roster, first) == OFF_DUTY
    assert world.now(first).status == "offline"
    assert world.seated() == frozenset()
    with pytest.raises(OffDuty) as refused:
        world.online(first)
    assert refused.value.extra == {"reason": OFF_DUTY, "begins_at": at(TUESDAY, 8)}


def test_who_signs_in_before_their_shift_takes_a_seat_and_comes_online_as_it_begins(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 7, 50))
    caller = world.signed_in(first)
    people.beat(world.desk, caller)
    before = (world.now(first).status, world.seated())
    roster.go_to(at(TUESDAY, 8, 1))

    people.beat(world.desk, people.Caller(world.now(first), caller.session_id))

    assert before == ("offline", frozenset())
    assert (world.now(first).status, why(roster, first)) == ("online", None)
    assert world.seated() == frozenset({first.agent_id})


def test_a_late_look_lets_nobody_be_given_anything(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds(last_minutes=15)
    roster.go_to(at(TUESDAY, 8, 1))
    world.online(first)
    found = []

    for hour, minute in ((11, 59), (12, 1), (12, 31), (15, 44), (15, 46), (16, 1)):
        roster.go_to(at(TUESDAY, hour, minute), ticks=False)
        people.beat(world.desk, people.Caller(world.now(first), world.tokens[first.agent_id].session_id))
        found.append(why(roster, first))

    assert found == [None, SHIFT_BREAK, None, None, SHIFT_ENDING, OFF_DUTY]


def test_who_is_with_somebody_when_their_shift_ends_stays_until_they_are_done(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 15))
    world.online(first)
    talk = begun(world)
    roster.go_to(at(TUESDAY, 16, 1), ticks=False)
    people.beat(world.desk, people.Caller(world.now(first), world.tokens[first.agent_id].session_id))
    roster.settle()

    stays = (world.now(first).status, why(roster, first))
    conversations.end_conversation(world.desk, world.now(first), talk)
    world.clock.forward(minutes=3)
    people.beat(world.desk, people.Caller(world.now(first), world.tokens[first.agent_id].session_id))
    roster.settle()

    assert stays == ("online", OFF_DUTY)
    assert (world.now(first).status, world.seated()) == ("offline", frozenset())


def test_a_supervisor_lets_somebody_be_there_until_then_and_it_is_written_down(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    now = world.clock()

    own.grant(world.desk, roster.planner, first.agent_id, now + timedelta(hours=1), "替班")
    world.online(first)
    granted = why(roster, first)
    world.clock.forward(minutes=61)
    roster.settle()

    assert (granted, why(roster, first)) == (None, OFF_DUTY)
    (entry,) = [each for each in audit.read(world.desk, "2026-11")[0] if each.act == "grant_duty"]
    assert (entry.by, entry.about, entry.after["reason"]) == (
        roster.planner.agent.agent_id,
        first.agent_id,
        "替班",
    )


def test_nobody_grants_it_to_themselves_or_for_ever(roster: Roster) -> None:
    desk, now = roster.world.desk, roster.world.clock()
    planner, first = roster.planner, roster.members[0]

    for agent_id, until, field in (
        (planner.agent.agent_id, now + timedelta(hours=1), "agent_id"),
        (first.agent_id, now + timedelta(days=2), "until"),
        (first.agent_id, now, "until"),
    ):
        with pytest.raises(Invalid) as refused:
            own.grant(desk, planner, agent_id, until, "x")
        assert refused.value.errors[0].field == field


def test_a_moment_without_a_time_zone_is_no_moment() -> None:
    body = b'{"until": "2026-11-24T10:00:00", "reason": "x"}'

    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Grant)


def test_whoever_is_about_to_finish_may_be_let_stay(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds(last_minutes=30)
    roster.go_to(at(TUESDAY, 15, 45))
    world.online(first)
    before = why(roster, first)

    own.grant(world.desk, roster.planner, first.agent_id, at(TUESDAY, 18), "Many wait")

    assert (before, why(roster, first)) == (SHIFT_ENDING, None)


def test_whoever_still_serves_when_leave_begins_goes_when_they_are_done(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 9))
    world.online(first)
    talk = begun(world)
    roster.settle()
    leave = Leave("lev_1", first.agent_id, at(TUESDAY, 9), at(TUESDAY, 14), "sick")
    tx = Transaction(world.desk)
    changing.put_leave(tx, leave)
    tx.commit_and_tell()
    still = world.now(first).status

    conversations.end_conversation(world.desk, world.now(first), talk)
    world.clock.forward(minutes=3)
    people.beat(world.desk, people.Caller(world.now(first), world.tokens[first.agent_id].session_id))
    roster.settle()

    assert (still, world.now(first).status) == ("online", "offline")
    assert first.agent_id not in world.seated()


def test_leave_counts_from_when_it_is_written_until_it_is_taken_back(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 9))
    world.online(first)
    leave = Leave("lev_1", first.agent_id, at(TUESDAY, 9), at(TUESDAY, 14), "sick")

    with_leave = Transaction(world.desk)
    changing.put_leave(with_leave, leave)
    with_leave.commit_and_tell()
    on_leave = why(roster, first), world.now(first).status
    without = Transaction(world.desk)
    changing.delete_leave(without, leave)
    without.commit_and_tell()
    world.online(first)

    assert on_leave == (ON_LEAVE, "offline")
    assert why(roster, first) is None


def test_a_week_that_is_not_published_binds_nobody(roster: Roster) -> None:
    first = roster.members[0]
    roster.binds()

    roster.go_to(at(MONDAY + 7 * A_DAY, 9))
    roster.world.online(first)

    assert why(roster, first) is None


def test_of_two_groups_any_shift_counts_once_either_binds(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    other = people.create_group(
        world.desk, CreateGroup(name="Other", leader_id=first.agent_id, member_ids=[first.agent_id])
    )
    night = roster.kind("夜班", 18, 24)
    main, roster.group_id = roster.group_id, other.group_id
    roster.plan(world.now(first), (TUESDAY, night))
    roster.publish(first)
    roster.group_id = main
    roster.go_to(at(TUESDAY, 19))
    world.online(first)

    assert why(roster, first) is None


def test_who_leaves_a_group_that_binds_is_bound_no_longer(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    bound = why(roster, first)

    update_group(world.desk, roster.group_id, UpdateGroup(leader_id=roster.members[1].agent_id, member_ids=[]))
    roster.settle()
    world.online(first)

    assert (bound, why(roster, first)) == (OFF_DUTY, None)


def test_shifts_follow_the_desk_to_another_time_zone(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()

    update_desk(world.desk, name=None, seats=None, time_zone="Europe/Berlin")
    roster.settle()

    (span,) = looking.published_spans(world.desk, first.agent_id, at(MONDAY, 0), at(MONDAY, 72))
    assert span.since == at(TUESDAY, 8, zone="Europe/Berlin")
    roster.go_to(at(TUESDAY, 8, 5, zone="Europe/Berlin"))
    world.online(first)
    assert why(roster, first) is None


def test_looking_twice_writes_once(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    before = world.now(first)

    duty.renew(world.desk, first.agent_id)
    duty.renew(world.desk, first.agent_id)

    assert world.now(first) == before


def test_whoever_comes_on_duty_joins_the_rotation_at_its_level(roster: Roster) -> None:
    first, second = roster.members
    world = roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 15, 50))
    world.online(first)
    own.grant(world.desk, roster.planner, second.agent_id, at(TUESDAY, 15, 55), "早到")
    world.online(second)
    for _ in range(4):
        begun(world)
    roster.go_to(at(TUESDAY, 15, 56))
    for _ in range(1):
        begun(world)
    roster.go_to(at(TUESDAY, 16, 1))

    turns = [world.now(each).turn for each in (first, second)]

    assert max(turns) - min(turns) <= 1
