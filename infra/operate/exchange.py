"""Import and export by command: ``make import OF=customers FILE=c.csv PLAN=demo``, ``make export-data OF=tickets``.

``OF``: customers, agents, phrases, articles, tickets or conversations. ``ENV`` says where: an environment, or ``local``
(if not said) for the desk of ``make run`` (``STATE``), whether it runs or not.

An import is gone through first, and the rows that cannot be taken are printed; ``DRY=1`` stops there. ``PLAN``: of rows
that name none; ``RULE=file``: the file's, where the desk has something else; ``INVITE=1``, ``PUBLISH=1``,
``DEADLINES=1`` as on the page. It may be stopped at any moment: due work of the desk goes on with it, and a second call
takes nothing in twice. An export goes to ``TO``, by default a file of its own name; ``FORMAT=jsonl``, ``SINCE`` and
``UNTIL`` (days), ``PLAN``, ``GROUP``, ``TAG``. Who did so is in the audit log.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.core import times
from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.exchange.model.runs import Run

KINDS = ("customers", "agents", "phrases", "articles", "tickets", "conversations")
MOST_PRINTED = 100


def main(arguments: list[str]) -> int:
    """0 when it is done, 1 when rows were not taken, 2 when it could not be begun."""
    try:
        kind = os.environ.get("OF", "")
        if kind not in KINDS:
            raise Refused(f"OF is one of {', '.join(KINDS)}")
        with in_words():
            desk = connect.desk(os.environ.get("ENV") or "local")
            return _export(desk, kind) if arguments[:1] == ["export"] else _import(desk, kind)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _import(desk: Desk, kind: str) -> int:
    # imported only now: the environment decides where their tables are
    from chalicelib.core.errors import DeskError
    from chalicelib.exchange.model.runs import Choices
    from chalicelib.exchange.service import asking

    file = Path(os.environ.get("FILE", ""))
    if not file.is_file():
        raise Refused("FILE is the file to import")
    flags = {name: bool(os.environ.get(name.upper())) for name in ("invite", "publish", "deadlines")}
    choices = Choices(os.environ.get("RULE") or "desk", os.environ.get("PLAN", ""), **flags)
    agent, by = _operator(desk)
    try:
        run = asking.begin_with(desk, agent, by, kind, file.name, choices, file.read_bytes())
        run = _carry_on(desk, asking.do(desk, by, run, "check"))
        _told(desk, run)
        if os.environ.get("DRY") or run.state != "checked":
            return 0 if run.state == "checked" and not run.checked.refused else 1
        run = _carry_on(desk, asking.do(desk, by, run, "start"))
    except DeskError as error:
        raise Refused("; ".join([error.detail, *(f"{each.field}: {each.message}" for each in error.errors)])) from error
    counts = run.counts
    print(
        f"{counts.created} new, {counts.changed} changed, {counts.unchanged} as they were, {counts.refused} not taken"
    )
    return 0 if run.state == "done" and not counts.refused else 1


def _carry_on(desk: Desk, run: Run) -> Run:
    """The steps one after the other, beside whatever the desk's own due work does of them."""
    from chalicelib.exchange.model.runs import GOING
    from chalicelib.exchange.service import running
    from chalicelib.exchange.store import runs as store

    while run.state in GOING:
        running.step(desk, run, last=False)
        run = store.run(desk, run.run_id) or run
        print(f"\r{run.state}: {run.progress}%", end="", flush=True)
    print(f"\r{run.state} {run.why}".rstrip())
    return run


def _told(desk: Desk, run: Run) -> None:
    from chalicelib.exchange.model.why import why_in
    from chalicelib.exchange.service import telling

    counts, printed, after, more = run.checked, 0, 0, True
    print(
        f"{run.rows or 0} rows: {counts.created} new, {counts.changed} would change, {counts.refused} cannot be taken"
    )
    while more and printed < MOST_PRINTED:
        some, more = telling.list_told(desk, run.run_id, after)
        for each in some:
            after = each.row
            for problem in each.problems:
                why = why_in("en", problem.why)
                print(f"line {each.row}: {problem.field or each.name}: {why} {problem.detail}".rstrip())
                printed += 1


def _export(desk: Desk, kind: str) -> int:
    from chalicelib.core.errors import DeskError
    from chalicelib.exchange.model.runs import RUNNING, Wanted
    from chalicelib.exchange.service import exporting

    agent, by = _operator(desk)
    plan_key, group_id, tag = (os.environ.get(each, "") for each in ("PLAN", "GROUP", "TAG"))
    form = os.environ.get("FORMAT") or "csv"
    wanted = Wanted(_day("SINCE"), _day("UNTIL"), plan_key, group_id, tag, form, "en")
    try:
        run = exporting.ask(desk, agent, by, kind, wanted)
        while run.state == RUNNING:
            run = exporting.step(desk, run)
            print(f"\r{run.counts.created} written", end="", flush=True)
    except DeskError as error:
        raise Refused(error.detail) from error
    print()
    for number, key in enumerate(run.files, 1):
        to = Path(os.environ.get("TO") or run.name)
        to = to if len(run.files) == 1 else to.with_stem(f"{to.stem}-{number}")
        to = to.with_suffix(".zip") if key.endswith(exporting.ZIP) else to
        piece = desk.files.read(key)
        if piece is None:
            raise Refused("the file is gone")
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(piece.content)
        print(f"{run.rows} in {to}")
    return 0 if run.state == "done" else 1


def _day(name: str) -> date | None:
    text = os.environ.get(name)
    try:
        return times.read_day(text) if text else None
    except ValueError:
        raise Refused(f"{name} is a day such as 2026-11-29") from None


def _operator(desk: Desk) -> tuple[Any, Any]:
    """Whoever is signed in to this machine, who may do everything."""
    from chalicelib.core.audit import By
    from chalicelib.exchange.service import ground

    by = By(ground.OPERATOR, connect.operator())
    return ground.operator(desk, by), by


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
