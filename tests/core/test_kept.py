"""What is made once in a while for all who ask (law 2, law 9)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from chalicelib.core import kept
from chalicelib.core.desk import Desk
from tests.worlds import World, counted

FRESH = timedelta(seconds=15)


class Number(msgspec.Struct, frozen=True):
    value: int


class Maker:
    """Counts how often it made something."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Number:
        self.made += 1
        return Number(self.made)


def test_it_is_made_once_while_it_is_fresh_and_anew_afterwards(world: World) -> None:
    make = Maker()

    first = [kept.for_all(world.desk, "it", FRESH, make, Number) for _ in range(10)]
    with counted() as requests:
        again = kept.for_all(world.desk, "it", FRESH, make, Number)
    other = kept.for_all(world.desk, "another", FRESH, Maker(), Number)
    world.clock.forward(seconds=15)
    later = kept.for_all(world.desk, "it", FRESH, make, Number)

    assert {*first, again} == {Number(1)}
    assert (other, later, make.made) == (Number(1), Number(2), 2)
    assert requests.names == ["GetItem"]


def test_who_asks_while_another_makes_it_has_what_was_before_and_does_not_make_it_too(world: World) -> None:
    inner = Maker()

    def make() -> Number:
        seen.append(kept.for_all(world.desk, "it", FRESH, inner, Number))
        return Number(100 + len(seen))

    seen: list[Number | None] = []
    kept.for_all(world.desk, "it", FRESH, make, Number)
    world.clock.forward(seconds=15)
    kept.for_all(world.desk, "it", FRESH, make, Number)

    assert seen == [None, Number(101)]
    assert inner.made == 0


def test_whoever_dies_over_it_is_not_waited_for(world: World) -> None:
    def die() -> Number:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.for_all(world.desk, "it", FRESH, die, Number)
    meanwhile = kept.for_all(world.desk, "it", FRESH, Maker(), Number)
    world.clock.forward(seconds=kept.BUSY.total_seconds() + 1)

    assert meanwhile is None
    assert kept.for_all(world.desk, "it", FRESH, Maker(), Number) == Number(1)


@pytest.mark.race
def test_of_a_crowd_that_asks_at_once_one_makes_it(atomic_desk: Desk) -> None:
    make, crowd = Maker(), 32
    gate = threading.Barrier(crowd)

    def ask(_: int) -> Number | None:
        gate.wait()
        return kept.for_all(atomic_desk, "it", timedelta(minutes=5), make, Number)

    with ThreadPoolExecutor(crowd) as threads:
        answers = list(threads.map(ask, range(crowd)))

    assert make.made == 1
    assert set(answers) <= {Number(1), None}
    assert Number(1) in answers
