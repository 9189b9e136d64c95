"""Rotas as they were some seconds ago at most: what happens asks for them, and mostly there is nothing to do."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.oncall import store
from chalicelib.oncall.model.rota import Rota

KEPT, PLACE = timedelta(seconds=10), "oncall"


class Known(msgspec.Struct, frozen=True):
    """The rotas, and when they were read."""

    rotas: tuple[Rota, ...]
    at: datetime


def known_rotas(desk: Desk) -> tuple[Rota, ...]:
    """All rotas; one read in ten seconds of a container."""
    known: Known | None = desk.kept.get(PLACE)
    if known is None or not known.at <= desk.now() < known.at + KEPT:
        known = desk.kept[PLACE] = Known(tuple(store.rotas(desk)), desk.now())
    return known.rotas


def forget_known(desk: Desk) -> None:
    """They were changed here."""
    desk.kept.pop(PLACE, None)
