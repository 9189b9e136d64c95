"""What happened in a room, told to the rooms above it (law 3).

An event is a frozen struct whose name is in the past tense. Publishing adds one piece of due work for each listener
to the transaction that made it true, and tries it in the same request. Who listens to what stands in the rooms'
``work.py``, and nowhere else: by class, so that a listener is handed the event as it was published.

A room may also ask those above it, before it commits, whether they have something to add to its transactions (``ask``):
what is true from the beginning need not be made true afterwards. Whoever answers stands in the ``work.py`` too.

Who publishes knows listeners by their kinds alone; their rooms are imported when the work is done.

A listener's ``kind`` names its pieces of due work. Pieces outlive the code that wrote them: a kind is never renamed,
and a field that an event gets later has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction

E = TypeVar("E")

OUTLIVED = timedelta(minutes=6)  # no function of ours runs longer than five


class Listener(msgspec.Struct, Generic[E], frozen=True):
    """What a room does (``hear``) when this event happened; ``kind`` is the name of the work."""

    event: type[E]
    kind: str
    hear: Callable[[Desk, E], None]

    def __call__(self, desk: Desk, payload: dict[str, Any]) -> None:
        """Handle a piece of due work. Raises ``msgspec.ValidationError`` for one that is no such event."""
        self.hear(desk, msgspec.convert(payload, self.event))


class Beside(msgspec.Struct, Generic[E], frozen=True):
    """What a room does (``hear``) with an event that another listener's piece of due work, of this ``kind``, carries:
    just before that listener, in the same piece, so that nobody who publishes writes a piece more.

    It may come again whenever the piece does, and a piece in which it fails is put back whole: it notes down what is to
    be done, and leaves the doing to due work of its own.
    """

    event: type[E]
    kind: str
    hear: Callable[[Desk, E], None]

    def __call__(self, desk: Desk, payload: dict[str, Any]) -> None:
        """Hear what a piece of due work says. Raises ``msgspec.ValidationError`` for one that is no such event."""
        self.hear(desk, msgspec.convert(payload, self.event))


class Answering(msgspec.Struct, Generic[E], frozen=True):
    """What a room says (``answer``) when this is asked."""

    question: type[E]
    answer: Callable[[Desk, E], Any]


def name_of(kind: type) -> str:
    """What an event or a question is called where its class is not imported."""
    return f"{kind.__module__}.{kind.__qualname__}"


def ask(desk: Desk, question: Any) -> Any | None:
    """What the room that answers this says; None: nobody does, or nothing."""
    answer = desk.answerers.get(name_of(type(question)))
    return answer(desk, question) if answer is not None else None


def subscriptions(listeners: Iterable[Listener[Any]]) -> dict[str, tuple[str, ...]]:
    """Event, by its name, → the kinds of work that it is."""
    kinds: dict[str, tuple[str, ...]] = {}
    for listener in listeners:
        name = name_of(listener.event)
        kinds[name] = (*kinds.get(name, ()), listener.kind)
    return kinds


def publish_later(tx: Transaction, event: Any, at: datetime) -> None:
    """Tell every listener of this event at this time, and not in this request."""
    for kind in tx.desk.subscriptions.get(name_of(type(event)), ()):
        work.put_payload(tx, kind, msgspec.to_builtins(event), at=at)


def publish(
    tx: Transaction, event: Any, *, once_more: timedelta | None = None, doing: work.Doing | None = None
) -> None:
    """Tell every listener of this event, once the transaction commits; and ``once_more`` so long after it.

    ``doing``: this request does itself what they would; they do it where it dies.

    That is for what others carry a copy of: whoever read the old one before the commit may write it down after the new
    one was spread. When that has ended (``OUTLIVED``), the second telling finds it.
    """
    for kind in tx.desk.subscriptions.get(name_of(type(event)), ()):
        work.put_payload(tx, kind, msgspec.to_builtins(event), inline=True, doing=doing)
        if once_more is not None:
            work.put_payload(tx, kind, msgspec.to_builtins(event), at=tx.desk.now() + once_more)
