"""The desk's virus scanner: a service elsewhere that is asked about each file, if there is one."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.text import among
from chalicelib.files.model.upload import Upload

CLEAN, BAD = "clean", "infected"
VERDICTS = (CLEAN, BAD)
LINK_SECONDS = 900  # how long the scanner may fetch the file


class Scanner(msgspec.Struct, frozen=True):
    """Who is asked about files: an address (none: nobody), and the secret that signs what is asked there."""

    url: str = ""
    secret: str = ""
    version: int = 0

    @property
    def is_on(self) -> bool:
        """Whether files wait for its word."""
        return bool(self.url)


class Question(msgspec.Struct, frozen=True):
    """What the scanner is sent: where it fetches the file, until the link ends."""

    file_id: str
    name: str
    size: int
    type: str
    url: str


class Verdict(msgspec.Struct, frozen=True):
    """What it says. ``threat``: what it found, in its own words."""

    verdict: Annotated[str, among(*VERDICTS)]
    threat: str = ""


def question(upload: Upload, link: str) -> bytes:
    """The body of a question."""
    return msgspec.json.encode(Question(upload.file_id, upload.name, upload.size, upload.type, link))
