"""Which files of tests a run need not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.order import leaves_out

QUICK = "not (browser or long)"


@pytest.mark.parametrize(
    ("expression", "line", "left_out"),
    [
        (QUICK, "pytestmark = pytest.mark.browser", True),
        (QUICK, "pytestmark = [pytest.mark.race, pytest.mark.long]", True),
        (QUICK, "pytestmark = pytest.mark.race", False),
        (QUICK, "@pytest.mark.long\ndef test_one(): ...", False),
        ("", "pytestmark = pytest.mark.browser", False),
        ("browser", "pytestmark = pytest.mark.browser", False),
        ("not (browser and long)", "pytestmark = pytest.mark.browser", False),
    ],
)
def test_only_a_file_of_which_all_tests_are_unwanted_is_left_out(
    tmp_path: Path, expression: str, line: str, left_out: bool
) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(f"import pytest\n\n{line}\n")

    assert leaves_out(expression, file) is left_out
