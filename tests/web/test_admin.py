"""The admin page: people, groups, roles, seats, plans, the audit log (requirements B4, B7, F7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.served import ServedDesk
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


@pytest.fixture
def seats(api: Any) -> Iterator[int]:
    """How many seats there are; put back after the test."""
    before = api.call("GET", "/v1/admin/desk", api.admin)[1]
    yield before["seats"]
    kept = {name: before[name] for name in ("name", "seats", "time_zone")}
    api.call("PUT", "/v1/admin/desk", api.admin, kept)


def role_with(api: Any, *permissions: str, scope: str = "own") -> dict[str, Any]:
    body = {"name": f"角色 {new_mark()}", "permissions": list(permissions), "scope": scope}
    status, role = api.call("POST", "/v1/admin/roles", api.admin, body)
    assert status == 201, role
    return dict(role)


# People


def test_a_new_agent_signs_in_and_must_choose_a_password_of_their_own(admin: AdminPage) -> None:
    admin.sign_in()
    agent = admin.start_agent(new_mark())

    admin.press("创建客服")
    expect(admin.page.get_by_role("row", name=agent["name"])).to_contain_text("临时密码")
    admin.sign_out()
    admin.submit_sign_in(agent["email"], agent["password"])
    own = "a password of my own"
    admin.fill({"当前密码": agent["password"], "新密码": own, "再次输入新密码": own})
    admin.press("修改并继续")

    expect(admin.page.get_by_text("您的账号没有任何管理权限")).to_be_visible()
    assert admin.api.sign_in(agent["email"], own)
    old = {"email": agent["email"], "password": agent["password"]}
    assert admin.api.call("POST", "/v1/desk/session", None, old)[0] == 401


def test_an_address_that_is_taken_is_said_at_its_field_and_nothing_typed_is_lost(admin: AdminPage) -> None:
    admin.sign_in()
    agent = admin.start_agent(new_mark())
    admin.fill({"邮箱": "admin@example.com"})

    admin.press("创建客服")

    admin.is_wrong("邮箱", "这个邮箱已经属于另一位客服")
    expect(admin.field("邮箱")).to_be_focused()
    expect(admin.field("姓名")).to_have_value(agent["name"])
    expect(admin.field("密码")).to_have_value(agent["password"])


def test_what_the_desk_refuses_is_said_at_the_field_in_the_readers_language(admin: AdminPage) -> None:
    admin.sign_in()
    admin.start_agent(new_mark())
    admin.fill({"接待上限": "101"})

    admin.press("创建客服")

    admin.is_wrong("接待上限", "请填写 1 至 100 的整数")
    expect(admin.field("接待上限")).to_have_value("101")


def test_an_agent_is_disabled_only_after_a_question_then_cannot_sign_in_and_that_can_be_taken_back(
    admin: AdminPage,
) -> None:
    agent = admin.api.new_agent()
    credentials = {"email": agent["email"], "password": agent["password"]}
    admin.sign_in()

    admin.row(agent["name"]).get_by_role("button", name="停用").click()
    admin.page.keyboard.press("Escape")
    still = admin.api.call("POST", "/v1/desk/session", None, credentials)[0]
    admin.row(agent["name"]).get_by_role("button", name="停用").click()
    admin.drawer.get_by_role("button", name="停用").click()

    expect(admin.row(agent["name"])).to_have_count(0)
    disabled = admin.api.call("POST", "/v1/desk/session", None, credentials)[0]
    admin.page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(admin.row(agent["name"])).to_be_visible()

    assert (still, disabled) == (201, 401)
    assert admin.api.call("POST", "/v1/desk/session", None, credentials)[0] == 201


def test_a_reset_password_that_is_not_temporary_lets_the_agent_in_at_once(admin: AdminPage) -> None:
    agent = admin.api.new_agent()
    admin.sign_in()

    admin.row(agent["name"]).get_by_role("button", name="重置密码").click()
    admin.press("随机生成")
    password = admin.field("密码").input_value()
    admin.page.get_by_label("临时密码").uncheck()
    admin.press("重置密码")
    expect(admin.drawer).to_have_count(0)

    answer = admin.api.call("POST", "/v1/desk/session", None, {"email": agent["email"], "password": password})[1]
    assert len(password) >= 12
    assert answer["agent"]["must_change_password"] is False


def test_editing_one_thing_of_an_agent_leaves_the_rest_alone(admin: AdminPage) -> None:
    agent = admin.api.new_agent(capacity=5)
    admin.sign_in()
    admin.row(agent["name"]).get_by_role("button", name="编辑").click()
    admin.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", admin.api.admin, {"name": "改名的同事"})

    admin.fill({"接待上限": "7"})
    admin.press("保存")
    expect(admin.row("改名的同事")).to_contain_text("/ 7")
    expect(admin.row("改名的同事").get_by_role("button", name="编辑")).to_be_focused()

    stored = admin.api.call("GET", f"/v1/admin/agents/{agent['agent_id']}", admin.api.admin)[1]
    assert (stored["name"], stored["capacity"]) == ("改名的同事", 7)


def test_who_is_locked_out_is_let_in_by_a_button_in_their_drawer(admin: AdminPage, served_desk: ServedDesk) -> None:
    agent = admin.api.new_agent()
    wrong, right = ({"email": agent["email"], "password": each} for each in ("a guess", agent["password"]))
    admin.sign_in()
    expect(admin.row(agent["name"])).to_be_visible()  # the last guess locks them out for 8 s only
    guesses = [admin.api.call("POST", "/v1/desk/session", None, wrong)[0] for _ in range(5)]
    for lasting in (1, 2, 4):
        served_desk.let_pass(lasting + 0.1)
        guesses += [admin.api.call("POST", "/v1/desk/session", None, wrong)[0]]

    admin.row(agent["name"]).get_by_role("button", name="编辑").click()
    expect(admin.drawer).to_contain_text("多次输错密码")
    locked = admin.api.call("POST", "/v1/desk/session", None, right)[0]
    admin.press("立即解除锁定")
    expect(admin.drawer).to_contain_text("已解除锁定")

    assert (guesses, locked) == ([401] * 8, 429)
    assert admin.api.call("POST", "/v1/desk/session", None, right)[0] == 201


# Groups


def test_a_group_without_a_leader_is_refused_at_the_field_and_made_once_it_has_one(admin: AdminPage) -> None:
    leader, name = admin.api.new_agent(), f"售后 {new_mark()}"
    admin.sign_in(section="groups")
    admin.press("新建客服组")
    admin.fill({"名称": name})

    admin.press("创建客服组")
    admin.is_wrong("组长", "请填写这一项")
    refused = admin.found("groups", name)
    expect(admin.field("名称")).to_have_value(name)
    admin.field("组长").select_option(leader["agent_id"])
    admin.press("创建客服组")
    expect(admin.drawer).to_have_count(0)

    assert refused == []
    assert [group["leader_id"] for group in admin.found("groups", name)] == [leader["agent_id"]]


def test_a_group_keeps_the_members_levels_and_sources_that_were_chosen(admin: AdminPage) -> None:
    leader, member, name = admin.api.new_agent(), admin.api.new_agent(), f"金牌 {new_mark()}"
    admin.sign_in(section="groups")
    admin.press("新建客服组")
    admin.fill({"名称": name, "接待的来源": "web\nhttps://shop.example/tea"})
    admin.field("组长").select_option(leader["agent_id"])

    admin.group("成员").get_by_role("searchbox").fill(member["number"])
    admin.group("成员").get_by_role("checkbox", name=member["name"]).check()
    admin.page.get_by_label("金卡").check()
    admin.press("创建客服组")
    expect(admin.drawer).to_have_count(0)

    (group,) = admin.found("groups", name)
    assert set(group["member_ids"]) == {leader["agent_id"], member["agent_id"]}
    assert (group["levels"], group["channels"]) == (["gold"], ["web", "https://shop.example/tea"])


# Roles


def test_a_role_of_the_desks_own_needs_a_permission_and_limits_its_holder(admin: AdminPage) -> None:
    name = f"组管理员 {new_mark()}"
    admin.sign_in(section="roles")
    built_in = admin.page.get_by_role("columnheader", name="管理员")
    expect(built_in).to_contain_text("内置")
    expect(built_in.get_by_role("button")).to_have_count(0)
    admin.press("新建角色")
    admin.fill({"名称": name})
    admin.press("创建角色")
    expect(admin.group("权限")).to_have_accessible_description("请填写这一项")
    assert admin.found("roles", name) == []
    admin.page.get_by_role("checkbox", name="管理客服组").check()
    admin.page.get_by_role("checkbox", name="查看同事与分组").check()
    admin.press("创建角色")
    expect(admin.drawer).to_have_count(0)
    (role,) = admin.found("roles", name)
    expect(admin.page.get_by_role("columnheader", name=name).get_by_role("button", name="编辑")).to_be_visible()
    holder = admin.api.new_agent(role=role["role_id"])

    admin.sign_out()
    admin.submit_sign_in(holder["email"], holder["password"])

    navigation = admin.page.get_by_role("navigation")
    expect(navigation.get_by_role("link")).to_have_text(["客服组"])
    admin.page.goto(f"{admin.address}#agents")
    expect(admin.page.get_by_text("这里需要“管理客服账号”权限，您的角色没有")).to_be_visible()
    token = admin.api.sign_in(holder["email"], holder["password"])
    assert admin.api.call("GET", "/v1/admin/agents", token)[0] == 403
    assert admin.api.call("GET", "/v1/admin/groups", token)[0] == 200


def test_a_right_taken_away_meanwhile_is_explained_and_leaves_the_navigation(admin: AdminPage) -> None:
    role = role_with(admin.api, "groups.manage", "desk.manage", "people.see", scope="all")
    holder = admin.api.new_agent(role=role["role_id"])
    admin.sign_in(holder["email"], holder["password"], section="groups")
    expect(admin.page.get_by_role("navigation").get_by_role("link", name="坐席与设置")).to_be_visible()
    fewer = {"permissions": ["groups.manage", "people.see"]}
    admin.api.call("PUT", f"/v1/admin/roles/{role['role_id']}", admin.api.admin, fewer)

    admin.page.get_by_role("link", name="坐席与设置").click()

    expect(admin.page.get_by_text("这里需要“管理坐席与设置”权限")).to_be_visible()
    expect(admin.page.get_by_role("navigation").get_by_role("link")).to_have_text(["客服组"])


# Seats and the desk


def test_seats_are_changed_and_a_number_that_cannot_be_is_said_at_the_field(admin: AdminPage, seats: int) -> None:
    admin.sign_in(section="desk")

    admin.fill({"坐席数": "0", "名称": "改过的名称"})
    admin.press("保存")
    admin.is_wrong("坐席数", "请填写 1 至 10000 的整数")
    expect(admin.field("名称")).to_have_value("改过的名称")
    admin.fill({"坐席数": str(seats + 5)})
    admin.press("保存")

    expect(admin.page.get_by_text("设置已保存")).to_be_visible()
    expect(admin.page.get_by_role("progressbar")).to_have_accessible_name(re.compile(rf"\b{seats + 5}\b"))
    stored = admin.api.call("GET", "/v1/admin/desk", admin.api.admin)[1]
    assert (stored["seats"], stored["name"]) == (seats + 5, "改过的名称")


# Plans


def test_a_new_plan_gives_the_line_that_puts_the_chat_on_a_website(admin: AdminPage, desk_url: str) -> None:
    key = f"shop-{new_mark()}"
    admin.sign_in(section="plans")
    admin.press("新建方案")
    admin.fill({"方案标识": key, "名称": "茶具店", "允许的网站": "https://www.example.com", "应答时限": "120"})
    admin.page.get_by_label("均衡分配").check()
    admin.page.get_by_label("优先找上次的客服").check()

    admin.press("创建方案")

    code = admin.field(f"嵌入代码 {key}")
    expect(code).to_have_value(f'<script async src="{desk_url}/widget.js" data-plan="{key}"></script>')
    plan = admin.api.call("GET", f"/v1/admin/plans/{key}", admin.api.admin)[1]
    assert (plan["allocation"], plan["prefer_last_agent"], plan["accept_seconds"]) == ("balanced", True, 120)
    assert plan["allowed_origins"] == ["https://www.example.com"]


def test_a_plan_that_a_colleague_changed_meanwhile_is_not_overwritten(admin: AdminPage) -> None:
    key = f"shop-{new_mark()}"
    admin.api.call("POST", "/v1/admin/plans", admin.api.admin, {"key": key, "name": "旧名"})
    admin.sign_in(section="plans")
    admin.plan_card(key).get_by_role("button", name="编辑").click()
    admin.api.call("PUT", f"/v1/admin/plans/{key}", admin.api.admin, {"name": "同事的名字"})

    admin.fill({"名称": "我的名字"})
    admin.press("保存")

    expect(admin.page.get_by_role("alert")).to_contain_text("有人同时修改了它")
    expect(admin.field("名称")).to_have_value("我的名字")
    assert admin.api.call("GET", f"/v1/admin/plans/{key}", admin.api.admin)[1]["name"] == "同事的名字"
