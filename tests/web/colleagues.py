"""Agents at the other end who work over the API, so that a test of working together needs one screen only."""

from __future__ import annotations

import secrets
from typing import Any


class Colleague:
    """Somebody else of the demo plan's group, signed in and online."""

    def __init__(self, api: Any, capacity: int = 5, role: str = "agent") -> None:
        self.api = api
        self.agent = api.new_agent(capacity=capacity, role=role)
        self.agent_id = str(self.agent["agent_id"])
        self.name = str(self.agent["name"])
        self.number = str(self.agent["number"])
        self.token = api.sign_in(self.agent["email"], self.agent["password"])
        self.be("online")

    def be(self, status: str) -> None:
        others = {"others": {"to": "queue"}} if status == "offline" else {}
        answer = self.call("PUT", "presence", {"status": status, **others})
        assert answer["status"] == status, answer

    def call(self, method: str, path: str, body: Any = None) -> Any:
        status, answer = self.api.call(method, f"/v1/desk/{path}", self.token, body)
        assert status < 300, answer
        return answer

    def move(self, visitor: Any, what: str, body: Any = None) -> Any:
        """transfer, hold, invite … the visitor's conversation."""
        return self.call("POST", f"conversations/{visitor.conversation_id}/{what}", {} if body is None else body)

    def say(self, visitor: Any, text: str) -> None:
        self.move(visitor, "messages", {"text": text, "client_id": secrets.token_hex(8)})

    def conversation(self, visitor: Any) -> Any:
        return self.call("GET", f"conversations/{visitor.conversation_id}")

    def take_a_visitor_who_says(self, text: str) -> Any:
        """A visitor whose conversation becomes this colleague's, whoever else is there."""
        visitor = self.api.visitor()
        visitor.say(text)
        for_them = {"agent_id": self.agent_id, "over_capacity": True}
        path = f"/v1/desk/conversations/{visitor.conversation_id}"
        status, answer = self.api.call("POST", f"{path}/reassign", self.api.admin, for_them)
        assert status == 200 or answer["code"] == "already_theirs", answer
        return visitor
