"""The import rule of the house: rooms import downwards, each kind of file only what it may."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["core", "people", "visitors", "plans", "notices", "knowledge", "conversations", "assignment"]
FLOORS += ["tickets", "followups", "surveys", "offline", "reports", "operations", "web"]
ABOVE = {"subscriptions", "everything"}  # they stand above all rooms
FILES = sorted((ROOT / "chalicelib").rglob("*.py"))


def imports_of(file: Path) -> Iterator[str]:
    """Every module a file imports, anywhere in it, as dotted names; ``from a import b`` gives a.b."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_and_piece(file: Path) -> tuple[str, str]:
    parts = file.relative_to(ROOT / "chalicelib").with_suffix("").parts
    return parts[0], parts[1] if len(parts) > 1 else "__init__"


def of_project(name: str) -> tuple[str, str] | None:
    parts = name.split(".")
    return (parts[1], parts[2] if len(parts) > 2 else "") if parts[0] == "chalicelib" and len(parts) > 1 else None


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_room_imports_only_from_below(file: Path) -> None:
    room, _ = room_and_piece(file)
    if room in ABOVE | {"__init__"}:
        return

    ours = [target for target in map(of_project, imports_of(file)) if target]

    for other, piece in ours:
        assert other not in ABOVE, f"{file} imports what stands above all rooms"
        assert FLOORS.index(other) <= FLOORS.index(room), f"{file} imports {other}, which is above {room}"
        if other not in (room, "core"):
            assert piece != "store", f"{file} reaches into the store of {other}; its service is the door"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_each_kind_of_file_imports_only_what_it_may(file: Path) -> None:
    room, piece = room_and_piece(file)

    names = list(imports_of(file))

    outside = {name.split(".")[0] for name in names}
    if "chalice" in outside:
        assert piece == "api" or room == "web" or (room, piece) == ("core", "http"), f"{file} imports chalice"
    if "pynamodb" in outside:
        assert piece == "store" or room == "core", f"{file} imports pynamodb"
    if "boto3" in outside or "botocore" in outside:
        assert room == "core" or (room, piece) == ("notices", "senders"), f"{file} imports boto"
    if piece == "model":
        allowed = {"chalicelib", "__future__"}
        third = {name for name in outside if name not in allowed and name in {"msgspec", "pynamodb", "chalice", "jwt"}}
        assert not third, f"{file} is not pure: {third}"
        for target in filter(None, map(of_project, names)):
            assert target == ("core", "errors") or target[1] == "model", f"{file} imports {target}"
    if piece == "api":
        for target in filter(None, map(of_project, names)):
            assert target[1] != "store", f"{file} goes around the service"
    if piece == "__init__" and room not in ABOVE | {"conversations"}:
        assert not [name for name in names if not name.startswith("__future__")], f"{file} imports something"


def test_no_test_patches_anything() -> None:
    words = ["mock" + ".patch", "monkeypatch" + ".setattr", "import " + "unittest"]

    guilty = [str(f) for f in (ROOT / "tests").rglob("*.py") if any(word in f.read_text() for word in words)]

    assert guilty == []


def test_every_operation_has_a_name_of_its_own() -> None:
    from chalicelib.everything import ROUTES

    operations = [route.operation for routes in ROUTES for route in routes.declared]

    assert len(operations) == len(set(operations))
    assert len(operations) >= 30
