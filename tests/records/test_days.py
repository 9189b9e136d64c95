"""The records of some days: all of them come, page by page, each once, for every reach (E3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.conversations import store
from chalicelib.conversations.model.transitions import closed
from chalicelib.conversations.service import transitions
from chalicelib.core.authors import SYSTEM
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import access
from chalicelib.records import service
from chalicelib.records.service import Days
from tests.conversations.test_group_list import led_group, taken
from tests.in_process import Asking, named_in
from tests.worlds import World, counted

DAYS = [date(2026, 11, 23) + timedelta(days=number) for number in range(3)]


def over(world: World, agents: list[Any], a_day: int) -> list[list[str]]:
    """So many conversations of these agents that were over on each of three days, the last of a day first."""
    days = []
    for _ in DAYS:
        ids = taken(world, agents, a_day)
        for conversation_id in ids:
            header = transitions.find(world.desk, conversation_id)
            tx = Transaction(world.desk)
            after, entry = closed(header, SYSTEM, world.desk.now())
            store.write(tx, header, after, [entry])
            tx.commit()
        days.append(ids[::-1])
        world.clock.forward(days=1)
    return days


def every_page(world: World, who: Any, days: Days) -> list[list[str]]:
    """The ids of each page, and that none costs more than the first."""
    caller, pages, cursor, most = access.Caller(world.now(who), "ses_1"), [], None, 0
    while True:
        with counted() as requests:
            sheets, cursor = service.list_records(world.desk, caller, days, cursor)
        most = most or len(requests)
        assert len(requests) <= most
        pages.append([each.header.conversation_id for each in sheets])
        if cursor is None:
            return pages


def test_all_records_of_a_day_come_however_many_there_are(world: World) -> None:
    _, agents = led_group(world)
    days = over(world, agents, 60)

    pages = every_page(world, world.agent(role=SUPERVISOR), Days(DAYS[1], DAYS[1]))

    assert [each for page in pages for each in page] == days[1]
    assert max(map(len, pages)) == 50


def test_a_period_without_an_end_goes_on_until_now_and_one_without_a_beginning_from_the_first(world: World) -> None:
    _, agents = led_group(world)
    first, second, third = over(world, agents, 2)
    boss = world.agent(role=SUPERVISOR)

    since, until, always = (
        [each for page in every_page(world, boss, days) for each in page]
        for days in (Days(DAYS[1]), Days(None, DAYS[1]), Days())
    )

    assert (since, until, always) == (third + second, second + first, third + second + first)


def test_whose_role_reaches_a_group_has_the_records_of_the_group(world: World) -> None:
    leader, agents = led_group(world)
    days = over(world, agents, 60)
    stranger = world.agent()
    over(world, [stranger], 1)

    pages = every_page(world, leader, Days(DAYS[1], DAYS[1]))

    assert [each for page in pages for each in page] == days[1]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-24&to=2026-11-23", "from"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("from=2026-13-01", "from"),
    ],
)
def test_days_that_make_no_sense_are_refused_by_name_here_and_where_conversations_are_looked_back_at(
    world: World, query: str, field: str
) -> None:
    world.found(agents=1)
    asking = Asking()
    token = asking.sign_in(world.agent(role=SUPERVISOR))

    answers = [asking.ask("GET", f"{path}?{query}", token) for path in ("/v1/admin/records", "/v1/desk/ended")]

    assert [(each.status, named_in(each)) for each in answers] == [(422, [field])] * 2
