"""Nights of a desk in which things go that are kept no longer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.core import work
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import WorkRow
from chalicelib.privacy import store_retention
from chalicelib.privacy.model.retention import DESK, KINDS, Removed, Rules
from chalicelib.privacy.service import keeping, retaining
from tests.stored import every_item
from tests.worlds import World

BOSS = Author("agent", "agt_boss", "Boss")
OWN = {each.kind for each in (retaining.Retain, retaining.RetainOn, retaining.SweepOn)}
ROUNDS = 400
SEEN = dict.fromkeys(KINDS, 1_000)  # whatever goes


def keeps(desk: Desk, scope: str = DESK, **days: int | None) -> Rules:
    """Keep these kinds for so many days; whoever says so has seen all that goes."""
    version = store_retention.rules(desk, scope).version
    return keeping.change(desk, BOSS, scope, days, version, SEEN)


def run_on(world: World, rounds: int = ROUNDS) -> None:
    """Let a run that began come to its end."""
    for _ in range(rounds):
        if not any(item["kind"]["S"] in OWN for item in every_item(WorkRow.Meta.table_name)):
            return
        world.clock.forward(seconds=3)
        work.run_due(world.desk, limit=100)
    left = [each for each in every_item(WorkRow.Meta.table_name) if each["kind"]["S"] in OWN]
    raise AssertionError(f"it never ends: {left}")


def night(world: World, days: float = 1) -> None:
    """So many days go by, and then a night's run."""
    world.clock.forward(days=days)
    retaining.begin_night(world.desk)
    run_on(world)


def removed(desk: Desk) -> Mapping[str, tuple[int, int]]:
    """How many were removed, and held, by kind and plan, of all runs."""
    sums: dict[str, tuple[int, int]] = {}
    for each in keeping.list_removed(desk, None)[0]:
        before = sums.get(f"{each.kind} {each.plan_key}", (0, 0))
        sums[f"{each.kind} {each.plan_key}"] = before[0] + each.removed, before[1] + each.held
    return sums


def lines(desk: Desk) -> list[Removed]:
    """The lines that runs left, the latest first."""
    return keeping.list_removed(desk, None)[0]


def kinds_of(sums: Mapping[str, Any]) -> set[str]:
    return {each.partition(" ")[0] for each in sums}


def ended(desk: Desk, text: str, at: datetime, *, plan_key: str = "demo", visitor_id: str | None = None) -> str:
    """A conversation with one message that was over at this moment, as an import brings it in; its id."""
    conversation_id, who = desk.new_id("cnv"), visitor_id or desk.new_id("vis")
    said = Entry(1, "message", Author("visitor", who, "Name"), text, at, "open", who)
    last = Entry(2, "closed", SYSTEM, "", at, "closed", who)
    header = Header(
        conversation_id, plan_key, who, "closed", at, "en", last_seq=2, state_at=at, closed_at=at, pools=(),
        imported=True, last_text=text, visitor_name="Name",
    )  # fmt: skip
    conversations.put_past(desk, header, [said, last])
    tx = Transaction(desk)
    conversations.seal_past(tx, header)
    tx.commit()
    return conversation_id


def left_of(desk: Desk, conversation_id: str) -> str:
    """What its message says by now."""
    return conversations.entries_after(desk, conversation_id, 0, 1).entries[0].text
