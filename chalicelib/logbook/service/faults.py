"""Faults, reported once each to the department that sees to them, as a ticket of theirs (B8)."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.checks import Check, refuse_unknown_point
from chalicelib.logbook.model.faults import Fault, ReportFault, checked_fault
from chalicelib.logbook.service.reach import group_in, logs_of, own_group, refuse_unseen, sees
from chalicelib.logbook.service.saving import change, once_only, page_of, read, remember, save
from chalicelib.logbook.store import records
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, by_agent
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import CreateTicket


class MakeTicket(Due, frozen=True):
    """A fault becomes a ticket of the department's."""

    kind = "logbook.make_ticket"

    fault_id: str


def list_faults(
    desk: Desk, agent: Agent, group_id: str | None, before: str | None, *, to_us: bool = False
) -> tuple[list[tuple[str, Fault]], bool]:
    """A page of what was reported by one's groups, or to them; the newest first. Raises ``NotYours``."""
    kind = "fault-to" if to_us else "fault"
    return page_of(desk, [f"{kind}#{each}" for each in logs_of(agent, group_id)], before)


def read_fault(desk: Desk, agent: Agent, fault_id: str) -> Fault:
    """One of them, for who reported it, and for whom. Raises ``NotFound``, ``NotYours``."""
    fault = read(desk, Fault, fault_id)
    if not sees(agent, fault.department_id):
        refuse_unseen(agent, fault.group_id)
    return fault


def report_fault(desk: Desk, agent: Agent, form: ReportFault, once: Once | None) -> tuple[Fault, bool]:
    """Report that something does not work; whether it was reported before: of one point of a check there is one report.

    Some six requests, and those of the ticket, which is made in this request, or by due work. Raises ``Invalid`` with
    the fields, ``NotYours``, ``GroupArchived``, ``KeyReused``.
    """
    again = False

    def act() -> Fault:
        nonlocal again
        fault = _made(desk, agent, form)
        tx = Transaction(desk)
        remember(tx, once, fault.fault_id)
        save(tx, None, fault)
        work.put(tx, MakeTicket(fault.fault_id), inline=True)
        try:
            tx.commit_and_tell()
        except records.RecordMoved:
            again = True
        return read(desk, Fault, fault.fault_id)

    return once_only(desk, Fault, once, act), again


def _made(desk: Desk, agent: Agent, form: ReportFault) -> Fault:
    title, text = checked_fault(form)
    department = group_in(desk, form.department_id, "department_id")
    check, group = _where(desk, agent, form)
    return Fault(
        _name(desk, check, form.point_id),
        group.group_id,
        department.group_id,
        department.name,
        title,
        text,
        by_agent(agent),
        desk.now(),
        urgent=form.urgent,
        check_id=check.check_id if check is not None else None,
        point_id=form.point_id if check is not None else None,
    )


def _where(desk: Desk, agent: Agent, form: ReportFault) -> tuple[Check | None, Group]:
    if form.check_id is None:
        if form.point_id is not None:
            raise Invalid.field("check_id", "say of which check")
        return None, own_group(desk, agent, form.group_id)
    check = records.find(desk, Check, form.check_id)
    if check is None:
        raise Invalid.field("check_id", "no such check")
    refuse_unseen(agent, check.group_id)
    if form.point_id is None:
        raise Invalid.field("point_id", "say at which point of the check")
    refuse_unknown_point(check, form.point_id)
    return check, group_in(desk, check.group_id)


def _name(desk: Desk, check: Check | None, point_id: str | None) -> str:
    """A report of a point of a check has the same name whoever makes it."""
    if check is None:
        return desk.new_id("flt")
    return f"flt_{hashlib.sha256(f'{check.check_id}#{point_id}'.encode()).hexdigest()[:26]}"


def make_ticket(desk: Desk, due: MakeTicket) -> None:
    """The department's ticket for a fault, once. Some fourteen requests; two where it is made. Where nothing new comes
    to the department by now, it is theirs who lead the desk."""
    fault = records.find(desk, Fault, due.fault_id)
    if fault is None or fault.ticket_id is not None:
        return
    group = people.find_group(desk, fault.department_id)
    made = tickets.make_for_duty(desk, fault.fault_id, _form(fault, group))

    def linked(known: Fault) -> Fault | None:
        if known.ticket_id is not None:
            return None
        return replace(known, ticket_id=made.ticket_id, number=made.number, version=known.version + 1)

    change(desk, Fault, fault.fault_id, linked)


def _form(fault: Fault, group: Group | None) -> CreateTicket:
    urgent: dict[str, Any] = {"summary": fault.title, "reason": fault.text[:1_000]} if fault.urgent else {}
    return CreateTicket(
        client_id=fault.fault_id,
        type="fault",
        subject=fault.title,
        text=fault.text,
        priority=fault.priority,
        group_id=group.group_id if group is not None and not group.archived else None,
        tell_by="none",
        **urgent,
    )
