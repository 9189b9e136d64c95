"""What imports and exports keep of people is forgotten: external ids, files, and rows that were told of (F6)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.runs import CHECKING, EXPORTS, FILES_KEPT, GOING, IMPORTS, PAUSED, RUNNING, Run, stopped
from chalicelib.exchange.model.sheets import decoded
from chalicelib.exchange.service.asking import TakeAway, take_away
from chalicelib.exchange.service.bundles import is_bundle, opened
from chalicelib.exchange.service.findable import let_be_found
from chalicelib.exchange.service.running import forget_told
from chalicelib.exchange.store import names
from chalicelib.exchange.store import runs as store

PAGE = 10
LOOKED_THROUGH = 2 * FILES_KEPT + timedelta(days=2)  # for so long something of a run may be there
_THING = re.compile(r"(?:vis|cnv|tkt)_[0-9A-Za-z]+")
_BETWEEN_DIGITS = re.compile(r"[\s().-]")


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
        _end(desk, run.run_id)
        take_away(desk, TakeAway(run.run_id))
        for phase in (CHECKING, RUNNING):
            forget_told(desk, run, phase)
    return len(found), found[-1].run_id if more and found else None


def forget_files_of(desk: Desk, ids: Collection[str], number: int) -> tuple[int, bool]:
    """Of the imports and exports that something may be left of, the one of this number, the newest first: what is left
    of it goes, if it speaks of any of these; one that is under way ends. How many went, and whether there are others.

    ``ids``: of things, and behind a ``#`` addresses, numbers, and ids elsewhere. Twice is once. The bytes of one run.
    """
    there = [run for sort in SORTS for run in _lately(desk, sort)]
    if number >= len(there):
        return 0, False
    run, speaks = there[number], _Marks(ids).are_in
    forgotten = any(speaks(_text_of(desk, key)) for key in _keys(run)) if run.removed_at is None else False
    if forgotten:
        _end(desk, run.run_id)
        take_away(desk, TakeAway(run.run_id))
    for phase in (CHECKING, RUNNING):
        if forgotten or any(speaks(each) for each in store.told_texts(desk, run.run_id, phase)):
            forget_told(desk, run, phase)
            forgotten = True
    return int(forgotten), number + 1 < len(there)


def _lately(desk: Desk, sort: str) -> list[Run]:
    since, found, before, more = desk.now() - LOOKED_THROUGH, list[Run](), None, True
    while more:
        page, more = store.runs(desk, sort, before, store.PAGE)
        found += [each for each in page if each.created_at >= since]
        before = page[-1].run_id if page else None
        more = more and bool(page) and page[-1].created_at >= since
    return found


def _keys(run: Run) -> list[str]:
    return list(run.files) if run.files else run.keys


def _text_of(desk: Desk, key: str) -> str:
    """What a file says; as far as it can be told, where it is none of ours."""
    piece = desk.files.read(key)
    if piece is None:
        return ""
    try:
        content = opened(piece.content).rows if is_bundle(piece.content) else piece.content
        return decoded(content)[0]
    except Invalid:
        return piece.content.decode("latin-1")


class _Marks:
    """By what somebody is known in a file: ids of what is theirs, and their addresses, numbers and ids elsewhere."""

    def __init__(self, ids: Collection[str]) -> None:
        names = {each.rpartition("#")[2].casefold() for each in ids if "#" in each} - {""}
        self.numbers = [each[-8:] for each in names if each[:1] == "+" and each[1:].isdecimal()]
        words = "|".join(re.escape(each) for each in sorted(names))
        self.words = re.compile(rf"(?<![0-9a-z])(?:{words})(?![0-9a-z])") if words else None
        self.things = {each for each in ids if _THING.fullmatch(each)}

    def are_in(self, text: str) -> bool:
        plain = text.casefold()
        if self.words is not None and self.words.search(plain):
            return True
        if not self.things.isdisjoint(_THING.findall(text)):
            return True
        digits = _BETWEEN_DIGITS.sub("", plain) if self.numbers else ""
        return any(each in digits for each in self.numbers)


def _end(desk: Desk, run_id: str) -> None:
    """One that is under way, or could go on, ends; whoever goes on with it meanwhile is not in the way."""

    def end() -> None:
        run = store.run(desk, run_id)
        if run is not None and run.state in (*GOING, PAUSED):
            let_be_found(
                desk, run.kind, run.behind
            )  # at once: nobody is found again whom the search forgets after this
            tx = Transaction(desk)
            store.put_run(tx, run, replace(stopped(run, desk.now()), behind=(), version=run.version + 1))
            tx.commit()

    races.again(desk, end, store.RunMoved)


SORTS = (IMPORTS, EXPORTS)
