"""Departments, as the desk names them (F1, F2)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import DeskRecord
from chalicelib.people.model.departments import Department, NamedDepartment, changed
from chalicelib.people.service.desk import read_desk
from chalicelib.people.store import groups


def list_departments(desk: Desk) -> Sequence[Department]:
    """All of them, in their order; one read. Raises ``NotFound`` before the desk is set up."""
    return read_desk(desk).departments


def name_departments(desk: Desk, wanted: Sequence[NamedDepartment], by: By) -> Sequence[Department]:
    """These are the departments from now on, in this order: those with an id stay what they are, others are new, and
    groups of what is not named belong to none. Two requests. Raises ``Invalid``, ``ChangedMeanwhile``."""
    record = read_desk(desk)
    departments = changed(record.departments, wanted, lambda: desk.new_id("dep"))

    def save(before: DeskRecord, after: DeskRecord) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        said = [{"departments": [each.name for each in one.departments]} for one in (before, after)]
        audit.note(tx, by, "name_departments", "desk", before=said[0], after=said[1])
        groups.put_desk(tx, after, before=before)
        tx.commit()

    after = races.change(desk, record, ["departments"], lambda held: replace(held, departments=departments), save)
    return after.departments
