"""What an import or export needs to know of the desk, read when it is first asked for; and what becomes of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model import own_fields
from chalicelib.exchange.model.kinds import EXPORT, IMPORT, Kind, kind_of
from chalicelib.exchange.model.names import Known, is_external_id
from chalicelib.exchange.model.rows import Problem, Row, values_of
from chalicelib.exchange.model.runs import REFUSED, Run
from chalicelib.exchange.model.why import WHY
from chalicelib.exchange.store import names
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import Category, Tree
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.rights import ADMINISTRATOR, PermissionNeeded, refuse_without
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets import service as tickets
from chalicelib.visitors import service as visitors

WEIGHT = 4  # writes of a row that is written together with others
OPERATOR = "operator"  # who runs the desk, and is nobody's account


class Planned(msgspec.Struct, frozen=True):
    """What becomes of a row. ``act``: does it by itself, twice is once; ``write``: adds it to the part's transaction.

    ``found``: the thing that is to be made findable then. ``of``: the things that it is of, and where their external
    ids stand: two rows of one must not be in one part, whose transaction holds each once; ``weight``: how many writes
    it is at most. ``name``: which row it is, for people."""

    row: Row
    outcome: str
    problems: tuple[Problem, ...] = ()
    act: Callable[[], object] | None = None
    write: Callable[[Transaction], None] | None = None
    found: str | None = None
    name: str = ""
    of: tuple[str, ...] = ()
    weight: int = WEIGHT


def refused(row: Row, problems: Sequence[Problem], name: str = "") -> Planned:
    """A row that is not taken."""
    return Planned(row, REFUSED, tuple(problems), name=name)


def problems_of(error: DeskError) -> list[Problem]:
    """What a refusal says of a row."""
    if error.errors:
        return [_problem(each.field, each.message) for each in error.errors]
    return [Problem(str(error.extra.get("field", "")), error.code, error.detail[:300])]


def _problem(field: str, message: str) -> Problem:
    """What is wrong in a word, where there is one for it, else in a sentence."""
    return Problem(field, message) if message in WHY else Problem(field, "invalid", message[:300])


def hand_of(run: Run) -> By:
    """Whose hand it is, for the audit log."""
    return By(run.by.agent_id, run.by.name, run.by.request_id)


def as_json(name: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as JSON can, to be named by."""
    return {name: value if isinstance(value, str | int | list) else str(value) for name, value in name.items()}


def operator(desk: Desk, by: By) -> Agent:
    """Whoever runs the desk, who may do everything, and is nobody's account."""
    return Agent(OPERATOR, "", by.name, "", ADMINISTRATOR, 1, active=True, created_at=desk.now())


def agent_of(desk: Desk, run: Run) -> Agent | None:
    """Whose hand it is, as they are now; None where they are gone or left. An operator may do everything."""
    if run.by.agent_id == OPERATOR:
        return operator(desk, hand_of(run))
    agent = people.read_agents(desk, [run.by.agent_id]).get(run.by.agent_id)
    return agent if agent is not None and agent.active else None


def refuse_rights(agent: Agent, kind: Kind, permission: str) -> None:
    """Raises ``PermissionNeeded`` for whoever may not do this with such things."""
    refuse_without(permission, agent.rights.permissions)
    if agent.rights.permissions.isdisjoint(kind.permissions):
        refuse_without(kind.permissions[0], agent.rights.permissions)


def why_not(agent: Agent | None, run: Run) -> str | None:
    """Why somebody may not go on with this; None: they may."""
    if agent is None:
        return "gone"
    try:
        refuse_rights(agent, kind_of(run.kind), IMPORT if run.is_import else EXPORT)
    except PermissionNeeded:
        return "rights"
    return None if agent.reaches_all or not run.is_import else "rights"  # an import concerns the whole desk


