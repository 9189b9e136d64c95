"""The table ``performance``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, table_name, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.performance.model.results import Brief, Result
from chalicelib.performance.model.runs import Month, Run
from chalicelib.performance.model.schemes import SchemeRecord, Version
from chalicelib.performance.model.values import Values

SCHEMES, PREVIEWS, MONTHS, RUN, STAMP = "schemes", "previews", "months", "run", " "
RESULT, BRIEF = "result#", "score#"
PAGE = 50


class Keys(Row):
    class Meta:
        table_name = table_name("performance")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class SchemeRow(Keys):
    version = NumberAttribute()
    scheme = Packed(SchemeRecord)


class StampRow(Keys):
    """``number``: how often a scheme was published."""

    number = NumberAttribute()


class VersionRow(Keys):
    scheme_version = Packed(Version)


class PreviewRow(Keys):
    run_id = UnicodeAttribute()
    expires_at = NumberAttribute()


class MonthRow(Keys):
    version = NumberAttribute()
    month = Packed(Month)


class RunRow(Keys):
    step = NumberAttribute()
    run = Packed(Run)
    expires_at = NumberAttribute(null=True)


class ResultRow(Keys):
    result = Packed(Result)
    expires_at = NumberAttribute(null=True)


class BriefRow(Keys):
    brief = Packed(Brief)
    expires_at = NumberAttribute(null=True)


class ValuesRow(Keys):
    version = NumberAttribute()
    entered = Packed(Values)


class SchemeMoved(Moved):
    """The scheme is not as it was read; ``record`` is how it stands now."""


class MonthMoved(Moved):
    """The month is not as it was read; ``record`` is how it stands now."""


class ValuesMoved(Moved):
    """What was entered is not as it was read; ``record`` is how it stands now."""


class RunMoved(Lost):
    """Somebody else has taken this step of the run."""


class StampMoved(Lost):
    """A scheme was published since."""


class PublishedBefore(Lost):
    """There is a version of this number; what is written stays as it is."""


# --- schemes --------------------------------------------------------------------------------------------------------


def scheme(desk: Desk, scheme_id: str) -> SchemeRecord:
    """One; one strongly consistent read. Of what was never written, an empty one."""
    item = SchemeRow.find_item(desk.database, SCHEMES, scheme_id) if scheme_id != STAMP else None
    return _scheme(item, scheme_id)


def _scheme(item: RawItem | None, scheme_id: str) -> SchemeRecord:
    held: SchemeRecord = SchemeRow.scheme.held_in(item) if item else SchemeRecord(scheme_id)
    return held


def schemes(desk: Desk) -> tuple[list[SchemeRecord], int]:
    """All of them, by their ids, and how often one was published; one query for each megabyte."""
    records, stamp = list[SchemeRecord](), 0
    for item in SchemeRow.all_pages(desk.database, SCHEMES):
        if item["order"]["S"] == STAMP:
            stamp = int(item["number"]["N"])
        else:
            records.append(SchemeRow.scheme.held_in(item))
    return records, stamp


def stamp(desk: Desk) -> int:
    """How often a scheme was published; one strongly consistent read."""
    row = StampRow.find(desk.database, SCHEMES, STAMP)
    return int(row.number) if row is not None else 0


def write_scheme(tx: Transaction, before: SchemeRecord, after: SchemeRecord) -> None:
    """Store it. Lost: ``SchemeMoved``."""
    unmoved = SchemeRow.version == before.version if before.version else SchemeRow.key.does_not_exist()
    row = SchemeRow(SCHEMES, after.scheme_id, version=after.version, scheme=after)
    tx.put(row, condition=unmoved, losing=lambda item: SchemeMoved(_scheme(item, after.scheme_id)))


def put_version(tx: Transaction, version: Version, stamp: int) -> None:
    """Keep a version for ever, and that once more than ``stamp`` times something was published. Lost:
    ``PublishedBefore``, ``StampMoved``."""
    tx.put(
        VersionRow(f"scheme#{version.scheme_id}", _order(version.version), scheme_version=version),
        condition=VersionRow.key.does_not_exist(),
        losing=lambda _: PublishedBefore("a version is never written over"),
    )
    unmoved = StampRow.number == stamp if stamp else StampRow.key.does_not_exist()
    row = StampRow(SCHEMES, STAMP, number=stamp + 1)
    tx.put(row, condition=unmoved, losing=lambda _: StampMoved("something else was published"))


def check_stamp(tx: Transaction, stamp: int) -> None:
    """Only commit while nothing more was published. Lost: ``StampMoved``."""
    unmoved = StampRow.number == stamp if stamp else StampRow.key.does_not_exist()
    tx.check(StampRow(SCHEMES, STAMP), unmoved, losing=lambda _: StampMoved("a scheme was published"))


def versions(desk: Desk, wanted: Sequence[tuple[str, int]]) -> dict[str, Version]:
    """These versions, by their schemes; one request for each hundred."""
    keys = [(f"scheme#{scheme_id}", _order(number)) for scheme_id, number in wanted]
    items = VersionRow.find_items(desk.database, keys)
    held = [VersionRow.scheme_version.held_in(item) for item in items]
    return {each.scheme_id: each for each in held}


def _order(number: int) -> str:
    return f"v#{number:08}"


# --- months and runs ------------------------------------------------------------------------------------------------


def months(desk: Desk, before: str | None) -> tuple[list[Month], bool]:
    """A page of months before this one, the latest first, and whether there are more; one query."""
    condition = MonthRow.order < before if before else None
    items, more = MonthRow.read_page(desk.database, MONTHS, range_condition=condition, limit=PAGE, forward=False)
    return [MonthRow.month.held_in(item) for item in items], more is not None


def month(desk: Desk, name: str) -> Month:
    """One; one strongly consistent read. Of which nothing was written, an empty one."""
    row = MonthRow.find(desk.database, MONTHS, name)
    return row.month if row is not None else Month(name)


def write_month(tx: Transaction, before: Month, after: Month) -> None:
    """Store it. Lost: ``MonthMoved``."""
    unmoved = MonthRow.version == before.version if before.version else MonthRow.key.does_not_exist()
    row = MonthRow(MONTHS, after.month, version=after.version, month=after)

    def losing(item: RawItem | None) -> Exception:
        return MonthMoved(MonthRow.month.held_in(item) if item else Month(after.month))

    tx.put(row, condition=unmoved, losing=losing)


def run(desk: Desk, run_id: str) -> Run | None:
    """One; one strongly consistent read."""
    row = RunRow.find(desk.database, run_id, RUN)
    return row.run if row is not None else None


def put_run(tx: Transaction, run: Run, until: datetime | None) -> None:
    """A new one. ``until``: when it goes by itself."""
    tx.put(RunRow(run.run_id, RUN, step=run.step, run=run, expires_at=_seconds(until)))


def take_step(
    tx: Transaction, before: Run, after: Run, results: Sequence[Result], until: datetime | None = None
) -> None:
    """Store a page of results with the step that it is. Lost: ``RunMoved``."""
    expires_at = _seconds(until)
    tx.put(
        RunRow(after.run_id, RUN, step=after.step, run=after, expires_at=expires_at),
        condition=RunRow.step == before.step,
        losing=lambda _: RunMoved("somebody else has taken this step"),
    )
    for each in results:
        tx.put(ResultRow(after.run_id, f"{RESULT}{each.agent_id}", result=each, expires_at=expires_at))
        tx.put(BriefRow(after.run_id, f"{BRIEF}{each.agent_id}", brief=each.brief, expires_at=expires_at))


def _seconds(until: datetime | None) -> int | None:
    return int(until.timestamp()) if until is not None else None


def result(desk: Desk, run_id: str, agent_id: str) -> Result | None:
    """An agent's; one strongly consistent read."""
    row = ResultRow.find(desk.database, run_id, f"{RESULT}{agent_id}")
    return row.result if row is not None else None


