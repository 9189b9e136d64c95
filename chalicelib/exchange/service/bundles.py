"""Articles with their pictures in one file, a ZIP: their rows, and each picture under its id (F10)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.exchange.model.sheets import FORMATS
from chalicelib.files import service as files
from chalicelib.knowledge.model.markdown import is_file_id

FOLDER = "pictures/"
MOST_ENTRIES, MOST_PICTURE, MOST_UNPACKED = 2_000, 2 * 1024 * 1024, 64_000_000  # bytes
_BEGINS = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)


class Bundle(msgspec.Struct, frozen=True):
    """The file of rows by its name, and pictures by their names, which are their ids with what they are."""

    name: str
    rows: bytes
    pictures: Mapping[str, bytes]


def is_bundle(content: bytes) -> bool:
    """Whether it is a ZIP."""
    return content.startswith(_BEGINS)


def opened(content: bytes) -> Bundle:
    """What is in it; what is neither rows nor a picture is passed over. Raises ``Invalid`` for what cannot be read, is
    too much, or has no rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except _BROKEN as error:
        raise Invalid.field("file", "a ZIP that can be read") from error


def _read(archive: zipfile.ZipFile) -> Bundle:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise Invalid.field("file", f"at most {MOST_ENTRIES:,} files of {MOST_UNPACKED:,} bytes together")
    rows = [each for each in entries if PurePosixPath(each.filename).suffix[1:] in FORMATS]
    if len(rows) != 1:
        raise Invalid.field("file", "one file of rows (.csv or .jsonl), and pictures")
    pictures = {
        PurePosixPath(each.filename).name: _bytes(archive, each, MOST_PICTURE)
        for each in entries
        if each.filename.startswith(FOLDER) and is_file_id(PurePosixPath(each.filename).stem)
    }
    return Bundle(PurePosixPath(rows[0].filename).name, _bytes(archive, rows[0], MOST_UNPACKED), pictures)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """What it says of its size is not to be trusted."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(entry.compress_type)
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Invalid.field("file", f"{entry.filename[:80]}: at most {most:,} bytes")
    return content


def packed(name: str, rows: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """The rows and these pictures as one file; always the same bytes for the same."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), rows, zipfile.ZIP_DEFLATED)
        for picture, each in pictures.items():
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}{picture}"), each, zipfile.ZIP_STORED)
    return content.getvalue()


def bytes_of(desk: Desk, file_ids: Iterable[str]) -> dict[str, bytes]:
    """Those of these pictures that are there, by their names; a read and a request to the place of files for each."""
    found: dict[str, bytes] = {}
    for each in file_ids:
        upload = files.find_if_there(desk, each)
        if upload is None or upload.key is None:
            continue
        piece = desk.files.read(upload.key)
        if piece is not None:
            found[f"{each}{PurePosixPath(upload.name).suffix.lower()}"] = piece.content
    return found
