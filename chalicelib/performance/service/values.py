"""What people enter for an agent's month: with a reason, audited, also for months that are confirmed (F5).

What was confirmed stays as it is; what is entered afterwards counts in the next revision.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.performance import store
from chalicelib.performance.model.indicators import is_key
from chalicelib.performance.model.values import LONGEST_REASON, MOST_KEYS, Entered, Values, checked_value
from chalicelib.performance.service.access import names_in_reach, reached
from chalicelib.performance.store import MonthMoved, ValuesMoved

PAGE = 50


class Entry(msgspec.Struct, frozen=True):
    """A value for a key; None takes it away. ``version``: of the agent's values as they were read."""

    key: str
    value: float | None
    reason: str
    version: int | None = None


def list_values(
    desk: Desk, agent: Agent, month: str, after: str | None
) -> tuple[Sequence[tuple[str, Values]], str | None]:
    """A page of agents in reach, by their ids, each with the name and what was entered for them. Two requests, and one
    for a group's scope."""
    names = names_in_reach(desk, agent)
    rest = sorted(each for each in names if after is None or each > after)
    page = rest[:PAGE]
    known = store.values_of(desk, month, page) if page else {}
    found = [(names[each], known.get(each, Values(each))) for each in page]
    return found, page[-1] if len(rest) > PAGE else None


def enter_value(desk: Desk, agent: Agent, by: By, month: str, agent_id: str, entry: Entry) -> tuple[str, Values]:
    """Enter a value for an agent in reach, or take it away; the month has to be computed anew before it is confirmed.
    The same once more changes nothing. The name and what was entered; five requests.

    Raises ``NotFound``, ``BeyondYourRights``, ``Invalid``, ``ChangedMeanwhile``.
    """
    name = reached(desk, agent, agent_id).name
    entry = _checked(entry)

    def enter() -> Values:
        before = store.values(desk, month, agent_id)
        held = before.values.get(entry.key)
        if (held.value if held is not None else None, held.reason if held is not None else entry.reason) == (
            entry.value,
            entry.reason,
        ):
            return before
        races.refuse_older(entry.version, before)
        after = _entered(desk, by, before, entry)
        of = store.month(desk, month)
        tx = Transaction(desk)
        store.write_values(tx, month, before, after)
        store.write_month(tx, of, replace(of, inputs=of.inputs + 1, version=of.version + 1))
        audit.note(
            tx,
            by,
            "enter_performance_value",
            agent_id,
            before={"value": held.value if held is not None else None},
            after={"month": month, "key": entry.key, "value": entry.value, "reason": entry.reason},
        )
        tx.commit()
        return after

    return name, races.again(desk, enter, (MonthMoved, ValuesMoved))


def _checked(entry: Entry) -> Entry:
    """With its reason as it is stored. Raises ``Invalid``."""
    wrong, reason = WrongFields(), ""
    if not is_key(entry.key):
        wrong.add("key", "the key of an indicator")
    with wrong:
        reason = checked("reason", entry.reason, longest=LONGEST_REASON)
    if entry.value is not None:
        with wrong:
            checked_value(entry.value)
    wrong.refuse()
    return replace(entry, reason=reason)


def _entered(desk: Desk, by: By, before: Values, entry: Entry) -> Values:
    others = {key: each for key, each in before.values.items() if key != entry.key}
    if entry.value is not None:
        others[entry.key] = Entered(entry.value, entry.reason, by.agent_id, by.name, desk.now())
    if len(others) > MOST_KEYS:
        raise Invalid.field("key", f"at most {MOST_KEYS} values of one agent")
    return Values(before.agent_id, others, before.version + 1)
