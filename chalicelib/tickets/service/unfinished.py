"""What of somebody's tickets is to be seen to before they go (F3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.core.desk import Desk
from chalicelib.tickets.model.ticket import OVER, Ticket
from chalicelib.tickets.store import lists
from chalicelib.tickets.store import tickets as kept
from chalicelib.tickets.store.lists import HANDLER, OPEN, OWNER, Listing


def unfinished_of(desk: Desk, agent_id: str, until: datetime, most: int) -> tuple[Sequence[Ticket], bool]:
    """The tickets they work on that are open, or wait for their customer and are due until then, and those they are
    responsible for that are due until then, with whoever; what is due first in front, at most so many. Whether there
    are more. Two queries, unless many are another's, and a request.
    """
    mine = lists.places(desk, Listing(HANDLER, (agent_id,), until=until), lambda _: True, after=None, most=most)
    theirs = Listing(OWNER, (agent_id,), OPEN, until=until)
    owned = lists.places(desk, theirs, lambda each: each.handler_id != agent_id, after=None, most=most)
    ids = [each.ticket_id for each in (*mine.places, *owned.places)]
    open_ones = [each for each in kept.tickets(desk, ids) if each.state not in OVER]
    return open_ones[:most], len(open_ones) > most or mine.until is not None or owned.until is not None
