"""Customers from files: taken in once, whoever dies, and told of where they cannot be (F10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service.editing import edit_visitor
from chalicelib.core import audit, times
from chalicelib.core.audit import By
from chalicelib.core.tables import table_name
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.service import asking, exporting, forgetting
from chalicelib.exchange.store import runs
from chalicelib.exchange.store.names import KnownRow
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import BUILT_IN, SUPERVISOR
from chalicelib.people.service import roles
from chalicelib.search.service import finding
from chalicelib.visitors.model.fields import FieldChoice
from chalicelib.visitors.model.visitor import EditVisitor, Visitor
from chalicelib.visitors.service import fields as own_fields
from chalicelib.visitors.store import visitors as store
from chalicelib.visitors.store.erasing import bury
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow
from tests.crashes import Death, at_each_write
from tests.exchange.stage import Stage, rows_of
from tests.stored import every_item
from tests.worlds import World, counted

HEAD = "客户编号,姓名,手机号,邮箱,客户等级,标签,注册时间\r\n"
WANG = "C1,王小明,13800138000,wang@example.com,VIP,老客户;江苏,2025-03-01 10:00\r\n"
LEE = "C2,李雷,,lilei@example.com,普通,,2025/4/2\r\n"
FILE = HEAD + WANG + LEE


def people_of(stage: Stage) -> dict[str, Visitor]:
    """Everybody of whom a name is known."""
    items = [each for each in every_item(VisitorRow.Meta.table_name) if "name" in each and "plan_key" in each]
    known = store.visitors(stage.desk, [each["visitor_id"]["S"] for each in items])
    return {str(each.name): each for each in known.values()}


def stored() -> list[str]:
    return rows_of(VisitorRow.Meta.table_name) + rows_of(RecordRow.Meta.table_name)


def test_a_file_is_checked_without_writing_and_then_taken_in(world: World) -> None:
    stage = Stage.opened(world)
    before = stored()

    checked = stage.checked("customers", FILE)

    assert (checked.state, checked.rows, checked.checked.created, checked.checked.refused) == ("checked", 2, 2, 0)
    assert stored() == before
    done = stage.do(checked, "start")
    known = people_of(stage)
    assert (done.state, done.counts.created, done.progress) == ("done", 2, 100)
    assert (known["王小明"].mobile, known["王小明"].level) == ("+8613800138000", "vip")
    assert known["王小明"].tags == ("老客户", "江苏")
    assert times.public(known["李雷"].first_seen_at) == "2025-04-01T16:00:00Z"
    assert finding.search(stage.desk, stage.boss, finding.Question("王小明"), None)[0]
    acts = [each.act for each in audit.read(stage.desk, times.month(stage.desk.now()))[0]]
    assert {"start_import", "import_finished"} <= {*acts}
    assert not [each for sender in stage.desk.senders.values() for each in sender.sent]


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    first = stored()

    again = stage.imported("customers", FILE, rule="file")

    assert (again.counts.created, again.counts.changed, again.counts.unchanged) == (0, 0, 2)
    assert stored() == first


def test_a_row_changes_only_what_the_file_says_and_the_rule_decides_where_both_were_changed(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    wang = people_of(stage)["王小明"]
    tx = Transaction(stage.desk)
    store.edit(tx, wang, replace(wang, level="gold", version=wang.version + 1))
    tx.commit()
    newer = "客户编号,邮箱,客户等级\nC1,new@example.com,银卡\n"

    kept = stage.imported("customers", newer)

    wang = people_of(stage)["王小明"]
    assert (wang.email, wang.level, wang.mobile) == ("new@example.com", "gold", "+8613800138000")
    assert (kept.counts.changed, kept.counts.conflict) == (1, 1)
    assert stage.why(kept) == [(2, "level", "differs")]
    taken = stage.imported("customers", newer, rule="file")
    assert people_of(stage)["王小明"].level == "silver"
    assert (taken.counts.changed, taken.counts.conflict) == (1, 1)


def test_each_bad_row_is_named_with_its_column_and_why(world: World) -> None:
    stage = Stage.opened(world)
    rows = [
        "C1,A,12345,a@example.com,VIP,,",
        "C2,B,,nobody@@example,VIP,,",
        "C3,C,,,白金会员,,",
        "C4,D,,,,,明天",
        ",E,,,,,",
        "C6,F,1.38E+10,,,,",
        "C7,G,,,,,2030-01-01",
        'C8,"H,,,,,\n',
    ]
    content = HEAD + "\r\n".join(rows)

    checked = stage.checked("customers", content)

    why = stage.why(checked)
    assert [(row, field) for row, field, _ in why[:7]] == [
        (2, "mobile"),
        (3, "email"),
        (4, "level"),
        (5, "first_seen_at"),
        (6, "external_id"),
        (7, "mobile"),
        (8, "first_seen_at"),
    ]
    assert [each for *_, each in why[2:7]] == ["unknown_level", "not_a_time", "needed", "shortened", "not_a_time_here"]
    assert why[-1][2] == "broken"
    assert checked.checked.refused == 8
    done = stage.do(checked, "start")
    assert (done.state, done.counts.refused, done.counts.created) == ("done", 8, 0)


def test_fields_of_the_desks_own_are_filled_in(world: World) -> None:
    stage = Stage.opened(world)
    field = {"zh": "付款", "en": "Payment", "kind": "choice", "choices": (FieldChoice("m", "月付", "Monthly"),)}
    made, _ = own_fields.add_field(stage.desk, stage.by, field)

    done = stage.imported("customers", "id,姓名,付款\nC1,A,月付\nC2,B,季付\n")

    known = people_of(stage)["A"]
    assert own_fields.values_of(stage.desk, known).known == {made.field_id: "m"}
    assert stage.why(done) == [(3, f"field:{made.field_id}", "not_a_choice")]


def in_conversation(world: World, visitor: Visitor) -> str:
    """Somebody who was imported writes to the desk; the conversation's id."""
    caller = replace(world.visitor(), visitor_id=visitor.visitor_id)
    form = StartConversation(text="Hi", client_id="1")
    return conversations.start_conversation(world.desk, caller, "demo", form).conversation_id


