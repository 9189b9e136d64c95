"""The visitor's widget in a real browser, against a real desk: nothing lost, nothing doubled (A2, A5)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from .widget_page import Agent, Visit, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

POSTS = "**/v1/widget/demo/conversations**"


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def visit(chromium_page: Page, desk_url: str) -> Visit:
    return Visit(chromium_page, f"{desk_url}/demo?lang=en")


def test_a_visitor_writes_and_reads_the_answer_with_the_agents_name_and_number(visit: Visit, agent: Agent) -> None:
    question, answer = some_text(), some_text("Yes, two tins are left.")
    visit.open()

    visit.write(question)
    visit.sees(question)
    agent.answer(agent.find(question), answer)

    visit.sees(answer)
    _, conversation = agent.call("GET", f"conversations/{agent.answered[0]}")
    name, number = conversation["agent"]["name"], conversation["agent"]["number"]
    expect(visit.bubble(answer)).to_have_accessible_name(f"{name} · No. {number}")
    expect(visit.title).to_contain_text(name)


def test_a_reload_keeps_the_conversation(visit: Visit, agent: Agent) -> None:
    question, answer = some_text(), some_text("Yes.")
    visit.open().write(question)
    visit.sees(question)
    agent.answer(agent.find(question), answer)
    visit.sees(answer)

    visit.page.reload()
    visit.open()

    visit.sees(question)
    visit.sees(answer)


def test_a_message_whose_answer_got_lost_is_sent_again_and_stored_once(visit: Visit, agent: Agent) -> None:
    first, second = some_text("first"), some_text("second")
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method != "POST" or len(lost) >= 2:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort()
        return None

    visit.open()
    visit.page.route(POSTS, lose_the_answer)
    visit.write(first)
    visit.sees(first)
    visit.write(second)
    visit.sees(second)

    assert lost[0] == 201
    assert agent.texts(agent.find(first)) == [first, second]


def test_what_is_typed_without_a_connection_is_kept_and_sent_in_order_later(visit: Visit, agent: Agent) -> None:
    texts = [some_text(word) for word in ("one", "two", "three")]
    visit.open()
    visit.page.context.set_offline(True)
    for text in texts:
        visit.write(text)
    expect(visit.told("Connection lost")).to_be_visible()
    expect(visit.unsent(texts[2])).to_have_count(1)

    visit.page.context.set_offline(False)

    for text in texts:
        visit.sees(text)
    expect(visit.told("Connection lost")).to_be_hidden()
    assert agent.texts(agent.find(texts[0])) == texts


def test_an_unsent_message_survives_a_reload(visit: Visit, agent: Agent) -> None:
    text = some_text()
    visit.open()
    visit.page.route(POSTS, lambda route: route.abort())
    visit.write(text)
    expect(visit.unsent(text)).to_have_count(1)

    visit.page.unroute(POSTS)
    visit.page.reload()

    visit.open().sees(text)
    assert agent.texts(agent.find(text)) == [text]


def test_text_that_looks_like_a_script_is_text_and_only_web_addresses_become_links(visit: Visit, agent: Agent) -> None:
    attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> " + some_text()
    answer = "<b onclick=alert(1)>bold</b> javascript:alert(1) " + some_text()
    address = f"请看https://tea.example/a?b=1。{some_text()}"
    title = visit.page.title()

    visit.open().write(attack)
    visit.sees(attack)
    agent.answer(agent.find(attack), answer)
    visit.sees(answer)
    visit.write(address)
    visit.sees(address)

    assert visit.page.title() == title
    assert visit.log.evaluate(
        "(log) => [log.innerHTML.includes('<b onclick'), log.getElementsByTagName('img').length]"
    ) == [
        False,
        0,
    ]
    link = visit.log.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://tea.example/a?b=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")


@pytest.mark.parametrize("has_locks", [True, False])
def test_two_tabs_send_each_message_once_and_show_each_once(
    page_alone: Page, desk_url: str, agent: Agent, has_locks: bool
) -> None:
    if not has_locks:  # as on a plain http origin
        page_alone.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    visit = Visit(page_alone, f"{desk_url}/demo?lang=en")
    texts = [some_text("left"), some_text("right"), some_text("left again")]
    visit.open().write(some_text("hello"))
    other = Visit(visit.page.context.new_page(), visit.page.url)
    other.open()
    visit.page.context.set_offline(True)
    visit.write(texts[0])
    expect(other.own.filter(has_text=texts[0])).to_have_count(1)
    other.write(texts[1])
    expect(visit.own.filter(has_text=texts[1])).to_have_count(1)
    visit.write(texts[2])

    visit.page.context.set_offline(False)

    for tab in (visit, other):
        for text in texts:
            tab.sees(text)
    stored = agent.texts(agent.find(texts[0]))
    assert stored[1:] == texts


def test_an_answer_behind_a_closed_panel_is_counted_on_the_icon_until_it_is_read(visit: Visit, agent: Agent) -> None:
    question, answer = some_text(), some_text("Yes.")
    visit.page.evaluate("window.heard = []; Deskbell('on', 'unread', (count) => heard.push(count))")
    visit.open().write(question)
    visit.sees(question)
    visit.field.press("Escape")
    expect(visit.panel).to_be_hidden()

    agent.answer(agent.find(question), answer)
    expect(visit.icon).to_have_accessible_name(re.compile("1 unread$"))
    expect(visit.icon).to_have_text("1", use_inner_text=True)
    title = visit.page.title()
    visit.open()

    assert title.startswith("(1) ")
    expect(visit.icon).to_have_text("", use_inner_text=True)
    assert not visit.page.title().startswith("(1) ")
    assert visit.page.evaluate("heard") == [1, 0]


def test_an_answer_given_while_the_visitor_was_away_waits_on_the_next_page(
    visit: Visit, agent: Agent, desk_url: str
) -> None:
    question, answer = some_text(), some_text("Yes.")
    visit.open().write(question)
    visit.sees(question)
    conversation = agent.find(question)
    visit.field.press("Escape")
    visit.page.goto("about:blank")
    agent.answer(conversation, answer)
    agent.close(conversation)

    back = Visit(visit.page, f"{desk_url}/demo?lang=en")

    expect(back.icon).to_have_text("1", use_inner_text=True)
    back.open().sees(answer)


def test_what_is_still_picked_from_an_input_method_or_too_long_is_not_sent_and_kept(visit: Visit) -> None:
    text = "茶" * 3999 + "🍵🍵"
    visit.open()
    visit.field.fill("nihao")
    press = """(field, init) => field.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, composed: true, ...init }))"""

    composing = visit.field.evaluate(press, {"isComposing": True})
    processed = visit.field.evaluate(press, {"keyCode": 229})
    visit.field.press("Shift+Enter")
    expect(visit.field).to_have_value("nihao\n")
    visit.write(text)

    assert (composing, processed) == (True, True)
    expect(visit.told("1 character too long")).to_be_visible()
    expect(visit.field).to_have_value(text)
    expect(visit.own).to_have_count(0)


def test_a_refused_message_says_so_and_the_visitor_may_try_again(visit: Visit, agent: Agent) -> None:
    text = some_text()
    problem = {"status": 422, "code": "invalid_body", "detail": "The text is not allowed."}
    visit.open()
    visit.page.route(POSTS, lambda route: route.fulfill(status=422, body=json.dumps(problem)))
    visit.write(text)
    expect(visit.unsent(text)).to_contain_text("The text is not allowed.")

    visit.page.unroute(POSTS)
    visit.unsent(text).get_by_role("button", name="Retry").click()

    visit.sees(text)
    agent.find(text)


def test_a_busy_desk_is_asked_again_after_the_time_it_names(visit: Visit, agent: Agent) -> None:
    text = some_text()
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused or route.request.method != "POST":
            return route.continue_()
        refused.append(route.request.post_data or "")
        return route.fulfill(status=429, headers={"Retry-After": "2"}, body="{}")

    visit.open()
    visit.page.route(POSTS, refuse_once)
    visit.write(text)

    expect(visit.unsent(text)).to_contain_text("Too fast, sending again shortly")
    visit.sees(text)
    assert agent.texts(agent.find(text)) == [text]


def test_who_wrote_too_much_is_told_for_how_many_minutes_it_waits(visit: Visit, agent: Agent) -> None:
    text = some_text()
    visit.open()
    visit.page.route(POSTS, lambda route: route.fulfill(status=429, headers={"Retry-After": "1500"}, body="{}"))

    visit.write(text)

    expect(visit.unsent(text)).to_contain_text("sending again in 25 minutes")


def test_a_desk_that_stumbles_is_asked_again_with_the_same_message(visit: Visit, agent: Agent) -> None:
    text = some_text()
    sent: list[str] = []

    def stumble_twice(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        sent.append(json.loads(route.request.post_data or "{}")["client_id"])
        return route.continue_() if len(sent) > 2 else route.fulfill(status=503, body="<h1>Bad gateway</h1>")

    visit.open()
    visit.page.route(POSTS, stumble_twice)
    visit.write(text)

    visit.sees(text)
    assert len(sent) == 3
    assert len(set(sent)) == 1
    assert agent.texts(agent.find(text)) == [text]


def test_a_forgotten_visitor_registers_anew_and_the_message_arrives(visit: Visit, agent: Agent) -> None:
    hello, text = some_text("hello"), some_text()
    visit.open().write(hello)
    visit.sees(hello)
    key = visit.page.evaluate("Object.keys(localStorage).find((key) => key.endsWith(':visitor'))")
    visit.page.evaluate("(key) => localStorage.setItem(key, JSON.stringify({ token: 'of another desk' }))", key)

    visit.write(text)

    visit.sees(text)
    assert agent.texts(agent.find(text)) == [text]


def test_a_message_to_a_closed_conversation_starts_the_next_one_and_shows_what_was_said_last(
    visit: Visit, agent: Agent
) -> None:
    question, goodbye, thanks = some_text(), some_text("Goodbye."), some_text("One more thing.")
    visit.open().write(question)
    visit.sees(question)
    first = agent.find(question)
    visit.page.route("**/entries?*", lambda route: route.abort())
    agent.answer(first, goodbye)
    agent.close(first)

    with visit.page.expect_response(lambda answer: answer.status == 409):
        visit.write(thanks)
    visit.page.unroute("**/entries?*")

    visit.sees(goodbye)
    visit.sees(thanks)
    assert agent.find(thanks) != first


def test_the_visitor_ends_the_conversation_and_starts_another(visit: Visit, agent: Agent) -> None:
    first, second = some_text("first"), some_text("second")
    visit.open().write(first)
    visit.sees(first)
    conversation = agent.find(first)

    visit.page.get_by_role("button", name="End conversation").click()
    visit.page.get_by_role("alertdialog").get_by_role("button", name="End conversation").click()
    visit.page.get_by_role("button", name="Start a new conversation").click()
    visit.write(second)

    visit.sees(second)
    expect(visit.bubble(first)).to_have_count(0)
    assert agent.find(second) != conversation


def test_each_side_sees_that_the_other_types_and_has_read(visit: Visit, agent: Agent) -> None:
    question = some_text()
    visit.open().write(question)
    visit.sees(question)
    conversation = agent.find(question)
    agent.answer(conversation, some_text("Yes."))
    [asked] = [one["seq"] for one in agent.entries(conversation) if one["text"] == question]
    expect(visit.panel.get_by_text(re.compile(r"^\S.* · No\. |^No\. ")).first).to_be_visible()

    with visit.page.expect_request(lambda request: "typing=true" in request.url):
        visit.field.press_sequentially("And ")
    agent.call("GET", f"conversations/{conversation}/entries?after=0&typing=true&read={asked}")

    expect(visit.panel.get_by_text("typing…")).to_be_visible()
    expect(visit.bubble(question)).to_contain_text("· Read")
    _, seen = agent.call("GET", f"conversations/{conversation}/entries?after=0")
    assert seen["read"] > asked
