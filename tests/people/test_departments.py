"""Departments are named once for the whole desk; groups belong to one or to none (F1, F2)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import audit
from chalicelib.people import service as people
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from tests.in_process import Asking, named_in
from tests.worlds import World

DEPARTMENTS, GROUPS = "/v1/admin/departments", "/v1/admin/groups"


@pytest.fixture
def asking(world: World) -> Asking:
    world.found(agents=1)
    return Asking()


def named(asking: Asking, token: str, *departments: dict[str, Any]) -> list[dict[str, Any]]:
    answer = asking.ask("PUT", DEPARTMENTS, token, {"departments": list(departments)})
    assert answer.status == 200, answer
    found: list[dict[str, Any]] = answer.said["departments"]
    return found


def test_departments_are_named_renamed_put_in_order_and_taken_away(world: World, asking: Asking) -> None:
    boss, leader = (asking.sign_in(world.agent(role=role)) for role in (ADMINISTRATOR, GROUP_LEADER))

    service, goods = named(asking, boss, {"name": "客服部"}, {"name": "物流部"})
    renamed = named(asking, boss, {**goods, "name": "仓储物流部"}, service, {"name": "售后部"})
    left = named(asking, boss, service)

    assert [each["name"] for each in renamed] == ["仓储物流部", "客服部", "售后部"]
    assert [each["department_id"] for each in renamed[:2]] == [goods["department_id"], service["department_id"]]
    assert asking.ask("GET", DEPARTMENTS, leader).said["departments"] == left == [service]
    assert asking.ask("PUT", DEPARTMENTS, leader, {"departments": []}).status == 403
    acts = [each.act for each in audit.read(world.desk, "2026-11")[0] if each.about == "desk"]
    assert acts.count("name_departments") == 3


@pytest.mark.parametrize(
    ("departments", "field"),
    [
        ([{"name": " "}], "departments.0.name"),
        ([{"name": "字" * 61}], "departments.0.name"),
        ([{"name": "One"}, {"name": "One"}], "departments.1.name"),
        ([{"name": "One", "department_id": "dep_nobody"}], "departments.0.department_id"),
        ([{"name": f"D{number}"} for number in range(101)], "departments"),
    ],
)
def test_what_cannot_be_a_department_is_refused_by_its_field(
    world: World, asking: Asking, departments: list[dict[str, Any]], field: str
) -> None:
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))

    answer = asking.ask("PUT", DEPARTMENTS, boss, {"departments": departments})

    assert (answer.status, named_in(answer)) == (422, [field])
    assert people.read_desk(world.desk).departments == ()


def test_a_group_belongs_to_a_department_until_it_is_no_more(world: World, asking: Asking) -> None:
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    (service,) = named(asking, boss, {"name": "客服部"})
    assert world.group is not None
    path, department_id = f"{GROUPS}/{world.group.group_id}", service["department_id"]

    belongs = asking.ask("PUT", path, boss, {"department_id": department_id})
    copied = asking.ask("POST", f"{path}/copy", boss, {"name": "Copy"})
    unknown = asking.ask("PUT", path, boss, {"department_id": "dep_nobody"})
    named(asking, boss)
    kept = asking.ask("PUT", path, boss, {"name": "Sales and more"})
    none = asking.ask("PUT", path, boss, {"department_id": "-"})

    assert (belongs.said["department_id"], copied.said["department_id"]) == (department_id, department_id)
    assert (unknown.status, named_in(unknown)) == (422, ["department_id"])
    assert (kept.status, kept.said["name"], none.said["department_id"]) == (200, "Sales and more", "-")
