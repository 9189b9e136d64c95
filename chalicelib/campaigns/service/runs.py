"""A campaign's runs: so many customers to each agent, each once, whoever runs it and wherever they die (D3, G2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.campaigns import store
from chalicelib.campaigns.model.campaigns import (
    FINISHED,
    Campaign,
    CampaignPaused,
    Run,
    able_of,
    begun,
    next_piece,
    script_in,
    wanted,
    whose_turn,
    with_one_more,
)
from chalicelib.campaigns.model.schedule import first_day, next_run
from chalicelib.campaigns.service.definitions import RunCampaign, agents_of, find_campaign, plan_run, refuse_others
from chalicelib.campaigns.service.telling import tell_nobody_there, tell_share
from chalicelib.campaigns.store import CampaignMoved, RunMoved
from chalicelib.core import audit, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.days import local_date
from chalicelib.followups.model.followup import FollowUp, named_after
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

MOST_PLANNED = 25  # follow-ups in a piece of work
PAGE, MOST_PAGES = 100, 10  # customers looked at in a piece, at most
MOST_TOLD = 25


class PlanPiece(Due, frozen=True):
    """The next piece of a run."""

    kind = "followups.plan_piece"

    campaign_id: str
    day: str
    piece: int


class TellShares(Due, frozen=True):
    """A run is finished; its agents, from the ``first`` of those not told yet, should know."""

    kind = "followups.tell_shares"

    campaign_id: str
    day: str
    first: int


def run_when_due(desk: Desk, due: RunCampaign) -> None:
    """The time of a campaign has come, perhaps long ago: one run, of today, and the next time after now is planned.

    Twice is once: the campaign says which time is next, and a local date has one run.
    """

    def run() -> None:
        campaign = store.campaign(desk, due.campaign_id)
        if campaign is None or campaign.next_run_at is None or campaign.next_run_at != due.at:
            return
        zone, now = plans.read_plan(desk, campaign.plan_key).time_zone, desk.now()
        day = local_date(now, zone)
        following = next_run(campaign.every, campaign.weekday, campaign.at, zone, now)
        after = replace(campaign, next_run_at=following, last_run_on=times.stored(day), revision=campaign.revision + 1)
        tx = Transaction(desk)
        store.write_campaign(tx, campaign, after)
        plan_run(tx, after)
        others = store.runs(desk, campaign, times.stored(first_day(campaign.every, day)))
        if _of_day(others, day) is None:
            _begin(tx, after, day, zone, others, inline=False)
        tx.commit()

    races.again(desk, run, (CampaignMoved, RunMoved), tries=races.CROWD)


def run_now(desk: Desk, caller: people.Caller, campaign_id: str, request_id: str = "") -> tuple[Run, bool]:
    """Today's run, at once, and whether there was one already (it is only shown then). Its timetable stays.

    Raises ``NotFound``, ``Forbidden`` beyond the caller's scope, ``CampaignPaused``.
    """

    def begin() -> tuple[Run, bool]:
        campaign = find_campaign(desk, campaign_id)
        refuse_others(desk, caller.agent, campaign)
        zone = plans.read_plan(desk, campaign.plan_key).time_zone
        day = local_date(desk.now(), zone)
        others = store.runs(desk, campaign, times.stored(first_day(campaign.every, day)))
        before = _of_day(others, day)
        if before is not None:
            return before, True
        if not campaign.active:
            raise CampaignPaused("switch it on first")
        after = replace(campaign, last_run_on=times.stored(day), revision=campaign.revision + 1)
        tx = Transaction(desk)
        store.write_campaign(tx, campaign, after)
        run = _begin(tx, after, day, zone, others, inline=True)
        audit.note(tx, caller.by(request_id), "run_campaign", campaign_id, after=run.run_id)
        tx.commit_and_tell()
        return store.run(desk, campaign_id, run.day) or run, False

    return races.again(desk, begin, (CampaignMoved, RunMoved), tries=races.CROWD)


def _of_day(runs: Sequence[Run], day: date) -> Run | None:
    return next((each for each in runs if each.day == times.stored(day)), None)


def _begin(tx: Transaction, campaign: Campaign, day: date, zone: str, others: Sequence[Run], *, inline: bool) -> Run:
    """A new run. ``others`` of the same day or week that still go on end with it, so that no quota is counted twice."""
    for other in others:
        if other.state != FINISHED:
            store.write_run(tx, other, next_piece(other, None, finished=True))
            _tell_from(tx, other, 0)
    run = begun(campaign, day, agents_of(campaign, people.directory(tx.desk)), zone, tx.desk.now(), others)
    store.write_run(tx, None, run)
    _go_on(tx, run, inline=inline)
    return run


def _go_on(tx: Transaction, run: Run, *, inline: bool = False) -> None:
    work.put(tx, PlanPiece(run.campaign.campaign_id, run.day, run.piece), inline=inline)


class _Elsewhere(Exception):
    """Another runner has done this piece."""


class _Piece:
    """One piece of a run, as far as it is known; what a lost race brings is how it stands."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self.desk = desk
        self.run = run
        self.piece = run.piece
        self.plan = plans.read_plan(desk, run.campaign.plan_key)
        self.agents = people.directory(desk).agents
        self.planned = 0

    def moved(self, run: Run | None) -> None:
        """This is how the run stands now. Raises ``_Elsewhere``."""
        if run is None or run.piece != self.piece or run.state == FINISHED:
            raise _Elsewhere
        self.run = run

    def plan_until_cut(self) -> tuple[Mapping[str, Any] | None, bool]:
        """Plan up to 25 follow-ups: where the next piece reads on, and whether there is none to come."""
        start = self.run.start
        for _ in range(MOST_PAGES):
            page, following = visitors.without_contact(
                self.desk, self.run.campaign.plan_key, self.run.before, PAGE, start
            )
            for visitor in page:
                if not wanted(self.run, visitor):
                    continue
                if self.planned >= MOST_PLANNED:
                    return start, False
                if not self.plan_one(visitor):
                    return None, True
            if not following:
                return None, True
            start = following
        return start, False

    def plan_one(self, visitor: Visitor) -> bool:
        """Plan this customer's follow-up, if they were not followed up lately; whether anybody has room for more."""

        def plan(run: Run | None) -> bool:
            self.moved(run)
            agent = whose_turn(self.run, self.agents, visitor.last_agent_id)
            if agent is None:
                return False
            after = with_one_more(self.run, agent.agent_id)
            tx = Transaction(self.desk)
            follow_up = _follow_up(self.desk, self.run, self.plan, visitor, agent)
            followups.write_planned(tx, follow_up, not_since=self.run.not_since)
            store.write_run(tx, self.run, after)
            try:
                tx.commit()
            except (visitors.AskedLately, followups.AlreadyPlanned):
                return True
            self.run = after
            self.planned += 1
            return True

        return races.follow(self.desk, self.run, plan, RunMoved, tries=races.CROWD)

    def end(self, start: Mapping[str, Any] | None, *, finished: bool, paused: bool) -> None:
        """Have the next piece go on, or the agents told; and the managers, if there are no agents to give to."""

        def go_on(run: Run | None) -> None:
            self.moved(run)
            after = next_piece(self.run, start, finished=finished)
            tx = Transaction(self.desk)
            store.write_run(tx, self.run, after)
            if finished:
                _tell_from(tx, after, 0)
                if not paused and not able_of(after, self.agents):
                    tell_nobody_there(tx, after, self.plan, people.directory(self.desk))
            else:
                _go_on(tx, after)
            tx.commit()

        races.follow(self.desk, self.run, go_on, RunMoved, tries=races.CROWD)


