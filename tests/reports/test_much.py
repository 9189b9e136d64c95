"""However much there is to tell or to sum, no write is larger than the database takes (F1, law 9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.reports.model.facts import ANSWER, Fact
from chalicelib.reports.service import logging, rolling
from chalicelib.reports.service.rolling import SumHour
from chalicelib.reports.service.writing import put_facts
from chalicelib.tickets.model.origins import TicketWritten
from tests.reports.shops import Shop
from tests.tickets.stage import made, moved, now
from tests.worlds import World

AGENTS = 5_000


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def test_a_ticket_that_was_closed_and_opened_again_for_days_is_told_from_its_beginning(shop: Shop) -> None:
    agent = shop.agents[0]
    ticket = made(shop.world, agent, plan_key="demo")
    for _ in range(26):
        for state in ("closed", "reopened"):
            shop.later(3_700)
            moved(shop.world, agent, now(shop.world, ticket), state, text="Once more")

    logging.tell_ticket(shop.world.desk, TicketWritten(ticket.ticket_id))
    shop.counted()

    days = {"first": shop.today() - timedelta(days=5)}
    assert [shop.total(**days).count(f"ticket_{name}") for name in ("created", "closed", "reopened")] == [1, 26, 26]


def test_an_hour_in_which_thousands_worked_is_summed(shop: Shop) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    facts = [
        Fact(ANSWER, f"cnv_{number:026}", 1, at, "demo", agent_id=f"agt_{number:026}", seconds=3.0)
        for number in range(AGENTS)
    ]
    for begin in range(0, AGENTS, 45):
        put_facts(shop.world.desk, facts[begin : begin + 45])

    rolling.sum_hour(shop.world.desk, SumHour("2026-11-23T17"))
    rolling.sum_hour(shop.world.desk, SumHour("2026-11-23T17"))

    day = at.date()
    assert shop.total(first=day, last=day).count("answer") == AGENTS
    assert shop.total(first=day, last=day, of=f"agent:agt_{AGENTS - 1:026}").count("answer") == 1
