"""Moments have one text for each purpose, and are written and read in one module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from chalicelib.core import times

ROOT = Path(__file__).resolve().parents[2]
FILES = [file for top in ("chalicelib", "infra") for file in sorted((ROOT / top).rglob("*.py"))]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))

WORDS = {"strftime", "strptime", "isoformat", "fromisoformat", "format_datetime", "ctime", "asctime"}
OTHERS = {
    "chalicelib/core/times.py": "all forms",
    "chalicelib/core/log.py": "log lines, as the tools of the logs read them",
    "chalicelib/core/signing.py": "as a signed request has it",
    "chalicelib/notifications/service/delivery.py": "as the header of a letter has it",
}


def forms_of_time(source: str) -> Iterator[str]:
    """Where a moment is made a text, or a text a moment."""
    for node in ast.walk(ast.parse(source)):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        spec = ast.unparse(node.format_spec) if isinstance(node, ast.FormattedValue) and node.format_spec else ""
        if name in WORDS or re.search(r"%[A-Za-z]", spec):
            yield f"line {node.lineno}: {name or spec}"


def test_times_are_written_and_read_in_one_module() -> None:
    found = {file.relative_to(ROOT).as_posix(): list(forms_of_time(file.read_text())) for file in FILES}

    assert {name: lines for name, lines in found.items() if lines and name not in OTHERS} == {}
    assert all(found[name] for name in OTHERS), "no exception outlives what it is for"


@pytest.mark.parametrize(
    "source",
    [
        "at.isoformat()",
        "datetime.fromisoformat(text)",
        "read = datetime.fromisoformat",
        "at.strftime('%Y')",
        "f'{at:%Y-%m-%d}'",
        "f'{at.astimezone(UTC):%H:%M}'",
        "email.utils.format_datetime(at)",
    ],
)
def test_each_way_of_writing_a_time_elsewhere_is_found(source: str) -> None:
    found = list(forms_of_time(source))

    assert len(found) == 1


def test_other_formats_are_left_alone() -> None:
    source = "f'{share:.1%} of {number:012d}'"

    found = list(forms_of_time(source))

    assert found == []


def test_each_purpose_has_its_form() -> None:
    elsewhere = AT.astimezone(SHANGHAI)

    written = {
        times.stored(AT),
        times.attribute(elsewhere),
        times.sortable(elsewhere),
        times.month(elsewhere),
        times.public(elsewhere),
        times.digits(elsewhere),
        times.to_the_second(AT, "Asia/Shanghai"),
        times.stored(date(2026, 11, 23)),
    }

    assert written == {
        "2026-11-23T09:00:00+00:00",
        "2026-11-23T09:00:00.000000+0000",
        "2026-11-23T09:00:00.000000",
        "2026-11",
        "2026-11-23T09:00:00Z",
        "20261123090000",
        "2026-11-23 17:00:00",
        "2026-11-23",
    }


@pytest.mark.parametrize("at", [AT, AT + timedelta(microseconds=7), AT.astimezone(SHANGHAI)])
def test_what_was_written_is_read(at: datetime) -> None:
    forms = (times.stored, times.attribute, times.public)

    read = [times.read(form(at)) for form in forms]

    assert read == [at, at, at]


def test_keys_sort_as_the_moments_do() -> None:
    moments = [AT + timedelta(microseconds=each) for each in (0, 1, 999_999, 1_000_000, 10**10)]

    keys = [times.sortable(each) for each in reversed(moments)]

    assert sorted(keys) == keys[::-1]
