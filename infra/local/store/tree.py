"""What expressions are made of, once read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Path:
    """Where in an item: names of attributes and of map entries, and places in lists."""

    parts: tuple[str | int, ...]

    def __str__(self) -> str:
        return "[" + ", ".join(f"[{each}]" if isinstance(each, int) else each for each in self.parts) + "]"


@dataclass(frozen=True)
class Given:
    """A value of the request, by its placeholder."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Operand, ...]


@dataclass(frozen=True)
class Arithmetic:
    """A sum or a difference."""

    sign: str
    left: Operand
    right: Operand


Operand = Path | Given | Call | Arithmetic


@dataclass(frozen=True)
class Comparison:
    """Two operands and a comparator."""

    comparator: str
    left: Operand
    right: Operand


@dataclass(frozen=True)
class Between:
    """Whether an operand lies between two others, both included."""

    operand: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True)
class Among:
    """Whether an operand equals one of some others."""

    operand: Operand
    options: tuple[Operand, ...]


@dataclass(frozen=True)
class Not:
    """The opposite."""

    part: Node


@dataclass(frozen=True)
class Both:
    """This and that."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Either:
    """This or that."""

    left: Node
    right: Node


Node = Comparison | Between | Among | Not | Both | Either | Call


@dataclass(frozen=True)
class Action:
    """One change of an update: its clause's verb, where, and with what (REMOVE has nothing)."""

    verb: str
    path: Path
    operand: Operand | None
