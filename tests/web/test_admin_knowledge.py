"""The admin page: phrases, categories, and the records of conversations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.colleagues import Colleague
from tests.web.console_page import Served

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def test_phrases_come_from_a_file_line_by_line_and_go_into_one_that_starts_no_formula(
    admin: AdminPage, tmp_path: Path
) -> None:
    mark = new_mark()
    file = tmp_path / "phrases.csv"
    file.write_text(f'标题,内容,快捷码\n早 {mark},"您好，{{name}}",z{mark}\n算 {mark},=1+1,\n错 {mark},{{order}},\n')
    admin.sign_in(section="phrases")

    admin.press("导入 CSV")
    admin.drawer.get_by_label("文件").set_input_files(file)
    expect(admin.drawer.get_by_role("table")).to_contain_text("不导入")
    assert faults_in_both_themes(admin.page, admin.drawer) == {}
    admin.press("导入 2 条")
    expect(admin.page.get_by_role("row", name=f"早 {mark}")).to_contain_text(f"/z{mark}")
    with admin.page.expect_download() as saved:
        admin.press("导出 CSV")
    admin.page.get_by_role("row", name=f"算 {mark}").get_by_role("button", name="删除").click()
    admin.page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(admin.page.get_by_role("row", name=f"算 {mark}")).to_have_count(0)

    text = Path(saved.value.path()).read_text()
    assert f'"算 {mark}","\'=1+1"' in text


def test_a_category_is_added_moved_and_archived(admin: AdminPage) -> None:
    mark = new_mark()
    admin.sign_in(section="categories")

    admin.press("新建分类")
    admin.fill({"中文名称": f"茶 {mark}", "英文名称": f"Tea {mark}"})
    admin.field("上级").select_option("enquiry")
    admin.press("创建分类")
    row = admin.page.get_by_role("row", name=f"茶 {mark}")
    row.get_by_role("button", name="编辑").click()
    admin.field("上级").select_option(label="无：顶级")
    admin.drawer.get_by_label("归档").check()
    admin.save()

    expect(row).to_contain_text("已归档")
    _, tree = admin.api.call("GET", "/v1/desk/categories", admin.api.admin)
    stored = next(each for each in tree["items"] if each["zh"] == f"茶 {mark}")
    assert (stored["parent_id"], stored["archived"], stored["version"]) == (None, True, 2)


def test_the_records_show_what_was_done_and_are_saved_as_a_file(admin: AdminPage) -> None:
    served = Served(Colleague(admin.api))
    path = f"/v1/desk/conversations/{served.conversation_id}"
    admin.api.call("PUT", f"{path}/category", admin.api.admin, {"category_id": "delivery"})
    admin.api.call("PUT", f"{path}/record", admin.api.admin, {"steps": "联系了快递", "result": "-已赔付"})
    admin.sign_in(section="records")

    row = admin.row("联系了快递").filter(has_text=served.colleague.name)
    expect(row).to_contain_text("咨询 / 物流配送")
    expect(row).to_contain_text("联系了快递")
    with admin.page.expect_download() as saved:
        admin.press("导出 CSV")

    line = next(each for each in Path(saved.value.path()).read_text().splitlines() if served.conversation_id in each)
    assert '"联系了快递","\'-已赔付"' in line
