"""What a group requires before its agents are assigned (F11). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from chalicelib.core.errors import Conflict, Invalid, members

MOST_REQUIRED, MOST_GRACE = 10, 365


class Requirement(msgspec.Struct, frozen=True):
    """``begins_at``: since when it holds; ``grace_days``: how long after that nobody is kept from anything by it."""

    group_id: str
    course_ids: tuple[str, ...] = ()
    begins_at: datetime | None = None
    grace_days: int = 0
    version: int = 0

    @property
    def binds_from(self) -> datetime:
        """From then on nobody is assigned without."""
        if self.begins_at is None:
            raise ValueError("nothing is required")
        return self.begins_at + timedelta(days=self.grace_days)


class NobodyLeft(Conflict):
    """Nobody of the group could be assigned; said ``anyway`` it is set all the same."""

    code = "nobody_left"
    title = "Nobody of the group would be left to be assigned"
    beside = members(members=int, binds_from=datetime)


def checked_requirement(requirement: Requirement) -> Requirement:
    """One that can be kept. Raises ``Invalid``."""
    ids: Sequence[str] = tuple(dict.fromkeys(requirement.course_ids))
    if len(ids) > MOST_REQUIRED:
        raise Invalid.field("course_ids", f"at most {MOST_REQUIRED}")
    if not 0 <= requirement.grace_days <= MOST_GRACE:
        raise Invalid.field("grace_days", f"0 to {MOST_GRACE}")
    return msgspec.structs.replace(requirement, course_ids=tuple(ids))
