"""The list of complaints: the table of the service standard, within reach, in the audit log (D6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import audit
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from tests.in_process import Asking, named_in
from tests.tickets.stage import made
from tests.tickets.test_deadlines import team
from tests.tickets.test_flows_model import DONE
from tests.tickets.test_moving import branch, on, proposed
from tests.worlds import World

COMPLAINTS = "/v1/admin/complaints"


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_complaint_stands_in_the_table_with_what_was_done_and_what_its_customer_says(
    world: World, asking: Asking
) -> None:
    _, agent, _ = team(world)
    boss = asking.sign_in(world.agent(role=SUPERVISOR))
    ticket = proposed(world, agent, fields={"order": "A-1"})
    on(world, agent, ticket, "verdict")
    made(world, agent)

    (waiting,) = asking.ask("GET", COMPLAINTS, boss).said["items"]
    on(world, agent, ticket, "follow_up", verdict="partly", feedback="Slow", compensation="voucher")
    on(world, agent, ticket, "closed", **DONE | {"verdict": "partly", "compensation_amount": 20})
    (closed,) = asking.ask("GET", f"{COMPLAINTS}?state=done", boss).said["items"]

    assert (waiting["about"], waiting["order"], waiting["solution"], waiting["verdict"]) == (
        "Rude",
        "A-1",
        "Refund",
        {},
    )
    assert waiting["stage"]["en"] == "Customer's verdict"
    assert (closed["verdict"]["en"], closed["compensation"]["en"], closed["amount"]) == ("In part", "Voucher", 20)
    assert (closed["feedback"], closed["cause"], closed["corrective_due"]) == ("Slow", "Late parcel", "2026-12-24")
    assert closed["ticket"]["closed_at"] is not None
    assert asking.ask("GET", COMPLAINTS, boss).said["items"] == []
    assert [each.act for each in audit.read(world.desk, "2026-11")[0]].count("read_complaints") == 1


def test_a_leader_sees_those_of_their_groups_an_agent_none_and_all_by_the_days_they_were_made(
    world: World, asking: Asking
) -> None:
    _, agent, _ = team(world)
    leader, other = (world.agent(role=GROUP_LEADER) for _ in range(2))
    made(world, agent, type="complaint", group_id=branch(world, leader, agent))

    def listed(who: Any, query: str = "") -> Any:
        return asking.ask("GET", COMPLAINTS + query, asking.sign_in(who))

    day = world.clock().date()
    assert len(listed(leader).said["items"]) == 1
    assert listed(other).said["items"] == []
    assert listed(agent).status == 403
    assert listed(leader, f"?created_since={day + timedelta(days=1)}").said["items"] == []
    assert len(listed(leader, f"?created_since={day}&created_until={day}").said["items"]) == 1
    assert named_in(listed(leader, "?state=late")) == ["state"]
