"""The visitor's widget: the line, and who is there (requirements A2, A8, B9)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .colleagues import Colleague
from .widget_page import Visit, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

A_SIGN_LATER_MS = 16_000
SIGNS = "**/conversations/*/waiting"
ENTRIES = "**/conversations/*/entries**"


@pytest.fixture
def visit(chromium_page: Page, desk_url: str) -> Visit:
    return Visit(chromium_page, f"{desk_url}/demo?lang=en")


class Caller:
    """The visitor of the page, as the colleagues' API calls name them."""

    def __init__(self, visit: Visit, text: str) -> None:
        visit.open().write(text)
        visit.sees(text)
        script = "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':talk'))[1]).conversation_id"
        self.conversation_id = str(visit.page.evaluate(script))


def line(visit: Visit, text: str) -> Locator:
    return visit.log.get_by_text(text)


def queue(visit: Visit) -> Locator:
    return visit.told("Your place in line")


def place(number: int) -> re.Pattern[str]:
    """How a place in it is told."""
    return re.compile(rf"Your place in line\s*{number}(?=\d+ pe|You are next)")


def in_conversation(visit: Visit, api: Any) -> tuple[Caller, Colleague]:
    """The visitor of the page talks with an agent."""
    agent = Colleague(api)
    caller = Caller(visit, some_text())
    expect(visit.title).to_contain_text(agent.name)
    return caller, agent


def test_who_waits_sees_their_place_come_nearer(chromium_page: Page, desk_url: str, api: Any) -> None:
    api.tidy_up()  # the line is empty
    chromium_page.clock.install()
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en")
    before = api.visitor()
    before.say("I was first")
    Caller(visit, some_text())
    expect(queue(visit)).to_contain_text("1 person ahead of you")
    expect(queue(visit)).to_contain_text(place(2))

    api.call("POST", f"{before.root}/{before.conversation_id}/close", before.token, {})
    visit.page.clock.fast_forward(A_SIGN_LATER_MS)

    expect(queue(visit)).to_contain_text("You are next")
    expect(queue(visit)).to_contain_text(place(1))


def test_the_sign_of_being_there_goes_on_behind_a_closed_panel_and_ends_with_the_waiting(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    signs: list[str] = []
    chromium_page.on("request", lambda request: signs.append(request.url) if "/waiting" in request.url else None)
    chromium_page.clock.install()
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en")
    caller = Caller(visit, some_text())
    expect(queue(visit)).to_contain_text(place(1))
    visit.page.keyboard.press("Escape")
    expect(visit.panel).to_be_hidden()

    with visit.page.expect_response(SIGNS):
        visit.page.clock.fast_forward(A_SIGN_LATER_MS)
    agent = Colleague(api)
    agent.move(caller, "take")
    visit.page.clock.fast_forward(7_000)
    visit.icon.click()
    expect(visit.title).to_contain_text(agent.name)
    signs.clear()
    visit.page.clock.fast_forward(40_000)
    visit.round_trip()

    assert signs == []
    expect(queue(visit)).to_be_hidden()


def test_a_transfer_tells_the_visitor_who_goes_on_and_the_header_follows(visit: Visit, api: Any) -> None:
    caller, first = in_conversation(visit, api)
    second = Colleague(api)

    first.move(caller, "transfer", {"agent_id": second.agent_id, "note": "a difficult one"})

    expect(line(visit, f"You are now with {second.name} (No. {second.number})")).to_be_visible()
    expect(visit.title).to_have_text(second.name)
    expect(visit.panel).not_to_contain_text("a difficult one")


def test_a_guest_comes_and_goes_and_the_header_stays_with_the_agent(visit: Visit, api: Any) -> None:
    caller, agent = in_conversation(visit, api)
    guest = Colleague(api)
    answer = some_text("Eighty-five degrees.")

    agent.move(caller, "invite", {"agent_id": guest.agent_id})
    guest.say(caller, answer)
    visit.sees(answer)
    expect(visit.title).to_have_text(agent.name)
    guest.move(caller, "leave")

    expect(line(visit, f"{guest.name} · No. {guest.number} has joined to help")).to_be_visible()
    expect(line(visit, f"{guest.name} · No. {guest.number} has left")).to_be_visible()
    expect(visit.bubble(answer)).to_have_accessible_name(re.compile(guest.name))


def test_a_supervisors_reassignment_shows_the_new_agent(visit: Visit, api: Any) -> None:
    caller, _ = in_conversation(visit, api)
    boss = Colleague(api, role="supervisor")

    boss.move(caller, "reassign", {"agent_id": boss.agent_id})

    expect(line(visit, f"{boss.name} (No. {boss.number}) goes on helping you")).to_be_visible()
    expect(visit.title).to_have_text(boss.name)


def test_a_hold_asks_for_a_moment_until_the_agent_is_back(visit: Visit, api: Any) -> None:
    caller, agent = in_conversation(visit, api)
    agent.say(caller, some_text())

    agent.move(caller, "hold")
    expect(visit.panel.get_by_text("Looking into it, one moment please")).to_have_count(2)  # above, and in the log
    agent.move(caller, "resume")

    expect(line(visit, "Your agent is back")).to_be_visible()
    expect(visit.panel.get_by_text("Looking into it, one moment please")).to_have_count(1)
    expect(visit.panel.get_by_text(agent.number, exact=False).first).to_be_visible()


def ends_by_itself(visit: Visit, **end: str) -> None:
    """From now on the desk tells that it has closed the conversation while nobody had taken it."""

    def tell(route: Route) -> None:
        answer = route.fetch().json()
        at = answer["last_seq"] + 1
        closed = {"seq": at, "kind": "closed", "author": {"kind": "system"}, "text": "", "at": "2026-11-22T03:00:00Z"}
        answer["entries"].append({**closed, **end})
        route.fulfill(json={**answer, "last_seq": at, "state": "closed"})

    visit.page.route(ENTRIES, tell)


@pytest.mark.usefixtures("api")
def test_a_conversation_that_nobody_can_take_says_so_and_offers_the_form(visit: Visit) -> None:
    ends_by_itself(visit, offer="offline_form")

    visit.open().write(some_text())

    expect(visit.log.get_by_text("nobody can help you here right now. Leave us a message")).to_be_visible()
    expect(visit.log.get_by_role("button", name="Leave a message")).to_be_visible()
    expect(visit.log.get_by_role("button", name="Start a new conversation")).to_be_visible()
    expect(visit.panel.get_by_text("Nobody is here right now")).to_be_visible()


@pytest.mark.usefixtures("api")
def test_who_was_away_too_long_reads_that_their_place_is_gone(visit: Visit) -> None:
    ends_by_itself(visit)

    visit.open().write(some_text())

    expect(visit.log.get_by_text("your place in line was given up")).to_be_visible()
    expect(queue(visit)).to_be_hidden()
