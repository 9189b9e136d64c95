"""The local outbox: letters as people see them, shut in, and only for this machine."""

from __future__ import annotations

import re

import pytest

from chalicelib.core import work
from chalicelib.notifications.model.notice import STATES
from infra.local import outbox
from tests.notifications.shops import MEI, open_shop, tell
from tests.worlds import World

HOSTILE = "</iframe><script>alert(1)</script>\"' onload=alert(1) x='"


@pytest.fixture
def shop(world: World) -> World:
    return open_shop(world)


def test_the_outbox_shows_emails_and_sms_with_their_state_and_price(shop: World) -> None:
    tell(shop)
    work.run_due(shop.desk)

    status, headers, body = outbox.answer(shop.desk, "127.0.0.1:8000", "")

    page = body.decode()
    assert status == 200 and headers["Content-Type"].startswith("text/html")
    assert page.count("<iframe sandbox") == page.count('<div class="bubble">') == 1
    assert "【山岚茶铺】" in page and "1 条 SMS · ¥0.10" in page and "¥4.90" in page
    assert page.count('class="pill sent"') == 2


def test_the_newest_comes_first_and_the_page_comes_again_only_when_something_changed(shop: World) -> None:
    tell(shop, MEI, channels=("email",))
    _, headers, first = outbox.answer(shop.desk, "localhost:8000", "")
    unchanged, _, nothing = outbox.answer(shop.desk, "localhost:8000", headers["ETag"])

    tell(shop, channels=("email",), words={"number": "SECOND", "name": "李"})
    status, _, second = outbox.answer(shop.desk, "localhost:8000", headers["ETag"])

    assert (unchanged, nothing, status) == (304, b"", 200)
    assert b"SECOND" not in first
    assert second.index(b"SECOND") < second.index(b"A1B2C3")


def test_nothing_a_visitor_typed_gets_out_of_its_frame(shop: World) -> None:
    tell(shop, words=dict.fromkeys(["number", "name", "email", "mobile", "text", "page", "plan"], HOSTILE))
    work.run_due(shop.desk)

    _, headers, body = outbox.answer(shop.desk, "127.0.0.1:8000", "")

    page = body.decode()
    assert page.count("<script>") == 1 and page.count("</iframe>") == 1
    assert re.findall(r"<iframe ([^>]*?) srcdoc=", page)[0].startswith("sandbox ")
    assert "script-src 'sha256-" in headers["Content-Security-Policy"]


def test_every_state_of_a_letter_has_a_word() -> None:
    assert set(outbox.STATES) == set(STATES)


def test_what_was_told_together_with_others_is_shown(shop: World) -> None:
    for _ in range(2):
        tell(shop, channels=("email",), gather_after=1)
    work.run_due(shop.desk)

    status, _, body = outbox.answer(shop.desk, "127.0.0.1:8000", "")

    page = body.decode()
    assert status == 200
    assert (page.count('class="pill sent"'), page.count('class="pill gathered"')) == (1, 1)


@pytest.mark.parametrize("host", ["evil.example:8000", "127.0.0.1.evil.example:8000", "", "8000"])
def test_a_page_elsewhere_cannot_read_it_by_a_name_that_leads_here(shop: World, host: str) -> None:
    status, _, body = outbox.answer(shop.desk, host, "")

    assert status == 404
    assert b"<" not in body
