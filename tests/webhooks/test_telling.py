"""What happens in every room is told to whoever wants it, once, as the contract says (F10)."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from chalicelib.contract import contract
from chalicelib.core import work
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.webhooks.service.hearing import Tell, TellArticle
from tests.crashes import Death, at_each_write
from tests.webhooks.stage import Sent, Stage, says
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def check_shape(sent: Sent) -> None:
    """What was sent is what the contract says of this event."""
    document = contract()
    body = document["webhooks"][sent.said["type"]]["post"]["requestBody"]
    schema = {**body["content"]["application/json"]["schema"], "components": document["components"]}
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(sent.said)
    own = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
    for part in ("data", "personal"):
        if part in sent.said:
            named = document["components"]["schemas"][own[part]["$ref"].rpartition("/")[2]]
            assert set(sent.said[part]) == set(named["properties"]), "no field that the contract does not name"


def of_type(stage: Stage, name: str) -> dict[str, Any]:
    return next(each.said for each in stage.receiver.came if each.said["type"] == name)


def test_a_conversation_is_told_from_its_beginning_to_its_end(stage: Stage) -> None:
    webhook = stage.webhook("conversation.*", "message.*", ordered=True)
    _, conversation_id = stage.talk("My card is 4111")
    stage.settle()
    path = f"/v1/desk/conversations/{conversation_id}"
    stage.ask("POST", f"{path}/messages", stage.agent, {"text": "Hi", "client_id": "1"})
    stage.ask("POST", f"{path}/close", stage.agent, {})
    stage.settle()

    names = stage.receiver.names

    assert names[0] == "conversation.created"
    assert names.count("conversation.assigned") == names.count("conversation.created") == 1
    assert names.count("message.created") == 2
    assert names[-1] == "conversation.ended"
    assert all(stage.is_signed(each, webhook) for each in stage.receiver.came)
    assert len({each.id for each in stage.receiver.came}) == len(stage.receiver.came)
    assert of_type(stage, "conversation.assigned")["data"]["agent_id"] == stage.member.agent_id
    numbers = [each.said["number"] for each in stage.receiver.came]
    assert numbers == sorted(numbers)


def test_personal_text_comes_only_where_it_was_asked_for(stage: Stage) -> None:
    stage.webhook("message.created", url="https://one.example.com/")
    stage.webhook("message.created", url="https://two.example.com/", personal=True)

    stage.talk("My secret word")
    stage.settle()

    bodies = {each.url: each.body.decode() for each in stage.receiver.came}
    assert "secret word" not in bodies["https://one.example.com/"]
    assert '"personal":{"text":"My secret word"' in bodies["https://two.example.com/"]


def test_numbers_come_in_full_only_where_that_was_asked_for(stage: Stage) -> None:
    stage.webhook("message.created", url="https://one.example.com/", personal=True)
    stage.webhook("message.created", url="https://two.example.com/", personal=True, numbers=True)

    stage.talk("Call 13812345678")
    stage.settle()

    bodies = {each.url: each.body.decode() for each in stage.receiver.came}
    assert '"personal":{"text":"Call 138****5678"' in bodies["https://one.example.com/"]
    assert '"personal":{"text":"Call 13812345678"' in bodies["https://two.example.com/"]


def test_filters_by_event_and_plan_hold(stage: Stage) -> None:
    stage.webhook("ticket.*", url="https://tickets.example.com/")
    stage.webhook(url="https://other.example.com/", plan_keys=["demo"], events=["conversation.created"])
    from chalicelib.plans import service as plans

    plans.create_plan(stage.world.desk, "other", {"name": "Other", "group_ids": [str(stage.world.group.group_id)]})  # type: ignore[union-attr]

    stage.talk()
    stage.begin(stage.visit("other"), "other")
    stage.settle()

    assert [each.url for each in stage.receiver.came] == ["https://other.example.com/"]


def test_every_room_is_heard_and_everything_sent_is_as_the_contract_says(stage: Stage) -> None:
    stage.webhook(personal=True)
    events_of_a_day(stage)

    for each in stage.receiver.came:
        check_shape(each)
    assert {
        "conversation.created",
        "conversation.assigned",
        "conversation.held",
        "conversation.resumed",
        "conversation.ended",
        "message.created",
        "customer.changed",
        "ticket.created",
        "complaint.created",
        "ticket.updated",
        "survey.answered",
        "survey.low_score",
        "follow_up.created",
        "offline_message.left",
        "agent.status_changed",
        "incident.begun",
        "incident.updated",
    } <= set(stage.receiver.names), sorted(set(stage.receiver.names))


def test_what_became_of_a_letter_is_told_once(stage: Stage) -> None:
    stage.webhook("notice.*")
    desk = stage.world.desk
    settled = {"notice_id": "ntc_1", "at": "2026-11-23T09:00:00Z", "state": "sent", "version": 3, "plan_key": "demo"}

    for _ in range(2):
        desk.handlers["reports.on_notice_settled"](desk, settled)
        stage.settle()

    (sent,) = stage.receiver.came
    check_shape(sent)
    assert sent.said["data"]["state"] == "sent"


def test_articles_are_told_once_for_each_edition(stage: Stage) -> None:
    stage.webhook("article.*")
    desk = stage.world.desk
    work.put_alone(desk, *[TellArticle("art_1", desk.now(), edition) for edition in (1, 1, 2, None)])

    stage.settle()

    for each in stage.receiver.came:
        check_shape(each)
    told = [(each.said["type"], each.said["data"]["edition"]) for each in stage.receiver.came]
    assert sorted(told, key=str) == [("article.archived", None), ("article.published", 1), ("article.published", 2)]


def events_of_a_day(stage: Stage) -> None:
    """Something of everything, over HTTP."""

    def done(method: str, path: str, token: str, body: Any) -> Any:
        answer = stage.ask(method, path, token, body)
        assert answer.status < 300, answer
        return answer.said

    visitor, conversation_id = stage.talk()
    path = f"/v1/desk/conversations/{conversation_id}"
    done("POST", f"{path}/messages", stage.agent, {"text": "Hi", "client_id": "1"})
    done("POST", f"{path}/hold", stage.agent, {})
    done("POST", f"{path}/resume", stage.agent, {})
    visitor_id = stage.ask("GET", path, stage.agent).said["visitor_id"]
    done("PUT", f"/v1/desk/visitors/{visitor_id}", stage.agent, {"name": "Lin", "tags": ["new"]})
    ticket = {"client_id": "9", "type": "aftersale", "subject": "It is cold", "email": "w@example.com"}
    made = done("POST", "/v1/desk/tickets", stage.agent, ticket)
    done("POST", f"/v1/desk/tickets/{made['ticket_id']}/entries", stage.agent, {"client_id": "1", "text": "Look"})
    done("POST", "/v1/desk/tickets", stage.agent, {**ticket, "client_id": "10", "type": "complaint"})
    done("PUT", "/v1/desk/presence", stage.agent, {"status": "busy"})
    left = {"name": "Wu", "text": "Call me", "email": "w@example.com", "client_id": "m"}
    done("POST", "/v1/widget/demo/offline-messages", stage.visit(), left)
    incident = {"titles": {"en": "Payments fail"}, "severity": "major"}
    said = done("POST", "/v1/desk/incidents", stage.boss, incident)
    done("POST", f"/v1/desk/incidents/{said['incident_id']}/notes", stage.boss, {"text": "Looking"})
    done("POST", f"{path}/close", stage.agent, {})
    stage.settle()
    survey = f"/v1/widget/demo/surveys/{survey_id_of(conversation_id)}/answer"
    done("POST", survey, visitor, {"score": 1, "comment": "Slow", "client_id": "s"})
    for _ in range(3):
        stage.settle(minutes=6)


def test_what_happened_before_an_endpoint_was_made_is_not_told(stage: Stage) -> None:
    visitor, conversation_id = stage.talk()
    stage.settle()
    stage.webhook("message.*")

    path = f"/v1/widget/demo/conversations/{conversation_id}/messages"
    stage.ask("POST", path, visitor, {"text": "Again", "client_id": "2"})
    stage.settle()

    assert [each.said["number"] for each in stage.receiver.came] != []
    assert stage.receiver.names == ["message.created"]


def test_told_twice_or_by_many_at_once_it_is_sent_once(stage: Stage) -> None:
    stage.webhook("conversation.*", "message.*")
    _, conversation_id = stage.talk()
    desk = stage.world.desk

    def tell() -> None:
        desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": conversation_id})

    failures = [each for each in at_once([tell] * 4) if each is not None]
    tell()
    stage.settle()

    assert failures == []
    assert len({each.id for each in stage.receiver.came}) == len(stage.receiver.came) > 1


def test_dying_at_any_write_tells_everything_and_nothing_twice(stage: Stage) -> None:
    stage.webhook("message.created")
    told = 0

    def story(death: Death) -> None:
        nonlocal told
        stage.talk()
        told += 1
        with death():
            stage.settle()
        stage.settle(minutes=2)
        stage.settle(minutes=2)

        assert len({each.id for each in stage.receiver.came}) == told

    at_each_write(story, sides=[True], step=4, least=8)


def test_where_nobody_wants_to_hear_nothing_is_written_for_it(stage: Stage) -> None:
    _, conversation_id = stage.talk()
    desk = stage.world.desk
    desk.kept.pop("webhooks", None)
    beside = "reports.on_written"

    with counted() as first:
        desk.handlers[beside](desk, {"conversation_id": conversation_id})
    with counted() as second:
        desk.handlers[beside](desk, {"conversation_id": conversation_id})

    assert len(first) >= len(second) + 1
    assert "PutItem" not in second.names
    assert [each for each in work.waiting(desk) if each.kind == Tell.kind] == []


def test_a_thousand_messages_are_told_in_their_order(stage: Stage) -> None:
    from infra.bench.crowd import talk_on

    stage.webhook("message.created", ordered=True)
    _, conversation_id = stage.talk()
    stage.settle()
    talk_on(stage.world.desk, conversation_id, 300)
    work.put_alone(stage.world.desk, Tell("conversation", conversation_id))

    for _ in range(5):
        stage.settle(minutes=1)

    numbers = [each.said["number"] for each in stage.receiver.came]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 290


def test_in_a_line_stands_what_happened_at_once_as_it_happened_whatever_clocks_say(stage: Stage) -> None:
    stage.webhook("conversation.*", "message.*", ordered=True)
    stage.receiver.answers = [says(503)]
    talks = [stage.talk()[1] for _ in range(6)]
    desk = stage.world.desk
    for each in talks:
        desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": each})
        stage.ask("POST", f"/v1/desk/conversations/{each}/messages", stage.agent, {"text": "Hi", "client_id": "1"})
        stage.world.clock.forward(minutes=-1)  # who tells the rest has another clock
        desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": each})
        stage.world.clock.forward(minutes=1)

    stage.receiver.answers, stage.receiver.came = [says(204)], []
    for _ in range(4):
        stage.settle(minutes=5)

    for each in talks:
        came = [sent.said for sent in stage.receiver.came if sent.said["subject"] == each]
        assert [said["number"] for said in came] == sorted(said["number"] for said in came)
        first = [said["type"] for said in came if said["number"] == 1]
        assert first[0] == "conversation.created"
        assert first[-1] == "message.created"
        assert len(came) > len(first) > 1
