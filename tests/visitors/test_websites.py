"""A visitor's token holds on the website it was issued to, on every route of the widget (A1, law 8)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.everything import ROUTES
from chalicelib.plans import service as plans
from tests.in_process import Answered, Asking
from tests.worlds import World, counted

OURS, ALSO, EVIL = "https://a.example", "https://b.example", "https://evil.example"


class Page(Asking):
    """Pages of websites, asking the plan ``demo``."""

    def from_(self, origin: str | None, method: str, path: str, token: str | None = None, body: Any = None) -> Answered:
        return self.ask(method, f"/v1/widget/demo/{path}", token, body, headers={"Origin": origin} if origin else None)

    def token(self, origin: str | None, known: str | None = None) -> str:
        answer = self.from_(origin, "POST", "visitors", known, {})
        assert answer.status in (200, 201), answer
        return str(answer.said["token"])


@pytest.fixture
def page(world: World) -> Page:
    world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"allowed_origins": [OURS, ALSO]}, None)
    return Page()


@pytest.mark.parametrize("issued_to", [OURS, None])
def test_every_route_of_the_widget_refuses_a_page_of_another_website(page: Page, issued_to: str | None) -> None:
    token = page.token(issued_to)
    bodies = {
        "start_conversation": {"text": "Hello", "client_id": "a"},
        "post_message": {"text": "Hello", "client_id": "b"},
        "leave_message": {"name": "Li", "text": "Hello", "email": "li@mail.example", "client_id": "c"},
        "look_up_ticket": {"number": "T-261128-0001", "contact": "li@mail.example"},
    }
    routes = [each for room in ROUTES for each in room.declared if each.path.startswith("/v1/widget/")]

    answers = []
    for route in routes:
        path = (
            route.path.removeprefix("/v1/widget/{plan_key}/")
            .replace("{conversation_id}", "c")
            .replace("{survey_id}", "s")
        )
        answers.append(page.from_(EVIL, route.method, path, token, bodies.get(route.operation, {})))

    assert len(answers) >= 8
    assert {(each.status, each.said["code"]) for each in answers} == {(403, "origin_not_allowed")}, answers


def test_its_own_website_and_whoever_is_no_browser_are_served_and_refusing_asks_nothing(page: Page) -> None:
    token = page.token(OURS)
    begun = page.from_(OURS, "POST", "conversations", token, {"text": "Hello", "client_id": "a"})
    path = f"conversations/{begun.said['conversation_id']}"

    served = [page.from_(origin, "GET", f"{path}/entries", token) for origin in (OURS, "HTTPS://A.example", None)]
    with counted() as requests:
        refused = page.from_(EVIL, "POST", f"{path}/messages", token, {"text": "Hello", "client_id": "b"})

    assert [each.status for each in served] == [200, 200, 200]
    assert (refused.status, len(requests)) == (403, 0)


def test_a_known_visitor_who_comes_by_another_listed_website_gets_a_token_for_that_one(page: Page) -> None:
    there = page.token(ALSO, page.token(OURS))

    answers = [page.from_(origin, "GET", "offline-messages", there) for origin in (ALSO, OURS)]

    assert [each.status for each in answers] == [200, 403]


def test_a_plan_that_lists_no_website_binds_nobody(page: Page, world: World) -> None:
    plans.update_plan(world.desk, "demo", {"allowed_origins": []}, None)
    token = page.token(OURS)

    assert page.from_(EVIL, "GET", "offline-messages", token).status == 200
