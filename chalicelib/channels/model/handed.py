"""A link to a file that is more than a channel takes: whom it serves, until when (A9). Pure.

The address says which file and until when, and is signed; nothing is stored for it, and nobody can lengthen it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec

from chalicelib.core.errors import NotFound

LASTS = timedelta(days=7)
LOCALES = ("zh-CN", "en")
_NAME = re.compile(r"(fil_[0-9a-z]{26})~(\d{1,11})~([01])")


class Handed(msgspec.Struct, frozen=True):
    """Which file, until when, and in which language its page speaks."""

    file_id: str
    until: datetime
    locale: str

    @property
    def name(self) -> str:
        """As the address says it."""
        locale = LOCALES.index(self.locale) if self.locale in LOCALES else 1
        return f"{self.file_id}~{int(self.until.timestamp())}~{locale}"


def handed(file_id: str, since: datetime, locale: str) -> Handed:
    """What is handed over by a message of this moment: the same however often it is sent."""
    return Handed(file_id, since + LASTS, locale)


def handed_in(name: str) -> Handed:
    """What an address says. Raises ``NotFound``."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        raise NotFound("no such link")
    return Handed(parts[1], datetime.fromtimestamp(int(parts[2]), UTC), LOCALES[int(parts[3])])
