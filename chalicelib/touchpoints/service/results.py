"""What months come to on the map: counts and the flow conformance rate 规范率 by cell and by agent (E4, law 8).

Cells are the whole desk's, for whose role reaches all of it; whose role reaches a group sees of a cell what its members
did; everybody sees their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, refuse_without
from chalicelib.touchpoints.model.matrix import NONE, Matrix, parts_of
from chalicelib.touchpoints.model.months import is_month
from chalicelib.touchpoints.model.placement import (
    AGENT,
    CELL,
    NOTHING,
    Contribution,
    Numbers,
    Placement,
    plus,
    spot_key,
)
from chalicelib.touchpoints.model.rights import SEE
from chalicelib.touchpoints.service import mapping
from chalicelib.touchpoints.service.mapping import Shown
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.placements import FAIL, LIST, Listed

PAGE = 20
KEYS_READ, MOST_ROUNDS = 50, 5
BY_AGENT = f"{AGENT}#"
STEP = "step#"


def month_asked(desk: Desk, month: str) -> str:
    """The month that is meant; empty: this one, which takes a read. Raises ``Invalid``."""
    if not month:
        return times.hour(desk.now(), people.read_desk(desk).time_zone)[:7]
    if not is_month(month):
        raise Invalid.field("month", "a month such as 2026-11")
    return month


class MapOfMonth(msgspec.Struct, frozen=True):
    """The map of a brand with what a month came to: ``numbers`` by code, ``none``: what fell into no cell (of all
    brands). Both None for whose role does not reach the whole desk."""

    shown: Shown
    month: str
    numbers: Mapping[str, Numbers] | None
    none: Numbers | None


def read_map(desk: Desk, agent: Agent, brand: str = "", month: str = "", known: Matrix | None = None) -> MapOfMonth:
    """The map and what it came to: two requests, one for each hundred cells, and one where the month is not said.
    Raises ``Invalid``."""
    asked = month_asked(desk, month)
    shown = mapping.read_map(desk, brand, known)
    if not agent.reaches_all:
        return MapOfMonth(shown, asked, None, None)
    codes = [*shown.matrix.codes(shown.brand), NONE]
    counts = store.counts(desk, [(spot_key(CELL, each), asked) for each in codes])
    numbers = {key.partition("#")[2]: each for (key, _), each in counts.items()}
    return MapOfMonth(shown, asked, numbers, numbers.pop(NONE))


class Line(msgspec.Struct, frozen=True):
    """What one agent's month came to."""

    agent_id: str
    name: str
    number: str
    numbers: Numbers


def list_agents(desk: Desk, agent: Agent, month: str, cursor: str | None) -> tuple[str, list[Line], str | None]:
    """A page of the agents in reach with their month, by name, and where the next begins. Three requests at most, one
    for a group's scope. Everybody sees themselves."""
    asked = month_asked(desk, month)
    purpose = f"touchpoint-agents#{agent.agent_id}#{asked}"
    after = unseal(desk, purpose, cursor) if cursor else None
    roster = people.directory(desk)
    ids = reached(desk, agent)
    known = [each for each in roster.agents.values() if ids is None or each.agent_id in ids]
    places = sorted(([each.name, each.agent_id], each) for each in known)
    rest = [each for each in places if after is None or each[0] > after]
    page = rest[:PAGE]
    counts = store.counts(desk, [(spot_key(AGENT, each.agent_id), asked) for _, each in page])
    lines = [
        Line(each.agent_id, each.name, each.number, counts[spot_key(AGENT, each.agent_id), asked]) for _, each in page
    ]
    following = seal(desk, purpose, page[-1][0]) if len(rest) > PAGE else None
    return asked, lines, following


def reached(desk: Desk, agent: Agent) -> frozenset[str] | None:
    """Whose figures they see, by id; None: everybody's. One request for a group's scope."""
    if SEE not in agent.rights.permissions:
        return frozenset({agent.agent_id})
    if agent.rights.scope == ALL:
        return None
    return people.Surroundings(desk, agent).colleague_ids


class Spot(msgspec.Struct, frozen=True):
    """What a question is about: a ``cell`` by its code (``none``: what fell into none), or an ``agent`` by id."""

    dimension: str
    key: str

    @property
    def place(self) -> tuple[str, str]:
        """As the store has it."""
        return self.dimension, self.key


