"""What people send besides words: where the bytes are kept (A2). ``Desk.files`` is the one seam to it.

Bytes go straight from the browser to the store, by a form that is signed for one key, type and size (``form``), and
straight from it to the browser, by a link that expires (``link``). What the desk itself does with them is to look at
their first ones, to put them where no form reaches any more (``copy``), and to take them away.

Behind it stand S3 (``s3``), a folder beside the local desk's data (``infra.local.filing``), and, where an environment
has neither, ``Nowhere``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from chalicelib.core.errors import Conflict

MOST_AT_ONCE = 32 * 1024 * 1024  # bytes that a function takes into its memory


class FilesOff(Conflict):
    """No place for files belongs to this desk, or its plan takes none."""

    code = "files_off"
    title = "Files cannot be sent here"


class Terms(msgspec.Struct, frozen=True):
    """What a form takes: one content of this type, of so many bytes at most, for so many seconds from now."""

    type: str
    most: int
    seconds: int = 900


class Form(msgspec.Struct, frozen=True):
    """Where a browser posts ``multipart/form-data``: these fields as they are, then ``file``, the content."""

    url: str
    fields: dict[str, str]


class Shown(msgspec.Struct, frozen=True):
    """How a browser is given a file: as what, under which name, in the page or (not ``inline``) as a download."""

    type: str
    name: str
    inline: bool = False
    seconds: int = 600


class Piece(msgspec.Struct, frozen=True):
    """Some bytes of a file that has ``size`` of them."""

    content: bytes
    size: int


class Files(Protocol):
    """A place for files. Keys are plain: small letters, digits, ``/``, ``-`` and ``_``."""

    @property
    def origin(self) -> str:
        """Where forms and links lead to, for the policies of pages; "" where there is no such place."""

    def form(self, key: str, terms: Terms) -> Form:
        """A form that puts one content at this key. Raises ``FilesOff``."""

    def link(self, key: str, shown: Shown) -> str:
        """An address that gives what is at this key, for that long (five minutes more at most). Raises ``FilesOff``."""

    def read(self, key: str, start: int = 0, length: int = MOST_AT_ONCE) -> Piece | None:
        """The bytes from ``start`` on (below 0: so many from the end), at most so many; None: nothing is there."""

    def copy(self, key: str, to: str) -> bool:
        """Put what is at this key there, too; whether there was anything."""

    def put(self, key: str, content: bytes) -> None:
        """Put this at the key, in the place of what was there."""

    def delete(self, keys: Iterable[str]) -> None:
        """Take away what is at these keys; no error where nothing is."""


class Nowhere:
    """The files of an environment that has no place for them: nothing can be sent, and nothing is there."""

    origin = ""

    def form(self, key: str, terms: Terms) -> Form:
        """Raises ``FilesOff``."""
        raise FilesOff(f"no place for files: nothing can be put at {key}")

    def link(self, key: str, shown: Shown) -> str:
        """Raises ``FilesOff``."""
        raise FilesOff(f"no place for files: nothing can be read at {key}")

    def read(self, key: str, start: int = 0, length: int = MOST_AT_ONCE) -> Piece | None:
        """Nothing."""
        return None

    def copy(self, key: str, to: str) -> bool:
        """Nothing was there."""
        return False

    def put(self, key: str, content: bytes) -> None:
        """Raises ``FilesOff``."""
        raise FilesOff(f"no place for files: nothing can be put at {key}")

    def delete(self, keys: Iterable[str]) -> None:
        """Nothing is there."""


NOWHERE = Nowhere()


def disposition(shown: Shown) -> str:
    """The header that says how a browser is given it, with a name in any language (RFC 6266)."""
    from urllib.parse import quote

    plain = "".join(each if each.isascii() and (each.isalnum() or each in "._-") else "_" for each in shown.name)
    kind = "inline" if shown.inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(shown.name, safe='')}"
