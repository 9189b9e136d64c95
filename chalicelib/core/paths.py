"""Which declared path a requested one is; and the app behind a gateway that keeps many of them as one.

API Gateway takes 300 resources of one API, and each part of each path is one. So what lies under each of ``GATHERED``
is one resource there, of all paths and methods; which route is meant is found here, as API Gateway finds it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chalice.app import Chalice

from chalicelib.core.desk import ulid
from chalicelib.core.errors import NotFound

# of what is asked seldom: the routes of conversations have resources of their own, by which the access log tells them
GATHERED = (
    "/v1/admin/",
    "/v1/desk/announcements/",
    "/v1/desk/attendance/",
    "/v1/desk/bulletins/",
    "/v1/desk/day-reports/",
    "/v1/desk/duty/",
    "/v1/desk/follow-ups/",
    "/v1/desk/incidents/",
    "/v1/desk/knowledge/",
    "/v1/desk/leave/",
    "/v1/desk/offline-messages/",
    "/v1/desk/on-call/",
    "/v1/desk/performance/",
    "/v1/desk/phone/",
    "/v1/desk/phrases/",
    "/v1/desk/quality/",
    "/v1/desk/questionnaires/",
    "/v1/desk/reports/",
    "/v1/desk/sensitive/",
    "/v1/desk/shifts/",
    "/v1/desk/staff/",
    "/v1/desk/subscriptions/",
    "/v1/desk/suggestions/",
    "/v1/desk/tickets/",
    "/v1/desk/touchpoints/",
    "/v1/desk/training/",
    "/v1/desk/unfinished/",
    "/v1/desk/visitors/",
    "/v1/desk/wall/",
)
GREEDY = "{proxy+}"  # as API Gateway writes a place for all that follows
_ANY = "{}"  # a place for a name, whatever it is called


@dataclass
class _Part:
    """Where the parts of a path have led to: what is declared there, and which parts may follow."""

    declared: str | None = None
    after: dict[str, _Part] = field(default_factory=dict)

    def find(self, parts: Sequence[str], number: int = 0) -> str | None:
        """The declared path that these lead to; written out before with a place for a name, as API Gateway does it."""
        if number == len(parts):
            return self.declared
        for word in (parts[number], _ANY):
            after = self.after.get(word)
            found = after.find(parts, number + 1) if after is not None else None
            if found is not None:
                return found
        return None


class Paths:
    """Declared paths, to find requested ones among them."""

    def __init__(self, declared: Iterable[str]) -> None:
        self._root = _Part()
        for path in declared:
            part = self._root
            for word in path.split("/"):
                part = part.after.setdefault(_ANY if word.startswith("{") else word, _Part())
            part.declared = path

    def find(self, path: str) -> tuple[str | None, dict[str, str]]:
        """The declared path that this one is, and what stands in its places. One slash at the end does not count."""
        parts = path.split("/")
        if len(parts) > 2 and parts[-2] and not parts[-1]:
            parts.pop()
        declared = self._root.find(parts)
        if declared is None:
            return None, {}
        words = zip(declared.split("/"), parts, strict=True)
        return declared, {word[1:-1]: part for word, part in words if word.startswith("{")}


def resource_of(path: str) -> str:
    """The resource of the gateway that a declared path comes as."""
    return next((start + GREEDY for start in GATHERED if path.startswith(start)), path)


class App(Chalice):
    """An app whose paths under ``GATHERED`` may come as one resource of the gateway for each."""

    @cached_property
    def _gathered(self) -> Paths:
        return Paths(path for path in self.routes if path.startswith(GATHERED))

    def __call__(self, event: Any, context: Any) -> Any:
        resource = event.get("requestContext", {}).get("resourcePath", "")
        start = resource.removesuffix(GREEDY)
        if start == resource or start not in GATHERED:
            return super().__call__(event, context)
        declared, names = self._gathered.find(start + (event.get("pathParameters") or {}).get("proxy", ""))
        if declared is None:
            return _nowhere(event["requestContext"])
        return super().__call__(_as_declared(event, declared, names), context)


def _as_declared(event: Mapping[str, Any], declared: str, names: Mapping[str, str]) -> dict[str, Any]:
    context = {**event["requestContext"], "resourcePath": declared}
    return {**event, "resource": declared, "requestContext": context, "pathParameters": names or None}


def _nowhere(context: Mapping[str, Any]) -> Any:
    """What API Gateway answers where a path is not gathered."""
    from chalicelib.core import http

    request_id = context.get("requestId") or ulid("req")
    response = http.problem(NotFound("There is no such path."), request_id)
    http.protect(response, secure=True)
    response.headers["X-Request-Id"] = request_id
    return response.to_dict()
