"""What the figures should be, and what they were, beside which they are printed.

Figures are of the machine that the goals were set on, while it did nothing else; on another one the ratios say more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """``was``: measured before the handler was gone through; ``most``: what it should be at most, if that was said."""

    was: float
    most: float | None = None

    def cells(self) -> tuple[str, str]:
        """As a table shows it: the goal, and what it was."""
        return ("-" if self.most is None else f"{self.most:g}"), f"{self.was:g}"


# processor milliseconds of one request through the whole handler, by our own requests to DynamoDB
REQUESTS: Mapping[str, Goal] = {
    "poll": Goal(2.16, 1.0),
    "post": Goal(3.99, 1.5),
    "reply": Goal(5.43),
    "heartbeat": Goal(3.24),
    "config": Goal(5.73),
    "inbox": Goal(2.89),
}
IMPORT_RATIO = Goal(1.65, 1.25)  # of the app to the libraries under it; was: with every room imported
POLL_RATIO = 1.5  # of a poll of the longest conversation to one of the shortest, at most
YEAR = Goal(1_000, 1_000)  # milliseconds of the page of a year, with 100,000 conversations