class Ground:
    """The desk around one piece of an import or export."""

    def __init__(self, desk: Desk, run: Run, agent: Agent) -> None:
        self.desk, self.run, self.agent = desk, run, agent
        self.kind = kind_of(run.kind)
        self.now = desk.now()
        self._plans: dict[str, Plan | None] = {}

    @property
    def caller(self) -> people.Caller:
        """As services take whoever asks."""
        return people.Caller(self.agent, self.run.run_id)

    @property
    def by(self) -> By:
        """Whose hand it is, for the audit log."""
        return hand_of(self.run)

    @cached_property
    def zone(self) -> str:
        """The desk's clock; one read."""
        return people.read_desk(self.desk).time_zone

    @cached_property
    def roster(self) -> Roster:
        """Everybody and every group, as of now; one query a megabyte."""
        return people.roster(self.desk)

    @cached_property
    def tree(self) -> Tree:
        """All categories; one read."""
        return knowledge.read_tree(self.desk)

    @cached_property
    def ticket_fields(self) -> own_fields.OfTickets:
        """The fields that tickets have besides, by type; two requests."""
        return tickets.own_fields(self.desk)

    def category(self, words: str) -> Category | None:
        """The category of this id or name, or of this path of names."""
        last = words.replace("／", "/").replace(">", "/").split("/")[-1]
        found = self.tree.named(words) or self.tree.named(last)
        return found if found is not None and self.tree.is_open(found) else None

    def plan(self, key: str) -> Plan | None:
        """The plan of this key; one read the first time."""
        if key not in self._plans:
            self._plans[key] = read_all(self.desk.database, [plans.wanted(key)])[0] if 0 < len(key) <= 100 else None
        return self._plans[key]

    def values(self, row: Row) -> tuple[dict[str, Any], list[Problem]]:
        """What a row says, as what it means."""
        return values_of(self.kind, row, self.zone, self.now)

    @cached_property
    def _tags(self) -> set[str]:
        """The tags that are suggested by now; one read."""
        return set(visitors.list_tags(self.desk))

    def remember_tags(self, tx: Transaction, tags: Sequence[str]) -> None:
        """Have tags suggested that never were, once the part is stored."""
        new = [each for each in tags if each not in self._tags] if tags else []
        if new:
            self._tags.update(new)
            tx.after_commit(lambda: visitors.suggest_tags(self.desk, new))

    def is_erased(self, visitor_id: str | None) -> bool:
        """Whether this is somebody who was erased, whom nothing brings back (F6); one read."""
        if visitor_id is None:
            return False
        (there,) = read_all(self.desk.database, [visitors.wanted(visitor_id)])
        return there is not None and there.erased_at is not None

    def known(self, lookups: Sequence[str]) -> dict[str, Known]:
        """Which things these external ids name."""
        return names.known(self.desk, lookups)

    def colleague(self, name: str) -> Agent | None:
        """Somebody of the desk, by e-mail address, staff number, id or a name that one of them has."""
        text = name.strip().casefold()
        agents = self.roster.agents
        if name in agents:
            return agents[name]
        for each in agents.values():
            if text in (each.email, each.number.casefold()):
                return each
        named = [each for each in agents.values() if each.name.casefold() == text]
        return named[0] if len(named) == 1 else None

    def group_id(self, name: str) -> str | None:
        """A group, by its id or a name that one of them has."""
        groups = self.roster.groups
        if name in groups:
            return name
        named = [each.group_id for each in groups.values() if each.name == name and not each.archived]
        return named[0] if len(named) == 1 else None

    def where(self, scope: str, external_id: str) -> Where:
        """Where it stands which thing has this external id, and what stands there; one read."""
        lookup = names.lookup(self.run.kind, scope, external_id)
        return lookup, external_id, self.known([lookup]).get(lookup)


Where = tuple[str, str, Known | None]
Said = Callable[[Mapping[str, Any]], str]


class Claims(msgspec.Struct, frozen=True):
    """What a row says that holds: of which thing, what it is called, and its values as they are kept."""

    external_id: str
    name: str
    values: dict[str, Any]


def claims_of(
    ground: Ground, row: Row, called: Said, instead: Said, checked: Callable[[Ground, dict[str, Any]], dict[str, Any]]
) -> Claims | Planned:
    """What a row says, or that it is refused. ``called``: how it is named for people; ``instead``: of an external id
    that it does not say; ``checked``: its values as they are kept, or a refusal."""
    values, problems = ground.values(row)
    name = called(values)
    external_id = str(values.pop("external_id", "")) or instead(values)
    if row.wrong is None and not is_external_id(external_id):
        problems.append(Problem("external_id", "bad_id" if external_id else "needed"))
    if problems:
        return refused(row, problems, name)
    try:
        return Claims(external_id, name, checked(ground, values))
    except DeskError as wrong:
        return refused(row, problems_of(wrong), name)


def told_of(held: Mapping[str, Any], differing: Sequence[str]) -> tuple[Problem, ...]:
    """In what the desk has something else than the file."""
    return tuple(Problem(each, "differs", str(held.get(each))[:100]) for each in differing)
