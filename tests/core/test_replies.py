"""An answer is the same however it is cut on its way, and one that is none is told from one that is late."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from chalicelib.core.replies import LARGEST_BODY, LONGEST_HEAD, MOST_HEADERS, PIECE, Broken, Replies, Reply
from tests.core.wires import answer

HEADS = b"HTTP/1.1 200 OK\r\nX-Amzn-RequestId:  R1 \r\nContent-Type: a:b\r\n"
HELLO = HEADS + b"Content-Length: 5\r\n\r\nhello"
NAMED = {"x-amzn-requestid": "R1", "content-type": "a:b"}
WHOLE: dict[str, tuple[bytes, Reply, bool]] = {
    "with-a-length": (HELLO, Reply(200, {**NAMED, "content-length": "5"}, b"hello"), True),
    "of-bare-line-ends": (HELLO.replace(b"\r\n", b"\n"), Reply(200, {**NAMED, "content-length": "5"}, b"hello"), True),
    "of-nothing": (b"HTTP/1.1 400 \r\ncontent-length:0\r\n\r\n", Reply(400, {"content-length": "0"}, b""), True),
    "after-patience": (
        b"HTTP/1.1 100 Continue\r\n\r\n" + HELLO,
        Reply(200, {**NAMED, "content-length": "5"}, b"hello"),
        True,
    ),
    "in-chunks": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
        Reply(200, {"transfer-encoding": "chunked"}, b"hello"),
        True,
    ),
    "until-the-end": (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nhello", Reply(200, {"a": "b"}, b"hello"), False),
    "and-no-more": (
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\n!",
        Reply(200, {"connection": "Close", "content-length": "1"}, b"!"),
        False,
    ),
    "of-an-older-version": (
        b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n!",
        Reply(200, {"content-length": "1"}, b"!"),
        False,
    ),
}


def coming(pieces: Iterable[bytes]) -> Callable[[int], bytes]:
    """What gives these pieces, one each time, and then nothing."""
    left = iter(pieces)
    return lambda most: next(left, b"")


def read(pieces: Iterable[bytes]) -> tuple[Reply, bool]:
    replies = Replies(coming(pieces))
    assert replies.begin()
    reply = replies.read()
    assert not replies.unasked
    return reply, replies.more


@pytest.mark.parametrize("name", WHOLE)
def test_an_answer_may_be_cut_at_every_byte(name: str) -> None:
    came, reply, more = WHOLE[name]

    in_two = [read([came[:cut], came[cut:]]) for cut in range(1, len(came))]
    byte_by_byte = read(came[place : place + 1] for place in range(len(came)))

    assert [*in_two, byte_by_byte] == [(reply, more)] * len(came)


def test_a_head_may_be_longer_than_what_is_taken_at_once_and_the_body_still_more() -> None:
    line, body = b"X-Long: " + b"a" * (LONGEST_HEAD - 200), bytes(range(256)) * 4096
    came = HEADS + line + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    assert len(came) > 16 * PIECE

    reply, _ = read(came[place : place + 1000] for place in range(0, len(came), 1000))

    assert (len(reply.headers["x-long"]), reply.body) == (LONGEST_HEAD - 200, body)


def test_answers_follow_each_other_and_what_nobody_asked_for_is_noticed() -> None:
    replies = Replies(coming([HELLO, HELLO[:70], HELLO[70:] + b"HTTP/1.1 408 Late\r\n"]))

    bodies, unasked = [], []
    for _ in range(2):
        replies.begin()
        bodies.append(replies.read().body)
        unasked.append(replies.unasked)

    assert (bodies, unasked) == ([b"hello", b"hello"], [False, True])


def test_nothing_at_all_is_no_beginning() -> None:
    replies = Replies(coming([]))

    assert not replies.begin()


@pytest.mark.parametrize("came", [HELLO, WHOLE["in-chunks"][0]])
def test_an_answer_that_ends_early_anywhere_is_broken(came: bytes) -> None:
    trailers = len(b"\r\nTrailer: x\r\n\r\n") if b"chunked" in came else 1
    for cut in range(1, len(came) - trailers):
        replies = Replies(coming([came[:cut]]))
        replies.begin()

        with pytest.raises(Broken):
            replies.read()


def test_only_trailers_may_be_missing_and_then_no_more_comes() -> None:
    came, reply, _ = WHOLE["in-chunks"]

    assert read([came[: -len(b"Trailer: x\r\n\r\n")]]) == (reply, False)


def never(most: int) -> bytes:
    raise AssertionError("this is no HTTP already, and nobody waits for more of it")


ENDLESS = b"A: " + b"a" * LONGEST_HEAD
NOT_HTTP = {
    "another-protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "another-version": b"HTTP/2 200\r\n",
    "an-empty-line": b"\r\n" + HELLO,
    "no-status": b"HTTP/1.1 two OK\r\n\r\n",
    "nothing-but-a-version": b"HTTP/1.1\r\n\r\n",
    "a-header-that-is-none": b"HTTP/1.1 200 OK\r\nhello\r\n\r\n",
    "too-many-headers": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (MOST_HEADERS + 1) + b"\r\n",
    "a-head-without-end": HEADS + ENDLESS,
    "a-chunk-without-end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + ENDLESS,
    "a-length-that-is-none": answer({}).replace(b"Content-Length: 2", b"Content-Length: two"),
    "less-than-nothing": answer({}).replace(b"Content-Length: 2", b"Content-Length: -2"),
    "far-too-much": answer({}).replace(b"Content-Length: 2", f"Content-Length: {LARGEST_BODY + 1}".encode()),
    "a-chunk-of-far-too-much": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
    "a-chunk-of-no-size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
}


@pytest.mark.parametrize("name", NOT_HTTP)
def test_what_is_no_http_is_broken_as_soon_as_it_shows(name: str) -> None:
    left = iter([NOT_HTTP[name]])
    replies = Replies(lambda most: next(left, None) or never(most))
    replies.begin()

    with pytest.raises(Broken, match="no HTTP came back"):
        replies.read()
