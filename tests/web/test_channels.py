"""Channels in the browser: one is made, a customer writes by it, is answered; what cannot be sent is said (A9)."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


def signed(secret: str, body: bytes) -> str:
    at = int(time.time())
    return f"t={at},v1={hmac.new(secret.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def test_a_channel_is_made_given_another_key_and_switched_off(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"渠道 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="channels")
    page.get_by_role("button", name="新建渠道").click()
    drawer.get_by_label("类型").select_option("social")
    admin.fill({"名称": name})
    expect(drawer.get_by_label("可发送时限（小时）")).to_have_value("48")
    drawer.get_by_label("接口").select_option("企业微信的微信客服")
    admin.fill({"企业 ID（corpid）": "ww1", "AppSecret": "s1"})
    expect(drawer.get_by_label("消息加密（安全模式）")).to_be_checked()
    assert faults_in_both_themes(page, drawer) == {}
    admin.press("保存")

    card = admin.card(name)
    expect(card).to_contain_text("/channels/chn_")
    expect(page.get_by_label(f"“{name}”的令牌（Token）")).not_to_have_value("")
    expect(page.get_by_label(f"“{name}”的 EncodingAESKey")).not_to_have_value("")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 800})

    card.get_by_role("button", name=f"更换密钥 {name}").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="更换密钥").last.click()
    expect(card.get_by_role("button", name="停用密钥").first).to_be_visible()
    card.get_by_role("button", name=f"未送出 {name}").click()
    expect(page.get_by_text("一个月内没有未送出的内容")).to_be_visible()
    page.keyboard.press("Escape")
    card.get_by_role("button", name=f"停用 {name}").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="停用").last.click()
    expect(card).to_contain_text("已停用")


def test_a_customer_who_writes_elsewhere_is_answered_within_what_their_channel_takes(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console, mark = Console(chromium_page, api, desk_url), new_mark()
    page, agent = console.page, console.sign_in()
    plan = {"key": f"chn-{mark}".lower(), "name": "茶铺小程序", "agent_ids": [agent["agent_id"]]}
    assert api.call("POST", "/v1/admin/plans", api.admin, plan)[0] == 201
    limits = {"characters": 12, "files": 0, "megabytes": 0, "window_hours": 48}
    made = {"kind": "mini_program", "name": "小程序", "plan_key": plan["key"], "limits": limits}
    status, channel = api.call(
        "POST", "/v1/admin/channels", api.admin, made | {"address": "https://nowhere.invalid/hook"}
    )
    assert status == 201, channel
    said = {"message_id": "m-1", "sender": {"id": "u-1", "name": f"王 {mark}"}, "text": "茶叶到哪里了？"}
    body = json.dumps(said).encode()
    path = f"{desk_url.rstrip('/')}/v1/channels/{channel['channel_id']}/messages"
    headers = {"Content-Type": "application/json", "X-Deskbell-Signature": signed(channel["secret"], body)}
    with urllib.request.urlopen(urllib.request.Request(path, body, headers)) as answer:
        assert answer.status == 201

    console.look_again()
    row = console.row_named(f"王 {mark}")
    expect(row).to_contain_text("小程序")
    row.click()
    line = page.get_by_role("region", name="会话").get_by_text("通过小程序（小程序）送达")
    expect(line).to_contain_text("每条最多 12 字")
    expect(line).to_contain_text("文件以链接送达")
    console.composer.fill("这句话实在是太长了送不过去")
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    assert faults_in_both_themes(page) == {}
    console.composer.fill("今天送到")
    console.composer.press("Enter")
    expect(page.get_by_text("无法连接渠道")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    status, now = api.call("GET", f"/v1/admin/channels/{channel['channel_id']}", api.admin)
    assert status == 200
    off = {"active": False, "version": now["version"]}
    assert api.call("PUT", f"/v1/admin/channels/{channel['channel_id']}", api.admin, off)[0] == 200
    console.look_again()
    expect(page.get_by_text("该渠道已停用，无法发送")).to_be_visible()
    console.composer.fill("还在吗")
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_disabled()
