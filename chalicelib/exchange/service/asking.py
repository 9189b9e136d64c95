"""An import is asked for, looked at, mapped, checked, started, paused, gone on with and stopped by people (F10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.core import audit, limits, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Conflict, Invalid, existing
from chalicelib.core.files import FilesOff, Form, Terms
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import read_all
from chalicelib.core.text import checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model import own_fields
from chalicelib.exchange.model.kinds import AGENTS, ARTICLES, CUSTOMERS, IMPORT, KINDS, TICKETS, Column, Kind, kind_of
from chalicelib.exchange.model.mapping import checked_mapping, columns_of, guessed
from chalicelib.exchange.model.runs import (
    ASKED,
    CHECKED,
    FILES_KEPT,
    FOR_UPLOAD,
    GOING,
    IMPORTS,
    MAPPED,
    MOST_FILE,
    OVER,
    RUNNING,
    STOPPED,
    Asker,
    Choices,
    Counts,
    FilesGone,
    Run,
    checked_choices,
    checking,
    paused,
    refuse_unless,
    resumed,
    started,
    stopped,
)
from chalicelib.exchange.model.sheets import Read, decoded, looked_at, read_rows
from chalicelib.exchange.model.templates import template_of
from chalicelib.exchange.service import running
from chalicelib.exchange.service.bundles import is_bundle, opened
from chalicelib.exchange.service.ground import refuse_rights
from chalicelib.exchange.store import runs as store
from chalicelib.exchange.store.runs import RunMoved
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import refuse_without
from chalicelib.plans import service as plans
from chalicelib.tickets import service as tickets
from chalicelib.visitors import service as visitors

ASKING = Limit("imports", most=60, within=timedelta(hours=1))
SAMPLE, SAMPLED, LONGEST_NAME = 5, 64 * 1024, 120
TYPE = "application/octet-stream"


class TakeAway(Due, frozen=True):
    """The files of an import or export go; their time is over."""

    kind = "exchange.take_away"

    run_id: str


class NotArrived(Conflict):
    """Nothing was uploaded yet."""

    code = "file_not_arrived"
    title = "The file has not been uploaded"


def ask(
    desk: Desk, agent: Agent, by: By, kind_name: str, name: str, choices: Choices, once: Once | None = None
) -> tuple[Run, Form]:
    """A place for a file of such things, for an hour; one transaction.

    Raises ``PermissionNeeded``, ``BeyondYourRights``, ``Invalid``, ``LimitReached``, ``FilesOff``.
    """
    run = _new(desk, agent, by, kind_name, name, choices)
    if not desk.files.origin:
        raise FilesOff("this desk has no place for files")
    tx = Transaction(desk)
    mark(tx, once, {"run_id": run.run_id})
    limits.spend(tx, ASKING, "agent", by.agent_id)
    store.put_run(tx, None, run)
    work.put(tx, TakeAway(run.run_id), at=desk.now() + FILES_KEPT)
    try:
        tx.commit()
    except AlreadyDone as done:
        run = read(desk, str(done.answer["run_id"]))
    seconds = int(FOR_UPLOAD.total_seconds())
    return run, desk.files.form(run.source, Terms(TYPE, MOST_FILE, seconds))


def begin_with(desk: Desk, agent: Agent, by: By, kind_name: str, name: str, choices: Choices, content: bytes) -> Run:
    """An import of a file whose bytes are here, looked at; for whoever runs the desk. Raises as ``ask`` does."""
    run = _new(desk, agent, by, kind_name, name, choices)
    if len(content) > MOST_FILE:
        raise Invalid.field("file", f"at most {MOST_FILE:,} bytes")
    tx = Transaction(desk)
    store.put_run(tx, None, run)
    work.put(tx, TakeAway(run.run_id), at=desk.now() + FILES_KEPT)
    tx.commit()
    desk.files.put(run.source, content)
    return arrived(desk, run.run_id)


def asker(by: By) -> Asker:
    """Who asked, as it is kept."""
    return Asker(by.agent_id, by.name, by.request_id)


def _new(desk: Desk, agent: Agent, by: By, kind_name: str, name: str, choices: Choices) -> Run:
    kind = kind_of(kind_name)
    refuse_rights(agent, kind, IMPORT)
    run_id, now = desk.new_id("exr"), desk.now()
    name = checked_line("name", name, longest=LONGEST_NAME)
    return Run(run_id, IMPORTS, kind.name, name, asker(by), now, ASKED, choices=_chosen(desk, agent, kind, choices))


def _chosen(desk: Desk, agent: Agent, kind: Kind, choices: Choices) -> Choices:
    """Choices that mean something for this kind, and are the asker's to make."""
    checked_choices(choices)
    if choices.plan_key and kind.planned and read_all(desk.database, [plans.wanted(choices.plan_key)])[0] is None:
        raise Invalid.field("choices.plan_key", "there is no such plan")
    if choices.publish and kind.name == ARTICLES:
        refuse_without("articles.publish", agent.rights.permissions)
    return replace(
        choices,
        plan_key=choices.plan_key if kind.planned else "",
        invite=choices.invite and kind.name == AGENTS,
        publish=choices.publish and kind.name == ARTICLES,
        deadlines=choices.deadlines and kind.name == TICKETS,
    )


