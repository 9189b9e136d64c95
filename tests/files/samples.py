"""Contents of files: honest ones, and those that somebody made to harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PHOTOGRAPH = 400  # pixels wide and high; large enough that pages make a small one of it
GPS = b"GPSLatitude 31.2304 N"


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture whose header says this size, and whose pixels are black."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\0" * min(width, 64) for _ in range(min(height, 64))))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def photograph() -> bytes:
    """A picture that can be seen, and weighs more than a small one."""
    rows = b"".join(
        b"\0" + bytes((x * y * 7 + x * 13 + y * y) % 251 for x in range(PHOTOGRAPH)) for y in range(PHOTOGRAPH)
    )
    blank = png(PHOTOGRAPH, PHOTOGRAPH)
    head = blank[: blank.index(b"IDAT") - 4]
    body = zlib.compress(rows, 0)
    data = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    return head + data + blank[blank.index(b"IEND") - 4 :]


def gif(width: int = 2, height: int = 2) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def webp(width: int = 2, height: int = 2) -> bytes:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (width - 1).to_bytes(3, "little")
    body += (height - 1).to_bytes(3, "little") + b"\0" * 8
    return b"RIFF" + struct.pack("<I", len(body)) + body


def exif(way: int = 6) -> bytes:
    """What a camera writes: which way up, and where it stood."""
    entries = struct.pack("<H", 2)
    entries += struct.pack("<HHIHH", 0x0112, 3, 1, way, 0)
    entries += struct.pack("<HHII", 0x8825, 4, 1, 38)
    body = b"II*\0\x08\0\0\0" + entries + b"\0\0\0\0" + GPS
    return segment(0xE1, b"Exif\0\0" + body)


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 3, height: int = 2, *before: bytes) -> bytes:
    """A picture as far as its header goes; ``before``: segments in front of it."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"".join(before) + frame + scan + b"\xff\xd9"


def parcel(*names: str, content: bytes = b"<x/>") -> bytes:
    """A zip with files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return made.getvalue()


DOCX = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = ("[Content_Types].xml", "xl/workbook.xml")
PPTX = ("[Content_Types].xml", "ppt/presentation.xml")


def opendocument() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", "<x/>")
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 40
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0\0\0\x08mdat"
M4A = b"\0\0\0\x18ftypM4A \0\0\2\0isomiso2" + b"\0\0\0\x08mdat"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
