"""The admin page, in a real browser on a real desk."""

from __future__ import annotations

import secrets
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.served import ADMIN

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
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="退出登录").click()
        expect(self.page.locator("#email")).to_be_visible()

    def open(self, section: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=section, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=section)).to_be_visible()

    def go(self, section: str) -> None:
        """Open a section by its address; what it shows is there when this returns."""
        self.page.goto(f"{self.address}#{section}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    @property
    def drawer(self) -> Locator:
        return self.page.get_by_role("dialog")

    def field(self, name: str) -> Locator:
        """A field of the open form, with its label, hint and what is wrong with it."""
        return self.page.locator(f'[data-field="{name}"]')

    def wrong(self, name: str) -> Locator:
        return self.field(name).locator(".field-wrong")

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f'[name="{name}"]').fill(value)

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def row(self, key: str) -> Locator:
        return self.page.locator(f'[data-key="{key}"]')

    def card(self, name: str) -> Locator:
        """What a list of cards shows under this heading."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", name=name))

    def new_plan(self, **fields: Any) -> str:
        """A fresh plan; its key."""
        plan = {"key": f"shop-{new_mark()}", "name": "茶铺", **fields}
        status, answer = self.api.call("POST", "/v1/admin/plans", self.api.admin, plan)
        assert status == 201, answer
        return str(answer["key"])

    def plan(self, key: str) -> Any:
        return self.api.call("GET", f"/v1/admin/plans/{key}", self.api.admin)[1]

    def edit_plan(self, key: str) -> None:
        """Open the editor, signed in and in the section of plans, on the list as it is by now."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        self.row(key).get_by_role("button", name="编辑").click()
        expect(self.drawer).to_be_visible()

    def save(self) -> None:
        """Save what is edited; it is stored when this returns."""
        self.press("保存")
        expect(self.drawer).to_have_count(0)

    def survey_fields(self, **values: str) -> None:
        """Fill in fields of a plan's survey."""
        self.fill(**{f"survey.{name}": value for name, value in values.items()})

    @property
    def acts(self) -> Locator:
        return self.page.locator(".act")

    def start_agent(self, mark: str) -> dict[str, str]:
        """Fill in the form of a new agent."""
        said = {
            "name": f"新人 {mark}",
            "number": mark,
            "email": f"new-{mark}@example.com",
            "password": f"given {mark}",
        }
        self.open("客服")
        self.press("新建客服")
        self.fill(**said)
        return said

    def found(self, collection: str, name: str) -> list[dict[str, Any]]:
        """What the desk has under this name."""
        status, answer = self.api.call("GET", f"/v1/admin/{collection}", self.api.admin)
        assert status == 200, answer
        return [each for each in answer["items"] if each["name"] == name]


def new_mark() -> str:
    return secrets.token_hex(4)
