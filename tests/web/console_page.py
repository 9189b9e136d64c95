"""The console of one agent, in a real browser on a real desk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.window import eventually

from .colleagues import Colleague


class LeftMessage:
    """A message that a visitor left on a plan whose messages come to these agents only."""

    def __init__(self, api: Any, *agents: dict[str, Any], **values: Any) -> None:
        self.api = api
        plan = {
            "key": f"left-{secrets.token_hex(4)}",
            "name": "茶铺",
            "agent_ids": [each["agent_id"] for each in agents],
        }
        self._made("/v1/admin/plans", api.admin, plan)
        root = f"/v1/widget/{plan['key']}"
        visitor = self._made(f"{root}/visitors", None, {"locale": "zh-CN"})
        left = {"name": "王芳", "text": "什么时候发货？", "client_id": "once", **values}
        made = self._made(f"{root}/offline-messages", visitor["token"], left)
        self.message_id, self.number = str(made["message_id"]), str(made["number"])

    def _made(self, path: str, token: str | None, body: Any) -> Any:
        status, answer = self.api.call("POST", path, token, body)
        assert status == 201, answer
        return answer

    def now(self) -> Any:
        """The message as an administrator sees it."""
        return self.api.call("GET", f"/v1/desk/offline-messages/{self.message_id}", self.api.admin)[1]

    def do(self, what: str, token: str, body: Any = None) -> None:
        """claim, answer … with somebody's token."""
        path = f"/v1/desk/offline-messages/{self.message_id}/{what}"
        status, answer = self.api.call("POST", path, token, body or {})
        assert status < 300, answer


class Served:
    """A customer whom a colleague has served; the conversation is closed and they are asked how it went."""

    def __init__(self, colleague: Colleague, text: str = "茶叶还没有收到") -> None:
        self.colleague = colleague
        self.visitor = colleague.take_a_visitor_who_says(text)
        self.conversation_id = str(self.visitor.conversation_id)
        colleague.say(self.visitor, "马上为您查")
        colleague.move(self.visitor, "close")

    def rate(self, score: int, comment: str = "", **more: Any) -> None:
        """Answer the survey in the widget."""
        survey_id = next(entry["ref"] for entry in self.visitor.entries() if entry["kind"] == "survey")
        path = f"/v1/widget/{self.visitor.plan}/surveys/{survey_id}/answer"
        said = {"score": score, "comment": comment, "client_id": "once", **more}
        status, answer = self.colleague.api.call("POST", path, self.visitor.token, said)
        assert status == 200, answer

    def to_be_called(self, script: str = "") -> str:
        """The colleague plans to call them in an hour; the follow-up's id."""
        due_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        plan = {"kind": "care", "visitor_id": self.visitor.visitor_id, "due_at": due_at, "script": script}
        made = self.colleague.call("POST", "follow-ups", {**plan, "client_id": secrets.token_hex(8)})
        return str(made["followup_id"])


def read_on(wanted: Locator, more: Locator, rows: Locator) -> None:
    """Go through a list, page by page, until what is wanted is in it."""
    expect(wanted.or_(more).first).to_be_visible()
    while not wanted.count():
        before = rows.count()
        more.first.click()
        expect(rows).not_to_have_count(before)  # until then the button is that of the page before
        expect(wanted.or_(more).first).to_be_visible()


