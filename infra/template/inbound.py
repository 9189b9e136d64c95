"""Mail that comes in: SES puts it among the files and says so by a topic, which hands it to a function (A9).

SMS that come in are said by two-way messaging to the same topic, where ``texts`` stands on the environment's page; a
number is told the topic's ARN by hand (``infra/README.md``).

A receipt rule set receives nothing until it is the account's active one, of which there is one in a region;
CloudFormation cannot say so (``infra/README.md``). Without a ``mail_domain`` on the environment's page nothing is
received, and the function only stands by. Shapes: AWS::SES::ReceiptRule with an S3Action and its TopicArn.
"""

from __future__ import annotations

from typing import Any

from chalicelib.channels.model.posted import FOLDER
from infra.environments import Environment
from infra.template.files import BUCKET, POLICY
from infra.template.post import by_ses

TOPIC, TOPIC_POLICY, RULES, RULE = "MailTopic", "MailTopicPolicy", "MailRules", "MailRule"
ARRIVED = "mail_arrived"  # the function's handler in app.py
TOPICS = {ARRIVED: TOPIC}  # handler → the topic that it hears
_SES = {"Service": "ses.amazonaws.com"}
_OURS = {"Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}
_MESSAGING = {"Service": "sms-voice.amazonaws.com"}
_RULES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:receipt-rule-set/"


def receives(environment: Environment) -> bool:
    """Whether mail is received there."""
    return environment.mail_domain is not None and by_ses(environment)


def resources(environment: Environment) -> dict[str, Any]:
    """The topic; and where mail is received, the rule and who may say what to the topic."""
    made: dict[str, Any] = {
        TOPIC: {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{environment.stack}-mail"}}
    }
    told = [_publishing(_SES) | _of_this_rule(environment)] if receives(environment) else []
    told += [_publishing(_MESSAGING) | _OURS] if environment.texts else []
    if told:
        document = {"Version": "2012-10-17", "Statement": told}
        properties = {"Topics": [{"Ref": TOPIC}], "PolicyDocument": document}
        made[TOPIC_POLICY] = {"Type": "AWS::SNS::TopicPolicy", "Properties": properties}
    if not receives(environment):
        return made
    put = {"BucketName": {"Ref": BUCKET}, "ObjectKeyPrefix": FOLDER, "TopicArn": {"Ref": TOPIC}}
    rule = {
        "Name": "desk",
        "Enabled": True,
        "ScanEnabled": True,
        "TlsPolicy": "Optional",
        "Recipients": [environment.mail_domain],
        "Actions": [{"S3Action": put}],
    }
    return made | {
        RULES: {"Type": "AWS::SES::ReceiptRuleSet", "Properties": {"RuleSetName": environment.stack}},
        RULE: {
            "Type": "AWS::SES::ReceiptRule",
            "DependsOn": [POLICY, TOPIC_POLICY],  # SES tries both when the rule is made
            "Properties": {"RuleSetName": {"Ref": RULES}, "Rule": rule},
        },
    }


def _publishing(principal: dict[str, str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "sns:Publish", "Resource": {"Ref": TOPIC}}


def putting(environment: Environment) -> list[dict[str, Any]]:
    """What the policy of the bucket says of SES: it may put mails there, for this rule alone."""
    if not receives(environment):
        return []
    below = {"Fn::Sub": f"${{{BUCKET}.Arn}}/{FOLDER}*"}
    allowed = {"Effect": "Allow", "Principal": _SES, "Action": "s3:PutObject", "Resource": below}
    return [allowed | _of_this_rule(environment)]


def _of_this_rule(environment: Environment) -> dict[str, Any]:
    rule = {"Fn::Sub": f"{_RULES}{environment.stack}:receipt-rule/desk"}
    account = {"AWS:SourceAccount": {"Ref": "AWS::AccountId"}, "AWS:SourceArn": rule}
    return {"Condition": {"StringEquals": account}}
