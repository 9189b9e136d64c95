"""Servers elsewhere are asked within bounds, at addresses that lead nowhere where only the desk itself may be."""

from __future__ import annotations

import hmac
import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.outbound import Bounds, NoAnswer, Outbound, checked_address, is_public, signed
from tests.core.certificates import Issuer
from tests.core.wires import answer, serving

SOON = Bounds(seconds=0.3, most_bytes=1_000)
PATIENTLY = Bounds(seconds=10, most_bytes=1_000)
HERE = Outbound(anywhere=True)

Behaviour = Callable[[socket.socket], None]


def says(*pieces: bytes, rest: bytes = b"") -> Behaviour:
    """Says this, and then the rest again and again until nobody listens."""

    def behave(connection: socket.socket) -> None:
        connection.recv(65_536)
        for piece in itertools.chain(pieces, itertools.repeat(rest) if rest else ()):
            connection.sendall(piece)

    return behave


def keeps_silent(connection: socket.socket) -> None:
    while connection.recv(65_536):  # until whoever asked goes away
        pass


def drips(head: bytes) -> Behaviour:
    """One byte now and then, never the last one."""

    def behave(connection: socket.socket) -> None:
        gone = threading.Event()
        connection.recv(65_536)
        connection.sendall(head)
        while not gone.wait(0.02):
            connection.sendall(b"a")

    return behave


