"""Campaigns: so many customers without contact for so long, to each agent, each day or week; and their runs (D3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.campaigns.model.schedule import DAY, WEEK, last_day
from chalicelib.core import times
from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among
from chalicelib.followups.model.checks import LONGEST_SCRIPT, checked_words
from chalicelib.followups.model.days import end_of
from chalicelib.followups.model.followup import PLANNED
from chalicelib.followups.model.owners import MANAGE, may_have
from chalicelib.people.model.agents import LEVELS, Agent, Group
from chalicelib.people.model.reach import reaches
from chalicelib.people.model.rights import ADMINISTRATOR, ALL
from chalicelib.visitors.model.visitor import Visitor

RUNNING, FINISHED = "running", "finished"
BY_CONTACT, BY_DATE, BY_LEVEL = "contact", "date", "level"
WAYS_TO_CHOOSE = (BY_CONTACT, BY_DATE, BY_LEVEL)
LONGEST_INTERVAL = 3650
CALL, LETTER = "call", "letter"
WAYS = (CALL, LETTER)


class Campaign(msgspec.Struct, frozen=True):
    """Who is followed up. ``by`` contact: the plan's customers (of ``levels``, none: all) whose last conversation ended
    at least ``days_without_contact`` days ago, longest first, and whom nobody followed up for ``not_again_days``.
    ``by`` date: those for whom ``date_field``, a field of the desk's own, is so many days ago (``days_after``; still to
    come where that is negative), each year if ``yearly``. ``by`` level: those of a level of ``intervals`` whom nobody
    spoke to or called for so many days.

    ``every`` day or week (on ``weekday``, 0 is Monday) ``at`` a local time each agent (``agent_ids``, or the members of
    ``group_id``) is given up to ``quota_per_agent`` in that day, or that week from Monday on, however often it
    runs. ``reachable_only``: who has an e-mail address or mobile number.
    ``questionnaire_id``: what is asked in the call; or, with the ``way`` letter, by a link: nobody calls then, and the
    quota is of letters. ``script``: language → what to say. ``version`` counts what people change, ``revision`` every
    write.
    """

    campaign_id: str
    name: str
    plan_key: str
    created_at: datetime
    kind: Annotated[str, among(*PLANNED)] = "care"
    days_without_contact: int = 90
    quota_per_agent: int = 20
    every: Annotated[str, among(DAY, WEEK)] = WEEK
    weekday: int = 0
    at: str = "09:00"
    agent_ids: tuple[str, ...] = ()
    group_id: str | None = None
    not_again_days: int = 30
    levels: tuple[str, ...] = ()
    reachable_only: bool = False
    script: Mapping[str, str] = msgspec.field(default_factory=dict)
    active: bool = True
    next_run_at: datetime | None = None
    last_run_on: str | None = None
    version: int = 1
    revision: int = 1
    by: Annotated[str, among(*WAYS_TO_CHOOSE)] = BY_CONTACT
    date_field: str | None = None
    days_after: int = 0
    yearly: bool = False
    intervals: Mapping[str, int] = msgspec.field(default_factory=dict)
    questionnaire_id: str | None = None
    way: Annotated[str, among(*WAYS)] = CALL

    @property
    def timetable(self) -> tuple[object, ...]:
        """What decides when it runs."""
        return (self.active, self.every, self.weekday, self.at, self.plan_key)


class Run(msgspec.Struct, frozen=True):
    """One run of a campaign, on a local date. ``given``: how many each agent got so far; ``start``: where to read on.

    ``piece``: which piece of the work is the present one. ``earlier``: how many each agent got by other runs of the
    same day or week, none of which goes on. ``passed``: how many were due and are left alone, for they were followed up
    not long ago, or are not of those who are wanted; ``is_full``: it ended because everybody had their quota.
    """

    campaign: Campaign
    day: str
    started_at: datetime
    due_at: datetime
    agent_ids: tuple[str, ...]
    given: Mapping[str, int] = msgspec.field(default_factory=dict)
    start: Mapping[str, Any] | None = None
    state: Annotated[str, among(RUNNING, FINISHED)] = RUNNING
    piece: int = 0
    revision: int = 1
    earlier: Mapping[str, int] = msgspec.field(default_factory=dict)
    passed: int = 0
    is_full: bool = False

    @property
    def run_id(self) -> str:
        """Its name."""
        return f"{self.campaign.campaign_id}#{self.day}"

    @property
    def planned(self) -> int:
        """How many follow-ups it has planned."""
        return sum(self.given.values())

    def of(self, agent_id: str) -> int:
        """How many the agent got in this day or week."""
        return self.given.get(agent_id, 0) + self.earlier.get(agent_id, 0)

    @property
    def before(self) -> datetime:
        """Only customers whose last conversation ended before."""
        return self.started_at - timedelta(days=self.campaign.days_without_contact)

    def not_since(self, level: str) -> datetime:
        """Nobody of this level who was followed up since then."""
        campaign = self.campaign
        days = campaign.intervals.get(level) if campaign.by == BY_LEVEL else None
        return self.started_at - timedelta(days=campaign.not_again_days if days is None else days)


class CampaignPaused(Conflict):
    """It is not active."""

    code = "campaign_paused"
    title = "The campaign is not active"


def begun(
    campaign: Campaign, day: date, agent_ids: Sequence[str], zone: str, now: datetime, others: Iterable[Run] = ()
) -> Run:
    """A run of that local date, before its first piece. ``others``: the runs of the same day or week so far."""
    due_at = end_of(last_day(campaign.every, day), zone)
    earlier: Counter[str] = Counter()
    for other in others:
        earlier.update(other.given)
    return Run(campaign, times.stored(day), now, due_at, tuple(agent_ids), earlier=dict(earlier))


def wanted(run: Run, visitor: Visitor) -> bool:
    """Whether the run is for this customer, as they were read; the claim decides."""
    campaign, since = run.campaign, run.not_since(visitor.level)
    if campaign.by == BY_LEVEL:
        spoken_to = visitor.contacted_at is not None and visitor.contacted_at >= since
        if visitor.level not in campaign.intervals or spoken_to:
            return False
    elif campaign.levels and visitor.level not in campaign.levels:
        return False
    if campaign.reachable_only and not (visitor.email or visitor.mobile):
        return False
    return visitor.followed_up_at is None or visitor.followed_up_at < since


def whose_turn(run: Run, agents: Mapping[str, Agent], last_agent_id: str | None) -> Agent | None:
    """Who gets the next customer: whoever has fewest of this day or week, the customer's last agent first among those.

    None: everybody who still does such follow-ups has their quota.
    """
    room = [each for each in able_of(run, agents) if run.of(each) < run.campaign.quota_per_agent]
    chosen = min(room, key=lambda each: (run.of(each), each != last_agent_id, each), default=None)
    return agents[chosen] if chosen else None


def able_of(run: Run, agents: Mapping[str, Agent]) -> list[str]:
    """Those of the run's agents who may have its follow-ups now."""
    return [each for each in run.agent_ids if each in agents and may_have(agents[each], run.campaign.kind)]


