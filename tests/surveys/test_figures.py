"""Satisfaction in figures, over HTTP: right, within rights, and at a price that does not grow with what is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import calling
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from chalicelib.plans import service as plans
from chalicelib.surveys.service import answering
from chalicelib.surveys.store import SurveyRow
from tests.in_process import Asking
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World, counted

FIGURES = "/v1/admin/survey-figures"


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto."""
    return open_shop(world)


def rate(shop: Shop, *scores: int | None, resolved: bool | None = None) -> list[str]:
    """So many asked, of whom some answered; ids of the surveys."""
    made = []
    for score in scores:
        visitor, survey = shop.asked()
        made.append(survey.survey_id)
        if score is not None:
            said = {"score": score, "resolved": resolved, "client_id": "1"}
            answering.answer(shop.desk, visitor, "demo", survey.survey_id, **said)
    return made


def supervisor_of(shop: Shop) -> tuple[Asking, str]:
    assert shop.supervisor is not None
    http = Asking()
    return http, http.sign_in(shop.supervisor)


def test_figures_are_by_local_day_with_a_day_for_every_day(shop: Shop) -> None:
    rate(shop, 5, 2, None, resolved=True)  # Monday 17:00 in Shanghai
    shop.world.clock.forward(hours=8)  # Tuesday 01:00
    shop.world.online(shop.agent)
    rate(shop, 4)
    http, token = supervisor_of(shop)

    answer = http.ask("GET", f"{FIGURES}?from=2026-11-22&to=2026-11-25&by=day", token)

    assert answer.status == 200, answer
    items = {each["key"]: each for each in answer.said["items"]}
    assert list(items) == ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"]
    assert [each["asked"] for each in items.values()] == [0, 3, 1, 0]
    monday = items["2026-11-23"]
    assert (monday["answered"], monday["answer_rate"], monday["average"]) == (2, 0.6667, 3.5)
    assert (monday["distribution"], monday["low"], monday["resolved_share"]) == ([0, 1, 0, 0, 1], 1, 1.0)
    assert (items["2026-11-22"]["average"], items["2026-11-22"]["distribution"]) == (None, [0] * 5)
    assert (answer.said["total"]["asked"], answer.said["total"]["average"]) == (4, 3.67)


def test_figures_say_which_days_they_are_of_by_the_calendar_of_the_desk(shop: Shop) -> None:
    shop.world.clock.forward(hours=8)  # Tuesday 01:00 in Shanghai, Monday elsewhere
    shop.world.online(shop.agent)
    http, token = supervisor_of(shop)

    said = http.ask("GET", FIGURES, token).said

    assert (said["from"], said["to"]) == ("2026-10-26", "2026-11-24")


def test_figures_are_by_agent_group_and_plan_with_their_names(shop: Shop) -> None:
    rate(shop, 5, 1)
    http, token = supervisor_of(shop)
    asked = {by: http.ask("GET", f"{FIGURES}?by={by}", token).said for by in ("agent", "group", "plan", "day")}

    (agent,), (group,), (plan,) = (asked[by]["items"] for by in ("agent", "group", "plan"))

    assert shop.world.group is not None
    assert (agent["key"], agent["name"]) == (shop.agent.agent_id, shop.agent.name)
    assert (group["key"], group["name"]) == (shop.world.group.group_id, "Sales")
    assert (plan["key"], plan["name"]) == ("demo", "Demo")
    assert len(asked["day"]["items"]) == 30
    assert {each["total"]["average"] for each in asked.values()} == {3.0}


def test_a_callback_that_was_done_in_time_and_one_that_was_not(shop: Shop) -> None:
    in_time, late, _ = rate(shop, 1, 2, 3)
    http, token = supervisor_of(shop)
    assert shop.supervisor is not None
    call = RecordCall("reached", "1", "ok")

    calling.record_call(shop.desk, shop.supervisor, callback_id_of(in_time), call)
    shop.world.clock.forward(hours=3)
    calling.record_call(shop.desk, shop.supervisor, callback_id_of(late), call)

    total = http.ask("GET", FIGURES, http.sign_in(shop.supervisor)).said["total"]
    assert (total["low"], total["callbacks"], total["callbacks_in_time"]) == (3, 3, 1)
    assert total["callbacks_reached"] == 2
    assert token


