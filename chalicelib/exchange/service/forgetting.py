"""What imports and exports keep of people is forgotten: external ids, files, and rows that were told of (F6)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.runs import CHECKING, EXPORTS, GOING, IMPORTS, RUNNING, Run, stopped
from chalicelib.exchange.service.asking import TakeAway, take_away
from chalicelib.exchange.service.running import forget_told
from chalicelib.exchange.store import names
from chalicelib.exchange.store import runs as store

PAGE = 10


def forget_name(desk: Desk, thing_id: str) -> bool:
    """A thing that is erased has no external id, and no file is known to have spoken of it; whether it had one.

    A read and a write. Twice is once.
    """
    where = names.where_named(desk, thing_id)
    if where is None:
        return False
    tx = Transaction(desk)
    names.forget(tx, thing_id, where)
    tx.commit()
    return True


def forget_files(desk: Desk, sort: str, before: str | None) -> tuple[int, str | None]:
    """The files of some imports or exports (``imports``, ``exports``) go, and what is told of their rows, whoever they
    are about; one that is under way ends. How many there were, and behind which the next ones stand.

    Twice is once. For whoever erases a person: which files speak of them, nobody knows.
    """
    found, more = store.runs(desk, sort, before, PAGE)
    for run in found:
        _end(desk, run)
        take_away(desk, TakeAway(run.run_id))
        for phase in (CHECKING, RUNNING):
            forget_told(desk, run, phase)
    return len(found), found[-1].run_id if more and found else None


def _end(desk: Desk, run: Run) -> None:
    if run.state in GOING:
        tx = Transaction(desk)
        store.put_run(tx, run, replace(stopped(run, desk.now()), version=run.version + 1))
        tx.commit()


SORTS = (IMPORTS, EXPORTS)