class Console:
    """One agent at the console: what they see and do."""

    def __init__(self, page: Page, api: Any, desk_url: str) -> None:
        self.page = page
        self.api = api
        self.address = desk_url.rstrip("/") + "/console"

    def open_sign_in(self) -> None:
        self.page.goto(self.address)

    @property
    def email(self) -> Locator:
        """Where somebody says who signs in."""
        return self.page.get_by_label("邮箱", exact=True)

    @property
    def password(self) -> Locator:
        return self.page.get_by_label("密码", exact=True)

    def submit(self, email: str, password: str) -> None:
        self.email.fill(email)
        self.password.fill(password)
        self.page.get_by_role("button", name="登录").click()

    def sign_in(self, agent: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns when the desk knows that the agent is online, so that it gives them what comes next."""
        known: dict[str, Any] = agent or self.api.new_agent(capacity=5)
        self.open_sign_in()
        with self.page.expect_response(lambda answer: "/heartbeat" in answer.url and answer.ok):
            self.submit(known["email"], known["password"])
        return known

    def talk_with_a_visitor_who_says(self, text: str) -> Any:
        """Signs in, and opens the conversation that a visitor starts."""
        self.sign_in()
        visitor = self.api.visitor()
        visitor.say(text)
        self.open_from("我的", visitor)
        return visitor

    def open_from(self, list_name: str, visitor: Any) -> None:
        self.page.get_by_role("tab", name=list_name).click()
        expect(self.row(visitor)).to_be_visible()  # looks now and then; to click looks sixty times a second until it is
        self.row(visitor).click()

    @property
    def rows(self) -> Locator:
        """The rows of the list that is open."""
        return self.page.get_by_role("tabpanel").get_by_role("listitem").get_by_role("button")

    def row_named(self, name: str) -> Locator:
        """The row that has this in its name."""
        return self.page.get_by_role("tabpanel").get_by_role("button", name=re.compile(re.escape(name)))

    def row(self, visitor: Any, name: str = "") -> Locator:
        """A visitor's row, by their name; whoever gave none is called by the end of their id."""
        return self.row_named(name or visitor.visitor_id[-4:])

    def bubble(self, text: str) -> Locator:
        """A message of exactly these words."""
        return self.messages.get_by_text(text, exact=True)

    @property
    def log(self) -> Locator:
        """The transcript that is open."""
        return self.page.get_by_role("log")

    @property
    def messages(self) -> Locator:
        """What the visitor and agents wrote to each other: each says when, beside whose it is."""
        return self.log.get_by_role("listitem").filter(has=self.page.get_by_role("time"))

    @property
    def own(self) -> Locator:
        """What the agent wrote."""
        return self.log.get_by_role("listitem").filter(has=self.page.get_by_text("我", exact=True))

    def note(self, text: str) -> Locator:
        """A note with these words, which visitors never see."""
        return self.log.get_by_role("listitem").filter(has_text="仅客服可见").filter(has_text=text)

    @property
    def card(self) -> Locator:
        """What is known of the visitor."""
        return self.page.get_by_role("complementary", name="访客")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_label("回复访客")

    @property
    def delivery(self) -> Locator:
        """What is said below a reply that is not stored yet."""
        return self.log.get_by_role("status")

    def reply(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def look_again(self) -> None:
        """The page asks at once for what it would have asked for some seconds later, as when a connection is back."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def let_go(self) -> None:
        """What can still be undone is done at once, as when the page is left."""
        self.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    def delivers(self, visitor: Any, *texts: str) -> bool:
        """Whether exactly these replies reach the visitor, each once and in order."""
        return self.sees(lambda: self.replies_to(visitor) == list(texts))

    @staticmethod
    def replies_to(visitor: Any) -> list[str]:
        messages = (entry for entry in visitor.entries() if entry["kind"] == "message")
        return [message["text"] for message in messages if message["author"]["kind"] == "agent"]

    def sees(self, condition: Callable[[], bool]) -> bool:
        """Looks again and again, so that a test is as quick as the desk."""
        return eventually(self.page, condition)

    def open_messages(self, list_name: str) -> None:
        """One of the lists of messages left while nobody was there."""
        self.page.get_by_role("tab", name="离线留言").click()
        self.page.get_by_role("tab", name=list_name, exact=True).click()

    def message_row(self, message: LeftMessage) -> Locator:
        """A message's row, by its number."""
        return self.row_named(message.number)

    def open_follow_ups(self, list_name: str) -> None:
        """One of the lists of follow-ups."""
        self.follow_ups_tab.click()
        self.page.get_by_role("tab", name=list_name, exact=True).click()

    @property
    def follow_ups_tab(self) -> Locator:
        """Where the work areas are chosen."""
        return self.page.get_by_role("tablist", name="工作区").get_by_role("tab", name="回访")

    def follow_up_row(self, followup_id: str) -> Locator:
        """A follow-up's row, by its visitor."""
        _, known = self.api.call("GET", f"/v1/desk/follow-ups/{followup_id}", self.api.admin)
        return self.row_named(known["visitor_name"] or known["visitor_id"][-4:])

    @property
    def answer(self) -> Locator:
        """Where the answer to a message is written."""
        return self.page.get_by_label("回复留言")

    @property
    def token(self) -> str:
        script = "JSON.parse(localStorage.getItem('deskbell.session') ?? '{}').token ?? ''"
        return str(self.page.evaluate(script))
