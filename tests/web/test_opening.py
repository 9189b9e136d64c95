"""What a browser fetches to open a page: few files, one language; and what is said when a part cannot be had."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.served]

MOST_REQUESTS = 5
WORDS = re.compile(r"/assets/words-(zh|en)-")


@pytest.fixture
def fetched(chromium_page: Page) -> list[str]:
    """Paths of everything that the page asks for."""
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    return asked


@pytest.mark.parametrize("name", ["console", "admin"])
def test_a_page_is_opened_by_five_requests_with_one_language(
    chromium_page: Page, desk_url: str, fetched: list[str], name: str
) -> None:
    page = chromium_page

    page.goto(f"{desk_url}/{name}")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.wait_for_load_state("networkidle")

    files = [path for path in fetched if not path.startswith("/v1/")]
    assert len(files) == len(set(files)) <= MOST_REQUESTS
    assert [found[1] for path in files if (found := WORDS.search(path))] == ["zh"]


def test_another_language_is_fetched_when_it_is_chosen_and_only_once(
    chromium_page: Page, desk_url: str, fetched: list[str]
) -> None:
    page = chromium_page
    page.goto(f"{desk_url}/console")

    for button in ("Switch to English", "切换到中文", "Switch to English"):
        page.get_by_role("button", name=button).click()

    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert sorted(found[1] for path in fetched if (found := WORDS.search(path))) == ["en", "zh"]


def test_whoever_has_a_page_of_a_former_release_is_asked_to_load_it_anew(chromium_page: Page, desk_url: str) -> None:
    page, gone = chromium_page, re.compile(r"/assets/words-en-")
    page.goto(f"{desk_url}/console")
    page.route(gone, lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("alert").filter(has_text="可能已有新版本")).to_be_visible()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.unroute(gone)

    page.get_by_role("button", name="重新加载 · Reload").click()

    expect(page.get_by_role("button", name="重新加载")).to_have_count(0)
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_part_that_is_lost_once_on_a_bad_connection_is_fetched_again(chromium_page: Page, desk_url: str) -> None:
    lost: list[Any] = []

    def lose_one(route: Route) -> None:
        lost.append(route)
        return route.continue_() if len(lost) > 1 else route.abort()

    chromium_page.route(WORDS, lose_one)

    chromium_page.goto(f"{desk_url}/console")

    expect(chromium_page.get_by_role("button", name="登录")).to_be_visible()
    assert len(lost) == 2