def managers(agents: Iterable[Agent], owner_ids: Iterable[str], groups: Iterable[Group], most: int) -> list[Agent]:
    """Who is told what these agents' campaigns lack: those who manage follow-ups and reach them all; administrators
    only if there is nobody else. At most so many."""
    wanted, known = list(owner_ids), list(groups)
    able = [each for each in agents if each.active and MANAGE in each.rights.permissions]
    near = [each for each in able if each.rights.scope == ALL or (wanted and _reaches_all(each, wanted, known))]
    others = [each for each in near if each.role != ADMINISTRATOR]
    return sorted(others or near, key=lambda each: each.agent_id)[:most]


def _reaches_all(agent: Agent, owner_ids: list[str], groups: list[Group]) -> bool:
    return all(reaches(agent, each, (), groups) for each in owner_ids)


def with_one_more(run: Run, agent_id: str) -> Run:
    """After the agent was given one."""
    given = {**run.given, agent_id: run.given.get(agent_id, 0) + 1}
    return replace(run, given=given, revision=run.revision + 1)


def next_piece(
    run: Run, start: Mapping[str, Any] | None, *, finished: bool, passed: int = 0, is_full: bool = False
) -> Run:
    """After a piece: the next one reads on from ``start``, or it is finished."""
    state, passed = FINISHED if finished else RUNNING, run.passed + passed
    moved = replace(run, start=start, state=state, piece=run.piece + 1, revision=run.revision + 1)
    return replace(moved, passed=passed, is_full=is_full)


def script_in(script: Mapping[str, str], language: str) -> str:
    """The script in this language, or in whatever language there is one."""
    return script.get(language) or next(iter(script.values()), "")


# --- what may be said -----------------------------------------------------------------------------------------------


def checked_every(every: str) -> str:
    """Raises ``Invalid``."""
    if every not in (DAY, WEEK):
        raise Invalid.field("every", f"{DAY} or {WEEK}")
    return every


def checked_intervals(intervals: Mapping[str, int]) -> dict[str, int]:
    """Level → days between two calls, the levels in their order. Raises ``Invalid``."""
    wrong = WrongFields()
    for level, days in intervals.items():
        if level not in LEVELS:
            wrong.add("intervals", f"of {', '.join(LEVELS)}")
        elif not 1 <= days <= LONGEST_INTERVAL:
            wrong.add(f"intervals.{level}", f"1 to {LONGEST_INTERVAL} days")
    wrong.refuse()
    return {level: intervals[level] for level in LEVELS if level in intervals}


def refuse_unfit(campaign: Campaign) -> None:
    """Raises ``Invalid`` for a campaign that lacks what it chooses customers by."""
    if campaign.by == BY_DATE and campaign.date_field is None:
        raise Invalid.field("date_field", "which of the customers' dates")
    if campaign.by == BY_LEVEL and not campaign.intervals:
        raise Invalid.field("intervals", "for which levels, and how many days")
    if campaign.way == LETTER and campaign.questionnaire_id is None:
        raise Invalid.field("questionnaire_id", "which questions the letter leads to")


def checked_levels(levels: Sequence[str]) -> tuple[str, ...]:
    """Customer levels; none means all. Raises ``Invalid``."""
    if any(level not in LEVELS for level in levels):
        raise Invalid.field("levels", f"of {', '.join(LEVELS)}")
    return tuple(dict.fromkeys(levels))


def checked_script(script: Mapping[str, str]) -> dict[str, str]:
    """Language → what to say; empty ones are left out. Raises ``Invalid``."""
    if any(language not in LANGUAGES for language in script):
        raise Invalid.field("script", f"in {', '.join(LANGUAGES)}")
    checked = {language: checked_words("script", text, LONGEST_SCRIPT) for language, text in script.items()}
    return {language: text for language, text in checked.items() if text}
