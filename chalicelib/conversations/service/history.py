"""The conversations of one visitor, or of a customer with all whom they were before that was proved (A5)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.desk import Desk
from chalicelib.visitors import service as visitors

PAGE = 20


def list_own(
    desk: Desk, caller: visitors.Caller, plan_key: str, before: str | None
) -> tuple[list[tuple[str, Header]], bool]:
    """A page of the caller's own conversations behind ``before``, each with its place in the order; whether others
    follow. What is going on comes first, then what ended last.

    One query and one read; for a customer one read more, and a query for each visitor who proved to be them.
    """
    visitors.same_plan(caller, plan_key)
    return list_of(desk, visitors.own_ids(desk, caller), before)


def list_of(desk: Desk, visitor_ids: Sequence[str], before: str | None) -> tuple[list[tuple[str, Header]], bool]:
    """The same of whoever is kept under these ids."""
    places = sorted(
        (each for one_id in visitor_ids for each in store.newest(desk, "by_visitor", one_id, PAGE + 1, before)),
        reverse=True,
    )
    shown = places[:PAGE]
    there = {each.conversation_id: each for each in store.headers(desk, [key for _, key in shown], consistent=False)}
    return [(place, there[key]) for place, key in shown if key in there], len(places) > PAGE
