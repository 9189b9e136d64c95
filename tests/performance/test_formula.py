"""The language of bonuses: what it means, what it refuses, and where (F5)."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.performance.model.computing import DIVISION, MISSING, TOO_LARGE, Uncomputable, amount_of, computed
from chalicelib.performance.model.formula import (
    ARGUMENTS,
    CHARACTER,
    COMPARISON,
    DIGITS,
    FUNCTIONS,
    LONGEST,
    NUMBER,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY,
    UNEXPECTED,
    UNFINISHED,
    UNKNOWN_FUNCTION,
    UNKNOWN_NAME,
    FormulaWrong,
    parsed,
)

VALUES = {"score": Fraction(90), "rank": Fraction(1), "base": Fraction("1000.5"), "gone": None}
NUMBERS = [Decimal("0"), Decimal("1"), Decimal("2.5"), Decimal("0.125"), Decimal("100"), Decimal("7")]


def value(text: str) -> Fraction:
    return computed(parsed(text, VALUES), VALUES)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("8 - 3 - 2", "3"),
        ("16 / 4 / 2", "2"),
        ("-2 * -3", "6"),
        ("2 - -3", "5"),
        ("0.1 + 0.2", "0.3"),
        ("base * score / 100", "900.45"),
        ("if(score >= 90, 1, 2)", "1"),
        ("if(score > 90, 1, 2)", "2"),
        ("if(rank != 1, 1 / 0, 3)", "3"),
        ("min(3, 1, 2) + max(4)", "5"),
        ("round(2.5) + round(-2.5)", "0"),
        ("round(2.345, 2)", "2.35"),
        ("clamp(score, 0, 80)", "80"),
        ("default(gone, 5)", "5"),
        ("default(rank, 5)", "1"),
        ("if（score ≥ 90，base × 2，0）÷ 3", "667"),
    ],
)
def test_a_formula_means_what_one_reads(text: str, result: str) -> None:
    assert value(text) == Fraction(result)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", UNFINISHED, 0),
        ("1 +", UNFINISHED, 3),
        ("(1", UNFINISHED, 2),
        ("1 2", UNEXPECTED, 2),
        (") + 1", UNEXPECTED, 0),
        ("score ^ 2", CHARACTER, 6),
        ("2 ** 3", UNEXPECTED, 3),
        ("1e9", UNEXPECTED, 1),
        ("__import__", UNKNOWN_NAME, 0),
        ("score.real", CHARACTER, 5),
        ("scores", UNKNOWN_NAME, 0),
        ("eval(1)", UNKNOWN_FUNCTION, 0),
        ("if(1, 2, 3)", COMPARISON, 4),
        ("score > 1", UNEXPECTED, 6),
        ("if(score > 1, 2)", ARGUMENTS, 0),
        ("clamp(1, 2)", ARGUMENTS, 0),
        ("round(1, score)", DIGITS, 0),
        ("round(1, 7)", DIGITS, 0),
        ("1234567890123", NUMBER, 0),
        ("1.1234567", NUMBER, 0),
        ("1" + " " * LONGEST, TOO_LONG, LONGEST),
        ("(" * 30 + "1" + ")" * 30, TOO_DEEP, 20),
        ("-" * 30 + "1", TOO_DEEP, 20),
        ("+".join(["1"] * 150), TOO_MANY, 201),
        ("'a'", CHARACTER, 0),
        ("名", CHARACTER, 0),
    ],
)
def test_what_cannot_be_read_says_where(text: str, code: str, position: int) -> None:
    with pytest.raises(FormulaWrong) as wrong:
        parsed(text, VALUES)

    assert (wrong.value.code, wrong.value.position) == (code, position)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [("1 / (rank - 1)", DIVISION, 2), ("1 + gone", MISSING, 4), ("1/0 + gone", DIVISION, 1)],
)
def test_what_has_no_result_says_why_and_where(text: str, code: str, position: int) -> None:
    with pytest.raises(Uncomputable) as error:
        value(text)

    assert (error.value.code, error.value.position) == (code, position)


def test_numbers_do_not_grow_without_end() -> None:
    text = "*".join(["999999999999"] * 38)
    with pytest.raises(Uncomputable) as error:
        amount_of(parsed(text, ()), {}, "CNY")

    assert error.value.code == TOO_LARGE


@pytest.mark.parametrize(
    ("text", "currency", "units"), [("0.005", "CNY", 1), ("-0.005", "CNY", -1), ("2 / 3", "CNY", 67), ("2.5", "JPY", 3)]
)
def test_money_is_rounded_once_at_the_end(text: str, currency: str, units: int) -> None:
    assert amount_of(parsed(text, ()), {}, currency) == units


Tree = tuple[str, Decimal | None]  # what is written, and what it comes to; None: there is no result


def _spaced(draw: st.DrawFn, *parts: str) -> str:
    return "".join(part + draw(st.sampled_from(["", " ", "  "])) for part in parts)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> Tree:
    """A formula and its result, made beside each other with decimals, never by the language itself."""
    kind = (
        draw(st.sampled_from(["number", "operation", "negative", "if", "min", "max", "clamp"])) if depth else "number"
    )
    if kind == "number":
        number = draw(st.sampled_from(NUMBERS))
        return str(number), number
    text, left = draw(trees(depth - 1))
    if kind == "negative":
        return _spaced(draw, "-", "(", text, ")"), None if left is None else -left
    other, right = draw(trees(depth - 1))
    if kind == "operation":
        sign = draw(st.sampled_from("+-*/"))
        return _spaced(draw, "(", text, ")", sign, "(", other, ")"), _operated(sign, left, right)
    if kind in ("min", "max"):
        best = None if left is None or right is None else (min if kind == "min" else max)(left, right)
        return _spaced(draw, kind, "(", text, ",", other, ")"), best
    third, last = draw(trees(depth - 1))
    if kind == "clamp":
        missing = left is None or right is None or last is None
        return (
            _spaced(draw, kind, "(", text, ",", other, ",", third, ")"),
            None if missing or left is None or right is None or last is None else min(max(left, right), last),
        )
    sign = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
    text = _spaced(draw, "if", "(", text, sign, other, ",", third, ",", "3", ")")
    return text, None if left is None or right is None else last if _holds(sign, left, right) else Decimal(3)


def _operated(sign: str, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None or (sign == "/" and not right):
        return None
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[sign](right)


def _holds(sign: str, left: Decimal, right: Decimal) -> bool:
    near = abs(left - right) < Decimal("1e-60")  # thirds have no end as decimals
    order = {"<": left < right, ">": left > right, "==": False, "!=": True, "<=": left < right, ">=": left > right}
    return sign in ("==", "<=", ">=") if near else order[sign]


@given(st.data())
def test_every_formula_comes_to_what_decimals_come_to(data: st.DataObject) -> None:
    with localcontext() as context:
        context.prec = 90
        text, result = data.draw(trees())
        if len(text) > LONGEST:
            return

        try:
            found = computed(parsed(text, ()), {})
        except Uncomputable as error:
            assert (error.code, result) == (DIVISION, None)
        else:
            assert result is not None
            near = Decimal(found.numerator) / Decimal(found.denominator)
            assert abs(near - result) <= max(abs(result), Decimal(1)) * Decimal("1e-60")


@given(st.text(alphabet="0123456789.,()+-*/<>=! scorebaifmnxundl（）≥", max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        computed(parsed(text, VALUES), VALUES)
    except FormulaWrong as wrong:
        assert 0 <= wrong.position <= len(text)
    except Uncomputable as error:
        assert 0 <= error.position < len(text)


def test_no_name_of_a_value_is_a_function() -> None:
    for name in FUNCTIONS:
        with pytest.raises(FormulaWrong):
            parsed(name, VALUES)
