"""Numbers and addresses reach nobody who may not read them: whatever any route can show, and a stuffed desk (F8).

Every type that a route answers with is filled with such numbers wherever it can hold a text. A new field is covered
before anybody thinks of it; what is left out on purpose stands in ``OF_DESK`` and ``LEFT_OUT``, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from msgspec import inspect

from chalicelib.core import desk as desks
from chalicelib.core.http import Answer, Route, _response
from chalicelib.core.veil import _covered
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.notifications.model.wording import IN_FULL, WORDINGS
from chalicelib.notifications.rendering import Rendered
from chalicelib.notifications.service.ledger import as_sent
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.sensitive.api import ShownNumber
from tests.atomic import Atomic
from tests.reach import DECLARED, TABLE, Line
from tests.test_reach import path_of
from tests.town import Town
from tests.worlds import Clock, World, desk_with

PLANTED = ("13812345678", "li.lei@mail.example", "6222021234567890128", "11010519491231002X", "021-66668888")
STUFF = " " + " , ".join(PLANTED)
# rooms whose settings and words are the desk's own: their routes show nothing of customers
OF_DESK = {
    "people": "desk admin rights keys agreements pictures mobiles",
    "plans": "pictures preview admin identity shop consents",
    "visitors": "fields",
    "knowledge": "phrases categories unsaid articles editions finding",
    "announcements": "desk admin",
    "tickets": "admin policies flows",
    "quality": "admin",
    "channels": "admin",
    "campaigns": "",
    "shifts": "admin",
    "attendance": "admin",
    "staff": "admin",
    "logbook": "admin",
    "touchpoints": "admin",
    "training": "admin",
    "oncall": "desk admin",
    "incidents": "admin",
    "performance": "admin",
    "bulletins": "admin",
    "webhooks": "admin",
}
SINGLE = {"read_notice_settings", "update_notice_settings", "read_cost_settings", "change_cost_settings"}
SINGLE |= {"suggest_articles", "read_article_text", "begin_import", "link_to_export", "list_exchange_kinds"}
NOT_OF_DESK = {
    "read_audit",
    "list_said_by_word",
    "list_channel_failures",
    "list_webhook_deliveries",
    "preview_bulletin",
}
LEFT_OUT = {("ShownNumber", "value")}  # fields that say ``AS_IS``: what is asked for with a reason


def of_staff(route: Route) -> bool:
    return route.path.startswith(("/v1/desk", "/v1/admin")) and not route.of_desk


SHOWING = [route for route in DECLARED.values() if of_staff(route) and get_args(get_type_hints(route.view)["return"])]


def module_of(route: Route) -> tuple[str, str]:
    _, room, _, *rest = f"{route.view.__module__}.".split(".")
    return room, rest[0] if rest else ""


def test_only_what_is_named_here_shows_numbers_to_everybody() -> None:
    known = {(room, file) for room, files in OF_DESK.items() for file in files.split() or [""]}

    shows = {each.operation for each in DECLARED.values() if each.of_desk}

    expected = {each.operation for each in DECLARED.values() if module_of(each) in known} - NOT_OF_DESK | SINGLE
    assert shows == expected


def test_nothing_that_a_route_can_show_has_a_number_in_it_for_those_who_may_not_read_it() -> None:
    kinds = {get_args(get_type_hints(route.view)["return"])[0]: route.operation for route in SHOWING}
    told = list[str]()
    for kind, operation in kinds.items():
        body = filled(inspect.type_info(kind)) if kind is not type(None) else None
        masked, whole = (_response(Answer(body), veils=each).body for each in (True, False))
        if kind is ShownNumber:
            continue
        told += [f"{operation}: {each}" for each in PLANTED if each in masked]
        told += [f"{operation} hides nothing" for each in PLANTED if (each in whole) == (whole == masked)]

    assert told == []
    assert len(SHOWING) > 150


def test_the_fields_that_are_left_out_are_those_that_are_named() -> None:
    kinds = {
        kind
        for route in SHOWING
        for kind in structs(inspect.type_info(get_args(get_type_hints(route.view)["return"])[0]))
    }

    texts = {(kind, each.name) for kind in kinds for each in inspect.type_info(kind).fields if has_text(each.type)}

    assert {(kind.__name__, name) for kind, name in texts if name not in _covered(kind)} == LEFT_OUT


def filled(kind: Any, depth: int = 0) -> Any:
    """A value of this type, with the numbers in every text of it."""
    if isinstance(kind, inspect.Metadata):
        return filled(kind.type, depth)
    if isinstance(kind, inspect.UnionType):
        return filled(max(kind.types, key=has_text), depth)
    if isinstance(kind, inspect.StructType):
        if depth > 8:
            return None
        return kind.cls(**{each.name: filled(each.type, depth + 1) for each in kind.fields})
    if isinstance(kind, inspect.StrType | inspect.AnyType):
        return STUFF
    if isinstance(kind, inspect.DictType):
        return {filled(kind.key_type, depth): filled(kind.value_type, depth)}
    if isinstance(kind, inspect.ListType | inspect.SetType | inspect.FrozenSetType | inspect.VarTupleType):
        several = [filled(kind.item_type, depth)]
        return tuple(several) if isinstance(kind, inspect.VarTupleType) else several
    if isinstance(kind, inspect.TupleType):
        return tuple(filled(each, depth) for each in kind.item_types)
    return None


def has_text(kind: Any) -> bool:
    if isinstance(kind, inspect.Metadata):
        return has_text(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(has_text(each) for each in kind.types)
    if isinstance(kind, inspect.DictType):
        return True
    if isinstance(kind, inspect.TupleType):
        return any(has_text(each) for each in kind.item_types)
    if isinstance(kind, inspect.ListType | inspect.SetType | inspect.FrozenSetType | inspect.VarTupleType):
        return has_text(kind.item_type)
    return isinstance(kind, inspect.StrType | inspect.StructType | inspect.AnyType)


def structs(kind: Any, known: set[type] | None = None) -> set[type]:
    """The structs in a type, however deep."""
    known = set() if known is None else known
    if isinstance(kind, inspect.StructType):
        cls = get_origin(kind.cls) or kind.cls
        if cls in known and cls is kind.cls:
            return known
        known.add(cls)
        for each in kind.fields:
            structs(each.type, known)
    for name in ("type", "item_type", "key_type", "value_type"):
        if isinstance(getattr(kind, name, None), inspect.Type):
            structs(getattr(kind, name), known)
    for each in (*getattr(kind, "types", ()), *getattr(kind, "item_types", ())):
        structs(each, known)
    return known


# --- a desk on which people have written such numbers ---------------------------------------------------------------

READ = [each for each in TABLE if each.route.method == "GET" and each.route.path.startswith(("/v1/desk", "/v1/admin"))]


@pytest.fixture(scope="module")
def stuffed(atomic_store: Atomic) -> Iterator[Town]:
    desk = desk_with(Clock(), atomic_store.start_over(expiring=False))
    desks.use(desk)
    yield Town(World(desk, desk.now), STUFF, frozenset({SEE_NUMBERS}))
    desks.use(None)


def test_whatever_is_read_of_a_desk_full_of_numbers_has_none_for_those_who_may_not_read_them(stuffed: Town) -> None:
    told, whole = list[str](), set[str]()
    for line in READ:
        path = path_of(stuffed, line)
        for reader in ("holder", "leader"):
            text = str(stuffed.try_as(reader, "GET", path, None).said)
            told += [f"{line}: {each}" for each in (*PLANTED, "wang@example.com") if each in text]
        whole |= shown_of(stuffed, line, path)

    assert told == []
    assert len(whole) > 20  # whoever may, reads them in so many places


def shown_of(stuffed: Town, line: Line, path: str) -> set[str]:
    text = str(stuffed.try_as("everywhere", "GET", path, None).said)
    return {line.operation} if any(each in text for each in PLANTED) else set()


def test_letters_to_colleagues_have_no_number_in_them_and_those_to_customers_all(stuffed: Town) -> None:
    letters = [(notice, as_sent(stuffed.desk, notice)) for notice in notices_of(stuffed)]

    told = [notice.what for notice, letter in letters if notice.what not in IN_FULL and any_in(letter)]
    assert told == []
    assert len({notice.what for notice, _ in letters}) > 3
    assert any(any(each in str(notice.words) for each in PLANTED) for notice, _ in letters)
    assert {*WORDINGS} >= IN_FULL


def notices_of(stuffed: Town) -> list[Notice]:
    found, _ = notifications.list_notices(stuffed.desk, "", None)
    return found


def any_in(letter: Rendered) -> bool:
    return any(each in text for each in PLANTED for text in (letter.text, letter.html))
