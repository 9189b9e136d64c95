"""Counts of responses: added to as they come, by due work, exactly once; and made anew of what is listed (law 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from chalicelib.core import audit, races, times, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.questionnaires.model.questions import QuestionnaireDefinition
from chalicelib.questionnaires.model.response import Response, ResponseWritten
from chalicelib.questionnaires.model.tallies import Cell, Tally, cell_of, plus, tally_of
from chalicelib.questionnaires.service.definitions import list_questionnaires, version_of
from chalicelib.questionnaires.store import responses as store
from chalicelib.questionnaires.store.responses import Counted, CountMoved, ResponseMoved

DAYS = 62  # a recount goes back so far
_A_DAY = timedelta(days=1)


class Recount(Due, frozen=True):
    """The next day of a questionnaire; ``mended``: how many cells were otherwise so far."""

    kind = "questionnaires.recount"

    questionnaires: tuple[str, ...]
    first: str
    last: str
    mended: int = 0


def hear_written(desk: Desk, written: ResponseWritten) -> None:
    """Somebody was asked, or answered: it counts."""
    count(desk, written.response_id)


def count(desk: Desk, response_id: str) -> None:
    """Count a response as it stands, instead of as it was counted. Four requests. Twice, late and at once is once."""

    def act() -> None:
        response = store.response(desk, response_id)
        if response is None or response.counted == response.state:
            return
        definition = version_of(desk, response.questionnaire_id, response.number).definition
        cell = cell_of(response)
        counted, seen = store.count(desk, response.questionnaire_id, cell)
        before = counted.tally if counted is not None else Tally()
        without = plus(before, tally_of(response, response.counted, definition), -1)
        after = plus(without, tally_of(response, response.state, definition))
        tx = Transaction(desk)
        store.put(tx, response, replace(response, counted=response.state, revision=response.revision + 1))
        store.write_count(tx, response.questionnaire_id, seen, Counted(cell, after, response.group_ids))
        tx.commit()

    races.again(desk, act, (ResponseMoved, CountMoved), tries=races.CROWD)


def recount(desk: Desk, by: By = audit.SYSTEM) -> None:
    """Have the counts of the last two months made anew, of every questionnaire."""
    today = local_date(desk.now(), people.read_desk(desk).time_zone)
    ids = tuple(each.questionnaire_id for each in list_questionnaires(desk))
    tx = Transaction(desk)
    if ids:
        work.put(tx, Recount(ids, times.stored(today - _A_DAY * (DAYS - 1)), times.stored(today)))
    audit.note(tx, by, "recount_questionnaires", "questionnaires")
    tx.commit()


def recount_day(desk: Desk, due: Recount) -> None:
    """A day of the first questionnaire, and the next one follows; at the end the audit log says what was otherwise.
    Twice is once."""
    name, *others = due.questionnaires
    mended = due.mended + mend(desk, name, due.first)
    tx = Transaction(desk)
    if due.first < due.last:
        following = times.stored(times.read_day(due.first) + _A_DAY)
        work.put(tx, Recount(due.questionnaires, following, due.last, mended))
    elif others:
        first = times.stored(times.read_day(due.last) - _A_DAY * (DAYS - 1))
        work.put(tx, Recount(tuple(others), first, due.last, mended))
    else:
        audit.note(tx, audit.SYSTEM, "recounted_questionnaires", "questionnaires", after={"mended": mended})
    tx.commit()


def mend(desk: Desk, questionnaire_id: str, day: str) -> int:
    """How many cells of a day were otherwise than what is listed; they are made that."""

    def act() -> int:
        there = {each.cell: (each, seen) for each, seen in store.counts(desk, questionnaire_id, day[:7], day, day)}
        right = _right(desk, questionnaire_id, day)
        wrong = [
            cell
            for cell in {*there, *right}
            if (there[cell][0].tally if cell in there else Tally()) != right.get(cell, (Tally(), ()))[0]
        ]
        for cell in wrong:
            tally, group_ids = right.get(cell, (Tally(), ()))
            tx = Transaction(desk)
            seen = there[cell][1] if cell in there else 0
            store.write_count(tx, questionnaire_id, seen, Counted(cell, tally, group_ids))
            tx.commit()
        return len(wrong)

    return races.again(desk, act, CountMoved, tries=races.CROWD)


def _right(desk: Desk, questionnaire_id: str, day: str) -> dict[Cell, tuple[Tally, tuple[str, ...]]]:
    """What the responses of a day come to, as far as each is counted."""
    sums: dict[Cell, tuple[Tally, tuple[str, ...]]] = defaultdict(lambda: (Tally(), ()))
    definitions: dict[int, QuestionnaireDefinition] = {}
    for each in _of_day(desk, questionnaire_id, times.read_day(day)):
        if each.number not in definitions:
            definitions[each.number] = version_of(desk, questionnaire_id, each.number).definition
        cell = cell_of(each)
        tally = plus(sums[cell][0], tally_of(each, each.counted, definitions[each.number]))
        if each.counted:
            sums[cell] = (tally, each.group_ids)
    return dict(sums)


def _of_day(desk: Desk, questionnaire_id: str, day: date) -> Sequence[Response]:
    """Those who were asked on a day: places are in UTC, so a day of any zone lies within three of them."""
    first, before = times.stored(day - _A_DAY), f"{times.stored(day + _A_DAY)}~"
    month, found = times.month_of(day), list[Response]()
    while True:
        lines, more = store.lines(desk, questionnaire_id, month, (first, before), 100)
        held = store.responses(desk, [each.response_id for each in lines]).values()
        found += [each for each in held if each.day == times.stored(day)]
        if not more:
            return found
        before = lines[-1].place
