"""Projections: the parts of an item that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from infra.local.store.paths import Parts, check_apart
from infra.local.store.syntax import Reader
from infra.local.store.tree import Path
from infra.local.store.values import Item, Value

Tree = dict[str | int, Any]  # what to keep at each place; None: all of it


class Projection:
    """Some paths, read from an expression or given."""

    def __init__(self, paths: Iterable[Path], names_met: frozenset[str] = frozenset()) -> None:
        self.names_met = names_met
        self.values_met: frozenset[str] = frozenset()
        self.tree: Tree = {}
        for path in paths:
            self._grow(path.parts)
        self._whole = all(branch is None for branch in self.tree.values())

    @property
    def attributes(self) -> set[str]:
        """The names of the attributes it needs, whole or in part."""
        return {str(name) for name in self.tree}

    def of(self, item: Mapping[str, Value]) -> Item:
        """What the paths lead to, in the maps and lists that they lead through."""
        if self._whole:
            return {str(name): item[name] for name in self.tree if name in item}  # type: ignore[index]
        kept: Item = _kept({"M": item}, self.tree).get("M", {})
        return kept

    def _grow(self, parts: Parts) -> None:
        tree = self.tree
        for part in parts[:-1]:
            tree = tree.setdefault(part, {})
        tree[parts[-1]] = None


@lru_cache(1024)
def projection(expression: str, names: tuple[tuple[str, str], ...]) -> Projection:
    """The meaning of a ProjectionExpression. Raises ``Invalid``."""
    reader = Reader("ProjectionExpression", expression, dict(names))
    paths = reader.projection()
    check_apart(reader, paths)
    return Projection(paths, frozenset(reader.names_met))


def _kept(value: Any, tree: Tree) -> Value:
    """The part of a map or list that the tree names; empty if there is none of it."""
    if "M" in value:
        entries = {}
        for name, branch in tree.items():
            if isinstance(name, str) and name in value["M"]:
                part = _branch(value["M"][name], branch)
                if part:
                    entries[name] = part
        return {"M": entries} if entries else {}
    if "L" in value:
        places = sorted(place for place in tree if isinstance(place, int) and place < len(value["L"]))
        parts = [part for place in places if (part := _branch(value["L"][place], tree[place]))]
        return {"L": parts} if parts else {}
    return {}


def _branch(value: Value, branch: Tree | None) -> Value:
    return value if branch is None else _kept(value, branch)
