"""The functions, one for each trigger of app.py: how large, how long, who is told when one fails."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from chalice.app import Chalice, CloudWatchEventConfig, DynamoDBEventConfig, SNSEventConfig

from chalicelib.core.aws import TRANSPORT
from chalicelib.core.secrets import PARAMETER, PUBLIC_URL, PUBLIC_URL_PARAMETER
from chalicelib.core.stream import FILTER
from infra.environments import Environment
from infra.template import files, gateway, inbound, logs, post, tables
from infra.template.policies import FAILURES, FEW, function_name, log_group

API = "api_handler"  # Chalice's own name for what serves all routes
KINDS: dict[type, str] = {DynamoDBEventConfig: "stream", CloudWatchEventConfig: "event", SNSEventConfig: "topic"}
KEPT_FAILURES = 14 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Function:
    """``handler``: its name in app.py; ``logical_id``: in Chalice's template; ``kind``: what triggers it."""

    handler: str
    logical_id: str
    kind: str  # api, schedule, stream, event, topic


def functions(app: Chalice) -> list[Function]:
    """All functions of the product."""
    found = [Function(API, "APIHandler", "api")]
    for source in app.event_sources:
        kind = KINDS.get(type(source), "schedule")
        found.append(Function(source.name, "".join(word.capitalize() for word in source.name.split("_")), kind))
    return found


def variables(environment: Environment) -> dict[str, str]:
    """What every function finds in its environment. No secret is among it: the keys are named, not told."""
    return {
        "DESKBELL_STAGE": environment.name,
        TRANSPORT: environment.transport,
        PARAMETER: environment.keys_parameter,
        PUBLIC_URL_PARAMETER: environment.url_parameter,
        "DESKBELL_LOG_LEVEL": environment.log_level,
        **post.variables(environment),
    }


def resources(app: Chalice, environment: Environment, architecture: str) -> dict[str, Any]:
    """The functions' own properties, their logs, and the queue of what failed for good."""
    made: dict[str, Any] = {FAILURES: _failures(environment)}
    for function in functions(app):
        group = f"{function.logical_id}Logs"
        made[group] = logs.group(log_group(function.handler, environment), environment)
        # the group first: a function that writes before there is one makes one that is kept for ever
        made[function.logical_id] = {
            "DependsOn": [group],
            "Properties": _properties(function, environment, architecture),
        }
    return made


def _properties(function: Function, environment: Environment, architecture: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "FunctionName": function_name(function.handler, environment),
        "Architectures": [architecture],
        "MemorySize": environment.memory,
    }
    told = files.variables() if function.handler not in FEW else {}
    if environment.tracing:
        properties["Tracing"] = "Active"
    if function.kind == "api":
        properties["Timeout"] = environment.timeout
        if environment.api_concurrency:
            properties["ReservedConcurrentExecutions"] = environment.api_concurrency
        return {**properties, "Environment": {"Variables": told}}
    # a schedule may run before the deployment has written down where the desk is reached; the API's own function cannot
    # be told in this way, since the API knows it, and nobody can call it any earlier
    properties["Environment"] = {"Variables": {PUBLIC_URL: {"Fn::Sub": gateway.OWN_ADDRESS}, **told}}
    if function.kind == "stream":
        properties["Timeout"] = 120
        properties["Events"] = {_event(function): {"Properties": _stream()}}
    elif function.kind == "event":
        properties["Timeout"] = 60
        properties["Events"] = {f"{function.logical_id}Event": {"Properties": {"Pattern": post.pattern(environment)}}}
        properties["EventInvokeConfig"] = _invoked(age=6 * 3600, retries=2)
    elif function.kind == "topic":
        properties["Timeout"] = 60
        topic = {"Topic": {"Ref": inbound.TOPICS[function.handler]}}
        properties["Events"] = {f"{function.logical_id}SnsSubscription": {"Properties": topic}}
        properties["EventInvokeConfig"] = _invoked(age=6 * 3600, retries=2)
    else:
        properties["Timeout"] = 300
        # a minute's tick that could not be delivered within five is made good by the next one
        properties["EventInvokeConfig"] = _invoked(age=300, retries=1)
    return properties


def _invoked(*, age: int, retries: int) -> dict[str, Any]:
    """How long (seconds) and how often AWS tries to hand an event over, before it goes to the queue of failures."""
    return {
        "MaximumEventAgeInSeconds": age,
        "MaximumRetryAttempts": retries,
        "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": {"Fn::GetAtt": [FAILURES, "Arn"]}}},
    }


def _event(function: Function) -> str:
    return f"{function.logical_id}DynamodbEventSource"


def _stream() -> dict[str, Any]:
    """Only new work that is to run at once invokes the function; everything else is filtered away before it."""
    (model,) = tables.STREAMED
    return {
        "Stream": {"Fn::GetAtt": [tables.logical_id(model), "StreamArn"]},
        "FilterCriteria": {"Filters": [{"Pattern": json.dumps(FILTER)}]},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": 3,
        "MaximumRecordAgeInSeconds": 300,  # later than that the schedule has it anyway
        "ParallelizationFactor": 4,
        "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": {"Fn::GetAtt": [FAILURES, "Arn"]}}},
    }


def _failures(environment: Environment) -> dict[str, Any]:
    return {
        "Type": "AWS::SQS::Queue",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "QueueName": f"{environment.stack}-failures",
            "MessageRetentionPeriod": KEPT_FAILURES,
            "SqsManagedSseEnabled": True,
        },
    }
