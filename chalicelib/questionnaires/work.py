"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.questionnaires.model.response import ResponseWritten
from chalicelib.questionnaires.service import asking, counting, raising
from chalicelib.questionnaires.service.asking import Expire
from chalicelib.questionnaires.service.counting import Recount
from chalicelib.questionnaires.service.raising import Raise

LISTENERS = (Listener(ResponseWritten, "questionnaires.on_response_written", counting.hear_written),)

DUTIES = (
    Duty(Expire, asking.expire),
    Duty(Raise, raising.raise_callback),
    Duty(Recount, counting.recount_day),
)
