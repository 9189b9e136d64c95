"""Agents, phrases, articles, tickets and conversations from files, and back into files (F10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header
from chalicelib.core import times, work
from chalicelib.exchange.service import asking
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.reports.service import rebuilding
from chalicelib.reports.store.log import StoryRow
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.visitors import service as visitors
from tests.crashes import Death, at_each_write
from tests.exchange.stage import Stage
from tests.stored import every_item
from tests.worlds import World

AGENTS = (
    "工号,姓名,邮箱,角色,客服组,接待上限\n2001,张三,zhang@example.com,主管,Sales,8\n2002,李四,li@example.com,客服,,\n"
)
PHRASES = "标题,内容,快捷码,分类,归属\n问候,您好，请问需要什么？,hi,开场,\n再见,感谢您的咨询,bye,结束,Sales\n"
ARTICLES = {
    "external_id": "A1",
    "title_zh": "如何退货",
    "body_zh": "# 退货\n\n七天内可以退货。",
    "title_en": "Returns",
    "body_en": "Within seven days.",
    "category": "退换货",
    "state": "published",
}
TICKET = {
    "external_id": "T-77",
    "subject": "没有收到货",
    "type": "售后",
    "state": "已关闭",
    "priority": "普通",
    "email": "wang@example.com",
    "created_at": "2025-05-01 10:00",
    "closed_at": "2025-05-03 10:00",
    "handler": "agent1@example.com",
    "订单号": "A-1001",
    "故障现象": "=破损",
    "history": [
        {"at": "2025-05-02T02:00:00Z", "author": "客服", "name": "旧同事", "text": "已催仓库"},
        {"at": "2025-05-01T03:00:00Z", "author": "客户", "text": "请尽快"},
    ],
}
TALK = (
    "会话编号,客户编号,访客姓名,时间,发言方,发言人,消息内容\n"
    "S1,C9,王小明,2025-05-01 10:00:00,访客,,在吗\n"
    "S1,C9,王小明,2025-05-01 10:00:30,客服,agent1@example.com,您好\n"
    "S1,C9,王小明,2025-05-01 10:01:00,客服,老赵,我来帮您\n"
    "S2,,,2025-05-02 09:00,客户,,有人吗\n"
)


def lines(*things: Any) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in things)


def letters(stage: Stage) -> list[Any]:
    return [each for sender in stage.desk.senders.values() for each in sender.sent]


def test_agents_come_with_roles_and_groups_and_are_invited_only_if_that_is_chosen(world: World) -> None:
    stage = Stage.opened(world)

    done = stage.imported("agents", AGENTS)

    made = {each.number: each for each in people.list_agents(stage.desk)}
    assert (done.counts.created, done.counts.refused) == (2, 0)
    assert (made["2001"].role, made["2001"].capacity, made["2002"].role) == ("supervisor", 8, "agent")
    group = people.list_groups(stage.desk)[0]
    assert made["2001"].agent_id in group.member_ids
    assert not invitations(stage)
    assert stage.imported("agents", AGENTS).counts.unchanged == 2
    stage.imported("agents", "工号,姓名,邮箱\n2003,王五,wu@example.com\n", invite=True)
    assert len(invitations(stage)) == 1


def invitations(stage: Stage) -> list[work.Work]:
    """Letters that are on their way."""
    return [each for each in work.waiting(stage.desk) if each.kind == "notices.deliver"]


def test_nobody_gives_a_role_by_a_file_that_they_may_not_give_by_hand(world: World) -> None:
    stage = Stage.opened(world)
    rows = AGENTS + "1001,Double,double@example.com,客服,Nowhere,\n"

    checked = stage.checked("agents", rows)

    assert stage.why(checked) == [(4, "groups", "invalid")]
    with pytest.raises(PermissionNeeded):
        asking.begin_with(
            stage.desk, world.agent(role="supervisor"), stage.by, "agents", "a.csv", asking.Choices(), b"x"
        )


def test_phrases_come_onto_their_shelves_once(world: World) -> None:
    stage = Stage.opened(world)

    first, second = (stage.imported("phrases", PHRASES) for _ in range(2))

    group = people.list_groups(stage.desk)[0]
    company = knowledge.read_shelf(stage.desk, stage.boss, "company")
    theirs = knowledge.read_shelf(stage.desk, stage.boss, group.group_id)
    assert (first.counts.created, second.counts.unchanged) == (2, 2)
    assert {each.title: each.occasion for each in company.phrases}["问候"] == "opening"
    assert [each.shortcut for each in theirs.phrases] == ["bye"]
    changed = stage.imported("phrases", PHRASES.replace("感谢您的咨询", "再会"))
    assert (changed.counts.changed, changed.counts.unchanged) == (1, 1)


def test_articles_are_drafts_unless_publishing_is_chosen(world: World) -> None:
    stage = Stage.opened(world)

    draft = stage.imported("articles", lines(ARTICLES), name="a.jsonl")
    published = stage.imported("articles", lines(ARTICLES), name="a.jsonl", publish=True)
    again = stage.imported("articles", lines(ARTICLES), name="a.jsonl", publish=True)

    part = knowledge.list_articles(stage.desk, stage.boss, knowledge.Filter(), None)
    (article_id,) = [each.article_id for _, each in part.places if each is not None]
    article = knowledge.read_article(stage.desk, article_id)
    assert (draft.counts.created, published.counts.changed, again.counts.unchanged) == (1, 1, 1)
    assert (article.state, article.category_id, article.wordings["en"].title) == ("published", "return", "Returns")


def test_tickets_come_with_their_history_and_start_nothing(world: World) -> None:
    stage = Stage.opened(world)

    done = stage.imported("tickets", lines(TICKET), name="t.jsonl")
    again = stage.imported("tickets", lines(TICKET), name="t.jsonl")

    ticket = only_ticket(stage)
    entries = tickets.entries_after(stage.desk, ticket.ticket_id, 0, 50)
    assert (done.counts.created, again.counts.unchanged, again.counts.created) == (1, 1, 0)
    assert (ticket.state, ticket.type, ticket.imported, ticket.due_at) == ("closed", "aftersale", True, None)
    assert times.public(ticket.created_at) == "2025-05-01T02:00:00Z"
    assert ticket.number.startswith("T-250501-")
    assert [(each.author.kind, each.author.name, each.text) for each in entries[1:]] == [
        ("visitor", None, "请尽快"),
        ("agent", "旧同事", "已催仓库"),
    ]
    nothing_follows(stage)
    changed = stage.imported("tickets", lines({**TICKET, "subject": "还是没有收到货"}), name="t.jsonl")
    assert (changed.counts.changed, only_ticket(stage).subject) == (1, "还是没有收到货")


def test_tickets_have_their_own_fields_and_a_field_of_another_type_is_named(world: World) -> None:
    stage = Stage.opened(world)
    head = "工单编号,标题,类型,订单号,人数,预约时间\n"

    done = stage.imported(
        "tickets", head + "T1,坏了,售后,A-7,,\nT2,订位,预约,,4,\nT3,错,售后,,4,\nT4,修,维修,,,2026年12月1日 9:30\n"
    )

    made = {each.subject: each.fields for each in every_ticket(stage)}
    assert made == {
        "坏了": {"order": "A-7"},
        "订位": {"people": 4},
        "修": {"appointment": "2026-12-01T01:30:00Z"},
    }
    assert stage.why(done) == [(4, "field:people", "unknown_field")]
    stage.imported("tickets", head + "T1,坏了,售后,A-8,,\n")
    changed = next(each for each in every_ticket(stage) if each.subject == "坏了")
    entry = tickets.entries_after(stage.desk, changed.ticket_id, 0, 50)[-1]
    assert changed.fields == {"order": "A-8"}
    assert [(each.field, each.before, each.after) for each in entry.changes] == [("fields.order", "A-7", "A-8")]


def every_ticket(stage: Stage) -> list[Ticket]:
    ids = [each for share in "0123" for each in tickets.ids_of_desk(stage.desk, share, 10, None)[0]]
    return [tickets.find(stage.desk, each) for each in ids]


def only_ticket(stage: Stage) -> Ticket:
    (ticket,) = every_ticket(stage)
    return ticket


def nothing_follows(stage: Stage) -> None:
    """No letter, no figure, now or when everything is looked at anew."""
    before = [each for each in every_item(StoryRow.Meta.table_name) if "story" in each]
    stage.world.clock.forward(minutes=10)
    work.run_due(stage.desk)
    due: rebuilding.Rebuild | None = rebuilding.Rebuild()
    rebuilding.rebuild(stage.desk, due)
    for _ in range(60):
        if not work.run_due(stage.desk):
            break
    assert [each for each in every_item(StoryRow.Meta.table_name) if "story" in each] == before
    assert not letters(stage)


def transcripts(stage: Stage) -> dict[str, tuple[Header, tuple[Entry, ...]]]:
    ids, _ = conversations.ids_in_state(stage.desk, "closed", 50, None)
    found = [(each, conversations.entries_after(stage.desk, each, 0, 100)) for each in ids]
    return {page.header.visitor_name or "": (page.header, page.entries) for _, page in found if page.header}


def test_conversations_come_as_they_were_and_are_in_no_figure(world: World) -> None:
    stage = Stage.opened(world)

    done = stage.imported("conversations", TALK)
    again = stage.imported("conversations", TALK)

    header, entries = transcripts(stage)["王小明"]
    said = [(each.author.kind, each.author.name, each.text) for each in entries if each.kind == MESSAGE]
    assert (done.rows, done.counts.created, again.counts.unchanged) == (2, 2, 2)
    assert (header.state, header.imported, times.public(header.started_at)) == ("closed", True, "2025-05-01T02:00:00Z")
    assert said == [("visitor", "王小明", "在吗"), ("agent", "Agent 1", "您好"), ("agent", "老赵", "我来帮您")]
    assert [each.seq for each in entries] == [*range(1, len(entries) + 1)]
    nothing_follows(stage)
    other = stage.imported("conversations", TALK.replace("在吗", "你们在吗"))
    assert (other.counts.conflict, transcripts(stage)["王小明"][1]) == (1, entries)


def test_a_customer_who_comes_after_their_conversation_is_the_same_one(world: World) -> None:
    stage = Stage.opened(world)
    stage.imported("conversations", TALK)

    done = stage.imported("customers", "客户编号,姓名,客户等级\nC9,王小明,VIP\n")

    header = transcripts(stage)["王小明"][0]
    assert done.counts.rows == 1
    assert visitors.card(stage.desk, header.visitor_id).level == "vip"


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("agents", AGENTS, "a.csv"),
        ("phrases", PHRASES, "p.csv"),
        ("articles", lines(ARTICLES), "a.jsonl"),
        ("tickets", lines(TICKET), "t.jsonl"),
        ("conversations", TALK, "c.csv"),
    ],
)
def test_what_is_exported_changes_nothing_here_and_is_the_same_elsewhere(
    new_world: Callable[[], World], kind: str, content: Any, name: str
) -> None:
    stage = Stage.opened(new_world())
    stage.imported(kind, content, name=name)
    files = {form: stage.exported(kind, format=form) for form in ("csv", "jsonl")}

    same = stage.imported(kind, files["csv"], name="f.csv", rule="file")
    other = Stage.opened(new_world())
    other.imported(kind, files["csv"], name="f.csv", publish=True)

    assert (same.counts.created, same.counts.changed, same.counts.refused) == (0, 0, 0)
    assert _plainly(other.exported(kind, format="jsonl")) == _plainly(files["jsonl"])


def _plainly(file: bytes) -> list[Any]:
    """What an export says, without the ids and names that a desk gives."""
    things = [msgspec.json.decode(line) for line in file.splitlines()]
    ours = [{name: value for name, value in each.items() if name != "state"} for each in things]
    return sorted(ours, key=lambda each: str(each["external_id"]))


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [("agents", AGENTS, "a.csv"), ("tickets", lines(TICKET), "t.jsonl"), ("conversations", TALK, "c.csv")],
)
def test_dying_at_any_write_takes_each_thing_in_once(
    new_world: Callable[[], World], kind: str, content: Any, name: str
) -> None:
    def story(death: Death) -> None:
        stage = Stage.opened(new_world())
        run = stage.checked(kind, content, name=name)
        asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
        with death():
            stage.turn(run)
        stage.world.clock.forward(minutes=3)
        done = stage.finished(run)
        assert (done.state, done.counts.refused) == ("done", 0)
        assert done.counts.rows == run.rows
        again = stage.imported(kind, content, name=name)
        assert (again.counts.created, again.counts.changed) == (0, 0)

    at_each_write(story, sides=(True,), least=2)
