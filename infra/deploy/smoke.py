"""The last check of a deployment: a short journey through the API that was just deployed, as a browser makes it."""

from __future__ import annotations

import itertools
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PLAN = "smoke"  # a plan that no website may show and that reaches nobody: nothing can be asked there
PATIENCE = 6.0  # seconds a new function may take to answer for the first time
TRIES = 3
TIMEOUT = 30.0  # seconds; API Gateway itself gives up after 29


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    content_type: str
    body: bytes

    def json(self) -> Any:
        """The body, if it is JSON, else an empty object."""
        return json.loads(self.body) if "json" in self.content_type else {}


Ask = Callable[[str, str, Any], Answer]


def caller(base: str) -> Ask:
    """Requests to the API at this address."""

    def ask(method: str, path: str, body: Any = None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Accept": "*/*"}
        request = urllib.request.Request(base + path, data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                return Answer(answer.status, answer.headers.get("content-type", ""), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.get("content-type", ""), error.read())

    return ask


def wrong_with(base: str) -> list[str]:
    """What is not as it should be, in words; nothing if all is well."""
    ask = caller(base)
    return _patiently(ask) or [said for check in CHECKS for said in check(ask)]


def answers(base: str) -> bool:
    """Whether this address leads to a desk of ours already: one request, without patience."""
    try:
        return not _plan(caller(base))
    except (OSError, ValueError):  # no such name, no certificate, somebody else's page
        return False


def _patiently(ask: Ask) -> list[str]:
    """The first check, again and again for a while: a function that starts, a name that is not known everywhere yet."""
    deadline = time.monotonic() + PATIENCE
    for tries in itertools.count(1):
        try:
            wrong = _plan(ask)
        except OSError as error:
            wrong = [f"nobody answers: {error}"]
        if not wrong or (tries >= TRIES and time.monotonic() > deadline):
            break
        time.sleep(1)
    return wrong


def _plan(ask: Ask) -> list[str]:
    answer = ask("GET", f"/v1/widget/{PLAN}/config", None)
    return [] if answer.status == 200 else [f"the plan {PLAN} answers {answer.status}, not 200"]


def _console(ask: Ask) -> list[str]:
    answer = ask("GET", "/console", None)
    if answer.status != 200 or "text/html" not in answer.content_type:
        return [f"the console answers {answer.status} {answer.content_type}"]
    scripts = re.findall(rb'src="(assets/[^"]+\.js)"', answer.body)
    missing = [name.decode() for name in scripts if ask("GET", f"/{name.decode()}", None).status != 200]
    return [f"the console's script {name} is missing" for name in missing or ([] if scripts else ["of any name"])]


def _refusal(ask: Ask) -> list[str]:
    stranger = {"email": "nobody@example.com", "password": "this is no password"}
    answer = ask("POST", "/v1/desk/session", stranger)
    right = answer.status == 401 and "problem+json" in answer.content_type
    return [] if right else [f"a stranger's sign-in answers {answer.status} {answer.content_type}, not 401"]


def _visitor(ask: Ask) -> list[str]:
    answer = ask("POST", f"/v1/widget/{PLAN}/visitors", {"locale": "en"})
    right = answer.status == 201 and answer.json().get("token")
    return [] if right else [f"a visitor's arrival answers {answer.status}, not 201 with a token"]


CHECKS = (_console, _refusal, _visitor)
