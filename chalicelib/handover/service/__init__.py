"""What agents, those who lead, and timers do about what is unfinished.

``hours``: when working time ends, and plans' next days. ``open_things``: what is open with somebody. ``telling``:
before the end. ``closing``: at the end. ``noting``: what becomes of each. ``lists``: one's own, what was left of a day.
"""

from chalicelib.handover.service.hours import bring_up_later, plan_days
from chalicelib.handover.service.open_things import end_of_day, find_open, open_with

__all__ = ["bring_up_later", "end_of_day", "find_open", "open_with", "plan_days"]
