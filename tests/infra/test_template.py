"""The template of an environment: what models and triggers say, and nothing that CloudFormation would refuse."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import app
from chalicelib.core import aws
from chalicelib.core import tables as core_tables
from chalicelib.core.paths import GATHERED, GREEDY, resource_of
from chalicelib.everything import ROUTES, TABLES
from infra import environments
from infra.deploy import rendering
from infra.deploy.release import provisional
from infra.local.gateway import Gateway
from infra.template import crowd, document, functions, gateway, tables
from tests.infra.alike import with_few_of_each_kind
from tests.infra.conftest import Templates

pytestmark = pytest.mark.long

ENVIRONMENTS = environments.known()
OF_CLOUDFORMATION = {
    "TableName",
    "BillingMode",
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "SSESpecification",
    "DeletionProtectionEnabled",
    "PointInTimeRecoverySpecification",
    "TimeToLiveSpecification",
    "StreamSpecification",
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_table_key_and_index_of_the_models_is_there_exactly(templates: Templates, name: str) -> None:
    made = templates.of_kind(name, "AWS::DynamoDB::Table")

    by_name = {properties["TableName"]: properties for properties in made.values()}

    assert set(by_name) == {f"deskbell-{name}-{tables.room(model)}" for model in TABLES}
    assert len(made) == len(TABLES)
    for model in TABLES:
        properties, said = by_name[f"deskbell-{name}-{tables.room(model)}"], core_tables.describe(model)
        assert set(properties) <= OF_CLOUDFORMATION
        for part in ("KeySchema", "AttributeDefinitions", "BillingMode"):
            assert properties[part] == said[part]
        assert properties.get("GlobalSecondaryIndexes") == said.get("GlobalSecondaryIndexes")
        expires = properties.get("TimeToLiveSpecification", {})
        assert expires.get("AttributeName") == core_tables.time_to_live(model)


@pytest.mark.parametrize(("name", "kept"), [("dev", False), ("prod", True)])
def test_data_is_protected_where_the_environment_says_so(templates: Templates, name: str, kept: bool) -> None:
    resources = templates[name]["Resources"].values()

    made = [each for each in resources if each["Type"] == "AWS::DynamoDB::Table"]

    for table in made:
        properties = table["Properties"]
        assert properties["DeletionProtectionEnabled"] is kept
        assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": kept}
        assert table["DeletionPolicy"] == ("Retain" if kept else "Delete")
        assert table["UpdateReplacePolicy"] == "Retain"


def asks_by(template: dict[str, Any]) -> set[str]:
    """By what the functions of a template ask DynamoDB."""
    made = [each["Properties"] for each in template["Resources"].values() if each["Type"].endswith("::Function")]
    assert len(made) == len(functions.functions(app.app))
    environs = [each["Environment"]["Variables"] for each in made]
    assert all(aws.is_lean(each) == (each[aws.TRANSPORT] == "lean") for each in environs)
    return {each[aws.TRANSPORT] for each in environs}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_dynamodb_is_asked_by_our_own_requests_in_every_environment(templates: Templates, name: str) -> None:
    assert asks_by(templates[name]) == {"lean"}


def test_a_page_that_says_so_goes_back_to_botocore_in_every_function(tmp_path: Path, in_china: dict[str, Any]) -> None:
    (tmp_path / "test.json").write_text(json.dumps({"transport": "botocore"}))

    environment = environments.read("test", tmp_path)

    assert environment.transport == CHINA.transport == "botocore"
    assert asks_by(in_china) == {"botocore"}


def test_new_work_invokes_its_function_and_nothing_else_does(templates: Templates) -> None:
    deliver = templates["prod"]["Resources"]["Deliver"]["Properties"]
    streams = {
        each: properties["StreamSpecification"]
        for each, properties in templates.of_kind("prod", "AWS::DynamoDB::Table").items()
        if "StreamSpecification" in properties
    }

    ((event),) = deliver["Events"].values()

    how = event["Properties"]
    (filtered,) = how["FilterCriteria"]["Filters"]
    assert streams == {"WorkTable": {"StreamViewType": "NEW_IMAGE"}}
    assert event["Type"] == "DynamoDB"
    assert how["Stream"] == {"Fn::GetAtt": ["WorkTable", "StreamArn"]}
    assert json.loads(filtered["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"NewImage": {"runs": {"S": ["at once"]}}},
    }
    assert how["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert how["BisectBatchOnFunctionError"] is True
    assert (how["MaximumRetryAttempts"], how["MaximumRecordAgeInSeconds"]) == (3, 300)
    assert how["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["Failures", "Arn"]}


def test_every_trigger_of_the_app_has_a_function_with_a_role_of_its_own(templates: Templates) -> None:
    made = templates.of_kind("prod", "AWS::Serverless::Function")

    known = functions.functions(app.app)

    seconds = {"api": 29, "stream": 120, "schedule": 300, "event": 60, "topic": 60}
    assert set(made) == {each.logical_id for each in known}
    assert {each.kind for each in known} == set(seconds)
    roles = [made[each.logical_id]["Role"]["Fn::GetAtt"][0] for each in known]
    assert len(set(roles)) == len(roles)
    for each in known:
        properties = made[each.logical_id]
        assert properties["FunctionName"] == f"deskbell-prod-{each.handler.replace('_', '-')}"
        assert properties["Tracing"] == "Active"
        assert properties["MemorySize"] == environments.read("prod").memory
        assert properties["Timeout"] == seconds[each.kind]
        assert properties["Runtime"] == f"python{sys.version_info.major}.{sys.version_info.minor}"
        if each.kind in ("schedule", "event", "topic"):
            failed = properties["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
            assert failed == {"Type": "SQS", "Destination": {"Fn::GetAtt": ["Failures", "Arn"]}}


def test_a_crowd_of_visitors_leaves_room_for_the_work_that_agents_wait_for(templates: Templates) -> None:
    made = templates.of_kind("prod", "AWS::Serverless::Function").items()

    reserved = {name: properties.get("ReservedConcurrentExecutions") for name, properties in made}
    assert reserved == {"APIHandler": 400} | dict.fromkeys(("Tick", "Hourly", "Deliver", "Returned", "MailArrived"))


def test_logs_are_kept_as_long_as_the_environment_says(templates: Templates) -> None:
    days = {}
    for name in ENVIRONMENTS:
        groups = templates.of_kind(name, "AWS::Logs::LogGroup").values()
        days[name] = {group["RetentionInDays"] for group in groups}
        assert len(groups) == len(functions.functions(app.app)) + 1  # and who asked what of the API

    assert days == {name: {environments.read(name).log_days} for name in ENVIRONMENTS}


def test_the_api_has_limits_and_its_own_refusals_can_be_read_by_pages(templates: Templates) -> None:
    api = templates["prod"]["Resources"]["RestAPI"]["Properties"]

    refusals = api["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]

    (limits,) = api["MethodSettings"]
    most = crowd.limits(environments.read("prod"))
    assert (limits["ThrottlingRateLimit"], limits["ThrottlingBurstLimit"]) == (most.rate, most.burst)
    assert api["MinimumCompressionSize"] == 1024
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "MISSING_AUTHENTICATION_TOKEN"} <= set(refusals)
    for refusal in refusals.values():
        headers, body = refusal["responseParameters"], json.loads(refusal["responseTemplates"]["application/json"])
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"
        assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
        assert headers["gatewayresponse.header.X-Content-Type-Options"] == "'nosniff'"
        assert headers["gatewayresponse.header.Strict-Transport-Security"] == "'max-age=31536000'"
        assert body["code"] and body["title"] and body["request_id"] == "$context.requestId"
        assert body.get("status") == (int(refusal["statusCode"]) if "statusCode" in refusal else None)


def test_every_route_of_the_product_is_in_the_api_with_its_preflight(templates: Templates) -> None:
    paths = templates["dev"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]

    routes = [route for room in ROUTES for route in room.declared]

    for route in routes:
        there = paths[resource_of(route.path)]
        assert route.method.lower() in there, route
        assert ("head" in there) == ("get" in there), route
        preflight = there["options"]["x-amazon-apigateway-integration"]
        allowed = preflight["responses"]["default"]["responseParameters"]
        assert allowed["method.response.header.Access-Control-Allow-Origin"] == "'*'"
        assert route.method in allowed["method.response.header.Access-Control-Allow-Methods"].strip("'").split(",")


def test_whatever_a_path_does_not_take_reaches_the_function_that_says_what_it_takes(templates: Templates) -> None:
    paths = dict(templates["dev"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"])
    gateway_of = Gateway(app.app)
    gathered = [paths.pop(start + GREEDY) for start in GATHERED]
    methods_of = [method for each in gathered for name, method in each.items() if name != "options"]
    invoked = [each["x-amazon-apigateway-integration"] for each in methods_of]
    uris = {json.dumps(each["uri"]) for each in invoked}

    for path, methods in paths.items():
        declared = {each.upper() for each in methods if not each.startswith("x-")} - {"OPTIONS"}
        (usual,) = {json.dumps(methods[each.lower()]["x-amazon-apigateway-integration"]["uri"]) for each in declared}
        asked = methods["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
        refused = gateway_of.ask("PATCH", re.sub(r"{\w+}", "x", path), {})

        assert (json.dumps(asked["uri"]), asked["type"], asked["httpMethod"]) == (usual, "aws_proxy", "POST"), path
        assert refused.status == 405 and b"method_not_allowed" in refused.body, path
        assert set(str(refused.headers["Allow"]).split(", ")) == {*declared, "OPTIONS"}, path
        uris.add(usual)
    assert set(paths) == {each for each in app.app.routes if not each.startswith(GATHERED)}
    assert len(uris) == 1 and {(each["type"], each["httpMethod"]) for each in invoked} == {("aws_proxy", "POST")}


def test_a_template_is_small_enough_for_cloudformation(templates: Templates) -> None:
    # AWS CloudFormation user guide, quotas: 1 MB as an object in S3, 500 resources; the macro adds to both
    for name in ENVIRONMENTS:
        size, resources = len(json.dumps(templates[name]).encode()), len(templates[name]["Resources"])

        assert size < 800_000
        assert resources < 400
    # API Gateway, quotas for REST APIs: 300 resources of one API, which are all parts of all paths and the root
    paths = templates["dev"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    parts = [path.strip("/").split("/") for path in paths]
    assert len({tuple(each[:number]) for each in parts for number in range(len(each) + 1)}) <= 260


def test_ours_is_merged_into_resources_that_chalice_makes(templates: Templates, tmp_path: Path) -> None:
    environment = environments.read("staging")
    ours = document.ours(app.app, environment, "arm64")["Resources"]

    merged = templates["staging"]["Resources"]

    untyped = {name for name, resource in ours.items() if "Type" not in resource}
    assert untyped == {"RestAPI", *(each.logical_id for each in functions.functions(app.app))}
    assert all("Type" in resource for resource in merged.values())
    for name in untyped:
        assert merged[name]["Properties"]["CodeUri" if name != "RestAPI" else "StageName"]


def _rules(made: dict[str, Any]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = made["Firewall"]["Properties"]["Rules"]
    return rules


def test_the_api_is_public_under_one_stage_only(templates: Templates) -> None:
    # heavy: only who runs this test has to read them
    from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
    from samtranslator.translator.transform import transform

    # aws/serverless-application-model #191: without OpenApiVersion its macro makes a second one, called Stage
    for name in ENVIRONMENTS:
        template = copy.deepcopy(templates[name])
        for function in (
            each for each in template["Resources"].values() if each["Type"] == "AWS::Serverless::Function"
        ):
            function["Properties"]["CodeUri"] = "s3://bucket/key"
        made = transform(template, {"AWS::Region": "eu-central-1"}, ManagedPolicyLoader(None))["Resources"].values()

        deployments = [each["Properties"] for each in made if each["Type"] == "AWS::ApiGateway::Deployment"]
        stages = [each["Properties"] for each in made if each["Type"] == "AWS::ApiGateway::Stage"]

        assert [each.get("StageName") for each in deployments] == [None]
        assert [each["StageName"] for each in stages] == ["api"]
        assert stages[0]["MethodSettings"] and stages[0]["AccessLogSetting"]


def test_who_asks_is_logged_without_what_they_asked_or_proved(templates: Templates) -> None:
    api = templates["prod"]["Resources"]["RestAPI"]["Properties"]

    line = json.loads(api["AccessLogSetting"]["Format"])

    # AWS, API Gateway developer guide, "Variables for access logging": path would show tokens in addresses
    telling = {"$context.path", "$context.requestOverride", "$context.authorizer", "$context.identity.userAgent"}
    assert telling.isdisjoint(line.values())
    assert not [value for value in line.values() if "querystring" in value.lower() or "header" in value.lower()]
    assert {"$context.requestId", "$context.resourcePath", "$context.status"} <= set(line.values())
    assert api["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["ApiAccessLogs", "Arn"]}


def test_no_function_runs_that_does_not_know_where_the_desk_is_reached(templates: Templates) -> None:
    made = templates["prod"]["Resources"]

    told = {
        each.handler: made[each.logical_id]["Properties"]["Environment"]["Variables"].get("DESKBELL_PUBLIC_URL")
        for each in functions.functions(app.app)
    }

    own = {"Fn::Sub": "https://${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api"}
    # the API's own function cannot name the API, which names it; whoever calls it knows the address, and so does it
    assert told == {"api_handler": None} | dict.fromkeys(set(told) - {"api_handler"}, own)


def test_what_a_deployment_makes_anew_can_be_taken_back_until_it_has_proved_itself(templates: Templates) -> None:
    template, old = templates["prod"], {"WorkTable"}

    first, later = provisional(template, ()), provisional(template, old)

    def kept(made: dict[str, Any]) -> set[str]:
        return {name for name, each in made["Resources"].items() if each.get("DeletionPolicy") == "Retain"}

    def guarded(made: dict[str, Any]) -> set[str]:
        found = made["Resources"].items()
        return {name for name, each in found if each["Properties"].get("DeletionProtectionEnabled")}

    assert (kept(first), guarded(first)) == (set(), set())
    assert (kept(later), guarded(later)) == (old, old)
    assert len(guarded(template)) == len(TABLES)
    assert provisional(template, set(template["Resources"])) == template
    assert provisional(templates["dev"], ()) == templates["dev"]


CHINA = msgspec.structs.replace(environments.read("staging"), region="cn-north-1", name="china", transport="botocore")


@pytest.fixture(scope="module")
def in_china(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The template of an environment in China that names no mail server."""
    return rendering.render(CHINA, "x86_64", folder=tmp_path_factory.mktemp("china"))


