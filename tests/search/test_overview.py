"""Customers by their tags, and everything about a number or an address together (A3, F6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import editing, merging
from chalicelib.conversations.service.merging import Wish
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.search import store
from chalicelib.search.model.contacts import contact_in
from chalicelib.search.model.documents import Document, Line, document_of_customer
from chalicelib.search.service import indexing, overview, rebuilding
from chalicelib.search.service.indexing import NameConversations
from chalicelib.search.service.overview import Overview
from chalicelib.search.store import DocumentRow
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import CustomerChanged, EditVisitor
from chalicelib.visitors.service import Caller
from tests.crashes import AFTER, Death, at_each_write
from tests.followups.stage import by_hand, low_score
from tests.search.test_finding import Shop
from tests.stored import every_item
from tests.vouching import Website
from tests.worlds import MORNING, World, counted

NUMBER = "13800138042"


@pytest.fixture
def shop(world: World) -> Shop:
    agents = world.found(agents=2, capacity=20)
    supervisor = world.agent(role=SUPERVISOR)
    for agent in agents:
        world.online(agent)
    return Shop(world, agents, supervisor)


def known(shop: Shop, text: str = "在吗", **form: Any) -> tuple[Caller, str]:
    """A customer who is known by these, and their conversation."""
    visitor = shop.world.visitor()
    conversation_id = shop.ask(visitor, text)
    editing.edit_visitor(
        shop.world.desk, shop.holder(conversation_id), visitor.visitor_id, EditVisitor(**(form or {"mobile": NUMBER}))
    )
    return visitor, conversation_id


def look(shop: Shop, q: str, agent: Any = None) -> Overview:
    return overview.look_over(shop.world.desk, shop.world.now(agent or shop.supervisor), q)


def ids(results: Any) -> list[str]:
    return [each.document.about for each in results]


# --- tags -----------------------------------------------------------------------------------------------------------


def test_customers_are_found_by_a_tag_as_it_is_by_its_words_and_no_more_once_it_is_taken_away(shop: Shop) -> None:
    visitor, conversation_id = known(shop, name="王小芳", tags=("重要客户", "VIP"))
    other, _ = known(shop, tags=("VIP-2",))
    shop.time_goes_by()

    assert ids(shop.found(shop.supervisor, "", tag="vip")) == [visitor.visitor_id]
    assert ids(shop.found(shop.supervisor, "小芳", tag="重要客户")) == [visitor.visitor_id]
    assert ids(shop.found(shop.supervisor, "李", tag="VIP")) == []
    assert set(ids(shop.found(shop.supervisor, "vip"))) == {visitor.visitor_id, other.visitor_id}

    form = EditVisitor(tags=())
    editing.edit_visitor(shop.world.desk, shop.holder(conversation_id), visitor.visitor_id, form)
    shop.time_goes_by()

    assert ids(shop.found(shop.supervisor, "", tag="VIP")) == []
    with pytest.raises(Invalid):
        shop.found(shop.supervisor, " ")


# --- a number, an address -------------------------------------------------------------------------------------------


def test_all_that_is_known_by_a_number_is_shown_together_within_a_minute(shop: Shop) -> None:
    visitor, conversation_id = known(shop)
    _, said_it = known(shop, "打我 138-0013-8042", name="李")
    form = LeaveMessage(name="王芳", text="还有货吗", mobile=NUMBER, client_id="c")
    message = leaving.leave_message(shop.world.desk, shop.world.visitor(), "demo", None, form).message
    follow_up, _ = by_hand(shop.world, shop.holder(conversation_id), visitor.visitor_id)
    shop.time_goes_by(seconds=60)

    for q in (NUMBER, "+86 138 0013 8042", "138-0013-8042"):
        shown = look(shop, q)
        assert (ids(shown.messages), ids(shown.follow_ups)) == ([message.message_id], [follow_up.followup_id])
        assert set(ids(shown.conversations)) == {conversation_id, said_it}
        assert visitor.visitor_id in ids(shown.customers)
        assert (shown.callbacks, shown.more) == ((), False)
    assert ids(look(shop, message.number).messages) == [message.message_id]
    assert ids(look(shop, follow_up.number).follow_ups) == [follow_up.followup_id]
    assert look(shop, "13900138042") == Overview((), (), (), (), (), False)


def test_callbacks_stand_apart_and_are_for_those_who_may_see_them(shop: Shop) -> None:
    callback = low_score(shop.world, shop.supervisor)
    shop.time_goes_by()

    assert ids(look(shop, "13800138000").callbacks) == [callback.followup_id]
    assert look(shop, "13800138000", shop.agents[0]).callbacks == ()


@pytest.mark.parametrize(
    ("own", "others", "q"),
    [
        ({"email": "fang@example.com"}, "email={}fang@example.com", "Fang@Example.com"),
        ({"mobile": NUMBER}, "mobile=+86139{:04}8042", "+86 138 0013 8042"),
    ],
)
def test_an_address_or_a_number_is_found_among_many_who_share_its_end(
    shop: Shop, own: dict[str, str], others: str, q: str
) -> None:
    visitor, conversation_id = known(shop, **own)
    name, _, value = others.partition("=")
    for number in range(12):
        known(shop, **{name: value.format(number)})
    shop.time_goes_by()

    with counted() as requests:
        shown = look(shop, q)

    assert (ids(shown.customers), ids(shown.conversations)) == ([visitor.visitor_id], [conversation_id])
    assert not shown.more
    assert len(requests) <= 1 + 4


def test_another_number_is_known_of_all_conversations_of_before(shop: Shop) -> None:
    visitor, first = known(shop)
    shop.time_goes_by()

    editing.edit_visitor(shop.world.desk, shop.holder(first), visitor.visitor_id, EditVisitor(mobile="13900139000"))
    shop.time_goes_by()

    assert (ids(look(shop, NUMBER).conversations), ids(look(shop, "13900139000").conversations)) == ([], [first])


def test_what_says_nothing_new_of_a_customer_costs_a_look_and_whoever_read_earlier_writes_over_nothing(
    shop: Shop,
) -> None:
    visitor, conversation_id = known(shop, name="王芳", mobile=NUMBER)
    shop.time_goes_by()
    early, header = shop.world.clock(), conversations.find(shop.world.desk, conversation_id)
    former, changed = visitors.card(shop.world.desk, visitor.visitor_id), CustomerChanged(visitor.visitor_id, False)

    with counted() as unchanged:
        indexing.find_customer(shop.world.desk, changed)
    form = EditVisitor(name="王小芳", mobile="13900139000")
    editing.edit_visitor(shop.world.desk, shop.holder(conversation_id), visitor.visitor_id, form)
    shop.time_goes_by()
    indexing.name_conversation(shop.world.desk, header, former, early)
    editing.edit_visitor(shop.world.desk, shop.holder(conversation_id), visitor.visitor_id, EditVisitor(name="王大芳"))
    indexing.find_customer(shop.world.desk, changed)

    planned = [each.kind for each in work.waiting(shop.world.desk)]
    assert unchanged.names == ["GetItem"] * 2
    assert (ids(look(shop, NUMBER).conversations), ids(look(shop, "13900139000").conversations)) == (
        [],
        [header.conversation_id],
    )
    assert "search.name_conversations" not in planned


def test_whoever_dies_while_another_number_is_written_down_is_followed_by_somebody_who_finishes(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = world.found(agents=1)
        world.online(agent)
        shop = Shop(world, [agent], world.agent(role=SUPERVISOR))
        visitor, conversation_id = known(shop)
        shop.time_goes_by()
        editing.edit_visitor(world.desk, agent, visitor.visitor_id, EditVisitor(mobile="13900139000"))

        with death():
            indexing.find_customer(world.desk, CustomerChanged(visitor.visitor_id, False))
        indexing.find_customer(world.desk, CustomerChanged(visitor.visitor_id, False))
        for due in [each for each in work.waiting(world.desk) if each.kind == "search.name_conversations"]:
            indexing.name_conversations(world.desk, NameConversations(**due.payload))

        shown = look(shop, "13900139000")
        assert (ids(shown.customers), ids(shown.conversations)) == ([visitor.visitor_id], [conversation_id])

    at_each_write(story, sides=(AFTER,), least=3)


def test_what_somebody_said_before_they_proved_who_they_are_is_known_by_their_number_too(shop: Shop) -> None:

    website, desk = Website(shop.world), shop.world.desk
    website.sign_in("u1", name="王小芳", phone="+8613800138042")
    token = visitors.register(desk, None, "demo", None, RegisterVisitor())[1]
    conversation_id = shop.ask(visitors.recognised(desk, token), "在吗")
    shop.time_goes_by()
    assert ids(look(shop, NUMBER).conversations) == []

    website.sign_in("u1", known=token, name="王小芳", phone="+8613800138042")
    shop.time_goes_by()

    assert ids(look(shop, NUMBER).conversations) == [conversation_id]


def test_what_a_part_of_a_customer_gives_later_is_on_the_card_and_found_until_it_is_taken_away(shop: Shop) -> None:
    (customer, first), other = known(shop, mobile=NUMBER), shop.world.known(shop.world.visitor())
    desk, boss = shop.world.desk, shop.world.now(shop.supervisor)
    merging.merge_visitors(desk, boss, customer.visitor_id, Wish(other.visitor_id))
    for number, address in enumerate(("fang@example.com", "wang@example.com")):
        form = LeaveMessage(name="王芳", text="在吗", mobile="13900139000", email=address, client_id=str(number))
        leaving.leave_message(desk, other, "demo", None, form)
    shop.time_goes_by()

    card = visitors.card(desk, customer.visitor_id)
    shown = [look(shop, each) for each in (NUMBER, "13900139000", "wang@example.com")]
    editing.edit_visitor(desk, boss, customer.visitor_id, EditVisitor(mobile="13900139000"))
    gone = editing.edit_visitor(desk, boss, customer.visitor_id, EditVisitor(mobile=""))

    assert (card.email, card.mobile, card.also_mobiles) == ("wang@example.com", f"+86{NUMBER}", ("+8613900139000",))
    assert [(ids(each.customers), ids(each.conversations)) for each in shown] == [([customer.visitor_id], [first])] * 3
    assert (gone.mobile, gone.also_mobiles) == (None, ())


def test_who_is_merged_is_known_by_the_number_as_long_as_they_are_one(shop: Shop) -> None:
    (customer, _), other = known(shop, name="王芳", mobile=NUMBER), shop.world.visitor()
    conversation_id, boss = shop.ask(other, "在吗"), shop.world.now(shop.supervisor)
    wish = Wish(other.visitor_id)
    done = merging.merge_visitors(shop.world.desk, boss, customer.visitor_id, wish)
    shop.time_goes_by()
    assert conversation_id in ids(look(shop, NUMBER).conversations)

    merging.undo_merge(shop.world.desk, boss, done.merge.into_id, done.merge.merge_id)
    shop.time_goes_by()

    shown = look(shop, NUMBER)
    assert conversation_id not in ids(shown.conversations)
    assert ids(shown.customers) == [customer.visitor_id]


def test_their_conversations_follow_who_became_part_of_a_customer_also_where_a_later_card_is_kept(shop: Shop) -> None:
    visitor, _ = known(shop)
    shop.time_goes_by()
    card, tx = visitors.card(shop.world.desk, visitor.visitor_id), Transaction(shop.world.desk)
    store.put_document(tx, document_of_customer(card, shop.world.clock() + timedelta(minutes=1)))
    tx.commit()

    indexing.find_customer(shop.world.desk, CustomerChanged(visitor.visitor_id, moved=True))

    planned = [each.payload for each in work.waiting(shop.world.desk) if each.kind == NameConversations.kind]
    assert [each["visitor_id"] for each in planned] == [visitor.visitor_id]


def test_it_takes_four_requests_at_most_whoever_asks_and_shows_what_is_in_reach(shop: Shop) -> None:
    _, conversation_id = known(shop)
    for _ in range(20):
        known(shop)
    shop.time_goes_by()
    holder = shop.holder(conversation_id)
    other = next(each for each in shop.agents if each.agent_id != holder.agent_id)

    for agent in (shop.supervisor, shop.world.agent(role=GROUP_LEADER), holder, other):
        who = shop.world.now(agent)
        with counted() as requests:
            overview.look_over(shop.world.desk, who, NUMBER)
        assert len(requests) <= 4
    everything = look(shop, NUMBER)
    assert (len(everything.customers), len(everything.conversations), everything.more) == (6, 9, True)
    mine = {shop.holder(each).agent_id for each in ids(look(shop, NUMBER, holder).conversations)}
    assert mine == {holder.agent_id}


def test_follow_ups_and_numbers_of_conversations_come_with_a_rebuild(shop: Shop) -> None:
    visitor, conversation_id = known(shop, mobile=NUMBER, tags=("VIP",))
    follow_up, _ = by_hand(shop.world, shop.holder(conversation_id), visitor.visitor_id)
    shop.time_goes_by()
    for item in every_item(DocumentRow.Meta.table_name):
        key = {name: item[name] for name in ("key", "order")}
        shop.world.desk.database.call("DeleteItem", {"TableName": DocumentRow.Meta.table_name, "Key": key})

    rebuilding.rebuild_later(shop.world.desk, SYSTEM)
    shop.time_goes_by()

    shown = look(shop, NUMBER)
    assert (ids(shown.conversations), ids(shown.follow_ups)) == ([conversation_id], [follow_up.followup_id])
    assert ids(shop.found(shop.supervisor, "", tag="VIP")) == [visitor.visitor_id]


@pytest.mark.parametrize("q", ["", "the", "茶壶", "tea pot", "teapot", "12 monkeys", "@"])
def test_words_are_no_number(q: str) -> None:
    with pytest.raises(Invalid):
        contact_in(q)


@pytest.mark.parametrize(
    ("q", "text", "stands"),
    [
        (NUMBER, "call +86 138 0013 8042 please", True),
        (f"+86{NUMBER}", "13800138042", True),
        ("8042", "13800138042", True),
        (NUMBER, "138001380421", False),
        (f"+86{NUMBER}", "8042", False),
        ("a@b.cn", "mail A@B.CN.", True),
        ("a@b.cn", "aa@b.cn", False),
        ("a@b.cn", "a@b.cnn", False),
        ("a@b.com", "a@b.com.cn", False),
        ("a@b.com", "mine is a@b.com.", True),
        ("7k3mpq2a", "No. 7K3MPQ2A", True),
    ],
)
def test_a_number_stands_where_it_ends_a_number_and_an_address_as_a_whole(q: str, text: str, stands: bool) -> None:
    line = Line(text, "visitor", MORNING + timedelta(hours=1))

    lines = contact_in(q).lines_of(Document("cnv_1", 1, MORNING, "demo", (line,)))

    assert bool(lines) is stands
