"""What this room does when something happened, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.duty import GroupsChanged
from chalicelib.training.service import attempting, ordering, requiring, settling
from chalicelib.training.service.attempting import CloseAttempt
from chalicelib.training.service.ordering import WatchOrder
from chalicelib.training.service.requiring import RenewLearner, RenewRequired, TurnLearner
from chalicelib.training.service.settling import EndCertificate, WarnOfEnd

LISTENERS = (Listener(GroupsChanged, "training.on_groups_changed", requiring.renew_learner),)

DUTIES = (
    Duty(RenewLearner, requiring.renew_learner),
    Duty(TurnLearner, requiring.turn_learner),
    Duty(RenewRequired, requiring.renew_required),
    Duty(CloseAttempt, attempting.close_attempt),
    Duty(WatchOrder, ordering.watch_order),
    Duty(WarnOfEnd, settling.warn_of_end),
    Duty(EndCertificate, settling.end_certificate),
)
