"""On a slow network: every answer takes seconds. What happens is said, nothing is doubled, nothing is lost (A2, A3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .console_page import Console
from .widget_page import Agent, Visit, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

# a mobile network at its edge; milliseconds, and bytes a second
SLOW = {"offline": False, "latency": 500, "downloadThroughput": 20_000, "uploadThroughput": 10_000}


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


def slow_down(page: Page) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)


def test_a_visitor_is_told_that_it_is_on_its_way_and_each_message_arrives_once_and_in_order(
    chromium_page: Page, desk_url: str, agent: Agent
) -> None:
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en")
    texts = [some_text("first"), some_text("second"), some_text("third")]
    slow_down(visit.page)
    visit.icon.click()
    expect(visit.panel).to_be_visible()

    for text in texts:
        visit.write(text)
    expect(visit.panel.get_by_text("Sending…").first).to_be_visible()
    visit.sees(texts[-1])
    answer = some_text("Yes.")
    conversation = agent.find(texts[0])
    agent.answer(conversation, answer)

    visit.sees(answer)
    for text in texts:
        visit.sees(text)
    assert agent.texts(conversation) == [*texts, answer]


def test_an_agent_is_told_that_replies_are_on_their_way_and_acts_count_once(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console = Console(chromium_page, api, desk_url)
    visitor = console.talk_with_a_visitor_who_says("还有货吗")
    page = console.page
    slow_down(page)

    console.reply("有的")
    console.reply("明天发货")
    expect(page.get_by_text("正在发送").first).to_be_visible()
    assert console.delivers(visitor, "有的", "明天发货")
    expect(page.get_by_text("正在发送")).to_have_count(0)
    hold = page.get_by_role("group", name="转接与挂起").get_by_role("button", name="挂起")
    hold.dblclick()
    expect(page.get_by_role("group", name="转接与挂起").get_by_role("button", name="恢复")).to_be_visible()

    held = [entry for entry in visitor.entries() if entry["kind"] == "held"]
    assert len(held) == 1
    expect(console.bubble("有的")).to_have_count(1)
    expect(console.bubble("明天发货")).to_have_count(1)
