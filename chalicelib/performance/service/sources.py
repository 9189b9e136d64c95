"""Where values come from: for a page of agents and one month, a source of each kind is asked once (F5).

Whatever else an agent's month may be measured by gets a line in ``READERS`` and its sources in ``model.sources``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Roster
from chalicelib.performance import store
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.results import Measure
from chalicelib.performance.model.sources import ENTERED, FIGURE, MANUAL, SOURCES, measured
from chalicelib.reports import service as reports
from chalicelib.reports.model.figures import NOTHING


class Wish(msgspec.Struct, frozen=True):
    """What is to be measured, of whom, and in which month."""

    roster: Roster
    month: str
    agent_ids: Sequence[str]
    names: Collection[str]


Measures = Mapping[str, Mapping[str, Measure]]  # agent → name → what was measured


def name_of(indicator: Indicator) -> str:
    """What an indicator measures: what is entered by hand is told apart by its key."""
    return f"{MANUAL}:{indicator.key}" if indicator.source == MANUAL else indicator.source


def _figures(desk: Desk, wish: Wish) -> Measures:
    sums = reports.month_of_agents(desk, wish.roster, wish.month, wish.agent_ids)
    return {each: {name: measured(sums.get(each, NOTHING), name) for name in wish.names} for each in wish.agent_ids}


def _entered(desk: Desk, wish: Wish) -> Measures:
    entered = store.values_of(desk, wish.month, wish.agent_ids)
    return {
        agent_id: {f"{MANUAL}:{key}": Measure(each.value, reason=each.reason) for key, each in held.values.items()}
        for agent_id, held in entered.items()
    }


READERS: Mapping[str, Callable[[Desk, Wish], Measures]] = {FIGURE: _figures, ENTERED: _entered}


def measures(
    desk: Desk, roster: Roster, month: str, agent_ids: Sequence[str], indicators: Collection[Indicator]
) -> Mapping[str, Mapping[str, Measure]]:
    """What these indicators measure, by agent and by what it is called (``name_of``).

    For a page of agents: a query for each megabyte of their figures, and one request for what was entered.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for each in indicators:
        if each.source in SOURCES:
            names[SOURCES[each.source].kind].add(name_of(each))
    found: dict[str, dict[str, Measure]] = {each: {} for each in agent_ids}
    for kind, wanted in names.items():
        for agent_id, known in READERS[kind](desk, Wish(roster, month, agent_ids, wanted)).items():
            found[agent_id] |= known
    return found
