"""Training, as an administrator, an agent and their leader have it (F11)."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def test_a_course_is_written_required_learnt_judged_and_earns_a_certificate(
    console: Console, api: Any, desk_url: str
) -> None:
    page, mark = console.page, secrets.token_hex(3)
    title, group = f"服务礼仪 {mark}", f"新人组 {mark}"
    agent, leader = api.new_agent(), api.new_agent(role="group_leader")
    members = {"member_ids": [agent["agent_id"]], "leader_id": leader["agent_id"]}
    assert api.call("POST", "/v1/admin/groups", api.admin, {"name": group, **members})[0] == 201

    admin = AdminPage(page, api, desk_url)
    admin.sign_in(section="training")
    page.get_by_role("button", name="新建课程").click()
    editor = page.get_by_role("dialog", name="新建课程")
    editor.get_by_label("课程名称").fill(title)
    editor.get_by_role("button", name="添加一节").click()
    lesson = editor.get_by_role("group", name="第 1 节")
    lesson.get_by_label("标题").fill("问候")
    lesson.get_by_label("正文").fill("**您好**，很高兴为您服务。")
    editor.get_by_label("有考核").check()
    editor.get_by_role("button", name="添加题目").click()
    question = editor.get_by_role("group", name="第 1 题")
    question.get_by_label("题目", exact=True).fill("多少秒内首次响应？")
    for number, words in enumerate(("10 秒", "60 秒"), start=1):
        question.get_by_role("group", name=f"第 {number} 项").get_by_label("选项文字").fill(words)
    question.get_by_role("group", name="第 1 项").get_by_label("正确").check()
    editor.get_by_role("button", name="添加题目").click()
    words = editor.get_by_role("group", name="第 2 题")
    words.get_by_label("题目", exact=True).fill("顾客很生气，第一句话？")
    words.get_by_label("题型").select_option(label="问答（由组长评分）")
    assert faults_in_both_themes(page) == {}
    editor.get_by_role("button", name="发布", exact=True).click()
    page.get_by_role("dialog", name="发布").get_by_role("button", name="发布").click()
    expect(page.get_by_text("第 1 版已发布")).to_be_visible()
    expect(page.get_by_role("table", name="课程")).to_contain_text(title)

    page.get_by_role("tab", name="上岗要求").click()
    page.get_by_role("button", name=f"编辑 {group}").click()
    drawer = page.get_by_role("dialog", name=f"{group} 的上岗要求")
    drawer.get_by_label(title).check()
    drawer.get_by_role("button", name="试算影响").click()
    expect(drawer.get_by_text("这样一来没有人可以接待")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    drawer.get_by_role("button", name="保存").click()
    page.get_by_role("dialog", name="该组将没有人可以接待").get_by_role("button", name="仍然要求").click()
    expect(page.get_by_role("row", name=group)).to_contain_text(title)

    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console.sign_in(agent)
    page.evaluate("location.hash = 'training'")
    needed = page.get_by_role("region", name="还需要完成")
    expect(needed).to_contain_text("缺少，暂不分配会话")
    assert faults_in_both_themes(page) == {}
    needed.get_by_role("button", name=title).press("Enter")
    expect(page.get_by_role("article", name="问候")).to_contain_text("很高兴为您服务")
    page.get_by_role("button", name="看完了，下一节").press("Enter")
    page.get_by_role("button", name="开始考核").click()
    page.get_by_role("group", name="多少秒内首次响应？").get_by_label("10 秒").check()
    page.get_by_role("group", name="顾客很生气，第一句话？").get_by_label("您的答案").fill("非常抱歉")
    expect(page.get_by_text("答案已保存")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.reload()
    expect(page.get_by_label("10 秒")).to_be_checked()
    expect(page.get_by_label("您的答案")).to_have_value("非常抱歉")
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("dialog", name="交卷").get_by_role("button", name="交卷").click()
    expect(page.get_by_text("待评分")).to_be_visible()

    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console.sign_in(leader)
    page.evaluate("location.hash = 'training/lead'")
    page.get_by_label("客服组").select_option(label=group)
    expect(page.get_by_role("region", name="组员")).to_contain_text(f"缺少：{title}")
    assert faults_in_both_themes(page) == {}
    page.get_by_role("region", name="待评分").get_by_role("button", name=title).click()
    page.get_by_label("得分百分数").fill("90")
    page.get_by_role("button", name="提交评分").click()
    expect(page.get_by_role("status").filter(has_text="95 分")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name="查看证书").click()
    expect(page.get_by_role("article", name="培训证书")).to_contain_text(title)
    assert faults_in_both_themes(page) == {}
