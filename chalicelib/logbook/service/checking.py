"""Checks that are due: filled with what was found; what nobody fills in time reaches those who lead (B8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.checks import LONGEST_FINDING, Check, FindingForm, filled, missed
from chalicelib.logbook.model.schedules import MOST_POINTS
from chalicelib.logbook.service.reach import logs_of, refuse_unseen
from chalicelib.logbook.service.saving import change, once_only, page_of, read, remember
from chalicelib.logbook.service.telling import LANGUAGE, leaders_of, write
from chalicelib.logbook.store import records
from chalicelib.people.model.agents import Agent, by_agent

View = Literal["open", "missed", "faults", "all"]
LISTS: Mapping[str, str] = {"open": "check-open", "missed": "check-missed", "faults": "check-fault", "all": "check"}


class FillCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was found at each point, by their ids, and a ``note`` on all of it."""

    findings: Annotated[Mapping[str, FindingForm], msgspec.Meta(max_length=MOST_POINTS)]
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_FINDING)] = ""


class MissCheck(Due, frozen=True):
    """The time to fill in a check is over."""

    kind = "logbook.miss_check"

    check_id: str


def list_checks(
    desk: Desk, agent: Agent, view: View, group_id: str | None, before: str | None
) -> tuple[list[tuple[str, Check]], bool]:
    """A page of checks with their places, the newest first, and whether there are more; a query for each of one's
    groups, and a request. Raises ``NotYours``."""
    names = [f"{LISTS[view]}#{each}" for each in logs_of(agent, group_id)]
    return page_of(desk, names, before)


def read_check(desk: Desk, agent: Agent, check_id: str) -> Check:
    """One of them. Raises ``NotFound``, ``NotYours``."""
    check = read(desk, Check, check_id)
    refuse_unseen(agent, check.group_id)
    return check


def fill_check(desk: Desk, agent: Agent, check_id: str, form: FillCheck, once: Once | None) -> Check:
    """Say what was found; the first who does has done it. Three requests. Raises ``NotFound``, ``NotYours``,
    ``DutyOver``, ``Invalid`` naming each point, ``KeyReused``."""

    def fill(check: Check) -> Check:
        refuse_unseen(agent, check.group_id)
        return filled(check, form.findings, form.note, by_agent(agent), desk.now())

    def also(tx: Transaction, before: Check, after: Check) -> None:
        remember(tx, once, after.check_id)

    return once_only(desk, Check, once, lambda: change(desk, Check, check_id, fill, also))


def miss_check(desk: Desk, due: MissCheck) -> None:
    """Nobody filled it in time: those who lead the group hear of it once, and it can still be filled. Twice is once.
    Four requests and a letter."""
    if records.find(desk, Check, due.check_id) is None:
        return

    def also(tx: Transaction, before: Check, after: Check) -> None:
        leaders, group, roster = leaders_of(desk, after.group_id)
        words = {
            "name": after.name,
            "group": group.name if group is not None else "",
            "due": times.moment(after.due_at, roster.desk.time_zone, LANGUAGE),
            "at": times.moment(after.until, roster.desk.time_zone, LANGUAGE),
        }
        write(tx, leaders, "check_missed", after.check_id, words)

    change(desk, Check, due.check_id, lambda check: missed(check, desk.now()), also)