def test_in_china_nothing_is_asked_of_what_is_not_there(in_china: dict[str, Any]) -> None:
    plain, china, template = environments.read("staging"), CHINA, in_china

    kinds = {resource["Type"] for resource in template["Resources"].values()}
    text = re.sub(r"(lambda|apigateway|events)\.amazonaws\.com", "", json.dumps(template))  # who may call, not where
    assert (china.partition, plain.partition) == ("aws-cn", "aws")
    assert not re.search(r"arn:aws:|amazonaws\.com", text)
    assert not re.search(r"ses:Send|sns:Publish", text)
    assert not [kind for kind in kinds if kind.startswith("AWS::SES::")]
    assert "ses:SendEmail" in json.dumps(document.policy_files(app.app, plain))


def test_options_bring_a_firewall_and_a_host_name() -> None:
    plain = environments.read("prod")
    asked = {"waf": True, "domain": "desk.example.com", "certificate": "arn:aws:acm:eu-central-1:1:certificate/c"}
    wanting = type(plain)(**{field: getattr(plain, field) for field in plain.__struct_fields__} | asked)

    without, made = gateway.resources(plain), gateway.resources(wanting)

    kinds = {resource.get("Type") for resource in made.values()}
    assert set(without) == {"RestAPI", "ApiAccessLogs"}
    (rate,) = (rule["Statement"]["RateBasedStatement"] for rule in _rules(made) if "RateBased" in str(rule))
    assert rate["Limit"] == crowd.limits(plain).of_one_address
    assert {"AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation", "AWS::ApiGateway::BasePathMapping"} <= kinds


