"""A page says who its user is: on a website of its own, under a strict policy (A5)."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.vouching import signed_with

from .accessibility import faults
from .shop_page import Shop, open_shop
from .widget_page import Agent, Visit, own_plan, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]


class Members:
    """A plan of one test's own, and the server of its website that vouches for the shop's members."""

    def __init__(self, api: Any) -> None:
        self.plan = own_plan(api)
        status, key = api.call("POST", f"/v1/admin/plans/{self.plan}/identity-keys", api.admin, {"way": "HS256"})
        assert status == 201, key
        self.key = key

    def token(self, user_id: str, **more: Any) -> str:
        claims = {"sub": user_id, "aud": self.plan, "exp": time.time() + 600, **more}
        return signed_with(self.key["secret"].encode(), {"alg": "HS256", "kid": self.key["key_id"]}, claims)


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as shop:
        yield shop


def identify(page: Page, token: str) -> None:
    page.evaluate(f"Deskbell('identify', {json.dumps({'token': token})})")


def test_a_member_goes_on_with_what_they_said_before_they_signed_in_and_leaves_nothing_behind(
    chromium_page: Page, shop: Shop, api: Any, agent: Agent
) -> None:
    members, before, after = Members(api), some_text("Before"), some_text("After")
    broken: list[str] = []
    chromium_page.on("pageerror", lambda error: broken.append(str(error)))
    address = shop.show_strictly(f"<!doctype html><title>x</title>{shop.tag(members.plan, locale='en')}")
    visit = Visit(chromium_page, address).open()
    visit.write(before)
    visit.sees(before)

    identify(chromium_page, members.token("u1", name="Li the member", attributes={"Orders": 3}))
    visit.write(after)
    visit.sees(after)
    conversation = agent.find(before)
    _, card = agent.call("GET", f"conversations/{conversation}")
    texts = agent.texts(conversation)
    origin = {"kind": "conversation", "id": conversation}
    known = {"origin": origin, "email": "li@shop.example.com", "client_id": conversation}
    asked = {"type": "aftersale", "subject": "A new lid", **known}
    _, ticket = agent.call("POST", "tickets", asked)
    step = {"text": "It is on its way", "public": True, "client_id": conversation}
    agent.call("POST", f"tickets/{ticket['ticket_id']}/entries", step)
    expect(visit.page.get_by_text(f"A ticket was opened for you, number {ticket['number']}")).to_be_visible()
    agent.close(conversation)
    visit.page.get_by_role("button", name="Conversations and requests").click()
    past = visit.panel
    past.get_by_role("listitem").get_by_role("button").first.click()
    expect(past.get_by_text(before).filter(visible=True)).to_have_count(1)
    past.get_by_role("button", name="All conversations").click()
    past.get_by_role("tab", name="Conversations").press("ArrowRight")
    past.get_by_role("button", name="A new lid").click()
    expect(past.get_by_text("It is on its way")).to_be_visible()
    past.get_by_label("Add something").fill("Thank you")
    past.get_by_role("button", name="Send").click()
    expect(past.get_by_text("Thank you")).to_be_visible()
    past.get_by_role("button", name="All requests").click()
    past.get_by_label("Number, such as").fill(ticket["number"])
    past.get_by_label("Your e-mail or mobile").fill("another@shop.example.com")
    past.get_by_label("Your e-mail or mobile").press("Enter")
    expect(past.get_by_text("Nothing was found")).to_be_visible()
    past.get_by_label("Your e-mail or mobile").fill("li@shop.example.com")
    past.get_by_role("button", name="Find", exact=True).click()
    link = past.get_by_role("link", name=f"Open {ticket['number']}")
    expect(link).to_have_attribute("href", re.compile(r"^https?://[^/]+/t/."))
    unclear = faults(chromium_page, visit.widget)
    chromium_page.evaluate("Deskbell('reset')")
    expect(visit.panel).to_be_hidden()
    left = chromium_page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    visit.open()

    assert card["visitor"]["name"] == "Li the member"
    assert texts == [before, after]
    assert unclear == []
    assert left == []
    expect(visit.bubble(before)).to_have_count(0)
    visit.page.get_by_role("button", name="Conversations and requests").click()
    expect(past.get_by_text("There is no earlier conversation")).to_be_visible()
    past.get_by_role("tab", name="Requests").click()
    expect(past.get_by_label("Number, such as")).to_be_visible()
    past.get_by_role("tab", name="Requests").press("ArrowRight")
    expect(past.get_by_role("tab", name="Notices")).to_be_focused()
    past.get_by_role("checkbox", name="Surveys").check()
    past.get_by_label("First by").select_option("web")
    expect(past.get_by_text("Saving…")).to_be_hidden()
    assert faults(chromium_page, visit.widget) == []
    assert broken == []


def test_another_user_finds_nothing_of_the_one_before_and_a_forged_proof_opens_nothing(
    chromium_page: Page, shop: Shop, api: Any, agent: Agent
) -> None:
    members, private, open_word = Members(api), some_text("Private"), some_text("Hello")
    heard = "Deskbell('on', 'error', (error) => (window.told = error.code))"
    address = shop.show_strictly(f"<!doctype html><title>x</title>{shop.tag(members.plan, locale='en')}")
    visit = Visit(chromium_page, address)
    chromium_page.evaluate(heard)
    identify(chromium_page, members.token("u1"))
    visit.open().write(private)
    visit.sees(private)
    agent.find(private)

    identify(chromium_page, members.token("u2"))
    expect(visit.bubble(private)).to_have_count(0)
    expect(visit.panel).to_be_visible()
    chromium_page.evaluate("Deskbell('reset')")
    identify(chromium_page, members.token("u1")[:-4] + "AAAA")
    visit.open().write(open_word)
    visit.sees(open_word)

    assert chromium_page.evaluate("window.told") == "identity_refused"
    assert agent.texts(agent.find(open_word)) == [open_word]
