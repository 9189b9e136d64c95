"""Results made anew (law 7): page by page, by due work, from what each inspection added, which lags behind nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.quality.model.calendar import is_month, month_of
from chalicelib.quality.model.inspection import OPEN, Inspection
from chalicelib.quality.model.inspectors import INSPECT
from chalicelib.quality.model.recount import INSPECTIONS, SUMS, Page, Recount, begun, first_of, next_part, went_on
from chalicelib.quality.model.results import AGENT, ALL, GROUP, INSPECTOR, NOTHING, PLAN
from chalicelib.quality.service import assigning
from chalicelib.quality.service.counting import Count, count
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import recounts, results
from chalicelib.quality.store.inspections import BY_INSPECTOR, BY_MONTH, InspectionMoved, Listing, LoadMoved
from chalicelib.quality.store.recounts import RecountMoved
from chalicelib.quality.store.results import CellMoved, Spot

TOGETHER = 25  # inspections, or inspectors, of a page
SPOTS = 100  # sums of a page


class RecountPage(Due, frozen=True):
    """The next page of a recount, which had done so many."""

    kind = "quality.recount_page"

    run_id: str
    done: int
    part: str
    month: str = ""
    after: str = ""


def recount(desk: Desk) -> Recount:
    """Every night: this month and the last, and what is with somebody who cannot inspect goes to others."""
    assigning.check_inspectors(desk)
    return begin(desk)


def begin(desk: Desk, by: By = audit.SYSTEM, month: str | None = None) -> Recount:
    """Have the sums of a month, or of this one and the last, and the loads of those who inspect, made anew; as far as
    one that runs already has come. Three requests. Raises ``Invalid``."""
    if month is not None and not is_month(month):
        raise Invalid.field("month", "a month such as 2026-11")
    now = month_of(desk.now(), people.read_desk(desk).time_zone)
    year, number = int(now[:4]), int(now[5:])
    last = f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
    months = [month] if month is not None else [last, now]

    def start() -> Recount:
        before = recounts.last(desk)
        if before.goes_on(desk.now()):
            return before
        after = begun(desk.new_id("rct"), months, desk.now())
        tx = Transaction(desk)
        recounts.write(tx, before, after)
        _put_next(tx, after, first_of(after))
        audit.note(tx, by, "recount_quality", months[0], after={"months": months})
        tx.commit()
        return after

    return races.again(desk, start, RecountMoved)


def read_recount(desk: Desk) -> Recount:
    """How far the last one has come; one read."""
    return recounts.last(desk)


def _put_next(tx: Transaction, recount: Recount, page: Page) -> None:
    work.put(tx, RecountPage(recount.run_id, recount.done, page.part, page.month, page.after))


def recount_page(desk: Desk, due: RecountPage) -> None:
    """A page, and the next one follows. Twice is once: the recount says how many it has done."""
    before = recounts.last(desk)
    if (before.run_id, before.done) != (due.run_id, due.done):
        return
    page = Page(due.part, due.month, due.after)
    look = {INSPECTIONS: _look_at_inspections, SUMS: _look_at_sums}.get(page.part, _look_at_loads)
    wrong, until = look(desk, page)
    following = Page(page.part, page.month, until) if until is not None else next_part(before, page)
    sums, loads = (wrong, 0) if page.part in (INSPECTIONS, SUMS) else (0, wrong)
    after = went_on(before, following, sums, loads, desk.now())
    tx = Transaction(desk)
    recounts.write(tx, before, after)
    if following is not None:
        _put_next(tx, after, following)
    with suppress(RecountMoved):
        tx.commit()


def _look_at_inspections(desk: Desk, page: Page) -> tuple[int, str | None]:
    """Count what of these was not, and mend the sums that lack though these count there: how many, and how far.

    What was submitted just now may not be in the list yet: that is counted by itself. A few requests, and some for each
    that a version before counted without keeping what it added.
    """
    listing = Listing(BY_MONTH, page.month, newest_first=False)
    part = store.places(desk, listing, lambda _: True, after=page.after or None, most=TOGETHER)
    ids = [each.id for each in part.places]
    for each in ids:
        count(desk, Count(each))
    for each in results.unadded(desk, page.month, ids):
        _keep_added(desk, each)
    counted = [each.counted for each in store.inspections(desk, ids) if each.counted is not None]
    spots = {(each.month, *place) for each in counted for place in each.places}
    cells = results.cells(desk, sorted(spots))
    lacking = [spot for spot, cell in cells.items() if cell.sums == NOTHING]
    return sum(_recount(desk, spot) for spot in lacking), part.until


def _keep_added(desk: Desk, inspection_id: str) -> None:
    """What was counted before is kept as what it added."""

    def keep() -> None:
        inspection = store.inspection(desk, inspection_id)
        if inspection is None or inspection.counted is None:
            return
        tx = Transaction(desk)
        store.check(tx, inspection)
        results.put_added(tx, inspection_id, None, inspection.counted)
        tx.commit()

    races.again(desk, keep, InspectionMoved, tries=races.CROWD)


def _look_at_sums(desk: Desk, page: Page) -> tuple[int, str | None]:
    """The next hundred sums of a month, wherever any may stand. A request for them, and a query for each that is
    there."""
    spots = [spot for spot in _everywhere(desk, page.month) if "#".join(spot) > page.after]
    some = spots[:SPOTS]
    there = [spot for spot, cell in results.cells(desk, some).items() if cell.sums != NOTHING]
    until = "#".join(some[-1]) if len(spots) > len(some) else None
    return sum(_recount(desk, spot) for spot in there), until


def _recount(desk: Desk, spot: Spot) -> bool:
    """Whether the sums there were otherwise than all that was added to them; they are made that. What is counted
    meanwhile moves them, and then it is looked at once more."""

    def mend() -> bool:
        before = results.cells(desk, [spot])[spot]
        sums = results.made_anew(desk, spot)
        if sums == before.sums:
            return False
        tx = Transaction(desk)
        results.write(tx, spot, before, sums)
        tx.commit()
        return True

    return races.again(desk, mend, CellMoved, tries=races.CROWD)


def _everywhere(desk: Desk, month: str) -> list[Spot]:
    """Where sums may stand, in order."""
    roster = people.roster(desk)
    keys = {
        ALL: [ALL],
        AGENT: [*roster.agents],
        INSPECTOR: [*roster.agents],
        GROUP: [*roster.groups],
        PLAN: [each.key for each in plans.list_plans(desk)],
    }
    spots = [(month, dimension, key) for dimension, several in keys.items() for key in several]
    return sorted(spots, key="#".join)


def _look_at_loads(desk: Desk, page: Page) -> tuple[int, str | None]:
    """How many each of the next who may inspect has open; how many stood otherwise. A few requests each."""
    agents = people.roster(desk).agents.values()
    able = sorted(each.agent_id for each in agents if INSPECT in each.rights.permissions)
    rest = [each for each in able if each > page.after]
    some = rest[:TOGETHER]
    until = some[-1] if len(rest) > len(some) else None
    return sum(_recount_load(desk, each) for each in some), until


def _recount_load(desk: Desk, agent_id: str) -> bool:
    _keep_held(desk, agent_id)
    before = store.loads(desk, [agent_id]).get(agent_id)
    now = store.counted_open(desk, agent_id)
    if now == (before or 0):
        return False
    tx = Transaction(desk)
    store.set_load(tx, agent_id, before, now)
    with suppress(LoadMoved):  # given another one just now: the next night looks again
        tx.commit()
    return True


def _keep_held(desk: Desk, agent_id: str) -> None:
    """What a version before gave them is among what they have open."""
    listing, after = Listing(BY_INSPECTOR, agent_id, f"{OPEN}#", newest_first=False), None
    while True:
        part = store.places(desk, listing, lambda _: True, after=after, most=SPOTS)
        lacking = store.unheld(desk, agent_id, [each.id for each in part.places])
        _hold(desk, agent_id, store.inspections(desk, sorted(lacking)))
        after = part.until
        if after is None:
            return


def _hold(desk: Desk, agent_id: str, inspections: Sequence[Inspection]) -> None:
    for each in inspections:
        if each.inspector_id == agent_id and each.state == OPEN:
            tx = Transaction(desk)
            store.check(tx, each)
            store.put_held(tx, each)
            with suppress(InspectionMoved):  # what moves it says who has it
                tx.commit()
