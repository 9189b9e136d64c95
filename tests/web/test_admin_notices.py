"""The admin page: the ledger of notices, SMS credit and senders (requirements A4, C3, C4)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.served import ServedDesk
from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import LeftMessage
from tests.web.desk_store import file_of, typed
from tests.window import eventually, hurry

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


@pytest.fixture
def sign(api: Any) -> Iterator[Any]:
    """Sets the SMS signature; what it was is put back after the test."""
    path = "/v1/admin/notice-settings"
    before = api.call("GET", path, api.admin)[1]

    def change(signature: str) -> None:
        status, answer = api.call("PUT", path, api.admin, {"sms_signature": signature})
        assert status == 200, answer

    yield change
    change(before.get("sms_signature", ""))


def notice_to(admin: AdminPage, mobile: str, state: str) -> str:
    """The id of the notice to this number, as soon as it is in this state."""
    found: list[str] = []

    def there() -> bool:
        items = admin.api.call("GET", f"/v1/admin/notices?state={state}", admin.api.admin)[1]["items"]
        found.extend(str(each["notice_id"]) for each in items if each["to"] == mobile)
        return bool(found)

    assert eventually(admin.page, there), f"no notice to {mobile} is {state}"
    return found[0]


def balance(admin: AdminPage) -> int:
    return int(admin.api.call("GET", "/v1/admin/sms/account", admin.api.admin)[1]["balance_fen"])


def statement(admin: AdminPage) -> list[dict[str, Any]]:
    return list(admin.api.call("GET", "/v1/admin/sms/statement", admin.api.admin)[1]["items"])


def test_a_failed_notice_is_found_with_its_reason_and_sent_again(admin: AdminPage, sign: Any) -> None:
    agent, mobile = admin.api.new_agent(), f"+86138{secrets.randbelow(10**8):08}"
    message = LeftMessage(admin.api, agent, mobile=mobile)
    sign("")
    token = admin.api.sign_in(agent["email"], agent["password"])
    message.do("answer", token, {"text": "明天发货。", "by": ["sms"], "client_id": "once"})
    notice_id = notice_to(admin, mobile, "failed")
    admin.sign_in(section="notices")

    admin.page.get_by_label("按状态筛选").select_option("failed")
    expect(admin.row(mobile)).to_contain_text("没有设置短信签名")
    admin.row(mobile).get_by_role("button", name="查看").click()
    expect(admin.drawer.get_by_label("纯文本内容")).to_contain_text("明天发货。")
    assert faults_in_both_themes(admin.page, admin.drawer) == {}
    sign("山岚茶铺")
    admin.drawer.get_by_role("button", name="重发").click()
    admin.page.get_by_role("dialog", name="重发这条通知？").get_by_role("button", name="重发").click()

    expect(admin.drawer.get_by_role("definition").first).to_contain_text("已发出")
    expect(admin.drawer.get_by_role("table", name="每次尝试").get_by_role("rowheader")).to_have_count(2)
    assert notice_to(admin, mobile, "sent") == notice_id


def test_a_mail_is_shown_in_a_frame_that_may_do_nothing(admin: AdminPage) -> None:
    agent = admin.api.new_agent()
    message = LeftMessage(admin.api, agent, email="wang@example.com")
    token = admin.api.sign_in(agent["email"], agent["password"])
    text = "<img src=x onerror=\"top.document.title='taken'\">明天发货。"
    message.do("answer", token, {"text": text, "by": ["email"], "client_id": "once"})
    admin.sign_in(section="notices")

    admin.page.get_by_role("button", name="查看 wang@example.com").first.click()
    admin.drawer.get_by_text("邮件外观").click()

    frame = admin.drawer.get_by_title("邮件外观")
    expect(frame).to_have_attribute("sandbox", "")
    expect(frame.content_frame.get_by_text("明天发货。")).to_be_visible()
    assert "taken" not in admin.page.title()


def test_a_top_up_whose_receipt_is_lost_changes_the_balance_once(admin: AdminPage) -> None:
    before, note, keys = balance(admin), f"付款单 {new_mark()}", []
    admin.sign_in(section="sms")
    admin.fill({"金额": "12.5", "备注": note})

    def lose_four_receipts(route: Route) -> None:
        keys.append(json.loads(route.request.post_data or "{}")["client_id"])
        if len(keys) > 4:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    admin.page.route("**/v1/admin/sms/top-ups", lose_four_receipts)
    hurry(admin.page)
    admin.press("充值")
    expect(admin.page.get_by_role("alert")).to_contain_text("再按一次不会重复")
    admin.press("充值")
    expect(admin.page.get_by_text("充值成功")).to_be_visible()

    assert len(set(keys)) == 1
    assert balance(admin) == before + 1250
    assert [line["amount_fen"] for line in statement(admin) if line["note"] == note] == [1250]
    expect(admin.page.get_by_role("row").filter(has_text=note)).to_contain_text("+¥12.50")


def test_an_amount_that_is_none_is_said_at_its_field(admin: AdminPage) -> None:
    before = balance(admin)
    admin.sign_in(section="sms")

    admin.fill({"金额": "很多"})
    admin.press("充值")

    admin.is_wrong("金额", "请填写金额")
    assert balance(admin) == before


def test_a_signature_that_cannot_be_is_said_at_its_field(admin: AdminPage, sign: Any) -> None:
    sign("山岚茶铺")
    admin.sign_in(section="sms")

    admin.fill({"短信签名": "茶"})
    admin.press("保存")
    admin.is_wrong("短信签名", "2 至 8 个汉字")
    admin.fill({"短信签名": "好茶铺"})
    admin.press("保存")

    expect(admin.page.get_by_text("设置已保存")).to_be_visible()
    settings = admin.api.call("GET", "/v1/admin/notice-settings", admin.api.admin)[1]
    assert settings["sms_signature"] == "好茶铺"


def test_a_text_is_measured_and_priced_before_it_is_sent(admin: AdminPage, sign: Any) -> None:
    sign("山岚茶铺")
    admin.sign_in(section="sms")

    admin.page.get_by_label("短信内容").fill("茶" * 70)

    measures = admin.page.get_by_role("definition")
    expect(measures).to_contain_text(["76", "UCS-2", "2", "¥"])
    expect(admin.page.get_by_text("【山岚茶铺】茶茶")).to_be_visible()


def test_letters_go_again_to_an_address_that_is_lifted(admin: AdminPage, served_desk: ServedDesk) -> None:
    address, since = f"gone-{new_mark()}@example.com", "2026-11-28T09:00:00.000000+00:00"
    known = {"address": address, "undeliverable": "bounces", "since": since, "detail": "550 unknown", "version": 1}
    row = {"shelf": f"address#{address}", "key": "address", "said": json.dumps(known), "version": 1}
    item = typed({**row, "state": "undeliverable", "order": since})
    with file_of(served_desk) as store:
        store.call("PutItem", {"TableName": "deskbell-local-notices", "Item": item})
    admin.sign_in(section="notices")

    expect(admin.row(address)).to_contain_text("550 unknown")
    admin.press(f"解除 {address}")
    admin.page.get_by_role("dialog").get_by_role("button", name="解除").click()

    expect(admin.row(address)).to_have_count(0)
    listed = admin.api.call("GET", "/v1/admin/undeliverable-addresses", admin.api.admin)[1]["items"]
    assert address not in [each["address"] for each in listed]


def test_a_supervisor_sees_the_notices_but_not_the_money(admin: AdminPage) -> None:
    supervisor = admin.api.new_agent(role="supervisor")

    admin.sign_in(supervisor["email"], supervisor["password"])

    links = admin.page.get_by_role("navigation").get_by_role("link")
    expect(links.filter(has_text="通知记录")).to_have_count(1)
    expect(links.filter(has_text="短信")).to_have_count(0)
    admin.page.goto(f"{admin.address}#sms")
    expect(admin.page.get_by_text("这里需要“管理通知与短信余额”权限")).to_be_visible()
