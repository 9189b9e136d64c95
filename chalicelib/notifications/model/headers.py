"""The headers of a letter: its own name, the thread it belongs to, whether a machine wrote it, how to be left alone.

Everything told about the same thing (a message left, a follow-up, a survey with its reminder) names one and the same
beginning, so that mail programs show it together. Nobody ever gets that beginning itself: a provider may give a letter
another name on its way (SES does), and what later letters refer to must not depend on it. One that answers somebody's
letter names that one besides, so that their mail program shows it below theirs.
"""

from __future__ import annotations

import hashlib
import re

from chalicelib.notifications.model.email import AUTOMATIC
from chalicelib.notifications.model.notice import Notice

WRITTEN_BY_PEOPLE = frozenset({"offline_answer", "channel_letter"})

_PLAIN = r"[A-Za-z0-9_-]{1,80}"


def headers_of(notice: Notice, domain: str, decline_url: str = "") -> dict[str, str]:
    """All headers but sender, recipient and subject. ``domain``: the sender's. ``decline_url``: where to end these.

    Sent anew it is another letter: a mail program that has the first must not take it for the same. Tried again it is
    the same letter, so that one which arrives twice can be seen to be one.
    """
    before = notice.attempted - notice.tries
    again = f".{before}" if before > 0 else ""
    thread = f"<{_name_of(notice.about)}@{domain}>"
    headers = {} if notice.what in WRITTEN_BY_PEOPLE else dict(AUTOMATIC)
    headers |= {
        "Message-ID": f"<{notice.notice_id}{again}@{domain}>",
        "In-Reply-To": f"<{notice.answers[-1]}>" if notice.answers else thread,
        "References": " ".join([thread, *(f"<{each}>" for each in notice.answers)]),
    }
    if decline_url:
        # RFC 8058: mail programs offer a button that ends these letters with one click
        headers |= {"List-Unsubscribe": f"<{decline_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _name_of(about: str) -> str:
    return about if re.fullmatch(_PLAIN, about) else hashlib.sha256(about.encode()).hexdigest()[:32]
