"""What a file is, by its bytes (A2). Pure: the first bytes and the last ones in, a type or a refusal out.

Nothing is ever unpacked or decoded: a picture's size stands in its header, what is in an office document in the list of
names at its end. So a bomb stays a parcel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from chalicelib.core.errors import Invalid, members
from chalicelib.files.model.kinds import OFFICE, OPEN, PICTURE, TEXT, TYPES, Type, ending, type_of_name

LOOKED_AT = 256 * 1024  # bytes at the beginning, and at the end
MOST_PIXELS, LONGEST_SIDE = 64_000_000, 16_384
PREVIEW_SIDE, PREVIEW_BYTES = 1_024, 256 * 1024

# markup that a browser, or a viewer, might run if it were led to take the file for a page
_MARKUP = rb"(?i)<\s*(!doctype\s+html|html|svg|script|iframe|body|head|xml:|math)[\s>/]"
_PAGE = rb"(?i)\s*<\s*[!?a-z]"
_MACROS = (b"vbaProject.bin", b"vbaData.xml", b"Basic/", b"Scripts/")
_FRAMES_WITHOUT_SIZE = {0xC4, 0xC8, 0xCC}  # among 0xC0 … 0xCF of JPEG

REASONS = {
    "empty": "the file is empty",
    "unknown": "files of this type cannot be sent",
    "markup": "web pages, SVG and other files that a browser could run cannot be sent",
    "mismatch": "the content is not what the file's name says",
    "two_in_one": "the file pretends to be two things at once",
    "macros": "documents with macros cannot be sent",
    "pixels": "the picture has more pixels than can be shown safely",
    "broken": "the file is damaged",
    "too_large": "the file is larger than is allowed here",
    "kind": "files of this kind are not allowed here",
}


class FileRefused(Invalid):
    """What was uploaded cannot be sent; ``reason`` says why, in one word that stays the same."""

    code = "file_refused"
    title = "This file cannot be sent"
    beside = members(reason=str)

    @classmethod
    def because(cls, reason: str) -> FileRefused:
        """One of ``REASONS``."""
        refused = cls.field("file", REASONS[reason])
        refused.extra["reason"] = reason
        return refused


class Seen(msgspec.Struct, frozen=True):
    """What the bytes are; of a picture how large."""

    type: Type
    width: int | None = None
    height: int | None = None


def seen(name: str, first: bytes, last: bytes) -> Seen:
    """What this is, by its first ``LOOKED_AT`` bytes and its last ones, under that name. Raises ``FileRefused``.

    A picture with the ending of another kind of picture is no lie that matters; a picture that is called a document is.
    """
    if not first:
        raise FileRefused.because("empty")
    made = _recognised(name, first, last)
    pretended = type_of_name(name)
    if pretended is not None and pretended.kind != made.type.kind:
        raise FileRefused.because("mismatch")
    if pretended is None and ending(name) in _RUN:
        raise FileRefused.because("mismatch")
    return made


# endings that a system runs, or opens as a page, when the file is double-clicked
_RUN = {
    "exe", "com", "bat", "cmd", "scr", "msi", "js", "jse", "vbs", "vbe", "wsf", "ps1", "jar", "lnk", "hta", "htm",
    "html", "xhtml", "svg", "svgz", "xml", "sh", "apk", "dmg", "app", "pif", "reg", "url", "docm", "xlsm", "pptm",
}  # fmt: skip


def _recognised(name: str, first: bytes, last: bytes) -> Seen:
    for begins, look in _LOOKS:
        if first.startswith(begins):
            return look(name, first, last)
    if first[4:8] == b"ftyp":
        return _film(name, first)
    if first[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return _plain("audio/mpeg", first)
    return _text(name, first)


def _plain(name: str, first: bytes) -> Seen:
    if re.search(_MARKUP, first[:1024]):
        raise FileRefused.because("two_in_one")
    return Seen(TYPES[name])


def _pixels(name: str, first: bytes, last: bytes, sides: tuple[int, int] | None) -> Seen:
    """A picture that is a picture alone, and not too large to be shown."""
    if re.search(_MARKUP, first) or re.search(_MARKUP, last) or b"PK\x05\x06" in last or b"%PDF-" in first[:1024]:
        raise FileRefused.because("two_in_one")
    if sides is None or min(sides) < 1:
        raise FileRefused.because("broken")
    if max(sides) > LONGEST_SIDE or sides[0] * sides[1] > MOST_PIXELS:
        raise FileRefused.because("pixels")
    return Seen(TYPES[name], *sides)


def _png(_: str, first: bytes, last: bytes) -> Seen:
    if first[12:16] != b"IHDR" or len(first) < 24:
        raise FileRefused.because("broken")
    sides = int.from_bytes(first[16:20], "big"), int.from_bytes(first[20:24], "big")
    return _pixels("image/png", first, last, sides)


def _gif(_: str, first: bytes, last: bytes) -> Seen:
    sides = int.from_bytes(first[6:8], "little"), int.from_bytes(first[8:10], "little")
    return _pixels("image/gif", first, last, sides if len(first) > 10 else None)


def _jpeg(_: str, first: bytes, last: bytes) -> Seen:
    return _pixels("image/jpeg", first, last, _sides_of_jpeg(first))


def segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """The parts of a JPEG before its pixels: the marker, where the part begins, and where the next one does."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in (0xD9, 0xDA):
            return
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if length < 2:
            return
        yield marker, at, at + 2 + length
        at += 2 + length