def read(desk: Desk, run_id: str) -> Run:
    """One import; one read. Raises ``NotFound``."""
    run = existing(store.run(desk, run_id), "no such import")
    return existing(run if run.is_import else None, "no such import")


def list_imports(desk: Desk, before: str | None, limit: int) -> tuple[list[Run], bool]:
    """The imports of the desk, the newest first; two requests."""
    return store.runs(desk, IMPORTS, before, limit)


def arrived(desk: Desk, run_id: str) -> Run:
    """The file is there: it is put where no form reaches, looked at, and its columns are guessed. Twice is once.

    Raises ``NotFound``, ``NotArrived``, ``NotInState``, ``Invalid`` for a file that cannot be read.
    """
    run = read(desk, run_id)
    if run.state == MAPPED and run.form is not None:
        return run
    refuse_unless(run, ASKED)
    if not desk.files.copy(run.source, run.original):
        raise NotArrived("nothing was uploaded yet")
    piece = desk.files.read(run.original, 0, MOST_FILE + 1)
    if piece is None:
        raise NotArrived("nothing was uploaded yet")
    if piece.size > MOST_FILE:
        raise Invalid.field("file", f"at most {MOST_FILE:,} bytes")
    name, content, pictures = _unpacked(desk, run, piece.content)
    form, _ = looked_at(content, name)
    mapping = guessed(kind_of(run.kind), own_of(desk, run.kind), form.columns)
    return _change(desk, run, lambda each: replace(each, state=MAPPED, form=form, mapping=mapping, pictures=pictures))


def _unpacked(desk: Desk, run: Run, content: bytes) -> tuple[str, bytes, tuple[str, ...]]:
    """The rows of a file that brings pictures along, under the name of theirs, once each is where it is read from; of
    another file itself. Raises ``Invalid``."""
    if run.kind != ARTICLES or not is_bundle(content):
        return run.name, content, ()
    bundle = opened(content)
    for name, picture in bundle.pictures.items():
        desk.files.put(run.picture(name), picture)
    desk.files.put(run.original, bundle.rows)
    return bundle.name, bundle.rows, tuple(bundle.pictures)


def own_of(desk: Desk, kind_name: str) -> list[Column]:
    """The desk's own fields as columns, where things of this kind have any; two requests at most."""
    if kind_name == CUSTOMERS:
        return own_fields.of_customers(visitors.fields_of_desk(desk))
    return own_fields.of_tickets(tickets.own_fields(desk)) if kind_name == TICKETS else []


def sample(desk: Desk, run_id: str) -> Sequence[Read]:
    """The first rows of a file, by its own columns; a read, and one of its beginning."""
    run = read(desk, run_id)
    piece = desk.files.read(run.original, 0, SAMPLED) if run.form is not None else None
    if piece is None or run.form is None:
        return []
    content = piece.content
    if piece.size > len(content):  # up to the last whole line
        end = content.rfind(b"\n") if run.form.encoding != "utf-16" else len(content) - len(content) % 4
        content = content[: end if end > 0 else len(content)]
    try:
        text = decoded(content)[0]
    except Invalid:
        text = content.decode(run.form.encoding, errors="replace")
    rows: list[Read] = []
    for each in read_rows(run.form, text):
        rows.append(each)
        if len(rows) == SAMPLE:
            break
    return rows