class Detail(msgspec.Struct, frozen=True):
    """``total`` of what is in reach; ``failed``: how often which step was not kept (none for whose role reaches a part
    of a cell); ``agents``: of a cell, by id."""

    month: str
    total: Numbers
    failed: Mapping[str, int]
    agents: Sequence[Line]


def spot_of(desk: Desk, agent: Agent, cell: str, agent_id: str) -> Spot:
    """What is asked about; neither: one's own. Raises ``Invalid``, ``PermissionNeeded``, ``BeyondYourRights``."""
    if cell and agent_id:
        raise Invalid.field("cell", "a cell or an agent")
    if not cell:
        agent_id = agent_id or agent.agent_id
        if agent_id != agent.agent_id:
            if agent_id not in people.read_agents(desk, [agent_id]):
                raise Invalid.field("agent_id", "there is no such agent")
            refuse_without(SEE, agent.rights.permissions)
            people.refuse_people_beyond(desk, agent, frozenset({agent_id}), "they are beyond your reach")
        return Spot(AGENT, agent_id)
    if cell != NONE and parts_of(cell) is None:
        raise Invalid.field("cell", "the code of a cell")
    return Spot(CELL, cell)


def read_detail(desk: Desk, agent: Agent, spot: Spot, month: str) -> Detail:
    """What a month of a cell or an agent came to. One query, one for the names of a cell's agents, one for a group's
    scope."""
    asked = month_asked(desk, month)
    counts = store.month_of(desk, spot.place, asked)
    failed = {name.removeprefix(STEP): each.failed for name, each in counts.items() if name.startswith(STEP)}
    if spot.dimension == AGENT:
        return Detail(asked, counts.get("", NOTHING), failed, ())
    ids = reached(desk, agent)
    own = {name.removeprefix(BY_AGENT): each for name, each in counts.items() if name.startswith(BY_AGENT)}
    seen = {name: each for name, each in own.items() if ids is None or name in ids}
    agents = people.directory(desk).agents
    lines = [
        Line(name, agents[name].name if name in agents else "", agents[name].number if name in agents else "", each)
        for name, each in seen.items()
        if not each.is_nothing
    ]
    lines.sort(key=lambda each: (-each.numbers.conversations, each.name))
    if ids is None:
        return Detail(asked, counts.get("", NOTHING), failed, lines)
    total = NOTHING
    for each in seen.values():
        total = plus(total, each)
    return Detail(asked, total, {}, lines)


class Contact(msgspec.Struct, frozen=True):
    """One conversation or ticket that is counted there, and what was judged of it."""

    about_id: str
    counted: Contribution
    placement: Placement | None


def list_contacts(
    desk: Desk, agent: Agent, spot: Spot, month: str, only_failed: bool, cursor: str | None
) -> tuple[list[Contact], str | None]:
    """A page of what is counted for a cell or agent, the newest first, as far as it is in reach; ``only_failed``: what
    did not keep every step. Five queries at most, one request for what was judged, one for a group's scope; a page may
    be short, or empty, while others follow."""
    asked = month_asked(desk, month)
    purpose = f"touchpoint-contacts#{agent.agent_id}#{spot}#{asked}#{only_failed}"
    before = unseal(desk, purpose, cursor) if cursor else None
    ids = reached(desk, agent) if spot.dimension == CELL else None
    kept: list[Listed] = []
    more = True
    for _ in range(MOST_ROUNDS):
        read, more = store.listed(desk, FAIL if only_failed else LIST, spot.place, asked, before, KEYS_READ)
        for each in read:
            before = each.place
            if ids is None or each.counted.agent_id in ids:
                kept.append(each)
                if len(kept) == PAGE:
                    break
        if len(kept) == PAGE or not more:
            break
    more = more or len(kept) == PAGE
    placements = store.placements(desk, [each.about_id for each in kept]) if kept else {}
    contacts = [Contact(each.about_id, each.counted, placements.get(each.about_id)) for each in kept]
    return contacts, seal(desk, purpose, before) if more and before is not None else None


def rates_of(desk: Desk, agent_ids: Sequence[str], month: str) -> dict[str, Numbers]:
    """What a month came to for each of these agents, for rooms that have asked whether they may; one request for each
    hundred."""
    counts = store.counts(desk, [(spot_key(AGENT, each), month) for each in agent_ids])
    return {each: counts[spot_key(AGENT, each), month] for each in agent_ids}
