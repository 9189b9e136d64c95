"""Visitors: each plays one dialogue after the other, as a widget would."""

from __future__ import annotations

import time
from typing import Any

from infra.demo import pictures
from infra.demo.dialogues import VISITOR, Dialogue
from infra.demo.play import Chair, Differs, Play
from infra.demo.stage import Stage
from infra.demo.wire import Gone, Refused, Wire

QUICKEST = 0.3
SLOWER = 1.5


class Visitor:
    """Somebody with a widget; for each dialogue somebody new."""

    def __init__(self, stage: Stage, wire: Wire) -> None:
        self._stage = stage
        self._wire = wire
        self._root = f"/v1/widget/{stage.plan_key}"
        self._token = ""

    def play(self, dialogue: Dialogue) -> None:
        """Play it to its end. What goes wrong is counted, not raised; raises ``Stopped``."""
        play = Play(dialogue, self._stage.measures)
        visitor_id = None
        try:
            visitor_id = self._register()
            self._stage.begin(visitor_id, play)
            self._converse(play)
        except (Differs, Gone, Refused) as error:
            play.fail(str(error))
        finally:
            if visitor_id is not None:
                self._stage.end(visitor_id, play)
        self._stage.played(play)

    def _register(self) -> str:
        said = {"page": "https://shop.example/tea", "locale": "zh-CN"}
        answer = self._wire.call("register", "POST", f"{self._root}/visitors", body=said)
        self._token = answer["token"]
        return str(answer["visitor_id"])

    def _converse(self, play: Play) -> None:
        chair = Chair(play, VISITOR)
        conversation_id = self._start(chair)
        pace, state = QUICKEST, "waiting"
        while state != "closed" and not play.failure:
            before = chair.moved_at
            self._say(chair, conversation_id)
            self._wire.pause(pace)
            page = self._read(chair, conversation_id)
            state = page["state"]
            slowest = max(page["poll_after_ms"] / 1000, QUICKEST)
            pace = QUICKEST if chair.moved_at != before else min(pace * SLOWER, slowest)
            if time.monotonic() - chair.moved_at > self._stage.patience:
                raise Differs(f"the visitor waited {self._stage.patience:.0f} s in vain for {chair.waited_for()}")
        if not play.failure:
            chair.finish()
            self._wait_for_agent(play)

    def _start(self, chair: Chair) -> str:
        """The first line opens the conversation."""
        client_id, line = next(chair.due())
        body = {"text": line.text, "client_id": client_id}
        answer = self._wire.call("start", "POST", f"{self._root}/conversations", self._token, body)
        self._stage.measures.count("say")
        chair.take(answer)
        return str(answer["conversation_id"])

    def _say(self, chair: Chair, conversation_id: str) -> None:
        path = f"{self._root}/conversations/{conversation_id}/messages"
        for client_id, line in chair.due():
            body = {"text": line.text, "client_id": client_id}
            if pictures.stands_for_one(line.text):
                places = f"{self._root}/files", f"{self._root}/files/{{file_id}}/arrived"
                body["file_id"] = pictures.send(self._wire, *places, self._token)
            self._wire.call("say", "POST", path, self._token, body)
            self._stage.measures.count("say")

    def _read(self, chair: Chair, conversation_id: str) -> dict[str, Any]:
        while True:
            path = f"{self._root}/conversations/{conversation_id}/entries?after={chair.after}"
            page: dict[str, Any] = self._wire.call("poll", "GET", path, self._token)
            chair.take(page)
            if not page["more"]:
                return page

    def _wait_for_agent(self, play: Play) -> None:
        """The agent reads to the end too, after closing."""
        deadline = time.monotonic() + self._stage.patience
        while not play.agent_done.wait(0.05) and not play.failure:
            if time.monotonic() > deadline:
                raise Differs("the agent did not come to the end of the transcript")
            self._wire.pause(0)
