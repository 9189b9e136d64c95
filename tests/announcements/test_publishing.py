"""Announcements are drafted, published at once or for a time, changed by editions, and end (E6)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.announcements.model.announcement import (
    MOST_URGENT,
    AnnouncementOver,
    EditionMoved,
    TooManyCurrent,
)
from chalicelib.announcements.service import reading
from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR, PermissionNeeded
from tests.announcements.stage import Stage, group
from tests.crashes import Death, at_each_write
from tests.worlds import World, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def test_a_draft_reaches_nobody_and_what_is_published_reaches_everybody(stage: Stage) -> None:
    draft = stage.draft()
    before = stage.ids(stage.agent)

    made = stage.publish(draft)

    assert before == []
    assert (made.state, made.edition, made.asked) == ("effective", 1, 1)
    for each in (stage.agent, stage.leader, stage.outsider, stage.supervisor, stage.boss):
        assert stage.ids(each) == [made.key]


def test_a_group_and_a_role_reach_their_own(stage: Stage) -> None:
    sales = stage.announce(audience={"group_ids": [stage.sales.group_id]})
    bosses = stage.announce(audience={"role_ids": [SUPERVISOR]})

    reached = {name: stage.ids(getattr(stage, name)) for name in ("agent", "leader", "outsider", "supervisor")}

    assert reached == {"agent": [sales.key], "leader": [sales.key], "outsider": [], "supervisor": [bosses.key]}


def test_one_with_a_time_comes_into_effect_then_and_expires_however_late_due_work_is(stage: Stage) -> None:
    draft = stage.draft(effective_at=stage.later(hours=1), expires_at=stage.later(hours=3))
    scheduled = stage.publish(draft)
    before = stage.ids(stage.agent)

    stage.forward(hours=1, seconds=1)
    during = stage.ids(stage.agent)
    stage.world.clock.forward(hours=2)  # and nothing that is due is done

    assert (scheduled.state, before, during) == ("scheduled", [], [scheduled.key])
    assert stage.ids(stage.agent) == []
    assert stage.current(stage.agent) == []
    stage.settle()
    held = reading.read_kept(stage.desk, stage.now(stage.boss), scheduled.key)
    assert (held.state, held.ended_at) == ("expired", held.expires_at)


def test_an_edition_is_read_again_where_that_is_said_and_else_not(stage: Stage) -> None:
    made = stage.announce()
    stage.confirm(stage.agent, made)

    small = stage.edition(made, title="Refunds (typo)", changes="A typo")
    after_small = stage.ids(stage.agent)
    large = stage.edition(small, body="From Tuesday on", changes="The day", read_again=True)

    assert (after_small, small.asked) == ([], 1)
    assert (stage.ids(stage.agent), large.edition, large.asked) == ([made.key], 3, 3)
    with pytest.raises(EditionMoved) as refused:
        stage.confirm(stage.agent, made, edition=2)
    assert refused.value.extra == {"edition": 3}
    receipt = stage.confirm(stage.agent, large)
    assert [number for number, _ in receipt.before] == [1]
    editions, _ = reading.list_editions(stage.desk, stage.now(stage.agent), made.key, None)
    assert [(each.number, each.changes) for each in editions] == [(3, "The day"), (2, "A typo"), (1, "")]
    assert editions[2].content.body == "From **Monday** on"


def test_another_audience_and_a_withdrawal_take_it_from_whom_it_is_not_for(stage: Stage) -> None:
    made = stage.announce(audience={"group_ids": [stage.sales.group_id]}, priority="urgent")

    moved = stage.edition(made, audience={"group_ids": [stage.tech.group_id]})
    between = [stage.ids(each) for each in (stage.agent, stage.outsider)]
    stage.withdraw(moved)

    assert between == [[], [made.key]]
    assert stage.now(stage.outsider).announced == ()
    with pytest.raises(NotYours):
        stage.confirm(stage.agent, made)
    with pytest.raises(AnnouncementOver):
        stage.confirm(stage.outsider, made)


def test_who_comes_or_joins_has_it_and_who_leaves_has_not(stage: Stage) -> None:
    everybody = stage.announce()
    sales = stage.announce(audience={"group_ids": [stage.sales.group_id]})
    newcomer = stage.world.agent()
    first = stage.ids(newcomer)

    ids = [*stage.sales.member_ids, newcomer.agent_id]
    people.update_group(stage.desk, stage.sales.group_id, UpdateGroup(member_ids=ids))
    joined = stage.ids(newcomer)
    people.update_group(stage.desk, stage.sales.group_id, UpdateGroup(member_ids=list(stage.sales.member_ids)))

    assert (first, set(joined)) == ([everybody.key], {everybody.key, sales.key})
    assert stage.ids(newcomer) == [everybody.key]


def test_who_has_another_role_has_what_is_for_that(stage: Stage) -> None:
    made = stage.announce(audience={"role_ids": [SUPERVISOR]})

    people.update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(role=SUPERVISOR))
    risen = stage.ids(stage.agent)
    people.update_agent(stage.desk, stage.supervisor.agent_id, UpdateAgent(role="agent"))

    assert (risen, stage.ids(stage.supervisor)) == ([made.key], [])


def test_a_leader_announces_to_their_groups_alone(stage: Stage) -> None:
    own = {"group_ids": [stage.sales.group_id]}
    made = stage.announce(stage.leader, audience=own, title="Own")

    for audience in ({"everybody": True}, {"group_ids": [stage.tech.group_id]}, own | {"role_ids": [SUPERVISOR]}):
        with pytest.raises(NotYours):
            stage.draft(stage.leader, audience=audience)
    with pytest.raises(NotYours):
        stage.edition(made, stage.other_leader, title="Theirs")
    with pytest.raises(NotYours):
        stage.withdraw(made, stage.other_leader)
    assert (stage.kept(stage.leader), stage.kept(stage.other_leader), stage.kept(stage.boss)) == (["Own"], [], ["Own"])


def test_others_see_no_draft_of_somebody_else(stage: Stage) -> None:
    draft = stage.draft(title="Secret")

    for each in (stage.leader, stage.agent):
        with pytest.raises(NotYours):
            reading.read_mine(stage.desk, stage.now(each), draft.key)

    assert (stage.kept(stage.leader), stage.kept(stage.supervisor)) == ([], ["Secret"])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": "  "}, "title"),
        ({"body": "a\x00b"}, "body"),
        ({"audience": {"everybody": True, "role_ids": ["agent"]}}, "audience"),
        ({"audience": {}}, "audience"),
        ({"audience": {"group_ids": ["grp_none"]}}, "audience.group_ids"),
        ({"audience": {"role_ids": ["king"]}}, "audience.role_ids"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"effective_at": "2099-01-01T00:00:00Z"}, "effective_at"),
        ({"answer": {"texts": {"fr": "Oui"}}}, "answer.texts.fr"),
        ({"answer": {"texts": {"en": "{nobody}"}}}, "answer.texts.en"),
        ({"answer": {"texts": {"en": "Yes"}, "shelf": "own"}}, "answer.shelf"),
        ({"answer": {"texts": {"en": "Yes"}, "article_id": "art_none"}}, "answer.article_id"),
        ({"answer": {"texts": {"en": "Yes"}, "phrase_ids": ["phr_none"]}}, "answer.phrase_ids"),
        ({"answer": {"texts": {"en": "Yes"}, "shelf": "no-such-group"}}, "answer.shelf"),
        ({"effective_at": "0001-01-01T00:00:00+14:00"}, "effective_at"),
        (
            {"audience": {"group_ids": ["a", "b"] * 5 + [f"g{n}" for n in range(10)], "role_ids": list("abcdefghi")}},
            "audience",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(stage: Stage, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        stage.draft(**fields)

    assert [each.field for each in refused.value.errors] == [wrong]


def test_one_that_says_nothing_is_not_published(stage: Stage) -> None:
    draft = stage.draft(body="")

    with pytest.raises(Invalid) as refused:
        stage.publish(draft)

    assert [each.field for each in refused.value.errors] == ["body"]


def test_no_edition_takes_away_all_that_there_is_to_read(stage: Stage) -> None:
    made = stage.announce(answer={"texts": {"en": "By Monday"}})
    short = stage.edition(made, body="")

    with pytest.raises(Invalid) as refused:
        stage.edition(short, answer=None)

    assert [each.field for each in refused.value.errors] == ["body"]


def test_who_saw_another_version_changes_nothing(stage: Stage) -> None:
    draft = stage.draft()
    stage.change(draft, title="Other")

    for act in (lambda: stage.change(draft, body="Mine"), lambda: stage.publish(draft)):
        with pytest.raises(ChangedMeanwhile):
            act()

    assert stage.kept(stage.boss) == ["Other"]


def test_the_same_request_twice_is_one_announcement(stage: Stage) -> None:
    first, second = stage.draft(key="k"), stage.draft(key="k")

    published, again = stage.publish(first, key="p"), stage.publish(first, key="p")

    assert (first.key, published.version) == (second.key, again.version)
    assert stage.kept(stage.boss) == ["Refunds"]


def test_only_some_are_urgent_at_once(stage: Stage) -> None:
    made = [stage.publish(stage.draft(priority="urgent", title=f"U{n}")) for n in range(MOST_URGENT)]

    with pytest.raises(TooManyCurrent):
        stage.publish(stage.draft(priority="urgent"))
    stage.archive(made[0])
    stage.publish(stage.draft(priority="urgent", title="Room again"))

    assert len(stage.ids(stage.agent)) == MOST_URGENT


def test_a_record_keeps_twenty_and_is_filled_again(stage: Stage) -> None:
    made = [stage.publish(stage.draft(title=f"A{n}")) for n in range(22)]
    urgent = stage.publish(stage.draft(priority="urgent"))
    kept = stage.ids(stage.agent)

    for each in (urgent, *made[5:]):
        stage.confirm(stage.agent, each)
    stage.settle()

    assert (len(kept), kept[0]) == (20, urgent.key)
    assert set(stage.ids(stage.agent)) == {each.key for each in made[:5]}


def test_dying_anywhere_while_publishing_leaves_it_published_or_not_and_everybody_hears_in_the_end(
    stage: Stage,
) -> None:
    def story(death: Death) -> None:
        draft = stage.draft(title="Once", audience={"group_ids": [stage.sales.group_id]})

        with death():
            stage.publish(draft, key=draft.key)
        stage.publish(draft, key=draft.key)
        stage.forward(minutes=7)

        for each in (stage.agent, stage.leader):
            assert stage.ids(each).count(draft.key) == 1
        stage.archive(stage_read(stage, draft.key))
        stage.forward(minutes=7)
        assert stage.ids(stage.agent) == []

    at_each_write(story)


def stage_read(stage: Stage, key: str) -> Any:
    return reading.read_kept(stage.desk, stage.now(stage.boss), key)


def test_a_piece_that_read_somebody_before_they_left_gives_them_nothing(stage: Stage) -> None:
    made = stage.announce(audience={"group_ids": [stage.sales.group_id]})
    stale = stage.now(stage.agent)
    people.update_group(stage.desk, stage.sales.group_id, UpdateGroup(member_ids=[stage.leader.agent_id]))

    from chalicelib.announcements.service import spreading

    held = stage_read(stage, made.key)
    current = spreading.current_of(held, stage.world.clock())
    spreading._give(stage.desk, replace(stale, announced=()), made.key, current, {})

    assert stage.ids(stage.agent) == []


@pytest.mark.parametrize("number", [10, 300])
def test_publishing_costs_pieces_of_a_hundred(stage: Stage, number: int) -> None:
    members = [stage.world.agent() for _ in range(number - 1)]
    many = group(stage.world, "Many", stage.leader, *members)
    draft = stage.draft(audience={"group_ids": [many.group_id]})

    with counted() as requests:
        stage.publish(draft)

    pieces = min(number, 100)
    assert len(requests) <= pieces + 14
    stage.settle()
    assert all(stage.ids(each) == [draft.key] for each in members[:: max(1, number // 10)])


def test_agents_may_not_announce(stage: Stage) -> None:
    from chalicelib.announcements.service import access

    with pytest.raises(PermissionNeeded):
        access.refuse_unpermitted(stage.now(stage.agent))
