"""A version on its way into an environment, on an embedded CloudFormation: kept, or taken back without a trace."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from infra import environments
from infra.deploy.__main__ import reached_at
from infra.deploy.release import Release
from infra.deploy.stack import Stack
from infra.environments.cloud import Cloud, Refused
from infra.local import ministack as stores
from infra.operate.sentences import in_words

pytestmark = pytest.mark.ministack

NUMBERS = itertools.count(1)
BROKEN = {
    "Type": "AWS::Lambda::Url",
    "Properties": {"AuthType": "AWS_IAM", "TargetFunctionArn": "nobody"},
    "DependsOn": ["WorkTable"],
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of an embedded AWS."""
    running = stores.start()
    yield running.endpoint
    running.stop()


@pytest.fixture
def cloud(endpoint: str) -> Cloud:
    """An environment that keeps its data and has nothing yet."""
    page = msgspec.structs.replace(environments.read("prod"), name=f"prod{next(NUMBERS)}")
    return Cloud(page, endpoint)


@pytest.fixture
def stack(cloud: Cloud) -> Iterator[Stack]:
    """Its stack; what is left of it is taken away."""
    made = Stack(cloud, cloud.environment.stack, say=lambda _: None)
    yield made
    if made.describe() is not None:
        made.protect(False)
        made.delete()


def table(name: str) -> dict[str, Any]:
    """A table as production has them: kept whatever happens."""
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            "DeletionProtectionEnabled": True,
        },
    }


def template(cloud: Cloud, *rooms: str, **more: Any) -> dict[str, Any]:
    made = {f"{room.capitalize()}Table": table(f"{cloud.environment.stack}-{room}") for room in rooms}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {**made, **more}}


def deployed(cloud: Cloud, stack: Stack, wanted: dict[str, Any], wrong: list[str] | None = None, **how: Any) -> None:
    """What a deployment does, but for the product; ``wrong`` is what its check finds at the first look."""
    looks = iter([wrong or []])
    release = Release.into(cloud, stack, lambda _: next(looks, []), **how)
    release.apply(wanted, ask=False)
    release.prove("https://own.example")
    release.keep(wanted)


def tables(cloud: Cloud) -> dict[str, bool]:
    """The environment's tables, and whether each is protected."""
    client = cloud.client("dynamodb")
    names = [name for name in client.list_tables()["TableNames"] if name.startswith(f"{cloud.environment.stack}-")]
    found = [client.describe_table(TableName=name)["Table"] for name in names]
    return {each["TableName"].rpartition("-")[2]: bool(each.get("DeletionProtectionEnabled")) for each in found}


def test_a_first_deployment_that_failed_leaves_no_table_and_can_be_repeated(cloud: Cloud, stack: Stack) -> None:
    with pytest.raises(Refused, match="could not apply it"):
        deployed(cloud, stack, template(cloud, "work", Broken=BROKEN))
    after = tables(cloud)

    deployed(cloud, stack, template(cloud, "work"))

    assert after == {}
    assert tables(cloud) == {"work": True}


def test_what_has_proved_itself_is_protected_whoever_tries_to_take_it_away(cloud: Cloud, stack: Stack) -> None:
    deployed(cloud, stack, template(cloud, "work"))

    with pytest.raises(Refused, match="TerminationProtection"), in_words():
        stack.delete()

    described = stack.describe()
    assert described is not None and described["EnableTerminationProtection"] is True
    assert tables(cloud) == {"work": True}


def test_a_version_that_brought_a_table_and_does_not_serve_goes_with_it(cloud: Cloud, stack: Stack) -> None:
    deployed(cloud, stack, template(cloud, "work"))

    with pytest.raises(Refused, match="the version before serves again"):
        deployed(cloud, stack, template(cloud, "work", "plans"), ["the function tick fails"])
    after = tables(cloud)
    deployed(cloud, stack, template(cloud, "work", "plans"))

    assert after == {"work": True}
    assert tables(cloud) == {"work": True, "plans": True}


@pytest.mark.parametrize("part", ["found", "check"])
def test_a_version_that_cannot_even_be_checked_is_taken_back(cloud: Cloud, stack: Stack, part: str) -> None:
    deployed(cloud, stack, template(cloud, "work"))
    faults = iter([TimeoutError("the read operation timed out")])

    def breaks_once(*_: Any) -> list[str]:
        for fault in faults:
            raise fault
        return []

    release = Release.into(cloud, stack, breaks_once if part == "check" else lambda _: [])
    release.apply(template(cloud, "work", "plans"), ask=False)
    with pytest.raises(Refused, match="the version before serves again"):
        release.prove("https://own.example", breaks_once if part == "found" else lambda: None)

    assert tables(cloud) == {"work": True}


