"""The HTTP API without a server: the same app, the same gateway rules, no socket in between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import app
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row
from chalicelib.everything import TABLES
from chalicelib.people.model.agents import Agent
from infra.bench import around
from infra.local.gateway import LOOPBACK, Gateway, Reply
from tests import contract
from tests.stored import every_item
from tests.worlds import in_use

ROOT = Path(__file__).resolve().parent.parent
JSON = "application/json"
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")


@dataclass(frozen=True)
class Answered:
    """What came back, and to which question (so that a failed test says it)."""

    asked: str
    status: int
    headers: dict[str, Any]
    said: Any

    def __repr__(self) -> str:
        return f"{self.asked} -> {self.status} {self.said}"


def named_in(answer: Answered) -> list[str]:
    """The fields a problem names; checks its form."""
    said = answer.said
    assert "application/problem+json" in str(answer.headers["content-type"]), answer
    assert said["status"] == answer.status, answer
    assert said["code"] and said["title"] and said["request_id"], answer
    assert said["type"] == f"urn:deskbell:problem:{said['code']}", answer
    fields = [error["field"] for error in said.get("errors", ())]
    assert all(error["message"] for error in said.get("errors", ())), answer
    assert answer.status == 413 or bool(fields) == (answer.status == 422), answer
    return fields


class Held(Gateway):
    """The app behind a gateway; whatever it answers, the contract declares."""

    def __init__(self) -> None:
        super().__init__(app.app)

    def ask(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"", source_ip: str = LOOPBACK
    ) -> Reply:
        reply = super().ask(method, target, headers, body, source_ip)
        small = {name.lower(): value for name, value in reply.headers.items()}
        contract.check(method, target, reply.status, small, _as_json(reply.body))
        return reply


class Asking:
    """Asks the app; bodies are JSON unless they are bytes already."""

    def __init__(self) -> None:
        self._gateway = Held()

    def ask(
        self,
        method: str,
        path: str,
        token: str | None = None,
        body: Any = None,
        *,
        content_type: str | None = JSON,
        headers: dict[str, str] | None = None,
    ) -> Answered:
        had = dict(headers or {})
        if content_type is not None:
            had["Content-Type"] = content_type
        if token is not None:
            had["Authorization"] = f"Bearer {token}"
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        reply = self._gateway.ask(method, path, had, raw)
        small = {name.lower(): value for name, value in reply.headers.items()}
        return Answered(f"{method} {path[:150]} {raw[:150]!r}", reply.status, small, _as_json(reply.body))

    def sign_in(self, agent: Agent, password: str = "correct horse") -> str:
        """A console's token."""
        answer = self.ask("POST", "/v1/desk/session", body={"email": agent.email, "password": password})
        assert answer.status == 201, answer
        return str(answer.said["token"])

    def come_online(self, agent: Agent) -> str:
        """A console's token; its agent may be assigned now."""
        token = self.sign_in(agent)
        answer = self.ask("PUT", "/v1/desk/presence", token, {"status": "online"})
        assert answer.status == 200, answer
        return token

    def visit(self, plan_key: str = "demo") -> str:
        """A new visitor's token."""
        answer = self.ask("POST", f"/v1/widget/{plan_key}/visitors", body={"locale": "en"})
        assert answer.status == 201, answer
        return str(answer.said["token"])

    def begin(self, token: str, plan_key: str = "demo", text: str = "Hello?", client_id: str = "first") -> str:
        """A visitor's conversation; its id."""
        body = {"text": text, "client_id": client_id}
        answer = self.ask("POST", f"/v1/widget/{plan_key}/conversations", token, body)
        assert answer.status == 201, answer
        return str(answer.said["conversation_id"])


def _as_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def everything_stored() -> dict[str, list[str]]:
    """All items of all tables. Failed sign-ins are left out: those are counted and written down, and should be."""
    return {model.Meta.table_name: sorted(map(repr, _items(model))) for model in TABLES}


def _items(model: type[Row]) -> Iterator[dict[str, Any]]:
    yield from (item for item in every_item(model.Meta.table_name) if not _of_sign_in(item))


def _of_sign_in(item: dict[str, Any]) -> bool:
    key = item.get("shelf") or item.get("key") or {}
    return key.get("S", "").startswith(("tries#", "sign_in#")) or item.get("act") == {"S": "sign_in_failed"}


class Watched:
    """Notices whatever is changed in the tables of a desk; one at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keys: list[str] = []
        self._writes = 0
        self._before = everything_stored()
        database = in_use()
        behind = database.behind
        if isinstance(behind, around.Watched):
            behind = behind.behind  # the one before watches no longer
        database.behind = around.Watched(behind, before=self._note)

    def _note(self, operation: str, arguments: Mapping[str, Any]) -> None:
        self.keys.append(repr(arguments.get("Key") or arguments.get("ExpressionAttributeValues")))
        self._writes += operation in WRITES

    def unchanged(self) -> bool:
        """Whether everything is as it was. The tables are read again only if a write was sent since."""
        if self._writes == 0:
            return True
        self._writes = 0
        before, self._before = self._before, everything_stored()
        return self._before == before
