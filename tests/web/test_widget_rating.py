"""Rating a conversation in the widget, and on the page of the link, in a real browser (C5, D1)."""

from __future__ import annotations

import json
import re
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.window import A_MOMENT_MS, PATIENCE_MS

from .accessibility import faults_in_both_themes
from .widget_page import Visit, own_plan, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

ANSWERS = "**/surveys/*/answer"
QUESTION = {
    "question_id": "again",
    "kind": "choice",
    "texts": {"en": "Would you come again?"},
    "choices": [{"choice_id": "yes", "texts": {"en": "Sure"}}, {"choice_id": "no", "texts": {"en": "Never"}}],
}
SURVEY = {"questions": [QUESTION], "link_after_minutes": 0}


def card_in(visit: Visit) -> Locator:
    """Where the visitor is asked how it went."""
    return visit.log.get_by_role("group", name="How did we do?")


def faces(card: Locator) -> Locator:
    """From very bad to great."""
    return card.get_by_role("group", name="Your rating").get_by_role("radio")


class Served:
    """Conversations that an agent of the test's own has answered and closed, on a plan of its own."""

    def __init__(self, api: Any) -> None:
        agent = api.new_agent()
        self.api = api
        self.token = api.sign_in(agent["email"], agent["password"])
        self.plan = own_plan(api, agent_ids=[agent["agent_id"]], survey=SURVEY)
        self.desk("PUT", "presence", {"status": "online"})
        self.conversation_id = ""

    def desk(self, method: str, path: str, body: Any = None) -> Any:
        status, answer = self.api.call(method, f"/v1/desk/{path}", self.token, body)
        assert status < 300, answer
        return answer

    def close(self, visit: Visit) -> Locator:
        """The visitor asks, is answered and sees the end; the card."""
        question = some_text()
        visit.write(question)
        visit.sees(question)
        self.serve()
        card = card_in(visit)
        expect(faces(card)).to_have_count(5)
        return card

    def serve(self) -> None:
        """The one who waits is answered, and that is the end of it."""
        [self.conversation_id] = [item["conversation_id"] for item in self.desk("GET", "inbox")["items"]]
        root = f"conversations/{self.conversation_id}"
        self.desk("POST", f"{root}/messages", {"text": "Yes.", "client_id": str(uuid.uuid4())})
        self.desk("POST", f"{root}/close", {})

    def link(self) -> str:
        """The link in the letter to somebody who left their address, was served, and did not rate; without its host."""
        root = f"/v1/widget/{self.plan}"
        _, known = self.api.call("POST", f"{root}/visitors", None, {"locale": "en"})
        address = {"name": "Lan", "email": "lan@example.com", "text": some_text(), "client_id": str(uuid.uuid4())}
        status, answer = self.api.call("POST", f"{root}/offline-messages", known["token"], address)
        assert status == 201, answer
        first = {"text": some_text(), "client_id": str(uuid.uuid4())}
        status, answer = self.api.call("POST", f"{root}/conversations", known["token"], first)
        assert status == 201, answer
        self.serve()
        name = self.survey()["survey_id"].removeprefix("srv_")
        for _ in range(PATIENCE_MS // A_MOMENT_MS):
            with urllib.request.urlopen(f"{self.api.url}/local/outbox", timeout=30) as outbox:
                found = re.search(rf"/s/{name}\.[\w-]+=*", outbox.read().decode())
            if found:
                return found[0]
            time.sleep(A_MOMENT_MS / 1_000)
        raise AssertionError("no letter has a link")

    def survey(self) -> Any:
        """What the desk has of it."""
        status, answer = self.api.call("GET", f"/v1/desk/conversations/{self.conversation_id}/survey", self.api.admin)
        assert status == 200, answer
        return answer


@pytest.fixture
def served(api: Any) -> Iterator[Served]:
    made = Served(api)
    yield made
    made.desk("PUT", "presence", {"status": "offline"})


@pytest.fixture
def visit(page_alone: Page, desk_url: str, served: Served) -> Callable[[], Visit]:
    def begin() -> Visit:
        page_alone.context.add_init_script(f"window.deskbellSettings = {{ plan: {json.dumps(served.plan)} }}")
        return Visit(page_alone, f"{desk_url}/demo?lang=en").open()

    return begin


def test_a_visitor_rates_low_says_why_and_changes_their_mind(served: Served, visit: Callable[[], Visit]) -> None:
    here = visit()
    fetched: list[str] = []
    here.page.on("request", lambda request: fetched.append(request.url))
    comment = "<b>Still</b> nobody knows"

    card = served.close(here)
    comment_field = card.get_by_label("Would you like to tell us more?")
    asked = [url for url in fetched if "/surveys/" in url]
    expect(comment_field).to_be_hidden()
    card.get_by_role("radio", name="Okay").focus()
    here.page.keyboard.press("Space")
    here.page.keyboard.press("ArrowLeft")
    expect(card.get_by_role("radio", name="Bad", exact=True)).to_be_checked()
    card.get_by_role("checkbox", name="Not solved").check(force=True)
    card.get_by_role("radio", name="Never").check(force=True)
    card.get_by_role("radio", name="No", exact=True).check(force=True)
    comment_field.fill(comment)
    wrong = faults_in_both_themes(here.page, here.widget)
    card.get_by_role("button", name="Send rating").click()
    expect(card).to_contain_text("Thank you for your rating!")
    first = served.survey()
    card.get_by_role("button", name="Change").click()
    expect(comment_field).to_have_value(comment)
    card.get_by_role("radio", name="Great").check(force=True)
    expect(card.get_by_role("checkbox", name="Not solved")).to_be_hidden()
    card.get_by_role("button", name="Send rating").click()
    expect(card.get_by_role("status").filter(has_text="Great")).to_be_visible()

    said = {"reasons": ["unsolved"], "comment": comment, "answers": {"again": "no"}, "resolved": False}
    assert len(asked) == 1
    assert wrong == {}
    assert first["answer"] == {"score": 2, **said}
    assert served.survey()["answer"] == {"score": 5, **said, "reasons": []}


def test_a_rating_whose_answer_got_lost_is_stored_once_even_over_a_reload(
    served: Served, visit: Callable[[], Visit]
) -> None:
    here = visit()
    card = served.close(here)
    sent: list[str] = []

    def lose_the_answer(route: Route) -> None:
        sent.append(route.request.post_data_json["client_id"])
        route.fetch()
        route.abort()

    here.page.route(ANSWERS, lose_the_answer)
    card.get_by_role("radio", name="Good").check(force=True)
    card.get_by_role("button", name="Send rating").click()
    expect(card).to_contain_text("kept here; retrying")
    here.page.unroute(ANSWERS)
    with here.page.expect_response(ANSWERS) as again:
        here.page.reload()

    here.open()
    expect(card.get_by_role("status").filter(has_text="Good")).to_be_visible()
    assert again.value.status == 200
    assert {again.value.request.post_data_json["client_id"]} == set(sent)
    assert (served.survey()["answer"]["score"], served.survey()["changed_at"]) == (4, None)


def test_a_second_tab_that_comes_too_late_is_told_kindly(served: Served, visit: Callable[[], Visit]) -> None:
    here = visit()
    card = served.close(here)
    other = Visit(here.page.context.new_page(), here.page.url).open()
    there = card_in(other)
    expect(faces(there)).to_have_count(5)

    card.get_by_role("radio", name="Great").check(force=True)
    card.get_by_role("button", name="Send rating").click()
    expect(card).to_contain_text("Thank you for your rating!")
    refusal = {"code": "survey_answered", "status": 409}
    other.page.route(ANSWERS, lambda route: route.fulfill(status=409, body=json.dumps(refusal)))
    there.get_by_role("radio", name="Bad", exact=True).check(force=True)
    there.get_by_role("button", name="Send rating").click()

    expect(there).to_contain_text("You have rated this. Thank you!")
    expect(there).to_contain_text("Great")
    assert served.survey()["score"] == 5


def test_on_a_phone_without_scripts_the_link_takes_a_rating_in_english(
    served: Served, chromium: Any, desk_url: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    comment = f"<script>document.title = 'owned'</script> {some_text()}"

    link = desk_url + served.link()
    reader = chromium.new_page()
    reader.goto(link)
    wrong = faults_in_both_themes(reader)
    reader.close()
    page.goto(link)
    page.get_by_role("radio", name="Okay").check(force=True)
    page.get_by_role("checkbox", name="Slow to answer").check(force=True)
    page.get_by_role("radio", name="Never").check(force=True)
    page.get_by_label("Would you like to tell us more?").fill(comment)
    page.get_by_role("button", name="Send rating").click()
    expect(page.get_by_role("heading", name="Thank you for your rating!")).to_be_visible()
    expect(page.get_by_role("blockquote")).to_have_text(comment)
    second = context.new_page()
    second.goto(page.url)

    answer = served.survey()["answer"]
    expect(second.get_by_text("Your rating: Okay")).to_be_visible()
    expect(second.get_by_role("radio")).to_have_count(0)
    assert (answer["score"], answer["reasons"], answer["comment"]) == (3, ["slow"], comment)
    assert page.title() == "Rate our service"
    assert context.cookies() == []
    assert wrong == {}
    context.close()
