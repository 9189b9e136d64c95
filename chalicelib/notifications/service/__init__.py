"""What people and timers do with notices.

``telling``: writing them with what causes them. ``delivery``: getting them out. ``ledger``: looking, resending.
``money``: SMS credit. ``settings``: sender, signature, price. ``returned``: bounces and complaints. ``addresses``:
which no letter goes to.
"""

from chalicelib.notifications.service.addresses import (
    decline,
    known_of,
    read_declining,
    refuse_returned,
    refuse_unreachable,
    start,
    stop,
)
from chalicelib.notifications.service.ledger import as_sent, list_notices, states_of
from chalicelib.notifications.service.money import read_account
from chalicelib.notifications.service.returned import note_bounced, note_returned
from chalicelib.notifications.service.settings import Preview, preview_notice, sender_is_confirmed, update_settings
from chalicelib.notifications.service.telling import tell, tell_colleagues
from chalicelib.notifications.store import (
    ToldBefore,
    WrittenLately,
    in_state,
    leave_in_peace,
    read_settings,
    was_told,
)

__all__ = [
    "Preview",
    "ToldBefore",
    "WrittenLately",
    "as_sent",
    "decline",
    "in_state",
    "known_of",
    "leave_in_peace",
    "list_notices",
    "note_bounced",
    "note_returned",
    "preview_notice",
    "read_account",
    "read_declining",
    "read_settings",
    "refuse_returned",
    "refuse_unreachable",
    "sender_is_confirmed",
    "start",
    "states_of",
    "stop",
    "tell",
    "tell_colleagues",
    "update_settings",
    "was_told",
]
