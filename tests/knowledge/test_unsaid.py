"""Words that must not be said: kept by those who may, looked for in replies, counted where they are said."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.audit import SYSTEM
from chalicelib.knowledge.model.shipped_unsaid import shipped_unsaid
from chalicelib.knowledge.model.unsaid import CHECKS, UnsaidFull, UnsaidWords, with_entries
from chalicelib.knowledge.service import unsaid
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, Watched, named_in
from tests.worlds import World, at_once, counted

LIST, ADMIN, SAID = "/v1/desk/unsaid-words", "/v1/admin/unsaid-words", "/v1/admin/said-words"
ENTRY: dict[str, Any] = {"words": ["不知道", "no idea"], "kind": "negative", "exceptions": ["知不知道"]}
STOPPED: dict[str, Any] = {"words": ["idiot"], "kind": "abusive", "effect": "stop"}


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


class Talk:
    """A conversation of an agent's over HTTP, at a desk whose administrator is there too."""

    def __init__(self, world: World, asking: Asking) -> None:
        (member,) = world.found(agents=1)
        self.asking, self.agent = asking, member
        self.admin = asking.sign_in(world.agent(role=ADMINISTRATOR))
        self.token = asking.come_online(member)
        self.conversation = asking.begin(asking.visit())

    def reply(self, text: str, client_id: str = "1") -> Any:
        path = f"/v1/desk/conversations/{self.conversation}/messages"
        return self.asking.ask("POST", path, self.token, {"text": text, "client_id": client_id})

    def forbid(self, entry: dict[str, Any]) -> Any:
        answer = self.asking.ask("POST", ADMIN, self.admin, entry)
        assert answer.status == 201, answer
        return answer.said


def test_an_entry_from_making_to_its_end(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    first = asking.ask("GET", LIST, talk.token)

    made, again = (
        asking.ask("POST", ADMIN, talk.admin, {**ENTRY, "plans": ["demo"]}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )
    path = f"{ADMIN}/{made.said['word_id']}"
    changed = asking.ask("PUT", path, talk.admin, {"effect": "stop", "active": False, "version": 1})
    stale = asking.ask("PUT", path, talk.admin, {"effect": "warn", "version": 1})
    read = asking.ask("GET", LIST, talk.token, headers={"If-None-Match": first.headers["etag"]})
    same = asking.ask("GET", LIST, talk.token, headers={"If-None-Match": read.headers["etag"]})
    gone = [asking.ask("DELETE", path, talk.admin).status for _ in range(2)]

    assert (made.status, again.status, again.said) == (201, 200, made.said)
    assert (changed.said["effect"], changed.said["active"], changed.said["version"]) == ("stop", False, 2)
    assert (changed.said["words"], changed.said["plans"], stale.status) == (["不知道", "no idea"], ["demo"], 409)
    assert (read.said["items"], same.status, gone) == ([changed.said], 304, [204, 204])
    assert asking.ask("GET", LIST, talk.token).said["items"] == []


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"words": []}, "words"),
    ({"words": ["ok", " "]}, "words.1"),
    ({"words": ["x" * 41]}, "words.0"),
    ({"words": ["x"] * 21}, "words"),
    ({"words": ["\u200b"]}, "words.0"),
    ({"exceptions": ["a\nb"]}, "exceptions.0"),
    ({"advice_zh": "x" * 201}, "advice_zh"),
    ({"kind": "rude"}, "kind"),
    ({"replaces": True}, "replaces"),
    ({"plans": ["nowhere"]}, "plans"),
]


