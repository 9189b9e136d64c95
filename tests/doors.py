"""There are no faces: a package's ``__init__`` re-exports nothing, but for the doors, which hold what others use."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent


def is_door(path: Path) -> bool:
    """``chalicelib/<room>/service/__init__.py``."""
    return path.parts[-2:] == ("service", "__init__.py") and path.parts[-4:-3] == ("chalicelib",)


def faces(path: Path, source: str) -> list[str]:
    """What this ``__init__.py`` imports only to have it had from here, a sentence each."""
    if path.name != "__init__.py" or is_door(path):
        return []
    tree = nodes_of(source)
    imported = {
        alias.asname or alias.name
        for node in _body(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    used = {node.id for node in tree if isinstance(node, ast.Name)}
    exported = {text for node in tree if isinstance(node, ast.Constant) and isinstance(text := node.value, str)}
    return [f"{path} is a face of {name}" for name in sorted(imported) if name in exported or name not in used]


def detours(root: Path, files: dict[str, str]) -> Iterator[str]:
    """Imports of what the module named has itself only imported, a sentence each; doors may be gone through."""
    only_imported: dict[str, set[str]] = {}
    imports: list[tuple[str, str, ast.ImportFrom]] = []  # the rest of the trees is let go of: they are large
    for path, text in files.items():
        tree = nodes_of(text)
        only_imported[_module(path)] = _only_imported(tree)
        imports += [(path, str(node.module), node) for node in tree if isinstance(node, ast.ImportFrom)]
    for path, through, node in imports:
        if through in only_imported and not _passes(_module(path), through):
            for alias in node.names:
                if alias.name in only_imported[through]:
                    yield f"{path} imports {alias.name} from {through}, which only imports it"


def unused_names(files: dict[str, str]) -> Iterator[str]:
    """Names of doors that no other room, nor infra or app.py, uses."""
    used = {name for path, text in files.items() if not path.startswith("tests/") for name in _used(path, text)}
    for path, text in files.items():
        if is_door(Path(path)):
            door = _module(path)
            for name in sorted(_only_imported(nodes_of(text))):
                if (door, name) not in used:
                    yield f"{door} offers {name}, which nobody uses"


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _passes(module: str, through: str) -> bool:
    """Whether this module may have from that one what it does not define: a room, from another room's door."""
    parts = through.split(".")
    return parts[0] == "chalicelib" and parts[2:] == ["service"] and module.split(".")[:2] != parts[:2]


def _body(tree: Sequence[ast.AST]) -> list[ast.stmt]:
    """The statements that stand in no other."""
    module = tree[0]
    assert isinstance(module, ast.Module)
    return module.body


def _only_imported(tree: Sequence[ast.AST]) -> set[str]:
    return {
        alias.asname or alias.name
        for node in _body(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("chalicelib", "infra", "tests")
        for alias in node.names
    }


def _used(path: str, text: str) -> Iterator[tuple[str, str]]:
    """(door, name) for each name this file has from the door of a room that it is not in."""
    tree = nodes_of(text)
    known: dict[str, str] = {}
    for node in tree:
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and _module(path).split(".")[:2] != node.module.split(".")[:2]
        ):
            for alias in node.names:
                yield node.module, alias.name
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in tree:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            yield known[node.value.id], node.attr
