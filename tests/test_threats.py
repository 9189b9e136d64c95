"""The page of threats names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = Path(__file__).resolve().parent


def test_every_answer_to_a_threat_is_held_by_a_test_that_is_there() -> None:
    page = (ROOT / "README.md").read_text().partition("## Threats and answers")[2].partition("\n## ")[0]
    named = re.findall(r"\| `([^`|]+)::(test_\w+)` \|$", page, re.MULTILINE)
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| threat")]

    missing = [test for file, test in named if f"def {test}(" not in (TESTS / file).read_text()]

    assert len(named) == len(rows) >= 20
    assert missing == []
