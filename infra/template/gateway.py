"""The API: how many requests it takes, what it says when it refuses one by itself, who may knock at all."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

from chalice.app import Chalice

from chalicelib.core.http import CORS, PROBLEM, STRICT_TRANSPORT
from chalicelib.core.paths import GATHERED, GREEDY
from infra.environments import Environment
from infra.template import crowd, logs

STAGE = "api"  # the first part of every path, where there is no host name of our own
API = "RestAPI"
ANY_METHOD, INTEGRATION = "x-amazon-apigateway-any-method", "x-amazon-apigateway-integration"
OWN_ADDRESS = f"https://${{{API}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/{STAGE}"
SMALLEST_COMPRESSED = 1024  # bytes; a chat message does not become smaller
ACCESS_LOGS = "ApiAccessLogs"
# one line for each request, refused ones too. The route and not the path, in which a token may stand, and nothing of
# the query string; where it came from is in it, or nobody could be found who asks too much
ACCESS_LINE = {
    "message": "access",
    "request_id": "$context.requestId",
    "at": "$context.requestTime",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "from": "$context.identity.sourceIp",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "refused": "$context.error.responseType",
}

# API Gateway's own refusals: its name for them, the status, our code, our words
REFUSALS: tuple[tuple[str, int | None, str, str], ...] = (
    ("MISSING_AUTHENTICATION_TOKEN", 404, "not_found", "There is no such path"),  # its word for an unknown path
    ("RESOURCE_NOT_FOUND", 404, "not_found", "There is no such path"),
    ("REQUEST_TOO_LARGE", 413, "body_too_large", "The body is too large"),
    ("UNSUPPORTED_MEDIA_TYPE", 415, "unsupported_media_type", "The body must be JSON"),
    ("THROTTLED", 429, "too_many_requests", "Too many requests, please slow down"),
    ("QUOTA_EXCEEDED", 429, "too_many_requests", "Too many requests, please slow down"),
    ("WAF_FILTERED", 403, "forbidden", "This request is not let in"),
    ("INTEGRATION_TIMEOUT", 504, "too_slow", "This took too long; it may have been done all the same"),
    ("INTEGRATION_FAILURE", 502, "error", "Something went wrong"),
    ("DEFAULT_4XX", None, "bad_request", "The request was refused"),
    ("DEFAULT_5XX", None, "error", "Something went wrong"),
)


def resources(environment: Environment) -> dict[str, Any]:
    """What is added to Chalice's API, and what stands around it."""
    most = crowd.limits(environment)
    limits = {
        "HttpMethod": "*",
        "ResourcePath": "/*",
        "ThrottlingRateLimit": most.rate,
        "ThrottlingBurstLimit": most.burst,
        "MetricsEnabled": False,  # the API's own figures are free; one set for each method is not
    }
    made: dict[str, Any] = {
        API: {
            "Properties": {
                "Name": environment.stack,
                # without it AWS's macro makes a second stage, "Stage", public and without any of the limits below
                "OpenApiVersion": "2.0",
                "MinimumCompressionSize": SMALLEST_COMPRESSED,
                "MethodSettings": [limits],
                "AccessLogSetting": {
                    "DestinationArn": {"Fn::GetAtt": [ACCESS_LOGS, "Arn"]},
                    "Format": json.dumps(ACCESS_LINE),
                },
                "DefinitionBody": {
                    "info": {"title": environment.stack},
                    "x-amazon-apigateway-gateway-responses": refusals(),
                },
            }
        }
    }
    made[ACCESS_LOGS] = logs.group(f"/aws/apigateway/{environment.stack}", environment)
    if environment.tracing:
        made[API]["Properties"]["TracingEnabled"] = True
    if environment.waf:
        made |= _firewall(environment)
    if environment.domain:
        made |= _host_name(environment)
    return made


def other_methods(app: Chalice) -> dict[str, Any]:
    """For each path whatever method nobody declared: our function refuses it (405), naming those that there are.

    API Gateway by itself would say that there is no such path. It prefers a method that is declared, HEAD among them.
    """
    refused = _whatever(405)
    return {path: {ANY_METHOD: refused} for path in sorted(app.routes)}


def gather(template: dict[str, Any]) -> None:
    """What lies under each of ``paths.GATHERED`` becomes one resource of the API; our function finds the route."""
    declared = template["Resources"][API]["Properties"]["DefinitionBody"]["paths"]
    for start in GATHERED:
        declared[start + GREEDY] = _as_one([declared.pop(path) for path in sorted(declared) if path.startswith(start)])


