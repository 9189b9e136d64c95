"""What whoever serves a customer sees of them: visits, conversations, ratings, follow-ups, notes, tags (A5, F6)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.conversations.service import customers, editing
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.followups.service import lists as followups
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.offline.service import reading as offline
from chalicelib.surveys.service import reading as surveys
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import EditVisitor, NotYourNote, device_of
from tests.in_process import Answered, Asking
from tests.visitors.test_joining import caller_of, close, stranger, talk
from tests.vouching import Website
from tests.worlds import World, at_once, counted

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile MicroMessenger/8.0 Safari/604"


@pytest.fixture
def site(world: World) -> Website:
    world.found(agents=2)
    return Website(world)


def known(site: Website) -> tuple[Any, Any, str]:
    """A customer who was here before anybody knew them, and writes now; the agent who has them."""
    token, before = stranger(site)
    close(site, before, talk(site, before, "Before"))
    _, given = site.sign_in("u1", known=token, name="Li", attributes={"Orders": 3})
    agent = site.world.online(site.world.now(site.world.agent())).agent
    return before, caller_of(site, given), agent.agent_id


@pytest.fixture
def agent(site: Website) -> Any:
    role = site.world.agent(role="administrator")
    return site.world.now(role)


def test_all_that_a_customer_said_is_listed_also_before_they_were_known(site: Website, agent: Any) -> None:
    _, after, _ = known(site)
    going = talk(site, after, "Now", "b")

    with counted() as requests:
        listed, more = customers.list_earlier(site.world.desk, agent, going, None)

    assert [(each.header.state, each.header.last_text) for each in listed[1:]] == [("closed", "Before")]
    assert (listed[0].header.conversation_id, more) == (going, False)
    assert len(listed) == 2
    assert len(requests) == 5


def test_what_others_were_told_is_not_read_by_whoever_does_not_reach_it(site: Website) -> None:
    world = site.world
    _, caller = stranger(site)
    going = talk(site, caller)
    outsider = world.now(world.agent())

    with pytest.raises(Forbidden):
        customers.list_earlier(world.desk, outsider, going, None)
    with pytest.raises(Forbidden):
        customers.list_notes(world.desk, outsider, going, None)


def test_visits_are_kept_with_page_and_device_and_the_oldest_make_room(site: Website, agent: Any) -> None:
    desk = site.world.desk
    hello = RegisterVisitor(page="https://shop.example/tea", referrer="https://search.example/")
    _, token, _ = visitors.register(desk, None, "demo", None, hello, None, CHROME)
    site.world.known(visitors.recognised(desk, token))
    for number in range(60):
        site.world.clock.forward(hours=1)
        page = RegisterVisitor(page=f"https://shop.example/{number}")
        visitors.register(desk, visitors.recognised(desk, token), "demo", None, page, None, WECHAT)
    going = talk(site, visitors.recognised(desk, token))

    visits = customers.list_visits(desk, agent, going)

    assert len(visits) == 50
    assert (visits[0].page, visits[0].device) == ("https://shop.example/59", "WeChat · iPhone")
    assert visits == sorted(visits, key=lambda each: each.at, reverse=True)


def test_a_device_is_named_by_words_of_ours_and_nothing_else_of_it_is_kept() -> None:
    named = [device_of(each) for each in (CHROME, WECHAT, "curl/8", "", "<script>Android")]

    assert named == ["Chrome · Windows", "WeChat · iPhone", None, None, "Android"]


def test_a_note_is_stored_once_and_newest_first_page_by_page(site: Website, agent: Any) -> None:
    desk, (_, after, _) = site.world.desk, known(site)
    going = talk(site, after, "Now", "b")

    first, again = customers.add_note(desk, agent, going, "Likes green tea", "n0")
    same, was_there = customers.add_note(desk, agent, going, "Likes green tea", "n0")
    for number in range(1, 35):
        customers.add_note(desk, agent, going, f"note {number}", f"n{number}")
    page, more = customers.list_notes(desk, agent, going, None)
    rest, end = customers.list_notes(desk, agent, going, page[-1].note_id)

    assert (again, was_there, same) == (False, True, first)
    assert (len(page), more, len(rest), end) == (30, True, 5, False)
    assert rest[-1].text == "Likes green tea"
    assert page[0].by.name == agent.name


def test_tags_are_an_edit_like_any_other_and_few(site: Website, agent: Any) -> None:
    desk, (_, after, _) = site.world.desk, known(site)
    customer_id = after.visitor_id

    tagged = editing.edit_visitor(desk, agent, customer_id, EditVisitor(tags=(" tea ", "gift", "tea")))
    renamed = editing.edit_visitor(desk, agent, customer_id, EditVisitor(name="Li Lei"))
    bare = editing.edit_visitor(desk, agent, customer_id, EditVisitor(tags=()))

    assert visitors.list_tags(desk) == ["gift", "tea"]
    assert (tagged.tags, renamed.tags, bare.tags) == (("tea", "gift"), ("tea", "gift"), ())
    with pytest.raises(Invalid):
        editing.edit_visitor(desk, agent, customer_id, EditVisitor(tags=("x" * 41,)))


def test_messages_ratings_and_follow_ups_of_the_customer_are_listed_as_far_as_one_reaches(
    site: Website, agent: Any
) -> None:
    desk, (before, after, _) = site.world.desk, known(site)
    form = LeaveMessage(name="Li", email="li@shop.example", text="Call me", client_id="m")
    leaving.leave_message(desk, after, "demo", None, form)
    going = talk(site, after, "Now", "b")

    messages, _ = offline.list_for_customer(desk, agent, going, None)
    ratings, _ = surveys.of_customer(desk, agent, going, None)
    follow_ups, _ = followups.list_for_customer(desk, agent, going, None)

    assert [each[1].text for each in messages if each[1]] == ["Call me"]
    assert len(ratings) == 2
    assert follow_ups == []
    assert before.visitor_id != after.visitor_id


def test_the_card_says_what_the_website_proved(site: Website) -> None:
    asking = Asking()
    administrator = site.world.agent(role="administrator")
    token = asking.come_online(administrator)
    _, given = site.sign_in("u1", name="Li", attributes={"Orders": 3})
    going = asking.begin(given)

    card: Answered = asking.ask("GET", f"/v1/desk/conversations/{going}", token)
    notes = asking.ask(
        "POST", f"/v1/desk/conversations/{going}/customer-notes", token, {"text": "Tea", "client_id": "a"}
    )
    listed = asking.ask("GET", f"/v1/desk/conversations/{going}/customer-notes", token)

    assert (card.said["visitor"]["user_id"], card.said["visitor"]["attributes"]) == ("u1", {"Orders": 3})
    assert (notes.status, [each["text"] for each in listed.said["items"]]) == (201, ["Tea"])


def written(site: Website, agent: Any, going: str, text: str = "Calls at noon") -> Any:
    return customers.add_note(site.world.desk, agent, going, text, "n")[0]


def edited(site: Website, agent: Any, going: str, note: Any, text: str, version: int | None = None) -> Any:
    return customers.edit_note(site.world.desk, agent, going, note.note_id, text, version)


def test_a_note_has_other_words_at_any_time_and_what_it_said_is_kept(site: Website, agent: Any) -> None:
    going = talk(site, known(site)[1], "Now", "b")
    note = written(site, agent, going)

    site.world.clock.forward(days=30)
    after = edited(site, agent, going, edited(site, agent, going, note, "Calls at one"), "Calls at two", 1)

    assert (after.text, after.version, after.at) == ("Calls at two", 2, note.at)
    assert (after.edited_at - note.at).days == 30
    assert customers.list_notes(site.world.desk, agent, going, None) == ([after], False)
    former, more = customers.list_former(site.world.desk, agent, going, note.note_id, None)
    assert ([each.text for each in former], more) == (["Calls at one", "Calls at noon"], False)
    earlier, _ = customers.list_former(site.world.desk, agent, going, note.note_id, 1)
    assert [each.text for each in earlier] == ["Calls at noon"]


def test_the_same_words_once_more_change_nothing(site: Website, agent: Any) -> None:
    going = talk(site, known(site)[1], "Now", "b")
    note = written(site, agent, going)

    assert edited(site, agent, going, note, " Calls at noon ") == note
    assert customers.list_former(site.world.desk, agent, going, note.note_id, None) == ([], False)


def test_a_note_is_given_other_words_by_its_author_only_and_as_they_know_it(site: Website, agent: Any) -> None:
    going = talk(site, known(site)[1], "Now", "b")
    note = written(site, agent, going)
    other = site.world.now(site.world.agent(role="administrator"))

    with pytest.raises(NotYourNote):
        edited(site, other, going, note, "Calls never")
    edited(site, agent, going, note, "Calls at one")
    with pytest.raises(ChangedMeanwhile):
        edited(site, agent, going, note, "Calls at two", 0)
    with pytest.raises(NotFound):
        customers.edit_note(site.world.desk, agent, going, "not_nothing", "x", None)
    with pytest.raises(Invalid):
        edited(site, agent, going, note, "\u200b")


def test_of_two_who_change_a_note_at_once_none_overwrites_what_they_had_not_seen(site: Website, agent: Any) -> None:
    going = talk(site, known(site)[1], "Now", "b")
    note = written(site, agent, going)

    results = at_once([partial(edited, site, agent, going, note, f"Calls at {each}") for each in range(4)])

    (kept,), _ = customers.list_notes(site.world.desk, agent, going, None)
    won = [each for each in results if not isinstance(each, Exception)]
    assert all(isinstance(each, ChangedMeanwhile) or each in won for each in results)
    former, _ = customers.list_former(site.world.desk, agent, going, note.note_id, None)
    assert kept.version == len(won) == len(former)
