"""An export: asked for, written part by part as due work, given by a link that expires, gone after a week (F10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import audit, limits, races, times, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.files import FilesOff, Shown
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.core.veil import veiled
from chalicelib.exchange.model.kinds import (
    ARTICLES,
    CONVERSATIONS,
    CUSTOMERS,
    EXPORT,
    OF_MESSAGES,
    TICKETS,
    Column,
    kind_of,
)
from chalicelib.exchange.model.lines import Line, body, head
from chalicelib.exchange.model.mapping import columns_of
from chalicelib.exchange.model.runs import (
    DONE,
    EXPORTS,
    FILES_KEPT,
    RUNNING,
    Counts,
    FilesGone,
    Run,
    Wanted,
    failed,
    paused,
    refuse_unless,
    resumed,
    stopped,
)
from chalicelib.exchange.model.sheets import FORMATS
from chalicelib.exchange.service.asking import TakeAway, asker, own_of
from chalicelib.exchange.service.bundles import bytes_of, packed
from chalicelib.exchange.service.ground import Ground, agent_of, hand_of, refuse_rights, why_not
from chalicelib.exchange.service.sources import SOURCES, Reach
from chalicelib.exchange.store import runs as store
from chalicelib.exchange.store.runs import RunMoved
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SEE_NUMBERS

ASKING = Limit("exports", most=30, within=timedelta(hours=1))
ROWS, PAGES = 1_000, 10  # of a part, at most: what it may take
MOST_WHOLE = 24_000_000  # bytes of one file; what is more comes in several
LINK_SECONDS = 600
OF_CUSTOMERS = (CUSTOMERS, TICKETS, CONVERSATIONS)  # in which their numbers and addresses stand
LOCAL_PAUSE = timedelta(milliseconds=500)
ARTICLES_TOGETHER, ZIP = 5, "-zip"  # of a part, which with its pictures is never parted
_PICTURE = re.compile(rb"picture:(fil_[0-9a-z]{26})")
TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


class Write(Due, frozen=True):
    """The next part of an export; void once another was planned."""

    kind = "exchange.write"

    run_id: str
    turn: int


def ask(desk: Desk, agent: Agent, by: By, kind_name: str, wanted: Wanted, once: Once | None = None) -> Run:
    """Have things of this kind written into a file; one transaction, the rest is due work.

    Raises ``PermissionNeeded``, ``Invalid``, ``LimitReached``, ``FilesOff``.
    """
    kind = kind_of(kind_name)
    refuse_rights(agent, kind, EXPORT)
    if wanted.format not in FORMATS:
        raise Invalid.field("format", f"one of {', '.join(FORMATS)}")
    if wanted.since is not None and wanted.until is not None and wanted.since > wanted.until:
        raise Invalid.field("until", "not before the first day")
    if not desk.files.origin and agent.agent_id != "operator":
        raise FilesOff("this desk has no place for files")
    name = f"{kind.name}-{times.digits(desk.now())}.{wanted.format}"
    run = Run(desk.new_id("exr"), EXPORTS, kind.name, name, asker(by), desk.now(), RUNNING, wanted=wanted, turn=1)
    tx = Transaction(desk)
    mark(tx, once, {"run_id": run.run_id})
    limits.spend(tx, ASKING, "agent", by.agent_id)
    store.put_run(tx, None, run)
    audit.note(tx, by, "ask_for_export", run.run_id, after={"kind": kind.name, "wanted": wanted})
    _put_next(tx, run)
    work.put(tx, TakeAway(run.run_id), at=desk.now() + FILES_KEPT)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read(desk, agent, str(done.answer["run_id"]))
    return run


def read(desk: Desk, agent: Agent, run_id: str) -> Run:
    """One export of one's own: others' reach and masks may be others. One read. Raises ``NotFound``."""
    run = existing(store.run(desk, run_id), "no such export")
    own = run.sort == EXPORTS and run.by.agent_id == agent.agent_id
    return existing(run if own else None, "no such export")


def list_exports(desk: Desk, before: str | None, limit: int) -> tuple[list[Run], bool]:
    """Everybody's, the newest first, of which each is shown their own; two requests."""
    return store.runs(desk, EXPORTS, before, limit)


def act(desk: Desk, agent: Agent, run_id: str, name: str) -> Run:
    """``pause``, ``resume`` or ``stop`` it. Raises ``NotFound``, ``NotInState``, ``Invalid``."""
    acts: dict[str, Callable[[Run], Run]] = {
        "pause": paused,
        "resume": resumed,
        "stop": lambda each: stopped(each, desk.now()),
    }
    run = read(desk, agent, run_id)
    if name not in acts:
        raise Invalid.field("act", f"one of {', '.join(acts)}")

    def attempt(before: Run) -> Run:
        after = replace(acts[name](before), version=before.version + 1, changed_at=desk.now())
        tx = Transaction(desk)
        store.put_run(tx, before, after)
        if after.state == RUNNING:
            _put_next(tx, after)
        tx.commit()
        return after

    return races.follow(desk, run, attempt, RunMoved)


def link(desk: Desk, agent: Agent, by: By, run_id: str, number: int) -> str:
    """An address that gives a file of it for ten minutes; that it was asked for is in the audit log. A read, a write.

    Raises ``NotFound``, ``NotInState``, ``FilesGone``, ``PermissionNeeded``.
    """
    run = read(desk, agent, run_id)
    refuse_rights(agent, kind_of(run.kind), EXPORT)
    refuse_unless(run, DONE)
    if run.removed_at is not None:
        raise FilesGone("it was taken away")
    if not 1 <= number <= len(run.files) or run.wanted is None:
        raise Invalid.field("number", f"1 to {len(run.files)}")
    tx = Transaction(desk)
    audit.note(tx, by, "fetch_export", run.run_id, after={"kind": run.kind, "rows": run.rows, "number": number})
    tx.commit()
    key, (stem, _, end) = run.files[number - 1], run.name.rpartition(".")
    end, kind = ("zip", "application/zip") if key.endswith(ZIP) else (end, TYPES[run.wanted.format])
    name = f"{stem}.{end}" if len(run.files) == 1 else f"{stem}-{number}.{end}"
    return desk.files.link(key, Shown(kind, name, seconds=LINK_SECONDS))


