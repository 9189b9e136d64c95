"""What strangers can cause is bounded by writes that count: by visitor, by source address, by plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, WAITING
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import LimitReached
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.channels import plain_page
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.bench.crowd import everybody_waiting
from tests.in_process import Asking
from tests.worlds import World, at_once, counted, in_use

HERE = "192.0.2.7"


def limit(world: World, **limits: Any) -> None:
    """The plan's limits, those that are not named as before."""
    plans.update_plan(world.desk, "demo", {"limits": limits}, None)


def register(world: World, address: str = HERE, page: str | None = None) -> visitors.Caller:
    _, token, _ = visitors.register(
        world.desk, None, "demo", None, RegisterVisitor(page=page, locale="en"), address=address
    )
    return visitors.recognised(world.desk, token)


def begin(world: World, visitor: visitors.Caller | None = None, address: str = HERE, name: str = "c") -> str:
    """A conversation's id."""
    caller = visitor or world.visitor()
    begun = conversations.start_conversation(
        world.desk, caller, "demo", StartConversation(text="hi", client_id=name), address=address
    )
    return begun.conversation_id


def refused_by(call: Any) -> object:
    """Which limit refuses this."""
    with pytest.raises(LimitReached) as refused:
        call()
    assert refused.value.retry_after is not None and refused.value.retry_after >= 1
    return refused.value.extra["limit"], refused.value.extra["counted_by"]


# --- visits and beginnings ------------------------------------------------------------------------------------------


def test_one_networks_visits_are_counted_and_its_ipv6_neighbours_with_them(world: World) -> None:
    world.found()
    limit(world, visits_by_address=3)
    for number in range(3):
        register(world, f"2001:db8:1:2::{number}")

    refused = refused_by(lambda: register(world, "2001:db8:1:2:ffff::1"))
    register(world, "2001:db8:1:3::1")

    assert refused == ("visit", "address")
    world.clock.forward(hours=1, seconds=1)
    register(world, "2001:db8:1:2::1")


def let_in(world: World, address: str) -> bool:
    try:
        return bool(register(world, address))
    except LimitReached as refused:
        assert refused.extra["counted_by"] == "plan"
        return False


def test_a_plans_whole_number_is_shared_out_so_that_one_network_fills_only_its_share(world: World) -> None:
    world.found()
    limit(world, visits_by_plan=256)  # 32 counters of eight, eight of them for each of four networks

    mine = [let_in(world, HERE) for _ in range(100)]
    others = [let_in(world, f"198.51.100.{number}") for number in range(20)]

    assert 40 <= sum(mine) <= 64
    assert sum(others) >= 10


def test_of_a_small_plan_no_more_are_let_in_than_it_says_and_none_is_refused_too_early(world: World) -> None:
    world.found()
    limit(world, visits_by_plan=10)

    outcomes = [let_in(world, f"198.51.100.{number}") for number in range(12)]

    assert outcomes == [True] * 10 + [False] * 2


def test_who_begins_and_ends_over_and_over_is_refused(world: World) -> None:
    world.found(agents=1)
    limit(world, starts_by_visitor=3)
    visitor = world.visitor()
    for number in range(3):
        conversation_id = begin(world, visitor, name=f"c{number}")
        conversations.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    refused = refused_by(lambda: begin(world, visitor, name="c4"))

    assert refused == ("start_conversation", "visitor")


def test_a_beginning_that_comes_again_gets_its_first_answer_though_no_more_may_begin(world: World) -> None:
    world.found(agents=1)
    limit(world, starts_by_address=1)
    visitor = world.visitor()
    first = begin(world, visitor)
    conversations.close_by_visitor(world.desk, visitor, "demo", first)

    again = begin(world, visitor)

    assert again == first
    assert refused_by(lambda: begin(world, name="other")) == ("start_conversation", "address")


def test_no_more_wait_from_one_address_than_may_and_whoever_leaves_makes_room(world: World) -> None:
    world.found(agents=1)
    limit(world, waiting_by_address=2)
    first, _ = world.visitor(), begin(world)
    mine = begin(world, first)

    refused = refused_by(lambda: begin(world))
    elsewhere = begin(world, address="198.51.100.1")
    conversations.close_by_visitor(world.desk, first, "demo", mine)
    instead = begin(world)

    assert refused == ("start_conversation_at_once", "address")
    assert conversations.find(world.desk, elsewhere).state == WAITING
    assert conversations.find(world.desk, instead).state == WAITING


