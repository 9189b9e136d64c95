"""Numbers that do not go out by e-mail, SMS and other channels: a protected link takes their place (F8). Pure."""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.core.errors import Conflict, members
from chalicelib.core.sensitive import hidden, pieces


class NumbersStopped(Conflict):
    """Nothing was sent; ``kinds``: which there are in it, ``numbers``: the same in part, and from which character to
    which each stands."""

    code = "numbers_stopped"
    title = "Such numbers are not sent by this channel: send a protected link instead"
    beside = members(kinds=list[str], numbers=list[dict[str, str | int]])


def refuse_numbers(text: str, kinds: Collection[str]) -> None:
    """Raises ``NumbersStopped`` for a text with numbers of these kinds."""
    places = pieces(text, kinds)
    if not places:
        return
    shown = hidden(text, kinds)
    numbers = [
        {"kind": each.kind, "start": each.start, "end": each.end, "shown": shown[each.start : each.end]}
        for each in places
    ]
    extra = {"kinds": [*dict.fromkeys(each.kind for each in places)], "numbers": numbers}
    raise NumbersStopped("it has numbers in it that must not go out this way", extra=extra)
