"""What was said is found: by words, within reach, soon, once, at a price that does not grow (A3, F6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.telling import Written
from chalicelib.conversations.service import editing
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM, AuditRow
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.search import store
from chalicelib.search.model.documents import Document, Line
from chalicelib.search.service import finding, indexing, rebuilding
from chalicelib.search.service.finding import Found, Question
from chalicelib.search.service.rebuilding import Rebuild
from chalicelib.search.store import DocumentRow
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import EditVisitor
from chalicelib.visitors.service import Caller
from tests.crashes import AFTER, Death, at_each_write
from tests.stored import every_item
from tests.vouching import Website
from tests.worlds import World, at_once, counted


@dataclass
class Shop:
    """Two agents at work, who are given conversations in turn, and a supervisor."""

    world: World
    agents: list[Agent]
    supervisor: Agent

    def ask(self, visitor: Caller, *texts: str) -> str:
        """A visitor's conversation in which they say this."""
        desk, first = self.world.desk, texts[0]
        started = conversations.start_conversation(desk, visitor, "demo", StartConversation(text=first, client_id="0"))
        for number, text in enumerate(texts[1:], 1):
            conversations.post_message(desk, visitor, "demo", started.conversation_id, text, str(number))
        return started.conversation_id

    def time_goes_by(self, seconds: float = 6) -> None:
        self.world.clock.forward(seconds=seconds)
        while work.run_due(self.world.desk, limit=1_000):
            pass

    def found(self, agent: Agent, q: str, **more: Any) -> list[Found]:
        found, _ = finding.search(self.world.desk, agent, Question(q, **more), None)
        return found

    def holder(self, conversation_id: str) -> Agent:
        holder = conversations.find(self.world.desk, conversation_id).agent_id
        return next(each for each in self.agents if each.agent_id == holder)


@pytest.fixture
def shop(world: World) -> Shop:
    agents = world.found(agents=2)
    supervisor = world.agent(role=SUPERVISOR)
    for agent in agents:
        world.online(agent)
    return Shop(world, agents, supervisor)


def words_stored() -> Iterator[str]:
    for item in every_item(DocumentRow.Meta.table_name):
        if item["key"]["S"].startswith("word#"):
            yield item["key"]["S"].removeprefix("word#")


def places() -> set[tuple[str, str]]:
    """What stands in the table, but for the sign that it was built."""
    places = {(each["key"]["S"], each["order"]["S"]) for each in every_item(DocumentRow.Meta.table_name)}
    return places - {(store.BUILT, store.BUILT)}


@pytest.mark.also_on_moto
def test_what_was_said_is_found_within_a_minute_where_it_stands(shop: Shop) -> None:
    conversation_id = shop.ask(shop.world.visitor(), "在吗", "我要买一把紫砂壶", "可以开发票吗")
    assert shop.found(shop.supervisor, "紫砂壶") == []

    shop.time_goes_by(seconds=60)

    (found,) = shop.found(shop.supervisor, "紫砂壶")
    assert (found.document.about, [line.seq for line in found.lines]) == (conversation_id, [3])
    assert found.lines[0].text == "我要买一把紫砂壶"
    assert shop.found(shop.supervisor, "紫砂 发票")[0].document.about == conversation_id
    assert shop.found(shop.supervisor, "紫砂 退款") == []


def test_agents_find_their_own_and_supervisors_everybodys(shop: Shop) -> None:
    first, second = (shop.ask(shop.world.visitor(), "我要买紫砂壶") for _ in range(2))
    shop.time_goes_by()

    mine = shop.found(shop.holder(first), "紫砂壶")
    all_of_them = shop.found(shop.supervisor, "紫砂壶")

    assert [each.document.about for each in mine] == [first]
    assert {each.document.about for each in all_of_them} == {first, second}


def test_what_others_have_is_shown_and_noted_once_a_day(shop: Shop) -> None:
    shop.ask(shop.world.visitor(), "我要买紫砂壶")
    shop.time_goes_by()

    for _ in range(3):
        shop.found(shop.supervisor, "紫砂壶")

    notes = [each for each in every_item(AuditRow.Meta.table_name) if each["act"]["S"] == "search"]
    assert len(notes) == 1


