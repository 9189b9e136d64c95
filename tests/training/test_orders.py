"""Courses are ordered of a complaint, an inspection or by a leader; certificates end, and months are measured (F11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused
from chalicelib.people.model.reach import NotYours
from chalicelib.performance.model.sources import learnt
from chalicelib.training import service as training
from chalicelib.training.model.certificates import CertificateRevoked, expiry
from chalicelib.training.model.orders import CANCELLED, DONE, OrderOpen, OrderOver
from chalicelib.training.model.sums import Month
from chalicelib.training.service import exporting, learning, lists, ordering, settling
from chalicelib.training.service.lists import Asked
from tests.tickets.stage import made
from tests.training.stage import MORE, SINGLE, TEXT, Stage, course
from tests.worlds import World, at_once


def test_an_order_is_told_done_by_passing_and_told_late_once(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    order = stage.order(course_id, days=1)

    stage.run(days=2)
    stage.run(days=1)
    late = stage.find(order)
    stage.passes(course_id)

    assert late.late and stage.find(order).state == DONE
    letters = stage.letters()
    assert letters.count(("training_ordered", stage.agent.email)) == 1
    assert letters.count(("training_late", stage.leader.email)) == 1
    assert learning.read_mine(stage.desk, world.now(stage.agent)).orders == []


def test_the_same_order_twice_and_at_once_is_one(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))

    orders = at_once([lambda: stage.order(course_id, name="same") for _ in range(5)])

    assert len({each.order_id for each in orders}) == 1
    with pytest.raises(OrderOpen):
        stage.order(course_id, name="another")
    with pytest.raises(KeyReused):
        stage.order(course_id, days=9, name="same")


def test_nobody_orders_of_themselves_or_beyond_their_reach(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    wanted = ordering.Wanted(stage.outsider.agent_id, course_id, "Why", stage.desk.now().date())

    for caller, agent in ((stage.leader, stage.outsider), (stage.leader, stage.leader)):
        with pytest.raises(NotYours):
            ordering.order(
                stage.desk,
                stage.caller(caller),
                ordering.Wanted(agent.agent_id, course_id, "Why", wanted.due_on),
                "x",
            )


def test_a_complaint_orders_a_course_and_shows_that_it_did(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    ticket = made(world, stage.agent, type="complaint", subject="Rude")

    order = stage.order(course_id, by=stage.boss, cause="ticket", about=ticket.ticket_id)
    found, _ = lists.list_orders(stage.desk, world.now(stage.boss), Asked("ticket", ticket.ticket_id))

    assert [each.order_id for each in found] == [order.order_id]
    for cause in ({"cause": "ticket", "about": "tkt_none"}, {"cause": "inspection", "about": "qin_none"}):
        with pytest.raises(Invalid):
            stage.order(course_id, by=stage.boss, **cause)


def test_an_order_that_is_taken_back_counts_for_nothing(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    order = stage.order(course_id)

    after = ordering.cancel(stage.desk, stage.caller(stage.leader), order.order_id, "A mistake")
    with pytest.raises(OrderOver):
        ordering.cancel(stage.desk, stage.caller(stage.leader), order.order_id, "Again")
    stage.run(days=9)

    assert after.state == CANCELLED
    assert ("training_late", stage.leader.email) not in stage.letters()
    assert months(stage) == Month()


def test_a_certificate_warns_ends_and_is_renewed_by_passing_anew(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, valid_months=1, warn_days=7))
    stage.passes(course_id)

    stage.run(days=25)
    warned = stage.letters()
    stage.passes(course_id)
    stage.run(days=7)
    renewed = stage.letters()
    stage.run(days=30)

    assert warned.count(("certificate_ends", stage.agent.email)) == 1
    assert ("certificate_ended", stage.agent.email) not in renewed
    assert stage.letters().count(("certificate_ended", stage.agent.email)) == 1
    assert ("certificate_ended", stage.leader.email) in stage.letters()


def test_a_certificate_is_revoked_once_with_a_reason_by_who_leads(world: World) -> None:
    stage = Stage.opened(world)
    attempt = stage.passes(stage.publish(course(SINGLE)))
    name = str(attempt.certificate_id)

    with pytest.raises(Invalid):
        settling.revoke(stage.desk, stage.caller(stage.leader), name, "  ")
    with pytest.raises(NotYours):
        settling.revoke(stage.desk, stage.caller(world.agent(role="group_leader")), name, "Why")
    after = settling.revoke(stage.desk, stage.caller(stage.leader), name, "Somebody else sat there")
    with pytest.raises(CertificateRevoked):
        settling.revoke(stage.desk, stage.caller(stage.leader), name, "Again")

    assert not after.counts(stage.desk.now())
    assert ("certificate_revoked", stage.agent.email) in stage.letters()


def test_months_end_on_the_last_day_that_there_is() -> None:
    issued = datetime(2026, 1, 31, 9, tzinfo=UTC)

    ends = expiry(issued, 1, "UTC", date(2026, 1, 31))

    assert ends is not None and ends.date() == date(2026, 2, 28)
    assert expiry(issued, 0, "UTC", date(2026, 1, 31)) is None


def months(stage: Stage, month: str = "2026-11") -> Month:
    return training.months_of(stage.desk, [stage.agent.agent_id], month, "Asia/Shanghai")[stage.agent.agent_id]


def test_a_month_measures_what_was_passed_in_time_and_what_counts(world: World) -> None:
    stage = Stage.opened(world)
    first, second = (stage.publish(course(SINGLE)) for _ in range(2))
    stage.order(first, days=1)
    stage.order(second, days=2)
    stage.fails(first)
    stage.passes(first)
    stage.run(days=4)

    month = months(stage)

    assert month == Month(passed=1, tried=2, score=Fraction(1, 2), due=2, in_time=1, valid=1)
    values = {name: learnt(month, f"training:{name}").value for name in ("passed", "in_time", "score", "valid")}
    assert values == {"passed": 1.0, "in_time": 0.5, "score": 50.0, "valid": 1.0}
    assert learnt(Month(), "training:score").value is None


def test_results_are_a_file_in_which_nothing_is_a_formula(world: World) -> None:
    stage = Stage.opened(world)
    definition = course(SINGLE)
    course_id = stage.publish(type(definition)("=HYPERLINK(1)", lessons=definition.lessons, quiz=definition.quiz))
    stage.passes(course_id)

    part = exporting.part_of(stage.desk, stage.caller(stage.boss), course_id, "en", None)

    assert '"\'=HYPERLINK(1)"' in part.text and part.following is None
    stranger = stage.caller(world.agent(role="group_leader"))
    assert exporting.part_of(stage.desk, stranger, course_id, "en", None).text.count("\r\n") == 1


def test_lists_are_paged_within_reach(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.see(course_id)
    for _ in range(lists.PAGE + 3):
        stage.submit(stage.start(course_id))
        world.clock.forward(minutes=1)
    stage.fails(course_id, by=stage.outsider)

    leader = world.now(stage.leader)
    first, following = lists.list_attempts(stage.desk, leader, Asked("course", course_id))
    rest, end = lists.list_attempts(stage.desk, leader, Asked("course", course_id, following))

    assert (len(first), len(rest), end) == (lists.PAGE, 3, None)
    assert first[0].started_at - first[1].started_at == pytest.approx(timedelta(minutes=1), abs=timedelta(seconds=1))


@pytest.mark.parametrize("view", ["agent", "course", "ticket", "inspection"])
def test_a_list_of_nothing_that_is_named_is_refused(world: World, view: str) -> None:
    stage = Stage.opened(world)

    with pytest.raises(Invalid) as refused:
        lists.list_orders(stage.desk, world.now(stage.boss), Asked(view))

    assert [each.field for each in refused.value.errors] == ["about"]


def test_lessons_without_a_quiz_are_seen_anew_once_their_certificate_ends_or_they_are_ordered(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(lessons=(TEXT, MORE), valid_months=1))

    def held() -> int:
        return len(lists.list_certificates(stage.desk, world.now(stage.agent), Asked("own"))[0])

    def seen() -> set[str]:
        return set(learning.read_course(stage.desk, world.now(stage.agent), course_id).seen)

    both = {TEXT.lesson_id, MORE.lesson_id}
    for _ in range(2):  # the last one comes twice
        stage.see(course_id, TEXT)
        stage.see(course_id, MORE)
    assert (held(), seen()) == (1, both)

    stage.run(days=40)
    assert (held(), seen()) == (1, set())
    stage.see(course_id, MORE)
    assert (held(), seen()) == (1, {MORE.lesson_id})
    stage.see(course_id, TEXT)
    assert (held(), seen()) == (2, both)

    stage.order(course_id, days=60)
    stage.see(course_id, TEXT)
    assert (held(), seen()) == (2, {TEXT.lesson_id})
    stage.see(course_id, MORE)
    assert (held(), seen()) == (3, both)


def test_what_is_taken_back_is_so_once_however_often_the_same_is_asked(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    leader = stage.caller(stage.leader)
    stage.passes(course_id)
    certificate_id = learning.read_mine(stage.desk, world.now(stage.agent)).certificates[0].certificate_id
    order = stage.order(course_id)

    revoked = [settling.revoke(stage.desk, leader, certificate_id, "Cheated") for _ in range(2)]
    over = [ordering.cancel(stage.desk, leader, order.order_id, "A mistake") for _ in range(2)]

    assert revoked[0] == revoked[1]
    assert over[0] == over[1]
    told = [what for what, _ in stage.letters()]
    assert (told.count("certificate_revoked"), told.count("training_cancelled")) == (1, 1)
    with pytest.raises(CertificateRevoked):
        settling.revoke(stage.desk, leader, certificate_id, "Another reason")
    with pytest.raises(OrderOver):
        ordering.cancel(stage.desk, stage.caller(stage.boss), order.order_id, "A mistake")
