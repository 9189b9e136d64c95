"""The audit log: only added to, read by month, whole or in pages (F7)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from tests.worlds import MORNING

MONTH = f"{MORNING:%Y-%m}"
MEI, TOM = By("agt_mei", "Mei"), By("agt_tom", "Tom")


def note(desk: Desk, act: str, by: By = MEI) -> None:
    tx = Transaction(desk)
    audit.note(tx, by, act, "about")
    tx.commit()


def test_two_acts_of_one_microsecond_are_both_kept(desk: Desk) -> None:
    still = replace(desk, now=lambda: MORNING)

    note(still, "first")
    note(still, "second")

    assert [each.act for each in audit.whole_month(desk, MONTH)] == ["first", "second"]


@pytest.mark.also_on_moto
def test_an_entry_is_never_written_over(desk: Desk) -> None:
    same = replace(desk, now=lambda: MORNING, new_id=lambda prefix: f"{prefix}_1")
    note(same, "first")

    with pytest.raises(audit.AlreadyWritten):
        note(same, "second")

    assert [each.act for each in audit.whole_month(desk, MONTH)] == ["first"]


@pytest.mark.also_on_moto
def test_a_month_is_read_by_hand_and_by_act(desk: Desk) -> None:
    for act, by in [("sign_in", MEI), ("sign_in", TOM), ("update_plan", TOM)]:
        note(desk, act, by)

    toms, following = audit.read(desk, MONTH, by="agt_tom")
    signed_in, _ = audit.read(desk, MONTH, act="sign_in")
    both, _ = audit.read(desk, MONTH, by="agt_tom", act="sign_in")

    assert [each.act for each in toms] == ["update_plan", "sign_in"]
    assert [each.by for each in signed_in] == ["agt_tom", "agt_mei"]
    assert [(each.by, each.by_name, each.act) for each in both] == [("agt_tom", "", "sign_in")]
    assert following is None
