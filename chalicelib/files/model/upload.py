"""A file on its way: asked for, looked at, attached to something, taken away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.text import among
from chalicelib.files.model.kinds import KINDS, PICTURE, TYPES, Type, clean_name, named_as, type_of_name
from chalicelib.files.model.sniffing import PREVIEW_BYTES, FileRefused, Seen

ASKED, READY, ATTACHED, REFUSED, REMOVED = "asked", "ready", "attached", "refused", "removed"
QUARANTINED, INFECTED = "quarantined", "infected"
STATES = (READY, QUARANTINED, INFECTED, REMOVED)  # what an entry says of its file

MEGABYTE = 1_000_000
MOST_MEGABYTES = 30  # what a function can hold in its memory whole, twice
MOST_COPIES = 20  # how often somebody may say that one file has arrived, before it is refused
LARGEST_SHOWN, LONGEST_SHOWN = 300_000, 1_024  # bytes, pixels: of a picture that stands for somebody
FOR_UPLOAD = timedelta(minutes=15)
FOR_USE = timedelta(hours=24)  # until it must be attached


class File(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said of a file wherever it is shown. ``size``: bytes; ``width``, ``height``: of a picture, in pixels.

    ``preview``: there is a small picture of it. ``state``: ready; quarantined, while the scanner has not said that it
    is clean; infected or removed: it is there no more.
    """

    id: str
    name: str
    size: int
    type: str
    width: int | None = None
    height: int | None = None
    preview: bool = False
    state: Annotated[str, among(*STATES)] = READY

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown in a page."""
        return self.type in TYPES and TYPES[self.type].kind == PICTURE

    @property
    def in_a_line(self) -> str:
        """What stands for it where only text is shown."""
        return f"📎 {self.name}"


class Allowed(msgspec.Struct, frozen=True):
    """What may be sent: kinds (none: nothing), how large, and how often within an hour."""

    kinds: tuple[str, ...] = KINDS
    megabytes: int = 10
    an_hour: int = 60

    @property
    def most(self) -> int:
        """Bytes."""
        return min(self.megabytes, MOST_MEGABYTES) * MEGABYTE


class Wish(msgspec.Struct, frozen=True):
    """What somebody wants to send: its name, size in bytes, and the size of the small picture of it, if there is one.

    ``type`` is what a browser takes it for; only its bytes say what it is.
    """

    name: str
    size: int
    type: str = ""
    preview: int | None = None


class Upload(msgspec.Struct, frozen=True):
    """One file, from the wish to its end. ``owner``: who asked for it, and alone may attach it (``visitor#…``).

    ``declared``: the type that the form takes. ``copies``: keys where what arrived was put, to be looked at; ``key``,
    ``preview_key``: those that were good. ``reason``: why it was refused. ``conversation_id``, ``seq``: the entry that
    it is part of. ``pending``: the scanner has not answered yet.
    """

    file_id: str
    owner: str
    name: str
    size: int
    declared: str
    state: str
    created_at: datetime
    preview: bool = False
    most: int = 0
    kinds: tuple[str, ...] = KINDS
    copies: frozenset[str] = frozenset()
    key: str | None = None
    preview_key: str | None = None
    type: str = ""
    width: int | None = None
    height: int | None = None
    reason: str | None = None
    conversation_id: str | None = None
    seq: int | None = None
    pending: bool = False

    @property
    def file(self) -> File:
        """What is said of it."""
        facts = (self.file_id, self.name, self.size, self.type, self.width, self.height)
        return File(*facts, self.preview_key is not None, QUARANTINED if self.pending else READY)

    @property
    def keys(self) -> frozenset[str]:
        """Everywhere where bytes of it may be."""
        return (
            self.copies | {new_key(self.file_id), preview_of(new_key(self.file_id))} | {*map(preview_of, self.copies)}
        )


class FileJudged(msgspec.Struct, frozen=True, omit_defaults=True):
    """The scanner has said what it thinks of a file that is part of a conversation; ``state``: ready, or infected."""

    file_id: str
    conversation_id: str
    seq: int
    state: str


class UnknownFile(NotFound):
    """There is no such file, or it is somebody else's."""

    code = "unknown_file"
    title = "There is no such file"


class NotArrived(Conflict):
    """Nothing was uploaded yet."""

    code = "file_not_arrived"
    title = "The file has not been uploaded"


class FileUsed(Conflict):
    """It is part of something already."""

    code = "file_used"
    title = "The file was sent already"


class FileInQuarantine(Conflict):
    """The scanner has not said yet that it is clean."""

    code = "file_quarantined"
    title = "The file is being checked"


def refuse_unsuitable(upload: Upload) -> None:
    """Raises ``FileRefused`` for what is no small picture, such as stands for a person or a plan: pages make them small
    themselves."""
    if not upload.file.is_picture:
        raise FileRefused.because("kind")
    if upload.size > LARGEST_SHOWN or max(upload.width or 0, upload.height or 0) > LONGEST_SHOWN:
        raise FileRefused.because("too_large")


def owned_by(upload: Upload | None, owner: str, now: datetime) -> Upload:
    """The file, if it is this owner's to use. Raises ``UnknownFile``; a day after it was asked for, too, if it is part
    of nothing by then."""
    if upload is None or upload.owner != owner or upload.state == REMOVED:
        raise UnknownFile("no such file")
    if upload.state != ATTACHED and now > upload.created_at + FOR_USE:
        raise UnknownFile("it was asked for more than a day ago")
    return upload


def new_key(file_id: str) -> str:
    """Where a form puts a file."""
    return f"new/{file_id}"


def kept_key(file_id: str, copy_id: str) -> str:
    """Where one copy of it stays."""
    return f"kept/{file_id}/{copy_id}"


def preview_of(key: str) -> str:
    """Where the small picture is, beside it."""
    return f"{key}-preview"


def asked_for(file_id: str, owner: str, wish: Wish, allowed: Allowed, now: datetime) -> Upload:
    """The upload that this wish becomes. Raises ``Invalid``, ``FileRefused``."""
    name = clean_name(wish.name)
    pretended = type_of_name(name) or TYPES.get(wish.type.partition(";")[0].strip().lower())
    if pretended is None:
        raise FileRefused.because("unknown")
    if pretended.kind not in allowed.kinds:
        raise FileRefused.because("kind")
    if wish.size < 1:
        raise FileRefused.because("empty")
    if wish.size > allowed.most:
        raise FileRefused.because("too_large")
    if wish.preview is not None and not 1 <= wish.preview <= PREVIEW_BYTES:
        raise Invalid.field("preview", f"1 to {PREVIEW_BYTES} bytes")
    return Upload(
        file_id,
        owner,
        name,
        wish.size,
        pretended.name,
        ASKED,
        now,
        preview=wish.preview is not None,
        most=allowed.most,
        kinds=allowed.kinds,
    )


def looked_at(upload: Upload, made: Seen, size: int, key: str, preview: Seen | None) -> Upload:
    """The same once its bytes were seen. Raises ``FileRefused`` for a kind that is not allowed here."""
    kind: Type = made.type
    if kind.kind not in upload.kinds:
        raise FileRefused.because("kind")
    if size > upload.most:
        raise FileRefused.because("too_large")
    return replace(
        upload,
        name=named_as(upload.name, kind),
        size=size,
        type=kind.name,
        width=made.width,
        height=made.height,
        state=READY,
        key=key,
        preview_key=preview_of(key) if preview is not None and kind.kind == PICTURE else None,
    )
