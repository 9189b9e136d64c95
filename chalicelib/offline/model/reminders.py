"""When leaders are reminded (C2): by the plan's working time, ever more rarely. Pure; times are UTC."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.plans.model.hours.clock import after_working_time, next_opening
from chalicelib.plans.model.plan import Plan

DAY = timedelta(days=1)


def patience(plan: Plan) -> timedelta:
    """How long a message may wait before the leaders hear of it."""
    return timedelta(minutes=max(1, plan.offline.remind_after_minutes))


def remind_at(plan: Plan, since: datetime, looks: int = 0) -> datetime:
    """When the leaders hear of a message that waits, after so many ``looks`` at it; the last one was at ``since``.

    Each wait is twice the one before, up to a day (or to the plan's own first wait, if that is longer). Less than a day
    is counted in working time; a day or more in days, up to the next working moment. A plan that never opens has no
    working time: there the clock counts.
    """
    first = patience(plan)
    wait = first if looks == 0 else min(first * 2 ** min(looks, 20), max(first, DAY))
    whole_days = next_opening(plan.hours, plan.time_zone, since + max(wait, DAY)) or since + wait
    if wait >= DAY:
        return whole_days
    working = after_working_time(plan.hours, plan.time_zone, since, wait) or since + wait
    return min(working, whole_days) if looks else working
