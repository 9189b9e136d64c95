"""What is sent over the wire: nothing is followed, nothing huge is read, nobody private is reached (F10)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chalicelib.core.outbound import Bounds, NoAnswer, Outbound

HERE = Outbound(anywhere=True)
BOUNDS = Bounds(seconds=5, most_bytes=1000)


@contextmanager
def serving(
    status: int, *, body: bytes = b"", headers: dict[str, str] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that says this to each request; its address and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            """Nothing is to be said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_redirect_is_what_was_said_and_is_not_followed() -> None:
    with serving(302, headers={"Location": "/elsewhere"}) as (address, asked):
        reply = HERE.tell(f"{address}/hook", {}, b"{}", BOUNDS)

    assert (reply.status, asked) == (302, ["/hook"])


def test_of_a_huge_answer_the_beginning_is_read_and_no_more() -> None:
    with serving(200, body=b"x" * 20_000_000) as (address, _):
        reply = HERE.tell(address, {}, b"{}", BOUNDS)

    assert (reply.status, 0 < len(reply.excerpt) <= 1000) == (200, True)


def test_how_long_to_wait_is_handed_on() -> None:
    with serving(503, headers={"Retry-After": "120"}) as (address, _):
        reply = HERE.tell(address, {}, b"{}", BOUNDS)

    assert (reply.status, reply.retry_after) == (503, "120")


@pytest.mark.parametrize("address", ["10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_to_a_private_network_is_not_connected_to(address: str) -> None:
    outbound = Outbound(resolve=lambda *_: ["93.184.215.14", address])

    with pytest.raises(NoAnswer) as refused:
        outbound.tell("https://hooks.example.com/", {}, b"{}", BOUNDS)

    assert refused.value.why == "unreachable"
    assert "private" in refused.value.detail


def test_a_server_that_lies_about_its_length_has_said_its_status_all_the_same() -> None:
    with serving(200, body=b"short", headers={"Content-Length": "5000"}) as (address, _):
        reply = HERE.tell(address, {}, b"{}", Bounds(seconds=5, most_bytes=100))

    assert (reply.status, reply.excerpt) == (200, b"short")
