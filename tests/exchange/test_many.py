"""Many customers at once: few requests each, to the same end as one by one, and nobody waits for it (F10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.campaigns.service import standing
from chalicelib.campaigns.store import standings
from chalicelib.core import work
from chalicelib.core.tables import table_name
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.service import asking, running
from chalicelib.search.service import finding, indexing
from chalicelib.visitors.model.fields import FieldChoice
from chalicelib.visitors.model.visitor import CustomerChanged, Visitor
from chalicelib.visitors.service import fields as own_fields
from chalicelib.visitors.store import visitors as store
from tests.exchange.stage import Stage, rows_of
from tests.worlds import World, counted, in_use

HEAD = "客户编号,姓名,手机号,邮箱,客户等级,标签,最近联系,续约日\r\n"


def rows(count: int, name: str = "C") -> str:
    """So many customers, with all that a shop knows of them."""
    return HEAD + "".join(
        f"{name}{n},客户{n},139{n:08},{name}{n}@example.com,VIP,老客户;华东,2025-03-01,2026-12-{n % 28 + 1:02}\r\n"
        for n in range(count)
    )


def begun(stage: Stage, content: str, **choices: str) -> str:
    """An import that was checked and started; its id."""
    run = stage.checked("customers", content, **choices)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
    return run.run_id


def with_renewals(world: World) -> Stage:
    """A desk whose customers have a day by which campaigns call them."""
    stage = Stage.opened(world)
    own_fields.add_field(stage.desk, stage.by, {"zh": "续约日", "en": "Renewal", "kind": "date"})
    return stage


def test_a_customer_with_all_that_follows_is_three_requests_at_most_however_many_there_are(world: World) -> None:
    stage = with_renewals(world)
    run = stage.now_by(begun(stage, rows(400)))
    asked = []

    while run.state == "running":
        with counted() as requests:
            running.step(stage.desk, run, last=False)
        asked.append(len(requests))
        run = stage.now(run)

    assert run.counts.created == 400
    assert sum(asked) <= 400 * 2
    assert max(asked[3:-2]) - min(asked[3:-2]) <= 2  # no part costs more for what was taken in before it
    assert not [each.kind for each in work.waiting(stage.desk) if each.kind.startswith(("search", "campaigns"))]


def test_together_they_are_found_and_called_as_each_would_be_alone(new_world: Callable[[], World]) -> None:
    kept = list[dict[str, list[str]]]()

    for alone in (True, False):
        stage = with_renewals(new_world())
        stage.imported("customers", rows(30))
        stage.imported("customers", rows(30).replace("example.com", "example.org").replace("2026-12", "2026-11"))
        ids = [each.visitor_id for each in everybody(stage)]
        if alone:
            for each in ids:
                indexing.forget(stage.desk, each)
                standing.forget(stage.desk, each)
                indexing.find_customer(stage.desk, CustomerChanged(each))
                standing.keep(stage.desk, each)
        found = finding.search(stage.desk, stage.boss, finding.Question("example.org"), None)[0]
        gone = finding.search(stage.desk, stage.boss, finding.Question("example.com"), None)[0]
        assert (len(found) > 0, len(gone)) == (True, 0)
        postings = [each for each in rows_of(table_name("search")) if "word#" in each]
        stands = [standings.standing(stage.desk, each) for each in sorted(ids)]
        places = [f"{each.level_place}{each.date_places}" for each in stands]
        kept.append({"postings": postings, "places": places})

    assert kept[0] == kept[1]


def everybody(stage: Stage) -> list[Visitor]:
    ids = [each["visitor_id"]["S"] for each in store.VisitorRow.some_of_all(stage.desk.database, 500)[0]]
    return list(store.visitors(stage.desk, ids).values())


def test_a_row_that_others_change_again_and_again_is_told_of_and_the_others_are_taken_in(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", rows(6))
    busy = next(each for each in everybody(stage) if each.name == "客户3")
    run_id = begun(stage, rows(6).replace("example.com", "example.org"))

    meddling = list[str]()

    def meddle(operation: str, arguments: Mapping[str, Any]) -> None:
        if meddling or operation != "TransactWriteItems" or busy.visitor_id not in repr(arguments):
            return
        meddling.append("now")
        now = store.visitor(stage.desk, busy.visitor_id)
        tx = Transaction(stage.desk)
        row = store.VisitorRow(busy.visitor_id)
        tx.update(row, [store.VisitorRow.version.set(now.version + 1 if now is not None else 1)])
        tx.commit()
        meddling.clear()

    with in_use().watching(before=meddle):
        done = stage.finished(stage.now_by(run_id))

    assert (done.state, done.counts.changed, done.counts.refused) == ("done", 5, 1)
    assert stage.why(done) == [(5, "", "changed_meanwhile")]


def test_the_same_customer_twice_in_a_file_is_one_and_the_later_row_holds(world: World) -> None:
    stage = Stage.opened(world)
    content = "id,name,email\nC1,A,a@example.com\nC1,B,b@example.com\nC2,C,c@example.com\nC1,A,a@example.com\n"

    done = stage.imported("customers", content)

    assert (done.state, done.counts.created, done.counts.changed, done.counts.refused) == ("done", 2, 2, 0)
    assert sorted(each.name or "" for each in everybody(stage)) == ["A", "C"]


def test_how_quick_it_is_and_when_it_ends_is_told_while_it_goes_on(world: World) -> None:
    stage = Stage.opened(world)
    run = stage.now_by(begun(stage, rows(100)))
    assert (run.pace, run.ends_at) == (None, None)

    for _ in range(3):
        running.step(stage.desk, stage.now(run), last=False)
        world.clock.forward(seconds=2)

    run = stage.now(run)
    assert run.counts.rows == 72
    assert run.pace is not None
    assert run.changed_at is not None
    assert run.ends_at is not None
    assert round(run.pace, 2) == 72 / 4
    assert abs(run.ends_at - run.changed_at - timedelta(seconds=28 / 18)) < timedelta(milliseconds=10)
    paused = stage.do(run, "pause")
    assert (paused.pace, paused.ends_at) == (None, None)
    world.clock.forward(hours=5)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "resume")
    running.step(stage.desk, stage.now(run), last=False)
    assert stage.now(run).pace is None  # of what it does since it goes on, not of the hours between
    assert stage.finished(run).state == "done"


def test_rows_are_taken_in_no_quicker_than_the_limit(world: World) -> None:
    waited: list[float] = []
    stage = Stage.opened(world)
    cloud = replace(stage.desk, sleep=waited.append, settings=replace(stage.desk.settings, stage="dev"))
    run_id = begun(stage, rows(96))

    run = stage.now_by(run_id)
    running.go_on(cloud, running.GoOn(run_id, run.turn))

    assert stage.now(run).counts.rows == 96
    assert sum(waited) >= 96 / running.MOST_A_SECOND


def test_own_fields_with_choices_come_in_the_same_few_requests(world: World) -> None:
    stage = Stage.opened(world)
    field = {"zh": "付款", "en": "Payment", "kind": "choice", "choices": (FieldChoice("m", "月付", "Monthly"),)}
    own_fields.add_field(stage.desk, stage.by, field)
    run = stage.now_by(begun(stage, "id,付款\n" + "".join(f"C{n},月付\n" for n in range(48))))

    with counted() as requests:
        while run.state == "running":
            running.step(stage.desk, run, last=False)
            run = stage.now(run)

    assert (run.counts.created, run.counts.refused) == (48, 0)
    assert len(requests) <= 48


def test_an_import_whose_rows_are_gone_ends_and_says_so(world: World) -> None:
    stage = Stage.opened(world)
    run = stage.now_by(begun(stage, rows(40)))
    running.step(stage.desk, run, last=False)
    stage.desk.files.delete([run.prepared])

    ended = stage.finished(run)

    assert (ended.state, ended.why, ended.counts.created) == ("failed", "file_gone", 24)
