"""``python -m tests.local_desk``: the desk of ``make run``, but for what a password costs, for its clock, for how often
its pages ask, and for looking whether a source of its pages changed.

Tests of pages sign in hundreds of people. A tenth of a second of processor time for each would be most of what the
server does for them. And they need not wait for a time to pass: they move the clock, by a number of seconds in the file
``ahead`` of the desk's folder. No test changes a source while the desk runs: to look for that twice a second would be
half of what a desk does that nobody asks anything. And a browser that waits for a page to ask next looks at it sixty
times a second meanwhile, which takes longer than to be answered.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from chalicelib.core.desk import Desk, clock
from infra.local.__main__ import main

AHEAD = "ahead"


def with_cheap_passwords(desk: Desk) -> Desk:
    """The same desk; its passwords are hashed with less work."""
    return replace(desk, settings=replace(desk.settings, password_work="cheap"))


def with_quick_pages(desk: Desk) -> Desk:
    """The same desk; its pages ask, and tell that they are there, four times as often."""
    settings = replace(desk.settings, pace=0.25, beat_every=desk.settings.beat_every // 4)
    return replace(desk, settings=settings)


def with_movable_clock(desk: Desk, folder: Path) -> Desk:
    """The same desk; its time is as far ahead as the file in the folder says."""

    def now() -> datetime:
        with suppress(FileNotFoundError):
            return clock() + timedelta(seconds=float((folder / AHEAD).read_text()))
        return clock()

    return replace(desk, now=now)


def for_tests(desk: Desk) -> Desk:
    """The desk that this serves."""
    return with_movable_clock(with_quick_pages(with_cheap_passwords(desk)), Path(os.environ["STATE"]))


if __name__ == "__main__":
    sys.exit(main(for_tests, watch=False))
