"""That somebody found out that a visitor is who they say (F8): the value that a conversation is stamped with. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core.authors import Author

HOLDS = timedelta(days=1)  # a conversation that goes on later may be somebody else's by then
MOST_SUBJECTS = 10  # of one stamp: who somebody is, and orders that were theirs to ask for


class Verified(msgspec.Struct, frozen=True):
    """Who found out, when, and how: what was told and right, in words. ``subjects``: of what, by marks that tell nobody
    else what it was."""

    at: datetime
    by: Author
    how: str
    subjects: tuple[str, ...] = ()

    def holds(self, subject: str, now: datetime) -> bool:
        """Whether this was found out, and not too long ago."""
        return subject in self.subjects and self.at <= now < self.at + HOLDS


def with_subject(before: Verified | None, by: Author, how: str, subject: str, now: datetime) -> Verified:
    """The stamp after this was found out, too; what a former one says holds on while it is not too long ago."""
    still = () if before is None or now >= before.at + HOLDS else before.subjects
    subjects = tuple(dict.fromkeys((*still, subject)))[-MOST_SUBJECTS:]
    return Verified(now, by, how, subjects)
