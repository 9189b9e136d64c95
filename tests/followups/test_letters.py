"""What letters about follow-ups say: who, which kind, and what is to be done (D2, D3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core.transactions import Transaction
from chalicelib.followups import service
from chalicelib.followups.model.callbacks import Callback, Said
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import planning
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.notifications.rendering import email_of
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.visitors.model.visitor import Customer
from tests.followups.stage import boss, caller, customers, let_go_by
from tests.worlds import World


def letters(world: World) -> list[Notice]:
    """All of them, oldest first."""
    return list(notifications.list_notices(world.desk, "", None)[0])[::-1]


def text_of(letter: Notice) -> str:
    """The subject and the text."""
    return f"{letter.subject}\n{email_of(letter, 'Desk').text}"


def called_back(world: World, owner: Agent) -> None:
    """A callback of somebody who has no name."""
    tx = Transaction(world.desk)
    plan, due_at = plans.read_plan(world.desk, "demo"), world.clock() + timedelta(hours=2)
    customer = Customer(visitor_id="vis_01m8zzzzx6kh", locale="en")
    answer = Said(1, "", ({"zh-CN": "回复太慢", "en": "Slow to answer"},), False, version=2)
    service.open_callback(tx, Callback("cnv_1", plan, customer, answer, due_at, owner))
    tx.commit()


@pytest.mark.parametrize(
    ("languages", "printed"),
    [
        (["zh-CN", "en"], ["访客 x6kh", "低分回访", "回复太慢", "未解决"]),
        (["en"], ["Visitor x6kh", "callback", "Slow to answer", "not resolved"]),
    ],
)
def test_a_callbacks_letters_name_the_customer_as_the_console_does_and_say_why(
    world: World, languages: list[str], printed: list[str]
) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"languages": languages}, None)
    called_back(world, boss(world))
    boss(world)

    let_go_by(world, hours=3, step=600)

    found = letters(world)
    assert {each.what for each in found} == {"callback_due", "callback_warning", "callback_overdue"}
    for each in found:
        assert [words for words in printed if words not in text_of(each)] == []
        assert "vis_" not in text_of(each) and "cnv_" not in text_of(each)


def test_the_letter_at_the_due_time_says_that_it_is_due_now(world: World) -> None:
    (agent,) = world.found(agents=1)
    (visitor_id,) = customers(world, 1)
    due_at = (world.clock() + timedelta(hours=1)).isoformat()
    planning.plan_follow_up(
        world.desk, caller(boss(world)), PlanFollowUp("complaint", due_at, "1", visitor_id, owner_id=agent.agent_id)
    )

    let_go_by(world, hours=2, step=600)

    given, due = (text_of(each) for each in letters(world))
    assert "之前完成" in given and "之前完成" not in due
    assert "回访时间到了" in due
    assert all("投诉回访" in each and "访客 0000" in each and visitor_id not in each for each in (given, due))
