"""Everything twice and at once: each visitor is asked once, each answer counts once. On an engine that is atomic."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import store as headers
from chalicelib.conversations.model.conversation import ConversationEnded, Header
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.people.model.agents import by_agent
from chalicelib.surveys.model.survey import Survey
from chalicelib.surveys.service import answering, asking
from chalicelib.surveys.service.links import Expire, SendLink
from chalicelib.surveys.service.reading import figures
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store import visitors
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World, at_once

MANY, THREADS = 500, 16


@pytest.mark.race
def test_500_ends_of_which_each_is_told_twice_at_once_ask_each_visitor_once(atomic_world: World) -> None:
    shop = open_shop(atomic_world)
    ended = ended_conversations(shop, MANY)
    acts = [
        partial(asking.ask_after_conversation, shop.desk, ConversationEnded(each, None))
        for each in ended
        for _ in range(2)
    ]

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = list(pool.map(lambda act: act(), acts))

    assert outcomes == [None] * (2 * MANY)
    assert sorted(each.about for each in shop.surveys()) == ended
    kinds = [each.kind for each in work.waiting(shop.desk)]
    assert (kinds.count(SendLink.kind), kinds.count(Expire.kind)) == (MANY, MANY)
    agent = shop.world.now(shop.agent)
    for conversation_id in ended[::10]:
        page = reading.read_transcript(shop.desk, agent, conversation_id, 0, 100)
        assert [(entry.seq, entry.kind) for entry in page.entries] == [(1, "survey")]


@pytest.mark.race
def test_a_visitor_whose_conversations_end_at_once_is_asked_about_one_within_the_days(atomic_world: World) -> None:
    shop = open_shop(atomic_world)
    visitor = shop.world.visitor()
    shop.rules(ask="never")
    ended = []
    for _ in range(6):
        ended.append(shop.talk(visitor)[1])
        shop.close(ended[-1])
    shop.rules(again_after_days=1)

    at_once([partial(asking.ask_after_conversation, shop.desk, ConversationEnded(each, None)) for each in ended])

    assert len(shop.surveys()) == 1


@pytest.mark.race
def test_an_answer_from_two_tabs_at_once_counts_once_and_opens_one_callback(atomic_world: World) -> None:
    shop = open_shop(atomic_world)
    for _ in range(5):
        visitor, survey = shop.asked()
        tabs = [
            partial(
                answering.answer, shop.desk, visitor, "demo", survey.survey_id, score=score, client_id=f"tab{score}"
            )
            for score in (1, 2, 2, 5)
        ]

        outcomes = at_once(tabs)

        now = shop.now(survey)
        assert all(isinstance(each, Survey) for each in outcomes), outcomes
        assert now.answer is not None
        assert now.answer.score in (1, 2, 5)
        assert now.callback_id == callback_id_of(survey.survey_id)
        assert shop.callback(survey).followup_id == now.callback_id
    _, total, _ = figures(shop.desk, shop.world.now(shop.supervisor or shop.agent), None, None, "day")
    assert (total.asked, total.answered, total.callbacks) == (5, 5, 5)


@pytest.mark.race
def test_the_same_request_at_once_is_one_answer(atomic_world: World) -> None:
    shop = open_shop(atomic_world)
    visitor, survey = shop.asked()
    act = partial(answering.answer, shop.desk, visitor, "demo", survey.survey_id, score=2, client_id="1")

    outcomes = at_once([act] * 8)

    assert len({(each.state, each.answer.score, each.changeable_until) for each in outcomes}) == 1, outcomes
    assert shop.now(survey).version == 2


def ended_conversations(shop: Shop, number: int) -> list[str]:
    """So many conversations of as many visitors, answered and ended, of which nobody was told; written directly."""
    now, agent = shop.desk.now(), by_agent(shop.agent)
    ids = [f"cnv_{n:026d}" for n in range(10**6, 10**6 + number)]
    for start in range(0, number, 50):
        tx = Transaction(shop.desk)
        for conversation_id in ids[start : start + 50]:
            visitor_id = conversation_id.replace("cnv", "vis")
            visitors.put_new(tx, Visitor(visitor_id, "demo", 1, now, now))
            said: dict[str, Any] = {"state": "closed", "closed_by": "agent", "why_closed": "closed", "closed_at": now}
            header = Header(
                conversation_id=conversation_id,
                plan_key="demo",
                visitor_id=visitor_id,
                started_at=now,
                locale="en",
                agent=agent,
                first_reply_at=now,
                **said,
            )
            headers.write(tx, None, header, [])
        tx.commit()
    return ids
