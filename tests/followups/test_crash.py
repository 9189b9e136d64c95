"""Died at any write and run again: nobody planned twice, nobody over their quota, nobody forgotten (laws 1 and 3).

Dying right after a write is dying before the next: where a story has many writes, one of the two is enough.
"""

from __future__ import annotations

from chalicelib.core import work
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import access, calling
from tests.crashes import Death, at_each_write
from tests.followups.stage import boss, catch_up, low_score, settle, told
from tests.worlds import World


def test_an_escalation_that_dies_at_any_write_is_told_once(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)

    def story(death: Death) -> None:
        number = 2 * death.number + death.written
        low_score(world, owner, f"srv_{number:08d}")
        world.clock.forward(hours=2, minutes=1)
        with death():
            work.run_due(world.desk)
        catch_up(world)
        world.clock.forward(minutes=5)
        settle(world)
        one = access.find(world.desk, f"flw_{number:08d}")
        calling.record_call(
            world.desk, owner, one.followup_id, RecordCall(outcome="solved", text="", client_id=f"{number}")
        )

    writes = at_each_write(story, least=3, most=80)

    assert told(world).count(("callback_overdue", other.email)) == writes + 1
