"""A visitor looks for an answer in the widget, and asks an agent with what they read (E2, A2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .shop_page import Shop, open_shop
from .widget_page import Agent, Visit, own_plan, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

STEPS = "Print the **label** and bring it to the post office.\n\n- In its box\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as shop:
        yield shop


def publish(api: Any, plan: str, title: str, body: str) -> str:
    new = {"wordings": {"en": {"title": title, "body": body}}, "plan_keys": [plan]}
    status, article = api.call("POST", "/v1/admin/articles", api.admin, new)
    assert status == 201, article
    place = f"/v1/admin/articles/{article['article_id']}"
    status, shown = api.call("POST", f"{place}/publish", api.admin, {"version": article["version"]})
    assert status in {200, 201}, shown
    return str(article["article_id"])


def test_a_visitor_finds_reads_and_judges_an_article_and_asks_after_all(
    chromium_page: Page, shop: Shop, api: Any, agent: Agent
) -> None:
    plan, question = own_plan(api), some_text("It has no label")
    refunds = publish(api, plan, "When do I get my money back?", "Within three days.")
    publish(api, plan, "How do I return an item?", f"{STEPS}Then [money](article:{refunds}). <script>boom()</script>")
    broken: list[str] = []
    chromium_page.on("pageerror", lambda error: broken.append(str(error)))
    hostile = "<style>* { color: #fff !important; font: 40px serif !important }</style>"
    address = shop.show_strictly(f"<!doctype html><title>x</title>{hostile}{shop.tag(plan, locale='en')}")
    visit = Visit(chromium_page, address).open()

    help_of = visit.panel
    help_of.get_by_role("button", name="Help articles").click()
    expect(help_of.get_by_role("searchbox")).to_be_focused()
    for title in ("When do I get my money back?", "How do I return an item?"):  # before anything was asked
        expect(help_of.get_by_role("listitem").filter(has_text=title).first).to_be_visible()
    help_of.get_by_role("searchbox").fill("send bicycle wheels")
    expect(help_of.get_by_text("No article answers this")).to_be_visible()
    help_of.get_by_role("searchbox").fill("return labe")
    expect(help_of.get_by_role("listitem")).to_have_count(1)
    assert faults_in_both_themes(chromium_page, help_of) == {}
    help_of.get_by_role("searchbox").press("Tab")
    help_of.get_by_role("button", name="How do I return an item?").press("Enter")
    expect(help_of.get_by_role("heading", name="How do I return an item?")).to_be_focused()
    expect(help_of.get_by_role("cell", name="2")).to_be_visible()
    expect(help_of.get_by_role("paragraph").filter(has_text="<script>boom()</script>")).to_be_visible()
    help_of.get_by_role("button", name="No", exact=True).click()
    help_of.get_by_label("What would have helped you").fill("A picture of the label")
    help_of.get_by_role("button", name="Send").click()
    expect(help_of.get_by_text("Thank you for telling us.")).to_be_visible()
    assert faults_in_both_themes(chromium_page, help_of) == {}
    help_of.get_by_role("link", name="money").click()
    expect(help_of.get_by_text("Within three days.")).to_be_visible()
    help_of.get_by_role("button", name="All results").click()
    help_of.get_by_role("button", name="Ask us").click()
    expect(help_of.get_by_role("textbox", name="Write a message")).to_have_value("return labe")
    visit.write(question)
    visit.sees(question)

    conversation = agent.find(question)
    _, page = agent.call("GET", f"conversations/{conversation}/entries")
    (form,) = [each["form"] for each in page["entries"] if each["kind"] == "form"]
    assert (form["question"], form["articles"]) == (
        "return labe",
        ["How do I return an item?", "When do I get my money back?"],
    )
    agent.close(conversation)
    today = page["entries"][0]["at"][:10]
    _, used = api.call("GET", f"/v1/admin/knowledge/usage?month={today[:7]}", api.admin)
    of = {each["article_id"]: (each["opened"], each["unhelped"]) for each in used["items"]}
    assert of[refunds] == (1, 0)
    assert (1, 1) in of.values()
    since = f"plan_key={plan}&since={today}&until={today}"
    _, vain = api.call("GET", f"/v1/admin/knowledge/vain?{since}", api.admin)
    assert {"text": "send bicycle wheels", "times": 1, "nothing": 1}.items() <= vain["items"][0].items()
    assert broken == []
