"""Calls and looks at once: each is closed once and told once. On an engine that is atomic."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUpClosed
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import access, calling, watch
from chalicelib.followups.service.watch import CheckDeadline
from tests.followups.stage import boss, low_score
from tests.worlds import World, at_once

pytestmark = pytest.mark.race


def test_of_two_closing_a_callback_at_once_one_does(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)

    calls = at_once(
        [
            partial(
                calling.record_call,
                world.desk,
                who,
                one.followup_id,
                RecordCall("solved", client_id),
            )
            for who, client_id in ((owner, "same"), (owner, "same"), (other, "else"))
        ]
    )

    now = access.find(world.desk, one.followup_id)
    assert len(now.notes) == 1 and now.state == "done"
    assert all(isinstance(each, (tuple, FollowUpClosed)) for each in calls), calls


def test_a_look_taken_by_many_at_once_tells_once(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner = boss(world)
    boss(world)
    one = low_score(world, owner, minutes=-1)

    looks = at_once([partial(watch.check_deadline, world.desk, CheckDeadline(one.followup_id, one.due_at))] * 6)

    now = store.followup(atomic_world.desk, one.followup_id)
    assert not [each for each in looks if each is not None]
    assert now is not None and now.escalations == 1
    assert now.due_at == one.due_at < now.escalated_at < one.due_at + timedelta(hours=1)