def test_a_callback_called_in_time_and_never_reached_is_in_time_and_not_reached(shop: Shop) -> None:
    (survey_id,) = rate(shop, 1)
    assert shop.supervisor is not None
    callback_id = callback_id_of(survey_id)

    for number in range(5):
        next_at = (shop.world.clock() + timedelta(hours=1)).isoformat() if number < 4 else None
        call = RecordCall("not_reached", str(number), next_at=next_at)
        calling.record_call(shop.desk, shop.supervisor, callback_id, call)
        shop.world.clock.forward(minutes=6)
    http, token = supervisor_of(shop)
    total = http.ask("GET", FIGURES, token).said["total"]

    assert (total["callbacks"], total["callbacks_in_time"], total["callbacks_reached"]) == (1, 1, 0)


def test_figures_follow_a_changed_answer(shop: Shop) -> None:
    visitor, survey = shop.asked()
    http, token = supervisor_of(shop)
    averages = []

    for score in (1, 5):
        answering.answer(shop.desk, visitor, "demo", survey.survey_id, score=score, client_id=str(score))
        total = http.ask("GET", FIGURES, token).said["total"]
        averages.append((total["answered"], total["average"], total["low"], total["callbacks"]))

    assert averages == [(1, 1.0, 1, 1), (1, 5.0, 0, 1)]


def test_a_leader_sees_their_group_and_an_agent_nothing(shop: Shop) -> None:
    rate(shop, 5)
    leader, other = (shop.world.agent(role=GROUP_LEADER) for _ in range(2))
    from chalicelib.people import service as people
    from chalicelib.people.service import groups

    people.create_group(shop.desk, CreateGroup(name="Other", leader_id=other.agent_id, member_ids=[]))
    assert shop.world.group is not None
    members = [shop.agent.agent_id, leader.agent_id]
    groups.update_group(shop.desk, shop.world.group.group_id, UpdateGroup(member_ids=members))
    http = Asking()

    mine, theirs = (http.ask("GET", FIGURES, http.sign_in(each)) for each in (leader, other))
    agents = http.ask("GET", FIGURES, http.sign_in(shop.agent))

    assert (mine.said["total"]["asked"], theirs.said["total"]["asked"]) == (1, 0)
    assert agents.status == 403


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-25&to=2026-11-24", "to"),
        ("from=2026-01-01&to=2026-12-31", "to"),
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("from=0001-01-01&to=0001-01-02", "from"),
        ("from=9999-12-30&to=9999-12-31", "from"),
        ("to=0001-01-01", "to"),
        ("from=9999-12-31", "from"),
        ("by=visitor", "by"),
        ("since=2026-11-25", "since"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(shop: Shop, query: str, field: str) -> None:
    http, token = supervisor_of(shop)

    answer = http.ask("GET", f"{FIGURES}?{query}", token)

    assert (answer.status, [each["field"] for each in answer.said["errors"]]) == (422, [field]), answer


def test_figures_cost_a_request_a_day_however_much_is_stored(shop: Shop) -> None:
    administrator = shop.world.agent(role=ADMINISTRATOR)
    http = Asking()
    token = http.sign_in(administrator)
    (survey_id,) = rate(shop, 4)

    few, week_of_few = asked_for(http, token, "2026-11-17", "2026-11-23")
    copy_of(survey_id, 200)
    many, week_of_many = asked_for(http, token, "2026-11-17", "2026-11-23")
    _, longest = asked_for(http, token, "2026-09-01", "2026-12-01")

    assert (few["asked"], many["asked"]) == (1, 201)
    assert len(week_of_few) == len(week_of_many) == 1 + 1 + 8
    assert len(longest) == 1 + 1 + 93


def asked_for(http: Asking, token: str, first: str, last: str) -> tuple[dict[str, Any], list[str]]:
    with counted() as requests:
        answer = http.ask("GET", f"{FIGURES}?from={first}&to={last}", token)
    assert answer.status == 200, answer
    return answer.said["total"], requests.names


def copy_of(survey_id: str, number: int) -> None:
    """So many more like it, written directly."""
    from chalicelib.core import desk as desks

    key = {"survey_id": {"S": survey_id}}
    item = desks.current().database.call("GetItem", {"TableName": SurveyRow.Meta.table_name, "Key": key})["Item"]
    for start in range(0, number, 25):
        copies = [{**item, "survey_id": {"S": f"srv_copy{start + n}"}} for n in range(25)]
        requests = [{"PutRequest": {"Item": each}} for each in copies]
        desks.current().database.call("BatchWriteItem", {"RequestItems": {SurveyRow.Meta.table_name: requests}})


def test_the_figures_of_another_plan_stay_its_own(shop: Shop) -> None:
    rate(shop, 5)
    plans.create_plan(shop.desk, "other", {"name": "Other"})
    http, token = supervisor_of(shop)

    items = http.ask("GET", f"{FIGURES}?by=plan", token).said["items"]

    assert [(each["key"], each["asked"]) for each in items] == [("demo", 1)]