def _sides_of_jpeg(first: bytes) -> tuple[int, int] | None:
    """Its width and height; (0, 0) behind more than was looked at, such as a large preview that a camera put first."""
    for marker, at, _ in segments(first):
        if 0xC0 <= marker <= 0xCF and marker not in _FRAMES_WITHOUT_SIZE and at + 9 <= len(first):
            return int.from_bytes(first[at + 7 : at + 9], "big"), int.from_bytes(first[at + 5 : at + 7], "big")
    return None


def _webp(_: str, first: bytes, last: bytes) -> Seen:
    if first[8:12] != b"WEBP":
        raise FileRefused.because("unknown")
    return _pixels("image/webp", first, last, _sides_of_webp(first))


def _sides_of_webp(first: bytes) -> tuple[int, int] | None:
    form = first[12:16]
    if len(first) < 30:
        return None
    if form == b"VP8X":
        return int.from_bytes(first[24:27], "little") + 1, int.from_bytes(first[27:30], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(first[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        return int.from_bytes(first[26:28], "little") & 0x3FFF, int.from_bytes(first[28:30], "little") & 0x3FFF
    return None


def _pdf(_: str, first: bytes, last: bytes) -> Seen:
    if b"PK\x05\x06" in last:
        raise FileRefused.because("two_in_one")
    return _plain("application/pdf", first)


def _parcel(name: str, first: bytes, last: bytes) -> Seen:
    """An office document, by the names in its list; whatever else is packed is refused, and nothing is unpacked."""
    if any(each in first or each in last for each in _MACROS):
        raise FileRefused.because("macros")
    for end in ("text", "spreadsheet", "presentation"):
        if f"mimetype{OPEN}.{end}PK".encode() in first[:200]:
            return Seen(TYPES[f"{OPEN}.{end}"])
    if b"[Content_Types].xml" not in first + last:
        raise FileRefused.because("unknown")
    for folder, end in _OFFICE.items():
        if folder in last or folder in first:
            return Seen(TYPES[f"{OFFICE}.{end}"])
    raise FileRefused.because("unknown")


_OFFICE = {
    b"word/document.xml": "wordprocessingml.document",
    b"xl/workbook.xml": "spreadsheetml.sheet",
    b"ppt/presentation.xml": "presentationml.presentation",
}


def _film(name: str, first: bytes) -> Seen:
    brand = first[8:12]
    if brand.startswith((b"M4A", b"M4B")) or ending(name) == "m4a":
        return _plain("audio/mp4", first)
    if brand in (b"heic", b"heix", b"avif", b"mif1"):
        raise FileRefused.because("unknown")
    return _plain("video/mp4", first)


def _text(name: str, first: bytes) -> Seen:
    """Words, if that is all it is: readable to the end of what was looked at, and no page of any kind."""
    if re.match(_PAGE, first.removeprefix(b"\xef\xbb\xbf")) or re.search(_MARKUP, first[:1024]):
        raise FileRefused.because("markup")
    if not _is_readable(first):
        raise FileRefused.because("unknown")
    return Seen(TYPES["text/csv" if ending(name) == "csv" else TEXT])


def _is_readable(first: bytes) -> bool:
    if any(each < 32 and each not in (9, 10, 12, 13, 27) for each in first):
        return False
    for encoding in ("utf-8", "gb18030"):
        for end in range(4):  # the last character may be cut in two
            try:
                first[: len(first) - end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


Look = Callable[[str, bytes, bytes], Seen]
_LOOKS: tuple[tuple[bytes, Look], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _parcel),
    (b"ID3", lambda _, first, __: _plain("audio/mpeg", first)),
)


def seen_preview(first: bytes, last: bytes, size: int) -> Seen | None:
    """The small picture that a page made of a large one; None: it is none, and is left out."""
    try:
        made = seen("preview", first, last)
    except FileRefused:
        return None
    is_small = size <= PREVIEW_BYTES and max(made.width or 0, made.height or 0) <= PREVIEW_SIDE
    return made if made.type.kind == PICTURE and is_small else None


def without_places(jpeg: bytes) -> bytes | None:
    """A JPEG without what cameras write of where and with what it was taken; None: there is nothing of that in it.

    Its pixels are as they were, and so is which way up it is shown.
    """
    told = [(at, end) for marker, at, end in segments(jpeg) if marker in (0xE1, 0xED)]
    if not told:
        return None
    turned = next((_turned(jpeg[at:end]) for at, end in told if jpeg[at + 4 : at + 10] == b"Exif\0\0"), 1)
    kept, last = [jpeg[:2], _only_turned(turned) if turned != 1 else b""], 2
    for at, end in told:
        kept.append(jpeg[last:at])
        last = end
    return b"".join([*kept, jpeg[last:]])


def _turned(exif: bytes) -> int:
    """Which way up (1 to 8) an Exif segment says a picture is; 1 where it says nothing that can be read."""
    body = exif[10:]
    order = {b"II": "little", b"MM": "big"}.get(body[:2])
    if order is None:
        return 1

    def number(at: int, length: int) -> int:
        return int.from_bytes(body[at : at + length], "little" if order == "little" else "big")

    table = number(4, 4)
    for entry in range(min(number(table, 2), 100)):
        at = table + 2 + 12 * entry
        if number(at, 2) == 0x0112:
            way = number(at + 8, 2)
            return way if 1 <= way <= 8 else 1
    return 1


def _only_turned(way: int) -> bytes:
    """An Exif segment that says which way up a picture is, and nothing else."""
    body = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + way.to_bytes(2, "big") + b"\0\0\0\0\0\0"
    exif = b"Exif\0\0" + body
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
