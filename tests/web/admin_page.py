"""The admin page, in a real browser on a real desk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.served import ADMIN

BUSY = "[aria-busy=true]"  # no role, no name: a state that is told to screen readers

SECTIONS = [
    *("guide", "agents", "groups", "roles", "desk", "setup", "plans"),
    *("phrases", "categories", "records", "satisfaction"),
    *(
        "tickets",
        "complaints",
        "quality",
        "followups",
        "notices",
        "custom-fields",
        "blocked",
        "sms",
        "audit",
        "replay",
        "work",
        "recount",
    ),
]


class AdminPage:
    """Somebody at the admin page: what they see and do."""

    def __init__(self, page: Page, api: Any, desk_url: str) -> None:
        self.page = page
        self.api = api
        self.address = desk_url.rstrip("/") + "/admin"

    def sign_in(self, email: str = ADMIN[0], password: str = ADMIN[1], section: str = "agents") -> None:
        """The fixture's administrator is asked for first, because the desk's seats are made with them."""
        assert self.api.admin
        self.page.goto(f"{self.address}#{section}")
        self.submit_sign_in(email, password)

    def submit_sign_in(self, email: str, password: str) -> None:
        self.field("邮箱").fill(email)
        self.field("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="退出登录").click()
        expect(self.field("邮箱")).to_be_visible()

    def open(self, section: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=section, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=section)).to_be_visible()

    def go(self, section: str) -> None:
        """Open a section by its address; what it shows is there when this returns."""
        self.page.goto(f"{self.address}#{section}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.is_read()

    def is_read(self) -> None:
        """What was asked of the desk is shown."""
        expect(self.page.locator(BUSY)).to_have_count(0)

    @property
    def drawer(self) -> Locator:
        return self.page.get_by_role("dialog")

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """What is filled in below exactly these words; ``within`` a part of the page, if they stand elsewhere too."""
        return (within or self.page).get_by_label(label, exact=True)

    def fill(self, values: Mapping[str, str], within: Locator | None = None) -> None:
        """Labels → what is written below them."""
        for label, value in values.items():
            self.field(label, within).fill(value)

    def group(self, label: str) -> Locator:
        """Fields that stand together below these words, in the open form."""
        return self.drawer.get_by_role("group", name=label, exact=True)

    def part(self, label: str) -> Locator:
        """One of the parts of a long form."""
        return self.drawer.get_by_role("region", name=label, exact=True)

    def is_wrong(self, label: str, what: str, within: Locator | None = None) -> None:
        """Whoever comes to the field hears that it is wrong, and what is."""
        field = self.field(label, within)
        expect(field).to_have_accessible_description(re.compile(re.escape(what)))
        expect(field).to_have_attribute("aria-invalid", "true")

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def row(self, name: str) -> Locator:
        """The row of a table that has this in it."""
        return self.page.get_by_role("row", name=name)

    def card(self, name: str) -> Locator:
        """What a list of cards shows under this heading."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", name=name))

    def new_plan(self, **fields: Any) -> str:
        """A fresh plan; its key. One with hours has an agent of its own: nobody else's working time ends with it."""
        if "hours" in fields:
            fields["agent_ids"] = [self.api.new_agent()["agent_id"]]
        plan = {"key": f"shop-{new_mark()}", "name": "茶铺", **fields}
        status, answer = self.api.call("POST", "/v1/admin/plans", self.api.admin, plan)
        assert status == 201, answer
        return str(answer["key"])

    def plan(self, key: str) -> Any:
        return self.api.call("GET", f"/v1/admin/plans/{key}", self.api.admin)[1]

    def edit_plan(self, key: str) -> None:
        """Open the editor, signed in and in the section of plans, on the list as it is by now."""
        self.is_read()
        self.plan_card(key).get_by_role("button", name="编辑").click()
        expect(self.drawer).to_be_visible()

    def save(self) -> None:
        """Save what is edited; it is stored when this returns."""
        self.press("保存")
        expect(self.drawer).to_have_count(0)

    def plan_card(self, key: str) -> Locator:
        """What the list of plans shows of one: its line of HTML names it."""
        code = self.page.get_by_role("textbox", name=f"嵌入代码 {key}", exact=True)
        return self.page.get_by_role("listitem").filter(has=code)

    @property
    def acts(self) -> Locator:
        """What the audit log tells, an act a line."""
        return self.page.get_by_role("list", name="审计日志").get_by_role("listitem")

    def start_agent(self, mark: str) -> dict[str, str]:
        """Fill in the form of a new agent."""
        agent = {
            "name": f"新人 {mark}",
            "number": mark,
            "email": f"new-{mark}@example.com",
            "password": f"given {mark}",
        }
        self.open("客服")
        self.press("新建客服")
        self.fill(dict(zip(("姓名", "工号", "邮箱", "密码"), agent.values(), strict=True)))
        return agent

    def found(self, collection: str, name: str) -> list[dict[str, Any]]:
        """What the desk has under this name."""
        status, answer = self.api.call("GET", f"/v1/admin/{collection}", self.api.admin)
        assert status == 200, answer
        return [each for each in answer["items"] if each["name"] == name]


def new_mark() -> str:
    return secrets.token_hex(4)
