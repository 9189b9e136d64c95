"""A function may die at any line: one message, one agent, one notice for each address; loads can be rebuilt."""

from __future__ import annotations

import pytest

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.notifications.service import money
from chalicelib.offline import service, store
from chalicelib.offline.service import leaving
from tests.crashes import Death, at_each_write
from tests.offline.night import MEI, Night
from tests.worlds import World


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall()


def test_leaving_that_dies_anywhere_ends_with_one_message_given_and_told_once(night: Night) -> None:
    night.change_plan(offline={"recipients": [MEI], "remind_after_minutes": 10_080})
    money.top_up(night.world.desk, 10_000, "", By("administrator", "boss"), Once.of("top_up", "1", []))

    def story(death: Death) -> None:
        before = {each.notice_id for each in night.told("offline_message") + night.told("offline_assigned")}
        visitor = night.world.visitor()
        with death():
            night.leave(visitor, client_id="c")
            night.world.clock.forward(seconds=1)
            work.run_due(night.world.desk)

        message = night.leave(visitor, client_id="c")
        night.time_goes_by(hours=0.1, step=90)

        mine = [each for each in night.told("offline_message") if each.notice_id not in before]
        given = [each for each in night.told("offline_assigned") if each.notice_id not in before]
        own = leaving.list_own(night.world.desk, visitor, "demo")
        assert [each.message_id for each in own] == [message.message_id]
        assert own[0].agent is not None
        assert sorted(each.to for each in mine) == [MEI["mobile"], MEI["email"]]
        assert [each.about for each in given] == [message.message_id]

    writes = at_each_write(story, least=10, most=80)

    assert {each.state for each in night.told("offline_message")} == {"sent"}
    assert sum(load.unanswered for load in store.loads(night.world.desk).values()) == writes + 1
    assert service.recount_loads(night.world.desk) == []


def test_loads_are_rebuilt_from_the_messages(night: Night) -> None:
    message = night.given()
    loads = store.loads(night.world.desk)
    broken = loads[str(message.agent_id)]
    tx = Transaction(night.world.desk)
    store.put_load(tx, broken, 7)
    tx.commit()

    drifts = service.recount_loads(night.world.desk)

    assert [(each.agent_id, each.written, each.counted) for each in drifts] == [(message.agent_id, 7, 1)]
    assert store.loads(night.world.desk) == loads
    assert service.recount_loads(night.world.desk) == []
