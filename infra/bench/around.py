"""Databases around another: what counts requests, weighs them, or breaks them.

database = Watchable(of_the_house)       # given to a desk
with database.watching(before=note):     # every request of that desk, until the block ends
    act()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.database import Answer, Database

Arguments = Mapping[str, Any]
Before = Callable[[str, Arguments], None]
After = Callable[[str, Arguments, Answer], None]


def _nothing(*_: Any) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Watched:
    """Tells of each request before it is sent, and after it was answered by a result.

    What these raise is what the caller gets: instead of sending, or instead of the answer.
    """

    behind: Database
    before: Before = _nothing
    after: After = _nothing

    def call(self, operation: str, arguments: Arguments) -> Answer:
        """The answer of the database behind."""
        self.before(operation, arguments)
        answer = self.behind.call(operation, arguments)
        self.after(operation, arguments, answer)
        return answer


@dataclass(frozen=True)
class Weighed:
    """Asks with every request what it consumed; ``answers`` are those with a result, by operation, in order."""

    behind: Database
    answers: list[tuple[str, Answer]] = field(default_factory=list)

    def call(self, operation: str, arguments: Arguments) -> Answer:
        """The answer of the database behind, with its ``ConsumedCapacity``."""
        answer = self.behind.call(operation, {**arguments, "ReturnConsumedCapacity": "TOTAL"})
        self.answers.append((operation, answer))
        return answer


@dataclass
class Watchable:
    """A database behind which another may stand for a while, for every thread that asks it."""

    behind: Database

    def call(self, operation: str, arguments: Arguments) -> Answer:
        """The answer of the database behind."""
        return self.behind.call(operation, arguments)

    @contextmanager
    def instead(self, database: Database) -> Iterator[None]:
        """This one stands behind it in the block, and afterwards the one that stood there before."""
        kept, self.behind = self.behind, database
        try:
            yield
        finally:
            self.behind = kept

    @contextmanager
    def watching(self, before: Before = _nothing, after: After = _nothing) -> Iterator[None]:
        """Every request is told of in the block."""
        with self.instead(Watched(self.behind, before, after)):
            yield
