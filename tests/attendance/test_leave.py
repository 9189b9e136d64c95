"""Leave is asked for, approved once by somebody else, and never more of it than there is (B8)."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from msgspec.structs import replace

from chalicelib.attendance import store
from chalicelib.attendance.model.account import MOST_BOOKED, Account, BalanceTooSmall, Booked, LeaveOverlaps, reserve
from chalicelib.attendance.model.kinds import A_DAY as DAY
from chalicelib.attendance.model.kinds import SHIPPED
from chalicelib.attendance.model.requests import (
    APPROVED,
    CANCELLED,
    REFUSED,
    WAITING,
    WITHDRAWN,
    LeaveBegun,
    Request,
    RequestOver,
)
from chalicelib.attendance.service import accounts, asking, deciding, sums
from chalicelib.attendance.service.accounts import Grant
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import KeyReused
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.duty import closed_at
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.shifts.model.rules import Cover
from chalicelib.shifts.service.own import leaves_of
from tests.attendance.stage import A_DAY, NEXT, Stage, days
from tests.crashes import Death, at_each_write
from tests.shifts.stage import at
from tests.worlds import World, at_once, counted


def held(stage: Stage, kind_id: str = "annual", year: int = 2026) -> tuple[int, int]:
    """Days that are reserved, and taken."""
    balance = stage.account().balance(kind_id, year)
    return balance.reserved // DAY, balance.taken // DAY


def test_what_is_asked_for_is_reserved_and_taken_once_it_is_approved(world: World) -> None:
    stage = Stage(world)

    request = stage.ask(days(NEXT, NEXT + A_DAY, reason="Hiking"))
    waits = held(stage)
    decided = stage.decide(request)

    assert (request.state, waits) == (WAITING, (2, 0))
    assert (decided.state, held(stage)) == (APPROVED, (0, 2))
    assert stage.letters() == [("leave_waits", stage.leader.email), ("leave_settled", stage.ann.email)]
    assert [each.since for each in leaves_of(stage.desk, stage.ann.agent_id, world.clock())] == [at(NEXT, 0)]
    assert stage.listed(stage.ann) == [request.request_id] == stage.listed(stage.boss, "month", month="2026-11")


def test_the_roster_and_duty_follow_and_are_as_before_once_it_is_cancelled(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early))
    stage.roster.binds()
    request = stage.decide(stage.ask(days()))
    stage.roster.go_to(at(NEXT - A_DAY, 20))

    on_leave = closed_at(world.now(stage.ann).duty, at(NEXT, 10))
    cancelled = stage.cancel(request)
    stage.roster.settle()

    assert (on_leave, closed_at(world.now(stage.ann).duty, at(NEXT, 10))) == ("on_leave", None)
    assert (cancelled.state, held(stage)) == (CANCELLED, (0, 0))
    assert leaves_of(stage.desk, stage.ann.agent_id, world.clock()) == []
    assert stage.letters()[-1] == ("leave_settled", stage.leader.email)
    assert stage.cancel(request) == cancelled


@pytest.mark.parametrize("end", ["refused", "withdrawn", "cancelled"])
def test_what_comes_to_nothing_gives_back_and_may_be_asked_again(world: World, end: str) -> None:
    stage = Stage(world)
    request = stage.ask(days(NEXT, NEXT + 4 * A_DAY))

    if end == "refused":
        assert stage.decide(request, REFUSED, "Too many are away", by=stage.boss).state == REFUSED
    elif end == "withdrawn":
        assert stage.withdraw(request).state == WITHDRAWN
    else:
        stage.decide(request, by=stage.boss)
        assert stage.cancel(request, "We need you", by=stage.boss).state == CANCELLED

    assert held(stage) == (0, 0)
    assert stage.ask(days(NEXT, NEXT + 4 * A_DAY)).state == WAITING


def test_nobody_approves_their_own_or_beyond_their_reach(world: World) -> None:
    stage = Stage(world)
    own = stage.ask(days(), by=stage.leader)
    theirs = stage.ask(days(), by=stage.outsider)
    mine = stage.ask(days())

    for request, by in ((own, stage.leader), (theirs, stage.leader), (mine, stage.ann), (mine, stage.ben)):
        with pytest.raises(NotYours):
            stage.decide(request, by=by)
    assert own.senior
    assert stage.decide(own, by=stage.boss).state == APPROVED
    with pytest.raises(NotYours):
        stage.decide(stage.ask(days(), by=stage.boss), by=stage.boss)
    assert stage.listed(stage.leader, "waiting") == [mine.request_id]
    with pytest.raises(PermissionNeeded):
        stage.listed(stage.ann, "waiting")


def test_long_leave_is_for_whoever_may_approve_that(world: World) -> None:
    stage = Stage(world, leader_minutes=2 * DAY)
    long = stage.ask(days(NEXT, NEXT + 2 * A_DAY))

    with pytest.raises(NotYours):
        stage.decide(long)

    assert {to for _, to in stage.letters()} == {stage.boss.email, stage.second.email}
    assert (stage.listed(stage.leader, "waiting"), stage.listed(stage.boss, "waiting")) == ([], [long.request_id])
    assert stage.decide(long, by=stage.second).state == APPROVED


def test_two_who_decide_at_once_decide_once(world: World) -> None:
    stage = Stage(world)
    request = stage.ask(days(NEXT, NEXT + A_DAY))

    outcomes = at_once(
        [
            *(lambda: stage.decide(request, by=stage.boss) for _ in range(3)),
            *(lambda: stage.decide(request, REFUSED, "No", by=stage.leader) for _ in range(3)),
        ]
    )

    done = [each for each in outcomes if isinstance(each, Request)]
    assert len(done) == 1
    assert all(isinstance(each, RequestOver) for each in outcomes if each not in done)
    assert held(stage) == ((0, 2) if done[0].state == APPROVED else (0, 0))
    assert len(leaves_of(stage.desk, stage.ann.agent_id, world.clock())) == (done[0].state == APPROVED)
    with pytest.raises(RequestOver):
        stage.decide(request, by=stage.second)


def test_withdrawn_at_the_moment_of_approval_is_one_of_the_two(world: World) -> None:
    stage = Stage(world)
    for week in range(4):
        first = NEXT + week * 7 * A_DAY
        request = stage.ask(days(first, kind_id="sick"))

        at_once([lambda request=request: stage.decide(request), lambda request=request: stage.withdraw(request)])  # type: ignore[misc]

        state, there = stage.now(request).state, leaves_of(stage.desk, stage.ann.agent_id, world.clock())
        assert state in (APPROVED, WITHDRAWN)
        assert any(each.leave_id == request.request_id for each in there) == (state == APPROVED)
        assert [each.request_id for each in stage.account().booked].count(request.request_id) == (state == APPROVED)


def test_many_at_once_never_take_more_than_there_is(world: World) -> None:
    stage = Stage(world)
    firsts = [date(2026, 11, 30) + number * A_DAY for number in range(40) if number % 7 < 5]

    outcomes = at_once([lambda first=first: stage.ask(days(first)) for first in firsts[:24]])  # type: ignore[misc]

    asked = [each for each in outcomes if isinstance(each, Request)]
    assert all(isinstance(each, BalanceTooSmall) for each in outcomes if each not in asked)
    this_year = [each for each in asked if each.leave is not None and each.leave.first.year == 2026]
    assert held(stage) == (5, 0) == (len(this_year), 0)


def test_sixty_four_requests_for_the_last_day_get_it_once(world: World) -> None:
    stage = Stage(world)
    stage.decide(stage.ask(days(NEXT, NEXT + 3 * A_DAY)), by=stage.boss)

    outcomes = at_once([lambda: stage.ask(days(NEXT + 7 * A_DAY)) for _ in range(64)])

    asked = [each for each in outcomes if isinstance(each, Request)]
    assert len(asked) == 1
    assert all(isinstance(each, BalanceTooSmall | LeaveOverlaps) for each in outcomes if each not in asked)
    assert held(stage) == (1, 4)


def test_the_same_request_twice_is_one(world: World) -> None:
    stage = Stage(world)

    asked = at_once([lambda: stage.ask(days(), name="same") for _ in range(5)])

    assert len({each.request_id for each in asked}) == 1
    assert held(stage) == (1, 0)
    with pytest.raises(KeyReused):
        stage.ask(days(NEXT + A_DAY), name="same")
    with pytest.raises(LeaveOverlaps):
        stage.ask(days(NEXT - A_DAY, NEXT, kind_id="sick"))


def test_days_count_as_they_are_planned_or_as_the_calendar_has_them(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early), (NEXT + 5 * A_DAY, stage.early))

    planned = stage.ask(days(NEXT, NEXT + 6 * A_DAY))
    weekdays = stage.ask(days(NEXT + 7 * A_DAY, NEXT + 13 * A_DAY, kind_id="personal"))
    every = stage.ask(days(NEXT + 14 * A_DAY, NEXT + 16 * A_DAY, kind_id="marriage"))
    holiday = stage.ask(days(date(2027, 1, 1), date(2027, 1, 5), kind_id="sick"))

    lengths = [each.leave.length / DAY for each in (planned, weekdays, every, holiday) if each.leave is not None]
    assert lengths == [2, 5, 3, 2]  # the first to the third of January 2027 are free: the holiday, and a weekend
    with pytest.raises(Invalid, match="working day"):
        stage.ask(days(NEXT + 33 * A_DAY, NEXT + 34 * A_DAY))


def test_a_part_of_a_day_and_a_night(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early), (NEXT + A_DAY, stage.night))

    half = stage.ask(days(part="second_half"))
    night = stage.ask(days(NEXT + A_DAY))
    after = stage.ask(days(NEXT + 2 * A_DAY, kind_id="sick", part="hours", start_minute=600, end_minute=690))

    assert (half.since, half.until) == (at(NEXT, 13), at(NEXT + A_DAY, 0))
    assert (night.since, night.until) == (at(NEXT + A_DAY, 0), at(NEXT + A_DAY, 30))
    assert (after.since, after.until) == (at(NEXT + 2 * A_DAY, 10), at(NEXT + 2 * A_DAY, 11, 30))
    assert [each.leave.length for each in (half, night, after) if each.leave is not None] == [240, 480, 90]


def test_leave_over_new_year_takes_of_both_years(world: World) -> None:
    stage = Stage(world)

    stage.ask(days(date(2026, 12, 30), date(2027, 1, 5)))

    assert (held(stage, year=2026), held(stage, year=2027)) == ((2, 0), (2, 0))


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (days(kind_id="nothing"), "kind_id"),
        (days(NEXT, NEXT - A_DAY), "last"),
        (days(date(9999, 12, 31)), "first"),
        (days(date.min, date.max), "first"),
        (days(NEXT, date.max), "last"),
        (days(NEXT - 30 * A_DAY), "first"),
        (days(NEXT, NEXT + A_DAY, part="first_half"), "last"),
        (days(part="hours"), "start_minute"),
        (days(part="hours", start_minute=600, end_minute=600), "end_minute"),
        (days(start_minute=600), "start_minute"),
        (days(reason="x" * 501), "reason"),
        (days(reason="\ud800"), "reason"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field(world: World, wanted: object, field: str) -> None:
    stage = Stage(world)

    with pytest.raises(Invalid) as refused:
        stage.ask(wanted)  # type: ignore[arg-type]

    assert field in [each.field for each in refused.value.errors]
    assert stage.account().version == 0


def test_a_refusal_says_why_and_leave_that_has_begun_is_cancelled_by_who_leads(world: World) -> None:
    stage = Stage(world)
    request = stage.ask(days(NEXT - A_DAY * 7, kind_id="sick"))

    with pytest.raises(Invalid, match="text"):
        stage.decide(request, REFUSED, "  ")
    stage.decide(request)

    with pytest.raises(LeaveBegun):
        stage.cancel(request)
    with pytest.raises(Invalid, match="text"):
        stage.cancel(request, by=stage.leader)
    assert stage.cancel(request, "It was somebody else", by=stage.leader).state == CANCELLED
    with pytest.raises(NotFound):
        deciding.withdraw(stage.desk, stage.caller(stage.ann), "ask_nothing", "")


def test_granted_leave_is_there_and_the_account_can_be_counted_anew(world: World) -> None:
    stage = Stage(world)
    stage.ask(days())
    with pytest.raises(BalanceTooSmall):
        stage.ask(days(NEXT + A_DAY, kind_id="time_off", part="hours", start_minute=600, end_minute=720))

    for _ in range(2):
        given = Grant("time_off", 2026, 120, "Worked on Sunday")
        accounts.grant_leave(stage.desk, stage.caller(stage.boss), stage.ann.agent_id, given, "once")
    stage.ask(days(NEXT + A_DAY, kind_id="time_off", part="hours", start_minute=600, end_minute=720))
    right = stage.account().balances
    broken = stage.account()
    tx = Transaction(stage.desk)
    store.put_account(tx, broken, replace(broken, balances={}, version=broken.version + 1))
    tx.commit()
    done = [sums.recount(stage.desk, By("agt_1", "Mei"), "") for _ in range(2)]

    kept = {key: replace(each, extra=0) for key, each in right.items()}
    assert right["time_off#2026"].extra == 120
    assert stage.account().balances == kept  # what was granted by hand is no count
    assert [each[1] for each in done] == [1, 0]


def test_cover_that_would_not_hold_is_shown(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early))
    stage.roster.binds(cover=(Cover((0,), 600, 720, 1),))

    preview = asking.preview_leave(stage.desk, world.now(stage.ann), days())
    request = stage.ask(days())

    assert [(group, each.rule, each.have) for group, each in preview.findings] == [(stage.group_id, "cover", 0)]
    assert (preview.left, [each.day for each in preview.spans]) == ({2026: 4 * DAY}, [NEXT])
    assert [each.rule for _, each in asking.cover_of(stage.desk, request)] == ["cover"]


def test_dying_at_any_write_leaves_nothing_half_done(world: World) -> None:
    stage, numbers = Stage(world), itertools.count()

    def story(death: Death) -> None:
        number = next(numbers)
        first = NEXT + 7 * number * A_DAY
        with death():
            stage.ask(days(first, kind_id="sick"), name=f"once{number}")
        request = stage.ask(days(first, kind_id="sick"), name=f"once{number}")
        assert [each.request_id for each in stage.account().booked].count(request.request_id) == 1
        with death():
            stage.decide(request)
        if stage.now(request).state == WAITING:
            stage.decide(request)
        stage.roster.settle()
        there = [each.leave_id for each in leaves_of(stage.desk, stage.ann.agent_id, world.clock())]
        assert there.count(request.request_id) == 1

    assert at_each_write(story, least=2) >= 2


def test_requests_are_counted(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early))

    with counted() as asks:
        request = stage.ask(days())
    with counted() as decides:
        stage.decide(request)

    assert len(asks) <= 18, asks.names
    assert len(decides) <= 22, decides.names


def test_what_was_just_asked_is_counted_though_no_list_has_it_yet(world: World) -> None:
    stage = Stage(world)
    request = stage.ask(days())
    right = stage.account().balances
    unlisted = {
        "TableName": store.RequestRow.Meta.table_name,
        "Key": {"key": {"S": request.request_id}, "order": {"S": store.REQUEST}},
        "UpdateExpression": "REMOVE agent_id",
    }
    stage.desk.database.call("UpdateItem", unlisted)

    counted_anew = sums.recount(stage.desk, By("agt_1", "Mei"), "")

    assert counted_anew[1] == 0
    assert stage.account().balances == right


def test_an_account_holds_so_many_leaves_and_no_more() -> None:
    now, kind = at(NEXT, 0), SHIPPED[1]
    account = Account("agt_1")
    for number in range(MOST_BOOKED):
        since = now + number * A_DAY
        account = reserve(account, Booked(f"ask_{number}", since, since + A_DAY), kind, {2026: 480}, now)
    since = now + MOST_BOOKED * A_DAY

    with pytest.raises(Invalid):
        reserve(account, Booked("ask_last", since, since + A_DAY), kind, {2026: 480}, now)