def _as_one(paths: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A resource that takes whatever one of these takes."""
    preflight = copy.deepcopy(paths[0]["options"])
    taken = {method.upper() for path in paths for method in path if method != ANY_METHOD}
    told = preflight[INTEGRATION]["responses"]["default"]["responseParameters"]
    told["method.response.header.Access-Control-Allow-Methods"] = f"'{','.join(sorted(taken))}'"
    place = [{"name": "proxy", "in": "path", "required": True, "type": "string"}]
    methods = [ANY_METHOD, *(each.lower() for each in sorted(taken - {"OPTIONS"}))]
    asked = {each: {**_whatever(200), "parameters": place} for each in methods}
    return {**asked, "options": preflight}


def _whatever(status: int) -> dict[str, Any]:
    """Any method, by our function."""
    invoked = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions"
    integration = {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "uri": {"Fn::Sub": f"{invoked}/${{APIHandler.Arn}}/invocations"},
        "passthroughBehavior": "when_no_match",
        "contentHandling": "CONVERT_TO_TEXT",
    }
    return {"responses": {str(status): {"description": f"{status} response"}}, INTEGRATION: integration}


def refusals() -> dict[str, Any]:
    """API Gateway's own errors in the form of ours, readable from every page (CORS)."""
    return {name: _refusal(status, code, title) for name, status, code, title in REFUSALS}


def _refusal(status: int | None, code: str, title: str) -> dict[str, Any]:
    body: dict[str, Any] = {"type": f"urn:deskbell:problem:{code}", "title": title, "code": code}
    body["request_id"] = "$context.requestId"
    if status:  # the refusals that share a default have statuses of their own, which a template cannot name
        body["status"] = status
    headers = {
        "Access-Control-Allow-Origin": "'*'",
        "Access-Control-Allow-Headers": f"'{CORS.allow_headers}'",
        "Access-Control-Expose-Headers": "'Retry-After,X-Request-Id'",
        "Cache-Control": "'no-store'",
        "Content-Type": f"'{PROBLEM}'",
        "Strict-Transport-Security": f"'{STRICT_TRANSPORT}'",
        "X-Content-Type-Options": "'nosniff'",
    }
    if status == 429:
        headers["Retry-After"] = "'1'"
    refusal: dict[str, Any] = {
        "responseParameters": {f"gatewayresponse.header.{name}": value for name, value in headers.items()},
        "responseTemplates": {"application/json": json.dumps(body)},
    }
    if status:
        refusal["statusCode"] = str(status)
    return refusal


def _firewall(environment: Environment) -> dict[str, Any]:
    apis = "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis"
    return {
        "Firewall": {
            "Type": "AWS::WAFv2::WebACL",
            "Properties": {
                "Name": environment.stack,
                "Scope": "REGIONAL",
                "DefaultAction": {"Allow": {}},
                "VisibilityConfig": _seen(environment.stack),
                "Rules": [
                    {
                        "Name": "rate-of-one-address",
                        "Priority": 0,
                        "Action": {"Block": {}},
                        "Statement": {
                            "RateBasedStatement": {
                                "Limit": crowd.limits(environment).of_one_address,
                                "AggregateKeyType": "IP",
                            },
                        },
                        "VisibilityConfig": _seen("rate-of-one-address"),
                    },
                    {
                        "Name": "known-bad-inputs",
                        "Priority": 1,
                        "OverrideAction": {"None": {}},
                        "Statement": {
                            "ManagedRuleGroupStatement": {
                                "VendorName": "AWS",
                                "Name": "AWSManagedRulesKnownBadInputsRuleSet",
                            }
                        },
                        "VisibilityConfig": _seen("known-bad-inputs"),
                    },
                ],
            },
        },
        "FirewallOfApi": {
            "Type": "AWS::WAFv2::WebACLAssociation",
            "DependsOn": [f"{API}{STAGE}Stage"],
            "Properties": {
                "ResourceArn": {"Fn::Sub": f"{apis}/${{{API}}}/stages/{STAGE}"},
                "WebACLArn": {"Fn::GetAtt": ["Firewall", "Arn"]},
            },
        },
    }


def _seen(metric: str) -> dict[str, Any]:
    return {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": metric}


def _host_name(environment: Environment) -> dict[str, Any]:
    return {
        "HostName": {
            "Type": "AWS::ApiGateway::DomainName",
            "Properties": {
                "DomainName": environment.domain,
                "RegionalCertificateArn": environment.certificate,
                "EndpointConfiguration": {"Types": ["REGIONAL"]},
                "SecurityPolicy": "TLS_1_2",
            },
        },
        "HostNameOfApi": {
            "Type": "AWS::ApiGateway::BasePathMapping",
            "DependsOn": [f"{API}{STAGE}Stage"],
            "Properties": {"DomainName": {"Ref": "HostName"}, "RestApiId": {"Ref": API}, "Stage": STAGE},
        },
    }


def outputs(environment: Environment) -> dict[str, Any]:
    """What the deployment prints: where the API is, and whom a host name must point to."""
    if not environment.domain:
        return {}
    target = {"Fn::GetAtt": ["HostName", "RegionalDomainName"]}
    return {"HostNameTarget": {"Description": f"The CNAME of {environment.domain}", "Value": target}}
