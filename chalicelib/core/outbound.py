"""What is asked of other companies' servers, at addresses that people typed in: one signed POST, and what comes of it.

    answer = Outbound().post(url, {"X-Deskbell-Signature": signed(secrets, at, body)}, body, Bounds(seconds=3))

Whoever types an address must not reach by it what only the desk itself can reach: it is https, none of its host's
addresses is of a private network, and what was looked at is what is connected to (a name may lead elsewhere a moment
later): the first of its addresses that takes the connection. No redirect is followed, no proxy asked, nothing unpacked.
Seconds and bytes are counted as a whole: neither a name server, nor a silent address, nor an answer that comes one byte
at a time, holds anybody longer.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import os
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from time import monotonic
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.wire import trusting

SIGNATURE = "X-Deskbell-Signature"
UNREACHABLE, TOO_SLOW, REFUSED, UNREADABLE = "unreachable", "too_slow", "refused", "unreadable"
WHYS = (UNREACHABLE, TOO_SLOW, REFUSED, UNREADABLE)
LONGEST_ADDRESS = 500  # characters

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PIECE = 16 * 1024
_SHORTEST = 0.01  # seconds; none at all would be not to wait

T = TypeVar("T")
Resolve = Callable[[str, int], Sequence[str]]


class NoAnswer(Exception):
    """Nothing came that can be used; ``why``: unreachable, too_slow, refused (any other status than 200), unreadable.
    ``detail`` is for whoever set the address up."""

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why
        self.detail = detail


class Bounds(msgspec.Struct, frozen=True):
    """How long all of it may take, and how much may come."""

    seconds: float
    most_bytes: int = 64 * 1024


class Reply(msgspec.Struct, frozen=True):
    """What a server said, whatever its status: the beginning of the body, and when it wants to be asked again."""

    status: int
    excerpt: bytes
    retry_after: str | None = None


def signed(secrets: Sequence[str], at: int, body: bytes) -> str:
    """Proof that the desk asks, and when (seconds since 1970): ``t=…,v1=…`` over both, one ``v1`` for each secret."""
    said = f"{at}.".encode() + body
    return ",".join([f"t={at}", *(f"v1={hmac.digest(each.encode(), said, hashlib.sha256).hex()}" for each in secrets)])


def checked_address(field: str, url: str, *, anywhere: bool) -> str:
    """An address that may be asked, or "". ``anywhere``: also on this machine, and by plain http there.

    Raises ``Invalid``. What its name leads to is looked at each time it is asked.
    """
    url = url.strip()
    if not url:
        return ""
    host = _host_of(url, anywhere=anywhere)
    if host is None:
        raise Invalid.field(field, "an https address such as https://shop.example.com/orders, or nothing")
    if not anywhere and _is_private_name(host):
        raise Invalid.field(field, "an address that the whole internet can reach")
    return url


def _host_of(url: str, *, anywhere: bool) -> str | None:
    """The host of an address that can be asked at all."""
    if len(url) > LONGEST_ADDRESS or not url.isascii() or any(each.isspace() or not each.isprintable() for each in url):
        return None
    try:
        parts = urlsplit(url)
        port_holds = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if not parts.hostname or not port_holds or parts.username is not None or parts.fragment or "\\" in url:
        return None
    is_here = parts.hostname in ("127.0.0.1", "localhost")
    return parts.hostname if parts.scheme == "https" or (anywhere and is_here and parts.scheme == "http") else None


def _is_private_name(host: str) -> bool:
    with suppress(ValueError):
        return not is_public(host)
    name = host.rstrip(".")
    # numbers alone are addresses in other spellings (0x7f.1, 2130706433); names of one word are of this network
    return "." not in name or name.endswith((".localhost", ".local", ".internal")) or name[-1].isdigit()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, whatever it is wrapped in. Raises ``ValueError`` for none."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inner: ipaddress.IPv4Address | None = None
    if isinstance(parsed, ipaddress.IPv6Address):
        teredo = parsed.teredo
        inner = parsed.ipv4_mapped or parsed.sixtofour or (teredo[1] if teredo else None)
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


def addresses_of(host: str, port: int) -> Sequence[str]:
    """What a name leads to now. Raises ``OSError``."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


Read = Callable[[http.client.HTTPResponse, Bounds], T]


