"""What is kept no longer is removed: every night, a little at a time, by due work that may die anywhere (F6).

A run of a kind goes through the lists of what is over, from where the last one ended up to what is old enough now; what
is kept for another number of days has a run of its own. What is found goes (claimed on condition that the periods are
the same, that nobody holds it, and that it stands where it was) or stays for a reason, and is looked at again the next
night. Once a week, and when a period changed, a run begins at the beginning: what was brought in since, or was over
long after it began, stands behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from chalicelib.core import audit, races, times, work
from chalicelib.core.aging import Span, Thing
from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.persons import AGENT_DAY, QUESTION, USER
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.persons import EXTERNAL
from chalicelib.people import service as people
from chalicelib.privacy import store as privacy_store
from chalicelib.privacy import store_retention as store
from chalicelib.privacy.model.retention import (
    A_DAY,
    DESK,
    FOR_EVER,
    KINDS,
    Rules,
    kept_for,
    walks_of,
)
from chalicelib.privacy.service import aged, declared, walking
from chalicelib.privacy.service.aged import AGED, HOLDS, NOT_LAST, NOT_YET
from chalicelib.privacy.service.walking import Page
from chalicelib.privacy.store_retention import Going, Sweep, Track, TrackMoved

PAGE = 10  # things that one piece decides about, in one transaction
STEPS = 24  # of the removing in one piece
MOST_HOLDERS = 4  # of one thing, that the claim itself asks for: itself, what it is part of, whose it is
PAUSE, SHORT_PAUSE = timedelta(seconds=2), timedelta(milliseconds=200)  # between two pieces; where nothing went
ANEW = timedelta(days=7)
SHELVES = 20  # that one piece looks at, where nothing stands
SWEPT_TOGETHER, SWEEPS = 3_000, 12  # ids that are looked for together; steps of one piece
LISTS, LEFT, OVER = "lists", "left", "done"
# what is looked for nowhere else: by ids that others gave, such as 12, files of today speak of anything; they go soon
FOUND_ALONE = (AGENT_DAY, QUESTION, USER, EXTERNAL)


class Retain(Due, frozen=True):
    """What is kept no longer of this kind is to go; ``day``: of the desk's calendar."""

    kind = "privacy.retain"

    what: str
    day: str


class RetainOn(Due, frozen=True):
    """The next piece of a run; void once another was planned."""

    kind = "privacy.retain_on"

    what: str
    days: int
    turn: int


class SweepOn(Due, frozen=True):
    """What no trace finds is looked through for what is gone; void once another was planned."""

    kind = "privacy.sweep"

    turn: int


def begin_night(desk: Desk) -> int:
    """The night's run, of each kind; how many. Two requests where nothing goes, ever. Twice is once a night."""
    if not _says_anything(desk):
        return 0
    zone = people.read_desk(desk).time_zone
    day = times.hour(desk.now(), zone)[:10]
    work.put_alone(desk, *(Retain(each, day) for each in KINDS))
    return len(KINDS)


def _says_anything(desk: Desk) -> bool:
    plans, _ = store.plans(desk, None, 1)
    return bool(store.rules(desk, DESK).periods or plans)


def begin(desk: Desk, due: Retain) -> None:
    """A run for each number of days that is in force for the kind. Twice is once."""
    now, desk_rules = desk.now(), store.rules(desk, DESK)
    plans = {each.scope: each for each in store.all_plans(desk)}
    walks = walks_of(due.what, desk_rules, plans, now)
    before = store.applied(desk, due.what)
    present = {scope: days for days, scopes in walks.items() for scope in scopes}
    anew = {
        days
        for days, scopes in walks.items()
        if any(before.get(each, before.get(DESK, FOR_EVER)) != days for each in scopes)
    }
    for each in store.tracks(desk, due.what):
        if each.phase != OVER and each.days not in anew:
            work.put_alone(desk, RetainOn(each.kind, each.days, each.turn))  # it goes on, if it had died
    for days in sorted(walks):
        _begin_track(desk, due, days, anew=days in anew)
    everybody = {scope: present.get(scope, FOR_EVER) for scope in (DESK, *plans)}
    if everybody != before:
        tx = Transaction(desk)
        store.write_applied(tx, due.what, everybody)
        tx.commit()


def _begin_track(desk: Desk, due: Retain, days: int, *, anew: bool) -> None:
    def write() -> None:
        before, now = store.track(desk, due.what, days), desk.now()
        if not anew and (before.phase != OVER or before.day == due.day):
            return
        restart = anew or before.anew is None or now - times.read(before.anew) >= ANEW
        after = replace(
            before,
            turn=before.turn + 1,
            day=due.day,
            phase=LEFT,
            since=None if restart else before.since,
            until=times.stored(now - days * A_DAY),
            shelf=None,
            start=None,
            anew=times.stored(now) if restart else before.anew,
        )
        _go_on(desk, before, after)

    races.again(desk, write, TrackMoved)


