"""A visitor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime

import msgspec


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who came to one plan's website, recognised by their token (A5). ``visits`` counts from 1.

    ``contacted_at``: when their last conversation ended. ``surveyed_at``, ``followed_up_at``: when we last asked.
    ``version`` counts changes of who they are: name, level, addresses.
    """

    visitor_id: str
    plan_key: str
    visits: int
    first_seen_at: datetime
    last_seen_at: datetime
    locale: str = "zh-CN"
    name: str | None = None
    page: str | None = None
    referrer: str | None = None
    open_conversation_id: str | None = None
    level: str = "normal"
    last_agent_id: str | None = None
    email: str | None = None
    mobile: str | None = None
    contacted_at: datetime | None = None
    surveyed_at: datetime | None = None
    followed_up_at: datetime | None = None
    version: int = 0


CAMPAIGN = "utm_"
LONGEST_PAGE = 500  # characters
# what stands between a scheme, or two slashes, and the last @ before the path; browsers take \ for / and any number
_SIGNED_IN_AS = r"^([A-Za-z][A-Za-z0-9+.-]*:[/\\]*|[/\\]{2,})[^/\\]*@"  # compiled when it is first asked


def plain_page(address: str | None, kept: Collection[str] = ()) -> str | None:
    """Where somebody is, without what is only theirs: scheme, host and path.

    Of the query only campaigns (``utm_…``) and the parameters ``kept`` stay: others carry tokens, names and addresses.
    Whom a page is signed in as, what stands behind #, and characters that control something are left out as well.
    """
    if address is None:
        return None
    seen = "".join(each for each in address if not unicodedata.category(each).startswith("C")).strip()
    before, _, query = seen.partition("#")[0].partition("?")
    before = re.sub(_SIGNED_IN_AS, r"\1", before)
    named = [each for each in query.split("&") if (name := each.partition("=")[0]) in kept or name.startswith(CAMPAIGN)]
    whole = before + ("?" + "&".join(named) if named else "")
    return whole[:LONGEST_PAGE] or None
