"""A desk in use, and what every one of its routes takes."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chalicelib.core.errors import DeskError
from chalicelib.core.http import Route
from chalicelib.everything import ROUTES
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service.access import Permitted
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.in_process import Answered, Asking, Watched, named_in
from tests.worlds import World

EVERY_ROUTE = [route for routes in ROUTES for route in routes.declared]
WITH_BODY = [route for route in EVERY_ROUTE if route.body is not None]
WITH_CALLER = [route for route in EVERY_ROUTE if route.caller is not None]


def one_of_each_kind(routes: Iterable[Route]) -> list[Route]:
    """The first route of each kind: a method, who may ask, what a query may say, whether there is a body.

    Before any view, routes of one kind do the same: one function serves them all (``test_wrapper.py`` holds that).
    What is refused there is tried on one of each kind with everything; what a room itself refuses, on every route.
    """
    kinds: dict[tuple[Any, ...], Route] = {}
    for route in routes:
        who = type(route.caller) if isinstance(route.caller, Permitted) else route.caller
        kinds.setdefault((route.method, who, route.query, route.body is None, route.most_bytes), route)
    return list(kinds.values())


KINDS = one_of_each_kind(EVERY_ROUTE)
KINDS_WITH_BODY = one_of_each_kind(WITH_BODY)
KINDS_WITH_CALLER = one_of_each_kind(WITH_CALLER)
TOKEN_OPTIONAL = (visitors.perhaps,)
METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "BREW"}

FEW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(FEW, max_examples=25)
VERY_FEW = settings(FEW, max_examples=2)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


# --- who asks, and what a refusal is --------------------------------------------------------------------------------


@dataclass(repr=False)
class Shop(Asking):
    """A desk in use: everybody below has a token; ``mine`` is ``visitor``'s conversation, which ``agent`` answers."""

    world: World

    def __post_init__(self) -> None:
        super().__init__()
        agents = self.world.found(agents=1)
        idle, administrator = self.world.agent(), self.world.agent(role=ADMINISTRATOR)
        plans.create_plan(self.world.desk, "other", {"name": "Another shop"})
        self.agent = self.come_online(agents[0])
        self.idle_agent = self.sign_in(idle)
        self.administrator = self.sign_in(administrator)
        self.visitor, self.stranger, self.foreigner = self.visit(), self.visit(), self.visit("other")
        self.mine = self.begin(self.visitor)
        self.known = {
            "plan_key": "demo",
            "conversation_id": self.mine,
            "visitor_id": visitors.recognised(self.world.desk, self.visitor).visitor_id,
            "agent_id": agents[0].agent_id,
            "group_id": self.world.group.group_id if self.world.group else "",
            "shelf": "own",
            "month": "2026-11",
            "scheme_id": "desk",
            "plan_id": self.world.plan.plan_id if self.world.plan else "",
        }
        self.said: list[str] = []
        self._tokens: dict[Any, str] = {}
        self.watched = Watched(self.world.desk)

    def token_for(self, route: Route) -> str | None:
        """The token of somebody who may use this route."""
        if route.caller is None:
            return None
        if route.caller not in self._tokens:
            self._tokens[route.caller] = next(filter(route_takes(self.world, route), self._everybody()))
        return self._tokens[route.caller]

    def _everybody(self) -> list[str]:
        return [self.visitor, self.agent, self.administrator]

    def path(self, route: Route, **ids: str) -> str:
        """The route's path, with ids that exist (where we know one of that name) or these."""
        parts = route.path.split("/")
        names = {part: part[1:-1] for part in parts if part.startswith("{")}
        return "/".join(
            quote(ids.get(names[part], self.known.get(names[part], "some")), safe="") if part in names else part
            for part in parts
        )

    def try_on(self, route: Route, body: Any, **options: Any) -> Answered:
        """Ask this route, as somebody who may, about things that exist."""
        return self.ask(route.method, self.path(route), self.token_for(route), body, **options)

    def refuses(self, answer: Answered, *statuses: int) -> list[str]:
        """Checks that this is a refusal as it should be and that nothing was changed; the fields it names."""
        assert 400 <= answer.status < 500, answer
        assert not statuses or answer.status in statuses, answer
        fields = named_in(answer)
        assert self.watched.unchanged(), f"something was changed by {answer}"
        return fields


def route_takes(world: World, route: Route) -> Any:
    def takes(token: str) -> bool:
        assert route.caller is not None
        try:
            route.caller(world.desk, token)
        except DeskError:
            return False
        return True

    return takes


def least(body: type) -> dict[str, Any]:
    """The smallest body a route takes."""
    made = {}
    for field in fields_of(body):
        if field.required:
            made[field.encode_name] = _least_of(field.type)
    return made


def _least_of(kind: msgspec.inspect.Type) -> Any:
    simple: dict[type, Any] = {
        msgspec.inspect.StrType: "x",
        msgspec.inspect.ListType: [],
        msgspec.inspect.VarTupleType: [],
        msgspec.inspect.BoolType: True,
        msgspec.inspect.DictType: {},
        msgspec.inspect.UnionType: None,  # of what may be nothing
        msgspec.inspect.DateTimeType: "2027-01-01T00:00:00Z",
        msgspec.inspect.DateType: "2026-11-23",
    }
    if isinstance(kind, msgspec.inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, msgspec.inspect.Metadata):  # what is one of some says which
        return (kind.extra_json_schema or {}).get("enum", [None])[0] or _least_of(kind.type)
    if isinstance(kind, msgspec.inspect.StructType):
        return least(kind.cls)
    if isinstance(kind, msgspec.inspect.IntType | msgspec.inspect.FloatType):
        return max(1, kind.ge or 1)
    if isinstance(kind, msgspec.inspect.ListType | msgspec.inspect.VarTupleType) and kind.min_length:
        return [_least_of(kind.item_type)] * kind.min_length
    return simple[type(kind)]


def fields_of(body: type) -> tuple[msgspec.inspect.Field, ...]:
    described = msgspec.inspect.type_info(body)
    assert isinstance(described, msgspec.inspect.StructType)
    return described.fields


def is_lenient(route: Route, field: msgspec.inspect.Field) -> bool:
    """Whether what makes no sense there counts as if it were not said."""
    return field.encode_name in getattr(route.query, "lenient", ())


def least_of(route: Route) -> dict[str, Any] | None:
    return least(route.body) if route.body is not None else None


def unsealed(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def sealed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
