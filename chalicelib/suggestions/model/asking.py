"""What is searched for at the side of a conversation: its visitor's last words (E2). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.conversations.model.conversation import MESSAGE, Entry

MOST_CHARACTERS = 200
MOST_MESSAGES = 3
LONGEST_QUESTION = 4000  # as somebody types it
LOOKED_AT = 20  # entries


def asked_in(entries: Iterable[Entry]) -> tuple[str, int]:
    """The visitor's last messages as one question, the oldest first, and the number of the newest; nothing asked: 0.

    The newest counts whole, up to 200 characters; those before it as far as there is room.
    """
    theirs = [each for each in entries if each.kind == MESSAGE and each.author.kind == "visitor" and each.words.strip()]
    words, room = list[str](), MOST_CHARACTERS
    for each in reversed(theirs[-MOST_MESSAGES:]):
        part = " ".join(each.words.split())[:room]
        words.insert(0, part)
        room -= len(part) + 1
        if room <= 0:
            break
    return " ".join(words), theirs[-1].seq if theirs else 0
