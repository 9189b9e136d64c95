"""``make audit verify``: a line a day, and the first thing that is not as it was sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import seals
from chalicelib.operations import service
from infra.environments.cloud import Refused
from infra.operate.sealed import sent, verify
from tests.core.test_seals import change, note, rows
from tests.worlds import World


@pytest.fixture
def sealed(world: World) -> World:
    world.found()
    for _ in range(3):
        note(world, "act")
        world.clock.forward(days=1)
        service.seal_log(world.desk)
    return world


def test_each_day_has_a_line_and_all_holds(sealed: World) -> None:
    told = list(verify(sealed.desk, "", "", {}))

    assert [holds for _, holds in told] == [True] * len(told)
    assert len(told) == 3
    assert "as sealed" in told[0][0]


def test_it_ends_at_the_first_entry_that_is_not_as_it_was(sealed: World) -> None:
    item = rows(sealed.desk)[-2]
    change(sealed.desk, item, by="agt_other")

    *before, (line, holds) = verify(sealed.desk, "", "", {})

    assert all(each for _, each in before)
    assert (holds, item["audit_id"]["S"] in line) == (False, True)


def test_a_seal_that_was_sent_is_compared_and_one_of_a_day_without_seals_is_told(sealed: World) -> None:
    day = next(seals.all_seals(sealed.desk)).day
    held = {each.day: each.chain for each in seals.verified(sealed.desk, seals.all_seals(sealed.desk))}

    same = list(verify(sealed.desk, "", "", {day: held[day]}))
    other = list(verify(sealed.desk, "", "", {day: "0" * 64}))
    gone = list(verify(sealed.desk, "", "", {"2020-01-01": "0" * 64}))

    assert same[-1][1]
    assert (other[-1][1], "not the one that was sent" in other[-1][0]) == (False, True)
    assert (gone[-1][1], "2020-01-01" in gone[-1][0]) == (False, True)


def test_a_desk_that_was_not_sealed_for_long_says_so(sealed: World) -> None:
    sealed.clock.at += timedelta(days=3)

    *_, (line, holds) = verify(sealed.desk, "", "", {})

    assert (holds, line.startswith("nothing is sealed since")) == (False, True)


@pytest.mark.parametrize("wrong", ["yesterday", "2026-11-28", "2026-11-28:abc", "2026-11-28:" + "g" * 64])
def test_what_is_no_seal_is_refused_in_a_sentence(wrong: str) -> None:
    with pytest.raises(Refused, match="64 digits"):
        sent(wrong)
