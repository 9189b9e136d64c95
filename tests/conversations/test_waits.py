"""How long somebody has to wait is said as a range, which is right four times in five (B5)."""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from chalicelib.conversations.model.waits import (
    FEWEST,
    KEPT,
    SAMPLED_EVERY,
    TOO_OLD,
    Expected,
    Wait,
    expected,
    in_words,
    with_wait,
)
from tests.worlds import MORNING


@dataclass
class Hour:
    """Visitors who arrive by chance and are served by so many slots in turn; some leave while they wait."""

    slots: int
    arrivals_a_minute: float
    minutes_each: Callable[[random.Random], float]
    leaving: float = 0.0
    slots_later: int | None = None
    told: list[tuple[Expected | None, float]] = field(default_factory=list)
    writes: int = 0

    def play(self, seed: int, minutes: int = 240) -> None:
        """For each who was served after waiting: what they were told when they came, and how long it took (minutes)."""
        chance = random.Random(seed)
        waits: tuple[Wait, ...] = ()
        queue: deque[tuple[float, int, Expected | None, float]] = deque()
        ends: list[float] = []
        now, slots, due = 0.0, self.slots, chance.expovariate(self.arrivals_a_minute)
        while now < minutes:
            arrives = not ends or due < ends[0]
            now = due if arrives else heapq.heappop(ends)
            if self.slots_later is not None and now > minutes / 2:
                slots = self.slots_later
            if arrives:
                due = now + chance.expovariate(self.arrivals_a_minute)
                moment = self.at(now)
                place = len(queue) + 1
                leaves = now + chance.expovariate(1 / 8) if chance.random() < self.leaving else float("inf")
                queue.append((now, place, expected(waits, place, moment, moment), leaves))
            queue = deque(each for each in queue if each[3] > now)
            while queue and len(ends) < slots:
                came, place, said, _ = queue.popleft()
                heapq.heappush(ends, now + self.minutes_each(chance))
                if now == came:
                    continue  # served at once, and so told nothing
                self.told.append((said, now - came))
                after = with_wait(waits, Wait(self.at(now), (now - came) * 60, place))
                if after is not None:
                    waits, self.writes = after, self.writes + 1

    @staticmethod
    def at(minutes: float) -> datetime:
        return MORNING + timedelta(minutes=minutes)


def by_chance(mean: float) -> Callable[[random.Random], float]:
    return lambda chance: chance.expovariate(1 / mean)


def mostly_short(mean: float) -> Callable[[random.Random], float]:
    return lambda chance: mean * chance.lognormvariate(-0.32, 0.8)


DAYS = {
    "steady": Hour(10, 1.0, by_chance(9.8)),
    "crowded": Hour(20, 4.4, mostly_short(5)),
    "few agents": Hour(3, 0.5, mostly_short(6)),
    "some leave": Hour(8, 1.2, by_chance(8), leaving=0.4),
    "half go home": Hour(24, 2.2, mostly_short(10), slots_later=18),
    "a large desk": Hour(400, 84, mostly_short(5)),
}


@pytest.mark.parametrize("name", DAYS)
def test_four_of_five_waits_are_within_what_was_said(name: str) -> None:
    day = DAYS[name]

    for seed in range(3):
        day.play(seed, minutes=60 if name == "a large desk" else 240)
    ranges = [(said, took) for said, took in day.told if said is not None and said.most is not None]
    within = sum(1 for said, took in ranges if said.least <= took <= (said.most or 0)) / len(ranges)
    wide = sum((said.most or 0) - said.least for said, _ in ranges) / len(ranges)
    mean = sum(took for _, took in ranges) / len(ranges)

    assert len(ranges) > 0.9 * len(day.told)
    assert within >= 0.72
    assert wide <= 1.5 * mean
    assert day.writes <= 3 * 240 * 60 / SAMPLED_EVERY.total_seconds()


# --- what is known, and in which words ------------------------------------------------------------------------------


def waits(*, ago: timedelta = timedelta(0), number: int = FEWEST, minutes: float = 10, place: int = 5) -> list[Wait]:
    """So many who were served a minute after another, the last of them so long ago."""
    last = MORNING - ago
    return [Wait(last - timedelta(minutes=n), minutes * 60, place) for n in reversed(range(number))]


def test_nothing_is_said_while_there_is_too_little_or_nothing_lately_to_go_by() -> None:
    few, old = waits(number=FEWEST - 1), waits(ago=TOO_OLD + timedelta(minutes=FEWEST))

    said = [expected(each, 3, MORNING, MORNING) for each in ([], few, old, waits())]

    assert said[:3] == [None] * 3
    assert said[3] is not None


def test_who_stands_further_behind_waits_longer_and_a_silent_pool_makes_it_longer_still() -> None:
    known, later = waits(), MORNING + timedelta(minutes=12)

    near, far = expected(known, 1, MORNING, MORNING), expected(known, 20, MORNING, MORNING)
    silent = expected(known, 1, later, MORNING)
    just_came = expected(known, 1, later, later)

    assert near and far and silent and just_came
    assert near.most and far.most and silent.most
    assert near.most < far.least
    assert silent.most > near.most
    assert just_came == near


def test_beyond_what_is_counted_nobody_says_the_most() -> None:
    said = expected(waits(), 41, MORNING, MORNING, more=True)

    assert said is not None
    assert (said.most, in_words(said, "en")) == (None, f"more than {said.least} minutes")


def test_one_wait_in_a_few_seconds_is_kept_and_only_the_last_ones() -> None:
    kept: tuple[Wait, ...] = ()
    moments = [MORNING + timedelta(seconds=0.5 * n) for n in range(1_000)]

    results = [kept := with_wait(kept, Wait(each, 60, 2)) or kept for each in moments]

    assert len({each[-1].at for each in results}) == 1_000 * 0.5 / SAMPLED_EVERY.total_seconds()
    assert len(kept) == KEPT


@pytest.mark.parametrize(
    ("least", "most", "chinese", "english"),
    [
        (2, 5, "约 2 至 5 分钟", "about 2 to 5 minutes"),
        (4, 4, "约 4 分钟", "about 4 minutes"),
        (0, 3, "3 分钟以内", "up to 3 minutes"),
        (0, 1, "不到 1 分钟", "less than a minute"),
        (20, None, "超过 20 分钟", "more than 20 minutes"),
        (20, 180, "超过 20 分钟", "more than 20 minutes"),
        (75, 130, "1 小时以上", "more than an hour"),
        (0, None, "", ""),
    ],
)
def test_a_range_is_said_in_words(least: int, most: int | None, chinese: str, english: str) -> None:
    said = [in_words(Expected(least, most), language) for language in ("zh-CN", "en")]

    assert said == [chinese, english]
