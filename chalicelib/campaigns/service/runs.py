"""A campaign's runs: so many customers to each agent, each once, whoever runs it and wherever they die (D3, G2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from chalicelib.campaigns.model.campaigns import (
    BY_CONTACT,
    FINISHED,
    LETTER,
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
from chalicelib.campaigns.model.standings import DatePlace, Planned
from chalicelib.campaigns.service import due
from chalicelib.campaigns.service.definitions import RunCampaign, agents_of, find_campaign, plan_run, refuse_others
from chalicelib.campaigns.service.due import Candidate
from chalicelib.campaigns.service.telling import tell_nobody_there, tell_share
from chalicelib.campaigns.store import campaigns as store
from chalicelib.campaigns.store import standings
from chalicelib.campaigns.store.campaigns import CampaignMoved, RunMoved
from chalicelib.core import audit, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.text import filled
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.followups.model.followup import FollowUp, Remark, named_after
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.questionnaires import service as questionnaires
from chalicelib.questionnaires.model.questions import Version
from chalicelib.visitors import service as visitors

MOST_PLANNED = 25  # follow-ups in a piece of work
MOST_PAGES = 10  # of customers looked at in a piece
MOST_TOLD = 25
LEFT_ALONE = (visitors.AskedLately, followups.AlreadyPlanned, *questionnaires.NOT_ASKED)
BECAUSE = "{campaign}：{day}"


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


def run_when_due(desk: Desk, duty: RunCampaign) -> None:
    """The time of a campaign has come, perhaps long ago: one run, of today, and the next time after now is planned.

    Twice is once: the campaign says which time is next, and a local date has one run.
    """

    def run() -> None:
        campaign = store.campaign(desk, duty.campaign_id)
        if campaign is None or campaign.next_run_at is None or campaign.next_run_at != duty.at:
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
        self.passed = 0
        self.is_full = self.reread = False

    @cached_property
    def asks(self) -> Version:
        """What its letters lead to."""
        return questionnaires.refuse_unpublished(self.desk, str(self.run.campaign.questionnaire_id))

    def moved(self, run: Run | None) -> None:
        """This is how the run stands now. Raises ``_Elsewhere``."""
        if run is None or run.piece != self.piece or run.state == FINISHED:
            raise _Elsewhere
        self.run = run

    def plan_until_cut(self) -> tuple[Mapping[str, Any] | None, bool]:
        """Plan up to 25 follow-ups: where the next piece reads on, and whether there is none to come."""
        start = self.run.start
        for number, page in enumerate(due.pages(self.desk, self.run, start), start=1):
            for each in page.candidates:
                if not wanted(self.run, each.visitor):
                    self.passed += self.run.campaign.by != BY_CONTACT
                    continue
                if self.planned >= MOST_PLANNED:
                    return start, False
                if not self.plan_one(each):
                    self.is_full = True
                    return None, True
                start = each.after
            start = page.following
            if start is None or number == MOST_PAGES:
                return start, start is None
        return None, True

    def plan_one(self, candidate: Candidate) -> bool:
        """Plan this customer's follow-up, if they were not followed up lately; whether anybody has room for more."""
        visitor = candidate.visitor

        def plan(run: Run | None) -> bool:
            self.moved(run)
            agent = whose_turn(self.run, self.agents, visitor.last_agent_id)
            if agent is None:
                return False
            after = with_one_more(self.run, agent.agent_id)
            tx = Transaction(self.desk)
            planned_id, claimed_at = self.write(tx, candidate, agent)
            if planned_id is None:
                self.passed += 1
                return True  # there is no address to which they wish to be written
            if candidate.place is not None and candidate.occasion is not None:
                on, known = candidate.occasion.on, self.known(candidate.place)
                if known is None or due.is_planned(self.run, known, on):
                    return True  # the date is another by now, or it was planned
                noted = Planned(on, planned_id, claimed_at, visitor.followed_up_at)
                standings.note_planned(tx, known, self.run.campaign.campaign_id, noted)
            store.write_run(tx, self.run, after)
            try:
                tx.commit()
            except LEFT_ALONE:
                self.passed += 1
                return True
            except standings.PlaceMoved:
                self.reread = True
                raise RunMoved(store.run(self.desk, self.run.campaign.campaign_id, self.run.day)) from None
            self.run = after
            self.planned += 1
            return True

        return races.follow(self.desk, self.run, plan, RunMoved, tries=races.CROWD)

    def write(self, tx: Transaction, candidate: Candidate, agent: Agent) -> tuple[str | None, datetime]:
        """What is planned for a customer, or the letter they get; its id, None where they can get none; and when."""
        campaign, visitor = self.run.campaign, candidate.visitor
        not_since = self.run.not_since(visitor.level)
        if campaign.way == LETTER:
            named = name_of(self.run, candidate)[:-1]
            claimed_at = visitors.claim_follow_up(tx, visitor.visitor_id, not_since)
            asked = questionnaires.ask_by_letter(tx, self.asks, self.plan, visitor, campaign.campaign_id, named)
            return asked, claimed_at
        follow_up = follow_up_for(self.desk, self.run, self.plan, candidate, agent)
        return follow_up.followup_id, followups.write_planned(tx, follow_up, not_since=not_since)

    def known(self, place: DatePlace) -> DatePlace | None:
        """The date's place as it was read, or, after it was written to, as it stands now (None: it is not there)."""
        if not self.reread:
            return place
        self.reread = False
        key = (place.key, place.order)
        return standings.date_places(self.desk, [key]).get(key)

    def end(self, start: Mapping[str, Any] | None, *, finished: bool, paused: bool) -> None:
        """Have the next piece go on, or the agents told; and the managers, if there are no agents to give to."""

        def go_on(run: Run | None) -> None:
            self.moved(run)
            after = next_piece(self.run, start, finished=finished, passed=self.passed, is_full=self.is_full)
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


