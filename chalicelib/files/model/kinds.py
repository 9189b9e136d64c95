"""The kinds of files that can be sent, and their names. Whatever is none of them is refused."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from chalicelib.core.errors import Invalid

PICTURE, DOCUMENT, AUDIO, VIDEO = "picture", "document", "audio", "video"
KINDS = (PICTURE, DOCUMENT, AUDIO, VIDEO)
LONGEST_NAME = 120

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
TEXT = "text/plain"


class Type(msgspec.Struct, frozen=True):
    """One type: its kind, and how names of it end; the first is what a name gets that ends otherwise."""

    name: str
    kind: str
    ends: tuple[str, ...]


TYPES = {
    each.name: each
    for each in (
        Type("image/png", PICTURE, ("png",)),
        Type("image/jpeg", PICTURE, ("jpg", "jpeg", "jpe", "jfif")),
        Type("image/gif", PICTURE, ("gif",)),
        Type("image/webp", PICTURE, ("webp",)),
        Type("application/pdf", DOCUMENT, ("pdf",)),
        Type(f"{OFFICE}.wordprocessingml.document", DOCUMENT, ("docx",)),
        Type(f"{OFFICE}.spreadsheetml.sheet", DOCUMENT, ("xlsx",)),
        Type(f"{OFFICE}.presentationml.presentation", DOCUMENT, ("pptx",)),
        Type(f"{OPEN}.text", DOCUMENT, ("odt",)),
        Type(f"{OPEN}.spreadsheet", DOCUMENT, ("ods",)),
        Type(f"{OPEN}.presentation", DOCUMENT, ("odp",)),
        Type(TEXT, DOCUMENT, ("txt", "log", "md")),
        Type("text/csv", DOCUMENT, ("csv",)),
        Type("audio/mpeg", AUDIO, ("mp3",)),
        Type("audio/mp4", AUDIO, ("m4a",)),
        Type("video/mp4", VIDEO, ("mp4", "m4v")),
    )
}
_BY_END = {end: each for each in TYPES.values() for end in each.ends}
# what Windows and others do not take in a name, or read as a place
_FORBIDDEN = r'[\\/:*?"<>|\x00-\x1f\x7f]'
_DEVICES = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?"


def type_of_name(name: str) -> Type | None:
    """What a file of this name pretends to be."""
    return _BY_END.get(ending(name))


def ending(name: str) -> str:
    """What stands behind the last dot, in small letters."""
    stem, dot, end = name.rpartition(".")
    return end.lower() if dot and stem else ""


def clean_name(name: str) -> str:
    """A name that is only a name: no path, nothing unseen that turns the direction of writing, nothing a system reads
    otherwise. Raises ``Invalid`` where nothing is left of it."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in ("Cf", "Cc", "Cs", "Co", "Cn"))
    plain = re.sub(_FORBIDDEN, "_", " ".join(seen.split())).strip(" .")
    if not plain or not any(each.isalnum() for each in plain):
        raise Invalid.field("name", "a name with letters or digits")
    if re.fullmatch(_DEVICES, plain):
        plain = f"_{plain}"
    return _shortened(plain)


def named_as(name: str, kind: Type) -> str:
    """The name with an ending of its true type."""
    if ending(name) in kind.ends:
        return name
    stem = name.rpartition(".")[0] if ending(name) in _BY_END else name
    return _shortened(f"{stem or name}.{kind.ends[0]}")


def _shortened(name: str) -> str:
    """At most so many characters, its ending kept."""
    if len(name) <= LONGEST_NAME:
        return name
    end = ending(name)
    tail = f".{end}" if end and len(end) <= 8 else ""
    return name[: LONGEST_NAME - len(tail)].rstrip(" .") + tail
