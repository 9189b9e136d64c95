"""Whoever is on call is called when nobody is there: one after the other, once for each step, many at once (B8)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core import links
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.oncall import store
from chalicelib.oncall.model.call import (
    ACCEPTED,
    CALLING,
    NOBODY_CAME,
    NOT_NEEDED,
    OVER,
    VISITOR,
    About,
    CallTaken,
    UnknownCall,
)
from chalicelib.oncall.service import accepting, hearing, stepping
from chalicelib.oncall.service.known import forget_known
from chalicelib.oncall.service.telling import PURPOSE, StepOn
from chalicelib.routing.model import StillAlone
from chalicelib.tickets.model.forms import CreateTicket
from chalicelib.tickets.service import creating
from tests.crashes import Death, at_each_write
from tests.oncall.stage import Stage
from tests.worlds import World, at_once, counted, in_use


@pytest.fixture
def stage(world: World) -> Stage:
    letters(world.desk)
    return Stage(world)


def letters(desk: Desk) -> None:
    notifications.update_settings(desk, {"sender_email": "desk@example.com", "sms_signature": "Desk"})


def test_who_waits_while_nobody_is_there_has_the_first_called_by_letter_and_sms(stage: Stage) -> None:
    waiting = stage.visitor_waits()

    stage.pass_minutes(2, waiting)

    call = stage.call()
    assert (call.state, call.first.thing_id, [each.name for each in call.told]) == (
        CALLING,
        waiting[1],
        [stage.anna.name],
    )
    assert stage.told() == ["anna"]
    assert stage.texts() == ["+8613812345670"]
    text = stage.world.desk.senders["sms"].sent[0].text
    assert "/o/" in text


def test_nobody_is_called_while_somebody_is_there(stage: Stage) -> None:
    stage.online(stage.dora)
    waiting = stage.visitor_waits()

    stage.pass_minutes(3, waiting, there=stage.dora)

    assert stage.calls() == []


def test_each_is_told_once_and_the_next_after_so_many_minutes_then_those_who_lead(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    told = []

    for _ in range(45):
        stage.pass_minutes(1, waiting)
        told.append(len(stage.told()))

    assert stage.told() == ["anna", "bert", "cora", "chief"]
    assert [told.index(number) for number in (1, 2, 3, 4)] == pytest.approx([0, 10, 20, 30], abs=1)
    assert stage.call().is_exhausted
    assert [each.leads for each in stage.call().told] == [False, False, False, True]


def test_when_the_visitor_has_left_the_chain_ends(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)

    stage.pass_minutes(20)

    assert stage.told() == ["anna"]
    assert (stage.call().state, stage.call().why) == (OVER, NOT_NEEDED)


def test_when_somebody_comes_the_chain_ends(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)

    stage.online(stage.dora)
    stage.pass_minutes(12, waiting, there=stage.dora)

    assert stage.told() == ["anna"]
    assert stage.call().why == NOT_NEEDED


def test_many_within_some_minutes_are_one_call(stage: Stage) -> None:
    waiting = [stage.visitor_waits() for _ in range(30)]

    stage.pass_minutes(3, *waiting)
    later = stage.visitor_waits()
    stage.pass_minutes(2, *waiting, later)

    assert stage.told() == ["anna"]
    assert stage.abouts(stage.call()) == 31


def test_who_comes_shortly_after_the_first_left_takes_the_call_up_without_another_text(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    conversations.close_by_visitor(stage.world.desk, first[0], "demo", first[1])
    stage.pass_minutes(10)
    assert stage.call().state == OVER

    second = stage.visitor_waits()
    stage.pass_minutes(2, second)

    assert stage.call().state == CALLING
    assert stage.told() == ["anna"]
    stage.pass_minutes(10, second)
    assert stage.told() == ["anna", "bert"]


def test_accepted_by_the_link_nobody_else_is_called(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)

    shown = accepting.accept_by_link(stage.world.desk, stage.link_of("anna"))
    again = accepting.accept_by_link(stage.world.desk, stage.link_of("anna"))
    stage.pass_minutes(30, waiting)

    assert shown.mine and again.mine
    assert (stage.call().state, stage.call().accepted_name) == (ACCEPTED, stage.anna.name)
    assert stage.told() == ["anna"]


def test_of_two_who_accept_at_once_one_has_it_and_the_other_hears_who(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(12, waiting)
    desk, call = stage.world.desk, stage.call()
    both = [stage.world.now(each) for each in (stage.anna, stage.bert)]

    outcomes = at_once([partial(accepting.accept, desk, each, call.call_id) for each in both * 3])

    has = stage.call()
    taken = [each for each in outcomes if isinstance(each, CallTaken)]
    assert {each.accepted_id for each in outcomes if not isinstance(each, CallTaken)} == {has.accepted_id}
    assert len(taken) == 3
    assert {each.extra["agent"]["id"] for each in taken} == {has.accepted_id}
    loser = next(name for name, each in (("anna", both[0]), ("bert", both[1])) if each.agent_id != has.accepted_id)
    assert not accepting.read_by_link(desk, stage.link_of(loser)).mine


def test_a_step_that_dies_at_any_write_or_is_run_again_and_at_once_tells_each_once(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    desk, call = stage.world.desk, stage.call()
    stage.world.clock.forward(minutes=call.step_minutes)
    stage.stay(*waiting)
    due = StepOn(call.call_id, call.step)

    def story(death: Death) -> None:
        with death():
            stepping.step_on(desk, due)
        stepping.step_on(desk, due)

    at_each_write(story)
    outcomes = at_once([partial(stepping.step_on, desk, due)] * 6)
    stage.work()

    assert outcomes == [None] * 6
    assert stage.told() == ["anna", "bert"]
    assert [each.name for each in stage.call().told] == [stage.anna.name, stage.bert.name]


def test_many_looks_at_once_raise_one_call(stage: Stage) -> None:
    waiting = [stage.visitor_waits() for _ in range(8)]
    headers = [conversations.find(stage.world.desk, each) for _, each in waiting]

    outcomes = at_once([partial(hearing.hear_waiting, stage.world.desk, StillAlone(each)) for each in headers * 2])
    stage.work()

    assert outcomes == [None] * 16
    assert stage.told() == ["anna"]
    assert stage.abouts(stage.call()) == 8


def test_colleagues_who_work_here_no_more_are_passed_over(stage: Stage) -> None:
    from chalicelib.people import service as people
    from chalicelib.people.model.forms import UpdateAgent

    people.update_agent(stage.world.desk, stage.anna.agent_id, UpdateAgent(active=False))
    waiting = stage.visitor_waits()

    stage.pass_minutes(2, waiting)

    assert stage.told() == ["bert"]


def test_when_nobody_came_for_long_the_next_visitor_has_everybody_called_anew(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(60, waiting)
    assert stage.told() == ["anna", "bert", "cora", "chief"]

    other = stage.visitor_waits()
    stage.pass_minutes(2, waiting, other)

    newest, former = stage.calls()
    assert (former.state, former.why) == (OVER, NOBODY_CAME)
    assert newest.state == CALLING
    assert stage.told()[4:] == ["anna"]


def test_a_message_that_is_left_calls_where_the_rota_says_so(stage: Stage) -> None:
    visitor = stage.world.visitor()
    form = LeaveMessage(name="Wu", text="Call me", email="wu@example.net", client_id="m1")

    leaving.leave_message(stage.world.desk, visitor, "demo", None, form)
    stage.pass_minutes(1)

    assert stage.told() == ["anna"]
    assert stage.call().first.kind == "message"
    stage.change(messages=False)
    leaving.leave_message(stage.world.desk, visitor, "demo", None, replace(form, client_id="m2"))
    stage.pass_minutes(1)
    assert stage.abouts(stage.call()) == 1


@pytest.mark.parametrize(("priority", "called"), [("urgent", ["anna"]), ("normal", [])])
def test_an_urgent_ticket_calls_and_another_does_not(stage: Stage, priority: Any, called: list[str]) -> None:
    urgent = {"summary": "Down", "reason": "All is down"} if priority != "normal" else {}
    form = CreateTicket(
        client_id="t1", type="aftersale", subject="Down", email="w@example.com", priority=priority, **urgent
    )
    creating.create_ticket(stage.world.desk, stage.chief, form)

    stage.pass_minutes(1)

    assert stage.told() == called


def test_links_count_for_whom_they_are_and_no_longer_than_they_say(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    desk, call = stage.world.desk, stage.call()
    own = stage.link_of("anna")
    forged = [
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        links.sign(desk, "survey", f"{call.call_id}-0"),
        links.sign(desk, PURPOSE, f"{call.call_id}-1"),
        links.sign(desk, PURPOSE, f"{call.call_id}-x"),
        links.sign(desk, PURPOSE, "nothing"),
        "",
    ]

    refused = [_refused(desk, each) for each in forged]
    stage.world.clock.forward(hours=13)
    late = _refused(desk, own)

    assert refused == [True] * len(forged)
    assert late
    assert stage.call().accepted_id is None


def _refused(desk: Desk, token: str) -> bool:
    from chalicelib.core.errors import NotFound

    try:
        accepting.accept_by_link(desk, token)
    except NotFound:
        return True
    return False


def test_whoever_was_not_called_cannot_accept_but_those_who_lead_can(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    desk, call = stage.world.desk, stage.call()

    with pytest.raises(UnknownCall):
        accepting.accept(desk, stage.world.now(stage.dora), call.call_id)
    accepting.accept(desk, stage.world.now(stage.chief.agent), call.call_id)

    assert stage.call().accepted_name == stage.chief.agent.name


def test_a_console_is_told_of_ones_own_calls_and_asks_nothing_where_there_is_no_rota(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    desk = stage.world.desk
    anna, dora = (stage.world.now(each) for each in (stage.anna, stage.dora))

    mine, others = accepting.calls_of(desk, anna), accepting.calls_of(desk, dora)
    with counted() as asked_by_dora:
        accepting.calls_of(desk, dora)
    with counted() as asked_by_anna:
        accepting.calls_of(desk, anna)

    assert [each.call_id for each in mine] == [stage.call().call_id]
    assert others == []
    assert (asked_by_dora.names, asked_by_anna.names) == ([], ["Query", "BatchGetItem"])


def test_until_there_is_a_rota_the_minutes_look_asks_nothing_more(world: World) -> None:
    letters(world.desk)
    stage = Stage(world)
    from chalicelib.oncall.service import rotas
    from chalicelib.routing.service import attendance

    waiting = stage.visitor_waits()
    header = conversations.find(world.desk, waiting[1])
    rotas.delete_rota(world.desk, stage.chief, stage.rota)
    forget_known(world.desk)
    attendance.tell_if_attended(world.desk, header)

    with counted() as requests:
        attendance.tell_if_attended(world.desk, header)

    assert requests.names == ["Query"] * len(header.pools or ())
    assert stage.calls() == []
    assert store.rotas(world.desk) == []


def test_who_comes_while_a_step_is_about_to_end_the_call_is_seen_to(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    conversations.close_by_visitor(stage.world.desk, first[0], "demo", first[1])
    desk, call = stage.world.desk, stage.call()
    stage.world.clock.forward(minutes=call.step_minutes)
    second = stage.visitor_waits()
    header = conversations.find(desk, second[1])
    came = []

    def come(operation: str, arguments: Mapping[str, Any]) -> None:
        ends = operation == "PutItem" and str(arguments["TableName"]).endswith("-oncall")
        if ends and not came:
            came.append(operation)
            hearing.hear_waiting(desk, StillAlone(header))

    with in_use().watching(before=come):
        stepping.step_on(desk, StepOn(call.call_id, call.step))
    stage.work()

    assert came
    assert stage.call().state == CALLING
    assert stage.told() == ["anna", "bert"]


def test_of_very_many_the_last_one_who_still_waits_keeps_the_call_going(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    desk, call = stage.world.desk, stage.call()
    for number in range(230):
        tx = Transaction(desk)
        store.put_about(tx, call.call_id, About(f"a{number:03}", VISITOR, "cnv_gone", "demo"))
        store.put_about(tx, call.call_id, About(f"z{number:03}", VISITOR, "cnv_gone", "demo"))
        tx.commit()

    stage.pass_minutes(11, first)

    assert stage.call().state == CALLING
    assert stage.told() == ["anna", "bert"]


def test_a_rota_whose_last_call_is_kept_no_longer_calls_again(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    tx = Transaction(stage.world.desk)
    tx.delete(store.CallRow(*store._place(stage.call().call_id)))
    tx.commit()

    second = stage.visitor_waits()
    stage.pass_minutes(2, second)

    assert stage.call().first.thing_id == second[1]
    assert stage.told() == ["anna", "anna"]
