"""HTTP/1.1 to one host over connections that are kept: what a request costs us is two system calls and little else.

``http.client`` connects, through a proxy if there is one, and speaks TLS. What goes over the connection is written here
and read by ``replies``: its own parser of headers is the e-mail one, which costs more than signing the request.
"""

from __future__ import annotations

import base64
import http.client
import math
import select
import socket
import ssl
from collections import deque
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from chalicelib.core.replies import Broken, Replies, Reply

CONNECT_TIMEOUT = 2.0  # seconds
READ_TIMEOUT = 6.0  # seconds, for each piece of an answer
SHORTEST = 0.05  # seconds: less is no time at all
_PORTS = {"http": 80, "https": 443}


class _Gone(Exception):
    """The peer had closed the connection before it saw the request: nothing of an answer came."""


class Wire:
    """Posts to one address. Any number of threads may do so at once; each has a connection of its own meanwhile."""

    def __init__(
        self,
        url: str,
        environ: Mapping[str, str],
        *,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
    ) -> None:
        parts = urlsplit(url)
        if parts.hostname is None or parts.scheme not in _PORTS:
            raise ValueError(f"{url} is no address of a service")
        self._secure = parts.scheme == "https"
        usual = _PORTS[parts.scheme]
        self._place = (parts.hostname, parts.port or usual)
        self.host = parts.netloc.rpartition("@")[2].removesuffix(f":{usual}")
        self._timeouts = connect_timeout, read_timeout
        self._tls = trusting(environ) if self._secure else None
        self._proxy = _proxy_for(parts.scheme, parts.hostname, environ)
        self._idle: deque[_Connection] = deque()  # its ends are safe between threads
        self.path = parts.path or "/"
        target, told = self.path, {"Host": self.host}
        if self._proxy and not self._secure:  # it reads along; of what is encrypted it is only told whereto
            target, told = f"http://{self.host}{self.path}", {**told, **_to_proxy(self._proxy)}
        self._lines = f"POST {target} HTTP/1.1\r\n{_lines(told)}"

    def post(self, headers: Mapping[str, str], body: bytes, within: float = math.inf) -> Reply:
        """The answer to one POST. Raises ``OSError``: no connection, no whole answer, or not in time.

        ``within``: seconds that are left for it; where that is less, the timeouts are not waited for.

        An idle connection that the peer has closed meanwhile is replaced by a fresh one.
        """
        request = f"{self._lines}{_lines(headers)}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body
        kept = self._kept()
        if kept is not None:
            try:
                return self._exchange(kept, request, within)
            except _Gone:
                pass
        try:
            return self._exchange(_Connection(self._connect(within)), request, within)
        except _Gone as error:
            raise Broken("the connection was closed without an answer") from error

    def close(self) -> None:
        """Let go of the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> _Connection | None:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return None
            if connection.is_open():
                return connection
            connection.close()

    def _exchange(self, connection: _Connection, request: bytes, within: float) -> Reply:
        try:
            reply = connection.exchange(request, min(self._timeouts[1], max(within, SHORTEST)))
        except BaseException:
            connection.close()
            raise
        if connection.lasts:
            self._idle.append(connection)
        else:
            connection.close()
        return reply

    def _connect(self, within: float) -> socket.socket:
        host, port = self._place
        made: http.client.HTTPConnection
        timeout = min(self._timeouts[0], max(within, SHORTEST))
        if self._proxy is None:
            made = self._connection(host, port, timeout)
        else:
            proxy = urlsplit(self._proxy)
            made = self._connection(proxy.hostname or "", proxy.port or 80, timeout)
            if self._secure:
                made.set_tunnel(host, port, _to_proxy(self._proxy))
        try:
            made.connect()
        except http.client.HTTPException as error:  # of a proxy that speaks something else
            made.close()
            raise Broken(f"the proxy's answer is no HTTP: {error!r}") from error
        except BaseException:
            made.close()
            raise
        made.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return made.sock

    def _connection(self, host: str, port: int, timeout: float) -> http.client.HTTPConnection:
        if self._tls is None:
            return http.client.HTTPConnection(host, port, timeout=timeout)
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=self._tls)


class _Connection:
    """One connection, used by one thread at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._replies = Replies(sock.recv)
        self._waiting = select.poll()
        self._waiting.register(sock, select.POLLIN)
        self._used = False

    @property
    def lasts(self) -> bool:
        """Whether another request may follow."""
        return self._replies.more

    def is_open(self) -> bool:
        """Whether the peer has neither closed it nor said anything unasked."""
        return not self._replies.unasked and not self._waiting.poll(0)

    def close(self) -> None:
        self._sock.close()

    def exchange(self, request: bytes, timeout: float) -> Reply:
        """Raises ``_Gone`` on a connection that was used before and is closed now, else ``OSError``.

        ``timeout``: seconds, for each piece of the answer.
        """
        self._sock.settimeout(timeout)
        again, self._used = self._used, True
        try:
            self._sock.sendall(request)
            answered = self._replies.begin()
        except (ConnectionError, ssl.SSLEOFError) as error:
            if again:
                raise _Gone from error
            raise
        if not answered:
            raise _Gone
        return self._replies.read()


def _lines(headers: Mapping[str, str]) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in headers.items()])


def trusting(environ: Mapping[str, str]) -> ssl.SSLContext:
    """Who is believed: the bundle that the environment names, or this machine's, or else botocore's."""
    bundle = environ.get("AWS_CA_BUNDLE") or environ.get("REQUESTS_CA_BUNDLE")
    if not bundle:
        paths = ssl.get_default_verify_paths()
        if paths.cafile is None and paths.capath is None:
            from botocore.httpsession import where

            bundle = where()
    return ssl.create_default_context(cafile=bundle or None)


def _proxy_for(scheme: str, host: str, environ: Mapping[str, str]) -> str | None:
    """The proxy on the way to this host (``HTTPS_PROXY``, ``HTTP_PROXY``), unless ``NO_PROXY`` names it."""
    proxies: dict[str, str] = {}
    for name in sorted(environ):  # small letters come last, and count
        if name.lower().endswith("_proxy") and environ[name]:
            proxies[name.lower().removesuffix("_proxy")] = environ[name]
    proxy = proxies.get(scheme)
    if proxy is None or _goes_past(host, proxies.get("no", "")):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not proxy.startswith("http://"):
        raise ValueError(f"a proxy that is spoken to by {urlsplit(proxy).scheme} is not supported")
    return proxy


def _goes_past(host: str, excepted: str) -> bool:
    """Whether ``NO_PROXY`` names this host, or a domain that it is in, or everything."""
    names = [name.strip().lower().lstrip("*").lstrip(".") for name in excepted.split(",") if name.strip()]
    return any(name in ("", host.lower()) or host.lower().endswith(f".{name}") for name in names)


def _to_proxy(proxy: str) -> dict[str, str]:
    """What the proxy itself is told: who we are, if its address says so."""
    parts = urlsplit(proxy)
    if parts.username is None:
        return {}
    who = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(who.encode()).decode()}"}
