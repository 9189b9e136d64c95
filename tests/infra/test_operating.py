"""The tools of operators, each by itself: keys, a new desk, what a change set endangers, what is refused before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
from moto import mock_aws
from msgspec.structs import replace

from chalicelib.core import secrets, tokens
from chalicelib.core.desk import Desk, Settings
from chalicelib.core.errors import Unauthorized
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from infra import environments
from infra.deploy import beforehand, bootstrap, destroy
from infra.deploy.smoke import PLAN
from infra.deploy.stack import Change
from infra.environments.cloud import Cloud, Refused
from infra.operate import keys

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        yield Cloud(environments.read("dev"))


def settings() -> Settings:
    """As a function that starts now reads them."""
    named = {secrets.PARAMETER: "/deskbell/dev/token-keys", "DESKBELL_STAGE": "dev"}
    named["DESKBELL_PUBLIC_URL"] = "https://desk.example.com"
    return Settings.from_environment(secrets.environment(named))


# --- keys -----------------------------------------------------------------------------------------------------------


def test_the_first_deployment_makes_a_key_and_the_next_one_leaves_it(cloud: Cloud) -> None:
    first = keys.ensure(cloud)
    made = keys.held(cloud)
    second = keys.ensure(cloud)

    parameter = boto3.client("ssm", "eu-central-1").describe_parameters()["Parameters"][0]
    assert (first, second) == (True, False)
    assert keys.held(cloud) == made
    assert parameter["Type"] == "SecureString"
    assert settings().token_keys == tuple((each.partition(":")[0], each.partition(":")[2]) for each in made)


def test_tokens_of_two_keys_count_and_of_the_one_before_no_longer(cloud: Cloud, desk: Desk) -> None:
    keys.ensure(cloud)
    starting = [replace(desk, settings=settings())]
    for _ in range(2):
        keys.rotate(cloud)
        starting.append(replace(desk, settings=settings()))

    first, second, third = (tokens.issue(each, "test", {"sub": "a"}, life=60) for each in starting)

    newest = starting[-1]
    assert tokens.read(newest, "test", third)["sub"] == tokens.read(newest, "test", second)["sub"] == "a"
    with pytest.raises(Unauthorized):
        tokens.read(newest, "test", first)


def test_after_a_leak_only_the_new_key_counts(cloud: Cloud) -> None:
    keys.ensure(cloud)
    leaked = keys.held(cloud)

    names = keys.rotate(cloud, keep=1)

    assert len(names) == 1
    assert set(keys.held(cloud)).isdisjoint(leaked)


def test_no_desk_is_built_that_does_not_know_where_it_is_reached(cloud: Cloud) -> None:
    keys.ensure(cloud)
    named = {secrets.PARAMETER: "/deskbell/dev/token-keys", secrets.PUBLIC_URL_PARAMETER: "/deskbell/dev/public-url"}

    with pytest.raises(LookupError, match="/deskbell/dev/public-url: the deployment says where"):
        secrets.environment(named)
    of_template = secrets.environment({**named, "DESKBELL_PUBLIC_URL": "https://its.own/api"})
    cloud.client("ssm").put_parameter(Name="/deskbell/dev/public-url", Value="https://desk.example", Type="String")
    told = secrets.environment({**named, "DESKBELL_PUBLIC_URL": "https://its.own/api"})

    assert Settings.from_environment(of_template).public_url == "https://its.own/api"
    assert Settings.from_environment(told).public_url == "https://desk.example"
    for nowhere in ("", "desk.example.com"):
        with pytest.raises(ValueError, match="DESKBELL_PUBLIC_URL"):
            Settings.from_environment({**told, "DESKBELL_PUBLIC_URL": nowhere})


def test_without_a_parameter_the_environment_is_taken_as_it_is() -> None:
    environ = {"DESKBELL_TOKEN_KEYS": "k1:here"}

    assert secrets.environment(environ) == environ


# --- bootstrap ------------------------------------------------------------------------------------------------------


def test_founding_twice_is_once_and_the_first_password_must_be_changed(desk: Desk) -> None:
    password = bootstrap.bootstrap(desk, "op@example.com")
    again = bootstrap.bootstrap(desk, "op@example.com")

    (agent,) = people.list_agents(desk)
    assert password is not None and len(password) >= 20
    assert again is None
    assert (agent.email, agent.role, agent.must_change_password) == ("op@example.com", "administrator", True)
    assert plans.read_plan(desk, PLAN).key == "smoke"


def test_founding_that_died_half_way_is_finished_by_the_next(desk: Desk) -> None:
    with pytest.raises(Refused, match="ADMIN_EMAIL"):
        bootstrap.bootstrap(desk, None)

    password = bootstrap.bootstrap(desk, "op@example.com")

    assert password


# --- what is refused beforehand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "dangerous"),
    [
        (Change("Modify", "WorkTable", "AWS::DynamoDB::Table", "False"), False),
        (Change("Modify", "WorkTable", "AWS::DynamoDB::Table", "True"), True),
        (Change("Remove", "WorkTable", "AWS::DynamoDB::Table", ""), True),
        (Change("Add", "NewTable", "AWS::DynamoDB::Table", ""), False),
        (Change("Remove", "OldAlarm", "AWS::CloudWatch::Alarm", ""), False),
    ],
)
def test_a_change_that_would_take_data_away_is_seen(change: Change, dangerous: bool) -> None:
    assert change.endangers_data is dangerous


@pytest.mark.parametrize(
    ("module", "values", "why"),
    [
        ("infra.deploy", {}, "there is no environment"),
        ("infra.deploy", {"ENV": "production"}, "there are dev, prod, staging"),
        ("infra.deploy.destroy", {"ENV": "prod", "NAME": "deskbell-prod"}, "protected"),
        ("infra.operate.keys", {"ENV": "dev"}, "rotate"),
        ("infra.operate.work", {"ENV": "dev"}, "redrive ID|KIND|all"),
    ],
)
def test_a_command_that_cannot_be_meant_says_why_and_touches_nothing(
    module: str, values: dict[str, str], why: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ENV"))}
    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}  # nobody listens there

    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=kept | nowhere | values,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode in (1, 2)
    assert why in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wanted", "ours", "unreserved", "most"),
    [(400, 0, 1000, None), (900, 0, 1000, None), (901, 0, 1000, 900), (400, 400, 600, None), (400, 0, 10, 0)],
)
def test_more_copies_than_the_account_can_reserve_are_refused_before_anything_changes(
    wanted: int, ours: int, unreserved: int, most: int | None
) -> None:
    if most is None:
        beforehand.check_room(wanted, ours, unreserved)
        return

    with pytest.raises(Refused, match=f"can reserve {most}:"):
        beforehand.check_room(wanted, ours, unreserved)


def test_whoever_took_the_buckets_name_is_given_nothing(cloud: Cloud) -> None:
    asked: list[tuple[str, str | None]] = []

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        asked.append((model.name, params["headers"].get("x-amz-expected-bucket-owner")))

    cloud.session.events.register("before-call.s3", note)

    cloud.store("dev/package.zip", b"code")
    cloud.store("dev/package.zip", b"code")
    destroy._forget_packages(cloud)

    owners = {owner for name, owner in asked if name != "CreateBucket"}  # which fails for a name that is taken
    assert owners == {cloud.account}
    assert {"HeadBucket", "HeadObject", "PutObject", "ListObjectsV2", "DeleteObject"} <= {name for name, _ in asked}


def test_a_package_is_found_where_its_partition_keeps_it() -> None:
    class Elsewhere(Cloud):
        bucket, account = "bucket", "1" * 12

        def client(self, service: str, **_: Any) -> Any:
            class Kept:
                meta = boto3.client(service, self.environment.region).meta

                def head_object(self, **_: Any) -> None:
                    """It is there."""

            return Kept()

    places = {
        region: Elsewhere(msgspec.structs.replace(environments.read("dev"), region=region)).store("key", b"")
        for region in ("eu-central-1", "cn-north-1")
    }

    assert places == {
        "eu-central-1": "https://bucket.s3.eu-central-1.amazonaws.com/key",
        "cn-north-1": "https://bucket.s3.cn-north-1.amazonaws.com.cn/key",
    }


class Roomy(Cloud):
    """An account in which so many functions may run at once, and that has none yet."""

    account = "1" * 12

    def __init__(self, page: environments.Environment, room: int = 1000) -> None:
        super().__init__(page)
        self.room = room
        self.exceptions = boto3.client("lambda", "eu-central-1").exceptions

    def client(self, service: str, **_: Any) -> Any:
        return self

    def get_account_settings(self) -> Any:
        return {"AccountLimit": {"UnreservedConcurrentExecutions": self.room}}

    def get_function_concurrency(self, **_: Any) -> Any:
        return {}


def test_china_is_told_what_it_has_not_got(capsys: pytest.CaptureFixture[str]) -> None:
    plain = environments.read("dev")
    china = msgspec.structs.replace(plain, region="cn-north-1")
    by_server = msgspec.structs.replace(china, smtp=environments.Smtp(host="smtp.example.cn"))

    said = []
    for page in (china, by_server, plain):
        beforehand.check(Roomy(page))
        said.append(capsys.readouterr().out)

    assert [each.count("no SES in aws-cn") for each in said] == [1, 0, 0]
    assert [each.count("no SMS in aws-cn") for each in said] == [1, 1, 0]


@pytest.mark.parametrize(("room", "reserved"), [(10, None), (1000, 5)])
def test_where_not_one_console_could_be_opened_nothing_is_deployed(room: int, reserved: int | None) -> None:
    page = msgspec.structs.replace(environments.read("dev"), api_concurrency=reserved)

    with pytest.raises(Refused, match=f"here {reserved or room} may run"):
        beforehand.check(Roomy(page, room))


def test_credentials_of_another_account_are_refused(cloud: Cloud) -> None:
    page = environments.read("dev")
    elsewhere = type(page)(**{field: getattr(page, field) for field in page.__struct_fields__} | {"account": "9" * 12})

    with pytest.raises(Refused, match="not of 999999999999"):
        _ = Cloud(elsewhere).account
