"""The ledger: what was told to whom, what came of it, and once more (C3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.notices import rendering, store
from chalicelib.notices.model import (
    EMAIL,
    SETTLED,
    STATES,
    Attempt,
    Notice,
    sent_anew,
    signed,
)
from chalicelib.notices.rendering import Rendered
from chalicelib.notices.service.addresses import refuse_returned
from chalicelib.notices.service.telling import deliver_at


def states_of(desk: Desk, notice_ids: Iterable[str]) -> dict[str, Notice]:
    """These notices as they stand now, by id; unknown ones are left out. One read each."""
    found = ((notice_id, store.notice(notice_id)) for notice_id in dict.fromkeys(notice_ids))
    return {notice_id: notice for notice_id, notice in found if notice is not None}


def list_notices(desk: Desk, state: str, cursor: str | None) -> tuple[Sequence[Notice], str | None]:
    """A page of the ledger, newest first, of one state or (empty) of all. Raises ``Invalid``. One query a state."""
    if state and state not in STATES:
        raise Invalid.field("state", f"one of {', '.join(STATES)}, or empty for all")
    purpose = f"notices#{state}"
    found, following = store.page(state, unseal(desk, purpose, cursor) if cursor else None)
    return found, seal(desk, purpose, following) if following else None


def read_notice(desk: Desk, notice_id: str) -> tuple[Notice, Sequence[Attempt]]:
    """One notice and each asking of the provider, oldest first. Raises ``NotFound``. One query."""
    notice, attempts = store.with_attempts(notice_id)
    if notice is None:
        raise NotFound("no such notice")
    return notice, attempts


def as_read(desk: Desk, notice: Notice) -> Rendered:
    """What its recipient reads; an SMS has no HTML. One read."""
    settings = store.settings()
    if notice.channel == EMAIL:
        return rendering.email_of(notice, settings.sender_name)
    return Rendered(signed(rendering.sms_of(notice), settings.sms_signature), "")


def resend_notice(desk: Desk, notice_id: str, by: By, once: Once | None = None) -> Notice:
    """Send one that was sent, told among others, came back or has failed once more, with all its tries.

    An SMS is charged anew.

    Raises ``NotFound``, ``Conflict`` for one that is on its way, or to an address that letters came back from.
    """
    before = store.notice(notice_id)
    if before is None:
        raise NotFound("no such notice")
    if before.state not in SETTLED:
        if recall(once, desk.now().timestamp()) is not None:
            return before
        raise _on_its_way()
    if before.channel == EMAIL:
        refuse_returned(desk, before.to)
    after = sent_anew(before, desk.now())
    tx = Transaction(desk)
    mark(tx, once, {"notice_id": notice_id})
    store.put_notice(tx, after, before=before)
    deliver_at(tx, after)
    audit.note(tx, by, "resend_notice", notice_id, before={"state": before.state, "last_error": before.last_error})
    try:
        tx.commit()
    except AlreadyDone:
        return states_of(desk, [notice_id])[notice_id]
    except store.NoticeMoved:
        raise _on_its_way() from None
    return after


def _on_its_way() -> Conflict:
    return Conflict("it is on its way; wait until it is sent or has failed", code="notice_on_its_way")