def test_what_makes_no_sense_is_refused_named_and_changes_nothing(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    watched = Watched(world.desk)

    for wrong, field in SENSELESS:
        answer = asking.ask("POST", ADMIN, talk.admin, {**ENTRY, **wrong})

        assert (answer.status, named_in(answer)) == (422, [field]), answer
    assert asking.ask("POST", ADMIN, talk.token, ENTRY).status == 403
    assert asking.ask("PUT", f"{ADMIN}/nothing", talk.admin, {"active": False}).status == 404
    assert asking.ask("GET", f"{SAID}?from=2026-11-02&to=2026-11-01", talk.admin).status == 422
    assert watched.unchanged()


def test_a_word_that_is_stopped_is_not_stored_and_one_that_is_warned_of_is_counted(
    world: World, asking: Asking
) -> None:
    talk = Talk(world, asking)
    talk.forbid(STOPPED)
    talk.forbid(ENTRY)

    refused = talk.reply("You ＩＤＩＯＴ", "a")
    mended = talk.reply("您知不知道订单号？", "a")
    warned = [talk.reply("No idea, 不知道", "b") for _ in range(2)]
    said = asking.ask("GET", SAID, talk.admin).said["items"]

    assert (refused.status, refused.said["code"], named_in(refused)) == (422, "must_not_be_said", ["text"])
    assert (refused.said["word"], refused.said["kind"]) == ("ＩＤＩＯＴ", "abusive")
    assert (mended.status, [each.status for each in warned]) == (201, [201, 200])
    mine = next(each for each in said if each["agent_id"] == talk.agent.agent_id)
    day = f"{world.desk.now():%Y-%m-%d}"
    assert mine["days"] == [{"day": day, "abusive": 0, "negative": 1, "promising": 0, "replaced": 0, "stopped": 1}]
    assert (mine["negative"], mine["abusive"]) == (1, 0)


def test_a_list_of_another_plan_or_one_that_is_off_and_notes_stop_nobody(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    world_wide = talk.forbid(STOPPED)
    other = asking.ask("POST", "/v1/admin/plans", talk.admin, {"key": "other", "name": "Other", "group_ids": []})
    assert other.status == 201, other
    note = f"/v1/desk/conversations/{talk.conversation}/notes"

    noted = asking.ask("POST", note, talk.token, {"text": "an idiot?", "client_id": "n"})
    asking.ask("PUT", f"{ADMIN}/{world_wide['word_id']}", talk.admin, {"plans": ["other"]})
    elsewhere = talk.reply("idiot", "a")
    asking.ask("PUT", f"{ADMIN}/{world_wide['word_id']}", talk.admin, {"plans": []})
    here = talk.reply("idiot", "b")
    asking.ask("PUT", f"{ADMIN}/{world_wide['word_id']}", talk.admin, {"active": False})
    off = talk.reply("idiot", "c")

    assert (noted.status, elsewhere.status, here.status, off.status) == (201, 201, 422, 201)


def test_what_was_stored_before_the_word_was_forbidden_is_answered_as_before(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    first = talk.reply("idiot", "a")
    talk.forbid(STOPPED)

    again, new = talk.reply("idiot", "a"), talk.reply("idiot", "b")

    assert (first.status, again.status, again.said["seq"], new.status) == (201, 200, first.said["seq"], 422)


def test_a_message_that_is_edited_is_looked_through_too(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    seq = talk.reply("Good morning", "a").said["seq"]
    talk.forbid(STOPPED)
    path = f"/v1/desk/conversations/{talk.conversation}/messages/change"

    edited = asking.ask("POST", path, talk.token, {"seq": seq, "text": "idiot", "client_id": "e"})
    withdrawn = asking.ask("POST", path, talk.token, {"seq": seq, "text": None, "client_id": "w"})

    assert (edited.status, edited.said["code"], withdrawn.status) == (422, "must_not_be_said", 201)


def test_a_reply_takes_no_request_more_whether_or_not_the_words_must_be_read(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    talk.forbid(ENTRY)

    costs = []
    for number in range(2):
        with counted() as requests:
            assert talk.reply("No idea", str(number)).status == 201
        costs.append(requests.names[-2:])
        length = len(requests)

    assert costs == [["BatchGetItem", "TransactWriteItems"], ["GetItem", "TransactWriteItems"]]
    assert length == 3


def test_words_that_another_container_forbade_hold_within_ten_seconds(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    kept = talk.reply("idiot", "a")
    remembered = dict(world.desk.kept)
    talk.forbid(STOPPED)
    world.desk.kept.update(remembered)

    soon = talk.reply("idiot", "b")
    world.clock.forward(seconds=10)
    later = talk.reply("idiot", "c")

    assert (kept.status, soon.status, later.status) == (201, 201, 422)


def test_a_reply_counts_once_however_its_function_died(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    talk.forbid(ENTRY)
    replies = []

    def story(death: Death) -> None:
        name = f"{death.number}{death.written}"
        replies.append(name)
        with death():
            talk.reply("No idea", name)
        assert talk.reply("No idea", name).status in (200, 201)

        said = unsaid.counts(world.desk, [talk.agent], [world.desk.now().date()])
        assert said[0].negative == len(replies)

    at_each_write(story)


def test_the_shipped_words_are_added_once_and_stand_where_they_say(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)

    first, second = (asking.ask("POST", "/v1/admin/shipped-unsaid-words", talk.admin, {}) for _ in range(2))
    entries = unsaid.read_unsaid(world.desk).entries

    assert (first.said["added"], second.said["added"]) == (len(entries), 0)
    assert {each.kind for each in entries} == {"abusive", "negative", "promising"}
    assert all(any(word in longer for word in each.words) for each in entries for longer in each.exceptions)
    assert all(check(getattr(each, name)) == getattr(each, name) for each in entries for name, check in CHECKS.items())
    assert shipped_unsaid(with_entries(UnsaidWords(), entries)) == []


def test_those_who_forbid_at_once_lose_nothing(world: World) -> None:
    world.found()
    names = [f"word{number}" for number in range(6)]

    results = at_once(
        [
            lambda name=name: unsaid.create_unsaid(world.desk, SYSTEM, {**ENTRY, "words": [name]})  # type: ignore[misc]
            for name in names
        ]
        + [lambda: unsaid.add_shipped_unsaid(world.desk, SYSTEM) for _ in range(2)]
    )

    words = [word for each in unsaid.read_unsaid(world.desk).entries for word in each.words]
    assert not [each for each in results if isinstance(each, Exception)]
    assert set(names) < set(words)
    assert len(words) == len(set(words))


def test_there_is_room_for_three_hundred(world: World) -> None:
    entry = shipped_unsaid(UnsaidWords())[0]
    full = with_entries(UnsaidWords(), [type(entry)(f"uns_{each}", ("x",), "abusive") for each in range(300)])

    with pytest.raises(UnsaidFull):
        with_entries(full, [entry])


def test_what_agents_heed_is_counted_with_the_reply_by_word(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    stopped, warned = talk.forbid(STOPPED), talk.forbid(ENTRY)
    path = f"/v1/desk/conversations/{talk.conversation}/messages"
    heeded = {"replaced": [warned["word_id"], "uns_unknown"], "stopped": [stopped["word_id"]]}
    body = {"text": "No idea. One moment.", "client_id": "a", "heeded": heeded}

    with counted() as requests:
        answers = [asking.ask("POST", path, talk.token, body).status for _ in range(2)]
    words = asking.ask("GET", f"{SAID}/{talk.agent.agent_id}", talk.admin).said["items"]
    said = asking.ask("GET", SAID, talk.admin).said["items"]

    assert (answers, len(requests) / 2) == ([201, 200], 3)
    expected = {stopped["word_id"]: ("abusive", 0, 0, 1), warned["word_id"]: ("negative", 1, 1, 0)}
    assert {
        each["word_id"]: (each["kind"], each["ignored"], each["replaced"], each["stopped"]) for each in words
    } == expected
    mine = next(each for each in said if each["agent_id"] == talk.agent.agent_id)
    assert (mine["negative"], mine["abusive"], mine["replaced"], mine["stopped"]) == (1, 0, 1, 1)


def test_what_the_desk_itself_stops_is_counted_once_however_often_it_is_tried(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    entry = talk.forbid(STOPPED)

    refused = [talk.reply("You idiot", name).status for name in ("a", "a", "b")]
    asking.ask("DELETE", f"{ADMIN}/{entry['word_id']}", talk.admin)
    words = asking.ask("GET", f"{SAID}/{talk.agent.agent_id}", talk.admin).said["items"]

    assert refused == [422] * 3
    gone = {"word_id": entry["word_id"], "words": [], "kind": None}
    assert words == [{**gone, "ignored": 0, "replaced": 0, "stopped": 2}]


def test_who_said_what_is_for_those_who_reach_them(world: World, asking: Asking) -> None:
    talk = Talk(world, asking)
    talk.forbid(ENTRY)
    talk.reply("No idea", "a")
    path = f"{SAID}/{talk.agent.agent_id}"

    own = asking.ask("GET", path, talk.token)
    nobody = asking.ask("GET", f"{SAID}/agt_nobody", talk.admin)
    before = asking.ask("GET", f"{path}?from=2020-01-01&to=2020-01-02", talk.admin)

    assert (own.status, nobody.status, before.said["items"]) == (403, 404, [])
