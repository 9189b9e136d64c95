"""Whatever the contract allows to be asked, by whoever asks it, is answered as the contract says, never with a 5xx.

Schemathesis makes the requests from the document: what it allows, of every operation; what it does not, of one of each
kind, since ``tests/bad_input`` gives every field of every operation what it does not take. Each is sent by every kind
of caller; ids that an answer names are asked about by those that follow. What a wrong answer is, ``tests/contract.py``
says for these as for all others.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from chalicelib.contract import contract
from chalicelib.core import times
from chalicelib.core.http import Route
from chalicelib.surveys.model.survey import survey_id_of
from tests.bad_input.shop import EVERY_ROUTE, Shop, fields_of, one_of_each_kind
from tests.in_process import Answered
from tests.worlds import World

if TYPE_CHECKING:
    from schemathesis import Case, GenerationMode  # to import it takes long, and every worker reads this file

# what ends things, and then who asked: whoever did is out after those
ENDING = [
    "close_conversation",
    "end_conversation",
    "close_offline_message",
    "block_visitor",
    "publish_agreement",  # nobody has accepted it
    "sign_out_elsewhere",
    "sign_out",
    "change_password",
    "update_agent",
]
IN_ORDER = sorted(EVERY_ROUTE, key=lambda route: ENDING.index(route.operation) if route.operation in ENDING else -1)
FEW = settings(
    max_examples=2,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KEY = {"Idempotency-Key": "every-caller"}
PAUSE = 20  # seconds between two operations, so that limits are not all there is to see


class Callers:
    """A desk in use, and everybody who may ask it something."""

    def __init__(self, world: World) -> None:
        self.shop = Shop(world)
        self.tokens = {
            "nobody": None,
            "visitor": self.shop.visitor,
            "agent": self.shop.agent,
            "administrator": self.shop.administrator,
        }
        self.answers: dict[str, set[tuple[str, int]]] = {}
        self._furnish()

    def _furnish(self) -> None:
        """One of each thing that a path may name."""
        shop, desk = self.shop, "/v1/desk"
        talk, campaign = f"{desk}/conversations/{shop.mine}", {"plan_key": "demo", "group_id": shop.known["group_id"]}
        plan_id = shop.known["plan_id"]
        mei = {"name": "Mei", "email": "mei@example.com"}
        soon = (shop.world.desk.now() + timedelta(days=1)).isoformat()
        done = [
            shop.ask("PUT", f"/v1/admin/plans/{plan_id}", shop.administrator, {"offline": {"recipients": [mei]}}),
            shop.ask("POST", f"{talk}/messages", shop.agent, {"text": "Bye", "client_id": "bye"}),
            shop.ask("POST", f"{talk}/close", shop.agent, {}),
            shop.ask("POST", "/v1/widget/demo/offline-messages", shop.visitor, {**mei, "text": "Hm", "client_id": "m"}),
            shop.ask("POST", "/v1/admin/roles", shop.administrator, {"name": "Role", "permissions": ["people.see"]}),
            shop.ask("POST", "/v1/admin/campaigns", shop.administrator, {"name": "C", **campaign}),
            shop.ask("POST", "/v1/admin/follow-up-rules", shop.administrator, {"name": "Rule"}),
            shop.ask("GET", "/v1/admin/notices", shop.administrator),
        ]
        for answer in done:
            self._learn(answer)
        visitor_id = shop.ask("GET", talk, shop.administrator).said["visitor_id"]
        visit = {"kind": "care", "visitor_id": visitor_id, "due_at": soon, "client_id": "v"}
        done.append(shop.ask("POST", f"{desk}/follow-ups", shop.administrator, visit))
        self._learn(done[-1])
        ticket = {"type": "repair", "subject": "It leaks", "visitor_id": visitor_id, "client_id": "t"}
        done.append(shop.ask("POST", f"{desk}/tickets", shop.administrator, ticket))
        self._learn(done[-1])
        shop.known.setdefault("day", times.stored(shop.world.desk.now().date()))
        entry = {"agent_id": shop.known["agent_id"], "kind_id": "reward", "reason": "Kind", "client_id": "e"}
        done.append(shop.ask("POST", f"{desk}/staff/entries", shop.administrator, entry))
        self._learn(done[-1])
        shop.known["survey_id"] = survey_id_of(shop.mine)
        shop.known["conversation_id"] = shop.begin(shop.visitor, client_id="second")
        assert all(answer.status < 300 for answer in done), done

    def go_on(self) -> None:
        """Some time later; whoever was online still is."""
        self.shop.world.clock.forward(seconds=PAUSE)
        for token in (self.shop.agent, self.shop.administrator):
            self.shop.ask("PUT", "/v1/desk/presence", token, {"status": "online"})

    def ask_example(self, route: Route) -> None:
        """Send the document's own example, about things that are there."""
        operation = contract()["paths"][route.path][route.method.lower()]
        if "requestBody" in operation:
            body = operation["requestBody"]["content"]["application/json"]["example"]
            agents = dict.fromkeys(("leader_id", "owner_id", "member_id"), self.shop.known["agent_id"])
            named = {**self.shop.known, **agents}
            self._ask(route, {name: _with_ids(value, name, named) for name, value in body.items()}, {})

    def ask(self, route: Route, case: Case) -> None:
        """Send what was made."""
        from schemathesis.core import NotSet

        query = {name: value for name, value in (case.query or {}).items() if isinstance(value, str | int)}
        self._ask(route, None if isinstance(case.body, NotSet) else case.body, query)

    def _ask(self, route: Route, body: Any, query: dict[str, str | int]) -> None:
        """As everybody."""
        path = self.shop.path(route) + (f"?{urlencode(query)}" if query else "")
        for caller, token in self.tokens.items():
            answer = self.shop.ask(route.method, path, token, body, headers=KEY if route.keyed else None)
            self.answers.setdefault(route.operation, set()).add((caller, answer.status))
            assert answer.status < 500, answer
            self._learn(answer)

    def _learn(self, answer: Answered) -> None:
        if answer.status < 300 and isinstance(answer.said, dict):
            things = [answer.said, *answer.said.get("items", [])[:1]]
            for name, value in (pair for thing in things for pair in thing.items()):
                if name.endswith("_id") and isinstance(value, str):
                    self.shop.known.setdefault(name, value)


