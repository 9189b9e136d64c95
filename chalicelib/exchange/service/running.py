"""An import goes on: its rows are prepared, gone through, and taken in, a part at a time (F10, law 3).

A part is one transaction: its rows (those of rooms that store by themselves before it, twice is once), what is told of
them, how far the import is, and the last of a turn also the piece of due work that goes on. Whoever dies anywhere is
followed by somebody who finds how far it came. Some parts are done in a turn, and turns follow one another: so an
import takes one place of the desk's due work, whatever there is in it, and others come in between.

Nobody who writes to the desk is to notice it: rows are taken in at a limited pace, and a desk in one process spends a
quarter of its time on them at most. What the store refuses for being too much is tried again seconds later, as due work
is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, Invalid, Lost, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.kinds import kind_of
from chalicelib.exchange.model.rows import Problem, Row, Told, mapped_rows, packed, unpacked
from chalicelib.exchange.model.runs import (
    CHECKED,
    CHECKING,
    CONFLICT,
    DONE,
    FAILED,
    GOING,
    MOST_FILE,
    MOST_TOLD,
    REFUSED,
    RUNNING,
    STOPPED,
    Counts,
    Run,
    failed,
)
from chalicelib.exchange.model.sheets import MOST_ROWS, decoded, read_rows
from chalicelib.exchange.service import agents, articles, conversations, customers, findable, phrases, tickets
from chalicelib.exchange.service.ground import Ground, Planned, agent_of, hand_of, problems_of, refused, why_not
from chalicelib.exchange.store import runs as store
from chalicelib.exchange.store.runs import RunMoved

PARTS, LOCAL_PARTS = 4, 8  # of a turn
MOST_A_SECOND = 100  # rows that are taken in: of a customer that is some 40 write units, over four tables
LOCAL_SHARE = timedelta(seconds=0.4)  # after so long, a desk in one process waits for the next tick of its timers
LOCAL_PAUSE = timedelta(milliseconds=50)  # by which it is not run at once, but with that tick, a second later
TRIES, TRIES_ALONE, TOGETHER = 5, 30, 90
MOST_WRITES = 96  # of the rows of one part; four more say how far it is
NEAR, FAR = 32 * 1024, 1024 * 1024  # bytes that are looked at for the next rows

Plan = Callable[[Ground, Sequence[Row]], list[Planned]]
PLANS: dict[str, Plan] = {
    "customers": customers.plan,
    "agents": agents.plan,
    "phrases": phrases.plan,
    "articles": articles.plan,
    "tickets": tickets.plan,
    "conversations": conversations.plan,
}


class GoOn(Due, frozen=True):
    """The next turn of an import; void once another was planned."""

    kind = "exchange.go_on"

    run_id: str
    turn: int


def put_next(tx: Transaction, run: Run) -> None:
    """Add to the transaction: the run's next turn follows."""
    at = tx.desk.now() + LOCAL_PAUSE if tx.desk.settings.is_local else None
    work.put(tx, GoOn(run.run_id, run.turn), at=at)


def go_on(desk: Desk, due: GoOn) -> None:
    """Some parts of an import. Twice is once."""
    parts, begun = LOCAL_PARTS if desk.settings.is_local else PARTS, desk.now()
    for number in range(1, parts + 1):
        run = store.run(desk, due.run_id)
        if run is not None and run.state in (STOPPED, FAILED):
            _let_last_be_found(desk, run)
        if run is None or run.turn != due.turn or run.state not in GOING:
            return
        taken = desk.now() - begun
        if run.state == RUNNING and not desk.settings.is_local:
            least = number * kind_of(run.kind).together / MOST_A_SECOND
            desk.sleep(max(0.0, least - taken.total_seconds()))
        is_last = number == parts or (desk.settings.is_local and taken >= LOCAL_SHARE)
        if not step(desk, run, last=is_last):
            return


def _let_last_be_found(desk: Desk, run: Run) -> None:
    """Nothing more comes of it, but what was taken in last is there, and is found like all the rest. Twice is once."""
    if run.behind:
        findable.let_be_found(desk, run.kind, run.behind)
        _save(desk, run, replace(run, behind=()))