@contextmanager
def behaving(behave: Behaviour) -> Iterator[str]:
    """A server that does this on each connection; its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    def one(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            behave(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/orders?shop=1"
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


OK = b"HTTP/1.1 200 OK\r\n"
HOSTILE: dict[str, tuple[Behaviour, Bounds, str]] = {
    "leads elsewhere": (
        says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
        PATIENTLY,
        "refused",
    ),
    "leads elsewhere, keeping the method": (
        says(b"HTTP/1.1 307 Go\r\nLocation: https://example.com/\r\n\r\n"),
        PATIENTLY,
        "refused",
    ),
    "is broken": (says(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), PATIENTLY, "refused"),
    "says nothing, politely": (says(b"HTTP/1.1 204 No Content\r\n\r\n"), PATIENTLY, "refused"),
    "says too much": (says(OK + b"Content-Length: 99999999\r\n\r\n", rest=b"a" * 1000), PATIENTLY, "unreadable"),
    "never stops": (
        says(OK + b"Transfer-Encoding: chunked\r\n\r\n", rest=b"3e8\r\n" + b"a" * 1000 + b"\r\n"),
        PATIENTLY,
        "unreadable",
    ),
    "is packed": (says(OK + b"Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"), PATIENTLY, "unreadable"),
    "breaks off": (says(OK + b"Content-Length: 100\r\n\r\n{}"), PATIENTLY, "unreachable"),
    "breaks off in a piece": (says(OK + b"Transfer-Encoding: chunked\r\n\r\n64\r\n{}"), PATIENTLY, "unreachable"),
    "hangs up": (says(), PATIENTLY, "unreachable"),
    "speaks something else": (says(b"SSH-2.0-OpenSSH\r\n"), PATIENTLY, "unreachable"),
    "has headers without end": (says(OK, rest=b"X: a\r\n"), PATIENTLY, "unreachable"),
    "has a header without end": (says(OK + b"X: ", rest=b"a" * 1000), PATIENTLY, "unreachable"),
    "says to go on, for ever": (says(rest=b"HTTP/1.1 100 Continue\r\n\r\n"), SOON, "too_slow"),
    "keeps silent": (keeps_silent, SOON, "too_slow"),
    "drips its headers": (drips(OK + b"X: "), SOON, "too_slow"),
    "drips its body": (drips(OK + b"Content-Length: 900\r\n\r\n"), SOON, "too_slow"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_server_does_there_is_an_end_and_a_reason(name: str) -> None:
    behave, bounds, why = HOSTILE[name]
    with behaving(behave) as url:
        began = monotonic()

        with pytest.raises(NoAnswer) as refused:
            HERE.post(url, {}, b"{}", bounds)

    assert refused.value.why == why, refused.value
    assert monotonic() - began < bounds.seconds + 3


def test_a_name_server_that_never_answers_holds_nobody_longer() -> None:
    never = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        never.wait(20)
        return []

    with pytest.raises(NoAnswer) as refused:
        Outbound(resolve=resolve).post("https://shop.example.com/", {}, b"", SOON)

    never.set()
    assert refused.value.why == "too_slow"


@contextmanager
def taking_nobody(address: str, port: int) -> Iterator[None]:
    """Connections to it are neither taken nor refused."""
    with socket.socket() as listening, ExitStack() as stack:
        listening.bind((address, port))
        listening.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((address, port))
        yield


def test_where_one_address_of_a_name_is_dead_or_silent_the_next_one_is_asked_once_within_the_time() -> None:
    addresses = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]
    with serving(answer({"orders": []})) as server, taking_nobody("127.0.0.3", server.port):
        url, since = f"http://localhost:{server.port}/", monotonic()
        said = Outbound(anywhere=True, resolve=lambda *_: addresses).post(url, {}, b"{}", Bounds(seconds=1))
        took = monotonic() - since
        with pytest.raises(NoAnswer) as refused:
            Outbound(anywhere=True, resolve=lambda *_: addresses[:2]).post(url, {}, b"{}", SOON)

    assert (said, len(server.asked), took < 1) == (b'{"orders": []}', 1, True)
    assert refused.value.why == "too_slow"


def test_what_was_looked_at_is_what_is_connected_to(tmp_path: Path) -> None:
    issuer, resolved = Issuer(tmp_path), list[tuple[str, int]]()

    def resolve(host: str, port: int) -> list[str]:
        resolved.append((host, port))
        return ["127.0.0.1"]  # a second question might be answered otherwise

    outbound = Outbound(anywhere=True, resolve=resolve, environ={"AWS_CA_BUNDLE": str(issuer.bundle)})
    with serving(answer({"orders": []}), tls=issuer.server("shop.example.com")) as server:
        url = f"https://shop.example.com:{server.port}/orders?shop=1"
        said = outbound.post(url, {"X-Signature": "t=1"}, b'{"plan":"demo"}', PATIENTLY)

    assert said == b'{"orders": []}'
    assert resolved == [("shop.example.com", server.port)]
    (_, head, body) = server.asked[0]
    assert head.startswith("POST /orders?shop=1 HTTP/1.1\r\n")
    assert f"Host: shop.example.com:{server.port}\r\n" in head
    assert "X-Signature: t=1\r\n" in head
    assert body == {"plan": "demo"}


def test_a_server_that_nobody_vouches_for_hears_nothing(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path)
    outbound = Outbound(anywhere=True, resolve=lambda *_: ["127.0.0.1"], environ={"AWS_CA_BUNDLE": str(issuer.bundle)})
    with serving(answer({}), tls=issuer.server("other.example.com")) as server:
        with pytest.raises(NoAnswer) as refused:
            outbound.post(f"https://shop.example.com:{server.port}/", {}, b"{}", PATIENTLY)

        assert server.asked == []

    assert refused.value.why == "unreachable"


PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.9.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:a00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_into_a_private_network_is_not_followed(address: str) -> None:
    outbound = Outbound(resolve=lambda *_: ["93.184.215.14", address])

    with pytest.raises(NoAnswer) as refused:
        outbound.post("https://shop.example.com/", {}, b"{}", PATIENTLY)

    assert not is_public(address)
    assert (refused.value.why, refused.value.detail) == ("unreachable", "the name leads to a private network")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_one(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[fd00::1]:8443/orders",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/",
        "https://shop.localhost/",
        "https://printer/",
        "https://shop.internal/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://user:word@shop.example.com/",
        "https://shop.example.com/#part",
        "https://shop.example.com:0/",
        "https://shop.example.com:99999/",
        "https://shop.example.com\\@127.0.0.1/",
        "https://[shop]/",
        "https://shop .example.com/",
        "https://商店.example.com/",
        "https://shop.example.com/\r\nX: 1",
        "ftp://shop.example.com/",
        "file:///etc/passwd",
        "//shop.example.com/",
        "https:///orders",
        f"https://shop.example.com/{'a' * 500}",
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_when_it_is_typed_and_when_it_is_asked(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_address("shop.url", url, anywhere=False)
    with pytest.raises(NoAnswer):
        Outbound(resolve=lambda *_: ["127.0.0.1"]).post(url, {}, b"{}", PATIENTLY)

    assert [each.field for each in refused.value.errors] == ["shop.url"]


def test_a_desk_on_one_machine_may_ask_this_machine_and_nobody_else_by_plain_http() -> None:
    here = "http://127.0.0.1:8000/local/shop"

    assert checked_address("shop.url", f" {here} ", anywhere=True) == here
    assert checked_address("shop.url", " ", anywhere=False) == ""
    with pytest.raises(Invalid):
        checked_address("shop.url", "http://192.168.1.1/orders", anywhere=True)


def test_every_secret_that_holds_signs() -> None:
    once, twice = signed(["a"], 1_700_000_000, b"{}"), signed(["a", "b"], 1_700_000_000, b"{}")

    assert once == "t=1700000000,v1=" + hmac.new(b"a", b"1700000000.{}", "sha256").hexdigest()
    assert twice.startswith(once + ",v1=")
    assert signed(["a"], 1_700_000_001, b"{}").partition(",")[2] != once.partition(",")[2]
