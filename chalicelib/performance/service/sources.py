"""Where values come from: for a page of agents and one month, a source of each kind is asked once (F5).

Whatever else an agent's month may be measured by gets a line in ``READERS`` and its sources in ``model.sources``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

import msgspec

from chalicelib.attendance import service as attendance
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Roster
from chalicelib.performance import store
from chalicelib.performance.model.computing import CURRENCIES
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.results import Measure
from chalicelib.performance.model.schemes import SchemeDefinition
from chalicelib.performance.model.sources import (
    ENTERED,
    FIGURE,
    FLOWS,
    MANUAL,
    MONEY,
    POINTS,
    SHIFTS,
    SOURCES,
    STAFF,
    TRAINING,
    attended,
    conformed,
    learnt,
    measured,
)
from chalicelib.reports import service as reports
from chalicelib.reports.model.figures import NOTHING
from chalicelib.staff import service as staff
from chalicelib.staff.model.sums import Sums as StaffSums
from chalicelib.touchpoints import service as touchpoints
from chalicelib.training import service as training


class Wish(msgspec.Struct, frozen=True):
    """What is to be measured, of whom, and in which month."""

    roster: Roster
    month: str
    agent_ids: Sequence[str]
    names: Collection[str]


Measures = Mapping[str, Mapping[str, Measure]]  # agent → name → what was measured


def name_of(indicator: Indicator, currency: str) -> str:
    """What an indicator measures: what is entered by hand is told apart by its key, money by its currency."""
    more = {MANUAL: indicator.key, MONEY: currency}.get(indicator.source)
    return f"{indicator.source}:{more}" if more is not None else indicator.source


def _figures(desk: Desk, wish: Wish) -> Measures:
    sums = reports.month_of_agents(desk, wish.roster, wish.month, wish.agent_ids)
    return {each: {name: measured(sums.get(each, NOTHING), name) for name in wish.names} for each in wish.agent_ids}


def _entered(desk: Desk, wish: Wish) -> Measures:
    entered = store.values_of(desk, wish.month, wish.agent_ids)
    return {
        agent_id: {f"{MANUAL}:{key}": Measure(each.value, reason=each.reason) for key, each in held.values.items()}
        for agent_id, held in entered.items()
    }


def _staff(desk: Desk, wish: Wish) -> Measures:
    sums = staff.sums_of(desk, wish.agent_ids, wish.month)
    return {agent_id: {name: Measure(_balance(held, name)) for name in wish.names} for agent_id, held in sums.items()}


def _balance(sums: StaffSums, name: str) -> float:
    if name == POINTS:
        return float(sums.points)
    currency = name.rpartition(":")[2]
    return float(Fraction(sums.money(currency), 10 ** CURRENCIES.get(currency, 2)))


def _attended(desk: Desk, wish: Wish) -> Measures:
    sums = attendance.sums_of(desk, wish.agent_ids, wish.month)
    return {agent_id: {name: attended(held, name) for name in wish.names} for agent_id, held in sums.items()}


def _flows(desk: Desk, wish: Wish) -> Measures:
    numbers = touchpoints.rates_of(desk, wish.agent_ids, wish.month)
    return {agent_id: {name: conformed(held) for name in wish.names} for agent_id, held in numbers.items()}


def _learnt(desk: Desk, wish: Wish) -> Measures:
    months = training.months_of(desk, wish.agent_ids, wish.month, wish.roster.desk.time_zone)
    return {agent_id: {name: learnt(held, name) for name in wish.names} for agent_id, held in months.items()}


READERS: Mapping[str, Callable[[Desk, Wish], Measures]] = {
    FIGURE: _figures,
    ENTERED: _entered,
    STAFF: _staff,
    SHIFTS: _attended,
    FLOWS: _flows,
    TRAINING: _learnt,
}


def measures(
    desk: Desk, roster: Roster, month: str, agent_ids: Sequence[str], definitions: Collection[SchemeDefinition]
) -> Mapping[str, Mapping[str, Measure]]:
    """What the indicators of these schemes measure, by agent and by what it is called (``name_of``).

    For a page of agents: a query for each megabyte of their figures, one request for what was entered, one for staff
    files, one for shifts, one for flows, one for training.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for definition in definitions:
        for each in definition.indicators:
            if each.source in SOURCES:
                names[SOURCES[each.source].kind].add(name_of(each, definition.currency))
    found: dict[str, dict[str, Measure]] = {each: {} for each in agent_ids}
    for kind, wanted in names.items():
        for agent_id, known in READERS[kind](desk, Wish(roster, month, agent_ids, wanted)).items():
            found[agent_id] |= known
    return {agent_id: _of_work(known) if len(names) > 1 else known for agent_id, known in found.items()}


def _of_work(known: Mapping[str, Measure]) -> Mapping[str, Measure]:
    """Who did nothing that is measured is not paid for having no penalty."""
    own = {name: each for name, each in known.items() if name.startswith(STAFF)}
    others = {name: each for name, each in known.items() if name not in own}
    if any(each.value is not None for each in others.values()) or any(each.value for each in own.values()):
        return known
    return others
