"""What stands side by side in a report is the most of all there is, not of a first page (F2)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.bulletins.model.bulletin import Bulletin
from chalicelib.bulletins.model.schedule import Period
from chalicelib.bulletins.service import compiling
from chalicelib.bulletins.service.sending import wish_of
from chalicelib.conversations.model.filing import Filing
from chalicelib.knowledge.service import categories
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import GROUP_LEADER
from tests.bulletins.stage import Office
from tests.worlds import World

A_DAY = Period(date(2026, 11, 23), date(2026, 11, 23))


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def of_the_day(office: Office) -> Bulletin:
    """The day's report, as the supervisor has it."""
    wish = wish_of(office.world.desk, office.supervisor, "daily", A_DAY, None)
    assert wish is not None
    return compiling.compiled(office.world.desk, wish, "bul_1")


def test_the_category_that_it_was_about_most_is_named_however_many_there_are(office: Office) -> None:
    by = office.by.by("r")
    made = [
        categories.add_category(office.world.desk, by, {"zh": f"类{number}", "en": f"Kind {number}"})[0]
        for number in range(45)
    ]
    last = max(made, key=lambda each: each.category_id)
    for agent in office.agents:
        office.world.online(agent)
    conversation_id = office.ask()
    office.answer(conversation_id)
    office.end(conversation_id, filing=Filing(category=last))
    office.counted()

    bulletin = of_the_day(office)

    assert [(each.key, each.values) for each in bulletin.by_category] == [(last.category_id, {"ended": 1})]


def test_the_group_that_did_most_is_named_however_many_there_are(office: Office) -> None:
    desk = office.world.desk
    for number in range(24):
        leader_id = office.world.agent(role=GROUP_LEADER).agent_id
        people.create_group(desk, CreateGroup(name=f"Group {number}", leader_id=leader_id, member_ids=[]))
    last = max(people.directory(desk).groups)
    members = [each.agent_id for each in office.agents]
    people.update_group(desk, last, UpdateGroup(member_ids=[people.directory(desk).groups[last].leader_id, *members]))
    office.a_day_of_work()
    office.a_day_of_work()

    bulletin = of_the_day(office)

    assert last in [each.key for each in bulletin.by_group]
