"""What agents do with a conversation beside answering, in the console: its buttons and the questions they open."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from .console_page import Console


def move(console: Console, name: str) -> Locator:
    """One of the buttons beside the conversation's title."""
    return console.page.get_by_role("group", name="转接与挂起").get_by_role("button", name=name)


def dialog(console: Console) -> Locator:
    return console.page.get_by_role("dialog")


def choose(console: Console, name: str, note: str = "") -> None:
    dialog(console).get_by_role("radio", name=re.compile(re.escape(name))).check()
    if note:
        dialog(console).get_by_label("备注").fill(note)


def confirm(console: Console, name: str) -> None:
    dialog(console).get_by_role("button", name=name, exact=True).click()


def supervisor(console: Console, capacity: int = 5) -> dict[str, Any]:
    """Signs in somebody who may reassign, take over and set the status of others."""
    return console.sign_in(console.api.new_agent(capacity=capacity, role="supervisor"))


def open_any(console: Console, visitor: Any) -> None:
    console.open_from("全部", visitor)
    expect(console.page.get_by_role("region", name="会话").get_by_role("heading", level=2)).to_be_visible()
