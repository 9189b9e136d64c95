"""What the month's budget leads to: warnings, and what is done less often, step by step. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.costs.model.settings import SLOWER, SWITCHES, CostSettings, Switch
from chalicelib.costs.model.spending import month_bounds

WARNED_AT = (80, 100)  # percent of the budget
STEPS_AT = (80, 90, 100)  # percent at which one thing more is done less often

ON, OFF = "on", "off"


class State(msgspec.Struct, frozen=True):
    """How far was added up (``summed``: the hour behind it, UTC), and what came of the ``month``'s budget: of which
    percents people were ``warned``, what is saved by in the order in which it began (``steps``), and what somebody
    said of that by hand, which holds until the month is over (``over_at``)."""

    summed: str | None = None
    month: str = ""
    spent: float = 0.0
    warned: tuple[int, ...] = ()
    steps: tuple[Switch, ...] = ()
    by_hand: dict[Switch, Literal["on", "off"]] = {}
    over_at: datetime | None = None
    version: int = 0

    @property
    def saving(self) -> tuple[Switch, ...]:
        """What is done less often now."""
        return tuple(each for each in SWITCHES if self.by_hand.get(each, ON if each in self.steps else OFF) == ON)

    def paces(self, now: datetime) -> dict[str, float]:
        """How many times as long is waited, for what is done less often; for nothing when the month is over."""
        is_over = self.over_at is not None and now >= self.over_at
        return {} if is_over else {each: SLOWER[each] for each in self.saving}


def in_month(state: State, month: str, zone: str) -> State:
    """The state as the month begins there, or as it is within it: nothing is saved by, nobody was warned, no hand has
    spoken."""
    if state.month == month:
        return state
    over_at = datetime.combine(month_bounds(month)[1], time(), ZoneInfo(zone)).astimezone(UTC)
    return replace(state, month=month, spent=0.0, warned=(), steps=(), by_hand={}, over_at=over_at)


def looked_at(
    state: State, spent: float, dearest: Mapping[str, float], settings: CostSettings
) -> tuple[State, int | None]:
    """The state when so much of the month's budget is spent, and of which percent people are to be warned now.

    Each is warned of once, and once more where a budget that was raised is reached again. One thing more is done less
    often at each step, of those the desk allows what costs most (``dearest``: kind → money) first; what has begun
    stays until the month is over, or less of a budget that was raised is spent.
    """
    percent = spent / settings.budget * 100 if settings.budget else 0.0
    reached = tuple(each for each in WARNED_AT if percent >= each)
    due = [each for each in reached if each not in state.warned]
    wanted = sum(percent >= each for each in STEPS_AT)
    steps = [each for each in state.steps if each in settings.saves]
    left = sorted(set(settings.saves) - {*steps}, key=lambda each: (-dearest.get(each, 0.0), SWITCHES.index(each)))
    after = replace(state, spent=spent, warned=reached, steps=tuple([*steps, *left][:wanted]))
    return after, due[-1] if due else None


def switched(state: State, name: Switch, by_hand: Literal["on", "off"] | None) -> State:
    """The state when somebody says that this is done less often, or not, or (None) that the budget decides again."""
    hands = {each: held for each, held in state.by_hand.items() if each != name}
    return replace(state, by_hand=hands | ({name: by_hand} if by_hand is not None else {}))
