"""Where files are: a bucket that is closed, and S3 asked without botocore; a folder that does the same."""

from __future__ import annotations

import base64
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials as BotoCredentials

from chalicelib.core.errors import Unavailable
from chalicelib.core.files import NOWHERE, Files, FilesOff, Form, Shown, Terms, disposition
from chalicelib.core.s3 import BUCKET, Bucket, of_environment
from chalicelib.core.signing import Credentials
from infra import environments
from infra.local import ministack as stores
from infra.local.filing import PREFIX, Folder, form_in
from infra.template import files
from tests.files.senders import multipart
from tests.infra.conftest import Templates
from tests.worlds import Clock

NAME = "deskbell-test-files"
PICTURE = Shown("image/png", "猫 1.png", inline=True)


@pytest.mark.parametrize("name", environments.known())
def test_the_bucket_is_closed_encrypted_and_lets_browsers_post_alone(templates: Templates, name: str) -> None:
    (bucket,) = templates.of_kind(name, files.KIND).values()
    (policy,) = templates.of_kind(name, "AWS::S3::BucketPolicy").values()

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert "BucketEncryption" in bucket
    assert [each["AllowedMethods"] for each in bucket["CorsConfiguration"]["CorsRules"]] == [["POST"]]
    assert [each["Prefix"] for each in bucket["LifecycleConfiguration"]["Rules"]] == ["new/", "mail/"]
    assert [each["Effect"] for each in policy["PolicyDocument"]["Statement"]] == ["Deny"]
    assert "BucketName" not in bucket


def test_what_the_bucket_of_a_protected_environment_holds_stays(templates: Templates) -> None:
    kept = {name: templates[name]["Resources"][files.BUCKET]["DeletionPolicy"] for name in ("dev", "prod")}

    assert kept == {"dev": "Delete", "prod": "Retain"}


# --- signatures -----------------------------------------------------------------------------------------------------

AT = datetime(2026, 11, 28, 9, 3, 7, tzinfo=UTC)
WHO = Credentials("AKIDEXAMPLE", "a secret", "a token/with+signs")
BASE = f"https://{NAME}.s3.eu-central-1.amazonaws.com"


def bucket_at(at: datetime) -> Bucket:
    return Bucket(BASE, NAME, "eu-central-1", lambda: WHO, lambda: at)


def test_a_link_is_signed_as_botocore_signs_it() -> None:
    link, _, signature = bucket_at(AT).link("kept/fil_1/cpy_2", PICTURE).partition("&X-Amz-Signature=")

    request = AWSRequest("GET", link)
    request.context["timestamp"] = "20261128T090000Z"
    signer = S3SigV4QueryAuth(BotoCredentials(WHO.access_key, WHO.secret_key, WHO.token), "s3", "eu-central-1")
    text = signer.string_to_sign(request, signer.canonical_request(request))
    asked = parse_qs(urlsplit(link).query)
    assert signature == signer.signature(text, request)
    assert asked["X-Amz-Date"] == ["20261128T090000Z"]
    assert asked["X-Amz-Security-Token"] == [WHO.token]


def test_links_of_the_same_minutes_are_the_same_so_that_browsers_keep_what_they_show() -> None:
    first, soon, later = (bucket_at(AT.replace(minute=each)).link("kept/a", PICTURE) for each in (1, 4, 6))

    assert first == soon
    assert later != first


def test_a_form_says_every_condition_that_it_is_held_to() -> None:
    form = bucket_at(AT).form("new/fil_1", Terms("image/png", 5_000, 900))

    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert policy["expiration"] == "2026-11-28T09:18:07Z"
    assert ["content-length-range", 1, 5_000] in policy["conditions"]
    assert {"bucket": NAME} in policy["conditions"]
    said = {name: value for each in policy["conditions"] if isinstance(each, dict) for name, value in each.items()}
    assert {**form.fields, "bucket": NAME} == {
        **said,
        "policy": form.fields["policy"],
        "x-amz-signature": form.fields["x-amz-signature"],
    }


@pytest.mark.parametrize(
    ("environ", "base"),
    [
        ({BUCKET: NAME}, BASE),
        ({BUCKET: NAME, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, f"http://127.0.0.1:9/{NAME}"),
    ],
)
def test_the_environment_says_where_the_bucket_is(environ: Mapping[str, str], base: str) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}

    made = of_environment({**environ, **keys}, "eu-central-1")

    assert made.link("kept/a", PICTURE).startswith(f"{base}/kept/a?")


def test_an_environment_without_a_bucket_has_no_place_for_files() -> None:
    made = of_environment({})

    assert made is NOWHERE
    with pytest.raises(FilesOff):
        made.form("new/a", Terms("image/png", 1))
    assert made.read("kept/a") is None


def test_a_name_in_any_language_is_told_without_a_way_out_of_the_header() -> None:
    told = disposition(Shown("text/plain", '猫".txt\r\nSet-Cookie: a'))

    assert "\r" not in told
    assert "\n" not in told
    assert told.startswith("attachment; filename=")
    assert "%E7%8C%AB" in told


# --- one behaviour, two places --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> Iterator[stores.Store]:
    """The embedded AWS."""
    made = stores.start()
    yield made
    made.stop()


