"""Those who wait hear when nobody is there for them any more, and when somebody is again (B5)."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.conversations import store
from chalicelib.conversations.model.attendance import attended_again, left_alone
from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.conversations.service.queue import present, standing_of
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction


def tell_attendance(
    desk: Desk, conversation_id: str, *, staffed: bool, watch: Callable[[Transaction, Header], None]
) -> None:
    """Somebody who waits is told that nobody is there, or that somebody is again, unless they know. Twice is once.

    ``watch``: what is to be written for who is told for the first time while they wait. A query, one for each of its
    pools, and a write.
    """
    header, _, on_sign = present(desk, conversation_id)

    def tell(now: Header | None) -> None:
        if now is None or now.state != WAITING or now.unattended is not staffed:
            return
        standing = standing_of(desk, now, on_sign)
        after, entry = (attended_again if staffed else left_alone)(now, standing, desk.now())
        tx = Transaction(desk)
        store.write(tx, now, after, [entry])
        if not now.told_to_wait:
            watch(tx, after)
        tx.commit()

    races.follow(desk, header, tell, HeaderMoved, tries=races.CROWD)
