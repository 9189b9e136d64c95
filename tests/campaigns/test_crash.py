"""Died at any write and run again: nobody planned twice, nobody over their quota, nobody forgotten (laws 1 and 3).

Dying right after a write is dying before the next: where a story has many writes, one of the two is enough.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib.campaigns.service import definitions
from chalicelib.campaigns.service.definitions import RunCampaign
from chalicelib.conversations import service as conversations
from chalicelib.core import work
from tests.campaigns.stage import campaign, planned, rule, shares
from tests.crashes import BEFORE, Death, at_each_write
from tests.followups.stage import answered, boss, caller, catch_up, customers, settle, theirs, told
from tests.worlds import World


def test_a_campaign_that_dies_at_any_write_is_finished_with_everybody_planned_once(world: World) -> None:
    agents, manager = world.found(agents=2), boss(world)

    def story(death: Death) -> None:
        customers(world, 3, prefix=f"n{death.number}")
        made = campaign(world, *agents, by=manager, every="day", quota_per_agent=1)
        world.clock.at = made.next_run_at + timedelta(seconds=1)
        with death():
            settle(world)
        catch_up(world)

        found = planned(world, made.campaign_id, manager)
        assert shares(found) == {each.agent_id: 1 for each in agents}
        assert len({each.visitor_id for each in found}) == 2
        waiting = [each for each in work.waiting(world.desk) if made.campaign_id in str(each.payload)]
        assert [each.kind for each in waiting] == [RunCampaign.kind]
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, None)

    writes = at_each_write(story, sides=(BEFORE,), step=3, least=9, most=150)

    assert told(world).count(("followup_share", agents[0].email)) == writes // 3 + 1


def test_a_rule_that_dies_at_any_write_plans_one_and_tells_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world, after_days=1)

    def story(death: Death) -> None:
        conversation_id = answered(world, agent)
        with death():
            conversations.end_conversation(world.desk, world.now(agent), conversation_id)
            world.clock.forward(days=2)
            settle(world)
        conversations.end_conversation(world.desk, world.now(agent), conversation_id)
        catch_up(world)
        world.clock.forward(days=2)
        settle(world)

        found = theirs(world, agent)
        assert [each.about for each in found].count(conversation_id) == 1
        assert len(found) == death.number // 3 + 1
        assert told(world).count(("followup_due", agent.email)) == len(found)

    at_each_write(story, sides=(BEFORE,), step=3, least=6, most=150)

    assert not work.dead(world.desk)
