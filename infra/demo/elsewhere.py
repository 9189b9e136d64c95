"""Some dialogues once more, by other ways: a social account of the desk's own machine, and the telephone.

They are played by the rehearsal's agents on its plan, one after the other; what the customers were told is asked of the
provider. A desk that has no ``/local/elsewhere`` is one that others run: nothing is played there.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from infra.demo.dialogues import AGENT, VISITOR, Dialogue
from infra.demo.play import Differs
from infra.demo.stage import Admin, Hired, Stage
from infra.demo.wire import Refused, Wire
from infra.local.elsewhere import PREFIX, SECRET, TOKEN

MOST, MOST_CALLS = 5, 3
LONGEST, IN_A_ROW = 500, 5  # characters of a line; how often customers are told something before they write again
PAUSE = 0.2


def suitable(dialogues: Sequence[Dialogue]) -> list[Dialogue]:
    """Those that the social account takes: short words, and no more of the agent's in a row than it brings."""
    return [each for each in dialogues if _is_short(each) and _in_a_row(each) < IN_A_ROW][:MOST]


def _is_short(dialogue: Dialogue) -> bool:
    return all(len(line.arrives) <= LONGEST and "图片" not in line.arrives for line in dialogue.lines)


def _in_a_row(dialogue: Dialogue) -> int:
    longest = row = 0
    for line in dialogue.lines:
        row = row + 1 if line.who == AGENT else 0
        longest = max(longest, row)
    return longest


class Elsewhere:
    """The ways besides the website's."""

    def __init__(self, stage: Stage, admin: Admin, wire: Wire, hired: Hired, desk_url: str) -> None:
        self._stage = stage
        self._admin = admin
        self._wire = wire
        self._hired = hired
        self._account = f"rehearsal-{stage.mark}"
        self._address = f"{desk_url.rstrip('/')}{PREFIX}/{self._account}"
        self._token = ""

    def play(self, dialogues: Sequence[Dialogue]) -> list[str]:
        """Play these; what is to be said of it. Raises ``Differs``, ``Refused``, ``Gone``, ``Stopped``."""
        try:
            self._wire.call("elsewhere", "GET", f"{PREFIX}?who=nobody")
        except Refused:
            return ["Nothing was played elsewhere: this desk has no provider of its own."]
        made = {"kind": "social", "name": "微信客服 Social", "plan_key": self._stage.plan_key, "provider": "kf"}
        made |= {"app_id": self._account, "app_secret": SECRET, "secret": TOKEN, "address": self._address}
        channel = self._admin.call("POST", "/v1/admin/channels", made)
        try:
            self._sign_in()
            by_account = suitable(dialogues)
            for each in by_account:
                self._by_account(each)
            calls = [self._by_telephone(each) for each in dialogues[:MOST_CALLS]]
            self._wire.call("presence", "PUT", "/v1/desk/presence", self._token, {"status": "busy"})
        finally:
            self._admin.call("PUT", f"/v1/admin/channels/{channel['channel_id']}", {"active": False})
        return [f"Elsewhere: {len(by_account)} dialogues by a social account, {len(calls)} calls written down."]

    def _sign_in(self) -> None:
        who = {"email": self._hired.email, "password": self._hired.password}
        self._token = self._wire.call("sign_in", "POST", "/v1/desk/session", body=who)["token"]
        self._wire.call("presence", "PUT", "/v1/desk/presence", self._token, {"status": "online"})

    def _by_account(self, dialogue: Dialogue) -> None:
        self._wire.call("presence", "POST", "/v1/desk/heartbeat", self._token, {})
        who, conversation_id, said = f"wm-{secrets.token_hex(6)}", "", list[tuple[str, str]]()
        for line in dialogue.lines:
            if line.who == VISITOR:
                written = {"way": "social", "account": self._account, "who": who, "text": line.text}
                self._wire.call("elsewhere", "POST", PREFIX, body=written)
            else:
                path = f"/v1/desk/conversations/{conversation_id}/messages"
                self._wire.call(
                    "answer", "POST", path, self._token, {"text": line.text, "client_id": secrets.token_hex(8)}
                )
            said.append((line.who, line.arrives))
            conversation_id = self._read_until(conversation_id, said)
        told = [text for author, text in said if author == AGENT]
        self._wait_for(lambda: self._told(who) == told, f"{who} was not told {told}, but {self._told(who)}")
        self._wire.call("close", "POST", f"/v1/desk/conversations/{conversation_id}/close", self._token, {})

    def _read_until(self, conversation_id: str, lines: list[tuple[str, str]]) -> str:
        """The conversation, once its transcript says this."""
        holder = [conversation_id]

        def is_there() -> bool:
            holder[0] = holder[0] or self._newest(lines[0][1])
            return bool(holder[0]) and self._transcript(holder[0]) == lines

        self._wait_for(is_there, f"the transcript never said {lines[-1]}")
        return holder[0]

    def _newest(self, first: str) -> str:
        """The open conversation of the social account that began with these words."""
        inbox = self._wire.call("inbox", "GET", "/v1/desk/inbox", self._token)
        for each in inbox["items"]:
            mine = each["state"] == "open" and each["plan_key"] == self._stage.plan_key and each["via"]
            if mine and self._transcript(each["conversation_id"])[:1] == [(VISITOR, first)]:
                return str(each["conversation_id"])
        return ""

    def _transcript(self, conversation_id: str) -> list[tuple[str, str]]:
        page = self._wire.call(
            "transcript", "GET", f"/v1/desk/conversations/{conversation_id}/entries?after=0", self._token
        )
        return [(each["author"]["kind"], each["text"]) for each in page["entries"] if each["kind"] == "message"]

    def _told(self, who: str) -> list[str]:
        asked = urlencode({"who": who, "account": self._account})
        return [str(each) for each in self._wire.call("elsewhere", "GET", f"{PREFIX}?{asked}")["told"]]

    def _wait_for(self, is_so: Callable[[], bool], why: str) -> None:
        deadline = time.monotonic() + self._stage.patience
        while not is_so():
            if time.monotonic() > deadline:
                raise Differs(why)
            self._wire.pause(PAUSE)

    def _by_telephone(self, dialogue: Dialogue) -> str:
        notes = "\n".join(f"{'客户' if line.who == VISITOR else '客服'}：{line.arrives}" for line in dialogue.lines)[
            :1_900
        ]
        call: dict[str, object] = {
            "plan_key": self._stage.plan_key,
            "direction": "in",
            "number": f"1380013{dialogue.number % 10_000:04d}",
        }
        call |= {"seconds": 20 * len(dialogue.lines), "notes": notes, "name": f"来电客户 {dialogue.number}"}
        made = self._wire.call("call", "POST", "/v1/desk/phone/calls", self._token, call)
        listed = self._wire.call("calls", "GET", f"/v1/desk/phone/calls?number={call['number']}", self._token)
        if made["call_id"] not in [each["call_id"] for each in listed["items"]]:
            raise Differs(f"call {made['call_id']} is not found by its number")
        return str(made["call_id"])
