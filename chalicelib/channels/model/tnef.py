"""``winmail.dat``, into which Outlook wraps what it sends to others (MS-OXTNEF): its words and its files. Pure."""

from __future__ import annotations

import struct

import msgspec

TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
SIGNATURE = 0x223E9F78
_TITLE, _DATA, _BODY, _RENDERING = 0x8010, 0x800F, 0x800C, 0x9002
MOST = 1000  # attributes


class Unpacked(msgspec.Struct, frozen=True):
    """``text`` as its writer's code page has it, and files by name."""

    text: bytes
    files: tuple[tuple[bytes, bytes], ...]


def unpacked(data: bytes) -> Unpacked | None:
    """What is in it; None where it is not of this kind. A file that breaks off is read as far as it is whole."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != SIGNATURE:
        return None
    text, files, place = b"", [], 6
    name, contents = b"", b""
    for _ in range(MOST):
        if place + 9 > len(data):
            break
        _, attribute, length = struct.unpack_from("<BII", data, place)
        value = data[place + 9 : place + 9 + length]
        if len(value) < length:
            break
        place += 9 + length + 2
        kind = attribute & 0xFFFF
        if kind == _RENDERING:  # the next file begins
            files += [(name, contents)] if contents else []
            name, contents = b"", b""
        elif kind == _TITLE:
            name = value.rstrip(b"\0")
        elif kind == _DATA:
            contents = value
        elif kind == _BODY:
            text = value
    files += [(name, contents)] if contents else []
    return Unpacked(text, tuple(files))
