"""By when a message is to be answered, and when leaders are reminded of it (C2, D5): ever more rarely. Pure.

The first answer to a message is a deadline as tickets have them: allowed is what the desk's policies say of messages
left, or, where they say nothing, what its plan does. Its agent hears when four fifths of it are over, the leaders when
it is late, the supervisors when it still is. From then on leaders are reminded, in the plan's working time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.offline.model.message import Message
from chalicelib.plans.model.hours.clock import after_working_time, next_opening
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.deadlines import Allowance, Calendar
from chalicelib.tickets.model.lateness import FIRST_ANSWER, Deadline, Wanted, kept, rehoured
from chalicelib.tickets.model.owed import Owed, allowed_for_message
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.model.ticket import OFFLINE_MESSAGE

DAY = timedelta(days=1)


def patience(plan: Plan) -> timedelta:
    """How long a message may wait before the leaders hear of it, where no policy of the desk says so."""
    return timedelta(minutes=max(1, plan.offline.remind_after_minutes))


def remind_at(plan: Plan, since: datetime, looks: int = 0, first: timedelta | None = None) -> datetime:
    """When the leaders hear of a message that waits, after so many ``looks`` at it; the last one was at ``since``.

    ``first``: the first wait, if it is not the plan's own. Each wait is twice the one before, up to a day (or to the
    first wait, if that is longer). Less than a day is counted in working time; a day or more in days, up to the next
    working moment. A plan that never opens has no working time: there the clock counts.
    """
    first = first or patience(plan)
    wait = first if looks == 0 else min(first * 2 ** min(looks, 20), max(first, DAY))
    whole_days = next_opening(plan.hours, plan.time_zone, since + max(wait, DAY)) or since + wait
    if wait >= DAY:
        return whole_days
    working = after_working_time(plan.hours, plan.time_zone, since, wait) or since + wait
    return min(working, whole_days) if looks else working


def calendar_of(plan: Plan) -> Calendar:
    """When the plan is open."""
    return Calendar(plan.hours, plan.time_zone)


def deadline_of(plan: Plan, policies: Policies, level: str, since: datetime, about: str = "") -> Deadline:
    """By when a message of a customer of this level is answered, from then on. ``about``: which time of waiting."""
    own = patience(plan)
    allowed = allowed_for_message(policies, level)
    wanted = Wanted(about, allowed or Allowance(int(own.total_seconds()), *([CALENDAR] if own >= DAY else [])), since)
    deadline = kept((), {FIRST_ANSWER: wanted}, since, calendar_of(plan), others=False)[0]
    return deadline if allowed is not None else replace(deadline, due_at=remind_at(plan, since))


def waiting(message: Message, deadline: Deadline) -> Message:
    """The message with its deadline, of which the leaders hear when it is over."""
    return replace(message, deadline=deadline, remind_at=deadline.due_at or message.remind_at)


def recounted(message: Message, at: datetime, now: datetime, former: Calendar, plan: Plan) -> Message:
    """The message once its plan is open at other times since ``at``; what is late stays so. The same where nothing
    follows from that."""
    deadline = message.deadline
    if deadline is None or deadline.breached_at is not None or deadline.course.allowed.time == CALENDAR:
        return message
    after = rehoured((deadline,), at, now, former, calendar_of(plan))[0]
    if after == deadline:
        return message
    return replace(waiting(message, after), version=message.version + 1)


def owed_in(message: Message | None) -> Owed | None:
    """How it stands among what is owed; None: it does not."""
    if message is None or not message.waits or message.deadline is None:
        return None
    return Owed(
        kind=OFFLINE_MESSAGE,
        thing_id=message.message_id,
        plan_key=message.plan_key,
        deadline=message.deadline,
        customer=message.name,
        visitor_id=message.visitor_id,
        level=message.level,
        handler=message.agent,
        group_id=message.group_id,
    )
