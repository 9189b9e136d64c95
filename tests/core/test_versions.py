"""What is worked on as a draft and published as versions: which one applied when, and that none is written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core.audit import By
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import PAGE, AlreadyPublished, Draft, Publishing, publish, save_draft
from chalicelib.tickets.model.flows import Flow
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.store.flows import FLOWS
from tests.worlds import World, counted

BY = By("agt_1", "Mei")
DEFINITION = SHIPPED["complaint"].definition
MOMENT = timedelta(microseconds=1)


@dataclass
class Shelf:
    """The versions of the flow for one type, published one by one."""

    world: World
    kind: str

    def publish(self, text: str) -> Flow:
        desk = self.world.desk
        record = FLOWS.record(desk, self.kind)
        draft = replace(DEFINITION, names={"zh-CN": text, "en": text})
        record = save_draft(FLOWS, desk, BY, self.kind, record, Draft(draft, None, lambda _: None))

        def made(_: object, number: int) -> Flow:
            return Flow(self.kind, number, draft, desk.now(), BY.name)

        flow = publish(FLOWS, desk, BY, self.kind, record, Publishing(made)).published
        assert flow is not None
        self.world.clock.forward(days=1)
        return flow

    def at(self, moment: datetime | None) -> int | None:
        assert moment is not None
        flow = FLOWS.as_of(self.world.desk, self.kind, moment)
        return flow.version if flow is not None else None


def test_what_applied_at_a_moment_is_what_was_published_last_before_it(world: World) -> None:
    shelf = Shelf(world, "presale")
    start = world.desk.now()

    flows = [shelf.publish(str(number)) for number in range(1, 4)]
    moments = [each.published_at for each in flows if each.published_at is not None]

    assert shelf.at(start) is None
    assert [shelf.at(each) for each in moments] == [1, 2, 3]
    assert [shelf.at(each - MOMENT) for each in moments] == [None, 1, 2]


def test_before_the_first_that_was_published_what_is_shipped_applied(world: World) -> None:
    shelf = Shelf(world, "complaint")
    start = world.desk.now()

    flow = shelf.publish("again")

    assert (shelf.at(start), shelf.at(flow.published_at)) == (1, 2)


def test_what_applied_long_ago_is_found_behind_many_versions(world: World) -> None:
    shelf = Shelf(world, "presale")
    flows = [shelf.publish(str(number)) for number in range(2 * PAGE + 1)]

    with counted() as requests:
        first = shelf.at(flows[0].published_at)

    assert first == 1
    assert len(requests) == 3


def test_a_version_is_not_written_over(world: World) -> None:
    flow = Shelf(world, "presale").publish("one")
    tx = Transaction(world.desk)
    FLOWS.put_version(tx, "presale", replace(flow, definition=DEFINITION))

    with pytest.raises(AlreadyPublished):
        tx.commit()

    assert FLOWS.version(world.desk, "presale", 1) == flow
