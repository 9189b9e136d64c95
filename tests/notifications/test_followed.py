"""A letter is followed from the request that brought it about to the provider's own id of it (C3, G4)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.notifications import service as notifications
from tests.in_process import Asking
from tests.letters import Letter, Post
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World, logged


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto, which letters may come from."""
    notifications.update_settings(world.desk, {"sender_email": "desk@shop.example", "sender_name": "Shop"})
    return open_shop(world)


def post(shop: Shop) -> Post:
    found: Any = shop.desk.senders["email"]
    assert isinstance(found, Post)
    return found


def lines_about(lines: list[dict[str, Any]], message: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["message"] == message]


def closed(shop: Shop) -> str:
    """A conversation of somebody with an address is closed over HTTP; the id of that request."""
    visitor, conversation_id = shop.talk()
    shop.reach(visitor, email="wang@example.com")
    desks.use(shop.desk)
    token = Asking().sign_in(shop.agent)
    answer = Asking().ask("POST", f"/v1/desk/conversations/{conversation_id}/close", token, {})
    assert answer.status == 200, answer
    return str(answer.headers["x-request-id"])


def test_a_letter_is_found_by_the_request_and_by_the_providers_id(shop: Shop) -> None:
    with logged() as lines:
        request_id = closed(shop)
        shop.catch_up(minutes=11)

    (sent,) = lines_about(lines, "notice_sent")
    (letter,) = shop.letters()
    done = [line["kind"] for line in lines_about(lines, "work_done") if line["request_id"] == request_id]
    assert (sent["request_id"], sent["provider_id"]) == (request_id, "post-1")
    assert (sent["notice_id"], sent["about"]) == (letter.notice_id, letter.about)
    assert {"surveys.on_conversation_ended", "surveys.send_link", "notices.deliver"} <= set(done)
    assert "wang@example.com" not in str(lines)


def test_a_letter_that_does_not_arrive_says_why_at_each_try(shop: Shop) -> None:
    def refuse(letter: Letter) -> None:
        raise ConnectionError("nobody there")

    post(shop).fail = refuse

    with logged() as lines:
        request_id = closed(shop)
        shop.catch_up(minutes=11)
        shop.catch_up(minutes=2)

    tries = lines_about(lines, "notice_not_sent")
    assert {line["request_id"] for line in tries} == {request_id}
    assert [line["code"] for line in tries] == ["unexpected"] * len(tries)
    assert len(tries) >= 2
    assert [piece.request_id for piece in work.waiting(shop.desk) if piece.kind == "notices.deliver"] == [request_id]
