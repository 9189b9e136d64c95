"""A burst raises exactly one incident, whoever counts and however often, and ends by itself when it is calm (F9)."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.telling import Written
from chalicelib.core import work
from chalicelib.incidents.model.bursts import minute_of, moment_of
from chalicelib.incidents.model.forms import Declare
from chalicelib.incidents.model.incident import AGAIN, ENDED, OPEN, OVER, RAISED, TOLD
from chalicelib.incidents.model.rules import BurstRule
from chalicelib.incidents.service import counting, declaring, leading, noticing, raising, reading
from chalicelib.incidents.service.counting import Count, Look
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.search.model.hearing import Heard
from chalicelib.search.service import indexing
from chalicelib.surveys.service import answering
from chalicelib.tickets.model.forms import CreateTicket
from chalicelib.tickets.service import creating
from tests.crashes import BEFORE, Death, at_each_write
from tests.incidents.stage import REFUND, Stage
from tests.surveys.shops import Shop
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world, REFUND)


def test_more_than_n_raise_one_incident_which_supervisors_hear_of(stage: Stage) -> None:
    few = stage.burst(3)
    assert stage.incidents() == []

    last = stage.burst(1)

    incident = stage.incident()
    assert (incident.state, incident.severity, incident.titles["en"]) == (OPEN, "major", "Refunds")
    assert incident.found is not None
    assert (incident.found.count, incident.found.minutes, incident.found.usual) == (4, 10, None)
    assert stage.kinds(incident) == [RAISED, TOLD]
    assert stage.history(incident)[1].names == (stage.supervisor.agent.name,)
    email = stage.supervisor.agent.email
    assert stage.letters() == [
        ("email", email, "incident_raised"),
        ("sms", "+8613812345678", "incident_raised"),
    ]
    assert sorted(stage.linked(incident)) == sorted([*few, *last])


def test_those_who_come_while_it_is_open_belong_to_it_and_raise_no_other(stage: Stage) -> None:
    first = stage.burst(5)
    stage.world.clock.forward(minutes=3)
    others = [stage.say("nothing of the kind")]

    later = stage.burst(2, "我要退款")

    incident = stage.incident()
    assert sorted(stage.linked(incident)) == sorted([*first, *later])
    assert others[0] not in stage.linked(incident)


def test_what_comes_twice_late_or_in_another_order_counts_once(stage: Stage) -> None:
    ids = stage.burst(3)

    for each in [*ids, *reversed(ids)]:
        indexing.find_what_was_said(stage.desk, Written(each))
        counting.count_sign(stage.desk, Count(each, stage.desk.now() - timedelta(minutes=4), (stage.rules[0].rule_id,)))
        stage.write(each, "refund, I said")
    stage.settle()

    assert stage.incidents() == []


def test_sixty_four_who_look_at_once_raise_one(atomic_world: World) -> None:
    stage = Stage.set(atomic_world, REFUND)
    topic, now = stage.rules[0].rule_id, stage.desk.now()
    for number in range(4):
        counting.count_sign(stage.desk, Count(f"cnv_{number}", now, (topic,)))

    outcomes = at_once([lambda: raising.look(stage.desk, Look(topic, 1)) for _ in range(64)])

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    incident = stage.incident()
    assert stage.kinds(incident) == [RAISED, TOLD]


def test_sixty_four_who_count_at_once_are_all_counted(atomic_world: World) -> None:
    stage = Stage.set(atomic_world, replace(REFUND, more_than=63))
    topic, now = stage.rules[0].rule_id, stage.desk.now()

    def count(number: int) -> None:
        counting.count_sign(stage.desk, Count(f"cnv_{number}", now, (topic,)))

    outcomes = at_once([partial(count, number) for number in range(64)])
    raising.look(stage.desk, Look(topic, 0))

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    found = stage.incident().found
    assert found is not None
    assert found.count == 64


def test_dying_at_any_write_loses_nothing_and_doubles_nothing(stage: Stage) -> None:
    def story(death: Death) -> None:
        name = f"{death.number} {death.written}"
        rule = stage.only(replace(REFUND, name=name, more_than=1))
        ids = [f"cnv_{death.number}{death.written}{number}" for number in range(2)]
        now = stage.desk.now()
        work.put_alone(stage.desk, *(Count(each, now, (rule.rule_id,)) for each in ids))
        with death():
            while work.run_due(stage.desk, limit=1_000):
                pass
        stage.minutes(2)
        stage.settle()

        (incident,) = stage.named(name)
        assert sorted(stage.linked(incident)) == sorted(ids)
        assert stage.kinds(incident) == [RAISED, TOLD]

    at_each_write(story, sides=(BEFORE,), least=12)


def test_it_ends_by_itself_when_it_is_calm_and_not_before(stage: Stage) -> None:
    stage.burst(4)

    stage.minutes(19)
    assert stage.incident().state == OPEN
    stage.minutes(3)

    incident = stage.incident()
    assert incident.state == OVER
    assert stage.kinds(incident) == [RAISED, TOLD, ENDED, TOLD]
    assert [what for channel, _, what in stage.letters() if channel == "sms"] == ["incident_over", "incident_raised"]


def test_what_goes_on_or_comes_again_within_the_cool_down_is_the_same_and_later_another(stage: Stage) -> None:
    stage.burst(4)
    stage.minutes(15)
    stage.burst(4)  # goes on
    stage.minutes(15)
    assert stage.incident().state == OPEN
    stage.minutes(10)
    assert stage.incident().state == OVER

    again = stage.burst(4)  # within the cool-down

    incident = stage.incident()
    assert incident.state == OPEN
    assert stage.kinds(incident)[-2:] == [AGAIN, TOLD]
    assert set(again) <= set(stage.linked(incident))
    stage.minutes(60)
    stage.minutes(130)
    stage.burst(4)
    assert [each.state for each in stage.incidents()] == [OPEN, OVER]


def test_what_is_usual_in_these_hours_is_no_burst(world: World) -> None:
    world.clock.forward(minutes=55)
    stage = Stage.set(world, replace(REFUND, minutes=60, times=3.0))
    for _ in range(5):  # every week so many at this hour
        ids = stage.burst(3)
        assert ids
        stage.minutes(90)
        world.clock.forward(days=7, minutes=-90, seconds=-12)

    stage.burst(8)
    assert stage.incidents() == []
    stage.burst(2)

    found = stage.incident().found
    assert found is not None
    assert found.usual is not None
    assert 2.5 < found.usual <= 3
    assert found.count == 10


def test_what_is_filed_under_a_category_or_below_it_counts(world: World) -> None:
    stage = Stage.set(
        world, BurstRule("After sales", "category", category_ids=("after_sales",), more_than=1, minutes=30)
    )
    ids = [stage.say("hello") for _ in range(3)]
    for each, category in zip(ids, ("refund", "after_sales", "delivery"), strict=True):
        stage.file(each, category)

    stage.settle()

    assert sorted(stage.linked(stage.incident())) == sorted(ids[:2])


def test_a_rule_without_categories_looks_at_each_by_itself(world: World) -> None:
    stage = Stage.set(world, BurstRule("The same thing", "category", more_than=1, minutes=30))
    for category in ("refund", "delivery", "delivery"):
        stage.file(stage.say("hello"), category)

    stage.settle()

    assert stage.incident().titles == {"zh-CN": "The same thing：物流配送", "en": "The same thing: Delivery"}


def test_low_scores_count_and_lead_to_their_conversations(world: World) -> None:
    stage = Stage.set(world, BurstRule("Low scores", "score", at_most=2, more_than=1, minutes=30))
    shop = Shop(world, stage.agent, None)
    asked = [shop.asked() for _ in range(3)]

    for (visitor, survey), score in zip(asked, (1, 2, 3), strict=True):
        answering.answer(stage.desk, visitor, "demo", survey.survey_id, score=score, client_id="1")
    stage.settle()

    incident = stage.incident()
    assert sorted(stage.linked(incident)) == sorted(survey.survey_id for _, survey in asked[:2])
    seen = reading.linked(stage.desk, stage.boss.agent, incident.incident_id, None)[0]
    assert {each.link.conversation_id for each in seen} == {survey.about for _, survey in asked[:2]}
    assert all(isinstance(each.thing, Header) for each in seen)


def test_an_answer_that_is_linked_by_hand_leads_to_what_it_is_about_as_well(world: World) -> None:
    stage = Stage.set(world)
    shop = Shop(world, stage.agent, None)
    visitor, survey = shop.asked()
    answering.answer(stage.desk, visitor, "demo", survey.survey_id, score=1, client_id="1")
    form = Declare(titles={"zh-CN": "停电", "en": "No power"})
    incident = declaring.declare(stage.desk, stage.boss, form, None)

    leads_to = reading.refuse_unlinkable(stage.desk, stage.boss.agent, survey.survey_id)
    leading.link_by_hand(stage.desk, stage.boss.agent, incident.incident_id, survey.survey_id, leads_to)

    [seen] = reading.linked(stage.desk, stage.boss.agent, incident.incident_id, None)[0]
    assert seen.link.conversation_id == survey.about
    assert isinstance(seen.thing, Header)


def test_a_message_that_is_left_and_a_ticket_count_too(world: World) -> None:
    rules = (replace(REFUND, more_than=1), BurstRule("Returns", "category", category_ids=("return",), more_than=1))
    stage = Stage.set(world, *rules)
    for number in range(2):
        form = LeaveMessage(name="Ann", text="a refund", email=f"ann{number}@example.com", client_id=f"c{number}")
        leaving.leave_message(stage.desk, world.visitor(), "demo", None, form)
        made = CreateTicket(
            client_id=f"t{number}", type="aftersale", subject="Parcel", category="return", email=form.email
        )
        creating.create_ticket(stage.desk, stage.supervisor, made)
    stage.settle()

    kinds = {each.titles["en"]: {about[:4] for about in stage.linked(each)} for each in stage.incidents()}
    assert kinds == {"Refunds": {"off_"}, "Returns": {"tkt_"}}


def test_what_is_looked_at_long_afterwards_counts_no_more(stage: Stage) -> None:
    ids = [stage.say("I want a refund") for _ in range(6)]

    stage.minutes(20)  # nothing ran meanwhile

    assert stage.incidents() == []
    assert noticing.hear(stage.desk, Heard(conversations.find(stage.desk, ids[0]), ())) is None


def test_a_rule_that_is_gone_raises_nothing_more_and_its_incident_ends(stage: Stage) -> None:
    stage.burst(4)

    stage.change(rules=())
    stage.burst(4)
    stage.minutes(30)

    assert stage.incident().state == OVER


def test_a_thousand_make_a_look_and_a_page_no_dearer(world: World) -> None:
    stage = Stage.set(world, REFUND)
    topic, now = stage.rules[0].rule_id, stage.desk.now()

    def costs(numbers: range) -> tuple[int, int, int]:
        with counted() as one:
            counting.count_sign(stage.desk, Count(f"cnv_{numbers.start:026d}", now, (topic,)))
        for number in numbers[1:]:
            counting.count_sign(stage.desk, Count(f"cnv_{number:026d}", now, (topic,)))
        with counted() as look:
            raising.look(stage.desk, Look(topic, 1))
        stage.settle()
        (incident,) = stage.incidents()
        with counted() as page:
            reading.linked(stage.desk, stage.boss.agent, incident.incident_id, None)
        return len(one), len(look), len(page)

    few = costs(range(1, 11))
    many = costs(range(20, 1_020))

    assert few == (3, few[1], 9)  # a look is planned; counted; is it open?
    assert many == (4, many[1], 9)  # and linked
    assert many[1] <= few[1] <= 20
    assert len(stage.linked(stage.incident())) == 1_010


arriving = st.lists(st.integers(0, 90), min_size=1, max_size=14).map(sorted)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arriving, st.randoms(use_true_random=False))
def test_over_random_times_the_desk_raises_what_a_naive_count_raises(
    stage: Stage, times: list[int], chance: random.Random
) -> None:
    name = f"R{stage.name()}"
    rule = stage.only(replace(REFUND, name=name, more_than=2, words=("never said",), cool_down_minutes=600))
    began = moment_of(minute_of(stage.desk.now()) + 1)

    for number, minute in enumerate(times):
        at = began + timedelta(minutes=minute)
        stage.world.clock.forward(seconds=max(0.0, (at - stage.desk.now()).total_seconds() + 1))
        while work.run_due(stage.desk, limit=1_000):
            pass
        for _ in range(chance.choice([1, 2])):
            counting.count_sign(stage.desk, Count(f"cnv_{rule.rule_id}{number}", at, (rule.rule_id,)))
        while work.run_due(stage.desk, limit=1_000):
            pass

    over = [at for at in times if sum(at - 10 < each <= at for each in times) > 2]
    mine = stage.named(name)
    assert len(mine) == (1 if over else 0)
    if mine:
        found = mine[0].found
        assert found is not None
        assert found.count == 3  # the first time that it was over the mark
