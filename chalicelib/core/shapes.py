"""One shape, one definition: a view that shows what a value has, a form in which all of another may be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec.structs import fields

S = TypeVar("S", bound=msgspec.Struct)


def shown(view: type[S], value: Any, **others: Any) -> S:
    """A view of what the value has by the names of its fields; ``others``: what it shows in other words."""
    names, read = _taken(view, tuple(others))
    return view(**dict(zip(names, read(value), strict=True)), **others)


@cache
def _taken(view: type[msgspec.Struct], others: tuple[str, ...]) -> tuple[Sequence[str], Callable[[Any], Any]]:
    names = [each for each in view.__struct_fields__ if each not in others]
    return names, attrgetter(*names)


def partly(form: type[msgspec.Struct], *, unsaid: Any = None) -> Callable[[type[S]], type[S]]:
    """Makes of a class one that has the other form's fields too, each of which may be left out: ``unsaid`` then."""

    def widened(named: type[S]) -> type[S]:
        taken = [(each.name, each.type | type(unsaid), unsaid) for each in fields(form)]
        about = {"__doc__": named.__doc__}
        made = msgspec.defstruct(
            named.__name__, taken, bases=(named,), namespace=about, module=named.__module__, forbid_unknown_fields=True
        )
        return made  # type: ignore[return-value]  # no type says "these fields too"

    return widened