def step(desk: Desk, run: Run, *, last: bool = True) -> bool:
    """One part; whether there is more to be done by whoever does this turn. ``last``: what follows is another's."""
    agent = agent_of(desk, run)
    why = why_not(agent, run)
    if agent is None or why is not None:
        findable.let_be_found(desk, run.kind, run.behind)
        _end(desk, run, failed(run, why or "gone", desk.now()))
        return False
    if run.size == 0:
        return _prepare(desk, run)
    findable.let_be_found(desk, run.kind, run.behind)

    def attempt(*, alone: bool = False, gives_up: bool = False) -> bool:
        try:
            return _part(Ground(desk, run, agent), last=last, alone=alone, gives_up=gives_up)
        except RunMoved:
            return False  # it was paused, or somebody else went on with it

    with suppress(Unavailable):  # of several rows one is written by others again and again
        return races.again(desk, attempt, Lost, tries=TRIES)
    for number in range(TRIES_ALONE):
        with suppress(Lost):
            return attempt(alone=True)
        desk.pause(number)
    try:
        return attempt(alone=True, gives_up=True)
    except Lost:  # no row is written: what was prepared is gone
        _end(desk, run, failed(run, "file_gone", desk.now()))
        return False


def _prepare(desk: Desk, run: Run) -> bool:
    """The file's rows by our names are put where they are read from; the same however often."""
    piece = desk.files.read(run.original, 0, MOST_FILE)
    if piece is None or run.form is None:
        _end(desk, run, failed(run, "file_gone", desk.now()))
        return False
    try:
        text = decoded(piece.content)[0]
    except Invalid:
        _end(desk, run, failed(run, "unreadable", desk.now()))
        return False
    content, count = bytearray(), 0
    for line in packed(mapped_rows(kind_of(run.kind), run.mapping, read_rows(run.form, text))):
        content += line
        count += 1
        if count > MOST_ROWS:
            _end(desk, run, failed(run, "too_many_rows", desk.now()))
            return False
    if not count:
        _end(desk, run, failed(run, "no_rows", desk.now()))
        return False
    desk.files.put(run.prepared, bytes(content))
    for phase in (CHECKING, RUNNING):
        forget_told(desk, run, phase)
    return _save(desk, run, replace(run, size=len(content), rows=count, place=0))


def forget_told(desk: Desk, run: Run, phase: str) -> None:
    """What was told of rows in this phase goes; a query, and a transaction for each ninety parts. Twice is once."""
    rows = store.told_rows(desk, run.run_id, phase)
    for start in range(0, len(rows), TOGETHER):
        tx = Transaction(desk)
        for each in rows[start : start + TOGETHER]:
            tx.delete(each)
        tx.commit()


def _part(ground: Ground, *, last: bool, alone: bool = False, gives_up: bool = False) -> bool:
    """The next rows. ``alone``: one by one, where those of a part keep losing to others; ``gives_up``: it is told of as
    one that others keep changing. Lost: ``RunMoved``, and what rows lose."""
    desk, run = ground.desk, ground.run
    writes = run.state == RUNNING
    most = ground.kind.together if writes else ground.kind.looked_at or ground.kind.together
    rows = _next_rows(desk, run, 1 if alone else most)
    planned = _planned(ground, [row for row, _ in rows])
    if gives_up:
        planned = [refused(each.row, [Problem("", "changed_meanwhile")], each.name) for each in planned]
    planned = _apart(planned) if writes else planned
    rows = rows[: len(planned)]
    done, told = [_acted(each) if writes else each for each in planned], list[Told]()
    for each in done:
        if each.problems:
            outcome = each.outcome if each.outcome == REFUSED else CONFLICT
            told.append(Told(each.row.row, outcome, each.problems[:MOST_TOLD], each.name[:80]))
    place = run.place + rows[-1][1] if rows else run.size
    behind = tuple(each.found for each in done if writes and each.found and each.outcome != REFUSED)
    counts = _counted(run.counts if writes else run.checked, done)
    after = replace(run, place=place, behind=behind, **{"counts" if writes else "checked": counts})
    after = after if run.since is not None else replace(after, since=ground.now, rows_before=run.done.rows)
    is_over = not rows or (place >= run.size and not behind)
    if is_over:
        after = replace(after, state=DONE if writes else CHECKED, finished_at=desk.now() if writes else None)
    elif last:
        after = replace(after, turn=run.turn + 1)
    after = replace(after, version=run.version + 1, changed_at=desk.now())
    tx = Transaction(desk)
    for each in done:
        if writes and each.write is not None:
            each.write(tx)
    store.put_told(tx, run, run.state, told)
    store.put_run(tx, run, after)
    if is_over and writes:
        noted = {"kind": run.kind, "rows": run.rows, **msgspec.structs.asdict(counts)}
        audit.note(tx, hand_of(run), "import_finished", run.run_id, after=noted)
    if not is_over and last:
        put_next(tx, after)
    tx.commit_and_tell()
    return not is_over and not last


