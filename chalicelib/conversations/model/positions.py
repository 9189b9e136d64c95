"""Where somebody stands in the queue, and what they are told of it (B5). Pure.

What one visitor is told never grows, but for those of a higher priority, which is another level or a transfer: who
comes back into the queue at their old place, or comes to its pools from elsewhere, stands before them unsaid.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Header, Told, queue_number
from chalicelib.conversations.model.queue import WINDOW, Window, waiting_as, waits_of
from chalicelib.conversations.model.waits import Expected, expected, in_words


class Standing(msgspec.Struct, frozen=True):
    """How many stand before somebody: ``above`` of a higher priority, and ``ahead`` of their own (None: more than the
    window shows). ``expected``: how long that takes, as far as it can be said."""

    ahead: int | None
    above: int
    expected: Expected | None = None

    @property
    def more(self) -> bool:
        """Whether more are ahead than are counted."""
        return self.ahead is None or self.ahead + self.above > WINDOW

    @property
    def place(self) -> int:
        """1 is next; one more than ``WINDOW`` where more are ahead than are counted."""
        return WINDOW + 1 if self.ahead is None else 1 + min(self.ahead + self.above, WINDOW)


def standing_in(window: Window, header: Header) -> Standing:
    """Where the conversation stands, or would stand, in this window, which shows its pools up to it at least."""
    mine, pools = queue_number(header), frozenset(header.pools or ())
    others = [each for each in window.rows if each.number < mine and each.conversation_id != header.conversation_id]
    before = [each for each in others if not pools.isdisjoint(each.pools)]
    own = waiting_as(header).precedence
    above = sum(1 for each in before if each.precedence < own)
    hidden = any(number < mine for pool, number in window.horizons.items() if pool in pools)
    uncounted = hidden or len(before) > WINDOW
    return Standing(None if uncounted else len(before) - above, above)


def expecting(standing: Standing, window: Window, header: Header, now: datetime) -> Standing:
    """The standing with how long it takes, by the last waits of the conversation's pools as the window shows them."""
    since = header.state_at or header.started_at
    lately = waits_of(window, header.pools or ())
    return replace(standing, expected=expected(lately, standing.place, now, since, more=standing.more))


def with_expected(text: str, standing: Standing, language: str) -> str:
    """A text that tells a place, with how long that takes, as far as it can be said."""
    words = in_words(standing.expected, language)
    return text if not words else f"{text}（预计等候{words}）" if language == "zh-CN" else f"{text} ({words})"


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
