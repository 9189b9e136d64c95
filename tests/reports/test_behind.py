"""What is behind a figure is what was counted in it: each once, newest first, and only what one's role reaches."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import GROUP_LEADER, BeyondYourRights, PermissionNeeded
from chalicelib.people.service import roles
from chalicelib.reports.model.behind import FIGURES, figure_of
from chalicelib.reports.model.definitions import DEFINITIONS, score_of
from chalicelib.reports.model.facts import ENDED, FIRST_ANSWER, RATED, STARTED, Fact
from chalicelib.reports.service import asking, logging
from chalicelib.reports.service.behind import MOST_READS, Behind, Found, Question, facts_behind
from chalicelib.reports.store.keys import SHARES
from tests.in_process import Asking
from tests.reports.shops import Shop
from tests.worlds import World, counted

MESSAGES = ("visitor_messages", "agent_messages")  # of which a conversation has several


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def pages(shop: Shop, figure: str, by: str = "day", agent: Any = None, **asked: Any) -> Iterator[Behind]:
    """Page after page, as a client reads them."""
    after = None
    while True:
        page = facts_behind(shop.world.desk, agent or shop.supervisor, Question(figure, by, **asked), after)
        yield page
        after = page.following
        if after is None:
            return


def behind(shop: Shop, figure: str, by: str = "day", **asked: Any) -> list[Found]:
    return [each for page in pages(shop, figure, by, **asked) for each in page.facts]


def served(shop: Shop, seconds: float = 10) -> str:
    conversation_id = shop.ask()
    shop.later(seconds)
    shop.answer(conversation_id)
    shop.end(conversation_id)
    return conversation_id


def some_facts(shop: Shop, number: int, kind: str = STARTED, **more: Any) -> list[Fact]:
    """So many conversations of the last days, told to the log."""
    now, chance = shop.world.desk.now(), random.Random(number)
    moments = [now - timedelta(minutes=chance.randint(1, 4 * 24 * 60)) for _ in range(number)]
    facts = [Fact(kind, f"cnv_{at.timestamp()}_{each}", 1, at, "demo", **more) for each, at in enumerate(moments)]
    for each in facts:
        logging.put_facts(shop.world.desk, [each])
    shop.counted()
    return facts


@pytest.mark.also_on_moto
def test_behind_a_number_stand_the_conversations_it_counts_with_their_visitors(shop: Shop) -> None:
    ended = [served(shop), served(shop)]
    shop.ask()

    shop.counted()

    facts = behind(shop, "ended")
    assert [each.fact.about for each in facts] == ended[::-1]
    assert [each.header.conversation_id for each in facts if each.header] == ended[::-1]
    assert {each.agent_name for each in facts} <= {each.name for each in shop.agents}
    assert len(behind(shop, "started")) == 3


def test_every_figure_has_as_many_behind_it_as_it_counts(shop: Shop) -> None:
    served(shop)
    unanswered = shop.ask()
    shop.end(unanswered)
    shop.counted()
    total = shop.total()

    found = {each.name: behind(shop, each.name) for each in DEFINITIONS}

    assert found.keys() == FIGURES.keys() == {each.name for each in DEFINITIONS}
    told = {name: len(each) for name, each in found.items() if name not in MESSAGES}
    assert told == {name: figure_of(name).number_in(total) for name in told}
    assert {name: sum(getattr(each.fact, name) for each in found[name]) for name in MESSAGES} == {
        name: total.count(name) for name in MESSAGES
    }
    rate = found["answer_rate"]
    assert sorted(each.counts for each in rate) == [False, True]


def test_a_key_of_the_report_narrows_it_to_that_hour_or_that_person(shop: Shop) -> None:
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    shop.end(conversation_id)
    shop.later(timedelta(hours=3).total_seconds())
    for each in shop.agents:
        shop.world.online(each)
    served(shop)
    shop.counted()
    hours = [line.key for line in shop.report("hour", first=shop.today(), last=shop.today()).lines]
    today: dict[str, Any] = {"first": shop.today(), "last": shop.today()}

    by_hour = {hour: len(behind(shop, "ended", "hour", key=hour, **today)) for hour in hours}
    by_agent = {
        line.key: len(behind(shop, "ended", "agent", key=line.key, **today)) for line in shop.report("agent").lines
    }
    clock = {line.key: len(behind(shop, "ended", "clock", key=line.key)) for line in shop.report("clock").lines}

    lines = shop.report("hour", **today).lines
    assert by_hour == {line.key: line.sums.count("ended") for line in lines}
    assert by_agent == {line.key: line.sums.count("ended") for line in shop.report("agent", **today).lines}
    assert by_agent[agent.agent_id] >= 1
    assert sum(clock.values()) == 2


def test_pages_are_newest_first_and_have_everything_once(shop: Shop) -> None:
    facts = some_facts(shop, 150)

    read = [page.facts for page in pages(shop, "started")]

    times = [each.fact.at for page in read for each in page]
    assert times == sorted((each.at for each in facts), reverse=True)
    assert len({each.fact.name for page in read for each in page}) == 150
    assert all(len(page) <= 20 for page in read)


def test_one_answer_makes_so_many_requests_however_much_there_is(shop: Shop) -> None:
    some_facts(shop, 30)
    with counted() as few:
        next(pages(shop, "started"))

    some_facts(shop, 400, agent_id=shop.agents[0].agent_id, kind=ENDED)
    with counted() as many:
        next(pages(shop, "started"))
    with counted() as rare:
        next(pages(shop, "first_answer", of=f"agent:{shop.agents[1].agent_id}"))

    most = 1 + 2 + SHARES * MOST_READS + 1
    assert len(few) <= most
    assert len(many) <= most
    assert len(rare) <= 4  # nothing is behind it: sums say so, and the log is not read


def test_a_thousand_at_one_moment_are_read_without_a_gap(shop: Shop) -> None:
    at = shop.world.desk.now()
    facts = [Fact(STARTED, f"cnv_{number}", 1, at, "demo") for number in range(1_000)]
    for start in range(0, 1_000, 50):
        logging.put_facts(shop.world.desk, facts[start : start + 50])
    shop.counted()

    names = [each.fact.name for each in behind(shop, "started")]

    assert sorted(names) == sorted(each.name for each in facts)


def test_nobody_sees_what_is_behind_the_figures_of_whom_they_do_not_reach(shop: Shop) -> None:
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    other = next(each for each in shop.agents if each.agent_id != agent.agent_id)
    leader = shop.world.agent(role=GROUP_LEADER)
    shop.end(conversation_id)
    shop.counted()

    assert [len(behind(shop, "ended", agent=each)) for each in (agent, other, leader)] == [1, 0, 0]
    for asked in ({"of": f"agent:{agent.agent_id}"}, {"by": "agent", "key": agent.agent_id}, {"of": "plan:demo"}):
        with pytest.raises(BeyondYourRights):
            behind(shop, "ended", agent=other, **asked)
    with pytest.raises(BeyondYourRights):
        behind(shop, "ended", "plan", key="demo", agent=leader)


def test_who_may_not_see_a_conversation_any_more_sees_the_fact_without_its_visitor(shop: Shop) -> None:
    agent, other = shop.agents
    moment: datetime = shop.world.desk.now()
    conversation_id = shop.ask()
    holder = shop.answer(conversation_id)
    former = other if holder.agent_id == agent.agent_id else agent
    fact = Fact(FIRST_ANSWER, conversation_id, 99, moment, "demo", agent_id=former.agent_id, seconds=3.0)
    logging.put_facts(shop.world.desk, [fact])
    shop.counted()

    (seen,) = behind(shop, "first_answer", agent=former)

    assert (seen.fact.about, seen.header) == (conversation_id, None)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"figure": "nothing"}, "figure"),
        ({"figure": ""}, "figure"),
        ({"figure": "ended", "of": "agent:a#b"}, "of"),
        ({"figure": "ended", "by": "agent", "key": "a#b"}, "key"),
        ({"figure": "ended", "key": "\x00"}, "key"),
        ({"figure": "ended", "by": "group", "key": "grp_none"}, "key"),
    ],
)
def test_what_is_no_question_is_refused_by_its_field(shop: Shop, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        behind(shop, **asked)

    assert [each.field for each in refused.value.errors] == [field]


def test_a_key_that_is_nothing_has_nothing_behind_it(shop: Shop) -> None:
    served(shop)
    shop.counted()

    found = [behind(shop, "ended", by, key=key) for by, key in (("day", "2026"), ("clock", "9T99"), ("agent", "x"))]

    assert found == [[], [], []]


def rated(shop: Shop) -> str:
    """A conversation that was rated low, told to the log."""
    conversation_id = served(shop)
    at = shop.world.desk.now()
    fact = Fact(RATED, f"srv_{conversation_id.removeprefix('cnv_')}", 0, at, "demo", score=2, resolved=False)
    logging.put_facts(shop.world.desk, [fact])
    shop.counted()
    return conversation_id


def test_who_may_not_see_ratings_sees_their_figures_and_no_single_score(shop: Shop) -> None:
    conversation_id = rated(shop)
    role = roles.create_role(shop.world.desk, name="Counter", permissions=["reports.see"], scope="all")
    counter = shop.world.now(shop.world.agent(role=role.role_id))

    total = asking.figures(shop.world.desk, counter, asking.Asked("day")).total
    (seen,) = behind(shop, "rated", agent=counter)
    (known,) = behind(shop, "rated")

    assert total is not None
    assert (total.count("score"), score_of(total)) == (2, 2.0)
    assert (known.fact.score, known.fact.resolved, seen.fact.score, seen.fact.resolved) == (2, False, None, None)
    assert seen.fact.about.removeprefix("srv_") == conversation_id.removeprefix("cnv_")
    for figure in ("satisfied", "resolved"):
        with pytest.raises(PermissionNeeded):
            behind(shop, figure, agent=counter)
        assert len(behind(shop, figure)) == figure_of(figure).number_in(total)


def test_what_one_may_not_list_is_said_with_what_the_figure_means(shop: Shop) -> None:
    requests = Asking()
    role = roles.create_role(shop.world.desk, name="Counter", permissions=["reports.see"], scope="all")
    callers = [requests.sign_in(each) for each in (shop.world.agent(role=role.role_id), shop.supervisor)]

    said = [requests.ask("GET", "/v1/desk/reports/definitions", each).said["items"] for each in callers]

    unlisted = [{each["name"] for each in lines if not each["lists"]} for lines in said]
    assert unlisted == [{"satisfied", "resolved", "fatal_errors"}, set()]