class Outbound:
    """Whoever asks servers outside. ``anywhere``: this machine and private networks too, for the desk on one machine.

    ``resolve``: what names lead to; ``environ`` says whose certificates are believed.
    """

    def __init__(
        self, *, anywhere: bool = False, resolve: Resolve = addresses_of, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._anywhere = anywhere
        self._resolve = resolve
        self._environ = environ

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return trusting(self._environ)

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        """The body of the answer with status 200. Raises ``NoAnswer``.

        It is asked in a thread of its own: a name server keeps to nobody's time, and is given up on like a slow server.
        """
        return self._asked("POST", url, headers, body, bounds, _whole)

    def get(self, url: str, bounds: Bounds) -> bytes:
        """What is at this address, asked within the same bounds. Raises ``NoAnswer``."""
        return self._asked("GET", url, {}, b"", bounds, _whole)

    def tell(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> Reply:
        """What the server said, of any status, with no more of its body than ``bounds`` allow; the rest is not waited
        for. Raises ``NoAnswer`` where nothing was said."""
        return self._asked("POST", url, headers, body, bounds, _beginning)

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds, read: Read[T]
    ) -> T:
        if _host_of(url, anywhere=self._anywhere) is None:
            raise NoAnswer(UNREACHABLE, "not an https address")
        asked = _Asked(method, url, headers, body, bounds, self._tls if url.startswith("https:") else None)
        outcome: queue.SimpleQueue[T | NoAnswer] = queue.SimpleQueue()
        threading.Thread(target=lambda: outcome.put(self._outcome(asked, read)), daemon=True).start()
        try:
            answer = outcome.get(timeout=bounds.seconds)
        except queue.Empty:
            asked.give_up()
            answer = NoAnswer(TOO_SLOW, f"nothing whole within {bounds.seconds:g} s")
        if isinstance(answer, NoAnswer):
            raise answer
        return answer

    def _outcome(self, asked: _Asked, read: Read[T]) -> T | NoAnswer:
        try:
            return asked.answer(self._allowed(asked.place), read)
        except NoAnswer as refusal:
            return refusal
        except TimeoutError as error:
            return NoAnswer(TOO_SLOW, str(error))
        except (OSError, ValueError, http.client.HTTPException) as error:
            return NoAnswer(UNREACHABLE, f"{type(error).__name__}: {error}"[:200])

    def _allowed(self, place: SplitResult) -> Sequence[tuple[str, int]]:
        """The addresses to connect to, in the order in which they are tried. Raises ``NoAnswer`` where any of the
        name's is not to be reached."""
        port = place.port or (443 if place.scheme == "https" else 80)
        addresses = list(dict.fromkeys(self._resolve(str(place.hostname), port)))
        if not addresses:
            raise NoAnswer(UNREACHABLE, "the name leads nowhere")
        if not self._anywhere and not all(map(is_public, addresses)):
            raise NoAnswer(UNREACHABLE, "the name leads to a private network")
        return [(each, port) for each in addresses]


class _Asked:
    """One question on its way."""

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        bounds: Bounds,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.place = urlsplit(url)
        self._tls = tls
        self._method = method
        self._headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **headers}
        self._body = body
        self._bounds = bounds
        self._ends_at = monotonic() + bounds.seconds
        self._sock: socket.socket | None = None
        self._given_up = False

    def give_up(self) -> None:
        """Nobody waits any more: what is read at this moment ends."""
        self._given_up = True
        if self._sock is not None:
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)

    def answer(self, addresses: Sequence[tuple[str, int]], read: Read[T]) -> T:
        """What the server at the first of these addresses that takes a connection says; it is asked once. Raises
        ``NoAnswer``, ``OSError``, ``HTTPException``."""
        _, port = addresses[0]
        connection = http.client.HTTPConnection(str(self.place.hostname), port, timeout=self._bounds.seconds)
        connection.sock = self._connected(addresses)
        try:
            query = f"?{self.place.query}" if self.place.query else ""
            target = f"{self.place.path or '/'}{query}"
            connection.request(self._method, target, self._body or None, {"Host": self.place.netloc, **self._headers})
            return read(connection.getresponse(), self._bounds)
        finally:
            connection.close()

    def _reached(self, addresses: Sequence[tuple[str, int]]) -> socket.socket:
        """For one that is silent half of the time is waited that is left, for the last one all of it."""
        *others, last = addresses
        for each in others:
            with suppress(OSError):
                return socket.create_connection(each, timeout=self._left() / 2)
            if self._given_up:
                raise TimeoutError("given up")
        return socket.create_connection(last, timeout=self._left())

    def _left(self) -> float:
        return max(self._ends_at - monotonic(), _SHORTEST)

    def _connected(self, addresses: Sequence[tuple[str, int]]) -> socket.socket:
        plain = self._sock = self._reached(addresses)
        try:
            plain.settimeout(self._left())
            if self._given_up:  # while it was connected; from here on whoever gives up ends what is read
                raise TimeoutError("given up")
            if self._tls is not None:
                self._sock = self._tls.wrap_socket(plain, server_hostname=self.place.hostname)
            return self._sock
        except BaseException:
            plain.close()
            raise


def _whole(response: http.client.HTTPResponse, bounds: Bounds) -> bytes:
    if response.status != 200:
        raise NoAnswer(REFUSED, f"status {response.status}")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise NoAnswer(UNREADABLE, "it is packed")
    pieces, read = list[bytes](), 0
    while piece := response.read(_PIECE):
        pieces.append(piece)
        read += len(piece)
        if read > bounds.most_bytes:
            raise NoAnswer(UNREADABLE, f"more than {bounds.most_bytes} bytes")
    if response.length:
        raise NoAnswer(UNREACHABLE, "it broke off")
    return b"".join(pieces)


def _beginning(response: http.client.HTTPResponse, bounds: Bounds) -> Reply:
    """Its status is what counts: a body that breaks off, or comes one byte at a time, changes nothing of it."""
    excerpt = b""
    with suppress(OSError, http.client.HTTPException):
        excerpt = response.read1(bounds.most_bytes)
    return Reply(response.status, excerpt, response.headers.get("retry-after"))
