"""A file of customers is imported, and exported again, by somebody at the administration (F10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_a_file_is_checked_imported_and_exported_again(
    chromium_page: Page, desk_url: str, api: Any, tmp_path: Path
) -> None:
    admin, mark = AdminPage(chromium_page, api, desk_url), new_mark()
    page, drawer = admin.page, admin.drawer
    rows = [f"{mark}-1,王小明,wang@example.com,{mark}", f"{mark}-2,坏行,wang@,", f"{mark}-3,李雷,,{mark}"]
    sheet = tmp_path / f"{mark}.csv"
    sheet.write_bytes("\r\n".join(["客户编号,称谓,邮箱,标签", *rows]).encode("gb18030"))
    admin.sign_in(section="exchange")
    page.get_by_role("button", name="导入文件").click()
    with page.expect_download() as filled_in:
        drawer.get_by_role("button", name="下载模板").click()
    assert "外部编号" in Path(filled_in.value.path()).read_text("utf-8-sig")
    drawer.get_by_label("文件", exact=False).set_input_files(sheet)
    drawer.get_by_role("button", name="上传").click()

    meant = drawer.get_by_role("combobox", name="“称谓”的含义")
    expect(meant).to_have_value("")
    expect(drawer).to_contain_text("GB18030")
    meant.select_option("姓名")
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="检查（不写入）").click()
    start = drawer.get_by_role("button", name="开始导入")
    expect(start).to_be_visible()
    told = drawer.get_by_role("row").filter(has_text="坏行")
    expect(told).to_contain_text("不是有效的邮箱地址")
    expect(told.get_by_role("rowheader")).to_have_text("3")
    assert faults_in_both_themes(page, drawer) == {}
    start.click()
    expect(drawer.get_by_role("status").filter(has_text="已完成")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("row").filter(has_text=mark)).to_contain_text("新增 2，更新 0，未导入 1")

    page.get_by_role("tab", name="导出").click()
    admin.field("标签").fill(mark)
    page.get_by_role("button", name="开始导出").click()
    newest = page.get_by_role("row").nth(1)
    expect(newest).to_contain_text("已完成")
    assert faults_in_both_themes(page) == {}
    with page.expect_download() as coming:
        newest.get_by_role("button", name="下载").click()
    lines = Path(coming.value.path()).read_text("utf-8-sig").splitlines()
    assert sorted(line.split(",")[0] for line in lines[1:]) == [f'"{mark}-1"', f'"{mark}-3"']
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
