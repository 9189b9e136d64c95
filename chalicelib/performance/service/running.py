"""Computing a month, page by page (F5): agents are measured, then placed and paid; the end is the month's draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.performance import store
from chalicelib.performance.model.months import counted_at, later
from chalicelib.performance.model.results import (
    NOTHING_MEASURED,
    Measure,
    Result,
    line_of,
    places_by_scheme,
    score_of,
    settled,
)
from chalicelib.performance.model.runs import DONE, MEASURING, PLACING, VOID, Month, Run
from chalicelib.performance.model.schemes import NoScheme, SchemeDefinition, scheme_for
from chalicelib.performance.service import sources
from chalicelib.performance.store import MonthMoved, RunMoved
from chalicelib.quality.model.calendar import month_of
from chalicelib.reports import service as reports
from chalicelib.reports.model.calendar import first_of, last_of

PAGE = 20  # agents of a step: two items each in one transaction
FORGOTTEN = 100  # items of a run that are removed by one piece of work
GIVEN_UP = timedelta(hours=1)  # a run that did not end by then is in nobody's way
PREVIEW_KEPT = timedelta(days=7)
NIGHT = "night"


class Step(Due, frozen=True):
    """The next page of a run, if it is at this step still."""

    kind = "performance.step"

    run_id: str
    step: int


class ForgetRun(Due, frozen=True):
    """What a run has stored that nobody confirmed, and that another has followed."""

    kind = "performance.forget_run"

    run_id: str


def compute(desk: Desk, month: str, by: str, *, at_once: bool = True) -> Run:
    """Begin to compute a month, or the run of it that is under way; ``at_once``: its first page in this request. Two
    requests and a read, and as many as that page takes. Raises ``NoScheme``."""
    records, stamp = store.schemes(desk)
    schemes = {each.scheme_id: number for each in records if (number := each.version_in(month)) is not None}
    if not schemes:
        raise NoScheme(month)
    number = len(people.directory(desk).agents)

    def begin(before: Month) -> Run:
        known = store.run(desk, before.running) if before.running is not None else None
        if known is not None and known.is_under_way and _will_do(desk, known, before, stamp):
            return known
        run = Run(
            run_id=desk.new_id("prn"),
            month=month,
            started_at=desk.now(),
            started_by=by,
            schemes=schemes,
            number=number,
            stamp=stamp,
            inputs=before.inputs,
            revision=len(before.revisions) + 1,
        )
        tx = Transaction(desk)
        store.write_month(tx, before, replace(before, running=run.run_id, version=before.version + 1))
        if known is not None and known.is_under_way:
            work.put(tx, ForgetRun(known.run_id))
        begin_run(tx, run, None, at_once=at_once)
        tx.commit_and_tell()
        return store.run(desk, run.run_id) or run

    return races.follow(desk, store.month(desk, month), begin, MonthMoved)


def _will_do(desk: Desk, run: Run, month: Month, stamp: int) -> bool:
    """Whether it is of what holds now, and not given up."""
    return run.inputs == month.inputs and run.stamp == stamp and run.started_at > desk.now() - GIVEN_UP


def begin_run(tx: Transaction, run: Run, until: datetime | None, *, at_once: bool = True) -> None:
    """Add to the transaction: it begins; ``at_once``: in this same request."""
    store.put_run(tx, run, until)
    work.put(tx, Step(run.run_id, run.step), inline=at_once)


def take_step(desk: Desk, due: Step) -> None:
    """The next twenty agents of a run are measured, or placed and paid. Twice is once: a step is taken in the one
    transaction that stores its results, by whoever is first.

    One read, one for people and groups, one for the versions, those of the sources, and a write; to place, a query for
    all in short and one for the page.
    """
    run = store.run(desk, due.run_id)
    if run is None or run.step != due.step or not run.is_under_way:
        return
    until = desk.now() + PREVIEW_KEPT if run.draft is not None else None
    step = _measure(desk, run) if run.state == MEASURING else _place(desk, run)
    after, results = step

    def store_it() -> None:
        tx = Transaction(desk)
        kept = _finish(tx, after) if after.state == DONE else after
        store.take_step(tx, run, kept, results, until)
        if kept.is_under_way:
            work.put(tx, Step(kept.run_id, kept.step))
        tx.commit()

    try:
        races.again(desk, store_it, MonthMoved)
    except RunMoved:
        return


def _definitions(desk: Desk, run: Run) -> Mapping[str, SchemeDefinition]:
    if run.draft is not None and run.draft_of is not None:
        return {run.draft_of: run.draft}
    return {name: each.definition for name, each in store.versions(desk, [*run.schemes.items()]).items()}


def _measure(desk: Desk, run: Run) -> tuple[Run, list[Result]]:
    roster = people.directory(desk)
    is_whole = _is_whole(desk, run, roster) if run.step == 0 else run.is_whole  # asked before anything is measured
    page = sorted(each for each in roster.agents if run.after is None or each > run.after)[:PAGE]
    definitions = _definitions(desk, run)
    counted = {each: scheme_id for each in page if (scheme_id := _scheme_of(roster, each, run)) in definitions}
    wanted = [definitions[each] for each in set(counted.values())]
    known = sources.measures(desk, roster, run.month, [*counted], wanted) if counted else {}
    now = desk.now()
    results = []
    for agent_id, scheme_id in counted.items():
        result = _measured(roster.agents[agent_id], scheme_id, definitions[scheme_id], known[agent_id], run, now)
        if result.score is not None or roster.agents[agent_id].active:
            results.append(result)
    is_last = len(page) < PAGE
    after = replace(
        run,
        step=run.step + 1,
        state=PLACING if is_last else MEASURING,
        after=None if is_last else page[-1],
        measured=run.measured + len(page),
        is_whole=is_whole,
    )
    return after, results


def _is_whole(desk: Desk, run: Run, roster: Roster) -> bool:
    """Whether the month is over, and all that happened in it counted."""
    over = desk.now() >= counted_at(run.month, roster.desk.time_zone)
    return over and run.draft is None and reports.is_counted(desk, first_of(run.month), last_of(run.month))


def _scheme_of(roster: Roster, agent_id: str, run: Run) -> str:
    groups = [each.group_id for each in roster.groups.values() if agent_id in each.member_ids]
    return scheme_for(groups, run.schemes) or ""


def _measured(
    agent: Agent, scheme_id: str, definition: SchemeDefinition, known: Mapping[str, Measure], run: Run, now: datetime
) -> Result:
    names = [sources.name_of(each, definition.currency) for each in definition.indicators]
    measured = [known.get(name, NOTHING_MEASURED) for name in names]
    lines = tuple(line_of(each, measure) for each, measure in zip(definition.indicators, measured, strict=True))
    return Result(
        agent_id=agent.agent_id,
        name=agent.name,
        scheme_id=scheme_id,
        version=0 if run.draft is not None else run.schemes[scheme_id],
        scheme_names=definition.names,
        lines=lines,
        score=score_of(lines),
        computed_at=now,
        formula=definition.formula,
        currency=definition.currency,
        shows_place=definition.shows_place,
    )


def _place(desk: Desk, run: Run) -> tuple[Run, list[Result]]:
    placed = places_by_scheme([*store.briefs(desk, run.run_id)])
    definitions = _definitions(desk, run)
    page, more = store.results_after(desk, run.run_id, run.after, PAGE)
    results = [settled(each, definitions[each.scheme_id], placed.get(each.agent_id)) for each in page]
    after = replace(
        run,
        step=run.step + 1,
        state=PLACING if more else DONE,
        after=page[-1].agent_id if page else run.after,
        placed=run.placed + len(page),
        finished_at=None if more else desk.now(),
    )
    return after, results


def _finish(tx: Transaction, run: Run) -> Run:
    """Add to the transaction: what is done is the month's draft, in the place of the one before; unless the month has
    moved on without it. A preview is nobody's draft. Lost: ``MonthMoved``."""
    if run.draft is not None:
        return run
    before = store.month(tx.desk, run.month)
    if before.running != run.run_id or run.revision != len(before.revisions) + 1:
        work.put(tx, ForgetRun(run.run_id))
        return replace(run, state=VOID)
    after = replace(before, running=None, draft=run.run_id, version=before.version + 1)
    store.write_month(tx, before, after)
    if before.draft is not None:
        work.put(tx, ForgetRun(before.draft))
    return run


def forget_run(desk: Desk, due: ForgetRun) -> None:
    """Remove what it stored, a hundred items at a time; twice is once. Never what was confirmed, or is a draft."""
    run = store.run(desk, due.run_id)
    if run is not None:
        month = store.month(desk, run.month)
        held = {month.draft, month.running, *(each.run_id for each in month.revisions)}
        if run.draft is None and run.state != VOID and due.run_id in held:
            return
    if store.forget_page(desk, due.run_id, FORGOTTEN):
        work.put_alone(desk, ForgetRun(due.run_id))


def refresh(desk: Desk) -> Sequence[str]:
    """Each night this month is computed anew, and the last one until it is confirmed; which ones."""
    now = month_of(desk.now(), people.read_desk(desk).time_zone)
    done = []
    for month in (now, later(now, -1)):
        if store.month(desk, month).confirmed is not None:
            continue
        try:
            compute(desk, month, NIGHT, at_once=False)
        except NoScheme:
            continue
        done.append(month)
    return done
