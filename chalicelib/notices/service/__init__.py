"""What people and timers do with notices.

``telling``: writing them with what causes them. ``delivery``: getting them out. ``ledger``: looking, resending.
``money``: SMS credit. ``settings``: sender, signature, price. ``returned``: bounces and complaints. ``addresses``:
which no letter goes to.
"""

from chalicelib.notices.service.addresses import (
    decline,
    lift,
    list_undeliverable,
    read_declining,
    refuse_returned,
    refuse_unreachable,
)
from chalicelib.notices.service.delivery import deliver
from chalicelib.notices.service.gathering import TELL_TOGETHER, tell_together
from chalicelib.notices.service.ledger import as_read, as_sent, list_notices, read_notice, resend_notice, states_of
from chalicelib.notices.service.money import read_account, read_statement, top_up
from chalicelib.notices.service.returned import note_returned
from chalicelib.notices.service.settings import (
    Preview,
    preview_notice,
    preview_sms,
    read_settings,
    update_settings,
)
from chalicelib.notices.service.telling import DELIVER, leave_in_peace, tell
from chalicelib.notices.store import ToldBefore, WrittenLately

__all__ = [
    "DELIVER",
    "TELL_TOGETHER",
    "Preview",
    "ToldBefore",
    "WrittenLately",
    "as_read",
    "as_sent",
    "decline",
    "deliver",
    "leave_in_peace",
    "lift",
    "list_notices",
    "list_undeliverable",
    "note_returned",
    "preview_notice",
    "preview_sms",
    "read_account",
    "read_declining",
    "read_notice",
    "read_settings",
    "read_statement",
    "refuse_returned",
    "refuse_unreachable",
    "resend_notice",
    "states_of",
    "tell",
    "tell_together",
    "top_up",
    "update_settings",
]
