"""Doors instead of faces: what is used is imported from where it is defined, or from the door of its room."""

from __future__ import annotations

from pathlib import Path

from tests.doors import ROOT, detours, faces, unused_names

FILES = {
    file.relative_to(ROOT).as_posix(): file.read_text()
    for top in ("chalicelib", "infra", "tests")
    for file in sorted((ROOT / top).rglob("*.py"))
} | {"app.py": (ROOT / "app.py").read_text()}

DEFINES = {"chalicelib/inn/model/__init__.py": "", "chalicelib/inn/model/beds.py": "class Bed: ..."}


def test_no_package_is_a_face() -> None:
    wrong = [each for path, text in FILES.items() for each in faces(Path(path), text)]

    assert wrong == []


def test_everything_is_imported_from_where_it_is_defined() -> None:
    wrong = list(detours(ROOT, FILES))

    assert wrong == []


def test_doors_offer_what_others_use() -> None:
    wrong = list(unused_names(FILES))

    assert wrong == []


def test_a_face_is_found() -> None:
    source = "from chalicelib.inn.model.beds import Bed\n\n__all__ = ['Bed']"

    wrong = faces(Path("chalicelib/inn/model/__init__.py"), source)

    assert wrong == ["chalicelib/inn/model/__init__.py is a face of Bed"]


def test_a_detour_is_found() -> None:
    rooms = DEFINES | {
        "chalicelib/inn/store.py": "from chalicelib.inn.model.beds import Bed",
        "chalicelib/inn/api.py": "from chalicelib.inn.store import Bed",
    }

    wrong = list(detours(ROOT, rooms))

    assert wrong == ["chalicelib/inn/api.py imports Bed from chalicelib.inn.store, which only imports it"]


def test_a_name_that_a_door_offers_in_vain_is_found() -> None:
    door = {"chalicelib/inn/service/__init__.py": "from chalicelib.inn.service.nights import sleep, wake"}
    guest = {"chalicelib/bar/service.py": "from chalicelib.inn import service as inn\ninn.sleep()"}

    wrong = list(unused_names(DEFINES | door | guest))

    assert wrong == ["chalicelib.inn.service offers wake, which nobody uses"]
