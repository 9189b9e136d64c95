"""The form of a notice's words in one language."""

from __future__ import annotations

import msgspec


class Wording(msgspec.Struct, frozen=True):
    """One notice in one language. ``rows``: (label, word); ``quotes``: (label, word) of longer texts somebody wrote.
    ``button``: (label, word) of an address of ours to open.

    A row or quote whose word is empty is left out.
    """

    subject: str
    heading: str
    lead: str
    sms: str
    rows: tuple[tuple[str, str], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    button: tuple[str, str] | None = None
