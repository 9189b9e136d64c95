"""The audit log is sealed hour by hour, and whoever touches it afterwards is found out (F7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import audit, seals
from chalicelib.core.audit import AuditRow, By
from chalicelib.core.desk import Desk
from chalicelib.core.seals import Seal, SealRow
from chalicelib.core.transactions import Transaction
from tests.worlds import World, counted

MEI = By("agt_mei", "Mei")


def note(world: World, act: str) -> None:
    tx = Transaction(world.desk)
    audit.note(tx, MEI, act, "about", after={"b": 1, "a": [1, "二"]})
    tx.commit()


def seal_all(desk: Desk) -> list[Seal]:
    made = []
    while (seal := seals.next_seal(desk, seals.last(desk))) is not None:
        tx = Transaction(desk)
        seals.put(tx, seal)
        tx.commit()
        made.append(seal)
    return made


@pytest.fixture
def sealed(world: World) -> World:
    """Three days with some acts each, sealed every few hours."""
    world.found()
    for day in range(3):
        for hour in range(4):
            note(world, f"act {day}.{hour}")
            world.clock.forward(hours=6)
            seal_all(world.desk)
    return world


def looked(world: World, known: dict[str, str] | None = None) -> list[seals.SealedDay]:
    return list(seals.verified(world.desk, seals.all_seals(world.desk), known))


def rows(desk: Desk) -> list[Any]:
    months = {each.since[:7] for each in seals.all_seals(desk)}
    return [item for month in sorted(months) for item in AuditRow.all_pages(desk.database, month)]


def change(desk: Desk, item: Any, **attributes: str) -> None:
    changed = item | {name: {"S": value} for name, value in attributes.items()}
    desk.database.call("PutItem", {"TableName": AuditRow.Meta.table_name, "Item": changed})


def take_out(desk: Desk, item: Any) -> None:
    key = {name: item[name] for name in ("month", "order")}
    desk.database.call("DeleteItem", {"TableName": AuditRow.Meta.table_name, "Key": key})


def test_what_was_sealed_and_left_alone_holds(sealed: World) -> None:
    days = looked(sealed)

    assert [each.fault for each in days] == [None] * len(days)
    assert len(days) >= 3
    assert all(each.ended for each in days[:-1])
    assert sum(each.acts for each in days) == len(rows(sealed.desk))


def altered(desk: Desk, item: Any) -> None:
    change(desk, item, by="agt_tom")


def added(desk: Desk, item: Any) -> None:
    order = item["order"]["S"] + "x"
    change(desk, item, order=order, audit_id=order.partition("#")[2])


@pytest.mark.parametrize(("touch", "kind"), [(altered, "altered"), (take_out, "missing"), (added, "added")])
@pytest.mark.parametrize("place", [0, 5, -1])
def test_the_first_entry_that_somebody_touched_is_named(
    sealed: World, touch: Callable[[Desk, Any], None], kind: str, place: int
) -> None:
    until = list(seals.all_seals(sealed.desk))[-1].until
    item = [each for each in rows(sealed.desk) if each["order"]["S"] < until][place]

    touch(sealed.desk, item)

    fault = looked(sealed)[-1].fault
    assert fault is not None
    assert (fault.kind, fault.day) == (kind, item["order"]["S"][:10])
    if kind != "missing":
        assert fault.audit_id.startswith(item["audit_id"]["S"])


@pytest.mark.parametrize("month", ["2026-11", "2026-02"])
def test_what_is_written_before_the_first_seal_is_found(sealed: World, month: str) -> None:
    item = rows(sealed.desk)[0] | {"month": {"S": month}}
    early = f"{month}-01T00:00:00.000000#aud_early"

    change(sealed.desk, item, order=early, audit_id="aud_early", at=f"{month}-01T00:00:00.000000+0000")

    fault = looked(sealed)[0].fault
    assert fault is not None
    assert (fault.kind, fault.audit_id) == ("added", "aud_early")


def test_seals_that_were_made_anew_for_another_past_are_unlike_the_letter(sealed: World) -> None:
    sent = {each.day: each.chain for each in looked(sealed) if each.ended}
    desk = sealed.desk
    change(desk, rows(desk)[2], by="agt_tom")
    for each in list(seals.all_seals(desk)):
        key = {"month": {"S": seals.SEALS}, "order": {"S": f"{each.day}#{each.number:08d}"}}
        desk.database.call("DeleteItem", {"TableName": SealRow.Meta.table_name, "Key": key})
    seal_all(desk)

    unaware, aware = looked(sealed), looked(sealed, sent)

    assert [each.fault for each in unaware] == [None] * len(unaware)
    assert aware[-1].fault is not None
    assert aware[-1].fault.kind == "unlike_letter"


def test_a_seal_that_was_taken_out_leaves_a_gap_and_one_that_was_changed_breaks_the_chain(sealed: World) -> None:
    all_of_them = list(seals.all_seals(sealed.desk))
    one = all_of_them[3]

    changed = [*all_of_them[:3], replace(one, chain="f" * 64), *all_of_them[4:]]
    without = [*all_of_them[:3], *all_of_them[4:]]

    for given_seals, kind in ((changed, "chain"), (without, "gap")):
        *_, final = seals.verified(sealed.desk, given_seals)
        assert final.fault is not None
        assert final.fault.kind == kind


def test_many_of_one_hour_have_several_seals_and_nothing_is_sealed_that_may_still_be_written(world: World) -> None:
    world.found()
    seal_all(world.desk)
    for number in range(seals.MOST + 10):
        note(world, f"act {number}")

    early = seal_all(world.desk)
    world.clock.forward(minutes=60 + 20)
    late = seal_all(world.desk)

    assert early == []
    assert len(late[0].digests) == seals.MOST
    assert sum(len(each.digests) for each in late) == len(rows(world.desk))
    assert looked(world)[-1].fault is None


def test_two_at_once_put_one_seal(sealed: World) -> None:
    sealed.clock.forward(hours=3)
    note(sealed, "late")
    sealed.clock.forward(hours=3)
    former = seals.last(sealed.desk)
    seal = seals.next_seal(sealed.desk, former)
    assert seal is not None
    tx, other = Transaction(sealed.desk), Transaction(sealed.desk)
    seals.put(tx, seal)
    seals.put(other, seal)
    tx.commit()

    with pytest.raises(seals.AlreadySealed):
        other.commit()

    assert looked(sealed)[-1].fault is None


def test_an_hour_without_acts_costs_two_requests_and_writes_nothing(sealed: World) -> None:
    sealed.clock.forward(hours=1)
    seal_all(sealed.desk)

    with counted() as requests:
        made = seal_all(sealed.desk)

    assert (made, len(requests) <= 2) == ([], True)


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_no_two_lists_of_entries_come_to_one_chain(some: list[int], others: list[int]) -> None:
    digests = [[f"{each:064x}" for each in each_list] for each_list in (some, others)]

    chains = [seals.chained(seals.NONE_BEFORE, "a", "b", each) for each in digests]

    assert (chains[0] == chains[1]) == (some == others)


def test_a_desk_of_before_is_sealed_from_its_first_entry_on(world: World) -> None:
    world.found()
    note(world, "long ago")
    world.clock.at += timedelta(days=70)
    note(world, "now")
    world.clock.forward(hours=2)

    seal_all(world.desk)

    days = looked(world)
    assert days[-1].fault is None
    assert sum(each.acts for each in days) == len(rows(world.desk))
