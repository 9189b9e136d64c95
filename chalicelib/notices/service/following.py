"""What became of a mailing's letters, counted once each (A11)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notices.store import mailings as store
from chalicelib.notifications.model.notice import LetterFollowed


def note_letter(desk: Desk, event: LetterFollowed) -> None:
    """A letter of a mailing came to something; what was told of it before, and comes late, is nothing. A read and a
    write; twice is once."""
    mailing_id, _, customer_id = event.about.partition("~")

    def note() -> None:
        before = store.to(desk, mailing_id, customer_id)
        if before is None or before.notice_id != event.notice_id or before.version >= event.version:
            return
        tx = Transaction(desk)
        after = replace(before, state=event.state, why=event.why, version=event.version)
        store.put_to(tx, mailing_id, before, after)
        store.count(tx, mailing_id, customer_id, event.state, before.state)
        tx.commit()

    races.again(desk, note, store.WrittenBefore)
