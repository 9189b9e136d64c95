"""Files wait for the desk's virus scanner, where it has one, and are gone if it finds something (A2)."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from chalicelib.core import audit, events, outbound, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.files import store
from chalicelib.files.model.scanning import BAD, LINK_SECONDS, Scanner, Verdict, question
from chalicelib.files.model.upload import ATTACHED, INFECTED, READY, REMOVED, FileJudged, Upload, owned_by
from chalicelib.files.service.keeping import LookAfter, Scan, link
from chalicelib.files.store import FileMoved

SENDER = "scanner"


class Asking(Protocol):
    """Whoever asks the scanner (``Desk.senders``)."""

    def ask(self, scanner: Scanner, body: bytes, at: int) -> Verdict:
        """What it says. Raises ``OSError`` where it does not answer, or not yet."""


def to_be_sent(desk: Desk, owner: str, file_id: str) -> Upload:
    """A file of this owner's, as it is attached: it waits for the scanner, if there is one. One request.

    Raises ``UnknownFile``, also for somebody else's (law 8).
    """
    upload, scanner = store.find_and_scanner(desk, file_id)
    mine = owned_by(upload, owner, desk.now())
    return replace(mine, pending=scanner.is_on) if mine.state == READY else mine


def scan(desk: Desk, due: Scan) -> None:
    """Ask the scanner; a file that it finds something in is gone with the same write. Twice is once.

    Raises ``OSError`` while it does not answer: the file waits, and it is asked again. One that was switched off
    meanwhile has nothing to say against any.
    """
    upload, scanner = store.find_and_scanner(desk, due.file_id)
    if upload is None or upload.state != ATTACHED or not upload.pending:
        return
    is_bad = scanner.is_on and _asked(desk, upload, scanner).verdict == BAD
    after = replace(upload, pending=False, state=REMOVED if is_bad else ATTACHED)
    tx = Transaction(desk)
    store.put(tx, after, before=ATTACHED)
    if is_bad:
        work.put(tx, LookAfter(upload.file_id))
    if upload.conversation_id is not None and upload.seq is not None:
        said = INFECTED if is_bad else READY
        events.publish(tx, FileJudged(upload.file_id, upload.conversation_id, upload.seq, said))
    try:
        tx.commit_and_tell()
    except FileMoved:  # somebody took it away meanwhile
        return


def _asked(desk: Desk, upload: Upload, scanner: Scanner) -> Verdict:
    asking: Asking | None = desk.senders.get(SENDER)
    if asking is None:
        raise Unavailable("nobody here can ask the scanner")
    address = link(desk, replace(upload, pending=False), seconds=LINK_SECONDS)
    return asking.ask(scanner, question(upload, address), int(desk.now().timestamp()))


def read_scanner(desk: Desk) -> Scanner:
    """Who is asked about files. One read."""
    return store.scanner(desk)


def change_scanner(desk: Desk, url: str, by: By) -> Scanner:
    """Ask this address about every file from now on, or (empty) nobody; another address has another secret.

    Raises ``Invalid``, ``Unavailable`` where others keep changing it.
    """
    url = outbound.checked_address("scanner_url", url, anywhere=desk.settings.is_local)

    def change() -> Scanner:
        before = store.scanner(desk)
        if before.url == url:
            return before
        after = Scanner(url, desk.new_id("scs") if url else "", before.version + 1)
        tx = Transaction(desk)
        audit.note(tx, by, "change_scanner", "desk", before={"url": before.url}, after={"url": url})
        store.put_scanner(tx, after, before=before)
        tx.commit()
        return after

    return races.again(desk, change, Lost)
