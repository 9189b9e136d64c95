"""How mail is received in the cloud: read in the rendered template, as AWS documents its shapes."""

from __future__ import annotations

import json

import msgspec
import pytest

from infra import environments
from infra.environments import Environment, Smtp
from infra.template import files, inbound, policies
from tests.infra.conftest import Templates

pytestmark = pytest.mark.long

RECEIVES = msgspec.structs.replace(environments.read("prod"), mail_domain="mail.example.com")


def test_the_function_hears_the_topic_of_its_environment_and_may_send_nothing(templates: Templates) -> None:
    function = templates["prod"]["Resources"]["MailArrived"]["Properties"]

    ((event),) = function["Events"].values()

    policy = json.dumps(policies.policy(inbound.ARRIVED, RECEIVES, streams=False))
    assert (event["Type"], event["Properties"]) == ("SNS", {"Topic": {"Ref": inbound.TOPIC}})
    assert function["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]["Type"] == "SQS"
    assert "ses:" not in policy and "s3:" not in policy


def test_mail_to_the_domain_is_put_among_the_files_by_this_rule_alone_and_told() -> None:
    made = inbound.resources(RECEIVES)
    (putting,) = inbound.putting(RECEIVES)

    (action,) = made[inbound.RULE]["Properties"]["Rule"]["Actions"]

    (told,) = made[inbound.TOPIC_POLICY]["Properties"]["PolicyDocument"]["Statement"]
    assert made[inbound.RULE]["Properties"]["Rule"]["Recipients"] == ["mail.example.com"]
    assert made[inbound.RULE]["Properties"]["Rule"]["ScanEnabled"] is True
    assert action["S3Action"]["ObjectKeyPrefix"] == "mail/"
    assert action["S3Action"]["TopicArn"] == {"Ref": inbound.TOPIC}
    for statement in (putting, told):
        assert "receipt-rule-set/deskbell-prod:receipt-rule/desk" in json.dumps(statement["Condition"])
    assert putting["Resource"] == {"Fn::Sub": "${FilesBucket.Arn}/mail/*"}
    policy = files.resources(RECEIVES, [putting])[files.POLICY]["Properties"]["PolicyDocument"]["Statement"]
    assert [each["Effect"] for each in policy] == ["Deny", "Allow"]


@pytest.mark.parametrize(
    "environment",
    [
        environments.read("prod"),
        Environment(name="cn", smtp=Smtp(host="smtp.example.cn"), mail_domain="mail.example.cn"),
    ],
)
def test_where_nothing_is_received_only_the_topic_is_made(environment: Environment) -> None:
    assert list(inbound.resources(environment)) == [inbound.TOPIC]
    assert inbound.putting(environment) == []
