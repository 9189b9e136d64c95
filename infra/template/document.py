"""The template of an environment: Chalice's own part, and ours merged into it."""

from __future__ import annotations

from typing import Any

from chalice.app import Chalice

from infra.environments import Environment
from infra.template import alarms, dashboard, files, functions, gateway, inbound, policies, post, tables


def ours(app: Chalice, environment: Environment, architecture: str) -> dict[str, Any]:
    """What ``chalice package --merge-template`` merges into its own template (ours wins)."""
    api = gateway.resources(environment)
    api[gateway.API]["Properties"]["DefinitionBody"]["paths"] = gateway.other_methods(app)
    return {
        "Description": f"Deskbell, {environment.name}",
        "Resources": {
            **tables.resources(environment),
            **files.resources(environment, inbound.putting(environment)),
            **functions.resources(app, environment, architecture),
            **api,
            **post.resources(environment),
            **inbound.resources(environment),
            **alarms.resources(app, environment),
            **dashboard.resources(app, environment),
        },
        "Outputs": gateway.outputs(environment),
    }


def chalice_config(app: Chalice, environment: Environment) -> dict[str, Any]:
    """``.chalice/config.json`` of this environment; its policies stand in files beside it (``policy_files``)."""
    named = [each.handler for each in functions.functions(app)]
    stage: dict[str, Any] = {
        "api_gateway_stage": gateway.STAGE,
        "api_gateway_endpoint_type": "REGIONAL",
        "autogen_policy": False,
        "environment_variables": functions.variables(environment),
        "lambda_functions": {each: {"iam_policy_file": policy_file(each)} for each in named},
        "tags": {"app": "deskbell", "environment": environment.name},
    }
    return {"version": "2.0", "app_name": "deskbell", "stages": {environment.name: stage}}


def policy_files(app: Chalice, environment: Environment) -> dict[str, Any]:
    """The policies, by the names of their files."""
    return {
        policy_file(each.handler): policies.policy(each.handler, environment, streams=each.kind == "stream")
        for each in functions.functions(app)
    }


def policy_file(function: str) -> str:
    """Where the policy of a function stands."""
    return f"policy-{function}.json"


def with_code(template: dict[str, Any], bucket: str, key: str) -> dict[str, Any]:
    """The template whose functions run the code stored there."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    return template