class Local:
    """The folder, asked as the local server asks it."""

    def __init__(self, folder: Path) -> None:
        self.files: Files = Folder(folder, "http://127.0.0.1:1", "a secret", Clock())

    def send(self, form: Form, content: bytes) -> int:
        kind, body = multipart(form.fields, content)
        assert isinstance(self.files, Folder)
        return self.files.answer("POST", PREFIX, {"content-type": kind}, body).status

    def get(self, link: str) -> tuple[int, Mapping[str, str], bytes]:
        assert isinstance(self.files, Folder)
        parts = urlsplit(link)
        reply = self.files.answer("GET", f"{parts.path}?{parts.query}", {}, b"")
        return reply.status, {name.lower(): str(value) for name, value in reply.headers.items()}, reply.body


class Cloud:
    """A bucket of the embedded AWS, asked as browsers ask it."""

    def __init__(self, store: stores.Store) -> None:
        # its own keys, those of the process that started it: signatures are checked
        keys = {name: os.environ[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
        environ = {**stores.environment_for(store), BUCKET: NAME, **keys}
        client = boto3.client(
            "s3",
            endpoint_url=store.endpoint,
            region_name="eu-central-1",
            config=Config(s3={"addressing_style": "path"}),
        )
        place: Any = {"LocationConstraint": "eu-central-1"}
        with suppress(client.exceptions.BucketAlreadyOwnedByYou):
            client.create_bucket(Bucket=NAME, CreateBucketConfiguration=place)
        self.files = of_environment(environ, "eu-central-1")

    def send(self, form: Form, content: bytes) -> int:
        kind, body = multipart(form.fields, content)
        return self._asked(urllib.request.Request(form.url, body, {"Content-Type": kind}, method="POST"))[0]

    def get(self, link: str) -> tuple[int, Mapping[str, str], bytes]:
        return self._asked(urllib.request.Request(link))

    def _asked(self, request: urllib.request.Request) -> tuple[int, Mapping[str, str], bytes]:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {}, error.read()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Local | Cloud:
    if request.param == "folder":
        return Local(tmp_path)
    return Cloud(request.getfixturevalue("store"))


def test_what_a_form_brings_is_read_copied_linked_and_taken_away(place: Local | Cloud) -> None:
    content = bytes(range(256)) * 40
    form = place.files.form("new/fil_1", Terms("image/png", 20_000))

    assert place.files.read("new/fil_1") is None
    assert place.files.copy("new/fil_1", "kept/fil_1/a") is False
    assert place.send(form, content) == 204
    assert place.files.copy("new/fil_1", "kept/fil_1/a") is True
    place.files.delete(["new/fil_1", "new/never"])

    first, last, whole = (place.files.read("kept/fil_1/a", *each) for each in ((0, 10), (-10, 10), ()))
    assert first is not None
    assert last is not None
    assert whole is not None
    assert (first.content, last.content, whole.content) == (content[:10], content[-10:], content)
    assert first.size == last.size == whole.size == len(content)
    assert place.files.read("new/fil_1") is None
    place.files.put("kept/fil_1/a", b"plain")
    status, headers, body = place.get(place.files.link("kept/fil_1/a", PICTURE))
    assert (status, body) == (200, b"plain")
    assert headers["content-type"] == "image/png"
    assert headers["content-disposition"] == disposition(PICTURE)


def test_a_form_is_held_to_its_conditions(place: Local | Cloud) -> None:
    form = place.files.form("new/fil_2", Terms("image/png", 100))

    wrong = {
        "key": {**form.fields, "key": "kept/fil_1/a"},
        "type": {**form.fields, "Content-Type": "text/html"},
    }
    refused = {what: place.send(Form(form.url, fields), b"x") for what, fields in wrong.items()}
    large = place.send(form, b"x" * 101)

    assert refused == {"key": 403, "type": 403}
    assert large in (400, 403)
    assert place.files.read("new/fil_2") is None


def test_a_link_is_good_for_what_it_names_alone(tmp_path: Path) -> None:
    clock = Clock()
    folder = Folder(tmp_path, "http://127.0.0.1:1", "a secret", clock)
    folder.put("kept/a", b"a")
    folder.put("kept/b", b"b")
    link = folder.link("kept/a", Shown("application/pdf", "a.pdf", seconds=60)).removeprefix("http://127.0.0.1:1")

    def status(target: str) -> int:
        return folder.answer("GET", target, {}, b"").status

    assert status(link) == 200
    assert status(link.replace("kept/a", "kept/b")) == 403
    assert status(link.replace("attachment", "inline")) == 403
    assert status(link.replace("application%2Fpdf", "text%2Fhtml")) == 403
    assert status(link.replace("kept/a", "../desk.db")) == 403
    assert status(PREFIX) == 403
    clock.forward(minutes=7)
    assert status(link) == 403


def test_what_the_folder_gives_runs_in_no_browser(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "http://127.0.0.1:1", "a secret", Clock())
    folder.put("kept/a", b"<script>")

    link = folder.link("kept/a", Shown("text/plain", "a.txt")).removeprefix("http://127.0.0.1:1")
    reply = folder.answer("GET", link, {}, b"")

    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in str(reply.headers["Content-Security-Policy"])
    assert str(reply.headers["Content-Disposition"]).startswith("attachment")


@pytest.mark.parametrize("body", [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--x--'])
def test_what_is_no_form_with_a_file_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"form|multipart"):
        form_in("multipart/form-data; boundary=x", body)
    with pytest.raises(ValueError, match="multipart"):
        form_in("application/json", body)


def test_a_bucket_that_does_not_answer_is_a_503() -> None:
    gone = Bucket(f"http://127.0.0.1:{stores.free_port()}", NAME, "eu-central-1", lambda: WHO)

    with pytest.raises(Unavailable):
        gone.read("kept/a")
