"""A callback or visit that becomes a ticket (D4): what is known of its customer."""

from __future__ import annotations

from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.followups.service.calling import read_follow_up
from chalicelib.tickets.model.origins import FollowUpSought, Known
from chalicelib.tickets.model.ticket import NEW, QUOTED, Entry
from chalicelib.visitors import service as visitors


def known_of(desk: Desk, sought: FollowUpSought) -> Known | None:
    """Whom a ticket made from this follow-up is for, and what they said; None: there is none. Raises ``NotYours``.

    Three requests at most.
    """
    try:
        followup = read_follow_up(desk, sought.agent, sought.followup_id)
    except NotFound:
        return None
    customer = Author("visitor", followup.visitor_id, followup.visitor_name)
    said = [Entry(0, QUOTED, customer, followup.comment, followup.created_at, NEW, ref=followup.about)]
    calls = [Entry(0, QUOTED, each.by, each.text, each.at, NEW, ref=followup.followup_id) for each in followup.notes]
    return Known(
        **followup.customer,
        level=visitors.level_of(desk, followup.visitor_id),
        plan_key=followup.plan_key,
        owner=followup.owner,
        quotes=tuple(each for each in (*said, *calls) if each.text),
    )
