"""Agents: each one a console that is signed in, sends heartbeats, polls its inbox and answers."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

from infra.demo import pictures
from infra.demo.dialogues import AGENT
from infra.demo.play import Chair, Differs
from infra.demo.stage import Hired, Stage
from infra.demo.wire import Gone, Refused, Wire

QUICKEST = 0.3
SIGN_IN_AGAIN = 401


class Agent:
    """One console. ``_pending`` is what the inbox told of and was not seen to yet: it tells each change only once."""

    def __init__(self, stage: Stage, wire: Wire, hired: Hired) -> None:
        self._stage = stage
        self._wire = wire
        self._hired = hired
        self._token = ""
        self._cursor = ""
        self._beat_at = 0.0
        self._chairs: dict[str, Chair] = {}
        self._pending: dict[str, dict[str, Any]] = {}
        self._foreign: set[str] = set()

    def sign_in(self) -> None:
        """Sign in and be online. Raises ``Refused``, ``Gone``, ``Stopped``."""
        self._cursor, self._beat_at = "", 0.0
        who = {"email": self._hired.email, "password": self._hired.password}
        self._token = self._wire.call("sign_in", "POST", "/v1/desk/session", body=who)["token"]
        self._wire.call("presence", "PUT", "/v1/desk/presence", self._token, {"status": "online"})
        self._beat()

    def step_back(self, wire: Wire) -> None:
        """Take nothing more, so that whoever is given back by a colleague who leaves does not land here."""
        try:
            wire.call("presence", "PUT", "/v1/desk/presence", self._token, {"status": "busy"}, tries=2)
        except (Refused, Gone):
            return  # then there is nothing to take either

    def work(self) -> None:
        """Answer until ``Stopped`` is raised."""
        while True:
            try:
                if not self._token:
                    self.sign_in()
                self._beat()
                pace = self._poll()
                for item in list(self._pending.values()):
                    self._beat()
                    self._attend(item)
            except Gone:
                pace = QUICKEST
            except Refused as refused:
                if refused.status != SIGN_IN_AGAIN or not self._token:
                    raise
                self._token, pace = "", 0.0
            self._wire.pause(min(pace, QUICKEST))

    def _beat(self) -> None:
        if time.monotonic() < self._beat_at:
            return
        beat = self._wire.call("presence", "POST", "/v1/desk/heartbeat", self._token, {})
        self._beat_at = time.monotonic() + beat["beat_after_ms"] / 1000

    def _poll(self) -> float:
        path = f"/v1/desk/inbox?cursor={quote(self._cursor, safe='')}" if self._cursor else "/v1/desk/inbox"
        inbox = self._wire.call("inbox", "GET", path, self._token)
        self._cursor = inbox["cursor"]
        for gone in inbox["gone"]:
            self._forget(gone)
        for item in inbox["items"]:
            if item["state"] == "open" and item["agent"]["id"] == self._hired.agent_id:
                self._pending[item["conversation_id"]] = item
        return float(inbox["poll_after_ms"]) / 1000

    def _attend(self, item: dict[str, Any]) -> None:
        """See to one conversation. It stays pending while the desk does not answer."""
        conversation_id = item["conversation_id"]
        chair = self._chair(item)
        if chair is None:
            self._forget(conversation_id)
            return
        try:
            if item["last_seq"] > chair.known:
                self._read(chair, conversation_id)
            self._reply(chair, conversation_id)
            if chair.said_all and chair.heard_all:
                self._close(chair, conversation_id)
            self._pending.pop(conversation_id, None)
        except Differs as difference:
            chair.play.fail(str(difference))
            self._forget(conversation_id)
        except Refused as refused:
            if refused.status == SIGN_IN_AGAIN:
                raise
            self._forget(conversation_id)  # it is another's now, or closed: who plays the visitor will tell

    def _chair(self, item: dict[str, Any]) -> Chair | None:
        """This side of the play the conversation belongs to; None for one that is over, or of another plan."""
        if item["plan_key"] != self._stage.plan_key:
            if item["conversation_id"] not in self._foreign:
                self._foreign.add(item["conversation_id"])
                self._stage.measures.count("foreign")
            return None
        play = self._stage.play_of(item["visitor_id"])
        if play is None or play.failure:
            return None
        return self._chairs.setdefault(item["conversation_id"], Chair(play, AGENT))

    def _forget(self, conversation_id: str) -> None:
        self._chairs.pop(conversation_id, None)
        self._pending.pop(conversation_id, None)

    def _read(self, chair: Chair, conversation_id: str) -> None:
        more = True
        while more:
            path = f"/v1/desk/conversations/{conversation_id}/entries?after={chair.after}"
            page = self._wire.call("transcript", "GET", path, self._token)
            chair.take(page)
            more = page["more"]

    def _reply(self, chair: Chair, conversation_id: str) -> None:
        path = f"/v1/desk/conversations/{conversation_id}/messages"
        for client_id, line in chair.due():
            body = {"text": line.text, "client_id": client_id}
            if pictures.stands_for_one(line.text):
                places = f"/v1/desk/conversations/{conversation_id}/files", "/v1/desk/files/{file_id}/arrived"
                body["file_id"] = pictures.send(self._wire, *places, self._token)
            entry = self._wire.call("reply", "POST", path, self._token, body)
            self._stage.measures.count("reply")
            chair.spoke(entry["seq"])

    def _close(self, chair: Chair, conversation_id: str) -> None:
        """The dialogue is over; what stands in the transcript behind it would be one message too many."""
        self._wire.call("close", "POST", f"/v1/desk/conversations/{conversation_id}/close", self._token, {})
        self._read(chair, conversation_id)
        chair.finish()
        chair.play.agent_done.set()
        self._forget(conversation_id)
