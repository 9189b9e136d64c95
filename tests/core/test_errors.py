"""Wrong fields of one request are refused together, and gathered in one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from chalicelib.core.errors import MOST_NAMED, Conflict, FieldError, Invalid, WrongFields, members

HOUSE = Path(__file__).resolve().parents[2] / "chalicelib"
FILES = [file for file in sorted(HOUSE.rglob("*.py")) if file.parent.name != "core"]


def gathered_by_hand(source: str) -> list[str]:
    """Where a refusal's list of wrong fields is made without the one collector."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).rpartition(".")[2] == "FieldError")
        or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Invalid") and _names_errors(node))
    ]


def _names_errors(call: ast.Call) -> bool:
    return any(each.arg == "errors" for each in call.keywords)


def test_all_wrong_fields_are_named_at_once_in_their_order() -> None:
    wrong = WrongFields()
    with wrong:
        raise Invalid.field("email", "no address")
    wrong.add("score", "a whole number")

    with pytest.raises(Invalid) as refused:
        wrong.refuse()

    assert refused.value.errors == (FieldError("email", "no address"), FieldError("score", "a whole number"))
    assert refused.value.detail == "email: no address; score: a whole number"


def test_where_nothing_is_wrong_nothing_is_refused() -> None:
    wrong = WrongFields()
    with wrong:
        value = "as it should be"

    wrong.refuse()

    assert (bool(wrong), value) == (False, "as it should be")


def test_only_wrong_fields_are_gathered() -> None:
    wrong = WrongFields()

    with pytest.raises(Conflict), wrong:
        raise Conflict("something else")

    assert not wrong


def test_of_very_many_wrong_fields_some_are_named() -> None:
    wrong = WrongFields()
    for number in range(1_000):
        wrong.add(f"answers.{number}", "no such question")

    with pytest.raises(Invalid) as refused:
        wrong.refuse()

    assert len(refused.value.errors) == MOST_NAMED
    assert len(refused.value.detail) < 500


def test_wrong_fields_are_gathered_in_one_way() -> None:
    wrong = {str(file.relative_to(HOUSE)): gathered_by_hand(file.read_text()) for file in FILES}

    assert {name: lines for name, lines in wrong.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "errors.append(FieldError('name', 'too long'))",
        "errors: list[errors.FieldError] = []",
        "raise Invalid('several', errors=wrong)",
    ],
)
def test_each_way_of_gathering_by_hand_is_found(source: str) -> None:
    wrong = gathered_by_hand(source)

    assert len(wrong) == 1


def test_nothing_that_an_error_shows_may_stand_in_the_place_of_what_every_problem_says() -> None:
    names = {"status": str, "conversations": list}

    with pytest.raises(ValueError, match="status"):
        members(**names)
