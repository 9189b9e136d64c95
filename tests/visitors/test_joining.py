"""A visitor proves to be a customer, and their past is the customer's: both proved, or nothing (A5)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import intake, reading
from chalicelib.core.errors import NotFound, Unauthorized
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.crashes import Death, at_each_write
from tests.vouching import Website
from tests.worlds import World, at_once, counted


@pytest.fixture
def site(world: World) -> Website:
    world.found(agents=1)
    return Website(world)


def stranger(site: Website, plan: str = "demo") -> tuple[str, visitors.Caller]:
    desk = site.world.desk
    _, token, _ = visitors.register(desk, None, plan, None, RegisterVisitor(locale="en"))
    return token, visitors.recognised(desk, token)


def talk(site: Website, caller: visitors.Caller, text: str = "Hello?", client_id: str = "a") -> str:
    first = StartConversation(text=text, client_id=client_id)
    return conversations.start_conversation(site.world.desk, caller, "demo", first).conversation_id


def close(site: Website, caller: visitors.Caller, conversation_id: str) -> None:
    conversations.close_by_visitor(site.world.desk, caller, "demo", conversation_id)


def said_in(site: Website, caller: visitors.Caller, conversation_id: str) -> list[str]:
    page = reading.read_entries(site.world.desk, caller, "demo", conversation_id, 0, 100)
    return [each.text for each in page.entries if each.kind == "message"]


def write(site: Website, caller: visitors.Caller, conversation_id: str, text: str) -> Any:
    return intake.post_message(site.world.desk, caller, "demo", conversation_id, text, text)


def caller_of(site: Website, token: str) -> visitors.Caller:
    return visitors.recognised(site.world.desk, token)


@pytest.mark.also_on_moto
def test_the_past_of_a_visitor_is_the_customers_once_both_are_proved(site: Website) -> None:
    token, before = stranger(site)
    old = talk(site, before, "Before")
    close(site, before, old)

    customer, given = site.sign_in("u1", known=token)

    after = caller_of(site, given)
    assert customer.visitor_id != before.visitor_id
    assert visitors.own_ids(site.world.desk, after) == (customer.visitor_id, before.visitor_id)
    assert said_in(site, after, old) == ["Before"]
    assert visitors.card(site.world.desk, before.visitor_id).visitor_id == customer.visitor_id


def test_a_conversation_that_is_open_goes_on_as_the_customers(site: Website) -> None:
    token, before = stranger(site)
    going = talk(site, before)

    customer, given = site.sign_in("u1", known=token, name="Li", level="vip")
    write(site, caller_of(site, given), going, "As a customer")
    write(site, before, going, "From another tab")
    again = talk(site, caller_of(site, given), "Added", "b")

    header = conversations.find(site.world.desk, going)
    assert (header.visitor_id, header.visitor_name, header.level) == (customer.visitor_id, "Li", "vip")
    assert (customer.open_conversation_id, again) == (going, going)
    assert said_in(site, caller_of(site, given), going) == ["Hello?", "As a customer", "From another tab", "Added"]
    close(site, caller_of(site, given), going)
    assert visitors.card(site.world.desk, customer.visitor_id).open_conversation_id is None


def test_who_proves_twice_is_joined_once(site: Website) -> None:
    token, before = stranger(site)
    close(site, before, talk(site, before))

    first, _ = site.sign_in("u1", known=token)
    second, _ = site.sign_in("u1", known=token)

    assert first.joined == second.joined == (before.visitor_id,)


def test_nothing_joins_without_a_proof_of_both(site: Website) -> None:
    token, before = stranger(site)
    old = talk(site, before)
    close(site, before, old)

    _, theirs = site.sign_in("u1")
    _, of_another = site.sign_in("u2", known=theirs)

    for proved in (theirs, of_another):
        with pytest.raises(NotFound):
            said_in(site, caller_of(site, proved), old)
        assert len(visitors.own_ids(site.world.desk, caller_of(site, proved))) == 1
    assert said_in(site, visitors.recognised(site.world.desk, token), old) == ["Hello?"]


def test_a_visitor_who_is_one_customer_is_never_another(site: Website) -> None:
    token, before = stranger(site)
    old = talk(site, before)
    close(site, before, old)
    site.sign_in("u1", known=token)

    other, given = site.sign_in("u2", known=token)

    assert other.joined == ()
    with pytest.raises(NotFound):
        said_in(site, caller_of(site, given), old)


def test_a_token_that_proves_nothing_opens_nothing_of_the_customers(site: Website) -> None:
    token, before = stranger(site)
    close(site, before, talk(site, before))
    _, given = site.sign_in("u1", known=token)
    theirs = talk(site, caller_of(site, given), "Private", "b")

    with pytest.raises(NotFound):
        said_in(site, before, theirs)
    with pytest.raises(Unauthorized):
        talk(site, before, "Who am I?", "c")
    newcomer, _, was_here = visitors.register(site.world.desk, before, "demo", None, RegisterVisitor())
    assert (newcomer.visitor_id == before.visitor_id, was_here) == (False, False)


def test_no_proof_reaches_into_another_plan(site: Website) -> None:
    plans.create_plan(site.world.desk, "other", {})
    token, before = stranger(site)
    close(site, before, talk(site, before))
    other = Website(site.world, "other")

    with pytest.raises(Unauthorized):
        other.sign_in("u1", known=token)
    there, _ = other.sign_in("u1")
    here, _ = site.sign_in("u1")

    assert there.visitor_id != here.visitor_id


def test_whoever_has_no_past_leaves_nothing_behind(site: Website) -> None:
    token, _ = stranger(site)

    customer, _ = site.sign_in("u1", known=token)

    assert customer.joined == ()


def test_two_open_conversations_stay_apart_and_are_both_the_customers(site: Website) -> None:
    _, at_home = site.sign_in("u1")
    first = talk(site, caller_of(site, at_home), "At home")
    token, before = stranger(site)
    second = talk(site, before, "On the way")

    customer, given = site.sign_in("u1", known=token, name="Li")

    after = caller_of(site, given)
    assert customer.open_conversation_id == first
    assert [said_in(site, after, each) for each in (first, second)] == [["At home"], ["On the way"]]
    assert [conversations.find(site.world.desk, each).visitor_name for each in (first, second)] == ["Li", "Li"]
    write(site, after, second, "Still here")
    close(site, after, second)


def test_messages_that_were_left_before_are_the_customers(site: Website) -> None:
    desk = site.world.desk
    token, before = stranger(site)
    form = LeaveMessage(name="Li", email="li@shop.example", text="Call me", client_id="a")
    leaving.leave_message(desk, before, "demo", None, form)

    customer, given = site.sign_in("u1", known=token)

    own = leaving.list_own(desk, caller_of(site, given), "demo")
    assert [each.text for each in own] == ["Call me"]
    assert customer.email == "li@shop.example"


def test_a_message_is_left_by_nobody_who_is_somebody_else_by_now(site: Website) -> None:
    desk = site.world.desk
    token, before = stranger(site)
    close(site, before, talk(site, before))
    _, given = site.sign_in("u1", known=token)
    form = LeaveMessage(name="Li", email="li@shop.example", text="Call me", client_id="a")

    with pytest.raises(Unauthorized):
        leaving.leave_message(desk, before, "demo", None, form)

    assert leaving.list_own(desk, caller_of(site, given), "demo") == []


@pytest.mark.parametrize("ended", [True, False])
def test_it_may_die_at_each_write_and_is_done_by_asking_again(new_world: Any, ended: bool) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found(agents=1)
        site = Website(world)
        token, before = stranger(site)
        conversation = talk(site, before)
        if ended:
            close(site, before, conversation)

        with death():
            site.sign_in("u1", known=token, name="Li")
        customer, given = site.sign_in("u1", known=token, name="Li")

        assert customer.joined == (before.visitor_id,)
        assert said_in(site, caller_of(site, given), conversation) == ["Hello?"]
        assert (customer.open_conversation_id is None) == ended

    at_each_write(story)


@pytest.mark.race
def test_at_once_with_messages_nothing_is_lost_and_one_customer_is_made(atomic_world: World) -> None:
    atomic_world.found(agents=1)
    site = Website(atomic_world)
    token, before = stranger(site)
    going = talk(site, before)

    def say(number: int) -> Any:
        return write(site, before, going, f"word {number}")

    done = at_once(
        [lambda: site.sign_in("u1", known=token)] * 3 + [lambda number=number: say(number) for number in range(5)]
    )

    customers = {each[0].visitor_id for each in done[:3]}
    assert len(customers) == 1
    header = conversations.find(atomic_world.desk, going)
    assert header.visitor_id in customers
    after = caller_of(site, done[0][1])
    assert sorted(said_in(site, after, going)) == sorted(["Hello?", *(f"word {number}" for number in range(5))])
    assert visitors.card(atomic_world.desk, before.visitor_id).joined == (before.visitor_id,)


def test_a_customer_polls_with_one_request_also_after_they_were_handed_over(site: Website) -> None:
    token, before = stranger(site)
    going = talk(site, before)
    _, given = site.sign_in("u1", known=token)
    after = caller_of(site, given)
    write(site, after, going, "Here")

    with counted() as poll:
        said_in(site, after, going)
    with counted() as post:
        write(site, after, going, "And here")

    assert (len(poll), len(post)) == (1, 2)
