"""The tables as CloudFormation resources, read from the PynamoDB models."""

from __future__ import annotations

from typing import Any

from chalicelib.core import tables
from chalicelib.core.tables import Row
from chalicelib.core.work import WorkRow
from chalicelib.everything import TABLES
from infra.environments import Environment

STREAMED: frozenset[type[Row]] = frozenset({WorkRow})


def room(model: type[Row]) -> str:
    """The table's own name, without the stage: ``work`` of ``deskbell-local-work``."""
    return str(model.Meta.table_name).removeprefix(tables.table_name(""))


def name(model: type[Row], environment: Environment) -> str:
    """The table's whole name in this environment."""
    return f"{environment.stack}-{room(model)}"


def logical_id(model: type[Row]) -> str:
    """The resource's name in the template: ``WorkTable``."""
    return f"{''.join(word.capitalize() for word in room(model).split('-'))}Table"


def indexes(model: type[Row]) -> list[str]:
    """The names of its global secondary indexes."""
    return [index["IndexName"] for index in tables.describe(model).get("GlobalSecondaryIndexes", ())]


def resources(environment: Environment) -> dict[str, Any]:
    """Every table of the product."""
    return {logical_id(model): _resource(model, environment) for model in TABLES}


def _resource(model: type[Row], environment: Environment) -> dict[str, Any]:
    properties = {
        **tables.describe(model),
        "TableName": name(model, environment),
        # always encrypted at rest: with DynamoDB's own key, or with the account's, whose use CloudTrail records
        "SSESpecification": {"SSEEnabled": environment.protected},
        "DeletionProtectionEnabled": environment.protected,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": environment.protected},
    }
    expires = tables.time_to_live(model)
    if expires:
        properties["TimeToLiveSpecification"] = {"AttributeName": expires, "Enabled": True}
    if model in STREAMED:
        properties["StreamSpecification"] = {"StreamViewType": "NEW_IMAGE"}
    kept = "Retain" if environment.protected else "Delete"
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": kept,
        "UpdateReplacePolicy": "Retain",  # an update never takes data away, in no environment
        "Properties": properties,
    }
