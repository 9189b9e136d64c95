"""A line of the log: one JSON object, whatever it is told."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.core import log
from chalicelib.core.log import Lines, Stream, tell


def line(message: object, *arguments: object, exc_info: Any = None, **extra: Any) -> dict[str, Any]:
    record = logging.LogRecord("deskbell", logging.INFO, "http.py", 7, message, arguments, exc_info, func="serve")
    record.created, record.msecs = 1_795_000_000.25, 250.0
    vars(record).update(extra)
    text = Lines().format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def test_a_line_says_when_how_grave_what_where_and_all_that_is_added() -> None:
    told = line("request of %s", "you", status=200, milliseconds=1.5, path="/v1/茶", nothing=None)

    assert told.pop("xray_trace_id", None) is None
    assert list(told)[:3] == ["timestamp", "level", "message"]
    assert told == {
        "timestamp": "2026-11-18 11:06:40,250+0000",
        "level": "INFO",
        "message": "request of you",
        "location": "serve:7",
        "service": "deskbell",
        "status": 200,
        "milliseconds": 1.5,
        "path": "/v1/茶",
    }


def test_an_exception_comes_with_its_name_and_its_trace() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        told = line("failed", exc_info=sys.exc_info())

    assert told["exception_name"] == "ValueError"
    assert told["exception"].startswith("Traceback") and told["exception"].endswith("ValueError: two\nlines")


def test_what_is_no_json_is_told_in_words() -> None:
    told = line("odd", thing=object, kind={"a": 1 + 2j}, group={1})

    assert (told["thing"], told["kind"], told["group"]) == ("<class 'object'>", {"a": "(1+2j)"}, [1])


@pytest.fixture
def stream() -> Iterator[Stream]:
    """The only one who writes what is logged."""
    logger = logging.getLogger(log.SERVICE)
    handlers, level, propagate = logger.handlers[:], logger.level, logger.propagate
    alone = Stream()
    alone.setStream(io.StringIO())
    logger.handlers[:] = [alone]
    logger.setLevel(logging.INFO)
    yield alone
    logger.handlers[:], logger.propagate = handlers, propagate
    logger.setLevel(level)


def written(stream: Stream) -> list[dict[str, Any]]:
    return [{**json.loads(line), "timestamp": ""} for line in stream.stream.getvalue().splitlines()]


def test_a_line_that_is_told_is_the_line_that_a_record_makes(stream: Stream) -> None:
    logger, fields = logging.getLogger(log.SERVICE), {"status": 200, "path": "/v1/茶", "nothing": None, "kind": object}

    for say in (lambda: tell("request", fields), lambda: logger.info("request", extra=fields)):
        say()

    straight, by_a_record = written(stream)
    assert straight == by_a_record
    assert straight["location"].startswith("<lambda>:")


def test_whoever_listens_besides_is_told_too_and_nobody_what_is_below_the_level(stream: Stream) -> None:
    logger, heard = logging.getLogger(log.SERVICE), []
    listener = logging.Handler()
    listener.emit = heard.append  # type: ignore[method-assign]

    logger.addHandler(listener)
    tell("request", {"status": 200})
    logger.removeHandler(listener)
    logger.setLevel(logging.WARNING)
    tell("request", {"status": 404})

    assert [(each.getMessage(), each.status, each.funcName) for each in heard] == [
        ("request", 200, "test_whoever_listens_besides_is_told_too_and_nobody_what_is_below_the_level")
    ]
    assert [each["status"] for each in written(stream)] == [200]


def test_a_stream_that_is_closed_is_no_trouble_of_a_request(stream: Stream, capsys: pytest.CaptureFixture[str]) -> None:
    stream.stream.close()

    tell("request", {"status": 200})

    assert "ValueError: I/O operation on closed file" in capsys.readouterr().err
