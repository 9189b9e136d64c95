"""The tree of errors. A service raises them, ``http`` shows them as RFC 9457 problem+json.

DeskError
├── BadRequest 400 ── BadJson
├── Unauthorized 401
├── Forbidden 403
├── NotFound 404
├── MethodNotAllowed 405
├── Conflict 409          what is in the way is named in ``extra``
├── TooLarge 413
├── UnsupportedMediaType 415
├── Invalid 422           field errors in ``errors``
├── TooManyRequests 429   ``retry_after`` seconds
└── Unavailable 503       ``retry_after`` seconds; nothing was stored
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

import msgspec

T = TypeVar("T")
Item = TypeVar("Item")
Made = TypeVar("Made")

MOST_SAID, MOST_NAMED = 5, 100  # of the wrong fields of one request: in its sentence, in its list


class FieldError(msgspec.Struct, frozen=True):
    """One field of a request and what is wrong with it, in words for people."""

    field: str
    message: str


OF_EVERY_PROBLEM = frozenset({"type", "title", "status", "code", "request_id", "detail", "errors"})


def members(**types: Any) -> Mapping[str, Any]:
    """What an error shows beside its code: names and their types. Raises ``ValueError`` for a name that all have."""
    if taken := OF_EVERY_PROBLEM & types.keys():
        raise ValueError(f"every problem has {', '.join(sorted(taken))}, with a meaning of its own")
    return types


class DeskError(Exception):
    """An answer that is not a success. ``code`` is stable, ``detail`` is for people.

    ``beside``: what ``extra`` may hold (``members``).
    """

    status = 500
    code = "error"
    title = "Something went wrong"
    beside: ClassVar[Mapping[str, Any]] = {}

    def __init__(
        self,
        detail: str = "",
        *,
        code: str | None = None,
        errors: Sequence[FieldError] = (),
        retry_after: int | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.code = code or self.code
        self.errors = tuple(errors)
        self.retry_after = retry_after
        self.extra = dict(extra or {})


class BadRequest(DeskError):
    """The request cannot be read."""

    status = 400
    code = "bad_request"
    title = "The request cannot be read"


class BadJson(BadRequest):
    """The body is not JSON."""

    code = "bad_json"
    title = "The body is not valid JSON"


class Unauthorized(DeskError):
    """No token, or one that is wrong, foreign or expired."""

    status = 401
    code = "unauthorized"
    title = "A valid token is needed"


class Forbidden(DeskError):
    """The caller is known, and may not do this."""

    status = 403
    code = "forbidden"
    title = "This is not allowed for you"


class OriginNotAllowed(Forbidden):
    """The page that asks is on another website than the plan, or the token, is for."""

    code = "origin_not_allowed"
    title = "This website may not use the plan"


class NotFound(DeskError):
    """There is no such thing, or it is not the caller's to know."""

    status = 404
    code = "not_found"
    title = "There is no such thing"


def existing(thing: T | None, detail: str, error: type[NotFound] = NotFound) -> T:
    """What was looked for. Raises the ``error``, saying ``detail``, where there is no such thing."""
    if thing is None:
        raise error(detail)
    return thing


class MethodNotAllowed(DeskError):
    """The path exists, the method does not."""

    status = 405
    code = "method_not_allowed"
    title = "This path does not take that method"


class Conflict(DeskError):
    """The state of things does not allow it now."""

    status = 409
    code = "conflict"
    title = "Something is in the way"


class TooLarge(DeskError):
    """The body is larger than any lawful request."""

    status = 413
    code = "body_too_large"
    title = "The body is too large"

    @classmethod
    def beyond(cls, most: int) -> TooLarge:
        """The body has more than so many bytes."""
        return cls(f"at most {most} bytes", errors=[FieldError("body", f"at most {most} bytes")])


class UnsupportedMediaType(DeskError):
    """The body is of a kind no route reads."""

    status = 415
    code = "unsupported_media_type"
    title = "The body must be JSON"


class Invalid(DeskError):
    """The request can be read but its fields do not hold."""

    status = 422
    code = "invalid_body"
    title = "Some fields are not valid"

    @classmethod
    def field(cls, field: str, message: str) -> Self:
        """One wrong field."""
        return cls(f"{field}: {message}", errors=[FieldError(field, message)])


class WrongFields:
    """What is wrong with the fields of one request, gathered so that all of it is refused at once.

    wrong = WrongFields()
    with wrong:
        email = checked_email("email", email)      # an ``Invalid`` is gathered, and goes no further
    wrong.add("score", "a whole number")
    wrong.refuse()
    """

    def __init__(self) -> None:
        self._errors: list[FieldError] = []

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Invalid):
            return False
        self._errors += error.errors
        return True

    def __bool__(self) -> bool:
        return bool(self._errors)

    def add(self, field: str, message: str) -> None:
        """One more field, and what is wrong with it."""
        self._errors.append(FieldError(field, message))

    def refuse(self) -> None:
        """Raises ``Invalid`` naming every field that was gathered, in their order, unless there is none."""
        if self._errors:
            words = [f"{each.field}: {each.message}" for each in self._errors[:MOST_SAID]]
            raise Invalid("; ".join(words), errors=self._errors[:MOST_NAMED])


def checked_each(
    where: str, items: Sequence[Item], check: Callable[[str, Item], Made], *, most: int, by: str
) -> tuple[Made, ...]:
    """A list as it was said, each of it as ``check`` makes it of the name of its place and what stands there.

    Raises ``Invalid``: for more than ``most``, with all that ``check`` refuses, or where two have the same ``by``.
    """
    if len(items) > most:
        raise Invalid.field(where, f"at most {most}")
    wrong, made = WrongFields(), list[Made]()
    for number, each in enumerate(items):
        with wrong:
            made.append(check(f"{where}.{number}", each))
    wrong.refuse()
    if len({getattr(each, by) for each in made}) < len(made):
        raise Invalid.field(where, f"every {by} only once")
    return tuple(made)


class TooManyRequests(DeskError):
    """Slow down; ``retry_after`` says for how long."""

    status = 429
    code = "too_many_attempts"
    title = "Too many attempts"


class LimitReached(TooManyRequests):
    """That was often enough for now; ``retry_after`` seconds, ``extra`` names the limit and whose it is."""

    code = "limit_reached"
    title = "That was too often; please wait"
    beside = members(limit=str, counted_by=str)

    def __init__(self, limit: str, kind: str, retry_after: int) -> None:
        super().__init__(retry_after=retry_after, extra={"limit": limit, "counted_by": kind})


class Unavailable(DeskError):
    """Too much is going on at this one place; nothing was stored, try again."""

    status = 503
    code = "busy"
    title = "Too busy, please try again"


class Lost(Exception):
    """A condition of a transaction did not hold: somebody else was first. Never shown; services answer it."""
