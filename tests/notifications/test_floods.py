"""A flood of messages left: a handful of notices, nothing lost, and money that is bounded (C3, C4)."""

from __future__ import annotations

import pytest

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.core.errors import LimitReached
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.email import EmailLetter, SmsLetter
from chalicelib.notifications.model.notice import EMAIL, SMS, Notice
from chalicelib.notifications.service import delivery, gathering
from chalicelib.notifications.service.gathering import TellTogether
from chalicelib.notifications.service.telling import Deliver
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.plans import service as plans
from chalicelib.visitors.service import Caller
from tests.notifications.shops import MEI, balance_and_lines, notice, open_shop, outcomes, post, tell
from tests.worlds import World, at_once

RECIPIENT = {"name": MEI.name, "email": MEI.email, "mobile": MEI.mobile, "locale": "zh-CN"}
FORM = {"name": "王先生", "email": "wang@mail.example"}


@pytest.fixture
def shop(world: World) -> World:
    """A plan that tells Mei of messages left, by e-mail and SMS."""
    open_shop(world)
    plans.update_plan(world.desk, "demo", {"offline": {"recipients": [RECIPIENT]}}, None)
    return world


def leave(world: World, caller: Caller, number: int, address: str | None = "192.0.2.7") -> None:
    leaving.leave_message(
        world.desk,
        caller,
        "demo",
        None,
        LeaveMessage(**FORM, text=f"第{number}个问题", client_id=f"m{number}"),
        address,
    )


def left_until_refused(world: World, caller: Caller, most: int) -> int:
    """How many of so many messages one visitor could leave."""
    for number in range(most):
        try:
            leave(world, caller, number)
        except LimitReached:
            return number
    return most


def schedule_runs(world: World, minutes: int) -> None:
    """At once, and once more when so many minutes are over."""
    work.run_due(world.desk, limit=500)
    world.clock.forward(minutes=minutes)
    work.run_due(world.desk, limit=500)
    work.run_due(world.desk, limit=500)  # the letter that the last run wrote


def mails(world: World) -> list[EmailLetter]:
    return [each for each in post(world, EMAIL).to(str(MEI.email)) if isinstance(each, EmailLetter)]


def test_forty_messages_of_one_visitor_in_a_moment_are_ten_and_a_handful_of_notices(shop: World) -> None:
    stored = left_until_refused(shop, shop.visitor(), 40)

    schedule_runs(shop, 12)

    texts = " ".join(each.text for each in mails(shop))
    assert stored == 10
    assert len(mails(shop)) == 6  # five, and one that lists the others
    assert all(f"第{number}个问题" in texts for number in range(10))
    assert len(post(shop, SMS).to(str(MEI.mobile))) == 6
    assert "5条新留言" in str(post(shop, SMS).to(str(MEI.mobile))[-1].text)
    balance, lines = balance_and_lines(shop)
    assert balance >= 500 - 6 * 30
    assert sum(kind == "debit" for kind, _ in lines) == 6


def test_many_visitors_of_one_address_are_told_together_and_none_is_left_out(shop: World) -> None:
    plans.update_plan(shop.desk, "demo", {"offline": {"recipients": [RECIPIENT | {"mobile": None}]}}, None)
    for number in range(12):
        leave(shop, shop.visitor(), number)

    schedule_runs(shop, 12)

    texts = " ".join(each.text for each in mails(shop))
    assert len(mails(shop)) == 6
    assert all(f"第{number}个问题" in texts for number in range(12))
    assert notifications.list_notices(shop.desk, "pending", None)[0] == []
    told = [each for each in notifications.list_notices(shop.desk, "gathered", None)[0] if each.to == MEI.email]
    assert len(told) == 7


def test_the_letter_that_lists_is_written_once_however_often_it_is_asked_for(shop: World) -> None:
    for number in range(8):
        leave(shop, shop.visitor(), number)
    schedule_runs(shop, 1)

    for _ in range(3):
        gathering.tell_together(shop.desk, TellTogether(EMAIL, str(MEI.email), "demo"))
    schedule_runs(shop, 12)

    assert len(mails(shop)) == 6


def test_an_address_that_is_told_little_is_told_one_by_one_again_in_the_next_while(shop: World) -> None:
    for number in range(7):
        leave(shop, shop.visitor(), number)
    schedule_runs(shop, 22)
    before = len(mails(shop))

    leave(shop, shop.visitor(), 7)
    schedule_runs(shop, 1)

    assert len(mails(shop)) == before + 1
    assert "第7个问题" in mails(shop)[-1].text


# --- money ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["plan", "desk"])
def test_beyond_a_days_sms_the_rest_goes_by_email_and_costs_nothing(world: World, whose: str) -> None:
    open_shop(world)
    if whose == "plan":
        plans.update_plan(world.desk, "demo", {"limits": {"sms_by_day": 2}}, None)
    else:
        notifications.update_settings(world.desk, {"sms_by_day": 2})
    ids = [tell(world, MEI, channels=(SMS,))[0] for _ in range(4)]

    work.run_due(world.desk)
    work.run_due(world.desk)

    assert len(post(world, SMS).sent) == 2
    assert [notice(world, each).last_error for each in ids].count("too_many_today") == 2
    assert len(mails(world)) == 2
    assert sum(kind == "debit" for kind, _ in balance_and_lines(world)[1]) == 2
    world.clock.forward(days=1, seconds=1)
    tell(world, MEI, channels=(SMS,))
    work.run_due(world.desk)
    assert len(post(world, SMS).sent) == 3


def test_an_sms_goes_to_the_plans_own_country_only_unless_it_names_others(world: World) -> None:
    open_shop(world)
    abroad = Recipient("Tom", None, "+491701234567", "en")
    (refused,) = tell(world, abroad, channels=(SMS,))
    work.run_due(world.desk)
    plans.update_plan(world.desk, "demo", {"limits": {"sms_countries": ["CN", "de"]}}, None)

    (sent,) = tell(world, abroad, channels=(SMS,))
    work.run_due(world.desk)

    assert (notice(world, refused).state, notice(world, refused).last_error) == ("failed", "country_not_allowed")
    assert notice(world, sent).state == "sent"
    assert outcomes(world, refused) == ["permanent"]


def test_what_an_sms_may_cost_grows_with_its_segments(world: World) -> None:
    open_shop(world)
    notifications.update_settings(world.desk, {"most_cents": 7})
    tell(world, MEI, channels=(SMS,), words={"number": "A", "name": "王" * 80, "text": "长" * 300})

    work.run_due(world.desk)

    (letter,) = post(world, SMS).sent
    assert isinstance(letter, SmsLetter)
    assert letter.most_cents in (14, 21)


# --- at once --------------------------------------------------------------------------------------------------------


def test_of_thirty_two_notices_at_once_a_few_are_sent_and_the_letter_lists_the_rest(atomic_world: World) -> None:
    open_shop(atomic_world)
    to = Recipient("Mei", "mei@shop.example", None, "en")
    ids = [tell(atomic_world, to, gather_after=5)[0] for _ in range(32)]

    at_once([lambda each=each: delivery.deliver(atomic_world.desk, Deliver(each)) for each in ids])
    gathering.tell_together(atomic_world.desk, TellTogether(EMAIL, "mei@shop.example", "demo"))

    states = [each.state for each in notifications.states_of(atomic_world.desk, ids).values()]
    listed: list[Notice] = [
        each
        for each in notifications.list_notices(atomic_world.desk, "pending", None)[0]
        if each.what == "offline_together"
    ]
    assert (states.count("sent"), states.count("gathered")) == (5, 27)
    assert len(listed) == 1
