"""Persons as those see them who see to their data: who is known by what, and what there is of them."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.text import LONGEST_NAME
from chalicelib.privacy import store
from chalicelib.privacy.model.archive import name_of
from chalicelib.privacy.model.requests import Hold, Request
from chalicelib.search import service as search
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

LONGEST = 320  # of an address


class Person(msgspec.Struct, frozen=True):
    """Somebody, and whether anything of theirs may go."""

    customer: Visitor
    hold: Hold | None = None


def find(desk: Desk, q: str) -> list[Person]:
    """Who is known by this id, address or number, each once; a read or two for each. Nobody for anything else."""
    q = q.strip()
    if not 1 <= len(q) <= LONGEST:
        return []
    ids: list[str] = [q] if q.startswith("vis_") and len(q) <= LONGEST_NAME else []
    if not ids:
        with suppress(Invalid):
            ids = search.customers_of(desk, q)
    found: dict[str, Visitor] = {}
    for each in ids:
        with suppress(NotFound):
            customer = visitors.card(desk, each)
            if customer.erased_at is None:
                found[customer.visitor_id] = customer
    holds = {each.visitor_id: each for each in store.hold_of(desk, found)}
    return [Person(found[each], holds.get(each)) for each in sorted(found)]


def counted(request: Request) -> list[tuple[str, dict[str, str], int]]:
    """What there is of a person, or was, by what it is called."""
    named = ((name, name_of(name), number) for name, number in sorted(request.counts.items()))
    return [(name, {"zh-CN": chinese, "en": english}, number) for name, (chinese, english), number in named]
