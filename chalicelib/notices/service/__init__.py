"""What people and timers do with notices.

``telling``: writing them with what causes them. ``delivery``: getting them out. ``ledger``: looking, resending.
``money``: SMS credit. ``settings``: sender, signature, price.
"""

from chalicelib.notices.service.delivery import deliver
from chalicelib.notices.service.ledger import as_read, as_sent, list_notices, read_notice, resend_notice, states_of
from chalicelib.notices.service.money import read_account, read_statement, top_up
from chalicelib.notices.service.settings import (
    Preview,
    preview_notice,
    preview_sms,
    read_settings,
    refuse_unreachable,
    update_settings,
)
from chalicelib.notices.service.telling import DELIVER, tell
from chalicelib.notices.store import ToldBefore

__all__ = [
    "DELIVER",
    "Preview",
    "ToldBefore",
    "as_read",
    "as_sent",
    "deliver",
    "list_notices",
    "preview_notice",
    "preview_sms",
    "read_account",
    "read_notice",
    "read_settings",
    "read_statement",
    "refuse_unreachable",
    "resend_notice",
    "states_of",
    "tell",
    "top_up",
    "update_settings",
]
