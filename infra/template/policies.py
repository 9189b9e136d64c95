"""What each function may do, and nothing more: one role and one written policy for each.

Actions are the ones that ``core`` can send (``Transaction``, ``Row``; a transaction's writes are authorised one by
one under the names of the single calls). Resources are named tables, indexes, queues, topics, parameters; the three
that AWS lets nobody name (X-Ray, SMS, sending from any address of a domain) are as narrow as they can be said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib.core.tables import Row
from chalicelib.everything import TABLES
from chalicelib.privacy.service import declared
from infra.environments import Environment
from infra.template import files, inbound, post, tables

READ = ("GetItem", "BatchGetItem", "Query")
WRITE = ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")
# where many small items are written, each by itself (``core.tables.write_all``)
_MANY = ("search", "costs", "reports", "performance", "logbook", "finding", "announcements")
MORE: dict[str, tuple[str, ...]] = dict.fromkeys(_MANY, ("BatchWriteItem",))
MORE["visitors"] = ("Scan",)  # an export goes through all of them, page by page: they are in no order
# tables of which less is enough; the audit log can be added to, and by no function changed
LESS: dict[str, tuple[str, ...]] = {
    "audit": ("PutItem", "Query"),
    "once": ("GetItem", "PutItem"),
}
# tables that due work looks through for whoever left (``privacy.service.leavers``), and what it changes of answers
LOOKED_THROUGH = frozenset(tables.room(row) for row, _ in declared.of_agents())
CHANGED_THERE = {"once": ("UpdateItem",)}
# functions that need few tables; whoever runs due work may meet any of them
FEW: dict[str, tuple[str, ...]] = {
    post.RETURNED: ("notices", "offline", "tickets", "plans", "people", "work", "costs"),
    inbound.ARRIVED: ("channels", "work", "costs"),
    "hourly": (
        *("people", "plans", "conversations", "assignment", "live"),
        *("offline", "tickets", "notices", "campaigns", "handover", "quality", "costs", "performance"),
        *("audit", "work", "once", "privacy"),
    ),
}
# Functions that send no letters. A request writes a letter down with its due work; only who runs due work sends it
# (nothing that a request tries by itself leads to a provider), so what strangers talk to cannot be made to send.
SILENT = frozenset({"hourly", "api_handler", post.RETURNED, inbound.ARRIVED})
CHECKING = "api_handler"  # says whether the sender's address is confirmed, and may ask no more of SES than that

FAILURES = "Failures"


def policy(function: str, environment: Environment, *, streams: bool) -> dict[str, Any]:
    """The policy of one function, by its handler's name; ``streams`` for the one that reads the work table's stream."""
    statements = [*_tables(function, environment), _logs(function, environment), _keys(environment), _failures()]
    if streams:
        statements += [_stream(model) for model in TABLES if model in tables.STREAMED]
    if function not in FEW:
        statements += files.statements()
    if function not in SILENT and environment.has_letters:
        statements += _letters(environment)
    if function == CHECKING:
        statements += post.confirming(environment)
    if environment.tracing:
        statements.append(_tracing())
    return {"Version": "2012-10-17", "Statement": statements}


def models(function: str) -> Iterable[type[Row]]:
    """The tables this function may reach."""
    return [model for model in TABLES if function not in FEW or tables.room(model) in FEW[function]]


def actions(model: type[Row]) -> tuple[str, ...]:
    """What may be done with a table."""
    room = tables.room(model)
    return LESS.get(room, READ + WRITE) + MORE.get(room, ())


def _tables(function: str, environment: Environment) -> list[dict[str, Any]]:
    alike: dict[tuple[str, ...], list[Any]] = {}
    indexes = []
    for model in models(function):
        alike.setdefault(actions(model) + _looking_through(function, model), []).append(_arn(model))
        for index in tables.indexes(model):
            indexes.append({"Fn::Sub": f"${{{tables.logical_id(model)}.Arn}}/index/{index}"})
    statements = [_allow([f"dynamodb:{each}" for each in verbs], arns) for verbs, arns in alike.items()]
    return statements + ([_allow(["dynamodb:Query"], indexes)] if indexes else [])


def _looking_through(function: str, model: type[Row]) -> tuple[str, ...]:
    """What whoever runs due work does besides, in tables that they go through page by page."""
    room = tables.room(model)
    if function in FEW or room not in LOOKED_THROUGH:
        return ()
    return tuple(each for each in ("Scan", *CHANGED_THERE.get(room, ())) if each not in actions(model))


def _arn(model: type[Row]) -> dict[str, Any]:
    return {"Fn::GetAtt": [tables.logical_id(model), "Arn"]}


def _stream(model: type[Row]) -> dict[str, Any]:
    # what Lambda asks of a role before it makes the mapping, and then uses
    verbs = [f"dynamodb:{each}" for each in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")]
    return _allow(verbs, [{"Fn::GetAtt": [tables.logical_id(model), "StreamArn"]}])


def _logs(function: str, environment: Environment) -> dict[str, Any]:
    groups = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group"
    streams = {"Fn::Sub": f"{groups}:{log_group(function, environment)}:log-stream:*"}
    return _allow(["logs:CreateLogStream", "logs:PutLogEvents"], [streams])


def function_name(function: str, environment: Environment) -> str:
    """What the function is called in the cloud: ``deskbell-dev-tick``."""
    return f"{environment.stack}-{function.replace('_', '-')}"


def log_group(function: str, environment: Environment) -> str:
    """Where its logs are."""
    return f"/aws/lambda/{function_name(function, environment)}"


def _keys(environment: Environment) -> dict[str, Any]:
    prefix = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter"
    names = [environment.keys_parameter, environment.url_parameter]
    if environment.smtp is not None:
        names.append(environment.smtp_parameter)
    return _allow(["ssm:GetParameters"], [{"Fn::Sub": f"{prefix}{name}"} for name in names])


def _failures() -> dict[str, Any]:
    return _allow(["sqs:SendMessage"], [{"Fn::GetAtt": [FAILURES, "Arn"]}])


def _letters(environment: Environment) -> list[dict[str, Any]]:
    # an SMS goes to a number, which has no ARN: everything that is not a topic
    sms = {
        "Effect": "Allow",
        "Action": ["sns:Publish"],
        "NotResource": [{"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}],
    }
    return [*post.statements(environment), sms]


def _tracing() -> dict[str, Any]:
    # X-Ray has no resources to name
    return _allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"])


def _allow(verbs: list[str], resources: list[Any]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": verbs, "Resource": resources}