def _go_on(desk: Desk, before: Track, after: Track, tx: Transaction | None = None, pause: timedelta = PAUSE) -> None:
    tx = tx or Transaction(desk)
    store.write_track(tx, before, after)
    if after.phase != OVER:
        work.put(tx, RetainOn(after.kind, after.days, after.turn), at=desk.now() + pause)
    tx.commit()


def go_on(desk: Desk, due: RetainOn) -> None:
    """One piece of a run: some of the removing; or, with nothing to remove, the next things are decided about. Twice is
    once."""
    track = store.track(desk, due.what, due.days)
    if track.turn != due.turn or track.phase == OVER:
        return
    for _ in range(STEPS):
        going = store.first_going(desk, track)
        if going is None:
            break
        _remove_further(desk, track, going)
    else:
        with suppress(TrackMoved):
            _go_on(desk, track, replace(track, turn=track.turn + 1))
        return
    races.again(desk, partial(_decide_next, desk, track), Lost)


def _decide_next(desk: Desk, track: Track) -> None:
    with suppress(TrackMoved):
        (_decide_left if track.phase == LEFT else _decide_listed)(desk, track)


# --- deciding -------------------------------------------------------------------------------------------------------


def _decide_left(desk: Desk, track: Track) -> None:
    """What stayed the last time, a page of it."""
    page, more = store.left(desk, track, track.start, PAGE)
    tx, source = Transaction(desk), AGED[track.kind]
    there = {each.id: each for each in source.things(desk, [thing_id for thing_id, *_ in page])}
    decided = _decide(desk, tx, track, [there[each] for each, *_ in page if each in there])
    for thing_id, *_ in page:
        if thing_id not in decided.stay:
            store.leave_no_more(tx, track, thing_id)
    phase = LEFT if more is not None else LISTS
    _advance(desk, replace(track, shelf=None), tx, more, decided, phase)


def _decide_listed(desk: Desk, track: Track) -> None:
    """A page of a list, or the next list; behind the last one the run is over."""
    tx, shelf = Transaction(desk), track.shelf
    if track.start is not None and shelf is not None:
        page, more = AGED[track.kind].find(desk, shelf, _span(track), track.start, PAGE)
    else:
        page, more = [], None
        for shelf in _shelves_behind(desk, track):
            page, more = AGED[track.kind].find(desk, shelf, _span(track), None, PAGE)
            if page or more is not None:
                break
        else:
            if shelf == track.shelf:
                _end(desk, track, tx)
                return
    decided = _decide(desk, tx, track, page)
    _advance(desk, replace(track, shelf=shelf), tx, more, decided, LISTS)


def _shelves_behind(desk: Desk, track: Track) -> list[str]:
    """Some of the lists behind the last one; many may be empty."""
    behind = sorted(each for each in AGED[track.kind].shelves(desk) if track.shelf is None or each > track.shelf)
    return behind[:SHELVES]


def _span(track: Track) -> Span:
    since = times.read(track.since) if track.since is not None else None
    return Span(since, times.read(track.until))


def _advance(desk: Desk, track: Track, tx: Transaction, start: object, decided: _Decided, phase: str) -> None:
    after = replace(track, turn=track.turn + 1, phase=phase, start=walking.plain(start))
    _go_on(desk, track, after, tx, PAUSE if decided.goes else SHORT_PAUSE)


def _end(desk: Desk, track: Track, tx: Transaction) -> None:
    """All was looked through; what went is looked for where no trace leads."""
    after = replace(track, turn=track.turn + 1, phase=OVER, since=track.until, shelf=None, start=None)
    _go_on(desk, track, after, tx)
    begin_sweep(desk)


class _Decided:
    """Which things go and which stay for a reason, by their ids; on what this stands, each of it once."""

    def __init__(self) -> None:
        self.goes, self.stay = set[str](), set[str]()
        self.unheld, self.held, self.rules = set[str](), Counter[str](), dict[str, Rules]()

    def write(self, tx: Transaction, track: Track) -> None:
        """Only while nobody holds what goes, and the periods say the same; what is held is counted."""
        for about in sorted(self.unheld):
            store.check_unheld(tx, about)
        for rules in self.rules.values():
            store.check_rules(tx, rules)
        for plan_key, number in (+self.held).items():
            store.count(tx, track, plan_key, held=number)