def plan_piece(desk: Desk, duty: PlanPiece) -> None:
    """Plan up to 25 follow-ups of a run, one transaction each, then have the next piece follow.

    A campaign that was switched off meanwhile ends here. Each transaction holds only while the customer was not
    followed up within the period, the follow-up is not there, and the run is as it was read: so this may be run twice,
    at once, and from wherever it died.
    """
    run, campaign = store.run(desk, duty.campaign_id, duty.day), store.campaign(desk, duty.campaign_id)
    if run is None or run.state == FINISHED or run.piece != duty.piece:
        return
    try:
        work_on = _Piece(desk, run)
        paused = campaign is None or not campaign.active
        start, finished = (None, True) if paused else work_on.plan_until_cut()
        work_on.end(start, finished=finished, paused=paused)
    except _Elsewhere:
        return


def follow_up_for(desk: Desk, run: Run, plan: Plan, candidate: Candidate, agent: Agent) -> FollowUp:
    """What is planned for a customer: of a campaign by date once for each occasion of the date, else once a run."""
    campaign, visitor, occasion, place = run.campaign, candidate.visitor, candidate.occasion, candidate.place
    remarks: tuple[Remark, ...] = ()
    due_at = run.due_at
    if occasion is not None and place is not None:
        due_at = end_of(max(occasion.day, times.read_day(run.day)), plan.time_zone)
        remarks = (Remark(desk.now(), filled(BECAUSE, campaign=campaign.name, day=times.stored(place.day))),)
    return followups.new_follow_up(
        plan,
        visitor.as_customer,
        agent,
        due_at,
        desk.now(),
        followup_id=named_after(campaign.campaign_id, *name_of(run, candidate)),
        kind=campaign.kind,
        campaign_id=campaign.campaign_id,
        script=script_in(campaign.script, visitor.locale),
        warned=True,
        remarks=remarks,
        questionnaire_id=campaign.questionnaire_id,
    )


def name_of(run: Run, candidate: Candidate) -> tuple[str, ...]:
    """What tells this planning from others of the campaign: the run's day, or the occasion; and the customer."""
    occasion, place, visitor_id = candidate.occasion, candidate.place, candidate.visitor.visitor_id
    if occasion is not None and place is not None:
        return times.stored(occasion.on), str(place.made), visitor_id
    return run.day, visitor_id


def _tell_from(tx: Transaction, run: Run, first: int) -> None:
    work.put(tx, TellShares(run.campaign.campaign_id, run.day, first))


def tell_shares(desk: Desk, duty: TellShares) -> None:
    """Tell 25 agents of a finished run how many follow-ups they were given, then have the next 25 told. Once each. Of
    letters nobody has anything to do."""
    run = store.run(desk, duty.campaign_id, duty.day)
    if run is None or run.campaign.way == LETTER:
        return
    shares = [(each, run.given[each]) for each in run.agent_ids if run.given.get(each)]
    some = shares[duty.first : duty.first + MOST_TOLD]
    if not some:
        return
    plan, agents = plans.read_plan(desk, run.campaign.plan_key), people.directory(desk).agents
    tx = Transaction(desk)
    for agent_id, count in some:
        if agent_id in agents:
            tell_share(tx, run, plan, agents[agent_id], count)
    if duty.first + MOST_TOLD < len(shares):
        _tell_from(tx, run, duty.first + MOST_TOLD)
    try:
        tx.commit()
    except notifications.ToldBefore:
        return
