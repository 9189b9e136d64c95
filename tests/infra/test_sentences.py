"""A command in broken surroundings says in a sentence what is wrong, and touches nothing."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

import pytest
from botocore import exceptions as boto
from botocore.exceptions import ClientError

from infra.deploy import beforehand
from infra.environments.cloud import Refused
from infra.operate import keys
from infra.operate.sentences import in_words, of_aws
from tests.sources import nodes_of

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
# how each command is called by somebody who means it; those that ask AWS nothing are left out, by name
MEANT: dict[str, tuple[str, ...]] = {
    "operate.accounts": ("unlock",),
    "operate.archive": ("export", "out"),
    "operate.audit": (),
    "operate.exchange": ("export",),
    "operate.sealed": (),
    "deploy.__main__": (),
    "deploy.destroy": (),
    "operate.keys": ("rotate",),
    "operate.persons": ("forget",),
    "operate.recount": (),
    "operate.reindex": (),
    "operate.replay": (),
    "operate.work": ("list",),
}
SOME = {"deploy.__main__", "operate.work"}  # one of those that deploy, and one of those that operate
NEVER_ASK = {
    "deploy.contract",
    "locks.__main__",
    "locks.install",
    "bench.__main__",
    "bench.arrivals",
    "bench.costs",
    "bench.exchange",
    "bench.judging",
    "bench.partitions",
    "demo.__main__",
    "demo.history",
    "deploy.package",
    "local.__main__",
    "operate.backup",
}
MEANT_BY = {
    "ENV": "dev",
    "ADMIN_EMAIL": "a@example.com",
    "EMAIL": "a@example.com",
    "WHO": "vis_1",
    "OF": "agents",
    "AWS_MAX_ATTEMPTS": "1",
}
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "x"}
NO_FILES = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
NOWHERE = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled"}


class Refusing(BaseHTTPRequestHandler):
    """An AWS that refuses whatever it is asked, in the form of the protocol it is asked in."""

    def do_POST(self) -> None:
        code, message = self.path.split("/")[1], "as it is told here"
        target = self.headers.get("X-Amz-Target")
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if target or "/20" in self.path:  # JSON and REST: DynamoDB, SSM, Lambda
            body = json.dumps({"__type": code, "message": message, "Message": message})
        else:
            body = f"<R><Error><Code>{code}</Code><Message>{message}</Message></Error></R>"
        self.send_response(403)
        self.send_header("x-amzn-errortype", code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_PUT = do_DELETE = do_HEAD = do_POST  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Said by the test, if anything is wrong."""


@pytest.fixture(scope="module")
def refusing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def commands() -> set[str]:
    """Every command of infra, by the name of its module."""
    files = (ROOT / "infra").glob("*/*.py")
    mains = [file for file in files if "__main__" in file.read_text() and _has_main(file)]
    return {f"{file.parent.name}.{file.stem}" for file in mains}


def _has_main(file: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in ast.parse(file.read_text()).body)


# One process that has everything imported, and a copy of it (a fork) for each command in each surroundings.
TRYING = """
import importlib, inspect, json, os, sys, tempfile, traceback
import boto3
for name, arguments, surroundings in json.loads(sys.argv[1]):
    command = importlib.import_module("infra." + name).main
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            os.environ.update(surroundings)
            os.dup2(told.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDWR), 1)
            try:
                takes = "arguments" in inspect.signature(command).parameters
                code = command(arguments) if takes else command()
            except BaseException:
                traceback.print_exc()
                code = 70
            sys.stderr.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.seek(0)
        print(json.dumps([name, code, told.read().decode()]))
"""


Outcomes = dict[str, tuple[int, str]]  # of commands: how each ended, and what it said about it


