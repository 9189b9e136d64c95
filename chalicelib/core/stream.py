"""The table ``work``'s stream: what is due when it is written is run within a second, not within a minute.

Lambda hands over a batch of new items that are marked to run at once (``FILTER``). It is woken for nothing else: not
for changes and removals, nor for work that is due later, is tried by its own request, was put back, or is dead.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, Protocol

from chalicelib.core import metering, work
from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem

FILTER = {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"runs": {"S": [work.AT_ONCE]}}}}

log = logging.getLogger("deskbell")


class Record(Protocol):
    """One change of the table, as Chalice shows it."""

    @property
    def event_name(self) -> str:
        """INSERT, MODIFY or REMOVE."""

    @property
    def new_image(self) -> RawItem | None:
        """The item as it stands now, if it does."""

    @property
    def sequence_number(self) -> str:
        """What names the change in its shard."""


def run_batch(desk: Desk, records: Iterable[Record]) -> dict[str, Any]:
    """Run what these records brought; Lambda's answer: only what could not be tried comes again.

    A handler that fails is no failure of its record, since the piece was put back with its own tries. What is left is
    trouble with the table itself, and then the schedule comes to the piece too, should Lambda give up.
    """
    failures = []
    counts = metering.begin(desk, "stream", invoked=True)
    try:
        for record in records:
            if record.event_name != "INSERT" or not record.new_image:
                continue
            try:
                work.run_now(desk, record.new_image)
            except Exception:
                log.exception("work_record_failed", extra={"sequence_number": record.sequence_number})
                failures.append({"itemIdentifier": record.sequence_number})
    finally:
        metering.finish(counts)
    return {"batchItemFailures": failures}
