"""Starting, writing, reading, listing, closing."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core.errors import Conflict, Invalid, NotFound, Unauthorized
from chalicelib.core.once import KeyReused
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from infra.bench.crowd import everybody_waiting
from tests.in_process import Asking
from tests.worlds import World, counted


def start(world: World, visitor: Any, text: str = "hello", client_id: str = "first") -> str:
    begun = service.start_conversation(
        world.desk, visitor, "demo", StartConversation(text=text, client_id=client_id, page="https://shop.example/tea")
    )
    return begun.conversation_id


def talk(world: World, capacity: int = 5) -> tuple[Any, Any, str]:
    """An online agent, a visitor, and the conversation between them."""
    (agent,) = world.found(agents=1, capacity=capacity)
    world.online(agent)
    visitor = world.visitor()
    return agent, visitor, start(world, visitor)


def texts(world: World, visitor: Any, conversation_id: str) -> list[str]:
    page = service.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    return [entry.text for entry in page.entries if entry.kind == "message"]


@pytest.mark.also_on_moto
def test_a_message_is_answered_and_the_answer_read(world: World) -> None:
    agent, visitor, conversation_id = talk(world)

    service.reply(world.desk, world.now(agent), conversation_id, "您好 👋🏽", "r1")
    page = service.read_entries(world.desk, visitor, "demo", conversation_id, 2, 100)

    (entry,) = page.entries
    assert (entry.seq, entry.text, entry.author.name, entry.author.number) == (3, "您好 👋🏽", "Agent 1", "1001")


def test_a_second_start_adds_to_the_open_conversation(world: World) -> None:
    _, visitor, conversation_id = talk(world)

    again = start(world, visitor, "and another thing", "second")

    assert again == conversation_id
    assert texts(world, visitor, conversation_id) == ["hello", "and another thing"]


def test_after_closing_a_start_begins_a_new_one(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    service.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    another = start(world, visitor, "me again", "second")

    assert another != conversation_id
    assert texts(world, visitor, another) == ["me again"]


@pytest.mark.also_on_moto
def test_a_start_sent_again_after_the_close_still_gets_its_first_answer(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    service.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    again = start(world, visitor)

    assert again == conversation_id


def test_a_started_message_sent_again_as_a_post_is_the_same_message(world: World) -> None:
    _, visitor, conversation_id = talk(world)

    entry, again = service.post_message(world.desk, visitor, "demo", conversation_id, "hello", "first")

    assert (entry.seq, again) == (1, True)
    assert texts(world, visitor, conversation_id) == ["hello"]


def test_a_posted_message_sent_again_as_a_start_is_the_same_message(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    service.post_message(world.desk, visitor, "demo", conversation_id, "more", "second")

    start(world, visitor, "more", "second")

    assert texts(world, visitor, conversation_id) == ["hello", "more"]


def test_the_same_name_for_another_text_is_refused(world: World) -> None:
    _, visitor, conversation_id = talk(world)

    with pytest.raises(KeyReused):
        service.post_message(world.desk, visitor, "demo", conversation_id, "another text", "first")

    assert texts(world, visitor, conversation_id) == ["hello"]


def test_visitor_and_agent_may_use_the_same_name_for_their_messages(world: World) -> None:
    agent, visitor, conversation_id = talk(world)

    _, again = service.reply(world.desk, world.now(agent), conversation_id, "hello to you", "first")

    assert again is False
    assert texts(world, visitor, conversation_id) == ["hello", "hello to you"]


def test_a_closed_conversation_takes_nothing_but_still_answers_what_it_took(world: World) -> None:
    agent, visitor, conversation_id = talk(world)
    before, _ = service.post_message(world.desk, visitor, "demo", conversation_id, "in time", "p")
    service.end_conversation(world.desk, world.now(agent), conversation_id)

    again, was = service.post_message(world.desk, visitor, "demo", conversation_id, "in time", "p")
    with pytest.raises(ConversationClosed):
        service.post_message(world.desk, visitor, "demo", conversation_id, "too late", "q")

    assert (again, was) == (before, True)


def test_to_others_a_visitors_conversation_does_not_exist(world: World) -> None:
    _, _, conversation_id = talk(world)
    stranger = world.visitor()

    for reach in (
        lambda: service.read_entries(world.desk, stranger, "demo", conversation_id, 0, 10),
        lambda: service.post_message(world.desk, stranger, "demo", conversation_id, "x", "x"),
        lambda: service.close_by_visitor(world.desk, stranger, "demo", conversation_id),
    ):
        with pytest.raises(NotFound):
            reach()


def test_a_token_of_one_plan_opens_nothing_in_another(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    plans.create_plan(world.desk, "other", {})

    with pytest.raises(Unauthorized):
        service.read_entries(world.desk, visitor, "other", conversation_id, 0, 10)
    with pytest.raises(Unauthorized):
        service.start_conversation(world.desk, visitor, "other", StartConversation(text="x", client_id="x"))


def test_only_its_agent_answers_or_a_supervisor(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    other, boss = world.agent(), world.agent(role=SUPERVISOR)

    for reach in (
        lambda: service.reply(world.desk, other, conversation_id, "mine?", "x"),
        lambda: service.end_conversation(world.desk, other, conversation_id),
        lambda: service.read_conversation(world.desk, other, conversation_id),
        lambda: reading.read_transcript(world.desk, other, conversation_id, 0, 10),
    ):
        with pytest.raises(NotYours):
            reach()
    service.reply(world.desk, boss, conversation_id, "let me help", "x")

    assert texts(world, visitor, conversation_id) == ["hello", "let me help"]


def test_who_waits_must_be_taken_before_being_answered(world: World) -> None:
    world.found()
    agent = world.agent()
    conversation_id = start(world, world.visitor())

    with pytest.raises(Conflict) as refused:
        service.reply(world.desk, agent, conversation_id, "hi", "x")

    assert refused.value.code == "not_taken"
    assert service.read_conversation(world.desk, agent, conversation_id).state == "waiting"


@pytest.mark.parametrize("client_id", ["", "x" * 101, "a\nb"])
def test_a_message_needs_a_name_that_can_be_kept(world: World, client_id: str) -> None:
    world.found()

    with pytest.raises(Invalid):
        start(world, world.visitor(), client_id=client_id)


def test_entries_are_paged_without_losing_one(world: World) -> None:
    _, visitor, conversation_id = talk(world)
    for n in range(23):
        service.post_message(world.desk, visitor, "demo", conversation_id, f"t{n}", f"c{n}")

    after, seen = 0, []
    while True:
        page = service.read_entries(world.desk, visitor, "demo", conversation_id, after, 4)
        seen += [entry.seq for entry in page.entries]
        after = page.last_seq
        if not page.more:
            break

    assert seen == list(range(1, 26))


@pytest.mark.parametrize("length", [3, 250])
def test_a_transcript_is_read_from_its_end_in_one_request_however_long_it_is(world: World, length: int) -> None:
    agent, _, conversation_id = talk(world)
    reader = world.now(agent)
    for number in range(length):
        service.reply(world.desk, reader, conversation_id, "more", f"c{number}")

    with counted() as newest:
        page = reading.read_transcript_before(world.desk, reader, conversation_id, None, 100)
    pages = [page]
    with counted() as earlier:
        while pages[-1].more:
            first = pages[-1].entries[0].seq
            pages.append(reading.read_transcript_before(world.desk, reader, conversation_id, first, 100))

    assert newest.names == ["Query"]
    assert len(earlier.names) == 2 * (len(pages) - 1)
    assert (page.last_seq, page.state, len(page.entries)) == (length + 2, "open", min(100, length + 2))
    numbers = [entry.seq for each in reversed(pages) for entry in each.entries]
    assert numbers == list(range(1, length + 3))


def test_before_the_first_entry_there_is_nothing_and_a_reader_goes_one_way_only(world: World) -> None:
    agent, _, conversation_id = talk(world)
    asking = Asking()
    token = asking.sign_in(agent)
    path = f"/v1/desk/conversations/{conversation_id}/entries"

    newest = asking.ask("GET", f"{path}?before=0&limit=1", token)
    earlier = asking.ask("GET", f"{path}?before=2", token)
    both = asking.ask("GET", f"{path}?before=3&after=1", token)

    assert [each["seq"] for each in newest.said["entries"]] == [2]
    assert (newest.said["more"], newest.said["poll_after_ms"] > 0) == (True, True)
    assert ([each["seq"] for each in earlier.said["entries"]], earlier.said["more"]) == ([1], False)
    assert (both.status, [each["field"] for each in both.said["errors"]]) == (422, ["before"])


def test_the_inbox_says_what_changed_and_what_is_gone(world: World) -> None:
    agent, visitor, conversation_id = talk(world)
    first = service.read_inbox(world.desk, world.now(agent), None)
    quiet = service.read_inbox(world.desk, world.now(agent), first.cursor)

    service.post_message(world.desk, visitor, "demo", conversation_id, "more", "c2")
    changed = service.read_inbox(world.desk, world.now(agent), quiet.cursor)
    service.close_by_visitor(world.desk, visitor, "demo", conversation_id)
    over = service.read_inbox(world.desk, world.now(agent), changed.cursor)

    assert [each.header.conversation_id for each in first.items] == [conversation_id]
    assert (quiet.items, quiet.gone) == ((), ())
    assert [each.header.last_text for each in changed.items] == ["more"]
    assert (over.items, over.gone) == ((), (conversation_id,))


def test_the_inbox_shows_the_line_with_places_and_never_misses_a_change(world: World) -> None:
    agent, _, _ = talk(world, capacity=1)
    waiting = [start(world, world.visitor()) for _ in range(3)]
    known: dict[str, Any] = {}
    cursor = None

    def poll() -> None:
        nonlocal cursor
        for _ in range(3):
            inbox = service.read_inbox(world.desk, world.now(agent), cursor)
            cursor = inbox.cursor
            for each in inbox.items:
                known[each.header.conversation_id] = (each.header.state, each.place)
            for each in inbox.gone:
                known.pop(each)
            world.clock.forward(seconds=2.5)

    poll()
    assert [known[each] for each in waiting] == [("waiting", 1), ("waiting", 2), ("waiting", 3)]
    (mine,) = world.now(agent).serving
    service.end_conversation(world.desk, world.now(agent), mine)
    poll()

    assert known == {waiting[0]: ("open", None), waiting[1]: ("waiting", 1), waiting[2]: ("waiting", 2)}


def test_with_a_cursor_the_inbox_asks_for_mine_or_for_the_queue_of_each_pool_but_never_for_both(world: World) -> None:
    agent, _, _ = talk(world, capacity=1)
    for _ in range(2):
        start(world, world.visitor())
    record = world.now(agent)
    inbox = service.read_inbox(world.desk, record, None)

    asked = []
    for _ in range(12):
        world.clock.forward(seconds=1.5)
        with counted() as requests:
            inbox = service.read_inbox(world.desk, record, inbox.cursor)
        asked.append(requests.names)

    assert [names for names in asked if names not in ([], ["BatchGetItem"], ["Query"] * len(record.pools))] == []


def test_an_idle_agents_inbox_asks_nothing_between_looks_at_the_line(world: World) -> None:
    world.found()
    agent = world.now(world.agent())
    inbox = service.read_inbox(world.desk, agent, None)

    with counted() as at_once:
        inbox = service.read_inbox(world.desk, agent, inbox.cursor)
    world.clock.forward(seconds=5)
    with counted() as later:
        service.read_inbox(world.desk, agent, inbox.cursor)

    assert (len(at_once), later.names) == (0, ["Query"] * len(agent.pools))


def test_lists_show_mine_those_who_wait_and_all(world: World) -> None:
    agent, _, first = talk(world, capacity=1)
    second = start(world, world.visitor())
    boss = world.agent(role=SUPERVISOR)
    service.end_conversation(world.desk, world.now(agent), first)
    third = start(world, world.visitor())

    def ids(who: Any, view: str, state: str | None = None) -> list[str]:
        found, following = reading.list_conversations(world.desk, who, view, state, None)
        assert following is None
        return [each.header.conversation_id for each in found]

    record = world.now(agent)
    assert set(ids(record, "mine")) == {first, second}
    assert (ids(record, "mine", "open"), ids(record, "mine", "closed")) == ([second], [first])
    assert ids(record, "waiting") == [third]
    assert ids(boss, "all") == [third, second, first]
    assert (ids(boss, "all", "closed"), ids(boss, "mine")) == ([first], [])
    assert set(ids(record, "all")) == {first, second}


def test_long_lists_come_in_pages_without_losing_or_doubling(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    made = [start(world, world.visitor()) for _ in range(53)]
    for conversation_id in made[:5]:
        service.end_conversation(world.desk, boss, conversation_id)

    for view, expected in (("all", made), ("waiting", made[5:])):
        cursor, seen = None, []
        while True:
            found, cursor = reading.list_conversations(world.desk, boss, view, None, cursor)
            seen += [each.header.conversation_id for each in found]
            if cursor is None:
                break
        assert sorted(seen) == sorted(expected)


def test_a_supervisor_may_end_what_waits(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    visitor = world.visitor()
    conversation_id = start(world, visitor)

    header = service.end_conversation(world.desk, boss, conversation_id)

    assert (header.state, header.closed_by) == ("closed", "agent")
    assert everybody_waiting(world.desk) == []
    assert start(world, visitor, "again", "c2") != conversation_id


def test_closing_twice_is_closing_once(world: World) -> None:
    agent, visitor, conversation_id = talk(world)

    first = service.close_by_visitor(world.desk, visitor, "demo", conversation_id)
    second = service.end_conversation(world.desk, world.now(agent), conversation_id)

    assert first == second
    assert people.read_agent(world.desk, agent.agent_id).serving == frozenset()


def test_an_agent_sees_the_page_where_the_visitor_wrote_last_without_what_is_only_theirs(world: World) -> None:
    world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"limits": {"keep_parameters": ["sku"]}}, None)
    visitor = world.visitor()
    first = StartConversation(text="hi", client_id="c1", page="https://shop.example/")
    conversation_id = service.start_conversation(world.desk, visitor, "demo", first).conversation_id

    for number, page in enumerate(["https://shop.example/cups?sku=7&token=x#top", None], 2):
        with counted() as asked:
            service.post_message(world.desk, visitor, "demo", conversation_id, "?", f"c{number}", Enclosed(page))

    assert service.find(world.desk, conversation_id).page == "https://shop.example/cups?sku=7"
    assert len(asked) == 2
