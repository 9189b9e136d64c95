"""The bytes of files, taken elsewhere and back with the facts that name them (``archive``, ``backup``)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

FOLDER = "files"

Told = Callable[[str], None]


def export(desk: Desk, folder: Path, told: Told) -> int:
    """Write every file that is part of something into ``folder/files``; how many. Beside each row stands its key."""
    found = 0
    for key in _keys(desk):
        piece = desk.files.read(key)
        if piece is None:  # it was taken away meanwhile
            continue
        path = folder / FOLDER / key
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(piece.content)
        found += 1
    told(f"{found:9}  files")
    return found


def restore(desk: Desk, folder: Path, told: Told) -> int:
    """Put every file of ``folder/files`` where its row says; how many. Older exports have none."""
    root, found = folder / FOLDER, 0
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file():
            desk.files.put(path.relative_to(root).as_posix(), path.read_bytes())
            found += 1
    told(f"{found:9}  files")
    return found


def copy(state: Path, to: Path) -> int:
    """The local desk's files, beside the copy of its data, as ``<name>.files``; how many."""
    source, target = state / FOLDER, to.with_name(f"{to.name}.{FOLDER}")
    if not source.is_dir():
        return 0
    shutil.copytree(source, target)
    return sum(each.is_file() for each in target.rglob("*"))


def _keys(desk: Desk) -> Iterator[str]:
    from chalicelib.files.store import FileRow
    from infra.operate.archive import pages

    for page in pages(desk.database, FileRow.Meta.table_name, segments=1):
        for item in page:
            if "upload" in item:
                upload = FileRow.from_raw_data(item).upload
                yield from (each for each in (upload.key, upload.preview_key) if each)