def plan_piece(desk: Desk, due: PlanPiece) -> None:
    """Plan up to 25 follow-ups of a run, one transaction each, then have the next piece follow.

    A campaign that was switched off meanwhile ends here. Each transaction holds only while the customer was not
    followed up within the period, the follow-up is not there, and the run is as it was read: so this may be run twice,
    at once, and from wherever it died.
    """
    run, campaign = store.run(desk, due.campaign_id, due.day), store.campaign(desk, due.campaign_id)
    if run is None or run.state == FINISHED or run.piece != due.piece:
        return
    try:
        work_on = _Piece(desk, run)
        paused = campaign is None or not campaign.active
        start, finished = (None, True) if paused else work_on.plan_until_cut()
        work_on.end(start, finished=finished, paused=paused)
    except _Elsewhere:
        return


def _follow_up(desk: Desk, run: Run, plan: Plan, visitor: Visitor, agent: Agent) -> FollowUp:
    campaign = run.campaign
    return followups.new_follow_up(
        plan,
        visitor.as_customer,
        agent,
        run.due_at,
        desk.now(),
        followup_id=named_after(campaign.campaign_id, run.day, visitor.visitor_id),
        kind=campaign.kind,
        campaign_id=campaign.campaign_id,
        script=script_in(campaign.script, visitor.locale),
        warned=True,
    )


def _tell_from(tx: Transaction, run: Run, first: int) -> None:
    work.put(tx, TellShares(run.campaign.campaign_id, run.day, first))


def tell_shares(desk: Desk, due: TellShares) -> None:
    """Tell 25 agents of a finished run how many follow-ups they were given, then have the next 25 told. Once each."""
    run = store.run(desk, due.campaign_id, due.day)
    if run is None:
        return
    shares = [(each, run.given[each]) for each in run.agent_ids if run.given.get(each)]
    some = shares[due.first : due.first + MOST_TOLD]
    if not some:
        return
    plan, agents = plans.read_plan(desk, run.campaign.plan_key), people.directory(desk).agents
    tx = Transaction(desk)
    for agent_id, count in some:
        if agent_id in agents:
            tell_share(tx, run, plan, agents[agent_id], count)
    if due.first + MOST_TOLD < len(shares):
        _tell_from(tx, run, due.first + MOST_TOLD)
    try:
        tx.commit()
    except notifications.ToldBefore:
        return
