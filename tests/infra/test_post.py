"""How e-mail is sent from the cloud, and how what comes back is heard of: read in the rendered template.

Shapes as AWS documents them: AWS::SES::ConfigurationSetEventDestination (EventBridgeDestination takes the default bus
only), and the events of "Monitoring Amazon SES sending activity with EventBridge".
"""

from __future__ import annotations

import json

import pytest

from chalicelib.core import secrets
from infra import environments
from infra.environments import Environment, Smtp
from infra.template import functions, policies, post
from tests.infra.conftest import Templates
from tests.notifications.ses_events import bounce

pytestmark = pytest.mark.long

BY_SERVER = Environment(name="cn", smtp=Smtp(host="smtp.example.cn", port=465, user="desk@example.cn"))


def test_bounces_and_complaints_of_this_environments_letters_reach_their_function(templates: Templates) -> None:
    resources = templates["prod"]["Resources"]

    destination = resources[post.DESTINATION]["Properties"]
    ((event),) = resources["Returned"]["Properties"]["Events"].values()

    told = bounce("ntc_1", "m")
    pattern = event["Properties"]["Pattern"]
    assert destination["ConfigurationSetName"] == {"Ref": post.SET}
    assert destination["EventDestination"]["MatchingEventTypes"] == ["bounce", "complaint"]
    assert "event-bus/default" in json.dumps(destination["EventDestination"]["EventBridgeDestination"])
    assert resources[post.SET]["Properties"] == {"Name": "deskbell-prod"}
    assert event["Type"] == "CloudWatchEvent"
    assert told["source"] in pattern["source"] and told["detail-type"] in pattern["detail-type"]
    assert pattern["detail"] == {"mail": {"tags": {"ses:configuration-set": ["deskbell-prod"]}}}


def test_letters_are_sent_with_the_set_that_tells(templates: Templates) -> None:
    function = templates["prod"]["Resources"]["Deliver"]["Properties"]

    named = function["Environment"]["Variables"]["DESKBELL_SES_CONFIGURATION_SET"]

    (statement,) = post.statements(environments.read("prod"))
    assert named == "deskbell-prod"
    assert "configuration-set/deskbell-prod" in json.dumps(statement["Resource"])


def test_where_a_mail_server_sends_nothing_of_ses_is_made_or_allowed_and_no_password_is_told() -> None:
    variables = functions.variables(BY_SERVER)

    policy = json.dumps(policies.policy("deliver", BY_SERVER, streams=True))

    assert post.resources(BY_SERVER) == {}
    assert "ses:" not in policy and "/deskbell/cn/smtp-password" in policy
    assert variables[secrets.SMTP_PASSWORD_PARAMETER] == "/deskbell/cn/smtp-password"
    assert [variables[f"DESKBELL_SMTP_{each}"] for each in ("HOST", "PORT", "USER")] == [
        "smtp.example.cn",
        "465",
        "desk@example.cn",
    ]
    assert secrets.SMTP_PASSWORD not in variables
