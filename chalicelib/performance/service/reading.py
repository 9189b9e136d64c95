"""Results, as those see them whose role reaches so far; everybody their own (F5, law 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import refuse_without
from chalicelib.performance import store
from chalicelib.performance.model.results import Brief, Result, places
from chalicelib.performance.model.runs import DRAFT, Month
from chalicelib.performance.service.access import MANAGE, SEE, members_in_reach, reached
from chalicelib.quality.model.calendar import month_of

PAGE = 50
BY_KEYS = 300  # agents up to whom each is asked for by key, and not all are read


class Held(msgspec.Struct, frozen=True):
    """An agent's month as it stands: ``revision``: the one that is shown, None of a draft. No ``result``: there is
    none."""

    month: Month
    revision: int | None
    result: Result | None
    is_own: bool


class Ranked(msgspec.Struct, frozen=True):
    """A line of a ranking: the place among those in it, the same of equal scores; None of whoever has no score."""

    place: int | None
    brief: Brief


class Ranking(msgspec.Struct, frozen=True):
    """``of``: how many have a place; ``following``: behind how many lines the next page begins."""

    month: Month
    revision: int | None
    run_id: str | None
    of: int
    lines: Sequence[Ranked]
    following: int | None


def this_month(desk: Desk) -> str:
    """The month on the desk's clock; one request."""
    return month_of(desk.now(), people.read_desk(desk).time_zone)


def read_of(desk: Desk, agent: Agent, agent_id: str, month: str, revision: int | None) -> Held:
    """What somebody's month comes to and how: of a revision, or as it stands. Two reads; another's take one or two
    more. Raises ``NotFound``, ``PermissionNeeded``, ``BeyondYourRights``."""
    is_own = agent_id == agent.agent_id
    if not is_own:
        reached(desk, agent, agent_id, SEE)
    of, run_id, shown = run_of(desk, agent, month, revision)
    result = store.result(desk, run_id, agent_id) if run_id is not None else None
    return Held(of, shown, result, is_own)


def run_of(desk: Desk, agent: Agent, month: str, revision: int | None) -> tuple[Month, str | None, int | None]:
    """A month, the run that is shown of it, and its revision (None: it is a draft). The draft of a correction is for
    those who manage. Raises ``NotFound``, ``PermissionNeeded``."""
    of = store.month(desk, month)
    if revision == DRAFT:
        refuse_without(MANAGE, agent.rights.permissions)
    run_id = of.run_of(revision)
    if revision is not None:
        existing(run_id, "no such revision")
    shown = next((each.revision for each in of.revisions if each.run_id == run_id), None)
    return of, run_id, shown


def ranking(
    desk: Desk, agent: Agent, month: str, group_id: str = "", revision: int | None = None, after: int = 0
) -> Ranking:
    """A page of those in reach, or of a group of theirs, the highest score first, then those without any. Two requests,
    one for a group's scope, and one for each hundred of a group or for each megabyte of everybody in short.

    Raises ``NotFound``, ``Invalid``, ``BeyondYourRights``, ``PermissionNeeded``.
    """
    roster = people.directory(desk)
    members = members_in_reach(desk, agent, roster, group_id)
    of, run_id, shown = run_of(desk, agent, month, revision)
    briefs = [*briefs_in(desk, run_id, members)]
    scores = {each.agent_id: each.score for each in briefs if each.score is not None}
    placed = places(scores)
    lines = [Ranked(placed[each.agent_id].place if each.agent_id in placed else None, each) for each in briefs]
    lines.sort(key=lambda each: (each.place is None, each.place or 0, each.brief.agent_id))
    page = lines[after : after + PAGE]
    following = after + PAGE if len(lines) > after + PAGE else None
    return Ranking(of, shown, run_id, len(scores), page, following)


def briefs_in(desk: Desk, run_id: str | None, members: frozenset[str] | None) -> Iterable[Brief]:
    """A run's results in short, of these agents or (None) of all."""
    if run_id is None:
        return ()
    if members is not None and len(members) <= BY_KEYS:
        return store.briefs_of(desk, run_id, sorted(members))
    return (each for each in store.briefs(desk, run_id) if members is None or each.agent_id in members)
