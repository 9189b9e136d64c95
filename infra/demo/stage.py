"""The rehearsal's own plan, group and agents, so that it disturbs nobody; taken away again however it ends."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from infra.demo.crowd import ONE_MACHINE
from infra.demo.measures import Measures
from infra.demo.play import Play
from infra.demo.wire import Gone, Refused, Wire

LARGEST_CAPACITY = 100
MOST_SEATS = 10_000
SIGN_IN_AGAIN = 401


@dataclass(frozen=True)
class Hired:
    """An agent of the rehearsal's own."""

    agent_id: str
    email: str
    password: str


class Admin:
    """The administrator's chair; whoever was signed out meanwhile signs in again."""

    def __init__(self, wire: Wire, email: str, password: str) -> None:
        self._wire = wire
        self._who = {"email": email, "password": password}
        self._token = ""

    def sign_in(self, tries: int = 3) -> None:
        """Raises ``Refused``, ``Gone``."""
        answer = self._wire.call("sign_in", "POST", "/v1/desk/session", body=self._who, tries=tries)
        self._token = answer["token"]

    def sign_out(self) -> None:
        """Leave no session behind."""
        self.call("DELETE", "/v1/desk/session")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request. Raises ``Refused``, ``Gone``."""
        try:
            return self._wire.call("admin", method, path, self._token, body)
        except Refused as refused:
            if refused.status != SIGN_IN_AGAIN:
                raise
        self.sign_in()
        return self._wire.call("admin", method, path, self._token, body)


class Stage:
    """Where dialogues are played: the plan, its agents, and who plays what just now.

    Use it as a context: leaving it closes what is open, disables the agents and puts the seats back.
    """

    def __init__(self, admin: Admin, measures: Measures, patience: float) -> None:
        self.measures = measures
        self.patience = patience
        self.mark = secrets.token_hex(4)
        self.plan_key = f"rehearsal-{self.mark}"
        self.hired: list[Hired] = []
        self._admin = admin
        self.on_played: Callable[[], object] = lambda: None
        self._undo = ExitStack()
        self._plays: dict[str, Play] = {}
        self._unfinished = False
        self._gone = False

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    # --- setting and striking --------------------------------------------------------------------------------------

    def build(self, agents: int, visitors: int) -> None:
        """Make what is needed; each piece brings its own undoing. Raises ``Refused``, ``Gone``."""
        self._afterwards("the administrator's session", self._admin.sign_out)
        self._add_seats(agents)
        capacity = min(LARGEST_CAPACITY, max(25, -(-2 * visitors // agents)))
        for number in range(1, agents + 1):
            self._hire(number, capacity)
        members = [agent.agent_id for agent in self.hired]
        group = {"name": f"Rehearsal {self.mark}", "leader_id": members[0], "member_ids": members}
        group_id = self._admin.call("POST", "/v1/admin/groups", group)["group_id"]
        plan = {"key": self.plan_key, "name": f"Rehearsal {self.mark}", "group_ids": [group_id], "limits": ONE_MACHINE}
        plan_id = self._admin.call("POST", "/v1/admin/plans", plan)["plan_id"]
        self._afterwards("open conversations", self._close_conversations)
        self._afterwards("the plan", lambda: self._admin.call("PUT", f"/v1/admin/plans/{plan_id}", {"open": False}))

    def plans_for_everybody(self) -> list[str]:
        """Keys of plans without a group: their visitors may be given to anybody, so also to the rehearsal's agents."""
        plans = self._all("/v1/admin/plans?")
        return [plan["key"] for plan in plans if plan["open"] and not plan["group_ids"]]

    def _afterwards(self, what: str, undo: Callable[[], object]) -> None:
        def undone() -> None:
            try:
                if self._gone:
                    raise Gone("the desk does not answer any more")  # not to wait for each answer in vain
                undo()
            except (Refused, Gone) as error:
                self._gone = isinstance(error, Gone)
                print(f"Could not tidy up {what}: {error}", file=sys.stderr)

        self._undo.callback(undone)

    def _add_seats(self, agents: int) -> None:
        """Seats for the rehearsal's agents beside everybody else's. At the end as many are taken away as were added."""
        seats = self._admin.call("GET", "/v1/admin/desk")["seats"]
        added = min(agents, MOST_SEATS - seats)
        if added <= 0:
            return
        self._admin.call("PUT", "/v1/admin/desk", {"seats": seats + added})

        def give_back() -> None:
            now = self._admin.call("GET", "/v1/admin/desk")["seats"]
            self._admin.call("PUT", "/v1/admin/desk", {"seats": max(1, now - added)})

        self._afterwards("the number of seats", give_back)

    def _hire(self, number: int, capacity: int) -> None:
        person = {
            "email": f"rehearsal-{self.mark}-{number}@example.com",
            "name": f"Rehearsal {number}",
            "number": f"R{self.mark}-{number}",
            "password": secrets.token_urlsafe(18),
            "capacity": capacity,
            "temporary": False,
            "role": "group_leader",  # who reads customers' numbers and addresses as they were written
        }
        agent_id = self._admin.call("POST", "/v1/admin/agents", person)["agent_id"]
        self._afterwards(
            f"agent {person['email']}",
            lambda: self._admin.call("PUT", f"/v1/admin/agents/{agent_id}", {"active": False}),
        )
        self.hired.append(Hired(agent_id, str(person["email"]), str(person["password"])))

    def _close_conversations(self) -> None:
        """What was broken off is closed, so that nobody finds it in the line; after a good end there is nothing."""
        for state in ("waiting", "open") if self._unfinished else ():
            for conversation_id in self._listed(state):
                self._admin.call("POST", f"/v1/desk/conversations/{conversation_id}/close", {})

    def _listed(self, state: str) -> list[str]:
        listed = self._all(f"/v1/desk/conversations?view=all&state={state}&")
        return [each["conversation_id"] for each in listed if each["plan_key"] == self.plan_key]

    def _all(self, path: str) -> list[Any]:
        """Every page of a list; ``path`` is ready for one more word of its query."""
        items: list[Any] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self._admin.call("GET", f"{path}cursor={quote(cursor, safe='')}")
            items += page["items"]
            cursor = page["next"]
        return items

    # --- while it is played -----------------------------------------------------------------------------------------

    def begin(self, visitor_id: str, play: Play) -> None:
        """This visitor plays this. Said before the conversation is there: an agent may be quicker than the answer."""
        self._plays[visitor_id] = play

    def play_of(self, visitor_id: str) -> Play | None:
        """What the visitor plays now."""
        return self._plays.get(visitor_id)

    def end(self, visitor_id: str, play: Play) -> None:
        """The visitor has left, perhaps in the middle."""
        self._plays.pop(visitor_id, None)
        if not play.came_over:
            self._unfinished = True

    def played(self, play: Play) -> None:
        """It is over, one way or the other."""
        if play.failure:
            self.measures.failed(play.dialogue.number, play.failure)
        else:
            self.measures.count("played")
        self.on_played()
