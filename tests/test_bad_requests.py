"""Requests that only a server can see: broken before they are HTTP, or for paths and methods nobody declared."""

from __future__ import annotations

import http.client
import json
import socket
from io import BytesIO

import pytest

from tests.in_process import Answered, named_in

pytestmark = pytest.mark.served

ASKED = b"Host: desk\r\nConnection: close\r\n"


def said_by(url: str, raw: bytes) -> Answered:
    """Send these bytes; the one answer that comes before the server closes the connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(raw)
        came = b""
        while more := connection.recv(65536):
            came += more
    asked = repr(raw[:60])
    assert came, f"{asked}: the connection was closed without a word"
    assert came.startswith(b"HTTP/1."), f"{asked}: no status line in {came[:80]!r}"
    answer = http.client.HTTPResponse(_Received(came))  # type: ignore[arg-type]
    answer.begin()
    body = answer.read()
    rest = came.split(b"\r\n\r\n", 1)[1]
    assert rest == body, f"{asked}: more than one answer: {rest[:300]!r}"
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answered(asked, answer.status, headers, json.loads(body))


class _Received:
    """Bytes that came, in the shape http.client reads from."""

    def __init__(self, came: bytes) -> None:
        self.came = came

    def makefile(self, _: str) -> BytesIO:
        return BytesIO(self.came)


@pytest.mark.parametrize(
    "line", [b"nonsense", b"a b c d e", b"GET / HTTP/x", b"GET / HTTP/9.9", b"\x00\x01", b"\x16\x03\x01"]
)
def test_a_request_line_that_is_none_is_answered_in_our_form(desk_url: str, line: bytes) -> None:
    answer = said_by(desk_url, line + b"\r\n" + ASKED + b"\r\n")

    assert answer.status == 400
    named_in(answer)


@pytest.mark.parametrize("method", [b"BREW", b"TRACE", b"CONNECT", b"PATCH", b"get"])
def test_a_method_nobody_knows_is_answered_in_our_form(desk_url: str, method: bytes) -> None:
    answer = said_by(desk_url, method + b" /v1/desk/inbox HTTP/1.1\r\n" + ASKED + b"\r\n")

    assert answer.status == 405
    named_in(answer)


@pytest.mark.parametrize("length", [b"abc", b"-5", b"1.5", b"\xb2", b"+1", b"0x10"])
def test_a_content_length_that_is_no_number_is_answered_and_the_connection_closed(desk_url: str, length: bytes) -> None:
    head = b"POST /v1/desk/session HTTP/1.1\r\nHost: desk\r\nContent-Length: " + length

    answer = said_by(desk_url, head + b"\r\n\r\n" + b"GET /v1/desk/inbox HTTP/1.1\r\n" + ASKED + b"\r\n")

    assert answer.status == 400
    named_in(answer)


@pytest.mark.parametrize("length", [b"10485761", b"99999999999999999999", b"9" * 5000])
def test_a_body_nobody_could_mean_is_refused_before_it_is_sent(desk_url: str, length: bytes) -> None:
    head = b"POST /v1/desk/session HTTP/1.1\r\n" + ASKED + b"Content-Length: " + length

    answer = said_by(desk_url, head + b"\r\n\r\n")

    assert answer.status == 413
    named_in(answer)


def test_a_body_that_is_too_large_for_us_is_refused(desk_url: str) -> None:
    head = b"POST /v1/desk/session HTTP/1.1\r\n" + ASKED + b"Content-Type: application/json\r\nContent-Length: 70000"

    answer = said_by(desk_url, head + b"\r\n\r\n" + b"x" * 70_000)

    assert answer.status == 413
    named_in(answer)


@pytest.mark.parametrize(
    "path",
    [
        b"/nowhere",
        b"/v1",
        b"/v1/desk/conversations/a/b/c",
        b"/v1/desk/conversations/a/../b/entries",
        b"//v1/desk/inbox/x",
        b"/assets/x/..%2f..%2fapp.py",
        b"/%00",
        b"/\xff\xfe",
        b"http://[",
        b"*",
    ],
)
def test_a_path_nobody_knows_is_answered_in_our_form(desk_url: str, path: bytes) -> None:
    answers = [
        said_by(desk_url, b"GET " + path + b" HTTP/1.1\r\n" + more + ASKED + b"\r\n")
        for more in (b"", b"Authorization: Bearer x\r\n", b"Authorization: Bearer \xc3\xa9\r\n")
    ]

    for answer in answers:
        assert answer.status == 404
        named_in(answer)


@pytest.mark.parametrize(
    "headers", [b"".join(b"X-%d: 1\r\n" % n for n in range(150)), b"X: " + b"x" * 70_000 + b"\r\n"]
)
def test_headers_without_end_are_refused(desk_url: str, headers: bytes) -> None:
    answer = said_by(desk_url, b"GET /v1/desk/inbox HTTP/1.1\r\n" + headers + ASKED + b"\r\n")

    assert answer.status == 431
    named_in(answer)


def test_the_answer_to_head_has_no_body_so_that_the_connection_can_go_on(desk_url: str) -> None:
    host, _, port = desk_url.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)

    connection.request("HEAD", "/v1/desk/inbox")
    first = connection.getresponse()
    first.read()
    connection.request("GET", "/v1/widget/demo/config")
    second = connection.getresponse()

    assert first.status == 401
    assert second.status == 200
    assert json.loads(second.read())["plan_key"] == "demo"
