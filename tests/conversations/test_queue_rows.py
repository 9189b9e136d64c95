"""What a stranger writes makes the queue heavy for nobody: its rows are small, whatever they say (law 8, law 9)."""

from __future__ import annotations

from chalicelib.conversations import service
from chalicelib.conversations.store import QUEUE, QueueRow
from chalicelib.visitors import service as visitors
from infra.local.store.values import item_size
from tests.worlds import World

USUAL, MOST = 800, 3_000  # bytes; eight units read thirty of the longest, strongly consistent
WIDE = "鐘"  # three bytes of UTF-8, and what nobody escapes


def wait(world: World, text: str, page: str | None, source: str = "web") -> None:
    _, token, _ = visitors.register(world.desk, None, "demo", None, page=page, referrer=page, locale="zh-CN")
    caller = visitors.recognised(world.desk, token)
    service.start_conversation(
        world.desk, caller, "demo", None, text=text, client_id="c" * 100, page=page, source=source
    )


def sizes(world: World) -> list[int]:
    return [item_size(item) for item in QueueRow.all_pages(world.desk.database, QUEUE)]


def test_a_usual_row_of_the_queue_is_less_than_a_kilobyte(world: World) -> None:
    world.found(agents=1)

    wait(world, "您好，请问这款茶叶什么时候发货？", "https://shop.example/products/1234?utm_source=wechat")

    (size,) = sizes(world)
    assert size < USUAL


def test_whoever_says_as_much_as_they_can_gets_no_row_that_is_longer_than_three_kilobytes(world: World) -> None:
    world.found(agents=1)

    wait(world, WIDE * 4_000, f"https://shop.example/{WIDE * 1_900}", "a" * 40)

    (size,) = sizes(world)
    assert size < MOST


def test_a_row_does_not_grow_with_what_its_visitor_goes_on_to_say(world: World) -> None:
    world.found(agents=1)
    wait(world, "Hi", "https://shop.example/")
    caller = visitors.recognised(
        world.desk, visitors.register(world.desk, None, "demo", None, page=None, referrer=None, locale="en")[1]
    )
    begun = service.start_conversation(world.desk, caller, "demo", None, text="Hi", client_id="1", page=None)

    for number in range(20):
        service.post_message(world.desk, caller, "demo", begun.conversation_id, WIDE * 1_000, f"m{number}")

    assert max(sizes(world)) < USUAL + len(WIDE.encode()) * 80
