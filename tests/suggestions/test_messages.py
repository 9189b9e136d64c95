"""An article as somebody writes it into a conversation (E2)."""

from __future__ import annotations

import pytest

from chalicelib.knowledge.model.markdown import as_message


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("# Reset\n\nHold **it**.", "Reset\nHold it."),
        (
            "1. Hold\n2. Let go\n   - softly\n   - slowly\n3. Wait",
            "1. Hold\n2. Let go\n  - softly\n  - slowly\n3. Wait",
        ),
        ("3. Three\n4. Four", "3. Three\n4. Four"),
        ("See [the page](https://tea.example/a).", "See the page https://tea.example/a."),
        ("<https://tea.example/a>", "https://tea.example/a"),
        ("[this](javascript:alert(1)) and [that](article:art_00000000000000000000000001)", "this and that"),
        ("![A kettle](picture:fil_00000000000000000000000001)", "A kettle"),
        ("```\na  b\n```", "a  b"),
        ("", ""),
    ],
)
def test_marks_go_and_numbers_and_addresses_stay(markdown: str, message: str) -> None:
    assert as_message(markdown) == message
