"""Notes, quotes, and one's own words edited or withdrawn (A2, A8)."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from chalicelib.conversations import service, store
from chalicelib.conversations.model.composing import refuse_unchangeable
from chalicelib.conversations.model.conversation import ConversationClosed, Entry
from chalicelib.conversations.model.refusals import NotYourWords, TooLateToChange, WasWithdrawn
from chalicelib.conversations.model.words import CHANGED_WITHIN, Revision
from chalicelib.conversations.service import composing, reading, transitions
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import KeyReused
from chalicelib.knowledge.service.guarding import PLACE, forget_guards
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.mentions import MOST_UNSEEN, mentions_in
from chalicelib.people.model.reach import NotYours
from tests.bad_input.shop import EVERY_ROUTE, Shop, least
from tests.conversations.talks import Talk, talking
from tests.crashes import Death, at_each_write
from tests.worlds import MORNING, World, at_once, counted

ME = Author("agent", "agt_1", "Mei", "1001")


def said(revision: Revision | None = None, **fields: object) -> Entry:
    entry = Entry(4, "message", ME, "hello", MORNING, "open", "vis_1", revision=revision)
    return msgspec.structs.replace(entry, **fields)


def words(talk: Talk) -> list[str]:
    return [each.text for each in talk.shown_to_visitor() if each.kind == "message"]


# --- rules ----------------------------------------------------------------------------------------------------------


def test_a_message_can_be_changed_up_to_the_second_of_the_limit_and_not_after_it() -> None:
    message = said()

    in_time = refuse_unchangeable(message, ME, MORNING + CHANGED_WITHIN)

    assert in_time is message
    with pytest.raises(TooLateToChange):
        refuse_unchangeable(message, ME, MORNING + CHANGED_WITHIN * 1.0001)


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        (None, NotYourWords),
        (said(kind="note"), NotYourWords),
        (said(author=Author("agent", "agt_2")), NotYourWords),
        (said(author=Author("visitor", "agt_1")), NotYourWords),
        (said(Revision(5)), WasWithdrawn),
    ],
)
def test_only_ones_own_message_that_is_there_can_be_changed(message: Entry | None, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        refuse_unchangeable(message, ME, MORNING)


# --- edit and withdraw ----------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_what_was_edited_shows_its_new_words_to_both_and_the_former_ones_to_nobody_without_the_right(
    world: World,
) -> None:
    talk = talking(world, agents=2)
    wrong = talk.replies("It costs 10")

    talk.changes(wrong.seq, "It costs 11", "e1")
    talk.changes(wrong.seq, "It costs 12", "e2")

    everything = json.dumps(msgspec.to_builtins([talk.shown_to_visitor(), talk.shown_to(talk.agent)]), default=str)
    assert words(talk) == ["hi", "Hello", "It costs 12"]
    assert "It costs 10" not in everything
    assert "It costs 11" not in everything
    assert [each.former for each in talk.shown_to(talk.agent, former=True) if each.former] == [
        "It costs 10",
        "It costs 11",
    ]


def test_no_page_of_the_transcript_has_words_that_were_withdrawn(world: World) -> None:
    talk = talking(world)
    secret = talk.replies("my password is hunter2")
    talk.changes(secret.seq, "my password is hunter3", "e1")
    talk.changes(secret.seq, None, "e2")
    last = talk.header.last_seq

    pages = [talk.shown_to_visitor(after) for after in range(last)]
    before = [
        reading.read_transcript_before(world.desk, world.now(talk.agent), talk.conversation_id, seq, 2).entries
        for seq in range(2, last + 1)
    ]

    assert "hunter" not in json.dumps(msgspec.to_builtins(pages), default=str)
    assert "hunter" not in "".join(entry.words for entries in before for entry in entries)
    assert talk.header.last_text == ""
    assert [each.withdrawn for each in pages[0] if each.seq == secret.seq] == [True]


def test_a_transcript_stays_numbered_and_says_what_was_changed_by_entries_of_its_own(world: World) -> None:
    talk = talking(world)
    message = talk.replies("Helo again")

    edit = talk.changes(message.seq, "Hello again")

    page = store.page(world.desk, talk.conversation_id, 0, 100)
    assert page is not None
    assert [each.seq for each in page.entries] == list(range(1, edit.seq + 1))
    assert (edit.kind, edit.about, edit.text) == ("edited", message.seq, "Hello again")
    assert page.entries[message.seq - 1].text == "Helo again"


def test_the_preview_follows_the_last_message_only(world: World) -> None:
    talk = talking(world)
    first = talk.replies("same words")
    talk.says("same words")

    talk.changes(first.seq, "other words")

    assert talk.header.last_text == "same words"


def test_a_change_that_comes_twice_is_made_once_also_when_it_is_late_or_over_by_then(world: World) -> None:
    talk = talking(world)
    message = talk.replies("Helo")
    first = talk.changes(message.seq, None)

    world.clock.forward(minutes=5)
    again = talk.changes(message.seq, None)
    transitions.end_conversation(world.desk, world.now(talk.agent), talk.conversation_id)
    once_more = talk.changes(message.seq, None)

    assert first.seq == again.seq == once_more.seq
    with pytest.raises(KeyReused):
        talk.changes(message.seq, "other")
    with pytest.raises(ConversationClosed):
        talk.changes(message.seq, None, "another")


def test_a_visitor_changes_their_own_words_and_nobody_elses(world: World) -> None:
    talk = talking(world)
    mine, other = talk.says("Hi, where is my pracel?"), world.visitor()

    talk.takes_back(mine.seq, "Hi, where is my parcel?", "e1")
    talk.takes_back(1, None, "e2")

    assert words(talk) == ["", "Hello", "Hi, where is my parcel?"]
    with pytest.raises(NotYourWords):
        talk.takes_back(3, None, "e3")
    with pytest.raises(NotFound):
        talk._replace(visitor=other).takes_back(mine.seq, None, "e4")


def test_of_an_edit_beside_a_withdrawal_at_the_same_moment_the_message_is_as_the_last_one_says(
    new_world: Callable[[], World],
) -> None:
    talk = talking(new_world())
    message = talk.replies("Helo")

    answers = at_once([lambda: talk.changes(message.seq, "Hello", "e1"), lambda: talk.changes(message.seq, None, "e2")])

    entries = talk.shown_to_visitor()
    kinds = [each.kind for each in entries if each.about == message.seq]
    assert kinds in (["edited", "withdrawn"], ["withdrawn"])
    assert [each.text for each in entries if each.seq == message.seq] == [""]
    refusals = [each for each in answers if isinstance(each, Exception)]
    assert [type(each) for each in refusals] == [WasWithdrawn] * (2 - len(kinds))


def test_whenever_a_change_dies_it_is_there_whole_or_not_at_all_and_once_after_it_came_again(
    new_world: Callable[[], World],
) -> None:
    def story(death: Death) -> None:
        talk = talking(new_world())
        message = talk.replies("Helo")

        with death():
            talk.changes(message.seq, "Hello")
        talk.changes(message.seq, "Hello")

        assert [each.about for each in talk.shown_to_visitor() if each.kind == "edited"] == [message.seq]
        assert words(talk) == ["hi", "Hello", "Hello"]

    at_each_write(story)


def test_a_message_costs_what_it_did_and_a_change_two_requests(world: World) -> None:
    talk = talking(world)
    message = talk.replies("Helo")

    with counted() as quoting:
        talk.says("yes", quote=message.seq)
    with counted() as changing:
        composing.change_reply(world.desk, talk.agent, talk.conversation_id, message.seq, "Hello", "e")
    with counted() as noting:
        composing.write_note(world.desk, talk.agent, talk.conversation_id, "?", "n")

    assert (len(quoting), len(changing), len(noting)) == (2, 2, 2)


# --- quotes ---------------------------------------------------------------------------------------------------------


def test_a_message_says_which_one_it_answers_to_both_sides(world: World) -> None:
    talk = talking(world)

    answer = talk.replies("Yes", quote=1)
    question = talk.says("Sure?", quote=answer.seq)

    quotes = {each.seq: each.quote for each in talk.shown_to_visitor() if each.quote}
    assert quotes == {answer.seq: 1, question.seq: answer.seq}
    assert {each.seq: each.quote for each in talk.shown_to(talk.agent) if each.quote} == quotes


def test_what_no_visitor_sees_or_is_no_message_cannot_be_quoted(world: World) -> None:
    talk = talking(world)
    note = talk.notes("careful")

    for seq in (note.seq, 2, 99):
        with pytest.raises(Invalid):
            talk.replies("?", f"c{seq}", quote=seq)
        with pytest.raises(Invalid):
            talk.says("?", f"c{seq}", quote=seq)


# --- notes ----------------------------------------------------------------------------------------------------------


def test_a_note_is_for_agents_and_changes_nothing_of_what_is_owed(world: World) -> None:
    talk = talking(world)
    talk.says("Where is it?")
    before = talk.header

    note = talk.notes("They are angry")

    assert [each.text for each in talk.shown_to(talk.agent) if each.kind == "note"] == ["They are angry"]
    assert "angry" not in json.dumps(msgspec.to_builtins(talk.shown_to_visitor()), default=str)
    assert note.seq not in [each.seq for each in talk.shown_to_visitor()]
    assert (talk.header.last_text, talk.header.asked) == (before.last_text, before.asked)


def test_whoever_is_mentioned_hears_of_it_may_read_and_is_reminded_until_they_have(world: World) -> None:
    talk = talking(world, agents=2)
    (colleague,) = talk.colleagues
    with pytest.raises(NotYours):
        talk.shown_to(colleague)

    note = talk.notes("Do you know this order?", colleague)

    told = mentions_in(world.now(colleague).mentioned)
    assert [(each.conversation_id, each.seq, each.by) for each in told] == [
        (talk.conversation_id, note.seq, talk.agent.name)
    ]
    assert talk.shown_to(colleague, read=note.seq - 1)[-1].text == "Do you know this order?"
    assert world.now(colleague).mentioned
    talk.shown_to(colleague, read=note.seq)
    assert not world.now(colleague).mentioned
    with pytest.raises(NotYours):
        service.reply(world.desk, world.now(colleague), talk.conversation_id, "I do", "r")
    assert talk.shown_to(colleague)


def test_whoever_has_twenty_unread_is_told_of_no_more_and_an_unknown_colleague_is_refused(world: World) -> None:
    talk = talking(world, agents=2)
    (colleague,) = talk.colleagues

    for number in range(MOST_UNSEEN + 1):
        talk.notes("?", colleague, client_id=f"n{number}")

    assert len(world.now(colleague).mentioned) == MOST_UNSEEN
    with pytest.raises(Invalid):
        composing.write_note(world.desk, world.now(talk.agent), talk.conversation_id, "?", "x", ["agt_nobody"])


def test_a_note_that_comes_twice_is_there_once_and_names_nobody_twice(world: World) -> None:
    talk = talking(world, agents=2)
    (colleague,) = talk.colleagues

    notes = [talk.notes("Look", colleague), talk.notes("Look", colleague)]

    assert notes[0].seq == notes[1].seq
    assert len(mentions_in(world.now(colleague).mentioned)) == 1


def test_a_note_in_what_is_not_ones_own_is_in_the_audit_log(world: World) -> None:
    talk = talking(world)
    supervisor = world.agent(role="supervisor")

    talk.notes("Offer them a refund", by=supervisor)

    assert "write_note" in talk.acts()


def test_nobody_beyond_their_reach_writes_a_note_or_changes_anothers_words(world: World) -> None:
    talk = talking(world, agents=2)
    (colleague,) = talk.colleagues

    with pytest.raises(NotYours):
        talk.notes("?", by=colleague)
    with pytest.raises(NotYours):
        talk.changes(3, None, agent=colleague)
    with pytest.raises(NotYourWords):
        talk.changes(3, None, agent=world.agent(role="supervisor"))


def test_no_route_of_visitors_answers_with_anything_of_a_note(world: World) -> None:
    shop = Shop(world)
    desk_path = f"/v1/desk/conversations/{shop.mine}"
    note = {"text": "they owe us 99 yuan", "client_id": "n", "mentions": [shop.known["agent_id"]]}
    assert shop.ask("POST", f"{desk_path}/notes", shop.agent, note).status == 201

    routes = [each for each in EVERY_ROUTE if each.path.startswith("/v1/widget/")]
    stays = [each for each in routes if not each.path.endswith("/sign-out")]
    answers = [
        shop.ask(each.method, shop.path(each), shop.visitor, least(each.body) if each.body else None) for each in stays
    ]
    again = shop.ask(
        "POST", "/v1/widget/demo/conversations", shop.visitor, {"text": "one more", "client_id": "another"}
    )

    assert len(routes) > 10
    assert again.status in (200, 201)
    assert not any("99 yuan" in str(each.said) or '"note"' in str(each.said) for each in [*answers, again])
    assert "99 yuan" in str(shop.ask("GET", f"{desk_path}/entries", shop.agent).said)


# --- notes, changed -------------------------------------------------------------------------------------------------


def test_a_note_is_changed_by_its_author_for_two_minutes_and_no_visitor_hears_of_it(world: World) -> None:
    talk = talking(world, agents=2)
    note = talk.notes("@Agent wnats it back", talk.colleagues[0])
    before = talk.shown_to_visitor()

    change = changed_note(talk, note.seq, "@Agent wants it back", "e1")
    again = changed_note(talk, note.seq, "@Agent wants it back", "e1")

    assert (change.kind, change.about, again.seq) == ("note_edited", note.seq, change.seq)
    now, told = talk.shown_to(talk.agent, former=True)[note.seq - 1 :]
    assert (now.text, now.former, now.mentions) == ("@Agent wants it back", "@Agent wnats it back", note.mentions)
    assert (now.revised, told.text) == (change.seq, "@Agent wants it back")
    assert talk.shown_to_visitor() == before
    assert talk.shown_to(talk.agent)[note.seq - 1].former is None


def test_a_note_that_was_withdrawn_says_nothing(world: World) -> None:
    talk = talking(world)
    note = talk.notes("secret")
    forget_guards(world.desk)

    changed_note(talk, note.seq, None, "e1")

    shown = talk.shown_to(talk.agent)[note.seq - 1]
    assert (shown.text, shown.withdrawn) == ("", True)
    assert PLACE not in world.desk.kept
    with pytest.raises(WasWithdrawn):
        changed_note(talk, note.seq, "more", "e2")


def test_a_note_is_not_changed_late_nor_by_another_nor_as_a_message(world: World) -> None:
    talk = talking(world, agents=2)
    note, message = talk.notes("mine"), talk.replies("hello")
    boss = world.agent(role="supervisor")

    with pytest.raises(NotYourWords):
        changed_note(talk, note.seq, "theirs", "e1", boss)
    with pytest.raises(NotYourWords):
        talk.changes(note.seq, "a message", "e2")
    with pytest.raises(NotYourWords):
        changed_note(talk, message.seq, "a note", "e3")
    world.clock.forward(seconds=121)
    with pytest.raises(TooLateToChange):
        changed_note(talk, note.seq, "late", "e4")


def changed_note(talk: Talk, seq: int, text: str | None, client_id: str, by: Agent | None = None) -> Entry:
    who = talk.world.now(by or talk.agent)
    return composing.change_note(talk.world.desk, who, talk.conversation_id, seq, text, client_id)[0]
