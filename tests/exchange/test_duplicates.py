"""Who comes from a file and is likely to be known already: told without a search, and made one however much they had
(F6, F10)."""

from __future__ import annotations

from chalicelib.conversations.service import merging
from chalicelib.conversations.service.merging import Wish
from chalicelib.core import work
from chalicelib.exchange.service import asking, forgetting, running
from chalicelib.search.service import finding
from chalicelib.visitors import service as visitors
from chalicelib.visitors.store.erasing import bury
from tests.exchange.stage import Stage
from tests.exchange.test_customers import FILE, people_of
from tests.worlds import World, counted

OTHER = "客户编号,姓名,手机号,邮箱\n"


def test_who_is_reached_as_somebody_else_is_told_of_in_the_dry_run_already(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    wang = people_of(stage)["王小明"]
    rows = "D1,小王,+86 138 0013 8000,WANG@example.com\nD2,李雷,,lilei@example.org\nD3,李二,,lilei@example.org\n"

    checked = stage.checked("customers", OTHER + rows)
    dry = stage.told(checked)
    done = stage.do(checked, "start")

    problems = [(each.row, problem.field, problem.why) for each in dry for problem in each.problems]
    assert problems == [(2, "email", "same_as"), (2, "mobile", "same_as"), (4, "email", "same_as")]
    assert dry[0].problems[0].detail == f"王小明 {wang.visitor_id}"
    assert "李雷" in dry[1].problems[0].detail
    assert stage.why(done) == problems
    assert (done.counts.created, done.counts.conflict, done.counts.refused) == (3, 2, 0)


def test_whose_address_is_another_by_now_or_who_was_erased_is_nobody_s_double(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    known = people_of(stage)
    stage.imported("customers", "客户编号,手机号,邮箱\nC1,13900139000,\n")
    forgetting.forget_name(stage.desk, known["李雷"].visitor_id)
    bury(stage.desk, known["李雷"].visitor_id)

    done = stage.imported("customers", OTHER + "D1,小王,13800138000,\nD2,李二,,lilei@example.com\n")

    assert (done.counts.created, stage.why(done)) == (2, [])


def test_looking_for_them_costs_a_request_or_two_for_many(world: World) -> None:
    stage = Stage.opened(world)
    rows = "".join(f"E{n},客户{n},139{n:08},e{n}@example.com\n" for n in range(72))
    stage.imported("customers", OTHER + rows)
    asked = []

    for others in (rows.replace("E", "F"), rows.replace("E", "G").replace(",139", ",138").replace(",e", ",g")):
        run = stage.checked("customers", OTHER + others)
        asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
        run = stage.now(run)
        with counted() as requests:
            while run.state == "running":
                running.step(stage.desk, run, last=False)
                run = stage.now(run)
        asked.append((len(requests), run.counts.created, run.counts.conflict))

    (doubles, *told), (alone, *untold) = asked
    assert (told, untold) == ([72, 72], [72, 0])
    assert doubles - alone <= 6


def test_two_are_made_one_in_as_many_requests_however_much_they_had(world: World) -> None:
    stage = Stage.opened(world)
    talks = [
        f"{who}-{n},{who},2025-05-01 10:00,访客,在吗{n}"
        for who, count in (("A", 2), ("B", 45), ("C", 1), ("D", 1))
        for n in range(count)
    ]
    stage.imported("conversations", "会话编号,客户编号,时间,发言方,消息内容\n" + "\n".join(talks) + "\n")
    stage.imported("customers", OTHER + "".join(f"{who},{who},,{who}@example.com\n" for who in "ABCD"))
    while work.run_due(stage.desk):
        pass
    ids = {name: each.visitor_id for name, each in people_of(stage).items()}
    asked, costs = [], []

    for one, other in (("C", "D"), ("A", "B")):
        with counted() as requests:
            merging.merge_visitors(stage.desk, stage.boss, ids[one], Wish(ids[other]))
        asked.append(len(requests))
    for _ in range(60):
        with counted() as requests:
            if not work.run_due(stage.desk, limit=1):
                break
        costs.append(len(requests))

    found = finding.search(stage.desk, stage.boss, finding.Question("在吗44"), None)[0]
    assert asked[0] == asked[1]
    assert max(costs) <= 120  # a page of conversations, each found by how their customer is reached now
    assert len(found) == 1
    assert visitors.whole(stage.desk, ids["B"]).visitor_id == ids["A"]
