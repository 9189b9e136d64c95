"""What this room does when something is due: deliver."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.notifications.service import delivery, gathering
from chalicelib.notifications.service.gathering import TellTogether
from chalicelib.notifications.service.telling import Deliver

LISTENERS = ()

DUTIES = (
    Duty(Deliver, delivery.deliver),
    Duty(TellTogether, gathering.tell_together),
)
