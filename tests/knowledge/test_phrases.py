"""Phrases on their shelves: who keeps which, who reads them, and nothing is lost or there twice."""

from __future__ import annotations

import pytest

from chalicelib.core import audit
from chalicelib.core.errors import NotFound
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.knowledge.model.phrases import Phrase, ShelfFull
from chalicelib.knowledge.service import phrases, shelves
from chalicelib.knowledge.service.phrases import Hand
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, PermissionNeeded
from tests.crashes import Death, at_each_write
from tests.followups.stage import caller
from tests.worlds import World, at_once, counted

HELLO = {"title": "Hello", "text": "Hello {name}"}


def hand(world: World, agent: Agent) -> Hand:
    return Hand(world.desk, caller(world.now(agent)))


def made(world: World, agent: Agent, shelf: str = "own", **fields: str) -> Phrase:
    return phrases.create_phrase(hand(world, agent), shelf, {**HELLO, **fields})[1]


def seen_by(world: World, agent: Agent) -> list[tuple[str, str]]:
    read = shelves.read_shelves(world.desk, world.now(agent))
    return [(each.owner.reach, phrase.title) for each in read for phrase in each.phrases]


def group_id(world: World) -> str:
    assert world.group is not None
    return world.group.group_id


@pytest.mark.also_on_moto
def test_an_agent_reads_the_companys_their_groups_and_their_own_in_one_request(world: World) -> None:
    leader, member = world.found(agents=2)
    boss = world.agent(role=ADMINISTRATOR)
    made(world, boss, "company", title="Ours")
    made(world, leader, group_id(world), title="Group's")
    made(world, member, title="Mine")
    reader = world.now(member)

    with counted() as requests:
        shelves.read_shelves(world.desk, reader)

    assert seen_by(world, member) == [("company", "Ours"), ("group", "Group's"), ("own", "Mine")]
    assert seen_by(world, boss) == [("company", "Ours")]
    assert requests.names == ["BatchGetItem"]


def test_a_shelf_is_changed_by_its_owner_its_groups_leader_or_who_keeps_the_companys(world: World) -> None:
    leader, member = world.found(agents=2)
    other_leader = world.agent(role=GROUP_LEADER)

    with pytest.raises(NotYours):
        made(world, member, group_id(world))
    with pytest.raises(NotYours):
        made(world, other_leader, group_id(world))
    with pytest.raises(PermissionNeeded):
        made(world, leader, "company")
    with pytest.raises(NotFound):
        made(world, leader, "grp_nothing")
    with pytest.raises(NotYours):
        shelves.read_shelf(world.desk, world.now(other_leader), group_id(world))

    assert made(world, leader, group_id(world)).version == 1


def test_what_is_changed_for_others_is_in_the_audit_log_and_what_is_ones_own_is_not(world: World) -> None:
    leader, _ = world.found(agents=2)

    mine, ours = made(world, leader), made(world, leader, group_id(world))
    for shelf, each in (("own", mine), (group_id(world), ours)):
        phrases.update_phrase(hand(world, leader), shelf, each.phrase_id, {"text": "Hi"})
        phrases.delete_phrase(hand(world, leader), shelf, each.phrase_id)
        phrases.delete_phrase(hand(world, leader), shelf, each.phrase_id)

    acts = [(each.act, each.about) for each in audit.whole_month(world.desk, "2026-11") if "phrase" in each.act]
    assert acts == [(act, ours.phrase_id) for act in ("create_phrase", "update_phrase", "delete_phrase")]


@pytest.mark.also_on_moto
def test_a_phrase_that_is_made_twice_is_there_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    once, fields = Once.of("phrase", "key", HELLO), {**HELLO, "shortcut": "hi"}

    first, again = (phrases.create_phrase(hand(world, agent), "own", fields, once) for _ in range(2))

    assert (first[2], again[2]) == (False, True)
    assert first[:2] == again[:2]
    assert seen_by(world, agent) == [("own", "Hello")]


