"""A message left that becomes a ticket (D4): what is known of who left it."""

from __future__ import annotations

from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.offline.service.access import may_reach
from chalicelib.offline.service.leaving import find
from chalicelib.tickets.model.origins import Known, LeftMessageSought
from chalicelib.tickets.model.ticket import NEW, QUOTED, Entry
from chalicelib.visitors import service as visitors


def known_of(desk: Desk, sought: LeftMessageSought) -> Known | None:
    """Whom a ticket made from this message is for, and what they wrote; None: there is none. Raises ``NotYours``.

    Three requests at most.
    """
    try:
        message = find(desk, sought.message_id)
    except NotFound:
        return None
    may_reach(desk, sought.agent, message)
    who = Author("visitor", message.visitor_id, message.name)
    return Known(
        visitor_id=message.visitor_id,
        visitor_name=message.name,
        email=message.email,
        mobile=message.mobile,
        locale=message.locale,
        level=visitors.level_of(desk, message.visitor_id),
        plan_key=message.plan_key,
        owner=message.agent,
        quotes=(Entry(0, QUOTED, who, message.masked_text, message.created_at, NEW, ref=message.message_id),),
    )
