"""Lists over HTTP: ``{"items": […], "next": "opaque"}``, every one of them.

A page ends after ``MOST_ITEMS``, or before it would be larger than ``MOST_BYTES`` of JSON: what a Lambda function may
answer with ends at 6 MB, and no thing of ours is larger than an item of DynamoDB (400 KB).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar, cast

import msgspec

from chalicelib.core.cursors import MOST_BYTES, seal, unseal
from chalicelib.core.http import Call

T = TypeVar("T")
V = TypeVar("V")

MOST_ITEMS = 200
Cursor = Annotated[str, msgspec.Meta(max_length=2000)]


class PageQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``cursor``: the ``next`` of the page before; empty for the first one."""

    cursor: Cursor = ""


class PageOf(msgspec.Struct, Generic[V]):
    """``next`` is the ``cursor`` of the page after; null: this is the last one."""

    items: list[V]
    next: str | None


def start_of(call: Call[Any]) -> Any:
    """The key of the last thing on the page before; None on the first one. Raises ``Invalid`` for another's cursor."""
    return unseal(call.desk, call.target, call.query.cursor) if call.query.cursor else None


def page(
    call: Call[Any],
    things: Iterable[T],
    key: Callable[[T], Any],
    show: Callable[[T], V],
    *,
    forward: bool = True,
    more: bool = False,
    among: Callable[[T], bool] | None = None,
) -> PageOf[V]:
    """The page that was asked for, of things in the order of their keys (``forward=False``: the highest first).

    A key is no secret: text, a number, or a list of them. ``more``: there are others behind these things. ``among``:
    which of them the caller may see; such a page may be short, or empty, while others follow.
    """
    start = start_of(call)
    shown: list[msgspec.Raw] = []
    last, weight = None, 0
    for thing in things:
        own = key(thing)
        if start is not None and not (own > start if forward else own < start):
            continue
        if among is not None and not among(thing):
            last = own
            continue
        item = msgspec.Raw(msgspec.json.encode(show(thing)))
        weight += len(memoryview(item))
        if shown and (len(shown) == MOST_ITEMS or weight > MOST_BYTES):
            more = True
            break
        shown.append(item)
        last = own
    following = seal(call.desk, call.target, last) if more and last is not None else None
    return PageOf(cast("list[V]", shown), following)


def placed(call: Call[Any], things: Iterable[tuple[str, T | None]], show: Callable[[T], V], *, more: bool) -> PageOf[V]:
    """The page that was asked for of things with their places, the highest first; None is one that is not shown, so
    such a page may be short, or empty, while others follow."""

    def show_it(each: tuple[str, T | None]) -> V:
        return show(cast("T", each[1]))

    return page(
        call, things, lambda each: each[0], show_it, forward=False, more=more, among=lambda each: each[1] is not None
    )
