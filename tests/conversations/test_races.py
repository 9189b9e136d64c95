"""Many at once on one conversation. On an engine that is atomic."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import Entry
from chalicelib.conversations.model.forms import StartConversation
from tests.worlds import World, at_once

pytestmark = pytest.mark.race


def whole(world: World, visitor: Any, conversation_id: str) -> list[Entry]:
    entries: list[Entry] = []
    while True:
        after = entries[-1].seq if entries else 0
        page = service.read_entries(world.desk, visitor, "demo", conversation_id, after, 100)
        entries += page.entries
        if not page.more:
            return entries


def begin(world: World) -> tuple[Any, str]:
    visitor = world.visitor()
    started = service.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hello", client_id="first")
    )
    return visitor, started.conversation_id


def test_32_writers_number_without_gap_or_double_while_a_reader_skips_none(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    visitor, conversation_id = begin(world)
    seen: list[int] = []
    over = threading.Event()

    def read_all_the_while() -> None:
        while not over.is_set() or not seen or seen[-1] < last:
            after = seen[-1] if seen else 0
            page = service.read_entries(world.desk, visitor, "demo", conversation_id, after, 100)
            seen.extend(entry.seq for entry in page.entries)

    last = 10**9
    reader = threading.Thread(target=read_all_the_while)
    reader.start()
    posts = [
        partial(service.post_message, world.desk, visitor, "demo", conversation_id, f"text {n}", f"id-{n}")
        for n in range(32)
    ]
    results = at_once(posts)
    last = len(whole(world, visitor, conversation_id))
    over.set()
    reader.join(timeout=30)

    entries = whole(world, visitor, conversation_id)
    assert not [result for result in results if isinstance(result, Exception)]
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert sorted(e.text for e in entries if e.kind == "message") == sorted(
        ["hello", *(f"text {n}" for n in range(32))]
    )
    assert seen == list(range(1, len(entries) + 1))


def test_200_posts_each_sent_twice_at_once_are_stored_200_times(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    talks = [begin(world) for _ in range(10)]

    answers = []
    for turn in range(5):
        posts = [
            partial(service.post_message, world.desk, visitor, "demo", cid, f"{turn}.{n}", f"{turn}.{n}")
            for visitor, cid in talks
            for n in range(4)
            for _ in range(2)
        ]
        answers += at_once(posts)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert sum(1 for _, again in answers if again) == 200
    for visitor, conversation_id in talks:
        said = [e.client_id for e in whole(world, visitor, conversation_id) if e.kind == "message"]
        assert sorted(said) == sorted(["first", *(f"{turn}.{n}" for turn in range(5) for n in range(4))])


def test_both_answers_to_a_doubled_post_are_the_same_entry(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    visitor, conversation_id = begin(world)

    twice = [partial(service.post_message, world.desk, visitor, "demo", conversation_id, "你好", "x")] * 8
    answers = at_once(twice)

    assert len({(entry.seq, entry.text, entry.at, entry.client_id) for entry, _ in answers}) == 1


def test_20_first_messages_of_one_visitor_make_one_conversation(atomic_world: World) -> None:
    world = atomic_world
    world.found(agents=2)
    visitor = world.visitor()

    starts = [
        partial(
            service.start_conversation, world.desk, visitor, "demo", StartConversation(text=f"t{n}", client_id=f"c{n}")
        )
        for n in range(20)
    ]
    started = at_once(starts)

    assert not [each for each in started if isinstance(each, Exception)]
    assert len({each.conversation_id for each in started}) == 1
    said = [e.text for e in whole(world, visitor, started[0].conversation_id) if e.kind == "message"]
    assert sorted(said) == sorted(f"t{n}" for n in range(20))


def test_a_start_doubled_at_once_makes_one_conversation_with_one_message(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    visitor = world.visitor()

    start = partial(
        service.start_conversation, world.desk, visitor, "demo", StartConversation(text="hi", client_id="same")
    )
    started = at_once([start] * 12)

    assert not [each for each in started if isinstance(each, Exception)]
    assert len({each.conversation_id for each in started}) == 1
    messages = [e for e in whole(world, visitor, started[0].conversation_id) if e.kind == "message"]
    assert [(e.seq, e.text) for e in messages] == [(1, "hi")]


def test_closing_from_both_sides_at_once_closes_once(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    world.online(agent)
    visitor, conversation_id = begin(world)

    by_visitor = partial(service.close_by_visitor, world.desk, visitor, "demo", conversation_id)
    by_agent = partial(service.end_conversation, world.desk, world.now(agent), conversation_id)
    headers = at_once([by_visitor, by_agent] * 4)

    assert {header.state for header in headers} == {"closed"}
    assert [e.kind for e in whole(world, visitor, conversation_id)].count("closed") == 1
    assert world.now(agent).serving == frozenset()