def test_cfn_lint_finds_nothing(in_china: dict[str, Any], tmp_path: Path) -> None:
    plain = environments.read("prod")
    asked = {"waf": True, "domain": "desk.example.com", "certificate": "arn:aws:acm:eu-central-1:1:certificate/c"}
    asked |= {"api_concurrency": 50, "alarm_email": "ops@example.com", "email_from": "example.com", "name": "full"}
    full = type(plain)(**{field: getattr(plain, field) for field in plain.__struct_fields__} | asked)
    made = {"eu-central-1": rendering.render(full, "arm64", folder=tmp_path), CHINA.region: in_china}
    for region, template in made.items():
        known_there = {"Metadata": {"cfn-lint": {"config": {"regions": [region]}}}}
        (tmp_path / f"{region}.json").write_text(json.dumps(with_few_of_each_kind(template) | known_there))

    files = [str(tmp_path / f"{region}.json") for region in made]
    command = [str(Path(sys.executable).parent / "cfn-lint"), "--", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (said.stdout, said.returncode) == ("", 0)


def test_no_secret_and_no_account_is_in_a_template(templates: Templates) -> None:
    texts = [json.dumps(templates[name]) for name in ENVIRONMENTS]

    telling = re.compile(r"DESKBELL_TOKEN_KEYS\"|\bAKIA[A-Z0-9]{16}\b|:\d{12}:|secret of at least")
    found = [telling.findall(each) for each in texts]

    assert found == [[], [], []]
    for name, text in zip(ENVIRONMENTS, texts, strict=True):
        assert f'"DESKBELL_TOKEN_KEYS_PARAMETER": "/deskbell/{name}/token-keys"' in text


def widgets(templates: Templates, name: str) -> list[dict[str, Any]]:
    (dashboard,) = templates.of_kind(name, "AWS::CloudWatch::Dashboard").values()
    body: list[dict[str, Any]] = json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]
    return body


def test_the_dashboard_asks_for_operations_that_exist_and_shows_every_table(templates: Templates) -> None:
    operations = {route.operation for routes in ROUTES for route in routes.declared}
    shown = json.dumps(widgets(templates, "prod"))

    named = set(re.findall(r'operation = \\+"(\w+)', shown)) | {
        each for group in re.findall(r"operation in \[([^\]]*)\]", shown) for each in re.findall(r"\w+", group)
    }

    assert named and named <= operations
    assert {f"deskbell-prod-{tables.room(model)}" for model in TABLES} <= set(
        re.findall(r"deskbell-prod-[\w-]+", shown)
    )
