"""Customers from files: taken in once, whoever dies, and told of where they cannot be (F10)."""

from __future__ import annotations

from chalicelib.visitors.store.visitors import VisitorRow
from tests.exchange.stage import Stage, rows_of
from tests.stored import every_item
from tests.worlds import World

HEAD = "客户编号,姓名,手机号,邮箱,客户等级,标签,注册时间\r\n"
FILE = HEAD + "C1,王小明,13800138000,wang@example.com,VIP,老客户;江苏,2025-03-01 10:00\r\nC2,李雷,,lilei@example.com,普通,,\r\n"


def test_a_file_of_customers_is_checked_and_then_taken_in(world: World) -> None:
    stage = Stage.opened(world)

    checked = stage.checked("customers", FILE)

    assert (checked.state, checked.rows, checked.checked.created, checked.checked.refused) == ("checked", 2, 2, 0)
    assert not [each for each in every_item(VisitorRow.Meta.table_name) if "name" in each]
    done = stage.do(checked, "start")
    assert (done.state, done.counts.created, done.progress) == ("done", 2, 100)
    found = {each["name"]["S"]: each for each in every_item(VisitorRow.Meta.table_name) if "name" in each}
    assert found["王小明"]["mobile"]["S"] == "+8613800138000"
    assert found["王小明"]["level"]["S"] == "vip"
    assert rows_of(VisitorRow.Meta.table_name)