def test_an_office_whose_visitors_are_served_may_begin_as_many_as_it_likes(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=50)
    world.online(agent)
    limit(world, waiting_by_address=2)

    begun = [begin(world) for _ in range(6)]

    assert len(world.now(agent).serving) == len(begun) == 6


def test_of_thirty_two_at_once_from_one_address_as_many_wait_as_may(atomic_world: World) -> None:
    atomic_world.found()
    limit(atomic_world, waiting_by_address=4)
    callers = [atomic_world.visitor() for _ in range(32)]

    outcomes = at_once([partial(begin, atomic_world, caller) for caller in callers])

    assert sum(isinstance(each, str) for each in outcomes) == 4
    assert sum(isinstance(each, LimitReached) for each in outcomes) == 28
    assert len(everybody_waiting(atomic_world.desk)) == 4


def test_no_more_begin_at_a_plan_than_it_says_wherever_they_come_from(world: World) -> None:
    world.found()
    limit(world, starts_by_plan=1)
    begin(world)

    refused = refused_by(lambda: begin(world, address="198.51.100.1"))

    assert refused == ("start_conversation", "plan")
    assert len(everybody_waiting(world.desk)) == 1


@pytest.mark.parametrize("whose", ["address", "plan"])
def test_no_more_messages_are_left_than_an_address_and_a_plan_may(world: World, whose: str) -> None:
    world.found()
    limit(world, **{f"left_by_{whose}": 1})

    def leave(address: str) -> Any:
        said = {"name": "Wang", "text": "Call me", "email": "wang@mail.example", "client_id": "m"}
        return leaving.leave_message(world.desk, world.visitor(), "demo", None, LeaveMessage(**said), address)

    leave(HERE)
    refused = refused_by(lambda: leave(HERE if whose == "address" else "198.51.100.1"))

    assert refused == ("leave_message", whose)
    if whose == "address":
        assert leave("198.51.100.1").again is False


# --- messages -------------------------------------------------------------------------------------------------------


def test_a_visitors_messages_are_counted_by_the_minute_at_no_request_more(world: World) -> None:
    world.found(agents=1)
    limit(world, messages_by_visitor=4)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    def post(name: str) -> int:
        return conversations.post_message(world.desk, visitor, "demo", conversation_id, "hm", name)[0].seq

    with counted() as requests:
        posted = [post(f"m{number}") for number in range(3)]
    refused = refused_by(lambda: post("m4"))
    again = post("m2")

    assert len(requests) == 6
    assert refused == ("messages", "visitor")
    assert again == posted[2]
    world.clock.forward(seconds=61)
    assert post("m4") > posted[2]


def test_nobody_writes_more_than_may_be_written_by_writing_at_once(atomic_world: World) -> None:
    atomic_world.found()
    limit(atomic_world, messages_by_visitor=6)
    visitor = atomic_world.visitor()
    conversation_id = begin(atomic_world, visitor)
    post = partial(conversations.post_message, atomic_world.desk, visitor, "demo", conversation_id, "hm")

    outcomes = at_once([partial(post, f"m{number}") for number in range(12)])

    assert sum(isinstance(each, tuple) for each in outcomes) == 5
    assert sum(isinstance(each, LimitReached) for each in outcomes) == 7


# --- over HTTP ------------------------------------------------------------------------------------------------------


