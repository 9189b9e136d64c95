"""Which refusals the code behind an operation could raise, read from the code itself.

Whatever a view names, and whatever that names in turn, is followed, so this is more than can happen: who is called with
what, and who catches what, is not looked at; but for those who catch every refusal, to say so in their answer.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, MethodType, ModuleType
from typing import Any

from chalicelib.core.errors import DeskError, NotFound, existing

HOUSE = "chalicelib."


def refusals_of(view: Callable[..., Any]) -> dict[type[DeskError], str]:
    """Every error that is made somewhere behind this view, and the function that makes it."""
    made: dict[type[DeskError], str] = {}
    seen, due = set(), [view]
    while due:
        function = due.pop()
        if function in seen:
            continue
        seen.add(function)
        errors, further = _named_in(function)
        place = f"{function.__module__.removeprefix(HOUSE)}.{function.__qualname__}"
        made.update({error: place for error in errors if error not in made})
        due += further
    return made


@cache
def _named_in(function: FunctionType) -> tuple[tuple[type[DeskError], ...], tuple[FunctionType, ...]]:
    """The errors that a function makes, and the functions of the house that it names."""
    nodes = [node for part in _body_of(function) for node in _raising(part)]
    names = {**function.__globals__, **_imported_by(nodes)}
    errors: list[type[DeskError]] = []
    further: list[FunctionType] = []
    for node in nodes:
        if isinstance(node, ast.Call):
            errors += _errors_made_by(node, names)
        if isinstance(node, ast.Name | ast.Attribute):
            further += _functions_of(_meaning(node, names))
    for default in [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]:
        further += _functions_of(default)
    return tuple(errors), tuple(further)


def _raising(part: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those from which every refusal is caught."""
    yield part
    catches_all = isinstance(part, ast.Try) and any(
        isinstance(each.type, ast.Name) and each.type.id == DeskError.__name__ for each in part.handlers
    )
    for child in ast.iter_child_nodes(part):
        if not (catches_all and isinstance(part, ast.Try) and child in part.body):
            yield from _raising(child)


def _body_of(function: FunctionType) -> list[ast.stmt]:
    """Without the decorators, which say who may call."""
    parsed = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    return parsed.body if isinstance(parsed, ast.FunctionDef) else [parsed]


def _imported_by(nodes: list[ast.AST]) -> dict[str, Any]:
    """What is imported where it is used."""
    return {
        alias.asname or alias.name: getattr(importlib.import_module(node.module), alias.name, None)
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _meaning(node: ast.expr, names: dict[str, Any]) -> Any:
    """What a name stands for; None for what only a run could say."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _meaning(node.value, names)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType | type) else None
    return None


def _errors_made_by(call: ast.Call, names: dict[str, Any]) -> Iterator[type[DeskError]]:
    called = _meaning(call.func, names)
    if called is existing:  # it is told what to raise
        called = _meaning(call.args[2], names) if len(call.args) > 2 else NotFound
    kind = called.__self__ if isinstance(called, MethodType) else called
    if isinstance(kind, type) and issubclass(kind, DeskError):
        yield kind


def _functions_of(thing: Any) -> Iterator[FunctionType]:
    """A function of the house, or all that a class of it does."""
    thing = inspect.unwrap(thing) if callable(thing) else thing
    if not str(getattr(thing, "__module__", "")).startswith(HOUSE):
        return
    if isinstance(thing, FunctionType):
        yield from [thing] if thing.__name__ != "<lambda>" else []  # it is read where it stands
    elif isinstance(thing, type) and not issubclass(thing, DeskError):
        members = (getattr(member, "fget", member) for member in vars(thing).values())
        yield from (each for each in members if isinstance(each, FunctionType) and inspect.getmodule(each))
