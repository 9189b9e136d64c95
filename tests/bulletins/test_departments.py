"""Reports of departments, what crosses these, and categories by the language of who reads (F2, S3, S4)."""

from __future__ import annotations

import pytest

from chalicelib.bulletins.model.panels import panels_of
from chalicelib.bulletins.service import reading
from chalicelib.conversations.model.filing import Filing
from chalicelib.core.audit import SYSTEM
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.departments import NamedDepartment
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.service import departments
from chalicelib.reports.service import asking
from tests.bulletins.stage import Office, numbers_in
from tests.followups.stage import settle
from tests.tickets.stage import given, made
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def in_departments(office: Office, *names: str) -> list[str]:
    """Departments of these names, to which the groups of the first agent and of the leader belong in turn."""
    desk = office.world.desk
    found = departments.name_departments(desk, [NamedDepartment(each) for each in dict.fromkeys(names)], SYSTEM)
    ids = {each.name: each.department_id for each in found}
    for name, agent in zip(names, (office.agents[0], office.leader), strict=True):
        people.update_group(desk, office.group_of(agent), UpdateGroup(department_id=ids[name]))
    return [ids[each] for each in names]


def test_a_month_has_a_report_for_each_responsible_department_to_whom_reaches_it(office: Office) -> None:
    service, goods = in_departments(office, "客服部", "物流部")
    both = {"every": "monthly", "department_ids": (service, goods)}
    made_for = office.subscribed(office.supervisor, office.leader, office.agents[0], **both)
    office.a_day_of_work()

    office.at("2026-12-01T00:00:01")

    subjects = sorted(each.subject for each in office.letters(office.supervisor))
    assert subjects == [f"Monthly service report Nov 2026: {name}" for name in ("客服部", "物流部")]
    assert [each.subject for each in office.letters(office.leader)] == ["Monthly service report Nov 2026: 物流部"]
    assert office.letters(office.agents[0]) == []
    kept, _ = reading.list_bulletins(office.world.desk, office.world.now(office.supervisor), None, mine=True)
    by_subject = {each.view.subject: reading.read_bulletin(office.world.desk, office.supervisor, each.bulletin_id)
                  for each in kept}  # fmt: skip
    assert numbers_in(by_subject[service].headline)["ended"] == 1
    assert numbers_in(by_subject[goods].headline)["ended"] == 0
    assert {each.key for each in by_subject[service].by_agent} <= {each.agent_id for each in office.agents}
    with pytest.raises(NotYours):
        service_id = next(each.bulletin_id for each in kept if each.view.subject == service)
        reading.read_bulletin(office.world.desk, office.world.now(office.leader), service_id)
    assert office.changed(made_for, department_ids=(goods,)).department_ids == (goods,)


def test_between_groups_of_one_department_nothing_crosses(office: Office) -> None:
    office.subscribed(office.supervisor, every="weekly", weekday=0)
    in_departments(office, "客服部", "客服部")
    office.world.online(office.leader)
    ticket = made(office.world, office.agents[0], group_id=office.group_of(office.agents[0]), subject="It hums")
    given(office.world, office.agents[0], ticket, group_id=office.group_of(office.leader))
    settle(office.world)

    office.at("2026-11-30T00:00:01")

    (kept,) = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=True)[0]
    assert reading.read_bulletin(office.world.desk, office.supervisor, kept.bulletin_id).crossed == ()


def test_categories_are_named_in_the_language_of_who_reads(office: Office) -> None:
    office.subscribed(office.supervisor, every="weekly")
    for agent in office.agents:
        office.world.online(agent)
    conversation_id = office.ask()
    office.answer(conversation_id)
    refund = next(each for each in knowledge.read_tree(office.world.desk).categories if each.category_id == "refund")
    office.end(conversation_id, filing=Filing(category=refund))
    office.counted()

    office.at("2026-11-30T00:00:01")

    (kept,) = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=True)[0]
    bulletin = reading.read_bulletin(office.world.desk, office.supervisor, kept.bulletin_id)
    said = [
        {cell.text for panel in panels_of(bulletin, each) for row in panel.rows for cell in row}
        for each in ("zh-CN", "en")
    ]
    assert ["退款" in each for each in said] == [True, False]
    assert ["Refund" in each for each in said] == [False, True]
    for language, name in (("zh-CN", "退款"), ("en", "Refund")):
        report = asking.figures(office.world.desk, office.supervisor, asking.Asked("category"), None, language)
        assert {each.key: each.name for each in report.lines}["refund"] == name
