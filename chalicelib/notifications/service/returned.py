"""What came back: bounces and complaints reach the ledger, the address, and whoever wrote the letter (C3).

Events may come twice, late, before the letter counts as sent, or make no sense: each is carried out once or not at
all, and none of them fails for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from chalicelib.core import events, races
from chalicelib.core.desk import Desk
from chalicelib.core.metrics import gauge
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import store
from chalicelib.notifications.model.address import Address, bounced_for_good, bounced_for_now, complained
from chalicelib.notifications.model.email import one_line
from chalicelib.notifications.model.notice import (
    BOUNCED,
    COMPLAINED,
    EMAIL,
    SENT,
    Attempt,
    Notice,
    NoticeGivenUp,
    came_back,
)
from chalicelib.notifications.model.returned import Returned, concerns, read_returned, unwritten

NOTED, KNOWN, IGNORED = "noted", "known", "ignored"

log = logging.getLogger("deskbell")


def note_returned(desk: Desk, event: object) -> str:
    """Write down what an event of SES says: noted, known (nothing new), or ignored (not about a letter of ours).

    Two reads and one transaction. Raises ``Unavailable`` where others keep writing; the event is brought again then.
    """
    returned = read_returned(event)
    if returned is None:
        log.info("letter_event_ignored", extra={"why": "not a bounce or complaint of a letter of ours"})
        return IGNORED
    return races.again(desk, lambda: _noted(desk, returned), (store.NoticeMoved, store.AddressMoved))


def note_bounced(desk: Desk, notice_id: str, address: str, status: str, *, for_good: bool) -> bool:
    """Write down that this letter came back from this address, as a mail server's own report says (RFC 3464); whether
    it names a letter of ours to that address. Two reads more than an event of SES. Raises as ``note_returned`` does."""
    notice = store.notice(desk, notice_id)
    if notice is None or notice.to.casefold() != address.casefold() or notice.state not in (SENT, BOUNCED, COMPLAINED):
        return False
    returned = Returned(notice_id, notice.provider_id or "", False, for_good, one_line(f"mail server {status}", 200))
    races.again(desk, lambda: _noted(desk, returned), (store.NoticeMoved, store.AddressMoved))
    return True


def _noted(desk: Desk, returned: Returned) -> str:
    """Raises ``NoticeMoved``, ``AddressMoved``."""
    notice, attempts = store.with_attempts(desk, returned.notice_id)
    if notice is None or notice.channel != EMAIL:
        log.info("letter_event_ignored", extra={"why": "no such letter", "notice_id": returned.notice_id})
        return IGNORED
    known = store.address(desk, notice.to)
    learnt = _learnt(desk, known, returned)
    is_news = notice.state not in (BOUNCED, COMPLAINED) and concerns(notice, attempts, returned.message_id)
    if learnt is known and not is_news:
        return KNOWN
    tx = Transaction(desk)
    if learnt is not known:
        store.put_address(tx, learnt, before=known)
    if is_news:
        _write_down(tx, notice, attempts, returned)
    tx.commit_and_tell()
    how = {"notice_id": notice.notice_id, "complaint": returned.is_complaint, "why": returned.why}
    log.warning("letter_came_back", extra=how)
    return NOTED


def _learnt(desk: Desk, known: Address, returned: Returned) -> Address:
    if returned.is_complaint:
        return complained(known, returned.why, desk.now())
    if returned.for_good:
        return bounced_for_good(known, returned.why, desk.now())
    return bounced_for_now(known, returned.message_id, returned.why, desk.now())


def _write_down(tx: Transaction, notice: Notice, attempts: Sequence[Attempt], returned: Returned) -> None:
    """The notice, the attempt nobody wrote down, and that a letter which nobody got is given up.

    Whoever complains has read it: an answer in it was an answer.
    """
    state = COMPLAINED if returned.is_complaint else BOUNCED
    store.put_notice(tx, came_back(notice, state, returned.message_id, f"{state}: {returned.why}"), before=notice)
    lost = unwritten(notice, attempts, returned, tx.desk.now())
    if lost is not None:
        store.put_attempt(tx, notice.notice_id, lost)
    if state == BOUNCED:
        events.publish(tx, NoticeGivenUp(notice.instead_of or notice.notice_id, notice.what, notice.about))
        tx.after_commit(lambda: gauge(tx.desk, NoticesUndelivered=(1, "Count")))
