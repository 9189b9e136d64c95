"""What there is to look at: the desk's day above, the machinery below. One page for each environment."""

from __future__ import annotations

import json
from typing import Any

from chalice.app import Chalice

from chalicelib.core.metrics import DIMENSION, NAMESPACE
from chalicelib.everything import TABLES
from infra.environments import Environment
from infra.template import gateway, tables
from infra.template.functions import API, functions
from infra.template.policies import FAILURES, function_name, log_group

WIDTH, HEIGHT = 8, 6  # of 24 columns


def resources(app: Chalice, environment: Environment) -> dict[str, Any]:
    """The dashboard, where somebody watches; the desk's day is counted in the logs, when they look."""
    if not environment.alarms:
        return {}
    widgets = [*_business(environment), *_technical(app, environment)]
    for number, widget in enumerate(widgets):
        widget |= {"x": number % 3 * WIDTH, "y": number // 3 * HEIGHT, "width": WIDTH, "height": HEIGHT}
    body = json.dumps({"widgets": widgets}, separators=(",", ":"))
    properties = {"DashboardName": environment.stack, "DashboardBody": {"Fn::Sub": body}}
    return {"Dashboard": {"Type": "AWS::CloudWatch::Dashboard", "Properties": properties}}


def _business(environment: Environment) -> list[dict[str, Any]]:
    done = 'filter message = "request" and status < 300'
    an_hour = "stats count(*) as n by bin(1h)"
    stage = [DIMENSION, environment.name]
    return [
        _asked(environment, "Conversations started", f'{done} and operation = "start_conversation" | {an_hour}'),
        _asked(environment, "Messages", f'{done} and operation in ["post_message", "reply"] | {an_hour}'),
        _asked(environment, "Who signed in", f'{done} and operation = "sign_in" | {an_hour}'),
        _asked(
            environment, "Messages left while nobody was there", f'{done} and operation = "leave_message" | {an_hour}'
        ),
        _asked(environment, "Ratings in the widget", f'{done} and operation = "answer_survey" | {an_hour}'),
        _drawn("Letters that reached nobody", [[NAMESPACE, "NoticesUndelivered", *stage]]),
        _drawn("SMS credit, yuan", [[NAMESPACE, "SmsCredit", *stage, {"stat": "Minimum"}]]),
        _asked(
            environment,
            "What is used, and how quick it is",
            'filter message = "request" | stats count(*) as n, pct(milliseconds, 50) as p50, '
            "pct(milliseconds, 99) as p99 by operation | sort n desc",
            view="table",
        ),
        _asked(
            environment,
            "What is refused",
            'filter message = "request" and status >= 400 | stats count(*) as n by operation, code | sort n desc',
            view="table",
        ),
        _asked(
            environment,
            "Work that failed",
            'filter message = "work_failed" | stats count(*) as n, max(tries) as tries by kind | sort n desc',
            view="table",
        ),
    ]


def _technical(app: Chalice, environment: Environment) -> list[dict[str, Any]]:
    api = ["ApiName", environment.stack, "Stage", gateway.STAGE]
    all_functions = [(each, function_name(each.handler, environment)) for each in functions(app)]
    names = [(tables.room(model), tables.name(model, environment)) for model in TABLES]
    stage = [DIMENSION, environment.name]
    return [
        _drawn("Requests and errors", [["AWS/ApiGateway", each, *api] for each in ("Count", "4XXError", "5XXError")]),
        _drawn(
            "Latency, ms",
            [["AWS/ApiGateway", "Latency", *api, {"stat": each}] for each in ("p50", "p99", "Maximum")],
        ),
        _drawn(
            "Due work: oldest, seconds; dead",
            [[NAMESPACE, each, *stage, {"stat": "Maximum"}] for each in ("WorkOldestDue", "WorkDead")],
        ),
        _drawn("Due work done", [[NAMESPACE, "WorkRun", *stage]]),
        _drawn("Invocations", [["AWS/Lambda", "Invocations", "FunctionName", name] for _, name in all_functions]),
        _drawn(
            "Errors and throttles",
            [
                ["AWS/Lambda", each, "FunctionName", name]
                for _, name in all_functions
                for each in ("Errors", "Throttles")
            ],
        ),
        _drawn(
            "Duration, ms (p99)",
            [["AWS/Lambda", "Duration", "FunctionName", name, {"stat": "p99"}] for _, name in all_functions],
        ),
        _drawn(
            "Capacity taken",
            [
                ["AWS/DynamoDB", f"Consumed{each}CapacityUnits", "TableName", name, {"label": f"{room} {each.lower()}"}]
                for room, name in names
                for each in ("Read", "Write")
            ],
        ),
        _drawn(
            "Given up",
            [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", f"{environment.stack}-{FAILURES.lower()}"]],
        ),
    ]


def _drawn(title: str, metrics: list[Any]) -> dict[str, Any]:
    return {
        "type": "metric",
        "properties": {"title": title, "region": "${AWS::Region}", "stat": "Sum", "period": 300, "metrics": metrics},
    }


def _asked(environment: Environment, title: str, query: str, view: str = "timeSeries") -> dict[str, Any]:
    source = f"SOURCE '{log_group(API, environment)}'"
    return {
        "type": "log",
        "properties": {"title": title, "region": "${AWS::Region}", "query": f"{source} | {query}", "view": view},
    }
