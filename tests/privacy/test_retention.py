"""What is kept no longer goes: by kind and plan, held or not, and reports stay as they were (F6)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from chalicelib.core.transactions import Transaction
from chalicelib.followups import store as followups
from chalicelib.followups.store import FollowUpRow
from chalicelib.tickets.store import tickets
from tests.privacy.nights import keeps, night, removed
from tests.privacy.stage import Person, Stage, places_of
from tests.stored import every_item
from tests.worlds import World

DAYS = "from=2026-11-20&to=2026-11-23"
COUNTED = [f"/v1/desk/reports?by={each}&{DAYS}" for each in ("agent", "plan", "group")]
COUNTED += [f"/v1/admin/survey-figures?by=plan&{DAYS}"]


def figures(stage: Stage) -> list[Any]:
    token = stage.sign_in(stage.chief)
    return [stage.do("GET", each, token).said for each in COUNTED]


def closes(stage: Stage, ticket_id: str) -> None:
    """The ticket is over, whatever its flow asks for."""
    before = tickets.ticket(stage.desk, ticket_id)
    assert before is not None
    now, tx = stage.desk.now(), Transaction(stage.desk)
    over = replace(before, state="closed", state_at=now, closed_at=now, version=before.version + 1)
    tickets.write(tx, before, over, [])
    tx.commit_and_tell()


def calls_off(stage: Stage) -> None:
    """Every follow-up is done."""
    for item in every_item(FollowUpRow.Meta.table_name):
        before = FollowUpRow.followup.held_in(item)
        tx = Transaction(stage.desk)
        after = replace(before, state="done", done_at=stage.desk.now(), outcome="cancelled", version=before.version + 1)
        followups.write(tx, before, after)
        tx.commit_and_tell()


def test_nothing_is_left_of_what_is_old_in_any_table_or_file_and_reports_say_the_same(world: World) -> None:
    stage = Stage(world)
    one = stage.lives(Person("zhugeqxv", "+8613912345678"))
    stage.ends_the_day()
    stage.passes(days=4)
    counts = figures(stage)
    closes(stage, one.ids["ticket"])
    calls_off(stage)
    keeps(
        world.desk,
        **dict.fromkeys(
            ("conversations", "tickets", "complaints", "messages", "followups", "surveys", "letters", "customers"), 7
        ),
    )

    night(world, days=8)
    night(world, days=1)
    night(world, days=8)
    print(removed(world.desk))
    for each in places_of(one.marks, stage.desk):
        print(each[:400])
    assert figures(stage) == counts
    assert 0
