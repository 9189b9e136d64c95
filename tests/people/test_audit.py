"""What the audit log says of people."""

from __future__ import annotations

from chalicelib.core import audit
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.service import groups
from tests.in_process import Asking
from tests.worlds import World


def newest(world: World, act: str) -> audit.Audited:
    return next(each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == act)


def test_a_groups_entry_names_its_members_before_and_after(world: World) -> None:
    first, second = world.found(agents=2)
    group = people.create_group(world.desk, CreateGroup(name="VIP", leader_id=first.agent_id, member_ids=[]))

    groups.update_group(world.desk, group.group_id, UpdateGroup(member_ids=[second.agent_id]))

    assert newest(world, "create_group").after["member_ids"] == [first.agent_id]
    changed = newest(world, "update_group")
    assert changed.before["member_ids"] == [first.agent_id]
    assert changed.after["member_ids"] == [first.agent_id, second.agent_id]


def test_an_agents_entry_says_that_the_address_changed_and_not_to_what(world: World) -> None:
    (agent,) = world.found(agents=1)

    people.update_agent(world.desk, agent.agent_id, UpdateAgent(email="New@example.com"))

    entry = newest(world, "update_agent")
    assert (entry.before["email"], entry.after["email"]) == ("a…", "n…")


def test_a_changed_password_is_written_down_with_the_request_it_came_in(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    token = asking.sign_in(agent)

    answer = asking.ask("PUT", "/v1/desk/password", token, {"current": "correct horse", "new": "another horse"})

    assert answer.status == 204
    entry = newest(world, "change_password")
    assert (entry.about, entry.request_id) == (agent.agent_id, answer.headers["x-request-id"])
