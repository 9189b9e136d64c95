"""Where somebody stands in the queue, and what they are told of it (B5). Pure.

What one visitor is told never grows, but for those of a higher priority, which is another level or a transfer: who
comes back into the queue at their old place, or comes to its pools from elsewhere, stands before them unsaid.
"""

from __future__ import annotations

import msgspec

from chalicelib.conversations.model.conversation import Header, Told, queue_number
from chalicelib.conversations.model.queue import WINDOW, Window, waiting_as


class Standing(msgspec.Struct, frozen=True):
    """How many stand before somebody: ``above`` of a higher priority, and ``ahead`` of their own (None: more than the
    window shows)."""

    ahead: int | None
    above: int

    @property
    def more(self) -> bool:
        """Whether more are ahead than are counted."""
        return self.ahead is None or self.ahead + self.above > WINDOW

    @property
    def place(self) -> int:
        """1 is next; one more than ``WINDOW`` where more are ahead than are counted."""
        return WINDOW + 1 if self.ahead is None else 1 + min(self.ahead + self.above, WINDOW)


def standing_in(window: Window, header: Header) -> Standing:
    """Where the conversation stands, or would stand, in this window of its pools up to it."""
    mine = queue_number(header)
    before = [each for each in window.rows if each.number < mine and each.conversation_id != header.conversation_id]
    own = waiting_as(header).precedence
    above = sum(1 for each in before if each.precedence < own)
    uncounted = bool(window.horizons) or len(before) > WINDOW
    return Standing(None if uncounted else len(before) - above, above)


def last_told(header: Header, on_sign: Told | None) -> Told | None:
    """What the visitor was told last of the place at their present level: in the transcript, or since then."""
    known = [each for each in (header.told, on_sign) if each is not None and each.rank == header.rank]
    return min(known, key=lambda each: (each.ahead is None, each.ahead or 0, each.place), default=None)


def as_told(now: Standing, last: Told | None) -> Standing:
    """The standing as it may be said to somebody who was told ``last``."""
    known = [each for each in (now.ahead, last.ahead if last else None) if each is not None]
    return Standing(min(known, default=None), now.above)


def noted(header: Header, standing: Standing) -> Told:
    """What is kept of having told this."""
    return Told(header.rank, standing.place, standing.ahead)


def is_overtaken(header: Header, standing: Standing, last: Told | None) -> bool:
    """Whether it must be said that others of a higher priority came first; once in a conversation."""
    return last is not None and standing.place > last.place and not header.overtaken
