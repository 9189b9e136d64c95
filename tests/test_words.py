"""Parameters are nouns that say what they hold, a function takes few of them, and a file is read at one sitting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent
BANNED = {"said", "one", "many", "found"}
MAY_BE_ONE = re.compile(rf"\b({'|'.join(BANNED)})\s*(?:[,:=)#]|$)", re.MULTILINE)  # what a parameter is followed by
FILES = [file for top in ("chalicelib", "infra", "tests") for file in sorted((ROOT / top).rglob("*.py"))]
MOST = 7  # parameters; what travels together is a type
LONGEST = 400  # lines of a file; about 300 are usual


def banned_parameters(source: str) -> Iterator[str]:
    """Parameters, also of lambdas, that say nothing of what they hold, with their line."""
    for node in nodes_of(source) if MAY_BE_ONE.search(source) else ():
        if isinstance(node, ast.arg) and node.arg in BANNED:
            yield f"line {node.lineno}: {node.arg}"


def test_no_parameter_is_called_by_a_word_that_says_nothing() -> None:
    wrong = {str(file.relative_to(ROOT)): list(banned_parameters(file.read_text())) for file in FILES}

    assert {name: lines for name, lines in wrong.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    ["def f(said): ...", "def f(*, one=1): ...", "lambda many: 0", "def f(**found): ...", "def f(*said): ..."],
)
def test_such_a_parameter_is_found_wherever_it_stands(source: str) -> None:
    wrong = list(banned_parameters(source))

    assert len(wrong) == 1


def parameters(source: str) -> Iterator[tuple[str, int]]:
    """Every function with how many parameters it takes, but for the one that stands for what it is a method of."""
    for node in nodes_of(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = node.args
            own = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *filter(None, (taken.vararg, taken.kwarg))]
            yield node.name, len([each for each in own if each.arg not in ("self", "cls")])


def test_no_function_takes_more_than_seven_parameters() -> None:
    product = [file.relative_to(ROOT).as_posix() for file in FILES if not file.is_relative_to(ROOT / "tests")]

    taken = {((name, each), number) for name in product for each, number in parameters((ROOT / name).read_text())}

    assert {where for where, number in taken if number > MOST} == set()


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, b, c, d, e, f, g, h): ...",
        "async def f(a, b, /, c, d, *, e, f, g, h): ...",
        "def f(a, b, c, d, e, f, *args, **kwargs): ...",
        "class A:\n    def f(self, a, b, c, d, e, f, g, h): ...",
        "def outer():\n    def f(a, b, c, d, e, f, g, h): ...",
    ],
)
def test_one_parameter_too_many_is_found_wherever_it_stands(source: str) -> None:
    taken = dict(parameters(source))

    assert taken["f"] == MOST + 1


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text().splitlines()) for file in [*FILES, ROOT / "app.py"]
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert len(lengths) > 500
