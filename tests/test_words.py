"""Parameters are nouns that say what they hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent
BANNED = {"said", "one", "many", "found"}
FILES = [file for top in ("chalicelib", "infra", "tests") for file in sorted((ROOT / top).rglob("*.py"))]


def banned_parameters(source: str) -> Iterator[str]:
    """Parameters, also of lambdas, that say nothing of what they hold, with their line."""
    for node in nodes_of(source):
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