def test_customers_are_found_by_name_address_and_the_end_of_their_number(shop: Shop) -> None:
    visitor = shop.world.visitor()
    conversation_id = shop.ask(visitor, "在吗")
    holder = shop.holder(conversation_id)
    form = EditVisitor(name="王小芳", email="fang@example.com", mobile="13800138042")
    editing.edit_visitor(shop.world.desk, holder, visitor.visitor_id, form)
    shop.time_goes_by()

    for q in ("小芳", "fang@example.com", "8042", "8613800138042"):
        found = shop.found(shop.supervisor, q, kind="customer")
        assert [each.document.about for each in found] == [visitor.visitor_id]

    editing.edit_visitor(shop.world.desk, holder, visitor.visitor_id, EditVisitor(name="李小芳", mobile=""))
    shop.time_goes_by()
    assert [len(shop.found(shop.supervisor, q)) for q in ("李小", "王小", "8042")] == [1, 0, 0]
    assert "…8042" not in set(words_stored())


def test_whom_a_website_vouches_for_is_found_by_what_it_said_and_once_for_all_their_past(shop: Shop) -> None:
    website, desk = Website(shop.world), shop.world.desk
    anonymous, token = visitors.register(desk, None, "demo", None, RegisterVisitor())[:2]
    reachable = LeaveMessage(name="王芳", text="在吗", mobile="13800138042", client_id="c")
    leaving.leave_message(desk, visitors.recognised(desk, token), "demo", None, reachable)
    shop.time_goes_by()
    assert [each.document.about for each in shop.found(shop.supervisor, "8042", kind="customer")] == [
        anonymous.visitor_id
    ]

    stranger, _ = website.sign_in("u2", name="李小龙")
    customer, _ = website.sign_in("u1", known=token, name="王小芳")
    shop.time_goes_by()

    def ids(q: str) -> list[str]:
        return [each.document.about for each in shop.found(shop.supervisor, q, kind="customer")]

    assert ids("李小龙") == [stranger.visitor_id]
    assert ids("王小芳") == ids("8042") == [customer.visitor_id]
    website.sign_in("u1", name="王大芳")
    shop.time_goes_by()
    assert (ids("王小芳"), ids("王大芳")) == ([], [customer.visitor_id])


def test_messages_that_were_left_are_found_with_their_number(shop: Shop) -> None:
    visitor = shop.world.visitor()
    form = LeaveMessage(name="王芳", text="青花瓷还有货吗", mobile="13800138042", client_id="c")
    message = leaving.leave_message(shop.world.desk, visitor, "demo", None, form).message
    shop.time_goes_by()

    for q in ("青花瓷", message.number):
        assert [each.document.about for each in shop.found(shop.supervisor, q, kind="message")] == [message.message_id]


def test_a_time_a_plan_a_kind_and_an_agent_narrow_what_is_found(shop: Shop) -> None:
    early = shop.ask(shop.world.visitor(), "我要买紫砂壶")
    shop.time_goes_by()
    noon = shop.world.clock()
    late = shop.ask(shop.world.visitor(), "我要买紫砂壶")
    shop.time_goes_by()

    def ids(**narrowed: Any) -> list[str]:
        return [each.document.about for each in shop.found(shop.supervisor, "紫砂壶", **narrowed)]

    assert ids() == [late, early]
    assert (ids(since=noon), ids(until=noon)) == ([late], [early])
    assert (ids(plan_key="other"), ids(kind="customer")) == ([], [])
    assert ids(agent_id=shop.holder(early).agent_id) == [early]


def test_asking_takes_two_requests_and_the_same_units_with_ten_and_a_thousand(shop: Shop) -> None:
    conversation_id = shop.ask(shop.world.visitor(), "在吗")
    plan_key = conversations.find(shop.world.desk, conversation_id).plan_key

    def post(numbers: range) -> None:
        for number in numbers:
            at = shop.world.clock.at + timedelta(seconds=number)
            line = Line(f"teapot {number}", "visitor", at, 1)
            store.post(shop.world.desk, Document(conversation_id, number, at, plan_key, (line,)))

    costs = []
    for numbers in (range(450), range(450, 1_400)):
        post(numbers)
        with counted() as requests:
            shop.found(shop.supervisor, "teapot missing")
        costs.append(requests.names)

    assert costs[0] == costs[1] == ["Query"]


def test_a_page_takes_four_requests_at_most_whoever_asks_and_whatever_is_on_it(shop: Shop) -> None:
    leader = shop.world.agent(role=GROUP_LEADER)
    for number in range(12):
        shop.ask(shop.world.visitor(), "我要买紫砂壶")
        form = LeaveMessage(name="王芳", text="紫砂壶还有货吗", mobile="13800138042", client_id=str(number))
        leaving.leave_message(shop.world.desk, shop.world.visitor(), "demo", None, form)
    shop.time_goes_by()

    for agent in (shop.supervisor, leader, *shop.agents):
        with counted() as requests:
            shop.found(agent, "紫砂壶")
        assert len(requests) <= 4
        assert requests.names[:2] == ["Query", "BatchGetItem"]


