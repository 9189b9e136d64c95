"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.handover.service import closing, hours, telling
from chalicelib.handover.service.closing import CloseAgent, ClosePlan, TellLeader
from chalicelib.handover.service.hours import LookAtPlan, PlanDays
from chalicelib.handover.service.telling import TellAgent, TellPool
from chalicelib.plans.model.hours.week import HoursChanged, HoursSet

LISTENERS = (
    Listener(HoursSet, "handover.on_hours_set", hours.plan_anew),
    Listener(HoursChanged, "handover.on_hours_changed", hours.plan_anew),
)

DUTIES = (
    Duty(PlanDays, hours.plan_days),
    Duty(LookAtPlan, telling.look_at_plan),
    Duty(TellPool, telling.tell_pool),
    Duty(TellAgent, telling.tell_agent),
    Duty(CloseAgent, closing.close_agent),
    Duty(ClosePlan, closing.close_plan),
    Duty(TellLeader, closing.tell_leader),
)