def _decide(desk: Desk, tx: Transaction, track: Track, things: Sequence[Thing]) -> _Decided:
    """What goes is claimed, what stays for a reason written down."""
    decided, now = _Decided(), desk.now()
    rules = store.rules_of(desk, [each.plan_key for each in things if each.plan_key])
    gone = store.gone(desk, [each.id for each in things])
    for thing in things:
        own = rules.get(thing.plan_key or DESK)
        if kept_for(track.kind, own, rules[DESK], now) != track.days or gone.get(thing.id) == thing.place:
            continue
        too_early = now - thing.at < track.days * A_DAY
        looked = aged.Looked(thing, (), NOT_YET) if too_early else aged.look(desk, track.kind, thing)
        if looked.why is None:
            store.claim(tx, track, thing)
            AGED[track.kind].check(tx, thing)
            decided.goes.add(thing.id)
            decided.unheld.update(looked.holders[:MOST_HOLDERS])
            decided.rules |= {each.scope: each for each in (rules[DESK], own or Rules(thing.plan_key or DESK))}
        elif looked.why != NOT_LAST:  # these are found by the weekly run
            store.leave(tx, track, thing, looked.why)
            decided.stay.add(thing.id)
            decided.held[thing.plan_key or ""] += int(looked.why in HOLDS)
    decided.write(tx, track)
    return decided


# --- removing -------------------------------------------------------------------------------------------------------


def _remove_further(desk: Desk, track: Track, going: Going) -> None:
    """Some of what hangs on a thing, and at the end itself."""
    thing, source = going.thing, AGED[track.kind]
    walk = f"gone#{thing.id}"
    if not going.begun:
        _begin_removing(desk, track, thing)
        return
    through = aged.through(track.kind)
    if walking.step_of(desk, walk, _erase_page(desk), through):
        return
    item = source.item(desk, thing.id)
    if item is not None:
        source.kept.erase(desk, item, thing.id)
    _sweep_later(desk, walk)
    walking.end(desk, walk)
    tx = Transaction(desk)
    store.finish(tx, track, thing)
    audit.note(tx, SYSTEM, "removed_as_old", thing.id, after={"kind": track.kind, "days": track.days})
    with suppress(Lost):  # somebody else has finished it
        tx.commit()


def _sweep_later(desk: Desk, walk: str) -> None:
    """What was led to is to be looked for where no trace leads, too."""
    ids = sorted({each.id for each in privacy_store.seen(desk, walk) if each.kind not in FOUND_ALONE})
    for start in range(0, len(ids), walking.TOGETHER):
        tx = Transaction(desk)
        store.put_unswept(tx, ids[start : start + walking.TOGETHER])
        tx.commit()


def _begin_removing(desk: Desk, track: Track, thing: Thing) -> None:
    source, walk = AGED[track.kind], f"gone#{thing.id}"
    item = source.item(desk, thing.id)
    now = source.meaning(item) if item is not None else None
    if item is None or now is None or now.place != thing.place:
        _let_be(desk, track, thing)  # it went on since it was decided about
        return
    walking.follow(desk, walk, filter(aged.through(track.kind), source.kept.leads(item)))
    walking.follow(desk, walk, source.traces(thing.id))
    tx = Transaction(desk)
    store.note_begun(tx, track, thing)
    with suppress(Lost):
        tx.commit()


def _let_be(desk: Desk, track: Track, thing: Thing) -> None:
    tx = Transaction(desk)
    store.let_be(tx, track, thing)
    with suppress(Lost):
        tx.commit()


def _erase_page(desk: Desk) -> walking.Act:
    def erase(_: Transaction, page: Page) -> None:
        for item in page.items:
            page.kept.erase(desk, item, page.todo.trace.id)

    return erase


# --- what no trace finds --------------------------------------------------------------------------------------------


def begin_sweep(desk: Desk) -> None:
    """What is gone is looked for where no trace leads, much of it together; what was begun goes on. Twice is once."""
    before = store.sweep(desk)
    if before.ids:
        work.put_alone(desk, SweepOn(before.turn))
        return
    ids = store.unswept(desk, SWEPT_TOGETHER)
    if ids:
        _sweep_on(desk, before, Sweep(tuple(ids), turn=before.turn + 1))


def _sweep_on(desk: Desk, before: Sweep, after: Sweep) -> None:
    tx = Transaction(desk)
    store.write_sweep(tx, before, after)
    if after.ids:
        work.put(tx, SweepOn(after.turn), at=desk.now() + PAUSE)
    with suppress(TrackMoved):
        tx.commit()


def sweep_on(desk: Desk, due: SweepOn) -> None:
    """Some steps of it; behind the last one the next of what is gone. Twice is once."""
    before = store.sweep(desk)
    if before.turn != due.turn or not before.ids:
        return
    places, number, step = declared.swept(), before.number, before.step
    for _ in range(SWEEPS):
        if number == len(places):
            store.swept(desk, before.ids)
            _sweep_on(desk, before, Sweep((), turn=before.turn + 1))
            begin_sweep(desk)
            return
        _, more = places[number].sweep(desk, frozenset(before.ids), step)
        number, step = (number, step + 1) if more else (number + 1, 0)
    _sweep_on(desk, before, Sweep(before.ids, number, step, before.turn + 1))
