"""Where everything is: the module that shows a route, hears of an event, does what is due or answers a question.

A container that starts reads this and imports no room. A module is imported when the first request, event or piece of
due work names it, by whoever needs it first, while others wait. The directory is made of what the rooms declare
(``everything``, ``subscriptions``), never written by hand: for the functions when their package is built (``FILE``),
and where that is not there (tests, the local run, commands) when it is first asked for, which imports every room.
"""

from __future__ import annotations

import gc
import importlib
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from chalice.app import Chalice, CORSConfig, Response, RouteEntry

from chalicelib.core import cold, events
from chalicelib.core.database import DatabaseError
from chalicelib.core.desk import Answerer, Desk, Handler
from chalicelib.core.failing import TROUBLE, refusal_of
from chalicelib.core.http import BODIES, CORS, READ, Routes, current_request, serve
from chalicelib.core.straight import Declared

FILE = Path(__file__).with_name("directory.json")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A route: ``name`` in ``module`` shows it.

    ``content_types``: of the bodies that a page reads; None: it is one of the declared routes, which read ``BODIES``.
    ``is_shared``: pages of other websites may ask for it.
    """

    path: str
    methods: list[str]
    module: str
    name: str
    content_types: list[str] | None = None
    is_shared: bool = True


class Directory(msgspec.Struct, frozen=True):
    """``subscriptions``: event → kinds of work, of the lower room first; ``handlers``: kind → module; ``answerers``:
    question → module. Events and questions are named as ``events.name_of`` does it. ``beside``: kind of work → the
    module that hears what its pieces say, before whoever does them.
    """

    routes: list[Entry]
    subscriptions: dict[str, tuple[str, ...]]
    handlers: dict[str, str]
    answerers: dict[str, str]
    beside: dict[str, str] = {}


@cache
def known() -> Directory:
    """The directory that came with the package, or one that is made now."""
    return msgspec.json.decode(FILE.read_bytes(), type=Directory) if FILE.exists() else computed()


def computed() -> Directory:
    """The directory of what all rooms declare; imports them all."""
    from chalicelib import subscriptions

    rooms = subscriptions.ROOMS
    answering = [(each, room) for room in rooms for each in getattr(room, "ANSWERING", ())]
    return Directory(
        routes=_declared_routes() + _pages(),
        subscriptions=events.subscriptions(subscriptions.LISTENERS),
        handlers={each.kind: room.__name__ for room in rooms for each in (*room.LISTENERS, *room.DUTIES)},
        answerers={events.name_of(each.question): room.__name__ for each, room in answering},
        beside={each.kind: room.__name__ for room in rooms for each in getattr(room, "BESIDE", ())},
    )


def _declared_routes() -> list[Entry]:
    from chalicelib import everything

    return [
        Entry(each.path, READ if each.method == "GET" else [each.method], routes.module, each.operation)
        for routes in everything.ROUTES
        for each in routes.declared
    ]


@cache
def _pages() -> list[Entry]:
    """Of all pages. Chalice takes a blueprint once in a process."""
    from chalicelib import everything

    whole = Chalice(app_name="deskbell", configure_logs=False, env={})
    for blueprint in everything.PAGES:
        whole.register_blueprint(blueprint)
    entries = []
    for path, methods in whole.routes.items():
        views: dict[Callable[..., Any], list[RouteEntry]] = {}
        for route in methods.values():
            views.setdefault(route.view_function, []).append(route)
        for view, routes in views.items():
            names, is_shared = [each.method for each in routes], routes[0].cors is not None
            entries.append(Entry(path, names, view.__module__, view.__name__, routes[0].content_types, is_shared))
    return entries


_importing = threading.RLock()
_modules: dict[str, ModuleType] = {}


def imported(name: str) -> ModuleType:
    """This module, imported if it was not yet. Raises whatever its import raises, each time anew."""
    module = _modules.get(name)
    if module is None:
        with _importing:
            module = _modules[name] = _import(name)
    return module


def _import(name: str) -> ModuleType:
    """What importing makes stays: as at the start, no garbage is looked for in it."""
    if name in sys.modules or not gc.isenabled():
        return importlib.import_module(name)
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        cold.started()


# --- routes ---------------------------------------------------------------------------------------------------------


class Shown:
    """The routes of the app. Any number of threads may ask for them at once."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._declared = {
            (each.path, method): each for each in entries if each.content_types is None for method in each.methods
        }
        self._found: dict[tuple[str, str], Declared] = {}

    def declared(self, path: str, method: str) -> Declared | None:
        """The route that a room declared for this; None: none did. Raises what keeps its module from being imported."""
        found = self._found.get((path, method))
        if found is None:
            entry = self._declared.get((path, method))
            if entry is None:
                return None
            found = self._found[path, method] = _declared(entry)
        return found

    def named(self, operation: str) -> Declared | None:
        """The route of this operation; None: there is none."""
        entry = next((each for each in self._entries if each.name == operation and each.content_types is None), None)
        return _declared(entry) if entry is not None else None

    def register(self, app: Chalice) -> None:
        """The app knows each path with its methods."""
        for each in self._entries:
            cors: CORSConfig | None = CORS if each.is_shared else None
            content_types = BODIES if each.content_types is None else each.content_types
            app.route(each.path, name=each.name, methods=each.methods, cors=cors, content_types=content_types)(
                _view(each)
            )


def _declared(entry: Entry) -> Declared:
    routes: Routes = imported(entry.module).routes
    return next((each, each.view) for each in routes.declared if each.operation == entry.name and each.view)


def _view(entry: Entry) -> Callable[..., Response]:
    """What Chalice calls for it."""

    def shown(**names: str) -> Response:
        if entry.content_types is None:
            return serve(*_declared(entry), current_request(), names)
        try:
            answer: Response = getattr(imported(entry.module), entry.name)(**names)
        except TROUBLE as error:
            return _silent(error, entry)
        return answer

    shown.__name__ = entry.name
    return shown


def _silent(error: DatabaseError, entry: Entry) -> Response:
    """What a page shows while the store does not answer."""
    from chalicelib.web.silent import page_of

    return page_of(refusal_of(error, {"operation": entry.name}), str(current_request().context.get("path", "/")))


# --- events and due work --------------------------------------------------------------------------------------------


@cache
def handlers() -> Mapping[str, Handler]:
    """Kind of work → whoever does it."""
    beside = known().beside
    return {kind: _handler(kind, module, beside.get(kind)) for kind, module in known().handlers.items()}


def _handler(kind: str, module: str, beside: str | None) -> Handler:
    def handle(desk: Desk, payload: dict[str, Any]) -> None:
        if beside is not None:
            next(each for each in imported(beside).BESIDE if each.kind == kind)(desk, payload)
        work = imported(module)
        handler: Handler = next(each for each in (*work.LISTENERS, *work.DUTIES) if each.kind == kind)
        handler(desk, payload)

    return handle


@cache
def answerers() -> Mapping[str, Answerer]:
    """Question → whoever answers it."""
    return {question: _answerer(question, module) for question, module in known().answerers.items()}


def _answerer(question: str, module: str) -> Answerer:
    def answer(desk: Desk, asked: Any) -> Any:
        answering = imported(module).ANSWERING
        return next(each for each in answering if events.name_of(each.question) == question).answer(desk, asked)

    return answer


if __name__ == "__main__":  # how it is made for the package
    FILE.write_bytes(msgspec.json.encode(computed()))
