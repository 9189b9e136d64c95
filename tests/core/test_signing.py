"""Requests are signed as botocore signs them, byte by byte."""

from __future__ import annotations

from datetime import UTC, datetime

import botocore.auth
import botocore.awsrequest
import botocore.credentials
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.signing import Credentials, Signer, source

TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
CREDENTIALS = st.builds(Credentials, TEXTS, TEXTS, st.none() | TEXTS)
HOSTS = st.sampled_from(["dynamodb.eu-central-1.amazonaws.com", "127.0.0.1:4566", "ssm.cn-north-1.amazonaws.com.cn"])
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"}


def as_botocore_signs(
    who: Credentials, service: str, region: str, moment: datetime, host: str, named: dict[str, str], body: bytes
) -> dict[str, str]:
    """The headers that botocore would send at this moment."""
    request = AWSRequest("POST", f"https://{host}/", headers=named, data=body)
    request.context["timestamp"] = moment.strftime("%Y%m%dT%H%M%SZ")
    auth = SigV4Auth(botocore.credentials.Credentials(who.access_key, who.secret_key, who.token), service, region)
    auth._modify_request_before_signing(request)
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    auth._inject_signature_to_request(request, signature)
    return dict(request.headers.items())


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    who=CREDENTIALS,
    service=st.sampled_from(["dynamodb", "ssm"]),
    region=st.sampled_from(["eu-central-1", "us-gov-west-1", "cn-north-1"]),
    moment=MOMENTS,
    host=HOSTS,
    operation=st.text("abcdefGHIJ", min_size=1, max_size=20),
    body=st.binary(max_size=300),
)
def test_a_hundred_requests_have_the_headers_that_botocore_gives_them(
    who: Credentials, service: str, region: str, moment: datetime, host: str, operation: str, body: bytes
) -> None:
    named = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"DynamoDB_20120810.{operation}"}
    signer = Signer(service, region, lambda: who, lambda: moment)

    ours = signer.headers(host, "/", named, body)

    assert ours == as_botocore_signs(who, service, region, moment, host, named, body)


def test_the_key_of_a_day_ends_with_the_day_and_with_the_secret() -> None:
    moments = [datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)]
    keys = [Credentials("AKIA", "secret"), Credentials("AKIB", "renewed", "token")]
    asked = [(moment, who) for moment in moments for who in keys]
    whose, when = iter([who for _, who in asked]), iter([moment for moment, _ in asked])
    signer = Signer("dynamodb", "eu-central-1", whose.__next__, when.__next__)

    for moment, who in asked:
        signed = signer.headers("host", "/", {}, b"{}")
        assert signed == as_botocore_signs(who, "dynamodb", "eu-central-1", moment, "host", {}, b"{}")


def test_credentials_of_the_environment_are_taken_as_they_are() -> None:
    plain, with_token = source(ENVIRONMENT), source({**ENVIRONMENT, "AWS_SESSION_TOKEN": "token"})

    assert plain() == Credentials("AKIA", "secret")
    assert with_token() == Credentials("AKIA", "secret", "token")


def test_without_any_in_the_environment_botocore_finds_them() -> None:
    provided = source({})  # this process has some in its own environment

    assert provided() == Credentials("testing", "testing")
