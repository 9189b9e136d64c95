"""Where letters go on the local run: a file each in the desk's folder, and to nobody.

They go through the ledger, the account and the making of an e-mail as in the cloud; only the provider is this one.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

from chalicelib.notifications.mime import mime_of
from chalicelib.notifications.model.email import EmailLetter, SmsLetter, Unreachable

KEPT = 1000  # letters; the ledger has them all


class Letterbox:
    """A sender of both channels. What it took is on disk, once for each notice; of more than ``kept`` the newest stay.

    A notice that is sent again, since whoever sent it died before writing that down, replaces its letter.
    """

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        self._folder = folder
        self._kept = kept
        self._lock = threading.Lock()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The name of the letter's file. Raises ``Refused``, or ``Unreachable`` where the disk takes nothing."""
        if isinstance(letter, EmailLetter):
            name, content = f"{letter.notice_id}.eml", mime_of(letter)
        else:
            name, content = f"{letter.notice_id}.txt", f"{letter.to}\n\n{letter.text}\n".encode()
        try:
            with self._lock:
                self._write(name, content)
                self._clear()
        except OSError as error:
            raise Unreachable("letterbox", error.strerror or "") from error
        return name

    def confirms(self, sender: str) -> bool:
        """Yes: whoever sends, the letters stay here."""
        return True

    def _write(self, name: str, content: bytes) -> None:
        half = self._folder / f"{name}.new"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self._folder / name)

    def _clear(self) -> None:
        names = sorted(os.listdir(self._folder))  # ids sort by time
        for name in names[: -self._kept]:
            with suppress(FileNotFoundError):
                (self._folder / name).unlink()