def go_on(desk: Desk, due: Write) -> None:
    """The next part. Twice is once."""
    run = store.run(desk, due.run_id)
    if run is not None and run.turn == due.turn and run.state == RUNNING:
        step(desk, run)


def step(desk: Desk, run: Run) -> Run:
    """One part; or, after the last, the whole files. Lost: nothing: who went on meanwhile has it."""
    agent = agent_of(desk, run)
    why = why_not(agent, run)
    if agent is None or why is not None:
        return _save(desk, run, failed(run, why or "gone", desk.now()))
    ground = Ground(desk, run, agent)
    if run.cursor == _AT_END:
        return _finish(ground)
    lines, cursor = _some(ground)
    if SEE_NUMBERS not in agent.rights.permissions and run.kind in OF_CUSTOMERS:
        lines = [veiled(each) for each in lines]
    together = ARTICLES_TOGETHER if run.kind == ARTICLES else max(1, len(lines))
    some = [lines[start : start + together] for start in range(0, max(1, len(lines)), together)]
    for number, each in enumerate(some, run.parts):
        content = body(_columns(ground), _form(run), each)
        if number == 0:
            content = head(_columns(ground), _form(run), run.wanted.language if run.wanted else "en") + content
        desk.files.put(run.part(number), content)
    counts = run.counts.plus(Counts(created=len(lines)))
    after = replace(
        run,
        parts=run.parts + len(some),
        cursor=cursor,
        counts=counts,
        turn=run.turn + 1,
    )
    return _save(desk, run, after)


_AT_END = "end"


def _some(ground: Ground) -> tuple[list[Line], object]:
    lines: list[Line] = []
    reach, cursor = Reach(ground), ground.run.cursor
    for _ in range(PAGES):
        page, cursor = SOURCES[ground.run.kind](reach, cursor)
        lines += page
        if cursor is None:
            return lines, _AT_END
        if len(lines) >= ROWS:
            break
    return lines, cursor


def _finish(ground: Ground) -> Run:
    """The parts are put together into files of some megabytes; then they are not needed any more."""
    desk, run = ground.desk, ground.run
    wholes, content, pictures = list[str](), bytearray(), dict[str, bytes]()
    first = head(_columns(ground), _form(run), run.wanted.language if run.wanted else "en")
    for number in range(run.parts):
        piece = desk.files.read(run.part(number))
        if piece is None:
            return _save(desk, run, failed(run, "file_gone", desk.now()))
        shown = _pictures_in(desk, run, piece.content)
        if content and _size(content, pictures) + _size(piece.content, shown) > MOST_WHOLE:
            wholes.append(_put_whole(desk, run, len(wholes) + 1, content, pictures))
            content, pictures = bytearray(first), {}
        content += piece.content
        pictures |= shown
    wholes.append(_put_whole(desk, run, len(wholes) + 1, content, pictures))
    rows = run.counts.created
    after = replace(run, state=DONE, files=tuple(wholes), rows=rows, finished_at=desk.now())
    noted = {"kind": run.kind, "rows": rows, "wanted": run.wanted}
    return _save(desk, run, after, lambda tx: audit.note(tx, hand_of(run), "export_finished", run.run_id, after=noted))


def _pictures_in(desk: Desk, run: Run, content: bytes) -> dict[str, bytes]:
    """The pictures that texts of articles show, by their names; none that alone is more than a file holds."""
    if run.kind != ARTICLES:
        return {}
    held, size = dict[str, bytes](), 0
    ids = dict.fromkeys(each.decode() for each in _PICTURE.findall(content))
    for name, picture in bytes_of(desk, ids).items():
        size += len(picture)
        if size <= MOST_WHOLE:
            held[name] = picture
    return held


def _size(content: bytes | bytearray, pictures: Mapping[str, bytes]) -> int:
    return len(content) + sum(map(len, pictures.values()))


def _put_whole(desk: Desk, run: Run, number: int, content: bytearray, pictures: Mapping[str, bytes]) -> str:
    """Where it is now; with pictures it is a bundle."""
    key = run.whole(number) + (ZIP if pictures else "")
    desk.files.put(key, packed(run.name, bytes(content), pictures) if pictures else bytes(content))
    return key


def _columns(ground: Ground) -> list[Column]:
    kind = ground.kind
    columns = columns_of(kind, own_of(ground.desk, kind.name))
    return [each for each in columns if kind.name != CONVERSATIONS or each.name not in OF_MESSAGES]


def _form(run: Run) -> str:
    return run.wanted.format if run.wanted is not None else FORMATS[0]


def _put_next(tx: Transaction, run: Run) -> None:
    at = tx.desk.now() + LOCAL_PAUSE if tx.desk.settings.is_local else None
    work.put(tx, Write(run.run_id, run.turn), at=at)


def _save(desk: Desk, run: Run, after: Run, also: Callable[[Transaction], None] | None = None) -> Run:
    after = replace(after, version=run.version + 1, changed_at=desk.now())
    tx = Transaction(desk)
    store.put_run(tx, run, after)
    if also is not None:
        also(tx)
    if after.state == RUNNING:
        _put_next(tx, after)
    try:
        tx.commit()
    except RunMoved as moved:
        now: Run = existing(moved.record, "no such export")
        return now
    return after
