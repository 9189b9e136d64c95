"""``make replay``: what it says of days that are stored, and of settings that make no sense."""

from __future__ import annotations

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from infra.environments.cloud import Refused
from infra.operate.replay import compare, lines
from tests.worlds import World


def test_a_table_of_what_was_and_what_would_have_been_is_printed(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    conversations.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c"))

    printed = lines(compare(world.desk, {"FROM": "2026-11-23", "TO": "2026-11-23", "STAFF": "+1"}))

    assert [" ".join(line.split()) for line in printed] == [
        "was would be",
        "served 1 1",
        "waited 0 0",
        "given up 0 0",
        "half within 0 s 0 s",
        "nine of ten within 0 s 0 s",
        "longest 0 s 0 s",
        "+1 0 1",
        "Agent 1 (1001) 1 0",
        "1 conversations and 1 decisions read, 1 agents seen",
    ]


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"FROM": "2026-11-31"}, "FROM is a day"),
        ({"CAPACITY": "many"}, "CAPACITY is a number"),
        ({"ALLOCATION": "fair"}, "ALLOCATION: one of rotation, balanced"),
        ({"FROM": "2026-11-23", "TO": "2026-11-22"}, "FROM: not later"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(world: World, wishes: dict[str, str], words: str) -> None:
    world.found(agents=1)

    with pytest.raises(Refused, match=words):
        compare(world.desk, wishes)
