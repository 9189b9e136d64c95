"""Two callers who change the same record at once, over HTTP: a line of the table, and the desk it is tried on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core import races
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.in_process import Answered, Asking
from tests.worlds import World, at_once

Value = Callable[[int], Any]


def nested(name: str, value: Any) -> dict[str, Any]:
    """The body that changes this field: dotted within parts."""
    first, _, rest = name.partition(".")
    return {first: nested(rest, value) if rest else value}


@dataclass
class Line:
    """A PUT route: ``fields`` give a value for each round, ``read`` says what is stored.

    ``pairs``: which two fields come first. ``alone``: why there are no two fields that two may change.
    """

    path: str
    token: str
    fields: Mapping[str, Value]
    read: Callable[[], Mapping[str, Any]]
    pairs: tuple[tuple[str, str], ...] = ()
    alone: str = ""

    def pair(self, number: int) -> tuple[str, str]:
        """Two different fields: first those that are named, then all in turn."""
        if number < len(self.pairs):
            return self.pairs[number]
        names = list(self.fields)
        first = number % len(names)
        return names[first], names[(first + 1 + number // len(names) % (len(names) - 1)) % len(names)]


@dataclass
class Ground:
    """A desk on which PUT routes are tried."""

    world: World
    http: Asking = field(default_factory=Asking)

    def __post_init__(self) -> None:
        (self.agent, self.other) = self.world.found(agents=2)
        self.boss = self.http.sign_in(self.world.agent(role=ADMINISTRATOR))
        self.console = self.http.come_online(self.other)

    def put(self, line: Line, **fields: Any) -> Callable[[], Answered]:
        """A caller who is about to change these fields."""
        body: dict[str, Any] = {}
        for name, value in fields.items():
            body |= nested(name, value)
        return lambda: self.http.ask("PUT", line.path, line.token, body)

    def both(self, line: Line, first: tuple[str, Any], second: tuple[str, Any]) -> list[Answered]:
        """Two callers at the same moment; what each was answered."""
        answers = at_once([self.put(line, **{name: value}) for name, value in (first, second)])
        broken = [answer for answer in answers if isinstance(answer, Exception)]
        assert not broken, broken
        return answers

    def made(self, path: str, its_id: str, **body: Any) -> str:
        """Something new, by its id."""
        answer = self.http.ask("POST", path, self.boss, body)
        assert answer.status == 201, answer
        return str(answer.said[its_id])

    def record(self, path: str, fields: Mapping[str, Value], *pairs: tuple[str, str]) -> Line:
        """A record of administrators, with a GET beside its PUT."""

        def read() -> Mapping[str, Any]:
            answer = self.http.ask("GET", path, self.boss)
            assert answer.status == 200, answer
            return {name: races.value_of(answer.said, name) for name in fields}

        return Line(path, self.boss, fields, read, pairs)

    def line(self, operation: str) -> Line:
        """The line of a route, on this stage."""
        line: Line = getattr(self, operation)()
        return line

    def listed(self, path: str, its_id: str, thing: str, fields: Mapping[str, Value], shown_at: str = "") -> Line:
        """Something that a list shows, and nothing alone."""

        def read() -> Mapping[str, Any]:
            items = self.http.ask("GET", shown_at or path, self.boss).said["items"]
            return next(dict(each) for each in items if each[its_id] == thing)

        return Line(f"{path}/{thing}", self.boss, fields, read)


def named(number: int) -> str:
    """A name for each round."""
    return f"Name {number}"
