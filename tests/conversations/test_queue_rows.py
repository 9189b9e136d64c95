"""What a stranger writes makes the queue heavy for nobody: its rows are small, whatever they say (law 8, law 9)."""

from __future__ import annotations

from chalicelib.conversations import service
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.store import QueueRow
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.local.store.values import item_size
from tests.worlds import World

MOST = 350  # bytes; four units read a whole window of them, strongly consistent
WIDE = "鐘"  # three bytes of UTF-8, and what nobody escapes


def wait(world: World, text: str, page: str | None, source: str = "web") -> None:
    _, token, _ = visitors.register(
        world.desk, None, "demo", None, RegisterVisitor(page=page, referrer=page, locale="zh-CN")
    )
    caller = visitors.recognised(world.desk, token)
    service.start_conversation(
        world.desk, caller, "demo", StartConversation(text=text, client_id="c" * 100, page=page, source=source)
    )


def sizes(world: World) -> list[int]:
    assert world.group is not None
    items = QueueRow.all_pages(world.desk.database, f"queue#{world.group.group_id}")
    return [item_size(item) for item in items]


def test_a_row_of_the_queue_is_a_third_of_a_kilobyte_whatever_its_visitor_says(world: World) -> None:
    world.found(agents=1)

    wait(world, "您好，请问这款茶叶什么时候发货？", "https://shop.example/products/1234?utm_source=wechat")
    wait(world, WIDE * 4_000, f"https://shop.example/{WIDE * 1_900}", "a" * 40)

    assert len(sizes(world)) == 2
    assert max(sizes(world)) < MOST


def test_a_row_does_not_grow_with_what_its_visitor_goes_on_to_say(world: World) -> None:
    world.found(agents=1)
    caller = visitors.recognised(
        world.desk, visitors.register(world.desk, None, "demo", None, RegisterVisitor(locale="en"))[1]
    )
    begun = service.start_conversation(world.desk, caller, "demo", StartConversation(text="Hi", client_id="1"))

    for number in range(20):
        service.post_message(world.desk, caller, "demo", begun.conversation_id, WIDE * 1_000, f"m{number}")

    assert len(sizes(world)) == 1
    assert max(sizes(world)) < MOST