def results_after(desk: Desk, run_id: str, agent_id: str | None, most: int) -> tuple[list[Result], bool]:
    """A page of a run's results by the ids of agents, and whether there are more; one query."""
    behind = f"{RESULT}{agent_id}~" if agent_id is not None else RESULT
    between = ResultRow.order.between(behind, f"{RESULT}~")
    items, more = ResultRow.read_page(desk.database, run_id, range_condition=between, limit=most)
    return [ResultRow.result.held_in(item) for item in items], more is not None


def results_of(desk: Desk, run_id: str, agent_ids: Sequence[str]) -> dict[str, Result]:
    """Those of these agents, by their ids; one request for each hundred."""
    items = ResultRow.find_items(desk.database, [(run_id, f"{RESULT}{each}") for each in agent_ids])
    held = [ResultRow.result.held_in(item) for item in items]
    return {each.agent_id: each for each in held}


def briefs(desk: Desk, run_id: str) -> Iterator[Brief]:
    """All of a run's results in short; one query for each megabyte, some four thousand agents."""
    for item in BriefRow.all_pages(desk.database, run_id, range_condition=BriefRow.order.startswith(BRIEF)):
        yield BriefRow.brief.held_in(item)


def briefs_of(desk: Desk, run_id: str, agent_ids: Sequence[str]) -> list[Brief]:
    """Those of these agents; one request for each hundred."""
    keys = [(run_id, f"{BRIEF}{each}") for each in agent_ids]
    return [BriefRow.brief.held_in(item) for item in BriefRow.find_items(desk.database, keys)]


