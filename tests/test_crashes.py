"""What lets functions die says so where nothing died, and stops where there is nothing left to die at."""

from __future__ import annotations

import pytest

from chalicelib.core.desk import Desk
from chalicelib.core.limits import CounterRow
from chalicelib.core.transactions import Transaction
from tests.crashes import EITHER, Death, at_each_write, crash_at


def write(desk: Desk, times: int) -> None:
    """So many transactions of one write each."""
    for number in range(times):
        tx = Transaction(desk)
        tx.put(CounterRow(f"crash-{number}", expires_at=1))
        tx.commit()


def stored(desk: Desk, times: int) -> int:
    return sum(CounterRow.find(desk.database, f"crash-{number}") is not None for number in range(times))


@pytest.mark.parametrize(("written", "left"), [(False, 1), (True, 2)])
def test_the_block_ends_at_its_write_before_or_after_it_is_stored(desk: Desk, written: bool, left: int) -> None:
    with crash_at(1, written=written) as fate:
        write(desk, 3)

    assert fate.died
    assert stored(desk, 3) == left


@pytest.mark.parametrize("written", [False, True])
def test_a_block_in_which_nothing_died_fails_its_test(desk: Desk, written: bool) -> None:
    with pytest.raises(AssertionError, match="nothing died"), crash_at(2, written=written):
        write(desk, 2)


def test_a_story_dies_before_and_after_each_of_its_writes_and_then_ends(desk: Desk) -> None:
    deaths: list[tuple[int, bool]] = []

    def story(death: Death) -> None:
        with death():
            write(desk, 2)
        if death.died:
            deaths.append((death.number, death.written))

    assert at_each_write(story, sides=EITHER) == 2
    assert sorted(deaths) == [(0, False), (0, True), (1, False), (1, True)]


def test_a_story_that_writes_less_than_it_says_fails(desk: Desk) -> None:
    def story(death: Death) -> None:
        with death():
            write(desk, 1)

    with pytest.raises(AssertionError):
        at_each_write(story, sides=EITHER, least=2)
