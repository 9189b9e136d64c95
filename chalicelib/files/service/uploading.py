"""A file comes: asked for, put where it was told to by the browser itself, and looked at (A2)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import limits, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.files import FilesOff, Form, Terms
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.files import store
from chalicelib.files.model.forms import FormView, TicketView
from chalicelib.files.model.kinds import TYPES
from chalicelib.files.model.sniffing import LOOKED_AT, PREVIEW_BYTES, FileRefused, Seen, seen, seen_preview
from chalicelib.files.model.sniffing import without_places as without_places_of
from chalicelib.files.model.upload import (
    ASKED,
    FOR_UPLOAD,
    FOR_USE,
    REFUSED,
    Allowed,
    NotArrived,
    Upload,
    Wish,
    asked_for,
    kept_key,
    looked_at,
    new_key,
    owned_by,
    preview_of,
)
from chalicelib.files.service.keeping import LookAfter
from chalicelib.files.store import FileMoved

UPLOADS = Limit("uploads", most=60, within=timedelta(hours=1))
JPEG = "image/jpeg"


class Ticket(msgspec.Struct, frozen=True):
    """What was asked for, and the forms that take it: the file, and the small picture of it."""

    upload: Upload
    form: Form
    preview: Form | None

    @property
    def view(self) -> TicketView:
        """As whoever asked is told."""
        form, small = FormView(self.form.url, self.form.fields), self.preview
        shown = FormView(small.url, small.fields) if small is not None else None
        return TicketView(self.upload.file_id, self.upload.name, form, shown)


def ask_for(desk: Desk, owner: str, wish: Wish, allowed: Allowed, once: Once | None = None) -> Ticket:
    """A place for one file of this owner's (``visitor#…``, ``agent#…``), for a quarter of an hour; one transaction.

    What is never attached is taken away after a day (law 3). Raises ``Invalid``, ``FileRefused``, ``LimitReached``,
    ``FilesOff``.
    """
    upload = asked_for(desk.new_id("fil"), owner, wish, allowed, desk.now())
    if not desk.files.origin:
        raise FilesOff("this desk has no place for files")
    ticket = _ticket(desk, upload)
    tx = Transaction(desk)
    mark(tx, once, {"file_id": upload.file_id})
    limits.spend(tx, UPLOADS, "sender", owner, most=allowed.an_hour)
    store.put_new(tx, upload)
    work.put(tx, LookAfter(upload.file_id), at=desk.now() + FOR_USE + FOR_UPLOAD)
    try:
        tx.commit()
    except AlreadyDone as done:
        return _ticket(desk, of_owner(desk, owner, str(done.answer["file_id"])))
    return ticket


def take_in(desk: Desk, owner: str, file_id: str, wish: Wish, content: bytes, allowed: Allowed) -> Upload:
    """A file whose bytes the desk has itself, under an id of the caller's own: the same one however often (A9).

    One read, three writes. Raises ``Invalid``, ``FileRefused``, ``LimitReached``, ``FilesOff``.
    """
    there = store.find(desk, file_id)
    if there is None:
        upload = asked_for(file_id, owner, wish, allowed, desk.now())
        tx = Transaction(desk)
        limits.spend(tx, UPLOADS, "sender", owner, most=allowed.an_hour)
        store.put_new(tx, upload)
        work.put(tx, LookAfter(file_id), at=desk.now() + FOR_USE + FOR_UPLOAD)
        with suppress(Lost):  # somebody else brings the same at this moment
            tx.commit()
    elif there.state != ASKED:
        return arrived(desk, owner, file_id)
    desk.files.put(new_key(file_id), content)
    return arrived(desk, owner, file_id)


def _ticket(desk: Desk, upload: Upload) -> Ticket:
    key, seconds = new_key(upload.file_id), int(FOR_UPLOAD.total_seconds())
    form = desk.files.form(key, Terms(upload.declared, upload.most, seconds))
    small = desk.files.form(preview_of(key), Terms(JPEG, PREVIEW_BYTES, seconds)) if upload.preview else None
    return Ticket(upload, form, small)


def of_owner(desk: Desk, owner: str, file_id: str) -> Upload:
    """A file of this owner's. Raises ``UnknownFile``, also for somebody else's (law 8). One read."""
    return owned_by(store.find(desk, file_id), owner, desk.now())


def arrived(desk: Desk, owner: str, file_id: str) -> Upload:
    """The browser has put it there: it is copied to where no form reaches, and looked at. Twice is once.

    One read and two writes; of its bytes only the first and the last are read, of a JPEG with notes of its camera all.
    Raises ``UnknownFile``, ``NotArrived``, ``FileRefused``: then what was uploaded is taken away.
    """
    upload = of_owner(desk, owner, file_id)
    if upload.state == ASKED:
        upload = _look_at(desk, upload)
    if upload.state == REFUSED:
        raise FileRefused.because(upload.reason or "unknown")
    return upload


def _look_at(desk: Desk, upload: Upload) -> Upload:
    """The upload as it is once somebody has looked at it; whoever looks at the same moment comes to one answer."""
    key = kept_key(upload.file_id, desk.new_id("cpy"))
    tx = Transaction(desk)
    store.note_copy(tx, upload.file_id, key)
    try:
        tx.commit()
        if not desk.files.copy(new_key(upload.file_id), key):
            raise NotArrived("nothing was uploaded yet")
        after = _judged(desk, upload, key)
        tx = Transaction(desk)
        store.put(tx, after, before=ASKED)
        if after.state == REFUSED:
            work.put(tx, LookAfter(upload.file_id))
        tx.commit()
    except FileMoved:
        now = of_owner(desk, upload.owner, upload.file_id)
        if now.state == ASKED:  # it was said too often that it has arrived
            raise FileRefused.because("broken") from None
        return now
    return after


def _judged(desk: Desk, upload: Upload, key: str) -> Upload:
    try:
        made, size = _seen_at(desk, upload, key)
        return looked_at(upload, made, size, key, _preview_at(desk, upload, key))
    except FileRefused as refused:
        return replace(upload, state=REFUSED, reason=str(refused.extra["reason"]))


def _seen_at(desk: Desk, upload: Upload, key: str) -> tuple[Seen, int]:
    """What the copy is and how large; of a JPEG what its camera wrote of the place is taken out first."""
    first = desk.files.read(key, 0, LOOKED_AT)
    if first is None or not first.content:
        raise FileRefused.because("empty")
    if first.size > upload.most:
        raise FileRefused.because("too_large")
    last = desk.files.read(key, -LOOKED_AT, LOOKED_AT) if first.size > LOOKED_AT else first
    made = seen(upload.name, first.content, last.content if last else b"")
    if made.type is not TYPES[JPEG] or without_places_of(first.content) is None:
        return made, first.size
    whole = desk.files.read(key) if first.size > LOOKED_AT else first
    plain = without_places_of(whole.content) if whole else None
    if plain is None:
        return made, first.size
    desk.files.put(key, plain)
    return made, len(plain)


def _preview_at(desk: Desk, upload: Upload, key: str) -> Seen | None:
    """The small picture that came with it, where it is one; it is put beside the copy."""
    if not upload.preview or not desk.files.copy(preview_of(new_key(upload.file_id)), preview_of(key)):
        return None
    piece = desk.files.read(preview_of(key), 0, PREVIEW_BYTES)
    return seen_preview(piece.content, piece.content[-LOOKED_AT:], piece.size) if piece else None