def forget_page(desk: Desk, run_id: str, most: int) -> bool:
    """Remove so many of a run's items; whether there were any. A query, and a request for each 25."""
    items, _ = Keys.read_page(desk.database, run_id, limit=most)
    write_all(desk.database, [], [Keys(run_id, item["order"]["S"]) for item in items])
    return bool(items)


# --- previews -------------------------------------------------------------------------------------------------------


def preview(desk: Desk, scheme_id: str) -> str | None:
    """The run of a scheme's last preview; one strongly consistent read."""
    row = PreviewRow.find(desk.database, PREVIEWS, scheme_id)
    return row.run_id if row is not None else None


def put_preview(tx: Transaction, scheme_id: str, run_id: str, until: datetime) -> None:
    """This run is its last preview."""
    tx.put(PreviewRow(PREVIEWS, scheme_id, run_id=run_id, expires_at=int(until.timestamp())))


# --- values ---------------------------------------------------------------------------------------------------------


def values(desk: Desk, month: str, agent_id: str) -> Values:
    """What was entered for an agent's month; one strongly consistent read."""
    row = ValuesRow.find(desk.database, _values(month), agent_id)
    return row.entered if row is not None else Values(agent_id)


def values_of(desk: Desk, month: str, agent_ids: Sequence[str]) -> dict[str, Values]:
    """The same of several, by their ids; one request for each hundred."""
    items = ValuesRow.find_items(desk.database, [(_values(month), each) for each in agent_ids])
    held = [ValuesRow.entered.held_in(item) for item in items]
    return {each.agent_id: each for each in held}


def write_values(tx: Transaction, month: str, before: Values, after: Values) -> None:
    """Store it. Lost: ``ValuesMoved``."""
    unmoved = ValuesRow.version == before.version if before.version else ValuesRow.key.does_not_exist()
    row = ValuesRow(_values(month), after.agent_id, version=after.version, entered=after)

    def losing(item: RawItem | None) -> Exception:
        return ValuesMoved(ValuesRow.entered.held_in(item) if item else Values(after.agent_id))

    tx.put(row, condition=unmoved, losing=losing)


def _values(month: str) -> str:
    return f"values#{month}"
