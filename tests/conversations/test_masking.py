"""What visitors write is stored as written, and shown to agents without its abuse where the plan says so (E5)."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.conversations import service
from chalicelib.conversations.api.views import BY_AGENTS, Seen, show_entry, show_page
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.masks import MASK, masked
from chalicelib.knowledge.service import unsaid
from chalicelib.people.model.rights import AGENT, BUILT_IN, GROUP_LEADER, SUPERVISOR
from chalicelib.search.service import finding
from chalicelib.search.service.finding import Question
from tests.conversations.talks import Talk, talking
from tests.in_process import Asking
from tests.worlds import World, counted


def forbidding(world: World, *, masks: bool = True) -> Talk:
    """A conversation of a plan that masks, or not; ``idiot`` is abusive there, ``no idea`` is not."""
    for words, kind in ((["idiot", "去死"], "abusive"), (["no idea"], "negative")):
        unsaid.create_unsaid(world.desk, SYSTEM, {"words": words, "kind": kind, "effect": "stop"})
    return talking(world, limits={"mask_abuse": masks})


def test_agents_see_a_mask_and_visitors_what_they_wrote(world: World) -> None:
    talk = forbidding(world)

    entry = talk.says("You ＩＤＩＯＴ, no idea at all, 去死吧")

    seen = show_entry(entry, BY_AGENTS)
    assert (seen.text, seen.masked, seen.as_written) == (f"You {MASK}, no idea at all, {MASK}吧", True, None)
    (own,) = talk.shown_to_visitor(entry.seq - 1)
    assert (own.text, own.masked) == ("You ＩＤＩＯＴ, no idea at all, 去死吧", False)
    assert talk.header.last_text == seen.text


def test_visitors_find_their_own_words_in_the_list_of_their_conversations(world: World) -> None:
    talk, http = forbidding(world), Asking()
    token = http.visit()
    http.begin(token, text="You idiot")

    def listed() -> str:
        (own,) = http.ask("GET", "/v1/widget/demo/conversations", token).said["items"]
        return str(own["last_text"])

    first = listed()
    begun = http.ask("GET", "/v1/widget/demo/conversations", token).said["items"][0]["conversation_id"]
    service.reply(world.desk, world.now(talk.agent), begun, "Sorry?", "r")

    assert (first, listed()) == ("You idiot", "Sorry?")


def test_it_is_revealed_to_those_who_may(world: World) -> None:
    talk = forbidding(world)
    seq = talk.says("idiot").seq

    page = reading.read_transcript(world.desk, world.now(talk.agent), talk.conversation_id, seq - 1, 10)
    shown = show_page(page, world.desk.now(), 0, Seen(to_agents=True, as_written=True))

    assert [(each.text, each.as_written) for each in shown.entries] == [(MASK, "idiot")]
    may = [each for each in BUILT_IN if "conversations.as_written" in BUILT_IN[each].permissions]
    assert AGENT not in may
    assert {GROUP_LEADER, SUPERVISOR} <= set(may)


def test_a_plan_that_does_not_say_so_shows_everything(world: World) -> None:
    talk = forbidding(world, masks=False)

    entry = talk.says("You idiot")

    assert show_entry(entry, BY_AGENTS).text == "You idiot"


def test_a_first_message_is_masked_too(world: World) -> None:
    talk = forbidding(world)
    first = StartConversation(text="idiots and idiot", client_id="f")

    begun = service.start_conversation(world.desk, world.visitor(), "demo", first)

    assert show_entry(begun.page.entries[0], BY_AGENTS).text == f"idiots and {MASK}"
    assert talk.header.masks


def test_what_is_edited_is_masked_and_so_is_what_it_was(world: World) -> None:
    talk = forbidding(world)
    seq = talk.says("You idiot").seq

    talk.takes_back(seq, "Sorry, idiot", "e")
    entry, change = talk.shown_to(talk.agent, former=True)[seq - 1 : seq + 1]

    assert (entry.text, entry.former, entry.masked) == (f"Sorry, {MASK}", f"You {MASK}", True)
    assert (change.text, talk.header.last_text) == (f"Sorry, {MASK}", f"Sorry, {MASK}")
    assert talk.shown_to_visitor(seq - 1)[0].text == "Sorry, idiot"


def test_what_was_withdrawn_has_nothing_to_mask(world: World) -> None:
    talk = forbidding(world)
    seq = talk.says("You idiot").seq

    talk.takes_back(seq)

    entry = talk.shown_to(talk.agent)[seq - 1]
    assert (entry.text, entry.masked, entry.withdrawn) == ("", False, True)


def test_search_shows_what_agents_see(world: World) -> None:
    talk = forbidding(world)
    talk.says("Where is parcel 4711, idiot?")
    world.clock.forward(seconds=6)
    while work.run_due(world.desk, limit=1_000):
        pass

    (result,), _ = finding.search(world.desk, world.now(talk.agent), Question("4711"), None)

    assert result.lines[0].text == f"Where is parcel 4711, {MASK}?"


def test_a_post_takes_two_requests_with_the_words_read_lately_or_not(world: World) -> None:
    talk = forbidding(world)
    costs = []

    for number in range(3):
        with counted() as requests:
            talk.says("idiot", f"m{number}")
        costs.append(requests.names)
        world.clock.forward(seconds=6)

    read_before, read_along = ["GetItem", "TransactWriteItems"], ["BatchGetItem", "TransactWriteItems"]
    assert costs == [read_before, read_before, read_along]


def test_a_container_that_saw_only_plans_that_mask_nothing_masks_all_the_same(world: World) -> None:
    talk = forbidding(world)
    world.desk.kept.clear()
    world.desk.kept["masking"] = False

    entry = talk.says("idiot")

    assert show_entry(entry, BY_AGENTS).text == MASK


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=8, unique=True))
def test_a_mask_stands_for_each_span_and_all_else_is_as_it_was(text: str, places: list[int]) -> None:
    ends = sorted(each for each in places if each <= len(text))
    spans = list(pairwise(ends))[::2]

    shown = masked(text, spans)

    assert shown.count(MASK) >= len(spans)
    assert len(shown) == len(text) + sum(len(MASK) - (end - start) for start, end in spans)
