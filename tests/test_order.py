"""Which files of tests a run need not read, and what a test finds that is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.order import leaves_out
from tests.served import ServedDesk, call

pytest_plugins = ["pytester"]

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


# what many tests share, as far as a fresh start can be seen, and tests of which one leaves something behind and fails
SHARED = """
import pytest
from tests import order
from tests.conftest import chromium_page, desk_url, served_desk, window

class Shared:
    url = "http://desk.example"

    def __init__(self):
        self.left = []

    def start_over(self):
        self.left.clear()

    def new_page(self):
        return self

    def tidy_up(self): ...

@pytest.fixture(scope="session")
def desk_of_many():
    return Shared()

@pytest.fixture(scope="session")
def window_of_many(chromium):
    return Shared()

@pytest.fixture(scope="session")
def chromium(): ...

def pytest_collection_modifyitems(items):
    order.mark(items)
"""
TRIES = """
def test_one_that_leaves_something_behind(served_desk, chromium_page):
    served_desk.left.append("of one")
    chromium_page.left.append("of one")

def test_another_that_fails_at_first(served_desk, chromium_page, request):
    before = [served_desk.left[:], chromium_page.left[:]]
    served_desk.left.append("of another")
    chromium_page.left.append("of another")
    assert before == [[], []]

def test_the_next_that_needs_one_try_only(served_desk, chromium_page):
    assert served_desk.left == chromium_page.left == ["of another"]
"""


def test_who_is_tried_again_begins_on_a_desk_and_in_a_window_in_which_nothing_is_left(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\nmarkers =\n  browser\n  served\n")
    pytester.makeconftest(SHARED)
    pytester.makepyfile(TRIES)

    run = pytester.runpytest_inprocess("-p", "no:cacheprovider")

    assert run.parseoutcomes() == {"passed": 3, "rerun": 1}


@pytest.mark.served
def test_a_desk_that_starts_over_knows_nothing_of_before_and_what_time_it_is(served_desk: ServedDesk) -> None:
    visitor, far = ("POST", "/v1/widget/demo/visitors", None, {"locale": "zh-CN"}), 100 * 24 * 3600
    _, known, _ = call(served_desk.url, *visitor)
    begun = ("POST", "/v1/widget/demo/conversations", known["token"], {"text": "茶叶到了吗？", "client_id": "once"})
    assert call(served_desk.url, *begun)[0] == 201
    served_desk.let_pass(far)

    served_desk.start_over()

    assert call(served_desk.url, *begun)[0] == 401
    assert list(served_desk.folder.glob("ahead*")) == []
    assert call(served_desk.url, *visitor)[0] == 201
