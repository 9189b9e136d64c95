"""What is kept of a recording: an address outside, or a file that was uploaded (A9)."""

from __future__ import annotations

from chalicelib.core import outbound
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.kinds import AUDIO
from chalicelib.files.model.upload import Allowed, Upload, Wish
from chalicelib.phone.model.call import Recording

ALLOWED = Allowed(kinds=(AUDIO,), megabytes=30, an_hour=120)


class Kept:
    """A recording as it was said, and the file that is part of the call with it."""

    def __init__(self, recording: Recording | None, upload: Upload | None = None) -> None:
        self.recording = recording
        self._upload = upload

    def take(self, tx: Transaction) -> None:
        """Add to the transaction: its file is part of the call. Lost: ``FileMoved``."""
        if self._upload is not None:
            files.attach(tx, self._upload)


def said(desk: Desk, owner: str, address: str | None, file_id: str | None) -> Kept:
    """What was said of a recording; one read where it is a file. An empty address: there is none.

    Raises ``Invalid``, ``UnknownFile``, ``NotArrived``, ``FileRefused``, ``FileUsed``.
    """
    if address and file_id is not None:
        raise Invalid.field("recording_file_id", "either an address or a file")
    if file_id is not None:
        upload = files.to_be_sent(desk, owner, file_id)
        files.refuse_unready(upload)
        return Kept(Recording(file_id=file_id), upload)
    if address is None:
        return Kept(None)
    checked = outbound.checked_address("recording_url", address, anywhere=desk.settings.is_local)
    return Kept(Recording(address=checked))


def ask_for(desk: Desk, owner: str, wish: Wish, once: Once | None) -> files.Ticket:
    """A place for a recording that is uploaded. Raises ``Invalid``, ``FileRefused``, ``LimitReached``, ``FilesOff``."""
    return files.ask_for(desk, owner, wish, ALLOWED, once)


def arrived(desk: Desk, owner: str, file_id: str) -> Upload:
    """It was uploaded, and is looked at. Raises ``UnknownFile``, ``NotArrived``, ``FileRefused``."""
    return files.arrived(desk, owner, file_id)
