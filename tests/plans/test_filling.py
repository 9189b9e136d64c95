"""What is left of a text whose placeholder has no value, in both languages."""

from __future__ import annotations

import pytest

from chalicelib.core.text import filled

TO_NOBODY = {
    "Hello {name}, welcome": "Hello, welcome",
    "Hello {name}": "Hello",
    "Hello, {name}!": "Hello!",
    "Hello {name} , welcome": "Hello, welcome",
    "{name}, welcome": "Welcome",
    "Thank you. {name}, goodbye": "Thank you. goodbye",
    "Hello {name}\nand welcome": "Hello\nand welcome",
    "Hello {name} and welcome": "Hello and welcome",
    "We are back {name}.": "We are back.",
    "You talk to us (your name: {name})": "You talk to us",
    '"{name}" writes': "Writes",
    "{name}，您好": "您好",
    "您好，{name}！": "您好！",
    "您好{name}，欢迎": "您好，欢迎",
    "您好，{name}，欢迎": "您好，欢迎",
    "您好（{name}）": "您好",
    "“{name}”，您好": "您好",
    "客户 {name} 您好": "客户您好",
    "感谢。{name}，再见": "感谢。再见",
    "{name}": "",
}


@pytest.mark.parametrize("text", TO_NOBODY)
@pytest.mark.parametrize("name", ["", "  ", None])
def test_a_placeholder_without_value_leaves_no_gap(text: str, name: str | None) -> None:
    assert filled(text, name=name) == TO_NOBODY[text]


@pytest.mark.parametrize("value", ["", "{name}", "{plan}", ", ,", "\x00"])
def test_values_are_put_in_as_they_are_and_never_filled_or_mended(value: str) -> None:
    assert filled("Hello {name}, {plan}.", name="", plan=f"a{value}b") == f"Hello, a{value}b."


def test_what_nobody_names_stays_as_it_stands() -> None:
    assert filled("{name} {other}, {}", name="Li") == "Li {other}, {}"
