"""The admin page: due work that died, tried again or dropped by hand (requirements A4, G4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from chalicelib import directory
from tests.served import ServedDesk
from tests.web import sources
from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.desk_store import file_of, typed
from tests.window import eventually, hurry

pytestmark = [pytest.mark.browser, pytest.mark.served]

WATCHED, UNKNOWN = "在线状态核对", "其他版本的任务"  # what kinds of work are called
LONG_AGO = "2020-01-01T00:00:00.000000"


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


@pytest.fixture
def bury(served_desk: ServedDesk) -> Iterator[Callable[..., str]]:
    """Puts a piece that used up its tries into the store, which would take hours; what is left is taken away again.

    Nobody is there to be watched, so that it succeeds when it is tried again.
    """
    table, keys = "deskbell-local-work", []

    def put(kind: str = "people.watch_presence") -> str:
        work_id = f"wrk_{new_mark()}{new_mark()}"
        payload = {"agent_id": f"agt_{new_mark()}{new_mark()}", "watch_id": "none", "note": "王小明 13800138000"}
        key = {"shard": "dead", "due": f"{LONG_AGO}Z#{work_id}"}
        said = {"work_id": work_id, "kind": kind, "payload": json.dumps(payload), "due_at": f"{LONG_AGO}+0000"}
        item = {**key, **said, "tries": 6, "last_error": "TimeoutError: no answer from 'mei@example.com'"}
        with file_of(served_desk) as store:
            store.call("PutItem", {"TableName": table, "Item": typed(item)})
        keys.append(key)
        return work_id

    yield put
    with file_of(served_desk) as store:
        for key in keys:
            store.call("DeleteItem", {"TableName": table, "Key": typed(key)})


def piece(admin: AdminPage, work_id: str) -> int:
    """The status with which the desk answers when it is asked for this piece."""
    status, _ = admin.api.call("GET", f"/v1/admin/work/{work_id}", admin.api.admin)
    return int(status)


def open_piece(admin: AdminPage, kind: str) -> None:
    admin.row(kind).get_by_role("button", name="查看").click()
    expect(admin.drawer.get_by_role("button", name="重试", exact=True)).to_be_visible()


def answer_the_question(admin: AdminPage, button: str) -> None:
    """Press the button, and say yes to what it asks."""
    admin.drawer.get_by_role("button", name=button, exact=True).click()
    admin.drawer.last.get_by_role("button", name=button, exact=True).click()


def test_what_died_is_seen_first_and_tried_again(admin: AdminPage, bury: Callable[..., str]) -> None:
    work_id = bury()
    admin.sign_in(section="work")

    expect(admin.page.get_by_role("tab", name="失败")).to_have_attribute("aria-selected", "true")
    expect(admin.row(WATCHED)).not_to_contain_text("people.watch_presence")
    open_piece(admin, WATCHED)
    expect(admin.drawer.get_by_text("TimeoutError")).to_be_hidden()
    admin.drawer.get_by_text("技术信息").click()
    expect(admin.drawer.get_by_text("TimeoutError: no answer from …")).to_be_visible()
    expect(admin.drawer).to_contain_text('"note": "…"')
    assert faults_in_both_themes(admin.page, admin.drawer) == {}
    answer_the_question(admin, "重试")

    expect(admin.page.get_by_text(f"“{WATCHED}”正在重试")).to_be_visible()
    expect(admin.page.get_by_text("一切正常，没有失败的任务")).to_be_visible()
    assert eventually(admin.page, lambda: piece(admin, work_id) == 404)  # it was done


def test_a_drop_whose_receipt_is_lost_is_a_drop(admin: AdminPage, bury: Callable[..., str]) -> None:
    work_id, answers = bury("shop.sweep"), []

    def lose_the_receipt(route: Route) -> None:
        if answers:
            return route.fallback()
        answers.append(route.fetch().status)
        return route.abort("connectionreset")

    admin.sign_in(section="work")
    admin.page.route("**/drop", lose_the_receipt)
    hurry(admin.page)
    open_piece(admin, UNKNOWN)
    answer_the_question(admin, "丢弃")

    expect(admin.page.get_by_text(f"“{UNKNOWN}”已丢弃")).to_be_visible()
    expect(admin.row(UNKNOWN)).to_have_count(0)
    assert (answers, piece(admin, work_id)) == ([204], 404)


def test_whoever_comes_after_a_colleague_is_told_so(admin: AdminPage, bury: Callable[..., str]) -> None:
    work_id = bury()
    admin.sign_in(section="work")
    open_piece(admin, WATCHED)

    status, _ = admin.api.call("POST", f"/v1/admin/work/{work_id}/drop", admin.api.admin, {})
    answer_the_question(admin, "重试")

    expect(admin.page.get_by_text("同事已经处理")).to_be_visible()
    expect(admin.drawer).to_have_count(0)
    expect(admin.row(WATCHED)).to_have_count(0)
    assert status == 204


def test_more_than_a_page_is_read_on_and_the_other_list_is_a_tab_away(
    admin: AdminPage, bury: Callable[..., str]
) -> None:
    for _ in range(51):
        bury("shop.sweep")
    admin.sign_in(section="work")
    rows = admin.page.get_by_role("rowheader")

    expect(admin.page.get_by_role("tab", name="失败")).to_contain_text("50+")
    expect(rows).to_have_count(50)
    admin.press("加载更多")

    expect(rows).to_have_count(51)
    admin.page.get_by_role("tab", name="失败").press("ArrowRight")
    expect(admin.page.get_by_role("tab", name="待办")).to_be_focused()
    expect(admin.page.get_by_role("tabpanel", name="待办")).to_be_visible()
    expect(admin.row(UNKNOWN)).to_have_count(0)


def test_every_kind_of_work_has_a_name() -> None:
    named = set(sources.words("admin-jobs"))

    missing = {f"job.{kind}" for kind in directory.handlers()} - named

    assert missing == set()
