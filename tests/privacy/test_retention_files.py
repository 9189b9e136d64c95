"""What is kept no longer takes along no file that only says the same short number (F6)."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.core.audit import By
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.names import Known
from chalicelib.exchange.model.runs import Choices
from chalicelib.exchange.service import asking
from chalicelib.exchange.store import names
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.privacy.nights import ended, keeps, left_of, night
from tests.worlds import World


def test_files_of_today_stay_though_what_was_brought_in_long_ago_had_a_number_that_stands_in_them(world: World) -> None:
    world.found(agents=1)
    chief, desk = world.agent(role=ADMINISTRATOR), world.desk
    keeps(desk, conversations=30)
    one = ended(desk, "long ago", desk.now() - timedelta(days=400))
    tx, where = Transaction(desk), names.lookup("conversations", "demo", "12")
    names.put_known(tx, where, "12", None, Known(one, ""))
    tx.commit()
    world.clock.forward(days=8)
    file, by = b"id,name\r\nX1,Li of room 12\r\n", By(chief.agent_id, chief.name, "req")
    run = asking.begin_with(desk, chief, by, "customers", "f.csv", Choices(plan_key="demo"), file)

    night(world)

    after = asking.read(desk, run.run_id)
    assert left_of(desk, one) == "[erased]"
    assert names.known(desk, [where]) == {}
    assert (after.state, after.removed_at) == (run.state, None)
    assert desk.files.read(after.original) is not None
