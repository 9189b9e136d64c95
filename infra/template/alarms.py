"""What wakes somebody. Every alarm tells the topic ``Alarms``, when it begins and when it is over.

What each means, and what to do then, stands in ``infra/README.md`` under the alarm's own name; a test holds that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalice.app import Chalice

from chalicelib.core.metrics import DIMENSION, NAMESPACE
from chalicelib.core.tables import Row
from chalicelib.everything import TABLES
from infra.environments import Environment
from infra.template import gateway, tables
from infra.template.functions import Function, functions
from infra.template.policies import function_name

TOPIC = "Alarms"
LATE = 300  # seconds due work may be late before somebody is told
SLOW = 3000  # milliseconds of the slowest request in a hundred
REFUSED, AT_LEAST = 20, 300  # per cent of the requests that are refused, of at least so many in five minutes
UNDELIVERED = 5  # letters given up in a quarter of an hour: not one visitor's typing error, but a cause of ours
LOW_CREDIT = 1.0  # yuan: ten short SMS


def resources(app: Chalice, environment: Environment) -> dict[str, Any]:
    """The topic and, if the environment wants them, its alarms."""
    topic: dict[str, Any] = {"TopicName": f"{environment.stack}-alarms", "DisplayName": f"Deskbell {environment.name}"}
    if environment.alarm_email:
        topic["Subscription"] = [{"Protocol": "email", "Endpoint": environment.alarm_email}]
    made: dict[str, Any] = {TOPIC: {"Type": "AWS::SNS::Topic", "Properties": topic}}
    if environment.alarms:
        made |= _of_api(environment) | _of_work(app, environment) | _of_tables(environment)
        for function in functions(app):
            made |= _of_function(function, environment)
        made |= _of_letters(environment)
    return made


def _of_api(environment: Environment) -> dict[str, Any]:
    api = {"ApiName": environment.stack, "Stage": gateway.STAGE}
    return {
        "ApiErrorsAlarm": _alarm(
            environment, "api-errors", Figure("AWS/ApiGateway", "5XXError", api), above=4, what="Requests end in a 5xx."
        ),
        "ApiSlowAlarm": _alarm(
            environment,
            "api-slow",
            Figure("AWS/ApiGateway", "Latency", api, percentile="p99", periods=3),
            above=SLOW,
            what="One request in a hundred takes seconds.",
        ),
        "ApiRefusalsAlarm": _refusals(environment, api),
    } | _of_firewall(environment)


def _refusals(environment: Environment, api: dict[str, str]) -> dict[str, Any]:
    """Many requests are refused: somebody tries doors, a page is broken, or the limits are too low for an office.

    A share, since a busy desk refuses something all day; and only of many, since at night one robot is everybody.
    """
    alarm = _alarm(
        environment, "api-refusals", Figure("", "", {}), above=REFUSED, what="Many requests are refused (4xx)."
    )
    properties = alarm["Properties"]
    period = properties.pop("Period")
    for name in ("Namespace", "MetricName", "Dimensions", "Statistic"):
        del properties[name]
    dimensions = [{"Name": name, "Value": value} for name, value in api.items()]
    properties["Metrics"] = [
        {
            "Id": name,
            "ReturnData": False,
            "MetricStat": {
                "Metric": {"Namespace": "AWS/ApiGateway", "MetricName": metric, "Dimensions": dimensions},
                "Period": period,
                "Stat": "Sum",
            },
        }
        for name, metric in (("refused", "4XXError"), ("asked", "Count"))
    ]
    share = f"IF(asked >= {AT_LEAST}, 100 * refused / asked, 0)"
    properties["Metrics"].append({"Id": "share", "Expression": share, "Label": "Refused, per cent"})
    return alarm


def _of_firewall(environment: Environment) -> dict[str, Any]:
    if not environment.waf:
        return {}
    which = {"WebACL": environment.stack, "Region": environment.region, "Rule": "ALL"}
    return {
        "FirewallAlarm": _alarm(
            environment,
            "firewall-blocks",
            Figure("AWS/WAFV2", "BlockedRequests", which),
            above=AT_LEAST,
            what="The firewall sends many requests away.",
        )
    }


def _of_work(app: Chalice, environment: Environment) -> dict[str, Any]:
    stage = {DIMENSION: environment.name}
    queue = {"QueueName": f"{environment.stack}-failures"}
    made = {
        "WorkLateAlarm": _alarm(
            environment,
            "work-late",
            Figure(NAMESPACE, "WorkOldestDue", stage, periods=3, period=60, statistic="Maximum"),
            above=LATE,
            what="Due work stays undone.",
        ),
        "WorkDeadAlarm": _alarm(
            environment,
            "work-dead",
            Figure(NAMESPACE, "WorkDead", stage, statistic="Maximum"),
            what="Work used up its tries.",
        ),
        "FailuresAlarm": _alarm(
            environment,
            "failures",
            Figure("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue, statistic="Maximum"),
            what="A schedule or a batch of work was given up.",
        ),
        "TickMissingAlarm": _alarm(
            environment,
            "tick-missing",
            Figure("AWS/Lambda", "Invocations", {"FunctionName": function_name("tick", environment)}),
            below=1,
            missing="breaching",
            what="The schedule that runs due work stands still.",
        ),
    }
    for function in functions(app):
        if function.kind == "stream":
            made[f"{function.logical_id}LateAlarm"] = _alarm(
                environment,
                f"{_short(function)}-late",
                Figure(
                    "AWS/Lambda",
                    "IteratorAge",
                    {"FunctionName": function_name(function.handler, environment)},
                    statistic="Maximum",
                ),
                above=60_000,
                what="The work table's stream is read too slowly.",
            )
    return made


def _of_letters(environment: Environment) -> dict[str, Any]:
    stage = {DIMENSION: environment.name}
    return {
        "NoticesUndeliveredAlarm": _alarm(
            environment,
            "notices-undelivered",
            Figure(NAMESPACE, "NoticesUndelivered", stage, period=900),
            above=UNDELIVERED - 1,
            what="E-mails or SMS reach nobody.",
        ),
        "SmsCreditLowAlarm": _alarm(
            environment,
            "sms-credit-low",
            Figure(NAMESPACE, "SmsCredit", stage, statistic="Minimum"),
            below=LOW_CREDIT,
            missing="ignore",  # it is only told when it moves: low it stays until somebody tops it up
            what="The credit for SMS is nearly used up.",
        ),
    }


def _of_function(function: Function, environment: Environment) -> dict[str, Any]:
    which = {"FunctionName": function_name(function.handler, environment)}
    short = _short(function)
    return {
        f"{function.logical_id}ErrorsAlarm": _alarm(
            environment, f"{short}-errors", Figure("AWS/Lambda", "Errors", which), what=f"The function {short} fails."
        ),
        f"{function.logical_id}ThrottlesAlarm": _alarm(
            environment, f"{short}-throttles", Figure("AWS/Lambda", "Throttles", which), what=f"No room to run {short}."
        ),
    }


def _of_tables(environment: Environment) -> dict[str, Any]:
    made = {}
    for model in TABLES:
        room, which = tables.room(model), {"TableName": tables.name(model, environment)}
        changing = {**which, "Operation": "TransactWriteItems"}  # these figures come by operation only
        for metric, name, dimensions in (
            ("ReadThrottleEvents", "reads-throttled", which),
            ("WriteThrottleEvents", "writes-throttled", which),
            ("SystemErrors", "system-errors", changing),
        ):
            logical_id = f"{tables.logical_id(model)}{metric}Alarm"
            what = f"The table {room}: {name.replace('-', ' ')}."
            made[logical_id] = _alarm(
                environment, f"{room}-{name}", Figure("AWS/DynamoDB", metric, dimensions), what=what
            )
        made |= _of_indexes(model, environment)
    return made


def _of_indexes(model: type[Row], environment: Environment) -> dict[str, Any]:
    """An index has capacity of its own, which its table's figures leave out; one that is full holds its table up."""
    made = {}
    for index in tables.indexes(model):
        which = {"TableName": tables.name(model, environment), "GlobalSecondaryIndexName": index}
        short, part = index.replace("_", "-"), "".join(word.capitalize() for word in index.split("_"))
        for metric, name in (("ReadThrottleEvents", "reads-throttled"), ("WriteThrottleEvents", "writes-throttled")):
            what = f"The index {index} of the table {tables.room(model)}: {name.replace('-', ' ')}."
            full = f"{tables.room(model)}-{short}-{name}"
            logical_id = f"{tables.logical_id(model)}{part}{metric}Alarm"
            made[logical_id] = _alarm(environment, full, Figure("AWS/DynamoDB", metric, which), what=what)
    return made


