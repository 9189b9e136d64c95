"""A made past is like a real one: its transcripts say what its figures count."""

from __future__ import annotations

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED
from chalicelib.conversations.model.telling import Written
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.reports.service import asking, logging, rolling
from chalicelib.reports.service.asking import Asked
from infra.demo.history import load
from infra.environments.cloud import Refused
from tests.reports.test_figures import sums_stored
from tests.worlds import World


@pytest.mark.long
def test_what_is_loaded_is_counted_and_told_once_more_it_is_the_same(world: World) -> None:
    world.found(agents=2)

    load(world.desk, 40, days=4)

    before = sums_stored()
    total = asking.figures(world.desk, world.agent(role=SUPERVISOR), Asked("day")).total
    ids, _ = conversations.ids_in_state(world.desk, CLOSED, 100, None)
    for each in ids:
        logging.tell_conversation(world.desk, Written(each))
    for order in {order for key, order in before if key.startswith("cell#all")}:
        rolling.sum_hour(world.desk, rolling.SumHour(order.partition("#")[2]))
    assert total is not None
    assert (total.count("ended"), total.count("contact"), len(ids)) == (40, 40, 40)
    assert total.count("staff_time") > 0
    assert sums_stored() == before


def test_a_desk_without_agents_has_no_past(world: World) -> None:
    world.found()

    with pytest.raises(Refused):
        load(world.desk, 1)
