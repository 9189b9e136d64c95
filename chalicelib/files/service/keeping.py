"""What becomes of a file: it is part of something, it is shown to who may see that, it is taken away."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.files import Shown
from chalicelib.core.transactions import Transaction
from chalicelib.files import store
from chalicelib.files.model.upload import (
    ATTACHED,
    FOR_USE,
    READY,
    REMOVED,
    FileInQuarantine,
    FileUsed,
    UnknownFile,
    Upload,
    kept_key,
    new_key,
    preview_of,
)
from chalicelib.files.store import FileMoved

LINK_SECONDS = 600
PREVIEW = "image/jpeg"


class LookAfter(Due, frozen=True):
    """See that of this file nothing is kept but what is part of something."""

    kind = "files.look_after"

    file_id: str


class Scan(Due, frozen=True):
    """Ask the scanner about this file."""

    kind = "files.scan"

    file_id: str


def refuse_unready(upload: Upload) -> None:
    """Raises ``FileUsed`` for one that is part of something, ``UnknownFile`` for one that was never looked at."""
    if upload.state == ATTACHED:
        raise FileUsed("this file was sent already")
    if upload.state != READY:
        raise UnknownFile("no such file that has arrived")


def attach(tx: Transaction, upload: Upload, *, conversation_id: str | None = None, seq: int | None = None) -> None:
    """Add to the transaction: the file is part of this entry, or (nothing said) of whatever the rest of it writes.

    One that waits for the scanner (``pending``) is seen to. Lost: ``FileMoved``: it is part of something else, or was
    taken away.
    """
    if upload.pending:
        work.put(tx, Scan(upload.file_id))
    store.put(tx, replace(upload, state=ATTACHED, conversation_id=conversation_id, seq=seq), before=READY)


def copied(desk: Desk, upload: Upload, owner: str) -> Upload:
    """Another file with the same bytes, of this owner's, to be attached within a day; one that is gone is none.

    A transaction, and two requests to the place of files. It is written down before its bytes are (law 3). Raises
    ``UnknownFile``.
    """
    file_id = desk.new_id("fil")
    key = kept_key(file_id, desk.new_id("cpy"))
    after = replace(
        upload,
        file_id=file_id,
        owner=owner,
        state=READY,
        created_at=desk.now(),
        copies=frozenset({key}),
        key=key,
        preview_key=None,
        preview=False,
    )
    tx = Transaction(desk)
    store.put_new(tx, after)
    work.put(tx, LookAfter(file_id), at=desk.now() + FOR_USE)
    tx.commit()
    if upload.key is None or not desk.files.copy(upload.key, key):
        raise UnknownFile("its bytes are gone")
    return after


def find(desk: Desk, file_id: str) -> Upload:
    """A file that is part of something, for rooms that have asked whether they may. Raises ``UnknownFile``."""
    return existing(find_if_there(desk, file_id), "no such file", UnknownFile)


def find_if_there(desk: Desk, file_id: str) -> Upload | None:
    """The same where it may be gone. One read."""
    upload = store.find(desk, file_id)
    return upload if upload is not None and upload.state == ATTACHED else None


def link(desk: Desk, upload: Upload, *, preview: bool = False, seconds: int = LINK_SECONDS) -> str:
    """An address that gives the file, or the small picture of it, for this long. Only what is known to be a picture is
    ever shown in a page. Raises ``FileInQuarantine``, ``UnknownFile``."""
    if upload.pending:
        raise FileInQuarantine("it is being checked for viruses")
    if upload.state != ATTACHED or upload.key is None:
        raise UnknownFile("it was taken away")
    if preview and upload.preview_key is not None:
        return desk.files.link(upload.preview_key, Shown(PREVIEW, upload.name, inline=True, seconds=seconds))
    shown = Shown(upload.type, upload.name, inline=upload.file.is_picture, seconds=seconds)
    return desk.files.link(upload.key, shown)


def take_away(tx: Transaction, upload: Upload) -> None:
    """Add to the transaction: the file is part of nothing any more, and its bytes go. Lost: ``FileMoved``."""
    store.put(tx, replace(upload, state=REMOVED), before=upload.state)
    work.put(tx, LookAfter(upload.file_id), inline=True)


def take_away_of(desk: Desk, conversation_id: str) -> None:
    """All files of a conversation go, as it does. A read and a write for each. Twice is once."""
    for file_id in list(store.of_conversation(desk, conversation_id)):
        upload = store.find(desk, file_id)
        if upload is not None and upload.state != REMOVED:
            tx = Transaction(desk)
            take_away(tx, upload)
            tx.commit_and_tell()


def look_after(desk: Desk, due: LookAfter) -> None:
    """What was never attached, was refused, or was taken away goes with its row; of what is part of something only
    other copies go. First it is said that it goes, then its bytes do, then the row: whoever dies in between left a row
    that says so."""
    upload = store.find(desk, due.file_id)
    if upload is None:
        desk.files.delete((new_key(due.file_id), preview_of(new_key(due.file_id))))
        return
    if upload.state == ATTACHED:
        desk.files.delete(sorted(upload.keys - {upload.key, upload.preview_key}))
        return
    gone = replace(upload, state=REMOVED)
    if upload.state != REMOVED:
        tx = Transaction(desk)
        store.put(tx, gone, before=upload.state)
        tx.commit()  # lost: it was attached in this moment; the next try sees that
    desk.files.delete(sorted(_all_keys(desk, gone)))
    tx = Transaction(desk)
    store.forget(tx, gone)
    try:
        tx.commit()
    except FileMoved:
        return


def _all_keys(desk: Desk, gone: Upload) -> frozenset[str]:
    """Where its bytes may be, also a copy that was written down until the very moment in which it was said to go."""
    now = store.find(desk, gone.file_id)
    return now.keys if now is not None else gone.keys