def _next_rows(desk: Desk, run: Run, most: int) -> list[tuple[Row, int]]:
    """The next rows, up to one that names what a row before it names: that is seen once this is stored."""
    if run.place >= run.size:
        return []
    for length in (NEAR, FAR):
        piece = desk.files.read(run.prepared, run.place, min(length, run.size - run.place))
        rows = unpacked(piece.content, most) if piece is not None else []
        if rows and (len(rows) == most or run.place + rows[-1][1] >= run.size or length == FAR):
            break
    if not rows:
        raise Lost("what was prepared is gone")
    seen: set[str] = set()
    for number, (row, _) in enumerate(rows):
        name = "#".join(str(row.cells.get(each, "")).casefold() for each in ("external_id", "email", "mobile", "title"))
        if name in seen and number:
            return rows[:number]
        seen.add(name)
    return rows


def _planned(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    return PLANS[ground.run.kind](ground, rows) if rows else []


def _apart(planned: list[Planned]) -> list[Planned]:
    """As many as fit a transaction, up to the first row of whom a row before it is: what that comes to is seen once the
    first is stored."""
    seen, weight = set[str](), 0
    for number, each in enumerate(planned):
        weight += each.weight if each.write is not None else 0
        if not seen.isdisjoint(each.of) or (weight > MOST_WRITES and number):
            return planned[:number]
        seen.update(each.of)
    return planned


def _acted(planned: Planned) -> Planned:
    """What stores itself does so; whoever is refused then is told of like those that were refused before."""
    if planned.act is None or planned.outcome == REFUSED:
        return planned
    try:
        planned.act()
    except Lost:
        raise
    except DeskError as error:
        if error.status >= 500:
            raise
        return refused(planned.row, problems_of(error), planned.name)
    return planned


def _counted(counts: Counts, planned: Sequence[Planned]) -> Counts:
    for each in planned:
        outcome = "unchanged" if each.outcome == CONFLICT else each.outcome
        more: dict[str, Any] = {outcome: 1}
        if each.outcome != REFUSED and each.problems:
            more["conflict"] = 1
        counts = counts.plus(Counts(**more))
    return counts


def _save(desk: Desk, run: Run, after: Run) -> bool:
    """Store how far it is; whether it is still ours to go on with."""
    tx = Transaction(desk)
    store.put_run(tx, run, replace(after, version=run.version + 1, changed_at=desk.now()))
    try:
        tx.commit()
    except RunMoved:
        return False
    return True


def _end(desk: Desk, run: Run, after: Run) -> None:
    tx = Transaction(desk)
    store.put_run(tx, run, replace(after, version=run.version + 1, changed_at=desk.now()))
    if after.state == FAILED:
        audit.note(tx, hand_of(run), "import_failed", run.run_id, after={"kind": run.kind, "why": after.why})
    try:
        tx.commit()
    except RunMoved:
        return
