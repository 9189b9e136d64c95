"""The HTTP server of the local run: a thread for each connection, kept open, refusals in our form.

The standard library's, since a pool of threads behind another server has nothing to save: its own part of a request is
0.3 ms of CPU of some 4 ms, and 32 visitors who write without pause are bound by Python, not by it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chalicelib.core.errors import BadRequest, DeskError, MethodNotAllowed, TooLarge
from infra.local.gateway import Gateway, Reply, refused

# (host, If-None-Match) → status, headers, body
Page = Callable[[str, str], tuple[int, dict[str, str], bytes]]

# method, path and query, headers with small letters, body → what goes back
Place = Callable[[str, str, Mapping[str, str], bytes], Reply]

LARGEST_BODY = 10 * 1024 * 1024  # what API Gateway takes
LARGEST_FILE = 32 * 1024 * 1024


class LengthRequired(DeskError):
    """A body of unknown length."""

    status = 411
    code = "length_required"
    title = "A Content-Length is needed"


class Handler(BaseHTTPRequestHandler):
    """One connection. What the gateway refuses before our functions see it is refused as problem+json too."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # header and body are two writes: 44 ms each otherwise
    timeout = 65  # seconds a kept-open connection may be idle

    def __init__(
        self, *connection: Any, gateway: Gateway, pages: Mapping[str, Page], places: Mapping[str, Place]
    ) -> None:
        self._gateway, self._pages, self._places = gateway, pages, places
        super().__init__(*connection)

    def _answer(self) -> None:
        try:
            self._send(self._reply())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _reply(self) -> Reply:
        place = next((each for prefix, each in self._places.items() if self.path.startswith(prefix)), None)
        try:
            body = self._body(LARGEST_BODY if place is None else LARGEST_FILE)
        except DeskError as error:
            # what is refused here leaves a body unread, which must not be taken for the next request
            self.close_connection = True
            return refused(error)
        if place is not None:
            small = {name.lower(): value for name, value in self.headers.items()}
            return place(self.command, self.path, small, body)
        page = self._pages.get(self.path.partition("?")[0])
        if page is not None and self.command in ("GET", "HEAD"):
            status, headers, text = page(self.headers.get("host", ""), self.headers.get("if-none-match", ""))
            return Reply(status, dict(headers), text)
        return self._gateway.ask(self.command, self.path, dict(self.headers), body, self.client_address[0])

    def _body(self, most: int) -> bytes:
        length = self.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise BadRequest("Content-Length is not a number")
        if len(length) > 12 or int(length) > most:
            raise TooLarge(f"at most {most} bytes")
        if self.headers.get("transfer-encoding"):
            raise LengthRequired
        body = self.rfile.read(int(length))
        if len(body) < int(length):  # whoever sent it is gone; half a form would still be one
            raise BadRequest("The body ended before its Content-Length")
        return body

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            for each in [value] if isinstance(value, str) else value:
                self.send_header(name, each)
        self.end_headers()
        if self.command != "HEAD":  # a client would take a body for its next answer
            self.wfile.write(reply.body)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = _answer  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server refuses by itself: an unreadable request, a method it never heard of."""
        self.close_connection = True
        self.request_version = self.protocol_version  # else an unreadable request line gets no status line
        error: DeskError = MethodNotAllowed() if code in (405, 501) else BadRequest(message or "")
        error.status = {501: 405, 505: 400}.get(code, code)
        self._send(refused(error))

    def log_message(self, format: str, *args: Any) -> None:
        """Our functions log each request themselves."""


class Server(ThreadingHTTPServer):
    """Room for a crowd that arrives at once, and no wait for kept-open connections at the end."""

    request_queue_size = 512
    block_on_close = False
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hung up between two requests is nobody's fault; whatever else is goes to the terminal."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(
    gateway: Gateway,
    host: str,
    port: int,
    pages: Mapping[str, Page] | None = None,
    places: Mapping[str, Place] | None = None,
) -> Server:
    """A server on this address; port 0 chooses one. ``pages`` are shown besides what the app shows; whatever begins
    with the path of one of the ``places`` is answered there."""
    return Server((host, port), partial(Handler, gateway=gateway, pages=pages or {}, places=places or {}))


def in_background(server: Server) -> threading.Thread:
    """Serve until ``server.shutdown()``."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    return thread
