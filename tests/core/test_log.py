"""A line of the log: one JSON object, whatever it is told."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from chalicelib.core.log import Lines


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