def tried(surroundings: Iterable[tuple[Collection[str], dict[str, str]]], folder: Path) -> list[Outcomes]:
    """These commands in these surroundings."""
    kept = {each: value for each, value in os.environ.items() if not each.startswith(("AWS_", "DESKBELL_"))}
    wanted = list(surroundings)
    asked = [
        (name, [str(folder / each) if each == "out" else each for each in arguments], there)
        for names, there in wanted
        for name, arguments in MEANT.items()
        if name in names
    ]
    done = subprocess.run(
        [sys.executable, "-c", TRYING, json.dumps(asked)],
        cwd=ROOT,
        env={**kept, **NO_FILES, **NOWHERE, **MEANT_BY},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    told = iter([(name, (code, said)) for name, code, said in map(json.loads, done.stdout.splitlines())])
    return [dict(islice(told, len(names))) for names, _ in wanted]


@pytest.fixture(scope="module")
def outcomes(refusing: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcomes]:
    """What became of every command where something is wrong, by what that is; of two, for what is told apart later."""
    wrong: dict[str, tuple[Collection[str], dict[str, str]]] = {
        "no credentials": (MEANT, {}),
        "expired": (SOME, {**KEYS, "AWS_ENDPOINT_URL": f"{refusing}/ExpiredToken"}),
        "unknown": (SOME, {**KEYS, "AWS_ENDPOINT_URL": f"{refusing}/InvalidClientTokenId"}),
        "forbidden": (MEANT, {**KEYS, "AWS_ENDPOINT_URL": f"{refusing}/AccessDenied"}),
        "invalid": (SOME, {**KEYS, "AWS_ENDPOINT_URL": f"{refusing}/ValidationError"}),
        "no profile": (MEANT, {"AWS_PROFILE": "nobody"}),
        "no such environment": (MEANT, {"ENV": "production"}),
    }
    return dict(zip(wrong, tried(wrong.values(), tmp_path_factory.mktemp("commands")), strict=True))


def test_every_command_is_tried_or_asks_nothing() -> None:
    assert commands() - NEVER_ASK == set(MEANT)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("no credentials", "no credentials of an AWS account"),
        ("expired", "the credentials have expired"),
        ("unknown", "does not know these credentials"),
        ("forbidden", "these credentials may not do"),
        ("invalid", "AWS refuses"),
        ("no profile", "AWS_PROFILE"),
        ("no such environment", "there are dev, prod, staging"),
    ],
)
def test_a_command_in_broken_surroundings_says_what_is_wrong(
    outcomes: dict[str, Outcomes], what: str, why: str
) -> None:
    done = outcomes[what]

    assert set(done) in (set(MEANT), SOME)
    for name, (code, said) in done.items():
        assert why in said, (name, said)
        assert "Traceback" not in said, (name, said)
        assert code in (1, 2), name


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (boto.EndpointConnectionError(endpoint_url="http://x"), "AWS cannot be reached"),
        (boto.ReadTimeoutError(endpoint_url="http://x"), "AWS cannot be reached"),
        (boto.InvalidRegionError(region_name="no where"), "region"),
        (boto.NoRegionError(), "region"),
        (boto.TokenRetrievalError(provider="sso", error_msg="x"), "have expired"),
        (boto.ParamValidationError(report="x"), "AWS was not asked"),
        (boto.WaiterError(name="x", reason="too long", last_response={}), "AWS was not asked"),
        (FileNotFoundError(2, "no such file", "git"), "there is no git"),
        (subprocess.CalledProcessError(1, ["pip", "install"], stderr="no such version"), "no such version"),
        (PermissionError(13, "Permission denied", "/x"), "this machine refuses"),
    ],
)
def test_whatever_the_surroundings_refuse_is_one_sentence(error: Exception, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused, in_words():
        raise error

    assert "\n" not in str(refused.value)


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(KeyError), in_words():
        raise KeyError("ours")


def test_a_thing_that_is_not_there_asks_whether_it_was_deployed() -> None:
    answer = {"Error": {"Code": "ResourceNotFoundException", "Message": "Requested resource not found"}}

    words = of_aws(ClientError(answer, "Scan"))  # type: ignore[arg-type]

    assert "was this environment deployed" in words


def test_nobody_at_the_terminal_is_no_answer() -> None:
    asking = [sys.executable, "-c", "from infra.operate.sentences import asked\nasked('Type dev: ', 'YES=1')"]

    done = subprocess.run(asking, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False)

    assert "there is no terminal to ask at; say YES=1" in done.stderr


@pytest.mark.parametrize("text", ["0", "-1", "many", "", "²"])
def test_a_number_of_keys_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="KEEP"):
        keys._kept(text)


@pytest.mark.parametrize(("there_are", "fits"), [(1000, True), (115, True), (114, False), (10, False)])
def test_an_account_that_cannot_open_one_console_is_told_before_anything_is_made(there_are: int, fits: bool) -> None:
    if fits:
        beforehand.check_crowd(115, there_are)
        return

    with pytest.raises(Refused, match=f"takes 115 functions at once, and here {there_are} may run"):
        beforehand.check_crowd(115, there_are)


def test_what_a_deployment_imports_is_installed_by_make_run() -> None:
    listed = "\n".join((ROOT / each).read_text() for each in ("requirements.txt", "infra/requirements.txt"))
    lines = [line.partition("==")[0].lower() for line in listed.splitlines() if "==" in line]
    imported = {
        name.split(".")[0]
        for file in (ROOT / "infra").rglob("*.py")
        if file.parent.name != "bench"  # which installs what tests need
        for node in nodes_of(file.read_text())
        for name in ([each.name for each in node.names] if isinstance(node, ast.Import) else [])
        + ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
    }
    brought = {"botocore": "boto3", "Crypto": "pycryptodome"}

    third = imported - set(sys.stdlib_module_names) - {"app", "chalicelib", "infra"}

    assert {brought.get(name, name) for name in third} <= set(lines)
    assert "aws-sam-translator" in lines  # the embedded AWS reads our templates with it, and does not ask for it