def _short(function: Function) -> str:
    return function.handler.replace("_", "-")


@dataclass(frozen=True)
class Figure:
    """What an alarm looks at: a metric, and over how many ``periods`` of so many seconds."""

    namespace: str
    metric: str
    dimensions: dict[str, str]
    statistic: str = "Sum"
    percentile: str | None = None
    period: int = 300
    periods: int = 1


def _alarm(
    environment: Environment,
    name: str,
    figure: Figure,
    *,
    what: str,
    above: float = 0,
    below: float | None = None,
    missing: str = "notBreaching",
) -> dict[str, Any]:
    """``above`` or ``below`` what it rings, in the metric's own unit."""
    properties = {
        "AlarmName": f"{environment.stack}-{name}",
        "AlarmDescription": f"{what} What to do: infra/README.md, {name}.",
        "Namespace": figure.namespace,
        "MetricName": figure.metric,
        "Dimensions": [{"Name": each, "Value": value} for each, value in figure.dimensions.items()],
        "ComparisonOperator": "GreaterThanThreshold" if below is None else "LessThanThreshold",
        "Threshold": above if below is None else below,
        "Period": figure.period,
        "EvaluationPeriods": figure.periods,
        "TreatMissingData": missing,
        "AlarmActions": [{"Ref": TOPIC}],
        "OKActions": [{"Ref": TOPIC}],
    }
    properties |= {"ExtendedStatistic": figure.percentile} if figure.percentile else {"Statistic": figure.statistic}
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}
