"""Every page can be used by whoever reads it by ear, by keyboard, enlarged or in the dark (A2, A3)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .accessibility import faults, faults_in_both_themes

pytestmark = pytest.mark.browser
OPEN = ["", "demo", "demo?lang=en", "console", "admin", "password", "docs", "form/demo", "form/nobody", "s/nothing"]


@pytest.mark.parametrize("path", OPEN)
def test_a_page_that_anybody_may_open_has_no_fault_in_either_theme(
    chromium_page: Page, desk_url: str, path: str
) -> None:
    chromium_page.goto(f"{desk_url}/{path}")
    chromium_page.wait_for_load_state("networkidle")

    found = faults_in_both_themes(chromium_page)

    assert found == {}


def test_what_is_wrong_with_a_page_is_found(chromium_page: Page) -> None:
    chromium_page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=x><p style='color:#999'>pale</p>")

    found = faults(chromium_page)

    assert sorted(each.split(":")[0] for each in found) == ["color-contrast", "image-alt"]