def test_the_pages_of_a_question_bring_everything_once_newest_first(shop: Shop) -> None:
    expected = []
    for number in range(45):
        visitor = shop.world.visitor()
        conversation_id = shop.ask(visitor, f"紫砂壶 {number}")
        expected.append(conversation_id)
        shop.world.clock.forward(seconds=1)
    shop.time_goes_by()

    seen, cursor, pages = [], None, 0
    while True:
        found, cursor = finding.search(shop.world.desk, shop.supervisor, Question("紫砂壶"), cursor)
        seen += [each.document.about for each in found]
        pages += 1
        if cursor is None:
            break

    assert seen == expected[::-1]
    assert pages == 3


def test_whoever_dies_while_it_is_made_findable_is_followed_by_somebody_who_finishes(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = world.found(agents=1)
        world.online(agent)
        shop = Shop(world, [agent], world.agent(role=SUPERVISOR))
        conversation_id = shop.ask(world.visitor(), "我要买紫砂壶", "请问 zebra 有货吗")

        with death():
            indexing.index_conversation(world.desk, conversation_id)
        indexing.index_conversation(world.desk, conversation_id)

        for q in ("紫砂壶", "zebra", "紫砂 zebra"):
            assert [each.document.about for each in shop.found(shop.supervisor, q)] == [conversation_id]

    at_each_write(story, sides=(AFTER,), least=3)


def test_many_who_look_at_one_conversation_at_once_make_each_document_once(shop: Shop) -> None:
    conversation_id = shop.ask(shop.world.visitor(), "我要买紫砂壶", "还要茶杯")
    looks = [lambda: indexing.find_what_was_said(shop.world.desk, Written(conversation_id))] * 8

    results = at_once(looks)

    assert results == [None] * 8
    assert len(shop.found(shop.supervisor, "紫砂壶")) == 1
    documents = [each for each in every_item(DocumentRow.Meta.table_name) if "document" in each]
    assert len(documents) == 1


def test_everything_can_be_made_findable_anew(shop: Shop) -> None:
    visitor = shop.world.visitor()
    conversation_id = shop.ask(visitor, "我要买紫砂壶")
    form = LeaveMessage(name="王芳", text="青花瓷还有货吗", mobile="13800138042", client_id="c")
    leaving.leave_message(shop.world.desk, shop.world.visitor(), "demo", None, form)
    shop.time_goes_by()
    before = places()
    for item in every_item(DocumentRow.Meta.table_name):
        key = {name: item[name] for name in ("key", "order")}
        shop.world.desk.database.call("DeleteItem", {"TableName": DocumentRow.Meta.table_name, "Key": key})
    assert shop.found(shop.supervisor, "紫砂壶") == []

    rebuilding.rebuild_later(shop.world.desk, SYSTEM)
    shop.time_goes_by()

    (found,) = shop.found(shop.supervisor, "紫砂壶")
    assert found.document.about == conversation_id
    assert places() == before
    with counted() as requests:
        rebuilding.rebuild(shop.world.desk, Rebuild(once=True))
    assert requests.names == ["GetItem"]


def test_many_messages_of_a_few_seconds_are_looked_at_together(shop: Shop) -> None:
    visitor = shop.world.visitor()
    shop.ask(visitor, *[f"第{number}句" for number in range(20)])

    planned = [each for each in work.waiting(shop.world.desk) if each.kind == "search.on_written"]

    assert len(planned) == 1


def test_very_long_messages_without_number_are_all_found_and_all_heard(shop: Shop) -> None:
    conversation_id = shop.ask(shop.world.visitor(), "I want a refund")
    header = conversations.find(shop.world.desk, conversation_id)
    agent = next(each for each in shop.agents if each.agent_id == header.agent_id)
    for number in range(210):
        text = f"part{number} " + "a" * 3_900
        conversations.reply(shop.world.desk, agent, conversation_id, text, f"r{number}")

    shop.time_goes_by()

    assert [each.document.about for each in shop.found(shop.supervisor, "part209")] == [conversation_id]
    assert [each.document.about for each in shop.found(shop.supervisor, "part0")] == [conversation_id]