def test_a_desk_is_founded_before_anything_is_checked_so_that_its_password_is_shown(cloud: Cloud) -> None:
    done: list[str] = []

    def check(_: str) -> list[str]:
        done.append("checked")
        return ["the console answers 500"]

    first = Release(cloud, Stack(cloud, "deskbell-x"), None, frozenset(), check)
    with pytest.raises(Refused, match="the first version"):
        first.prove("https://own.example", lambda: done.append("founded"))

    assert done == ["founded", "checked"]


def test_a_table_that_was_there_before_is_never_taken_away(cloud: Cloud, stack: Stack) -> None:
    deployed(cloud, stack, template(cloud, "work", "plans"))

    with pytest.raises(Refused, match="PlansTable"):
        deployed(cloud, stack, template(cloud, "work"))

    assert tables(cloud) == {"work": True, "plans": True}


def test_a_host_name_that_dns_leads_to_goes_only_where_somebody_gives_it_up(cloud: Cloud, stack: Stack) -> None:
    certificate = "arn:aws:acm:eu-central-1:000000000000:certificate/c"
    named = {"DomainName": "desk.example.com", "RegionalCertificateArn": certificate}
    host = {"Type": "AWS::ApiGateway::DomainName", "Properties": named}
    deployed(cloud, stack, template(cloud, "work"))
    deployed(cloud, stack, template(cloud, "work", HostName=host))

    with pytest.raises(Refused, match=r"GIVE_UP=desk\.example\.com"):
        deployed(cloud, stack, template(cloud, "work"))
    stands = [each["domainName"] for each in cloud.client("apigateway").get_domain_names()["items"]]
    with pytest.raises(Refused, match="serves again"):
        deployed(cloud, stack, template(cloud, "work", "plans", HostName=host), ["broken"])
    still = [each["domainName"] for each in cloud.client("apigateway").get_domain_names()["items"]]
    deployed(cloud, stack, template(cloud, "work"), given_up="desk.example.com")

    assert (stands, still) == (["desk.example.com"], ["desk.example.com"])
    assert cloud.client("apigateway").get_domain_names()["items"] == []


def test_letters_name_a_host_only_once_it_leads_here() -> None:
    own, named = "https://abc.execute-api.eu-central-1.amazonaws.com/api", "https://desk.example.com"

    before_dns = reached_at("desk.example.com", own, own, lambda _: False)
    with_dns = reached_at("desk.example.com", own, own, lambda address: address == named)
    while_dns_is_down = reached_at("desk.example.com", own, named, lambda _: False)
    given_up = reached_at(None, own, named, lambda _: True)

    assert (before_dns, with_dns, while_dns_is_down, given_up) == (own, named, named, own)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("UPDATE_IN_PROGRESS", "right now"),
        ("DELETE_IN_PROGRESS", "right now"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
    ],
)
def test_a_stack_that_nothing_can_be_done_to_is_left_alone(cloud: Cloud, status: str, why: str) -> None:
    class Elsewhere(Stack):
        def describe(self) -> dict[str, Any]:
            return {"StackStatus": status, "Outputs": []}

    with pytest.raises(Refused, match=why):
        Release.into(cloud, Elsewhere(cloud, "deskbell-x"), lambda _: [])


def test_the_second_stage_of_former_versions_is_taken_away_and_no_other(cloud: Cloud, stack: Stack) -> None:
    made = template(cloud, RestAPI={"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "api"}})
    deployed(cloud, stack, {**made, "Outputs": {"RestAPIId": {"Value": {"Ref": "RestAPI"}}}})
    gateway, api = cloud.client("apigateway"), stack.outputs()["RestAPIId"]
    shown = gateway.create_deployment(restApiId=api)["id"]
    for name in ("api", "Stage"):
        gateway.create_stage(restApiId=api, stageName=name, deploymentId=shown)

    for _ in range(2):
        stack.forget_extra_stage()

    assert [each["stageName"] for each in gateway.get_stages(restApiId=api)["item"]] == ["api"]
