"""What this room does when something happened below, and when something is due: deliver."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.notifications.service import accounts, delivery, gathering
from chalicelib.notifications.service.gathering import TellTogether
from chalicelib.notifications.service.telling import Deliver
from chalicelib.people.model.sessions import PasswordLinkAsked

LISTENERS = (Listener(PasswordLinkAsked, "notifications.on_password_link_asked", accounts.send_password_link),)

DUTIES = (
    Duty(Deliver, delivery.deliver),
    Duty(TellTogether, gathering.tell_together),
)
