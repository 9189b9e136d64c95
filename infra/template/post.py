"""What SES tells of letters afterwards: its configuration set, which reports to EventBridge, and the rule's pattern.

Without SES (``smtp`` on the environment's page, or China) there is nothing to tell, and the function of ``returned``
only stands by. Shapes: AWS::SES::ConfigurationSetEventDestination with an EventBridge destination, which takes the
default bus only; SES's events carry the set's name in the tag ``ses:configuration-set``.
"""

from __future__ import annotations

from typing import Any

from chalicelib.core.secrets import SMTP_HOST as HOST
from chalicelib.core.secrets import SMTP_PASSWORD_PARAMETER
from chalicelib.notifications.senders import CONFIGURATION_SET
from chalicelib.notifications.smtp import PORT, USER
from infra.environments import Environment

SET, DESTINATION = "Letters", "LettersReturned"
RETURNED = "returned"  # the function's handler in app.py
EVENTS = ["bounce", "complaint"]
_OURS = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"


def resources(environment: Environment) -> dict[str, Any]:
    """The configuration set that every letter is sent with, and where it reports to."""
    if not by_ses(environment):
        return {}
    bus = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"
    destination = {
        "Name": "returned",
        "Enabled": True,
        "MatchingEventTypes": EVENTS,
        "EventBridgeDestination": {"EventBusArn": {"Fn::Sub": bus}},
    }
    return {
        SET: {"Type": "AWS::SES::ConfigurationSet", "Properties": {"Name": environment.stack}},
        DESTINATION: {
            "Type": "AWS::SES::ConfigurationSetEventDestination",
            "Properties": {"ConfigurationSetName": {"Ref": SET}, "EventDestination": destination},
        },
    }


def by_ses(environment: Environment) -> bool:
    """Whether SES sends the letters: not where a mail server does, nor where there is no SES."""
    return environment.smtp is None and environment.has_letters


def pattern(environment: Environment) -> dict[str, Any]:
    """What the rule of ``returned`` listens to besides what app.py says: letters of this environment only."""
    return {"detail": {"mail": {"tags": {"ses:configuration-set": [environment.stack]}}}}


def variables(environment: Environment) -> dict[str, str]:
    """How the functions send e-mail; the password is named, not told."""
    smtp = environment.smtp
    if smtp is None:
        return {CONFIGURATION_SET: environment.stack} if by_ses(environment) else {}
    return {
        HOST: smtp.host,
        PORT: str(smtp.port),
        USER: smtp.user,
        SMTP_PASSWORD_PARAMETER: environment.smtp_parameter,
    }


def statements(environment: Environment) -> list[dict[str, Any]]:
    """What a function needs to send e-mail: nothing of AWS where a mail server does it."""
    if not by_ses(environment):
        return []
    named = (f"identity/{environment.email_from or '*'}", f"configuration-set/{environment.stack}")
    return [
        {
            "Effect": "Allow",
            "Action": ["ses:SendEmail", "ses:SendRawEmail"],
            "Resource": [{"Fn::Sub": f"{_OURS}:{each}"} for each in named],
        }
    ]


def confirming(environment: Environment) -> list[dict[str, Any]]:
    """What a function needs to say whether SES lets letters come from an address, which an administrator has typed."""
    if not by_ses(environment):
        return []
    return [{"Effect": "Allow", "Action": ["ses:GetEmailIdentity"], "Resource": [{"Fn::Sub": f"{_OURS}:identity/*"}]}]
