"""What a month will have cost when it is over. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

WEEK = 7  # days: weekends cost less, so whole weeks are looked at where there are any
LEAST = timedelta(hours=6)  # of one day, before it says anything of others


def forecast(spent: Mapping[date, float], first: date, beyond: date, now: datetime) -> float | None:
    """What is spent by ``now`` and, for the rest of the month, as much a day as in the last seven days of it that are
    over, or today so far; of a month that is over what it cost. None: it has not begun, or nobody can say yet."""
    today = now.date()
    total = sum(spent.values())
    if today >= beyond:
        return total
    if today < first:
        return None
    since = min(spent, default=today)  # before that nothing was counted
    over = [today - timedelta(days=number) for number in range(1, WEEK + 1)]
    counted = [each for each in over if each >= max(first, since)]
    begun = datetime.combine(today, time(), now.tzinfo)
    gone = (now - begun) / timedelta(days=1)
    if counted:
        a_day = sum(spent.get(each, 0.0) for each in counted) / len(counted)
    elif now - begun >= LEAST:
        a_day = spent.get(today, 0.0) / gone
    else:
        return None
    left = (beyond - today).days - gone
    return total + a_day * max(0.0, left)
