"""A proxy between a client and the desk that meddles with what goes through it, as a bad network or bad code would."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Exchange:
    """A request, and the desk's answer to it (``page`` is its JSON, to be changed in place)."""

    method: str
    path: str
    status: int
    page: Any


Meddle = Callable[[Exchange], bool]
"""Change the exchange's page, or do nothing; False: the client gets no answer at all."""


@contextmanager
def meddler(desk_url: str, meddle: Meddle) -> Iterator[str]:
    """The proxy's address while it runs."""
    target = urlsplit(desk_url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            desk = http.client.HTTPConnection(str(target.hostname), target.port, timeout=30)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            desk.request(self.command, self.path, body, headers)
            answer = desk.getresponse()
            raw = answer.read()
            desk.close()
            page = json.loads(raw) if raw else None
            if not meddle(Exchange(self.command, self.path, answer.status, page)):
                self.close_connection = True
                return
            said = json.dumps(page).encode() if raw else b""
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PUT = do_DELETE = _pass_on  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