def test_who_is_refused_is_told_when_to_come_again_and_forwarded_addresses_count_for_nothing(world: World) -> None:
    world.found()
    limit(world, visits_by_address=2)
    asking = Asking()
    path, hello = "/v1/widget/demo/visitors", {"locale": "en"}

    answers = [
        asking.ask("POST", path, body=hello, headers={"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(3)
    ]

    assert [each.status for each in answers] == [201, 201, 429]
    refusal = answers[2]
    assert refusal.said["code"] == "limit_reached"
    assert "application/problem+json" in refusal.headers["content-type"]
    assert 1 <= int(refusal.headers["retry-after"]) <= 3_601


def test_an_administrator_changes_limits_and_is_told_which_makes_no_sense(world: World) -> None:
    world.found()
    asking, administrator = Asking(), world.agent(role=ADMINISTRATOR)
    token = asking.sign_in(administrator)

    changed = asking.ask("PUT", "/v1/admin/plans/demo", token, {"limits": {"left_by_visitor": 3}})
    refusals = [
        asking.ask("PUT", "/v1/admin/plans/demo", token, {"limits": wrong})
        for wrong in ({"left_by_visitor": 0}, {"sms_countries": ["China"]}, {"keep_parameters": ["a b"]}, {"no": 1})
    ]

    assert changed.said["limits"]["left_by_visitor"] == 3
    assert changed.said["limits"]["starts_by_visitor"] == 30
    assert [each.status for each in refusals] == [422] * 4
    fields = [each.said["errors"][0]["field"] for each in refusals]
    assert fields == ["limits.left_by_visitor", "limits.sms_countries", "limits.keep_parameters", "limits.no"]


def test_survey_links_are_counted_by_address_and_a_wrong_one_costs_nothing(world: World) -> None:
    world.found()

    with counted() as requests:
        answer = Asking().ask("GET", "/s/not-a-link", content_type=None)

    assert answer.status == 404
    assert len(requests) == 0


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://shop.example/reset?reset_token=s3cret", "https://shop.example/reset"),
        ("https://a.example/b?utm_source=m&token=x&utm_term=n#t=1", "https://a.example/b?utm_source=m&utm_term=n"),
        ("https://shop.example/a?id=7&token=x", "https://shop.example/a?id=7"),
        ("https://user:pw@shop.example/a", "https://shop.example/a"),
        ("https://shop.example/a#access_token=x", "https://shop.example/a"),
        ("https://shop.example/\x00\u202ea\n?token=x", "https://shop.example/a"),
        ("https://[bad/a?token=x", "https://[bad/a"),
        ("https://user:pw@[bad/a?token=x", "https://[bad/a"),
        ("https:/user:pw@shop.example/a", "https:/shop.example/a"),
        ("//user:pw@shop.example/a", "//shop.example/a"),
        ("https://shop.example/@mei", "https://shop.example/@mei"),
        ("android-app://com.example/path?token=x", "android-app://com.example/path"),
        ("?token=x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_page_is_kept_without_what_is_only_its_visitors(address: str | None, kept: str | None) -> None:
    plain = plain_page(address, ("id",))

    assert plain == kept


def test_no_secret_of_a_page_is_stored_whichever_way_it_comes(world: World) -> None:
    world.found(agents=1)
    secret = "https://shop.example/reset?reset_token=s3cret"
    visitor = register(world, page=secret)
    begun = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hi", client_id="c", page=secret), address=HERE
    )

    header = conversations.find(world.desk, begun.conversation_id)

    assert header.page == visitors.card(world.desk, visitor.visitor_id).page == "https://shop.example/reset"


# --- what ends at the same moment -----------------------------------------------------------------------------------


def when_it_is_looked_at(world: World, visitor: visitors.Caller, conversation_id: str) -> Any:
    """Ends the conversation the first time somebody reads its header."""
    ended = []

    def before(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "GetItem" and arguments["Key"].get("conversation_id") == {"S": conversation_id} and not ended:
            ended.append(True)
            conversations.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    return in_use().watching(before=before)


def test_whoever_begins_while_what_they_had_ends_is_counted_like_everybody(world: World) -> None:
    world.found(agents=1)
    visitor = world.visitor()
    first = begin(world, visitor)
    limit(world, starts_by_address=1)

    with when_it_is_looked_at(world, visitor, first):
        refused = refused_by(lambda: begin(world, visitor, name="c2"))

    assert refused == ("start_conversation", "address")
    assert everybody_waiting(world.desk) == []


def test_whoever_writes_while_what_they_had_ends_waits_for_nobody_at_a_closed_plan(world: World) -> None:
    world.found(agents=1)
    visitor = world.visitor()
    first = begin(world, visitor)
    plans.update_plan(world.desk, "demo", {"open": False}, None)

    with when_it_is_looked_at(world, visitor, first):
        second = begin(world, visitor, name="c2")

    assert second != first
    assert conversations.find(world.desk, second).state == CLOSED
