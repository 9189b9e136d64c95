"""Functions that die: at one write, or at each write in turn.

with crash_at(1, written=False):        # fails unless something died
    act()

def story(death: Death) -> None:
    with death():
        act()
    assert …

at_each_write(story)                    # dies at the first write, the second … until there is nothing left to die at
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.worlds import in_use

WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")
BEFORE, AFTER = False, True
EITHER = (BEFORE, AFTER)


class Crash(BaseException):
    """The function died here: nothing after this line ran. Not an Exception, so nothing can catch it by mistake."""


@dataclass
class Fate:
    """What became of a block that was to die: the writes it tried, and whether it did die."""

    writes: list[str] = field(default_factory=list)
    died: bool = False


@contextmanager
def _dying(number: int, written: bool) -> Iterator[Fate]:
    fate = Fate()
    writes = fate.writes

    def before(operation: str, _: Mapping[str, Any]) -> None:
        if operation in WRITES:
            writes.append(operation)
            if len(writes) == number + 1 and not written:
                raise Crash(f"before write {number}")
            if len(writes) == number + 2 and written:
                writes.pop()  # the write before was refused: after a refusal is before the next
                raise Crash(f"after write {number}, which was refused")

    def after(operation: str, *_: Mapping[str, Any]) -> None:
        if operation in WRITES and len(writes) == number + 1 and written:
            raise Crash(f"after write {number}")

    try:
        with in_use().watching(before, after):
            yield fate
    except Crash:
        fate.died = True


@contextmanager
def crash_at(number: int, *, written: bool) -> Iterator[Fate]:
    """Die at the ``number``-th write (from 0) in this block: right before it is sent, or right after it was stored.

    Fails the test when the block ends without having died: then nothing was tried.
    """
    with _dying(number, written) as fate:
        yield fate
    assert fate.died, f"nothing died: there is no write {number} among {fate.writes}"


@dataclass
class Death:
    """One way to die. ``died`` is true once a block of the story did."""

    number: int
    written: bool
    died: bool = False
    blocks: int = 0

    @contextmanager
    def __call__(self) -> Iterator[Fate]:
        """The block in which it strikes, if there are so many writes in it."""
        self.blocks += 1
        with _dying(self.number, self.written) as fate:
            yield fate
        self.died = self.died or fate.died or len(fate.writes) > self.number  # also when the last of all was refused


def at_each_write(
    story: Callable[[Death], None],
    *,
    sides: Sequence[bool] = (AFTER,),
    step: int = 1,
    least: int = 1,
    most: int = 60,
) -> int:
    """Let the story die at each of its writes, until it has no more of them; the number of the first it did not have.

    The last time it dies of nothing, so the story's end is also that of a day on which all goes well. Dying right after
    a write is dying before the next, as long as only the store is told anything in between: a story that also writes
    letters, asks other servers or keeps files takes ``EITHER`` of the ``sides``. ``least``: fewer writes than these
    were not the story that was meant.
    """
    for number in range(0, most, step):
        deaths = [Death(number, written) for written in sides]
        for death in deaths:
            story(death)
            assert death.blocks, "the story has no block to die in"
        if not any(death.died for death in deaths):
            assert number >= least, f"only {number} writes"
            return number
    raise AssertionError(f"it still writes after {most} writes")