def _with_ids(value: Any, name: str, known: dict[str, str]) -> Any:
    """A part of an example, with ids that exist."""
    if isinstance(value, list):
        return [_with_ids(each, name.removesuffix("s"), known) for each in value]
    return known.get(name, value) if isinstance(value, str) else value


def can_be_wrong(route: Route) -> bool:
    """Whether there is a body or a query to say something wrong in."""
    return any(shape is not None and fields_of(shape) for shape in (route.body, route.query))


def ask_all(callers: Callers, route: Route, operation: Any, mode: GenerationMode) -> None:
    """A few of the requests that can be made of this operation, the same ones in every run."""
    given_names = {part[1:-1]: "some" for part in route.path.split("/") if part.startswith("{")}  # ours are asked for

    @seed(1)
    @FEW
    @given(case=operation.as_strategy(mode, path_parameters=given_names, headers=KEY if route.keyed else None))
    def ask(case: Case) -> None:
        callers.ask(route, case)

    ask()


@pytest.fixture
def callers(world: World) -> Callers:
    return Callers(world)


@pytest.mark.long
@pytest.mark.parametrize("allowed", [True, False], ids=["positive", "negative"])
def test_every_operation_answers_every_caller_as_declared(callers: Callers, allowed: bool) -> None:
    import schemathesis

    mode = schemathesis.GenerationMode.POSITIVE if allowed else schemathesis.GenerationMode.NEGATIVE
    operations = schemathesis.openapi.from_dict(contract())
    asked = IN_ORDER if allowed else one_of_each_kind(filter(can_be_wrong, IN_ORDER))

    for route in asked:
        callers.go_on()
        callers.ask_example(route)
        ask_all(callers, route, operations[route.path][route.method], mode)

    done = [name for name, answers in callers.answers.items() if any(status < 300 for _, status in answers)]
    assert set(callers.answers) == {route.operation for route in asked}
    assert len(done) > len(asked) // 20 * 11  # it is not all refused