def test_who_is_in_a_conversation_is_changed_and_what_an_agent_wrote_meanwhile_holds(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    wang = people_of(stage)["王小明"]
    conversation_id = in_conversation(world, wang)
    edit_visitor(stage.desk, stage.boss, wang.visitor_id, EditVisitor(email="byhand@example.com"))
    newer = "客户编号,姓名,邮箱,手机号,客户等级\nC1,王大明,other@example.com,13900139000,金卡\n"

    done = stage.imported("customers", newer)

    wang = people_of(stage)["王大明"]
    header = conversations.headers(stage.desk, [conversation_id])[0]
    assert (done.counts.changed, done.counts.conflict, done.counts.refused) == (1, 1, 0)
    assert stage.why(done) == [(2, "email", "differs")]
    assert (wang.email, wang.mobile, wang.level) == ("byhand@example.com", "+8613900139000", "gold")
    assert (header.visitor_name, header.level, wang.open_conversation_id) == ("王大明", "gold", conversation_id)
    stage.imported("customers", newer, rule="file")
    assert people_of(stage)["王大明"].email == "other@example.com"


def test_dying_at_any_write_changes_who_is_in_a_conversation_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        stage = Stage.opened(world)
        stage.imported("customers", FILE)
        conversation_id = in_conversation(world, people_of(stage)["王小明"])
        run = stage.checked("customers", FILE.replace("王小明", "王大明").replace("VIP", "金卡"))
        asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
        with death():
            stage.turn(run)
        stage.world.clock.forward(minutes=3)
        done = stage.finished(run)
        header = conversations.headers(stage.desk, [conversation_id])[0]
        assert (done.counts.changed, done.counts.unchanged) == (1, 1)
        assert (header.visitor_name, people_of(stage)["王大明"].name, header.level) == ("王大明", "王大明", "gold")

    at_each_write(story, sides=(True,), least=2)


def test_dying_at_any_write_takes_each_row_in_once(new_world: Callable[[], World]) -> None:
    whole: list[str] = []

    def story(death: Death) -> None:
        stage = Stage.opened(new_world())
        run = stage.checked("customers", FILE)
        asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
        with death():
            stage.turn(run)
        stage.world.clock.forward(minutes=3)
        done = stage.finished(run)
        assert (done.state, done.counts.created, done.counts.refused) == ("done", 2, 0)
        assert sorted(people_of(stage)) == ["李雷", "王小明"]
        whole.append(f"{len(rows_of(VisitorRow.Meta.table_name))}")

    at_each_write(story, sides=(True,), least=2)
    assert len({*whole}) == 1


def test_it_is_paused_goes_on_where_it_was_and_is_stopped(world: World) -> None:
    stage = Stage.opened(world)
    content = "id,name\n" + "".join(f"C{n},Name {n}\n" for n in range(300))
    run = stage.checked("customers", content)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
    stage.turn(run)

    paused = stage.do(run, "pause")

    assert paused.state == "paused"
    assert 0 < paused.counts.created < 300
    assert stage.do(run, "pause").counts == paused.counts
    done = stage.do(run, "resume")
    assert (done.state, done.counts.created, len(people_of(stage))) == ("done", 300, 300)


def test_two_rows_of_one_thing_that_are_written_differently_are_taken_in_one_after_the_other(world: World) -> None:
    stage = Stage.opened(world)
    twice = "王,13800138000,2025-03-01 10:00\r\n王小明,138 0013 8000,2025-04-01 10:00\r\n李,13800138001,2025-04-01\r\n"

    run = stage.imported("customers", "姓名,手机号,注册时间\r\n" + twice)
    tickets = "external_id,number,subject\r\nT-1,,One\r\n,T-1,Another\r\n,T-1,A third\r\nT-1,,A fourth\r\n"
    others = stage.imported("tickets", tickets, rule="file")

    assert (run.state, run.counts.created, run.counts.rows) == ("done", 2, 3)
    assert (others.state, others.counts.created, others.counts.rows) == ("done", 1, 4)
    assert len(people_of(stage)) == 2


@pytest.mark.parametrize("ending", ["stopped", "stopped while paused", "failed"])
def test_what_was_taken_in_before_it_ended_is_found(world: World, ending: str) -> None:
    stage = Stage.opened(world, agents=2)
    content = "id,name,email\n" + "".join(f"C{n},Name {n},n{n}@found.example\n" for n in range(300))
    run = stage.checked("customers", content)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
    stage.turn(run)

    if ending == "failed":
        hand = replace(stage.now(run).by, agent_id="agt_gone")
        tx = Transaction(stage.desk)
        before = stage.now(run)
        runs.put_run(tx, before, replace(before, by=hand, version=before.version + 1))
        tx.commit()
    else:
        stage.do(run, "pause") if "paused" in ending else None
        stage.do(run, "stop")
    ended = stage.finished(run)

    assert ended.state == ending.partition(" ")[0] and 0 < ended.counts.created < 300
    everybody = people_of(stage)
    last = sorted(everybody, key=lambda name: int(name.rpartition(" ")[2]))[-1]
    address = f"n{last.rpartition(' ')[2]}@found.example"
    assert finding.search(stage.desk, stage.boss, finding.Question(address), None)[0]


def test_a_thousand_rows_cost_the_same_each(world: World) -> None:
    stage = Stage.opened(world)
    content = "id,name\n" + "".join(f"C{n},Name {n}\n" for n in range(480))
    run = stage.checked("customers", content)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
    asked = []
    for _ in range(4):
        with counted() as requests:
            stage.turn(run)
        asked.append(len(requests))

    assert max(asked[1:]) - min(asked[1:]) <= 12  # the look for due work among the shards
    assert asked[-1] < 96 * 13  # of each row: it is stored in a share of a transaction, found, and called when due


def test_whoever_loses_the_right_meanwhile_takes_nothing_more_in(world: World) -> None:
    stage = Stage.opened(world)
    content = "id,name\n" + "".join(f"C{n},Name {n}\n" for n in range(300))
    run = stage.checked("customers", content)
    asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
    stage.turn(run)
    others = world.agent(role="administrator")
    people.update_agent(stage.desk, stage.boss.agent_id, UpdateAgent(role=SUPERVISOR), giver=others)

    ended = stage.finished(run)

    assert (ended.state, ended.why) == ("failed", "rights")
    assert len(people_of(stage)) < 300
    assert "exchange.import" not in BUILT_IN[SUPERVISOR].permissions


def test_what_is_exported_is_imported_into_an_empty_desk_as_it_was(new_world: Callable[[], World]) -> None:
    stage = Stage.opened(new_world())
    tricky = 'id,name,tags\n=1+1,"=cmd|\' /C calc\'!A0","a;b"\nC2,"\'quoted, ""x""\t!","[]"\n-5,@x,"c,d"\n'
    stage.imported("customers", FILE)
    stage.imported("customers", tricky)
    before = {name: shown(each) for name, each in people_of(stage).items()}

    for form in ("csv", "jsonl"):
        file = stage.exported("customers", format=form)
        other = Stage.opened(new_world())
        done = other.imported("customers", file, name=f"f.{form}")

        assert {name: shown(each) for name, each in people_of(other).items()} == before
        assert done.counts.refused == 0
        assert done.counts.created == len(before) == 4
        stage = other
    lines = stage.exported("customers").decode("utf-8-sig").splitlines()
    cells = [cell.strip('"') for line in lines for cell in line.split('","')]
    assert not [each for each in cells if each[:1] in ("=", "+", "-", "@")]


def shown(visitor: Visitor) -> tuple[Any, ...]:
    """What a file says of somebody."""
    names = ["plan_key", "name", "email", "mobile", "level", "tags", "locale", "first_seen_at", "contacted_at"]
    return tuple(getattr(visitor, each) for each in names)


def test_an_export_is_its_askers_alone_and_its_link_is_in_the_audit_log(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    run = exporting.ask(stage.desk, stage.boss, stage.by, "customers", exporting.Wanted(tag="江苏"))
    done = stage.finished(run)

    url = exporting.link(stage.desk, stage.boss, stage.by, run.run_id, 1)

    assert (done.state, done.rows, url.startswith("http")) == ("done", 1, True)
    entries = audit.read(stage.desk, times.month(stage.desk.now()))[0]
    assert {"ask_for_export", "export_finished", "fetch_export"} <= {each.act for each in entries}
    assert By(stage.boss.agent_id, stage.boss.name).agent_id in {each.by for each in entries}
    world.clock.forward(days=8)
    asking.take_away(stage.desk, asking.TakeAway(run.run_id))
    assert stage.desk.files.read(done.files[0]) is None


def test_whoever_may_not_read_numbers_exports_none(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    permissions = ["exchange.export", "records.see"]
    role = roles.create_role(stage.desk, name="Books", permissions=permissions, scope="all")
    reader = world.agent(role=role.role_id)

    file = stage.exported("customers", agent=reader).decode("utf-8-sig")

    assert "王小明" in file
    assert "138****8000" in file
    assert "13800138000" not in file
    assert "wang@example.com" not in file


def test_whoever_is_erased_has_no_external_id_and_stands_in_no_file(world: World) -> None:
    stage = Stage.opened(world)
    run = stage.imported("customers", FILE + "C3,坏行,1,,,,\r\n")
    export = stage.finished(exporting.ask(stage.desk, stage.boss, stage.by, "customers", exporting.Wanted()))
    wang = people_of(stage)["王小明"]

    for _ in range(2):
        forgetting.forget_name(stage.desk, wang.visitor_id)
        for sort in forgetting.SORTS:
            assert forgetting.forget_files(stage.desk, sort, None) == (1, None)

    assert stage.told(run) == []
    assert not [key for each in (run, export) for key in each.keys if stage.desk.files.read(key)]
    left = "".join(rows_of(KnownRow.Meta.table_name))
    assert "C2" in left
    assert "C1" not in left
    assert "坏行" not in left


def test_who_was_erased_is_not_brought_back_by_the_file_they_stood_in(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("customers", FILE)
    wang = people_of(stage)["王小明"]
    export = stage.exported("customers").decode("utf-8-sig")
    forgetting.forget_name(stage.desk, wang.visitor_id)
    bury(stage.desk, wang.visitor_id)

    again = stage.imported("customers", FILE)
    by_id = stage.imported("customers", export.replace("C1", wang.visitor_id))
    told = "id,plan,customer,started_at,messages\r\n"
    talk = f'K1,demo,{wang.visitor_id},2026-01-02 10:00,"[{{""author"":""visitor"",""text"":""王小明在此""}}]"\r\n'
    said = stage.imported("conversations", told + talk)

    assert again.state == by_id.state == said.state == "done"
    assert [why for run in (again, by_id, said) for _, _, why in stage.why(run)] == ["erased"] * 3
    assert "王小明" not in people_of(stage)
    assert not any("王小明" in each for name in ("conversations", "visitors") for each in rows_of(table_name(name)))
