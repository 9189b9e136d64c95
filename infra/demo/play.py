"""A dialogue while it is played: whose turn it is, and whether what was read is what was said.

Each side says a line only when it has read everything the other says before it. So there is exactly one lawful
transcript, and both sides must read it: every text unchanged, once, in order, no entry's number left out.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from typing import Any

from infra.demo.dialogues import AGENT, VISITOR, Dialogue, Line
from infra.demo.measures import Measures

SHOWN = 60


class Differs(Exception):
    """What was read is not what was said."""


class Play:
    """One dialogue on stage. Both sides hold it; ``failure`` ends it for both."""

    def __init__(self, dialogue: Dialogue, measures: Measures) -> None:
        self.dialogue = dialogue
        self.measures = measures
        self.mark = f"rehearsal-{secrets.token_hex(8)}"
        self.failure: str | None = None
        self.agent_done = threading.Event()
        self._said_at: dict[int, float] = {}

    def fail(self, why: str) -> None:
        """End it; the first reason is kept."""
        self.failure = self.failure or why

    @property
    def came_over(self) -> bool:
        """Whether both sides have read it to its end, as it was said; the visitor asks, who has."""
        return self.agent_done.is_set() and not self.failure

    def says(self, place: int) -> str:
        """The line at this place is about to be said; the client id under which it is."""
        self._said_at.setdefault(place, time.perf_counter())
        return f"{self.mark}-{place}"

    def heard(self, place: int, reader: str) -> None:
        """The other side has read it."""
        said_at = self._said_at.pop(place, None)
        if said_at is not None:
            self.measures.took(f"(until the {reader} reads)", time.perf_counter() - said_at)


class Chair:
    """One side of a play: what it has said and read so far.

    ``after`` is the last entry read; ``known`` the last one known of, which may be of its own saying.
    """

    def __init__(self, play: Play, who: str) -> None:
        self.play = play
        self.who = who
        self.after = 0
        self.known = 0
        self.read = 0
        self.moved_at = time.monotonic()
        self._mine = [place for place, line in enumerate(play.dialogue.lines) if line.who == who]
        self._said = 0
        self._heard = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything that is said, in order."""
        return self.play.dialogue.lines

    @property
    def said_all(self) -> bool:
        """Whether this side has nothing left to say."""
        return self._said == len(self._mine)

    @property
    def heard_all(self) -> bool:
        """Whether the other side has nothing left to say."""
        return self._heard == len(self.lines) - len(self._mine)

    def due(self) -> Iterator[tuple[str, Line]]:
        """The lines to say now, each with its client id; asking for the next means that this one was stored."""
        while not self.said_all:
            place = self._mine[self._said]
            if place - self._said > self._heard:
                return
            yield self.play.says(place), self.lines[place]
            self._said += 1
            self.moved_at = time.monotonic()

    def spoke(self, seq: int) -> None:
        """An entry of its own was stored under this number: if it is the next, there is nothing new to read."""
        if seq == self.known + 1:
            self.known = seq

    def take(self, page: dict[str, Any]) -> None:
        """Read a page of the transcript. Raises ``Differs``."""
        for entry in page["entries"]:
            if entry["seq"] != self.after + 1:
                raise self._differs(f"after entry {self.after} came entry {entry['seq']}")
            self.after = entry["seq"]
            if entry["kind"] == "message":
                self._hear(entry["author"]["kind"], entry["text"])
        if page["last_seq"] != self.after:
            raise self._differs(f"read up to entry {self.after}, but the desk speaks of entry {page['last_seq']}")
        self.known = max(self.known, self.after)

    def finish(self) -> None:
        """The conversation is closed and read to its end. Raises ``Differs`` for what never arrived."""
        if self.read < len(self.lines):
            missing = self.lines[self.read]
            raise self._differs(f"closed, and this never arrived: {_shown(missing.who, missing.arrives)}")

    def waited_for(self) -> str:
        """What this side waits for, in words."""
        if self.heard_all:
            return "the end of the conversation"
        other = VISITOR if self.who == AGENT else AGENT
        line = next(line for line in self.lines[self.read :] if line.who == other)
        return _shown(line.who, line.arrives)

    def _hear(self, who: str, text: str) -> None:
        if self.read == len(self.lines):
            raise self._differs(f"one message too many: {_shown(who, text)}")
        expected = self.lines[self.read]
        if (who, text) != (expected.who, expected.arrives):
            raise self._differs(_contrast(expected, who, text))
        if who == self.who:
            own = self.read - self._heard + 1
            self._said = max(self._said, own)
        else:
            self._heard += 1
            self.play.heard(self.read, self.who)
        self.read += 1
        self.moved_at = time.monotonic()

    def _differs(self, what: str) -> Differs:
        return Differs(f"message {self.read + 1} as the {self.who} reads it: {what}")


def _contrast(expected: Line, who: str, text: str) -> str:
    """Both texts around the first place where they differ."""
    said = expected.arrives
    place = next((n for n, (a, b) in enumerate(zip(said, text, strict=False)) if a != b), min(len(said), len(text)))
    start = max(0, place - 20)
    where = f" (from character {start + 1})" if start and who == expected.who else ""
    start = start if who == expected.who else 0
    return f"said {_shown(expected.who, said[start:])}, read {_shown(who, text[start:])}{where}"


def _shown(who: str, text: str) -> str:
    return f"{who} {text[:SHOWN]!r}{'…' if len(text) > SHOWN else ''}"