def change(
    desk: Desk,
    agent: Agent,
    run_id: str,
    mapping: Mapping[str, str] | None = None,
    choices: Choices | None = None,
    version: int | None = None,
) -> Run:
    """Say what its columns are, and what is chosen; what was checked is to be checked again.

    Raises ``NotFound``, ``Invalid``, ``NotInState``, ``ChangedMeanwhile``.
    """
    run = read(desk, run_id)
    races.refuse_older(version, run)
    refuse_unless(run, MAPPED, CHECKED)
    kind = kind_of(run.kind)
    fields: dict[str, Any] = {}
    if mapping is not None:
        columns = run.form.columns if run.form is not None else ()
        fields["mapping"] = checked_mapping(kind, own_of(desk, run.kind), columns, mapping)
    if choices is not None:
        fields["choices"] = _chosen(desk, agent, kind, choices)

    def changed(before: Run) -> Run:
        refuse_unless(before, MAPPED, CHECKED)
        if before.state == MAPPED and all(getattr(before, name) == value for name, value in fields.items()):
            return before
        fresh = {"state": MAPPED, "size": 0, "rows": None, "place": 0, "checked": Counts()}
        return replace(before, **fields, **fresh, changed_at=desk.now())

    def save(before: Run, after: Run) -> None:
        if after != before:
            tx = Transaction(desk)
            store.put_run(tx, before, after)
            tx.commit()

    return races.change(desk, run, fields, changed, save, read=_value_of)


def _value_of(run: Run, name: str) -> object:
    """As it is told to who was too late: choices with all that they say, also what is usual."""
    return asdict(run.choices) if name == "choices" else getattr(run, name)


def act(desk: Desk, agent: Agent, by: By, run_id: str, name: str) -> Run:
    """``check``, ``start``, ``pause``, ``resume`` or ``stop`` it; twice is once. What goes on does so as due work.

    Raises ``NotFound``, ``PermissionNeeded``, ``NotInState``, ``FilesGone``.
    """
    run = read(desk, run_id)
    refuse_rights(agent, kind_of(run.kind), IMPORT)
    return do(desk, by, run, name)


def do(desk: Desk, by: By, run: Run, name: str) -> Run:
    """The same of whatever was read, by whoever may."""
    acts: dict[str, Callable[[Run], Run]] = {
        "check": lambda each: _checked(desk, each),
        "start": started,
        "pause": paused,
        "resume": resumed,
        "stop": lambda each: stopped(each, desk.now()),
    }
    if name not in acts:
        raise Invalid.field("act", f"one of {', '.join(acts)}")

    def also(tx: Transaction, before: Run, after: Run) -> None:
        if after.state in GOING or (after.state == STOPPED and after.behind):  # what was taken in last is to be found
            running.put_next(tx, after)
        if after.state in (*OVER, RUNNING) or after.was == RUNNING:
            noted = {"kind": after.kind, "rows": after.rows, "choices": after.choices}
            audit.note(tx, by, f"{name}_import", after.run_id, after=noted)

    if _is_so(run, name):
        return run
    return _change(desk, run, acts[name], also)


def _is_so(run: Run, name: str) -> bool:
    """Whether that was done already, by the same wish that came twice."""
    return {"pause": run.state == "paused", "stop": run.state == "stopped"}.get(name, False)


def _checked(desk: Desk, run: Run) -> Run:
    refuse_unless(run, MAPPED, CHECKED)
    if run.removed_at is not None:
        raise FilesGone("its file was taken away")
    mapped = checked_mapping(
        kind_of(run.kind), own_of(desk, run.kind), run.form.columns if run.form is not None else (), run.mapping
    )
    return checking(replace(run, mapping=mapped))


def _change(
    desk: Desk, run: Run, changed: Callable[[Run], Run], also: Callable[[Transaction, Run, Run], None] | None = None
) -> Run:
    """The run as it stands then, changed; whoever goes on with it meanwhile is not in the way."""

    def attempt(before: Run | None) -> Run:
        before = existing(before, "no such import")
        after = replace(changed(before), version=before.version + 1, changed_at=desk.now())
        tx = Transaction(desk)
        store.put_run(tx, before, after)
        if also is not None:
            also(tx, before, after)
        tx.commit()
        return after

    return races.follow(desk, run, attempt, RunMoved)


def take_away(desk: Desk, due: TakeAway) -> None:
    """Its files go; what became of it stays for a while. First it is said that they go. Twice is once."""
    run = store.run(desk, due.run_id)
    if run is None:
        return
    if run.removed_at is None:
        over = replace(run, removed_at=desk.now())
        run = _change(desk, run, lambda each: replace(over if each == run else each, removed_at=desk.now()))
    keys = run.keys
    for start in range(0, len(keys), 500):
        desk.files.delete(keys[start : start + 500])


def columns_shown(desk: Desk, kind_name: str) -> list[Any]:
    """The columns that a file of such things may have; a read for customers."""
    return columns_of(kind_of(kind_name), own_of(desk, kind_name))


def template(desk: Desk, kind_name: str, language: str) -> str:
    """A file of such things to be filled in, with a line as an example; two reads at most. Raises ``NotFound``."""
    kind = existing(KINDS.get(kind_name), "no such kind")
    return template_of(kind, own_of(desk, kind.name), language)
