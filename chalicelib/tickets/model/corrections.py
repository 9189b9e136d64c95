"""What a complaint teaches is done: its corrective action becomes a ticket of its own (D6). Pure.

Such a ticket is the desk's own matter: it has no customer, nobody outside hears of it, and it goes by its flow alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from chalicelib.core import times
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.drawn import LEADERS, field, names, stage
from chalicelib.tickets.model.flows import Definition, Way
from chalicelib.tickets.model.settings import MOMENT
from chalicelib.tickets.model.spans import day_in
from chalicelib.tickets.model.ticket import COMPLAINT, NEW, Ticket, Value
from chalicelib.tickets.model.turns import may_have

ACTION, OWNER, DUE = "corrective_action", "corrective_owner", "corrective_due"  # fields of a complaint
_DAY = 86_400

CORRECTION_FLOW = Definition(
    names("纠正措施", "Corrective action"),
    (
        stage(
            *("planned", "计划", "Planned", "done"),
            state=NEW,
            needs=("measure", "due"),
            allowed=Allowance(_DAY, CALENDAR),  # until the end of the day
            counts_from="due",
        ),
        stage(
            *("done", "已落实", "Done", Way("checked", LEADERS), Way("planned", LEADERS)),
            needs=("result",),
            allowed=Allowance(3 * _DAY, CALENDAR),
        ),
        stage("checked", "已验证", "Checked", state="closed", needs=("effect",)),
    ),
    (
        field("measure", "措施", "Measure"),
        field("responsible", "负责人", "Who sees to it"),
        field("cause", "根本原因", "Cause"),
        field("due", "完成日期", "Done by the day of", MOMENT),
        field("result", "落实情况", "What was done"),
        field("effect", "效果验证", "Whether it helps", set_by=LEADERS),
    ),
)


class Corrective(msgspec.Struct, frozen=True):
    """What is to be done: the measure, by whom, as somebody wrote it, until the end of which day (None: by none that
    can be read); ``due_words``: when, as somebody wrote it."""

    measure: str
    owner: str
    due: date | None
    cause: str = ""
    due_words: str = ""

    def values(self, zone: str) -> dict[str, Value]:
        """The fields of its ticket: the day begins where the desk is."""
        begins = times.stored(times.day_begins(self.due, zone)) if self.due is not None else ""
        values = {"measure": self.measure, "responsible": self.owner, "cause": self.cause, "due": begins}
        return {key: value for key, value in values.items() if value}


def corrective_of(ticket: Ticket) -> Corrective | None:
    """What a complaint asks to be done; None: nothing, or it is no complaint. Flows of the desk's own may have any text
    where the day stands."""
    action, owner, due = (ticket.fields.get(key) for key in (ACTION, OWNER, DUE))
    if ticket.type != COMPLAINT or not isinstance(action, str):
        return None
    return Corrective(
        action, str(owner or ""), day_in(str(due or "")), str(ticket.fields.get("cause") or ""), str(due or "")
    )


def is_of(ticket: Ticket, subject: str, values: Mapping[str, Value | None]) -> bool:
    """Whether this ticket is for the measure of these values, by the same day; where its flow has no such fields, for
    what its subject says."""
    asked = {key: values.get(key) for key in ("measure", "due") if key in ticket.fields}
    same = all(ticket.fields[key] == value for key, value in asked.items())
    return same and ("measure" in asked or ticket.subject == subject)


def whose(agents: Iterable[Agent], called: str) -> Agent | None:
    """The one who is called so, by number or by name, and may have tickets; None: nobody, or several."""
    wanted = called.strip().casefold()
    able = [each for each in agents if wanted and may_have(each)]
    by_number = [each for each in able if each.number.casefold() == wanted]
    by_name = [each for each in able if each.name.casefold() == wanted]
    return next((named[0] for named in (by_number, by_name) if len(named) == 1), None)
