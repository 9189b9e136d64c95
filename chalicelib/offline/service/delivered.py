"""What becomes of a message whose answer cannot arrive (C2, C3)."""

from __future__ import annotations

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import ARRIVES_NOWHERE, NoticeGivenUp
from chalicelib.offline import store
from chalicelib.offline.model.message import Message, carried_by, not_delivered
from chalicelib.offline.model.reminders import deadline_of
from chalicelib.offline.service.saving import rules_of, save, watch


def take_back(desk: Desk, lost: NoticeGivenUp) -> None:
    """A notice that carried an answer was given up or came back: once all of them are, its agent has it again.

    Of two that are given up at once the later one sees both. Safe to repeat; a message that was closed, or answered
    again, is left alone.
    """

    def give_back(message: Message | None) -> None:
        if message is None or not carried_by(message, lost.notice_id):
            return
        carried = notifications.states_of(desk, message.answers[-1].notice_ids)
        if any(each.state not in ARRIVES_NOWHERE for each in carried.values()):
            return
        plan, policies = rules_of(desk, message.plan_key)
        about = str(len(message.answers))
        after = not_delivered(message, deadline_of(plan, policies, message.level, desk.now(), about))
        tx = Transaction(desk)
        save(tx, message, after)
        watch(tx, after)
        tx.commit()

    if lost.what != "offline_answer":
        return
    message = store.message(desk, lost.about)
    races.follow(desk, message, give_back, store.MessageMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)
