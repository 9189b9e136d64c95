"""What happens by itself on the local run: due work at once and every second, the sweep, what happens every hour.

In the cloud a stream, schedules and the database do this.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial

from chalicelib.core import stream, work
from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from chalicelib.operations import service as operations
from infra.local.store.changes import Listener
from infra.local.store.engine import Store

QUARTER, TICK, MINUTE, HOUR = 0.25, 1.0, 60.0, 3600.0  # seconds
ENDS_WITHIN = 10.0

log = logging.getLogger("deskbell")


class Timers:
    """Threads that act until they are stopped."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._stop = threading.Event()
        changes = store.listen(work.WorkRow.Meta.table_name)
        self.threads = [
            self._repeating(0.0, partial(run_written, desk, changes, wait=QUARTER)),
            self._repeating(TICK, partial(work.run_due, desk)),
            self._repeating(MINUTE, store.sweep),
            self._repeating(HOUR, partial(operations.every_hour, desk)),
        ]

    def _repeating(self, seconds: float, act: Callable[[], object]) -> threading.Thread:
        thread = threading.Thread(target=self._repeat, args=(seconds, act), daemon=True)
        thread.start()
        return thread

    def _repeat(self, seconds: float, act: Callable[[], object]) -> None:
        while not self._stop.is_set():
            try:
                act()
            except Exception:
                log.exception("timer_failed")
                self._stop.wait(TICK)  # what fails at once must not fail without end
            self._stop.wait(seconds)

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._stop.set()
        for thread in self.threads:
            thread.join(ENDS_WITHIN)


def run_written(desk: Desk, changes: Listener, *, wait: float = 0.0) -> int:
    """Run what was written meanwhile to be run at once, as the stream's function does; how many pieces that were.

    Waits so many seconds for the first of them.
    """
    taken = [each for each in changes.take(wait=wait) if _runs_at_once(each.new_image)]
    if taken:
        stream.run_batch(desk, taken)
    return len(taken)


def _runs_at_once(item: RawItem | None) -> bool:
    return item is not None and item.get("runs") == {"S": work.AT_ONCE}
