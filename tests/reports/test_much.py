"""However much there is to tell or to sum, no write is larger than the database takes (F1, law 9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.facts import ANSWER, Fact
from chalicelib.reports.model.figures import AGENT, Sums
from chalicelib.reports.model.questions import EVERY_KEY
from chalicelib.reports.service import logging, rolling
from chalicelib.reports.service.rolling import MOST_HOURS, SumHour, SumMonth
from chalicelib.reports.service.writing import put_facts
from chalicelib.reports.store import log as store
from chalicelib.tickets.model.origins import TicketWritten
from tests.reports.shops import Shop
from tests.tickets.stage import made, moved, now
from tests.worlds import World

AGENTS = 5_000
MONTH = "2026-10"


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


def some_hours(shop: Shop, agents: int, hours: int) -> dict[str, int]:
    """So many agents' hours of a month, each with as many conversations as its number says."""
    places = [(f"agt_{agent:026}", f"{MONTH}-{1 + hour // 24:02}T{hour % 24:02}") for agent in range(agents)
              for hour in range(hours)]  # fmt: skip
    for begin in range(0, len(places), 90):
        tx = Transaction(shop.world.desk)
        for number, (agent_id, hour) in enumerate(places[begin : begin + 90], begin):
            store.put_cell(tx, hour, (AGENT, agent_id), 1, Sums({"served": number % 7 + 1}))
        tx.commit()
    sums: dict[str, int] = {}
    for number, (agent_id, _) in enumerate(places):
        sums[agent_id] = sums.get(agent_id, 0) + number % 7 + 1
    return sums


def of_month(shop: Shop) -> dict[str, int]:
    months = store.months(shop.world.desk, AGENT, MONTH[:4], EVERY_KEY, MONTH, MONTH)
    return {each.key: each.sums.count("served") for each in months}


def test_a_month_of_many_agents_is_summed_piece_by_piece(shop: Shop) -> None:
    sums = some_hours(shop, agents=60, hours=80)
    desk = shop.world.desk

    rolling.sum_month(desk, SumMonth(MONTH, AGENT))
    after_one = of_month(shop)
    shop.counted()

    assert after_one.keys() < sums.keys()
    assert 0 < len(after_one) <= MOST_HOURS // 80
    assert of_month(shop) == sums


def test_a_piece_that_is_done_twice_or_overtaken_changes_nothing(shop: Shop) -> None:
    sums = some_hours(shop, agents=60, hours=80)
    desk, first = shop.world.desk, SumMonth(MONTH, AGENT)

    rolling.sum_month(desk, first)
    late = SumMonth(MONTH, AGENT, f"agt_{24:026}", 1)
    shop.counted()
    rolling.sum_month(desk, first)
    shop.counted()
    tx = Transaction(desk)
    store.put_cell(tx, f"{MONTH}-01T00", (AGENT, f"agt_{59:026}"), 2, Sums({"served": 100}))
    tx.commit()
    rolling.sum_month(desk, late)

    assert of_month(shop) == sums
