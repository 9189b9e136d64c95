"""Answers of HTTP/1.1 as they come over a connection: in pieces, mostly in one.

A head is taken apart in one go, not line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

LONGEST_HEAD = LONGEST_LINE = 65536
MOST_HEADERS = 100
LARGEST_BODY = 64 * 1024 * 1024  # far beyond any answer of DynamoDB's
PIECE = 65536  # is taken at once, at most; a record of TLS is smaller, so none stays behind half taken
_HTTP = b"HTTP/1."
_END = rb"\n\r?\n"  # of a head; a line may end without CR (RFC 9112, 2.2)
_HEADER = r"\n([^:\n]*):([^\n]*)"


class Broken(OSError):
    """What came back is no HTTP, or ended before it was whole."""


class Reply(msgspec.Struct, frozen=True):
    """What came back; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Replies:
    """Reads one answer after the other. ``receive`` gives what came, so many bytes at most; nothing at the end.

    ``more``: whether another may follow the one that was read.
    """

    def __init__(self, receive: Callable[[int], bytes]) -> None:
        self._receive = receive
        self._came = b""
        self.more = True

    @property
    def unasked(self) -> bool:
        """Whether more came than the answers that were read."""
        return bool(self._came)

    def begin(self) -> bool:
        """Wait for an answer; whether anything of one came. Raises ``OSError``."""
        self._came += self._receive(PIECE)
        return bool(self._came)

    def read(self) -> Reply:
        """The answer that has begun. Raises ``Broken``, or ``OSError`` of the connection."""
        try:
            version, status, headers = self._head()
            while 100 <= status < 200:
                version, status, headers = self._head()
            body = self._body(headers)
        except ValueError as error:
            raise Broken(f"no HTTP came back: {error}") from error
        named = headers.get("connection", "").lower()
        self.more = self.more and "close" not in named and (version == "HTTP/1.1" or "keep-alive" in named)
        return Reply(status, headers, body)

    def _head(self) -> tuple[str, int, dict[str, str]]:
        """Version, status and headers: mostly the whole of it came at once, and with it the body."""
        while True:
            if not _HTTP.startswith(self._came[: len(_HTTP)]):
                raise ValueError(repr(self._came[:20]))
            end = re.search(_END, self._came)
            if end is not None:
                break
            self._more("the headers", LONGEST_HEAD)
        head = self._came[: end.start()].decode("latin-1")
        self._came = self._came[end.end() :]
        headers = re.findall(_HEADER, head)
        if len(headers) > MOST_HEADERS:
            raise ValueError("too many headers")
        if len(headers) < head.count("\n"):
            raise ValueError("a header that is none")
        version, code, *_ = head.partition("\n")[0].split(None, 2)
        return version, int(code), {name.lower(): value.strip() for name, value in headers}

    def _body(self, headers: Mapping[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        length = headers.get("content-length")
        if length is not None:
            return self._exactly(int(length))
        self.more = False
        return b"".join(self._rest())

    def _chunks(self) -> list[bytes]:
        chunks: list[bytes] = []
        left = LARGEST_BODY
        while size := int(self._line().partition(b";")[0], 16):
            left -= size
            if left < 0:
                raise ValueError("too large")
            chunks.append(self._exactly(size))
            self._exactly(2)
        try:
            while self._line().strip():
                pass  # trailers
        except Broken:  # nothing that counts is missing
            self.more = False
        return chunks

    def _rest(self) -> Iterator[bytes]:
        """All that comes until the end."""
        left, piece, self._came = LARGEST_BODY, self._came, b""
        while True:
            yield piece
            left -= len(piece)
            if left < 0:
                raise ValueError("too large")
            piece = self._receive(PIECE)
            if not piece:
                return

    def _line(self) -> bytes:
        while (end := self._came.find(b"\n")) < 0:
            self._more("a line", LONGEST_LINE)
        line, self._came = self._came[:end], self._came[end + 1 :]
        return line

    def _exactly(self, size: int) -> bytes:
        if not 0 <= size <= LARGEST_BODY:
            raise ValueError("too large")
        pieces, left = [self._came], size - len(self._came)
        while left > 0:
            piece = self._receive(PIECE)
            if not piece:
                raise Broken(f"the answer ended after {size - left} of {size} bytes")
            pieces.append(piece)
            left -= len(piece)
        whole = b"".join(pieces)
        self._came = whole[size:]
        return whole[:size]

    def _more(self, of: str, longest: int) -> None:
        if len(self._came) > longest:
            raise ValueError(f"{of} without end")
        piece = self._receive(PIECE)
        if not piece:
            raise Broken(f"the answer ended within {of}")
        self._came += piece
