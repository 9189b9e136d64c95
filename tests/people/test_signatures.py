"""What an agent's letters end with: theirs to choose, below their answers by e-mail and nowhere else (A6)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.signature import Signature
from chalicelib.people.service import signatures
from tests.worlds import World, at_once

MINE = "林小美\n山岚茶铺 · 周一至周五 9–18 点"


def test_a_signature_is_kept_as_it_was_written_and_taken_away_again(world: World) -> None:
    (agent,) = world.found(agents=1)
    before = signatures.read_signature(world.desk, agent.agent_id)

    kept = signatures.change_signature(world.desk, agent.agent_id, f"\r\n{MINE}  \r\n", 0)
    same = signatures.change_signature(world.desk, agent.agent_id, MINE, 1)
    gone = signatures.change_signature(world.desk, agent.agent_id, " ")

    assert (before, kept, same) == (Signature(), Signature(MINE, 1), Signature(MINE, 1))
    assert gone == signatures.read_signature(world.desk, agent.agent_id) == Signature("", 2)


@pytest.mark.parametrize("text", ["x" * 301, "\n".join("abcdefg"), "\u200b", "a\x00b", "\ud800"])
def test_what_makes_no_signature_is_refused(world: World, text: str) -> None:
    (agent,) = world.found(agents=1)

    with pytest.raises(Invalid):
        signatures.change_signature(world.desk, agent.agent_id, text)


def test_of_two_tabs_none_overwrites_what_it_had_not_seen(world: World) -> None:
    (agent,) = world.found(agents=1)
    tabs = [
        lambda text=text: signatures.change_signature(world.desk, agent.agent_id, text, 0)  # type: ignore[misc]
        for text in ("one", "two", "three")
    ]

    results: list[Any] = at_once(tabs)

    stored = [each for each in results if isinstance(each, Signature)]
    assert len(stored) == 1
    assert signatures.read_signature(world.desk, agent.agent_id) == stored[0]
    assert all(isinstance(each, Signature | ChangedMeanwhile) for each in results)
