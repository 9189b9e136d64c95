"""Whatever the contract allows to be asked, by whoever asks it, is answered as the contract says, never with a 5xx.

Schemathesis makes the requests from the document: what it allows, and what it does not. Each is sent by every kind of
caller; ids that an answer names are asked about by those that follow. What a wrong answer is, ``tests/contract.py``
says for these as for all others.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core import NotSet

from chalicelib.contract import contract
from chalicelib.core.http import Route
from tests.bad_input.shop import EVERY_ROUTE, Shop
from tests.in_process import Answered
from tests.worlds import World

BY_NAME = {route.operation: route for route in EVERY_ROUTE}
ENDING = ("sign_out", "change_password", "update_agent")  # whoever asked is out after those
IN_ORDER = sorted(BY_NAME, key=lambda name: name in ENDING)
FEW = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
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

    def ask(self, route: Route, case: schemathesis.Case) -> None:
        """Send what was made as everybody."""
        body = None if isinstance(case.body, NotSet) else case.body
        query = {name: value for name, value in (case.query or {}).items() if isinstance(value, str | int)}
        path = self.shop.path(route) + (f"?{urlencode(query)}" if query else "")
        for caller, token in self.tokens.items():
            answer = self.shop.ask(route.method, path, token, body)
            self.answers.setdefault(route.operation, set()).add((caller, answer.status))
            assert answer.status < 500, answer
            self._learn(answer)

    def _learn(self, answer: Answered) -> None:
        if answer.status < 300 and isinstance(answer.said, dict):
            things = [answer.said, *answer.said.get("items", [])[:1]]
            for name, value in (pair for thing in things for pair in thing.items()):
                if name.endswith("_id") and name != "agent_id" and isinstance(value, str):
                    self.shop.known[name] = value


def ask_all(callers: Callers, route: Route, cases: Any) -> None:
    """A few of these cases, the same in every run."""

    @seed(1)
    @FEW
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        callers.ask(route, case)

    ask()


@pytest.fixture
def callers(world: World) -> Callers:
    return Callers(world)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_every_operation_answers_every_caller_as_declared(callers: Callers, mode: GenerationMode) -> None:
    operations = schemathesis.openapi.from_dict(contract())

    for name in IN_ORDER:
        route = BY_NAME[name]
        callers.shop.world.clock.forward(seconds=PAUSE)
        ask_all(callers, route, operations[route.path][route.method].as_strategy(generation_mode=mode))

    assert set(callers.answers) == set(BY_NAME)
