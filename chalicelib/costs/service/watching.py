"""The month's budget: who is warned, and what is done less often, never what conversations need (F1)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.core import audit, races, times
from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.budget import State, in_month, looked_at
from chalicelib.costs.model.settings import CostSettings, money
from chalicelib.costs.model.spending import DESK
from chalicelib.costs.model.words import amount_in, saved_in
from chalicelib.costs.store import counts, settings
from chalicelib.costs.store.settings import StateMoved
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL

MOST_TOLD = 30  # what fits the transaction that notes that they were
SEE = "costs.see"


def look_at_budget(desk: Desk, zone: str) -> None:
    """Compare what the month has cost with its budget: people are warned at four fifths and when it is spent, once,
    and what the desk allows is done less often, one thing after the other. Three requests; twice is once."""
    month = times.hour(desk.now(), zone)[:7]

    def look() -> None:
        held, before = settings.both(desk)
        by_kind = counts.month_of(desk, DESK, month)  # behind what was looked at before: it is never less than there
        spent = {kind: money(used, held.prices).total for kind, used in by_kind.items()}
        after, due = looked_at(in_month(before, month, zone), round(sum(spent.values()), 6), spent, held)
        if after == before:
            return
        after = replace(after, version=before.version + 1)
        tx = Transaction(desk)
        settings.put_state(tx, before, after)
        if after.saving != before.saving:
            saves = {"saves": list(before.saving)}, {"saves": list(after.saving), "month": month}
            audit.note(tx, SYSTEM, "save_costs", "costs", before=saves[0], after=saves[1])
        if due is not None:
            _warn(tx, after, held, due)
        tx.commit()

    races.again(desk, look, StateMoved)


def _warn(tx: Transaction, state: State, held: CostSettings, percent: int) -> None:
    """Add to the transaction a letter to each who may see what the whole desk costs. One read of people."""
    words = {
        "percent": percent,
        "month": state.month,
        "spent": amount_in(state.spent, held.currency),
        "budget": amount_in(held.budget or 0.0, held.currency),
        "saves": saved_in(state.saving, held.language),
    }
    matter = Matter(what="budget_reached", words=words, about=f"costs#{state.month}")
    notifications.tell_colleagues(tx, _told(people.directory(tx.desk).agents.values()), held.language, matter)


def _told(agents: Iterable[Agent]) -> list[Agent]:
    able = [each for each in agents if each.active and SEE in each.rights.permissions and each.rights.scope == ALL]
    return sorted(able, key=lambda each: each.agent_id)[:MOST_TOLD]
