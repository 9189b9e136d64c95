"""A visitor's page and the agent at the other end, as the tests of the widget need them."""

import re
import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from playwright.sync_api import FrameLocator, Locator, Page, expect

WIDGET = "deskbell-widget"  # the element itself: what is its own, among all that stands on a shop's page
ICON = re.compile("^(Chat with us|Leave us a message|Close chat window|在线客服|客服留言|收起聊天窗口)")
WRITE = re.compile("^(Write a message|Start a new conversation|请输入消息|输入消息，开始新的会话)")
ARRIVED, UNSENT = re.compile(r"^[^:]*$"), re.compile(r": .")  # what a message is called: whose it is, and why it waits
NUMBER = re.compile(r"\b[2-9A-Z]{8}\b")
IS_OPEN = """() => {
  try { return Object.keys(sessionStorage).some((name) => name.endsWith(':open')); } catch { return false; }
}"""


def some_text(words: str = "Is the Longjing in stock?") -> str:
    """Unique, so that the tests of one session can tell their conversations apart."""
    return f"{words} {uuid.uuid4().hex[:8]}"


class Visit:
    """What a visitor sees and does on one page."""

    def __init__(self, page: Page, address: str):
        self.page = page
        page.goto(address)
        self.widget = page.locator(WIDGET)
        self.icon = icon_on(page)
        self.panel = self.widget.get_by_role("dialog", name=re.compile("^(Chat|在线咨询)$"))
        self.field = self.panel.get_by_role("textbox", name=WRITE)
        self.log = self.panel.get_by_role("log")
        self.title = self.panel.get_by_role("heading").first
        expect(self.icon).to_be_visible()

    def open(self) -> "Visit":
        """Open the panel, or wait until it is open again in the tab where it was."""
        if not self.page.evaluate(IS_OPEN):
            self.icon.click()
        expect(self.panel).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def bubble(self, text: str) -> Locator:
        """A message that has arrived, here or at the desk."""
        return self.log.get_by_role("article", name=ARRIVED).filter(has_text=text)

    def unsent(self, text: str) -> Locator:
        """One that has not, and says why."""
        return self.log.get_by_role("article", name=UNSENT).filter(has_text=text)

    @property
    def own(self) -> Locator:
        """What the visitor wrote, wherever it is by now."""
        return self.log.get_by_role("article", name=re.compile("^You"))

    def sees(self, text: str) -> None:
        expect(self.bubble(text)).to_have_count(1)

    def told(self, text: str) -> Locator:
        """What the panel says beside the messages."""
        return self.panel.get_by_role("status").filter(has_text=text)

    def round_trip(self) -> None:
        """Ask the desk for something: whatever the page was about to ask, it has asked by then."""
        self.page.evaluate("() => fetch(location).then((answer) => answer.text()).then(() => null)")


def icon_on(page: Page | FrameLocator) -> Locator:
    """What opens the panel, or shuts it: in the panel there is such a button, too, before it."""
    return page.locator(WIDGET).get_by_role("button", name=ICON).last


class Agent:
    """A signed-in agent who answers over the API, so that these tests need no second screen."""

    def __init__(self, api: Any):
        self.api = api
        self.answered: list[str] = []

    def call(self, method: str, path: str, body: Any = None) -> Any:
        return self.api.call(method, f"/v1/desk/{path}", token=self.api.agent_token(), body=body)

    def be_there(self) -> None:
        status, answer = self.call("PUT", "presence", {"status": "online"})
        assert status == 200, answer

    def entries(self, conversation: str) -> list[dict[str, Any]]:
        _, answer = self.call("GET", f"conversations/{conversation}/entries?after=0&limit=100")
        return list(answer["entries"])

    def texts(self, conversation: str) -> list[str]:
        return [one["text"] for one in self.entries(conversation) if one["kind"] == "message"]

    def find(self, text: str) -> str:
        """The conversation in which the visitor wrote this."""
        _, inbox = self.call("GET", "inbox")
        for item in inbox["items"]:
            if text in self.texts(item["conversation_id"]):
                self.answered.append(item["conversation_id"])
                return str(item["conversation_id"])
        raise AssertionError(f"no conversation has {text!r}")

    def answer(self, conversation: str, text: str) -> None:
        message = {"text": text, "client_id": str(uuid.uuid4())}
        status, answer = self.call("POST", f"conversations/{conversation}/messages", message)
        if status == 403:
            self.call("POST", f"conversations/{conversation}/take")
            status, answer = self.call("POST", f"conversations/{conversation}/messages", message)
        assert status == 201, answer

    def close(self, conversation: str) -> None:
        self.call("POST", f"conversations/{conversation}/close")

    def go_home(self) -> None:
        for conversation in self.answered:
            self.close(conversation)


def working_agent(api: Any) -> Iterator[Agent]:
    """Somebody who is there during a test, and leaves no open conversation behind."""
    agent = Agent(api)
    agent.be_there()
    yield agent
    agent.go_home()


def own_plan(api: Any, **fields: Any) -> str:
    """A plan of one test's own; its key."""
    key = f"shop-{uuid.uuid4().hex[:10]}"
    status, answer = api.call("POST", "/v1/admin/plans", api.admin, {"key": key, "name": "A tea shop", **fields})
    assert status == 201, answer
    return key


class LeftMessages:
    """The form that leaves a message, in English, in the panel or on a page of its own, and what the desk has of it."""

    LABELS: ClassVar = {"text": "Your question", "name": "Your name", "mobile": "Mobile", "email": "E-mail"}

    def __init__(self, page: Page, root: Locator | None = None):
        self.root = root or page.locator(WIDGET).get_by_role("dialog", name="Chat")

    def field(self, name: str) -> Locator:
        return self.root.get_by_label(self.LABELS[name], exact=True)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.field(name).fill(value)

    def send(self) -> None:
        self.root.get_by_role("button", name="Send message").click()

    def is_wrong(self, name: str, what: str) -> None:
        """Whoever comes to the field hears that it is wrong, and what is."""
        expect(self.field(name)).to_have_accessible_description(what)
        expect(self.field(name)).to_have_attribute("aria-invalid", "true")

    def number(self) -> str:
        """The number the thanks name, once they stand there."""
        thanks = self.root.get_by_role("status").filter(has_text=NUMBER)
        expect(thanks).to_be_visible()
        found = NUMBER.search(thanks.inner_text())
        assert found
        return found[0]

    def all_stored(self, api: Any, text: str) -> list[dict[str, Any]]:
        _, page = api.call("GET", "/v1/desk/offline-messages?view=all", api.admin)
        return [each for each in page["items"] if each["text"] == text]

    def stored(self, api: Any, text: str) -> dict[str, Any]:
        [message] = self.all_stored(api, text)
        return message

    def answer(self, api: Any, question: str, text: str) -> dict[str, Any]:
        """Somebody answers; who."""
        path = f"/v1/desk/offline-messages/{self.stored(api, question)['message_id']}/answer"
        body = {"text": text, "by": ["widget"], "client_id": str(uuid.uuid4())}
        status, answered = api.call("POST", path, api.admin, body)
        assert status in (200, 201), answered
        return dict(answered["agent"])
