"""A server on loopback that answers as it is told to, byte by byte; and what asks it without waiting for anything."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core import aws, deadlines
from chalicelib.core.dynamo import Dynamo
from chalicelib.core.signing import Credentials, Signer
from chalicelib.core.wire import Wire

Answer = bytes | None  # None: close the connection instead


def answer(body: Any, status: int = 200, *, crc: int | None = None, more: str = "") -> bytes:
    """An answer as DynamoDB writes one; ``crc`` is another checksum than its own."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    checksum = zlib.crc32(data) if crc is None else crc
    return (
        f"HTTP/1.1 {status} Word\r\nContent-Type: application/x-amz-json-1.0\r\nx-amz-crc32: {checksum}\r\n"
        f"Content-Length: {len(data)}\r\n{more}\r\n"
    ).encode() + data


def error(code: str, status: int = 400, **more: Any) -> bytes:
    """An answer that is an error."""
    return answer({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": f"about {code}", **more}, status)


@dataclass
class Server:
    """Gives its answers in turn; the last goes with the connection if ``closing``. ``asked``: which connection, head,
    body. With ``tls`` it speaks to those alone who believe it; ``politely`` it says when it ends a connection."""

    answers: list[Answer]
    closing: bool = False
    tls: ssl.SSLContext | None = None
    politely: bool = False
    asked: list[tuple[int, str, Any]] = field(default_factory=list)
    connections: int = 0
    turned_away: threading.Event = field(default_factory=threading.Event)
    open: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        """Let go of everything."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connections that are open."""
        while self.open:
            each = self.open.pop()
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection, self.connections), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        if self.tls is not None:
            try:
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:  # it is not believed
                return
        self.open.append(connection)
        file = connection.makefile("rb")
        with suppress(OSError, ValueError):
            while request := _request(file):
                self.asked.append((number, *request))
                said = self.answers.pop(0)
                if said is not None:
                    connection.sendall(said)
                if said is None or self.closing:
                    break
        with suppress(OSError):
            if self.politely and isinstance(connection, ssl.SSLSocket):
                connection.settimeout(0.0)  # it is said; nobody waits for the other side to say it, too
                connection.unwrap()
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _request(file: Any) -> tuple[str, Any] | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = file.readline()
        if not line:
            return None
        head += line
    length = next((int(line.split(b":")[1]) for line in head.splitlines() if line.startswith(b"Content-Length")), 0)
    body = file.read(length)
    return head.decode(), json.loads(body) if body else None


@contextmanager
def serving(
    *answers: Answer, closing: bool = False, tls: ssl.SSLContext | None = None, politely: bool = False
) -> Iterator[Server]:
    """A server that gives these answers in turn."""
    server = Server(list(answers), closing, tls, politely)
    try:
        yield server
    finally:
        server.stop()


@dataclass
class Asker:
    """DynamoDB at this address; ``pauses`` is how long it would have slept."""

    url: str
    environ: Mapping[str, str] = field(default_factory=dict)
    read_timeout: float = 5.0
    connect_timeout: float = 2.0
    pauses: list[float] = field(default_factory=list)
    left: Callable[[], float] = deadlines.left

    def __post_init__(self) -> None:
        wire = Wire(self.url, self.environ, connect_timeout=self.connect_timeout, read_timeout=self.read_timeout)
        signer = Signer("dynamodb", "eu-central-1", lambda: Credentials("AKIA", "secret"))
        self.service = aws.Json(
            aws.DYNAMODB, wire, signer, sleep=self.pauses.append, chance=lambda: 0.5, left=self.left
        )
        self.database = Dynamo(self.service)

    def get(self) -> Any:
        """One read."""
        return self.database.call("GetItem", {"TableName": "t", "Key": {"k": {"S": "a"}}})


def asker(server: Server, url: str = "", **how: Any) -> Asker:
    """What asks this server."""
    return Asker(url or f"http://127.0.0.1:{server.port}", **how)


def heads(server: Server) -> Sequence[str]:
    """The request lines that came."""
    return [head.splitlines()[0] for _, head, _ in server.asked]
