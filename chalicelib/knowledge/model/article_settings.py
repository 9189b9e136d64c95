"""What a desk says of its articles: who publishes what they wrote, when it is looked at again (E2). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from chalicelib.core.errors import Invalid

MOST_DAYS = 3650


class ArticleSettings(msgspec.Struct, frozen=True):
    """``second_person``: whether somebody else publishes what one wrote. ``review_days``: after how many days an
    article that is published is looked at again, unless a day to come is said (0: never by itself). ``version`` counts
    the changes."""

    second_person: bool = False
    review_days: int = 0
    version: int = 0

    def next_review(self, day: date | None, today: date) -> date | None:
        """The day of review of what is published today, where this was it before."""
        if self.review_days and (day is None or day <= today):
            return today + timedelta(days=self.review_days)
        return day


def checked_days(days: int) -> int:
    """After how many days. Raises ``Invalid``."""
    if not 0 <= days <= MOST_DAYS:
        raise Invalid.field("review_days", f"0 to {MOST_DAYS}")
    return days


CHECKS: Mapping[str, Any] = {"review_days": checked_days}
