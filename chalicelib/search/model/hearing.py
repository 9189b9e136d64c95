"""What those above are asked when a conversation is looked at: whether it is about something that they follow (F9).

It is asked where entries are read anyway, some seconds after they were written, so that following costs nothing until
there is something to follow. Pure.
"""

from __future__ import annotations

import msgspec

from chalicelib.conversations.model.conversation import Entry, Header


class Heard(msgspec.Struct, frozen=True):
    """A conversation as it stands, with entries that nobody has looked at yet; perhaps with some that somebody has.

    The answer is what to add to the transaction that says how far it was looked at, or None.
    """

    header: Header
    entries: tuple[Entry, ...]
