"""Each function may do what it does, and nothing else."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib.core import backlog, batches
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row
from chalicelib.core.tallies import Cell, Counted, OfConversation, Tally
from chalicelib.costs.service import writing
from chalicelib.everything import TABLES
from chalicelib.notifications import service as notifications
from chalicelib.offline.service import transitions
from chalicelib.operations import service as operations
from chalicelib.plans import service as plans
from infra import environments
from infra.template import functions, policies
from infra.template import tables as rooms
from tests.channels.mails import MailStage, written
from tests.handover.stage import UNTIL_SIX, change_plan
from tests.in_process import Asking
from tests.infra.conftest import Templates
from tests.notifications.ses_events import bounce
from tests.offline.night import Night
from tests.performance.stage import Office, defined
from tests.worlds import World, in_use

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
FOR_TABLES = {f"dynamodb:{verb}" for verb in policies.READ + policies.WRITE}
FOR_STREAM = {f"dynamodb:{verb}" for verb in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")}
FOR_ANY = {"logs:CreateLogStream", "logs:PutLogEvents", "ssm:GetParameters", "sqs:SendMessage"}
FOR_LETTERS = {"ses:SendEmail", "ses:SendRawEmail", "sns:Publish"}
FOR_FILES = {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"}
FOR_TRACING = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
OF_OPERATORS = {"CreateTable", "DescribeTable", "UpdateTimeToLive"}  # whoever deploys, not a function

Reached = set[tuple[str, str]]


def statements(templates: Templates, name: str, role: str) -> list[dict[str, Any]]:
    (policy,) = templates.of_kind(name, "AWS::IAM::Role")[role]["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


@contextmanager
def watched() -> Iterator[Reached]:
    """Which action is used on which table in this block, as IAM sees it: a transaction's writes one by one."""
    reached: Reached = set()

    def note(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems":
            for write in arguments["TransactItems"]:
                ((verb, said),) = write.items()
                reached.add((said["TableName"], f"{verb}Item"))
        elif operation in {"BatchGetItem", "BatchWriteItem"}:
            reached.update((name, operation) for name in arguments["RequestItems"])
        else:
            reached.add((arguments["TableName"], operation))

    with in_use().watching(before=note):
        yield reached


def granted(function: str) -> Reached:
    return {(model.Meta.table_name, verb) for model in policies.models(function) for verb in policies.actions(model)}


@pytest.mark.parametrize("name", environments.known())
def test_no_action_and_no_resource_is_a_star(templates: Templates, name: str) -> None:
    for role in templates.of_kind(name, "AWS::IAM::Role"):
        for statement in statements(templates, name, role):
            actions = set(statement["Action"])
            assert statement["Effect"] == "Allow"
            assert not any("*" in action for action in actions), statement
            if actions == FOR_TRACING:  # AWS knows no resources there
                assert statement["Resource"] == ["*"]
                continue
            if actions == {"sns:Publish"}:  # a number has no ARN; no topic is reached
                assert statement["NotResource"] == [{"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}]
                continue
            for resource in statement["Resource"]:
                said = json.dumps(resource)
                assert (said != '"*"' and not said.endswith(':*"}')) or "log-stream:*" in said, statement
                if any(action.startswith("dynamodb:") for action in actions):
                    assert "*" not in said, statement


def test_functions_may_use_only_actions_that_the_code_uses(templates: Templates) -> None:
    roles = templates.of_kind("prod", "AWS::IAM::Role")

    allowed = {
        role: {action for statement in statements(templates, "prod", role) for action in statement["Action"]}
        for role in roles
    }

    usual = FOR_TABLES | FOR_ANY | FOR_TRACING
    words = {f"dynamodb:{verb}" for verb in policies.MORE["search"]}
    every = {f"dynamodb:{verb}" for verb in policies.MORE["visitors"]}
    assert allowed == {
        "ApiHandlerRole": usual | words | every | FOR_FILES | {"ses:GetEmailIdentity"},
        "TickRole": usual | words | every | FOR_FILES | FOR_LETTERS,
        "DeliverRole": usual | words | every | FOR_FILES | FOR_LETTERS | FOR_STREAM,
        "HourlyRole": usual | words,
        "ReturnedRole": usual | words,
        "MailArrivedRole": usual | words,
    }


def test_the_actions_are_those_that_the_ground_floor_sends() -> None:
    sources = "\n".join(file.read_text() for file in (ROOT / "chalicelib").rglob("*.py"))
    said = (ROOT / "chalicelib/core/transactions.py").read_text()

    asked = set(re.findall(r"database\.call\(\s*\"(\w+)\"", sources)) | set(batches.LEFT)
    writes = set(re.findall(r"_Write\(\"(\w+)\"", said))

    assert asked == {
        *policies.READ,
        *policies.MORE["search"],
        *policies.MORE["visitors"],
        "TransactWriteItems",
        *OF_OPERATORS,
    }
    assert {f"{verb}Item" for verb in writes} == set(policies.WRITE)


def test_whoever_writes_many_items_at_once_may_do_so_on_that_table() -> None:
    files = [each for each in (ROOT / "chalicelib").rglob("*.py") if "    write_all(" in each.read_text()]
    stores = [importlib.import_module(".".join(each.relative_to(ROOT).with_suffix("").parts)) for each in files]

    rows = [row for store in stores for row in vars(store).values() if isinstance(row, type) and issubclass(row, Row)]

    written = {rooms.room(row) for row in rows if hasattr(row, "Meta")}
    assert {"search", "announcements", "finding"} <= written
    assert {each for each in written if "BatchWriteItem" not in policies.MORE.get(each, ())} == set()


def test_a_day_at_the_desk_needs_nothing_that_is_not_granted(world: World) -> None:
    agents, asking = world.found(agents=2), Asking()
    admin = asking.sign_in(world.agent(role="administrator"))

    with watched() as reached:
        first = asking.come_online(agents[0])
        visitor = asking.visit()
        conversation = asking.begin(visitor)
        asking.ask("POST", f"/v1/desk/conversations/{conversation}/messages", first, {"text": "Hi", "client_id": "1"})
        second = asking.come_online(agents[1])
        to = {"agent_id": agents[1].agent_id, "note": "yours"}
        assert asking.ask("POST", f"/v1/desk/conversations/{conversation}/transfer", first, to).status < 300
        asking.ask("GET", "/v1/desk/inbox", second)
        asking.ask("GET", "/v1/desk/conversations?view=all", admin)
        asking.ask("POST", "/v1/admin/groups", admin, {"name": "G", "leader_id": agents[0].agent_id, "member_ids": []})
        asking.ask("GET", "/v1/admin/audit", admin)
        asking.ask("POST", f"/v1/desk/conversations/{conversation}/close", second, {})
        asking.ask("DELETE", "/v1/desk/session", second)
    with watched() as by_tick:
        backlog.tick(world.desk)

    assert len({table for table, _ in reached}) >= 7
    assert reached <= granted("api_handler")
    assert by_tick <= granted("tick")


def test_no_request_sends_a_letter_though_it_writes_them(world: World) -> None:
    world.found(agents=1)
    asking = Asking()
    notifications.update_settings(world.desk, {"sender_email": "desk@shop.example", "sender_name": "Shop"})
    mei = {"name": "Mei", "email": "mei@shop.example", "mobile": None, "locale": "en"}
    plans.update_plan(world.desk, "demo", {"offline": {"recipients": [mei], "remind_after_minutes": 60}}, None)
    post: Any = world.desk.senders["email"]
    visitor = asking.visit()
    body = {"name": "Wang", "text": "Is there tea?", "email": "wang@example.com", "client_id": "m1"}

    left = asking.ask("POST", "/v1/widget/demo/offline-messages", visitor, body)

    assert left.status == 201, left
    assert post.sent == []
    backlog.tick(world.desk)
    assert "mei@shop.example" in [letter.to for letter in post.sent]


def test_what_came_back_reaches_only_the_tables_it_names(world: World) -> None:
    night = Night(world).fall(recipients=[])
    message = night.given()
    agent = next(each for each in night.agents if each.agent_id == message.agent_id)
    transitions.answer_message(world.desk, agent, message.message_id, "Yes", ["email"], "a")
    night.time_goes_by()
    (sent,) = night.told("offline_answer")

    with watched() as reached:
        told = notifications.note_returned(world.desk, bounce(sent.notice_id, str(sent.provider_id)))

    assert (told, night.now(message).undelivered) == ("noted", True)
    assert reached <= granted("returned")


def test_a_mail_that_comes_reaches_only_the_tables_it_names(world: World) -> None:
    stage = MailStage(world)

    with watched() as reached:
        stage.arrives(written())

    assert reached and reached <= granted("mail_arrived")


def test_the_nights_jobs_reach_only_the_tables_they_name(world: World) -> None:
    office = Office.founded(world)
    world.online(office.agents[0])
    office.published(defined())
    change_plan(world, hours=UNTIL_SIX)
    spent = Cell(world.clock().replace(minute=0), "demo", "tick", Tally(requests=9, conversations=1))
    writing.keep(world.desk, Counted("cnt_1", [spent], [OfConversation("cnv_1", "demo", spent.tally)]))

    with watched() as reached:
        ran = operations.every_hour(world.desk)

    assert ran == list(operations.NIGHTLY)
    assert reached <= granted("hourly")
    assert {table for table, _ in granted("hourly")} < {model.Meta.table_name for model in TABLES}


def test_nobody_can_change_or_take_away_what_the_audit_log_says(templates: Templates) -> None:
    table = {"Fn::GetAtt": ["AuditTable", "Arn"]}
    roles = templates.of_kind("prod", "AWS::IAM::Role")

    verbs = {
        action
        for role in roles
        for statement in statements(templates, "prod", role)
        if table in statement.get("Resource", ())
        for action in statement["Action"]
    }

    assert verbs == {"dynamodb:PutItem", "dynamodb:Query"}


def test_exceptions_name_tables_and_functions_that_exist(desk: Desk) -> None:
    known = {rooms.room(model) for model in TABLES}

    named = {*policies.LESS, *(room for few in policies.FEW.values() for room in few)}

    handlers = {each.handler for each in functions.functions(app.app)}
    assert named <= known
    assert {*policies.FEW, *policies.SILENT} <= handlers
