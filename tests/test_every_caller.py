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
from tests.bad_input.shop import EVERY_ROUTE, Shop, fields_of
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

    def ask(self, route: Route, case: schemathesis.Case) -> None:
        """Send what was made as everybody."""
        body = None if isinstance(case.body, NotSet) else case.body
        query = {name: value for name, value in (case.query or {}).items() if isinstance(value, str | int)}
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
                if name.endswith("_id") and name != "agent_id" and isinstance(value, str):
                    self.shop.known[name] = value


def can_be_wrong(route: Route) -> bool:
    """Whether there is a body or a query to say something wrong in."""
    return any(shape is not None and fields_of(shape) for shape in (route.body, route.query))


def ask_all(callers: Callers, route: Route, operation: Any, mode: GenerationMode) -> None:
    """A few of the requests that can be made of this operation, the same ones in every run."""
    given_names = {part[1:-1]: "some" for part in route.path.split("/") if part.startswith("{")}  # ours are asked for

    @seed(1)
    @FEW
    @given(case=operation.as_strategy(mode, path_parameters=given_names, headers=KEY if route.keyed else None))
    def ask(case: schemathesis.Case) -> None:
        callers.ask(route, case)

    ask()


@pytest.fixture
def callers(world: World) -> Callers:
    return Callers(world)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_every_operation_answers_every_caller_as_declared(callers: Callers, mode: GenerationMode) -> None:
    operations = schemathesis.openapi.from_dict(contract())

    asked = [BY_NAME[name] for name in IN_ORDER if mode.is_positive or can_be_wrong(BY_NAME[name])]

    for route in asked:
        callers.shop.world.clock.forward(seconds=PAUSE)
        ask_all(callers, route, operations[route.path][route.method], mode)

    assert set(callers.answers) == {route.operation for route in asked}
    assert len(asked) > 60