def test_two_who_change_different_phrases_or_fields_both_hold_and_of_the_same_field_one_hears_of_it(
    world: World,
) -> None:
    (leader, _), boss = world.found(agents=2), world.agent(role=ADMINISTRATOR)
    one, other = made(world, leader, group_id(world)), made(world, leader, group_id(world), title="Other")
    shelf = group_id(world)

    results = at_once(
        [
            lambda: phrases.update_phrase(hand(world, leader), shelf, one.phrase_id, {"text": "A"}),
            lambda: phrases.update_phrase(hand(world, boss), shelf, one.phrase_id, {"title": "B"}),
            lambda: phrases.update_phrase(hand(world, boss), shelf, other.phrase_id, {"text": "C"}),
            lambda: made(world, leader, shelf, title="New"),
        ]
    )
    with pytest.raises(ChangedMeanwhile):
        phrases.update_phrase(hand(world, boss), shelf, one.phrase_id, {"text": "D"}, version=1)

    stored = shelves.read_shelf(world.desk, world.now(boss), shelf).phrases
    assert {type(each) for each in results} == {tuple, Phrase}
    assert [(each.title, each.text, each.version) for each in stored] == [
        ("B", "A", 3),
        ("Other", "C", 2),
        ("New", HELLO["text"], 1),
    ]


def test_of_two_who_take_the_same_shortcut_at_once_one_gets_it(world: World) -> None:
    (agent,) = world.found(agents=1)

    results = at_once([lambda: made(world, agent, shortcut="hi")] * 2)

    assert sorted(type(each).__name__ for each in results) == ["Phrase", "ShortcutTaken"]


def test_a_file_is_first_said_line_by_line_and_then_put_there_once_however_often_it_comes(world: World) -> None:
    (agent,) = world.found(agents=1)
    made(world, agent)
    text = "title,text\nHello,Hi there\nBad,{order}\nNew,Words\n"

    dry = phrases.import_phrases(hand(world, agent), "own", text, dry_run=True)
    before = seen_by(world, agent)
    first, again = (phrases.import_phrases(hand(world, agent), "own", text, dry_run=False) for _ in range(2))

    assert [each.outcome for each in dry.lines] == [each.outcome for each in first.lines]
    assert [each.outcome for each in first.lines] == ["changed", "refused", "added"]
    assert [each.outcome for each in again.lines] == ["unchanged", "refused", "unchanged"]
    assert before == [("own", "Hello")]
    assert [title for _, title in seen_by(world, agent)] == ["Hello", "New"]


def test_the_shipped_phrases_are_added_once_and_what_was_changed_of_them_stays(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)
    made(world, boss, "company", shortcut="bye")

    first = phrases.add_shipped_phrases(hand(world, boss))
    phrases.update_phrase(hand(world, boss), "company", "phr_thanks", {"text": "Bye!"})
    again = phrases.add_shipped_phrases(hand(world, boss))

    stored = {each.phrase_id: each for each in shelves.read_shelf(world.desk, world.now(boss), "company").phrases}
    assert (len(first.phrases), len(again.phrases), len(stored)) == (38, 0, 39)
    assert (stored["phr_thanks"].text, stored["phr_thanks"].shortcut) == ("Bye!", "")


def test_whoever_dies_at_any_write_and_tries_again_has_each_phrase_once(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)

    def story(death: Death) -> None:
        once = Once.of("phrase", f"{death.number}{death.written}", HELLO)
        fields = {**HELLO, "title": f"{death.number}{death.written}"}
        with death():
            phrases.create_phrase(hand(world, boss), "company", fields, once)
            phrases.add_shipped_phrases(hand(world, boss))
        _, phrase, _ = phrases.create_phrase(hand(world, boss), "company", fields, once)
        phrases.add_shipped_phrases(hand(world, boss))

        titles = [title for _, title in seen_by(world, boss)]
        assert titles.count(fields["title"]) == 1
        assert len(titles) == len(set(titles))
        phrases.delete_phrase(hand(world, boss), "company", phrase.phrase_id)
        for each in ("phr_thanks", "phr_else"):
            phrases.delete_phrase(hand(world, boss), "company", each)

    at_each_write(story, least=2)


def test_a_full_shelf_takes_no_more_but_can_be_shortened(world: World) -> None:
    (agent,) = world.found(agents=1)
    text = "title,text\n" + "".join(f"{number},Hello\n" for number in range(300))
    phrases.import_phrases(hand(world, agent), "own", text, dry_run=False)
    first = shelves.read_shelf(world.desk, world.now(agent), "own").phrases[0]

    with pytest.raises(ShelfFull):
        made(world, agent)
    phrases.update_phrase(hand(world, agent), "own", first.phrase_id, {"text": "Hi"})
    phrases.delete_phrase(hand(world, agent), "own", first.phrase_id)

    assert made(world, agent).title == "Hello"
