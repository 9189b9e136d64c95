"""What an SMS says that stops what we send, or lets it begin again. Pure."""

from __future__ import annotations

import unicodedata

STOP, START = "stop", "start"
_SAYS = {
    **dict.fromkeys(
        ("t", "td", "n", "tt", "退订", "退定", "stop", "stopall", "unsubscribe", "cancel", "end", "quit"), STOP
    ),
    **dict.fromkeys(("start", "unstop", "恢复", "恢复接收", "订阅恢复"), START),
}


def said_by(text: str) -> str | None:
    """What the whole message says: ``stop``, ``start``, or nothing of the kind."""
    plain = unicodedata.normalize("NFKC", text[:40]).casefold()
    return _SAYS.get("".join(each for each in plain if each.isalnum()))
