"""A publication of a group's week: what of it is told to whom, and how far that has come (B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.core.text import among
from chalicelib.shifts.model.roster import LONGEST_REASON, MOST_CHANGES, Line, Told, changes_between

STATES = RUNNING, DONE = ("running", "done")


class Publication(msgspec.Struct, frozen=True):
    """``versions``: whose lines are published, each as it was at that version; whoever is in the group without a line
    knows by it that they have nothing. ``reason``: why, where a week is changed that was published before.

    ``left``: how many had been changed again before it came to them, and wait to be published; ``told``: how many hear
    of it.
    """

    publication_id: str
    group_id: str
    group_name: str
    week: date
    at: datetime
    by_id: str
    by_name: str
    versions: Mapping[str, int]
    reason: str = ""
    state: Annotated[str, among(*STATES)] = RUNNING
    told: int = 0
    left: int = 0
    version: int = 1


def checked_reason(reason: str, lines: Sequence[Line]) -> str:
    """Why what was published is other now: needed where anybody of these knew something else. Raises ``Invalid``."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid.field("reason", f"at most {LONGEST_REASON} characters")
    if not reason and any(each.published is not None and each.is_changed for each in lines):
        raise Invalid.field("reason", "needed: some of them were told otherwise before")
    return reason


def published(line: Line) -> Line:
    """The line once its agent is told of it."""
    return replace(line, published=line.draft, version=line.version + 1)


def told_of(before: Line, after: Line, knew: Told | None, publication: Publication, now: datetime) -> Told:
    """What the agent knows once it is published. What changed before and was not seen yet stays to be seen."""
    changes = changes_between(before.published, after.published or ()) if before.published is not None else ()
    unseen = knew.changes if knew is not None and not knew.seen else ()
    days = {each.day for each in changes}
    kept = [each for each in unseen if each.day not in days]
    return Told(
        after.group_id,
        publication.group_name,
        after.week,
        after.agent_id,
        after.published or (),
        tuple(sorted((*kept, *changes), key=lambda each: each.day))[-MOST_CHANGES:],
        publication.reason,
        now,
        publication.by_name,
        seen=False,
        version=knew.version + 1 if knew is not None else 1,
    )
