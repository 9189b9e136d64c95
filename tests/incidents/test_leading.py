"""What people do about an incident: visitors are told and hear no more, steps are ticked, and a report remains (F9)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.incidents.model.events import Backup, DefinedEvent
from chalicelib.incidents.model.forms import ChangeIncident, Declare, EndIncident
from chalicelib.incidents.model.incident import (
    BY_RULE,
    DECLARED,
    DONE,
    ENDED,
    HIDDEN,
    OPEN,
    OVER,
    SHOWN,
    TOLD,
    Incident,
    IncidentOver,
    NothingToTell,
    PlanHeld,
)
from chalicelib.incidents.model.links import SHARES, Link
from chalicelib.incidents.model.rules import BurstRule
from chalicelib.incidents.model.settings import ChangeSettings, Told
from chalicelib.incidents.service import declaring, leading, reading
from chalicelib.incidents.service import settings as keeping
from chalicelib.incidents.service.linking import link_thing
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR, BeyondYourRights
from chalicelib.people.service.roles import create_role
from chalicelib.plans import service as plans
from chalicelib.plans.api.widget import show_config
from chalicelib.plans.service import reading as looks
from tests.crashes import Death, at_each_write
from tests.incidents.stage import REFUND, Stage
from tests.worlds import World, at_once, counted, in_use


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world, REFUND)


def declare(stage: Stage, key: str = "k", **form: Any) -> Incident:
    once = Once.of("incident#test", key, form)
    return declaring.declare(stage.desk, stage.supervisor, Declare(**{"event_id": "system_down", **form}), once)


def show(stage: Stage, incident: Incident, *, on: bool = True, plan: str = "demo") -> Incident:
    return leading.show_holding(stage.desk, stage.supervisor, incident.incident_id, plan, on=on)


def banner(stage: Stage, language: str = "en") -> str | None:
    """What the widget shows before anything is said; None: nothing goes wrong."""
    config = show_config(*looks.appearance(stage.desk, "demo", None))
    assert (config.holding is None) is ("holding" not in config.texts[language])
    return config.texts[language].get("holding")


@pytest.mark.also_on_moto
def test_an_event_is_declared_once_with_its_checklist_and_supervisors_are_told(stage: Stage) -> None:
    incident, again = (declare(stage, note="Nothing loads") for _ in range(2))

    assert incident == again
    assert (incident.titles["zh-CN"], incident.severity, incident.state) == ("系统故障", "critical", OPEN)
    assert len(incident.steps) == 6
    assert stage.kinds(incident) == [DECLARED, TOLD]
    assert stage.history(incident)[0].text == "Nothing loads"
    assert [channel for channel, _, _ in stage.letters()] == ["email", "sms"]
    assert [each.incident_id for each in reading.list_open(stage.desk)] == [incident.incident_id]


def test_who_begins_or_writes_while_it_is_on_is_told_once_in_their_language_and_nobody_afterwards(stage: Stage) -> None:
    before = stage.say("hello")
    stage.settle()
    incident = declare(stage)
    backup = Backup("400-123", "help.example.com")
    leading.change(stage.desk, stage.supervisor, incident.incident_id, ChangeIncident(backup=backup))

    show(stage, incident)
    english, chinese = stage.say("hello"), stage.say("在吗", "zh-CN")
    stage.write(before, "anybody?")
    stage.write(english, "hello?")
    stage.settle()
    for each in (before, english, chinese):
        stage.write(each, "still there?")
    stage.settle()

    told = {name: stage.replies(name) for name in (before, english, chinese)}
    assert [len(each) for each in told.values()] == [1, 1, 1]
    assert told[english][0].text.endswith("\n400-123\nhelp.example.com")
    assert told[chinese][0].text.startswith("非常抱歉，系统出现故障")
    assert {each[0].author.kind for each in told.values()} == {"system"}
    assert sorted(stage.linked(incident)) == sorted(told)
    assert banner(stage, "zh-CN") == told[chinese][0].text.replace("\n", " · ")

    show(stage, incident, on=False)
    after = stage.say("hello")
    stage.settle()

    assert stage.replies(after) == []
    assert banner(stage) is None
    assert stage.kinds(incident)[-2:] == [SHOWN, HIDDEN]


def test_to_tell_them_costs_a_start_nothing(stage: Stage) -> None:
    visitors = [stage.world.visitor() for _ in range(2)]
    incident = declare(stage)
    costs = []

    for number, visitor in enumerate(visitors):
        with counted() as requests:
            begin(stage, visitor, f"n{number}")
        costs.append(len(requests))
        show(stage, incident)

    assert costs[0] == costs[1]


def begin(stage: Stage, visitor: Any, client_id: str) -> None:
    from chalicelib.conversations import service as conversations
    from chalicelib.conversations.model.forms import StartConversation

    conversations.start_conversation(stage.desk, visitor, "demo", StartConversation(text="hi", client_id=client_id))


def test_other_words_are_told_at_once_and_its_end_takes_them_away(stage: Stage) -> None:
    incident = show(stage, declare(stage))

    leading.change(stage.desk, stage.supervisor, incident.incident_id, ChangeIncident(holding={"en": "Back at noon"}))
    assert banner(stage) == "Back at noon"
    leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident(cause="A cable", measures="Two cables"))

    assert banner(stage) is None
    over = leading.find(stage.desk, incident.incident_id)
    assert (over.state, over.cause, over.shown_on) == (OVER, "A cable", ())
    assert stage.kinds(over)[-2:] == [ENDED, TOLD]
    assert list(reading.list_open(stage.desk)) == []
    assert leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident()) == over


def test_a_plan_that_is_changed_meanwhile_keeps_what_its_visitors_are_told(stage: Stage) -> None:
    incident = show(stage, declare(stage))

    plans.update_plan(stage.desk, "demo", {"name": "Renamed"}, None)
    plans.update_plan(stage.desk, "demo", {"accept_seconds": 60}, None)

    plan = plans.read_plan(stage.desk, "demo")
    assert (plan.name, plan.holding is not None) == ("Renamed", True)
    assert plan.holding is not None
    assert plan.holding.incident_id == incident.incident_id


def test_words_are_changed_only_by_who_reaches_all_whose_visitors_hear_them(stage: Stage) -> None:
    role = create_role(stage.desk, name="Leads", permissions=["incidents.lead"], scope="group")
    people.update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(role=role.role_id))
    leader = stage.world.signed_in(stage.agent)
    group = CreateGroup(name="Others", leader_id=stage.supervisor.agent.agent_id)
    others = people.create_group(stage.desk, group).group_id
    plans.create_plan(stage.desk, "other", {"name": "Other", "group_ids": [others]})
    incident = declaring.declare(stage.desk, leader, Declare(event_id="system_down", plan_keys=("demo",)), None)
    show(stage, incident, plan="other")
    words = ChangeIncident(holding={"zh-CN": "请直接联系我", "en": "Call me"})

    with pytest.raises(BeyondYourRights):
        leading.change(stage.desk, leader, incident.incident_id, words)
    named = leading.change(stage.desk, leader, incident.incident_id, ChangeIncident(cause="A cable"))
    show(stage, incident, plan="other", on=False)
    after = leading.change(stage.desk, leader, incident.incident_id, words)

    assert (named.cause, after.holding["en"]) == ("A cable", "Call me")


def test_a_plan_is_told_of_one_incident_and_of_none_without_words(stage: Stage) -> None:
    first = show(stage, declare(stage))
    second = declare(stage, "other")

    with pytest.raises(PlanHeld) as held:
        show(stage, second)
    with pytest.raises(NothingToTell):
        show(stage, declare(stage, "third", event_id=None, titles={"en": "Odd"}))
    with pytest.raises(NothingToTell):
        leading.change(stage.desk, stage.supervisor, first.incident_id, ChangeIncident(holding={}))

    assert held.value.extra == {"incident_id": first.incident_id}


def test_a_step_is_ticked_once_with_the_name_of_who_was_first_however_many_do_so_at_once(atomic_world: World) -> None:
    stage = Stage.set(atomic_world)
    incident = declare(stage)
    people = [stage.supervisor.agent, stage.boss.agent, stage.agent, stage.agent]

    outcomes = at_once(
        [partial(leading.tick, stage.desk, each, incident.incident_id, "step1", done=True) for each in people]
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    step = leading.find(stage.desk, incident.incident_id).steps[0]
    assert step.done_by is not None
    assert step.done_by.name in {each.name for each in people}
    assert stage.kinds(incident).count(DONE) == 1


def test_what_a_person_ended_is_not_raised_again_while_it_still_comes(stage: Stage) -> None:
    stage.burst(4)
    incident = stage.incident()

    leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident())
    for _ in range(3):
        stage.minutes(5)
        stage.burst(4)

    assert stage.incident().state == OVER


def test_dying_at_any_write_of_an_end_leaves_no_visitor_told(stage: Stage) -> None:
    def story(death: Death) -> None:
        incident = show(stage, declare(stage, f"{death.number}{death.written}"))
        with death():
            leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident())

        is_over = leading.find(stage.desk, incident.incident_id).state == OVER
        assert (banner(stage) is None) is is_over
        leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident())
        assert banner(stage) is None

    at_each_write(story)


def test_over_is_over_but_for_what_it_was(stage: Stage) -> None:
    incident = declare(stage)
    leading.end(stage.desk, stage.supervisor, incident.incident_id, EndIncident())

    for act in (
        lambda: show(stage, incident),
        lambda: leading.tick(stage.desk, stage.agent, incident.incident_id, "step1", done=True),
        lambda: leading.change(stage.desk, stage.supervisor, incident.incident_id, ChangeIncident(titles={"en": "X"})),
        lambda: leading.link_by_hand(stage.desk, stage.agent, incident.incident_id, "cnv_1"),
    ):
        with pytest.raises(IncidentOver):
            act()
    form = ChangeIncident(cause="A cable\nwas cut", measures="Two of them")
    leading.change(stage.desk, stage.supervisor, incident.incident_id, form)
    leading.add_note(stage.desk, stage.agent, incident.incident_id, "Looked at once more")

    report = reading.report(stage.desk, incident.incident_id)
    assert (report.incident.cause, report.incident.measures) == ("A cable\nwas cut", "Two of them")


def test_contacts_are_counted_by_ten_minutes(stage: Stage) -> None:
    stage.burst(4)
    stage.minutes(10)
    stage.burst(2)

    report = reading.report(stage.desk, stage.incident().incident_id)

    assert list(report.contacts.values()) == [4, 2]


def test_what_one_may_not_see_is_counted_and_not_shown_nor_linked(stage: Stage) -> None:
    ids = stage.burst(4)
    stranger = stage.world.agent()
    incident = stage.incident()

    seen, _ = reading.linked(stage.desk, stranger, incident.incident_id, None)

    assert [each.thing for each in seen] == [None] * 4
    with pytest.raises(NotYours):
        reading.refuse_unlinkable(stage.desk, stranger, ids[0])
    with pytest.raises(NotFound):
        reading.refuse_unlinkable(stage.desk, stage.boss.agent, "agt_1")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"rules": (BurstRule(" ", "keyword", words=("x",)),)}, "rules.0.name"),
        ({"rules": (BurstRule("A", "keyword"),)}, "rules.0.words"),
        ({"rules": (BurstRule("A", "category", category_ids=("none",)),)}, "rules.0.category_ids"),
        ({"rules": (BurstRule("A", "score", plan_keys=("none",)),)}, "rules.0.plan_keys"),
        ({"rules": (BurstRule("A", "score", event_id="none"),)}, "rules.0.event_id"),
        ({"told": (Told("agt_none"),)}, "told.0.agent_id"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_field(stage: Stage, form: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        keeping.change_settings(stage.desk, stage.boss, ChangeSettings(**form))

    assert [each.field for each in refused.value.errors] == [field]


def test_two_who_change_the_rules_at_once_do_not_write_over_each_other(stage: Stage) -> None:
    version = keeping.read_settings(stage.desk).version
    stage.change(rules=(), version=version)

    with pytest.raises(ChangedMeanwhile):
        stage.change(rules=(REFUND,), version=version)


def test_events_hold_that_are_changed_while_somebody_changes_who_is_told(stage: Stage) -> None:
    first, second = (DefinedEvent(name, {"en": name}) for name in ("fire", "flood"))
    stage.change(events=(first,))
    others = iter([{"told": ()}])

    def meanwhile(operation: str, _: Any) -> None:
        if operation == "TransactWriteItems" and (form := next(others, None)) is not None:
            stage.change(**form)

    with in_use().watching(meanwhile):
        answered = stage.change(events=(first, second))

    held = keeping.read_settings(stage.desk)
    assert (held.events, held.told) == (answered.events, answered.told) == ((first, second), ())


def test_a_rule_counts_from_when_it_first_counted_the_same(stage: Stage) -> None:
    (before,) = stage.rules
    stage.world.clock.forward(days=8)

    (same,) = stage.change(
        rules=(BurstRule("A name", "keyword", before.rule_id, words=before.words, more_than=9),)
    ).rules
    (other,) = stage.change(rules=(BurstRule("Other name", "keyword", before.rule_id, words=("lost",)),)).rules

    assert same.since == before.since
    assert other.since is not None
    assert same.since is not None
    assert other.since > same.since


def test_supervisors_hear_and_administrators_only_where_there_is_none(world: World) -> None:
    stage = Stage.set(world, told=False)
    world.agent(role=SUPERVISOR)

    declare(stage)

    addresses = {address for _, address, _ in stage.letters()}
    assert stage.boss.agent.email not in addresses
    assert len(addresses) == 2


def open_for(stage: Stage, days: int) -> tuple[Incident, int, list[int]]:
    """An incident that is open for so many days with something each three hours; the items and queries to read it."""
    incident = declare(stage)
    for number in range(days * 8):
        at = stage.desk.now()
        link_thing(stage.desk, incident.incident_id, Link(f"cnv_{number:026}", at, BY_RULE))
        stage.world.clock.forward(hours=3)
    items = list[int]()

    def look(operation: str, _: Any, answer: Any) -> None:
        items.append(len(answer["Items"]) if operation == "Query" else 0)

    with in_use().watching(after=look):
        report = reading.report(stage.desk, incident.incident_id)
    assert sum(report.contacts.values()) == days * 8
    return incident, len(report.contacts), items


def test_an_incident_that_is_open_for_months_is_read_by_days(new_world: Any) -> None:
    _, ten_minutes, of_days = open_for(Stage.set(new_world()), 2)
    _, hours, of_weeks = open_for(Stage.set(new_world()), 10)
    _, days, of_months = open_for(Stage.set(new_world()), 90)

    assert (ten_minutes, hours, days) == (16, 80, 91)
    assert len(of_days) == len(of_weeks) == len(of_months) == 1 + SHARES
    assert sum(of_months) <= days * SHARES


def test_what_a_version_before_counted_by_ten_minutes_is_shown_by_days_too(stage: Stage) -> None:
    incident, days, _ = open_for(stage, 20)
    before = replace(incident, by_spans=False)

    report = reading.report_of(stage.desk, before)

    assert len(report.contacts) == days == 21
    assert sum(report.contacts.values()) == 160
