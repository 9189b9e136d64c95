"""One shape, one definition: a view that shows what a value has, a form in which all of another may be left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)
NOTHING: Mapping[str, Any] = {}


def shown(view: type[S], value: Any, **others: Any) -> S:
    """A view of what the value has by the names of its fields; ``others``: what it shows in other words."""
    names, read = _taken(view, tuple(others))
    return view(**dict(zip(names, read(value), strict=True)), **others)


@cache
def _taken(view: type[msgspec.Struct], others: tuple[str, ...]) -> tuple[Sequence[str], Callable[[Any], Any]]:
    names = [each for each in view.__struct_fields__ if each not in others]
    return names, attrgetter(*names)


def partly(form: type[msgspec.Struct], *, unsaid: Any = None) -> Callable[[type[S]], type[S]]:
    """Makes of a class one that has the other form's fields too, each of which may be left out: ``unsaid`` then, which
    is None, or msgspec's ``UNSET`` where null means something else."""

    also = "None" if unsaid is None else "msgspec.UnsetType"

    def widened(named: type[S]) -> type[S]:
        made: Any = named
        for each in reversed(form.__mro__):  # a name in a type means what it means where the field is defined
            taken = {name: f"{kind} | {also}" for name, kind in vars(each).get("__annotations__", {}).items()}
            unsaids = dict.fromkeys(taken, unsaid)
            made = _struct(named.__name__, made, each.__module__, taken, unsaids) if taken else made
        whole: type[S] = _struct(named.__name__, made, named.__module__, {}, {"__doc__": named.__doc__}, strict=True)
        return whole

    return widened


def showing(model: type[msgspec.Struct], names: str = "") -> Callable[[type[S]], type[S]]:
    """Makes of a class one that has these fields of the model too, or all of them, as the model defines them.

    Each is always said, whatever its default there. What the class itself says of a field of the same name holds.
    """

    def widened(named: type[S]) -> type[S]:
        own: dict[str, Any] = vars(named).get("__annotations__", {})
        defaults = zip(reversed(named.__struct_fields__), reversed(named.__struct_defaults__), strict=False)
        wanted = frozenset(names.split() or model.__struct_fields__) - own.keys()
        made: Any = named.__base__
        for each in reversed(model.__mro__):  # a name in a type means what it means where the field is defined
            taken = {name: kind for name, kind in vars(each).get("__annotations__", {}).items() if name in wanted}
            made = _struct(named.__name__, made, each.__module__, taken) if taken else made
        about = {"__doc__": named.__doc__, **dict(defaults)}
        whole: type[S] = _struct(named.__name__, made, named.__module__, own, about)
        return whole

    return widened


def _struct(
    name: str,
    base: Any,
    module: str,
    fields: Mapping[str, Any],
    about: Mapping[str, Any] = NOTHING,
    *,
    strict: bool | None = None,
) -> Any:
    """A struct of these fields, whose types are looked up in the module when one is first read; ``strict``: it refuses
    all others."""
    meta: Any = type(msgspec.Struct)
    parts = {"__module__": module, "__annotations__": fields, **about}
    return meta(name, (base,), parts, forbid_unknown_fields=strict)
